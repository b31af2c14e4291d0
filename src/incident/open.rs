//! Opening what was asked for: an incident folder, or files named one by one. All is read at once
//! but the probes.

use crate::clock::{Span, StampError, Zone, parse_range, parse_readings, rfc3339};
use crate::files::ReadError;
use crate::files::settings::setting;
use crate::incident::chart_wishes::{ChartWishes, WishPlace};
use crate::incident::error::IncidentError;
use crate::incident::folder::{LogChoice, from_folder};
use crate::incident::incident_runs::RunsSources;
use crate::incident::incident_toml::span;
use crate::incident::named_files::{from_archives, from_files, from_proposed};
use crate::incident::open_incident::OpenIncident;
use crate::incident::scope::Scope;
use crate::incident::sites::columns_to_sum_by;
use crate::model::safe_text::safe_text;
use crate::model::{Memory, Origin, Release, Request, WindowEnds, shown_path};

/// Reads all but the probes, as far as it fits into `memory`.
///
/// # Errors
/// Where a file is missing, cannot be read or lacks a column, where a value of `incident.toml`
/// cannot be used, or where sites, claims and announced work do not fit.
pub fn open(request: &Request, memory: Memory) -> Result<OpenIncident, IncidentError> {
    let mut opened = match &request.origin {
        Origin::Folder(folder) => from_folder(folder, LogChoice::All, memory)?,
        Origin::Part { folder, probes } => from_folder(folder, LogChoice::Only(probes), memory)?,
        Origin::Runs { folder, runs } => {
            let mut opened = from_folder(folder, LogChoice::None, memory)?;
            for path in runs {
                opened.add_runs(path.clone(), shown_path(path), RunsSources::AllEntries)?;
            }
            opened
        }
        Origin::Files { probes, claims, zone } => from_files(probes, claims, *zone, memory)?,
        Origin::Proposed { probes, claims, entries, zone } => {
            from_proposed(probes, claims, entries, *zone, memory)?
        }
        Origin::Archives { layout, files, zone, vantage } => {
            from_archives(layout, files, *zone, vantage.clone())?
        }
    };
    if let Some(name) = &request.name {
        opened.incident.name.clone_from(name);
    }
    opened.incident.release = release(request, opened.incident.zone)?;
    opened.incident.summed_by = columns_to_sum_by(&request.summed_by, &opened.site_columns)?;
    let asked = ChartWishes::read(&request.chart, WishPlace::Options)?;
    opened.chart = asked.or(std::mem::take(&mut opened.chart));
    opened.incident.chart = opened.chart.settings()?;
    opened.inputs.extend(opened.chart.inputs());
    let scope = narrowed(&opened, request)?;
    let scope = cut_off(scope, &opened)?;
    opened.set_scope(scope, &request.only_sites)?;
    Ok(opened)
}

/// First and last moment that a stamp can name (M2), for an end that `--from` or `--until` leaves
/// open.
const FIRST: &str = "1970-01-01T00:00Z";
const LAST: &str = "2200-12-31T23:59:59Z";

/// Reads the times of a report's release; those without an offset are in the incident's zone.
fn release(request: &Request, zone: Zone) -> Result<Release, ReadError> {
    // A whole day or hour ends with its last moment.
    let end = |option: &str, written: &Option<String>| {
        let Some(time) = written else { return Ok(None) };
        if !parse_readings(time.trim(), Some(zone)).is_empty() {
            let why = format!(
                "`{}` happened twice, as the clocks went back: write it with its UTC offset",
                safe_text(time.trim())
            );
            return Err(setting(option, "time", why));
        }
        check_time(option, time, zone)?;
        let range = parse_range(&format!("../{}", time.trim()), Some(zone));
        range.map(|range| range.latest).map_err(|why| setting(option, "time", why.to_string()))
    };
    Ok(Release {
        is_draft: request.is_draft,
        embargo: end("--embargo", &request.embargo)?,
        as_of: end("--as-of", &request.as_of)?,
        claims_left_out: 0,
    })
}

/// Ends the times of a run at the cut-off of its data, where it has one.
fn cut_off(scope: Scope, opened: &OpenIncident) -> Result<Scope, ReadError> {
    let Some(as_of) = opened.incident.release.as_of else { return Ok(scope) };
    if scope.window.is_none() && opened.has_runs() {
        let why = "with runs, it needs a window in incident.toml, or --from and --until";
        return Err(setting("--as-of", "time", why.to_owned()));
    }
    let early = |span: Span| {
        let from = rfc3339(span.from());
        setting(
            "--as-of",
            "time",
            format!("the window begins only at {from}: nothing was known before it"),
        )
    };
    let ended = |span: Span| {
        let until = as_of.min(span.until());
        Span::new(span.from(), until).ok_or_else(|| early(span))
    };
    let rows = match scope.rows {
        Some(rows) => rows,
        None => {
            span(FIRST, LAST, None).map_err(|why| setting("--as-of", "time", why.to_string()))?
        }
    };
    let until = scope.ends.until.map(|until| until.min(as_of));
    Ok(Scope {
        window: scope.window.map(ended).transpose()?,
        ends: WindowEnds { until, ..scope.ends },
        rows: Some(ended(rows)?),
    })
}

/// Narrows the times of an incident by the options `--from` and `--until`. Where the incident has
/// no window, one of them alone leaves the other end to the logs.
fn narrowed(opened: &OpenIncident, request: &Request) -> Result<Scope, ReadError> {
    let (window, zone) = (opened.incident.window, opened.incident.zone);
    let wrong = |why: String| setting("--from, --until", "window", why);
    let (from, until) = match (&request.from, &request.until, window) {
        (None, None, _) => {
            return Ok(Scope { window, ends: WindowEnds::default(), rows: window });
        }
        (Some(from), Some(until), _) => (from.clone(), until.clone()),
        (Some(from), None, Some(window)) => (from.clone(), rfc3339(window.until())),
        (None, Some(until), Some(window)) => (rfc3339(window.from()), until.clone()),
        _ if opened.has_runs() => {
            let why = "with runs, both are needed where incident.toml has no window";
            return Err(wrong(why.to_owned()));
        }
        (Some(from), None, None) => (from.clone(), LAST.to_owned()),
        (None, Some(until), None) => (FIRST.to_owned(), until.clone()),
    };
    for (option, given) in [("--from", &request.from), ("--until", &request.until)] {
        if let Some(time) = given {
            check_time(option, time, zone)?;
        }
    }
    let asked = span(&from, &until, Some(zone)).map_err(|why| wrong(why.to_string()))?;
    let Some(window) = window else {
        let ends = WindowEnds {
            from: request.from.is_some().then_some(asked.from()),
            until: request.until.is_some().then_some(asked.until()),
        };
        return Ok(match (ends.from, ends.until) {
            (Some(_), Some(_)) => {
                Scope { window: Some(asked), ends: WindowEnds::default(), rows: Some(asked) }
            }
            _ => Scope { window: None, ends, rows: Some(asked) },
        });
    };
    let outside = || {
        wrong(format!(
            "nothing of it lies in the incident's window, {} to {}",
            rfc3339(window.from()),
            rfc3339(window.until())
        ))
    };
    let both = asked.intersection(window).ok_or_else(outside)?;
    Ok(Scope { window: Some(both), ends: WindowEnds::default(), rows: Some(both) })
}

/// Makes sure that what was written for an option is one time.
fn check_time(option: &str, written: &str, zone: Zone) -> Result<(), ReadError> {
    let fault = |why| setting(option, "time", why);
    let text = written.trim();
    let forms = "`2022-10-05T13:42Z`, `2022-10-05T13:42-04:00`, or in the incident's zone \
                 `2022-10-05T13:42`, `2022-10-05`";
    let no_time = || fault(format!("`{}` is no time; write {forms}", safe_text(text)));
    if text.contains('/') || text.contains("..") {
        return Err(no_time());
    }
    match parse_range(text, Some(zone)) {
        // Both readings of an hour that came twice make an end.
        Ok(_) | Err(StampError::Twice { .. }) => Ok(()),
        Err(StampError::NotARange(_) | StampError::NotATime(_)) => Err(no_time()),
        Err(why) => Err(fault(why.to_string())),
    }
}
