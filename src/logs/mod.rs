//! What do probe logs say? Bytes, blocks, rows and samples, of our own layout in CSV and Parquet.

mod columns;
mod derived_cells;
mod dialect;
mod doubled_hour;
mod error;
mod fast_path;
mod fields;
mod header;
mod layout;
mod merge;
mod names;
mod outcomes;
mod parquet;
mod probe_file;
mod probe_logs;
mod row_batcher;
mod row_order;
mod rows;
mod sampled_rows;
mod scheduler;
mod source_lines;
mod worker;

pub use error::LogError;
pub use merge::Progress;
pub use probe_logs::ProbeLogs;
pub use scheduler::READING;

pub(crate) use columns::{COLUMNS, OUTCOMES, SECONDS};
pub(crate) use derived_cells::seconds_as_milliseconds;
pub(crate) use dialect::{Dialect, ExtraFields};
pub(crate) use doubled_hour::DoubledHour;
pub(crate) use fields::{Cells, Fields, Splitter};
pub(crate) use header::is_familiar;
pub(crate) use layout::{
    Archived, ArchivedProbe, AskedKey, CellMeaning, FaultyPart, FileInside, InnerFormat, InputKind,
    LayoutSpec, LineFormat, LineKeyFault, LineKeys, PartFault, PlannedWork, ReadSettings, ReadStop,
    Sink, SiteHeadings, StateBetween, TableShape, Timestamp,
};
pub(crate) use names::{Interner, MOST_SERIES};
pub(crate) use outcomes::{
    DecimalMark, RESULT_WORDS, ResultWords, UpWhen, code_with_words, is_no_error, known_result,
    meaning_in, our_result, with_point,
};
pub(crate) use parquet::{FirstRows, TypedColumn, first_rows};
pub(crate) use probe_file::ProbeFile;
pub(crate) use sampled_rows::{RowSampler, SampledRows};
