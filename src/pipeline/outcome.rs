//! Result of a run.

/// Text that a run prints, and whether it ends with exit code 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printout {
    /// Text for stdout; may be empty.
    pub result: String,
    /// Text for stderr; may be empty.
    pub notes: String,
    /// Sentence for the last line of stderr where the run ends with exit code 1: what the result
    /// lacks, or what differs. `None` where it ends with 0.
    pub shortfall: Option<String>,
}
