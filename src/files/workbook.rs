//! A sheet of a workbook (`.xlsx`) as CSV: a line for each row, so that a row keeps its number.

use crate::files::ReadError;
use crate::files::file_form::{FileForm, SheetExtent};
use crate::model::shown_path;
use crate::model::suggest::listed;
use calamine::{
    DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs,
};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

/// Most bytes of a workbook as stored, of its parts as unpacked, and of a sheet as CSV.
const MOST_BYTES: u64 = 256 << 20;
/// Most letters of a clock written as text, such as `14:05:06`.
const CLOCK_LETTERS: usize = 8;
/// Clock of a date that may be a whole day.
const MIDNIGHT: &str = "00:00:00";

/// Says whether a file is a workbook, as its ending says.
pub(crate) fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// Reads the stored bytes of a workbook.
///
/// # Errors
/// Where they cannot be read, or are too many.
pub(super) fn stored_bytes(path: &str, reader: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut stored = Vec::new();
    let read = reader.take(MOST_BYTES + 1).read_to_end(&mut stored);
    read.map_err(|why| ReadError::Read { path: path.to_owned(), why })?;
    if stored.len() as u64 > MOST_BYTES { Err(too_large(path)) } else { Ok(stored) }
}

/// Names of the sheets of a workbook, each list in their order.
#[derive(Debug, Default)]
pub(crate) struct SheetNames {
    pub(crate) all: Vec<String>,
    /// Sheets that a workbook program does not show; mostly none.
    pub(crate) hidden: Vec<String>,
}

/// Lists the sheets of a workbook.
///
/// # Errors
/// Where the workbook cannot be read, is damaged or too large.
pub(crate) fn sheet_names(path: &Path) -> Result<SheetNames, ReadError> {
    let shown = shown_path(path);
    let file = File::open(path).map_err(|why| ReadError::opening(path, why))?;
    let stored = stored_bytes(&shown, file)?;
    check_size(&shown, &stored)?;
    let damaged = |why: XlsxError| broken(&shown, format!("the workbook cannot be read: {why}"));
    let workbook: Xlsx<Cursor<&[u8]>> =
        open_workbook_from_rs(Cursor::new(&stored[..])).map_err(damaged)?;
    let hidden = workbook.sheets_metadata().iter();
    let hidden = hidden.filter(|sheet| sheet.visible != SheetVisible::Visible);
    let hidden = hidden.map(|sheet| sheet.name.clone()).collect();
    Ok(SheetNames { all: workbook.sheet_names(), hidden })
}

/// Writes a sheet as CSV, or its first rows: the named one, or the only one.
///
/// # Errors
/// Where the workbook is damaged or too large, or has no such sheet.
pub(super) fn sheet_as_csv(
    path: &str,
    stored: &[u8],
    form: &FileForm,
) -> Result<String, ReadError> {
    check_size(path, stored)?;
    let damaged = |why: XlsxError| broken(path, format!("the workbook cannot be read: {why}"));
    let mut workbook: Xlsx<Cursor<&[u8]>> =
        open_workbook_from_rs(Cursor::new(stored)).map_err(damaged)?;
    let names = workbook.sheet_names();
    let all = || listed(names.iter().map(String::as_str));
    let name = match (form.sheet.as_deref(), &names[..]) {
        (Some(name), names) if names.iter().any(|known| known == name) => name.to_owned(),
        (Some(name), _) => {
            return Err(broken(path, format!("there is no sheet `{name}`; found {}", all())));
        }
        (None, [only]) => only.clone(),
        (None, _) => {
            let why = format!(
                "it has the sheets {}; say which by `sheet` in its [[probes]], an entry for each \
                 that is a log (docs/data.md), or save that sheet as CSV",
                all()
            );
            return Err(broken(path, why));
        }
    };
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
    let most = match form.extent {
        SheetExtent::Whole => usize::MAX,
        SheetExtent::FirstBytes(bytes) => bytes,
    };
    let mut csv = SheetText::default();
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        csv.add(cell.get_position(), cell_of(cell.get_value()));
        if csv.text.len() as u64 > MOST_BYTES {
            return Err(too_large(path));
        }
        if csv.text.len() > most {
            // The row that was begun is not whole.
            return Ok(csv.text);
        }
    }
    csv.end_row();
    Ok(csv.text)
}

/// Makes the error of a workbook that cannot be read.
fn broken(path: &str, why: String) -> ReadError {
    ReadError::Broken { path: path.to_owned(), why }
}

/// Makes the error of a sheet that is too large.
fn too_large(path: &str) -> ReadError {
    let most = MOST_BYTES >> 20;
    let why = format!("the workbook has more than {most} MiB; save its sheet as CSV");
    ReadError::Unfit { path: path.to_owned(), why }
}

/// Unpacks all parts of a workbook, and throws them away: no part is larger than it says.
fn check_size(path: &str, stored: &[u8]) -> Result<(), ReadError> {
    let damaged = |why: io::Error| broken(path, format!("it is no workbook (.xlsx): {why}"));
    let mut parts = ZipArchive::new(Cursor::new(stored)).map_err(|why| damaged(why.into()))?;
    let mut bytes = 0;
    for number in 0..parts.len() {
        let part = parts.by_index(number).map_err(|why| damaged(why.into()))?;
        let left = MOST_BYTES + 1 - bytes;
        bytes += io::copy(&mut part.take(left), &mut io::sink()).map_err(damaged)?;
        if bytes > MOST_BYTES {
            return Err(too_large(path));
        }
    }
    Ok(())
}

/// CSV of the cells so far, which come in the order of rows and columns.
#[derive(Debug, Default)]
struct SheetText {
    text: String,
    /// Number of the row that is being gathered, from 0.
    row: u32,
    cells: Vec<GatheredCell>,
    /// Number of headings, by the widest row so far whose cells are all text: a shorter row has
    /// empty cells at its end.
    headings: usize,
    /// Columns of which a date so far had a time of day.
    columns_with_clock: BTreeSet<usize>,
}

/// Cell of the row that is being gathered.
#[derive(Debug, Clone, Default, PartialEq)]
enum GatheredCell {
    #[default]
    Empty,
    /// Text that is no clock.
    Text(String),
    /// Clock without a day, by its value or as text.
    Clock(String),
    /// Midnight, which may stand for a whole day; both are written out.
    Midnight { moment: String, day: String },
    /// Moment that is no midnight.
    Moment(String),
    /// Number, truth or error.
    Value(String),
}

impl SheetText {
    /// Adds a cell; `row` and `column` count from 0.
    fn add(&mut self, (row, column): (u32, u32), cell: GatheredCell) {
        while self.row < row {
            self.end_row();
        }
        let column = column as usize;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, GatheredCell::Empty);
        }
        self.cells[column] = cell;
    }

    /// Writes the row that was gathered, and begins the next.
    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let is_text =
            |cell: &GatheredCell| matches!(cell, GatheredCell::Text(text) if !text.is_empty());
        if cells.iter().all(is_text) {
            self.headings = self.headings.max(cells.len());
        }
        let has_clock = cells.iter().any(|cell| matches!(cell, GatheredCell::Clock(_)));
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.text.push(',');
            }
            let is_day = has_clock && !self.columns_with_clock.contains(&column);
            let text = match cell {
                GatheredCell::Empty => "",
                GatheredCell::Midnight { day, .. } if is_day => day,
                GatheredCell::Midnight { moment: text, .. }
                | GatheredCell::Text(text)
                | GatheredCell::Clock(text)
                | GatheredCell::Value(text) => text,
                GatheredCell::Moment(text) => {
                    self.columns_with_clock.insert(column);
                    text
                }
            };
            push_field(&mut self.text, text);
        }
        if !cells.is_empty() {
            let missing = self.headings.saturating_sub(cells.len());
            self.text.extend(std::iter::repeat_n(',', missing));
        }
        self.text.push('\n');
        self.row += 1;
    }
}

/// Adds a field of CSV.
fn push_field(csv: &mut String, cell: &str) {
    let must_quote = cell.contains(['"', ',']);
    let cell = cell.replace(['\n', '\r'], " ");
    if must_quote {
        let _ = write!(csv, "\"{}\"", cell.replace('"', "\"\""));
    } else {
        csv.push_str(&cell);
    }
}

/// Takes the value of a cell.
fn cell_of(value: &DataRef<'_>) -> GatheredCell {
    match value {
        DataRef::Int(number) => GatheredCell::Value(number.to_string()),
        DataRef::Float(number) => GatheredCell::Value(number.to_string()),
        DataRef::String(text) => of_text(text.clone()),
        DataRef::SharedString(text) => of_text((*text).to_owned()),
        DataRef::Bool(truth) => GatheredCell::Value(truth.to_string()),
        DataRef::DateTime(at) if at.is_datetime() => moment_of(at),
        DataRef::DateTime(length) => GatheredCell::Value(length.as_f64().to_string()),
        DataRef::DateTimeIso(text) => GatheredCell::Moment(text.clone()),
        DataRef::DurationIso(text) => GatheredCell::Value(text.clone()),
        DataRef::Error(error) => GatheredCell::Value(error.to_string()),
        DataRef::Empty => GatheredCell::Empty,
    }
}

/// Takes a text, which is a clock where it is written as one, such as `14:05` or `2:05 PM`.
fn of_text(text: String) -> GatheredCell {
    let trimmed = text.trim();
    let is_part = |letter: char| letter.is_ascii_digit() || letter == ':';
    let clock = trimmed.trim_end_matches(|letter: char| !is_part(letter));
    let behind = trimmed[clock.len()..].trim().to_lowercase();
    let is_clock = clock.contains(':')
        && clock.len() <= CLOCK_LETTERS
        && clock.chars().all(is_part)
        && ["", "am", "pm", "uhr"].contains(&behind.as_str());
    if is_clock { GatheredCell::Clock(text) } else { GatheredCell::Text(text) }
}

/// Takes a date of a sheet, which counts days, as a wall clock. One of less than a day is a clock
/// without a day.
fn moment_of(at: &ExcelDateTime) -> GatheredCell {
    let (year, month, day, hour, minute, second, ms) = at.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    let mut clock = format!("{hour:02}:{minute:02}:{second:02}");
    if ms > 0 {
        let _ = write!(clock, ".{ms:03}");
    }
    if (0.0..1.0).contains(&at.as_f64()) {
        return GatheredCell::Clock(clock);
    }
    let moment = format!("{day}T{clock}");
    if clock == MIDNIGHT {
        GatheredCell::Midnight { moment, day }
    } else {
        GatheredCell::Moment(moment)
    }
}
