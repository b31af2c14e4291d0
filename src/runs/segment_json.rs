//! The column `data`: all that a segment needs besides its runs, as JSON. It stands in the first
//! run of the segment.

use crate::clock::Instant;
use crate::model::{Boundary, BoundaryRow, Segment, Status};
use crate::runs::renumber::Renumbering;
use serde::{Deserialize, Serialize};

/// Data of a segment besides its runs.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SegmentJson {
    head: BoundaryJson,
    tail: Option<BoundaryJson>,
    /// Lengths in microseconds, each with its count.
    pub(crate) intervals: Vec<(i64, u64)>,
    /// Longest interval inside a run, in microseconds.
    pub(crate) longest_inside_us: i64,
    /// Repeated rows between the two boundaries.
    pub(crate) duplicates: u64,
}

/// First or last moment of a segment.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundaryJson {
    at_us: i64,
    duplicates: u64,
    rows: Vec<RowJson>,
}

/// Row of a boundary.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowJson {
    status: String,
    cause: String,
    latency_us: Option<i64>,
    file: u32,
    line: u64,
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
            intervals: segment.intervals.clone(),
            longest_inside_us: segment.longest_inside_us,
            duplicates: segment.duplicates,
        }
    }

    /// Gives the first and the last moment; `None` where they say what cannot be.
    pub(crate) fn boundaries(
        &self,
        numbers: &mut Renumbering<'_>,
    ) -> Option<(Boundary, Option<Boundary>)> {
        let head = self.head.boundary(numbers)?;
        let tail = match &self.tail {
            None => None,
            Some(tail) => Some(tail.boundary(numbers).filter(|tail| head.at < tail.at)?),
        };
        Some((head, tail))
    }
}

impl BoundaryJson {
    /// Gives the boundary in the numbers of the reading; `None` where it says what cannot be.
    fn boundary(&self, numbers: &mut Renumbering<'_>) -> Option<Boundary> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            rows.push(BoundaryRow {
                status: status(&row.status)?,
                cause: numbers.cause(&row.cause),
                latency_us: row.latency_us,
                location: numbers.location(i64::from(row.file), i64::try_from(row.line).ok()?)?,
            });
        }
        let fits =
            !rows.is_empty() && rows.iter().all(|row| row.latency_us.is_none_or(|us| us >= 0));
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
