//! How is a value of `incident.toml` read, and its key named in an error?

mod one_or_many;
mod setting;

pub(crate) use one_or_many::OneOrMany;
pub(crate) use setting::{length_setting, named_zone, setting};
