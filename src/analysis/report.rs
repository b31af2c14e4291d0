//! The report, put together and frozen.

use super::claimants;
use super::common_mode::{self, CommonModes};
use super::debug_log::log_decisions;
use super::events;
use super::possibly_down;
use super::recovery_curve;
use super::simulated::{self, ProbeOrigins};
use super::site_analysis::{self, SiteAnalysis};
use super::sites;
use super::source_doubts::source_doubts;
use super::source_stats::pace_changes;
use super::verdicts::{self, AllVerdicts};
use super::window;
use crate::clock::Instant;
use crate::model::{
    ChangeCounts, Claim, DisagreeingProbes, Incident, Input, InputRole, JudgementCount, Outage,
    Partial, Record, Refusals, Report, SiteReport, StoredRequest, Totals, Verdict, VerdictFlag,
};
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

/// Reports what a record and the claims add up to. `inputs` and `refusals` are passed through.
pub fn report(
    incident: Incident,
    record: &Record,
    inputs: Vec<Input>,
    refusals: Refusals,
) -> Report {
    let mut series = window::all_series(&incident, record);
    let window = window::window(&incident, &series);
    let CommonModes { modes: common_modes, set_aside } =
        common_mode::find_and_set_aside(&mut series);
    let mut analyses = site_analysis::all(&incident, record, window, &common_modes, series);
    count_unplaced(&mut analyses, &refusals);
    let AllVerdicts { mut verdicts, claim_verdicts } = verdicts::all(&incident, &analyses, window);
    let mut outages = in_order(analyses.iter_mut().map(|one| mem::take(&mut one.outages)));
    let mut blips = in_order(analyses.iter_mut().map(|one| mem::take(&mut one.blips)));
    let origins = ProbeOrigins::new(&incident, record);
    origins.flag_outages(&mut outages);
    origins.flag_outages(&mut blips);
    origins.flag_verdicts(&mut verdicts);
    if rows_without_site(&inputs, &refusals) > 0 {
        flag_complete_views(&mut verdicts);
    }
    let origin = simulated::of_sources(&incident);
    let partials = all_partials(&mut analyses);
    let mut sites: Vec<SiteReport> = analyses.into_iter().map(|one| one.report).collect();
    origins.mark_sites(&mut sites);
    possibly_down::mark(&mut sites, &partials, &blips);
    let doubts = source_doubts(&incident, record, &inputs);
    let mut claims = incident.claims;
    claims.sort_by(|a, b| (publication(a), &a.id).cmp(&(publication(b), &b.id)));
    let measured = sites.iter().filter(|site| site.measured).count();
    let report = Report {
        totals: totals(&sites, &outages, &verdicts),
        down_counts: window
            .map_or_else(Vec::new, |window| recovery_curve::down_counts(&sites, &outages, window)),
        recovery: recovery_curve::recovery(&outages),
        simulated: origin.simulated,
        simulated_in_part: origin.is_mixed(),
        pace_changes: pace_changes(&incident.sources, record.series.iter()),
        doubts,
        disagreeing: disagreeing(&incident.not_sites, record),
        name: incident.name,
        title: incident.title,
        notice: incident.notice,
        assumed: Vec::new(),
        request: StoredRequest::default(),
        zone: incident.zone,
        window: window.or_else(|| window::of_claims(&claims)),
        window_is_of_claims: window.is_none(),
        claimants: claimants::claimants(&claims, &sites, &verdicts),
        events: events::events(&outages, measured),
        resolution_us: incident.sources.iter().map(|one| one.resolution.us).max().unwrap_or(0),
        rules: incident.rules,
        inputs,
        sites,
        outages,
        blips,
        partials,
        common_modes,
        set_aside,
        claims,
        verdicts,
        claim_verdicts,
        refusals,
    };
    log_decisions(&report);
    report
}

/// Counts at each site the rows that cannot be placed in time.
fn count_unplaced(analyses: &mut [SiteAnalysis], refusals: &Refusals) {
    for one in analyses {
        let rows = refusals.unplaced.get(&one.report.site.id);
        one.report.unplaced_rows = rows.copied().unwrap_or_default();
    }
}

/// Counts the refused rows of the logs that count at no site: of each, nobody can tell whose it is.
fn rows_without_site(inputs: &[Input], refusals: &Refusals) -> u64 {
    let logs = inputs.iter().filter(|input| input.role == InputRole::Probes);
    let refused: u64 = logs.map(|input| input.refused).sum();
    refused.saturating_sub(refusals.unplaced.values().sum())
}

/// Flags every verdict that rests on a complete view, as a row that names no site may speak against
/// it.
fn flag_complete_views(verdicts: &mut [Verdict]) {
    for verdict in verdicts.iter_mut().filter(|verdict| !verdict.vantages.is_empty()) {
        verdict.flags.push(VerdictFlag::RowsWithoutSite);
        verdict.flags.sort_unstable();
    }
}

/// Counts the probes of the sites whose rows disagree (M8).
fn disagreeing(not_sites: &BTreeSet<String>, record: &Record) -> DisagreeingProbes {
    let of_sites = record.series.iter().filter(|series| !not_sites.contains(&series.key.site));
    let mut sites = BTreeSet::new();
    let mut count = DisagreeingProbes::default();
    for series in of_sites.filter(|series| series.conflicts > 0) {
        count.probes += series.conflicts;
        sites.insert(series.key.site.as_str());
    }
    DisagreeingProbes { sites: sites.len(), ..count }
}

/// Joins the outages or blips of all sites, by first certain failure and site.
fn in_order(of_sites: impl Iterator<Item = Vec<Outage>>) -> Vec<Outage> {
    let mut all: Vec<Outage> = of_sites.flatten().collect();
    all.sort_by(|a, b| (a.first_down(), &a.site).cmp(&(b.first_down(), &b.site)));
    all
}

/// Joins the failures in part of all sites, by time and site.
fn all_partials(analyses: &mut [SiteAnalysis]) -> Vec<Partial> {
    let of_sites = analyses.iter_mut().map(|one| mem::take(&mut one.partials));
    let mut all: Vec<Partial> = of_sites.flatten().collect();
    all.sort_by(|a, b| (a.possible, &a.site).cmp(&(b.possible, &b.site)));
    all
}

/// Returns the earliest publication of a claim, by which claims are sorted.
fn publication(claim: &Claim) -> Option<Instant> {
    claim.published.and_then(|range| range.earliest)
}

/// Adds up sites, outages and verdicts.
fn totals(sites: &[SiteReport], outages: &[Outage], verdicts: &[Verdict]) -> Totals {
    let changes = ChangeCounts::of(sites.iter().map(|site| site.change));
    let (with_onset, without): (Vec<&Outage>, Vec<&Outage>) =
        outages.iter().partition(|outage| outage.has_onset());
    let mut by_site: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for outage in outages {
        by_site.entry(&outage.site).or_default().push(outage);
    }
    let is_closed = |outage: &&Outage| outage.has_onset() && outage.recovery.by.is_some();
    by_site.retain(|_, of_site| of_site.iter().all(is_closed));
    let durations = |outages: &[&Outage]| sites::total(outages.iter().map(|one| one.duration));
    Totals {
        sites: sites.len(),
        measured: changes.measured(),
        changes,
        outages_with_onset: with_onset.len(),
        downtime: durations(&with_onset),
        downtime_outside_maintenance: sites::total(
            with_onset.iter().map(|outage| outage.outside_maintenance),
        ),
        closed: by_site.len(),
        downtime_closed: sites::total(by_site.values().map(|of_site| durations(of_site))),
        downtime_without_onset_us: durations(&without).least_us,
        verdicts: JudgementCount::each(verdicts.iter()),
    }
}
