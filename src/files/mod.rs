//! What is in a file? Its bytes, packed or not, their hash, its first bytes, and small tables.

pub(crate) mod blocks;
pub(crate) mod buffer_pool;
pub(crate) mod error;
pub(crate) mod file_head;
pub(crate) mod one_or_many;
pub(crate) mod small_table;

pub use error::ReadError;
