//! Our own layout as Parquet: flat columns, a few thousand rows in memory at a time. Cells become
//! the text that a CSV would hold, so that both are read by the same rules.

mod first_rows;

pub(crate) use first_rows::{FirstRows, first_rows};

use crate::clock::{Instant, is_in_years, rfc3339};
use crate::files::ReadError;
use crate::logs::batch::{Batch, BatchLine};
use crate::logs::doubled_hour::DoubledHour;
use crate::logs::fields::cells::{Cells, Fault, trimmed};
use crate::logs::header::Header;
use crate::logs::layout::ReadSettings;
use crate::logs::probe_file::{OpenFile, ProbeFile};
use crate::logs::worker::Worker;
use crate::model::RefusalKind;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::serialized_reader::SerializedRowGroupReader;
use parquet::schema::types::ColumnDescriptor;
use std::fmt::Write;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

/// Rows of a batch.
const BATCH: usize = 8192;

/// Row group of a Parquet file.
#[derive(Debug)]
pub(crate) struct RowGroup {
    metadata: Arc<ParquetMetaData>,
    number: usize,
    /// Place in the file at which its rows end, in bytes, roughly.
    pub(crate) stored: u64,
}

/// Opens a Parquet file: its columns, and its row groups in order.
///
/// # Errors
/// Where it is damaged, lacks a column, or has a nested one.
pub(crate) fn open<'a>(
    file: &'a ProbeFile,
    settings: &'a ReadSettings,
) -> Result<(OpenFile<'a>, Vec<RowGroup>), ReadError> {
    let path = file.path.display().to_string();
    without_panic(&path, || groups(file, settings))
}

/// Calls `read`. The library panics on some damaged files; that is an error of the file, and not of
/// the program.
fn without_panic<T>(
    path: &str,
    read: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ReadError::DamagedParquet(path.to_owned())))
}

/// Opens a Parquet file, as [`open`], but may panic.
fn groups<'a>(
    file: &'a ProbeFile,
    settings: &'a ReadSettings,
) -> Result<(OpenFile<'a>, Vec<RowGroup>), ReadError> {
    let path = file.path.display().to_string();
    let opened = File::open(&file.path).map_err(|why| ReadError::opening(&path, why))?;
    let reader = SerializedFileReader::new(opened).map_err(|why| broken(&path, &why))?;
    let metadata = Arc::new(reader.metadata().clone());
    let columns = metadata.file_metadata().schema_descr().columns();
    let names = columns.iter().map(|column| column.path().string()).collect();
    if settings.dialect.separator != b',' || settings.dialect.header.is_some() {
        let why = "the file is Parquet, which has no separator and names its columns; leave \
            `separator` and `header` out";
        return Err(ReadError::Setting { path, key: "probes".to_owned(), why: why.to_owned() });
    }
    if settings.dialect.doubled_hour != DoubledHour::Refused {
        let why = "the file is Parquet, whose order tells nothing; leave it out".to_owned();
        return Err(ReadError::Setting { path, key: "probes.doubled_hour".to_owned(), why });
    }
    let header = Header::find(&path, names, settings)?;
    let nested =
        |column: &&Arc<ColumnDescriptor>| column.max_rep_level() > 0 || column.max_def_level() > 1;
    if let Some(column) = needed(&header).iter().map(|at| &columns[*at]).find(nested) {
        let why = format!("the column `{}` is nested; write a flat one", column.path());
        return Err(broken(&path, &ParquetError::General(why)));
    }
    let many = metadata.num_row_groups();
    let stored = |number: usize| file.bytes.saturating_mul(number as u64 + 1) / many as u64;
    let group =
        |number| RowGroup { metadata: Arc::clone(&metadata), number, stored: stored(number) };
    Ok((OpenFile::of(file, settings, header), (0..many).map(group).collect()))
}

/// Makes an error of a file that the library cannot read.
fn broken(path: &str, why: &ParquetError) -> ReadError {
    ReadError::Setting { path: path.to_owned(), key: "parquet".to_owned(), why: why.to_string() }
}

/// Reads a row group in batches, as long as somebody waits for them; the line of a row is its
/// number in the file.
pub(crate) fn batches(
    worker: &mut Worker<'_>,
    open_file: &OpenFile<'_>,
    group: &RowGroup,
    made: &SyncSender<Result<Batch, ReadError>>,
) {
    let path = open_file.file.path.display().to_string();
    let done = without_panic(&path, || {
        let file =
            File::open(&open_file.file.path).map_err(|why| ReadError::opening(&path, why))?;
        let each = |columns: &[ParquetColumn], rows| {
            let batch = batch(worker, open_file, columns, rows);
            made.send(Ok(batch)).is_ok()
        };
        rows(file, &open_file.header, group, each).map_err(|why| broken(&path, &why))
    });
    if let Err(why) = done {
        let _ = made.send(Err(why));
    }
}

/// Hands on the columns of a row group, some thousand rows at a time, until `each` is false.
fn rows(
    file: File,
    header: &Header,
    group: &RowGroup,
    mut each: impl FnMut(&[ParquetColumn], usize) -> bool,
) -> Result<(), ParquetError> {
    let about = group.metadata.row_group(group.number);
    let pages = group.metadata.page_index_for_row_group(group.number);
    let reader = SerializedRowGroupReader::new(
        Arc::new(file),
        about,
        pages,
        Arc::new(ReaderProperties::builder().build()),
    )?;
    let columns = group.metadata.file_metadata().schema_descr().columns();
    let mut pages = Vec::new();
    for at in needed(header) {
        pages.push((at, reader.get_column_reader(at)?));
    }
    let mut left = usize::try_from(about.num_rows()).unwrap_or(0);
    while left > 0 {
        let many = left.min(BATCH);
        let mut read = Vec::with_capacity(pages.len());
        for (at, page) in &mut pages {
            read.push(column(*at, page, &columns[*at], many)?);
        }
        if !each(&read, many) {
            break;
        }
        left -= many;
    }
    Ok(())
}

/// Makes a batch of some rows.
fn batch(
    worker: &mut Worker<'_>,
    open_file: &OpenFile<'_>,
    columns: &[ParquetColumn],
    rows: usize,
) -> Batch {
    let mut batch = worker.begin(open_file);
    (batch.lines, batch.read) = (rows as u64, rows as u64);
    let dialect = &open_file.settings.dialect;
    let derives_cells = dialect.time_format.is_some() || dialect.derives_cells;
    for row in 0..rows {
        let mut line = BatchLine::new(open_file, &mut batch, row as u32);
        let cells = RowCells { columns, row };
        let broken = columns.iter().filter(|column| column.broken.binary_search(&row).is_ok());
        match broken
            .map(|column| column.number)
            .min_by_key(|number| open_file.header.column_use(*number))
        {
            Some(number) => {
                let fault = Fault::new(number, RefusalKind::NotUtf8);
                worker.row_without(&mut line, fault, &cells);
            }
            None if derives_cells => worker.row_of_dialect(&mut line, cells),
            None => worker.row(&mut line, &cells),
        }
    }
    worker.end(batch)
}

/// Cells of one column.
#[derive(Debug, Default)]
struct ParquetColumn {
    /// Number of the column in the file, from 0.
    number: usize,
    text: String,
    /// End of each cell in the text.
    ends: Vec<usize>,
    /// In a column of moments, those that need no text, by row.
    moments: Option<Vec<Option<Instant>>>,
    /// Rows whose bytes are not UTF-8, in order.
    broken: Vec<usize>,
}

/// Cells of one row.
#[derive(Debug, Clone, Copy)]
struct RowCells<'c> {
    columns: &'c [ParquetColumn],
    row: usize,
}

impl<'c> RowCells<'c> {
    /// Finds a column by its number in the file.
    fn column(&self, number: usize) -> Option<&'c ParquetColumn> {
        self.columns.iter().find(|column| column.number == number)
    }
}

impl<'c> Cells<'c> for RowCells<'c> {
    fn text(&self, column: usize) -> &'c str {
        let Some(column) = self.column(column) else { return "" };
        let from = self.row.checked_sub(1).map_or(0, |before| column.ends[before]);
        trimmed(&column.text[from..column.ends[self.row]])
    }

    fn moment(&self, column: usize) -> Option<Instant> {
        let moments = self.column(column)?.moments.as_ref()?;
        moments.get(self.row).copied().flatten()
    }
}

/// Gives the numbers of the columns that are read, in order.
fn needed(header: &Header) -> Vec<usize> {
    let optional = [header.vantage, header.code, header.error, header.latency, header.result];
    let mut needed: Vec<usize> = header
        .site
        .iter()
        .chain(&header.more_timestamp)
        .copied()
        .chain([header.timestamp])
        .chain(optional.into_iter().flatten())
        .chain(header.up_when.as_ref().map(|of| of.column))
        .collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// Reads the next cells of a column.
fn column(
    number: usize,
    page: &mut ColumnReader,
    about: &ColumnDescriptor,
    rows: usize,
) -> Result<ParquetColumn, ParquetError> {
    let mut levels: Vec<i16> = Vec::with_capacity(rows);
    let moment = MomentKind::of(about);
    let mut column = ParquetColumn {
        number,
        moments: moment.map(|_| Vec::with_capacity(rows)),
        ..ParquetColumn::default()
    };
    macro_rules! read {
        ($reader:expr, $write:expr) => {{
            let mut values = Vec::with_capacity(rows);
            let mut left = rows;
            while left > 0 {
                let (records, ..) =
                    $reader.read_records(left, Some(&mut levels), None, &mut values)?;
                if records == 0 {
                    return Err(ParquetError::General(format!(
                        "the column `{}` has fewer rows than its file",
                        about.path()
                    )));
                }
                left -= records;
            }
            let full = about.max_def_level();
            let mut values = values.iter();
            for row in 0..rows {
                // Missing cells have no value, and are empty.
                let value =
                    if full == 0 || levels.get(row) == Some(&full) { values.next() } else { None };
                match value {
                    Some(value) => $write(&mut column, value),
                    None => column.known(None),
                }
                column.ends.push(column.text.len());
            }
        }};
    }
    match page {
        ColumnReader::BoolColumnReader(reader) => {
            read!(reader, |column: &mut ParquetColumn, value: &bool| column.show(value))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            read!(reader, |column: &mut ParquetColumn, value: &i32| column.show(value))
        }
        ColumnReader::Int64ColumnReader(reader) => match moment {
            Some(moment) => {
                read!(reader, |column: &mut ParquetColumn, value: &i64| column
                    .moment(moment, *value))
            }
            None => read!(reader, |column: &mut ParquetColumn, value: &i64| column.show(value)),
        },
        ColumnReader::FloatColumnReader(reader) => {
            read!(reader, |column: &mut ParquetColumn, value: &f32| column.show(value))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            read!(reader, |column: &mut ParquetColumn, value: &f64| column.show(value))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            read!(reader, |column: &mut ParquetColumn, value: &parquet::data_type::ByteArray| {
                column.bytes(value.data())
            })
        }
        ColumnReader::Int96ColumnReader(_) | ColumnReader::FixedLenByteArrayColumnReader(_) => {
            return Err(unread_type(about));
        }
    }
    Ok(column)
}

/// Makes an error of a column whose type no log is read from.
fn unread_type(about: &ColumnDescriptor) -> ParquetError {
    ParquetError::General(format!(
        "the column `{}` has a type that is not read; write text, numbers or timestamps in ms, µs \
         or ns",
        about.path()
    ))
}

impl ParquetColumn {
    /// Adds a cell of a number or a truth value.
    fn show(&mut self, value: &impl std::fmt::Display) {
        // Writing to a text cannot fail.
        let _ = write!(self.text, "{value}");
        self.known(None);
    }

    /// Adds a cell of text.
    fn bytes(&mut self, value: &[u8]) {
        match std::str::from_utf8(value) {
            Ok(text) => self.text.push_str(text),
            Err(_) => self.broken.push(self.ends.len()),
        }
        self.known(None);
    }

    /// Adds a cell of a moment.
    fn moment(&mut self, moment: MomentKind, value: i64) {
        let us = moment.us(value);
        let plain = moment.utc && is_in_years(Instant(us));
        if !plain {
            self.text.push_str(&moment.text(us));
        }
        self.known(plain.then_some(Instant(us)));
    }

    /// Adds a moment that needs no text, or its absence.
    fn known(&mut self, at: Option<Instant>) {
        if let Some(moments) = &mut self.moments {
            moments.push(at);
        }
    }
}

/// Meaning of a whole number as a moment.
#[derive(Debug, Clone, Copy)]
struct MomentKind {
    unit: TimeUnit,
    /// Whether the moment is UTC; else it is a wall clock, whose zone the source must declare (M2).
    utc: bool,
}

impl MomentKind {
    /// Gives the kind of a column's moments; `None` where it has none.
    fn of(column: &ColumnDescriptor) -> Option<MomentKind> {
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Timestamp(kind)), _) => {
                Some(MomentKind { unit: kind.unit, utc: kind.is_adjusted_to_u_t_c })
            }
            (_, ConvertedType::TIMESTAMP_MILLIS) => {
                Some(MomentKind { unit: TimeUnit::MILLIS, utc: true })
            }
            (_, ConvertedType::TIMESTAMP_MICROS) => {
                Some(MomentKind { unit: TimeUnit::MICROS, utc: true })
            }
            _ => None,
        }
    }

    /// Gives a value in microseconds.
    fn us(self, value: i64) -> i64 {
        match self.unit {
            TimeUnit::MILLIS => value.saturating_mul(1000),
            TimeUnit::MICROS => value,
            TimeUnit::NANOS => value.div_euclid(1000),
        }
    }

    /// Writes microseconds as a stamp, without an offset for a wall clock.
    fn text(self, us: i64) -> String {
        let text = rfc3339(Instant(us));
        if self.utc { text } else { text.trim_end_matches('Z').to_owned() }
    }
}
