//! What the things are: samples, runs, sites, claims, outages, verdicts, and the frozen report.
//!
//! Data and their words only; what follows from what is worked out in `analysis`.

mod asked;
mod claim;
mod guess;
mod incident;
mod outage;
mod piece;
mod position;
mod refusal;
mod report;
mod rules;
mod sample;
mod surveyed;
mod verdict;

pub use asked::{Asked, Origin};
pub use claim::{Claim, ClaimKind, Role, Target};
pub use guess::{Guess, GuessedKey, GuessedTable};
pub use incident::{Cadence, Incident, Maintenance, ProbeSource, Site};
pub use outage::{CommonMode, Outage, OutageFlag, Partial, Spread};
pub use piece::{Edge, EdgeRow, Piece};
pub use position::{key_position, line_column};
pub use refusal::{Refusal, RefusalKind, Refusals};
pub use report::{CurvePoint, DownCount, Input, InputRole, Report, SiteReport, Totals};
pub use rules::{
    COMMON_PERCENT, COMMON_SITES, FLAPPING, OFTEN_DOWN, Quorum, Rules, SILENCE_INTERVALS,
};
pub use sample::{
    CauseId, Class, Latency, Place, Quote, Record, Renumbered, Run, Sample, SeriesKey,
    SeriesRecord, Sums,
};
pub use surveyed::{RowCounts, Survey, Surveyed};
pub use verdict::{Judgement, Rule, Verdict, VerdictFlag};
