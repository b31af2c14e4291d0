//! Things: samples, runs, sites, claims, outages, verdicts, and the frozen report.
//!
//! Data and their words only; what follows from what is worked out in `analysis`.

pub(crate) mod address;
pub(crate) mod foreign;
pub(crate) mod name_spelling;
pub(crate) mod pace_figure;
pub(crate) mod sha256;
pub(crate) mod site_resolver;
pub(crate) mod suggest;

mod cause_count;
mod changed_files;
mod claim;
mod claimant;
mod counting;
mod event;
mod finding;
mod guess;
mod incident;
mod outage;
mod pace;
mod passed_over;
mod position;
mod probe_count;
mod probe_source;
mod refusal;
mod refused_part;
mod report;
mod request;
mod result_group;
mod rules;
mod sample;
mod segment;
mod site;
mod site_change;
mod site_filter;
mod source_doubt;
mod source_stats;
mod time_asked;
mod verdict;

pub use cause_count::CauseCount;
pub use changed_files::ChangedFiles;
pub use claim::{Claim, ClaimKind, Extent, Quantifier, Role, Target};
pub use claimant::{Claimant, Said};
pub(crate) use counting::{counted, grouped, part_of, plural, was};
pub use event::{Event, EventKind};
pub use finding::{
    CompleteView, DownTime, Failures, Finding, NoneSeen, OnsetOrder, PartStart, Recovery,
    RecoveryOrder, Unobserved, UpTime, VantageView,
};
pub use foreign::printable;
pub use guess::{ClaimedNames, Guess, GuessedKey, GuessedTable, TestedRows};
pub use incident::Incident;
pub use outage::{CommonMode, DurationRange, Outage, OutageFlag, Partial, SeenElsewhere, SetAside};
pub use pace::{EdgeIntervals, Gap, Interval, KEPT_INTERVALS, MOST_PACE_CHANGES, PaceChange};
pub use passed_over::{PassedCount, PassedKey, PassedOver, PassedOvers};
pub use position::{TextPosition, TomlTable, key_position, line_column};
pub use probe_count::ProbeCount;
pub use probe_source::{Cadence, ProbeSource, StampResolution};
pub use refusal::{Refusal, RefusalGroup, RefusalKind, Refusals, RowShape};
pub use refused_part::RefusedPart;
pub use report::{
    CurvePoint, DownCount, Input, InputRole, Report, SeriesPaceChange, Simulated, SiteReport,
    Totals, UnlistedTimes,
};
pub use request::{Origin, ProposedEntry, Request, STDIN};
pub use result_group::ResultGroup;
pub use rules::{
    COMMON_PERCENT, COMMON_SITES, CONFIRM, FLAPPING, OFTEN_DOWN, Quorum, Rules, SILENCE_PACES,
};
pub use sample::{
    CauseId, IdMap, IntervalRange, Latency, Location, Record, Run, Sample, SampleSink, SeriesKey,
    SeriesRecord, SourceLine, Status,
};
pub use segment::{Boundary, BoundaryRow, Segment};
pub use site::{Maintenance, Site};
pub use site_change::{ChangeCounts, SiteChange};
pub use site_filter::SiteFilter;
pub use source_doubt::{PartOfRows, SourceDoubt, SourceDoubtKind};
pub use source_stats::{PaceRange, RowCounts, SiteName, SourceStats, StampPlace, Survey};
pub use time_asked::{FurtherOutages, TimeAsked};
pub use verdict::{
    ClaimVerdict, Judgement, JudgementCount, Rule, Verdict, VerdictCount, VerdictFlag,
};
