//! What the stream of samples adds up to: runs, in one pass and bounded memory (M7, M8).
//!
//! Each series is a set of segments, stretches in order of time. A row that goes back in time, or
//! jumps to a later file over a silence, begins a new segment; at the end the segments are joined,
//! so that files may be read in any order, and folds of parts may be added. A series whose segments
//! overlap, or whose cadence drifts so far that a silence was overlooked, is named by
//! [`Fold::series_to_sort`]: its rows are read a second time, held at 24 bytes each, and sorted;
//! those that do not fit into memory then go to a file.

mod all_series;
mod external_sort;
mod histogram;
mod observation;
mod packed_sample;
mod run_builder;
mod segment;
mod segment_builder;
mod series;
mod series_log;
mod series_to_sort;
mod silence;
mod spill;

pub use all_series::Fold;
pub use external_sort::{DEFAULT_MEMORY, Sorted, Sorter};
pub use series_log::SeriesLog;
pub use series_to_sort::{SeriesToSort, SortReason};
pub use spill::SpillError;
