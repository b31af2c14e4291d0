//! What does the incident folder say? `incident.toml`, sites, claims, maintenance, names of sites.

pub(crate) mod claim_entries;
pub(crate) mod error;
pub(crate) mod incident_runs;
pub(crate) mod incident_toml;
pub(crate) mod maintenance;
pub(crate) mod named_files;
pub(crate) mod open;
pub(crate) mod quoted_runs;
pub(crate) mod sites;

pub use error::IncidentError;
pub use open::{OpenIncident, open};
