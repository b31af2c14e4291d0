//! One probe: the rows of one series at one moment, become one (M8).

use crate::clock::Instant;
use crate::model::{Boundary, BoundaryRow, CauseId, IdMap, Location, Sample, Status};
use std::cmp::Ordering;

/// Different rows of one moment that are told apart; of more, the least are kept and the rest are
/// taken as repeats.
const COMPARED: usize = 16;

/// The rows of one moment. Most moments have one row, and need no more memory.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    /// The least row, by what it says: what the probe says.
    least: Sample,
    /// `None` where it is the only one.
    crowd: Option<Box<Crowd>>,
}

/// The other rows of a moment.
#[derive(Debug, Clone, Default)]
struct Crowd {
    /// Those that say something else, in order of what they say.
    others: Vec<Sample>,
    duplicates: u64,
}

/// What the rows of one moment say together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Probe {
    pub(super) at: Instant,
    pub(super) status: Status,
    pub(super) cause: CauseId,
    pub(super) latency_us: Option<i64>,
    pub(super) first_row: Location,
    pub(super) last_row: Location,
    pub(super) conflict: bool,
}

impl Moment {
    pub(super) fn new(row: Sample) -> Moment {
        Moment { least: row, crowd: None }
    }

    #[inline]
    pub(super) fn at(&self) -> Instant {
        self.least.at
    }

    /// The file of one of its rows.
    #[inline]
    pub(super) fn file(&self) -> u32 {
        self.least.location.file
    }

    /// Rows that repeat another.
    #[inline]
    pub(super) fn duplicates(&self) -> u64 {
        self.crowd.as_ref().map_or(0, |crowd| crowd.duplicates)
    }

    /// Rows that were added.
    pub(super) fn rows(&self) -> u64 {
        1 + self.others().len() as u64 + self.duplicates()
    }

    /// Begins the next moment with its first row.
    #[inline(always)]
    pub(super) fn restart(&mut self, row: Sample) {
        self.least = row;
        if let Some(crowd) = &mut self.crowd {
            crowd.others.clear();
            crowd.duplicates = 0;
        }
    }

    /// Takes one more row of the same moment; one that says just the same is a repeat, and its
    /// place counts where it is the earlier one.
    ///
    /// What is kept does not depend on the order in which rows come.
    pub(super) fn add(&mut self, row: Sample, causes: &[String]) {
        let crowd = self.crowd.get_or_insert_default();
        let repeated = match says(&row, &self.least, causes) {
            Ordering::Equal => Some(&mut self.least),
            Ordering::Less => {
                let before = std::mem::replace(&mut self.least, row);
                crowd.others.insert(0, before);
                None
            }
            Ordering::Greater => {
                match crowd.others.binary_search_by(|held| says(held, &row, causes)) {
                    Ok(at) => crowd.others.get_mut(at),
                    Err(at) => {
                        crowd.others.insert(at, row);
                        None
                    }
                }
            }
        };
        if let Some(held) = repeated {
            crowd.duplicates += 1;
            held.location = held.location.min(row.location);
        }
        if crowd.others.len() == COMPARED {
            crowd.others.pop();
            crowd.duplicates += 1;
        }
    }

    /// Adds the rows of the same moment that another piece has.
    pub(super) fn absorb(&mut self, other: Moment, causes: &[String]) {
        let crowd = other.crowd.map(|crowd| *crowd).unwrap_or_default();
        self.repeat(crowd.duplicates);
        [other.least].into_iter().chain(crowd.others).for_each(|row| self.add(row, causes));
    }

    /// The moment of an edge; `None` where it has no row.
    pub(super) fn of(edge: &Boundary, series: u32, causes: &[String]) -> Option<Moment> {
        let row = |row: &BoundaryRow| {
            let BoundaryRow { status, cause, latency_us, location } = *row;
            Sample { series, at: edge.at, status, cause, latency_us, location }
        };
        let mut rows = edge.rows.iter().map(row);
        let mut moment = Moment::new(rows.next()?);
        moment.repeat(edge.duplicates);
        rows.for_each(|row| moment.add(row, causes));
        Some(moment)
    }

    /// The same as plain data.
    pub(super) fn edge(&self) -> Boundary {
        let row = |row: &Sample| BoundaryRow {
            status: row.status,
            cause: row.cause,
            latency_us: row.latency_us,
            location: row.location,
        };
        let rows = [&self.least].into_iter().chain(self.others()).map(row).collect();
        Boundary { at: self.at(), rows, duplicates: self.duplicates() }
    }

    /// Gives its rows the numbers of the whole.
    pub(super) fn renumber(&mut self, series: u32, numbers: &IdMap) {
        let others = self.crowd.iter_mut().flat_map(|crowd| &mut crowd.others);
        for row in [&mut self.least].into_iter().chain(others) {
            (row.series, row.cause, row.location) =
                (series, numbers.cause(row.cause), numbers.location(row.location));
        }
    }

    /// Counts rows that repeat another.
    fn repeat(&mut self, rows: u64) {
        if rows > 0 {
            self.crowd.get_or_insert_default().duplicates += rows;
        }
    }

    fn others(&self) -> &[Sample] {
        self.crowd.as_ref().map_or(&[], |crowd| &crowd.others)
    }

    /// Down only if all say so; else the best that any says. Rows that say nothing do not speak
    /// against the others.
    #[inline(always)]
    pub(super) fn probe(&self) -> Probe {
        let Sample { at, status, cause, latency_us, location, .. } = self.least;
        let mut probe = Probe {
            at,
            status,
            cause,
            latency_us,
            first_row: location,
            last_row: location,
            conflict: false,
        };
        for other in self.others() {
            probe.first_row = probe.first_row.min(other.location);
            probe.last_row = probe.last_row.max(other.location);
            probe.conflict |= other.status != status && other.status != Status::Unusable;
        }
        probe
    }
}

/// The order of rows by what they say. The word of a cause and not its number: numbers follow the
/// order of reading.
fn says(a: &Sample, b: &Sample, causes: &[String]) -> Ordering {
    let word = |cause: CauseId| causes.get(usize::from(cause.0));
    let by_cause =
        || if a.cause == b.cause { Ordering::Equal } else { word(a.cause).cmp(&word(b.cause)) };
    a.status.cmp(&b.status).then_with(by_cause).then_with(|| a.latency_us.cmp(&b.latency_us))
}
