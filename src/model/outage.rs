//! What the runs of a site add up to (M9 to M16). There is no single duration, anywhere.

use crate::clock::{Bracket, Instant, IntervalSet, Span};
use crate::model::Location;

/// A mark beside an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutageFlag {
    /// Nothing was certainly up before it (M11).
    BeganBeforeRecord,
    /// Nothing was certainly up after it (M11).
    OngoingAtEnd,
    /// Part of it was not observed (M11).
    GapInside,
    /// It rests on one failed probe (M11).
    SingleProbe,
    /// One of several in one episode (M11).
    Flapping,
    /// Most sites of its only vantage failed together (M15).
    CommonMode,
    /// Announced work overlaps it (M16).
    MaintenanceOverlap,
    /// Rows of one moment disagreed (M8).
    Conflicting,
}

impl OutageFlag {
    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            OutageFlag::BeganBeforeRecord => "began_before_record",
            OutageFlag::OngoingAtEnd => "ongoing_at_end",
            OutageFlag::GapInside => "gap_inside",
            OutageFlag::SingleProbe => "single_probe",
            OutageFlag::Flapping => "flapping",
            OutageFlag::CommonMode => "common_mode",
            OutageFlag::MaintenanceOverlap => "maintenance_overlap",
            OutageFlag::Conflicting => "conflicting",
        }
    }
}

/// A length known as a range, in microseconds; `most` is `None` where it cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct DurationRange {
    /// At least this long.
    pub least_us: i64,
    /// At most this long.
    pub most_us: Option<i64>,
}

/// A time at which a site was not certainly up, and at some moment certainly down (M10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Its id: `O001` for an outage, `B001` for a blip, by time and site.
    pub id: String,
    /// The site's id.
    pub site: String,
    /// When it began.
    pub onset: Bracket,
    /// When the site was first up again (M13).
    pub recovery: Bracket,
    /// When the site was up to stay (M13).
    pub stable_recovery: Bracket,
    /// Outages and blips between the first and the stable recovery (M13).
    pub relapses: usize,
    /// Number of the episode, from 1 within the site: outages closer than `stable_for` (M13).
    pub episode: usize,
    /// How long the site was down.
    pub duration: DurationRange,
    /// How long it was down outside announced work (M16).
    pub outside_maintenance: DurationRange,
    /// When it was certainly down.
    pub down: IntervalSet,
    /// The whole interval that it can have lasted, as far as the record goes.
    pub possible: Span,
    /// Failed probes in the runs of failure that overlap it.
    pub failed_probes: u64,
    /// Vantages that saw it fail, sorted.
    pub vantages: Vec<String>,
    /// Causes seen, with their counts, the most frequent first.
    pub causes: Vec<(String, u64)>,
    /// Marks, sorted.
    pub flags: Vec<OutageFlag>,
    /// Where the first failed probe stands.
    pub first_row: Location,
    /// Where the last failed probe stands.
    pub last_row: Location,
}

impl Outage {
    /// The first moment at which it was certainly down.
    pub fn first_down(&self) -> Instant {
        self.down.spans().first().map_or(self.possible.from(), |span| span.from())
    }

    /// The last moment at which it was certainly down.
    pub fn last_down(&self) -> Instant {
        self.down.spans().last().map_or(self.possible.last(), |span| span.last())
    }

    /// Whether it bears a mark.
    pub fn has(&self, flag: OutageFlag) -> bool {
        self.flags.contains(&flag)
    }
}

/// A time at which some vantages saw a site fail, or be challenged, and no quorum saw it down
/// (M11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// The site's id.
    pub site: String,
    /// From the probe before the first of these probes to the probe after the last.
    pub possible: Span,
    /// Vantages that saw it fail, sorted.
    pub failed: Vec<String>,
    /// Vantages that were challenged, sorted.
    pub challenged: Vec<String>,
    /// Failed and challenged probes in the runs that overlap it.
    pub probes: u64,
}

/// A time at which most sites failed together from one vantage (M15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonMode {
    /// The vantage.
    pub vantage: String,
    /// When.
    pub span: Span,
    /// Most sites failing at one moment of it.
    pub sites: usize,
    /// Whether another vantage saw those sites up: then the vantage was sick, and its failed probes
    /// are set aside.
    pub sick: bool,
    /// Failed probes set aside, in the runs of failure that overlap it.
    pub probes_set_aside: u64,
}
