//! German titles of the charts of sites: how many of those that claims name went down, and how many
//! of the others.

use super::claims::role;
use super::every_chart::sites;
use super::figures::{counted, number, short_moment};
use super::outages::down_for;
use crate::model::safe_text::safe_text;
use crate::model::{ChangeCounts, ClaimContent, Claimant, Quantifier, Report, SiteReport};
use crate::report::charts::language::besides::{self, joined_counts};
use crate::report::charts::leads::{Leads, only_outage, only_site};

/// Returns the title: how many of the sites that the leading claimants named went down, and how
/// many of the others.
pub(super) fn affected(report: &Report) -> String {
    if report.totals.measured == 0 {
        return not_measured(report);
    }
    let leads = Leads::of(report);
    let only = only_site(report, leads.as_ref());
    let title = match &leads {
        None => {
            let changes = &report.totals.changes;
            let apart = if changes.went_down > 0 { changes.without_onset() } else { 0 };
            format!("{}{}", seen(report, changes, "", "", only), unstarted_words(apart))
        }
        Some(leads) => {
            let named = seen(report, &leads.named, "", &which(leads), only);
            format!("{named}{}", of_others(report, leads))
        }
    };
    let changes = &report.totals.changes;
    match changes.measured() > changes.no_outage {
        true => title,
        false => format!("{title}{}", unconfirmed(report, "; ", "; ")),
    }
}

/// Counts sites and claims where no probe shows a result.
fn not_measured(report: &Report) -> String {
    let claims = counted(report.claims.len(), "Aussage", "Aussagen");
    let is_probed = report.totals.unread_sites > 0;
    let probed = match (report.sites.len(), is_probed) {
        (0, _) => return format!("Keine Website und {claims}"),
        (1, false) => "nicht gemessen",
        (_, false) => "keine davon gemessen",
        (1, true) => "ohne Messung, die ein Ergebnis zeigt",
        (_, true) => "keine davon mit einer Messung, die ein Ergebnis zeigt",
    };
    format!("{}, {probed}, und {claims}", sites(report.sites.len()))
}

/// Returns the head over the sites of the leading claimants.
pub(super) fn head(leads: &Leads<'_>) -> String {
    let claimant = &leads.joined;
    let said = match claimant.said {
        ClaimContent::Attacked => "angegriffen genannt",
        ClaimContent::Down => "ausgefallen genannt",
        ClaimContent::AttackedOrDown => "angegriffen oder ausgefallen genannt",
        ClaimContent::Listed => "Ziel genannt",
        ClaimContent::Warned => "Ziel eines Angriffs erwartet",
        ClaimContent::Announced => "bald ausgefallen angekündigt",
        ClaimContent::ToCome => "bald angegriffen oder ausgefallen angekündigt",
    };
    let share = match claimant.quantifier {
        Quantifier::Most => " (die meisten)",
        Quantifier::Some => " (einige)",
        Quantifier::Each | Quantifier::None => "",
    };
    let by_group = match (claimant.groups, claimant.by_name) {
        (0, _) => "",
        (_, 0) => ", als Gruppe",
        (..) => ", zum Teil als Gruppe",
    };
    let retold = if claimant.retells { ", nach anderen" } else { "" };
    let inferred = if claimant.inferred { ", nach Lesart der Erfassung" } else { "" };
    let others = match leads.others {
        0 => String::new(),
        1 => " und 1 anderen Quelle".to_owned(),
        others => format!(" und {} anderen", number(others)),
    };
    let name = name(leads);
    format!("Von {name}{others} als {said}{share}{by_group}{retold}{inferred}")
}

/// Names the first of the leading claimants, with the role where it spoke in another one, too.
fn name(leads: &Leads<'_>) -> String {
    let name = safe_text(&leads.joined.name);
    match leads.has_other_role {
        true => format!("{name} ({})", role(leads.joined.role)),
        false => name,
    }
}

/// Says which sites the leading claimants meant, as a clause behind the word for sites.
fn which(leads: &Leads<'_>) -> String {
    let joined = &leads.joined;
    let named = match (joined.quantifier, joined.groups, joined.by_name) {
        (Quantifier::Most, ..) => "von denen die meisten",
        (Quantifier::Some, ..) => "von denen einige",
        (_, 1.., 0) => "deren Gruppen",
        _ => "die",
    };
    let singly =
        if joined.groups > 0 && joined.by_name > 0 { " einzeln oder als Gruppe" } else { "" };
    let inferred = if joined.inferred { " nach Lesart der Erfassung" } else { "" };
    let name = name(leads);
    match leads.others {
        0 => format!(", {named} {name}{inferred}{singly} nannte,"),
        1 => format!(", {named} {name} und 1 andere Quelle{inferred}{singly} nannten,"),
        others => {
            format!(", {named} {name} und {} andere{inferred}{singly} nannten,", number(others))
        }
    }
}

/// Tells how many of some sites went down, or else how many were down. `other` is a word before
/// that for measured sites, `only` the one of them that was measured.
fn seen(
    report: &Report,
    changes: &ChangeCounts,
    other: &str,
    which: &str,
    only: Option<&SiteReport>,
) -> String {
    let all = changes.measured();
    let (down, unstarted) = (changes.went_down, changes.without_onset());
    let of_all = || format!("{} {other}gemessenen Websites{which}", number(all));
    match (all, down, unstarted) {
        (0, ..) => match changes.not_measured {
            1 => format!("Die eine {other}Website{which} ist nicht gemessen"),
            missing => {
                format!("Von {} {other}Websites{which} ist keine gemessen", number(missing))
            }
        },
        (1, ..) => {
            of_one(report, changes, only, &format!("Die eine {other}gemessene Website{which}"))
        }
        (_, 0, 0) => format!("Von {} fiel keine nachweislich aus", of_all()),
        (_, 0, 1) => format!("Von {} war 1 ausgefallen, Beginn nicht belegt", of_all()),
        (_, 0, count) => {
            format!("Von {} waren {} ausgefallen, Beginn nicht belegt", of_all(), number(count))
        }
        (_, 1, _) => format!("Von {} fiel 1 aus", of_all()),
        (_, down, _) if down == all => format!("Von {} fielen alle aus", of_all()),
        (_, down, _) => format!("Von {} fielen {} aus", of_all(), number(down)),
    }
}

/// Tells of one site how it was, and of its only outage how long it lasted.
fn of_one(
    report: &Report,
    changes: &ChangeCounts,
    only: Option<&SiteReport>,
    subject: &str,
) -> String {
    let outage = only.and_then(|site| only_outage(report, site));
    if let Some(outage) = outage.filter(|outage| outage.has_onset()) {
        let since = short_moment(report.zone, outage.first_down());
        return format!(
            "{subject} war {} ausgefallen, spätestens ab {since}",
            down_for(outage.duration)
        );
    }
    match (changes.went_down, changes.without_onset()) {
        (0, 0) => format!("{subject} fiel nicht nachweislich aus"),
        (0, _) => format!("{subject} war ausgefallen, Beginn nicht belegt"),
        _ => format!("{subject} fiel aus"),
    }
}

/// Tells how many of the other sites went down, behind those of the leading claimants; and how many
/// more were down with no start on the record.
fn of_others(report: &Report, leads: &Leads<'_>) -> String {
    let (named, others) = (&leads.named, &leads.unnamed);
    let all = others.measured();
    let went_down = named.went_down > 0 && named.measured() > 1;
    let text = match (all, others.went_down) {
        (0, _) => String::new(),
        (2.., 0) if went_down => format!(", von {} anderen keine", number(all)),
        (2.., down) if went_down => format!(", von {} anderen {}", number(all), number(down)),
        (1, _) => {
            let text = seen(report, others, "andere ", "", None);
            format!("; {}", lower(&text))
        }
        _ => format!("; {}", lower(&seen(report, others, "anderen ", "", None))),
    };
    let counts_others = others.went_down > 0 || (all > 1 && went_down);
    let of_named = if named.went_down > 0 { named.without_onset() } else { 0 };
    let of_others = if counts_others { others.without_onset() } else { 0 };
    format!("{text}{}", unstarted_words(of_named + of_others))
}

/// Counts the sites that were down with no start on the record, behind a semicolon; empty where
/// there is none.
fn unstarted_words(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "; 1 weitere war ausgefallen, Beginn nicht belegt".to_owned(),
        count => format!("; {} weitere waren ausgefallen, Beginn nicht belegt", number(count)),
    }
}

/// Returns a sentence of which the first word stands inside another.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), letters.as_str()))
}

/// Counts the sites that may have been down, and those that failed in part; empty where there are
/// none.
fn unconfirmed(report: &Report, before: &str, between: &str) -> String {
    let (possibly, in_part) = (report.possibly_down.sites(), report.failed_in_part);
    let were = if possibly == 1 { "war" } else { "waren" };
    let failed = if in_part == 1 { "schlug" } else { "schlugen" };
    let counts = [
        (possibly, format!("{} {were} möglicherweise ausgefallen", number(possibly))),
        (
            in_part,
            format!(
                "{} {failed} von einigen Orten aus fehl, während andere sie erreichten",
                number(in_part)
            ),
        ),
    ];
    joined_counts(counts, before, between)
}

/// Returns the sentences under the title of the timeline on what it leaves out: sites that may have
/// been down, and outages during announced work.
pub(super) fn besides(report: &Report) -> String {
    let alone = |claimant: &Claimant, sites: usize| {
        let went_down = if sites == 1 { "fiel" } else { "fielen" };
        format!(
            " Von den Websites, die {} nannte, {went_down} {} nur während angekündigter Wartung \
             aus.",
            safe_text(&claimant.name),
            number(sites)
        )
    };
    besides::besides(report, || unconfirmed(report, " Außerdem: ", "; "), alone)
}
