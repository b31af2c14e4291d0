//! Files of runs: what `corroborate fold` writes and `report` reads in place of probe logs. Writing
//! them lives here too, so that one place knows the layout; `docs/runs.md` describes it.

mod checksum;
mod decode;
mod encode;
mod error;
mod id_map;
mod meta;
mod output;
mod parquet_columns;
mod segment_json;

pub(crate) use error::RunsError;
pub(crate) use output::RunsOutput;

pub(crate) use decode::read_segments;
pub(crate) use encode::NameTables;
pub(crate) use id_map::{IdSource, RunsIdMap};
pub(crate) use meta::{
    InputMeta, Meta, RefusalsMeta, SourceMeta, StatusRules, StoredWindow, is_runs,
};
