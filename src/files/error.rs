//! Errors that stop the reading. A row that cannot be used is no error but a refusal.

use crate::clock::{StampError, UnknownZone};
use crate::model::{RefusalKind, TextPosition, TomlTable, grouped};
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
    /// Something else than a file.
    #[error("{path}: this is {what} and no file; copy what it gives into a file, and name that")]
    NotAFile {
        /// As the user wrote it.
        path: String,
        /// Words for what it is.
        what: &'static str,
    },
    /// Stdin in two places.
    #[error("`-` stands for stdin, which can be read once: name files in the other places")]
    StdinTwice,
    /// An input that comes through a pipe and does not end.
    #[error("{path}: more than {most} bytes came; write them into a file, and name that")]
    EndlessStream {
        /// Name of the input.
        path: String,
        /// The limit.
        most: u64,
    },
    /// An input that comes through a pipe and cannot be kept.
    #[error(
        "{path}: what it gives is kept in a temporary file, and that cannot be written: {why}; \
         make room there, or name another folder with TMPDIR"
    )]
    NotKept {
        /// Name of the input.
        path: String,
        /// The system's words.
        why: io::Error,
    },
    /// An incident without logs and claims.
    #[error(
        "{path}: nothing to examine: it has no [[probes]], no [[claims]], and no claims.csv \
         stands beside it; write an entry for a log (docs/data.md){left_out}"
    )]
    NothingToExamine {
        /// The incident file.
        path: String,
        /// Files that `init` left out, with why, as its comments say; may be empty.
        left_out: String,
    },
    /// A folder without an incident file.
    #[error(
        "{0}: there is no incident.toml in it; write one (docs/data.md shows how), or name the \
         logs with --probes and the claims with --claims"
    )]
    NotAnIncident(String),
    /// A file that cannot be opened or read.
    #[error("{path}: {why}")]
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
    /// A system that gives no more threads.
    #[error("no thread could be started to read with: {0}")]
    Threads(io::Error),
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
    /// A pattern that matches nothing.
    #[error("{path}: files: nothing matches `{pattern}`; check the folder and the ending")]
    NoFiles {
        /// The incident file.
        path: String,
        /// As it stands under `files`.
        pattern: String,
    },
    /// Logs without one usable row.
    #[error("{files}: the probe logs hold no usable row{refused}; nothing can be measured")]
    NoRows {
        /// Paths as shown, in the order of reading, separated by commas.
        files: String,
        /// Number of refused rows, and the first of them.
        refused: String,
    },
    /// A name that two sites of `sites.csv` have.
    #[error(
        "the probe logs name `{name}`, which can be {sites}: these have one address in sites.csv, \
         where `http`, `www.` and a final `/` make no difference; make the `url` of one just what \
         the log says, or write its id in the log"
    )]
    AmbiguousSite {
        /// The name as written.
        name: String,
        /// The sites' ids.
        sites: String,
    },
    /// One file in two sources that read the same of it.
    #[error(
        "`{0}` is named by two [[probes]] entries that take the outcome from the same columns, so \
         that each of its rows would count as two probes; leave it out of one, or give each other \
         `columns`"
    )]
    ReadTwice(String),
    /// One log in two sources.
    #[error(
        "`{one}` and `{other}` hold the same bytes, and the probes of two [[probes]] entries count \
         as those of two places; name the log in one of them"
    )]
    Copies {
        /// A file.
        one: String,
        /// A file with the bytes of `one`.
        other: String,
    },
    /// A log of changes in which one site has two spellings that may be two sites.
    #[error(
        "a log of changes has the site `{site}` under two names, {names}, and what it says of one \
         would end what it said of the other; write one of them as an id into sites.csv where \
         they are two sites, or else leave one of them out of the log"
    )]
    TwoNames {
        /// The site's id.
        site: String,
        /// Quoted, sorted, separated by commas.
        names: String,
    },
    /// More series than any archive has.
    #[error(
        "{path}:{line}: more than {most} pairs of site and vantage; is `site` the right column?"
    )]
    TooManySeries {
        /// The file.
        path: String,
        /// The line at which it was noticed.
        line: u64,
        /// The limit.
        most: usize,
    },
    /// Results that change more often than can be held.
    #[error(
        "{path}: with it the results of the probes change more than {} times, and at most so many \
         changes are held; narrow the run with --site, --from and --until", grouped(.most)
    )]
    TooManyRuns {
        /// The file at which it was noticed.
        path: String,
        /// The limit.
        most: usize,
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
    /// More verdicts than are made at once.
    #[error(
        "the claims and the sites that they are about come to {} verdicts, and at most {} are \
         made at once; name fewer sites in the claims, or some of them with --site",
        grouped(verdicts),
        grouped(most)
    )]
    TooManyVerdicts {
        /// Number of verdicts.
        verdicts: usize,
        /// Most that are made.
        most: usize,
    },
    /// A pattern of `--site` that matches no site.
    #[error("--site: no site matches `{0}`; it is compared with the whole id, and `*` is any text")]
    UnmatchedSites(String),
    /// A site that `--site` names and nobody knows.
    #[error("--site: no site `{name}`{hint}")]
    UnknownSite {
        /// Name as written.
        name: String,
        /// The nearest.
        hint: String,
    },
}

impl ReadError {
    /// Returns the error of a text that is no TOML or holds keys that cannot be; `path` is where it
    /// stands.
    pub(crate) fn toml(path: &str, text: &str, error: &toml::de::Error) -> ReadError {
        let TextPosition { line, column } = error
            .span()
            .map_or(TextPosition::START, |span| TextPosition::of_byte(text, span.start));
        let written = text.lines().nth(line - 1).unwrap_or_default().trim().to_owned();
        let why = error.message().to_owned();
        ReadError::Toml { path: path.to_owned(), line, column, written, why }
    }

    /// Makes an error of a file that cannot be opened.
    pub(crate) fn opening(path: &str, why: io::Error) -> ReadError {
        match why.kind() {
            io::ErrorKind::NotFound if Path::new(path).is_symlink() => {
                ReadError::Dangling(path.to_owned())
            }
            io::ErrorKind::NotFound => ReadError::Missing(path.to_owned()),
            _ => ReadError::Read { path: path.to_owned(), why },
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
