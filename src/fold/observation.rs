//! One observation: the rows of one series at one moment, made one (M8).

use crate::clock::Instant;
use crate::model::{Boundary, BoundaryRow, CauseId, IdMap, Location, Sample, Status};
use std::cmp::Ordering;

/// Most different rows of one moment that are kept apart; of more, the least are kept and the rest
/// are taken as repeats.
const MOST_OTHERS: usize = 16;

/// Rows of one series at one moment, one at least. Most moments have a single row, and need no more
/// memory.
#[derive(Debug, Clone)]
pub(super) struct MomentRows {
    /// The least row in the order of [`compare`], which the observation follows.
    least: Sample,
    /// `None` where no other row was added.
    more: Option<Box<MoreRows>>,
}

/// Rows of a moment besides the least.
#[derive(Debug, Clone, Default)]
struct MoreRows {
    /// Rows that differ from the least and from each other, in the order of [`compare`].
    others: Vec<Sample>,
    /// Rows that repeat one of those kept.
    duplicates: u64,
}

/// Observation: the rows of one moment, made one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Observation {
    pub(super) at: Instant,
    pub(super) status: Status,
    pub(super) cause: CauseId,
    /// Time to the answer, in microseconds; `None` where no row has one.
    pub(super) latency_us: Option<i64>,
    /// The least of the rows' locations.
    pub(super) first_row: Location,
    /// The greatest of the rows' locations.
    pub(super) last_row: Location,
    /// Whether the rows disagree.
    pub(super) conflict: bool,
}

impl MomentRows {
    /// Builds a moment of one row.
    pub(super) fn new(row: Sample) -> MomentRows {
        MomentRows { least: row, more: None }
    }

    /// Returns the moment.
    #[inline]
    pub(super) fn at(&self) -> Instant {
        self.least.at
    }

    /// Returns the file of the least row.
    #[inline]
    pub(super) fn file(&self) -> u32 {
        self.least.location.file
    }

    /// Counts the rows that repeat another.
    #[inline]
    pub(super) fn duplicates(&self) -> u64 {
        self.more.as_ref().map_or(0, |more| more.duplicates)
    }

    /// Counts the rows of the moment, repeats among them.
    pub(super) fn rows(&self) -> u64 {
        1 + self.others().len() as u64 + self.duplicates()
    }

    /// Begins the next moment with its first row.
    #[inline(always)]
    pub(super) fn restart(&mut self, row: Sample) {
        self.least = row;
        if let Some(more) = &mut self.more {
            more.others.clear();
            more.duplicates = 0;
        }
    }

    /// Takes one more row of this moment. An equal row is a repeat, and the earlier location of the
    /// two is kept.
    ///
    /// The rows that are kept do not depend on the order in which they come.
    pub(super) fn add(&mut self, row: Sample, causes: &[String]) {
        let more = self.more.get_or_insert_default();
        let repeated = match compare(&row, &self.least, causes) {
            Ordering::Equal => Some(&mut self.least),
            Ordering::Less => {
                let before = std::mem::replace(&mut self.least, row);
                more.others.insert(0, before);
                None
            }
            Ordering::Greater => {
                match more.others.binary_search_by(|held| compare(held, &row, causes)) {
                    Ok(at) => more.others.get_mut(at),
                    Err(at) => {
                        more.others.insert(at, row);
                        None
                    }
                }
            }
        };
        if let Some(held) = repeated {
            more.duplicates += 1;
            held.location = held.location.min(row.location);
        }
        if more.others.len() == MOST_OTHERS {
            more.others.pop();
            more.duplicates += 1;
        }
    }

    /// Adds the rows that another segment has of this moment.
    pub(super) fn merge(&mut self, other: MomentRows, causes: &[String]) {
        let more = other.more.map(|more| *more).unwrap_or_default();
        self.count_duplicates(more.duplicates);
        self.add(other.least, causes);
        more.others.into_iter().for_each(|row| self.add(row, causes));
    }

    /// Builds the moment of a boundary of a file; `None` where the boundary has no row.
    pub(super) fn from_boundary(
        boundary: &Boundary,
        series: u32,
        causes: &[String],
    ) -> Option<MomentRows> {
        let row = |row: &BoundaryRow| {
            let BoundaryRow { status, cause, latency_us, location } = *row;
            Sample { series, at: boundary.at, status, cause, latency_us, location }
        };
        let mut rows = boundary.rows.iter().map(row);
        let mut moment = MomentRows::new(rows.next()?);
        moment.count_duplicates(boundary.duplicates);
        rows.for_each(|row| moment.add(row, causes));
        Some(moment)
    }

    /// Returns the moment as a boundary for a file.
    pub(super) fn to_boundary(&self) -> Boundary {
        let row = |row: &Sample| BoundaryRow {
            status: row.status,
            cause: row.cause,
            latency_us: row.latency_us,
            location: row.location,
        };
        let rows = std::iter::once(&self.least).chain(self.others());
        Boundary { at: self.at(), rows: rows.map(row).collect(), duplicates: self.duplicates() }
    }

    /// Gives the rows the numbers of the whole archive in place of those of their file.
    pub(super) fn renumber(&mut self, series: u32, ids: &IdMap) {
        let others = self.more.iter_mut().flat_map(|more| &mut more.others);
        for row in std::iter::once(&mut self.least).chain(others) {
            row.series = series;
            row.cause = ids.cause(row.cause);
            row.location = ids.location(row.location);
        }
    }

    /// Counts rows that repeat another.
    fn count_duplicates(&mut self, rows: u64) {
        if rows > 0 {
            self.more.get_or_insert_default().duplicates += rows;
        }
    }

    /// Returns the rows that differ from the least, in the order of [`compare`].
    fn others(&self) -> &[Sample] {
        self.more.as_ref().map_or(&[], |more| &more.others)
    }

    /// Makes the rows one: down only where all rows are down, else the best status of any. An
    /// row whose result is unknown does not contradict the others.
    #[inline(always)]
    pub(super) fn observation(&self) -> Observation {
        let Sample { at, status, cause, latency_us, location, .. } = self.least;
        let mut observation = Observation {
            at,
            status,
            cause,
            latency_us,
            first_row: location,
            last_row: location,
            conflict: false,
        };
        for other in self.others() {
            observation.first_row = observation.first_row.min(other.location);
            observation.last_row = observation.last_row.max(other.location);
            observation.conflict |= other.status != status && other.status != Status::Unknown;
        }
        observation
    }
}

/// Compares rows by status, cause and latency. The words of causes count and not their numbers, as
/// numbers follow the order of reading.
fn compare(a: &Sample, b: &Sample, causes: &[String]) -> Ordering {
    let word = |cause: CauseId| causes.get(usize::from(cause.0));
    let by_cause =
        || if a.cause == b.cause { Ordering::Equal } else { word(a.cause).cmp(&word(b.cause)) };
    a.status.cmp(&b.status).then_with(by_cause).then_with(|| a.latency_us.cmp(&b.latency_us))
}
