//! Result of a run.

use crate::cli::RunOptions;

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

impl Printout {
    /// Leaves out the result of a command that writes files, where it is to be quiet.
    pub(super) fn for_files(self, options: RunOptions) -> Printout {
        if options.quiet { Printout { result: String::new(), ..self } } else { self }
    }
}
