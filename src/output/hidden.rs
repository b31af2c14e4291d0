//! Names of hidden files and folders that a report under way needs.

use std::ffi::{OsStr, OsString};

/// File that marks a half-written folder as one of this program.
pub(super) const MARKER: &str = ".corroborate-partial";

/// Returns the beginning of the names that this program gives to folders beside the place:
/// `.NAME.WORD-`; the number of the process follows.
pub(super) fn prefix(name: &OsStr, word: &str) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(format!(".{word}-"));
    prefix
}
