//! R1: sites without a probe, in the window or in the time asked.

use super::conclusion::{ANY, Conclusion, RuleSpec};
use crate::model::{Finding, Judgement, Rule};

/// A site without a probe in the window.
pub(super) const NEVER_PROBED: RuleSpec = RuleSpec {
    rule: Rule::R1,
    questions: ANY,
    conclude: |_, context| (!context.is_measured()).then(|| not_measured(Finding::NeverProbed)),
};

/// A time asked that lies wholly beyond the record.
pub(super) const OFF_RECORD: RuleSpec = RuleSpec {
    rule: Rule::R1,
    questions: ANY,
    conclude: |assertion, _| assertion.is_off_record.then(|| not_measured(Finding::OffRecord)),
};

/// A time asked in which no probe with a known result lies, as far as can be told. What probes
/// around it saw says nothing of it.
pub(super) const NO_PROBE_INSIDE: RuleSpec = RuleSpec {
    rule: Rule::R1,
    questions: ANY,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let probes = context.probes(time);
        let apart = context.intervals(time).filter(|_| probes.most > 0);
        (probes.least == 0).then(|| not_measured(Finding::NoProbeInside { apart }))
    },
};

fn not_measured<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::NotMeasured, finding)
}
