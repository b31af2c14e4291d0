//! Series whose rows came out of order: held compactly, sorted, and folded then.

use super::SeriesLog;
use super::histogram::Histogram;
use super::stream::Stream;
use crate::clock::Instant;
use crate::model::{CauseId, Class, Place, Sample};
use std::collections::BTreeMap;

/// Bits of a packed place that hold the line.
const LINE_BITS: u32 = 40;
/// The largest latency plus one that the 40 bits of a row hold, in microseconds: twelve days.
const LONGEST_HELD: i64 = (1 << 40) - 1;

/// One row in 24 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    at: i64,
    /// File number in the upper 24 bits, line in the lower 40.
    place: u64,
    /// The lower 32 bits of the latency plus one; 0 where there is none.
    latency_low: u32,
    cause: u16,
    /// The 8 bits above: with them a day fits, the longest latency that is read.
    latency_high: u8,
    class: Class,
}

/// Holds the rows of the series that need sorting; all other rows pass by.
#[derive(Debug, Default)]
pub struct Sorter {
    rows: BTreeMap<u32, Vec<Row>>,
}

impl Sorter {
    /// A sorter for these series.
    pub fn for_series(series: impl IntoIterator<Item = u32>) -> Sorter {
        Sorter { rows: series.into_iter().map(|number| (number, Vec::new())).collect() }
    }

    /// Whether it has no series to hold, so that nothing needs a second reading.
    pub fn is_idle(&self) -> bool {
        self.rows.is_empty()
    }

    /// Holds the sample if its series is one of ours.
    pub fn push(&mut self, sample: Sample) {
        if let Some(rows) = self.rows.get_mut(&sample.series) {
            let latency = sample.latency_us.map_or(0, |us| us.saturating_add(1).clamp(1, LONGEST_HELD));
            rows.push(Row {
                at: sample.at.0,
                place: (u64::from(sample.place.file) << LINE_BITS) | (sample.place.line & ((1 << LINE_BITS) - 1)),
                latency_low: latency as u32,
                latency_high: (latency >> u32::BITS) as u8,
                cause: sample.cause.0,
                class: sample.class,
            });
        }
    }

    /// Each series' rows in order of time, folded with the limit that its own intervals give.
    pub(super) fn streams(self, log: SeriesLog<'_>) -> impl Iterator<Item = (u32, Stream)> {
        self.rows.into_iter().map(move |(series, mut rows)| {
            rows.sort_unstable();
            let mut intervals = Histogram::default();
            for pair in rows.windows(2).filter(|pair| pair[0].at < pair[1].at) {
                intervals.add(pair[1].at.saturating_sub(pair[0].at));
            }
            let mut stream = Stream::with_limit(log.careful_limit(series as usize, intervals.median_us()));
            for row in rows.into_iter().map(|row| row.sample(series)) {
                // Sorted: what is behind a silence is still the next.
                if !stream.push(row, log.causes) {
                    stream.go_on(row);
                }
            }
            (series, stream)
        })
    }
}

impl Row {
    fn sample(self, series: u32) -> Sample {
        Sample {
            series,
            at: Instant(self.at),
            class: self.class,
            cause: CauseId(self.cause),
            latency_us: (i64::from(self.latency_high) << u32::BITS | i64::from(self.latency_low)).checked_sub(1).filter(|us| *us >= 0),
            place: Place { file: (self.place >> LINE_BITS) as u32, line: self.place & ((1 << LINE_BITS) - 1) },
        }
    }
}
