//! One probe at a site, and what probes in a row add up to (M5 to M8).

use crate::clock::Instant;
use crate::model::{Gap, PaceChange};

/// Position of a row: the number of its input file (in `Report::inputs`) and its line, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Index of the file among the inputs.
    pub file: u32,
    /// Line in that file, from 1; for Parquet, the row.
    pub line: u64,
}

/// A row of an archive, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// The file, as shown to readers.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// Id of the site.
    pub site: String,
    /// Moment of the probe.
    pub at: Instant,
    /// Name of its vantage; may be empty.
    pub vantage: String,
    /// Status that the row was read as.
    pub status: Status,
    /// Whether it stands until the next row of its series, as in a log of changes (M12).
    pub stands: bool,
    /// Text of the line.
    pub text: String,
}

/// Status of a site, as one probe saw it (M6).
///
/// ```
/// use corroborate::model::Status;
///
/// assert_eq!(Status::Challenged.as_str(), "challenged");
/// assert_eq!(Status::ALL.len(), 5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The page came.
    Up,
    /// The page came, but slower than `slow_ms`.
    Degraded,
    /// Someone answers, but not with the page: 401, 403, 407, 429, 451.
    Challenged,
    /// A server error, or no answer.
    Down,
    /// Nobody knows: the archive says so, or the row cannot be read.
    Unknown,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 5] =
        [Status::Up, Status::Degraded, Status::Challenged, Status::Down, Status::Unknown];

    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Up => "up",
            Status::Degraded => "degraded",
            Status::Challenged => "challenged",
            Status::Down => "down",
            Status::Unknown => "unknown",
        }
    }
}

/// Number of a cause (a status code or an error word) in [`Record::causes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CauseId(pub u16);

/// A sample: one probe of one site from one vantage (M5).
///
/// ```
/// use corroborate::clock::Instant;
/// use corroborate::model::{CauseId, Location, Sample, Status};
///
/// let sample = Sample {
///     series: 0,
///     at: Instant(1_664_977_320_000_000),
///     status: Status::Down,
///     cause: CauseId(0),
///     latency_us: None,
///     location: Location { file: 0, line: 3 },
/// };
/// assert_eq!(sample.status.as_str(), "down");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Number of the series it belongs to.
    pub series: u32,
    /// Moment of the probe.
    pub at: Instant,
    /// Status of the site.
    pub status: Status,
    /// The status code or the error, as a word.
    pub cause: CauseId,
    /// Time to answer, in microseconds, where the archive has it.
    pub latency_us: Option<i64>,
    /// Row of the sample.
    pub location: Location,
}

#[cfg(test)]
impl Sample {
    /// Builds a sample of a site that is up, in the first line of a file.
    pub(crate) fn example(file: u32, at: i64) -> Sample {
        let location = Location { file, line: 1 };
        let (at, status, cause) = (Instant(at), Status::Up, CauseId(0));
        Sample { series: 0, at, status, cause, latency_us: None, location }
    }
}

/// Most runs that are held at once, of all series, whatever memory is given: some 3 GB.
pub const MOST_RUNS: usize = 10_000_000;

/// A sink that adds samples up.
pub trait SampleSink: Default + Send {
    /// Takes one sample, in the order of reading, with the words of the causes met so far, by
    /// number.
    fn push(&mut self, sample: Sample, causes: &[String]);

    /// Takes all samples of a file that comes next, which were added up elsewhere. `causes` are the
    /// words of the whole.
    fn follow(&mut self, file: Self, numbers: &IdMap, causes: &[String]);

    /// Says whether it holds as much as it may. It counts, so that it is not asked after each row.
    fn is_full(&self) -> bool {
        false
    }

    /// Says whether, as the sum of one file, it is as large as such a sum may be: the rest of the
    /// file is then handed on row by row.
    fn is_full_for_file(&self) -> bool {
        false
    }

    /// Returns the number of runs past which it is full.
    fn most_runs(&self) -> usize {
        MOST_RUNS
    }
}

/// A sink that keeps nothing.
impl SampleSink for () {
    fn push(&mut self, _: Sample, _: &[String]) {}

    fn follow(&mut self, (): (), _: &IdMap, _: &[String]) {}
}

/// Numbers of a file that was added up by itself, each with its number in the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdMap {
    /// Numbers of the series in the whole, by number in the file.
    pub series: Vec<u32>,
    /// Numbers of the causes in the whole, by number in the file.
    pub causes: Vec<CauseId>,
    /// Index of the file among the inputs.
    pub file: u32,
}

impl IdMap {
    /// Renumbers a cause.
    pub fn cause(&self, cause: CauseId) -> CauseId {
        self.causes.get(usize::from(cause.0)).copied().unwrap_or(cause)
    }

    /// Renumbers the position of a row.
    pub fn location(&self, location: Location) -> Location {
        Location { file: self.file, ..location }
    }
}

/// Key of a series: the probes of one source at one site from one vantage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// The site's id.
    pub site: String,
    /// The vantage's name.
    pub vantage: String,
    /// Index of the source among the incident's `[[probes]]`.
    pub source: usize,
}

/// Answer times of the probes in a run, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    /// Probes that have one.
    pub probes: u64,
    /// Sum of the answer times.
    pub sum_us: i64,
    /// The least.
    pub min_us: i64,
    /// The greatest.
    pub max_us: i64,
}

impl Latency {
    /// Adds up the answer times of both.
    pub fn and(self, other: Latency) -> Latency {
        Latency {
            probes: self.probes + other.probes,
            sum_us: self.sum_us.saturating_add(other.sum_us),
            min_us: self.min_us.min(other.min_us),
            max_us: self.max_us.max(other.max_us),
        }
    }
}

/// Shortest and longest of the intervals between neighbouring probes of a run, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntervalRange {
    /// Shortest interval; more than 0.
    pub shortest_us: i64,
    /// Longest interval.
    pub longest_us: i64,
}

impl IntervalRange {
    /// Widens a range of intervals, `None` where there is none yet, to hold one more.
    pub fn and(range: Option<IntervalRange>, interval_us: i64) -> IntervalRange {
        let one = IntervalRange { shortest_us: interval_us, longest_us: interval_us };
        range.map_or(one, |range| range.union(one))
    }

    /// Returns the range of the intervals of both.
    pub fn union(self, other: IntervalRange) -> IntervalRange {
        IntervalRange {
            shortest_us: self.shortest_us.min(other.shortest_us),
            longest_us: self.longest_us.max(other.longest_us),
        }
    }
}

/// Consecutive probes of one series with one status and no silence inside, whose rows all agree or
/// all disagree (M8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Status of all its probes.
    pub status: Status,
    /// Gap between the last known run before it and it; [`Gap::Observed`] where there is none.
    pub gap: Gap,
    /// The first probe.
    pub first: Instant,
    /// The last probe.
    pub last: Instant,
    /// Probes, that is moments: two rows at one moment are one probe.
    pub probes: u64,
    /// Intervals between its probes, which say how many of them lie in a part of the run; `None`
    /// for one probe.
    pub intervals: Option<IntervalRange>,
    /// Probes at which rows disagreed: none or all.
    pub conflicts: u64,
    /// Causes with their counts, by cause.
    pub causes: Vec<(CauseId, u64)>,
    /// Answer times, where the archive has them.
    pub latency: Option<Latency>,
    /// Row of the first probe.
    pub first_row: Location,
    /// Row of the last probe.
    pub last_row: Location,
}

impl Run {
    /// Says whether probes of two runs can be one run: of one status, and where the rows of each
    /// moment agree in both or in none. Failed probes are one run where they have one cause, so
    /// that the causes of any part of a run are known.
    pub(crate) fn is_like(&self, other: &Run) -> bool {
        let is_of_one_cause = || match (&self.causes[..], &other.causes[..]) {
            ([(own, _)], [(other, _)]) => own == other,
            _ => false,
        };
        self.status == other.status
            && (self.conflicts > 0) == (other.conflicts > 0)
            && (self.status != Status::Down || is_of_one_cause())
    }

    /// Adds a later run of the same status.
    pub fn append(&mut self, later: &Run) {
        let intervals = IntervalRange::and(self.intervals, later.first.since(self.last));
        self.intervals = Some(later.intervals.map_or(intervals, |later| intervals.union(later)));
        self.last = later.last;
        self.probes += later.probes;
        self.conflicts += later.conflicts;
        self.last_row = later.last_row;
        for (cause, probes) in &later.causes {
            Run::count(&mut self.causes, *cause, *probes);
        }
        self.latency = match (self.latency, later.latency) {
            (Some(a), Some(b)) => Some(a.and(b)),
            (a, b) => a.or(b),
        };
    }

    /// Counts probes of a cause, in a list in order of the causes' numbers.
    pub fn count(causes: &mut Vec<(CauseId, u64)>, cause: CauseId, probes: u64) {
        match causes.binary_search_by_key(&cause, |held| held.0) {
            Ok(at) => causes[at].1 += probes,
            Err(at) => causes.insert(at, (cause, probes)),
        }
    }
}

/// All that one series adds up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRecord {
    /// Site, vantage and source.
    pub key: SeriesKey,
    /// Runs, in order of time.
    pub runs: Vec<Run>,
    /// Middle one of its last nine intervals, in microseconds; `None` under two probes.
    pub pace_us: Option<i64>,
    /// Changes of its pace, in order of time (M7): the first
    /// [`MOST_PACE_CHANGES`](crate::model::MOST_PACE_CHANGES).
    pub pace_changes: Vec<PaceChange>,
    /// Probes taken.
    pub probes: u64,
    /// Rows that repeat an earlier row exactly.
    pub duplicates: u64,
    /// Probes at which rows disagreed.
    pub conflicts: u64,
}

/// A record: all runs that the samples add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Every series, by site, vantage and source.
    pub series: Vec<SeriesRecord>,
    /// The words of the causes, by [`CauseId`].
    pub causes: Vec<String>,
}
