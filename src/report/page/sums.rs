//! Sums of sites and outages, as the page lists them: those of the table `summaries`.

use super::wording::more_words;
use crate::clock::{SECOND, length, length_range};
use crate::model::safe_text::safe_text;
use crate::model::{Report, grouped};
use crate::report::table::{Cell, CellKind, Column, Table};
use serde::Serialize;

/// Most values of one word that the page lists; the table has all.
const MOST_VALUES: usize = 60;
/// Words that are no column of `sites.csv`.
const BESIDE_SITES: [&str; 3] = ["cause", "day", "hour"];

/// Sum of the sites with one value, of one cause, or of one time, as the page shows it.
#[derive(Debug, Serialize)]
struct SumView {
    value: String,
    sites: String,
    measured: String,
    went_down: String,
    /// Number of outages; of a time, of those that began in it.
    outages: String,
    down_for: String,
    observed: String,
}

/// Sums by one word, as the page shows them.
#[derive(Debug, Serialize)]
struct SumList {
    /// Word that is summed by, with the zone of a time.
    by: String,
    /// Whether it is a day or an hour.
    is_time: bool,
    rows: Vec<SumView>,
    /// Number of values that are not shown, those with one site among them; empty where all are.
    more: String,
}

/// Sums as the page tells them.
#[derive(Debug, Serialize)]
pub(super) struct SumSection {
    /// Sums by group, operator, cause, day and hour, and by each other column of `sites.csv` of
    /// which two sites share a value. Empty where no site was measured.
    lists: Vec<SumList>,
}

/// Row of the table, with its cells by the name of their column.
struct SumRow<'t> {
    columns: &'t [Column<CellKind>],
    cells: Vec<Cell<'t>>,
}

impl<'t> SumRow<'t> {
    fn cell(&self, name: &str) -> Cell<'t> {
        let at = self.columns.iter().position(|column| column.name == name);
        at.and_then(|at| self.cells.get(at).copied()).unwrap_or(Cell::Empty)
    }

    fn text(&self, name: &str) -> &'t str {
        if let Cell::Text(text) = self.cell(name) { text } else { "" }
    }

    fn number(&self, name: &str) -> Option<i64> {
        if let Cell::Integer(number) = self.cell(name) { Some(number) } else { None }
    }

    fn counted(&self, name: &str) -> String {
        self.number(name).map_or_else(|| "–".to_owned(), |number| grouped(number.unsigned_abs()))
    }

    fn seconds(&self, name: &str) -> Option<i64> {
        self.number(name).map(|seconds| seconds.saturating_mul(SECOND))
    }

    /// Counts its outages; of a time those that began in it, as a range.
    fn outages(&self) -> String {
        match (self.number("began_at_least"), self.number("began_at_most")) {
            (Some(least), Some(most)) if least != most => format!("{least} to {most}"),
            (Some(_), Some(_)) => self.counted("began_at_most"),
            _ => self.counted("outages"),
        }
    }

    fn view(&self) -> SumView {
        let down = self.seconds("down_at_least_s");
        SumView {
            value: match self.text("value") {
                "" => "none given".to_owned(),
                value => safe_text(value),
            },
            sites: self.counted("sites"),
            measured: self.counted("measured"),
            went_down: self.counted("went_down"),
            outages: self.outages(),
            down_for: down.map_or_else(
                || "–".to_owned(),
                |least| length_range(least, self.seconds("down_at_most_s")),
            ),
            observed: self.seconds("observed_s").map_or_else(|| "–".to_owned(), length),
        }
    }
}

impl SumSection {
    /// Returns the section of a report with its tables.
    pub(super) fn of(report: &Report, tables: &[Table<'_>]) -> SumSection {
        let none = SumSection { lists: Vec::new() };
        let table = tables.iter().find(|table| table.name == "summaries");
        let Some(table) = table.filter(|_| report.totals.measured > 0) else { return none };
        let columns = &table.columns[..];
        let rows = (0..table.rows()).map(|row| SumRow { columns, cells: table.row(row).collect() });
        let rows: Vec<SumRow<'_>> = rows.collect();
        let by_word = rows.chunk_by(|a, b| a.text("by") == b.text("by"));
        let shown = by_word.filter(|rows| {
            let by = rows[0].text("by");
            let is_of_sites = by != "all" && by != "claimant";
            // A word that tells sites apart sums nothing.
            let sums = || rows.iter().any(|row| row.number("sites").is_some_and(|all| all > 1));
            BESIDE_SITES.contains(&by) || (is_of_sites && sums())
        });
        SumSection { lists: shown.map(|rows| list(report, rows)).collect() }
    }
}

/// Writes the sums by one word; `rows` has one at least.
fn list(report: &Report, rows: &[SumRow<'_>]) -> SumList {
    let by = rows[0].text("by");
    let is_time = ["day", "hour"].contains(&by);
    // A site by itself is listed among the sites.
    let is_sum = |row: &&SumRow<'_>| {
        BESIDE_SITES.contains(&by) || row.number("sites").is_some_and(|sites| sites > 1)
    };
    let shown: Vec<&SumRow<'_>> = rows.iter().filter(is_sum).take(MOST_VALUES).collect();
    SumList {
        by: match is_time {
            true => format!("{by}, in {}", report.zone.name()),
            false => safe_text(by),
        },
        is_time,
        more: more_words(rows.len() - shown.len()),
        rows: shown.into_iter().map(SumRow::view).collect(),
    }
}
