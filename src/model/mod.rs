//! Things: data, their words, and what several rooms read alike. `analysis` says what follows.
mod incidents;
mod outages;
pub(crate) mod pace_figure;
mod probes;
mod refusals;
mod reports;
mod requests;
pub(crate) mod sha256;
mod verdicts;
pub mod words;
pub(crate) use incidents::site_resolver;
pub use incidents::{
    Cadence, Claim, ClaimKind, Extent, Incident, Maintenance, ProbeSource, Quantifier, Quorum,
    Release, Role, Rules, Site, SiteFilter, StampResolution, Target, WindowEnds, charts,
};
pub use outages::{
    CauseCount, ChangeCounts, CommonMode, DurationRange, Event, EventKind, EventPair, Outage,
    OutageFlag, Partial, PossiblyDown, PossiblyDownCounts, SeenElsewhere, SetAside, SiteChange,
};
pub use probes::{
    Boundary, BoundaryRow, CauseId, EdgeRow, EndIntervals, Gap, IdMap, ImpliedProbes, Interval,
    IntervalRange, Latency, Location, MOST_PACE_CHANGES, MOST_RUNS, PaceChange, ProbeCount, Record,
    RowChanges, Run, Sample, SampleSink, Segment, SeriesKey, SeriesRecord, SourceLine, Status,
};
pub use refusals::{
    PassedKey, PassedOver, PassedOverCounts, Refusal, RefusalGroup, RefusalKind, Refusals,
    RefusedPart, RowShape, TextPosition, TomlTable,
};
pub use reports::{
    Account, Conflicts, DownCount, Input, InputRole, OtherPaces, PaceRange, PartOfRows, Report,
    RowCounts, SeriesPaceChange, Simulated, SiteName, SiteReport, SourceDoubt, SourceDoubtKind,
    SourceStats, StampLocation, Survey, Totals, UnlistedTimes, lag, recoveries, variation,
    windowed,
};
pub use requests::{
    CadenceEvidence, ChangedFiles, ClaimedNames, Guess, GuessedKey, GuessedTable, HeldCounts,
    HeldRoom, Memory, NamedFile, Origin, OverMemory, ProposedEntry, Request, RowsShown,
    StoredRequest, TestedRows,
};
pub use verdicts::{
    AnnouncedWork, ClaimContent, ClaimSense, ClaimVerdict, Claimant, Dispute, DuringWork,
    EarlierOutages, Failures, FailuresBesides, Finding, FurtherOutages, Judgement, JudgementCount,
    OtherSites, ReadResult, Recovery, RecoveryOrder, ResultGroup, Rule, TimeAsked, TimeReadings,
    UnknownTime, Verdict, VerdictCount, VerdictFlag, VerdictTally, chance, findings,
};
pub(crate) use words::{
    YesNoWords, address, by_count, counted, grouped, is_copied, name_spelling, note_copied,
    open_end, part_of, plural, safe_text, shown_path, suggest, system_words, was,
};
