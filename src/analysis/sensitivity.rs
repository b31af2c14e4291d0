//! The headline under other rules, each varied alone (M23).

use super::asked_sites::{left_out, without_sites};
use super::claimants::FirstClaimant;
use super::conclusions::{Conclusions, conclude};
use super::rule_log::in_silence;
use super::target_index::TargetIndex;
use super::totals::totals;
use super::verdicts;
use crate::model::variation::{ChangedVerdict, Silences, SiteFits, Variation, VariedRule};
use crate::model::{
    Gap, Incident, Quorum, Record, Refusals, Rules, Run, SeriesRecord, Site, Totals, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};

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

/// Works out totals and verdicts under other rules. `base` holds what follows from the rules in
/// force. Sorted by rule, then as tried.
pub(super) fn sensitivity(
    incident: &Incident,
    record: &Record,
    refusals: &Refusals,
    base: &Conclusions,
) -> Vec<Variation> {
    let in_force = &incident.rules;
    // No rule moves what is said of a site that nobody probed and no claim names.
    let mut varied = Incident { sites: sites_that_count(incident, record), ..incident.clone() };
    let of_fewer =
        (varied.sites.len() < incident.sites.len()).then(|| conclude(&varied, record, refusals));
    let sites_in_force = of_fewer.as_ref().unwrap_or(base);
    let left_out = left_out(&incident.sites, &incident.only_sites);
    let claims = without_sites(incident.claims.clone(), &left_out);
    let first = FirstClaimant::of(&claims, &base.sites(), &base.verdicts.verdicts);
    let base = (base, first.as_ref());
    let try_one = |rule: VariedRule| {
        varied.rules = rule.among(in_force);
        let outcome = match rule {
            // What was down does not depend on these: the sites stay as they are.
            VariedRule::FloorPercent(_) | VariedRule::LeadUs(_) | VariedRule::LagUs(_) => {
                let sites = &sites_in_force.analyses;
                let others = verdicts::all(&varied, sites, base.0.window).verdicts;
                VariedOutcome::of(sites_in_force, &others, base)
            }
            VariedRule::Silence(_) => {
                let other = conclude(&varied, &without_silences(record), refusals);
                VariedOutcome::of(&other, &other.verdicts.verdicts, base)
            }
            VariedRule::Quorum(_) | VariedRule::Confirm(_) => {
                let other = conclude(&varied, record, refusals);
                VariedOutcome::of(&other, &other.verdicts.verdicts, base)
            }
        };
        let VariedOutcome { totals, fits, changed } = outcome;
        Variation { rule, in_force: rule.in_force(in_force), totals, fits, changed }
    };
    in_silence(|| changes(in_force, record).into_iter().map(try_one).collect())
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
    /// Adds up the sites and outages of `other`, and compares verdicts with those of the
    /// conclusions in force.
    fn of(
        other: &Conclusions,
        verdicts: &[Verdict],
        (in_force, first): (&Conclusions, Option<&FirstClaimant>),
    ) -> VariedOutcome {
        let sites = other.sites();
        VariedOutcome {
            totals: totals(&sites, &other.outages(), verdicts),
            fits: first.and_then(|first| first.fits(&sites, verdicts)),
            changed: changed(&in_force.verdicts.verdicts, verdicts),
        }
    }
}

/// Lists the verdicts on claims that come out otherwise, in the order of those in force.
fn changed(in_force: &[Verdict], others: &[Verdict]) -> Vec<ChangedVerdict> {
    let key = |verdict: &Verdict| Some((verdict.claim.clone()?, verdict.site.clone()));
    let others: BTreeMap<(String, String), &Verdict> =
        others.iter().filter_map(|verdict| Some((key(verdict)?, verdict))).collect();
    let changed = |verdict: &Verdict| {
        let other = others.get(&key(verdict)?)?;
        let (from, to) = (verdict.judgement, other.judgement);
        (from != to).then(|| ChangedVerdict { verdict: verdict.id.clone(), from, to })
    };
    in_force.iter().filter_map(changed).collect()
}

/// Lists the rules to try, as they are tried. A rule that can change nothing is left out.
fn changes(in_force: &Rules, record: &Record) -> Vec<VariedRule> {
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
    all.extend(FLOORS.map(VariedRule::FloorPercent));
    all.extend(half_and_double(in_force.lead_us).map(VariedRule::LeadUs));
    all.extend(half_and_double(in_force.lag_us).map(VariedRule::LagUs));
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
