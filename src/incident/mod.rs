//! What does the incident folder say? `incident.toml`, sites, claims, maintenance, names of sites.

mod chart_wishes;
mod content_keys;
mod error;
mod finished_incident;
mod folder;
mod font_file;
mod incident_runs;
mod incident_toml;
mod kept_logs;
mod layout_word;
mod limits;
mod maintenance;
mod named_files;
mod near_names;
mod open;
mod open_incident;
mod palette_file;
mod pattern_files;
mod probes_table;
mod scope;
mod site_matches;
mod site_of_path;
mod sites;
mod source_meta;
mod table_memory;

pub use error::IncidentError;
pub use finished_incident::{FinishedIncident, SourceLines};
pub use open::open;
pub use open_incident::OpenIncident;
