//! What follows: states of a series, quorum over vantages, outages, recovery, verdicts, totals.

mod assemble;
mod common_mode;
mod curve;
mod naming;
mod outages;
mod quiet;
mod quorum;
mod recovery;
mod restored;
mod series;
mod sites;
mod survey;
mod verdicts;
mod window;

pub use assemble::report;
pub use survey::survey;
