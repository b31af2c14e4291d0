//! What do we show? Tables, page and exports. They read a frozen [`crate::model::Report`] and
//! conclude nothing.

mod accounts;
mod anchors;
pub mod charts;
pub mod formats;
mod headline;
pub mod page;
mod parallel;
pub mod probe_log;
pub mod render;
mod row_location;
mod rules_in_force;
mod sums;
pub mod table;
pub mod tables;
pub mod terminal;
mod verdicts;
mod wording;

pub use verdicts::{claim_verdict_sentence, verdict_sentence};
