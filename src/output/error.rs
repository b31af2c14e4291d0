//! Why a report cannot be put in its place, and what to do.

use crate::model::system_words;
use crate::model::{plural, shown_path, was};
use std::io;
use std::path::{Path, PathBuf};

/// Why the output folder cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A folder with something else in it.
    #[error("{} exists and is no report of corroborate, as no manifest.json in it says so; choose \
        another folder with -o", shown_path(.0))]
    Foreign(PathBuf),
    /// A manifest that is not as this program wrote it, so that nobody knows which files are whose.
    #[error("{}: a report of corroborate and its files are known by it, and it is not as \
        corroborate wrote it ({why}); put it back as it was, or choose another folder with -o",
        shown_path(.path))]
    BrokenManifest {
        /// The manifest.
        path: PathBuf,
        /// Fault that its reader finds.
        why: String,
    },
    /// A folder that was to hold a report.
    #[error("{} holds no report of corroborate: there is no manifest.json of it; name the \
        folder of a report, or an incident whose report lies in output", shown_path(.0))]
    NoReport(PathBuf),
    /// A folder with a report that cannot be read.
    #[error("{}: cannot be read ({why})", shown_path(.path))]
    Unread {
        /// The folder.
        path: PathBuf,
        /// Reason that the system gives.
        why: String,
    },
    /// A file of an earlier report that somebody changed.
    #[error("{} was changed since corroborate wrote it{}; choose another folder with -o, move the \
        file, or replace it with --overwrite", shown_path(.path), and_more(*.more))]
    Changed {
        /// The first of these files.
        path: PathBuf,
        /// Number of others.
        more: usize,
    },
    /// A file of the user's where the report has one of its own.
    #[error("{} is not what corroborate wrote, and the report has a file or a folder of that name; \
        choose another folder with -o, or move it", shown_path(.0))]
    InTheWay(PathBuf),
    /// A place at which another file system, or another folder, is mounted.
    #[error("{} is mounted there from elsewhere, and nothing is moved or removed through a mount; \
        unmount it, or choose another folder with -o", shown_path(.0))]
    Mounted(PathBuf),
    /// A folder of an earlier report that its user, or another, closed.
    #[error("{} is read-only for you, so that the report there cannot be replaced; make it \
        writable, or choose another folder with -o", shown_path(.0))]
    Closed(PathBuf),
    /// A place at which another process writes.
    #[error("{}: another run is writing there; wait until it has ended, or name another place with \
        -o", shown_path(.0))]
    AtWork(PathBuf),
    /// A file that came or was changed while the new report was put in its place.
    #[error("{} was changed or came there while the new report was put in its place; the earlier \
        report stands as it was, run it again", shown_path(.0))]
    Disturbed(PathBuf),
    /// The working folder, or one that it lies in.
    #[error("{} is or holds the folder that you are in, which a new report would take the place \
        of; name a folder in it with -o, or run it from another folder", shown_path(.0))]
    WorkingFolder(PathBuf),
    /// A report whose manifest does not list its files.
    #[error("{} holds a report of an earlier version of corroborate, whose manifest.json does not \
        list its files, so that yours could not be distinguished from them; choose another folder \
        with -o, or move or remove this one", shown_path(.0))]
    Unlisted(PathBuf),
    /// A report that is to be verified, and whose manifest does not list its files.
    #[error("{} holds a report of an earlier version of corroborate, whose manifest.json does not \
        list its files, so that nothing can be verified; make it again with `corroborate report`",
        shown_path(.0))]
    Unverifiable(PathBuf),
    /// A file that stands where a new one is to stand.
    #[error("{}: it is there already, and nothing is written over it; name another place with -o, \
        or replace it with --overwrite", shown_path(.0))]
    Standing(PathBuf),
    /// Something else than a file where a new file is to stand.
    #[error("{}: it is there already, and is no file; name another place with -o", shown_path(.0))]
    NotAFile(PathBuf),
    /// `..`, `/`, or one that ends with a slash.
    #[error("{} names no file; name one with -o", shown_path(.0))]
    NoFileName(PathBuf),
    /// Something that is no folder.
    #[error("{} exists and is no folder; choose another folder with -o", shown_path(.0))]
    NotAFolder(PathBuf),
    /// A path without a name, such as `/`.
    #[error("{} cannot be replaced by a report; name a folder in it with -o", shown_path(.0))]
    NoName(PathBuf),
    /// An input that a new report would take away.
    #[error(
        "{} is or holds the input {}, which would be lost; choose another folder with -o",
        shown_path(.path),
        shown_path(.input)
    )]
    HoldsInput {
        /// The output folder.
        path: PathBuf,
        /// One of the files or folders that the run reads.
        input: PathBuf,
    },
    /// An input folder that the output would be written into.
    #[error("{} lies within the input {}, and nothing is written into an archive; choose another \
        place (`-o`, or the folder of `init`)", shown_path(.path), shown_path(.input))]
    WithinInput {
        /// The output.
        path: PathBuf,
        /// A folder that the run reads.
        input: PathBuf,
    },
    /// A file or folder that cannot be written.
    #[error("{}: cannot be written ({why}); name another place with -o", shown_path(.path))]
    Write {
        /// The file or folder, as it would be in its place.
        path: PathBuf,
        /// Reason that the system gives.
        why: String,
    },
    /// A report that could be neither replaced nor put back.
    #[error(
        "{}: cannot be written ({why}); the earlier report is in {}, rename it to put it back",
        shown_path(.path),
        shown_path(.old)
    )]
    Stranded {
        /// The output folder.
        path: PathBuf,
        /// Where the earlier report is.
        old: PathBuf,
        /// Reason that the system gives.
        why: String,
    },
    /// A file's path that leads out of the folder.
    #[error("`{0}` is no path below the output folder")]
    NotBelow(String),
}

/// Counts further files; empty where there is none.
fn and_more(more: usize) -> String {
    match more {
        0 => String::new(),
        _ => format!(", and so {} {}", was(more), plural(more, "more file")),
    }
}

/// Returns the error of a file or folder that cannot be written.
pub(super) fn cannot(path: &Path, why: &io::Error) -> OutputError {
    OutputError::Write { path: path.to_owned(), why: system_words(why) }
}

/// Returns the error of a hidden folder beside `path` that cannot be made: one that stands there is
/// at work, as those of ended runs were removed.
pub(super) fn cannot_begin(path: &Path, why: &io::Error) -> OutputError {
    match why.kind() {
        io::ErrorKind::AlreadyExists => OutputError::AtWork(path.to_owned()),
        _ => cannot(path, why),
    }
}
