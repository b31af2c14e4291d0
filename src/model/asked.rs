//! What is to be examined.

use crate::clock::Zone;
use std::path::PathBuf;

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

/// What is to be read, and how much of it.
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
