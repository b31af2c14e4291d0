//! Results: the report, and the statistics of its sources.

mod account;
pub mod lag;
pub mod recoveries;
mod report;
mod source_doubt;
mod source_stats;
mod totals;
pub mod variation;
pub mod windowed;

pub use account::Account;
pub use report::{
    Conflicts, DownCount, Input, InputRole, Report, SeriesPaceChange, Simulated, SiteReport,
    UnlistedTimes,
};
pub use source_doubt::{OtherPaces, PartOfRows, SourceDoubt, SourceDoubtKind};
pub use source_stats::{PaceRange, RowCounts, SiteName, SourceStats, StampLocation, Survey};
pub use totals::Totals;
