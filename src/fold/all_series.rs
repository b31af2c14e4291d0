//! The fold of an archive: one state for each series, one step for each sample.

use super::external_sort::Sorted;
use super::segment::FoldedSegment;
use super::series::SeriesFold;
use super::series_names::SeriesNames;
use super::series_to_sort::{SeriesToSort, SortReason};
use crate::model::{self, IdMap, MOST_RUNS, Record, Sample, SampleSink, SeriesKey, SeriesRecord};

/// Most runs of the sum of one file, several of which are made side by side: some 75 MB.
const MOST_RUNS_OF_FILE: usize = 250_000;
/// Most segments that rows may start by going back or by jumping, over all series: beyond it,
/// memory is better spent on sorting.
const MOST_STARTED: usize = 200_000;

/// The fold of all series: it takes samples in any order and gives a [`Record`] of runs (M8).
///
/// ```
/// use corroborate::clock::{Instant, MINUTE};
/// use corroborate::fold::{Fold, SeriesNames, Sorted};
/// use corroborate::model::{
///     Cadence, CauseId, Location, ProbeSource, Sample, SeriesKey, Status,
/// };
///
/// let keys = [SeriesKey { site: "a".into(), vantage: "berlin".into(), source: 0 }];
/// let causes = ["200".to_owned(), "503".to_owned()];
/// let sources = [ProbeSource::new("probes", Cadence::Poll)];
/// let names = SeriesNames { keys: &keys, causes: &causes, sources: &sources };
///
/// // Up, up, down, down, up: a probe a minute.
/// let mut fold = Fold::default();
/// for (minute, cause) in [0, 0, 1, 1, 0].into_iter().enumerate() {
///     let sample = Sample {
///         series: 0,
///         at: Instant(minute as i64 * MINUTE),
///         status: if cause == 0 { Status::Up } else { Status::Down },
///         cause: CauseId(cause),
///         latency_us: None,
///         location: Location { file: 0, line: minute as u64 + 2 },
///     };
///     fold.push(sample, &causes);
/// }
///
/// // The rows came in order: none need be read again and sorted.
/// assert!(fold.series_to_sort(names).is_empty());
/// let record = fold.finish(Sorted::default(), names);
/// let probes: Vec<_> = record.series[0].runs.iter().map(|run| (run.status, run.probes)).collect();
/// assert_eq!(probes, [(Status::Up, 2), (Status::Down, 2), (Status::Up, 1)]);
/// ```
#[derive(Debug)]
pub struct Fold {
    /// By number.
    series: Vec<SeriesFold>,
    /// Segments that rows have started by going back or by jumping, over all series.
    started: usize,
    /// Runs of the segments that were folded elsewhere.
    absorbed: usize,
    /// Runs past which it is full.
    most_runs: usize,
}

impl Default for Fold {
    fn default() -> Fold {
        Fold::with_room_for(MOST_RUNS)
    }
}

impl Fold {
    /// Makes an empty fold that is full past this number of runs.
    pub fn with_room_for(most_runs: usize) -> Fold {
        Fold { series: Vec::new(), started: 0, absorbed: 0, most_runs }
    }

    /// Takes one sample, in the order of reading. `causes` are the words of the causes met so far,
    /// by number: where rows of one moment differ in nothing else, the words decide.
    #[inline(always)]
    pub fn push(&mut self, sample: Sample, causes: &[String]) {
        let taken =
            self.series.get_mut(sample.series as usize).is_some_and(|series| series.push(sample));
        if !taken {
            self.push_other(sample, causes);
        }
    }

    /// Takes a sample that is more than the next probe of its series.
    #[cold]
    #[inline(never)]
    fn push_other(&mut self, sample: Sample, causes: &[String]) {
        if !self.series_mut(sample.series).push_other(sample, causes) {
            let room = self.room();
            self.series_mut(sample.series).start_segment(sample, causes, room);
            self.started += 1;
        }
    }

    /// Says whether it holds as many runs as it may.
    pub fn is_full(&self) -> bool {
        self.absorbed > self.most_runs || self.runs() > self.most_runs
    }

    /// Counts the runs of all series.
    fn runs(&self) -> usize {
        self.series.iter().map(SeriesFold::runs).sum()
    }

    /// Counts the segments that rows may still start, over all series.
    fn room(&self) -> usize {
        MOST_STARTED.saturating_sub(self.started)
    }

    /// Returns the series of a number, which may be new.
    fn series_mut(&mut self, number: u32) -> &mut SeriesFold {
        let number = number as usize;
        if self.series.len() <= number {
            self.series.resize_with(number + 1, SeriesFold::default);
        }
        &mut self.series[number]
    }

    /// Adds a segment that was folded elsewhere, its series and causes numbered as here.
    /// Where more runs were absorbed than may be held, the fold is full and takes no more of them.
    pub fn absorb(&mut self, segment: model::Segment, causes: &[String]) {
        if self.absorbed > self.most_runs {
            return;
        }
        self.absorbed += segment.runs.len();
        self.series_mut(segment.series).add_segments(FoldedSegment::from_model(segment, causes));
    }

    /// Joins the segments of each series, and lists those series that one reading cannot tell, in
    /// order of their numbers: they go to a [`Sorter`](super::Sorter).
    pub fn series_to_sort(&mut self, names: SeriesNames<'_>) -> Vec<SeriesToSort> {
        let mut to_sort = Vec::new();
        for (number, series) in self.series.iter_mut().enumerate() {
            let rows = series.rows();
            let segments = series.take_segments();
            if segments.as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            let rule = names.silence_rule(number);
            let whole =
                segments.and_then(|segments| FoldedSegment::join(segments, names.causes, rule));
            let reason = match whole {
                None => SortReason::Order,
                Some(whole) if whole.has_silence_inside(rule) => SortReason::Silence,
                Some(whole) => {
                    series.add_segments([whole]);
                    continue;
                }
            };
            series.discard();
            to_sort.push(SeriesToSort { series: number as u32, reason, rows });
        }
        to_sort
    }

    /// Returns the record of every series, with those of `sorted` in place of the ones that had to
    /// be sorted. Sorted by site, vantage and source.
    pub fn finish(self, sorted: Sorted, names: SeriesNames<'_>) -> Record {
        let mut all: Vec<SeriesRecord> = Vec::with_capacity(self.series.len());
        for ((number, whole), key) in self.joined_segments(sorted, names).zip(names.keys) {
            all.push(match whole {
                Some(whole) => whole.into_record(key, names.silence_rule(number)),
                None => record_without_rows(key),
            });
        }
        all.sort_by(|a, b| a.key.cmp(&b.key));
        Record { series: all, causes: names.causes.to_vec() }
    }

    /// Returns one segment for each series that has rows, with those of `sorted` in place of the
    /// ones that had to be sorted. Sorted by site, vantage and source.
    pub fn segments(self, sorted: Sorted, names: SeriesNames<'_>) -> Vec<model::Segment> {
        let mut segments: Vec<model::Segment> = Vec::new();
        for (number, whole) in self.joined_segments(sorted, names) {
            let Some(whole) = whole else { continue };
            segments.push(whole.into_model(number as u32, names.silence_rule(number)));
        }
        segments.sort_by_key(|segment| names.keys.get(segment.series as usize));
        segments
    }

    /// Joins each series into one segment, by number; `None` for a series without rows.
    fn joined_segments(
        mut self,
        sorted: Sorted,
        names: SeriesNames<'_>,
    ) -> impl Iterator<Item = (usize, Option<FoldedSegment>)> {
        for (number, segment) in sorted.segments {
            if let Some(series) = self.series.get_mut(number as usize) {
                *series = SeriesFold::default();
                series.add_segments(segment);
            }
        }
        let join = move |(number, mut series): (usize, SeriesFold)| {
            let rule = names.silence_rule(number);
            let segments = series.take_segments();
            (
                number,
                segments.and_then(|segments| FoldedSegment::join(segments, names.causes, rule)),
            )
        };
        self.series.into_iter().enumerate().map(join)
    }
}

impl SampleSink for Fold {
    #[inline(always)]
    fn push(&mut self, sample: Sample, causes: &[String]) {
        Fold::push(self, sample, causes);
    }

    fn is_full(&self) -> bool {
        Fold::is_full(self)
    }

    fn is_full_for_file(&self) -> bool {
        self.runs() > MOST_RUNS_OF_FILE
    }

    fn most_runs(&self) -> usize {
        self.most_runs
    }

    fn follow(&mut self, file: Fold, ids: &IdMap, causes: &[String]) {
        for (mut series, number) in file.series.into_iter().zip(&ids.series) {
            let Some(segments) = series.take_segments() else {
                self.series_mut(*number).discard_counting(series.rows());
                continue;
            };
            for mut segment in segments {
                segment.renumber(*number, ids);
                let room = self.room();
                let has_started = self.series_mut(*number).follow(segment, causes, room);
                self.started += usize::from(has_started);
            }
        }
    }
}

/// Returns the record of a series without a row.
fn record_without_rows(key: &SeriesKey) -> SeriesRecord {
    SeriesRecord {
        key: key.clone(),
        runs: Vec::new(),
        pace_us: None,
        pace_changes: Vec::new(),
        probes: 0,
        duplicates: 0,
        conflicts: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;
    use crate::fold::{SortReason, Sorter};
    use crate::model::{CauseId, Location, Status};

    /// A row that is up where its number is even.
    fn row(series: u32, number: i64) -> Sample {
        let status = if number % 2 == 0 { Status::Up } else { Status::Down };
        let location = Location { file: 0, line: number.unsigned_abs() + 2 };
        Sample {
            series,
            at: Instant(number * 60_000_000),
            status,
            cause: CauseId(u16::from(status == Status::Down)),
            latency_us: None,
            location,
        }
    }

    #[test]
    fn a_fold_is_full_past_its_room() {
        let causes = ["200".to_owned(), "503".to_owned()];
        let mut fold = Fold::with_room_for(20);
        // Of each series, the first moment, the last and the run under way are not among the runs.
        for number in 0..13 {
            fold.push(row(0, number), &causes);
            fold.push(row(1, number), &causes);
        }
        assert!(!fold.is_full() && !SampleSink::is_full(&fold));
        fold.push(row(0, 13), &causes);
        assert!(fold.is_full() && SampleSink::is_full(&fold));
    }

    #[test]
    fn runs_that_are_absorbed_count_too() {
        let causes = ["200".to_owned(), "503".to_owned()];
        let names = SeriesNames { keys: &[], causes: &causes, sources: &[] };
        let segments = || {
            let mut fold = Fold::default();
            (0..10).for_each(|number| fold.push(row(0, number), &causes));
            fold.segments(Sorted::default(), names)
        };
        let runs = segments()[0].runs.len();
        let mut fold = Fold::with_room_for(2 * runs);
        segments().into_iter().for_each(|segment| fold.absorb(segment, &causes));
        segments().into_iter().for_each(|segment| fold.absorb(segment, &causes));
        assert!(!fold.is_full());
        segments().into_iter().for_each(|segment| fold.absorb(segment, &causes));
        assert!(fold.is_full());
    }

    #[test]
    fn sorted_rows_end_where_there_is_no_room() {
        let causes = ["200".to_owned(), "503".to_owned()];
        let names = SeriesNames { keys: &[], causes: &causes, sources: &[] };
        let sorted = |rows: i64| {
            let reason = SortReason::Order;
            let to_sort = [SeriesToSort { series: 0, reason, rows: rows.unsigned_abs() }];
            let mut sorter = Sorter::of(&to_sort, 1 << 20).with_room_for(10);
            (0..rows).rev().for_each(|number| sorter.push(row(0, number)));
            sorter.finish(names).expect("all rows fit into memory")
        };
        assert!(!sorted(14).is_full(), "it is asked before each row");
        assert!(sorted(15).is_full());
    }
}
