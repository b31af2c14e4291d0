//! A table as Parquet: typed columns, every one optional, moments as UTC timestamps in
//! microseconds.

use crate::report::table::{Cell, CellKind, Column, Table};
use ::parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{DEFAULT_WRITE_BATCH_SIZE, WriterProperties};
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Writes the table as Parquet, in one row group (none where it has no rows).
///
/// # Errors
/// Where it cannot be written; where the schema fails, that is a fault of this program, not of its
/// input.
pub fn write(table: &Table<'_>, into: impl Write + Send) -> Result<(), ParquetError> {
    let fields = table
        .columns
        .iter()
        .map(|column| field(column).map(Arc::new))
        .collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("corroborate ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(into, Arc::new(schema), Arc::new(properties))?;
    if table.rows() > 0 {
        let mut group = writer.next_row_group()?;
        for (index, column) in table.columns.iter().enumerate() {
            if let Some(mut into) = group.next_column()? {
                write_cells(&mut into, column.kind, table.column(index))?;
                into.close()?;
            }
        }
        group.close()?;
    }
    writer.close().map(drop)
}

/// Returns the field of a column in the schema.
fn field(column: &Column<CellKind>) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        CellKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        CellKind::Integer => (Physical::INT64, None),
        CellKind::Share | CellKind::Decimal => (Physical::DOUBLE, None),
        CellKind::Instant => {
            (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS)))
        }
        CellKind::Boolean => (Physical::BOOLEAN, None),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()
}

/// Writes the cells of a column.
fn write_cells<'a>(
    into: &mut SerializedColumnWriter<'_>,
    kind: CellKind,
    cells: impl Iterator<Item = Cell<'a>>,
) -> Result<(), ParquetError> {
    match kind {
        CellKind::Text => {
            let texts = cells.map(|cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text)),
                _ => None,
            });
            write_batch::<ByteArrayType>(into, texts)
        }
        CellKind::Integer | CellKind::Instant => {
            let numbers = cells.map(|cell| match cell {
                Cell::Integer(number) => Some(number),
                Cell::Instant(at) => Some(at.0),
                _ => None,
            });
            write_batch::<Int64Type>(into, numbers)
        }
        CellKind::Share | CellKind::Decimal => {
            let numbers = cells.map(|cell| match cell {
                Cell::Share(number) | Cell::Decimal(number) => Some(number),
                _ => None,
            });
            write_batch::<DoubleType>(into, numbers)
        }
        CellKind::Boolean => {
            let answers = cells.map(|cell| match cell {
                Cell::Boolean(yes) => Some(yes),
                _ => None,
            });
            write_batch::<BoolType>(into, answers)
        }
    }
}

/// Cells of a column that are written at a time, so that its texts are not held twice. It is a
/// multiple of the writer's own batches, so that the bytes are those of the column written whole.
const CELLS_AT_A_TIME: usize = 8 * DEFAULT_WRITE_BATCH_SIZE;

/// Writes values, with a level of 1 for each that is there and of 0 for each that is missing.
fn write_batch<T: DataType>(
    into: &mut SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let mut cells = cells.peekable();
    while cells.peek().is_some() {
        for cell in cells.by_ref().take(CELLS_AT_A_TIME) {
            levels.push(i16::from(cell.is_some()));
            values.extend(cell);
        }
        into.typed::<T>().write_batch(&values, Some(&levels), None)?;
        values.clear();
        levels.clear();
    }
    Ok(())
}
