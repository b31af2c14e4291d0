//! The report put together: site by site, claim by claim, then frozen.

use super::common_mode;
use super::curve;
use super::outages::{self, Evidence};
use super::quorum::{self, SiteStates};
use super::recovery;
use super::series::Series;
use super::sites::{self, SiteFacts};
use super::verdicts::{self, Case};
use super::window;
use crate::clock::{Intervals, Span, length_range};
use crate::model::{
    Claim, ClaimKind, Incident, Input, Judgement, Outage, Partial, Record, Refusals, Report, Rule, Site, SiteReport, Target, Totals,
    Verdict,
};
use std::collections::{BTreeMap, BTreeSet};

/// One site, worked out.
struct Worked {
    report: SiteReport,
    states: SiteStates,
    outages: Vec<Outage>,
    blips: Vec<Outage>,
    partials: Vec<Partial>,
}

/// What the record and the claims add up to. `inputs` and `refusals` are passed through.
pub fn report(incident: Incident, record: &Record, inputs: Vec<Input>, refusals: Refusals) -> Report {
    let window = window::window(&incident, record);
    let ends = window::ends(record, incident.sources.len());
    let mut series: Vec<Series<'_>> = record
        .series
        .iter()
        .filter_map(|one| Some(Series::new(one, incident.sources.get(one.key.source)?, *ends.get(one.key.source)?)))
        .collect();
    let common_modes = common_mode::settle(&mut series);
    let mut worked: Vec<Worked> = Vec::new();
    for site in all_sites(&incident, record) {
        let own: Vec<Series<'_>> = series.iter().filter(|one| one.record.key.site == site.id).cloned().collect();
        let maintenance: Intervals =
            incident.maintenance.iter().filter(|work| work.sites.contains(&site.id)).map(|work| work.span).collect();
        let states = quorum::states(&own, incident.rules.quorum);
        let evidence = Evidence {
            site: &site.id,
            series: &own,
            states: &states,
            causes: &record.causes,
            modes: &common_modes,
            maintenance: &maintenance,
        };
        let (mut all, partials) = outages::find(&evidence);
        let error_us = own.iter().map(|one| one.clock_error_us).max().unwrap_or_default();
        recovery::settle(&mut all, &states, &incident.rules, error_us);
        let (mut outages, blips): (Vec<_>, Vec<_>) = all.into_iter().partition(|outage| outages::is_confirmed(outage, &incident.rules));
        let episodes = recovery::episodes(&mut outages, &incident.rules);
        let vantages: BTreeSet<String> = own.iter().map(|one| one.record.key.vantage.clone()).collect();
        let facts = SiteFacts {
            claimed: is_claimed(&incident.claims, &site),
            measured: window.is_some_and(|window| own.iter().any(|one| one.is_sampled_in(window))),
            site,
            vantages: vantages.into_iter().collect(),
            states: &states,
            outages: &outages,
            blips: blips.len(),
            episodes,
            partials: &partials,
            maintenance,
        };
        let report = sites::summarise(facts, window);
        worked.push(Worked { report, states, outages, blips, partials });
    }
    number(&mut worked, |one| &mut one.outages, 'O');
    number(&mut worked, |one| &mut one.blips, 'B');
    let verdicts = all_verdicts(&incident, &worked, window);
    let mut outages: Vec<Outage> = worked.iter().flat_map(|one| one.outages.clone()).collect();
    let mut blips: Vec<Outage> = worked.iter().flat_map(|one| one.blips.clone()).collect();
    let mut partials: Vec<Partial> = worked.iter().flat_map(|one| one.partials.clone()).collect();
    outages.sort_by(|a, b| (a.first_down(), &a.site).cmp(&(b.first_down(), &b.site)));
    blips.sort_by(|a, b| (a.first_down(), &a.site).cmp(&(b.first_down(), &b.site)));
    partials.sort_by(|a, b| (a.possible, &a.site).cmp(&(b.possible, &b.site)));
    let sites: Vec<SiteReport> = worked.into_iter().map(|one| one.report).collect();
    let mut claims = incident.claims;
    claims.sort_by(|a, b| (a.published.and_then(|p| p.earliest), &a.id).cmp(&(b.published.and_then(|p| p.earliest), &b.id)));
    Report {
        totals: totals(&sites, &outages, &verdicts),
        down_counts: window.map_or_else(Vec::new, |window| curve::down_counts(&sites, &outages, window)),
        recovery: curve::recovery(&outages),
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

/// The sites of `sites.csv` and those that were probed without standing there, by id.
fn all_sites(incident: &Incident, record: &Record) -> Vec<Site> {
    let mut sites: BTreeMap<String, Site> = incident.sites.iter().map(|site| (site.id.clone(), site.clone())).collect();
    for series in &record.series {
        let id = &series.key.site;
        sites.entry(id.clone()).or_insert_with(|| Site { id: id.clone(), name: id.clone(), ..Site::default() });
    }
    sites.into_values().collect()
}

/// Whether a claim that the site was down names it.
fn is_claimed(claims: &[Claim], site: &Site) -> bool {
    let says_down = |claim: &&Claim| matches!(claim.kind, ClaimKind::Attack | ClaimKind::Outage);
    claims.iter().filter(says_down).any(|claim| claim.targets.iter().any(|target| target.names(site)))
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
        for one in worked.iter().filter(|one| claim.targets.iter().any(|target| target.names(&one.report.site))) {
            verdicts.push(assertion(incident, claim, one, window));
        }
        for target in &claim.targets {
            if let Target::Site(id) = target
                && !worked.iter().any(|one| one.report.site.id == *id)
            {
                let sentence = format!("{id}: names no one site of this incident.");
                verdicts.push(plain(Some(&claim.id), id, (Rule::M18, Judgement::NotCheckable), sentence));
            }
        }
    }
    verdicts.sort_by(|a, b| (&a.claim, &a.site).cmp(&(&b.claim, &b.site)));
    for one in worked.iter().filter(|one| !one.report.claimed) {
        for outage in &one.outages {
            let down = length_range(outage.duration.least_us, outage.duration.most_us);
            let sentence = format!("{}: down for {down} ({}); no claim of an attack or outage names it.", outage.site, outage.id);
            let mut verdict = plain(None, &outage.site, (Rule::R9, Judgement::UnclaimedOutage), sentence);
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
        maintenance: &one.report.maintenance,
        window,
        rules: &incident.rules,
    })
}

/// A verdict without a window or an outage.
fn plain(claim: Option<&str>, site: &str, (rule, judgement): (Rule, Judgement), sentence: String) -> Verdict {
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
    let count = |holds: &dyn Fn(&SiteReport) -> bool| sites.iter().filter(|site| holds(site)).count();
    let verdicts_of = |judgement| verdicts.iter().filter(|verdict| verdict.judgement == judgement).count();
    Totals {
        sites: sites.len(),
        measured: count(&|site| site.measured),
        affected: count(&|site| site.outages > 0),
        affected_claimed: count(&|site| site.outages > 0 && site.claimed),
        claimed: count(&|site| site.claimed),
        claimed_measured: count(&|site| site.claimed && site.measured),
        downtime: sites::total(outages.iter().map(|outage| outage.duration)),
        downtime_outside_maintenance: sites::total(outages.iter().map(|outage| outage.outside_maintenance)),
        closed: count(&|site| is_closed(site)),
        downtime_closed: sites::total(sites.iter().filter(|site| is_closed(site)).map(|site| site.downtime)),
        verdicts: Judgement::ALL.into_iter().map(|judgement| (judgement, verdicts_of(judgement))).filter(|pair| pair.1 > 0).collect(),
    }
}

/// Affected, and every edge of its outages is on the record.
fn is_closed(site: &SiteReport) -> bool {
    site.outages > 0 && site.downtime.most_us.is_some()
}
