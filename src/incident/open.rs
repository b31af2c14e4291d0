//! Opening what was asked for: an incident folder, or files named one by one. All is read at once
//! but the probes.

use crate::clock::{Span, Zone, rfc3339};
use crate::files::{ReadError, shown_path};
use crate::incident::error::IncidentError;
use crate::incident::folder::{LogChoice, from_folder};
use crate::incident::incident_runs::RunsSources;
use crate::incident::incident_toml::span;
use crate::incident::named_files::{from_archives, from_files, from_proposed};
use crate::incident::open_incident::OpenIncident;
use crate::model::{Origin, Request};

/// Reads all but the probes.
///
/// # Errors
/// Where a file is missing, cannot be read or lacks a column, or where a value of `incident.toml`
/// cannot be used.
pub fn open(request: &Request) -> Result<OpenIncident, IncidentError> {
    let mut opened = match &request.origin {
        Origin::Folder(folder) => from_folder(folder, LogChoice::All)?,
        Origin::Part { folder, probes } => from_folder(folder, LogChoice::Only(probes))?,
        Origin::Runs { folder, runs } => {
            let mut opened = from_folder(folder, LogChoice::None)?;
            for path in runs {
                opened.add_runs(path.clone(), shown_path(path), RunsSources::AllEntries)?;
            }
            opened
        }
        Origin::Files { probes, claims, zone } => from_files(probes, claims.as_deref(), *zone)?,
        Origin::Proposed { probes, claims, entries, zone } => {
            from_proposed(probes, claims.as_deref(), entries, *zone)?
        }
        Origin::Archives { layout, files, zone, vantage } => {
            from_archives(layout, files, *zone, vantage.clone())?
        }
    };
    let window = narrowed(opened.incident.window, request, opened.incident.zone)?;
    opened.set_scope(window, &request.only_sites)?;
    Ok(opened)
}

/// Narrows the window of an incident by the options `--from` and `--until`.
fn narrowed(
    window: Option<Span>,
    request: &Request,
    zone: Zone,
) -> Result<Option<Span>, ReadError> {
    let wrong = |why: String| ReadError::Setting {
        path: "--from, --until".to_owned(),
        key: "window".to_owned(),
        why,
    };
    if request.from.is_none() && request.until.is_none() {
        return Ok(window);
    }
    let from = request.from.clone().or_else(|| window.map(|window| rfc3339(window.from())));
    let until = request.until.clone().or_else(|| window.map(|window| rfc3339(window.until())));
    let (Some(from), Some(until)) = (from, until) else {
        return Err(wrong("both are needed where incident.toml has no window".to_owned()));
    };
    let asked = span(&from, &until, Some(zone)).map_err(|why| wrong(why.to_string()))?;
    let Some(window) = window else { return Ok(Some(asked)) };
    let outside = || {
        wrong(format!(
            "nothing of it lies in the incident's window, {} to {}",
            rfc3339(window.from()),
            rfc3339(window.until())
        ))
    };
    asked.intersection(window).map(Some).ok_or_else(outside)
}
