//! Our own layout as Parquet: flat columns, a few thousand rows in memory at a time. Cells become the text that a CSV would hold, so
//! that both are read by the same rules.

use super::SourceError;
use super::archive::Cursor;
use super::header::Header;
use super::stream::Lines;
use crate::clock::{Instant, rfc3339};
use crate::model::{Input, RefusalKind, Sample};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::collections::BTreeMap;
use std::fs::File;

/// Rows read at a time.
const BATCH: usize = 4096;

/// A cell as text; `None` where its bytes are not UTF-8.
type Cell = Option<String>;

/// Reads a Parquet file; a row's line is its number, from 1.
pub(super) fn read(
    mut cursor: Cursor<'_>,
    take: &mut impl FnMut(Sample, &[String]),
    progress: &mut impl FnMut(u64, u64),
) -> Result<Input, SourceError> {
    let path = cursor.file.path.display().to_string();
    let (sha256, bytes) = Lines::open(&cursor.file.path)?.finish()?;
    let broken = |why: ParquetError| SourceError::Setting { path: path.clone(), key: "parquet".to_owned(), why: why.to_string() };
    let file = File::open(&cursor.file.path).map_err(|why| SourceError::opening(&path, why))?;
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    let columns = reader.metadata().file_metadata().schema_descr().columns().to_vec();
    let names = columns.iter().map(|column| column.path().string()).collect();
    let header = Header::find(&path, names, &cursor.layout.columns)?;
    let needed = needed(&header);
    if let Some(nested) = needed.iter().map(|at| &columns[*at]).find(|column| column.max_rep_level() > 0 || column.max_def_level() > 1) {
        return Err(broken(ParquetError::General(format!("the column `{}` is nested; write a flat one", nested.path()))));
    }
    let rows_of_all = reader.metadata().file_metadata().num_rows().max(1) as u64;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(broken)?;
        let mut pages = BTreeMap::new();
        for at in &needed {
            pages.insert(*at, group.get_column_reader(*at).map_err(broken)?);
        }
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        for start in (0..rows).step_by(BATCH) {
            let many = BATCH.min(rows - start);
            let mut cells: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
            for (at, page) in &mut pages {
                cells.insert(*at, batch(page, &columns[*at], many).map_err(broken)?);
            }
            for row in 0..many {
                cursor.input.rows += 1;
                take_row(&mut cursor, (&header, &cells, row), take)?;
            }
            progress(cursor.input.rows, bytes.saturating_mul(cursor.input.rows.min(rows_of_all)) / rows_of_all);
        }
    }
    Ok(Input { sha256, bytes, ..cursor.input })
}

/// Numbers of the columns that are read, in order.
fn needed(header: &Header) -> Vec<usize> {
    let optional = [header.vantage, header.code, header.error, header.latency, header.result];
    let mut needed: Vec<usize> = header.site.iter().copied().chain([header.timestamp]).chain(optional.into_iter().flatten()).collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

fn take_row(
    cursor: &mut Cursor<'_>,
    (header, cells, row): (&Header, &BTreeMap<usize, Vec<Cell>>, usize),
    take: &mut impl FnMut(Sample, &[String]),
) -> Result<(), SourceError> {
    let line = cursor.input.rows;
    let cell = |at: usize| cells.get(&at).and_then(|column| column.get(row));
    if let Some(at) = cells.keys().find(|at| matches!(cell(**at), Some(None))) {
        cursor.refuse(line, header, (*at, RefusalKind::NotUtf8));
        return Ok(());
    }
    cursor.row(line, header, |at| cell(at).and_then(Option::as_deref).unwrap_or_default().trim(), take)
}

/// The next cells of a column, as text.
fn batch(page: &mut ColumnReader, column: &ColumnDescriptor, rows: usize) -> Result<Vec<Cell>, ParquetError> {
    let mut levels: Vec<i16> = Vec::with_capacity(rows);
    macro_rules! read {
        ($reader:expr, $text:expr) => {{
            let mut values = Vec::new();
            let mut left = rows;
            while left > 0 {
                let (records, ..) = $reader.read_records(left, Some(&mut levels), None, &mut values)?;
                if records == 0 {
                    return Err(ParquetError::General(format!("the column `{}` has fewer rows than its file", column.path())));
                }
                left -= records;
            }
            spread(&levels, column.max_def_level(), values.into_iter().map($text), rows)
        }};
    }
    Ok(match page {
        ColumnReader::BoolColumnReader(reader) => read!(reader, |value: bool| Some(value.to_string())),
        ColumnReader::Int32ColumnReader(reader) => read!(reader, |value: i32| Some(value.to_string())),
        ColumnReader::Int64ColumnReader(reader) => {
            let moment = moment(column);
            read!(reader, |value: i64| Some(moment.map_or_else(|| value.to_string(), |moment| moment.text(value))))
        }
        ColumnReader::FloatColumnReader(reader) => read!(reader, |value: f32| Some(value.to_string())),
        ColumnReader::DoubleColumnReader(reader) => read!(reader, |value: f64| Some(value.to_string())),
        ColumnReader::ByteArrayColumnReader(reader) => {
            read!(reader, |value: parquet::data_type::ByteArray| std::str::from_utf8(value.data()).ok().map(str::to_owned))
        }
        ColumnReader::Int96ColumnReader(_) | ColumnReader::FixedLenByteArrayColumnReader(_) => {
            return Err(ParquetError::General(format!(
                "the column `{}` has a type that is not read; write text, numbers or timestamps in ms, µs or ns",
                column.path()
            )));
        }
    })
}

/// Puts missing cells back in their places.
fn spread(levels: &[i16], full: i16, mut values: impl Iterator<Item = Cell>, rows: usize) -> Vec<Cell> {
    let empty = || Some(String::new());
    if full == 0 {
        return values.collect();
    }
    (0..rows).map(|row| if levels.get(row) == Some(&full) { values.next().unwrap_or_else(empty) } else { empty() }).collect()
}

/// How a whole number is a moment.
#[derive(Debug, Clone, Copy)]
struct Moment {
    unit: TimeUnit,
    /// Whether it is UTC; else a wall clock, for which the source must declare its zone (M2).
    utc: bool,
}

impl Moment {
    fn text(self, value: i64) -> String {
        let us = match self.unit {
            TimeUnit::MILLIS => value.saturating_mul(1000),
            TimeUnit::MICROS => value,
            TimeUnit::NANOS => value.div_euclid(1000),
        };
        let text = rfc3339(Instant(us));
        if self.utc { text } else { text.trim_end_matches('Z').to_owned() }
    }
}

fn moment(column: &ColumnDescriptor) -> Option<Moment> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(kind)), _) => Some(Moment { unit: kind.unit, utc: kind.is_adjusted_to_u_t_c }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Some(Moment { unit: TimeUnit::MILLIS, utc: true }),
        (_, ConvertedType::TIMESTAMP_MICROS) => Some(Moment { unit: TimeUnit::MICROS, utc: true }),
        _ => None,
    }
}
