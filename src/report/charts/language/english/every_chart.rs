//! English on every chart: where the data comes from, the window, what is not known.

use crate::clock::{Instant, MINUTE, Span, Zone};
use crate::model::safe_text::safe_text;
use crate::model::{InputRole, Report, SiteReport};
use crate::report::charts::language::chart_words::{NotDrawn, StatementCounts};
use crate::report::headline::end_to_the_minute;
use crate::report::wording::{
    by_count, grouped, part_of, plural, standing_notice, unknown_probes, unplaced_rows,
};

/// Most names of files before `and … more`.
const MOST_FILES: usize = 4;

/// Returns the line at the foot: where the data comes from, and what must be said on every chart.
pub(super) fn source(report: &Report) -> String {
    let mut text = probe_logs(report);
    if !report.claims.is_empty() {
        text.push_str(&format!("; {}", plural(report.claims.len(), "claim")));
    }
    let mut notice = standing_notice(report);
    if notice.ends_with(|last: char| last.is_alphanumeric()) {
        notice.push('.');
    }
    let credit = report.chart.credit.as_deref().map(safe_text).unwrap_or_default();
    let credit = if credit.is_empty() { credit } else { format!(" {credit}.") };
    format!("{text}.{credit} {notice} Drawn by corroborate {}.", env!("CARGO_PKG_VERSION"))
}

/// Names of the probe logs, with their rows.
fn probe_logs(report: &Report) -> String {
    let logs: Vec<_> =
        report.inputs.iter().filter(|input| input.role == InputRole::Probes).collect();
    if logs.is_empty() {
        return "Source: claims only, no probe log".to_owned();
    }
    let names: Vec<String> = logs.iter().take(MOST_FILES).map(|log| safe_text(&log.path)).collect();
    let names = names.join(", ");
    let more = match logs.len().saturating_sub(MOST_FILES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let kind = if report.simulated { "simulated probes, " } else { "" };
    let rows = plural(logs.iter().map(|log| log.rows).sum::<u64>(), "row");
    let refused = grouped(logs.iter().map(|log| log.refused).sum::<u64>());
    let unreadable = match logs.iter().map(|log| log.unreadable_outcomes).sum::<u64>() {
        0 => String::new(),
        rows => format!(", {} unreadable", grouped(rows)),
    };
    format!("Source: {kind}{names}{more}; {rows}, {refused} refused{unreadable}")
}

/// Says how many sites were chosen to have a row, and what is known of the others; empty where all
/// have one.
pub(super) fn chosen_sites(report: &Report) -> String {
    let others: Vec<&SiteReport> =
        report.sites.iter().filter(|site| !report.chart.draws_site(&site.site.id)).collect();
    if others.is_empty() {
        return String::new();
    }
    let drawn = part_of(report.sites.len() - others.len(), report.sites.len(), "site");
    let failed = others.iter().filter(|site| site.has_failed()).count();
    let had = match (others.len(), failed) {
        (1, 0) => "the other one had no outage and no blip".to_owned(),
        (1, _) => "the other one had an outage or a blip".to_owned(),
        (_, 0) => format!("none of the other {} had an outage or a blip", grouped(others.len())),
        (_, failed) => format!(
            "of the other {}, {} had an outage or a blip",
            grouped(others.len()),
            grouped(failed)
        ),
    };
    format!("Shown by choice: {drawn}; {had}.")
}

/// Returns the window in UTC, for the line under the title.
pub(super) fn window(report: &Report) -> String {
    let Some(window) = report.window else { return "no window".to_owned() };
    let from = Zone::UTC.format(window.from(), "%-d %b %Y %H:%M");
    let until = Zone::UTC.format(end_to_the_minute(window), "%-d %b %Y %H:%M");
    let why = if report.window_is_of_claims {
        " (the time of the claims, as nothing else says a window)"
    } else {
        ""
    };
    format!("{from} to {until} UTC{why}")
}

/// Sentences about unknown probes and unplaced rows, for the lines under a title; empty where there
/// are none.
pub(super) fn unknown_sentence(report: &Report) -> String {
    let mut text = String::new();
    let unknown = [(unknown_probes(report), "unknown"), (unplaced_rows(report), "unplaced")];
    for (sentence, word) in unknown {
        if !sentence.is_empty() {
            text.push_str(&format!(" {sentence} ({word})."));
        }
    }
    text
}

/// Returns the sentence about outages whose start is not on the record, where a chart does not
/// count them (M24); empty where there are none.
pub(super) fn not_counted(report: &Report) -> String {
    match without_start(report) {
        0 => String::new(),
        count => format!(" Not counted: {}.", start_words(count)),
    }
}

/// Returns the sentence about outages whose start is not on the record, where a chart counts them;
/// empty where there are none.
pub(super) fn counted_without_start(report: &Report) -> String {
    match without_start(report) {
        0 => String::new(),
        count => format!(" Counted, too: {}.", start_words(count)),
    }
}

/// Counts the outages whose start is not on the record.
fn without_start(report: &Report) -> usize {
    report.outages.iter().filter(|outage| !outage.has_onset()).count()
}

/// Counts outages whose start is not on the record, in words.
fn start_words(count: usize) -> String {
    let whose = by_count(count, "whose start is", "whose starts are");
    format!("{} {whose} not on the record", plural(count, "outage"))
}

/// Counts what has no row, in a sentence; empty where all has one.
pub(super) fn not_drawn(counts: NotDrawn) -> String {
    let NotDrawn { down, named, unnamed, possibly, in_part, statements, outside, .. } = counts;
    let NotDrawn { unmeasured, unmeasured_named, .. } = counts;
    let others = by_count(unnamed, "other site", "other sites");
    let of_these = match unmeasured_named {
        0 => String::new(),
        count if count == unmeasured => " (in claims of an attack or outage)".to_owned(),
        count => format!(" ({} of them in claims of an attack or outage)", grouped(count)),
    };
    let parts = [
        (down, format!("{} down", plural(down, "more site"))),
        (named, format!("{} without an outage seen", plural(named, "named site"))),
        (unnamed, format!("{} {others} without an outage seen", grouped(unnamed))),
        (possibly, format!("{} possibly down", plural(possibly, "site"))),
        (in_part, format!("{} that failed from some places only", plural(in_part, "site"))),
        (unmeasured, format!("{} not measured{of_these}", plural(unmeasured, "site"))),
        (statements.all, more_statements(statements)),
        (outside, format!("{} of a time outside the window", plural(outside, "claim"))),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words);
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { String::new() } else { format!(" Not drawn: {}.", parts.join(", ")) }
}

/// Counts statements without a row, those of an outage and of its end among them.
fn more_statements(counts: StatementCounts) -> String {
    let of_them =
        [(counts.down, "of attacks or outages"), (counts.back, "of sites that were back")];
    let of_them = of_them.iter().filter(|(count, _)| *count > 0);
    let of_them: Vec<String> =
        of_them.map(|(count, words)| format!("{} {words}", grouped(*count))).collect();
    let more = plural(counts.all, "more statement");
    if of_them.is_empty() { more } else { format!("{more} ({})", of_them.join(", ")) }
}

/// Names the times at which no measured site was observed, the first few of `all`; empty where
/// there is none.
pub(super) fn unseen(times: &[Span], all: usize) -> String {
    let shown = |span: &Span| {
        let at = |at: Instant, form: &str| Zone::UTC.format(at, form);
        let (from, until) = (span.from(), Instant(span.until().0.saturating_add(MINUTE - 1)));
        let is_of_day = at(from, "%j %Y") == at(until, "%j %Y");
        let until = at(until, if is_of_day { "%H:%M" } else { "%-d %b %H:%M" });
        format!("{} to {until}", at(from, "%-d %b %H:%M"))
    };
    let times: Vec<String> = times.iter().map(shown).collect();
    let more = match all - times.len() {
        0 => String::new(),
        more => format!(", and {}", plural(more, "more time")),
    };
    match times.is_empty() {
        true => String::new(),
        false => format!(" No site was observed: {} UTC{more}.", times.join(", ")),
    }
}
