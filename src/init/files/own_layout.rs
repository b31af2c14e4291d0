//! Whether a probe log is in our own layout as it is.

use crate::files::{FileHead, ReadError, is_workbook, sheet_names};
use crate::init::files::not_a_log::PARQUET;
use crate::init::sample::Sampled;
use crate::logs::{OUTCOMES, Splitter, first_rows};
use std::path::Path;

/// Says whether the first line of a file names the columns that our own layout needs, by our names
/// and with commas between them, and whether its rows are as long as that line.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn names_our_columns(path: &Path) -> Result<bool, ReadError> {
    if is_workbook(path) && sheet_names(path)?.all.len() > 1 {
        return Ok(false);
    }
    let head = FileHead::at(path)?;
    let names: Vec<String> = if head.bytes.starts_with(PARQUET) {
        first_rows(path, 1)?.columns.into_iter().map(|column| column.name).collect()
    } else {
        let line = head.first_line().unwrap_or_default().trim_start_matches('\u{feff}');
        let mut splitter = Splitter::new(b',');
        splitter.split(line.as_bytes()).map_or_else(|_| Vec::new(), |fields| fields.texts())
    };
    let has = |name: &str| names.iter().any(|known| known == name);
    let names_them = has("timestamp") && has("site") && OUTCOMES.into_iter().any(has);
    Ok(names_them && !Sampled::of(&head).has_longer_rows_alone())
}
