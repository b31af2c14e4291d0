//! Sites, analysed one by one: states, outages, blips, and what is reported of each.

use super::outages::{self, Evidence, SiteFailures};
use super::quorum::{self, SiteStates};
use super::recovery;
use super::site_facts::{self, SiteFacts};
use super::target_index::TargetIndex;
use crate::analysis::series::known_probes::SeriesProbes;
use crate::analysis::series::margin::Margin;
use crate::analysis::series::series_view::SeriesView;
use crate::clock::{IntervalSet, Span};
use crate::model::{
    CommonMode, HeldRoom, Incident, Maintenance, Outage, OverMemory, Partial, Quorum, Record, Site,
    SiteReport, UnlistedTimes,
};
use std::collections::{BTreeMap, BTreeSet};

/// One site, analysed.
#[derive(Debug)]
pub(in crate::analysis) struct SiteAnalysis {
    /// Sums and states inside the window, for readers.
    pub(in crate::analysis) report: SiteReport,
    /// States over the whole record.
    pub(in crate::analysis) states: SiteStates,
    /// Times certainly up by probes whose rows agree (M8): a part of those of the states.
    pub(in crate::analysis) agreed_up: IntervalSet,
    /// Times at which logs of one vantage contradict each other: one sees the site up, another
    /// down.
    pub(in crate::analysis) logs_disagree: IntervalSet,
    /// Confirmed outages, in order of time.
    pub(in crate::analysis) outages: Vec<Outage>,
    /// Outages that are not confirmed (M12), in order of time.
    pub(in crate::analysis) blips: Vec<Outage>,
    /// Failed and challenged probes outside every outage, in order of time.
    pub(in crate::analysis) partials: Vec<Partial>,
    /// Probes with a known result, by series. May be empty.
    pub(in crate::analysis) probes: Vec<SeriesProbes>,
    /// Lengths by which the moment of a probe can differ from its stamp.
    pub(in crate::analysis) margin: Margin,
}

/// Facts of the incident that the analysis of every site needs.
struct IncidentFacts<'a> {
    incident: &'a Incident,
    record: &'a Record,
    /// Time examined; `None` where neither the incident nor a probe gives one.
    window: Option<Span>,
    /// Common modes of vantages that are not sick, by vantage.
    modes: BTreeMap<String, IntervalSet>,
    /// Announced work, by site.
    maintenance: BTreeMap<&'a str, Vec<&'a Maintenance>>,
    /// Sites that a claim of kind attack or outage names.
    claimed: TargetIndex<'a>,
    /// Sites that any claim names.
    named: TargetIndex<'a>,
}

impl<'a> IncidentFacts<'a> {
    /// Collects the facts of an incident that each site needs.
    fn new(
        incident: &'a Incident,
        record: &'a Record,
        window: Option<Span>,
        common_modes: &[CommonMode],
    ) -> IncidentFacts<'a> {
        let says_down = incident.claims.iter().filter(|claim| claim.says_down());
        IncidentFacts {
            incident,
            record,
            window,
            modes: modes_by_vantage(common_modes),
            maintenance: maintenance_by_site(incident),
            claimed: TargetIndex::new(says_down.flat_map(|claim| &claim.targets)),
            named: TargetIndex::new(incident.claims.iter().flat_map(|claim| &claim.targets)),
        }
    }

    /// Analyses a site from its series.
    fn analyse(&self, site: Site, series: &[SeriesView<'_>]) -> SiteAnalysis {
        let rules = &self.incident.rules;
        let planned = self.maintenance.get(site.id.as_str()).map_or(&[][..], Vec::as_slice);
        let maintenance: IntervalSet = planned.iter().map(|work| work.span).collect();
        let announced = planned.iter().filter(|work| !work.simulated);
        let announced: IntervalSet = announced.map(|work| work.span).collect();
        let states = quorum::states(series, rules.quorum);
        let agreed_up = agreed_up(series, &states, rules.quorum);
        let logs_disagree = quorum::disagreeing_logs(series);
        let evidence = Evidence {
            site: &site.id,
            series,
            states: &states,
            causes: &self.record.causes,
            modes: &self.modes,
            maintenance: &maintenance,
            logs_disagree: &logs_disagree,
        };
        let margin = Margin::of(series);
        let SiteFailures { outages: mut all, partials } = outages::find(&evidence);
        recovery::fill_in(&mut all, &states, rules, margin.later_us);
        let (mut outages, blips): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|outage| outages::is_confirmed(outage, rules));
        let episodes = recovery::episodes(&mut outages, rules);
        let vantages: BTreeSet<&String> =
            series.iter().map(|one| &one.record.key.vantage).collect();
        let facts = SiteFacts {
            claimed: self.claimed.names(&site),
            named: self.named.names(&site),
            measured: self.window.is_some() && series.iter().any(SeriesView::has_known_probe),
            site,
            vantages: vantages.into_iter().cloned().collect(),
            unknown_probes: series.iter().map(SeriesView::unknown_probes).sum(),
            unlisted: UnlistedTimes::of(series.iter().flat_map(SeriesView::unlisted_from)),
            states: &states,
            margin,
            outages: &outages,
            blips: blips.len(),
            episodes,
            partials: &partials,
            simulated_maintenance: maintenance.difference(&announced),
            maintenance,
        };
        let report = site_facts::summarise(facts, self.window);
        let probes = series.iter().map(|one| one.probes.clone()).collect();
        SiteAnalysis {
            report,
            states,
            agreed_up,
            logs_disagree,
            outages,
            blips,
            partials,
            probes,
            margin,
        }
    }
}

/// Returns the times at which a site was certainly up, if probes whose rows disagree are taken for
/// ones that saw it neither up nor down.
fn agreed_up(series: &[SeriesView<'_>], states: &SiteStates, rule: Quorum) -> IntervalSet {
    let agreed: Vec<Option<SeriesView<'_>>> = series.iter().map(SeriesView::agreed).collect();
    if agreed.iter().all(Option::is_none) {
        return states.up.clone();
    }
    let each = series.iter().zip(agreed);
    let all: Vec<SeriesView<'_>> =
        each.map(|(one, agreed)| agreed.unwrap_or_else(|| one.clone())).collect();
    quorum::states(&all, rule).up
}

/// Series of a record, as they are judged, with what is known of all of them.
pub(in crate::analysis) struct RecordedSeries<'a> {
    pub(in crate::analysis) record: &'a Record,
    /// Time examined; `None` where neither the incident nor a probe gives one.
    pub(in crate::analysis) window: Option<Span>,
    /// Common modes, by time and vantage (M15).
    pub(in crate::analysis) common_modes: &'a [CommonMode],
    /// Series without the probes that are set aside.
    pub(in crate::analysis) series: Vec<SeriesView<'a>>,
}

/// Analyses every site, by id; their outages and blips are numbered over all sites.
///
/// # Errors
/// Where more is found than `room` has space for.
pub(in crate::analysis) fn all(
    incident: &Incident,
    evidence: RecordedSeries<'_>,
    room: HeldRoom,
) -> Result<Vec<SiteAnalysis>, OverMemory> {
    let RecordedSeries { record, window, common_modes, series } = evidence;
    let facts = IncidentFacts::new(incident, record, window, common_modes);
    let mut by_site: BTreeMap<&str, Vec<SeriesView<'_>>> = BTreeMap::new();
    for one in series {
        by_site.entry(&one.record.key.site).or_default().push(one);
    }
    let mut analyses: Vec<SiteAnalysis> = Vec::new();
    let (mut failures, mut long) = (0, 0_usize);
    for site in known_and_probed(incident, record) {
        let series = by_site.remove(site.id.as_str()).unwrap_or_default();
        let of_one = site.long_bytes();
        let analysis = facts.analyse(site, &series);
        let found = analysis.outages.len() + analysis.blips.len() + analysis.partials.len();
        failures += found;
        long = long.saturating_add(of_one.saturating_mul(found));
        room.check_failures(failures, long)?;
        analyses.push(analysis);
    }
    number(analyses.iter_mut().flat_map(|one| &mut one.outages), 'O');
    number(analyses.iter_mut().flat_map(|one| &mut one.blips), 'B');
    Ok(analyses)
}

/// Lists the sites of `sites.csv` and those that were probed without standing there, by id.
fn known_and_probed(incident: &Incident, record: &Record) -> Vec<Site> {
    let mut sites: BTreeMap<String, Site> =
        incident.sites.iter().map(|site| (site.id.clone(), site.clone())).collect();
    let of_sites =
        record.series.iter().filter(|series| !incident.not_sites.contains(&series.key.site));
    for series in of_sites {
        let id = &series.key.site;
        sites.entry(id.clone()).or_insert_with(|| Site {
            id: id.clone(),
            name: id.clone(),
            ..Site::default()
        });
    }
    sites.into_values().collect()
}

/// Gives ids to outages or blips of all sites, by first certain failure and site.
fn number<'a>(outages: impl Iterator<Item = &'a mut Outage>, letter: char) {
    let mut all: Vec<&mut Outage> = outages.collect();
    all.sort_by(|a, b| (a.first_down(), &a.site).cmp(&(b.first_down(), &b.site)));
    for (number, outage) in (1..).zip(all) {
        outage.id = format!("{letter}{number:03}");
    }
}

/// Collects the common modes of vantages that are not sick (M15).
fn modes_by_vantage(common_modes: &[CommonMode]) -> BTreeMap<String, IntervalSet> {
    let mut spans: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for mode in common_modes.iter().filter(|mode| !mode.sick) {
        spans.entry(mode.vantage.clone()).or_default().push(mode.span);
    }
    spans.into_iter().map(|(vantage, spans)| (vantage, IntervalSet::of(spans))).collect()
}

/// Collects the announced work on each site (M16).
fn maintenance_by_site(incident: &Incident) -> BTreeMap<&str, Vec<&Maintenance>> {
    let mut by_site: BTreeMap<&str, Vec<&Maintenance>> = BTreeMap::new();
    for work in &incident.maintenance {
        for site in &work.sites {
            by_site.entry(site).or_default().push(work);
        }
    }
    by_site
}
