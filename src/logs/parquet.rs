//! Our own layout as Parquet: flat columns, a few thousand rows in memory at a time. Cells become
//! the text that a CSV would hold, so that both are read by the same rules.

mod first_rows;
mod library_fault;
mod parquet_column;

pub(crate) use first_rows::{FirstRows, TypedColumn, first_rows};

use crate::clock::Instant;
use crate::files::ReadError;
use crate::logs::dialect::Dialect;
use crate::logs::doubled_hour::DoubledHour;
use crate::logs::fields::cells::{Cells, Fault, trimmed};
use crate::logs::header::Header;
use crate::logs::layout::ReadSettings;
use crate::logs::probe_file::{OpenFile, ProbeFile};
use crate::logs::rows::batch::{Batch, BatchLine};
use crate::logs::worker::Worker;
use crate::model::{RefusalKind, shown_path};
use library_fault::{broken, without_panic};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::serialized_reader::SerializedRowGroupReader;
use parquet::schema::types::ColumnDescriptor;
use parquet_column::{ParquetColumn, column};
use std::fs::File;
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

/// Parquet file whose columns are found.
#[derive(Debug)]
pub(crate) struct OpenParquet<'a> {
    pub(crate) open_file: OpenFile<'a>,
    /// Row groups, in the file's order; may be empty.
    pub(crate) groups: Vec<RowGroup>,
}

/// Opens a Parquet file: its columns, and its row groups in order.
///
/// # Errors
/// Where it is damaged, lacks a column, or has a nested one.
pub(crate) fn open<'a>(
    file: &'a ProbeFile,
    settings: &'a ReadSettings,
) -> Result<OpenParquet<'a>, ReadError> {
    let path = shown_path(&file.path);
    without_panic(&path, || groups(file, settings))
}

/// Opens a Parquet file, as [`open`], but may panic.
fn groups<'a>(
    file: &'a ProbeFile,
    settings: &'a ReadSettings,
) -> Result<OpenParquet<'a>, ReadError> {
    let path = shown_path(&file.path);
    let opened = File::open(&file.path).map_err(|why| ReadError::opening(&file.path, why))?;
    let reader = SerializedFileReader::new(opened).map_err(|why| broken(&path, &why))?;
    let metadata = Arc::new(reader.metadata().clone());
    let columns = metadata.file_metadata().schema_descr().columns();
    let names = columns.iter().map(|column| column.path().string()).collect();
    let Dialect { separator, header, header_row, .. } = &settings.dialect;
    if *separator != b',' || header.is_some() || *header_row > 1 {
        let why = "the file is Parquet, which has no separator and names its columns; leave \
            `separator`, `header` and `header_row` out";
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
    let groups = (0..many).map(group).collect();
    Ok(OpenParquet { open_file: OpenFile::of(file, settings, header), groups })
}

/// Reads a row group in batches, as long as somebody waits for them; the line of a row is its
/// number in the file.
pub(crate) fn batches(
    worker: &mut Worker<'_>,
    open_file: &OpenFile<'_>,
    group: &RowGroup,
    made: &SyncSender<Result<Batch, ReadError>>,
) {
    let path = shown_path(&open_file.file.path);
    let done = without_panic(&path, || {
        let file = File::open(&open_file.file.path)
            .map_err(|why| ReadError::opening(&open_file.file.path, why))?;
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

/// Cells of our columns in a row of a Parquet file.
#[derive(Debug, Clone, Copy)]
struct RowCells<'c> {
    columns: &'c [ParquetColumn],
    /// Number of the row in its columns, from 0.
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
