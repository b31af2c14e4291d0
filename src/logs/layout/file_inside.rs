//! Meaning of one file of an archive that is read through its history.

/// Content of a version of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileInside {
    /// The state of all sites in it, at the time of the version.
    State,
    /// Some rows of a log, each with a time of its own.
    Log,
}
