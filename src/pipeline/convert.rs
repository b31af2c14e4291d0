//! A foreign archive into our own layout: read, write, say what was lost.

use super::run::{Done, shown};
use super::timings::Timings;
use super::{Bar, Error, Step};
use crate::cli::Means;
use crate::model::Asked;
use crate::report::checked;
use crate::report::converted::{self, Converted};
use crate::report::files::is_outside;
use crate::report::probes::Probes;
use crate::source;
use std::path::Path;

/// Writes the probes of what was asked for into the file `output`.
///
/// # Errors
/// Where the input cannot be read or the file cannot be written.
pub(super) fn convert(asked: &Asked, output: &Path, means: Means) -> Result<Done, Error> {
    let mut timings = Timings::begin(means);
    let mut opened = source::open(asked)?;
    is_outside(output, &opened.input_paths(asked))?;
    let mut probes = Probes::open(output)?;
    timings.end("open");
    let bar = Bar::of(means);
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
    let of_incident = asked.origin.folder().is_some();
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
    let mut notes = if means.quiet { String::new() } else { checked::listed(refusals, "") };
    notes.push_str(&timings.told());
    Ok(Done { result, notes, refused: false })
}
