//! Columns and what they hold.

/// Kind of the cells of a column, in the formats that have rows of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Words, or a list of them separated by semicolons.
    Text,
    /// A whole number.
    Integer,
    /// A share from 0 to 1, rounded to four decimals.
    Share,
    /// A number that is no whole one, rounded to four decimals.
    Decimal,
    /// A moment: microseconds since 1970-01-01T00:00Z in the frame, RFC 3339 in UTC where it is
    /// read.
    Instant,
    /// Yes or no.
    Boolean,
}

/// Kind of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A list of words: an array in JSON, separated by semicolons elsewhere.
    Texts,
    /// Causes with their numbers of probes: an array of objects in JSON, `503:12;timeout:3`
    /// elsewhere.
    Causes,
    /// A whole number.
    Integer,
    /// A share from 0 to 1, rounded to four decimals.
    Share,
    /// A number that is no whole one, rounded to four decimals.
    Decimal,
    /// A moment.
    Instant,
    /// Yes or no.
    Boolean,
    /// An exact length in microseconds; JSON only.
    Microseconds,
    /// A share from 0 to 1, not rounded; JSON only.
    ExactShare,
    /// A time with `from`, included, and `until`, excluded; JSON only.
    Span,
    /// A list of such times, sorted and apart; JSON only.
    Spans,
    /// A place in a file: `file` and `line`; JSON only.
    Location,
    /// A list of rows, each an object with columns of its own; JSON only.
    Rows,
}

impl Kind {
    /// Returns the kind of the cells of the column; `None` where only `incident.json` has the
    /// column.
    pub fn of_cells(self) -> Option<CellKind> {
        match self {
            Kind::Text | Kind::Texts | Kind::Causes => Some(CellKind::Text),
            Kind::Integer => Some(CellKind::Integer),
            Kind::Share => Some(CellKind::Share),
            Kind::Decimal => Some(CellKind::Decimal),
            Kind::Instant => Some(CellKind::Instant),
            Kind::Boolean => Some(CellKind::Boolean),
            Kind::Microseconds
            | Kind::ExactShare
            | Kind::Span
            | Kind::Spans
            | Kind::Location
            | Kind::Rows => None,
        }
    }
}

/// Meaning of one column. `K` is [`Kind`], or [`CellKind`] in the formats that have rows of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column<K> {
    /// Header in every file, and key in JSON.
    pub name: &'static str,
    /// Kind of the column.
    pub kind: K,
    /// Unit of the numbers, such as `s`; `None` where they have none.
    pub unit: Option<&'static str>,
    /// A sentence for readers.
    pub description: &'static str,
}

impl Column<Kind> {
    /// Returns the column as rows of cells have it; `None` where only `incident.json` has it.
    pub(super) fn of_cells(&self) -> Option<Column<CellKind>> {
        let Column { name, kind, unit, description } = *self;
        Some(Column { name, kind: kind.of_cells()?, unit, description })
    }
}
