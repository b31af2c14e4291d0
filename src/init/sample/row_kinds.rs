//! Rows of a table by their number of fields.

use crate::init::words::cell_kinds::is_moment;
use crate::init::words::worded_dates::pattern;
use std::cmp::Ordering;

/// Row with more fields than most.
#[derive(Debug, Clone)]
pub(in crate::init) struct LongerRow {
    /// Number of rows with as many fields as most that stand before it, without the header.
    pub(super) rows_before: usize,
    /// Whether it stands further on, in a line that holds something new.
    pub(super) is_later: bool,
    /// All its cells, in their order.
    pub(in crate::init) cells: Vec<String>,
}

/// Rows of a table by their number of fields.
#[derive(Debug, Default)]
pub(super) struct RowKinds {
    /// Number of fields that most rows have.
    pub(super) fields: usize,
    /// Row with so many; `None` where there is none.
    pub(super) example: Option<Vec<String>>,
    /// Whether the rows that are added stand further on.
    pub(super) is_later: bool,
    /// Rows with so many fields, in the order in which they were added.
    pub(super) rows: Vec<Vec<String>>,
    /// Rows with more fields, likewise.
    pub(super) longer: Vec<LongerRow>,
    /// Number of `rows` that had fewer fields.
    pub(super) shorter: usize,
}

impl RowKinds {
    /// Adds a row, unless it has fewer fields and begins unlike the others.
    pub(super) fn add(&mut self, cells: Vec<String>) {
        match cells.len().cmp(&self.fields) {
            Ordering::Equal => self.rows.push(cells),
            Ordering::Greater => {
                let (rows_before, is_later) = (self.rows.len(), self.is_later);
                self.longer.push(LongerRow { rows_before, is_later, cells });
            }
            Ordering::Less if self.example.as_ref().is_some_and(|row| begins_like(&cells, row)) => {
                self.shorter += 1;
                let none = std::iter::repeat_n(String::new(), self.fields - cells.len());
                self.rows.push(cells.into_iter().chain(none).collect());
            }
            Ordering::Less => (),
        }
    }
}

/// Kind of a cell, by which rows of one table are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SampledCell {
    Empty,
    Number,
    Moment,
    Text,
}

impl SampledCell {
    /// Finds the kind of a cell.
    fn of(cell: &str) -> SampledCell {
        match cell.trim() {
            "" => SampledCell::Empty,
            number if number.parse::<f64>().is_ok() => SampledCell::Number,
            moment if is_moment(moment) || pattern(moment).is_some() => SampledCell::Moment,
            _ => SampledCell::Text,
        }
    }
}

/// Says whether a row with fewer cells is one of the same table as another: up to its last cell
/// they are of the same kinds, with a number or a moment among them.
fn begins_like(short: &[String], whole: &[String]) -> bool {
    let kinds = |row: &[String]| -> Vec<SampledCell> {
        row.iter().take(short.len().saturating_sub(1)).map(|cell| SampledCell::of(cell)).collect()
    };
    let own = kinds(short);
    let tells = |kind: &SampledCell| [SampledCell::Number, SampledCell::Moment].contains(kind);
    own.iter().any(tells) && own == kinds(whole)
}
