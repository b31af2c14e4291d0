//! Names of hidden files and folders that a report under way needs.

use super::new_file::FileDigest;
use std::ffi::{OsStr, OsString};

/// File that marks a half-written folder as one of this program.
pub(super) const MARKER: &str = ".corroborate-partial";

/// Name of a report in a hidden folder: the new one while it is made, then the one that gives way.
pub(super) const REPORT: &str = "report";

/// Most bytes of a name that stands in a hidden one: file systems take 255, and signs are added.
const LONGEST: usize = 200;
/// Letters of a longer name that stand in a hidden one, with the sum of all behind them.
const KEPT: usize = 40;

/// Returns the beginning of the names that this program gives to folders beside the place:
/// `.NAME.WORD-`; the number of the process follows. Of a name that leaves no room for more it has
/// the first letters and the SHA-256.
pub(super) fn prefix(name: &OsStr, word: &str) -> OsString {
    let mut prefix = OsString::from(".");
    let bytes = name.as_encoded_bytes();
    if bytes.len() <= LONGEST {
        prefix.push(name);
    } else {
        let first: String = name.to_string_lossy().chars().take(KEPT).collect();
        prefix.push(format!("{first}-{}", FileDigest::of_bytes(bytes).sha256));
    }
    prefix.push(format!(".{word}-"));
    prefix
}
