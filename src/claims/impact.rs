//! Impact of an incident, as pages of Statuspage state it.

use crate::claims::claim_parts::quoted;
use crate::model::RefusalKind;

/// Words for an impact.
const IMPACTS: &str = "`none`, `minor`, `major`, `critical` or `maintenance`";

/// Impact of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Impact {
    /// Nothing failed.
    None,
    /// Something failed, or the page does not say how much.
    Failure,
    /// Announced work.
    Maintenance,
}

impl Impact {
    /// Reads the word of a page. One that states no impact states an incident all the same.
    ///
    /// # Errors
    /// Where the word is none that is known, so that what it says is open.
    pub(super) fn read(word: &str) -> Result<Impact, RefusalKind> {
        match word {
            "none" => Ok(Impact::None),
            "" | "minor" | "major" | "critical" => Ok(Impact::Failure),
            "maintenance" => Ok(Impact::Maintenance),
            other => Err(RefusalKind::NotAStatus { expected: IMPACTS, found: quoted(other) }),
        }
    }
}
