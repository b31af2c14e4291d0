//! Rows of any type with the meaning of their columns; JSON is written from them.

use super::column::{Column, Kind};
use super::value::Value;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::fmt;

/// Rows that give the value of each column when they are asked.
pub(super) trait Rows: Send + Sync {
    /// Returns the number of rows.
    fn count(&self) -> usize;

    /// Returns the value of a row, which must exist, in a column, which must exist.
    fn value(&self, row: usize, column: usize) -> Value<'_>;
}

/// A named list of rows with all its columns. Values are made when they are asked for: none is
/// held.
pub struct TableRows<'a> {
    /// Name for files, sheets and JSON keys.
    pub name: &'static str,
    /// Title for readers.
    pub title: &'static str,
    /// A sentence that says what a row is.
    pub description: &'static str,
    /// Column that has an id of its own in each row; `None` where there is none.
    pub key: Option<&'static str>,
    /// All columns, those of JSON alone included.
    pub columns: Vec<Column<Kind>>,
    /// Whether `incident.json` has the rows.
    pub in_json: bool,
    /// Whether the rows are what people said, which is real whatever log it is held against.
    pub is_of_statements: bool,
    pub(super) rows: Box<dyn Rows + 'a>,
}

impl TableRows<'_> {
    /// Leaves the rows out of `incident.json`, as other lists there say the same.
    pub(in crate::report) fn not_in_json(self) -> Self {
        TableRows { in_json: false, ..self }
    }

    /// Marks the rows as what people said.
    pub(in crate::report) fn of_statements(self) -> Self {
        TableRows { is_of_statements: true, ..self }
    }

    /// Returns the number of rows.
    pub fn count(&self) -> usize {
        self.rows.count()
    }

    /// Returns the values of a column from the first row to the last; nothing where there is no
    /// such column.
    pub(super) fn values(&self, column: usize) -> impl ExactSizeIterator<Item = Value<'_>> {
        let rows = if column < self.columns.len() { self.count() } else { 0 };
        (0..rows).map(move |row| self.rows.value(row, column))
    }

    /// Returns the first row as a JSON object; `null` where there is no row.
    pub(in crate::report) fn first(&self) -> Option<impl Serialize + '_> {
        (self.count() > 0).then_some(JsonRow { list: self, row: 0 })
    }
}

impl fmt::Debug for TableRows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableRows")
            .field("name", &self.name)
            .field("columns", &self.columns)
            .field("count", &self.count())
            .finish_non_exhaustive()
    }
}

/// An array with an object for each row.
impl Serialize for TableRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.count()).map(|row| JsonRow { list: self, row }))
    }
}

/// One row as a JSON object, with a key for each column.
struct JsonRow<'a> {
    list: &'a TableRows<'a>,
    row: usize,
}

impl Serialize for JsonRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = &self.list.columns;
        let mut object = serializer.serialize_map(Some(columns.len()))?;
        for (index, column) in columns.iter().enumerate() {
            object.serialize_entry(column.name, &self.list.rows.value(self.row, index))?;
        }
        object.end()
    }
}
