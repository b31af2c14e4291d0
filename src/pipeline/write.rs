//! The main job: read, work out, write, put in place, say what was found.

use super::run::{Outcome, folder_of, watched};
use super::timings::Timings;
use super::{Bar, Error};
use crate::cli::RunOptions;
use crate::incident;
use crate::model::Request;
use crate::report::files::Folder;
use crate::report::{render, terminal::refusals, terminal::summary};
use std::fmt::Write;
use std::path::Path;

/// How it is done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Whether a refused row stops the writing.
    pub(super) strict: bool,
    /// How it goes about it.
    pub(super) options: RunOptions,
}

/// Writes the report of what was asked for into `output`.
///
/// # Errors
/// Where the input cannot be read or the output cannot be written.
pub(super) fn report(request: &Request, output: &Path, manner: Manner) -> Result<Outcome, Error> {
    let Manner { strict, options } = manner;
    let mut timings = Timings::begin(options);
    let opened = incident::open(request)?;
    let folder = Folder::open(output, &opened.input_paths(request))?;
    timings.end("open");
    let report = watched(opened, options, &mut timings)?;
    let refused = refusals::refused(&report, &folder_of(request));
    let count = report.refusals.count();
    if strict && count > 0 {
        let notes = format!("{refused}nothing was written: --strict allows no refusal\n");
        return Ok(Outcome { notes, refused: true, ..Outcome::default() });
    }
    let bar = Bar::of(options);
    render::write(&report, &folder, |file| bar.at(file))?;
    timings.end("make files");
    folder.finish()?;
    timings.end("put in place");
    bar.done();
    let mut result = format!("{}\n", report.title);
    for line in summary::lines(&report) {
        let _ = writeln!(result, "  {:<9} {}", line.label, line.text);
    }
    let _ = writeln!(result, "  written   {}", output.join("report.html").display());
    if let Some(notice) = &report.notice {
        let _ = writeln!(result, "  note      {notice}");
    }
    let mut notes = if options.quiet || count == 0 { String::new() } else { refused };
    notes.push_str(&timings.told());
    Ok(Outcome { result, notes, refused: false })
}
