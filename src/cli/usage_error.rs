//! Command lines that mean nothing.

use crate::clock::UnknownZone;

/// Options that contradict each other, or that mean nothing.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// An incident folder beside files.
    #[error(
        "an incident folder, or --probes and --claims, but not both; to add files to an incident, \
         name them in its incident.toml"
    )]
    FolderAndFiles,
    /// Files of runs without an incident folder.
    #[error(
        "--runs stands for the probe logs of an incident folder; without a folder, name the runs \
         with --probes"
    )]
    RunsAndFiles,
    /// No logs to fold.
    #[error("name the probe logs to fold, or the incident whose logs they are with --incident")]
    NothingToFold,
    /// No archives to convert.
    #[error(
        "name a layout and the archives to convert, the archives alone, or the incident whose logs \
         they are with --incident"
    )]
    NothingToConvert,
    /// An incident in place of a log.
    #[error("{0} is an incident; its logs are named with --incident {0}")]
    IncidentAsLog(String),
    /// A word alone that is no file that is there.
    #[error(
        "{0}: no such file or folder; name the archive to convert, or its layout and then the \
         archives"
    )]
    NoSuchFile(String),
    /// A layout beside an incident.
    #[error(
        "a layout and archives, or --incident, but not both; the incident says how its logs are \
         read"
    )]
    LayoutAndFolder,
    /// A vantage for archives of no layout.
    #[error(
        "--vantage belongs to a layout and its archives; without a layout, `vantage` stands in the \
         incident.toml that `corroborate init` writes"
    )]
    VantageWithoutLayout,
    /// A zone beside an incident folder.
    #[error(
        "--zone belongs to --probes and --claims; an incident folder has its zone in incident.toml"
    )]
    ZoneForFolder,
    /// A page of the manual for a command that there is not.
    #[error("there is no command `{name}`{hint}")]
    NoCommand {
        /// The name as written.
        name: String,
        /// The nearest, in words; may be empty.
        hint: String,
    },
    /// A zone that is not in the database.
    #[error("--zone: {0}")]
    Zone(#[from] UnknownZone),
    /// A path without a name for the default output folder.
    #[error("`{0}` gives no name for the output folder; name one with -o")]
    NoName(String),
    /// Stdout in place of a folder.
    #[error(
        "`-` stands for stdin and stdout, and a folder is written: name one, or `./-` for one that \
         is called so"
    )]
    StdoutForFolder,
    /// Text that is not a size of memory.
    #[error(
        "--memory: `{0}` is not a size; write a whole number and a unit, such as 512MB or 2GiB"
    )]
    NotASize(String),
    /// A size of memory below the least.
    #[error("--memory: `{0}` is too little; give 4MiB or more")]
    TooLittle(String),
}
