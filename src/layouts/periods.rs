//! `periods`: a row for each time in which a site had one state, such as a list of outages: from a
//! start until an end, or for some time.

mod json_list;

use crate::clock::{Instant, MINUTE, SECOND, Stamp, written_length};
use crate::files::FileHead;
use crate::layouts::csv_stream::{self, StreamedRow, TableHeader, stamp};
use crate::layouts::export_column::ColumnFault;
use crate::layouts::state_periods::{MOST_ROWS, NoPeriod, Period, PeriodRow, PeriodRules, emit};
use crate::logs::{
    Archived, DecimalMark, InnerFormat, LayoutSpec, ReadStop, Sink, our_result, with_point,
};
use crate::model::suggest::short;
use crate::model::{RefusalKind, Status};

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
const OWN_COLUMNS: [&str; 5] = ["start", "end", "duration", "duration_s", "duration_min"];
/// Texts for an end that has not come, in small letters.
const OPEN: [&str; 4] = ["", "-", "ongoing", "open"];
/// Most letters of an error that stands as the reason of a period.
const MOST_LETTERS: usize = 60;

/// Recognises nothing: whether a list is one of probes is for its entry to say.
fn recognise(_: &FileHead<'_>) -> Option<String> {
    None
}

/// Columns of a list of periods.
#[derive(Debug)]
struct PeriodTable {
    site: Vec<usize>,
    start: Vec<usize>,
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

/// Unit of a length in microseconds; `None` where each cell says its own.
#[derive(Debug, Clone, Copy)]
struct LengthUnit(Option<i64>);

/// Our columns for a length, with their units.
const LENGTHS: [(&str, LengthUnit); 3] = [
    ("duration", LengthUnit(None)),
    ("duration_s", LengthUnit(Some(SECOND))),
    ("duration_min", LengthUnit(Some(MINUTE))),
];

/// Cells of a period.
#[derive(Debug)]
struct PeriodCells<'c> {
    site: &'c str,
    start: &'c str,
    /// Empty where no column says the end.
    end: &'c str,
    length: Option<LengthCell<'c>>,
    /// Word for the state; `None` where no column says it.
    word: Option<&'c str>,
    error: &'c str,
}

/// Cell of a length.
#[derive(Debug, Clone, Copy)]
struct LengthCell<'c> {
    text: &'c str,
    unit: LengthUnit,
}

/// Reads an archive, and hands each of its records on.
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
        InnerFormat::Csv => csv_stream::rows(
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
        if table.start.is_empty() {
            return broken(
                "no column says when a period begins; name it: columns = { start = \"…\" }",
            );
        }
        if table.end.is_empty() && table.duration.is_none() {
            return broken(
                "no column says when a period ends; name one in `columns` as `end`, or as \
                 `duration`, `duration_s` or `duration_min`",
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
        let needed = self.start.iter().chain(&self.end).chain(&self.result);
        if needed.clone().any(|column| *column >= found) {
            return Err(NoPeriod::unplaced(&site, RefusalKind::FieldCount { expected, found }));
        }
        let length = |of: Duration| LengthCell { text: row.text(of.column), unit: of.unit };
        let cells = PeriodCells {
            site: &site,
            start: &row.joined(&self.start),
            end: &row.joined(&self.end),
            length: self.duration.map(length),
            word: self.result.map(|column| row.text(column)),
            error: self.error.map_or("", |column| row.text(column)),
        };
        cells.period(archived)
    }
}

impl PeriodCells<'_> {
    /// Reads the period.
    fn period(&self, archived: &Archived<'_>) -> Result<Period, NoPeriod> {
        let unplaced = |kind| NoPeriod::unplaced(self.site, kind);
        let from = stamp(archived, self.start).map_err(unplaced)?;
        let until = self.until(archived, from).map_err(unplaced)?;
        if until.is_some_and(|until| until.at <= from.at) {
            return Err(unplaced(RefusalKind::EmptySpan));
        }
        let (status, unreadable) = match self.state(archived) {
            Ok(status) => (status, None),
            Err(kind) => (Status::Unknown, Some(ColumnFault::new("result", kind))),
        };
        let error = if status == Status::Down { self.error } else { "" };
        Ok(Period {
            site: self.site.to_owned(),
            result: status.as_str(),
            code: String::new(),
            error: error.chars().take(MOST_LETTERS).collect(),
            from: from.at,
            until: until.map(|until| until.at),
            resolution_us: until.map_or(0, |until| until.resolution_us).max(from.resolution_us),
            unreadable,
        })
    }

    /// Reads the end of a period; `None` where it has none.
    fn until(&self, archived: &Archived<'_>, from: Stamp) -> Result<Option<Stamp>, RefusalKind> {
        if !OPEN.contains(&self.end.trim().to_lowercase().as_str()) {
            return stamp(archived, self.end).map(Some);
        }
        let Some(length) = self.length else { return Ok(None) };
        let us = length.unit.read(length.text, archived.settings.dialect.decimals())?;
        let at = |us| Instant(from.at.0.saturating_add(us));
        Ok(us.map(|us| Stamp { at: at(us), resolution_us: from.resolution_us }))
    }

    /// Reads the state of a period.
    fn state(&self, archived: &Archived<'_>) -> Result<Status, RefusalKind> {
        let settings = archived.settings;
        let Some(word) = self.word else {
            return Ok(settings.shape.state.unwrap_or(Status::Unknown));
        };
        let known = settings.result_words.get(word).copied();
        let known = known.or_else(|| our_result(&word.to_lowercase()));
        known.ok_or_else(|| RefusalKind::WordWithoutMeaning(short(word)))
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

impl LengthUnit {
    /// Reads a length in microseconds; `None` where the cell has none.
    fn read(self, cell: &str, decimals: DecimalMark) -> Result<Option<i64>, RefusalKind> {
        if OPEN.contains(&cell.to_lowercase().as_str()) {
            return Ok(None);
        }
        let length = match self.0 {
            Some(unit) => {
                let number = with_point(cell, decimals).parse::<f64>().ok();
                number.map(|number| (number * unit as f64).round() as i64)
            }
            None => written_length(cell),
        };
        let length = length.filter(|us| *us > 0);
        length.map(Some).ok_or_else(|| RefusalKind::NotOfLayout {
            expected: "a length, such as `5m`, `1h 5m` or `01:30:00`",
            found: short(cell),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HOUR;

    #[test]
    fn lengths_are_read_by_their_unit_or_by_their_words() {
        let read = |unit_us, cell: &str| LengthUnit(unit_us).read(cell, DecimalMark::Point).ok();
        let with_comma =
            |cell: &str| LengthUnit(Some(MINUTE)).read(cell, DecimalMark::PointOrComma).ok();
        assert_eq!(with_comma("1,5"), Some(Some(90 * SECOND)));
        assert_eq!(read(Some(MINUTE), "1,5"), None);
        assert_eq!(read(Some(SECOND), "90"), Some(Some(90 * SECOND)));
        assert_eq!(read(Some(MINUTE), "1.5"), Some(Some(90 * SECOND)));
        assert_eq!(read(None, "5m"), Some(Some(5 * MINUTE)));
        assert_eq!(read(None, "1h 5m"), Some(Some(65 * MINUTE)));
        assert_eq!(read(None, "26:00:01"), Some(Some(26 * HOUR + SECOND)));
        for open in ["", "-", "Ongoing"] {
            assert_eq!(read(None, open), Some(None), "{open}");
        }
        for odd in ["0", "-5", "long", "1:60:00", "1:2", "NaN"] {
            assert_eq!(read(Some(SECOND), odd).or(read(None, odd)), None, "{odd}");
        }
    }
}
