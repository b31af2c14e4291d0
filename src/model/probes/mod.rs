//! Probes: samples, and the runs and segments that they add up to.

mod edge_row;
mod implied_probes;
mod pace;
mod probe_count;
mod row_changes;
mod sample;
mod segment;

pub use edge_row::EdgeRow;
pub use implied_probes::ImpliedProbes;
pub use pace::{EndIntervals, Gap, Interval, MOST_PACE_CHANGES, PaceChange};
pub use probe_count::ProbeCount;
pub use row_changes::RowChanges;
pub use sample::{
    CauseId, IdMap, IntervalRange, Latency, Location, MOST_RUNS, Record, Run, Sample, SampleSink,
    SeriesKey, SeriesRecord, SourceLine, Status,
};
pub use segment::{Boundary, BoundaryRow, Segment};
