//! R5: the outage was over when the claim was published.

use super::assertion::{ClaimTime, Question};
use super::conclusion::RuleSpec;
use super::episodes::{Episode, is_over};
use super::onset_claim::of_onset;
use crate::clock::Instant;
use crate::model::{Judgement, OnsetOrder, Rule};

/// The last episode that was over at the publication: by `look_back` at most, or in the time asked.
/// With an asserted time, the claim is held against that time alone.
pub(super) const OVER_BEFORE: RuleSpec = RuleSpec {
    rule: Rule::R5,
    question: Some(Question::WentDown),
    conclude: |assertion, context| {
        let time = assertion.time.filter(|time| !time.is_asserted)?;
        let published = assertion.earliest_publication()?;
        let look_back_us = context.rules.look_back_us;
        let episode = context
            .episodes
            .iter()
            .rfind(|episode| is_over_before(episode, published, time, look_back_us))?;
        let (judgement, order) = (Judgement::ClaimedAfterTheFact, OnsetOrder::OverBefore);
        Some(of_onset(episode.first, assertion, judgement, order))
    },
};

fn is_over_before(
    episode: &Episode<'_>,
    published: Instant,
    time: ClaimTime,
    look_back_us: i64,
) -> bool {
    let is_recent =
        || episode.last.recovery.by.is_some_and(|by| published.since(by) <= look_back_us);
    is_over(episode.last, Some(published)) && (episode.may_overlap(time.widest) || is_recent())
}
