//! M18: assertions that no probe can check.

use super::assertion::Question;
use super::conclusion::{Conclusion, RuleSpec};
use crate::model::{ClaimKind, Finding, Judgement, Rule, Verdict};

/// A claim about the cause, or one that says nothing which probes can check.
pub(super) const CAUSE: RuleSpec = RuleSpec {
    rule: Rule::M18,
    question: None,
    conclude: |assertion, _| match assertion.claim.kind {
        ClaimKind::Cause => Some(not_checkable(Finding::CauseOnly)),
        ClaimKind::Unstated => Some(not_checkable(Finding::Unstated)),
        _ => None,
    },
};

/// A claim without a time.
pub(super) const NO_TIME: RuleSpec = RuleSpec {
    rule: Rule::M18,
    question: None,
    conclude: |assertion, _| assertion.time.is_none().then(|| not_checkable(Finding::NoTime)),
};

/// A claimed recovery whose open end lies outside the window.
pub(super) const NO_RECOVERY_TIME: RuleSpec = RuleSpec {
    rule: Rule::M18,
    question: Some(Question::IsBack),
    conclude: |assertion, _| assertion.said.is_none().then(|| not_checkable(Finding::NoTime)),
};

fn not_checkable<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::NotCheckable, finding)
}

/// Judges a claim about something that is not exactly one site of the incident. The verdict has no
/// id yet.
pub(in crate::analysis) fn unknown_site(claim_id: &str, target: &str) -> Verdict {
    Verdict {
        id: String::new(),
        claim: Some(claim_id.to_owned()),
        site: target.to_owned(),
        rule: Rule::M18,
        judgement: Judgement::NotCheckable,
        finding: Finding::UnknownSite,
        lag: None,
        outage: None,
        observed_share: None,
        flags: Vec::new(),
    }
}
