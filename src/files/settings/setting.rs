//! Values of the incident file, and errors that name its keys.

use crate::clock::{Zone, parse_length};
use crate::files::ReadError;

/// Finds a zone by its name; `path` is the incident file, for errors.
pub(crate) fn named_zone(name: &str, path: &str) -> Result<Zone, ReadError> {
    Zone::named(name).map_err(|why| ReadError::Zone { path: path.to_owned(), why })
}

/// Reads a length in microseconds; `None` where the key is not set.
pub(crate) fn length_setting(
    text: Option<&str>,
    path: &str,
    key: &str,
) -> Result<Option<i64>, ReadError> {
    let read = |text| {
        parse_length(text).map_err(|why| ReadError::Time {
            path: path.to_owned(),
            key: key.to_owned(),
            why: Box::new(why),
        })
    };
    text.map(read).transpose()
}

/// Makes an error of a key of the incident file.
pub(crate) fn setting(path: &str, key: &str, why: String) -> ReadError {
    ReadError::Setting { path: path.to_owned(), key: key.to_owned(), why }
}
