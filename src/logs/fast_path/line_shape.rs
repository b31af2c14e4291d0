//! Shapes of lines. Lines whose commas stand at the same places have one shape: the places of their
//! cells are worked out once.

use crate::logs::fast_path::delimiter_bits::{LineBits, WINDOW};
use crate::logs::fields::cells::is_bare;
use crate::logs::names::series_cache::{NameShape, SHORT_BYTES};
use crate::logs::names::worker_interner::folded;
use crate::logs::probe_file::OpenFile;
use std::ops::Range;

/// Letters of a status code.
pub(super) const CODE: usize = 3;
/// Bytes from the beginning of a line on that are at hand: a cell may be read as if it were as long
/// as a short name.
pub(super) const SEEN: usize = WINDOW + SHORT_BYTES;
/// End of a cell that is the last of its line, whose length is known only line by line.
const LINE_END: u8 = u8::MAX;
/// Shapes that are kept, each at its place.
const SHAPES: usize = 64;

/// Numbers of the columns that are read, from 0. A column that a file lacks has the number of
/// fields, and its cells are empty.
#[derive(Debug)]
pub(crate) struct ColumnPlan<'h> {
    timestamp: usize,
    site: usize,
    vantage: usize,
    code: usize,
    error: usize,
    latency: usize,
    result: usize,
    /// Number of fields of a line.
    fields: usize,
    /// Whether cells of the last column may have any length and the line still has the same shape.
    open_end: bool,
    /// Index of the source, from 0.
    pub(super) source: usize,
    /// Vantage of rows that name none.
    default_vantage: &'h str,
}

impl<'h> ColumnPlan<'h> {
    /// Makes a plan for the rows of a file; `None` where several columns make the site, or none.
    pub(crate) fn of(open_file: &'h OpenFile<'_>) -> Option<ColumnPlan<'h>> {
        let header = &open_file.header;
        let fields = header.names.len();
        let &[site] = header.site.as_slice() else { return None };
        let or_empty = |column: Option<usize>| column.unwrap_or(fields);
        let timestamp = header.timestamp;
        let vantage = or_empty(header.vantage);
        let code = or_empty(header.code);
        let result = or_empty(header.result);
        let open_end = ![timestamp, site, vantage, code, result].contains(&(fields - 1));
        Some(ColumnPlan {
            timestamp,
            site,
            vantage,
            code,
            error: or_empty(header.error),
            latency: or_empty(header.latency),
            result,
            fields,
            open_end,
            source: open_file.file.source,
            default_vantage: open_file.default_vantage(),
        })
    }

    /// Gives the vantage of a row; `None` where its cell has blanks around it.
    pub(super) fn vantage<'b>(
        &'b self,
        bytes: &'b [u8; SEEN],
        cell: CellPlace,
    ) -> Option<&'b [u8]> {
        if cell.len() == 0 { Some(self.default_vantage.as_bytes()) } else { bare(bytes, cell) }
    }

    /// Gives what lines of the same shape have in common: the places of their commas, and of their
    /// end unless that makes no difference.
    #[inline]
    fn key(&self, line: LineBits) -> u128 {
        if self.open_end { line.commas } else { with_end(line) }
    }
}

/// Gives the commas of a line with its end among them. Apart, so that lines that do not need it
/// have no shift of 128 bits.
#[inline(never)]
fn with_end(line: LineBits) -> u128 {
    line.commas | 1 << line.length
}

/// Place of a cell, in bytes from the beginning of the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CellPlace {
    pub(super) from: u8,
    pub(super) to: u8,
}

impl CellPlace {
    /// Gives the bytes of the cell.
    pub(super) fn len(self) -> usize {
        usize::from(self.to - self.from)
    }

    /// Gives the cell's place in a line of `length` bytes.
    #[inline]
    pub(super) fn clip(self, length: u32) -> Range<usize> {
        usize::from(self.from)..usize::from(self.to).min(length as usize)
    }
}

/// Cell that tells how the probe went.
#[derive(Debug, Clone, Copy)]
pub(super) enum OutcomeCell {
    /// Status code, which begins here.
    Code(u8),
    /// Word for an error.
    Error(CellPlace),
}

/// Cells that tell the series.
#[derive(Debug, Clone, Copy)]
pub(super) enum SeriesCells {
    /// Short site and short vantage with only a comma between them, which begin here.
    Short(u8, NameShape),
    /// Any others.
    Long { site: CellPlace, vantage: CellPlace },
}

/// Shape of lines whose commas stand at the same places.
#[derive(Debug, Clone, Copy)]
struct LineShape {
    /// Places of the commas, as [`ColumnPlan::key`] gives them.
    key: u128,
    /// `None` where lines of this shape cannot be read fast.
    offsets: Option<CellOffsets>,
}

/// Places of the cells in lines of one shape.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellOffsets {
    /// Beginning of the stamp.
    pub(super) stamp: u8,
    /// Bytes of the stamp.
    pub(super) stamp_length: u8,
    pub(super) outcome: OutcomeCell,
    pub(super) latency: CellPlace,
    pub(super) series: SeriesCells,
}

impl CellOffsets {
    /// Works out the places of the cells in lines of a shape; `None` where they cannot be read
    /// fast.
    #[cold]
    fn of(plan: &ColumnPlan<'_>, key: u128) -> Option<CellOffsets> {
        // Each bit is the end of a cell; where the line's end is not among them, the last cell
        // ends there.
        let ends = key.count_ones() as usize + usize::from(plan.open_end);
        if ends != plan.fields {
            return None;
        }
        let cell = |column: usize| {
            if column >= plan.fields {
                return CellPlace::default();
            }
            let comma_before = column.checked_sub(1).and_then(|before| set_bit(key, before));
            let from = comma_before.map_or(0, |comma| comma + 1);
            CellPlace { from, to: set_bit(key, column).unwrap_or(LINE_END) }
        };
        // Rows with a result are read elsewhere.
        if cell(plan.result).len() > 0 {
            return None;
        }
        let code = cell(plan.code);
        let outcome = match code.len() {
            CODE => OutcomeCell::Code(code.from),
            0 => OutcomeCell::Error(cell(plan.error)),
            _ => return None,
        };
        let (site, vantage) = (cell(plan.site), cell(plan.vantage));
        let name_shape = NameShape::new(plan.source, site.len(), vantage.len());
        let is_adjacent = vantage.len() > 0 && plan.vantage == plan.site + 1;
        let series = match name_shape.filter(|_| is_adjacent) {
            Some(name_shape) => SeriesCells::Short(site.from, name_shape),
            None => SeriesCells::Long { site, vantage },
        };
        let stamp = cell(plan.timestamp);
        Some(CellOffsets {
            stamp: stamp.from,
            stamp_length: stamp.to - stamp.from,
            outcome,
            latency: cell(plan.latency),
            series,
        })
    }
}

/// Gives the place of a bit that is set, by its number among these from 0.
fn set_bit(key: u128, number: usize) -> Option<u8> {
    let left = (0..number).fold(key, |left, _| left & left.saturating_sub(1));
    (left != 0).then(|| left.trailing_zeros() as u8)
}

/// Shapes of the lines of a file that were met.
pub(crate) struct LineShapes([LineShape; SHAPES]);

impl Default for LineShapes {
    fn default() -> LineShapes {
        // A line without a comma is never read fast.
        LineShapes([LineShape { key: 0, offsets: None }; SHAPES])
    }
}

impl LineShapes {
    /// Gives the places of the cells of a line; `None` where it cannot be read fast.
    #[inline]
    pub(super) fn offsets(
        &mut self,
        plan: &ColumnPlan<'_>,
        line: LineBits,
    ) -> Option<&CellOffsets> {
        let key = plan.key(line);
        let shape = &mut self.0[slot(key)];
        if shape.key != key {
            *shape = LineShape { key, offsets: CellOffsets::of(plan, key) };
        }
        shape.offsets.as_ref()
    }
}

/// Gives the place at which a shape is kept.
#[inline]
fn slot(key: u128) -> usize {
    folded(key as u64 ^ (key >> u64::BITS) as u64) as usize % SHAPES
}

/// Gives a cell that is not the last of its line; `None` where it has blanks around it.
pub(super) fn bare(bytes: &[u8; SEEN], cell: CellPlace) -> Option<&[u8]> {
    bytes.get(usize::from(cell.from)..usize::from(cell.to)).filter(|cell| is_bare(cell))
}
