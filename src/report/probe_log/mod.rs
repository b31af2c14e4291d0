//! Probes as a log in our own layout, CSV or Parquet: what `convert` writes. The file is put in
//! place whole, and over another only where the user says so.

mod csv_lines;
mod error;
mod parquet_columns;
mod row;
mod writer;

pub use error::ProbeLogError;
pub use writer::ProbeLogWriter;
