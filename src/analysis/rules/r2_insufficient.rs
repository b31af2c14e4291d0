//! R2: too little is known to say. Each case stands before a rule that would say more.

use super::assertion::{Assertion, Question};
use super::conclusion::{Conclusion, RuleSpec};
use super::context::Context;
use super::onset_claim::{of_onset, outages_meant};
use super::recovery_claim::of_recovery;
use crate::model::{Finding, Judgement, OnsetOrder, Rule};

/// Less than the evidence floor was observed (M19).
pub(super) const BELOW_FLOOR: RuleSpec =
    RuleSpec { rule: Rule::R2, question: None, conclude: below_floor };

/// An onset that may lie in the time asked, and may not.
pub(super) const ONSET_OPEN: RuleSpec = RuleSpec {
    rule: Rule::R2,
    question: Some(Question::WentDown),
    conclude: |assertion, context| {
        let outage = outages_meant(assertion, context, assertion.time?).next()?;
        Some(of_onset(outage, assertion, Judgement::Insufficient, OnsetOrder::Open))
    },
};

/// A blip, a doubtful probe, or too little time certainly up.
pub(super) const UNCONFIRMED: RuleSpec =
    RuleSpec { rule: Rule::R2, question: Some(Question::WentDown), conclude: unconfirmed };

/// A recovery that may have come before its claim, and may not.
pub(super) const RECOVERY_OPEN: RuleSpec =
    RuleSpec { rule: Rule::R2, question: Some(Question::IsBack), conclude: of_recovery };

/// No confirmed outage before a claimed recovery, and no certainty that there was none.
pub(super) const NO_OUTAGE_BEFORE: RuleSpec = RuleSpec {
    rule: Rule::R2,
    question: Some(Question::IsBack),
    conclude: |_, _| Some(insufficient(Finding::NothingToRestore { up_share: None })),
};

fn insufficient<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::Insufficient, finding)
}

fn below_floor<'a>(assertion: &Assertion<'a>, context: &Context<'a>) -> Option<Conclusion<'a>> {
    let time = assertion.time?.widest;
    let observed_us = context.known.states.observed.clip(time).extent();
    let length_us = time.extent();
    let floor_percent = context.rules.floor_percent;
    let is_enough =
        i128::from(observed_us) * 100 >= i128::from(length_us) * i128::from(floor_percent);
    let finding = Finding::BelowFloor { observed_us, length_us, floor_percent };
    (!is_enough).then(|| insufficient(finding))
}

fn unconfirmed<'a>(assertion: &Assertion<'a>, context: &Context<'a>) -> Option<Conclusion<'a>> {
    let time = assertion.time?.widest;
    if let Some(blip) = context.blip_in(time) {
        let finding = Finding::Blip { failed_probes: blip.failed_probes };
        return Some(insufficient(finding).resting_on(Some(blip)));
    }
    let probes = context.doubtful_probes(time);
    if probes > 0 {
        return Some(insufficient(Finding::Doubt { probes }));
    }
    let up_share = context.up_share(time);
    let floor_percent = context.rules.floor_percent;
    (!context.reaches_floor(up_share))
        .then(|| insufficient(Finding::UpTooShort { up_share, floor_percent }))
}
