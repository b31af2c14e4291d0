//! Rows as Parquet, some ten thousand at a time.

use super::row::{HEADER, ProbeRow};
use crate::clock::MILLISECOND;
use ::parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Rows of a row group.
const GROUP: usize = 64 << 10;

/// Columns of the rows that are not written yet.
pub(super) struct Columns {
    writer: SerializedFileWriter<File>,
    at_us: Vec<Option<i64>>,
    words: [Vec<Option<ByteArray>>; 4],
    codes: Vec<Option<i32>>,
    latencies_ms: Vec<Option<f64>>,
}

impl Columns {
    /// Begins a file with its schema.
    pub(super) fn begin(into: File) -> io::Result<Columns> {
        let fields = HEADER
            .iter()
            .map(|name| field(name).map(Arc::new))
            .collect::<Result<Vec<_>, _>>()
            .map_err(io::Error::other)?;
        let schema = Type::group_type_builder("probes")
            .with_fields(fields)
            .build()
            .map_err(io::Error::other)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("corroborate ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(into, Arc::new(schema), Arc::new(properties))
            .map_err(io::Error::other)?;
        let (at_us, words, codes, latencies_ms) = Default::default();
        Ok(Columns { writer, at_us, words, codes, latencies_ms })
    }

    /// Adds a row; a full group is written.
    pub(super) fn push(&mut self, row: &ProbeRow<'_>) -> io::Result<()> {
        self.at_us.push(Some(row.at_us));
        for (column, word) in
            self.words.iter_mut().zip([row.site, row.vantage, row.error, row.result])
        {
            column.push(Some(word).filter(|word| !word.is_empty()).map(ByteArray::from));
        }
        self.codes.push(row.code);
        self.latencies_ms.push(row.latency_us.map(|us| us as f64 / MILLISECOND as f64));
        if self.at_us.len() >= GROUP {
            self.write_group().map_err(io::Error::other)
        } else {
            Ok(())
        }
    }

    /// Writes what is left, and ends the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.write_group().and_then(|()| self.writer.close()).map(drop).map_err(io::Error::other)
    }

    /// Writes the rows that are held as a row group.
    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.at_us.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        let [sites, vantages, errors, results] = &mut self.words;
        write_column::<Int64Type>(&mut group, &mut self.at_us)?;
        write_column::<ByteArrayType>(&mut group, sites)?;
        write_column::<ByteArrayType>(&mut group, vantages)?;
        write_column::<Int32Type>(&mut group, &mut self.codes)?;
        write_column::<ByteArrayType>(&mut group, errors)?;
        write_column::<DoubleType>(&mut group, &mut self.latencies_ms)?;
        write_column::<ByteArrayType>(&mut group, results)?;
        group.close().map(drop)
    }
}

/// Returns the field of a column in the schema.
fn field(name: &str) -> Result<Type, ParquetError> {
    let (physical, logical) = match name {
        "timestamp" => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        "status_code" => (Physical::INT32, None),
        "latency_ms" => (Physical::DOUBLE, None),
        _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()
}

/// Writes a column, and empties it.
fn write_column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    cells: &mut Vec<Option<T::T>>,
) -> Result<(), ParquetError> {
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.drain(..).flatten().collect();
    if let Some(mut into) = group.next_column()? {
        into.typed::<T>().write_batch(&values, Some(&levels), None)?;
        into.close()?;
    }
    Ok(())
}
