//! The columns of a file of runs, and its rows as cells. Rows are written a row group at a time and
//! read a batch at a time.

use crate::files::ReadError;
use crate::model::shown_path;
use crate::runs::RunsError;
use crate::runs::meta::Meta;
use parquet::basic::{Compression, Encoding, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnDescriptor, ColumnPath, Type};
use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::slice;
use std::sync::Arc;

/// Kind of the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StoredKind {
    /// A whole number.
    Whole,
    /// A moment, in microseconds since 1970 UTC.
    Moment,
    Text,
}

/// Column of a file of runs.
#[derive(Debug, Clone, Copy)]
struct StoredColumn {
    name: &'static str,
    kind: StoredKind,
    /// Whether a cell may be missing.
    is_optional: bool,
}

impl StoredColumn {
    /// Says whether a column of a Parquet file is this one, of the right type.
    fn is(&self, found: &ColumnDescriptor) -> bool {
        let physical =
            if self.kind == StoredKind::Text { Physical::BYTE_ARRAY } else { Physical::INT64 };
        found.path().string() == self.name
            && found.physical_type() == physical
            && found.max_rep_level() == 0
            && found.max_def_level() == i16::from(self.is_optional)
    }
}

/// Makes a column none of whose cells may be missing.
const fn required(name: &'static str, kind: StoredKind) -> StoredColumn {
    StoredColumn { name, kind, is_optional: false }
}

/// Makes a column whose cells may be missing.
const fn optional(name: &'static str, kind: StoredKind) -> StoredColumn {
    StoredColumn { name, kind, is_optional: true }
}

/// All columns, in order.
const COLUMNS: [StoredColumn; 22] = [
    required("source", StoredKind::Whole),
    required("site", StoredKind::Text),
    required("vantage", StoredKind::Text),
    required("segment", StoredKind::Whole),
    required("status", StoredKind::Text),
    required("gap", StoredKind::Text),
    required("first", StoredKind::Moment),
    required("last", StoredKind::Moment),
    required("probes", StoredKind::Whole),
    optional("shortest_us", StoredKind::Whole),
    optional("longest_us", StoredKind::Whole),
    required("conflicts", StoredKind::Whole),
    required("causes", StoredKind::Text),
    required("latency_probes", StoredKind::Whole),
    optional("latency_sum_us", StoredKind::Whole),
    optional("latency_min_us", StoredKind::Whole),
    optional("latency_max_us", StoredKind::Whole),
    required("first_file", StoredKind::Whole),
    required("first_line", StoredKind::Whole),
    required("last_file", StoredKind::Whole),
    required("last_line", StoredKind::Whole),
    optional("data", StoredKind::Text),
];

/// Numbers of the columns in [`COLUMNS`], from 0.
pub(super) const SOURCE: usize = number_of("source");
pub(super) const SITE: usize = number_of("site");
pub(super) const VANTAGE: usize = number_of("vantage");
pub(super) const SEGMENT: usize = number_of("segment");
pub(super) const STATUS: usize = number_of("status");
pub(super) const GAP: usize = number_of("gap");
pub(super) const FIRST: usize = number_of("first");
pub(super) const LAST: usize = number_of("last");
pub(super) const PROBES: usize = number_of("probes");
pub(super) const SHORTEST: usize = number_of("shortest_us");
pub(super) const LONGEST: usize = number_of("longest_us");
pub(super) const CONFLICTS: usize = number_of("conflicts");
pub(super) const CAUSES: usize = number_of("causes");
pub(super) const LATENCY_PROBES: usize = number_of("latency_probes");
pub(super) const LATENCY_SUM: usize = number_of("latency_sum_us");
pub(super) const LATENCY_MIN: usize = number_of("latency_min_us");
pub(super) const LATENCY_MAX: usize = number_of("latency_max_us");
pub(super) const FIRST_FILE: usize = number_of("first_file");
pub(super) const FIRST_LINE: usize = number_of("first_line");
pub(super) const LAST_FILE: usize = number_of("last_file");
pub(super) const LAST_LINE: usize = number_of("last_line");
pub(super) const DATA: usize = number_of("data");

/// Finds the number of a column by its name. A name that no column has does not compile.
const fn number_of(name: &str) -> usize {
    let mut number = 0;
    while !is_equal(COLUMNS[number].name.as_bytes(), name.as_bytes()) {
        number += 1;
    }
    number
}

/// Compares two names, as `==` cannot in a constant.
const fn is_equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Rows of a row group when written, and of a batch when read.
const ROWS_AT_ONCE: usize = 8192;

/// Cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StoredCell {
    Whole(i64),
    Text(String),
    Missing,
}

impl StoredCell {
    /// Gives the whole number or moment; 0 where there is none.
    pub(crate) fn whole(&self) -> i64 {
        if let StoredCell::Whole(number) = self { *number } else { 0 }
    }

    /// Gives the text; empty where there is none.
    pub(crate) fn text(&self) -> &str {
        if let StoredCell::Text(text) = self { text } else { "" }
    }

    /// Says whether the cell is missing.
    pub(crate) fn is_missing(&self) -> bool {
        *self == StoredCell::Missing
    }
}

/// Cells in the order of `COLUMNS`.
pub(crate) type StoredRow = [StoredCell; COLUMNS.len()];

/// Writer of rows as Parquet. Equal rows give equal bytes.
pub(crate) struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    /// Cells of the row group under way, by column.
    columns: Vec<ColumnBuffer>,
    /// Rows of the row group under way.
    held: usize,
    /// Rows of the file.
    written: u64,
}

/// Cells of a column in the row group under way.
struct ColumnBuffer {
    /// 1 for each cell that is there and 0 for each that is missing, where cells may be missing.
    levels: Option<Vec<i16>>,
    values: Values,
}

/// Values of a column, missing cells left out.
enum Values {
    Whole(Vec<i64>),
    Text(TextColumn),
}

/// Texts one behind the other, and the place of each. Most are equal to the text of the row before.
#[derive(Default)]
struct TextColumn {
    bytes: Vec<u8>,
    ranges: Vec<Range<usize>>,
}

/// Writer of a row, whose cells come in the order of the columns.
pub(crate) struct RowWriter<'c>(slice::IterMut<'c, ColumnBuffer>);

impl<W: Write + Send> Writer<W> {
    /// Begins a file without rows.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn new(into: W, meta: &Meta) -> Result<Writer<W>, ParquetError> {
        let fields = COLUMNS.iter().map(field).collect::<Result<Vec<_>, _>>()?;
        let schema = Type::group_type_builder("runs").with_fields(fields).build()?;
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("corroborate ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(meta.to_pairs()));
        // Hardly a number comes twice: a dictionary would take more room and time than differences.
        for column in COLUMNS.iter().filter(|column| column.kind != StoredKind::Text) {
            let path = ColumnPath::from(column.name);
            properties = properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED);
        }
        let file = SerializedFileWriter::new(into, Arc::new(schema), Arc::new(properties.build()))?;
        let columns = COLUMNS.iter().map(ColumnBuffer::of).collect();
        Ok(Writer { file, columns, held: 0, written: 0 })
    }

    /// Begins a row, all of whose cells are to be written.
    ///
    /// # Errors
    /// Where the row group before it cannot be written.
    pub(crate) fn row(&mut self) -> Result<RowWriter<'_>, ParquetError> {
        if self.held == ROWS_AT_ONCE {
            self.write_group()?;
        }
        self.held += 1;
        self.written += 1;
        Ok(RowWriter(self.columns.iter_mut()))
    }

    /// Ends the file; gives the number of rows, too.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn end(mut self) -> Result<(W, u64), ParquetError> {
        if self.held > 0 {
            self.write_group()?;
        }
        Ok((self.file.into_inner()?, self.written))
    }

    /// Writes the row group under way.
    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut into) = group.next_column()? else { break };
            let levels = column.levels.as_deref();
            match &mut column.values {
                Values::Whole(values) => {
                    into.typed::<Int64Type>().write_batch(values, levels, None)?;
                    values.clear();
                }
                Values::Text(texts) => {
                    into.typed::<ByteArrayType>().write_batch(&texts.take(), levels, None)?;
                }
            }
            into.close()?;
            if let Some(levels) = &mut column.levels {
                levels.clear();
            }
        }
        self.held = 0;
        group.close()?;
        Ok(())
    }
}

impl ColumnBuffer {
    /// Makes an empty buffer for the cells of a column.
    fn of(column: &StoredColumn) -> ColumnBuffer {
        let values = if column.kind == StoredKind::Text {
            Values::Text(TextColumn::default())
        } else {
            Values::Whole(Vec::with_capacity(ROWS_AT_ONCE))
        };
        let levels = column.is_optional.then(|| Vec::with_capacity(ROWS_AT_ONCE));
        ColumnBuffer { levels, values }
    }
}

impl TextColumn {
    /// Adds a text.
    fn push(&mut self, text: &str) {
        let last = self.ranges.last().cloned();
        let equal = last.filter(|range| self.bytes[range.clone()] == *text.as_bytes());
        let range = equal.unwrap_or_else(|| {
            self.bytes.extend_from_slice(text.as_bytes());
            self.bytes.len() - text.len()..self.bytes.len()
        });
        self.ranges.push(range);
    }

    /// Takes out the cells, which share the memory of the texts.
    fn take(&mut self) -> Vec<ByteArray> {
        let all = ByteArray::from(std::mem::take(&mut self.bytes));
        self.ranges.drain(..).map(|range| all.slice(range.start, range.len())).collect()
    }
}

impl RowWriter<'_> {
    /// Writes a whole number or a moment.
    pub(crate) fn whole(&mut self, number: i64) {
        self.maybe_whole(Some(number));
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.maybe_text(Some(text));
    }

    /// Writes a whole number, where there is one.
    pub(crate) fn maybe_whole(&mut self, number: Option<i64>) {
        if let Some(Values::Whole(values)) = self.next(level(number)) {
            values.extend(number);
        }
    }

    /// Writes a text, where there is one.
    pub(crate) fn maybe_text(&mut self, text: Option<&str>) {
        if let Some(Values::Text(texts)) = self.next(level(text))
            && let Some(text) = text
        {
            texts.push(text);
        }
    }

    /// Goes on to the next column; `level` is 1 where its cell is there, 0 where it is missing.
    fn next(&mut self, level: i16) -> Option<&mut Values> {
        let column = self.0.next()?;
        if let Some(levels) = &mut column.levels {
            levels.push(level);
        }
        Some(&mut column.values)
    }
}

/// Gives the definition level of a cell that may be missing, as Parquet counts it.
fn level<T>(cell: Option<T>) -> i16 {
    i16::from(cell.is_some())
}

/// Gives the field of a column in the schema.
fn field(column: &StoredColumn) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.kind {
        StoredKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        StoredKind::Whole => (Physical::INT64, None),
        StoredKind::Moment => {
            (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS)))
        }
    };
    let need = if column.is_optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(column.name, physical)
        .with_logical_type(logical)
        .with_repetition(need)
        .build()
        .map(Arc::new)
}

/// Reads the rows of a file that [`Meta::read`] has taken, one after the other; `take` gets each
/// with its number, from 1. Gives the number of rows.
///
/// # Errors
/// Where the file cannot be read, or as `take` says.
pub(crate) fn read(
    path: &Path,
    mut take: impl FnMut(u64, &StoredRow) -> Result<(), RunsError>,
) -> Result<u64, RunsError> {
    let shown = shown_path(path);
    let broken = |why: ParquetError| RunsError::broken(&shown, why);
    let file = File::open(path).map_err(|why| ReadError::opening(path, why))?;
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    let columns = reader.metadata().file_metadata().schema_descr().columns().to_vec();
    let mut numbers = Vec::with_capacity(COLUMNS.len());
    for column in COLUMNS {
        let number = columns.iter().position(|stored| column.is(stored));
        numbers.push(number.ok_or_else(|| {
            let why = format!("there is no column `{}` of its kind", column.name);
            broken(ParquetError::General(why))
        })?);
    }
    let mut row_number = 0;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(broken)?;
        let mut pages = numbers
            .iter()
            .map(|number| group.get_column_reader(*number))
            .collect::<Result<Vec<_>, _>>()
            .map_err(broken)?;
        let mut left = rows_of(group.as_ref());
        while left > 0 {
            let many = left.min(ROWS_AT_ONCE);
            let mut batch = Vec::with_capacity(pages.len());
            for (page, column) in pages.iter_mut().zip(COLUMNS) {
                batch.push(cells(page, column, many).map_err(broken)?.into_iter());
            }
            for _ in 0..many {
                row_number += 1;
                let row: StoredRow =
                    std::array::from_fn(|at| batch[at].next().unwrap_or(StoredCell::Missing));
                take(row_number, &row)?;
            }
            left -= many;
        }
    }
    Ok(row_number)
}

/// Gives the number of rows of a row group.
fn rows_of(group: &dyn RowGroupReader) -> usize {
    usize::try_from(group.metadata().num_rows()).unwrap_or(0)
}

/// Reads the next cells of a column.
fn cells(
    page: &mut ColumnReader,
    column: StoredColumn,
    rows: usize,
) -> Result<Vec<StoredCell>, ParquetError> {
    let StoredColumn { name, is_optional, .. } = column;
    let mut levels: Vec<i16> = Vec::new();
    macro_rules! read {
        ($reader:expr, $cell:expr) => {{
            let (mut values, mut left) = (Vec::new(), rows);
            while left > 0 {
                let (records, ..) =
                    $reader.read_records(left, Some(&mut levels), None, &mut values)?;
                if records == 0 {
                    return Err(ParquetError::General(format!(
                        "the column `{name}` has fewer rows than its file"
                    )));
                }
                left = left.saturating_sub(records);
            }
            values.into_iter().map($cell).collect::<Result<Vec<StoredCell>, ParquetError>>()?
        }};
    }
    let present = match page {
        ColumnReader::Int64ColumnReader(reader) => {
            read!(reader, |value: i64| Ok(StoredCell::Whole(value)))
        }
        ColumnReader::ByteArrayColumnReader(reader) => read!(reader, |value: ByteArray| {
            let text = std::str::from_utf8(value.data());
            text.map(|text| StoredCell::Text(text.to_owned()))
                .map_err(|_| ParquetError::General(format!("the column `{name}` is not UTF-8")))
        }),
        _ => {
            return Err(ParquetError::General(format!(
                "the column `{name}` has another type than it says"
            )));
        }
    };
    if !is_optional {
        return Ok(present);
    }
    let mut present = present.into_iter();
    let mut cell = |level: &i16| {
        let there = if *level == 1 { present.next() } else { None };
        there.unwrap_or(StoredCell::Missing)
    };
    Ok(levels.iter().map(&mut cell).collect())
}
