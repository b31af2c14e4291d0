//! R10: no outage in what was observed of the time asked, and not all of it was.

use super::assertion::{Assertion, Question};
use super::conclusion::{Conclusion, RuleSpec};
use super::context::Context;
use crate::model::findings::NoneSeen;
use crate::model::{Finding, Judgement, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R10");

/// Finds that no outage was seen in the time at which the site was said to be down, or in the time
/// before it was said to be back; at least the floor was observed. Applies to all that the rules
/// before it leave.
pub(super) const fn none_seen(questions: &'static [Question]) -> RuleSpec {
    RuleSpec { rule: RULE, case: "no outage seen", questions, conclude }
}

/// Concludes that no outage was seen, of any time of which enough was observed.
fn conclude<'a>(assertion: &Assertion<'a>, context: &Context<'a>) -> Option<Conclusion<'a>> {
    let (time, shortest_us) = (assertion.time?.widest, assertion.shortest_us()?);
    let finding = NoneSeen {
        observed_us: context.observed_us(time),
        up_us: context.up_us(time),
        length_us: time.length(),
        shortest_us,
        unobserved: context.unobserved(time),
        probes: context.probes(time),
        failures: context.outvoted_probes(time),
        furthest_us: context.furthest_us(time),
        too_far_apart_us: context
            .too_far_apart_us(time, shortest_us)
            .filter(|_| context.is_whole(time, &context.known.states.up)),
    };
    Some(Conclusion::new(Judgement::NoneSeen, Finding::NoneSeen(finding)))
}
