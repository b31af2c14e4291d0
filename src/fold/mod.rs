//! What the stream of samples adds up to: runs, in one pass and bounded memory (M7, M8).
//!
//! A series whose rows come in order is folded as they come. One whose rows do not, or whose cadence drifts so far that a silence
//! was overlooked, is named by [`Fold::unsettled`]: its rows are read a second time, held at 24 bytes each, and sorted.

mod histogram;
mod look;
mod open;
mod sorted;
mod stream;

use crate::model::{Cadence, ProbeSource, Record, SILENCE_INTERVALS, Sample, SeriesKey, SeriesRecord};
use stream::Stream;

pub use sorted::Sorter;

/// The fold over all series.
#[derive(Debug, Default)]
pub struct Fold {
    streams: Vec<Stream>,
}

impl Fold {
    /// Takes one sample, in the order of reading. `causes` are the words of the causes met so far, by number: where rows of one moment
    /// differ in nothing else, the words decide.
    #[inline]
    pub fn push(&mut self, sample: Sample, causes: &[String]) {
        let series = sample.series as usize;
        if self.streams.len() <= series {
            self.streams.resize_with(series + 1, Stream::default);
        }
        self.streams[series].push(sample, causes);
    }

    /// Series that this pass could not settle, in order: they go to a [`Sorter`].
    pub fn unsettled(&mut self, keys: &[SeriesKey], sources: &[ProbeSource]) -> Vec<u32> {
        let mut unsettled = Vec::new();
        for (number, stream) in self.streams.iter_mut().enumerate() {
            stream.close();
            let limit = silence_limit(keys.get(number).and_then(|key| sources.get(key.source)), stream.median_us());
            if !stream.is_settled(limit) {
                stream.forget();
                unsettled.push(number as u32);
            }
        }
        unsettled
    }

    /// The record of every series, with those of `sorter` in place of the unsettled ones. Sorted by site, vantage and source.
    pub fn finish(mut self, sorter: Sorter, log: SeriesLog<'_>) -> Record {
        for (number, stream) in sorter.streams(log) {
            if let Some(place) = self.streams.get_mut(number as usize) {
                *place = stream;
            }
        }
        let mut series: Vec<SeriesRecord> =
            self.streams.into_iter().zip(log.keys).map(|(stream, key)| stream.finish(key, log.sources.get(key.source))).collect();
        series.sort_by(|a, b| a.key.cmp(&b.key));
        Record { series, causes: log.causes.to_vec() }
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

/// The longest silence over which a state may be assumed, in microseconds (M7).
fn silence_limit(source: Option<&ProbeSource>, median_us: Option<i64>) -> Option<i64> {
    match source {
        Some(ProbeSource { cadence: Cadence::OnChange { .. }, .. }) => None,
        Some(ProbeSource { silence_us: Some(own), .. }) => Some(*own),
        _ => median_us.map(|median| median.saturating_mul(SILENCE_INTERVALS)),
    }
}
