//! What do we show? Tables, page and exports. They read a frozen [`crate::model::Report`] and
//! conclude nothing.

mod accounts;
mod besides_words;
pub mod charts;
mod claim_verdict_sentence;
mod claimant_fits;
mod claimant_sentence;
mod claimed_sites;
mod complete_view_words;
mod disclosures;
mod failure_sentences;
pub mod formats;
mod headline;
mod implied_words;
mod lag_words;
mod moments;
mod onset_words;
mod open_words;
mod outage_name;
pub mod page;
mod parallel;
mod percent;
mod possibly_down;
pub mod probe_log;
mod recovery_end_words;
mod recovery_sentence;
pub mod render;
mod rules_in_force;
mod sentences;
mod source_sentences;
pub mod table;
pub mod tables;
pub mod terminal;
mod time_asked_words;
mod verdict_parts;
mod verdict_sentences;
mod verdict_words;
mod words;

pub use claim_verdict_sentence::claim_verdict_sentence;
pub use verdict_sentences::verdict_sentence;
