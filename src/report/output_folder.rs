//! The output folder: written beside its place, then put there in one step, so that it is never
//! half a report.

mod error;
mod folder;
mod hidden;
mod inputs;
mod leftovers;
mod new_file;
mod target;

pub use error::OutputError;
pub use folder::OutputFolder;
pub use inputs::is_outside;
pub use new_file::NewFile;
