//! What is to be examined.

use crate::clock::Zone;
use std::path::{Path, PathBuf};

/// Where an incident lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a folder with an `incident.toml`.
    Folder(PathBuf),
    /// In such a folder, but with runs in place of its probe logs.
    Runs {
        /// The folder.
        folder: PathBuf,
        /// The files of runs.
        runs: Vec<PathBuf>,
    },
    /// In such a folder, but with some of its probe logs only.
    Part {
        /// The folder.
        folder: PathBuf,
        /// The probe logs, each of which its `[[probes]]` name.
        probes: Vec<PathBuf>,
    },
    /// In archives of another layout, named one by one.
    Archives {
        /// The word of the layout.
        layout: String,
        /// The archives.
        files: Vec<PathBuf>,
        /// The zone of stamps without an offset.
        zone: Option<Zone>,
        /// The vantage of records that name none.
        vantage: Option<String>,
    },
    /// In files named one by one.
    Files {
        /// The probe logs, or runs in their place.
        probes: Vec<PathBuf>,
        /// The claims.
        claims: Option<PathBuf>,
        /// The zone for showing, and of stamps without an offset.
        zone: Option<Zone>,
    },
}

impl Origin {
    /// The incident's folder, where there is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Origin::Folder(folder) | Origin::Runs { folder, .. } | Origin::Part { folder, .. } => {
                Some(folder)
            }
            Origin::Files { .. } | Origin::Archives { .. } => None,
        }
    }
}

impl Request {
    /// Text to put before the path of an input so that it can be opened from the working folder:
    /// the incident's folder and a `/`, or nothing.
    pub fn path_prefix(&self) -> String {
        match self.origin.folder() {
            Some(folder) if folder != Path::new(".") => {
                format!("{}/", folder.display().to_string().trim_end_matches('/'))
            }
            _ => String::new(),
        }
    }
}

/// What is to be read, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where it lies.
    pub origin: Origin,
    /// Only these sites, by id; all where empty.
    pub only_sites: Vec<String>,
    /// The window begins here, as written.
    pub from: Option<String>,
    /// The window ends here, as written.
    pub until: Option<String>,
}
