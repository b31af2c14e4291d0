//! How is a file to be read, in keys of `incident.toml`?

pub(super) mod claim_keys;
pub(super) mod column_keys;
pub(super) mod layout_keys;
pub(super) mod time_keys;
