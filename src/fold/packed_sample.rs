//! One row in 24 bytes, as it is held for sorting.

use crate::clock::Instant;
use crate::model::{CauseId, Location, Sample, Status};

/// Bits of a packed place that hold the line.
const LINE_BITS: u32 = 40;
/// The largest latency plus one that the 40 bits of a row hold, in microseconds: twelve days.
const LONGEST_HELD: i64 = (1 << 40) - 1;

/// One row of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    at: i64,
    /// File number in the upper 24 bits, line in the lower 40.
    location: u64,
    /// The lower 32 bits of the latency plus one; 0 where there is none.
    latency_low: u32,
    cause: u16,
    /// The 8 bits above: with them a day fits, the longest latency that is read.
    latency_high: u8,
    status: Status,
}

impl Row {
    /// Bytes of a row in a file.
    pub(super) const STORED: usize = 24;

    /// Bytes that so many rows take in memory.
    pub(super) fn bytes(rows: usize) -> u64 {
        rows as u64 * size_of::<Row>() as u64
    }

    pub(super) fn of(sample: &Sample) -> Row {
        let latency = sample.latency_us.map_or(0, |us| us.saturating_add(1).clamp(1, LONGEST_HELD));
        Row {
            at: sample.at.0,
            location: (u64::from(sample.location.file) << LINE_BITS)
                | (sample.location.line & ((1 << LINE_BITS) - 1)),
            latency_low: latency as u32,
            latency_high: (latency >> u32::BITS) as u8,
            cause: sample.cause.0,
            status: sample.status,
        }
    }

    pub(super) fn at(&self) -> Instant {
        Instant(self.at)
    }

    pub(super) fn sample(self, series: u32) -> Sample {
        Sample {
            series,
            at: Instant(self.at),
            status: self.status,
            cause: CauseId(self.cause),
            latency_us: (i64::from(self.latency_high) << u32::BITS | i64::from(self.latency_low))
                .checked_sub(1)
                .filter(|us| *us >= 0),
            location: Location {
                file: (self.location >> LINE_BITS) as u32,
                line: self.location & ((1 << LINE_BITS) - 1),
            },
        }
    }

    /// As it stands in a file.
    pub(super) fn stored(self) -> [u8; Row::STORED] {
        let mut bytes = [0; Row::STORED];
        bytes[..8].copy_from_slice(&self.at.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.location.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.latency_low.to_le_bytes());
        bytes[20..22].copy_from_slice(&self.cause.to_le_bytes());
        bytes[22] = self.latency_high;
        bytes[23] = self.status as u8;
        bytes
    }

    /// The row again; `None` where the bytes are none.
    pub(super) fn read(bytes: &[u8; Row::STORED]) -> Option<Row> {
        let (at, rest) = bytes.split_first_chunk()?;
        let (location, rest) = rest.split_first_chunk()?;
        let (latency_low, rest) = rest.split_first_chunk()?;
        let (cause, rest) = rest.split_first_chunk()?;
        let [latency_high, status] = *rest else { return None };
        Some(Row {
            at: i64::from_le_bytes(*at),
            location: u64::from_le_bytes(*location),
            latency_low: u32::from_le_bytes(*latency_low),
            cause: u16::from_le_bytes(*cause),
            latency_high,
            status: *Status::ALL.get(usize::from(status))?,
        })
    }
}
