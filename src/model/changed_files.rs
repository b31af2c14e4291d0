//! Effect of files of an earlier report that somebody changed.

/// Effect of files of an earlier report that somebody changed on the writing of a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedFiles {
    /// Nothing is written, and the files are named.
    StopTheRun,
    /// New files stand in their place.
    AreReplaced,
}
