//! What is this file, most likely? A proposal of an `incident.toml` for archives, from their first
//! lines.

mod cell_kinds;
mod claim_keys;
mod claim_table;
mod claimed_names;
mod column_keys;
mod columns;
mod doubts;
mod dry_run;
mod encodings;
mod git_clone;
mod guess;
mod json_rows;
mod known_lines;
mod known_words;
mod layout_keys;
mod left_out;
mod line_format;
mod line_groups;
mod longer_rows;
mod not_a_log;
mod notes;
mod own_layout;
mod pace_words;
mod period_tables;
mod sample;
mod series;
mod site_of_file;
mod site_pattern;
mod stamp_items;
mod stamp_shapes;
mod stamps;
mod table_shapes;
mod tested;
mod time_keys;
mod toml_text;
mod turned_round;
mod word_lists;
mod worded_dates;

pub(crate) use claimed_names::claimed_names;
pub use guess::guess;
pub(crate) use guess::{guess_each, guess_named, merged};
pub(crate) use left_out::shell_word;
pub(crate) use notes::is_note_in_archive;
pub(crate) use own_layout::names_our_columns;
