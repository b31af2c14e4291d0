//! Effect of files that stand where a result goes to.

/// Effect of files that stand where a result goes to, and that this program did not write or that
/// somebody changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedFiles {
    /// Nothing is written, and the files are named.
    StopTheRun,
    /// New files stand in their place.
    AreReplaced,
}
