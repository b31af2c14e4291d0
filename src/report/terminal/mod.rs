//! Printed words of the commands: summaries, refusals, sources, explanations.

pub mod colour;
pub(crate) mod convert;
pub(crate) mod explain;
mod explain_conclusions;
mod explain_counted;
mod explain_edges;
pub(crate) mod explain_evidence;
mod explain_figures;
mod explain_items;
pub(crate) mod explain_named;
mod explain_rows;
mod findings;
pub(crate) mod fold;
pub(crate) mod incident_toml;
mod observed;
mod record_limits;
pub(crate) mod refusals;
pub(crate) mod shortfall;
pub(crate) mod simulate;
pub(crate) mod sources;
pub mod summary;
pub(crate) mod verify;
