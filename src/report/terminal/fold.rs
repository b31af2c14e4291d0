//! The lines that `fold` prints.

use crate::model::Refusals;
use crate::report::wording::{counted, plural, refusal_counts};
use std::path::Path;

/// Returns the line on stdout: the written file, its runs and its series.
pub(crate) fn written_runs(output: &Path, runs: u64, series: u64) -> String {
    let (runs, series) = (plural(runs, "run"), counted(series, "series", "series"));
    format!("{}: {runs} of {series}\n", output.display())
}

/// Returns the note on stderr about refusals; empty where there are none.
pub(crate) fn refused(refusals: &Refusals) -> String {
    if refusals.count() == 0 {
        return String::new();
    }
    let counts = refusal_counts(refusals);
    format!("{counts}; the report and corroborate check list them\n")
}
