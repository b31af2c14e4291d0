//! The first rows of a Parquet file as text, and the types of its columns in words.

use super::library_fault::{broken, without_panic};
use super::parquet_column::{MomentKind, column};
use crate::clock::rfc3339;
use crate::files::ReadError;
use crate::model::shown_path;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Cells that are read, whatever the number of columns.
const CELLS: usize = 1 << 20;

/// Column with its type in words.
#[derive(Debug)]
pub(crate) struct TypedColumn {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    /// Whether its cells are read; else they are empty here, whatever they hold.
    pub(crate) is_read: bool,
}

/// Columns and first rows of a file.
#[derive(Debug)]
pub(crate) struct FirstRows {
    /// Columns, in order.
    pub(crate) columns: Vec<TypedColumn>,
    /// First rows as text; a cell of a column that cannot be read is empty.
    pub(crate) rows: Vec<Vec<String>>,
    /// Number of all rows of the file.
    pub(crate) all: i64,
}

/// Reads the first rows of a file, at most `most` and at most those of its first part.
///
/// # Errors
/// Where it cannot be opened or is damaged.
pub(crate) fn first_rows(path: &Path, most: usize) -> Result<FirstRows, ReadError> {
    let shown = shown_path(path);
    without_panic(&shown, || {
        let file = File::open(path).map_err(|why| ReadError::opening(path, why))?;
        first(file, most).map_err(|why| broken(&shown, &why))
    })
}

/// Reads the first rows, as [`first_rows`], but may panic.
fn first(file: File, most: usize) -> Result<FirstRows, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let about = reader.metadata().file_metadata();
    let all = about.num_rows();
    let descriptors = about.schema_descr().columns();
    let column_type = |column: &Arc<ColumnDescriptor>| TypedColumn {
        name: column.path().string(),
        kind: kind(column),
        is_read: is_read(column),
    };
    let columns = descriptors.iter().map(column_type).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    if reader.num_row_groups() > 0 {
        let group = reader.get_row_group(0)?;
        let many = usize::try_from(group.metadata().num_rows())
            .unwrap_or(0)
            .min(most)
            .min(CELLS / descriptors.len().max(1));
        rows = vec![vec![String::new(); descriptors.len()]; many];
        for (at, about) in descriptors.iter().enumerate() {
            if !is_read(about) {
                continue;
            }
            let read = column(at, &mut group.get_column_reader(at)?, about, many)?;
            for (row, cells) in rows.iter_mut().enumerate() {
                let from = row.checked_sub(1).map_or(0, |before| read.ends[before]);
                let moments = read.moments.as_ref();
                let moment = moments.and_then(|moments| moments.get(row).copied().flatten());
                cells[at] = match moment {
                    Some(moment) => rfc3339(moment),
                    None => read.text[from..read.ends[row]].trim().to_owned(),
                };
            }
        }
    }
    Ok(FirstRows { columns, rows, all })
}

/// Type of a column that no log is read from, in words.
const ODD: &str = "of a type that is not read";

/// Says whether the cells of a column are read: it is not nested, and its type is known.
fn is_read(column: &ColumnDescriptor) -> bool {
    column.max_rep_level() == 0 && column.max_def_level() <= 1 && kind(column) != ODD
}

/// Says the type of a column in words.
fn kind(column: &ColumnDescriptor) -> &'static str {
    if column.max_rep_level() > 0 || column.max_def_level() > 1 {
        return "nested, which is not read";
    }
    if let Some(moment) = MomentKind::of(column) {
        return match (moment.unit, moment.utc) {
            (TimeUnit::MILLIS, true) => "timestamp in ms, UTC",
            (TimeUnit::MICROS, true) => "timestamp in µs, UTC",
            (TimeUnit::NANOS, true) => "timestamp in ns, UTC",
            (TimeUnit::MILLIS, false) => "timestamp in ms, without a zone",
            (TimeUnit::MICROS, false) => "timestamp in µs, without a zone",
            (TimeUnit::NANOS, false) => "timestamp in ns, without a zone",
        };
    }
    if matches!(column.logical_type_ref(), Some(LogicalType::Date))
        || column.converted_type() == ConvertedType::DATE
    {
        return "day";
    }
    match column.physical_type() {
        Type::BOOLEAN => "true or false",
        Type::INT32 | Type::INT64 => "whole number",
        Type::FLOAT | Type::DOUBLE => "number",
        Type::BYTE_ARRAY => "text",
        Type::INT96 | Type::FIXED_LEN_BYTE_ARRAY => ODD,
    }
}
