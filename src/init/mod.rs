//! What is this file, most likely? A proposal of an `incident.toml` for archives, from their first
//! lines.

mod cadence;
mod claims;
mod columns;
mod doubts;
mod files;
mod guess;
mod keys;
mod left_out;
mod lines;
mod sample;
mod series;
mod stamps;
mod tables;
mod toml_text;
mod words;

pub(crate) use claims::claimed_names::claimed_names;
pub(crate) use files::notes::is_note_in_archive;
pub(crate) use files::own_layout::names_our_columns;
pub use guess::guess;
pub(crate) use guess::{guess_each, guess_named, merged};
pub(crate) use left_out::shell_word;
