//! The column `data`: what a piece needs besides its runs, as JSON. It stands in the first run of
//! the piece.

use super::numbers::Numbers;
use crate::clock::Instant;
use crate::model::{Class, Edge, EdgeRow, Piece};
use serde::{Deserialize, Serialize};

/// The text's shape.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    head: Moment,
    tail: Option<Moment>,
    /// Length in microseconds and how often.
    pub(super) intervals: Vec<(i64, u64)>,
    pub(super) longest_inside_us: i64,
    pub(super) duplicates: u64,
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
    class: String,
    cause: String,
    latency_us: Option<i64>,
    file: u32,
    line: u64,
}

/// The class of a word.
pub(super) fn class(word: &str) -> Option<Class> {
    Class::ALL.into_iter().find(|class| class.word() == word)
}

impl Data {
    /// That of a piece whose files are numbered from `first_file` on.
    pub(super) fn of(piece: &Piece, causes: &[String], first_file: u32) -> Data {
        let moment = |edge: &Edge| Moment {
            at_us: edge.at.0,
            duplicates: edge.duplicates,
            rows: edge.rows.iter().map(|row| written(row, causes, first_file)).collect(),
        };
        Data {
            head: moment(&piece.head),
            tail: piece.tail.as_ref().map(moment),
            intervals: piece.intervals.clone(),
            longest_inside_us: piece.longest_inside_us,
            duplicates: piece.duplicates,
        }
    }

    /// The first and the last moment; `None` where they say what cannot be.
    pub(super) fn edges(&self, numbers: &mut Numbers<'_>) -> Option<(Edge, Option<Edge>)> {
        let head = self.head.edge(numbers)?;
        let tail = match &self.tail {
            None => None,
            Some(tail) => Some(tail.edge(numbers).filter(|tail| head.at < tail.at)?),
        };
        Some((head, tail))
    }
}

impl Moment {
    fn edge(&self, numbers: &mut Numbers<'_>) -> Option<Edge> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            rows.push(EdgeRow {
                class: class(&row.class)?,
                cause: numbers.cause(&row.cause),
                latency_us: row.latency_us,
                place: numbers.place(i64::from(row.file), i64::try_from(row.line).ok()?)?,
            });
        }
        let fits =
            !rows.is_empty() && rows.iter().all(|row| row.latency_us.is_none_or(|us| us >= 0));
        fits.then_some(Edge { at: Instant(self.at_us), rows, duplicates: self.duplicates })
    }
}

fn written(row: &EdgeRow, causes: &[String], first_file: u32) -> Row {
    Row {
        class: row.class.word().to_owned(),
        cause: causes.get(usize::from(row.cause.0)).cloned().unwrap_or_default(),
        latency_us: row.latency_us,
        file: row.place.file.saturating_sub(first_file).saturating_add(1),
        line: row.place.line,
    }
}
