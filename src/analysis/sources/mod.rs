//! What is odd in a source of probes, and which are simulated?

mod places_in_turn;
mod places_of_other_pace;
pub(super) mod simulated;
pub(super) mod source_doubts;
pub(super) mod source_stats;
mod times_far_off;
mod turn_about;
