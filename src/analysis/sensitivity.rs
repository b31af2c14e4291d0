//! The headline under other rules, each varied alone (M23).

use super::conclusions::{Conclusions, conclude};
use super::rule_log::in_silence;
use super::target_index::TargetIndex;
use super::totals::totals;
use super::verdicts;
use crate::clock::{HOUR, MINUTE, SECOND};
use crate::model::variation::{ChangedVerdict, Variation};
use crate::model::{
    Gap, Incident, Quorum, Record, Refusals, Rules, SeriesRecord, Site, Totals, Verdict,
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

/// A rule that is varied, by its key in `incident.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum VariedRule {
    /// Vantages that must agree (M9).
    Quorum,
    /// Longest interval that is no silence (M7).
    Silence,
    /// Failed probes that make an outage (M12).
    Confirm,
    /// Least share of a time that must be observed (M19).
    Floor,
    /// Longest time from an onset to the publication of its claim (R3).
    Lead,
    /// Longest time from the publication of a claim to its onset (R3).
    Lag,
}

impl VariedRule {
    /// Returns the key of the rule.
    fn as_str(self) -> &'static str {
        match self {
            VariedRule::Quorum => "quorum",
            VariedRule::Silence => "silence",
            VariedRule::Confirm => "confirm",
            VariedRule::Floor => "floor",
            VariedRule::Lead => "lead",
            VariedRule::Lag => "lag",
        }
    }
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
    let try_one = |Change { rule, value, rules }| {
        varied.rules = rules;
        let outcome = match rule {
            // What was down does not depend on these: the sites stay as they are.
            VariedRule::Floor | VariedRule::Lead | VariedRule::Lag => {
                let sites = &sites_in_force.analyses;
                let others = verdicts::all(&varied, sites, base.window).verdicts;
                VariedOutcome::of(sites_in_force, &others, base)
            }
            VariedRule::Silence => {
                let other = conclude(&varied, &without_silences(record), refusals);
                VariedOutcome::of(&other, &other.verdicts.verdicts, base)
            }
            VariedRule::Quorum | VariedRule::Confirm => {
                let other = conclude(&varied, record, refusals);
                VariedOutcome::of(&other, &other.verdicts.verdicts, base)
            }
        };
        let VariedOutcome { totals, changed } = outcome;
        Variation {
            rule: rule.as_str(),
            value,
            in_force: written_rule(rule, in_force),
            totals,
            changed,
        }
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
    changed: Vec<ChangedVerdict>,
}

impl VariedOutcome {
    /// Adds up the sites and outages of `other`, and compares verdicts with those of `base`.
    fn of(other: &Conclusions, verdicts: &[Verdict], base: &Conclusions) -> VariedOutcome {
        let totals = totals(&other.sites(), &other.outages(), verdicts);
        VariedOutcome { totals, changed: changed(&base.verdicts.verdicts, verdicts) }
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

/// One rule that is another than in force.
struct Change {
    rule: VariedRule,
    value: String,
    /// All rules, this one changed; for silence, those in force.
    rules: Rules,
}

/// Lists the rules to try, by rule. A rule that can change nothing is left out.
fn changes(in_force: &Rules, record: &Record) -> Vec<Change> {
    let mut all: Vec<(VariedRule, Rules)> = Vec::new();
    if has_several_vantages(record) {
        let quorums = [Quorum::Majority, Quorum::AtLeast(2), Quorum::All];
        let others = quorums.into_iter().filter(|quorum| *quorum != in_force.quorum);
        let rules = others.map(|quorum| Rules { quorum, ..in_force.clone() });
        all.extend(rules.map(|rules| (VariedRule::Quorum, rules)));
    }
    let confirms = [in_force.confirm.saturating_sub(1), in_force.confirm.saturating_add(1)];
    for confirm in confirms.into_iter().filter(|confirm| *confirm > 0) {
        all.push((VariedRule::Confirm, Rules { confirm, ..in_force.clone() }));
    }
    for floor_percent in FLOORS.into_iter().filter(|floor| *floor != in_force.floor_percent) {
        all.push((VariedRule::Floor, Rules { floor_percent, ..in_force.clone() }));
    }
    for lead_us in half_and_double(in_force.lead_us) {
        all.push((VariedRule::Lead, Rules { lead_us, ..in_force.clone() }));
    }
    for lag_us in half_and_double(in_force.lag_us) {
        all.push((VariedRule::Lag, Rules { lag_us, ..in_force.clone() }));
    }
    let mut changes: Vec<Change> = all
        .into_iter()
        .map(|(rule, rules)| Change { rule, value: written_rule(rule, &rules), rules })
        .collect();
    if has_silences(record) {
        let (rule, value) = (VariedRule::Silence, "none".to_owned());
        changes.push(Change { rule, value, rules: in_force.clone() });
    }
    changes.sort_by_key(|change| change.rule);
    changes
}

/// Returns half a length and twice it; nothing for no length.
fn half_and_double(us: i64) -> impl Iterator<Item = i64> {
    [us / 2, us.saturating_mul(2)].into_iter().filter(move |other| *other != us)
}

/// Writes the value of a rule as `incident.toml` has it.
fn written_rule(rule: VariedRule, rules: &Rules) -> String {
    match rule {
        VariedRule::Quorum => rules.quorum.to_string(),
        VariedRule::Silence => "as it is".to_owned(),
        VariedRule::Confirm => rules.confirm.to_string(),
        VariedRule::Floor => format!("{}%", rules.floor_percent),
        VariedRule::Lead => written_length(rules.lead_us),
        VariedRule::Lag => written_length(rules.lag_us),
    }
}

/// Writes a length in its largest whole unit.
fn written_length(us: i64) -> String {
    match us {
        us if us % HOUR == 0 => format!("{}h", us / HOUR),
        us if us % MINUTE == 0 => format!("{}m", us / MINUTE),
        us => format!("{}s", us / SECOND),
    }
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
    for run in whole.series.iter_mut().flat_map(|series| &mut series.runs) {
        if run.gap == Gap::Silence {
            run.gap = Gap::Observed;
        }
    }
    whole
}
