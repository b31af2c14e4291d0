//! Findings: the numbers behind a verdict, from which its sentence is made.

use crate::clock::{Bracket, Instant, Span};
use crate::model::{
    DurationRange, Failures, FailuresBesides, IntervalRange, ProbeCount, Recovery, UnknownTime,
};

/// The fact that decided a verdict, with all that a sentence about it needs. Ids, lag and flags
/// stand in the [`Verdict`](crate::model::Verdict) itself. Lengths are in microseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finding {
    /// The claim names something that is not exactly one site of the incident (M18).
    UnknownSite,
    /// The claim is about the cause, which no probe can see (M18).
    CauseOnly,
    /// The claim says nothing that probes can check (M18).
    Unstated,
    /// The claim gives no time to check (M18).
    NoTime,
    /// No probe of the site with a known result lies in the window (R1).
    NeverProbed {
        /// Probes of it in the window that tell no result.
        unknown_probes: u64,
        /// Rows of it without a readable time (M6).
        unplaced_rows: u64,
    },
    /// The time asked lies wholly before the record begins or after it ends (R1).
    OffRecord,
    /// No probe with a known result is known to lie in the time asked (R1).
    NoProbeInside(NoProbeInside),
    /// The time that the claim gives was shown twice by the clocks, and what follows is not the
    /// same for each of its readings, which stand in the verdict.
    ShownTwice,
    /// Less than the evidence floor was observed (R2, M19).
    BelowFloor {
        /// Observed part of the time asked.
        observed_us: i64,
        /// Length of the time asked.
        length_us: i64,
        /// Least share that must be observed, in percent.
        floor_percent: i64,
        /// Part that was certainly down, where the claim says that the site could be reached.
        down: StateTime,
        /// Failed and challenged probes in the time asked.
        failures: Failures,
        /// All probes with a known result in it.
        probes: ProbeCount,
    },
    /// An outage, held against a claim that the site went down (R3, R4, R2, R5).
    Onset {
        /// Relation of the onset to the time that the claim can mean.
        order: OnsetOrder,
        /// Last moment up and first moment down (M10).
        onset: Bracket,
        /// Length of the outage.
        duration: DurationRange,
    },
    /// Confirmed outages in the time asked (R3).
    Down(DownTime),
    /// Confirmed outages in a part of the time asked, where all of it was meant (R7, R2).
    DownForPart {
        /// How long it was down.
        down: DownTime,
        /// Time certainly up.
        up: StateTime,
    },
    /// An outage that may reach into the time asked, or not (R2).
    DownOpen(DownOpen),
    /// Failed or challenged probes in the time asked, without a quorum that saw the site down (R7,
    /// R4, R5, R2).
    SomeVantages(SeenInPart),
    /// Blips and no outage (R2).
    Blip(BlipsSeen),
    /// Failed or challenged probes, too few to confirm a failure, while no quorum saw the site up
    /// (R2).
    Doubt(DoubtfulFailures),
    /// Certainly up for less than the evidence floor (R2).
    UpTooShort {
        /// Part of the time asked that was certainly up.
        up_us: i64,
        /// Length of the time asked.
        length_us: i64,
        /// Least share needed, in percent.
        floor_percent: i64,
        /// Failed and challenged probes in the time asked.
        failures: Failures,
        /// All probes with a known result in it.
        probes: ProbeCount,
    },
    /// Not seen down, with degraded answers (R7, R4, R5, R2).
    Degraded(DegradedAnswers),
    /// Certainly up at every moment of the time asked (R6).
    UpThroughout(CompleteView),
    /// No outage seen, by probes whose rows disagree, or with rows of the site that have no time
    /// (R2).
    UpInDoubt(UpInDoubt),
    /// No outage in what was observed of the time asked (R10).
    NoneSeen(NoneSeen),
    /// Certainly up for at least the evidence floor, and no outage (R3 for `reachable`).
    UpFor(UpTime),
    /// Certainly down at every moment of the time asked (R6 for `reachable`).
    DownThroughout(CompleteView),
    /// Up for a part of the time asked and down for another, or neither for all of it (R7 and R2
    /// for `reachable`).
    UpAndDown(UpAndDown),
    /// A stable recovery, held against a claim that the site is back (R8, R2).
    Recovery(Recovery),
    /// Certainly up at every moment of the time before a claimed recovery (R6).
    NothingToRestore(CompleteView),
    /// An outage of a site that no claim of an attack or outage names (R9).
    Unclaimed {
        /// Length of the outage.
        duration: DurationRange,
        /// Failed probes of it that no row records (M12).
        declared_probes: u64,
    },
}

/// Outage that may reach into the time asked, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DownOpen {
    /// When it was down.
    pub when: DownWhen,
    /// Failed and challenged probes in the time asked.
    pub failures: Failures,
    /// Probes with a known result in it.
    pub probes: ProbeCount,
}

/// When an outage was down that may reach into the time asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DownWhen {
    /// At a moment of this time: its stamps leave open at which.
    Perhaps(Span),
    /// At every moment of this time, which ends before the time asked, begins behind it, or is in
    /// it for some moment that its publication can have been.
    Certainly(Span),
    /// Until a moment before the time asked, and again from one behind it; at no moment of it for
    /// certain.
    Around {
        /// Last moment certainly down before the time asked.
        until: Instant,
        /// First moment certainly down behind it.
        from: Instant,
    },
}

/// Time asked in which no probe with a known result is known to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoProbeInside {
    /// How far apart the probes around it are, where one of them may lie in it; `None` where none
    /// does.
    pub interval_around: Option<IntervalRange>,
    /// Whether one may lie in it only by what its stamp leaves open, or its clock.
    pub is_within_stamps: bool,
    /// Probes in it that tell no result.
    pub unknown_probes: ProbeCount,
    /// Whether all that is known of the site are periods of lists, and no probes.
    pub is_of_lists: bool,
}

/// Failed and challenged probes in the time asked, outside every outage and blip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenInPart {
    /// Failed and challenged probes.
    pub failures: Failures,
    /// Vantages that they come from.
    pub vantages: usize,
    /// All probes with a known result in the time asked.
    pub probes: ProbeCount,
    /// Whether the site was certainly up at every moment of it.
    pub is_up_throughout: bool,
    /// Where the failures began.
    pub start: PartStart,
    /// Failed and challenged probes among them at which a quorum saw the site up.
    pub while_up: ProbeCount,
    /// Outages that the claim cannot mean and that reach into the time asked.
    pub over: OutagesOver,
}

/// Outages that reach into the time asked, and were over when the claim was published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutagesOver {
    /// Number of these outages.
    pub outages: usize,
    /// Failed probes of these in the time asked.
    pub failed: ProbeCount,
}

/// Blips in the time asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlipsSeen {
    /// Blips that may overlap the time asked, at least one.
    pub blips: usize,
    /// Failed probes of all of them: of each too few to confirm it (M12).
    pub failed_probes: u64,
    /// Failed probes among these that lie in the time asked; a blip beside it may reach into it.
    pub failed_inside: ProbeCount,
    /// Failed probes in the time asked outside every blip, and all challenged ones in it.
    pub others: Failures,
    /// All probes with a known result in the time asked.
    pub probes: ProbeCount,
}

/// Failed and challenged probes in the time asked that confirm nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoubtfulFailures {
    /// Failed and challenged probes at which no quorum saw the site up.
    pub failures: Failures,
    /// Failed and challenged probes at which a quorum did.
    pub while_up: Failures,
    /// Whether no two of all these belong together (M27).
    pub is_each_alone: bool,
    /// All probes with a known result in the time asked.
    pub probes: ProbeCount,
}

/// Degraded answers in the time asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DegradedAnswers {
    /// Degraded probes in the time asked.
    pub degraded: ProbeCount,
    /// Failed and challenged probes in it, each while a quorum saw the site up.
    pub failures: Failures,
    /// All probes with a known result in it.
    pub probes: ProbeCount,
    /// Whether the site was certainly up at every moment of it.
    pub is_up_throughout: bool,
    /// Where the degraded answers began.
    pub start: PartStart,
    /// Outages that the claim cannot mean and that reach into the time asked.
    pub over: OutagesOver,
}

/// Time up and time down in the time asked of a site that was said to be reachable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpAndDown {
    /// Certainly up, by probes whose rows agree.
    pub up: StateTime,
    /// Certainly down, in confirmed outages.
    pub down: StateTime,
    /// Blips that may overlap the time asked.
    pub blips: usize,
    /// Failed probes of all these blips, too few of each to confirm it (M12).
    pub blip_probes: u64,
    /// Length of the time asked.
    pub length_us: i64,
    /// Failed and challenged probes in it.
    pub failures: Failures,
    /// All probes with a known result in it.
    pub probes: ProbeCount,
    /// Length beyond which no two probes in a row are apart, in microseconds, where the site was
    /// down at each and these are too far apart for a complete view (M19); else `None`.
    pub too_far_apart_us: Option<i64>,
    /// Whether an outage may reach into it, and was down at no moment of it for certain.
    pub is_edge_open: bool,
}

/// Relation of an onset to the time that a claim can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnsetOrder {
    /// Certainly inside it (R3).
    Inside,
    /// Certainly before it, and the outage may reach into it (R4). Of an episode of several outages
    /// it is known how they lie to it; `None` for a lone outage.
    Before(Option<EpisodeThen>),
    /// Perhaps inside it (R2).
    Open,
    /// Certainly before it, while it begins in a time of which it is not known whether the site was
    /// back: the outage may have ended there, and another begun inside (R2).
    StartUnknown(UnknownTime),
    /// Certainly before it, while a time inside the outage has a moment of it in which the site can
    /// have been back: another outage may have begun there (R2).
    GapUnknown(UnknownTime),
    /// Perhaps inside it, as another outage, or before it, as a relapse of one that began there:
    /// the site can have been back between the two (R2).
    PerhapsRelapse(PerhapsBack),
    /// The whole outage was over at some of the moments that the publication can have been, and not
    /// at others (R2).
    PerhapsOver,
    /// The whole outage was over when the claim was published (R5); beside what else failed in the
    /// time asked.
    OverBefore(FailuresBesides),
}

/// Time between two outages in which a site can have been back to stay (M13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerhapsBack {
    /// Last moment certainly down before it.
    pub since: Instant,
    /// First moment certainly down after it.
    pub until: Instant,
    /// Length for which a site must be up to be back to stay, in microseconds.
    pub stable_for_us: i64,
}

/// Time asked that begins after the first onset of an episode of several outages (M13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EpisodeThen {
    /// Outages of the episode that may reach into it; 0 where it lies between two of them.
    pub outages: usize,
    /// Outages among them that certainly do.
    pub certain: usize,
    /// Part of it that was certainly up, in microseconds.
    pub up_us: i64,
    /// Length of it, in microseconds.
    pub length_us: i64,
    /// Probes with a known result in it.
    pub probes: ProbeCount,
    /// Failed and challenged probes among them, each while a quorum saw the site up.
    pub failures: Failures,
}

/// Relation of the start of failures in part (M27), or of degraded answers, to the time that a
/// claim can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartStart {
    /// Not asked: the claim does not say that the site went down.
    NotAsked,
    /// Certainly inside it (R7).
    Inside,
    /// Perhaps inside it, for a reason (R2).
    Open(OpenStart),
    /// Certainly before it (R4).
    Before,
    /// The failures or degraded answers were over when the claim was published (R5).
    Over,
}

/// Reason why it is open whether something began in the time that a claim can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenStart {
    /// Start without a probe before it.
    NotSeen,
    /// Start that lies in that time for some of the moments that the publication can have been, and
    /// not for others.
    Publication,
    /// Start that may lie before the beginning of that time, or after it.
    Edge,
}

/// Time down of confirmed outages in the time asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DownTime {
    /// Outages that were certainly down at a moment of it.
    pub outages: usize,
    /// Others that may reach into it.
    pub perhaps: usize,
    /// Times certainly down, apart from each other; at least one.
    pub times: usize,
    /// How long the site was down in it: at least by the former, at most by all of them; open above
    /// where one may have gone on where nobody looked,
    /// and where a part of it that lies outside of them was not observed.
    pub down: DurationRange,
    /// Length of the time asked, in microseconds.
    pub length_us: i64,
    /// Part of it that nobody observed; `None` where there is none.
    pub unobserved: Option<Unobserved>,
    /// How far apart the probes around it are, where none is known to lie in it; `None` where one
    /// is.
    pub interval_around: Option<IntervalRange>,
    /// Probes with a known result in it.
    pub probes: ProbeCount,
    /// Probes that found it up at moments at which a quorum saw it down.
    pub found_up: ProbeCount,
    /// Length beyond which no two probes in a row are apart, as in [`CompleteView`].
    pub furthest_us: Option<i64>,
    /// Whether each probe of the time failed, and the site was down for all of it but what lies
    /// before the first of them or behind the last.
    pub has_all_failed: bool,
}

/// Part of the time asked that was certainly in one state. A state that only one probe in a row
/// saw is certain at its moment alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StateTime {
    /// Length of it in all, in microseconds.
    pub length_us: i64,
    /// Times that it is made of, apart from each other; 0 where it is empty.
    pub times: usize,
}

/// Part of the time asked that nobody observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unobserved {
    /// Stretches of it; at least one.
    pub parts: usize,
    /// Length of all of them, in microseconds.
    pub total_us: i64,
    /// Longest of them, the first of equals.
    pub longest: Span,
}

/// A view of the time asked without a moment that was not observed, in which the site was
/// certainly in one state throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompleteView {
    /// Probes with a known result in the time.
    pub probes: ProbeCount,
    /// Failed and challenged probes among them.
    pub failed: Failures,
    /// Length beyond which no two probes in a row are apart, from the one before the time to the
    /// one after it, in microseconds; `None` where that is not known.
    pub furthest_us: Option<i64>,
}

/// Time asked in which no outage was seen, and whose rows leave open whether it was up throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpInDoubt {
    /// Probes with a known result in the time.
    pub probes: ProbeCount,
    /// Probes among them whose rows disagree (M8).
    pub disagreeing: ProbeCount,
    /// Whether a moment of the time is up only by probes whose rows disagree, in it or next to it.
    pub is_disagreed: bool,
    /// Rows of the site without a readable time (M6).
    pub unplaced_rows: u64,
    /// Failed and challenged probes in the time, each while a quorum saw the site up.
    pub failures: Failures,
}

/// Time up in the time asked, without an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpTime {
    /// Part of the time asked that was certainly up, in microseconds.
    pub up_us: i64,
    /// Length of the time asked, in microseconds.
    pub length_us: i64,
    /// Probes with a known result in the time asked.
    pub probes: ProbeCount,
    /// Failed or challenged probes of a minority while a quorum saw the site up.
    pub failed: Failures,
    /// Part that nobody observed; `None` where there is none.
    pub unobserved: Option<Unobserved>,
    /// Length beyond which no two probes in a row are apart where they were observed, as in
    /// [`CompleteView`].
    pub furthest_us: Option<i64>,
    /// Outages that may reach into the time before its first probe or behind its last.
    pub outages_beside: usize,
}

/// Probes of a vantage in the time asked, around a [`CompleteView`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VantageView {
    /// Name of the vantage.
    pub vantage: String,
    /// Probes with a known result in the time that count.
    pub probes: ProbeCount,
    /// Failed probes in it that are set aside (M15).
    pub set_aside: ProbeCount,
}

/// No outage in what was observed of the time asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoneSeen {
    /// Observed part of the time asked, in microseconds.
    pub observed_us: i64,
    /// Part of it that was certainly up, in microseconds.
    pub up_us: i64,
    /// Length of the time asked, in microseconds.
    pub length_us: i64,
    /// Length of the shortest time that the claim can ask about, in microseconds: that of one
    /// moment of its publication.
    pub shortest_us: i64,
    /// Part of it that nobody observed; `None` where there is none.
    pub unobserved: Option<Unobserved>,
    /// Probes with a known result in it.
    pub probes: ProbeCount,
    /// Failed and challenged probes among them, each while a quorum saw the site up.
    pub failures: Failures,
    /// Length beyond which no two probes in a row are apart where they were observed, as in
    /// [`CompleteView`].
    pub furthest_us: Option<i64>,
    /// Length beyond which none are, where the site was up throughout and the probes are too far
    /// apart for a complete view (M19); else `None`.
    pub too_far_apart_us: Option<i64>,
}
