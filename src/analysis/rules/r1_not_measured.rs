//! R1: sites without a probe, in the window or in the time asked.

use super::conclusion::{ANY, Basis, Conclusion, RuleSpec};
use crate::model::findings::NoProbeInside;
use crate::model::{Finding, Judgement, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R1");

/// A site without a probe in the window.
pub(super) const NEVER_PROBED: RuleSpec = RuleSpec {
    rule: RULE,
    case: "never probed",
    questions: ANY,
    conclude: |_, context| {
        let unknown_probes = context.known.report.unknown_probes;
        let unplaced_rows = context.known.report.unplaced_rows;
        let finding = Finding::NeverProbed { unknown_probes, unplaced_rows };
        (!context.is_measured()).then(|| not_measured(finding).based_on(Basis::ClaimAlone))
    },
};

/// A time asked that lies wholly beyond the record.
pub(super) const OFF_RECORD: RuleSpec = RuleSpec {
    rule: RULE,
    case: "off the record",
    questions: ANY,
    conclude: |assertion, _| assertion.is_off_record.then(|| not_measured(Finding::OffRecord)),
};

/// A time asked in which no probe with a known result can lie. What probes around it saw says
/// nothing of it.
pub(super) const NO_PROBE_INSIDE: RuleSpec = RuleSpec {
    rule: RULE,
    case: "no probe in the time asked",
    questions: ANY,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let unknown_probes = context.unknown_probes(time);
        let is_of_lists = context.has_lists_alone();
        let finding = Finding::NoProbeInside(NoProbeInside {
            interval_around: None,
            is_within_stamps: false,
            unknown_probes,
            is_of_lists,
        });
        let outage = context.outage_throughout(time);
        let has_none = context.probes(time).most == 0 && !context.may_have_probe(time);
        has_none.then(|| not_measured(finding).resting_on(outage))
    },
};

/// Concludes that nothing was measured.
fn not_measured<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::NotMeasured, finding)
}
