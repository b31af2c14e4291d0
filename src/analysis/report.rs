//! The report, put together and frozen.

use super::common_mode::{self, CommonModes};
use super::explain::explain;
use super::recovery_curve;
use super::simulated::{self, ProbeOrigins};
use super::site_analysis::{self, SiteAnalysis};
use super::sites;
use super::survey::pace_changes;
use super::verdicts::{self, AllVerdicts};
use super::window;
use crate::clock::Instant;
use crate::model::{
    Claim, Incident, Input, Judgement, Outage, Partial, Record, Refusals, Report, SiteReport,
    Totals, Verdict,
};
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
    let CommonModes { modes: common_modes, set_aside } = common_mode::finish(&mut series);
    let mut analyses = site_analysis::all(&incident, record, window, &common_modes, series);
    count_unplaced(&mut analyses, &refusals);
    let AllVerdicts { mut verdicts, claim_verdicts } = verdicts::all(&incident, &analyses, window);
    let mut outages = in_order(analyses.iter_mut().map(|one| mem::take(&mut one.outages)));
    let mut blips = in_order(analyses.iter_mut().map(|one| mem::take(&mut one.blips)));
    let origins = ProbeOrigins::new(&incident, record);
    origins.flag_outages(&mut outages);
    origins.flag_outages(&mut blips);
    origins.flag_verdicts(&mut verdicts);
    let origin = simulated::of_sources(&incident);
    let partials = all_partials(&mut analyses);
    let sites: Vec<SiteReport> = analyses.into_iter().map(|one| one.report).collect();
    let mut claims = incident.claims;
    claims.sort_by(|a, b| (publication(a), &a.id).cmp(&(publication(b), &b.id)));
    let report = Report {
        totals: totals(&sites, &outages, &verdicts),
        down_counts: window
            .map_or_else(Vec::new, |window| recovery_curve::down_counts(&sites, &outages, window)),
        recovery: recovery_curve::recovery(&outages),
        simulated: origin.simulated,
        simulated_in_part: origin.is_mixed(),
        pace_changes: pace_changes(&incident.sources, record.series.iter()),
        name: incident.name,
        title: incident.title,
        notice: incident.notice,
        zone: incident.zone,
        window,
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
    explain(&report);
    report
}

/// Counts at each site the rows that cannot be placed in time.
fn count_unplaced(analyses: &mut [SiteAnalysis], refusals: &Refusals) {
    for one in analyses {
        let rows = refusals.unplaced.get(&one.report.site.id);
        one.report.unplaced_rows = rows.copied().unwrap_or_default();
    }
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

fn totals(sites: &[SiteReport], outages: &[Outage], verdicts: &[Verdict]) -> Totals {
    let count = |holds: fn(&SiteReport) -> bool| sites.iter().filter(|site| holds(site)).count();
    let closed = sites.iter().filter(|site| is_closed(site));
    Totals {
        sites: sites.len(),
        measured: count(|site| site.measured),
        affected: count(|site| site.outages > 0),
        affected_claimed: count(|site| site.outages > 0 && site.claimed),
        claimed: count(|site| site.claimed),
        claimed_measured: count(|site| site.claimed && site.measured),
        downtime: sites::total(outages.iter().map(|outage| outage.duration)),
        downtime_outside_maintenance: sites::total(
            outages.iter().map(|outage| outage.outside_maintenance),
        ),
        closed: count(is_closed),
        downtime_closed: sites::total(closed.map(|site| site.downtime)),
        verdicts: counted(verdicts),
    }
}

/// Says whether a site had outages, each with both ends on the record.
fn is_closed(site: &SiteReport) -> bool {
    site.outages > 0 && site.downtime.most_us.is_some()
}

/// Counts verdicts by judgement, in the order of [`Judgement::ALL`], zeros left out.
fn counted(verdicts: &[Verdict]) -> Vec<(Judgement, usize)> {
    let of = |judgement| verdicts.iter().filter(|verdict| verdict.judgement == judgement).count();
    let counts = Judgement::ALL.into_iter().map(|judgement| (judgement, of(judgement)));
    counts.filter(|(_, count)| *count > 0).collect()
}
