//! Series whose rows came out of order: packed, sorted, and folded then. Rows that do not fit into
//! memory go to a file.

use super::packed_sample::PackedSample;
use super::segment::FoldedSegment;
use super::segment_builder::SegmentBuilder;
use super::series_log::SeriesLog;
use super::series_to_sort::SeriesToSort;
use super::spill::{ChunkSeries, Spill, SpillError};
use crate::model::Sample;

/// Bytes that rows to be sorted may take unless the user says otherwise: forty million rows.
pub const DEFAULT_MEMORY: u64 = 1 << 30;

/// Rows of a series for which there is room at first.
const FIRST_ROOM: usize = 4;

/// Collects the rows of the series that need sorting; all other rows pass by.
#[derive(Debug, Default)]
pub struct Sorter {
    /// By number of the series; `None` for those that pass by.
    rows: Vec<Option<Vec<PackedSample>>>,
    /// Bytes that the rows may take.
    memory: u64,
    /// Bytes that the rows have taken.
    taken: u64,
    spill: Spill,
}

/// Series that were sorted, each in one segment.
#[derive(Debug, Default)]
pub struct Sorted {
    /// By number of the series; `None` where no row came.
    pub(super) segments: Vec<(u32, Option<FoldedSegment>)>,
}

impl Sorter {
    /// Builds a sorter for these series that takes at most `memory` bytes for their rows. Where
    /// they all fit, there is room for each at once: rows that moved as they become more would
    /// leave as much unused room behind.
    pub fn of(series: &[SeriesToSort], memory: u64) -> Sorter {
        let mut sorter = Sorter { memory, ..Sorter::default() };
        let all_rows = series.iter().map(|one| one.rows as usize).sum();
        let fits = PackedSample::bytes(all_rows) <= memory;
        for one in series {
            let mut rows = Vec::new();
            // More than the system has is no harm: then there is room row by row, and rows that are
            // too many go to the file.
            if fits && rows.try_reserve_exact(one.rows as usize).is_ok() {
                sorter.taken += PackedSample::bytes(rows.capacity());
            }
            let number = one.series as usize;
            sorter.rows.resize_with(sorter.rows.len().max(number + 1), || None);
            sorter.rows[number] = Some(rows);
        }
        sorter
    }

    /// Says whether there is no series to sort, so that no second reading is needed.
    pub fn is_idle(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes a sample, and keeps it where its series is to be sorted. Where a file is needed and
    /// cannot be written, [`Sorter::finish`] says so.
    pub fn push(&mut self, sample: Sample) {
        let Some(Some(rows)) = self.rows.get_mut(sample.series as usize) else { return };
        if rows.len() < rows.capacity() {
            return rows.push(PackedSample::pack(&sample));
        }
        // The room is made here, so that the bytes taken are known; while rows move, the old place
        // counts too.
        let (before, after) = (rows.capacity(), (2 * rows.capacity()).max(FIRST_ROOM));
        let needed = self.taken.saturating_add(PackedSample::bytes(after));
        if needed > self.memory && self.taken > 0 {
            self.spill();
            return self.push(sample);
        }
        rows.reserve_exact(after - before);
        rows.push(PackedSample::pack(&sample));
        self.taken += PackedSample::bytes(after - before);
    }

    /// Puts all kept rows into the file.
    fn spill(&mut self) {
        self.taken = 0;
        let mut kept = Vec::new();
        for (series, rows) in (0..).zip(&mut self.rows) {
            let Some(rows) = rows else { continue };
            rows.sort_unstable();
            kept.push(ChunkSeries { series, rows: std::mem::take(rows) });
        }
        self.spill.add(kept);
    }

    /// Folds each series in order of time.
    ///
    /// # Errors
    /// Where the file that was needed could not be written or read.
    pub fn finish(mut self, log: SeriesLog<'_>) -> Result<Sorted, SpillError> {
        if !self.spill.is_empty() {
            self.spill();
            return self.finish_from_file(log);
        }
        let mut segments = Vec::new();
        for (series, rows) in (0..).zip(self.rows) {
            let Some(mut rows) = rows else { continue };
            rows.sort_unstable();
            let mut builder = builder_of(series, log);
            rows.iter().for_each(|row| push_sorted(&mut builder, row.unpack(series), log.causes));
            segments.push((series, builder.finish()));
        }
        Ok(Sorted { segments })
    }

    /// Folds the series from the file.
    fn finish_from_file(mut self, log: SeriesLog<'_>) -> Result<Sorted, SpillError> {
        let mut segments: Vec<(u32, Option<FoldedSegment>)> = Vec::new();
        let mut current: Option<(u32, SegmentBuilder)> = None;
        self.spill.merged(self.memory, |series, row| {
            if let Some((before, builder)) = current.take_if(|(number, _)| *number != series) {
                segments.push((before, builder.finish()));
            }
            let (_, builder) = current.get_or_insert_with(|| (series, builder_of(series, log)));
            push_sorted(builder, row.unpack(series), log.causes);
        })?;
        segments.extend(current.map(|(series, builder)| (series, builder.finish())));
        Ok(Sorted { segments })
    }
}

/// Builds an empty segment of a series.
fn builder_of(series: u32, log: SeriesLog<'_>) -> SegmentBuilder {
    SegmentBuilder::with_rule(log.silence_rule(series as usize))
}

/// Takes the next of sorted rows: no row comes between two of them, however far apart they are.
fn push_sorted(builder: &mut SegmentBuilder, row: Sample, causes: &[String]) {
    if !builder.push(row) && !builder.push_other(row, causes) {
        builder.advance_to(row);
    }
}
