//! What is in a file? Bytes, packed or not, their hash, first bytes, small tables, JSON as cells.

pub(crate) mod json;
pub(crate) mod settings;

mod blocks;
mod buffer_pool;
mod containers;
mod error;
mod file_form;
mod file_head;
mod long_lines;
mod path_kind;
mod paths_shown_as;
mod row_faults;
mod row_lines;
mod sha256;
mod small_table;
mod text_encoding;
mod whole_file;
mod workbook;

pub use error::ReadError;

pub(crate) use blocks::{Block, BlockError, Blocks, LONGEST_LINE};
pub(crate) use buffer_pool::{Pool, Pooled};
pub(crate) use containers::{
    ContainerMember, is_container, is_packed, member_bytes, member_of, members,
};
pub(crate) use file_form::FileForm;
pub(crate) use file_head::{FileHead, WebPage};
pub(crate) use long_lines::{LONGEST_ENTRY, LongLine, long_lines};
pub(crate) use path_kind::PathKind;
pub(crate) use paths_shown_as::paths_shown_as;
pub(crate) use row_faults::RowFaults;
pub(crate) use row_lines::RowLines;
pub(crate) use sha256::sha256_of_file;
pub(crate) use small_table::{SmallTable, TableColumns, TableForm, TableRow, separator};
pub(crate) use text_encoding::TextEncoding;
pub(crate) use whole_file::{ReadInput, checked_size, read_unpacked, read_whole};
pub(crate) use workbook::{SheetNames, is_workbook, sheet_names};
