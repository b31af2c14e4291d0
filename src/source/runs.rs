//! Files of runs: what `corroborate fold` writes and `report` reads in place of probe logs. Writing
//! them lives here too, so that one place knows the layout; `docs/runs.md` describes it.

mod attach;
mod cells;
mod data;
mod error;
mod meta;
mod numbers;
mod output;
mod pieces;
mod quoted;
mod seal;
mod table;

pub use error::RunsError;
pub use output::Output;

pub(super) use attach::{Entry, Runs};
pub(super) use meta::is_runs;
