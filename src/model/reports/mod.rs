//! What is shown: the report, and the statistics of its sources.

mod report;
mod source_doubt;
mod source_stats;

pub use report::{
    CurvePoint, DisagreeingProbes, DownCount, Input, InputRole, Report, SeriesPaceChange,
    Simulated, SiteReport, Totals, UnlistedTimes,
};
pub use source_doubt::{PartOfRows, SourceDoubt, SourceDoubtKind};
pub use source_stats::{PaceRange, RowCounts, SiteName, SourceStats, StampLocation, Survey};
