//! Sums of sites, outages and verdicts in words, as page and terminal list them: those of the table
//! `summaries`.

use super::table::{Cell, CellKind, Column, Table};
use super::wording::plural;
use crate::clock::{SECOND, length, length_range};
use crate::model::safe_text::safe_text;
use crate::model::{Report, grouped};
use serde::Serialize;

/// Heads of the sums of sites, by a column of `sites.csv`.
pub(super) const SITE_HEADS: [&str; 7] = [
    "value",
    "sites",
    "measured",
    "went down",
    "outages",
    "time down in confirmed outages",
    "time observed",
];
/// Heads of the sums of outages, by cause.
pub(super) const CAUSE_HEADS: [&str; 6] =
    ["cause", "sites", "measured in all", "went down", "outages", "failed probes"];
/// Heads of the sums of outages, by day or hour.
pub(super) const TIME_HEADS: [&str; 6] = [
    "time",
    "measured in all",
    "sites that went down",
    "outages that began",
    "time down in confirmed outages",
    "time observed",
];
/// Heads of the sums of verdicts, by claimant.
pub(super) const CLAIMANT_HEADS: [&str; 5] =
    ["claimant", "sites", "measured", "went down", "verdicts"];

/// Words of a column whose cell is not known, or says nothing.
const NONE: &str = "–";

/// Kind of the rows that a word sums: each has columns of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SumKind {
    /// Sites, by a column of `sites.csv`.
    Sites,
    /// Outages, by cause.
    Cause,
    /// Outages, by day or hour.
    Time,
    /// Verdicts, by claimant.
    Claimant,
}

impl SumKind {
    /// Returns what a word sums; `None` for all sites.
    fn of(word: &str) -> Option<SumKind> {
        match word {
            "all" => None,
            "cause" => Some(SumKind::Cause),
            "day" | "hour" => Some(SumKind::Time),
            "claimant" => Some(SumKind::Claimant),
            _ => Some(SumKind::Sites),
        }
    }

    /// Returns the heads of its columns.
    fn heads(self) -> &'static [&'static str] {
        match self {
            SumKind::Sites => &SITE_HEADS,
            SumKind::Cause => &CAUSE_HEADS,
            SumKind::Time => &TIME_HEADS,
            SumKind::Claimant => &CLAIMANT_HEADS,
        }
    }

    /// Returns the name of its columns.
    fn columns(self) -> &'static str {
        match self {
            SumKind::Sites => "sums",
            SumKind::Cause => "cause_sums",
            SumKind::Time => "time_sums",
            SumKind::Claimant => "claimant_sums",
        }
    }
}

/// Row of sums in words.
#[derive(Debug, Serialize)]
pub(super) struct SumLine {
    pub(super) value: String,
    /// Cells behind the value, one for each further column.
    pub(super) cells: Vec<String>,
}

/// Sums by one word.
#[derive(Debug, Serialize)]
pub(super) struct SumList {
    /// Word that is summed by, with the zone of a time.
    pub(super) by: String,
    /// Name of its columns on the page.
    columns: &'static str,
    /// Heads of its columns.
    pub(super) heads: &'static [&'static str],
    pub(super) rows: Vec<SumLine>,
    /// Whether values with one site are left out.
    is_of_several: bool,
    /// Number of values that are not shown, in words; empty where all are.
    pub(super) more: String,
}

/// Sums in words.
#[derive(Debug, Default, Serialize)]
pub(super) struct SumLists {
    /// Sums over all sites; empty where no site was measured.
    pub(super) all: String,
    /// Sums by group, operator, cause, claimant, day and hour, and by each other column of
    /// `sites.csv` of which two sites share a value. Empty where no site was measured.
    pub(super) lists: Vec<SumList>,
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
        self.number(name).map_or_else(|| NONE.to_owned(), |number| grouped(number.unsigned_abs()))
    }

    fn seconds(&self, name: &str) -> Option<i64> {
        self.number(name).map(|seconds| seconds.saturating_mul(SECOND))
    }

    /// Writes two columns of which one is the least and one the greatest number.
    fn range(&self, [least, most]: [&str; 2]) -> String {
        match self.number(least) == self.number(most) {
            true => self.counted(most),
            false => format!("{} to {}", self.counted(least), self.counted(most)),
        }
    }

    /// Writes the time down in confirmed outages.
    fn down_for(&self) -> String {
        let least = self.seconds("down_at_least_s");
        let range = |least| length_range(least, self.seconds("down_at_most_s"));
        least.map_or_else(|| NONE.to_owned(), range)
    }

    fn observed(&self) -> String {
        self.seconds("observed_s").map_or_else(|| NONE.to_owned(), length)
    }

    /// Writes the cells behind the value.
    fn cells(&self, kind: SumKind) -> Vec<String> {
        let [sites, measured] = ["sites", "measured"].map(|name| self.counted(name));
        let went_down = self.counted("went_down");
        match kind {
            SumKind::Sites => vec![
                sites,
                measured,
                went_down,
                self.counted("outages"),
                self.down_for(),
                self.observed(),
            ],
            SumKind::Cause => {
                let failed = self.range(["failed_probes_at_least", "failed_probes_at_most"]);
                vec![sites, measured, went_down, self.counted("outages"), failed]
            }
            SumKind::Time => vec![
                measured,
                self.range(["went_down_at_least", "went_down_at_most"]),
                self.range(["began_at_least", "began_at_most"]),
                self.down_for(),
                self.observed(),
            ],
            SumKind::Claimant => {
                vec![sites, measured, went_down, self.counted("verdicts")]
            }
        }
    }

    fn view(&self, report: &Report, kind: SumKind) -> SumLine {
        let role = self.text("role");
        let has_other_role = |value: &str| {
            report.claims.iter().any(|one| one.claimant == value && one.role.as_str() != role)
        };
        let value = match self.text("value") {
            "" => "none given".to_owned(),
            value if kind == SumKind::Claimant && has_other_role(value) => {
                format!("{} ({role})", safe_text(value))
            }
            value => safe_text(value),
        };
        SumLine { value, cells: self.cells(kind) }
    }
}

impl SumLists {
    /// Reads the table `summaries` of a report, `most` values of each word at most.
    pub(super) fn of(report: &Report, table: &Table<'_>, most: usize) -> SumLists {
        if report.totals.measured == 0 {
            return SumLists::default();
        }
        let columns = &table.columns[..];
        let rows = (0..table.rows()).map(|row| SumRow { columns, cells: table.row(row).collect() });
        let rows: Vec<SumRow<'_>> = rows.collect();
        let all = rows.iter().find(|row| row.text("by") == "all").map(all_words);
        let by_word = rows.chunk_by(|a, b| a.text("by") == b.text("by"));
        let lists = by_word.filter_map(|rows| list(report, rows, most));
        SumLists { all: all.unwrap_or_default(), lists: lists.collect() }
    }
}

/// Writes the sums over all sites, beside which those of each part stand.
fn all_words(row: &SumRow<'_>) -> String {
    let count = |name| row.number(name).unwrap_or_default().unsigned_abs();
    format!(
        "All: {}, {} measured, {} went down; {}; time down in confirmed outages {}, time observed \
         {}.",
        plural(count("sites"), "site"),
        row.counted("measured"),
        row.counted("went_down"),
        plural(count("outages"), "confirmed outage"),
        row.down_for(),
        row.observed()
    )
}

/// Writes the sums by one word; `rows` has one at least. `None` for all sites, and for a word that
/// tells sites apart, and so sums nothing.
fn list(report: &Report, rows: &[SumRow<'_>], most: usize) -> Option<SumList> {
    let by = rows[0].text("by");
    let kind = SumKind::of(by)?;
    // A site by itself is listed among the sites, and verdicts by result among the claims.
    let rows: Vec<&SumRow<'_>> = rows.iter().filter(|row| row.text("result").is_empty()).collect();
    let is_sum = |row: &&SumRow<'_>| {
        kind != SumKind::Sites || row.number("sites").is_some_and(|sites| sites > 1)
    };
    let shown: Vec<&SumRow<'_>> = rows.iter().copied().filter(is_sum).take(most).collect();
    (!shown.is_empty()).then(|| SumList {
        by: match kind {
            SumKind::Time => format!("{by}, in {}", report.zone.name()),
            _ => safe_text(by),
        },
        columns: kind.columns(),
        heads: kind.heads(),
        is_of_several: kind == SumKind::Sites,
        more: match rows.len() - shown.len() {
            0 => String::new(),
            more => format!("and {} more", grouped(more)),
        },
        rows: shown.into_iter().map(|row| row.view(report, kind)).collect(),
    })
}
