//! Why a report cannot be put in its place, and what to do.

use crate::model::{plural, was};
use std::io;
use std::path::{Path, PathBuf};

/// Why the output folder cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A folder with something else in it.
    #[error("{} exists and is no report of corroborate; choose another folder with -o, or remove \
        it", .0.display())]
    Foreign(PathBuf),
    /// A folder that was to hold a report.
    #[error("{} holds no report of corroborate: there is no manifest.json of it", .0.display())]
    NoReport(PathBuf),
    /// A folder with a report that cannot be read.
    #[error("{}: cannot be read ({why})", .path.display())]
    Unread {
        /// The folder.
        path: PathBuf,
        /// Reason that the system gives.
        why: String,
    },
    /// A file of an earlier report that somebody changed.
    #[error("{} was changed since corroborate wrote it{}; choose another folder with -o, move the \
        file, or replace it with --overwrite", .path.display(), and_more(*.more))]
    Changed {
        /// The first of these files.
        path: PathBuf,
        /// Number of others.
        more: usize,
    },
    /// A file of the user's where the report has one of its own.
    #[error("{} is no file that corroborate wrote, and the report has one of that name; choose \
        another folder with -o, or move it", .0.display())]
    InTheWay(PathBuf),
    /// A file that came or was changed while the new report was put in its place.
    #[error("{} was changed or came there while the new report was put in its place; the earlier \
        report stands as it was, run it again", .0.display())]
    Disturbed(PathBuf),
    /// The working folder, or one that it lies in.
    #[error("{} is or holds the folder that you are in, which a new report would take the place \
        of; name a folder in it with -o, or run it from another folder", .0.display())]
    WorkingFolder(PathBuf),
    /// A report whose manifest does not list its files.
    #[error("{} holds a report of an earlier version of corroborate, whose manifest.json does not \
        list its files, so that yours could not be distinguished from them; choose another folder \
        with -o, or move or remove this one", .0.display())]
    Unlisted(PathBuf),
    /// A report that is to be verified, and whose manifest does not list its files.
    #[error("{} holds a report of an earlier version of corroborate, whose manifest.json does not \
        list its files, so that nothing can be verified; make it again with `corroborate report`",
        .0.display())]
    Unverifiable(PathBuf),
    /// A file that stands where a new one is to stand.
    #[error("{}: it is there already, and nothing is written over it; name another place with -o, \
        or replace it with --overwrite", .0.display())]
    Standing(PathBuf),
    /// Something else than a file where a new file is to stand.
    #[error("{}: it is there already, and is no file; name another place with -o", .0.display())]
    NotAFile(PathBuf),
    /// `..`, `/`, or one that ends with a slash.
    #[error("{} names no file; name one with -o", .0.display())]
    NoFileName(PathBuf),
    /// Something that is no folder.
    #[error("{} exists and is no folder; choose another folder with -o", .0.display())]
    NotAFolder(PathBuf),
    /// A path without a name, such as `/`.
    #[error("{} cannot be replaced by a report; name a folder in it with -o", .0.display())]
    NoName(PathBuf),
    /// An input that a new report would take away.
    #[error(
        "{} is or holds the input {}, which would be lost; choose another folder with -o",
        .path.display(),
        .input.display()
    )]
    HoldsInput {
        /// The output folder.
        path: PathBuf,
        /// One of the files or folders that the run reads.
        input: PathBuf,
    },
    /// An input folder that the output would be written into.
    #[error("{} lies within the input {}, and nothing is written into an archive; choose another \
        place (`-o`, or the folder of `init`)", .path.display(), .input.display())]
    WithinInput {
        /// The output.
        path: PathBuf,
        /// A folder that the run reads.
        input: PathBuf,
    },
    /// A file or folder that cannot be written.
    #[error("{}: cannot be written ({why}); choose another folder with -o", .path.display())]
    Write {
        /// The file or folder, as it would be in its place.
        path: PathBuf,
        /// Reason that the system gives.
        why: String,
    },
    /// A report that could be neither replaced nor put back.
    #[error(
        "{}: cannot be written ({why}); the earlier report is in {}, rename it to put it back",
        .path.display(),
        .old.display()
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
    OutputError::Write { path: path.to_owned(), why: words(why) }
}

/// Returns the words of the system, in lower case and without the number of the error.
pub(super) fn words(why: &io::Error) -> String {
    let words = why.to_string();
    let words = words.split_once(" (os error").map_or(words.as_str(), |(words, _)| words);
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
