//! The column `data`: all that a segment needs besides its runs, as JSON. It stands in the first
//! run of the segment.

use crate::clock::Instant;
use crate::model::{
    Boundary, BoundaryRow, EndIntervals, Gap, Interval, MOST_PACE_CHANGES, PaceChange, Segment,
    Status,
};
use crate::runs::id_map::RunsIdMap;
use serde::{Deserialize, Serialize};

/// Data of a segment besides its runs.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SegmentJson {
    head: BoundaryJson,
    tail: Option<BoundaryJson>,
    intervals: IntervalsJson,
    /// Changes of pace: moment, and the lengths before and after it, all in microseconds.
    changes: Vec<(i64, i64, i64)>,
    /// Repeated rows between the two boundaries.
    pub(crate) duplicates: u64,
}

/// First and last intervals between known probes, each with its beginning and its length in
/// microseconds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IntervalsJson {
    /// First intervals, by time; may be empty.
    first: Vec<(i64, i64)>,
    /// Last intervals, by time; may be empty.
    last: Vec<(i64, i64)>,
    /// Number of all intervals of the segment.
    count: u64,
}

/// First or last moment of a segment.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundaryJson {
    /// Moment, in microseconds since 1970.
    at_us: i64,
    /// Rows that repeat another of this moment exactly.
    duplicates: u64,
    /// Different rows of the moment, at least one.
    rows: Vec<RowJson>,
}

/// Row of a boundary.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowJson {
    status: String,
    cause: String,
    /// Answer time in microseconds, where there is one.
    latency_us: Option<i64>,
    /// Number of the input in the file of runs, from 1.
    file: u32,
    line: u64,
}

/// Limit of moments in microseconds before and after 1970: some hundred thousand years.
pub(crate) const MOST_AT: i64 = i64::MAX / 4;

/// Gives the gap with a word; `None` where there is none.
pub(crate) fn gap(word: &str) -> Option<Gap> {
    Gap::ALL.into_iter().find(|gap| gap.as_str() == word)
}

/// Gives the status with a word; `None` where there is none.
pub(crate) fn status(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.as_str() == word)
}

impl SegmentJson {
    /// Makes the data of a segment whose files are numbered from `first_file` on.
    pub(crate) fn of(segment: &Segment, causes: &[String], first_file: u32) -> SegmentJson {
        let boundary = |boundary: &Boundary| BoundaryJson {
            at_us: boundary.at.0,
            duplicates: boundary.duplicates,
            rows: boundary.rows.iter().map(|row| row_json(row, causes, first_file)).collect(),
        };
        SegmentJson {
            head: boundary(&segment.head),
            tail: segment.tail.as_ref().map(boundary),
            intervals: IntervalsJson::of(&segment.intervals),
            changes: segment.changes.iter().map(change_json).collect(),
            duplicates: segment.duplicates,
        }
    }

    /// Gives the first and the last moment; `None` where they say what cannot be.
    pub(crate) fn boundaries(
        &self,
        numbers: &mut RunsIdMap<'_>,
    ) -> Option<(Boundary, Option<Boundary>)> {
        let head = self.head.boundary(numbers)?;
        let tail = match &self.tail {
            None => None,
            Some(tail) => Some(tail.boundary(numbers).filter(|tail| head.at < tail.at)?),
        };
        Some((head, tail))
    }
}

impl SegmentJson {
    /// Gives the first and the last intervals; `None` where they say what cannot be.
    pub(crate) fn intervals(&self) -> Option<EndIntervals> {
        let IntervalsJson { first, last, count } = &self.intervals;
        let kept = usize::try_from(*count).unwrap_or(usize::MAX).min(EndIntervals::KEPT);
        let has_all = first.len() == kept && last.len() == kept;
        let read = |list: &[(i64, i64)]| {
            let interval = |(from, us): &(i64, i64)| Interval { from: Instant(*from), us: *us };
            list.iter().map(interval).collect::<Vec<Interval>>()
        };
        let intervals = EndIntervals { first: read(first), last: read(last), count: *count };
        let fits = has_all && are_intervals(&intervals.first) && are_intervals(&intervals.last);
        fits.then_some(intervals)
    }

    /// Gives the changes of pace; `None` where they say what cannot be.
    pub(crate) fn changes(&self) -> Option<Vec<PaceChange>> {
        let change = |(at, from_us, to_us): &(i64, i64, i64)| {
            let has_lengths = is_length(*from_us) && is_length(*to_us) && is_moment(*at);
            let (at, from_us, to_us) = (Instant(*at), *from_us, *to_us);
            has_lengths.then_some(PaceChange { at, from_us, to_us })
        };
        let changes: Vec<PaceChange> = self.changes.iter().map(change).collect::<Option<_>>()?;
        let is_rising = changes.windows(2).all(|pair| pair[0].at < pair[1].at);
        (is_rising && changes.len() <= MOST_PACE_CHANGES).then_some(changes)
    }
}

impl IntervalsJson {
    /// Writes the intervals at both ends of a segment.
    fn of(intervals: &EndIntervals) -> IntervalsJson {
        let pairs = |list: &[Interval]| list.iter().map(|one| (one.from.0, one.us)).collect();
        IntervalsJson {
            first: pairs(&intervals.first),
            last: pairs(&intervals.last),
            count: intervals.count,
        }
    }
}

/// Makes the JSON of a change of pace.
fn change_json(change: &PaceChange) -> (i64, i64, i64) {
    (change.at.0, change.from_us, change.to_us)
}

/// Says whether intervals follow each other, each with a length that fits before the next.
fn are_intervals(list: &[Interval]) -> bool {
    let is_one = |one: &Interval| is_length(one.us) && is_moment(one.from.0);
    let follow = |pair: &[Interval]| pair[0].us <= pair[1].from.since(pair[0].from);
    list.iter().all(is_one) && list.windows(2).all(follow)
}

/// Says whether a number can be the length of an interval, in microseconds.
fn is_length(us: i64) -> bool {
    (1..MOST_AT).contains(&us)
}

/// Says whether a number can be a moment, in microseconds since 1970.
fn is_moment(us: i64) -> bool {
    (-MOST_AT..MOST_AT).contains(&us)
}

impl BoundaryJson {
    /// Gives the boundary in the numbers of the reading; `None` where it says what cannot be.
    fn boundary(&self, numbers: &mut RunsIdMap<'_>) -> Option<Boundary> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            rows.push(BoundaryRow {
                status: status(&row.status)?,
                cause: numbers.cause(&row.cause),
                latency_us: row.latency_us,
                location: numbers.location(i64::from(row.file), i64::try_from(row.line).ok()?)?,
            });
        }
        let fits = is_moment(self.at_us)
            && !rows.is_empty()
            && rows.iter().all(|row| row.latency_us.is_none_or(|us| us >= 0));
        fits.then_some(Boundary { at: Instant(self.at_us), rows, duplicates: self.duplicates })
    }
}

/// Makes the JSON of a row.
fn row_json(row: &BoundaryRow, causes: &[String], first_file: u32) -> RowJson {
    RowJson {
        status: row.status.as_str().to_owned(),
        cause: causes.get(usize::from(row.cause.0)).cloned().unwrap_or_default(),
        latency_us: row.latency_us,
        file: row.location.file.saturating_sub(first_file).saturating_add(1),
        line: row.location.line,
    }
}
