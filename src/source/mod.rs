//! What the files say: the incident folder, its claims and its probe logs. Every archive layout is one file here.
//!
//! Rows are read as a stream and handed on one by one; a row that cannot be used is refused, with its place and what to write instead.

mod archive;
mod claims;
mod csv;
mod error;
mod folder;
mod header;
mod maintenance;
mod names;
mod nearest;
mod outcome;
mod parquet;
mod rows;
mod settings;
mod sites;
mod stream;
mod targets;

use crate::clock::Zone;
use std::path::PathBuf;

pub use archive::{Archive, Progress};
pub use error::SourceError;
pub use folder::{Opened, open};

/// Where an incident lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a folder with an `incident.toml`.
    Folder(PathBuf),
    /// In files named one by one.
    Files {
        /// The probe logs.
        probes: Vec<PathBuf>,
        /// The claims.
        claims: Option<PathBuf>,
        /// The zone for showing, and of stamps without an offset.
        zone: Option<Zone>,
    },
}

/// What is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where it lies.
    pub origin: Origin,
    /// Only these sites, by id; all where empty.
    pub only_sites: Vec<String>,
    /// The window begins here, as written.
    pub from: Option<String>,
    /// The window ends here, as written.
    pub until: Option<String>,
}
