//! Rows of the plainest shape, read many bytes at a time.

mod delimiter_bits;
mod fast_rows;
mod line_shape;
mod plain_lines;

pub(crate) use fast_rows::FastRows;
pub(crate) use line_shape::{ColumnPlan, LineShapes};
pub(crate) use plain_lines::{LineFinder, PlainLines};
