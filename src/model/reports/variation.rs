//! The headline under other rules (M23).

use crate::model::{Judgement, Quorum, Rules, Totals};

/// Totals of an incident, had one rule been another (M23).
#[derive(Debug, Clone, PartialEq)]
pub struct Variation {
    /// Rule that is another; all others are those in force.
    pub rule: VariedRule,
    /// The value that the report itself uses.
    pub in_force: VariedRule,
    /// Totals under it.
    pub totals: Totals,
    /// Sites of the claimant who heads the report; `None` where no claim names a site.
    pub fits: Option<SiteFits>,
    /// Verdicts on claims that come out otherwise, by claim and site; may be empty.
    pub changed: Vec<ChangedVerdict>,
}

/// Sites of a claimant that went down, and at which an outage fits the time of one of the claims
/// (M26).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteFits {
    /// Number of sites at which one certainly does.
    pub certain: usize,
    /// Number of the others at which it is open whether one does.
    pub perhaps: usize,
    /// Number of sites that went down.
    pub went_down: usize,
}

/// Rule that is varied, with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariedRule {
    /// Vantages that must agree (M9).
    Quorum(Quorum),
    /// Intervals that are silences (M7).
    Silence(Silences),
    /// Failed probes that make an outage (M12).
    Confirm(u64),
    /// Least share of a time that must be observed, in percent (M19).
    FloorPercent(i64),
    /// Longest time from an onset to the publication of its claim, in microseconds (R3).
    LeadUs(i64),
    /// Longest time from the publication of a claim to its onset, in microseconds (R3).
    LagUs(i64),
}

/// Intervals that are silences (M7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silences {
    /// Intervals by the rule of the method, or by what a source declares.
    AsTheyAre,
    /// No interval.
    None,
}

impl VariedRule {
    /// Returns the key of the rule in `incident.toml`.
    pub fn key(self) -> &'static str {
        match self {
            VariedRule::Quorum(_) => "quorum",
            VariedRule::Silence(_) => "silence",
            VariedRule::Confirm(_) => "confirm",
            VariedRule::FloorPercent(_) => "floor",
            VariedRule::LeadUs(_) => "lead",
            VariedRule::LagUs(_) => "lag",
        }
    }

    /// Returns the rule as `rules` have it.
    pub(crate) fn in_force(self, rules: &Rules) -> VariedRule {
        match self {
            VariedRule::Quorum(_) => VariedRule::Quorum(rules.quorum),
            VariedRule::Silence(_) => VariedRule::Silence(Silences::AsTheyAre),
            VariedRule::Confirm(_) => VariedRule::Confirm(rules.confirm),
            VariedRule::FloorPercent(_) => VariedRule::FloorPercent(rules.floor_percent),
            VariedRule::LeadUs(_) => VariedRule::LeadUs(rules.lead_us),
            VariedRule::LagUs(_) => VariedRule::LagUs(rules.lag_us),
        }
    }

    /// Returns `rules` with this one in its place. Silences are no part of them, but of the record.
    pub(crate) fn among(self, rules: &Rules) -> Rules {
        let mut all = rules.clone();
        match self {
            VariedRule::Quorum(quorum) => all.quorum = quorum,
            VariedRule::Silence(_) => (),
            VariedRule::Confirm(probes) => all.confirm = probes,
            VariedRule::FloorPercent(percent) => all.floor_percent = percent,
            VariedRule::LeadUs(us) => all.lead_us = us,
            VariedRule::LagUs(us) => all.lag_us = us,
        }
        all
    }
}

/// Verdict that comes out otherwise under another rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedVerdict {
    /// Id of the verdict under the rules in force.
    pub verdict: String,
    /// Result under the rules in force.
    pub from: Judgement,
    /// Result under the other rule.
    pub to: Judgement,
}
