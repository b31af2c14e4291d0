//! Series whose rows came out of order: packed, sorted, and folded then. Rows that do not fit into
//! memory go to a file.

use super::packed_sample::PackedSample;
use super::segment::FoldedSegment;
use super::segment_builder::SegmentBuilder;
use super::series_names::SeriesNames;
use super::series_to_sort::SeriesToSort;
use super::spill::{ChunkSeries, Spill, SpillError};
use crate::model::{MOST_RUNS, Sample};

/// Rows of a series for which there is room at first.
const FIRST_ROOM: usize = 4;

/// Collects the rows of the series that need sorting; all other rows pass by.
#[derive(Debug)]
pub struct Sorter {
    /// By number of the series; `None` for those that pass by.
    rows: Vec<Option<Vec<PackedSample>>>,
    /// Bytes that the rows may take.
    memory: u64,
    /// Bytes that the rows have taken.
    taken: u64,
    spill: Spill,
    /// Runs past which no more are made.
    most_runs: usize,
}

/// Series that were sorted, each in one segment.
#[derive(Debug, Default)]
pub struct Sorted {
    /// By number of the series; `None` where no row came.
    pub(super) segments: Vec<(u32, Option<FoldedSegment>)>,
    /// Whether there were more runs than may be held, so that the last are missing.
    is_full: bool,
}

impl Sorted {
    /// Says whether there were more runs than may be held, so that the last are missing.
    pub fn is_full(&self) -> bool {
        self.is_full
    }
}

/// Segments that sorted rows come to, one after the other.
struct SortedSegments {
    /// Complete segments, with the numbers of their series.
    whole: Vec<(u32, Option<FoldedSegment>)>,
    /// Segment under way, with the number of its series.
    current: Option<(u32, SegmentBuilder)>,
    /// Runs of the whole segments.
    runs: usize,
    /// Runs past which no more are taken.
    most_runs: usize,
    is_full: bool,
}

impl SortedSegments {
    /// Begins without a row.
    fn with_room_for(most_runs: usize) -> SortedSegments {
        SortedSegments { whole: Vec::new(), current: None, runs: 0, most_runs, is_full: false }
    }

    /// Takes the next row. No row comes between two of a series, however far apart they are.
    fn push(&mut self, row: Sample, names: SeriesNames<'_>) {
        let number = row.series;
        if self.current.as_ref().is_some_and(|(before, _)| *before != number) {
            self.end_segment();
        }
        let (_, builder) = self.current.get_or_insert_with(|| (number, builder_of(number, names)));
        if builder.push(row) {
            return;
        }
        if !builder.push_other(row, names.causes) {
            builder.advance_to(row);
        }
    }

    /// Says whether the runs are too many by now; then no more are to be added.
    fn check_room(&mut self) -> bool {
        let current = self.current.as_ref().map_or(0, |(_, builder)| builder.runs());
        self.is_full |= self.runs + current > self.most_runs;
        self.is_full
    }

    /// Ends the segment under way.
    fn end_segment(&mut self) {
        let Some((number, builder)) = self.current.take() else { return };
        self.runs += builder.runs();
        self.whole.push((number, builder.finish()));
    }

    fn finish(mut self) -> Sorted {
        self.end_segment();
        Sorted { segments: self.whole, is_full: self.is_full }
    }
}

impl Sorter {
    /// Builds a sorter for these series that takes at most `memory` bytes for their rows. Where
    /// they all fit, there is room for each at once: rows that moved as they become more would
    /// leave as much unused room behind.
    pub fn of(series: &[SeriesToSort], memory: u64) -> Sorter {
        let mut sorter = Sorter {
            rows: Vec::new(),
            memory,
            taken: 0,
            spill: Spill::default(),
            most_runs: MOST_RUNS,
        };
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

    /// Gives a sorter that makes no more than this number of runs.
    pub(crate) fn with_room_for(self, most_runs: usize) -> Sorter {
        Sorter { most_runs, ..self }
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
    pub fn finish(mut self, names: SeriesNames<'_>) -> Result<Sorted, SpillError> {
        if !self.spill.is_empty() {
            self.spill();
            return self.finish_from_file(names);
        }
        let mut segments = SortedSegments::with_room_for(self.most_runs);
        for (series, rows) in (0..).zip(self.rows) {
            let Some(mut rows) = rows else { continue };
            if segments.is_full {
                break;
            }
            if rows.is_empty() {
                segments.whole.push((series, None));
            }
            rows.sort_unstable();
            for row in &rows {
                if segments.check_room() {
                    break;
                }
                segments.push(row.unpack(series), names);
            }
        }
        Ok(segments.finish())
    }

    /// Folds the series from the file.
    fn finish_from_file(mut self, names: SeriesNames<'_>) -> Result<Sorted, SpillError> {
        let mut segments = SortedSegments::with_room_for(self.most_runs);
        self.spill.merged(self.memory, |series, row| {
            if !segments.check_room() {
                segments.push(row.unpack(series), names);
            }
        })?;
        Ok(segments.finish())
    }
}

/// Builds an empty segment of a series.
fn builder_of(series: u32, names: SeriesNames<'_>) -> SegmentBuilder {
    SegmentBuilder::with_rule(names.silence_rule(series as usize))
}
