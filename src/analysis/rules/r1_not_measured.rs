//! R1: sites without a probe, in the window or in the time asked.

use super::conclusion::{Conclusion, RuleSpec};
use crate::model::{Finding, Judgement, Rule};

/// A site without a probe in the window.
pub(super) const NEVER_PROBED: RuleSpec = RuleSpec {
    rule: Rule::R1,
    question: None,
    conclude: |_, context| {
        let finding = Finding::NeverProbed;
        (!context.is_measured()).then(|| Conclusion::new(Judgement::NotMeasured, finding))
    },
};

/// A site without a usable probe in the time asked.
pub(super) const NO_USABLE_PROBE: RuleSpec = RuleSpec {
    rule: Rule::R1,
    question: None,
    conclude: |assertion, context| {
        let observed = context.known.states.observed.clip(assertion.time?.widest);
        let finding = Finding::NoUsableProbe;
        observed.is_empty().then(|| Conclusion::new(Judgement::NotMeasured, finding))
    },
};
