//! Errors that stop the opening of an incident.

use crate::files::ReadError;
use crate::runs::RunsError;

/// Why an incident cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    /// A file of the incident that cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Runs that cannot be used.
    #[error(transparent)]
    Runs(#[from] RunsError),
}

impl IncidentError {
    /// Returns the error with line and column of its key in `text`, the text of the file at `file`,
    /// where the key is written once.
    pub(crate) fn placed(self, file: &str, text: &str) -> IncidentError {
        match self {
            IncidentError::Read(why) => IncidentError::Read(why.placed(file, text)),
            IncidentError::Runs(_) => self,
        }
    }
}
