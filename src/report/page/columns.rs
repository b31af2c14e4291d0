//! Columns of the page's tables, each named once: the heads of a table come from here and, on a
//! phone, the words before each of its cells.

use crate::report::sums::{CAUSE_HEADS, CLAIMANT_HEADS, SITE_HEADS, TIME_HEADS};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// Column of a table of the page.
#[derive(Serialize)]
pub(super) struct PageColumn {
    pub(super) name: &'static str,
    /// Whether its cells are numbers, which stand under one another.
    is_number: bool,
}

/// Returns a column of words.
const fn words(name: &'static str) -> PageColumn {
    PageColumn { name, is_number: false }
}

/// Returns a column of numbers.
const fn numbers(name: &'static str) -> PageColumn {
    PageColumn { name, is_number: true }
}

/// Columns of each table, by the name that the templates know it by. The class of a table is `of-`
/// and this name.
const TABLES: [(&str, &[PageColumn]); 20] = [
    (
        "scorecard",
        &[
            words("who"),
            words("said"),
            numbers("sites"),
            numbers("measured"),
            numbers("went down"),
            numbers("fits"),
            numbers("may fit"),
            numbers("does not"),
            words("by chance"),
            words("fits, of unnamed sites"),
        ],
    ),
    (
        "chronicle",
        &[
            words("time"),
            words("what happened or was said"),
            words("who says so"),
            words("evidence"),
        ],
    ),
    (
        "card",
        &[words("id"), words("start"), words("end"), words("down for"), words("failed probes")],
    ),
    (
        "others",
        &[words("site"), words("group"), words("seen"), words("observed"), words("verdicts")],
    ),
    (
        "recovery",
        &[
            words("sites"),
            numbers("went down"),
            numbers("seen back"),
            words("at least half were back after"),
            words("each after"),
            words("outages"),
        ],
    ),
    (
        "outages",
        &[
            words("id"),
            words("site"),
            words("start"),
            words("end"),
            words("down for"),
            words("evidence"),
            words("flags"),
        ],
    ),
    (
        "blips",
        &[
            words("id"),
            words("site"),
            words("start"),
            words("end"),
            words("down for"),
            words("evidence"),
        ],
    ),
    (
        "doubtful",
        &[
            words("site"),
            words("seen"),
            words("times"),
            words("failed or challenged probes"),
            words("first after"),
            words("last by"),
            words("failed from"),
            words("challenged from"),
        ],
    ),
    (
        "sensitivity",
        &[
            words("rule"),
            words("value"),
            words("in force"),
            numbers("sites that went down"),
            numbers("outages"),
            words("downtime"),
            numbers("verdicts that fit"),
            numbers("verdicts that do not fit"),
            numbers("verdicts changed"),
            numbers("named sites that fit"),
            numbers("named sites that may fit"),
            numbers("named sites that went down"),
        ],
    ),
    ("rules", &[words("rule"), words("value")]),
    (
        "inputs",
        &[
            words("file"),
            words("for"),
            numbers("rows"),
            numbers("refused"),
            words("outcomes / cells unreadable"),
            numbers("outside"),
            words("SHA-256"),
        ],
    ),
    ("tables", &[words("table"), words("rows"), words("content")]),
    ("verdicts", &[words("id"), words("site"), words("result"), words("rule"), words("sentence")]),
    (
        "claimant_lags",
        &[
            words("first published"),
            words("who"),
            numbers("claims"),
            numbers("outages"),
            words("median lag"),
            words("least to greatest"),
        ],
    ),
    (
        "lags",
        &[
            words("published"),
            words("who"),
            words("claim"),
            words("id"),
            numbers("outages"),
            words("lag"),
            words("least to greatest"),
        ],
    ),
    (
        "sums",
        &[
            words(SITE_HEADS[0]),
            numbers(SITE_HEADS[1]),
            numbers(SITE_HEADS[2]),
            numbers(SITE_HEADS[3]),
            numbers(SITE_HEADS[4]),
            words(SITE_HEADS[5]),
            words(SITE_HEADS[6]),
        ],
    ),
    (
        "cause_sums",
        &[
            words(CAUSE_HEADS[0]),
            numbers(CAUSE_HEADS[1]),
            numbers(CAUSE_HEADS[2]),
            numbers(CAUSE_HEADS[3]),
            numbers(CAUSE_HEADS[4]),
            numbers(CAUSE_HEADS[5]),
        ],
    ),
    (
        "time_sums",
        &[
            words(TIME_HEADS[0]),
            numbers(TIME_HEADS[1]),
            numbers(TIME_HEADS[2]),
            numbers(TIME_HEADS[3]),
            words(TIME_HEADS[4]),
            words(TIME_HEADS[5]),
        ],
    ),
    (
        "claimant_sums",
        &[
            words(CLAIMANT_HEADS[0]),
            numbers(CLAIMANT_HEADS[1]),
            numbers(CLAIMANT_HEADS[2]),
            numbers(CLAIMANT_HEADS[3]),
            numbers(CLAIMANT_HEADS[4]),
        ],
    ),
    (
        "accounts",
        &[words("who"), words("claim"), words("of which time"), words("result"), words("ids")],
    ),
];

/// Rules of style that write the name of its column before each cell, where tables are lists.
pub(super) static LABELS: LazyLock<String> = LazyLock::new(|| {
    let mut style = "@media screen and (max-width: 64rem) {\n".to_owned();
    for (table, columns) in TABLES {
        for (place, PageColumn { name, .. }) in (1..).zip(columns) {
            let cell = format_args!(".of-{table} td:nth-child({place})");
            let _ = writeln!(style, "  {cell}::before {{ content: \"{name}: \"; }}");
        }
    }
    style.push_str("}\n");
    style
});

/// Returns the columns of each table by its name.
pub(super) fn columns() -> BTreeMap<&'static str, &'static [PageColumn]> {
    BTreeMap::from(TABLES)
}
