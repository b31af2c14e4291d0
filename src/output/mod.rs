//! How is a file put in its place? It is made in a hidden folder beside its place, then put there
//! in one step, so that it is never half a file or half a report, and never over what is not ours.

mod error;
mod exchange;
mod folder;
mod hidden;
mod inputs;
mod kept_files;
mod leftovers;
mod manifest;
mod mode;
mod mounts;
mod new_file;
mod output_file;
mod output_files;
mod output_place;
mod ownership;
mod scratch;
mod signals;
mod staging;
mod stored_report;
mod unfinished;

pub use error::OutputError;
pub use folder::OutputFolder;
pub(crate) use inputs::check_outside_inputs;
pub(crate) use manifest::{MANIFEST, TOOL};
pub use manifest::{Manifest, ManifestConflicts, ManifestWindow, StoredManifest};
pub use new_file::{FileDigest, ListedFile, NewFile};
pub use output_file::OutputFile;
pub(crate) use output_files::OutputFiles;
pub use output_files::StandingFiles;
pub(crate) use scratch::ScratchFolder;
pub use signals::{StopSignal, clear_on_signals};
pub use stored_report::StoredReport;
