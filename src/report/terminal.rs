//! What the commands print: summaries, refusals, sources, explanations.

pub(crate) mod convert;
pub(crate) mod explain;
pub(crate) mod fold;
pub(crate) mod incident_toml;
pub(crate) mod refusals;
pub(crate) mod simulate;
pub(crate) mod sources;
pub mod summary;
