//! A list of periods in JSON of any shape, by paths.

use super::period_cells::{LENGTHS, LengthCell, LengthUnit, PeriodCells};
use crate::files::FileHead;
use crate::files::json::{JsonFile, JsonItem, read_json_file};
use crate::layouts::error_text::plain_words;
use crate::layouts::export_column::ColumnFault;
use crate::layouts::json_columns::{JsonCells, JsonColumns};
use crate::layouts::state_periods::{NoPeriod, Period};
use crate::logs::{Archived, ReadStop};
use crate::model::RefusalKind;
use crate::model::suggest::short;

/// Taker of the periods, with the numbers of their rows.
type AddPeriod<'a> = dyn FnMut(u64, Result<Period, NoPeriod>) -> Result<(), ReadStop> + 'a;

/// Paths of a list of periods.
struct ListPaths {
    columns: JsonColumns,
    /// Column of ours for a length, and its unit; `None` where none is named.
    length: Option<(&'static str, LengthUnit)>,
}

/// Reads a list, and hands on its periods.
///
/// # Errors
/// Where the file cannot be read, or does not have what its entry names.
pub(super) fn read(archived: &Archived<'_>, add: &mut AddPeriod<'_>) -> Result<(), ReadStop> {
    let paths = ListPaths::of(archived)?;
    let head = FileHead::at(archived.path)?;
    let (blocks, shown) = (archived.blocks()?, archived.shown());
    let file = JsonFile { blocks, head: &head.bytes, shown: &shown };
    let no_json =
        |found: String| RefusalKind::NotOfLayout { expected: "JSON", found: plain_words(&found) };
    let read = read_json_file(file, &paths.columns.plan, &mut |item| match item {
        JsonItem::Row { number, cells } => {
            let row = JsonCells { columns: &paths.columns, cells };
            add(number, paths.period(archived, row))
        }
        JsonItem::Twice { number, key } => {
            let expected = "each key once in an object";
            let kind = RefusalKind::NotOfLayout { expected, found: short(key) };
            add(number, Err(no_site("timestamp", kind)))
        }
        JsonItem::BrokenLine { number, why } => {
            add(number, Err(no_site("timestamp", no_json(why))))
        }
        JsonItem::BreaksOff { number, line, column, why } => {
            let words = format!("{why} at line {line}, column {column}; nothing behind it is read");
            add(number, Err(no_site("timestamp", no_json(words))))
        }
    })?;
    let is_missing = |ours: &&str| {
        let cells = paths.columns.cells(ours);
        cells.iter().any(|cell| !read.found[*cell])
    };
    match ["site", "start", "result"].iter().find(|ours| is_missing(ours)) {
        Some(ours) if read.rows > 0 => {
            let cells = paths.columns.cells(ours);
            let path = cells.first().map(|cell| paths.columns.paths[*cell].to_string());
            let why = format!(
                "no row has the key `{}`; say in `columns` which key is `{ours}`",
                path.unwrap_or_default()
            );
            Err(archived.broken(None, why))
        }
        _ => Ok(()),
    }
}

/// Makes the reason of a row of which nobody can tell the site.
fn no_site(column: &'static str, kind: RefusalKind) -> NoPeriod {
    NoPeriod { site: None, fault: ColumnFault::new(column, kind) }
}

impl ListPaths {
    /// Finds the paths, as the entry names them.
    fn of(archived: &Archived<'_>) -> Result<ListPaths, ReadStop> {
        let broken = |why: &str| archived.broken(None, why);
        let settings = archived.settings;
        let is_named = |ours: &str| settings.columns.contains_key(ours);
        let length = LENGTHS.into_iter().find(|(ours, _)| is_named(ours));
        let has_start = is_named("start") || !is_named("end") || length.is_none();
        let mut ours = if has_start { vec!["start"] } else { Vec::new() };
        match (archived.site.is_empty(), is_named("site")) {
            (true, _) => ours.push("site"),
            (false, true) => {
                return Err(broken(
                    "a key tells the site, and so one site would stand for all of them; leave \
                     `site` out",
                ));
            }
            (false, false) => (),
        }
        match (settings.shape.state, is_named("result")) {
            (None, _) => ours.push("result"),
            (Some(_), true) => {
                return Err(broken("a key says which state each period has; leave `state` out"));
            }
            (Some(_), false) => (),
        }
        match length {
            Some((length, _)) => ours.push(length),
            None if is_named("end") => (),
            None => {
                return Err(broken(
                    "no key says when a period ends; name one in `columns` as `end`, or as \
                     `duration`, `duration_ms`, `duration_s`, `duration_min` or `duration_h`",
                ));
            }
        }
        ours.extend(["end", "error"].into_iter().filter(|ours| is_named(ours)));
        let columns = JsonColumns::of(&ours, &settings.columns).map_err(|why| broken(&why))?;
        Ok(ListPaths { columns, length })
    }

    /// Reads the period of a row.
    fn period(&self, archived: &Archived<'_>, row: JsonCells<'_>) -> Result<Period, NoPeriod> {
        let fault = |ours: &'static str| row.fault(ours).map(|kind| ColumnFault::new(ours, kind));
        let site = match archived.site {
            "" if row.lacks_part("site") => String::new(),
            "" => row.text("site"),
            fixed => fixed.to_owned(),
        };
        if let Some(fault) = fault("site") {
            return Err(NoPeriod { site: None, fault });
        }
        if site.is_empty() {
            return Err(no_site("site", RefusalKind::Empty));
        }
        let length = self.length.map(|(ours, _)| ours);
        let moments = ["start", "end"].into_iter().chain(length);
        if let Some(kind) = moments.clone().find_map(|ours| row.fault(ours)) {
            return Err(NoPeriod::unplaced(&site, kind));
        }
        let [start, end, word, error] =
            ["start", "end", "result", "error"].map(|ours| row.text(ours));
        let took = length.map(|ours| row.text(ours)).unwrap_or_default();
        let (from, until) = (self.columns.cells("start"), self.columns.cells("end"));
        let shares_day = until.iter().any(|cell| from.contains(cell));
        let clock = end.split_once(' ').map_or("", |(_, clock)| clock);
        let has_word = !self.columns.cells("result").is_empty();
        let cells = PeriodCells {
            site: &site,
            start: (!from.is_empty()).then_some(start.as_str()),
            end: &end,
            end_clock: shares_day.then_some(clock),
            length: self.length.map(|(_, unit)| LengthCell { text: &took, unit }),
            word: has_word.then_some(word.as_str()),
            error: &error,
        };
        cells.period(archived)
    }
}
