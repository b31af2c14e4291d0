//! Outages, failures in part and common modes (M9 to M16). Every duration is a range.

use crate::clock::{Bracket, Instant, IntervalSet, Span};
use crate::model::{CauseCount, EdgeRow, Location, Rules};

/// A mark beside an outage (M11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutageFlag {
    /// Nothing was certainly up before the outage.
    BeganBeforeRecord,
    /// Nothing was certainly up after the outage.
    OngoingAtEnd,
    /// A part of the outage was not observed.
    GapInside,
    /// Some of the failed probes counted lie outside the outage: one vantage failed for longer than
    /// a quorum did.
    ProbesBeyond,
    /// A list of periods states the outage (M12).
    Listed,
    /// The outage rests on one failed probe.
    SingleProbe,
    /// The episode holds several outages.
    Flapping,
    /// Most sites of its only vantage failed together (M15).
    CommonMode,
    /// Announced work overlaps the outage (M16).
    MaintenanceOverlap,
    /// Rows of one moment disagreed (M8).
    Conflicting,
    /// All probes of the site were simulated.
    Simulated,
    /// Some probes of the site were simulated, and some were not.
    SimulatedInPart,
}

impl OutageFlag {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            OutageFlag::BeganBeforeRecord => "began_before_record",
            OutageFlag::OngoingAtEnd => "ongoing_at_end",
            OutageFlag::GapInside => "gap_inside",
            OutageFlag::ProbesBeyond => "probes_beyond",
            OutageFlag::Listed => "listed",
            OutageFlag::SingleProbe => "single_probe",
            OutageFlag::Flapping => "flapping",
            OutageFlag::CommonMode => "common_mode",
            OutageFlag::MaintenanceOverlap => "maintenance_overlap",
            OutageFlag::Conflicting => "conflicting",
            OutageFlag::Simulated => "simulated",
            OutageFlag::SimulatedInPart => "simulated_in_part",
        }
    }
}

/// A length known as a range, in microseconds.
///
/// ```
/// use corroborate::model::DurationRange;
///
/// let closed = DurationRange { least_us: 60_000_000, most_us: Some(90_000_000) };
/// let open = DurationRange { least_us: 60_000_000, most_us: None };
/// assert!(closed.most_us.is_some_and(|most_us| closed.least_us <= most_us));
/// assert!(open.most_us.is_none(), "an end is off the record");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct DurationRange {
    /// Shortest that it can be.
    pub least_us: i64,
    /// Longest that it can be; `None` where that cannot be known.
    pub most_us: Option<i64>,
}

/// A time at which a site was not certainly up, and at some moment certainly down (M10).
///
/// ```
/// use corroborate::clock::{Bracket, Instant, IntervalSet, Span};
/// use corroborate::model::{CauseCount, DurationRange, Location, Outage};
///
/// // Up at 0, down at 60 and 120 seconds, up again at 180.
/// let at = |second: i64| Instant(second * 1_000_000);
/// let recovery = Bracket { after: Some(at(120)), by: Some(at(180)) };
/// let duration = DurationRange { least_us: 60_000_000, most_us: Some(180_000_000) };
/// let outage = Outage {
///     id: "O001".to_owned(),
///     site: "shop".to_owned(),
///     onset: Bracket { after: Some(at(0)), by: Some(at(60)) },
///     recovery,
///     stable_recovery: recovery,
///     is_down_later: false,
///     relapses: 0,
///     certain_relapses: 0,
///     episode: 1,
///     duration,
///     outside_maintenance: duration,
///     down: Span::seen(at(60), at(120)).into_iter().collect::<IntervalSet>(),
///     possible: Span::seen(at(0), at(180)).expect("it ends after it began"),
///     failed_probes: 2,
///     declared_probes: 0,
///     vantages: vec!["here".to_owned()],
///     causes: vec![CauseCount::exact("503", 2)],
///     flags: Vec::new(),
///     first_row: Location { file: 0, line: 3 },
///     last_row: Location { file: 0, line: 4 },
///     edge_rows: Default::default(),
/// };
/// assert_eq!((outage.first_down(), outage.last_down()), (at(60), at(120)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Id: `O001` for an outage, `B001` for a blip, by time and site.
    pub id: String,
    /// Id of the site.
    pub site: String,
    /// Bracket of its beginning.
    pub onset: Bracket,
    /// Bracket of the first moment up again (M13).
    pub recovery: Bracket,
    /// Bracket of the moment from which the site was up to stay (M13).
    pub stable_recovery: Bracket,
    /// Whether the site was in a further outage after that moment.
    pub is_down_later: bool,
    /// Outages and blips between the first and the stable recovery (M13), at most.
    pub relapses: usize,
    /// Outages and blips that certainly are: the site was back to stay after them alone.
    pub certain_relapses: usize,
    /// Number of the episode, from 1 within the site: outages closer than `stable_for` (M13).
    pub episode: usize,
    /// Time down.
    pub duration: DurationRange,
    /// Time down outside announced work (M16).
    pub outside_maintenance: DurationRange,
    /// Times certainly down; never empty.
    pub down: IntervalSet,
    /// Longest interval that it can have lasted, as far as the record goes.
    pub possible: Span,
    /// Failed probes in the runs of failure that overlap it.
    pub failed_probes: u64,
    /// Failed probes among them that no row records: a row of a log of changes stands for them
    /// (M12).
    pub declared_probes: u64,
    /// Vantages that saw it fail, sorted; may be empty in a failure in part.
    pub vantages: Vec<String>,
    /// Causes seen, with their counts, the most frequent first; may be empty.
    pub causes: Vec<CauseCount>,
    /// Flags, sorted; may be empty.
    pub flags: Vec<OutageFlag>,
    /// Row that makes the edge at which it was first certainly down: of one vantage the first
    /// failed probe, of several the one with which a quorum saw it down (M9).
    pub first_row: Location,
    /// Row that makes the edge at which it was last certainly down, likewise.
    pub last_row: Location,
    /// Rows that make its edges: the last up before it, the first and the last certainly down, and
    /// the first up after it; of several vantages those with which enough of them were (M9). An
    /// edge has none where the record ends, and where no row of the site stands at its moment, as
    /// where a silence or a common failure begins.
    pub edge_rows: [Option<EdgeRow>; 4],
}

#[cfg(test)]
impl Outage {
    /// Builds an outage of two failed probes from one vantage, certainly down from the end of its
    /// onset to the beginning of its recovery, for tests.
    pub(crate) fn example(id: &str, site: &str, onset: Bracket, recovery: Bracket) -> Outage {
        let first_down = onset.by.expect("a test gives the first failed probe");
        let last_down = recovery.after.expect("a test gives the last failed probe");
        let down = Span::seen(first_down, last_down).expect("an outage ends after it began");
        let earliest = onset.after.unwrap_or(first_down);
        let latest = recovery.by.unwrap_or(last_down);
        Outage {
            id: id.to_owned(),
            site: site.to_owned(),
            onset,
            recovery,
            stable_recovery: recovery,
            is_down_later: false,
            relapses: 0,
            certain_relapses: 0,
            episode: 1,
            duration: DurationRange::default(),
            outside_maintenance: DurationRange::default(),
            down: IntervalSet::of([down]),
            possible: Span::seen(earliest, latest).expect("an outage ends after it began"),
            failed_probes: 2,
            declared_probes: 0,
            vantages: vec!["v".to_owned()],
            causes: Vec::new(),
            flags: Vec::new(),
            first_row: Location { file: 0, line: 1 },
            last_row: Location { file: 0, line: 2 },
            edge_rows: Default::default(),
        }
    }
}

impl Outage {
    /// Returns the first moment certainly down.
    pub fn first_down(&self) -> Instant {
        self.down.spans().first().map_or(self.possible.from(), |span| span.from())
    }

    /// Returns the last moment certainly down.
    pub fn last_down(&self) -> Instant {
        self.down.spans().last().map_or(self.possible.last(), |span| span.last())
    }

    /// Returns the last moment certainly down before a later outage or blip of its site and the
    /// first one of that, where the site can have been back for `stable_for_us` between the two:
    /// what may be up is not known to be down (M13). `None` where it cannot, and where one of these
    /// moments is not on the record.
    pub(crate) fn time_back(
        &self,
        later: &Outage,
        stable_for_us: i64,
    ) -> Option<(Instant, Instant)> {
        let (since, until) = self.recovery.after.zip(later.onset.by)?;
        (until.since(since) >= stable_for_us).then_some((since, until))
    }

    /// Says whether its onset is on the record: the site was certainly up before (M24).
    pub(crate) fn has_onset(&self) -> bool {
        self.onset.after.is_some()
    }

    /// Says whether the outage has a flag.
    pub fn has(&self, flag: OutageFlag) -> bool {
        self.flags.contains(&flag)
    }
}

/// A time at which some vantages saw a site fail, or be challenged, and no quorum saw it down
/// (M11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// Id of the site.
    pub site: String,
    /// Span from the probe before the first of these probes to the probe after the last.
    pub possible: Span,
    /// Vantages that saw it fail, sorted; may be empty in a failure in part.
    pub failed: Vec<String>,
    /// Vantages that were challenged, sorted; may be empty.
    pub challenged: Vec<String>,
    /// Whether a quorum saw the site up at each moment of it.
    pub is_seen_up: bool,
    /// Failed and challenged probes in it, at least; may be none, where all lie at its ends.
    pub probes: u64,
}

/// A time at which most sites failed together from one vantage (M15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonMode {
    /// Name of the vantage.
    pub vantage: String,
    /// Time at which most sites may have failed.
    pub span: Span,
    /// Bracket of its beginning: from then on most sites failed at once. An end that is not on the
    /// record is `None`. The whole of `span` where most sites failed for certain at no one moment.
    pub began: Bracket,
    /// Bracket of its end, likewise.
    pub ended: Bracket,
    /// Most sites that may have failed at one moment of it.
    pub sites: usize,
    /// Most sites that failed for certain at one moment of it, where most of them did; else 0.
    pub certain_sites: usize,
    /// Sites that the vantage observed at the moment of `sites`.
    pub observed_sites: usize,
    /// Whether other vantages saw most of the failing sites up: the vantage was sick, and its
    /// failed probes are set aside.
    pub sick: bool,
    /// Counts of the failing sites as other vantages saw them meanwhile.
    pub elsewhere: SeenElsewhere,
    /// Failed probes inside that time that are set aside.
    pub probes_set_aside: u64,
}

/// Sites that failed from one vantage, counted as others saw them while they failed (M15).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeenElsewhere {
    /// Other vantages that observed any of the sites.
    pub vantages: usize,
    /// Sites that any of them saw up.
    pub up: usize,
    /// Sites that any of them saw down, and none up.
    pub down: usize,
    /// Sites that any of them saw challenged, and none up or down.
    pub challenged: usize,
    /// Sites that any of them observed.
    pub observed: usize,
}

impl SeenElsewhere {
    /// Says whether most of the observed sites were up: then the one vantage is sick.
    pub fn mostly_up(self) -> bool {
        self.observed > 0 && self.up * 100 >= self.observed * Rules::COMMON_PERCENT
    }
}

/// Failed probes in a row that are set aside, as their vantage was sick (M15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Name of the vantage.
    pub vantage: String,
    /// Id of the site.
    pub site: String,
    /// First and last moment of the run inside the common failure.
    pub span: Span,
    /// Probes of the run inside the common failure.
    pub probes: u64,
    /// Row of the run's first probe, which may lie before the common failure.
    pub first_row: Location,
}
