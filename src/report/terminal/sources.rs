//! The lines that `check` prints about sources, and its JSON.

use super::refusals;
use crate::clock::{length, resolution_words, rfc3339};
use crate::model::name_spelling::spelled;
use crate::model::safe_text::{escaped_json, safe_list, safe_text};
use crate::model::{
    Cadence, PaceRange, Report, RowCounts, SiteName, SourceDoubt, SourceStats, StampLocation,
    Survey,
};
use crate::report::table::Value;
use crate::report::tables;
use crate::report::wording::{
    Rounding, by_count, doubt_sentences, grouped, pace_sentences, percent, plural,
};
use serde_json::json;
use std::fmt::Write;

/// Version of the JSON; it is raised when a key goes or changes its meaning.
const SCHEMA_VERSION: u32 = 3;
/// Most vantages named; the rest are counted.
const VANTAGES: usize = 8;
/// Most matched names shown.
const NAMES: usize = 100;

/// Describes the sources, a few lines each.
pub(crate) fn source_lines(sources: &[SourceStats]) -> String {
    let mut text = String::new();
    for source in sources {
        let _ = writeln!(text, "{}", safe_text(&source.name));
        let not_used = source.not_used.iter().map(|words| ("not read", words.clone()));
        for (label, line) in lines(source).into_iter().chain(not_used) {
            let _ = writeln!(text, "  {label:<10} {line}");
        }
    }
    text
}

/// Describes what was read of a source and how well it is observed: pairs of label and words. A
/// source without probes has nothing beyond its rows.
fn lines(source: &SourceStats) -> Vec<(&'static str, String)> {
    let mut lines = row_lines(source.rows);
    let (Some(first), Some(last)) = (source.first, source.last) else {
        lines.push(("probes", "none".to_owned()));
        return lines;
    };
    lines.push(("span", format!("{} to {}", rfc3339(first), rfc3339(last))));
    lines.push(("stamps", stamps(source)));
    lines.push(("sites", sites_and_vantages(source)));
    lines.extend(pace_lines(source));
    lines.push(("gaps", gaps(source)));
    lines.push(("observed", observed(source)));
    lines.push((
        "repeated",
        format!(
            "{} that repeat an earlier one; {} whose rows disagree",
            plural(source.duplicates, "row"),
            plural(source.conflicts, "probe")
        ),
    ));
    let backward = plural(source.rows.backward, "row");
    lines.push(("disorder", format!("{backward} earlier than one before")));
    lines
}

/// Counts the rows of a source, and those that could not be read whole.
fn row_lines(rows: RowCounts) -> Vec<(&'static str, String)> {
    let mut lines = vec![(
        "rows",
        format!(
            "{} read, {} refused, {} outside the window",
            grouped(rows.read),
            grouped(rows.refused),
            grouped(rows.outside)
        ),
    )];
    if rows.unreadable_outcomes + rows.unreadable_cells > 0 {
        let outcomes = plural(rows.unreadable_outcomes, "row");
        let verb = by_count(rows.unreadable_outcomes, "counts", "count");
        let words = match (rows.unreadable_outcomes, plural(rows.unreadable_cells, "cell")) {
            (0, cells) => format!("{cells} that no outcome rests on"),
            (_, cells) => format!(
                "the outcome of {outcomes}, which {verb} as unknown probes; {cells} besides"
            ),
        };
        lines.push(("unreadable", words));
    }
    if rows.settled_by_order > 0 {
        let words = format!(
            "{} with a wall clock that was shown twice: the order of rows says which showing, as \
             declared by `doubled_hour`",
            plural(rows.settled_by_order, "row")
        );
        lines.push(("clocks", words));
    }
    lines
}

/// Says how fine the stamps of a source are, and where the first of the coarsest stands.
fn stamps(source: &SourceStats) -> String {
    let declared = if source.resolution.is_declared { ", as declared" } else { "" };
    let first = source.coarsest_stamp.as_ref();
    let first = first.map_or_else(String::new, |StampLocation { file, line }| {
        format!(", the first of these at {}:{line}", safe_text(file))
    });
    format!("{}{declared}{first}", resolution_words(source.resolution.us))
}

/// Counts the sites of a source, and counts and names its vantages.
fn sites_and_vantages(source: &SourceStats) -> String {
    let more = source.vantages.len().saturating_sub(VANTAGES);
    let named: Vec<&String> = source.vantages.iter().take(VANTAGES).collect();
    let named = safe_list(&named);
    let named = if more > 0 { format!("{named} and {more} more") } else { named };
    let sites = plural(source.sites, "site");
    format!("{sites} from {} ({named})", plural(source.vantages.len() as u64, "vantage"))
}

/// Says how often a source probes, and tells the changes of its pace.
fn pace_lines(source: &SourceStats) -> Vec<(&'static str, String)> {
    let (each, before) = match source.cadence {
        Cadence::Poll => ("a probe", String::new()),
        Cadence::OnChange { interval_us } => (
            "a row",
            format!("a row for each change, a probe every {} as declared; ", length(interval_us)),
        ),
    };
    let pace = match source.pace {
        None => "not known: no site has two rows".to_owned(),
        Some(PaceRange { least_us, most_us }) if least_us == most_us => {
            format!("{each} every {}", length(least_us))
        }
        Some(PaceRange { least_us, most_us }) => {
            format!("{each} every {} to {}, by site and vantage", length(least_us), length(most_us))
        }
    };
    let mut lines = vec![("cadence", before + &pace)];
    lines.extend(
        pace_sentences(&source.pace_changes).into_iter().map(|sentence| ("pace", sentence)),
    );
    lines
}

/// Counts the times that a source did not observe, with the longest.
fn gaps(source: &SourceStats) -> String {
    source.longest_gap_us.map_or_else(
        || "none".to_owned(),
        |longest| {
            let times = plural(source.gaps, "time");
            format!("{times} not observed between two rows, the longest {}", length(longest))
        },
    )
}

/// Says how much of the window a source observes.
fn observed(source: &SourceStats) -> String {
    let share = source.observed_share.map_or_else(
        || "not known".to_owned(),
        |share| format!("{} % of the window", percent(share, Rounding::Down)),
    );
    format!("{share}, over {} of site and vantage", plural(source.series, "pair"))
}

/// Warns of each log whose rows contradict the way in which it is read; empty where none does.
fn doubts(doubts: &[SourceDoubt]) -> String {
    doubt_sentences(doubts).iter().map(|sentence| format!("warning: {sentence}\n")).collect()
}

/// Lists the names that were matched to sites, one a line; empty where every name is an id.
fn matched(names: &[SiteName]) -> String {
    let mut text = if names.is_empty() {
        String::new()
    } else {
        format!("{} matched to sites\n", plural(names.len() as u64, "name"))
    };
    for SiteName { name, site } in names.iter().take(NAMES) {
        let _ = writeln!(text, "  {} is {}", safe_text(&spelled(name)), safe_text(site));
    }
    if names.len() > NAMES {
        let _ = writeln!(text, "  and {} more; --json lists all", grouped(names.len() - NAMES));
    }
    text
}

/// Describes sources, inputs and refusals as JSON; times are RFC 3339 in UTC, lengths in
/// microseconds.
pub(crate) fn json(report: &Report, survey: &Survey) -> String {
    let mut whole = json!({
        "schema": "corroborate/check",
        "schema_version": SCHEMA_VERSION,
        "title": report.title,
        "window": report.window.map(Value::Span),
        "inputs": tables::inputs(report),
        "doubts": doubt_sentences(&report.doubts),
    });
    for list in tables::only_check(report, survey) {
        whole[list.name] = json!(list);
    }
    escaped_json(&format!("{whole:#}\n"))
}

/// Returns the lines on stdout: sources, matched names, inputs and refusals.
pub(crate) fn checked(report: &Report, survey: &Survey, folder: &str) -> String {
    format!(
        "{}{}{}{}",
        source_lines(&survey.sources),
        doubts(&report.doubts),
        matched(&survey.names),
        refusals::checked(report, folder)
    )
}
