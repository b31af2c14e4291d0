//! Splits a line of CSV into its fields. A line is one row, so a stray quotation mark spoils one
//! row and no more.

use crate::logs::fields::cells::{Cells, trimmed};
use crate::model::RefusalKind;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Most fields of a row that are kept apart; a row with more is refused all the same.
const MOST_FIELDS: usize = 4096;

/// Splits lines into fields, in buffers that are used again.
#[derive(Debug)]
pub(crate) struct Splitter {
    reader: Reader,
    separator: u8,
    /// Texts of the fields, one after the other.
    text: Vec<u8>,
    /// End of each field in the text, in order.
    ends: Vec<usize>,
}

impl Splitter {
    /// Makes a splitter for a separator that is one byte.
    pub(crate) fn new(separator: u8) -> Splitter {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Splitter { reader, separator, text: vec![0; 1 << 10], ends: vec![0; 64] }
    }

    /// Goes on with another separator.
    pub(crate) fn set_separator(&mut self, separator: u8) {
        if self.separator != separator {
            *self = Splitter::new(separator);
        }
    }

    /// Splits a line without its end.
    ///
    /// # Errors
    /// Where quotation marks are not in pairs, where the line is not UTF-8, holds a carriage
    /// return, or has too many fields.
    pub(crate) fn split(&mut self, line: &[u8]) -> Result<Fields<'_>, RefusalKind> {
        if !line.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2) {
            return Err(RefusalKind::OpenQuote);
        }
        // The line and not the joined fields: two broken halves could make a letter together.
        std::str::from_utf8(line).map_err(|_| RefusalKind::NotUtf8)?;
        self.reader.reset();
        if self.text.len() < line.len() {
            self.text.resize(line.len(), 0);
        }
        let separators = line.iter().filter(|byte| **byte == self.separator).count();
        if separators >= MOST_FIELDS {
            return Err(RefusalKind::TooManyFields(MOST_FIELDS));
        }
        if self.ends.len() < separators + 1 {
            self.ends.resize(separators + 1, 0);
        }
        let (mut written, mut fields, mut rest) = (0, 0, line);
        loop {
            let (result, read, wrote, ended) =
                self.reader.read_record(rest, &mut self.text[written..], &mut self.ends[fields..]);
            (written, fields) = (written + wrote, fields + ended);
            rest = &rest[read..];
            // The buffers hold the whole line, so only the end of the input can come between.
            if !matches!(result, ReadRecordResult::InputEmpty) {
                break;
            }
        }
        // The reader takes one that stands first for the end of an empty row, and passes it over.
        if !rest.is_empty() || line.starts_with(b"\r") {
            return Err(RefusalKind::InnerReturn);
        }
        let text = std::str::from_utf8(&self.text[..written]).map_err(|_| RefusalKind::NotUtf8)?;
        Ok(Fields { text, ends: &self.ends[..fields] })
    }
}

/// Fields of one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    text: &'a str,
    /// End of each field in the text, in order; at least one.
    ends: &'a [usize],
}

impl Fields<'_> {
    /// Counts the fields; at least one.
    pub(crate) fn count(&self) -> usize {
        self.ends.len()
    }
}

impl Fields<'_> {
    /// Gives the texts of all fields, in order.
    pub(crate) fn texts(&self) -> Vec<String> {
        (0..self.count()).map(|at| self.text(at).to_owned()).collect()
    }
}

impl<'a> Cells<'a> for Fields<'a> {
    fn text(&self, column: usize) -> &'a str {
        let start = if column == 0 { Some(0) } else { self.ends.get(column - 1).copied() };
        let range = start.zip(self.ends.get(column));
        let field = range.and_then(|(start, end)| self.text.get(start..*end));
        trimmed(field.unwrap_or_default())
    }
}
