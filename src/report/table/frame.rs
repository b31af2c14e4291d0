//! A table as a data frame, for the formats that have rows of cells.

use super::column::{CellKind, Column};
use super::rows::TableRows;
use super::value::Value;
use crate::clock::{Decimals, Instant};
use polars::prelude::{
    BooleanChunked, Column as FrameColumn, DataFrame, Float64Chunked, Int64Chunked, IntoColumn,
    NewChunkedArray, PolarsError, StringChunkedBuilder,
};

/// A table, ready to be written in any format.
#[derive(Debug)]
pub struct Table<'a> {
    /// Name for files and sheets.
    pub name: &'static str,
    /// Title for readers.
    pub title: &'static str,
    /// A sentence that says what a row is.
    pub description: &'static str,
    /// Meanings of the columns, in the frame's order: all but those of JSON alone.
    pub columns: Vec<Column<CellKind>>,
    /// The rows and all columns, as JSON has them.
    pub list: TableRows<'a>,
    frame: DataFrame,
}

/// One cell; a missing value is `Empty`, never a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Empty,
    /// Words, or a list of them separated by semicolons.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A share from 0 to 1.
    Share(f64),
    /// A number that is no whole one.
    Decimal(f64),
    /// A moment.
    Instant(Instant),
    /// Yes or no.
    Boolean(bool),
}

impl<'a> Table<'a> {
    /// Works out every cell of the rows of a list.
    ///
    /// # Errors
    /// Where the data frame cannot be built: a fault of this program, not of its input.
    pub fn of(list: TableRows<'a>) -> Result<Table<'a>, PolarsError> {
        let mut columns = Vec::new();
        let mut series = Vec::new();
        for (index, column) in list.columns.iter().enumerate() {
            if let Some(column) = column.of_cells() {
                series.push(frame_column(column.name, column.kind, list.values(index)));
                columns.push(column);
            }
        }
        let frame = DataFrame::new(list.count(), series)?;
        let TableRows { name, title, description, .. } = list;
        Ok(Table { name, title, description, columns, list, frame })
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.frame.height()
    }

    /// Returns the cells of a row, in the order of the columns; empty cells where the row is past
    /// the end.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        let columns = self.columns.iter().zip(self.frame.columns());
        columns.map(move |(column, cells)| cell(column.kind, cells, row))
    }

    /// Returns the decimals of a second that the moment with the most of them needs; with them in
    /// each cell, a program reads a column of moments in one form.
    pub(crate) fn decimals(&self) -> Decimals {
        let moments = self.columns.iter().zip(self.frame.columns());
        let moments = moments.filter(|(column, _)| column.kind == CellKind::Instant);
        let of_column = |cells: &FrameColumn| {
            let cells = cells.i64().ok()?;
            cells.iter().flatten().map(|us| Decimals::of(Instant(us))).max()
        };
        moments.filter_map(|(_, cells)| of_column(cells)).max().unwrap_or_default()
    }

    /// Returns the cells of a column, from the first row to the last; nothing where there is no
    /// such column.
    pub fn column(&self, index: usize) -> impl Iterator<Item = Cell<'_>> {
        let pair = self.columns.get(index).zip(self.frame.columns().get(index));
        pair.into_iter().flat_map(|(column, cells)| {
            (0..self.rows()).map(move |row| cell(column.kind, cells, row))
        })
    }
}

/// Returns the column of a data frame.
fn frame_column<'a>(
    name: &'static str,
    kind: CellKind,
    values: impl ExactSizeIterator<Item = Value<'a>>,
) -> FrameColumn {
    let name = name.into();
    match kind {
        CellKind::Text => {
            let mut cells = StringChunkedBuilder::new(name, values.len());
            for value in values {
                cells.append_option(value.cell_text());
            }
            cells.finish().into_column()
        }
        CellKind::Integer | CellKind::Instant => {
            let cells = values.map(|value| match value {
                Value::Integer(number) => Some(number),
                Value::Instant(at) => Some(at.0),
                _ => None,
            });
            Int64Chunked::from_iter_options(name, cells).into_column()
        }
        CellKind::Share | CellKind::Decimal => {
            let cells = values.map(|value| match value {
                Value::Share(number) | Value::Decimal(number) => Some(number),
                _ => None,
            });
            Float64Chunked::from_iter_options(name, cells).into_column()
        }
        CellKind::Boolean => {
            let cells = values.map(|value| match value {
                Value::Boolean(yes) => Some(yes),
                _ => None,
            });
            BooleanChunked::from_iter_options(name, cells).into_column()
        }
    }
}

/// Reads a cell of a frame; missing where it holds nothing.
fn cell(kind: CellKind, cells: &FrameColumn, row: usize) -> Cell<'_> {
    if row >= cells.len() {
        return Cell::Empty;
    }
    let cell = match kind {
        CellKind::Text => cells.str().ok().and_then(|cells| cells.get(row)).map(Cell::Text),
        CellKind::Integer => cells.i64().ok().and_then(|cells| cells.get(row)).map(Cell::Integer),
        CellKind::Share => cells.f64().ok().and_then(|cells| cells.get(row)).map(Cell::Share),
        CellKind::Decimal => cells.f64().ok().and_then(|cells| cells.get(row)).map(Cell::Decimal),
        CellKind::Instant => {
            cells.i64().ok().and_then(|cells| cells.get(row)).map(|us| Cell::Instant(Instant(us)))
        }
        CellKind::Boolean => cells.bool().ok().and_then(|cells| cells.get(row)).map(Cell::Boolean),
    };
    cell.unwrap_or(Cell::Empty)
}
