//! What follows: states of a series, quorum over vantages, outages, recovery, verdicts, totals.

mod assemble;
mod common_mode;
mod outages;
mod quiet;
mod quorum;
mod recovery;
mod recovery_curve;
mod restored;
mod series;
mod sites;
mod survey;
mod target_index;
mod verdicts;
mod window;

pub use assemble::report;
pub use survey::survey;
