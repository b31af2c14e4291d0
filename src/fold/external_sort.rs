//! Series whose rows came out of order: held compactly, sorted, and folded then. What does not fit
//! into memory goes to a file.

use super::histogram::Histogram;
use super::packed_sample::Row;
use super::segment::Segment;
use super::segment_builder::Stream;
use super::spill::{Spill, SpillError};
use super::{SeriesLog, Unsettled};
use crate::clock::Instant;
use crate::model::Sample;
use std::collections::BTreeMap;

/// Bytes that rows to be sorted may take unless somebody says otherwise: forty million rows.
pub const MEMORY: u64 = 1 << 30;

/// Holds the rows of the series that need sorting; all other rows pass by.
#[derive(Debug, Default)]
pub struct Sorter {
    /// By number of the series; `None` for those that pass by.
    rows: Vec<Option<Vec<Row>>>,
    /// Bytes that the rows may take, and those that they have taken.
    memory: u64,
    taken: u64,
    spill: Spill,
}

/// The series that were sorted, each in one piece.
#[derive(Debug, Default)]
pub struct Sorted {
    pub(super) segments: Vec<(u32, Option<Segment>)>,
}

impl Sorter {
    /// A sorter for these series that takes no more than so many bytes for their rows. Where they
    /// all fit, each has its room at once: rows that moved as they become more would leave as much
    /// unused room behind.
    pub fn of(unsettled: &[Unsettled], memory: u64) -> Sorter {
        let mut sorter = Sorter { memory, ..Sorter::default() };
        let fits = Row::bytes(unsettled.iter().map(|one| one.rows as usize).sum()) <= memory;
        for one in unsettled {
            let mut rows = Vec::new();
            // Too much for the system is no harm: then room is made row by row, and what is too
            // much goes to the file.
            if fits && rows.try_reserve_exact(one.rows as usize).is_ok() {
                sorter.taken += Row::bytes(rows.capacity());
            }
            let number = one.series as usize;
            sorter.rows.resize_with(sorter.rows.len().max(number + 1), || None);
            sorter.rows[number] = Some(rows);
        }
        sorter
    }

    /// Whether it has no series to hold, so that nothing needs a second reading.
    pub fn is_idle(&self) -> bool {
        self.rows.is_empty()
    }

    /// Holds the sample if its series is one of ours. Where a file is needed and cannot be written,
    /// [`Sorter::sorted`] says so.
    pub fn push(&mut self, sample: Sample) {
        let Some(Some(rows)) = self.rows.get_mut(sample.series as usize) else { return };
        if rows.len() < rows.capacity() {
            return rows.push(Row::of(&sample));
        }
        // Asked for by ourselves, so that what is taken is known; while rows move, the old place
        // counts too.
        let (before, after) = (rows.capacity(), (2 * rows.capacity()).max(LEAST));
        if self.taken.saturating_add(Row::bytes(after)) > self.memory && self.taken > 0 {
            self.spill();
            return self.push(sample);
        }
        rows.reserve_exact(after - before);
        rows.push(Row::of(&sample));
        self.taken += Row::bytes(after - before);
    }

    /// Puts all held rows into the file.
    fn spill(&mut self) {
        self.taken = 0;
        let held = (0..).zip(&mut self.rows).filter_map(|(series, rows)| {
            let rows = rows.as_mut()?;
            rows.sort_unstable();
            Some((series, std::mem::take(rows)))
        });
        self.spill.add(held);
    }

    /// Each series' rows in order of time, folded with the limit that its own intervals give.
    ///
    /// # Errors
    /// Where the file that was needed could not be written or read.
    pub fn sorted(mut self, log: SeriesLog<'_>) -> Result<Sorted, SpillError> {
        if !self.spill.is_empty() {
            self.spill();
            return self.through_file(log);
        }
        let fold = |(series, rows): (u32, Option<Vec<Row>>)| {
            let mut rows = rows?;
            rows.sort_unstable();
            let mut pace = Pace::default();
            rows.iter().for_each(|row| pace.see(row));
            let mut stream = Stream::with_limit(pace.limit_us(series, log));
            rows.iter().for_each(|row| take(&mut stream, row.sample(series), log.causes));
            Some((series, stream.finish()))
        };
        Ok(Sorted { segments: (0..).zip(self.rows).filter_map(fold).collect() })
    }

    /// The same from the file, in two passes: one for the intervals, and one for the runs.
    fn through_file(mut self, log: SeriesLog<'_>) -> Result<Sorted, SpillError> {
        let mut limits: BTreeMap<u32, Option<i64>> = BTreeMap::new();
        let mut pace: Option<(u32, Pace)> = None;
        self.spill.merged(self.memory, |series, row| {
            if pace.as_ref().is_none_or(|(current, _)| *current != series) {
                limits
                    .extend(pace.take().map(|(series, pace)| (series, pace.limit_us(series, log))));
            }
            pace.get_or_insert_with(|| (series, Pace::default())).1.see(&row);
        })?;
        limits.extend(pace.map(|(series, pace)| (series, pace.limit_us(series, log))));
        let mut segments: Vec<(u32, Option<Segment>)> = Vec::new();
        let mut stream: Option<(u32, Stream)> = None;
        self.spill.merged(self.memory, |series, row| {
            if stream.as_ref().is_none_or(|(current, _)| *current != series) {
                segments.extend(stream.take().map(|(series, stream)| (series, stream.finish())));
            }
            let limit_us = limits.get(&series).copied().flatten();
            let (_, stream) = stream.get_or_insert_with(|| (series, Stream::with_limit(limit_us)));
            take(stream, row.sample(series), log.causes);
        })?;
        segments.extend(stream.map(|(series, stream)| (series, stream.finish())));
        Ok(Sorted { segments })
    }
}

/// Rows for which room is made at first.
const LEAST: usize = 4;

/// The intervals of sorted rows.
#[derive(Debug, Default)]
struct Pace {
    intervals: Histogram,
    last: Option<Instant>,
}

impl Pace {
    fn see(&mut self, row: &Row) {
        match self.last.replace(row.at()) {
            Some(last) if last < row.at() => self.intervals.add(row.at().since(last)),
            _ => {}
        }
    }

    fn limit_us(&self, series: u32, log: SeriesLog<'_>) -> Option<i64> {
        log.provisional_limit(series as usize, &self.intervals)
    }
}

/// Hands on the next of sorted rows: what is behind a silence is still the next.
fn take(stream: &mut Stream, row: Sample, causes: &[String]) {
    if !stream.push(row) && !stream.push_other(row, causes) {
        stream.go_on(row);
    }
}
