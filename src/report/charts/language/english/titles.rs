//! English titles of the charts of sites: who spoke of how many sites, and how many went down.

use crate::model::{ChangeCounts, Claimant, Quantifier, Report, SiteReport};
use crate::report::charts::language::besides::{self, joined_counts};
use crate::report::charts::leads::{Leads, only_outage, only_site};
use crate::report::headline::possibly_down::in_part_words;
use crate::report::headline::{counted_sites, head_of, name_of, of_sites, said_of, share_of};
use crate::report::wording::{
    announced_work, capitalised, colon, down_for, grouped, moment_in_both, name_of_site, plural,
    simulated_log, was, with_origin,
};

/// Returns the title of the sites that were down: how many of those that the leading claimants
/// named went down, and how many of the others.
pub(super) fn affected(report: &Report) -> String {
    let leads = Leads::of(report);
    let title = match &leads {
        None if report.totals.measured == 0 => return of_sites(report),
        None => {
            let changes = &report.totals.changes;
            let only = only_site(report, None);
            let apart = if changes.went_down > 0 { changes.without_onset() } else { 0 };
            let seen = seen(report, changes, "measured site", "", only);
            format!("{seen}{}", unstarted_words(apart))
        }
        Some(leads) => {
            let which = which(leads);
            let only = only_site(report, Some(leads));
            let named = seen(report, &leads.named, "measured site", &which, only);
            format!("{named}{}", of_others(report, leads))
        }
    };
    capitalised(&format!("{title}{}", unconfirmed(report, "; ", "; ")))
}

/// Returns the title of the timeline, with what must be said of simulated probes.
pub(super) fn timeline(report: &Report) -> String {
    let Some(leads) = Leads::of(report) else { return with_origin(report, &affected(report)) };
    let said = said(report, &leads);
    let only = only_site(report, Some(&leads));
    let seen = match only {
        Some(site) if leads.joined.meant == 1 => of_one(report, site, "it"),
        _ => seen(report, &leads.named, "", "", only),
    };
    let (others, apart) = (of_others(report, &leads), unconfirmed(report, "; ", "; "));
    let seen = format!("{seen}{others}{apart}");
    match simulated_log(report) {
        Some(log) => format!("{said}; in a {log}, {seen}"),
        None => format!("{said}{}{seen}", colon(&said, &seen)),
    }
}

/// Returns the head over the sites of the leading claimants.
pub(super) fn head(leads: &Leads<'_>) -> String {
    head_of(&leads.joined).replacen(&name_of(&leads.joined), &names(leads), 1)
}

/// Names the first of the leading claimants, and counts the others.
fn names(leads: &Leads<'_>) -> String {
    let role = leads.joined.role.as_str();
    let of_role =
        |name: String| if leads.has_other_role { format!("{name} ({role})") } else { name };
    let name = of_role(name_of(&leads.joined));
    match leads.others {
        0 => name,
        others => format!("{name} and {}", plural(others, "other")),
    }
}

/// Tells what the leading claimants said of how many sites.
fn said(report: &Report, leads: &Leads<'_>) -> String {
    let joined = &leads.joined;
    let Claimant { groups, by_name, meant, .. } = *joined;
    let sites = match (&joined.sites[..], groups, by_name) {
        ([site], 0, _) if meant == 1 && !joined.leaves_out => name_of_site(report, site),
        (_, 0, _) => counted_sites(joined),
        (_, groups, 0) => format!("{} of {}", counted_sites(joined), plural(groups, "group")),
        (_, _, named) => format!("{} ({})", counted_sites(joined), plural(named, "single site")),
    };
    let sites = share_of(joined, &sites);
    format!("{} {}", names(leads), said_of(joined, &sites))
}

/// Says which sites the leading claimants meant, behind the word for sites.
fn which(leads: &Leads<'_>) -> String {
    let (joined, names) = (&leads.joined, names(leads));
    let is_by_words = joined.groups == 0 && joined.by_name == 0;
    match (joined.quantifier, joined.groups, joined.by_name) {
        (Quantifier::Most, ..) => format!(", of most of which {names} spoke,"),
        (Quantifier::Some, ..) => format!(", of some of which {names} spoke,"),
        _ if joined.inferred || is_by_words => format!(" of which {names} spoke"),
        (_, 0, _) => format!(" that {names} named"),
        (_, _, 0) => format!(" whose groups {names} named"),
        _ => format!(" that {names} named singly or by group"),
    }
}

/// Tells how many of some sites went down, or else how many were down; `noun` is empty where they
/// are counted before, `only` the one of them that was measured.
fn seen(
    report: &Report,
    changes: &ChangeCounts,
    noun: &str,
    which: &str,
    only: Option<&SiteReport>,
) -> String {
    let all = changes.measured();
    let sites = |count: usize| match noun {
        "" => format!("{} measured{which}", grouped(count)),
        noun => format!("{}{which}", plural(count, noun)),
    };
    let (down, unstarted) = (changes.went_down, changes.without_onset());
    let the = if which.is_empty() && !noun.is_empty() { "" } else { "the " };
    match (all, down, unstarted) {
        (0, ..) => {
            let missing = changes.not_measured;
            let sites = plural(missing, noun.trim_start_matches("measured ").trim());
            match missing {
                _ if noun.is_empty() => "none of them was measured".to_owned(),
                1 => format!("the {sites}{which} was not measured"),
                _ => format!("none of the {sites}{which} was measured"),
            }
        }
        (1, ..) => {
            let subject = format!("the {}", sites(1));
            only.map_or_else(|| of_counts(changes, &subject), |only| of_one(report, only, &subject))
        }
        (_, 0, 0) => format!("none of {the}{} was seen to go down", sites(all)),
        (_, 0, count) => format!(
            "{} of {the}{} {} down, with no start on the record",
            grouped(count),
            sites(all),
            was(count)
        ),
        (2, 2, _) => format!("both{} went down", sites(2).trim_start_matches('2')),
        (_, down, _) if down == all => format!("all {} went down", sites(all)),
        (_, down, _) => format!("{} of {the}{} went down", grouped(down), sites(all)),
    }
}

/// Tells of one site how it was.
fn of_counts(changes: &ChangeCounts, subject: &str) -> String {
    match (changes.went_down, changes.without_onset()) {
        (0, 0) => format!("{subject} was not seen to go down"),
        (0, _) => format!("{subject} was down, with no start on the record"),
        _ => format!("{subject} went down"),
    }
}

/// Tells of one site how it was, and of its only outage how long it lasted.
fn of_one(report: &Report, site: &SiteReport, subject: &str) -> String {
    let Some(outage) = only_outage(report, site).filter(|outage| outage.has_onset()) else {
        if !site.measured {
            return format!("{subject} was not measured");
        }
        return of_counts(&ChangeCounts::of([site.change].into_iter()), subject);
    };
    let since = moment_in_both(report.zone, outage.first_down());
    let length = down_for(outage.duration);
    format!("{subject} was down for {length}, by {since} at the latest")
}

/// Tells how many of the sites of which the leading claimants did not speak went down, behind those
/// of which they did; and how many more were down with no start on the record.
fn of_others(report: &Report, leads: &Leads<'_>) -> String {
    let (named, others) = (&leads.named, &leads.unnamed);
    let all = others.measured();
    let went_down = named.went_down > 0 && named.measured() > 1;
    let text = match (all, others.went_down) {
        (0, _) => String::new(),
        (2.., 0) if went_down => format!(", and none of {} others", grouped(all)),
        (2.., down) if went_down => format!(", and {} of {} others", grouped(down), grouped(all)),
        _ => format!("; {}", seen(report, others, "other measured site", "", None)),
    };
    let of = |changes: &ChangeCounts, is_counted: bool| match is_counted {
        true => changes.without_onset(),
        false => 0,
    };
    let counts_others = others.went_down > 0 || (all > 1 && went_down);
    let unstarted = of(named, named.went_down > 0) + of(others, counts_others);
    format!("{text}{}", unstarted_words(unstarted))
}

/// Counts the sites that were down with no start on the record, behind a semicolon; empty where
/// there is none.
fn unstarted_words(count: usize) -> String {
    match count {
        0 => String::new(),
        count => {
            format!("; {} more {} down with no start on the record", grouped(count), was(count))
        }
    }
}

/// Counts the sites that may have been down, or failed in part, where none was confirmed down:
/// "none was seen to go down" is no health of them. Empty where one was.
fn unconfirmed(report: &Report, before: &str, between: &str) -> String {
    let changes = &report.totals.changes;
    match changes.measured() > changes.no_outage {
        true => String::new(),
        false => unconfirmed_counts(report, before, between),
    }
}

/// Counts the sites that may have been down, and those that failed in part; empty where there are
/// none.
fn unconfirmed_counts(report: &Report, before: &str, between: &str) -> String {
    let possibly = report.possibly_down.sites();
    let in_part = report.failed_in_part;
    let counts = [
        (possibly, format!("{} {} possibly down", grouped(possibly), was(possibly))),
        (in_part, format!("{} {}", grouped(in_part), in_part_words(in_part))),
    ];
    joined_counts(counts, before, between)
}

/// Returns the sentences under the title of the timeline on what it leaves out: sites that may have
/// been down, and outages during announced work.
pub(super) fn besides(report: &Report) -> String {
    let alone = |claimant: &Claimant, sites: usize| {
        format!(
            " Of the sites of which {} spoke, {} went down during {} alone.",
            name_of(claimant),
            grouped(sites),
            announced_work(report)
        )
    };
    besides::besides(report, || unconfirmed_counts(report, " Besides, ", ", and "), alone)
}
