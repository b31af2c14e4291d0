//! Plain lines: without a quotation mark, so that they can be cut at their commas.

use crate::files::LONGEST_LINE;
use crate::logs::fast_path::delimiter_bits::{ByteKinds, DelimiterBits, LineBits};
use crate::logs::fields::cells::{Cells, trimmed};
use std::ops::Range;

/// Finds the lines and fields of a block, in buffers that are used again.
#[derive(Debug, Default)]
pub(crate) struct LineFinder {
    delimiters: DelimiterBits,
    /// End of a field before the line, as if there were one, and of each field of the line.
    ends: Vec<u32>,
}

/// Lines of a block, found by their delimiters.
#[derive(Debug)]
pub(crate) struct PlainLines<'t> {
    finder: LineFinder,
    /// Bytes of the block.
    pub(crate) bytes: &'t [u8],
    /// All bytes where they are UTF-8; else empty.
    pub(crate) text: &'t [u8],
    /// Number of the header's fields.
    fields: usize,
    /// Whether there are quotation marks or carriage returns.
    has_odd: bool,
}

impl LineFinder {
    /// Finds the delimiters of a block whose lines should have as many fields as the header.
    pub(crate) fn search(mut self, bytes: &[u8], fields: usize) -> PlainLines<'_> {
        let ByteKinds { has_odd, is_ascii } = self.delimiters.find(bytes);
        self.ends.clear();
        self.ends.resize(fields + 1, 0);
        let text = if is_ascii || std::str::from_utf8(bytes).is_ok() { bytes } else { &[] };
        PlainLines { finder: self, bytes, text, fields, has_odd }
    }
}

impl<'t> PlainLines<'t> {
    /// Gives back the finder, for the next block.
    pub(crate) fn into_finder(self) -> LineFinder {
        self.finder
    }

    /// Gives the commas of the line from `start` and the place of its end, where it is short and
    /// plain.
    #[inline]
    pub(crate) fn short_line(&self, start: usize) -> Option<(LineBits, usize)> {
        let mut line = self.finder.delimiters.line(start)?;
        let end = start + line.length as usize;
        if self.has_odd {
            line.length = without_return(self.bytes.get(start..end)?)?.len() as u32;
        }
        Some((line, end))
    }

    /// Gives the end of the line from `start`, and its cells where it is plain.
    pub(crate) fn next(&mut self, start: usize) -> (usize, Option<PlainLine<'t, '_>>) {
        let PlainLines { ref mut finder, bytes, fields, has_odd, .. } = *self;
        let LineFinder { delimiters, ends } = finder;
        let Some(end) = delimiters.field_ends(start, &mut ends[1..=fields]) else {
            let length = memchr::memchr(b'\n', &bytes[start..]).unwrap_or(bytes.len() - start);
            return (start + length, None);
        };
        // Where one column is all, an empty line is no row.
        let whole =
            Some(&bytes[start..end]).filter(|line| line.len() <= LONGEST_LINE && fields > 1);
        let line = whole.and_then(|line| if has_odd { without_return(line) } else { Some(line) });
        let Some(text) = line.and_then(|line| std::str::from_utf8(line).ok()) else {
            return (end, None);
        };
        // As if a field ended before the line.
        ends[0] = (start as u32).wrapping_sub(1);
        ends[fields] = (start + text.len()) as u32;
        (end, Some(PlainLine { text, start: start as u32, ends }))
    }
}

/// Gives a line without the carriage return at its end; `None` where it has another one, or a
/// quotation mark.
fn without_return(line: &[u8]) -> Option<&[u8]> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    memchr::memchr2(b'"', b'\r', line).is_none().then_some(line)
}

/// Plain line, cut at its commas.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlainLine<'t, 'm> {
    text: &'t str,
    /// Place of its beginning in the block, as the ends of its fields are counted.
    start: u32,
    /// End of each field in the block, in order.
    ends: &'m [u32],
}

impl<'t> Cells<'t> for PlainLine<'t, '_> {
    fn text(&self, column: usize) -> &'t str {
        let range = || -> Option<Range<usize>> {
            let &[before, end] = self.ends.get(column..)?.first_chunk()?;
            Some((before.wrapping_add(1) - self.start) as usize..(end - self.start) as usize)
        };
        trimmed(range().and_then(|range| self.text.get(range)).unwrap_or_default())
    }
}
