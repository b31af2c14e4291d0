//! The tables in each file format, and the files that describe them.

pub mod csv;
pub mod datapackage;
pub mod json;
pub mod manifest;
pub mod parquet;
pub mod xlsx;
