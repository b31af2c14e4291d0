//! Result of a run.

/// Text that a run prints, and whether it ends with exit code 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printout {
    /// Text for stdout; may be empty.
    pub result: String,
    /// Text for stderr; may be empty.
    pub notes: String,
    /// Whether rows were refused and none may be (exit code 1).
    pub refused: bool,
}
