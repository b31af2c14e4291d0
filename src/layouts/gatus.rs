//! `gatus`: the SQLite database of Gatus. A row of `endpoint_results` for each probe at each of the
//! `endpoints`; the site is the endpoint's key.

use crate::files::FileHead;
use crate::layouts::error_text;
use crate::layouts::sqlite;
use crate::layouts::sqlite::{Database, SqliteRow};
use crate::layouts::unique_names::UniqueNames;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use crate::model::suggest::short;

/// Database of the monitor Gatus, in SQLite.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec::new("gatus", recognise, read);

/// The tables that are read.
const TABLES: [&str; 2] = ["endpoints", "endpoint_results"];
/// Text between the errors of a probe.
const BETWEEN: &str = "|~|";
const NANOSECONDS_IN_MILLISECOND: i64 = 1_000_000;
/// Codes that say that the answer was as it should be.
const FINE: std::ops::Range<i64> = 200..400;
/// Numbers that are a status code of HTTP.
const CODES: std::ops::RangeInclusive<i64> = 100..=599;

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let tables = sqlite::tables(head);
    let all = TABLES.iter().all(|table| tables.iter().any(|name| name == table));
    all.then(|| "a SQLite database with the tables `endpoints` and `endpoint_results`".to_owned())
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let database = Database::open(archived)?;
    let mut named = Vec::new();
    database.rows("endpoints", &["endpoint_id", "endpoint_key"], |_, row| {
        named.extend(row.whole(0).map(|id| (id, row.text(1).into_owned())));
        Ok(())
    })?;
    let mut sites = UniqueNames::new(named);
    database.rows(
        "endpoint_results",
        &["endpoint_id", "success", "errors", "status", "duration", "timestamp"],
        |number, row| {
            let Some(endpoint) = row.whole(0) else {
                return sink.refuse(number, "site", RefusalKind::Empty);
            };
            let site = sites.of(endpoint);
            let (errors, written) = (row.text(2), row.text(5));
            let stamp = stamp(&written);
            let at = Timestamp::Text(&stamp);
            let result = match row.whole(1) {
                Some(0) => "down",
                Some(1) => "up",
                _ => {
                    let probe = ArchivedProbe { site, ..ArchivedProbe::at(at) };
                    let kind = RefusalKind::NotAResult(short(&row.text(1)));
                    return sink.unreadable(number, &probe, "result", kind);
                }
            };
            let (status_code, error) = code_and_error(result, row.whole(3).unwrap_or(0), &errors);
            let latency = if result == "up" || !status_code.is_empty() {
                latency(row)
            } else {
                String::new()
            };
            let probe = ArchivedProbe {
                site,
                status_code: &status_code,
                error: &error,
                latency_ms: &latency,
                result,
                ..ArchivedProbe::at(at)
            };
            sink.probe(number, &probe)
        },
    )
}

/// Returns the code and error of a probe.
fn code_and_error(result: &str, status: i64, errors: &str) -> (String, String) {
    let first = errors.split(BETWEEN).next().unwrap_or_default().trim();
    match status {
        _ if result == "up" && CODES.contains(&status) => (status.to_string(), String::new()),
        _ if result == "up" => Default::default(),
        0 => (String::new(), error_text::error_word(first).to_owned()),
        // Down for another reason than its code.
        status if FINE.contains(&status) && !first.is_empty() => {
            (String::new(), error_text::error_word(first).to_owned())
        }
        status if CODES.contains(&status) => (status.to_string(), String::new()),
        status => (String::new(), format!("status {status}")),
    }
}

/// Milliseconds to the answer; empty where none were measured.
fn latency(row: SqliteRow<'_>) -> String {
    match row.whole(4) {
        None | Some(0) => String::new(),
        Some(nanoseconds) if nanoseconds > 0 => {
            format!(
                "{}.{:06}",
                nanoseconds / NANOSECONDS_IN_MILLISECOND,
                nanoseconds % NANOSECONDS_IN_MILLISECOND
            )
        }
        // Refused for what it is.
        Some(other) => other.to_string(),
    }
}

/// Returns a moment as Go writes it, `2024-01-02 03:04:05.678901234 +0000 UTC`, perhaps with the
/// reading of another clock behind: date, time and offset, as RFC 3339 has them. All else as it
/// stands there.
fn stamp(written: &str) -> String {
    let mut words = written.split_whitespace();
    if let (Some(date), Some(time), Some(offset)) = (words.next(), words.next(), words.next())
        && offset.len() == "+0000".len()
        && offset.starts_with(['+', '-'])
        && let Some((hours, minutes)) = offset.split_at_checked("+00".len())
    {
        return short(&format!("{date}T{time}{hours}:{minutes}"));
    }
    short(written)
}
