//! The lines that `fold` prints.

use crate::report::words::plural;
use std::path::Path;

/// The line on stdout: the written file, its runs and its series.
pub fn text(output: &Path, runs: u64, series: u64) -> String {
    let runs = plural(runs, "run");
    format!("{}: {runs} of {series} series\n", output.display())
}

/// The note on stderr about refused rows; empty where none was refused.
pub fn refused(rows: u64) -> String {
    if rows == 0 {
        return String::new();
    }
    let rows = plural(rows, "row");
    format!("{rows} refused; the report and corroborate check list them\n")
}
