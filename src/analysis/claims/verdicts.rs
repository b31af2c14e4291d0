//! Every verdict: of each claim about each site, and of each outage that nobody claimed.

use crate::analysis::rules::{self, Context, JudgedReading};
use crate::analysis::sites::site_analysis::SiteAnalysis;
use crate::analysis::sites::target_index::TargetIndex;
use crate::clock::{IntervalSet, Span};
use crate::model::{
    AnnouncedWork, Claim, ClaimKind, ClaimVerdict, Finding, Incident, Quantifier, Role, SiteFilter,
    SiteReport, Target, Verdict, VerdictFlag,
};
use std::collections::BTreeMap;

/// Verdicts of an incident.
#[derive(Default)]
pub(in crate::analysis) struct AllVerdicts {
    /// Of each claim about each site, by claim and site, then of the outages that nobody claimed,
    /// by site and time.
    pub(in crate::analysis) verdicts: Vec<Verdict>,
    /// Of the claims about most, some or none of their sites, by claim.
    pub(in crate::analysis) claim_verdicts: Vec<ClaimVerdict>,
}

/// Judges all claims about all sites, then the outages that nobody claimed, and keeps the verdicts
/// on the sites that were asked for. `sites` come in order of their ids.
pub(in crate::analysis) fn all(
    incident: &Incident,
    sites: &[SiteAnalysis],
    window: Option<Span>,
) -> AllVerdicts {
    let mut all = AllVerdicts::default();
    each(incident, sites, window, |mut verdicts, whole| {
        all.verdicts.append(&mut verdicts);
        all.claim_verdicts.extend(whole);
    });
    all
}

/// Judges as [`all`] does, and hands on the verdicts of one claim after the other, then those on
/// outages that nobody claimed: none is held here.
pub(in crate::analysis) fn each(
    incident: &Incident,
    sites: &[SiteAnalysis],
    window: Option<Span>,
    mut take: impl FnMut(Vec<Verdict>, Option<ClaimVerdict>),
) {
    let work = claimed_work(&incident.claims);
    let contexts: Vec<Context<'_>> = sites
        .iter()
        .map(|site| {
            let on_site = work.iter().filter(|(targets, _)| targets.names(&site.report.site));
            let times = on_site.map(|(_, time)| *time).collect();
            Context::new(site, window, incident).with_claimed_work(times)
        })
        .collect();
    let marks = VerdictMarks::new(&incident.claims, sites, &contexts);
    let mut claims: Vec<&Claim> = incident.claims.iter().collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let mut asked = AskedVerdicts { sites: &incident.only_sites, judged: 0 };
    for claim in claims {
        let (mut own, mut whole) = judged(claim, sites, &contexts);
        own.sort_by(|a, b| a.site.cmp(&b.site));
        let (mut kept, left_out) = asked.keep(own);
        if let Some(whole) = whole.as_mut() {
            whole.left_out = left_out;
        }
        marks.mark(&mut kept);
        let whole = whole.filter(|_| !kept.is_empty());
        take(kept, whole);
    }
    let unclaimed_sites = sites.iter().filter(|site| !site.report.claimed);
    let outages = unclaimed_sites.flat_map(|site| site.outages.iter().zip(1..));
    let unclaimed = outages.map(|(outage, number)| rules::unclaimed(outage, number)).collect();
    let (mut kept, _) = asked.keep(unclaimed);
    marks.mark(&mut kept);
    take(kept, None);
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

/// Choice and numbers of the verdicts on the sites that were asked for.
struct AskedVerdicts<'a> {
    sites: &'a SiteFilter,
    /// Number of verdicts that were made, on all sites.
    judged: usize,
}

impl AskedVerdicts<'_> {
    /// Numbers verdicts and keeps those on the sites that were asked for: an id is that of one
    /// verdict, whatever was asked for. Counts the known sites of the others.
    fn keep(&mut self, mut verdicts: Vec<Verdict>) -> (Vec<Verdict>, usize) {
        let mut left_out = 0;
        verdicts.retain_mut(|verdict| {
            self.judged += 1;
            let is_asked = self.sites.takes(&verdict.site);
            if is_asked {
                verdict.id = format!("V{:03}", self.judged);
            } else {
                left_out += usize::from(verdict.finding != Finding::UnknownSite);
            }
            is_asked
        });
        (verdicts, left_out)
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

/// Marks of verdicts that follow from other claims and from their sites.
struct VerdictMarks<'a> {
    /// Sites by id.
    sites: &'a [SiteAnalysis],
    /// Sites that the claim names which another one retells, by the id of the latter.
    retold: BTreeMap<&'a str, TargetIndex<'a>>,
    /// Statements that dispute a claim and the sites that they name, by the id of the claim.
    disputes: BTreeMap<&'a str, BTreeMap<&'a str, TargetIndex<'a>>>,
    /// Announced work that overlaps an outage or blip, by the id of that (M16): the recorder's
    /// alone, and with what operators announced in claims.
    work: BTreeMap<&'a str, [Option<AnnouncedWork>; 2]>,
}

impl<'a> VerdictMarks<'a> {
    /// Collects what marks verdicts.
    fn new(
        claims: &'a [Claim],
        sites: &'a [SiteAnalysis],
        contexts: &[Context<'_>],
    ) -> VerdictMarks<'a> {
        let by_id: BTreeMap<&str, &Claim> =
            claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
        let first = |claim: &'a Claim| {
            let first = by_id.get(claim.retells.as_deref()?)?;
            Some((claim.id.as_str(), TargetIndex::new(&first.targets)))
        };
        let retold = claims.iter().filter_map(first).collect();
        let mut disputes: BTreeMap<&str, BTreeMap<&str, TargetIndex<'_>>> = BTreeMap::new();
        for claim in claims {
            if let Some(disputed) = &claim.disputes {
                let named = TargetIndex::new(&claim.targets);
                disputes.entry(disputed).or_default().insert(&claim.id, named);
            }
        }
        let mut work: BTreeMap<&str, [Option<AnnouncedWork>; 2]> = BTreeMap::new();
        for (site, context) in sites.iter().zip(contexts) {
            let planned = &site.report.maintenance;
            let all = planned.union(context.claimed_work());
            if all.is_empty() {
                continue;
            }
            for one in site.outages.iter().chain(&site.blips) {
                let of_one = [planned, &all].map(|work| work_in(&site.report, work, one.possible));
                work.insert(&one.id, of_one);
            }
        }
        VerdictMarks { sites, retold, disputes, work }
    }

    /// Marks verdicts, whose flags are sorted then.
    fn mark(&self, verdicts: &mut [Verdict]) {
        for verdict in verdicts {
            let at = self.sites.binary_search_by(|one| one.report.site.id.cmp(&verdict.site));
            let site = at.ok().map(|at| &self.sites[at].report);
            self.mark_retold(verdict, site);
            self.mark_disputed(verdict, site);
            self.mark_work(verdict);
            // What these rows say is missing from the site's series, wherever it belongs.
            if site.is_some_and(|site| site.unplaced_rows > 0) {
                verdict.flags.push(VerdictFlag::UnplacedRows);
            }
            verdict.flags.sort_unstable();
        }
    }

    /// Adds to a verdict that rests on an outage or blip the announced work that overlaps it (M16).
    fn mark_work(&self, verdict: &mut Verdict) {
        let of_outage = verdict.outage.as_deref().and_then(|id| self.work.get(id)).copied();
        let [planned, all] = of_outage.unwrap_or_default();
        // A claim of work overlaps what it announces.
        let is_of_work =
            verdict.asked.as_ref().is_some_and(|asked| asked.kind == ClaimKind::Maintenance);
        verdict.work = if is_of_work { planned } else { all };
    }

    /// Flags a verdict on a claim that retells another one, which has a verdict on the same site.
    fn mark_retold(&self, verdict: &mut Verdict, site: Option<&SiteReport>) {
        let first = verdict.claim.as_deref().and_then(|claim| self.retold.get(claim));
        let names = |first: &TargetIndex<'_>| match site {
            Some(site) => first.names(&site.site),
            None => first.names_id(&verdict.site),
        };
        if first.is_some_and(names) {
            verdict.flags.push(VerdictFlag::Retells);
        }
    }

    /// Flags a verdict on a claim that other statements dispute, and names these. A statement
    /// disputes the claim of the sites alone that it names.
    fn mark_disputed(&self, verdict: &mut Verdict, site: Option<&SiteReport>) {
        let by = verdict.claim.as_deref().and_then(|claim| self.disputes.get(claim));
        let (Some(by), Some(site)) = (by, site) else { return };
        let disputed = by.iter().filter(|(_, named)| named.names(&site.site));
        verdict.disputed_by = disputed.map(|(id, _)| (*id).to_owned()).collect();
        if !verdict.disputed_by.is_empty() {
            verdict.flags.push(VerdictFlag::Disputed);
        }
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
