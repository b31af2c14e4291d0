//! The lines that `convert` prints: what the written file holds, what was lost, and what a report
//! on the file needs besides.

use crate::model::{Cadence, ProbeSource};
use crate::report::wording::plural;
use std::fmt::Write;

/// Units of lengths in settings and their microseconds, the longest first.
const UNITS: [(i64, &str); 5] = [
    (86_400_000_000, "d"),
    (3_600_000_000, "h"),
    (60_000_000, "m"),
    (1_000_000, "s"),
    (1_000, "ms"),
];

/// Facts of a conversion.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Converted<'a> {
    /// Path of the written file.
    pub output: &'a str,
    /// Rows of the written file.
    pub rows: u64,
    /// Rows of the archives that were refused.
    pub refused: u64,
    /// Rows whose outcome cannot be read.
    pub unreadable_outcomes: u64,
    /// Rows that are left out as they have other fields than their header, and no row before them
    /// names their site and vantage.
    pub ragged: u64,
    /// Rows outside the window or the sites that were asked for.
    pub outside: u64,
    /// Names in the archives that are not their site's id.
    pub names: u64,
    /// Sources of the rows, in the order of the incident.
    pub sources: &'a [ProbeSource],
    /// Whether a layout holds changes alone and no setting gives the time between probes.
    pub interval_unsaid: bool,
    /// Whether an incident folder named the archives.
    pub of_incident: bool,
}

/// Returns the lines on stdout.
pub(crate) fn written_log(done: &Converted<'_>) -> String {
    let mut text = format!("{}: {}\n", done.output, plural(done.rows, "row"));
    if done.refused > 0 {
        let _ = writeln!(text, "  left out: {} that cannot be used", plural(done.refused, "row"));
    }
    if done.unreadable_outcomes > 0 {
        let rows = plural(done.unreadable_outcomes, "row");
        let _ = writeln!(text, "  unknown: {rows} whose outcome cannot be read");
    }
    if done.ragged > 0 {
        let _ = writeln!(
            text,
            "  left out: {} of these, as the row has other fields than the header, and none before \
             it names its site and vantage",
            plural(done.ragged, "row")
        );
    }
    if done.outside > 0 {
        let _ = writeln!(text, "  left out: {} outside the window", plural(done.outside, "row"));
    }
    text.push_str(
        "  kept: moments to the microsecond, in UTC, and each row's status as `result`; \
        other rules no longer change it\n",
    );
    text.push_str(
        "  lost: where each row stood in its archive, and columns that our layout does not have\n",
    );
    text.push_str(
        "  lost: the error of a row that is up or has a status code, and letters of an \
        error past the sixtieth\n",
    );
    if done.names > 0 {
        let _ = writeln!(
            text,
            "  lost: {} of sites as the archives write them; the rows have the sites' ids",
            plural(done.names, "name")
        );
    }
    if done.sources.len() > 1 {
        let many = done.sources.len();
        let _ = writeln!(
            text,
            "  lost: which of the {many} sources a row comes from; rows of one site and vantage \
             are now one series"
        );
    }
    text.push_str(&needed(done));
    if done.of_incident {
        text.push_str(
            "  not in the file: what else the incident folder says, such as window, \
            rules, sites, claims and maintenance\n",
        );
    }
    text
}

/// Returns the settings that a report on the written file needs.
fn needed(done: &Converted<'_>) -> String {
    let mut each: Vec<Vec<String>> = done.sources.iter().map(|source| keys(source, done)).collect();
    each.sort();
    each.dedup();
    match &each[..] {
        [] => String::new(),
        [keys] if keys.is_empty() => String::new(),
        [keys] => {
            let list = keys.iter().map(|key| format!("    {key}\n")).collect::<String>();
            format!(
                "  not in the file: how it is read; for the same report, write in its \
                [[probes]]\n{list}"
            )
        }
        _ => "  not in the file: how it is read; its sources differ in `cadence`, `interval`, \
              `silence`, `clock_error`, `resolution` or `simulated`, and one file can be read in \
              one way only, \
              so a report on it differs; for the same report, give each source an incident.toml \
              of its own\n"
            .to_owned(),
    }
}

/// Returns the keys of `[[probes]]` that a source sets and that its rows do not tell.
fn keys(source: &ProbeSource, done: &Converted<'_>) -> Vec<String> {
    let mut keys = Vec::new();
    match source.cadence {
        Cadence::OnChange { interval_us } => {
            keys.extend(["cadence = \"on-change\"".to_owned(), length("interval", interval_us)])
        }
        Cadence::Poll if done.interval_unsaid => {
            keys.push("cadence = \"on-change\"".to_owned());
            keys.push(
                "interval = \"…\"   # the time between the probes of the monitor, such as \"5m\""
                    .to_owned(),
            );
        }
        Cadence::Poll => keys.extend(source.pace_us.map(|us| length("cadence", us))),
    }
    keys.extend(source.silence_us.map(|us| length("silence", us)));
    keys.extend((source.clock_error_us > 0).then(|| length("clock_error", source.clock_error_us)));
    let resolution_us = source.resolution.us;
    keys.extend((resolution_us > 0).then(|| length("resolution", resolution_us)));
    keys.extend(source.simulated.then(|| "simulated = true".to_owned()));
    keys
}

/// Writes a key whose value is a length, in the longest unit that divides it.
fn length(key: &str, us: i64) -> String {
    let (unit, name) = UNITS.into_iter().find(|(unit, _)| us % unit == 0).unwrap_or((1_000, "ms"));
    format!("{key} = \"{}{name}\"", us / unit)
}
