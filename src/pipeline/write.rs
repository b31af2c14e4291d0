//! The main job: read, work out, write, put in place, say what was found.

use super::run::{Done, folder_of, watched};
use super::{Bar, Error};
use crate::model::Asked;
use crate::report::files::Folder;
use crate::report::{checked, headline, render};
use crate::source;
use std::fmt::Write;
use std::path::Path;

/// How it is done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Whether a refused row stops the writing.
    pub(super) strict: bool,
    /// Whether to be silent but for results and errors.
    pub(super) quiet: bool,
    /// Bytes that rows to be sorted may take.
    pub(super) memory: u64,
}

/// Writes the report of what was asked for into `output`.
///
/// # Errors
/// Where the input cannot be read or the output cannot be written.
pub(super) fn report(asked: &Asked, output: &Path, manner: Manner) -> Result<Done, Error> {
    let Manner { strict, quiet, memory } = manner;
    let opened = source::open(asked)?;
    let folder = Folder::open(output, &opened.input_paths(asked))?;
    let report = watched(opened, memory, quiet)?;
    let refused = checked::refused(&report, &folder_of(asked));
    let count = report.refusals.count();
    if strict && count > 0 {
        let notes = format!("{refused}nothing was written: --strict allows no refusal\n");
        return Ok(Done { notes, refused: true, ..Done::default() });
    }
    let bar = if quiet { Bar::hidden() } else { Bar::shown() };
    render::write(&report, &folder, |file| bar.at(file))?;
    folder.finish()?;
    bar.done();
    let mut result = format!("{}\n", report.title);
    for line in headline::lines(&report) {
        let _ = writeln!(result, "  {:<9} {}", line.label, line.text);
    }
    let _ = writeln!(result, "  written   {}", output.join("report.html").display());
    if let Some(notice) = &report.notice {
        let _ = writeln!(result, "  note      {notice}");
    }
    let notes = if quiet || count == 0 { String::new() } else { refused };
    Ok(Done { result, notes, refused: false })
}
