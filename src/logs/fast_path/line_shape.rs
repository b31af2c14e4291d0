//! Lines that are cut at their commas, as most can be.

use crate::files::blocks::LONGEST_LINE;
use crate::logs::csv::{Cells, trimmed};
use crate::logs::fast_path::delimiter_bits::{Letters, Marks, Near};
use std::ops::Range;

/// Finds lines and fields, in buffers that are used again.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    marks: Marks,
    /// Where a field before the line would end, and where the fields of the line do.
    ends: Vec<u32>,
}

/// What makes the lines of a block plain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain<'t> {
    pub(crate) bytes: &'t [u8],
    /// The same, where all of them are text; else none.
    pub(crate) text: &'t [u8],
    /// Fields of the header.
    fields: usize,
    /// Whether there are quotation marks or carriage returns.
    odd: bool,
}

impl Lines {
    /// Looks through a block whose lines should have so many fields.
    pub(crate) fn of<'t>(&mut self, bytes: &'t [u8], fields: usize) -> Plain<'t> {
        let Letters { odd, ascii } = self.marks.find(bytes);
        self.ends.clear();
        self.ends.resize(fields + 1, 0);
        let text = if ascii || std::str::from_utf8(bytes).is_ok() { bytes } else { &[] };
        Plain { bytes, text, fields, odd }
    }

    /// The marks of the line from `start` and the place of its end, where it is short and plain as
    /// far as they can tell.
    #[inline]
    pub(crate) fn near(&self, plain: &Plain<'_>, start: usize) -> Option<(Near, usize)> {
        let mut near = self.marks.near(start)?;
        let end = start + near.length as usize;
        if plain.odd {
            near.length = unended(plain.bytes.get(start..end)?)?.len() as u32;
        }
        Some((near, end))
    }

    /// The end of the line from `start`, and its cells, where it is plain.
    pub(crate) fn next<'t>(
        &mut self,
        plain: &Plain<'t>,
        start: usize,
    ) -> (usize, Option<Line<'t, '_>>) {
        let Plain { bytes, fields, odd, .. } = *plain;
        let Some(end) = self.marks.cut(start, &mut self.ends[1..=fields]) else {
            return (
                start + memchr::memchr(b'\n', &bytes[start..]).unwrap_or(bytes.len() - start),
                None,
            );
        };
        // Where one column is all, an empty line is no row.
        let whole =
            Some(&bytes[start..end]).filter(|line| line.len() <= LONGEST_LINE && fields > 1);
        let line = whole.and_then(|line| if odd { unended(line) } else { Some(line) });
        let Some(text) = line.and_then(|line| std::str::from_utf8(line).ok()) else {
            return (end, None);
        };
        // As if a field ended before the line.
        self.ends[0] = (start as u32).wrapping_sub(1);
        self.ends[fields] = (start + text.len()) as u32;
        (end, Some(Line { text, start: start as u32, ends: &self.ends }))
    }
}

/// A line without the carriage return at its end; `None` where it has another, or a quotation mark.
fn unended(line: &[u8]) -> Option<&[u8]> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    memchr::memchr2(b'"', b'\r', line).is_none().then_some(line)
}

/// A plain line, cut at its commas.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'t, 'm> {
    text: &'t str,
    /// Where it begins in its block, as its fields' ends are counted.
    start: u32,
    ends: &'m [u32],
}

impl<'t> Cells<'t> for Line<'t, '_> {
    fn text(&self, at: usize) -> &'t str {
        let range = || -> Option<Range<usize>> {
            let &[before, end] = self.ends.get(at..)?.first_chunk()?;
            Some((before.wrapping_add(1) - self.start) as usize..(end - self.start) as usize)
        };
        trimmed(range().and_then(|range| self.text.get(range)).unwrap_or_default())
    }
}
