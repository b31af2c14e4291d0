//! The columns of a file of runs, and its rows as cells: written a group at a time, read a batch at
//! a time.

use crate::files::ReadError;
use crate::runs::RunsError;
use crate::runs::meta::Meta;
use parquet::basic::{Compression, Encoding, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type};
use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::slice;
use std::sync::Arc;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A whole number.
    Whole,
    /// A moment, in microseconds since 1970 UTC.
    Moment,
    /// Text.
    Text,
}

/// The columns: name, kind, and whether a cell may be missing.
pub(crate) const COLUMNS: [(&str, Kind, bool); 19] = [
    ("source", Kind::Whole, false),
    ("site", Kind::Text, false),
    ("vantage", Kind::Text, false),
    ("piece", Kind::Whole, false),
    ("class", Kind::Text, false),
    ("first", Kind::Moment, false),
    ("last", Kind::Moment, false),
    ("probes", Kind::Whole, false),
    ("conflicts", Kind::Whole, false),
    ("causes", Kind::Text, false),
    ("latency_probes", Kind::Whole, false),
    ("latency_sum_us", Kind::Whole, true),
    ("latency_min_us", Kind::Whole, true),
    ("latency_max_us", Kind::Whole, true),
    ("first_file", Kind::Whole, false),
    ("first_line", Kind::Whole, false),
    ("last_file", Kind::Whole, false),
    ("last_line", Kind::Whole, false),
    ("data", Kind::Text, true),
];

/// Rows of a group when written, and of a batch when read.
pub(crate) const ROWS_AT_ONCE: usize = 8192;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Whole(i64),
    Text(String),
    Missing,
}

impl Cell {
    pub(crate) fn whole(&self) -> i64 {
        if let Cell::Whole(number) = self { *number } else { 0 }
    }

    pub(crate) fn text(&self) -> &str {
        if let Cell::Text(text) = self { text } else { "" }
    }

    pub(crate) fn is_missing(&self) -> bool {
        *self == Cell::Missing
    }
}

/// One row, a cell for each of [`COLUMNS`].
pub(crate) type Cells = [Cell; COLUMNS.len()];

/// Writes rows as Parquet. The same rows give the same bytes.
pub(crate) struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    /// The rows of the group under way, one for each of [`COLUMNS`].
    columns: Vec<Column>,
    held: usize,
    written: u64,
}

/// The cells of a column in a group.
struct Column {
    /// Whether each is there, where one may be missing.
    levels: Option<Vec<i16>>,
    values: Values,
}

/// Those that are there.
enum Values {
    Whole(Vec<i64>),
    Text(Texts),
}

/// Texts one behind the other, and where each is: most are those of the row before.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    locations: Vec<Range<usize>>,
}

/// A row under way, its cells in the order of [`COLUMNS`].
pub(crate) struct Row<'c>(slice::IterMut<'c, Column>);

impl<W: Write + Send> Writer<W> {
    /// A file without a row yet.
    pub(crate) fn new(into: W, meta: &Meta) -> Result<Writer<W>, ParquetError> {
        let fields = COLUMNS.iter().map(field).collect::<Result<Vec<_>, _>>()?;
        let schema = Type::group_type_builder("runs").with_fields(fields).build()?;
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("corroborate ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(meta.written()));
        // Hardly a number comes twice: a list of them would take more room and time than they do,
        // as differences.
        for (name, ..) in COLUMNS.iter().filter(|(_, kind, _)| *kind != Kind::Text) {
            properties = properties
                .set_column_dictionary_enabled(ColumnPath::from(*name), false)
                .set_column_encoding(ColumnPath::from(*name), Encoding::DELTA_BINARY_PACKED);
        }
        let file = SerializedFileWriter::new(into, Arc::new(schema), Arc::new(properties.build()))?;
        Ok(Writer { file, columns: COLUMNS.iter().map(Column::of).collect(), held: 0, written: 0 })
    }

    /// Begins a row, all of whose cells are to be put.
    pub(crate) fn row(&mut self) -> Result<Row<'_>, ParquetError> {
        if self.held == ROWS_AT_ONCE {
            self.group()?;
        }
        self.held += 1;
        self.written += 1;
        Ok(Row(self.columns.iter_mut()))
    }

    /// Ends the file; gives the number of rows, too.
    pub(crate) fn end(mut self) -> Result<(W, u64), ParquetError> {
        if self.held > 0 {
            self.group()?;
        }
        Ok((self.file.into_inner()?, self.written))
    }

    fn group(&mut self) -> Result<(), ParquetError> {
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
            column.levels.iter_mut().for_each(Vec::clear);
        }
        self.held = 0;
        group.close()?;
        Ok(())
    }
}

impl Column {
    fn of((_, kind, optional): &(&str, Kind, bool)) -> Column {
        let values = if *kind == Kind::Text {
            Values::Text(Texts::default())
        } else {
            Values::Whole(Vec::with_capacity(ROWS_AT_ONCE))
        };
        Column { levels: optional.then(|| Vec::with_capacity(ROWS_AT_ONCE)), values }
    }
}

impl Texts {
    fn push(&mut self, text: &str) {
        let same = self
            .locations
            .last()
            .filter(|location| self.bytes[(*location).clone()] == *text.as_bytes())
            .cloned();
        let location = same.unwrap_or_else(|| {
            self.bytes.extend_from_slice(text.as_bytes());
            self.bytes.len() - text.len()..self.bytes.len()
        });
        self.locations.push(location);
    }

    /// Takes out the cells, which share the memory of the texts.
    fn take(&mut self) -> Vec<ByteArray> {
        let all = ByteArray::from(std::mem::take(&mut self.bytes));
        self.locations.drain(..).map(|location| all.slice(location.start, location.len())).collect()
    }
}

impl Row<'_> {
    /// Puts a whole number or a moment.
    pub(crate) fn whole(&mut self, number: i64) {
        self.maybe_whole(Some(number));
    }

    /// Puts a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.maybe_text(Some(text));
    }

    /// Puts a whole number, where there is one.
    pub(crate) fn maybe_whole(&mut self, number: Option<i64>) {
        if let Some(Values::Whole(values)) = self.next(number.is_some()) {
            values.extend(number);
        }
    }

    /// Puts a text, where there is one.
    pub(crate) fn maybe_text(&mut self, text: Option<&str>) {
        if let Some(Values::Text(texts)) = self.next(text.is_some()) {
            text.into_iter().for_each(|text| texts.push(text));
        }
    }

    fn next(&mut self, there: bool) -> Option<&mut Values> {
        let column = self.0.next()?;
        column.levels.iter_mut().for_each(|levels| levels.push(i16::from(there)));
        Some(&mut column.values)
    }
}

fn field((name, kind, optional): &(&str, Kind, bool)) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Whole => (Physical::INT64, None),
        Kind::Moment => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
    };
    let need = if *optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(need)
        .build()
        .map(Arc::new)
}

/// Reads the rows of a file that [`Meta::read`] has taken, one after the other; `take` gets each
/// with its number, from 1.
pub(crate) fn read(
    path: &Path,
    mut take: impl FnMut(u64, &Cells) -> Result<(), RunsError>,
) -> Result<u64, RunsError> {
    let shown = path.display().to_string();
    let broken = |why: ParquetError| RunsError::broken(&shown, why);
    let file = File::open(path).map_err(|why| ReadError::opening(&shown, why))?;
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    let columns = reader.metadata().file_metadata().schema_descr().columns().to_vec();
    let mut locations = Vec::with_capacity(COLUMNS.len());
    for (name, kind, optional) in COLUMNS {
        let physical = if kind == Kind::Text { Physical::BYTE_ARRAY } else { Physical::INT64 };
        let fits = |column: &parquet::schema::types::ColumnDescriptor| {
            column.physical_type() == physical
                && column.max_rep_level() == 0
                && column.max_def_level() == i16::from(optional)
        };
        let at = columns.iter().position(|column| column.path().string() == name && fits(column));
        locations.push(at.ok_or_else(|| {
            broken(ParquetError::General(format!("there is no column `{name}` of its kind")))
        })?);
    }
    let mut number = 0;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(broken)?;
        let mut pages = locations
            .iter()
            .map(|at| group.get_column_reader(*at))
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
                number += 1;
                let row: Cells =
                    std::array::from_fn(|at| batch[at].next().unwrap_or(Cell::Missing));
                take(number, &row)?;
            }
            left -= many;
        }
    }
    Ok(number)
}

fn rows_of(group: &dyn RowGroupReader) -> usize {
    usize::try_from(group.metadata().num_rows()).unwrap_or(0)
}

/// The next cells of a column.
fn cells(
    page: &mut ColumnReader,
    (name, _, optional): (&str, Kind, bool),
    rows: usize,
) -> Result<Vec<Cell>, ParquetError> {
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
            values.into_iter().map($cell).collect::<Result<Vec<Cell>, ParquetError>>()?
        }};
    }
    let present = match page {
        ColumnReader::Int64ColumnReader(reader) => {
            read!(reader, |value: i64| Ok(Cell::Whole(value)))
        }
        ColumnReader::ByteArrayColumnReader(reader) => read!(reader, |value: ByteArray| {
            let text = std::str::from_utf8(value.data());
            text.map(|text| Cell::Text(text.to_owned()))
                .map_err(|_| ParquetError::General(format!("the column `{name}` is not UTF-8")))
        }),
        _ => {
            return Err(ParquetError::General(format!(
                "the column `{name}` has another type than it says"
            )));
        }
    };
    if !optional {
        return Ok(present);
    }
    let mut present = present.into_iter();
    Ok(levels
        .iter()
        .map(
            |level| {
                if *level == 1 { present.next().unwrap_or(Cell::Missing) } else { Cell::Missing }
            },
        )
        .collect())
}
