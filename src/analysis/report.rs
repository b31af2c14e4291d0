//! The report, put together and frozen.

use super::chance::{self, Chances};
use super::claims::accounts::accounts;
use super::claims::asked_sites::{left_out, without_sites};
use super::claims::claimants::{self, FirstClaimant};
use super::claims::verdicts::{self, AllVerdicts};
use super::conclusions::{SiteConclusions, conclude_sites};
use super::debug_log::log_decisions;
use super::sensitivity::{InForce, RulesTried, sensitivity};
use super::series::window;
use super::sites::recovery;
use super::sites::site_analysis::SiteAnalysis;
use super::sources::simulated::{self, ProbeOrigins};
use super::sources::source_doubts::source_doubts;
use super::sources::source_stats::pace_changes;
use super::sums::events;
use super::sums::lags::Lags;
use super::sums::possibly_down;
use super::sums::recoveries::recoveries;
use super::sums::recovery_curve::down_counts;
use super::sums::totals::{during_work, totals};
use super::sums::windowed_availability::windowed_availability;
use crate::clock::Instant;
use crate::model::variation::Variation;
use crate::model::{
    Claim, ClaimSense, Claimant, Conflicts, HeldRoom, Incident, Input, InputRole, Judgement,
    JudgementCount, Outage, OverMemory, Partial, PossiblyDownCounts, ProbeSource, Record, Refusals,
    Report, SeriesPaceChange, SiteFilter, SiteReport, StoredRequest, Totals, Verdict, VerdictFlag,
};
use std::collections::BTreeSet;
use std::mem;

/// Extent of an examination, on which no result depends.
#[derive(Debug, Clone, Copy)]
pub struct Examination {
    /// Rules in force alone, or others besides.
    pub rules: RulesTried,
    /// Room for what is found.
    pub room: HeldRoom,
}

/// Usual memory, of which nothing is taken yet.
impl From<RulesTried> for Examination {
    fn from(rules: RulesTried) -> Examination {
        Examination { rules, room: HeldRoom::default() }
    }
}

/// Conclusions on the sites that were asked for, under the rules in force and under others.
struct Concluded {
    base: SiteConclusions,
    verdicts: AllVerdicts,
    chances: Chances,
    /// Empty where no other rules are tried.
    variations: Vec<Variation>,
}

impl Concluded {
    /// Concludes all that follows from a record.
    ///
    /// # Errors
    /// Where more is found than there is room for.
    fn of(
        incident: &Incident,
        record: &Record,
        refusals: &Refusals,
        Examination { rules, room }: Examination,
    ) -> Result<Concluded, OverMemory> {
        let mut base = conclude_sites(incident, record, refusals, room)?;
        let verdicts = verdicts::all(incident, &base.analyses, base.window);
        base.keep_asked(incident);
        let chances = chance::all(incident, &base.analyses, base.window);
        let variations = match rules {
            RulesTried::InForce => Vec::new(),
            RulesTried::Others => {
                let left_out = left_out(&incident.sites, &incident.only_sites);
                let claims = without_sites(incident.claims.clone(), &left_out);
                let (sites, verdicts) = (&base, &*verdicts.verdicts);
                let first = FirstClaimant::of(&claims, &base.sites(), verdicts);
                let in_force = InForce { sites, verdicts, first: first.as_ref(), room };
                sensitivity(incident, record, refusals, &in_force)?
            }
        };
        Ok(Concluded { base, verdicts, chances, variations })
    }
}

/// Reports what a record and the claims add up to. `inputs` and `refusals` are passed through.
///
/// # Errors
/// Where more is found than there is room for.
pub fn report(
    incident: Incident,
    record: &Record,
    inputs: Vec<Input>,
    refusals: Refusals,
    extent: Examination,
) -> Result<Report, OverMemory> {
    let concluded = Concluded::of(&incident, record, &refusals, extent)?;
    let Concluded { base, verdicts, chances, variations } = concluded;
    let AllVerdicts { mut verdicts, claim_verdicts } = verdicts;
    let Chances { chances, control_groups } = chances;
    let SiteConclusions { window, common_modes, set_aside, mut analyses } = base;
    let origins = ProbeOrigins::new(&incident, record);
    let (outages, blips) = outages_and_blips(&mut analyses, &origins);
    flag_verdicts(&mut verdicts, &origins, rows_without_site(&inputs, &refusals));
    let origin = simulated::of_sources(&incident);
    let mut partials = all_partials(&mut analyses);
    let conflicts = conflicts(&incident, record, &analyses);
    let sites = marked_sites(analyses, &origins, &mut partials, &blips, incident.rules.confirm);
    let doubts = source_doubts(&incident, record, &inputs, (&sites, &outages));
    let left_out = left_out(&incident.sites, &incident.only_sites);
    let claims = without_sites(by_publication(incident.claims), &left_out);
    let Lags { lags, summaries: lag_summaries } = Lags::of(&claims, &mut verdicts, &outages);
    let events = events::events(&outages, sites.iter().filter(|site| site.measured).count());
    let report = Report {
        totals: totals_of(&sites, &outages, &verdicts),
        down_counts: down_counts(&sites, &outages, window),
        recoveries: recoveries(&outages, &sites, (&claims, &verdicts), &incident.rules),
        simulated: origin.simulated,
        simulated_in_part: origin.is_mixed(),
        pace_changes: paces_of(&incident.sources, record, &incident.only_sites),
        vantages_in_turn: vantages_in_turn(&incident.sources, record),
        doubts,
        conflicts,
        sites_left_out: left_out.len(),
        name: incident.name,
        title: incident.title,
        notice: incident.notice,
        release: incident.release,
        chart: incident.chart,
        summed_by: incident.summed_by,
        assumed: Vec::new(),
        request: StoredRequest::default(),
        zone: incident.zone,
        window: window.or_else(|| window::of_claims(&claims, incident.release.as_of)),
        window_is_of_claims: window.is_none(),
        chances,
        control_groups,
        variations,
        lags,
        lag_summaries,
        windowed_availability: windowed_availability(&sites, window),
        claimants: claimants_of(&claims, &sites, &verdicts),
        accounts: accounts(&claims, &outages, &verdicts),
        event_pairs: events::pairs(&events),
        events,
        possibly_down: PossiblyDownCounts::of(sites.iter().filter_map(|site| site.possibly_down)),
        failed_in_part: sites.iter().filter(|site| site.failed_in_part).count(),
        during_work: during_work(&sites),
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
    Ok(report)
}

/// Counts the sites by the claimant who named them (M26).
fn claimants_of(claims: &[Claim], sites: &[SiteReport], verdicts: &[Verdict]) -> Vec<Claimant> {
    claimants::claimants(claims, &sites.iter().collect::<Vec<_>>(), verdicts)
}

/// Adds up the sites, outages and verdicts of a report.
fn totals_of(sites: &[SiteReport], outages: &[Outage], verdicts: &[Verdict]) -> Totals {
    let (sites, outages): (Vec<_>, Vec<_>) = (sites.iter().collect(), outages.iter().collect());
    totals(&sites, &outages, JudgementCount::each(verdicts.iter()))
}

/// Lists the names under which places take turns.
fn vantages_in_turn(sources: &[ProbeSource], record: &Record) -> Vec<String> {
    let takes_turns = |source: usize| sources.get(source).is_some_and(|source| source.takes_turns);
    let series = record.series.iter().filter(|series| takes_turns(series.key.source));
    let names: BTreeSet<&String> = series.map(|series| &series.key.vantage).collect();
    names.into_iter().cloned().collect()
}

/// Counts the refused rows of the logs that count at no site: of each, nobody can tell whose it is.
fn rows_without_site(inputs: &[Input], refusals: &Refusals) -> u64 {
    let logs = inputs.iter().filter(|input| input.role == InputRole::Probes);
    let refused: u64 = logs.map(|input| input.refused).sum();
    refused.saturating_sub(refusals.unplaced.values().sum())
}

/// Flags every verdict on simulated probes; and every one that rests on a complete view where there
/// are rows that name no site: one of them may speak against it.
fn flag_verdicts(verdicts: &mut [Verdict], origins: &ProbeOrigins<'_>, rows_without_site: u64) {
    origins.flag_verdicts(verdicts);
    if rows_without_site == 0 {
        return;
    }
    for verdict in verdicts.iter_mut().filter(|verdict| rests_on_complete_view(verdict)) {
        verdict.flags.push(VerdictFlag::RowsWithoutSite);
        verdict.flags.sort_unstable();
    }
}

/// Says whether a verdict rests on a complete view of a time (M19): it tells of its vantages then,
/// says that a site was back before the claimed time, or speaks against a denial of the contrary.
fn rests_on_complete_view(verdict: &Verdict) -> bool {
    let is_of_denial = verdict.sense == ClaimSense::Denial;
    !verdict.vantages.is_empty()
        || verdict.judgement == Judgement::Late
        || is_of_denial && verdict.judgement == Judgement::Contradicted
}

/// Counts the probes of the sites whose rows disagree (M8), and the times at which logs of one
/// vantage contradict each other (M9).
fn conflicts(incident: &Incident, record: &Record, analyses: &[SiteAnalysis]) -> Conflicts {
    let mut count = Conflicts::default();
    let mut sites = BTreeSet::new();
    let is_site = |id: &String| !incident.not_sites.contains(id) && incident.only_sites.takes(id);
    let of_sites = record.series.iter().filter(|series| is_site(&series.key.site));
    for series in of_sites.filter(|series| series.conflicts > 0) {
        count.probes += series.conflicts;
        sites.insert(series.key.site.as_str());
    }
    for times in analyses.iter().map(|one| &one.logs_disagree).filter(|times| !times.is_empty()) {
        count.log_sites += 1;
        count.log_times += times.spans().len();
        count.log_us = count.log_us.saturating_add(times.inner_length());
    }
    Conflicts { sites: sites.len(), ..count }
}

/// Lists the changes of pace at the sites that were asked for.
fn paces_of(sources: &[ProbeSource], record: &Record, asked: &SiteFilter) -> Vec<SeriesPaceChange> {
    pace_changes(sources, record.series.iter().filter(|series| asked.takes(&series.key.site)))
}

/// Takes the outages and the blips of all sites, in order and marked.
fn outages_and_blips(
    analyses: &mut [SiteAnalysis],
    origins: &ProbeOrigins<'_>,
) -> (Vec<Outage>, Vec<Outage>) {
    let mut outages = in_order(analyses.iter_mut().map(|one| mem::take(&mut one.outages)));
    let mut blips = in_order(analyses.iter_mut().map(|one| mem::take(&mut one.blips)));
    origins.flag_outages(&mut outages);
    origins.flag_outages(&mut blips);
    recovery::mark_down_later(&mut outages);
    (outages, blips)
}

/// Takes the sites, marked by the origin of their probes and by what confirms no outage; marks the
/// failures in part, too.
fn marked_sites(
    analyses: Vec<SiteAnalysis>,
    origins: &ProbeOrigins<'_>,
    partials: &mut [Partial],
    blips: &[Outage],
    confirm: u64,
) -> Vec<SiteReport> {
    let mut sites: Vec<SiteReport> = analyses.into_iter().map(|one| one.report).collect();
    origins.mark_sites(&mut sites);
    possibly_down::mark(&mut sites, partials, blips, confirm);
    sites
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

/// Sorts claims by their earliest publication, then by id.
fn by_publication(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by(|a, b| (publication(a), &a.id).cmp(&(publication(b), &b.id)));
    claims
}

/// Returns the earliest publication of a claim, by which claims are sorted.
fn publication(claim: &Claim) -> Option<Instant> {
    claim.published.and_then(|range| range.earliest)
}
