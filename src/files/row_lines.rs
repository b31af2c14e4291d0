//! Lines of the rows of a table: the reader of tables counts one too low after `\r\n` and after
//! empty lines.

/// Finds the lines of rows, asked for in the order of the text.
#[derive(Debug)]
pub(crate) struct RowLines<'t> {
    text: &'t [u8],
    /// Byte up to which lines are counted.
    at: usize,
    /// Line of that byte, from 1.
    line: u64,
}

impl<'t> RowLines<'t> {
    /// Begins at the first line of the text that the reader reads.
    pub(crate) fn new(text: &'t [u8]) -> RowLines<'t> {
        RowLines { text, at: 0, line: 1 }
    }

    /// Returns the line in which a row begins, from 1. Ends of lines that stand between the
    /// reader's position and the row are no part of it.
    pub(crate) fn of(&mut self, row: &csv::ByteRecord) -> u64 {
        let position = row.position().map_or(0, csv::Position::byte);
        let from = usize::try_from(position).map_or(self.text.len(), |at| at.min(self.text.len()));
        let skipped =
            self.text[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let until = (from + skipped).max(self.at);
        let ends = memchr::memchr_iter(b'\n', &self.text[self.at..until]).count();
        self.line += ends as u64;
        self.at = until;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_in_its_line_whatever_ends_lines() {
        let lines_of = |text: &str| {
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .from_reader(text.as_bytes());
            let mut lines = RowLines::new(text.as_bytes());
            reader.byte_records().flatten().map(|row| lines.of(&row)).collect::<Vec<_>>()
        };
        let table = "a,b\n1,2\n\"3\n4\",5\n6,7";
        assert_eq!(lines_of(table), [1, 2, 3, 5]);
        assert_eq!(lines_of(&table.replace('\n', "\r\n")), [1, 2, 3, 5]);
        assert_eq!(lines_of("a,b\n\n1,2\n\n\n3,4\n"), [1, 3, 6]);
        assert_eq!(lines_of("\r\n\r\na,b\r\n\r\n1,2\r\n"), [3, 5]);
        assert_eq!(lines_of(""), [0u64; 0]);
    }
}
