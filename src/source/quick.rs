//! The rows that most logs consist of: a stamp of a day that is known, a site and a vantage that are known, a status code or
//! an error that is known, a short latency. They are read here, several bytes at a time; every other row is read by [`super::csv::Reading`],
//! with the same result.

use super::batch::{Headed, Row};
use super::csv::is_bare;
use super::line::{Line, MOST, Short};
use super::names::Local;
use super::outcome::{Classes, digits};
use super::short_names::SHORT;
use crate::clock::Stamps;
use crate::model::Class;
use std::ops::Range;

/// Letters of a latency that is read here: below a day, whatever it is.
const LATENCY_DIGITS: usize = 7;
/// Microseconds in a millisecond.
const MILLISECOND: i64 = 1000;

/// Which cells are looked at. A column that a file lacks is one whose cells are empty.
#[derive(Debug)]
pub(super) struct Plan<'h> {
    timestamp: usize,
    site: usize,
    vantage: usize,
    code: usize,
    error: usize,
    latency: usize,
    result: usize,
    /// Whether the vantage stands just behind the site, as in most logs.
    side_by_side: bool,
    source: usize,
    /// Of rows that name none.
    default_vantage: &'h str,
}

impl<'h> Plan<'h> {
    /// For the rows of a file, where they can be such rows.
    pub(super) fn of(headed: &'h Headed<'_>) -> Option<Plan<'h>> {
        let header = &headed.header;
        let fields = header.names.len();
        let &[site] = header.site.as_slice() else { return None };
        if fields > MOST {
            return None;
        }
        let or_empty = |column: Option<usize>| column.unwrap_or(fields + 1);
        Some(Plan {
            timestamp: header.timestamp,
            site,
            vantage: or_empty(header.vantage),
            code: or_empty(header.code),
            error: or_empty(header.error),
            latency: or_empty(header.latency),
            result: or_empty(header.result),
            side_by_side: header.vantage == Some(site + 1),
            source: headed.file.source,
            default_vantage: &headed.layout.vantage,
        })
    }
}

/// What is needed besides the line.
pub(super) struct Known<'k> {
    pub(super) classes: &'k Classes,
    pub(super) stamps: &'k mut Stamps,
    pub(super) names: &'k mut Local,
}

impl Known<'_> {
    /// The row of a line, where it is such a row; `number` is that of its line.
    #[inline]
    pub(super) fn row(&mut self, plan: &Plan<'_>, line: &Line<'_, '_>, number: u32) -> Option<Row> {
        let short = line.short()?;
        let stamp = short.range(plan.timestamp);
        let at = self.stamps.known_day(short.bytes(stamp.start), stamp.len())?;
        if !short.range(plan.result).is_empty() {
            return None;
        }
        let latency_us = latency_us(&short, short.range(plan.latency))?;
        let code = short.range(plan.code);
        let (class, cause) = if code.len() == 3 {
            let code = digits(short.bytes::<3>(code.start))? as u16;
            (self.classes.of_known_code(code, latency_us)?, self.names.known_code(code)?)
        } else {
            // No code: what went wrong instead, in a word.
            let error = line.cell(plan.error).filter(|error| code.is_empty() && is_bare(error.as_bytes()))?;
            (Class::Down, self.names.known_word(error)?)
        };
        let series = self.series(plan, &short)?;
        Some(Row::new(at, (series, cause), (class, latency_us), number))
    }

    /// The series of a line.
    #[inline]
    fn series(&mut self, plan: &Plan<'_>, short: &Short<'_, '_>) -> Option<u32> {
        let (site, vantage) = (short.range(plan.site), short.range(plan.vantage));
        if plan.side_by_side && !vantage.is_empty() && vantage.end - site.start <= SHORT {
            return self.names.known_short(plan.source, short.bytes(site.start), (site.len(), vantage.len()));
        }
        let vantage = if vantage.is_empty() { plan.default_vantage.as_bytes() } else { bare(short.cell(vantage))? };
        self.names.known_series(plan.source, bare(short.cell(site))?, vantage)
    }
}

/// Microseconds of a short number of milliseconds, whole or with up to three decimals; `Some(None)` for an empty cell.
#[inline]
fn latency_us(short: &Short<'_, '_>, cell: Range<usize>) -> Option<Option<i64>> {
    if cell.is_empty() {
        return Some(None);
    }
    if cell.len() > LATENCY_DIGITS || cell.end < 8 {
        return None;
    }
    if let Some(whole) = last_digits(short.bytes(cell.end - 8), cell.len() as u32) {
        return Some(Some(whole * MILLISECOND));
    }
    decimal_us(short.cell(cell)).map(Some)
}

/// The same for a number with decimals.
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

/// The whole number in the last of eight bytes, at least one of them and at most seven, all digits at once.
#[inline]
fn last_digits(bytes: &[u8; 8], count: u32) -> Option<i64> {
    /// What digits are counted from.
    const ZERO: u64 = u64::from_le_bytes(*b"00000000");
    /// What brings a digit over nine into the upper half of its byte.
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

fn bare(cell: &[u8]) -> Option<&[u8]> {
    is_bare(cell).then_some(cell)
}
