//! Verdicts in words: a sentence for each finding, what stands beside it, and the words for
//! results.

mod besides;
mod claim_verdict;
mod complete_view;
mod declared_states;
mod denial;
mod disclosures;
mod failures;
mod implied_probes;
mod not_observed;
mod onset;
mod open_down;
mod open_relation;
mod other_times;
mod outage_name;
mod parts;
mod recovery;
mod recovery_end;
mod recovery_open;
mod results;
mod sentence;
mod time_asked;
mod time_back;

pub(in crate::report) use claim_verdict::claim_verdict_of;
pub use claim_verdict::claim_verdict_sentence;
pub(super) use other_times::is_probed_at_other_times;
pub(super) use parts::group_words;
pub(super) use results::{
    GROUP, MetAs, count_details, flag_words, groups_in_title, groups_on_claims, in_group,
    judgement_count, judgement_words, not_measured_words, result_words, verdict_counts,
    verdicts_by_claim, verdicts_on_claims,
};
pub use sentence::verdict_sentence;
