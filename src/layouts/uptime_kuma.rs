//! `uptime-kuma`: the `kuma.db` of Uptime Kuma 1.x and 2.x. A row of `heartbeat` for each beat of
//! each `monitor`; the site is the monitor's name.

mod monitors;
mod plans;

use crate::clock::{TimestampReader, Zone};
use crate::files::FileHead;
use crate::files::ReadError;
use crate::layouts::error_text;
use crate::layouts::sqlite;
use crate::layouts::sqlite::{Database, SqliteRow};
use crate::logs::ReadSettings;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, PlannedWork, ReadStop, Sink, Timestamp};
use crate::model::suggest::short;
use crate::model::{RefusalKind, by_count, plural, shown_path};
use monitors::{BeatSource, Monitors};
use std::path::Path;

/// Layout `uptime-kuma`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    not_used: Some(not_used),
    planned_work: Some(planned_work),
    ..LayoutSpec::new("uptime-kuma", recognise, read)
};

/// The tables that are read.
const TABLES: [&str; 2] = ["heartbeat", "monitor"];
/// Text before the code of an answer that was not wanted.
const FAILED_WITH: &str = "Request failed with status code ";
/// Text in the message of an answer without the word that was asked for.
const NO_KEYWORD: &str = ", but keyword is ";

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let tables = sqlite::tables(head);
    let all = TABLES.iter().all(|table| tables.iter().any(|name| name == table));
    all.then(|| "a SQLite database with the tables `heartbeat` and `monitor`".to_owned())
}

/// Says how much announced work the database plans, in words: a report takes it from
/// `maintenance.csv` alone.
fn not_used(path: &Path) -> Option<String> {
    let plans = plans::PLANS;
    let count = sqlite::count(path, plans)?;
    (count > 0).then(|| {
        let times = by_count(count, "its times belong", "their times belong");
        let counted = plural(count, "plan");
        format!(
            "{counted} in the table `{plans}`; {times} into maintenance.csv, as init writes them"
        )
    })
}

/// Reads the announced work that the database plans.
///
/// # Errors
/// Where it cannot be read.
fn planned_work(path: &Path) -> Result<PlannedWork, ReadError> {
    plans::read(&Archived { path, settings: &ReadSettings::default(), site: "" }).map_err(|halt| {
        match halt {
            ReadStop::Failed(why) => why,
            ReadStop::ReceiverClosed => ReadError::Changed(shown_path(path)),
        }
    })
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    if archived.settings.zone.is_some_and(|zone| zone != Zone::UTC) {
        return Err(archived.broken(
            None,
            "Uptime Kuma writes its times in UTC; leave `zone` out of its [[probes]]",
        ));
    }
    let database = Database::open(archived)?;
    let mut monitors = Monitors::read(&database)?;
    let mut stamps = TimestampReader::new(Some(Zone::UTC));
    database.rows("heartbeat", &["monitor_id", "status", "time", "msg", "ping"], |number, row| {
        let Some(monitor) = row.whole(0) else {
            return sink.refuse(number, "site", RefusalKind::Empty);
        };
        let site = monitors.names.of(monitor);
        let at = match stamps.read(&short(&row.text(2))) {
            Ok(stamp) => {
                sink.resolution(number, stamp.resolution_us);
                Timestamp::Moment(stamp.at)
            }
            Err(why) => return sink.unplaced(number, site, RefusalKind::Stamp(why)),
        };
        let Some(result) = result(row) else {
            let kind = RefusalKind::NotAResult(short(&row.text(1)));
            return sink.unreadable(
                number,
                &ArchivedProbe { site, ..ArchivedProbe::at(at) },
                "result",
                kind,
            );
        };
        let (message, latency_ms) = (row.text(3), row.text(4));
        let kind = monitors.kinds.get(&monitor).copied().unwrap_or(BeatSource::Probe);
        let BeatOutcome { result, code: status_code, error } =
            BeatOutcome::read(kind, result, &message);
        sink.probe(
            number,
            &ArchivedProbe {
                site,
                status_code,
                error,
                latency_ms: &latency_ms,
                result,
                ..ArchivedProbe::at(at)
            },
        )
    })
}

/// Gives our word for the status of a beat.
fn result(row: SqliteRow<'_>) -> Option<&'static str> {
    Some(match row.whole(1)? {
        0 => "down",
        1 => "up",
        // Failed, and to be tried again; or not tried, as work is announced.
        2 | 3 => "unknown",
        _ => return None,
    })
}

/// Outcome of a beat, in our words.
struct BeatOutcome<'m> {
    result: &'static str,
    code: &'m str,
    error: &'m str,
}

impl<'m> BeatOutcome<'m> {
    /// Reads the outcome of a beat that has this result.
    fn read(kind: BeatSource, result: &'static str, message: &'m str) -> BeatOutcome<'m> {
        let message = message.trim();
        let of_error = |error| BeatOutcome { result, code: "", error };
        match kind {
            BeatSource::NoProbe(word) => BeatOutcome { result: "unknown", code: "", error: word },
            BeatSource::Push if result == "up" => of_error(""),
            BeatSource::Push => of_error(error_text::first_line(message)),
            BeatSource::Probe => match code(message) {
                // Down for another reason than its code.
                Some(code) if result != "up" && code.starts_with(['2', '3']) => {
                    of_error(if message.contains(NO_KEYWORD) {
                        "keyword"
                    } else {
                        error_text::first_line(message)
                    })
                }
                Some(code) => BeatOutcome { result, code, error: "" },
                None if result == "up" => of_error(""),
                None => of_error(error_text::error_word(message)),
            },
        }
    }
}

/// Returns the status code that a message names: `200 - OK`, or `Request failed with status code
/// 503`.
fn code(message: &str) -> Option<&str> {
    let code = match message.strip_prefix(FAILED_WITH) {
        Some(code) => code,
        None => message.split_once(" - ")?.0,
    };
    let bytes = code.as_bytes();
    (bytes.len() == 3 && matches!(bytes[0], b'1'..=b'5') && bytes.iter().all(u8::is_ascii_digit))
        .then_some(code)
}
