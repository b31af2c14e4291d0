//! Every verdict: of each claim about each site, and of each outage that nobody claimed.

use super::rules::{self, Context, JudgedReading};
use super::site_analysis::SiteAnalysis;
use super::target_index::TargetIndex;
use crate::clock::{IntervalSet, Span};
use crate::model::{
    AnnouncedWork, Claim, ClaimKind, ClaimVerdict, Finding, Incident, Quantifier, Role, SiteFilter,
    SiteReport, Target, Verdict, VerdictFlag,
};
use std::collections::{BTreeMap, BTreeSet};

/// Verdicts of an incident.
pub(super) struct AllVerdicts {
    /// Of each claim about each site, by claim and site, then of the outages that nobody claimed,
    /// by site and time.
    pub(super) verdicts: Vec<Verdict>,
    /// Of the claims about most, some or none of their sites, by claim.
    pub(super) claim_verdicts: Vec<ClaimVerdict>,
}

/// Judges all claims about all sites, then the outages that nobody claimed, and keeps the verdicts
/// on the sites that were asked for. `sites` come in order of their ids.
pub(super) fn all(
    incident: &Incident,
    sites: &[SiteAnalysis],
    window: Option<Span>,
) -> AllVerdicts {
    let work = claimed_work(&incident.claims);
    let contexts: Vec<Context<'_>> = sites
        .iter()
        .map(|site| {
            let on_site = work.iter().filter(|(targets, _)| targets.names(&site.report.site));
            let times = on_site.map(|(_, time)| *time).collect();
            Context::new(site, window, incident).with_claimed_work(times)
        })
        .collect();
    let mut claims: Vec<&Claim> = incident.claims.iter().collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let mut kept = AskedVerdicts { sites: &incident.only_sites, judged: 0, verdicts: Vec::new() };
    let mut claim_verdicts = Vec::new();
    for claim in claims {
        let (mut own, mut whole) = judged(claim, sites, &contexts);
        own.sort_by(|a, b| a.site.cmp(&b.site));
        let before = kept.verdicts.len();
        let left_out = kept.take(own);
        if let Some(whole) = whole.as_mut() {
            whole.left_out = left_out;
        }
        claim_verdicts.extend(whole.filter(|_| kept.verdicts.len() > before));
    }
    let unclaimed_sites = sites.iter().filter(|site| !site.report.claimed);
    let outages = unclaimed_sites.flat_map(|site| site.outages.iter().zip(1..));
    kept.take(outages.map(|(outage, number)| rules::unclaimed(outage, number)).collect());
    let mut verdicts = kept.verdicts;
    flag_retold(&mut verdicts, &incident.claims);
    flag_disputed(&mut verdicts, &incident.claims, sites);
    flag_unplaced(&mut verdicts, sites);
    add_work(&mut verdicts, sites, &contexts);
    AllVerdicts { verdicts, claim_verdicts }
}

/// Lists the work that operators announced in claims, from when to when, with its sites (M16).
fn claimed_work(claims: &[Claim]) -> Vec<(TargetIndex<'_>, Span)> {
    let of_claim = |claim: &&Claim| {
        let is_work = claim.kind == ClaimKind::Maintenance
            && claim.role == Role::Operator
            && claim.quantifier != Quantifier::None;
        is_work && !claim.targets_inferred
    };
    let with_time = |claim: &'_ Claim| {
        let asserted = claim.asserted?;
        Span::new(asserted.earliest?, asserted.latest?)
    };
    let work = claims.iter().filter(of_claim);
    work.filter_map(|claim| Some((TargetIndex::new(&claim.targets), with_time(claim)?))).collect()
}

/// Verdicts on the sites that were asked for.
struct AskedVerdicts<'a> {
    sites: &'a SiteFilter,
    /// Number of verdicts that were made, on all sites.
    judged: usize,
    /// Verdicts on the sites that were asked for, in the order in which they were made.
    verdicts: Vec<Verdict>,
}

impl AskedVerdicts<'_> {
    /// Numbers verdicts and keeps those on the sites that were asked for: an id is that of one
    /// verdict, whatever was asked for. Counts the known sites of the others.
    fn take(&mut self, verdicts: Vec<Verdict>) -> usize {
        let mut left_out = 0;
        for mut verdict in verdicts {
            self.judged += 1;
            if self.sites.takes(&verdict.site) {
                verdict.id = format!("V{:03}", self.judged);
                self.verdicts.push(verdict);
            } else {
                left_out += usize::from(verdict.finding != Finding::UnknownSite);
            }
        }
        left_out
    }
}

/// Judges a claim about each of its sites, and as a whole. One whose time the clocks showed twice
/// is judged by each reading of it.
fn judged(
    claim: &Claim,
    sites: &[SiteAnalysis],
    contexts: &[Context<'_>],
) -> (Vec<Verdict>, Option<ClaimVerdict>) {
    let readings = contexts.first().map_or_else(Vec::new, |any| rules::readings(claim, any));
    if readings.is_empty() {
        let mut own = on_sites(claim, sites, contexts);
        let whole = rules::quantified(claim, &mut own);
        return (own, whole);
    }
    let by_reading: Vec<JudgedReading> = readings
        .iter()
        .map(|reading| {
            let mut own = on_sites(&reading.claim, sites, contexts);
            let whole = rules::quantified(&reading.claim, &mut own);
            JudgedReading { time: reading.time, sites: own, whole }
        })
        .collect();
    let on_all = on_sites(claim, sites, contexts).into_iter().enumerate();
    let own = on_all.map(|(site, on_all)| {
        let of_site: Vec<(Span, &Verdict)> =
            by_reading.iter().map(|reading| (reading.time, &reading.sites[site])).collect();
        rules::joined(&of_site, on_all)
    });
    (own.collect(), rules::joined_whole(&by_reading))
}

/// Judges a claim about each of its sites, in order of the sites, those that nobody knows last.
fn on_sites(claim: &Claim, sites: &[SiteAnalysis], contexts: &[Context<'_>]) -> Vec<Verdict> {
    let targets = TargetIndex::new(&claim.targets);
    let mut own = Vec::new();
    for (site, context) in sites.iter().zip(contexts) {
        if targets.names(&site.report.site) {
            let mut verdict = rules::judge(claim, context);
            verdict.group = targets.group_alone(&site.report.site);
            // A source whose words name no group names none of these either.
            if claim.targets_inferred {
                verdict.flags.push(VerdictFlag::InferredTarget);
            } else if verdict.group.is_some() {
                verdict.flags.push(VerdictFlag::ByGroup);
            }
            own.push(verdict);
        }
    }
    for target in &claim.targets {
        if let Target::Site(id) = target
            && contexts.binary_search_by(|context| context.site_id().cmp(id)).is_err()
        {
            own.push(rules::unknown_site(claim, id));
        }
    }
    own
}

/// Flags every verdict on a claim that retells another one, which has a verdict on the same site.
/// Verdicts come by claim and site.
fn flag_retold(verdicts: &mut [Verdict], claims: &[Claim]) {
    let retells: BTreeMap<&str, &str> =
        claims.iter().filter_map(|claim| Some((&*claim.id, claim.retells.as_deref()?))).collect();
    let judged: BTreeSet<(String, String)> = verdicts
        .iter()
        .filter_map(|verdict| Some((verdict.claim.clone()?, verdict.site.clone())))
        .collect();
    for verdict in verdicts {
        let first = verdict.claim.as_deref().and_then(|claim| retells.get(claim));
        if first.is_some_and(|first| judged.contains(&((*first).to_owned(), verdict.site.clone())))
        {
            verdict.flags.push(VerdictFlag::Retells);
        }
    }
}

/// Flags every verdict on a claim that other statements dispute, and names these. A statement
/// disputes the claim of the sites alone that it names.
fn flag_disputed(verdicts: &mut [Verdict], claims: &[Claim], sites: &[SiteAnalysis]) {
    let mut disputes: BTreeMap<&str, BTreeMap<&str, TargetIndex<'_>>> = BTreeMap::new();
    for claim in claims {
        if let Some(disputed) = &claim.disputes {
            let named = TargetIndex::new(&claim.targets);
            disputes.entry(disputed).or_default().insert(&claim.id, named);
        }
    }
    for verdict in verdicts {
        let by = verdict.claim.as_deref().and_then(|claim| disputes.get(claim));
        let Some(by) = by else { continue };
        let site = sites.binary_search_by(|site| site.report.site.id.as_str().cmp(&verdict.site));
        let Ok(site) = site else { continue };
        let site = &sites[site].report.site;
        let disputed = by.iter().filter(|(_, named)| named.names(site));
        verdict.disputed_by = disputed.map(|(id, _)| (*id).to_owned()).collect();
        if !verdict.disputed_by.is_empty() {
            verdict.flags.push(VerdictFlag::Disputed);
            verdict.flags.sort_unstable();
        }
    }
}

/// Adds to each verdict that rests on an outage or blip the announced work that overlaps it (M16).
fn add_work(verdicts: &mut [Verdict], sites: &[SiteAnalysis], contexts: &[Context<'_>]) {
    let mut of_outages: BTreeMap<&str, [Option<AnnouncedWork>; 2]> = BTreeMap::new();
    for (site, context) in sites.iter().zip(contexts) {
        let planned = &site.report.maintenance;
        let all = planned.union(context.claimed_work());
        if all.is_empty() {
            continue;
        }
        for one in site.outages.iter().chain(&site.blips) {
            let work = [planned, &all].map(|work| work_in(&site.report, work, one.possible));
            of_outages.insert(&one.id, work);
        }
    }
    for verdict in verdicts {
        let of_outage = verdict.outage.as_deref().and_then(|id| of_outages.get(id)).copied();
        let [planned, all] = of_outage.unwrap_or_default();
        // A claim of work overlaps what it announces.
        let is_of_work =
            verdict.asked.as_ref().is_some_and(|asked| asked.kind == ClaimKind::Maintenance);
        verdict.work = if is_of_work { planned } else { all };
    }
}

/// Returns the announced work, `work`, on a site that overlaps a time; `None` where none does.
fn work_in(site: &SiteReport, work: &IntervalSet, time: Span) -> Option<AnnouncedWork> {
    let spans = work.spans().iter();
    let overlapping: IntervalSet =
        spans.copied().filter(|span| span.intersection(time).is_some()).collect();
    Some(AnnouncedWork {
        first: *overlapping.spans().first()?,
        times: overlapping.spans().len(),
        simulated: overlapping.difference(&site.simulated_maintenance).is_empty(),
    })
}

/// Flags every verdict on a site that has rows without a readable time: what they say is missing
/// from its series, wherever it belongs.
fn flag_unplaced(verdicts: &mut [Verdict], sites: &[SiteAnalysis]) {
    let unplaced = sites.iter().filter(|site| site.report.unplaced_rows > 0);
    let unplaced: BTreeSet<&str> = unplaced.map(|site| site.report.site.id.as_str()).collect();
    for verdict in verdicts.iter_mut().filter(|verdict| unplaced.contains(verdict.site.as_str())) {
        verdict.flags.push(VerdictFlag::UnplacedRows);
        verdict.flags.sort_unstable();
    }
}
