//! The column `data`: what a piece needs besides its runs, as JSON. It stands in the first run of
//! the piece.

use crate::clock::Instant;
use crate::model::{Boundary, BoundaryRow, Segment, Status};
use crate::runs::renumber::Renumbering;
use serde::{Deserialize, Serialize};

/// The text's shape.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Data {
    head: Moment,
    tail: Option<Moment>,
    /// Length in microseconds and how often.
    pub(crate) intervals: Vec<(i64, u64)>,
    pub(crate) longest_inside_us: i64,
    pub(crate) duplicates: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moment {
    at_us: i64,
    duplicates: u64,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    status: String,
    cause: String,
    latency_us: Option<i64>,
    file: u32,
    line: u64,
}

/// The class of a word.
pub(crate) fn status(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.as_str() == word)
}

impl Data {
    /// That of a piece whose files are numbered from `first_file` on.
    pub(crate) fn of(segment: &Segment, causes: &[String], first_file: u32) -> Data {
        let moment = |edge: &Boundary| Moment {
            at_us: edge.at.0,
            duplicates: edge.duplicates,
            rows: edge.rows.iter().map(|row| written(row, causes, first_file)).collect(),
        };
        Data {
            head: moment(&segment.head),
            tail: segment.tail.as_ref().map(moment),
            intervals: segment.intervals.clone(),
            longest_inside_us: segment.longest_inside_us,
            duplicates: segment.duplicates,
        }
    }

    /// The first and the last moment; `None` where they say what cannot be.
    pub(crate) fn edges(
        &self,
        numbers: &mut Renumbering<'_>,
    ) -> Option<(Boundary, Option<Boundary>)> {
        let head = self.head.edge(numbers)?;
        let tail = match &self.tail {
            None => None,
            Some(tail) => Some(tail.edge(numbers).filter(|tail| head.at < tail.at)?),
        };
        Some((head, tail))
    }
}

impl Moment {
    fn edge(&self, numbers: &mut Renumbering<'_>) -> Option<Boundary> {
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

fn written(row: &BoundaryRow, causes: &[String], first_file: u32) -> Row {
    Row {
        status: row.status.as_str().to_owned(),
        cause: causes.get(usize::from(row.cause.0)).cloned().unwrap_or_default(),
        latency_us: row.latency_us,
        file: row.location.file.saturating_sub(first_file).saturating_add(1),
        line: row.location.line,
    }
}
