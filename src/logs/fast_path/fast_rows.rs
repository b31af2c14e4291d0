//! Reads the rows that most logs consist of: a stamp of a day that is known, a site and a vantage
//! that are known, a status code or an error that is known, a short latency. Several bytes are read
//! at a time. Every other row is read by [`RowReader`], with the same result.

use crate::clock::{MILLISECOND, TimestampReader};
use crate::logs::fast_path::delimiter_bits::{LineBits, WINDOW};
use crate::logs::fast_path::line_shape::{
    CODE, ColumnPlan, LineShapes, OutcomeCell, SEEN, SeriesCells, bare,
};
use crate::logs::fields::cells::is_bare;
use crate::logs::names::series_cache::SHORT_BYTES;
use crate::logs::names::worker_interner::WorkerInterner;
use crate::logs::outcomes::classify::{Classifier, digits, is_no_error};
use crate::logs::rows::batch::{PackedRow, RowNames};
use crate::logs::rows::row_reader::RowReader;
use crate::model::Status;
use std::ops::Range;

/// Letters of a latency that is read here: below a day, whatever it is.
const LATENCY_DIGITS: usize = 7;

/// Reader of rows that can be read fast.
pub(crate) struct FastRows<'q> {
    plan: &'q ColumnPlan<'q>,
    shapes: &'q mut LineShapes,
    /// All bytes of the block, where they are UTF-8.
    bytes: &'q [u8],
    classifier: &'q Classifier,
    stamps: &'q mut TimestampReader,
    names: &'q mut WorkerInterner,
    /// At first a code that no cell can hold.
    last_code: KnownCode,
}

/// Status code that was read last.
struct KnownCode {
    text: [u8; CODE],
    /// Status by the code alone.
    status: Status,
    /// Worker's number of the cause.
    cause: u32,
}

impl<'q> FastRows<'q> {
    /// Makes a reader for the lines of a block; `bytes` are all of it where they are UTF-8, else
    /// none.
    pub(crate) fn new(
        plan: &'q ColumnPlan<'q>,
        shapes: &'q mut LineShapes,
        bytes: &'q [u8],
        reader: &'q mut RowReader,
        names: &'q mut WorkerInterner,
    ) -> FastRows<'q> {
        let (classifier, stamps) = (&reader.classifier, &mut reader.stamps);
        let last_code = KnownCode { text: *b",,,", status: Status::Down, cause: 0 };
        FastRows { plan, shapes, bytes, classifier, stamps, names, last_code }
    }

    /// Reads the row of the line from `start`; `None` where it must be read elsewhere. `number` is
    /// that of the line.
    #[inline]
    pub(crate) fn row(&mut self, start: usize, line: LineBits, number: u32) -> Option<PackedRow> {
        let bytes: &[u8; SEEN] = self.bytes.get(start..)?.first_chunk()?;
        let cells = self.shapes.offsets(self.plan, line)?;
        let stamp = part(bytes, cells.stamp);
        let at = self.stamps.known_day(stamp, usize::from(cells.stamp_length))?;
        let latency_us = latency_us(bytes, cells.latency.clip(line.length))?;
        let (status, cause) = match cells.outcome {
            OutcomeCell::Code(from) => {
                let text: &[u8; CODE] = part(bytes, from);
                if *text != self.last_code.text {
                    let code = digits(text)? as u16;
                    let status = self.classifier.of_code(code)?;
                    let cause = self.names.known_code(code)?;
                    self.last_code = KnownCode { text: *text, status, cause };
                }
                let KnownCode { status, cause, .. } = self.last_code;
                (self.classifier.timed(status, latency_us), cause)
            }
            OutcomeCell::Error(cell) => {
                let Range { start: from, end } = cell.clip(line.length);
                let error = self.bytes.get(start + from..start + end)?;
                let word = std::str::from_utf8(error).ok().filter(|_| is_bare(error))?;
                if is_no_error(word) {
                    return None;
                }
                (Status::Down, self.names.known_word(word)?)
            }
        };
        let series = match &cells.series {
            SeriesCells::Short(from, shape) => {
                self.names.known_short(&shape.name(part(bytes, *from)))?
            }
            SeriesCells::Long { site, vantage } => {
                let vantage = self.plan.vantage(bytes, *vantage)?;
                self.names.known_series(self.plan.source, bare(bytes, *site)?, vantage)?
            }
        };
        Some(PackedRow::new(number, at, RowNames { series, cause }, status, latency_us))
    }
}

/// Gives some bytes of a line, at most as many as a short name has.
#[inline]
fn part<const BYTES: usize>(bytes: &[u8; SEEN], from: u8) -> &[u8; BYTES] {
    const { assert!(BYTES <= SHORT_BYTES) };
    // For the compiler: no line that is read here is longer.
    let from = usize::from(from) % WINDOW;
    bytes[from..from + BYTES].first_chunk().expect("as many bytes as were cut out")
}

/// Reads a short number of milliseconds, whole or with up to three decimals, as microseconds;
/// `Some(None)` for an empty cell.
#[inline]
fn latency_us(bytes: &[u8; SEEN], cell: Range<usize>) -> Option<Option<i64>> {
    if cell.is_empty() {
        return Some(None);
    }
    if cell.len() > LATENCY_DIGITS || cell.end < 8 {
        return None;
    }
    if let Some(whole) = last_digits(part(bytes, (cell.end - 8) as u8), cell.len() as u32) {
        return Some(Some(whole * MILLISECOND));
    }
    decimal_us(bytes.get(cell)?).map(Some)
}

/// Reads a number of milliseconds with one to three decimals as microseconds.
fn decimal_us(text: &[u8]) -> Option<i64> {
    let point = text.iter().position(|byte| *byte == b'.')?;
    let (whole, decimals) = (&text[..point], &text[point + 1..]);
    let unit = match (whole, decimals.len()) {
        ([], _) => return None,
        (_, 1) => 100,
        (_, 2) => 10,
        (_, 3) => 1,
        _ => return None,
    };
    Some(digits(whole)? * MILLISECOND + digits(decimals)? * unit)
}

/// Reads the whole number in the last `count` of eight bytes, one to seven of them, all digits at
/// once.
#[inline]
fn last_digits(bytes: &[u8; 8], count: u32) -> Option<i64> {
    /// Eight digits of zero.
    const ZERO: u64 = u64::from_le_bytes(*b"00000000");
    /// Addend that carries a digit over nine into the upper half of its byte.
    const OVER_NINE: u64 = 0x0606_0606_0606_0606;
    const UPPER: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    /// Every other pair of digits.
    const PAIRS: u64 = 0x0000_00ff_0000_00ff;
    // The bytes before the number become zeros in front of it.
    let before = u64::BITS - u8::BITS * count;
    let digits = (u64::from_le_bytes(*bytes) ^ ZERO) >> before << before;
    if (digits | digits.wrapping_add(OVER_NINE)) & UPPER != 0 {
        return None;
    }
    // Pairs of digits, then their sum by weight in the upper half: 10^6 and 10^2, 10^4 and 1.
    let pairs = digits * 10 + (digits >> u8::BITS);
    let first = (pairs & PAIRS).wrapping_mul((1_000_000 << 32) + 100);
    let second = (pairs >> 16 & PAIRS).wrapping_mul((10_000 << 32) + 1);
    Some((first.wrapping_add(second) >> 32) as i64)
}

#[cfg(test)]
mod tests {
    use super::{decimal_us, last_digits};

    #[test]
    fn the_last_digits_of_eight_bytes_are_a_number() {
        assert_eq!(last_digits(b"up,,,123", 3), Some(123));
        assert_eq!(last_digits(b",9999999", 7), Some(9_999_999));
        assert_eq!(last_digits(b"1234567,", 1), None);
        // The neighbours of the digits in ASCII.
        assert_eq!(last_digits(b"0000000/", 1), None);
        assert_eq!(last_digits(b"0000000:", 1), None);
        assert_eq!(last_digits(b"0000:000", 4), None);
    }

    #[test]
    fn a_number_with_one_to_three_decimals_is_read() {
        assert_eq!(decimal_us(b"12.5"), Some(12_500));
        assert_eq!(decimal_us(b"12.05"), Some(12_050));
        assert_eq!(decimal_us(b"0.123"), Some(123));
        for odd in ["12", ".5", "1.", "1.2345", "1.2.3", "1.x", "-1.5"] {
            assert_eq!(decimal_us(odd.as_bytes()), None, "{odd}");
        }
    }
}
