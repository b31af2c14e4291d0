//! Files of runs: what `corroborate fold` writes and `report` reads in place of probe logs. Writing
//! them lives here too, so that one place knows the layout; `docs/runs.md` describes it.

pub(crate) mod checksum;
pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod error;
pub(crate) mod meta;
pub(crate) mod output;
pub(crate) mod parquet_columns;
pub(crate) mod renumber;
pub(crate) mod segment_json;

pub use crate::runs::error::RunsError;
pub use crate::runs::output::Output;

pub(crate) use crate::runs::meta::is_runs;
