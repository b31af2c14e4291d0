//! Conclusions: states of a series, quorum over vantages, outages, recovery, verdicts, totals.

mod cause_counts;
mod chance;
mod claimants;
mod common_mode;
mod conclusions;
mod covered_time;
mod debug_log;
mod events;
mod known_probes;
mod lags;
mod margin;
mod outages;
mod possibly_down;
mod quorum;
mod recoveries;
mod recovery;
mod recovery_curve;
mod report;
mod rule_log;
mod rules;
mod sensitivity;
mod series;
mod simulated;
mod site_analysis;
mod sites;
mod source_doubts;
mod source_stats;
mod stretch;
mod target_index;
mod totals;
mod verdicts;
mod window;
mod windowed_availability;

pub use report::report;
pub use sensitivity::RulesTried;
pub(crate) use source_stats::source_stats;
