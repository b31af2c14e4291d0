//! The report put together: site by site, claim by claim, then frozen.

use super::common_mode;
use super::outages::{self, Evidence};
use super::quorum::{self, SiteStates};
use super::recovery;
use super::recovery_curve;
use super::series::Series;
use super::sites::{self, SiteFacts};
use super::target_index::Naming;
use super::verdicts::{self, Case};
use super::window;
use crate::clock::{IntervalSet, Span, length_range};
use crate::model::{
    Claim, ClaimKind, CommonMode, Incident, Input, Judgement, Outage, Partial, Record, Refusals,
    Report, Rule, Site, SiteReport, Target, Totals, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

/// One site, worked out.
struct Worked {
    report: SiteReport,
    states: SiteStates,
    outages: Vec<Outage>,
    blips: Vec<Outage>,
    partials: Vec<Partial>,
    /// Runs of degraded answers from any vantage, with their probes.
    degraded: Vec<(Span, u64)>,
}

/// What all sites are worked out from.
struct Grounds<'a> {
    incident: &'a Incident,
    record: &'a Record,
    window: Option<Span>,
    /// Common modes of vantages that are not sick, by vantage.
    modes: BTreeMap<String, IntervalSet>,
    /// Announced work, by site.
    maintenance: BTreeMap<&'a str, Vec<Span>>,
    /// The sites that a claim of kind attack or outage names.
    claimed: Naming<'a>,
}

/// What the record and the claims add up to. `inputs` and `refusals` are passed through.
pub fn report(
    incident: Incident,
    record: &Record,
    inputs: Vec<Input>,
    refusals: Refusals,
) -> Report {
    let window = window::window(&incident, record);
    let ends = window::ends(record, incident.sources.len());
    let mut series: Vec<Series<'_>> = record
        .series
        .iter()
        .filter_map(|one| {
            Some(Series::new(
                one,
                incident.sources.get(one.key.source)?,
                *ends.get(one.key.source)?,
            ))
        })
        .collect();
    let common_modes = common_mode::finish(&mut series);
    let (mut worked, verdicts) = {
        let grounds = Grounds::of(&incident, record, (window, &common_modes));
        let worked = all_worked(&grounds, series);
        let verdicts = all_verdicts(&incident, &worked, window);
        (worked, verdicts)
    };
    let mut taken = |of: fn(&mut Worked) -> Vec<Outage>| {
        let mut all: Vec<Outage> = worked.iter_mut().flat_map(of).collect();
        all.sort_by(|a, b| (a.first_down(), &a.site).cmp(&(b.first_down(), &b.site)));
        all
    };
    let (outages, blips) =
        (taken(|one| mem::take(&mut one.outages)), taken(|one| mem::take(&mut one.blips)));
    let mut partials: Vec<Partial> =
        worked.iter_mut().flat_map(|one| mem::take(&mut one.partials)).collect();
    partials.sort_by(|a, b| (a.possible, &a.site).cmp(&(b.possible, &b.site)));
    let sites: Vec<SiteReport> = worked.into_iter().map(|one| one.report).collect();
    let mut claims = incident.claims;
    claims.sort_by(|a, b| {
        (a.published.and_then(|p| p.earliest), &a.id)
            .cmp(&(b.published.and_then(|p| p.earliest), &b.id))
    });
    Report {
        totals: totals(&sites, &outages, &verdicts),
        down_counts: window
            .map_or_else(Vec::new, |window| recovery_curve::down_counts(&sites, &outages, window)),
        recovery: recovery_curve::recovery(&outages),
        simulated: incident.sources.iter().any(|source| source.simulated),
        name: incident.name,
        title: incident.title,
        notice: incident.notice,
        zone: incident.zone,
        window,
        rules: incident.rules,
        inputs,
        sites,
        outages,
        blips,
        partials,
        common_modes,
        claims,
        verdicts,
        refusals,
    }
}

impl<'a> Grounds<'a> {
    fn of(
        incident: &'a Incident,
        record: &'a Record,
        (window, modes): (Option<Span>, &[CommonMode]),
    ) -> Grounds<'a> {
        let mut of_vantage: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        for mode in modes.iter().filter(|mode| !mode.sick) {
            of_vantage.entry(mode.vantage.clone()).or_default().push(mode.span);
        }
        let mut maintenance: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for (site, work) in incident
            .maintenance
            .iter()
            .flat_map(|work| work.sites.iter().map(move |site| (site, work)))
        {
            maintenance.entry(site).or_default().push(work.span);
        }
        // A list of targets says what shall be down, and not that it is.
        let says_down = incident.claims.iter().filter(|claim| {
            matches!(claim.kind, ClaimKind::Attack | ClaimKind::Outage) && !claim.intent
        });
        Grounds {
            incident,
            record,
            window,
            modes: of_vantage
                .into_iter()
                .map(|(vantage, spans)| (vantage, IntervalSet::of(spans)))
                .collect(),
            maintenance,
            claimed: Naming::of(says_down.flat_map(|claim| &claim.targets)),
        }
    }
}

/// Every site, by id, with its outages and blips numbered.
fn all_worked(grounds: &Grounds<'_>, series: Vec<Series<'_>>) -> Vec<Worked> {
    let mut of_site: BTreeMap<&str, Vec<Series<'_>>> = BTreeMap::new();
    for one in series {
        of_site.entry(&one.record.key.site).or_default().push(one);
    }
    let sites = all_sites(grounds.incident, grounds.record).into_iter();
    let mut worked: Vec<Worked> = sites
        .map(|site| {
            let own = of_site.remove(site.id.as_str()).unwrap_or_default();
            work_out(grounds, site, &own)
        })
        .collect();
    number(&mut worked, |one| &mut one.outages, 'O');
    number(&mut worked, |one| &mut one.blips, 'B');
    worked
}

fn work_out(grounds: &Grounds<'_>, site: Site, own: &[Series<'_>]) -> Worked {
    let rules = &grounds.incident.rules;
    let maintenance: IntervalSet =
        grounds.maintenance.get(site.id.as_str()).into_iter().flatten().copied().collect();
    let states = quorum::states(own, rules.quorum);
    let evidence = Evidence {
        site: &site.id,
        series: own,
        states: &states,
        causes: &grounds.record.causes,
        modes: &grounds.modes,
        maintenance: &maintenance,
    };
    let (mut all, partials) = outages::find(&evidence);
    let error_us = own.iter().map(|one| one.clock_error_us).max().unwrap_or_default();
    recovery::finish(&mut all, &states, rules, error_us);
    let (mut outages, blips): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|outage| outages::is_confirmed(outage, rules));
    let episodes = recovery::episodes(&mut outages, rules);
    let vantages: BTreeSet<String> = own.iter().map(|one| one.record.key.vantage.clone()).collect();
    let facts = SiteFacts {
        claimed: grounds.claimed.names(&site),
        measured: grounds
            .window
            .is_some_and(|window| own.iter().any(|one| one.is_sampled_in(window))),
        site,
        vantages: vantages.into_iter().collect(),
        states: &states,
        outages: &outages,
        blips: blips.len(),
        episodes,
        partials: &partials,
        maintenance,
    };
    let report = sites::summarise(facts, grounds.window);
    let degraded = own.iter().flat_map(|one| &one.degraded).copied().collect();
    Worked { report, states, outages, blips, partials, degraded }
}

/// The sites of `sites.csv` and those that were probed without standing there, by id.
fn all_sites(incident: &Incident, record: &Record) -> Vec<Site> {
    let mut sites: BTreeMap<String, Site> =
        incident.sites.iter().map(|site| (site.id.clone(), site.clone())).collect();
    for series in &record.series {
        let id = &series.key.site;
        sites.entry(id.clone()).or_insert_with(|| Site {
            id: id.clone(),
            name: id.clone(),
            ..Site::default()
        });
    }
    sites.into_values().collect()
}

/// Numbers outages or blips over all sites, by first certain failure and site.
fn number(worked: &mut [Worked], of: impl Fn(&mut Worked) -> &mut Vec<Outage>, letter: char) {
    let mut all: Vec<&mut Outage> = worked.iter_mut().flat_map(|one| of(one).iter_mut()).collect();
    all.sort_by(|a, b| (a.first_down(), &a.site).cmp(&(b.first_down(), &b.site)));
    for (at, outage) in all.into_iter().enumerate() {
        outage.id = format!("{letter}{:03}", at + 1);
    }
}

fn all_verdicts(incident: &Incident, worked: &[Worked], window: Option<Span>) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for claim in &incident.claims {
        let naming = Naming::of(&claim.targets);
        for one in worked.iter().filter(|one| naming.names(&one.report.site)) {
            verdicts.push(assertion(incident, claim, one, window));
        }
        for target in &claim.targets {
            if let Target::Site(id) = target
                && worked.binary_search_by(|one| one.report.site.id.as_str().cmp(id)).is_err()
            {
                let sentence = format!("{id}: names no one site of this incident.");
                verdicts.push(plain(
                    Some(&claim.id),
                    id,
                    (Rule::M18, Judgement::NotCheckable),
                    sentence,
                ));
            }
        }
    }
    verdicts.sort_by(|a, b| (&a.claim, &a.site).cmp(&(&b.claim, &b.site)));
    for one in worked.iter().filter(|one| !one.report.claimed) {
        for outage in &one.outages {
            let down = length_range(outage.duration.least_us, outage.duration.most_us);
            let sentence = format!(
                "{}: down for {down} ({}); no claim of an attack or outage names it.",
                outage.site, outage.id
            );
            let mut verdict =
                plain(None, &outage.site, (Rule::R9, Judgement::UnclaimedOutage), sentence);
            verdict.outage = Some(outage.id.clone());
            verdicts.push(verdict);
        }
    }
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        verdict.id = format!("V{:03}", at + 1);
    }
    verdicts
}

fn assertion(incident: &Incident, claim: &Claim, one: &Worked, window: Option<Span>) -> Verdict {
    let site = one.report.site.id.as_str();
    if claim.kind == ClaimKind::Cause {
        let sentence = format!("{site}: the claim is about the cause; probes show timing only.");
        return plain(Some(&claim.id), site, (Rule::M18, Judgement::NotCheckable), sentence);
    }
    let Some(window) = window.filter(|_| one.report.measured) else {
        let sentence = format!("{site}: not measured; no probe looked at it.");
        return plain(Some(&claim.id), site, (Rule::R1, Judgement::NotMeasured), sentence);
    };
    verdicts::judge(&Case {
        claim,
        site,
        up: &one.states.up,
        down: &one.states.down,
        observed: &one.states.observed,
        outages: &one.outages,
        blips: &one.blips,
        partials: &one.partials,
        degraded: &one.degraded,
        maintenance: &one.report.maintenance,
        window,
        rules: &incident.rules,
    })
}

/// A verdict without a window or an outage.
fn plain(
    claim: Option<&str>,
    site: &str,
    (rule, judgement): (Rule, Judgement),
    sentence: String,
) -> Verdict {
    Verdict {
        id: String::new(),
        claim: claim.map(str::to_owned),
        site: site.to_owned(),
        rule,
        judgement,
        lag: None,
        outage: None,
        observed_share: None,
        flags: Vec::new(),
        sentence,
    }
}

fn totals(sites: &[SiteReport], outages: &[Outage], verdicts: &[Verdict]) -> Totals {
    let count =
        |holds: &dyn Fn(&SiteReport) -> bool| sites.iter().filter(|site| holds(site)).count();
    let verdicts_of =
        |judgement| verdicts.iter().filter(|verdict| verdict.judgement == judgement).count();
    Totals {
        sites: sites.len(),
        measured: count(&|site| site.measured),
        affected: count(&|site| site.outages > 0),
        affected_claimed: count(&|site| site.outages > 0 && site.claimed),
        claimed: count(&|site| site.claimed),
        claimed_measured: count(&|site| site.claimed && site.measured),
        downtime: sites::total(outages.iter().map(|outage| outage.duration)),
        downtime_outside_maintenance: sites::total(
            outages.iter().map(|outage| outage.outside_maintenance),
        ),
        closed: count(&|site| is_closed(site)),
        downtime_closed: sites::total(
            sites.iter().filter(|site| is_closed(site)).map(|site| site.downtime),
        ),
        verdicts: Judgement::ALL
            .into_iter()
            .map(|judgement| (judgement, verdicts_of(judgement)))
            .filter(|pair| pair.1 > 0)
            .collect(),
    }
}

/// Affected, and every edge of its outages is on the record.
fn is_closed(site: &SiteReport) -> bool {
    site.outages > 0 && site.downtime.most_us.is_some()
}
