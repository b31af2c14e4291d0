//! Requests: the incident, its files, and what is proposed for files of others.

mod changed_files;
mod guess;
mod memory;
mod request;
mod rows_shown;
mod stored_request;

pub use changed_files::ChangedFiles;
pub use guess::{
    CadenceEvidence, ClaimedNames, Guess, GuessedKey, GuessedTable, NamedFile, TestedRows,
};
pub use memory::{HeldCounts, HeldRoom, Memory, OverMemory};
pub use request::{Origin, ProposedEntry, Request};
pub use rows_shown::RowsShown;
pub use stored_request::StoredRequest;
