//! Small tables: sites, claims and maintenance, each row with its line and its named cells.

use crate::files::ReadError;
use crate::files::row_lines::RowLines;
use crate::files::text_encoding::DecodedText;
use crate::files::whole_file::{ReadInput, read_whole};
use crate::model::suggest::{listed, nearest};
use crate::model::{
    Input, InputRole, Location, Refusal, RefusalKind, RefusedPart, YesNoWords, shown_path,
};
use std::fs::File;
use std::path::Path;

/// Table, whole in memory.
#[derive(Debug)]
pub(crate) struct SmallTable {
    /// Path of the file, as shown to readers.
    file: String,
    /// Names of the columns, in the order of the file.
    header: Vec<String>,
    /// Rows in the order of the file; may be empty.
    rows: RawRows,
}

/// Way in which a table is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableForm {
    /// Byte between cells.
    pub(crate) separator: u8,
    /// Names of the columns, where no line has them.
    pub(crate) header: Option<Vec<String>>,
}

/// Columns that a table is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TableColumns<'a> {
    /// Columns that it must have.
    pub(crate) needed: &'a [&'a str],
    /// All that it may have, for errors.
    pub(crate) known: &'a [&'a str],
}

impl<'a> TableColumns<'a> {
    /// Asks for no column, and names these for errors.
    pub(crate) fn known(known: &'a [&'a str]) -> TableColumns<'a> {
        TableColumns { needed: &[], known }
    }
}

impl Default for TableForm {
    fn default() -> TableForm {
        TableForm { separator: b',', header: None }
    }
}

/// Reads the byte that separates cells, as it is declared.
///
/// # Errors
/// Where it is not one sign that can.
pub(crate) fn separator(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        &[one] if one.is_ascii() && ![b'"', b'\n', b'\r'].contains(&one) => Ok(one),
        _ => Err("expected one sign, such as \";\" or \"\\t\"".to_owned()),
    }
}

/// Reads the names of columns; `None` where they are not UTF-8.
fn names(row: &csv::ByteRecord) -> Option<Vec<String>> {
    let name = |cell| Some(std::str::from_utf8(cell).ok()?.trim().to_owned());
    row.iter().map(name).collect()
}

/// Rows as they stand in the file, their cells in one text: a list of cells for each row takes
/// several times the memory.
#[derive(Debug, Default)]
struct RawRows {
    /// Cells of all rows, one behind the other.
    text: Vec<u8>,
    /// End of each cell in the text.
    ends: Vec<usize>,
    rows: Vec<RawRow>,
}

/// Place of a row among the cells of all rows.
#[derive(Debug)]
struct RawRow {
    /// Line, from 1.
    line: u64,
    /// Number of its first cell, of all cells.
    first: usize,
}

impl RawRows {
    /// Appends a row.
    fn push(&mut self, line: u64, cells: &csv::ByteRecord) {
        self.rows.push(RawRow { line, first: self.ends.len() });
        for cell in cells {
            self.text.extend_from_slice(cell);
            self.ends.push(self.text.len());
        }
    }

    /// Gives the line and the cells of each row, in the order of the file.
    fn iter(&self) -> impl Iterator<Item = (u64, Vec<&[u8]>)> {
        let starts = self.rows.iter().skip(1).map(|row| row.first).chain([self.ends.len()]);
        let cell = |number: usize| {
            let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.text[start..self.ends[number]]
        };
        let rows = self.rows.iter().zip(starts);
        rows.map(move |(row, next)| (row.line, (row.first..next).map(cell).collect()))
    }
}

impl SmallTable {
    /// Counts the rows of a file below its header, those that may be refused included; none of them
    /// is held.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(crate) fn count_rows(path: &Path) -> Result<usize, ReadError> {
        let file = File::open(path).map_err(|why| ReadError::opening(path, why))?;
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(DecodedText::new(file, None));
        let mut row = csv::ByteRecord::new();
        let mut rows = 0;
        while reader
            .read_byte_record(&mut row)
            .map_err(|why| ReadError::opening(path, why.into()))?
        {
            rows += 1;
        }
        Ok(rows)
    }

    /// Reads a file as a table, and gives its account among the inputs; arguments and errors are
    /// those of [`SmallTable::parse`].
    ///
    /// # Errors
    /// Also where the file cannot be read.
    pub(crate) fn read(
        path: &Path,
        shown: &str,
        role: InputRole,
        columns: TableColumns<'_>,
    ) -> Result<ReadInput<SmallTable>, ReadError> {
        let ReadInput { content: text, input } = read_whole(path, shown, role)?;
        let table = SmallTable::parse(&text, path, shown, columns)?;
        let rows = table.rows.rows.len() as u64;
        Ok(ReadInput { content: table, input: Input { rows, ..input } })
    }

    /// Reads the text of the file at `path`, unpacked, as a table.
    ///
    /// # Errors
    /// Where the text has no header, or where a column is missing or stands twice.
    pub(crate) fn parse(
        text: &[u8],
        path: &Path,
        shown: &str,
        columns: TableColumns<'_>,
    ) -> Result<SmallTable, ReadError> {
        SmallTable::parse_as(&TableForm::default(), text, path, shown, columns)
    }

    /// Reads a text as [`SmallTable::parse`] does, in another form.
    ///
    /// # Errors
    /// As [`SmallTable::parse`].
    pub(crate) fn parse_as(
        form: &TableForm,
        text: &[u8],
        path: &Path,
        shown: &str,
        columns: TableColumns<'_>,
    ) -> Result<SmallTable, ReadError> {
        let name = shown_path(path);
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(form.separator)
            .from_reader(text);
        let mut lines = RowLines::new(text);
        let mut row = csv::ByteRecord::new();
        // Reading from memory cannot fail, and a flexible reader takes any row.
        let mut next = |row: &mut csv::ByteRecord| {
            let is_there = reader.read_byte_record(row).unwrap_or_default();
            is_there.then(|| lines.of(row))
        };
        let Some(first_line) = next(&mut row) else {
            let ticked = columns.known.iter().map(|name| format!("`{name}`"));
            let columns = ticked.collect::<Vec<_>>().join(", ");
            return Err(ReadError::Empty { path: name, columns });
        };
        let mut rows = RawRows::default();
        let header = match &form.header {
            Some(names) => {
                rows.push(first_line, &row);
                names.clone()
            }
            None => names(&row).ok_or_else(|| ReadError::NotUtf8(name.clone()))?,
        };
        while let Some(line) = next(&mut row) {
            rows.push(line, &row);
        }
        for column in columns.needed {
            if !header.iter().any(|found| found == column) {
                let hint = nearest(column, header.iter().map(String::as_str))
                    .map_or_else(String::new, |near| {
                        format!("; did you mean `{near}`? Rename it to `{column}`")
                    });
                let found = listed(header.iter().map(String::as_str));
                return Err(ReadError::MissingColumn {
                    path: name,
                    needed: format!("`{column}`"),
                    found,
                    hint,
                });
            }
        }
        if let Some(twice) = header
            .iter()
            .enumerate()
            .find(|(at, name)| !name.is_empty() && header[..*at].contains(name))
        {
            return Err(ReadError::RepeatedColumn { path: name, column: twice.1.clone() });
        }
        Ok(SmallTable { file: shown.to_owned(), header, rows })
    }

    /// Gives the names of the columns, in order.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Gives the rows, in order; a row with the wrong number of fields, or that is not UTF-8, is a
    /// refusal.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Result<TableRow<'_>, Box<Refusal>>> {
        self.rows.iter().map(|(line, row)| {
            let refuse = |column, name: &str, kind| {
                Box::new(Refusal {
                    file: self.file.clone(),
                    line,
                    column,
                    name: name.to_owned(),
                    part: RefusedPart::Row,
                    kind,
                })
            };
            if row.len() != self.header.len() {
                let kind =
                    RefusalKind::FieldCount { expected: self.header.len(), found: row.len() };
                return Err(refuse(row.len().min(self.header.len()), "row", kind));
            }
            let mut cells = Vec::with_capacity(row.len());
            for (at, cell) in row.into_iter().enumerate() {
                let text = std::str::from_utf8(cell)
                    .map_err(|_| refuse(at + 1, &self.header[at], RefusalKind::NotUtf8))?;
                cells.push(text.trim());
            }
            Ok(TableRow { file: &self.file, line, header: &self.header, cells })
        })
    }
}

/// Line of a small CSV file, with its cells by name.
#[derive(Debug)]
pub(crate) struct TableRow<'a> {
    file: &'a str,
    /// Line in the file, from 1.
    line: u64,
    /// Names of the columns, in the order of the cells.
    header: &'a [String],
    /// Cells without the blanks around them, as many as there are columns.
    cells: Vec<&'a str>,
}

impl<'a> TableRow<'a> {
    /// Gives the cell of a column without the blanks around it; empty where there is no such
    /// column.
    pub(crate) fn get(&self, name: &str) -> &'a str {
        self.at(name).and_then(|at| self.cells.get(at)).copied().unwrap_or_default()
    }

    /// Gives the cell of a column; `None` where it is empty.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// Makes a refusal of the row, with the cell of a column at fault.
    pub(crate) fn refuse(&self, name: &str, kind: RefusalKind) -> Box<Refusal> {
        Box::new(Refusal {
            file: self.file.to_owned(),
            line: self.line,
            column: self.at(name).map_or(1, |at| at + 1),
            name: name.to_owned(),
            part: RefusedPart::Row,
            kind,
        })
    }

    /// Reads a cell that says yes or no, in any letters; an empty one says no.
    ///
    /// # Errors
    /// Where it says something else.
    pub(crate) fn is_true(&self, name: &str) -> Result<bool, Box<Refusal>> {
        let word = self.get(name);
        if word.is_empty() {
            return Ok(false);
        }
        let unknown = || self.refuse(name, RefusalKind::NotTrueOrFalse(word.to_owned()));
        YesNoWords::TrueFalse.read(word).ok_or_else(unknown)
    }

    /// Gives the place of the row, in the file with this number.
    pub(crate) fn location(&self, file: usize) -> Location {
        Location { file: u32::try_from(file).unwrap_or(u32::MAX), line: self.line }
    }

    /// Gives the cells in the order of the columns, without the blanks around them.
    pub(crate) fn cells(&self) -> &[&'a str] {
        &self.cells
    }

    /// Gives the line of the row, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Finds a column.
    fn at(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}
