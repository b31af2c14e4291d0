//! Small Parquet files of a test's own: columns by the text of a schema, in one row group.

use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// Cells of a column, in the order of rows; `None` where a cell is missing.
pub(crate) enum Cells {
    Long(Vec<i64>),
    Short(Vec<Option<i32>>),
    Truth(Vec<bool>),
    Text(Vec<String>),
    /// Julian days, in the older form of timestamps.
    Days(Vec<u32>),
}

/// Returns a file with these columns; `fields` is what stands between the braces of its schema.
pub(crate) fn parquet_file(fields: &str, columns: &[Cells]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(&format!("message log {{ {fields} }}")).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for cells in columns {
        let column = group.next_column().unwrap().unwrap();
        match cells {
            Cells::Long(cells) => write::<Int64Type>(column, cells, None),
            Cells::Days(days) => {
                let day = |day: &u32| {
                    let mut stamp = Int96::new();
                    stamp.set_data(0, 0, *day);
                    stamp
                };
                let stamps: Vec<Int96> = days.iter().map(day).collect();
                write::<Int96Type>(column, &stamps, None);
            }
            Cells::Truth(cells) => write::<BoolType>(column, cells, None),
            Cells::Text(cells) => {
                let texts: Vec<ByteArray> =
                    cells.iter().map(|text| ByteArray::from(text.as_str())).collect();
                write::<ByteArrayType>(column, &texts, None);
            }
            Cells::Short(cells) => {
                let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
                let there: Vec<i32> = cells.iter().flatten().copied().collect();
                write::<Int32Type>(column, &there, Some(&levels));
            }
        }
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

/// Writes the values of a column; `levels` says which cells are there, where some may be missing.
fn write<T: DataType>(
    mut column: SerializedColumnWriter<'_>,
    values: &[T::T],
    levels: Option<&[i16]>,
) {
    column.typed::<T>().write_batch(values, levels, None).unwrap();
    column.close().unwrap();
}
