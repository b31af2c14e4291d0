//! Requests: the incident to examine, and how much of it.

use crate::clock::Zone;
use crate::model::charts::ChartRequest;
use crate::model::{GuessedTable, shown_path};
use std::path::{Path, PathBuf};

/// Origin of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A folder with an `incident.toml`.
    Folder(PathBuf),
    /// An incident folder, with runs in place of its probe logs.
    Runs {
        /// With an `incident.toml`, whose `[[probes]]` the runs were made from.
        folder: PathBuf,
        /// The files of runs.
        runs: Vec<PathBuf>,
    },
    /// An incident folder, with some of its probe logs only.
    Part {
        /// With an `incident.toml`.
        folder: PathBuf,
        /// The probe logs, each of which its `[[probes]]` name.
        probes: Vec<PathBuf>,
    },
    /// Archives of one layout, named one by one.
    Archives {
        /// The word of the layout.
        layout: String,
        /// The archives.
        files: Vec<PathBuf>,
        /// The zone of stamps without an offset.
        zone: Option<Zone>,
        /// The vantage of rows that name none.
        vantage: Option<String>,
    },
    /// Files named one by one.
    Files {
        /// The probe logs, or runs in their place.
        probes: Vec<PathBuf>,
        /// Files of claims; may be empty, where outages alone are asked for.
        claims: Vec<PathBuf>,
        /// The zone for showing, and of stamps without an offset.
        zone: Option<Zone>,
    },
    /// Files named one by one, of which some are not in our own layout: how these are read was
    /// proposed, and nothing of it was left open.
    Proposed {
        /// The probe logs in our own layout, or runs in their place; may be empty.
        probes: Vec<PathBuf>,
        /// The files of claims in our own layout; may be empty.
        claims: Vec<PathBuf>,
        /// The other files; at least one.
        entries: Vec<ProposedEntry>,
        /// The zone for showing, and of stamps without an offset.
        zone: Option<Zone>,
    },
}

/// Files that are read by one proposed entry of `incident.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedEntry {
    /// Table of the entry.
    pub table: GuessedTable,
    /// Files; at least one.
    pub files: Vec<PathBuf>,
    /// Pattern of the files, with `{site}` where the site stands in their paths; `None` where no
    /// path tells it so.
    pub pattern: Option<PathBuf>,
    /// Keys of the entry as TOML, a line each; may be empty.
    pub keys: String,
}

impl Origin {
    /// Returns the incident's folder, where there is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Origin::Folder(folder) | Origin::Runs { folder, .. } | Origin::Part { folder, .. } => {
                Some(folder)
            }
            Origin::Files { .. } | Origin::Archives { .. } | Origin::Proposed { .. } => None,
        }
    }
}

impl Origin {
    /// Returns the files of claims that were named one by one; may be empty.
    pub fn claims(&self) -> &[PathBuf] {
        match self {
            Origin::Files { claims, .. } | Origin::Proposed { claims, .. } => claims,
            _ => &[],
        }
    }

    /// Lists the files that were named one by one and may be read as they come.
    pub(crate) fn named_files_mut(&mut self) -> Vec<&mut PathBuf> {
        match self {
            Origin::Folder(_) | Origin::Part { .. } | Origin::Proposed { .. } => Vec::new(),
            Origin::Runs { runs: files, .. } | Origin::Archives { files, .. } => {
                files.iter_mut().collect()
            }
            Origin::Files { probes, claims, .. } => probes.iter_mut().chain(claims).collect(),
        }
    }
}

impl Request {
    /// Asks for the whole of an incident.
    pub fn of(origin: Origin) -> Request {
        Request {
            origin,
            name: None,
            only_sites: Vec::new(),
            from: None,
            until: None,
            as_of: None,
            is_draft: false,
            embargo: None,
            summed_by: Vec::new(),
            chart: ChartRequest::default(),
        }
    }

    /// Word for stdin in place of a file.
    pub(crate) const STDIN: &str = "-";

    /// Returns the text to put before the path of an input so that it can be opened from the
    /// working folder: the incident's folder and a `/`, or nothing.
    pub(crate) fn path_prefix(&self) -> String {
        match self.origin.folder() {
            Some(folder) if folder != Path::new(".") => {
                format!("{}/", shown_path(folder).trim_end_matches('/'))
            }
            _ => String::new(),
        }
    }
}

/// Request to examine an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Origin of the incident.
    pub origin: Origin,
    /// Name of the incident in place of that of its folder, as where a report is made again from a
    /// copy; mostly `None`.
    pub name: Option<String>,
    /// Sites to examine, by name or by pattern with `*`; all where empty.
    pub only_sites: Vec<String>,
    /// Beginning of the window, as written.
    pub from: Option<String>,
    /// End of the window, as written.
    pub until: Option<String>,
    /// Cut-off of the data, as written: nothing that was measured or said later is read.
    pub as_of: Option<String>,
    /// Whether the report may still change.
    pub is_draft: bool,
    /// Time before which the report must not be published, as written.
    pub embargo: Option<String>,
    /// Columns of `sites.csv` to sum sites by, however many values they have; may be empty.
    pub summed_by: Vec<String>,
    /// Wishes for the charts, each in place of the incident's.
    pub chart: ChartRequest,
}
