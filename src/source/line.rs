//! Lines that are cut at their commas, as most can be.

use super::blocks::LONGEST_LINE;
use super::csv::{Cells, trimmed};
use super::marks::Marks;
use std::ops::Range;

/// Places that are kept for the ends of fields at least, so that the first of them can be asked for without asking whether they are there.
const PLACES: usize = 32;
/// Fields of a line that may all be found in those places: besides them, one ends before the line, and one is always empty.
pub(super) const MOST: usize = PLACES - 3;
/// Bytes from the beginning of a line on that are looked at together.
const NEAR: usize = 256;
/// Bytes of a line that leaves so many behind it that no look at one of its cells goes beyond.
const SHORT_LINE: usize = NEAR - MOST_BYTES;
/// Bytes that are looked at from the beginning of a cell on, at most.
const MOST_BYTES: usize = 32;

/// Finds lines and fields, in buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Lines {
    marks: Marks,
    /// Where a field before the line would end; where the fields of the line do; and two places for a field that is always empty.
    ends: Vec<u32>,
}

/// What makes the lines of a block plain.
pub(super) struct Plain<'t> {
    bytes: &'t [u8],
    /// The same; empty where no line can be plain.
    text: &'t str,
    /// Fields of the header.
    fields: usize,
    /// Whether there are quotation marks or carriage returns.
    odd: bool,
}

impl Lines {
    /// Looks through a block whose lines should have so many fields.
    pub(super) fn of<'t>(&mut self, bytes: &'t [u8], fields: usize) -> Plain<'t> {
        self.marks.find(bytes);
        self.ends.clear();
        self.ends.resize(PLACES.max(fields + 3), 0);
        self.ends[fields + 2] = 1;
        // Where some byte is no UTF-8, or one column is all, no line is plain.
        let valid = std::str::from_utf8(bytes).ok().filter(|_| fields > 1);
        let odd = memchr::memchr2(b'"', b'\r', bytes).is_some();
        Plain { bytes, text: valid.unwrap_or_default(), fields, odd }
    }

    /// The end of the line from `start`, and its cells, where it is plain.
    #[inline]
    pub(super) fn next<'t>(&mut self, plain: &Plain<'t>, start: usize) -> (usize, Option<Line<'t, '_>>) {
        let Plain { bytes, text, fields, odd } = *plain;
        let Some(end) = self.marks.cut(start, &mut self.ends[1..=fields]) else {
            return (start + memchr::memchr(b'\n', &bytes[start..]).unwrap_or(bytes.len() - start), None);
        };
        if text.is_empty() || end - start > LONGEST_LINE {
            return (end, None);
        }
        // As if a field ended before the line.
        self.ends[0] = (start as u32).wrapping_sub(1);
        if odd {
            let line = &bytes[start..end];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if memchr::memchr2(b'"', b'\r', line).is_some() {
                return (end, None);
            }
            self.ends[fields] = (start + line.len()) as u32;
        }
        (end, Some(Line { text, start, end, ends: &self.ends }))
    }
}

/// A plain line, cut at its commas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t, 'm> {
    text: &'t str,
    start: usize,
    end: usize,
    ends: &'m [u32],
}

/// A plain line that is short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Short<'t, 'm> {
    /// What begins with the line.
    bytes: &'t [u8; NEAR],
    start: u32,
    ends: &'m [u32; PLACES],
}

impl<'t, 'm> Line<'t, 'm> {
    /// The same, where it is short and does not stand near the end of its block.
    #[inline]
    pub(super) fn short(&self) -> Option<Short<'t, 'm>> {
        let bytes = self.text.as_bytes().get(self.start..)?.first_chunk().filter(|_| self.end - self.start <= SHORT_LINE)?;
        Some(Short { bytes, start: self.start as u32, ends: self.ends.first_chunk()? })
    }

    /// A cell as it stands there.
    pub(super) fn cell(&self, at: usize) -> Option<&'t str> {
        self.text.get(self.range(at)?)
    }

    fn range(&self, at: usize) -> Option<Range<usize>> {
        let &[before, end] = self.ends.get(at..)?.first_chunk()?;
        Some(before.wrapping_add(1) as usize..end as usize)
    }
}

impl<'t> Cells<'t> for Line<'t, '_> {
    fn text(&self, at: usize) -> &'t str {
        trimmed(self.cell(at).unwrap_or_default())
    }
}

impl Short<'_, '_> {
    /// Where a cell begins and ends, in bytes from the beginning of the line; of fields up to [`MOST`] and the empty one.
    #[inline]
    pub(super) fn range(&self, at: usize) -> Range<usize> {
        let end = |place: usize| self.ends[place % PLACES];
        let from_line = |place: u32| place.wrapping_sub(self.start) as usize;
        from_line(end(at).wrapping_add(1))..from_line(end(at + 1))
    }

    /// So many bytes from a place in the line on, 32 at most.
    #[inline]
    pub(super) fn bytes<const BYTES: usize>(&self, from: usize) -> &[u8; BYTES] {
        const { assert!(BYTES <= MOST_BYTES) };
        // For the compiler: they are always there.
        let from = from.min(NEAR - BYTES);
        self.bytes[from..from + BYTES].first_chunk().expect("as many bytes as were cut out")
    }

    /// Bytes from a place to another.
    #[inline]
    pub(super) fn cell(&self, range: Range<usize>) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }
}
