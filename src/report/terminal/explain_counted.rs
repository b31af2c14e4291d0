//! Outages, blips, failures in part and verdicts that the figures of the headline count.

use crate::clock::Span;
use crate::model::chance::FittingSite;
use crate::model::{Outage, Partial, Report, SiteChange, SiteReport, Verdict};
use crate::report::charts::peak;
use crate::report::headline::Grounds;
use crate::report::wording::site_by_id;
use std::collections::BTreeSet;

/// Lists the outages that the downtime in the headline is the sum of.
pub(super) fn counted_outages(report: &Report) -> Vec<&Outage> {
    report.outages.iter().filter(|outage| outage.has_onset()).collect()
}

/// Lists the outage of each site that went down with which it did first.
pub(super) fn first_outages(report: &Report) -> Vec<&Outage> {
    let ids: BTreeSet<String> = Grounds::of_first_outages(report).ids.into_iter().collect();
    report.outages.iter().filter(|outage| ids.contains(&outage.id)).collect()
}

/// Lists the outages and blips by which sites went down, were down with no start on the record, or
/// may have been down: of the first kind the first outage of each.
pub(super) fn outages_of_sites_down(report: &Report) -> Vec<&Outage> {
    let further = outages_without_start(report).into_iter().chain(possible_blips(report));
    first_outages(report).into_iter().chain(further).collect()
}

/// Lists the outages of the sites that were down with no start on the record.
pub(super) fn outages_without_start(report: &Report) -> Vec<&Outage> {
    let without_start = [SiteChange::DownAtStart, SiteChange::NeverUp];
    outages_of_sites(report, &report.outages, |site| without_start.contains(&site.change))
}

/// Lists the blips of the sites that were possibly down.
pub(super) fn possible_blips(report: &Report) -> Vec<&Outage> {
    outages_of_sites(report, &report.blips, |site| site.possibly_down.is_some())
}

/// Lists those outages or blips whose site is such.
fn outages_of_sites<'r>(
    report: &'r Report,
    all: &'r [Outage],
    is_such: impl Fn(&SiteReport) -> bool,
) -> Vec<&'r Outage> {
    let is_of_such = |one: &&Outage| site_by_id(report, &one.site).is_some_and(&is_such);
    all.iter().filter(is_of_such).collect()
}

/// Lists the failures in part by which a site counts as possibly down, or as failed in part.
pub(super) fn counted_partials(report: &Report) -> Vec<&Partial> {
    let is_counted = |one: &&Partial| {
        let Some(site) = site_by_id(report, &one.site) else { return false };
        let in_part = !one.failed.is_empty() && one.probes >= report.rules.confirm;
        match site.possibly_down {
            Some(_) => !one.is_seen_up,
            None => site.failed_in_part && in_part,
        }
    };
    report.partials.iter().filter(is_counted).collect()
}

/// Lists the verdicts by which an outage certainly fits the time of a claim of an attack or outage,
/// and where there are none at a site those by which one may.
pub(super) fn fitting_verdicts(report: &Report) -> Vec<&Verdict> {
    let of_row = report.claimants.iter().flat_map(|row| {
        row.fitting_verdicts.iter().chain(&row.perhaps_verdicts).map(String::as_str)
    });
    verdicts_with(report, of_row)
}

/// Lists the outages by which sites fit the claims of a claimant by chance (M20), in order of time.
pub(super) fn outages_of_chance(report: &Report) -> Vec<&Outage> {
    outages_of_fitting(report, report.chances.iter().flat_map(|one| &one.fitting_sites))
}

/// Lists the outages by which named and unnamed sites fit the claims of a claimant (M21), in order
/// of time.
pub(super) fn outages_of_control(report: &Report) -> Vec<&Outage> {
    let groups = report.control_groups.iter();
    let sites = groups.flat_map(|one| [&one.named_fitting, &one.unnamed_fitting]).flatten();
    outages_of_fitting(report, sites)
}

/// Lists the outages by which sites fit, in order of time.
fn outages_of_fitting<'r>(
    report: &'r Report,
    sites: impl Iterator<Item = &'r FittingSite>,
) -> Vec<&'r Outage> {
    let ids: BTreeSet<&str> = sites.flat_map(|site| &site.outages).map(String::as_str).collect();
    report.outages.iter().filter(|outage| ids.contains(&*outage.id)).collect()
}

/// Lists the verdicts by which lags are measured, in the order of their table.
pub(super) fn verdicts_of_lags(report: &Report) -> Vec<&Verdict> {
    verdicts_with(report, report.lags.iter().map(|lag| lag.verdict.as_str()))
}

/// Lists the verdicts on claims of several claimants, in the order of their table.
pub(super) fn verdicts_of_accounts(report: &Report) -> Vec<&Verdict> {
    verdicts_with(report, report.accounts.iter().map(|one| one.verdict.as_str()))
}

/// Lists the verdicts that come out otherwise under another rule, in the order of their table.
pub(super) fn changed_verdicts(report: &Report) -> Vec<&Verdict> {
    let changed = report.variations.iter().flat_map(|one| &one.changed);
    verdicts_with(report, changed.map(|one| one.verdict.as_str()))
}

/// Lists the verdicts with these ids, in the order of their table.
fn verdicts_with<'r>(report: &'r Report, ids: impl Iterator<Item = &'r str>) -> Vec<&'r Verdict> {
    let ids: BTreeSet<&str> = ids.collect();
    report.verdicts.iter().filter(|verdict| ids.contains(&*verdict.id)).collect()
}

/// Lists the outages that stood for certain at the moment at which most sites were down, then those
/// that may have stood then.
pub(super) fn outages_at_peak(report: &Report) -> [Vec<&Outage>; 2] {
    let Some(peak) = peak(report) else { return [Vec::new(), Vec::new()] };
    let Some(moment) = Span::seen(peak.from, peak.from) else { return [Vec::new(), Vec::new()] };
    let may_be = |outage: &&Outage| outage.possible.intersection(moment).is_some();
    let is_certain = |outage: &&Outage| {
        site_by_id(report, &outage.site).is_some_and(|site| site.down.contains(peak.from))
    };
    let (certain, possible) = report.outages.iter().filter(may_be).partition(is_certain);
    [certain, possible]
}
