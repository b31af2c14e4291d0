//! German on charts of what was said.

use super::every_chart::sites;
use super::figures::{counted, number, short_moment};
use crate::clock::MINUTE;
use crate::model::safe_text::safe_text;
use crate::model::{
    Claim, ClaimKind, Extent, Judgement, JudgementCount, Quantifier, Report, ResultGroup, Role,
    Verdict, VerdictCount,
};
use crate::report::charts::first_claim::{FirstClaimKind, any_to_come, shown_first_claim, undated};
use crate::report::verdicts::{groups_in_title, groups_on_claims};

/// Returns the role of a claimant.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Attacker => "Angreifer",
        Role::Operator => "Betreiber",
        Role::Government => "Behörde",
        Role::Media => "Medien",
        Role::Researcher => "Forschung",
    }
}

/// Returns the kind of a claim, with its limits in brackets.
pub(super) fn kind(claim: &Claim) -> String {
    let kind = match claim.kind {
        ClaimKind::Attack => "Angriff",
        ClaimKind::Outage => "Ausfall",
        ClaimKind::Restored => "wieder erreichbar",
        ClaimKind::Reachable => "erreichbar",
        ClaimKind::Maintenance => "Wartung",
        ClaimKind::Cause => "Ursache",
        ClaimKind::Unstated => "nicht Prüfbares",
    };
    let mut limits: Vec<String> = Vec::new();
    let mut add = |words: &str| limits.push(words.to_owned());
    match (claim.quantifier, claim.kind) {
        (Quantifier::Each, _) => {}
        (Quantifier::Most, _) => add("bei den meisten ihrer Websites"),
        (Quantifier::Some, _) => add("bei einigen ihrer Websites"),
        (Quantifier::None, ClaimKind::Attack) => add("bestritten: nicht angegriffen"),
        (Quantifier::None, ClaimKind::Outage) => add("bestritten: nicht ausgefallen"),
        (Quantifier::None, ClaimKind::Maintenance) => add("bestritten: keine Wartung"),
        (Quantifier::None, _) => add("bestritten: bei keiner ihrer Websites"),
    }
    match claim.extent {
        Extent::Part => {}
        Extent::Throughout => add("die ganze Zeit"),
        Extent::Intermittent => add("mit Unterbrechungen, was nicht geprüft ist"),
    }
    if claim.intent {
        add(match (claim.quantifier, claim.role, claim.kind) {
            (Quantifier::None, ..) => "angekündigt",
            (_, Role::Attacker, ClaimKind::Attack | ClaimKind::Outage) => "Zielliste oder Drohung",
            (_, _, ClaimKind::Attack) => "Warnung",
            (..) => "angekündigt",
        });
    }
    if claim.targets_inferred {
        add("Websites nach Lesart der Erfassung");
    }
    limits.extend(claim.retells.as_ref().map(|id| format!("gibt {} wieder", safe_text(id))));
    limits.extend(claim.disputes.as_ref().map(|id| format!("widerspricht {}", safe_text(id))));
    match limits.is_empty() {
        true => kind.to_owned(),
        false => format!("{kind} ({})", limits.join(", ")),
    }
}

/// Returns the sentences on the first dated claim, and on claims without a date; may be empty.
pub(super) fn first_claim(report: &Report) -> String {
    let mut text = String::new();
    if let Some(first) = shown_first_claim(report) {
        let which = match first.kind {
            FirstClaimKind::Statement if any_to_come(report) => {
                "Aussage über einen Angriff oder Ausfall (bloß Angekündigtes zählt nicht)"
            }
            FirstClaimKind::Statement => "Aussage über einen Angriff oder Ausfall",
            FirstClaimKind::TargetList => "Zielliste",
            FirstClaimKind::Announcement => "Ankündigung eines Angriffs oder Ausfalls",
        };
        let until = short_moment(report.zone, first.until);
        let time = match first.from {
            // A minute is a moment to readers.
            Some(from) if first.until.since(from) <= MINUTE => {
                format!("am {} veröffentlicht", short_moment(report.zone, from))
            }
            Some(from) => format!(
                "zwischen {} und {until} veröffentlicht, soweit die Aussagen datiert sind",
                short_moment(report.zone, from)
            ),
            None => format!("bis zum {until} veröffentlicht"),
        };
        text.push_str(&format!(" Die erste datierte {which} wurde {time}."));
    }
    match undated(report) {
        0 => {}
        1 => text.push_str(" 1 Aussage über einen Angriff oder Ausfall hat kein Datum."),
        count => text.push_str(&format!(
            " {} Aussagen über einen Angriff oder Ausfall haben kein Datum.",
            number(count)
        )),
    }
    text
}

/// Returns the title of the claims: how many verdicts there are, by result.
pub(super) fn title(report: &Report) -> String {
    let all = report.claims.len();
    let claims = counted(all, "Aussage", "Aussagen");
    if report.totals.measured == 0 {
        let fits = if all == 1 { "lässt" } else { "lassen" };
        return format!("{claims}, aber keine Messung, an der sie sich prüfen {fits}");
    }
    let held_against = match (report.simulated, report.simulated_in_part) {
        (_, true) => ", geprüft an teils simulierten Messungen",
        (true, false) => ", geprüft an simulierten Messungen",
        (false, false) => "",
    };
    let on_claims = report.verdicts.iter().filter(|verdict| verdict.claim.is_some());
    let count = VerdictCount::of(on_claims);
    if count.verdicts == 0 {
        return format!("{claims}{held_against}, kein Urteil");
    }
    let verdicts = counted(count.verdicts, "Urteil", "Urteile");
    let (named, others) = groups_in_title(report);
    let part = |(group, count): &(_, VerdictCount)| {
        format!("{} {}", number(count.verdicts), in_group(*group, *count))
    };
    let mut parts: Vec<String> = named.iter().map(part).collect();
    if others > 0 {
        parts.push(format!("{} mit anderem Ergebnis", number(others)));
    }
    format!("{claims}{held_against}, {verdicts}: {}", parts.join(", "))
}

/// Returns the sentence on the verdicts of each result, with the sites that they are on; empty
/// where there is no verdict.
pub(super) fn results(report: &Report) -> String {
    let count = VerdictCount::of(report.verdicts.iter().filter(|one| one.claim.is_some()));
    if report.totals.measured == 0 || count.verdicts == 0 {
        return String::new();
    }
    let without = match count.retold {
        0 => String::new(),
        retold => format!(
            " ({} ohne die {} zu Aussagen, die eine andere wiedergeben)",
            number(count.verdicts - retold),
            number(retold)
        ),
    };
    let verdicts = counted(count.verdicts, "Urteil", "Urteile");
    let mut text = format!(" {verdicts} zu {}{without}", on_sites(count));
    let groups: Vec<String> = groups_on_claims(report)
        .map(|(group, count)| {
            format!(
                "{} {}{}",
                number(count.verdicts),
                in_group(group, count),
                details(group, count)
            )
        })
        .collect();
    if !groups.is_empty() {
        text.push_str(&format!(": {}", groups.join("; ")));
    }
    text + "."
}

/// Counts the sites that verdicts are on, and the names in claims that are no site.
fn on_sites(count: VerdictCount) -> String {
    let names = match count.names_of_no_site {
        0 => return sites(count.sites),
        1 => "1 Namen ohne Website".to_owned(),
        names => format!("{} Namen ohne Website", number(names)),
    };
    if count.sites == 0 { names } else { format!("{} und {names}", sites(count.sites)) }
}

/// Returns the words behind a number of verdicts of a group.
fn in_group(group: ResultGroup, count: VerdictCount) -> &'static str {
    let is_one = count.verdicts == 1;
    match group {
        ResultGroup::Fits if is_one => "passt zeitlich",
        ResultGroup::Fits => "passen zeitlich",
        ResultGroup::FitsInPart if is_one => "passt zum Teil",
        ResultGroup::FitsInPart => "passen zum Teil",
        ResultGroup::OtherTime => "zu anderer Zeit",
        ResultGroup::DoesNotFit if is_one => "passt nicht",
        ResultGroup::DoesNotFit => "passen nicht",
        ResultGroup::Exception if is_one => "Ausnahme",
        ResultGroup::Exception => "Ausnahmen",
        ResultGroup::NoneSeen => "ohne beobachteten Ausfall",
        ResultGroup::Undecided => "offen",
        ResultGroup::NotCheckable => "nicht prüfbar",
        ResultGroup::Announced => "bloß angekündigt",
        ResultGroup::NobodyClaimed => "ohne Aussage",
    }
}

/// Says what stands behind a number of verdicts, in brackets; may be empty.
fn details(group: ResultGroup, count: VerdictCount) -> String {
    let mut details = Vec::new();
    if count.sites != count.verdicts {
        details.push(format!("zu {}", on_sites(count)));
    }
    if count.retold > 0 {
        details.push(format!("{} ohne wiedergegebene", number(count.verdicts - count.retold)));
    }
    if count.later_outages > 0 {
        details.push(format!(
            "{} zu einem Ausfall, der nicht der erste der Website war",
            number(count.later_outages)
        ));
    }
    if count.by_group > 0 && matches!(group, ResultGroup::Fits | ResultGroup::DoesNotFit) {
        let named = match count.verdicts - count.by_group {
            0 => "keines".to_owned(),
            named => number(named),
        };
        details.push(format!("{named} zu einer namentlich genannten Website"));
    }
    if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) }
}

/// Counts the verdicts on a claim by result; empty where it has none.
pub(super) fn verdict_counts(claim: &Claim, verdicts: &[&Verdict]) -> String {
    let words = |counted: JudgementCount| {
        let count = counted.of;
        let later = match count.later_outages {
            0 => String::new(),
            1 if count.verdicts == 1 => {
                " (zu einem Ausfall, der nicht der erste der Website war)".to_owned()
            }
            later if later == count.verdicts => {
                " (alle zu einem Ausfall, der nicht der erste der Website war)".to_owned()
            }
            later => format!(
                " (davon {} zu einem Ausfall, der nicht der erste der Website war)",
                number(later)
            ),
        };
        let result = result(counted.judgement, count.verdicts, claim.intent);
        format!("{} {result}{later}", number(count.verdicts))
    };
    let counts = JudgementCount::each(verdicts.iter().copied()).into_iter().map(words);
    let counts = counts.collect::<Vec<_>>().join(", ");
    match claim.intent && !counts.is_empty() {
        true => format!("bloß angekündigt: {counts}"),
        false => counts,
    }
}

/// Returns the words behind a number of verdicts of a result; of what was announced none supports
/// that somebody said it was so.
fn result(judgement: Judgement, count: usize, is_announced: bool) -> &'static str {
    let is_one = count == 1;
    match judgement {
        Judgement::Supported if is_announced => "so eingetreten",
        Judgement::Partly if is_announced => "zum Teil so eingetreten",
        Judgement::Supported => "gestützt",
        Judgement::Partly => "zum Teil gestützt",
        Judgement::Contradicted => "widerlegt",
        Judgement::StayedUp if is_one => "blieb erreichbar",
        Judgement::StayedUp => "blieben erreichbar",
        Judgement::OnTime if is_one => "stimmt überein",
        Judgement::OnTime => "stimmen überein",
        Judgement::Premature => "bis dahin nicht dauerhaft erreichbar",
        Judgement::Late => "früher wieder erreichbar als gesagt",
        Judgement::NoneSeen => "ohne beobachteten Ausfall",
        Judgement::PrecedesClaim if is_one => "begann vor der Aussage",
        Judgement::PrecedesClaim => "begannen vor der Aussage",
        Judgement::ClaimedAfterTheFact => "vor der Aussage vorbei",
        Judgement::Insufficient => "nicht genügend belegt",
        Judgement::Exception if is_one => "Ausnahme",
        Judgement::Exception => "Ausnahmen",
        Judgement::NotMeasured => "nicht gemessen",
        Judgement::NotCheckable => "nicht prüfbar",
        Judgement::UnclaimedOutage if is_one => "Ausfall ohne Aussage",
        Judgement::UnclaimedOutage => "Ausfälle ohne Aussage",
    }
}
