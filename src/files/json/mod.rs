//! JSON of any shape as rows of cells: lines, lists, lists in lists, objects by names. Paths say
//! where the cells of a row stand; entries are read as a stream.

mod byte_budget;
mod cells;
mod document_sample;
mod held_rows;
mod key_kinds;
mod path;
mod plan;
mod reader;
mod shape;
mod tables;
mod walk;

pub(crate) use cells::{JsonCell, JsonItem, ReadCells};
pub(crate) use document_sample::document_sample;
pub(crate) use key_kinds::is_time;
pub(crate) use path::JsonPath;
pub(crate) use plan::JsonPlan;
pub(crate) use reader::{JsonFile, json_error_words, read_json_bytes, read_json_file};
pub(crate) use shape::{has_json_lines, is_json};
pub(crate) use tables::{JsonTable, json_tables};
