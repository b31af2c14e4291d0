//! One sample in 24 bytes, as it is held for sorting.

use crate::clock::Instant;
use crate::model::{CauseId, Location, Sample, Status};

/// Bits of a packed location that hold the line.
const LINE_BITS: u32 = 40;
/// The largest latency plus one, in microseconds, that 40 bits hold: twelve days.
const MOST_LATENCY: i64 = (1 << 40) - 1;

/// A sample of a known series in 24 bytes. The order is that of time, then of location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PackedSample {
    /// Microseconds since 1970.
    at: i64,
    /// File number in the upper 24 bits, line in the lower 40.
    location: u64,
    /// The lower 32 bits of the latency plus one, in microseconds; 0 where there is none.
    latency_low: u32,
    cause: u16,
    /// The 8 bits above those: with them a day fits, the longest latency that is read.
    latency_high: u8,
    status: Status,
}

impl PackedSample {
    /// Bytes of a packed sample in a file.
    pub(super) const STORED: usize = 24;

    /// Counts the bytes that this many packed samples take in memory.
    pub(super) fn bytes(count: usize) -> u64 {
        count as u64 * size_of::<PackedSample>() as u64
    }

    /// Packs a sample, without its series.
    pub(super) fn pack(sample: &Sample) -> PackedSample {
        let latency = sample.latency_us.map_or(0, |us| us.saturating_add(1).clamp(1, MOST_LATENCY));
        PackedSample {
            at: sample.at.0,
            location: (u64::from(sample.location.file) << LINE_BITS)
                | (sample.location.line & ((1 << LINE_BITS) - 1)),
            latency_low: latency as u32,
            latency_high: (latency >> u32::BITS) as u8,
            cause: sample.cause.0,
            status: sample.status,
        }
    }

    /// Returns the sample of a series that was packed.
    pub(super) fn unpack(self, series: u32) -> Sample {
        let latency = i64::from(self.latency_high) << u32::BITS | i64::from(self.latency_low);
        Sample {
            series,
            at: Instant(self.at),
            status: self.status,
            cause: CauseId(self.cause),
            latency_us: (latency > 0).then(|| latency - 1),
            location: Location {
                file: (self.location >> LINE_BITS) as u32,
                line: self.location & ((1 << LINE_BITS) - 1),
            },
        }
    }

    /// Returns the bytes that stand in a file.
    pub(super) fn to_bytes(self) -> [u8; PackedSample::STORED] {
        let mut bytes = [0; PackedSample::STORED];
        bytes[..8].copy_from_slice(&self.at.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.location.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.latency_low.to_le_bytes());
        bytes[20..22].copy_from_slice(&self.cause.to_le_bytes());
        bytes[22] = self.latency_high;
        bytes[23] = self.status as u8;
        bytes
    }

    /// Reads the bytes that stand in a file; `None` where they are damaged.
    pub(super) fn from_bytes(bytes: &[u8; PackedSample::STORED]) -> Option<PackedSample> {
        let (at, rest) = bytes.split_first_chunk()?;
        let (location, rest) = rest.split_first_chunk()?;
        let (latency_low, rest) = rest.split_first_chunk()?;
        let (cause, rest) = rest.split_first_chunk()?;
        let [latency_high, status] = *rest else { return None };
        Some(PackedSample {
            at: i64::from_le_bytes(*at),
            location: u64::from_le_bytes(*location),
            latency_low: u32::from_le_bytes(*latency_low),
            cause: u16::from_le_bytes(*cause),
            latency_high,
            status: *Status::ALL.get(usize::from(status))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(latency_us: Option<i64>) -> Sample {
        Sample {
            series: 7,
            at: Instant(-1),
            status: Status::Challenged,
            cause: CauseId(u16::MAX),
            latency_us,
            location: Location { file: (1 << 24) - 1, line: (1 << LINE_BITS) - 1 },
        }
    }

    #[test]
    fn a_sample_is_unpacked_as_it_was_packed() {
        const DAY_US: i64 = 86_400_000_000;
        for latency_us in [None, Some(0), Some(1), Some(u32::MAX.into()), Some(DAY_US)] {
            let packed = PackedSample::pack(&sample(latency_us));
            assert_eq!(packed.unpack(7), sample(latency_us));
            assert_eq!(PackedSample::from_bytes(&packed.to_bytes()), Some(packed));
        }
    }

    #[test]
    fn a_latency_beyond_forty_bits_stops_there() {
        let unpacked = |us| PackedSample::pack(&sample(Some(us))).unpack(7).latency_us;
        assert_eq!(unpacked(MOST_LATENCY - 1), Some(MOST_LATENCY - 1));
        assert_eq!(unpacked(MOST_LATENCY), Some(MOST_LATENCY - 1));
        assert_eq!(unpacked(i64::MAX), Some(MOST_LATENCY - 1));
    }

    #[test]
    fn bytes_of_no_status_are_damaged() {
        let mut bytes = PackedSample::pack(&sample(None)).to_bytes();
        bytes[23] = Status::ALL.len() as u8;
        assert_eq!(PackedSample::from_bytes(&bytes), None);
    }

    #[test]
    fn a_packed_sample_takes_24_bytes() {
        assert_eq!(PackedSample::bytes(2), 48);
    }
}
