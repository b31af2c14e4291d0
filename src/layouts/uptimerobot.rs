//! `uptimerobot`: the CSV export of UptimeRobot's logs. Each event begins a period, and says how
//! long it lasted.

use crate::clock::MINUTE;
use crate::files::FileHead;
use crate::layouts::export_column::{ExportColumn, SITE};
use crate::layouts::state_periods::{self, NoPeriod, Period, ReadState, StateWord, means, state};
use crate::layouts::tabular;
use crate::layouts::tabular::moment;
use crate::logs::{Archived, LayoutSpec, ReadStop, Sink};
use crate::model::RefusalKind;
use csv::StringRecord;

/// Layout `uptimerobot`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    on_change: true,
    lists_periods: true,
    by_line: true,
    ..LayoutSpec::new("uptimerobot", recognise, read)
};

const COLUMNS: [ExportColumn; 5] = [
    ExportColumn { names: &["event"], needed: true },
    ExportColumn { names: &["date-time", "date time", "datetime"], needed: true },
    SITE,
    ExportColumn { names: &["reason"], needed: false },
    ExportColumn { names: &["duration (in mins.)", "duration (in mins)"], needed: false },
];

const EVENTS: [StateWord; 4] = [
    means("up", "up"),
    means("down", "down"),
    means("paused", "unknown"),
    means("started", "unknown"),
];

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    tabular::fits(head, &COLUMNS).then(|| "the header has `Event` and `Date-Time`".to_owned())
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    state_periods::read(archived, &COLUMNS, &[], |cells| period(archived, cells), sink)
}

/// Reads a row as the period that its event begins.
fn period(archived: &Archived<'_>, cells: &StringRecord) -> Result<Period, NoPeriod> {
    let [event, stamp, monitor, reason, minutes] =
        [0, 1, 2, 3, 4].map(|at| cells.get(at).unwrap_or_default());
    let site = if monitor.is_empty() { tabular::site_of_file(archived.path) } else { monitor };
    let ReadState { result, unreadable } = state(event, &EVENTS);
    let from = moment(stamp, archived.settings.zone)
        .map_err(|why| NoPeriod::unplaced(site, why.into()))?;
    let lasted = length_us(minutes).map_err(|kind| NoPeriod::unplaced(site, kind))?;
    let code = code(reason).unwrap_or_default();
    let error = if result == "down" && code.is_empty() { reason } else { "" };
    Ok(Period {
        site: site.to_owned(),
        result,
        code: code.to_owned(),
        error: error.to_owned(),
        from: from.at,
        until: lasted.map(|us| from.at.plus(us)),
        resolution_us: from.resolution_us,
        unreadable,
    })
}

/// Returns the length in microseconds; nothing where the file does not give it.
fn length_us(minutes: &str) -> Result<Option<i64>, RefusalKind> {
    let number = minutes.parse::<u32>().map(|number| Some(i64::from(number) * MINUTE));
    if minutes.is_empty() {
        Ok(None)
    } else {
        number.map_err(|_| RefusalKind::NotMinutes(minutes.chars().take(60).collect()))
    }
}

/// Returns the status code at the beginning of a reason, such as `HTTP 503 - Service Unavailable`.
fn code(reason: &str) -> Option<&str> {
    let rest = reason.strip_prefix("HTTP ").unwrap_or(reason);
    let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let code = &rest[..digits];
    code.parse::<u16>().ok().filter(|code| (100..600).contains(code)).map(|_| code)
}
