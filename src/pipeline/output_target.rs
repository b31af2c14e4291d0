//! Place of a result.

use crate::model::ChangedFiles;
use std::path::Path;

/// Place that a result goes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutputTarget<'a> {
    /// The file or folder.
    pub(super) output: &'a Path,
    /// Effect of files there that are not as this program left them.
    pub(super) changed_files: ChangedFiles,
}
