//! Kinds of what stands at a path: a file, a folder, nothing, or something that is no input.

use crate::files::ReadError;
use crate::model::shown_path;
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::Path;

/// Kind of what stands at a path that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathKind {
    File,
    Folder,
    /// A pipe or a socket: what it gives can be read once.
    Stream,
}

impl PathKind {
    /// Tells what stands at a path, with links followed; `None` where nothing does.
    ///
    /// # Errors
    /// Where a link leads nowhere, where something cannot be asked, or is a device.
    pub(crate) fn at(path: &Path) -> Result<Option<PathKind>, ReadError> {
        match fs::metadata(path) {
            Ok(about) if about.is_file() => Ok(Some(PathKind::File)),
            Ok(about) if about.is_dir() => Ok(Some(PathKind::Folder)),
            Ok(about) if is_stream(about.file_type()) => Ok(Some(PathKind::Stream)),
            Ok(_) => Err(ReadError::NotAFile { path: shown_path(path), what: "a device" }),
            Err(why) if matches!(why.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                if path.is_symlink() {
                    return Err(ReadError::Dangling(shown_path(path)));
                }
                Ok(None)
            }
            Err(why) => Err(ReadError::Read { path: shown_path(path), why }),
        }
    }
}

/// Says whether a file can be read once, from its beginning.
#[cfg(unix)]
fn is_stream(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;

    kind.is_fifo() || kind.is_socket()
}

/// Says that none is known to be read once on this system.
#[cfg(not(unix))]
fn is_stream(_kind: FileType) -> bool {
    false
}
