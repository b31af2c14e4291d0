//! What is in a file? Its bytes, packed or not, their hash, its first bytes, and small tables.

mod blocks;
mod buffer_pool;
mod error;
mod file_head;
mod one_or_many;
mod sha256;
mod small_table;
mod whole_file;

pub use error::ReadError;

pub(crate) use blocks::{Block, Blocks, LONGEST_LINE, Stopped, is_packed};
pub(crate) use buffer_pool::{Pool, Pooled};
pub(crate) use file_head::FileHead;
pub(crate) use one_or_many::OneOrMany;
pub(crate) use sha256::{hash_all, hex, sha256_of_file};
pub(crate) use small_table::{SmallTable, TableRow};
pub(crate) use whole_file::{read_unpacked, read_whole};
