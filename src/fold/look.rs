//! One look: the rows of one series at one moment, become one (M8).

use crate::clock::Instant;
use crate::model::{CauseId, Class, Place, Sample};

/// Rows of one moment compared one by one; of more, the rest are taken as repeats.
const COMPARED: usize = 16;

/// The rows of one moment.
#[derive(Debug)]
pub(super) struct Moment {
    rows: Vec<Sample>,
    duplicates: u64,
}

/// What the rows of one moment say together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) at: Instant,
    pub(super) class: Class,
    pub(super) cause: CauseId,
    pub(super) latency_us: Option<i64>,
    pub(super) first_place: Place,
    pub(super) last_place: Place,
    pub(super) conflict: bool,
}

impl Moment {
    pub(super) fn new(row: Sample) -> Moment {
        Moment { rows: vec![row], duplicates: 0 }
    }

    pub(super) fn at(&self) -> Instant {
        self.rows[0].at
    }

    pub(super) fn duplicates(&self) -> u64 {
        self.duplicates
    }

    /// Takes one more row of the same moment; one that says just the same is a repeat.
    pub(super) fn add(&mut self, row: Sample) {
        let says = |a: &Sample| (a.class, a.cause, a.latency_us);
        if self.rows.len() == COMPARED || self.rows.iter().any(|held| says(held) == says(&row)) {
            self.duplicates += 1;
        } else {
            self.rows.push(row);
        }
    }

    /// Down only if all say so; else the best that any says. Rows that say nothing do not speak against the others.
    pub(super) fn look(&self) -> Look {
        let best = self.rows.iter().min_by_key(|row| (row.class, row.cause, row.latency_us, row.place)).unwrap_or(&self.rows[0]);
        let places = self.rows.iter().map(|row| row.place);
        Look {
            at: best.at,
            class: best.class,
            cause: best.cause,
            latency_us: best.latency_us,
            first_place: places.clone().min().unwrap_or(best.place),
            last_place: places.max().unwrap_or(best.place),
            conflict: self.rows.iter().any(|row| row.class != best.class && row.class != Class::Unusable),
        }
    }
}
