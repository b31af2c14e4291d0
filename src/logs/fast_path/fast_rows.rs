//! The rows that most logs consist of: a stamp of a day that is known, a site and a vantage that
//! are known, a status code or an error that is known, a short latency. They are read here, several
//! bytes at a time; every other row is read by [`crate::logs::csv::Reading`], with the same result.
//!
//! Lines whose commas stand at the same places are alike: where their cells are is worked out once.

use crate::clock::TimestampReader;
use crate::logs::batch::{OpenFile, Row};
use crate::logs::classify::{Classifier, digits};
use crate::logs::csv::is_bare;
use crate::logs::fast_path::delimiter_bits::{NEAR, Near};
use crate::logs::fast_path::series_cache::{Outline, SHORT};
use crate::logs::interner::{WorkerInterner, folded};
use crate::model::Status;
use std::ops::Range;

/// Letters of a latency that is read here: below a day, whatever it is.
const LATENCY_DIGITS: usize = 7;
/// Microseconds in a millisecond.
const MILLISECOND: i64 = 1000;
/// Letters of a status code.
const CODE: usize = 3;
/// Bytes that are looked at from the beginning of a line on: each cell may be looked at as if it
/// were as long as a short name.
const SEEN: usize = NEAR + SHORT;
/// Where a cell ends that is the last of its line, whose length is known only line by line.
const LINE_END: u8 = u8::MAX;
/// Forms that are kept, each at its place.
const FORMS: usize = 64;

/// Which cells are looked at. A column that a file lacks is one whose cells are empty.
#[derive(Debug)]
pub(crate) struct Plan<'h> {
    timestamp: usize,
    site: usize,
    vantage: usize,
    code: usize,
    error: usize,
    latency: usize,
    result: usize,
    fields: usize,
    /// Whether the last column is one whose cells may be of any length without any harm to the
    /// form.
    open_end: bool,
    source: usize,
    /// Of rows that name none.
    default_vantage: &'h str,
}

impl<'h> Plan<'h> {
    /// For the rows of a file, where they can be such rows.
    pub(crate) fn of(open_file: &'h OpenFile<'_>) -> Option<Plan<'h>> {
        let header = &open_file.header;
        let fields = header.names.len();
        let &[site] = header.site.as_slice() else { return None };
        let or_empty = |column: Option<usize>| column.unwrap_or(fields);
        let (timestamp, error, latency) =
            (header.timestamp, or_empty(header.error), or_empty(header.latency));
        let (vantage, code, result) =
            (or_empty(header.vantage), or_empty(header.code), or_empty(header.result));
        let open_end = ![timestamp, site, vantage, code, result].contains(&(fields - 1));
        let (source, default_vantage) = (open_file.file.source, open_file.layout.vantage.as_str());
        Some(Plan {
            timestamp,
            site,
            vantage,
            code,
            error,
            latency,
            result,
            fields,
            open_end,
            source,
            default_vantage,
        })
    }

    /// The vantage of a row.
    fn vantage<'b>(&'b self, bytes: &'b [u8; SEEN], cell: Cell) -> Option<&'b [u8]> {
        if cell.len() == 0 { Some(self.default_vantage.as_bytes()) } else { bare(bytes, cell) }
    }

    /// What lines of the same form have in common: where their commas are, and their end, unless it
    /// makes no difference.
    #[inline]
    fn key(&self, near: Near) -> u128 {
        if self.open_end { near.commas } else { closed(near) }
    }
}

/// The marks of a line with its end among them. By itself, so that lines without it need no shift
/// of so many bits.
#[inline(never)]
fn closed(near: Near) -> u128 {
    near.commas | 1 << near.length
}

/// Where a cell begins and ends, in bytes from the beginning of the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    from: u8,
    to: u8,
}

impl Cell {
    fn len(self) -> usize {
        usize::from(self.to - self.from)
    }

    /// Where it is in a line of so many bytes.
    #[inline]
    fn clip(self, length: u32) -> Range<usize> {
        usize::from(self.from)..usize::from(self.to).min(length as usize)
    }
}

/// How a row tells what was seen.
#[derive(Debug, Clone, Copy)]
enum RawOutcome {
    /// In a status code.
    Code(u8),
    /// In a word.
    Error(Cell),
}

/// How a row tells its series.
#[derive(Debug, Clone, Copy)]
enum Named {
    /// In a short site and a short vantage with only a comma between them.
    Short(u8, Outline),
    Long {
        site: Cell,
        vantage: Cell,
    },
}

/// What lines of one form are like.
#[derive(Debug, Clone, Copy)]
struct OutputFormat {
    key: u128,
    /// `None` where such a line is no row that is read here.
    cut: Option<Cut>,
}

/// Where the cells of such a line are, and how they tell.
#[derive(Debug, Clone, Copy)]
struct Cut {
    stamp: u8,
    stamp_letters: u8,
    told: RawOutcome,
    latency: Cell,
    named: Named,
}

impl Cut {
    #[cold]
    fn of(plan: &Plan<'_>, key: u128) -> Option<Cut> {
        // Each mark ends a cell; where the line's end is none, the last cell ends with it.
        let (open, marks) = (usize::from(plan.open_end), key.count_ones() as usize);
        if marks + open != plan.fields {
            return None;
        }
        let cell = |at: usize| {
            let before = at
                .checked_sub(1)
                .and_then(|before| mark(key, before))
                .map_or(0, |before| before + 1);
            let to = mark(key, at).unwrap_or(LINE_END);
            if at < plan.fields { Cell { from: before, to } } else { Cell::default() }
        };
        let (stamp, code, error, latency) =
            (cell(plan.timestamp), cell(plan.code), cell(plan.error), cell(plan.latency));
        let told = match code.len() {
            CODE => RawOutcome::Code(code.from),
            0 => RawOutcome::Error(error),
            _ => return None,
        };
        let (site, vantage) = (cell(plan.site), cell(plan.vantage));
        let outline = Outline::new(plan.source, site.len(), vantage.len());
        let beside = vantage.len() > 0 && plan.vantage == plan.site + 1;
        let named = match outline.filter(|_| beside) {
            Some(outline) => Named::Short(site.from, outline),
            None => Named::Long { site, vantage },
        };
        let silent = cell(plan.result).len() == 0;
        silent.then_some(Cut {
            stamp: stamp.from,
            stamp_letters: stamp.to - stamp.from,
            told,
            latency,
            named,
        })
    }
}

/// The place of a mark among those of a line, counted from 0.
fn mark(key: u128, number: usize) -> Option<u8> {
    let left = (0..number).fold(key, |left, _| left & left.saturating_sub(1));
    (left != 0).then(|| left.trailing_zeros() as u8)
}

/// The forms of the lines of a file that were met.
pub(crate) struct Forms([OutputFormat; FORMS]);

impl Default for Forms {
    fn default() -> Forms {
        // No line without a comma is such a row.
        Forms([OutputFormat { key: 0, cut: None }; FORMS])
    }
}

/// Reads such rows.
pub(crate) struct Quick<'q> {
    plan: &'q Plan<'q>,
    forms: &'q mut Forms,
    /// Which are text.
    bytes: &'q [u8],
    classes: &'q Classifier,
    stamps: &'q mut TimestampReader,
    names: &'q mut WorkerInterner,
    /// The status code that was read last, its class by itself, and its number as a cause. At first
    /// one that no cell can hold.
    code: ([u8; CODE], Status, u32),
}

impl<'q> Quick<'q> {
    /// For plain lines of a file.
    pub(crate) fn new(
        (plan, forms): (&'q Plan<'q>, &'q mut Forms),
        bytes: &'q [u8],
        (classes, stamps, names): (&'q Classifier, &'q mut TimestampReader, &'q mut WorkerInterner),
    ) -> Quick<'q> {
        Quick { plan, forms, bytes, classes, stamps, names, code: (*b",,,", Status::Down, 0) }
    }

    /// The row of the line from `start`, where it is such a row; `number` is that of its line.
    #[inline]
    pub(crate) fn row(&mut self, (start, near): (usize, Near), number: u32) -> Option<Row> {
        let bytes: &[u8; SEEN] = self.bytes.get(start..)?.first_chunk()?;
        let key = self.plan.key(near);
        let form = &mut self.forms.0[location(key)];
        if form.key != key {
            *form = OutputFormat { key, cut: Cut::of(self.plan, key) };
        }
        let cut = form.cut.as_ref()?;
        let at = self.stamps.known_day(part(bytes, cut.stamp), usize::from(cut.stamp_letters))?;
        let latency_us = latency_us(bytes, cut.latency.clip(near.length))?;
        let (status, cause) = match cut.told {
            RawOutcome::Code(from) => {
                let code: &[u8; CODE] = part(bytes, from);
                if *code != self.code.0 {
                    let number = digits(code)? as u16;
                    self.code =
                        (*code, self.classes.of_code(number)?, self.names.known_code(number)?);
                }
                (self.classes.timed(self.code.1, latency_us), self.code.2)
            }
            // No code: what went wrong instead.
            RawOutcome::Error(cell) => {
                let Range { start: from, end } = cell.clip(near.length);
                let error =
                    self.bytes.get(start + from..start + end).filter(|error| is_bare(error))?;
                (Status::Down, self.names.known_word(std::str::from_utf8(error).ok()?)?)
            }
        };
        let series = match &cut.named {
            Named::Short(from, outline) => {
                self.names.known_short(&outline.name(part(bytes, *from)))?
            }
            Named::Long { site, vantage } => self.names.known_series(
                self.plan.source,
                bare(bytes, *site)?,
                self.plan.vantage(bytes, *vantage)?,
            )?,
        };
        Some(Row::new(at, (series, cause), (status, latency_us), number))
    }
}

/// The place of a form.
#[inline]
fn location(key: u128) -> usize {
    folded(key as u64 ^ (key >> u64::BITS) as u64) as usize % FORMS
}

/// So many bytes from a place in a line on, as many as a short name has at most.
#[inline]
fn part<const BYTES: usize>(bytes: &[u8; SEEN], from: u8) -> &[u8; BYTES] {
    const { assert!(BYTES <= SHORT) };
    // For the compiler: no line that is looked at is longer.
    let from = usize::from(from) % NEAR;
    bytes[from..from + BYTES].first_chunk().expect("as many bytes as were cut out")
}

/// Microseconds of a short number of milliseconds, whole or with up to three decimals; `Some(None)`
/// for an empty cell.
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

/// The whole number in the last of eight bytes, at least one of them and at most seven, all digits
/// at once.
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

/// A cell that is not the last, without blanks around it.
fn bare(bytes: &[u8; SEEN], cell: Cell) -> Option<&[u8]> {
    bytes.get(usize::from(cell.from)..usize::from(cell.to)).filter(|cell| is_bare(cell))
}
