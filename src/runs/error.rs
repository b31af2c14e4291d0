//! Errors of files of runs, and what to do.

use crate::files::ReadError;
use crate::model::shown_path;
use crate::model::system_words;
use crate::output::OutputError;
use std::io;
use std::path::PathBuf;

/// Reason for which runs cannot be read, used or written.
#[derive(Debug, thiserror::Error)]
pub enum RunsError {
    /// A file of runs that cannot be opened or read.
    #[error(transparent)]
    File(#[from] ReadError),
    /// A Parquet file of something else.
    #[error(
        "{0}: this is no file of runs; `corroborate fold` makes one of probe logs, and probe logs \
         themselves belong to --probes"
    )]
    NotRuns(String),
    /// A file that says what cannot be.
    #[error(
        "{path}: {why}; the file is damaged or was changed: make it again with `corroborate fold`"
    )]
    Broken {
        /// The file.
        path: String,
        /// Place, and what was found.
        why: String,
    },
    /// More series than any archive has.
    #[error("{path}: with it there are more than {most} pairs of site and vantage")]
    TooManySeries {
        /// The file.
        path: String,
        /// The limit.
        most: usize,
    },
    /// A layout that this program does not read.
    #[error(
        "{path}: the runs have schema version {found}, and this program reads {known}; make them \
         again with this program's `corroborate fold`"
    )]
    Version {
        /// The file.
        path: String,
        /// The version written.
        found: String,
        /// The version that is read.
        known: u32,
    },
    /// Rows whose status was decided by other rules.
    #[error(
        "{path}: the status of its rows was decided under {what}, and here it is {here}; fold the \
         logs again under these rules: corroborate fold --incident DIR -o {path}"
    )]
    Rules {
        /// The file.
        path: String,
        /// The rule as it was.
        what: String,
        /// The rule as it is.
        here: String,
    },
    /// Rows of another time.
    #[error(
        "{path}: the runs are of {theirs}, and {ours} is asked for; fold the logs again with that \
         window (--from and --until, or --incident)"
    )]
    Window {
        /// The file.
        path: String,
        /// Window of the file of runs.
        theirs: String,
        /// The report's window.
        ours: String,
    },
    /// An entry of the incident that is not there.
    #[error(
        "{path}: the runs are of [[probes]] entry {number}, and the incident has {many}; give the \
         incident they were made with, or fold again"
    )]
    NoSource {
        /// The file.
        path: String,
        /// The entry's number, from 1.
        number: usize,
        /// How many entries there are.
        many: usize,
    },
    /// Runs of several entries where one is meant.
    #[error(
        "{0}: the runs are of several [[probes]] entries, and stand in one; give them with \
         `--runs` instead"
    )]
    SeveralSources(String),
    /// An archive that stands in two files of runs.
    #[error(
        "the archive {archive} (SHA-256 {sha256}) is in {first} and in {second}; leave one of \
         them out"
    )]
    Twice {
        /// The archive's path as shown.
        archive: String,
        /// SHA-256 of the log.
        sha256: String,
        /// One file.
        first: String,
        /// The other.
        second: String,
    },
    /// Runs that only the rows could join.
    #[error(
        "{files}: {series}: {why}, and only the rows can tell; fold these files together: \
         corroborate fold {archives} -o runs.parquet"
    )]
    Unsettled {
        /// The files of runs.
        files: String,
        series: String,
        /// Question that runs do not answer.
        why: &'static str,
        /// The probe logs that they were made from.
        archives: String,
    },
    /// An incident without logs.
    #[error("{0}: no [[probes]] names a probe log; there is nothing to fold")]
    NoLogs(String),
    /// Files that the incident does not name.
    #[error(
        "{file}: no `files` of a [[probes]] in {incident} matches it, so its zone and columns are \
         not known; add it there"
    )]
    NotOfIncident {
        file: String,
        /// The incident's file.
        incident: String,
    },
    /// An output that is an input.
    #[error("{}: this is one of the inputs; write the runs elsewhere with -o", shown_path(.0))]
    IsInput(PathBuf),
    /// An output under a name by which it would not be known for runs.
    #[error(
        "{}: runs are written as Parquet, and read again by that name; name a file that ends with \
         .parquet. A log in CSV is what `corroborate convert` writes",
        shown_path(.0)
    )]
    Ending(PathBuf),
    /// An output that is something else.
    #[error(
        "{}: something else than runs as `corroborate fold` wrote them stands there; write the \
         runs elsewhere with -o, or replace it with --overwrite",
        shown_path(.0)
    )]
    SomethingElse(PathBuf),
    /// An output that cannot be put in its place.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// An output that cannot be written.
    #[error(
        "{}: the runs cannot be written ({}); name another place with -o",
        shown_path(.path),
        system_words(.why)
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: io::Error,
    },
}

impl RunsError {
    /// Makes an error of a file that says what cannot be.
    pub(crate) fn broken(path: &str, why: impl std::fmt::Display) -> RunsError {
        RunsError::Broken { path: path.to_owned(), why: why.to_string() }
    }
}
