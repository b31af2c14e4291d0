//! The headline under other rules, each varied alone (M23).

use super::claims::claim_fits::ClaimFits;
use super::claims::claimants::FirstClaimant;
use super::claims::verdicts;
use super::conclusions::{SiteConclusions, conclude_sites};
use super::rules::in_silence;
use super::sites::target_index::TargetIndex;
use super::sums::totals::totals;
use crate::model::variation::{ChangedVerdict, Silences, SiteFits, Variation, VariedRule};
use crate::model::{
    Gap, HeldRoom, Incident, JudgementCount, OverMemory, Quorum, Record, Refusals, Rules, Run,
    SeriesRecord, Site, Totals, Verdict, VerdictTally,
};
use std::collections::BTreeSet;

/// Rules under which an incident is examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulesTried {
    /// The rules in force alone.
    InForce,
    /// The rules in force, and others, each varied alone (M23).
    Others,
}

/// Floors that are tried, in percent.
const FLOORS: [i64; 2] = [50, 95];

/// Conclusions under the rules in force, with which others are compared.
pub(super) struct InForce<'a> {
    /// Sites that were asked for.
    pub(super) sites: &'a SiteConclusions,
    /// Verdicts, by claim and site; those of no claim last.
    pub(super) verdicts: &'a [Verdict],
    /// Claimant who heads the report; `None` where nobody does.
    pub(super) first: Option<&'a FirstClaimant>,
    /// Room for the outages under each of the other rules.
    pub(super) room: HeldRoom,
}

/// Works out totals and verdicts under other rules. Sorted by rule, then as tried.
///
/// # Errors
/// Where more is found under one of them than there is room for.
pub(super) fn sensitivity(
    incident: &Incident,
    record: &Record,
    refusals: &Refusals,
    base: &InForce<'_>,
) -> Result<Vec<Variation>, OverMemory> {
    let rules = &incident.rules;
    // No rule moves what is said of a site that nobody probed and no claim names.
    let mut varied = Incident { sites: sites_that_count(incident, record), ..incident.clone() };
    let of_fewer = if varied.sites.len() < incident.sites.len() {
        let mut sites = conclude_sites(&varied, record, refusals, base.room)?;
        sites.keep_asked(&varied);
        Some(sites)
    } else {
        None
    };
    let sites_in_force = of_fewer.as_ref().unwrap_or(base.sites);
    let try_one = |rule: VariedRule| {
        varied.rules = rule.among(rules);
        let VariedOutcome { totals, fits, changed } = match rule {
            // What was down does not depend on these: the sites stay as they are.
            VariedRule::FloorPercent(_) | VariedRule::LeadUs(_) | VariedRule::LagUs(_) => {
                let judged = Rejudged::of(&varied, sites_in_force, base);
                judged.with(sites_in_force, base.first)
            }
            VariedRule::Silence(_) => {
                let other = conclude_sites(&varied, &without_silences(record), refusals, base.room);
                VariedOutcome::of(&varied, other?, base)
            }
            VariedRule::Quorum(_) | VariedRule::Confirm(_) => {
                let other = conclude_sites(&varied, record, refusals, base.room);
                VariedOutcome::of(&varied, other?, base)
            }
        };
        Ok(Variation { rule, in_force: rule.in_force(rules), totals, fits, changed })
    };
    let has_claims = base.verdicts.iter().any(|verdict| verdict.claim.is_some());
    in_silence(|| changes(rules, record, has_claims).into_iter().map(try_one).collect())
}

/// Lists the sites of `sites.csv` that a series is of, or that a claim names, by id.
fn sites_that_count(incident: &Incident, record: &Record) -> Vec<Site> {
    let probed: BTreeSet<&str> = record.series.iter().map(|one| one.key.site.as_str()).collect();
    let named = TargetIndex::new(incident.claims.iter().flat_map(|claim| &claim.targets));
    let counts = |site: &&Site| probed.contains(site.id.as_str()) || named.names(site);
    incident.sites.iter().filter(counts).cloned().collect()
}

/// Totals and changed verdicts under other rules.
struct VariedOutcome {
    totals: Totals,
    /// Sites at which an outage fits the claims of who heads the report.
    fits: Option<SiteFits>,
    /// Verdicts that come out otherwise, in the order of those in force; may be empty.
    changed: Vec<ChangedVerdict>,
}

impl VariedOutcome {
    /// Judges all sites of `other`, then adds up those that were asked for.
    fn of(varied: &Incident, mut other: SiteConclusions, base: &InForce<'_>) -> VariedOutcome {
        let judged = Rejudged::of(varied, &other, base);
        other.keep_asked(varied);
        judged.with(&other, base.first)
    }
}

/// Claims and outages judged under other rules. No verdict is held.
struct Rejudged {
    /// Counts of all verdicts.
    counts: Vec<JudgementCount>,
    /// Bearings of the verdicts on claims.
    fits: ClaimFits,
    /// Verdicts that come out otherwise, in the order of those in force; may be empty.
    changed: Vec<ChangedVerdict>,
}

impl Rejudged {
    /// Judges sites, and compares the verdicts on claims with those in force.
    fn of(varied: &Incident, sites: &SiteConclusions, base: &InForce<'_>) -> Rejudged {
        let of_claims = base.verdicts.partition_point(|verdict| verdict.claim.is_some());
        let in_force = &base.verdicts[..of_claims];
        let (mut tally, mut fits) = (VerdictTally::default(), ClaimFits::default());
        let mut changed: Vec<(usize, ChangedVerdict)> = Vec::new();
        verdicts::each(varied, &sites.analyses, base.sites.window, |verdicts, _| {
            for verdict in &verdicts {
                tally.add(verdict);
                fits.add(verdict);
                let same = in_force.binary_search_by(|one| key(one).cmp(&key(verdict)));
                let Ok(at) = same else { continue };
                let (from, to) = (in_force[at].judgement, verdict.judgement);
                if from != to {
                    let verdict = in_force[at].id.clone();
                    changed.push((at, ChangedVerdict { verdict, from, to }));
                }
            }
        });
        changed.sort_by_key(|(at, _)| *at);
        let changed = changed.into_iter().map(|(_, changed)| changed).collect();
        Rejudged { counts: tally.finish(), fits, changed }
    }

    /// Adds up sites besides, and those that fit the claims of who heads the report.
    fn with(self, sites: &SiteConclusions, first: Option<&FirstClaimant>) -> VariedOutcome {
        let reports = sites.sites();
        VariedOutcome {
            totals: totals(&reports, &sites.outages(), self.counts),
            fits: first.and_then(|first| first.fits(&reports, &self.fits)),
            changed: self.changed,
        }
    }
}

/// Returns what verdicts on claims are sorted by.
fn key(verdict: &Verdict) -> (Option<&str>, &str) {
    (verdict.claim.as_deref(), &verdict.site)
}

/// Lists the rules to try, as they are tried. A rule that can change nothing is left out.
fn changes(in_force: &Rules, record: &Record, has_claims: bool) -> Vec<VariedRule> {
    let quorums = [Quorum::Majority, Quorum::AtLeast(2), Quorum::All].map(VariedRule::Quorum);
    let confirms = [in_force.confirm.saturating_sub(1), in_force.confirm.saturating_add(1)];
    let confirms = confirms.into_iter().filter(|confirm| *confirm > 0).map(VariedRule::Confirm);
    let mut all = Vec::new();
    if has_several_vantages(record) {
        all.extend(quorums);
    }
    if has_silences(record) {
        all.push(VariedRule::Silence(Silences::None));
    }
    all.extend(confirms);
    // These hold claims against the record, and change nothing of it.
    if has_claims {
        all.extend(FLOORS.map(VariedRule::FloorPercent));
        all.extend(half_and_double(in_force.lead_us).map(VariedRule::LeadUs));
        all.extend(half_and_double(in_force.lag_us).map(VariedRule::LagUs));
    }
    all.retain(|rule| *rule != rule.in_force(in_force));
    all
}

/// Returns half a length and twice it.
fn half_and_double(us: i64) -> [i64; 2] {
    [us / 2, us.saturating_mul(2)]
}

/// Says whether a site is probed from several vantages. Series come by site.
fn has_several_vantages(record: &Record) -> bool {
    let is_second = |pair: &[SeriesRecord]| {
        let [a, b] = pair else { return false };
        a.key.site == b.key.site && a.key.vantage != b.key.vantage
    };
    record.series.windows(2).any(is_second)
}

/// Says whether any time between two probes is a silence.
fn has_silences(record: &Record) -> bool {
    let mut runs = record.series.iter().flat_map(|series| &series.runs);
    runs.any(|run| run.gap == Gap::Silence)
}

/// Returns the record as it were if nothing between two probes were a silence.
fn without_silences(record: &Record) -> Record {
    let mut whole = record.clone();
    for series in &mut whole.series {
        let mut runs: Vec<Run> = Vec::with_capacity(series.runs.len());
        for run in series.runs.drain(..) {
            let is_joined = run.gap == Gap::Silence;
            match runs.last_mut().filter(|last| is_joined && last.is_like(&run)) {
                // One run, as the fold would have it.
                Some(last) => last.append(&run),
                None if is_joined => runs.push(Run { gap: Gap::Observed, ..run }),
                None => runs.push(run),
            }
        }
        series.runs = runs;
    }
    whole
}
