//! R6: the timing does not fit the claim, or there was nothing that could fit it. Both take a
//! complete view: one state at every moment of the widest time asked, by probes whose rows agree,
//! at least `confirm` probes in it, and no row of the site without a readable time.

use super::assertion::Assertion;
use super::conclusion::{self, Basis, Conclusion, DOWN, RuleSpec};
use crate::clock::Span;
use crate::model::{Extent, Finding, Judgement, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R6");

/// The site was certainly up at every moment of the time at which it was said to be down.
pub(super) const UP_THROUGHOUT: RuleSpec = RuleSpec {
    rule: RULE,
    case: "up throughout",
    questions: DOWN,
    conclude: |assertion, context| {
        let time = whole_time(assertion)?;
        let asked_us = assertion.shortest_us()?;
        let view = context.complete_view(time, asked_us, &context.known.agreed_up)?;
        Some(of_view(not_down(assertion), Finding::UpThroughout(view)))
    },
};

/// The site was certainly up at a moment of the time throughout which it was said to be down: a
/// witness is enough against *throughout*, whether or not an outage reaches into that time, or
/// some vantages saw it fail.
pub(super) const UP_FOR_PART: RuleSpec = RuleSpec {
    rule: RULE,
    case: "up for a part of a time throughout",
    questions: conclusion::WAS_DOWN,
    conclude: |assertion, context| {
        let claims_all = assertion.claim.extent == Extent::Throughout;
        let said = assertion.certain_part_said().filter(|_| claims_all)?;
        let time = assertion.time?.widest;
        let is_up = context.time_up(said).times > 0;
        let finding = context.up_and_down(time);
        is_up.then(|| Conclusion::new(not_down(assertion), finding))
    },
};

/// Returns the result of a claim of which the contrary was seen. A list of targets or an
/// announcement of work does not say that the site went down.
fn not_down(assertion: &Assertion<'_>) -> Judgement {
    if assertion.claim.announces() { Judgement::StayedUp } else { Judgement::Contradicted }
}

/// The site was down by every probe of the time at which it was said to be reachable.
pub(super) const DOWN_THROUGHOUT: RuleSpec = RuleSpec {
    rule: RULE,
    case: "down throughout",
    questions: conclusion::REACHABLE,
    conclude: |assertion, context| {
        let time = whole_time(assertion)?;
        let view = context.view_of_down(time)?;
        let outage = context.outages_in(time).next()?;
        let finding = Finding::DownThroughout(view);
        Some(of_view(Judgement::Contradicted, finding).resting_on(Some(outage)))
    },
};

/// The site was certainly up at every moment of the time before it was said to be back, and no
/// outage of it was seen before. It was up, as the claim says, and had nothing to come back from:
/// that speaks neither for the claim nor against it.
pub(super) const NOTHING_TO_RESTORE: RuleSpec = RuleSpec {
    rule: RULE,
    case: "up throughout, nothing to restore",
    questions: conclusion::BACK,
    conclude: |assertion, context| {
        let (time, asked_us) = (whole_time(assertion)?, assertion.shortest_us()?);
        let view = context.complete_view(time, asked_us, &context.known.agreed_up)?;
        Some(of_view(Judgement::StayedUp, Finding::NothingToRestore(view)))
    },
};

/// Returns the time asked; `None` where the claim leaves an end of it open that lies beyond the
/// record: what is on the record denies no more than a part.
fn whole_time(assertion: &Assertion<'_>) -> Option<Span> {
    Some(assertion.time?.widest).filter(|_| !assertion.is_cut)
}

/// Concludes from a complete view.
fn of_view<'a>(judgement: Judgement, finding: Finding) -> Conclusion<'a> {
    Conclusion::new(judgement, finding).based_on(Basis::CompleteView)
}
