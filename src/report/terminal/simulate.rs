//! The lines that `simulate` prints.

use crate::model::shown_path;
use crate::report::wording::plural;
use std::path::Path;

/// Returns one line for each written file: its path and its number of rows.
pub(crate) fn written_logs<'a>(files: impl Iterator<Item = (&'a Path, u64)>) -> String {
    files.map(|(path, rows)| format!("{}: {}\n", shown_path(path), plural(rows, "row"))).collect()
}
