//! Index of a container: where each member stands in it.

use super::member_name::{is_of_system, plain_name};
use crate::files::ReadError;
use crate::files::containers::packing::{is_packed, unpacked};
use crate::model::shown_path;
use crate::model::suggest::short;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;
use tar::{Archive, Entries, EntryType};
use zip::{CompressionMethod, ZipArchive};

/// Most members of an archive.
const MOST_MEMBERS: usize = 10_000;
/// Most bytes that are unpacked to reach all members of a packed tar, each from its beginning.
const MOST_UNPACKED: u64 = 256 << 30;
/// Bytes of a file by which its packing is known.
const FIRST: u64 = 4;

/// Members of an archive, sorted by name.
#[derive(Debug)]
pub(super) struct ContainerIndex {
    /// Whether the archive is packed as a whole.
    pub(super) is_packed: bool,
    /// Members, sorted by name; may be empty.
    pub(super) members: Vec<MemberLocation>,
}

/// Place of a member in its archive, as unpacked where that is packed as a whole.
#[derive(Debug)]
pub(super) struct MemberLocation {
    pub(super) name: String,
    /// First byte.
    pub(super) start: u64,
    /// Bytes as stored there.
    pub(super) stored_bytes: u64,
    pub(super) packing: MemberPacking,
    /// Bytes as unpacked.
    pub(super) bytes: u64,
    /// Sum of the bytes; `None` where the archive does not say it.
    pub(super) crc: Option<u32>,
}

/// How the bytes of a file inside a container are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MemberPacking {
    Plain,
    Deflate,
    Zstandard,
}

/// Reason for which an archive cannot be read.
#[derive(Debug)]
pub(super) enum ContainerFault {
    /// The system or the library says it.
    Unread(io::Error),
    /// A member or a limit is at fault: why, and what to do.
    Unfit(String),
}

impl From<io::Error> for ContainerFault {
    fn from(why: io::Error) -> ContainerFault {
        ContainerFault::Unread(why)
    }
}

impl ContainerFault {
    /// Makes an error of an archive.
    pub(super) fn error(self, container: &Path) -> ReadError {
        let path = shown_path(container);
        match self {
            ContainerFault::Unread(why) if why.kind() == io::ErrorKind::NotFound => {
                ReadError::opening(container, why)
            }
            ContainerFault::Unread(why) => ReadError::Broken {
                path,
                why: format!("the archive cannot be read ({why}); fetch or make it again"),
            },
            ContainerFault::Unfit(why) => ReadError::Unfit { path, why },
        }
    }
}

/// Makes a fault of a member.
fn unfit(name: &str, why: &str) -> ContainerFault {
    ContainerFault::Unfit(format!(
        "its member `{}` {why}; unpack it and name the files",
        short(name)
    ))
}

/// Members found so far.
#[derive(Debug, Default)]
struct MemberList {
    /// Members in the order of the directory.
    members: Vec<MemberLocation>,
    /// Names that stand already, in one spelling.
    names: BTreeSet<String>,
}

impl MemberList {
    /// Adds a member; its name is put into one spelling.
    fn add(&mut self, place: MemberLocation) -> Result<(), ContainerFault> {
        let Some(name) = plain_name(&place.name) else {
            return Err(unfit(&place.name, "has a name that leads out of the archive"));
        };
        if is_of_system(&name) {
            return Ok(());
        }
        if !self.names.insert(name.clone()) {
            return Err(unfit(&name, "stands in it twice"));
        }
        if self.members.len() == MOST_MEMBERS {
            let why = format!("it has more than {MOST_MEMBERS} members; unpack it");
            return Err(ContainerFault::Unfit(why));
        }
        self.members.push(MemberLocation { name, ..place });
        Ok(())
    }

    /// Gives the index of a container that is not packed as a whole.
    fn finish(mut self) -> ContainerIndex {
        self.members.sort_by(|a, b| a.name.cmp(&b.name));
        ContainerIndex { is_packed: false, members: self.members }
    }
}

impl ContainerIndex {
    /// Reads the directory of a zip.
    pub(super) fn of_zip(path: &Path) -> Result<ContainerIndex, ContainerFault> {
        let unread = |why| ContainerFault::Unread(io::Error::from(why));
        let file = BufReader::new(File::open(path)?);
        let mut archive = ZipArchive::new(file).map_err(unread)?;
        let mut list = MemberList::default();
        for number in 0..archive.len() {
            let member = archive.by_index_raw(number).map_err(unread)?;
            let name = String::from_utf8_lossy(member.name_raw()).into_owned();
            if member.is_dir() {
                continue;
            }
            if member.is_symlink() || member.encrypted() {
                return Err(unfit(&name, "is a link, or is encrypted"));
            }
            let packing = match member.compression() {
                CompressionMethod::STORE => MemberPacking::Plain,
                CompressionMethod::DEFLATE => MemberPacking::Deflate,
                CompressionMethod::ZSTD => MemberPacking::Zstandard,
                _ => return Err(unfit(&name, "is packed in a way that is not read")),
            };
            let start = member.data_start().ok_or_else(|| unfit(&name, "cannot be found"))?;
            list.add(MemberLocation {
                start,
                stored_bytes: member.compressed_size(),
                packing,
                bytes: member.size(),
                crc: Some(member.crc32()),
                name,
            })?;
        }
        Ok(list.finish())
    }

    /// Walks through the headers of a tar, which may be packed.
    pub(super) fn of_tar(path: &Path) -> Result<ContainerIndex, ContainerFault> {
        let mut file = File::open(path)?;
        let mut first = Vec::new();
        file.by_ref().take(FIRST).read_to_end(&mut first)?;
        file.rewind()?;
        if !is_packed(&first) {
            let mut archive = Archive::new(BufReader::new(file));
            return Ok(tar_members(archive.entries_with_seek()?)?.finish());
        }
        let mut archive = Archive::new(unpacked(file)?);
        let index = tar_members(archive.entries()?)?.finish();
        let index = ContainerIndex { is_packed: true, ..index };
        let unpacked: u64 = index.members.iter().map(|member| member.start + member.bytes).sum();
        if unpacked > MOST_UNPACKED {
            let why = "to reach each member of a packed tar, all before it must be unpacked, which \
                is too much here; unpack it and name the files, or make a zip of them";
            return Err(ContainerFault::Unfit(why.to_owned()));
        }
        Ok(index)
    }
}

/// Lists the members of a tar, in its order.
fn tar_members<R: Read>(entries: Entries<'_, R>) -> Result<MemberList, ContainerFault> {
    let mut list = MemberList::default();
    for entry in entries {
        let entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => (),
            EntryType::Directory | EntryType::XGlobalHeader => continue,
            _ => return Err(unfit(&name, "is a link, or no file of bytes in a row")),
        }
        let bytes = entry.size();
        list.add(MemberLocation {
            name,
            start: entry.raw_file_position(),
            stored_bytes: bytes,
            packing: MemberPacking::Plain,
            bytes,
            crc: None,
        })?;
    }
    Ok(list)
}
