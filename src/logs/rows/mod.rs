//! How does a line become a row? Cells, the sample that they make, and batches of rows.

pub(super) mod batch;
pub(super) mod coarsest_stamp;
pub(super) mod row_reader;
pub(super) mod row_taker;
