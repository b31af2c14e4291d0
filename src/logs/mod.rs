//! What do probe logs say? Bytes, blocks, rows and samples, of our own layout in CSV and Parquet.

mod archive;
mod batch;
mod cells;
mod classify;
mod coarsest_stamp;
mod columns;
mod csv_fields;
mod derived_cells;
mod dialect;
mod doubled_hour;
mod fast_path;
mod header;
mod interner;
mod layout;
mod merge;
mod parquet;
mod probe_file;
mod status_reason;
mod record_batcher;
mod row_order;
mod row_reader;
mod row_taker;
mod sampled_rows;
mod scheduler;
mod series_cache;
mod source_lines;
mod table_shape;
mod up_when;
mod worker;
mod worker_interner;

pub use archive::Archive;
pub use merge::Progress;
pub use scheduler::READING;

pub(crate) use cells::Cells;
pub(crate) use classify::{
    DecimalMark, RESULT_WORDS, ResultWords, is_no_error, known_result, our_result, with_point,
};
pub(crate) use columns::{COLUMNS, SECONDS};
pub(crate) use csv_fields::{Fields, Splitter};
pub(crate) use derived_cells::seconds_as_milliseconds;
pub(crate) use dialect::{Dialect, ExtraFields};
pub(crate) use doubled_hour::DoubledHour;
pub(crate) use header::is_familiar;
pub(crate) use interner::{Interner, MOST_SERIES};
pub(crate) use layout::{
    Archived, ArchivedProbe, FaultyPart, InputKind, LayoutSpec, LineFormat, LineKeyFault, LineKeys,
    PartFault, PlannedWork, ReadSettings, ReadStop, Sink, Timestamp,
};
pub(crate) use parquet::{FirstRows, first_rows};
pub(crate) use probe_file::ProbeFile;
pub(crate) use sampled_rows::{RowSampler, SampledRows};
pub(crate) use table_shape::{StateBetween, CellMeaning, InnerFormat, SiteHeadings, TableShape};
pub(crate) use up_when::UpWhen;
