//! What the commands print: summaries, refusals, sources, explanations.

pub mod convert;
pub mod explain;
pub mod fold;
pub mod incident_toml;
pub mod refusals;
pub mod simulate;
pub mod sources;
pub mod summary;
