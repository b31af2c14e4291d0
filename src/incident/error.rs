//! Errors that stop the opening of an incident.

use crate::files::ReadError;
use crate::logs::LogError;
use crate::model::{TomlTable, grouped};
use crate::runs::RunsError;

/// Why an incident cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    /// A file of the incident that cannot be read.
    #[error(transparent)]
    File(#[from] ReadError),
    /// Probe logs that cannot be read.
    #[error(transparent)]
    Logs(#[from] LogError),
    /// Runs that cannot be used.
    #[error(transparent)]
    Runs(#[from] RunsError),
    /// A folder without an incident file.
    #[error(
        "{0}: there is no incident.toml in it; write one (docs/data.md shows how), or name the \
         logs with --probes and the claims with --claims"
    )]
    NotAnIncident(String),
    /// A file in place of an incident's folder.
    #[error(
        "{0} is a file, and no folder of an incident or a report; name a log with --probes, claims \
         with --claims, or the folder of the report that it is of"
    )]
    FileForFolder(String),
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
    /// A folder in place of the files in it.
    #[error(
        "{path}: files: `{pattern}` is a folder; write a pattern of the files in it, such as \
         `{}/*.csv`", pattern.trim_end_matches('/')
    )]
    FolderForFiles {
        /// The incident file.
        path: String,
        /// As it stands under `files`.
        pattern: String,
    },
    /// A pattern that matches nothing.
    #[error("{path}: files: nothing matches `{pattern}`; check the folder and the ending")]
    NoFiles {
        /// The incident file.
        path: String,
        /// As it stands under `files`.
        pattern: String,
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
    /// A pattern of `--site` without a site that it means.
    #[error(
        "--site: no site matches `{pattern}`; it is compared with the whole id, and `*` is any \
         text{near}"
    )]
    UnmatchedSites {
        /// Pattern as written.
        pattern: String,
        /// Ids that come near, or some that there are, in words; empty where there are none.
        near: String,
    },
    /// A site that `--site` names and nobody knows.
    #[error("--site: no site `{name}`{hint}{}", several(.name))]
    UnknownSite {
        /// Name as written.
        name: String,
        /// The nearest.
        hint: String,
    },
}

/// Says how several sites are named; empty where the name is that of one.
fn several(name: &str) -> &'static str {
    if name.contains(',') { "; give --site again for each of several" } else { "" }
}

impl IncidentError {
    /// Adds line and column of the key in `text`, the text of the file at `file`, where the key is
    /// written once.
    pub(crate) fn placed(self, file: &str, text: &str) -> IncidentError {
        self.in_file(|why| why.placed(file, text))
    }

    /// Adds line and column of the key in one of several tables of `text`, as
    /// [`IncidentError::placed`] does.
    pub(crate) fn placed_in(self, file: &str, text: &str, table: TomlTable<'_>) -> IncidentError {
        self.in_file(|why| why.placed_in(file, text, table))
    }

    /// Changes the error of a file; others stay.
    fn in_file(self, change: impl FnOnce(ReadError) -> ReadError) -> IncidentError {
        match self {
            IncidentError::File(why) => IncidentError::File(change(why)),
            other => other,
        }
    }
}
