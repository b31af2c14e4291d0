//! Rules as values, and what one concludes.

use super::assertion::{Assertion, Question};
use super::context::Context;
use crate::model::{DurationRange, Finding, Judgement, Outage, Rule};

/// A case of a rule.
pub(super) struct RuleSpec {
    /// Rule that the case belongs to.
    pub(super) rule: Rule,
    /// Question that it answers; `None` for any claim.
    pub(super) question: Option<Question>,
    /// Concludes something where the case applies.
    pub(super) conclude: for<'a> fn(&Assertion<'a>, &Context<'a>) -> Option<Conclusion<'a>>,
}

/// The result of a rule that applied.
#[derive(Debug)]
pub(super) struct Conclusion<'a> {
    pub(super) judgement: Judgement,
    pub(super) finding: Finding,
    /// Outage or blip that it rests on.
    pub(super) outage: Option<&'a Outage>,
    /// Microseconds between claim and event, as in [`Verdict`](crate::model::Verdict).
    pub(super) lag: Option<DurationRange>,
}

impl<'a> Conclusion<'a> {
    /// Builds a conclusion that rests on no outage.
    pub(super) fn new(judgement: Judgement, finding: Finding) -> Conclusion<'a> {
        Conclusion { judgement, finding, outage: None, lag: None }
    }

    /// Makes the conclusion rest on an outage, where there is one.
    pub(super) fn resting_on(self, outage: Option<&'a Outage>) -> Conclusion<'a> {
        Conclusion { outage, ..self }
    }

    /// Sets the lag between claim and event.
    pub(super) fn with_lag(self, lag: Option<DurationRange>) -> Conclusion<'a> {
        Conclusion { lag, ..self }
    }
}
