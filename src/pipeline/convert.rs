//! A foreign archive into our own layout: read, write, say what was lost.

use super::run::{Outcome, shown};
use super::timings::Timings;
use super::{Bar, Error, Step};
use crate::cli::RunOptions;
use crate::incident;
use crate::model::Request;
use crate::report::files::is_outside;
use crate::report::probe_log::Probes;
use crate::report::terminal::convert::{self as converted, Converted};
use crate::report::terminal::refusals;
use std::path::Path;

/// Writes the probes of what was asked for into the file `output`.
///
/// # Errors
/// Where the input cannot be read or the file cannot be written.
pub(super) fn convert(
    request: &Request,
    output: &Path,
    options: RunOptions,
) -> Result<Outcome, Error> {
    let mut timings = Timings::begin(options);
    let mut opened = incident::open(request)?;
    is_outside(output, &opened.input_paths(request))?;
    let mut probes = Probes::open(output)?;
    timings.end("open");
    let bar = Bar::of(options);
    let of_bytes = opened.archive.bytes();
    let (mut rows, mut failed) = (0_u64, None);
    opened.archive.read_named(
        |sample, key, cause| {
            if failed.is_none() {
                failed = probes.push(&sample, key, cause).err();
                rows += 1;
            }
        },
        |progress| shown(&bar, &mut timings, Step::Reading { progress, of_bytes, again: false }),
    )?;
    bar.done();
    if let Some(why) = failed {
        return Err(why.into());
    }
    probes.finish()?;
    timings.end("convert");
    let refusals = opened.archive.refusals();
    let of_incident = request.origin.folder().is_some();
    let result = converted::text(&Converted {
        output: &output.display().to_string(),
        rows,
        refused: refusals.count(),
        outside: opened.rows().iter().map(|rows| rows.outside).sum(),
        names: opened.archive.matched().len() as u64,
        sources: &opened.incident.sources,
        interval_unsaid: !of_incident && opened.archive.says_only_changes(),
        of_incident,
    });
    let mut notes = if options.quiet { String::new() } else { refusals::listed(refusals, "") };
    notes.push_str(&timings.told());
    Ok(Outcome { result, notes, refused: false })
}
