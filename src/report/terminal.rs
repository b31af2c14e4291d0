//! What the commands print: summaries, refusals, sources, explanations.

pub mod convert;
pub mod explain;
pub mod incident_toml;
pub mod refusals;
pub mod sources;
pub mod summary;
