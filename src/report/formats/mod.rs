//! The tables in each file format, and the files that describe them.

pub mod csv;
pub mod parquet;
