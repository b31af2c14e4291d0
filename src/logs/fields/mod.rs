//! A row as its cells, from whatever kind of file it comes.

pub(super) mod cells;
pub(super) mod csv_fields;

pub(crate) use cells::Cells;
pub(crate) use csv_fields::{Fields, Splitter};
