//! Rules as values, and what one concludes.

use super::assertion::{Assertion, Question};
use super::context::Context;
use crate::model::{DurationRange, Finding, Judgement, Outage, Rule};

/// All questions: any claim.
pub(super) const ANY: &[Question] =
    &[Question::WentDown, Question::WasDown, Question::IsBack, Question::WasReachable];
/// Claims that a site went down.
pub(super) const WENT_DOWN: &[Question] = &[Question::WentDown];
/// Claims that a site was down.
pub(super) const WAS_DOWN: &[Question] = &[Question::WasDown];
/// Claims that a site went down, or was down.
pub(super) const DOWN: &[Question] = &[Question::WentDown, Question::WasDown];
/// Claims that a site is back.
pub(super) const BACK: &[Question] = &[Question::IsBack];
/// Claims that a site could be reached.
pub(super) const REACHABLE: &[Question] = &[Question::WasReachable];

/// All questions but whether a site was down.
pub(super) const ALL_BUT_WAS_DOWN: &[Question] =
    &[Question::WentDown, Question::IsBack, Question::WasReachable];

/// A case of a rule.
pub(super) struct RuleSpec {
    /// Rule that the case belongs to.
    pub(super) rule: Rule,
    /// Condition in a few words, for the log; cases of one rule and one question differ in it.
    pub(super) case: &'static str,
    /// Questions that it answers.
    pub(super) questions: &'static [Question],
    /// Concludes something where the case applies.
    pub(super) conclude: for<'a> fn(&Assertion<'a>, &Context<'a>) -> Option<Conclusion<'a>>,
}

impl RuleSpec {
    /// Says whether the case answers a question. A claim without a question can only be told to be
    /// none that probes can check, or not measured.
    pub(super) fn answers(&self, question: Option<Question>) -> bool {
        question.map_or(self.questions == ANY, |question| self.questions.contains(&question))
    }
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
