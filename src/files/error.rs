//! Errors that stop the reading. A row that cannot be used is no error but a refusal.

use crate::clock::{StampError, UnknownZone};
use crate::model::suggest::hint;
use crate::model::system_words;
use crate::model::{OverMemory, RefusalKind, TextPosition, TomlTable, grouped, shown_path};
use std::io;
use std::path::Path;

/// Reason for which the input cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file or folder that is not there.
    #[error(
        "{0}: no such file or folder; check the spelling, or run from the folder that it is \
         relative to"
    )]
    Missing(String),
    /// A link that leads nowhere.
    #[error(
        "{0}: this is a link to something that is not there; fetch what it stands for, as `git \
         annex get` or `dvc pull` do, or remove the link"
    )]
    Dangling(String),
    /// A name that cannot be written into tables and settings.
    #[error("{0}: the name is not UTF-8, and no table could show it; rename it")]
    NameNotUtf8(String),
    /// A folder of that kind, in which a file lies that settings would have to name.
    #[error(
        "{path}: the name of its folder {folder} is not UTF-8, and no key of incident.toml could \
         hold it; rename the folder, or keep incident.toml in a folder within it or beside it"
    )]
    FolderNotUtf8 {
        /// The file.
        path: String,
        /// First of the folders on its way whose name is not UTF-8.
        folder: String,
    },
    /// Something else than a file.
    #[error("{path}: this is {what} and no file; copy what it gives into a file, and name that")]
    NotAFile {
        /// As the user wrote it.
        path: String,
        /// Words for what it is.
        what: &'static str,
    },
    /// A file that cannot be opened or read.
    #[error("{path}: {}", system_words(.why))]
    Read {
        /// The file.
        path: String,
        /// The system's words.
        why: io::Error,
    },
    /// A compressed file that breaks off or is damaged.
    #[error(
        "{path}: the compressed data is damaged after line {line} ({why}); fetch or make the file \
         again"
    )]
    Damaged {
        /// The file.
        path: String,
        /// The last whole line.
        line: u64,
        /// The library's words.
        why: io::Error,
    },
    /// A Parquet file that its library gives up on.
    #[error("{0}: the Parquet data is damaged; fetch or make the file again")]
    DamagedParquet(String),
    /// A file that is not TOML, or has a key that is not known.
    #[error("{path}:{line}:{column}: {why}, in `{written}`")]
    Toml {
        /// The file.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Text of the line.
        written: String,
        /// The reader's words.
        why: String,
    },
    /// A value of the incident file that means nothing.
    #[error("{path}: {key}: {why}")]
    Setting {
        /// The file.
        path: String,
        /// Dotted, from the table that it stands in.
        key: String,
        /// The fault, and what to write instead.
        why: String,
    },
    /// A zone that is not in the database.
    #[error("{path}: zone: {why}")]
    Zone {
        /// The file, or the option.
        path: String,
        /// Says which names come near.
        why: UnknownZone,
    },
    /// A time in the incident file or an option that cannot be read.
    #[error("{path}: {key}: {why}")]
    Time {
        /// The file, or the option.
        path: String,
        /// Dotted, or the option with its dashes.
        key: String,
        /// The fault.
        why: Box<StampError>,
    },
    /// A file without a header line.
    #[error("{path}:1: the file is empty; its first line must name the columns: {columns}")]
    Empty {
        /// The file.
        path: String,
        /// The columns that it needs.
        columns: String,
    },
    /// Text that is not UTF-8 in a header.
    #[error(
        "{0}:1: the header is not UTF-8; save the file as CSV in UTF-8, or declare the `encoding` \
         of a log"
    )]
    NotUtf8(String),
    /// Text that is not UTF-8 in a file that is read whole.
    #[error("{0}: the text is not UTF-8; save the file in UTF-8")]
    TextNotUtf8(String),
    /// A header that cannot be read.
    #[error("{path}:1: the header cannot be read: {why}")]
    HeaderLine {
        /// The file.
        path: String,
        /// Reason.
        why: RefusalKind,
    },
    /// A column that must be there.
    #[error("{path}:1: there is no column {needed}; found {found}{hint}")]
    MissingColumn {
        /// The file.
        path: String,
        /// The column that is needed.
        needed: String,
        /// Columns that the header has.
        found: String,
        /// The nearest, and what to write.
        hint: String,
    },
    /// A name that two columns have.
    #[error("{path}:1: the column `{column}` stands twice; rename one of them")]
    RepeatedColumn {
        /// The file.
        path: String,
        /// The name.
        column: String,
    },
    /// A file that is not the same when read again.
    #[error("{0}: the file changed while it was read; copy it, and run on the copy")]
    Changed(String),
    /// A table that is too large to be what it should be.
    #[error("{path}: {bytes} bytes are too many for this table; at most {most}")]
    TooLarge {
        /// The file.
        path: String,
        /// Size in bytes.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// An archive of a layout of others that is not what its layout says.
    #[error("{path}: {why}")]
    Broken {
        /// The file, with its line or row where that is known.
        path: String,
        /// The fault, and what to do.
        why: String,
    },
    /// A sound file that is not read as it is.
    #[error("{path}: {why}")]
    Unfit {
        /// The file.
        path: String,
        /// The reason, and what to do.
        why: String,
    },
    /// More in the files beside the logs than fits into the memory that was given.
    #[error(transparent)]
    OverMemory(OverMemory),
    /// More of something than an incident holds.
    #[error(
        "{path}: more than {} {what}, and an incident holds at most so many; {instead}",
        grouped(.most)
    )]
    TooMany {
        /// The file at which it was noticed.
        path: String,
        /// The limit.
        most: usize,
        /// Thing that is counted, in words.
        what: &'static str,
        /// Way to do without, in words.
        instead: &'static str,
    },
}

impl ReadError {
    /// Builds the error of a pipe or a socket in place of a file that is read more than once, or by
    /// its name.
    pub(crate) fn pipe(path: &Path) -> ReadError {
        ReadError::NotAFile { path: shown_path(path), what: "a pipe or a socket" }
    }

    /// Returns the error of a text that is no TOML or holds keys that cannot be; `path` is where it
    /// stands.
    pub(crate) fn toml(path: &str, text: &str, error: &toml::de::Error) -> ReadError {
        let TextPosition { line, column } = error
            .span()
            .map_or(TextPosition::START, |span| TextPosition::of_byte(text, span.start));
        let written = text.lines().nth(line - 1).unwrap_or_default().trim().to_owned();
        let why = with_nearest_key(error.message());
        ReadError::Toml { path: path.to_owned(), line, column, written, why }
    }

    /// Builds the error of a path that is not UTF-8 as a whole, by the part of it that is not.
    pub(crate) fn name_not_utf8(path: &Path) -> ReadError {
        let shown = shown_path(path);
        let odd = path
            .ancestors()
            .skip(1)
            .filter(|folder| folder.file_name().is_some_and(|name| name.to_str().is_none()));
        match odd.last() {
            Some(folder) => ReadError::FolderNotUtf8 { path: shown, folder: shown_path(folder) },
            None => ReadError::NameNotUtf8(shown),
        }
    }

    /// Makes an error of a file that cannot be opened.
    pub(crate) fn opening(path: &Path, why: io::Error) -> ReadError {
        let shown = shown_path(path);
        match why.kind() {
            io::ErrorKind::NotFound if path.is_symlink() => ReadError::Dangling(shown),
            io::ErrorKind::NotFound => ReadError::Missing(shown),
            _ => ReadError::Read { path: shown, why },
        }
    }

    /// Adds line and column of the key in `text`, the text of the file at `file`, where the key is
    /// written once.
    pub(crate) fn placed(self, file: &str, text: &str) -> ReadError {
        self.placed_by(file, |key| TextPosition::of_key(text, key))
    }

    /// Adds line and column of the key in one of several tables of `text`, as
    /// [`ReadError::placed`] does.
    pub(crate) fn placed_in(self, file: &str, text: &str, table: TomlTable<'_>) -> ReadError {
        self.placed_by(file, |key| table.key_position(text, key))
    }

    /// Adds line and column to the path, where it is that of the file and `position` finds the key.
    fn placed_by(
        mut self,
        file: &str,
        position: impl Fn(&str) -> Option<TextPosition>,
    ) -> ReadError {
        let (path, key) = match &mut self {
            ReadError::Setting { path, key, .. } | ReadError::Time { path, key, .. } => {
                (path, key.as_str())
            }
            ReadError::Zone { path, .. } => (path, "zone"),
            _ => return self,
        };
        if path == file
            && let Some(TextPosition { line, column }) = position(key)
        {
            path.push_str(&format!(":{line}:{column}"));
        }
        self
    }
}

/// Adds the nearest key to the words on one that is not known: ``unknown field `a`, expected one of
/// `b`, `c` ``.
fn with_nearest_key(message: &str) -> String {
    let Some(rest) = message.strip_prefix("unknown field `") else { return message.to_owned() };
    let Some((key, known)) = rest.split_once('`') else { return message.to_owned() };
    let known = known.split('`').skip(1).step_by(2);
    format!("unknown field `{key}`{}{}", hint(key, known), &rest[key.len() + 1..])
}
