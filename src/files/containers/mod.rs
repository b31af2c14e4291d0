//! Which bytes does a file hold, as it is stored: alone, packed, or in a container of several?

mod container_members;
mod packing;
mod stored_file;

pub(crate) use container_members::{
    ContainerMember, is_container, member_bytes, member_of, members,
};
pub(crate) use packing::is_packed;
pub(super) use packing::{MAGIC, Packing};
pub(super) use stored_file::StoredFile;
