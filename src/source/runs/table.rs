//! Pieces as rows of a file of runs.

use super::cells::{Cell, Cells};
use super::data::Data;
use crate::model::{CauseId, Piece, Run, SeriesKey};
use serde::Serializer;
use std::borrow::Cow;

/// Bytes that the causes of most runs need.
const ROOM: usize = 32;

/// The names behind the numbers of pieces that are to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) keys: &'a [SeriesKey],
    pub(super) causes: &'a [String],
    /// Number of the first probe log among the inputs.
    pub(super) first_file: u32,
}

impl<'a> Written<'a> {
    /// The rows of a piece; none where its series has no name.
    pub(super) fn rows(&self, piece: &Piece) -> Vec<Cells<'a>> {
        let Some(key) = self.keys.get(piece.series as usize) else { return Vec::new() };
        let mut rows: Vec<Cells<'a>> = piece.runs.iter().map(|run| self.row(key, run)).collect();
        if let Some(data) = rows.first_mut().and_then(|row| row.last_mut()) {
            // Numbers, words and lists of them: nothing that JSON cannot hold.
            *data = Cell::Text(serde_json::to_string(&Data::of(piece, self.causes, self.first_file)).unwrap_or_default().into());
        }
        rows
    }

    fn row(&self, key: &'a SeriesKey, run: &Run) -> Cells<'a> {
        let whole = |number: u64| Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX));
        let file = |file: u32| Cell::Whole(i64::from(file.saturating_sub(self.first_file)) + 1);
        let us = |us: Option<i64>| us.map_or(Cell::Missing, Cell::Whole);
        [
            whole(key.source as u64 + 1),
            Cell::Text(Cow::from(&key.site)),
            Cell::Text(Cow::from(&key.vantage)),
            // A fold writes each series in one piece.
            Cell::Whole(1),
            Cell::Text(run.class.word().into()),
            Cell::Whole(run.first.0),
            Cell::Whole(run.last.0),
            whole(run.looks),
            whole(run.conflicts),
            Cell::Text(self.causes(&run.causes).into()),
            whole(run.latency.map_or(0, |latency| latency.looks)),
            us(run.latency.map(|latency| latency.sum_us)),
            us(run.latency.map(|latency| latency.min_us)),
            us(run.latency.map(|latency| latency.max_us)),
            file(run.first_place.file),
            whole(run.first_place.line),
            file(run.last_place.file),
            whole(run.last_place.line),
            Cell::Missing,
        ]
    }

    /// Causes with their counts, by word, as JSON.
    fn causes(&self, counts: &[(CauseId, u64)]) -> String {
        let word = |cause: CauseId| self.causes.get(usize::from(cause.0)).map_or("", String::as_str);
        let mut words: Vec<(&str, u64)> = counts.iter().map(|(cause, count)| (word(*cause), *count)).collect();
        words.sort_unstable();
        let mut json = Vec::with_capacity(ROOM);
        // Words and numbers: nothing that JSON cannot hold.
        let _ = serde_json::Serializer::new(&mut json).collect_map(words);
        String::from_utf8(json).unwrap_or_default()
    }
}
