//! The lines that `fold` prints.

use crate::model::shown_path;
use crate::report::wording::{counted, plural};
use std::path::Path;

/// Returns the line on stdout: the written file, its runs and its series, and where it has none how
/// many rows lie `outside` of what was asked for.
pub(crate) fn written_runs(output: &Path, runs: u64, series: u64, outside: u64) -> String {
    let all_outside = match outside {
        1.. if runs == 0 => {
            format!("; {} outside the window, which are all there are", plural(outside, "row"))
        }
        _ => String::new(),
    };
    let (runs, series) = (plural(runs, "run"), counted(series, "series", "series"));
    format!("{}: {runs} of {series}{all_outside}\n", shown_path(output))
}
