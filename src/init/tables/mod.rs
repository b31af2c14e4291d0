//! Which tables and lists have rows that are not probes one by one?

pub(super) mod json_rows;
pub(super) mod period_tables;
pub(super) mod repeated_headings;
pub(super) mod table_shapes;
