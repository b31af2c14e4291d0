//! The finding of a report in one sentence: who said what, and what was seen.

use super::claimant::{how_without_onset, without_onset};
use super::claimant_fits::{disputed_words, noun, one_in_short};
use super::claimed_sites::{
    Rest, all_sites_words, counted_sites, name_in, rest_of, said_of, share_of,
};
use super::downtimes::downtime_sentence;
use super::findings::of_sites;
use super::possibly_down::{in_part_words, rests_on, rests_on_in_short, unconfirmed_clause};
use crate::model::{ChangeCounts, Claimant, PossiblyDownCounts, Report, SiteChange, SiteReport};
use crate::report::wording::{
    FigureOrigin, announced_work, by_count, capitalised, colon, down_for, during_work, grouped,
    name_of_site, outside_work, part_of, plural, sentences, site_by_id,
};
use std::collections::BTreeSet;

/// Puts the finding of a report into words, without the last full stop: of the first claimant where
/// claims name measured sites, else of all sites, else of the claims.
pub(in crate::report) fn finding(report: &Report, origin: &FigureOrigin) -> String {
    finding_sentences(report, origin).join(". ")
}

/// Returns the sentences of the finding of a report, each without its full stop: the first one can
/// stand alone.
pub(in crate::report) fn finding_sentences(report: &Report, origin: &FigureOrigin) -> Vec<String> {
    let mut all = match report.claimants.first() {
        _ if report.totals.measured == 0 => return vec![of_claims_alone(report)],
        Some(claimant) => sentences(&of_claimant(report, claimant, origin), origin.behind()),
        None => vec![origin.before(&of_measured(report))],
    };
    if let Some(downtime) = downtime_sentence(report) {
        all.insert(1, capitalised(&format!("{}{downtime}", origin.behind())));
    }
    all
}

/// Tells what a claimant said, and what was seen of the sites.
fn of_claimant(report: &Report, claimant: &Claimant, origin: &FigureOrigin) -> String {
    let said = said_of(claimant, &sites_in_short(report, claimant));
    let rest = rest_of(claimant);
    let said = format!(
        "{} {said}{}{}",
        name_in(report, claimant),
        disputed_words(report, claimant),
        rest.words()
    );
    let of_rest = match (rest, claimant.sites.len()) {
        (Rest::Part(_), sites @ 2..) => format!("of the other {}, ", grouped(sites)),
        (Rest::Part(_) | Rest::All, _) => String::new(),
    };
    let seen = format!("{of_rest}{}{}", seen_words(report, claimant), fits_in_short(claimant));
    match origin.log() {
        Some(log) => format!("{said}; in a {log}, {seen}"),
        None => format!("{said}{}{seen}", colon(&said, &seen)),
    }
}

/// Names the one site that a claimant spoke of, or counts them, with how many were named by
/// themselves.
fn sites_in_short(report: &Report, claimant: &Claimant) -> String {
    let sites = share_of(claimant, &counted_sites(claimant));
    let meant = claimant.meant;
    match (&claimant.sites[..], claimant.groups, claimant.by_name) {
        ([site], 0, _) if meant == 1 => {
            let others = if claimant.leaves_out { " and others, which are left out" } else { "" };
            share_of(claimant, &format!("{}{others}", name_of_site(report, site)))
        }
        (_, 0, _) => format!("{sites}{}", all_sites_words(claimant)),
        (_, groups, 0) => {
            let of = if claimant.leaves_out { "in" } else { "of" };
            format!("{sites} {of} {}", plural(groups, "group"))
        }
        (_, _, named) => format!(
            "{sites} ({}, {} by group)",
            plural(named, "single site"),
            grouped(meant.saturating_sub(named))
        ),
    }
}

/// Tells what was seen of the sites of a claimant.
fn seen_words(report: &Report, claimant: &Claimant) -> String {
    let ChangeCounts { went_down, .. } = claimant.changes;
    let all = claimant.changes.measured();
    if let [only] = &claimant.sites[..]
        && let Some(site) = site_by_id(report, only)
    {
        let subject = if claimant.meant == 1 { "it" } else { "the other site" };
        return of_site(site, subject);
    }
    let seen = match (went_down, all) {
        (_, 0) => return "none of them was measured".to_owned(),
        (0, 1) => "the 1 measured was not seen to go down".to_owned(),
        (0, 2) => "neither of the 2 measured was seen to go down".to_owned(),
        (0, _) => format!("none of the {} measured was seen to go down", grouped(all)),
        (_, 1) => "the 1 measured went down".to_owned(),
        (2, 2) => "both measured went down".to_owned(),
        (part, _) if part == all => format!("all {} measured went down", grouped(all)),
        (part, _) => format!("{} of the {} measured went down", grouped(part), grouped(all)),
    };
    if went_down == 0 && all == 1 && claimant.changes.without_onset() == 1 {
        return format!("{seen}; it was {}", how_without_onset(&claimant.changes));
    }
    let is_one = went_down == 1 && all == 1;
    let work = during_work(claimant.during_work, announced_work(report), is_one);
    let seen = format!("{seen}{work}");
    let unconfirmed = (claimant.possibly_down, claimant.failed_in_part);
    let unconfirmed = unconfirmed_clause(unconfirmed, &claimant.changes, "it", rests_on_in_short);
    match without_onset(&claimant.changes).as_str() {
        "" => format!("{seen}{unconfirmed}"),
        apart => format!("{seen}; {apart}{unconfirmed}"),
    }
}

/// Tells at how many sites of a claimant an outage fits the time of a claim, behind a semicolon;
/// empty where no site was down.
fn fits_in_short(claimant: &Claimant) -> String {
    let all = claimant.changes.measured();
    if all == claimant.changes.no_outage {
        return String::new();
    }
    let of_claim = one_in_short(claimant);
    if claimant.without_time >= all {
        let noun = noun(claimant);
        let (one, several) = (format!("{noun} gives"), format!("{noun}s give"));
        let gives = by_count(claimant.claims, one.as_str(), several.as_str());
        return format!("; the {gives} no time to hold an outage against");
    }
    let doubt = match claimant.fitting_in_doubt {
        0 => String::new(),
        sites if sites == claimant.fitting => " (seen from one vantage alone)".to_owned(),
        sites => format!(" (at {} seen from one vantage alone)", grouped(sites)),
    };
    let all_later = claimant.fitting > 0 && claimant.fitting_later == claimant.fitting;
    if all == 1 {
        let (fitting, excluded) = (claimant.fitting, claimant.excluded);
        return match (fitting, excluded) {
            (0, 0) => format!("; whether an outage of it fits the time of {of_claim} is open"),
            (0, _) => format!("; no outage of it fits the time of {of_claim}"),
            (_, _) if all_later => {
                format!("; an outage of it, not its first, fits the time of {of_claim}{doubt}")
            }
            (_, _) => format!("; an outage of it fits the time of {of_claim}{doubt}"),
        };
    }
    let which = if all_later { "an outage, not the site's first," } else { "an outage" };
    let certain = match claimant.fitting {
        0 => format!("; at none does an outage certainly fit the time of {of_claim}"),
        sites if sites == all => format!("; at each {which} certainly fits the time of {of_claim}"),
        sites => format!("; at {} {which} certainly fits the time of {of_claim}", grouped(sites)),
    };
    // What limits a count stands behind it.
    let certain = format!("{certain}{doubt}");
    let certain = match claimant.fitting_later {
        later if later > 0 && !all_later => {
            format!("{certain}, at {} of these not the site's first", grouped(later))
        }
        _ => certain,
    };
    let more = if claimant.fitting == 0 { "" } else { " more" };
    let perhaps = match claimant.perhaps_fitting {
        0 => String::new(),
        sites => format!(", at {}{more} it may", grouped(sites)),
    };
    format!("{certain}{perhaps}")
}

/// Tells what was seen of one site, with how long it was down.
pub(in crate::report) fn of_site(site: &SiteReport, subject: &str) -> String {
    let work = outside_work(site).map_or_else(String::new, |words| format!(", {words}"));
    let down = format!("{}{work}", down_for(site.downtime));
    match site.change {
        SiteChange::WentDown if site.outages == 1 => {
            format!("{subject} went down once, for {down}")
        }
        SiteChange::WentDown => {
            let (times, down) = (grouped(site.outages), down_for(site.downtime));
            format!("{subject} was down {times} times, for {down} in all{work}")
        }
        SiteChange::DownAtStart => {
            format!("{subject} was down before it was first confirmed up, for {down}")
        }
        SiteChange::NeverUp => {
            let down = down_for(site.downtime);
            format!("{subject} was down for {down} and never confirmed up{work}")
        }
        SiteChange::NotMeasured => format!("{subject} was not measured"),
        SiteChange::NoOutage => match site.possibly_down {
            Some(kind) => {
                let counts = PossiblyDownCounts::of([kind].into_iter());
                format!("{subject} was {}", rests_on(counts))
            }
            None if site.failed_in_part => {
                let in_part = in_part_words(1);
                format!("{subject} was not seen to go down, but {in_part}")
            }
            None => format!("{subject} was not seen to go down"),
        },
    }
}

/// Says in a few words how long a site it was down, or why that is not known
/// (M24).
pub(in crate::report) fn downtime(site: &SiteReport) -> String {
    match site.change {
        SiteChange::NotMeasured => "not measured".to_owned(),
        SiteChange::WentDown => down_for(site.downtime),
        SiteChange::DownAtStart => format!("start not seen, {}", down_for(site.downtime)),
        SiteChange::NeverUp => "never confirmed up".to_owned(),
        SiteChange::NoOutage if site.blips > 0 => {
            format!("no outage, {}", plural(site.blips, "blip"))
        }
        SiteChange::NoOutage => "no outage seen".to_owned(),
    }
}

/// Tells what was seen of all sites.
fn of_measured(report: &Report) -> String {
    let totals = &report.totals;
    let measured: Vec<&SiteReport> = report.sites.iter().filter(|site| site.measured).collect();
    if let [site] = &measured[..] {
        return of_site(site, &name_of_site(report, &site.site.id));
    }
    if totals.changes.went_down == 0 {
        return of_sites(report);
    }
    let part = part_of(totals.changes.went_down, totals.measured, "measured site");
    let down = down_for(totals.downtime);
    let apart = match without_onset(&totals.changes).as_str() {
        "" => String::new(),
        apart => format!("; with no start on the record, {apart}"),
    };
    let unconfirmed = (report.possibly_down, report.failed_in_part);
    let unconfirmed = unconfirmed_clause(unconfirmed, &totals.changes, "it", rests_on_in_short);
    let work = during_work(report.during_work, announced_work(report), false);
    format!("{part} went down, for {down} in all{work}{apart}{unconfirmed}")
}

/// Tells who said something of how many sites, where no site was measured.
fn of_claims_alone(report: &Report) -> String {
    let (sites, claims) = (report.sites.len(), report.claims.len());
    if claims == 0 {
        return match sites {
            0 => "Neither a probe nor a claim is on the record".to_owned(),
            _ => format!(
                "{} and no claim: no probe tells whether one was down",
                plural(sites, "site")
            ),
        };
    }
    let claimants: BTreeSet<&str> =
        report.claims.iter().map(|claim| claim.claimant.as_str()).collect();
    let names = claimed_sites(report).count();
    let by = plural(claimants.len(), "claimant");
    let claims = plural(claims, "claim");
    let none =
        by_count(names, "it was not measured, so whether it", "none was measured, so whether one");
    match names {
        0 => format!("{claims} by {by} and no measured site: nothing can be held against a probe"),
        _ => format!("{claims} by {by} on {}: {none} was down is not known", plural(names, "site")),
    }
}

/// Lists the sites that any claim names, by itself or by a group.
pub(in crate::report) fn claimed_sites(report: &Report) -> impl Iterator<Item = &SiteReport> {
    report.sites.iter().filter(|site| site.named)
}
