//! The output folder: written beside its place, then put there in one step, so that it is never
//! half a report.

mod error;
mod exchange;
mod folder;
mod hidden;
mod inputs;
mod leftovers;
mod new_file;
mod ownership;
mod target;

pub use error::OutputError;
pub use folder::OutputFolder;
pub use inputs::is_outside;
pub use new_file::{FileDigest, NewFile, ReportFile};
pub use ownership::{MANIFEST, TOOL};
