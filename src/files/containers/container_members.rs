//! Containers of several files: `.zip` and `.tar`, the latter packed or not. Each member is read as
//! a file of its own, `logs.zip/a.csv`; nothing is written to the disk.

mod checked_reader;
mod container_index;
mod member_name;

use crate::files::ReadError;
use crate::files::containers::packing::unpacked;
use crate::model::shown_path;
use checked_reader::CheckedReader;
use container_index::{ContainerIndex, MemberLocation, MemberPacking};
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Endings of the names of containers, in small letters.
const ENDINGS: [&str; 6] = [".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst", ".tzst"];

/// File inside a `.zip` or `.tar`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContainerMember {
    pub(crate) container: PathBuf,
    /// Path of the member below it, with `/`.
    pub(crate) name: String,
}

impl ContainerMember {
    /// Gives the path by which the member is opened: that of the container, and its own behind.
    pub(crate) fn path(&self) -> PathBuf {
        self.container.join(&self.name)
    }
}

/// Member that is opened.
pub(super) struct OpenMember {
    pub(super) reader: Box<dyn Read + Send>,
    /// Bytes of it, as unpacked from its container.
    pub(super) bytes: u64,
}

/// Says whether a file is a container, as its name says.
pub(crate) fn is_container(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    name.is_some_and(|name| ENDINGS.iter().any(|ending| name.ends_with(ending)))
}

/// Splits the path of a member into that of its container and its own; `None` for other paths.
pub(crate) fn member_of(path: &Path) -> Option<ContainerMember> {
    let container =
        path.ancestors().skip(1).find(|above| is_container(above) && above.is_file())?;
    let below = path.strip_prefix(container).ok()?;
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
    let name = parts.collect::<Vec<_>>().join("/");
    Some(ContainerMember { container: container.to_owned(), name })
}

/// Lists the members of a container, sorted by name.
///
/// # Errors
/// Where the container cannot be read.
pub(crate) fn members(container: &Path) -> Result<Vec<ContainerMember>, ReadError> {
    let index = index_of(container)?;
    let member = |place: &MemberLocation| ContainerMember {
        container: container.to_owned(),
        name: place.name.clone(),
    };
    Ok(index.members.iter().map(member).collect())
}

/// Gives the bytes of a member, as unpacked from its container.
///
/// # Errors
/// Where the container cannot be read, or has no such member.
pub(crate) fn member_bytes(member: &ContainerMember) -> Result<u64, ReadError> {
    let index = index_of(&member.container)?;
    Ok(place_of(&index, member)?.bytes)
}

/// Opens a member.
///
/// # Errors
/// Where the container cannot be read, or has no such member.
pub(super) fn open_member(member: &ContainerMember) -> Result<OpenMember, ReadError> {
    let index = index_of(&member.container)?;
    let place = place_of(&index, member)?;
    let reader = reader_at(member, place, index.is_packed)
        .map_err(|why| ReadError::opening(&member.container, why))?;
    let checked = CheckedReader::new(reader, place.bytes, place.crc);
    Ok(OpenMember { reader: Box::new(checked), bytes: place.bytes })
}

/// Makes a reader of the bytes of a member.
fn reader_at(
    member: &ContainerMember,
    place: &MemberLocation,
    is_packed: bool,
) -> io::Result<Box<dyn Read + Send>> {
    let mut file = File::open(&member.container)?;
    let stored: Box<dyn Read + Send> = if is_packed {
        let mut reader = unpacked(file)?;
        io::copy(&mut reader.by_ref().take(place.start), &mut io::sink())?;
        reader
    } else {
        file.seek(SeekFrom::Start(place.start))?;
        Box::new(file)
    };
    let stored = stored.take(place.stored_bytes);
    Ok(match place.packing {
        MemberPacking::Plain => Box::new(stored),
        MemberPacking::Deflate => Box::new(DeflateDecoder::new(stored)),
        MemberPacking::Zstandard => Box::new(zstd::Decoder::new(stored)?),
    })
}

/// Finds a member in the index of its container.
fn place_of<'i>(
    index: &'i ContainerIndex,
    member: &ContainerMember,
) -> Result<&'i MemberLocation, ReadError> {
    let missing = || ReadError::Missing(shown_path(&member.path()));
    index.members.iter().find(|place| place.name == member.name).ok_or_else(missing)
}

/// Index that was made last, and the file of which it was made.
struct LastIndex {
    container: PathBuf,
    bytes: u64,
    changed: Option<SystemTime>,
    index: Arc<ContainerIndex>,
}

/// The index of the container that was asked for last: else it would be made anew for each of its
/// members.
static LAST: Mutex<Option<LastIndex>> = Mutex::new(None);

/// Gives the index of a container.
fn index_of(container: &Path) -> Result<Arc<ContainerIndex>, ReadError> {
    let shown = shown_path(container);
    let about = std::fs::metadata(container).map_err(|why| ReadError::opening(container, why))?;
    let (bytes, changed) = (about.len(), about.modified().ok());
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let is_same = |last: &&LastIndex| {
        last.container == container && last.bytes == bytes && last.changed == changed
    };
    if let Some(known) = last.as_ref().filter(is_same) {
        return Ok(Arc::clone(&known.index));
    }
    let is_zip = shown.to_lowercase().ends_with(ENDINGS[0]);
    let made =
        if is_zip { ContainerIndex::of_zip(container) } else { ContainerIndex::of_tar(container) };
    let index = Arc::new(made.map_err(|why| why.error(container))?);
    let container = container.to_owned();
    *last = Some(LastIndex { container, bytes, changed, index: Arc::clone(&index) });
    Ok(index)
}
