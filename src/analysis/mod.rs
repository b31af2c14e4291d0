//! Conclusions: states of a series, quorum over vantages, outages, recovery, verdicts, totals.

mod chance;
mod claims;
mod conclusions;
mod debug_log;
mod report;
mod rules;
mod sensitivity;
mod series;
mod set_aside;
mod sites;
mod sources;
mod sums;

pub use report::{Examination, report};
pub use sensitivity::RulesTried;
pub(crate) use sources::source_stats::source_stats;
