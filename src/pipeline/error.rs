//! Errors that stop a run.

use crate::files::ReadError;
use crate::fold::SpillError;
use crate::incident::IncidentError;
use crate::logs::LogError;
use crate::model::system_words;
use crate::model::{Memory, OverMemory, grouped};
use crate::output::OutputError;
use crate::report::probe_log::ProbeLogError;
use crate::report::render::RenderError;
use crate::runs::RunsError;
use crate::simulate::{ScenarioError, SimulateError};
use std::io;

/// Why a run could not be done (exit code 2).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input cannot be read.
    #[error(transparent)]
    Source(Box<ReadError>),
    /// Probe logs that cannot be read.
    #[error(transparent)]
    Logs(Box<LogError>),
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
        "{path}: what it gives is kept in a temporary file, and that cannot be written: {}; \
         make room there, or name another folder with TMPDIR",
        system_words(.why)
    )]
    NotKept {
        /// Name of the input.
        path: String,
        /// The system's words.
        why: io::Error,
    },
    /// The incident cannot be opened.
    #[error(transparent)]
    Incident(Box<IncidentError>),
    /// Runs cannot be used or written.
    #[error(transparent)]
    Runs(Box<RunsError>),
    /// Rows that must be sorted fit nowhere.
    #[error(transparent)]
    Spill(#[from] SpillError),
    /// The output folder cannot be written.
    #[error(transparent)]
    Files(#[from] OutputError),
    /// The report cannot be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A log cannot be written.
    #[error(transparent)]
    Probes(#[from] ProbeLogError),
    /// An `incident.toml` where a new one was to be written.
    #[error(
        "{0}: it is there already, and nothing is written over it; name another folder, or edit it"
    )]
    Exists(String),
    /// An `incident.toml` that cannot be written.
    #[error("{path}: {}", system_words(.why))]
    Draft {
        /// The file.
        path: String,
        /// The system's words.
        why: io::Error,
    },
    /// A scenario that means nothing.
    #[error(transparent)]
    Meaning(#[from] ScenarioError),
    /// Logs that cannot be written.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
    /// A question about a file that was named without a folder, and how it is answered.
    #[error("{0}")]
    Question(String),
    /// Another error, in whose words copies of inputs have the names of these.
    #[error("{0}")]
    OfCopies(String),
    /// Results that change more often than can be held.
    #[error(
        "the results of the probes change more than {} times; {}",
        grouped(.0),
        Memory::too_many_runs(*.0)
    )]
    TooManyRuns(usize),
    /// More than fits into the memory that was given.
    #[error(transparent)]
    OverMemory(#[from] OverMemory),
    /// A report with more outages than can be shown.
    #[error(
        "{} outages, blips and failures in part, and a report has at most {}; narrow it with \
         --site, --from and --until", grouped(.found), grouped(.most)
    )]
    TooManyOutages {
        /// Number of them.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// A manifest that does not say how its report was made.
    #[error("{report}/manifest.json: the report cannot be made again from it: {why}")]
    Manifest {
        /// The folder of the report.
        report: String,
        /// Reason in words.
        why: String,
    },
    /// A report whose incident folder stands in no place that is searched.
    #[error(
        "{report} is a report of the incident `{name}`, whose folder is not found here, a level \
         below, or around the report; write it behind the report (`verify`, `explain`), or in \
         place of it"
    )]
    NoIncident {
        /// The folder of the report.
        report: String,
        /// The name of the incident.
        name: String,
    },
    /// A report whose incident has several folders.
    #[error(
        "{report} is a report of one of these incidents: {places}; write the right one behind the \
         report (`verify`, `explain`), or in place of it"
    )]
    SeveralIncidents {
        /// The folder of the report.
        report: String,
        /// The folders.
        places: String,
    },
    /// An incident for a report that was made of files.
    #[error("{0} was made of files without an incident; leave out the second folder")]
    NoIncidentNeeded(String),
    /// An incident behind a folder that holds no report.
    #[error(
        "{0}: no report, as it has no manifest.json of this program or is an incident itself; \
         write the folder of the report first and that of its incident behind it, or one of them \
         alone"
    )]
    NoReport(String),
    /// A report in place of the incident that a report is to be made of.
    #[error(
        "{0} is a report itself; name its incident, or hold it against its inputs with \
         `corroborate verify {0}`"
    )]
    ReportOfReport(String),
    /// A report that cannot be made again.
    #[error("{report} cannot be made again, so it is not verified ({changed}): {why}")]
    NotMadeAgain {
        /// The folder of the report.
        report: String,
        /// Error of the run that was to make it.
        why: String,
        /// State of its own files, in words.
        changed: String,
    },
    /// A report of an input that could be read once.
    #[error(
        "{report} cannot be made again: its input `{name}` came through a pipe, which is read \
         once; write what came into a file, and make the report of that"
    )]
    StreamGone {
        /// The folder of the report.
        report: String,
        /// Name of the input.
        name: String,
    },
    /// No place for a report that is made again.
    #[error("no room for the report that is made again: {}; set TMPDIR to a folder that has \
        some", system_words(.0))]
    Scratch(io::Error),
    /// A pattern, or a list of ids, that means more than is explained at once.
    #[error(
        "`{word}` means {count} things, and at most {most} are explained at once; write a \
         narrower pattern, such as `outage:O00*`"
    )]
    TooManyMeant {
        /// As the user wrote it.
        word: String,
        /// Number of things that it means.
        count: usize,
        /// Most that are explained.
        most: usize,
    },
    /// An id that names nothing.
    #[error(
        "no outage, blip, verdict, event, claim, site or vantage with a common mode has the id \
         `{id}`{near}; the ids are in the report's tables, and the figures are \
         {figures}{refused}"
    )]
    UnknownId {
        /// As the user wrote it.
        id: String,
        /// Question for the id that is most like it; empty where none is.
        near: String,
        /// Words of all figures, each in the signs of code.
        figures: String,
        /// Claims that were refused, of which it may be one; empty where there are none.
        refused: String,
    },
}

impl From<ReadError> for Error {
    fn from(why: ReadError) -> Error {
        Error::Source(Box::new(why))
    }
}

impl From<LogError> for Error {
    fn from(why: LogError) -> Error {
        Error::Logs(Box::new(why))
    }
}

impl From<IncidentError> for Error {
    fn from(why: IncidentError) -> Error {
        Error::Incident(Box::new(why))
    }
}

impl From<RunsError> for Error {
    fn from(why: RunsError) -> Error {
        Error::Runs(Box::new(why))
    }
}
