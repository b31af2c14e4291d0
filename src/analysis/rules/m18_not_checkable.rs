//! M18: assertions that no probe can check.

use super::conclusion::{ANY, Basis, Conclusion, RuleSpec, intent_only};
use super::rule_log::explain;
use crate::model::{Claim, ClaimKind, Finding, Judgement, Rule, Verdict};

/// Id of the rule.
const RULE: Rule = Rule::new("M18");

/// A claim about the cause, or one that says nothing which probes can check.
pub(super) const CAUSE: RuleSpec = RuleSpec {
    rule: RULE,
    case: "nothing to check",
    questions: ANY,
    conclude: |assertion, _| match assertion.claim.kind {
        ClaimKind::Cause => Some(not_checkable(Finding::CauseOnly).based_on(Basis::ClaimAlone)),
        ClaimKind::Unstated => Some(not_checkable(Finding::Unstated).based_on(Basis::ClaimAlone)),
        _ => None,
    },
};

/// A claim without a time.
pub(super) const NO_TIME: RuleSpec = RuleSpec {
    rule: RULE,
    case: "no time to check",
    questions: ANY,
    conclude: |assertion, _| {
        let has_time = assertion.time.is_some() || assertion.is_off_record;
        (!has_time).then(|| not_checkable(Finding::NoTime))
    },
};

/// Concludes that no probe can check the claim.
fn not_checkable<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::NotCheckable, finding)
}

/// Judges a claim about something that is not exactly one site of the incident. The verdict has no
/// id yet.
pub(in crate::analysis) fn unknown_site(claim: &Claim, target: &str) -> Verdict {
    explain(format_args!(
        "claim {} about {target}: M18 applies: `sites.csv` has no such site",
        claim.id
    ));
    let site = target.to_owned();
    Verdict {
        claim: Some(claim.id.clone()),
        flags: intent_only(claim),
        ..Verdict::new(site, RULE, Judgement::NotCheckable, Finding::UnknownSite)
    }
}
