//! A result table: its data frame, and what each of its columns means.

use crate::clock::{Instant, SECOND};
use polars::prelude::{Column as Series, DataFrame, PolarsError};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Whole,
    /// A share from 0 to 1; written with four decimals.
    Share,
    /// A moment: microseconds since 1970-01-01T00:00Z in the frame, RFC 3339 in UTC where it is
    /// read.
    Instant,
    /// Yes or no.
    Flag,
}

/// What one column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The unit of its numbers, such as `s`; `None` where they have none.
    pub unit: Option<&'static str>,
    /// A sentence on it.
    pub description: &'static str,
}

/// A table, ready to be written in any format.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name, for files.
    pub name: &'static str,
    /// Its title, for readers.
    pub title: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// What its columns mean, in the frame's order.
    pub columns: Vec<Column>,
    /// Its rows.
    pub frame: DataFrame,
}

/// One cell; a missing value is `Empty`, never a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Empty,
    /// Words.
    Text(&'a str),
    /// A whole number.
    Whole(i64),
    /// A share from 0 to 1.
    Share(f64),
    /// A moment.
    Instant(Instant),
    /// Yes or no.
    Flag(bool),
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.frame.height()
    }

    /// The cells of a row, in the order of the columns; empty cells where the row is past the end.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.columns
            .iter()
            .zip(self.frame.columns())
            .map(move |(column, series)| cell(column.kind, series, row))
    }

    /// The cells of a column, from the first row to the last; nothing where there is no such
    /// column.
    pub fn column(&self, index: usize) -> impl Iterator<Item = Cell<'_>> {
        let pair = self.columns.get(index).zip(self.frame.columns().get(index));
        pair.into_iter().flat_map(|(column, series)| {
            (0..self.rows()).map(move |row| cell(column.kind, series, row))
        })
    }
}

fn cell(kind: Kind, series: &Series, row: usize) -> Cell<'_> {
    if row >= series.len() {
        return Cell::Empty;
    }
    let found = match kind {
        Kind::Text => series.str().ok().and_then(|cells| cells.get(row)).map(Cell::Text),
        Kind::Whole => series.i64().ok().and_then(|cells| cells.get(row)).map(Cell::Whole),
        Kind::Share => series.f64().ok().and_then(|cells| cells.get(row)).map(Cell::Share),
        Kind::Instant => {
            series.i64().ok().and_then(|cells| cells.get(row)).map(|us| Cell::Instant(Instant(us)))
        }
        Kind::Flag => series.bool().ok().and_then(|cells| cells.get(row)).map(Cell::Flag),
    };
    found.unwrap_or(Cell::Empty)
}

/// Builds a table, a column at a time, from rows of any type.
pub(super) struct Builder<'a, R> {
    rows: &'a [R],
    columns: Vec<Column>,
    series: Vec<Series>,
}

impl<'a, R> Builder<'a, R> {
    /// A table of these rows, as yet without columns.
    pub(super) fn over(rows: &'a [R]) -> Builder<'a, R> {
        Builder { rows, columns: Vec::new(), series: Vec::new() }
    }

    /// Adds words; an empty text is a missing one.
    pub(super) fn text(
        mut self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<String>,
    ) -> Self {
        let cells: Vec<Option<String>> =
            self.rows.iter().map(|row| get(row).filter(|text| !text.is_empty())).collect();
        self.series.push(Series::new(name.into(), cells));
        self.note(Column { name, kind: Kind::Text, unit: None, description })
    }

    /// Adds whole numbers that count something; the unit is what is counted.
    pub(super) fn count(
        mut self,
        (name, unit): (&'static str, &'static str),
        text: &'static str,
        get: impl Fn(&R) -> Option<u64>,
    ) -> Self {
        let cells: Vec<Option<i64>> = self
            .rows
            .iter()
            .map(|row| get(row).and_then(|count| i64::try_from(count).ok()))
            .collect();
        self.series.push(Series::new(name.into(), cells));
        self.note(Column { name, kind: Kind::Whole, unit: Some(unit), description: text })
    }

    /// Adds lengths in whole seconds.
    pub(super) fn seconds(
        mut self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<i64>,
    ) -> Self {
        let cells: Vec<Option<i64>> = self.rows.iter().map(get).collect();
        self.series.push(Series::new(name.into(), cells));
        self.note(Column { name, kind: Kind::Whole, unit: Some("s"), description })
    }

    /// Adds shares from 0 to 1.
    pub(super) fn share(
        mut self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<f64>,
    ) -> Self {
        let cells: Vec<Option<f64>> =
            self.rows.iter().map(|row| get(row).filter(|share| share.is_finite())).collect();
        self.series.push(Series::new(name.into(), cells));
        self.note(Column { name, kind: Kind::Share, unit: None, description })
    }

    /// Adds moments.
    pub(super) fn instant(
        mut self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<Instant>,
    ) -> Self {
        let cells: Vec<Option<i64>> = self.rows.iter().map(|row| get(row).map(|at| at.0)).collect();
        self.series.push(Series::new(name.into(), cells));
        self.note(Column { name, kind: Kind::Instant, unit: None, description })
    }

    /// Adds yes or no.
    pub(super) fn flag(
        mut self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<bool>,
    ) -> Self {
        let cells: Vec<Option<bool>> = self.rows.iter().map(get).collect();
        self.series.push(Series::new(name.into(), cells));
        self.note(Column { name, kind: Kind::Flag, unit: None, description })
    }

    /// The finished table.
    pub(super) fn table(
        self,
        name: &'static str,
        title: &'static str,
        description: &'static str,
    ) -> Result<Table, PolarsError> {
        let frame = DataFrame::new(self.rows.len(), self.series)?;
        Ok(Table { name, title, description, columns: self.columns, frame })
    }

    fn note(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }
}

/// Shares are written with four decimals.
const SHARE_STEPS: f64 = 1e4;
/// A hair of slack, so that a share that is exact in decimals is not moved by its binary form.
const SLACK: f64 = 1e-9;

/// A share with four decimals, rounded down: for the least that it can be.
pub(super) fn floor_share(share: f64) -> f64 {
    (share * SHARE_STEPS + SLACK).floor() / SHARE_STEPS
}

/// The same, rounded up: for the most that it can be.
pub(super) fn ceil_share(share: f64) -> f64 {
    (share * SHARE_STEPS - SLACK).ceil() / SHARE_STEPS
}

/// Microseconds as whole seconds, rounded down: for what lasted at least so long.
pub(super) fn floor_s(us: i64) -> i64 {
    us.div_euclid(SECOND)
}

/// Microseconds as whole seconds, rounded up: for what lasted at most so long.
pub(super) fn ceil_s(us: i64) -> i64 {
    us.div_euclid(SECOND).saturating_add(i64::from(us.rem_euclid(SECOND) != 0))
}
