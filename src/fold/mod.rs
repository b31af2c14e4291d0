//! What the stream of samples adds up to: runs, in one pass and bounded memory (M7, M8).
//!
//! Each series is a set of pieces, stretches in order of time. A row that goes back in time, or
//! jumps to a later file over a silence, begins a new piece; at the end the pieces are joined, so
//! that files may be read in any order, and folds of parts may be added. A series whose pieces
//! overlap, or whose cadence drifts so far that a silence was overlooked, is named by
//! [`Fold::unsettled`]: its rows are read a second time, held at 24 bytes each, and sorted; what
//! does not fit into memory then goes to a file.

mod external_sort;
mod histogram;
mod observation;
mod packed_sample;
mod run_builder;
mod segment;
mod segment_builder;
mod series;
mod spill;

use crate::model::{
    self, Cadence, IdMap, ProbeSource, Record, SILENCE_INTERVALS, Sample, SampleSink, SeriesKey,
    SeriesRecord,
};
use histogram::Histogram;
use segment::Segment;
use series::Series;

pub use external_sort::{MEMORY, Sorted, Sorter};
pub use spill::SpillError;

/// Most pieces that rows may begin by going back or by jumping, over all series: beyond it, memory
/// is better spent on sorting.
const MOST_TURNS: usize = 200_000;

/// The fold over all series.
#[derive(Debug, Default)]
pub struct Fold {
    series: Vec<Series>,
    turns: usize,
}

impl Fold {
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
        if !self.at(sample.series).push_other(sample, causes) {
            let room = MOST_TURNS.saturating_sub(self.turns);
            self.at(sample.series).turn(sample, causes, room);
            self.turns += 1;
        }
    }

    /// The series of a number, which may be new.
    fn at(&mut self, number: u32) -> &mut Series {
        let number = number as usize;
        if self.series.len() <= number {
            self.series.resize_with(number + 1, Series::default);
        }
        &mut self.series[number]
    }

    /// Adds a fold of other rows, in which the same numbers mean the same series and causes. Which
    /// one is added to which does not matter.
    pub fn merge(&mut self, other: Fold) {
        if self.series.len() < other.series.len() {
            self.series.resize_with(other.series.len(), Series::default);
        }
        for (own, mut others) in self.series.iter_mut().zip(other.series) {
            match others.segments() {
                Some(segments) => own.absorb(segments),
                None => own.let_go(others.rows()),
            }
        }
    }

    /// Adds a piece that was folded elsewhere, its series and causes numbered as here.
    pub fn absorb(&mut self, segment: model::Segment, causes: &[String]) {
        self.at(segment.series).absorb(Segment::of(segment, causes));
    }

    /// Joins the pieces of each series. Series that this pass could not settle are named, in order:
    /// they go to a [`Sorter`].
    pub fn unsettled(&mut self, log: SeriesLog<'_>) -> Vec<Unsettled> {
        let mut unsettled = Vec::new();
        for (number, series) in self.series.iter_mut().enumerate() {
            let rows = series.rows();
            let whole = series
                .segments()
                .map(|segments| (segments.is_empty(), Segment::join(segments, log.causes)));
            let why = match whole {
                Some((true, _)) => continue,
                Some((_, Some(whole)))
                    if whole.is_settled(log.silence_limit(number, whole.intervals.median_us())) =>
                {
                    series.absorb([whole]);
                    continue;
                }
                Some((_, Some(_))) => Why::Silence,
                _ => Why::Order,
            };
            series.lose();
            unsettled.push(Unsettled { series: number as u32, why, rows });
        }
        unsettled
    }

    /// The record of every series, with those of `sorted` in place of the unsettled ones. Sorted by
    /// site, vantage and source.
    pub fn finish(self, sorted: Sorted, log: SeriesLog<'_>) -> Record {
        let mut all: Vec<SeriesRecord> = Vec::with_capacity(self.series.len());
        for ((number, whole), key) in self.wholes(sorted, log).zip(log.keys) {
            let silence_us = log.silence_limit(
                number,
                whole.as_ref().and_then(|whole| whole.intervals.median_us()),
            );
            all.push(
                whole
                    .map_or_else(|| unseen(key, silence_us), |whole| whole.record(key, silence_us)),
            );
        }
        all.sort_by(|a, b| a.key.cmp(&b.key));
        Record { series: all, causes: log.causes.to_vec() }
    }

    /// One piece for each series that has rows, with those of `sorted` in place of the unsettled
    /// ones. Sorted by site, vantage and source.
    pub fn segments(self, sorted: Sorted, log: SeriesLog<'_>) -> Vec<model::Segment> {
        let plain = |(number, whole): (usize, Option<Segment>)| {
            let whole = whole?;
            let limit_us = log.provisional_limit(number, &whole.intervals);
            Some(whole.plain(number as u32, limit_us))
        };
        let mut segments: Vec<model::Segment> =
            self.wholes(sorted, log).filter_map(plain).collect();
        segments.sort_by_key(|segment| log.keys.get(segment.series as usize));
        segments
    }

    /// Each series in one piece, by number.
    fn wholes(
        mut self,
        sorted: Sorted,
        log: SeriesLog<'_>,
    ) -> impl Iterator<Item = (usize, Option<Segment>)> {
        for (number, segment) in sorted.segments {
            if let Some(series) = self.series.get_mut(number as usize) {
                *series = Series::default();
                series.absorb(segment);
            }
        }
        let whole = move |mut series: Series| {
            series.segments().and_then(|segments| Segment::join(segments, log.causes))
        };
        self.series.into_iter().map(whole).enumerate()
    }
}

impl SampleSink for Fold {
    #[inline(always)]
    fn push(&mut self, sample: Sample, causes: &[String]) {
        Fold::push(self, sample, causes);
    }

    fn follow(&mut self, file: Fold, numbers: &IdMap, causes: &[String]) {
        for (mut series, number) in file.series.into_iter().zip(&numbers.series) {
            let Some(segments) = series.segments() else {
                self.at(*number).let_go(series.rows());
                continue;
            };
            for mut segment in segments {
                segment.renumber(*number, numbers);
                let room = MOST_TURNS.saturating_sub(self.turns);
                self.turns += usize::from(self.at(*number).follow(segment, causes, room));
            }
        }
    }
}

/// A series whose rows must be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsettled {
    /// Its number.
    pub series: u32,
    /// What the fold could not tell.
    pub why: Why,
    /// About how many rows it has: room is made for so many.
    pub rows: u64,
}

/// Why a series must be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its pieces overlap, or are too many.
    Order,
    /// A silence lies inside a run.
    Silence,
}

/// The record of a series without a row.
fn unseen(key: &SeriesKey, silence_us: Option<i64>) -> SeriesRecord {
    SeriesRecord {
        key: key.clone(),
        runs: Vec::new(),
        median_us: None,
        silence_us,
        probes: 0,
        duplicates: 0,
        conflicts: 0,
    }
}

/// The names behind the numbers in the samples.
#[derive(Debug, Clone, Copy)]
pub struct SeriesLog<'a> {
    /// The series, by number.
    pub keys: &'a [SeriesKey],
    /// The causes, by number.
    pub causes: &'a [String],
    /// The sources, by number.
    pub sources: &'a [ProbeSource],
}

impl SeriesLog<'_> {
    /// Returns the longest interval over which runs are joined before the whole is known.
    fn provisional_limit(&self, number: usize, intervals: &Histogram) -> Option<i64> {
        match self.keys.get(number).and_then(|key| self.sources.get(key.source)) {
            Some(ProbeSource { cadence: Cadence::Poll, silence_us: None, .. }) | None => {
                Some(segment_builder::provisional_limit(intervals))
            }
            known => silence_limit(known, intervals.median_us()),
        }
    }

    /// The silence limit of a series with this median interval.
    fn silence_limit(&self, number: usize, median_us: Option<i64>) -> Option<i64> {
        silence_limit(self.keys.get(number).and_then(|key| self.sources.get(key.source)), median_us)
    }
}

/// The longest silence over which a state may be assumed, in microseconds (M7).
fn silence_limit(source: Option<&ProbeSource>, median_us: Option<i64>) -> Option<i64> {
    match source {
        Some(ProbeSource { cadence: Cadence::OnChange { .. }, .. }) => None,
        Some(ProbeSource { silence_us: Some(own), .. }) => Some(*own),
        _ => median_us.map(|median| median.saturating_mul(SILENCE_INTERVALS)),
    }
}
