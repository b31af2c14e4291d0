//! Incidents under examination, and their rules: sites, sources of probes, claims, announced work.

pub mod charts;
pub(crate) mod site_resolver;

mod claim;
mod incident;
mod probe_source;
mod release;
mod rules;
mod site;
mod site_filter;

pub use claim::{Claim, ClaimKind, Extent, Quantifier, Role, Target};
pub use incident::{Incident, WindowEnds};
pub use probe_source::{Cadence, ProbeSource, StampResolution};
pub use release::Release;
pub use rules::{Quorum, Rules};
pub use site::{Maintenance, Site};
pub use site_filter::SiteFilter;
