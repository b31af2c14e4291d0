//! The headline under other rules (M23).

use crate::model::{Judgement, Totals};

/// Totals of an incident, had one rule been another (M23).
#[derive(Debug, Clone, PartialEq)]
pub struct Variation {
    /// Key in `incident.toml` of the rule that is another; all others are those in force.
    pub rule: &'static str,
    /// Value of it, as `incident.toml` writes it; `none` for silence, where no interval is one.
    pub value: String,
    /// Value of it in force, likewise; `as it is` for silence.
    pub in_force: String,
    /// Totals under it.
    pub totals: Totals,
    /// Verdicts on claims that come out otherwise, by claim and site; may be empty.
    pub changed: Vec<ChangedVerdict>,
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
