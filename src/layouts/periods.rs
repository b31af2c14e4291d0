//! `periods`: a row for each time in which a site had one state, such as a list of outages: from a
//! start until an end, or for some time.

mod json_list;
mod period_cells;

use crate::files::FileHead;
use crate::layouts::csv_stream::{self, StreamedRow, TableHeader};
use crate::layouts::export_column::ColumnFault;
use crate::layouts::state_periods::{MOST_ROWS, NoPeriod, Period, PeriodRow, PeriodRules, emit};
use crate::logs::{Archived, InnerFormat, LayoutSpec, ReadStop, Sink};
use crate::model::RefusalKind;
use period_cells::{LENGTHS, LengthCell, LengthUnit, PeriodCells};

/// Layout `periods`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    on_change: true,
    lists_periods: true,
    by_line: true,
    own_columns: &OWN_COLUMNS,
    csv_keys: &[
        "columns",
        "separator",
        "header",
        "header_row",
        "time_format",
        "site",
        "results",
        "extra_fields",
        "state",
        "between",
        "inside",
    ],
    ..LayoutSpec::new("periods", recognise, read)
};

/// Columns of a list of periods besides ours: where each ends is in one of these.
const OWN_COLUMNS: [&str; 7] =
    ["start", "end", "duration", "duration_ms", "duration_s", "duration_min", "duration_h"];
/// Recognises nothing: whether a list is one of probes is for its entry to say.
fn recognise(_: &FileHead<'_>) -> Option<String> {
    None
}

/// Columns of a list of periods.
#[derive(Debug)]
struct PeriodTable {
    /// Columns of the site, from 0; empty where the entry names it.
    site: Vec<usize>,
    /// Columns of the start, from 0: one, or a day and a clock; empty where the end and a length
    /// tell it.
    start: Vec<usize>,
    /// Columns of the end, from 0; empty where a length tells it.
    end: Vec<usize>,
    duration: Option<Duration>,
    result: Option<usize>,
    error: Option<usize>,
}

/// Column of a length.
#[derive(Debug, Clone, Copy)]
struct Duration {
    column: usize,
    unit: LengthUnit,
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let mut rows: Vec<PeriodRow> = Vec::new();
    let mut add = |number, period| {
        if rows.len() == MOST_ROWS {
            let why = format!(
                "more than {MOST_ROWS} rows; no list of periods has so many: is `layout` right?"
            );
            return Err(archived.broken(Some(number), why));
        }
        rows.push(PeriodRow { number, period });
        Ok(())
    };
    match archived.settings.shape.inside {
        // No entry of a list has lines inside.
        InnerFormat::Csv | InnerFormat::Lines => csv_stream::rows(
            archived,
            sink,
            |header| PeriodTable::of(archived, header),
            |_, table, row| add(row.line, table.period(archived, row)),
        )?,
        InnerFormat::Json => json_list::read(archived, &mut add)?,
    }
    let shape = &archived.settings.shape;
    let rules = PeriodRules { slack_us: 0, between: shape.between, interval_us: shape.interval_us };
    emit(rows, rules, sink)
}

impl PeriodTable {
    /// Finds the columns by a header.
    fn of(archived: &Archived<'_>, header: &TableHeader) -> Result<PeriodTable, ReadStop> {
        let broken = |why: &str| Err(archived.broken(Some(1), why));
        let table = PeriodTable {
            site: header.columns(archived, "site")?,
            start: header.columns(archived, "start")?,
            end: header.columns(archived, "end")?,
            duration: Duration::of(archived, header)?,
            result: header.column(archived, "result")?,
            error: header.column(archived, "error")?,
        };
        let has_end_and_length = !table.end.is_empty() && table.duration.is_some();
        if table.start.is_empty() && !has_end_and_length {
            return broken(
                "no column says when a period begins; name it: columns = { start = \"…\" }, or \
                 its end and its length",
            );
        }
        if table.end.is_empty() && table.duration.is_none() {
            return broken(
                "no column says when a period ends; name one in `columns` as `end`, or as \
                 `duration`, `duration_ms`, `duration_s`, `duration_min` or `duration_h`",
            );
        }
        if table.site.is_empty() && archived.site.is_empty() {
            return broken("no column tells the site; name it in `columns`, or write `site`");
        }
        if !table.site.is_empty() && !archived.site.is_empty() {
            return broken(
                "a column tells the site, and so one site would stand for all of them; leave \
                 `site` out",
            );
        }
        match (table.result, archived.settings.shape.state) {
            (None, None) => broken(
                "nothing says which state a period has; name its column in `columns` as `result`, \
                 or write state = \"down\" for all of them",
            ),
            (Some(_), Some(_)) => {
                broken("a column says which state each period has; leave `state` out")
            }
            _ => Ok(table),
        }
    }

    /// Reads the period of a row.
    fn period(&self, archived: &Archived<'_>, row: StreamedRow<'_>) -> Result<Period, NoPeriod> {
        let (expected, found) = (row.expected, row.found());
        if row.is_too_long(archived) {
            let kind = RefusalKind::FieldCount { expected, found };
            let fault = ColumnFault::new("timestamp", kind);
            return Err(NoPeriod { site: None, fault });
        }
        let site = match self.site[..] {
            [] => archived.site.to_owned(),
            _ if self.site.iter().any(|column| row.text(*column).is_empty()) => {
                let fault = ColumnFault::new("site", RefusalKind::Empty);
                return Err(NoPeriod { site: None, fault });
            }
            _ => row.joined(&self.site),
        };
        let length = self.duration.iter().filter(|_| self.start.is_empty()).map(|of| &of.column);
        let needed = self.start.iter().chain(&self.end).chain(&self.result).chain(length);
        if needed.clone().any(|column| *column >= found) {
            return Err(NoPeriod::unplaced(&site, RefusalKind::FieldCount { expected, found }));
        }
        let length = |of: Duration| LengthCell { text: row.text(of.column), unit: of.unit };
        let own: Vec<usize> =
            self.end.iter().copied().filter(|column| !self.start.contains(column)).collect();
        let end_clock = (own.len() < self.end.len()).then(|| row.joined(&own));
        let start = row.joined(&self.start);
        let cells = PeriodCells {
            site: &site,
            start: (!self.start.is_empty()).then_some(start.as_str()),
            end: &row.joined(&self.end),
            end_clock: end_clock.as_deref(),
            length: self.duration.map(length),
            word: self.result.map(|column| row.text(column)),
            error: self.error.map_or("", |column| row.text(column)),
        };
        cells.period(archived)
    }
}

impl Duration {
    /// Finds the column of the length; `None` where there is none.
    fn of(archived: &Archived<'_>, header: &TableHeader) -> Result<Option<Duration>, ReadStop> {
        // A column may be called as ours and be named for another of ours.
        let named = |ours: &str| archived.settings.columns.contains_key(ours);
        let is_any_named = LENGTHS.iter().any(|(ours, _)| named(ours));
        for (ours, unit) in LENGTHS.into_iter().filter(|(ours, _)| !is_any_named || named(ours)) {
            if let Some(column) = header.column(archived, ours)? {
                return Ok(Some(Duration { column, unit }));
            }
        }
        Ok(None)
    }
}
