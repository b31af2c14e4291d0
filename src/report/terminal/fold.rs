//! The lines that `fold` prints.

use crate::report::words::{counted, plural};
use std::path::Path;

/// The line on stdout: the written file, its runs and its series.
pub fn text(output: &Path, runs: u64, series: u64) -> String {
    let (runs, series) = (plural(runs, "run"), counted(series, "series", "series"));
    format!("{}: {runs} of {series}\n", output.display())
}

/// The note on stderr about refused rows; empty where none was refused.
pub fn refused(rows: u64) -> String {
    if rows == 0 {
        return String::new();
    }
    let rows = plural(rows, "row");
    format!("{rows} refused; the report and corroborate check list them\n")
}
