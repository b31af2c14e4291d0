//! Rules as values, and what one concludes.

use super::assertion::{Assertion, Question};
use super::context::Context;
use crate::model::{Claim, Finding, FurtherOutages, Judgement, Outage, Rule, VerdictFlag};

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
    /// Says whether the case answers a question. A claim without a question is answered by the
    /// cases for any claim alone.
    pub(super) fn answers(&self, question: Option<Question>) -> bool {
        question.map_or(self.questions == ANY, |question| self.questions.contains(&question))
    }
}

/// Knowledge that a conclusion rests on, by which the verdict has further columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// The claim alone, as no probe speaks of it: the verdict has no time asked.
    ClaimAlone,
    /// Probes around the time asked: the verdict has its observed share, and flags of it.
    TimeAsked,
    /// A complete view of the time asked: the verdict has its vantages, too.
    CompleteView,
}

/// The result of a rule that applied.
#[derive(Debug)]
pub(super) struct Conclusion<'a> {
    pub(super) basis: Basis,
    pub(super) judgement: Judgement,
    pub(super) finding: Finding,
    /// Outage or blip that it rests on.
    pub(super) outage: Option<&'a Outage>,
    /// The outages that it rests on besides that one.
    pub(super) further: Option<FurtherOutages>,
}

impl<'a> Conclusion<'a> {
    /// Builds a conclusion on the time asked that rests on no outage.
    pub(super) fn new(judgement: Judgement, finding: Finding) -> Conclusion<'a> {
        Conclusion { basis: Basis::TimeAsked, judgement, finding, outage: None, further: None }
    }

    /// Replaces the knowledge that the conclusion rests on.
    pub(super) fn based_on(self, basis: Basis) -> Conclusion<'a> {
        Conclusion { basis, ..self }
    }

    /// Makes the conclusion rest on an outage, where there is one.
    pub(super) fn resting_on(self, outage: Option<&'a Outage>) -> Conclusion<'a> {
        Conclusion { outage, ..self }
    }

    /// Makes the conclusion rest on more outages of the site, up to a last one; `outages` counts
    /// all. One outage has no further ones.
    pub(super) fn up_to(self, last: &Outage, outages: usize) -> Conclusion<'a> {
        let further = FurtherOutages { outages, last: last.id.clone(), recovery: last.recovery };
        Conclusion { further: (outages > 1).then_some(further), ..self }
    }
}

/// Returns the flag of a claim that only says what is to be done; no flag for any other.
pub(super) fn intent_only(claim: &Claim) -> Vec<VerdictFlag> {
    if claim.intent { vec![VerdictFlag::IntentOnly] } else { Vec::new() }
}
