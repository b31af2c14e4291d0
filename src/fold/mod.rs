//! Sum of the stream of samples: runs, in one pass and bounded memory (M7, M8).
//!
//! Each series is a set of segments, stretches in order of time. A row that goes back in time, or
//! jumps to a later file over a silence, begins a new segment; at the end the segments are joined,
//! so that files may be read in any order, and folds of parts may be added. A series whose segments
//! overlap, or in whose runs the silence lies that its source declares, is named by
//! [`Fold::series_to_sort`]: its rows are read a second time, held at 24 bytes each, and sorted;
//! those that do not fit into memory then go to a file.
//!
//! Whether an interval is a silence follows from the nine intervals before it and the nine after
//! it. Until these have come a run is not joined to the one before it; at the ends of a segment
//! that is left to the segments that it is joined with.

mod all_series;
mod end_intervals;
mod external_sort;
mod interval_ring;
mod observation;
mod pace;
mod packed_sample;
mod run_builder;
mod run_list;
mod segment;
mod segment_builder;
mod series;
mod series_names;
mod series_to_sort;
mod silence;
mod spill;

pub use all_series::Fold;
pub use external_sort::{Sorted, Sorter};
pub use series_names::SeriesNames;
pub use series_to_sort::{SeriesToSort, SortReason};
pub use spill::SpillError;
