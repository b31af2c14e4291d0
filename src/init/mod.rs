//! What is this file, most likely? A proposal of an `incident.toml` for archives, from their first
//! lines.

mod cadence;
mod cell_kinds;
mod claim_table;
mod column_keys;
mod columns;
mod dry_run;
mod guess;
mod json_rows;
mod layout_keys;
mod line_format;
mod not_a_log;
mod sample;
mod series;
mod stamps;
mod toml_text;

pub use guess::guess;
