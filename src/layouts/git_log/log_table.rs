//! One version of a log in CSV: its rows in our columns, without the lines that earlier versions
//! had.

use crate::files::LONGEST_LINE;
use crate::layouts::csv_stream::{StreamedRow, TableHeader};
use crate::layouts::git_log::row_once::RowOnce;
use crate::layouts::git_log::seen_rows::SeenRows;
use crate::layouts::measured_cell::{MeasuredCell, emit_with_latency};
use crate::logs::{
    Archived, ArchivedProbe, COLUMNS, OUTCOMES, ReadStop, SECONDS, Sink, Splitter, Timestamp,
    seconds_as_milliseconds, with_point,
};
use crate::model::suggest::listed;
use crate::model::{PassedOver, RefusalKind};
use std::collections::BTreeMap;

/// Key of a rule, in place of a column: its cell says the outcome by a number.
const RULE: &str = "up_when";

/// Where our columns stand in one version.
struct LogColumns {
    /// Places of our columns, by name; several make one text. Empty where the log has none.
    places: BTreeMap<&'static str, Vec<usize>>,
    /// Number of fields of the header.
    expected: usize,
}

/// Reads the lines of a version that no version before had, as far as `lines` knows.
///
/// # Errors
/// Where its header cannot be read or lacks a column, or nobody waits for more.
pub(super) fn read(
    log: &Archived<'_>,
    stored: &[u8],
    lines: &mut SeenRows,
    rows: &mut RowOnce<'_>,
) -> Result<(), ReadStop> {
    let dialect = &log.settings.dialect;
    let mut splitter = Splitter::new(dialect.separator);
    let mut columns = match &dialect.header {
        Some(names) => Some(LogColumns::of(log, &TableHeader::new(log, names.clone())?)?),
        None => None,
    };
    // The same line below other names is another row.
    let mut names = String::new();
    let stored = stored.strip_prefix(b"\xef\xbb\xbf").unwrap_or(stored);
    for (line, bytes) in (1..).zip(stored.split(|byte| *byte == b'\n')) {
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes);
        if text.trim().is_empty() {
            continue;
        }
        let Some(known) = columns.take() else {
            let header = header(log, line, bytes, &mut splitter)?;
            columns = Some(LogColumns::of(log, &header)?);
            names = header.names.join("\n");
            continue;
        };
        let known = columns.insert(known);
        if !lines.is_new(&[&names, &text]) {
            continue;
        }
        rows.begin_line(&text);
        if bytes.len() > LONGEST_LINE {
            rows.refuse(line, "timestamp", RefusalKind::TooLong(LONGEST_LINE))?;
            continue;
        }
        match splitter.split(bytes) {
            Ok(fields) => {
                let row = StreamedRow { line, fields, expected: known.expected };
                known.take(log, row, rows)?;
            }
            Err(kind) => rows.refuse(line, "timestamp", kind)?,
        }
    }
    Ok(())
}

/// Reads the line that names the columns.
fn header(
    log: &Archived<'_>,
    line: u64,
    bytes: &[u8],
    splitter: &mut Splitter,
) -> Result<TableHeader, ReadStop> {
    match splitter.split(bytes) {
        Ok(fields) => TableHeader::new(log, fields.texts()),
        Err(why) => Err(log.broken(Some(line), format!("the header cannot be read: {why}"))),
    }
}

impl LogColumns {
    /// Finds the columns by a header.
    ///
    /// # Errors
    /// Where one that must be there is missing.
    fn of(log: &Archived<'_>, header: &TableHeader) -> Result<LogColumns, ReadStop> {
        let rule = log.settings.dialect.up_when.as_ref();
        let mut places = BTreeMap::new();
        for ours in COLUMNS.into_iter().chain([SECONDS]) {
            // A rule stands in place of these.
            let is_ruled = rule.is_some() && ["status_code", "result"].contains(&ours);
            // Seconds are read only where `columns` names them.
            let is_unnamed = ours == SECONDS && !log.settings.columns.contains_key(ours);
            let is_left_out = is_ruled || is_unnamed;
            let found = if is_left_out { Vec::new() } else { header.columns(log, ours)? };
            places.insert(ours, found);
        }
        if let Some(rule) = rule {
            let position = header.names.iter().position(|name| *name == rule.column);
            places.insert(RULE, position.into_iter().collect());
        }
        let columns = LogColumns { places, expected: header.names.len() };
        let site = log.settings.dialect.site.is_some() || columns.has("site");
        let outcome = OUTCOMES.into_iter().chain([RULE]).any(|ours| columns.has(ours));
        let missing = match (columns.has("timestamp"), site, rule) {
            (false, ..) => "no column says when: name one as `timestamp` in `columns`",
            (_, false, _) => {
                "no column says the site: name one as `site` in `columns`, or write \
                 `site`"
            }
            (_, _, Some(_)) if !columns.has(RULE) => "no column is the one of `up_when`",
            _ if !outcome => {
                "no column says how a probe went: name one as `result`, \
                 `status_code` or `error` in `columns`"
            }
            _ => return Ok(columns),
        };
        let found = listed(header.names.iter().map(String::as_str));
        Err(log.broken(None, format!("{missing}; found {found}")))
    }

    /// Gives the places of one of our columns; may be empty.
    fn of_ours(&self, ours: &str) -> &[usize] {
        self.places.get(ours).map_or(&[], Vec::as_slice)
    }

    /// Says whether the log has one of our columns.
    fn has(&self, ours: &str) -> bool {
        !self.of_ours(ours).is_empty()
    }

    /// Says whether a cell of several that make one of our columns is empty: part of a word is
    /// another word.
    fn lacks_part(&self, row: &StreamedRow<'_>, ours: &str) -> bool {
        let places = self.of_ours(ours);
        places.len() > 1 && places.iter().any(|place| row.text(*place).is_empty())
    }

    /// Says whether a row ends before a cell of one of our columns.
    fn ends_before(&self, row: &StreamedRow<'_>, ours: &str) -> bool {
        self.of_ours(ours).iter().any(|place| *place >= row.found())
    }

    /// Hands on a row.
    fn take(
        &self,
        log: &Archived<'_>,
        row: StreamedRow<'_>,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadStop> {
        let [stamp, site, vantage, code, error, result] =
            ["timestamp", "site", "vantage", "status_code", "error", "result"]
                .map(|ours| row.joined(self.of_ours(ours)));
        let uneven = RefusalKind::FieldCount { expected: row.expected, found: row.found() };
        let site = match &log.settings.dialect.site {
            Some(_) => log.site,
            None if self.ends_before(&row, "site") => return sink.refuse(row.line, "site", uneven),
            None if site.is_empty() || self.lacks_part(&row, "site") => {
                return sink.refuse(row.line, "site", RefusalKind::Empty);
            }
            None => &site,
        };
        if self.ends_before(&row, "timestamp") {
            return sink.unplaced(row.line, site, uneven);
        }
        let probe = ArchivedProbe {
            site,
            vantage: &vantage,
            status_code: &code,
            error: &error,
            result: &result,
            ..ArchivedProbe::at(Timestamp::Text(&stamp))
        };
        let mut outcomes = OUTCOMES.into_iter().chain([RULE]);
        let is_short = outcomes.any(|ours| self.ends_before(&row, ours));
        if row.is_too_long(log) || is_short {
            return sink.unreadable(row.line, &probe, "result", uneven);
        }
        if let Some(ours) =
            ["status_code", "result"].into_iter().find(|ours| self.lacks_part(&row, ours))
        {
            return sink.unreadable(row.line, &probe, ours, RefusalKind::Empty);
        }
        if row.found() > row.expected {
            sink.pass_over(row.line, PassedOver::ExtraFields)?;
        }
        self.emit(log, &row, &probe, sink)
    }

    /// Hands on a probe whose cells stand.
    fn emit(
        &self,
        log: &Archived<'_>,
        row: &StreamedRow<'_>,
        probe: &ArchivedProbe<'_>,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadStop> {
        let settings = log.settings;
        let decimals = settings.dialect.decimals();
        let latency_ms = if self.has(SECONDS) {
            seconds_as_milliseconds(&row.joined(self.of_ours(SECONDS)), decimals)
        } else {
            Ok(with_point(&row.joined(self.of_ours("latency_ms")), decimals).into_owned())
        };
        if let Some(rule) = &settings.dialect.up_when {
            let (cell, words) = (row.joined(self.of_ours(RULE)), &settings.result_words);
            let measured = MeasuredCell { rule, cell: &cell, words, decimals };
            return measured.emit(sink, row.line, probe, latency_ms);
        }
        emit_with_latency(sink, row.line, probe, latency_ms)
    }
}
