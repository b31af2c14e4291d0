//! The cells of a column, read as the text that a CSV would hold.

use crate::clock::{Instant, is_in_years, rfc3339};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;
use std::fmt::Write;

/// Cells of one column.
#[derive(Debug, Default)]
pub(super) struct ParquetColumn {
    /// Number of the column in the file, from 0.
    pub(super) number: usize,
    pub(super) text: String,
    /// End of each cell in the text.
    pub(super) ends: Vec<usize>,
    /// In a column of moments, those that need no text, by row.
    pub(super) moments: Option<Vec<Option<Instant>>>,
    /// Rows whose bytes are not UTF-8, in order.
    pub(super) broken: Vec<usize>,
}

/// Reads the next cells of a column.
pub(super) fn column(
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
pub(super) struct MomentKind {
    pub(super) unit: TimeUnit,
    /// Whether the moment is UTC; else it is a wall clock, whose zone the source must declare (M2).
    pub(super) utc: bool,
}

impl MomentKind {
    /// Gives the kind of a column's moments; `None` where it has none.
    pub(super) fn of(column: &ColumnDescriptor) -> Option<MomentKind> {
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
