//! The main job: read, work out, write, put in place, say what was found.

use super::run::{Done, folder_of, watched};
use super::timings::Timings;
use super::{Bar, Error};
use crate::cli::Means;
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
    /// How it goes about it.
    pub(super) means: Means,
}

/// Writes the report of what was asked for into `output`.
///
/// # Errors
/// Where the input cannot be read or the output cannot be written.
pub(super) fn report(asked: &Asked, output: &Path, manner: Manner) -> Result<Done, Error> {
    let Manner { strict, means } = manner;
    let mut timings = Timings::begin(means);
    let opened = source::open(asked)?;
    let folder = Folder::open(output, &opened.input_paths(asked))?;
    timings.end("open");
    let report = watched(opened, means, &mut timings)?;
    let refused = checked::refused(&report, &folder_of(asked));
    let count = report.refusals.count();
    if strict && count > 0 {
        let notes = format!("{refused}nothing was written: --strict allows no refusal\n");
        return Ok(Done { notes, refused: true, ..Done::default() });
    }
    let bar = Bar::of(means);
    render::write(&report, &folder, |file| bar.at(file))?;
    timings.end("make files");
    folder.finish()?;
    timings.end("put in place");
    bar.done();
    let mut result = format!("{}\n", report.title);
    for line in headline::lines(&report) {
        let _ = writeln!(result, "  {:<9} {}", line.label, line.text);
    }
    let _ = writeln!(result, "  written   {}", output.join("report.html").display());
    if let Some(notice) = &report.notice {
        let _ = writeln!(result, "  note      {notice}");
    }
    let mut notes = if means.quiet || count == 0 { String::new() } else { refused };
    notes.push_str(&timings.told());
    Ok(Done { result, notes, refused: false })
}
