//! Rows of the archive around a time asked: those at its edges, and the times between them.

use crate::clock::{Instant, Span, length_up, short_utc};
use crate::model::safe_text::safe_text;
use crate::model::{Outage, OutageFlag, RowsShown, SourceLine, Status};
use crate::report::wording::{grouped, plural};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Rows of one vantage that are all written.
const FEW_ROWS: usize = 24;
/// Rows at each edge of the time asked that are written, where there are more.
const EDGE_ROWS: usize = 4;
/// Rows that did not find the site up that are written between the edges, of each vantage.
const OTHER_ROWS: usize = 16;

/// Writes one row with its place.
pub(super) fn source_line(line: &SourceLine) -> String {
    format!(
        "{}:{}: {}: {}\n",
        safe_text(&line.file),
        line.line,
        line.status.as_str(),
        safe_text(&line.text)
    )
}

/// Says whether an outage rests on rows that each stand for a long time behind them: those of a log
/// of changes, or of a list.
pub(super) fn is_of_lasting_rows(outage: &Outage) -> bool {
    outage.declared_probes > 0 || outage.has(OutageFlag::Listed)
}

/// Writes the rows of an outage: from the last probe that found the site up to the first that found
/// it up again; in a log of changes, and in a list, from the row before to the one after. `lines`
/// are in order of time.
pub(super) fn rows_of_outage(outage: &Outage, lines: &[SourceLine], shown: RowsShown) -> String {
    if !is_of_lasting_rows(outage) {
        let heading =
            "the archive, from the last probe that found it up to the first that found it up again";
        return match shown {
            RowsShown::AtEdges if lines.len() > FEW_ROWS => at_edges(heading, lines),
            _ => rows_at_edges(lines) + &of_archive(heading, lines.iter().collect()),
        };
    }
    let until = outage.recovery.by.unwrap_or(outage.possible.last());
    let from = outage.onset.by.unwrap_or(outage.possible.from());
    let rows = by_vantage(lines).into_values().flat_map(|rows| {
        let first = rows.partition_point(|row| row.at < from).saturating_sub(1);
        let last = rows.partition_point(|row| row.at < until) + 1;
        rows[first..last.min(rows.len())].to_vec()
    });
    let mut rows: Vec<&SourceLine> = rows.collect();
    rows.sort_by_key(|row| (row.at, &row.file, row.line));
    let heading = match outage.has(OutageFlag::Listed) {
        true => "the list, from the period before it to the one after it",
        false => "the archive, from the change before it to the one after it",
    };
    let mut text = of_archive(heading, rows);
    let is_between = outage.onset.after.is_some() || outage.recovery.by.is_some();
    if outage.has(OutageFlag::Listed) && is_between {
        text.push_str(
            "that the site was up beside a period of down is declared (`between`), where no row \
             says it\n",
        );
    }
    text
}

/// Edge of an outage at which a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RowEdge {
    LastUp,
    FirstFailed,
    LastFailed,
    FirstUpAgain,
}

impl RowEdge {
    /// Every edge, in order of time.
    const ALL: [RowEdge; 4] =
        [RowEdge::LastUp, RowEdge::FirstFailed, RowEdge::LastFailed, RowEdge::FirstUpAgain];

    /// Returns the words before such a row.
    fn words(self) -> &'static str {
        match self {
            RowEdge::LastUp => "last up before the first failed",
            RowEdge::FirstFailed => "first failed",
            RowEdge::LastFailed => "last failed",
            RowEdge::FirstUpAgain => "first up after the last failed",
        }
    }
}

/// Lists the rows at the edges by their places, of rows of any vantages in order of time: the last
/// that was up before the first failed one, the first and the last failed one, and the first that
/// was up after it. A single failed one is the first.
pub(super) fn edges(lines: &[SourceLine]) -> Vec<(usize, RowEdge)> {
    let is = |status: Status| move |line: &SourceLine| line.status == status;
    let Some(first) = lines.iter().position(is(Status::Down)) else { return Vec::new() };
    let last = lines.iter().rposition(is(Status::Down)).filter(|last| *last > first);
    let before = lines[..first].iter().rposition(is(Status::Up));
    let behind = last.unwrap_or(first) + 1;
    let after = lines[behind..].iter().position(is(Status::Up)).map(|at| behind + at);
    let rows = [before, Some(first), last, after].into_iter().zip(RowEdge::ALL);
    rows.filter_map(|(row, edge)| Some((row?, edge))).collect()
}

/// Writes the rows at the edges, each with the edge that it stands at; empty where no row failed.
fn rows_at_edges(lines: &[SourceLine]) -> String {
    let edges = edges(lines);
    if edges.is_empty() {
        return String::new();
    }
    let mut text = "\nthe rows at its edges, of all vantages:\n".to_owned();
    for (row, edge) in edges {
        let _ = write!(text, "{}: {}", edge.words(), source_line(&lines[row]));
    }
    text
}

/// Writes the rows at the edges, and counts all others.
fn at_edges(heading: &str, lines: &[SourceLine]) -> String {
    let mut text = rows_at_edges(lines);
    let all: Vec<&SourceLine> = lines.iter().collect();
    let _ = writeln!(
        text,
        "\n{heading}: {} ({}); --all prints them",
        plural(lines.len(), "row"),
        by_status(&all)
    );
    text
}

/// Writes rows under a heading that counts them.
fn of_archive(heading: &str, rows: Vec<&SourceLine>) -> String {
    let mut text = format!("\n{heading} ({}):\n", plural(rows.len(), "row"));
    text.extend(rows.into_iter().map(source_line));
    text
}

/// Groups rows by their vantage, in their order.
fn by_vantage(lines: &[SourceLine]) -> BTreeMap<&str, Vec<&SourceLine>> {
    let mut by_vantage: BTreeMap<&str, Vec<&SourceLine>> = BTreeMap::new();
    for line in lines {
        by_vantage.entry(&line.vantage).or_default().push(line);
    }
    by_vantage
}

/// Writes the rows from the last one before a time to the first one after it, by vantage, with the
/// longest time between two of them: so long an outage could hide. `lines` are in order of time.
pub(super) fn rows_around(time: Span, lines: &[SourceLine], shown: RowsShown) -> String {
    let by_vantage = by_vantage(lines);
    if by_vantage.is_empty() {
        return "\nthe archive has no row of the site in the time asked or beside it\n".to_owned();
    }
    let mut text = "\nthe archive, from the last row before the time asked to the first one after \
                    it:\n"
        .to_owned();
    for (vantage, rows) in by_vantage {
        let from = rows.partition_point(|row| row.at < time.from()).saturating_sub(1);
        let until = rows.partition_point(|row| row.at < time.until()) + 1;
        let rows = &rows[from..until.min(rows.len())];
        of_vantage(&mut text, vantage, (time, shown), rows);
    }
    text
}

/// Writes the rows of one vantage.
fn of_vantage(
    text: &mut String,
    vantage: &str,
    (time, shown): (Span, RowsShown),
    rows: &[&SourceLine],
) {
    let inside = rows.iter().filter(|row| time.contains(row.at)).count();
    let name = if vantage.is_empty() { "the vantage without a name" } else { vantage };
    let count = plural(inside, "row");
    let _ = writeln!(text, "{}: {count} in the time asked{}", safe_text(name), longest_gap(rows));
    if rows.len() <= FEW_ROWS || shown == RowsShown::All {
        text.extend(rows.iter().map(|row| source_line(row)));
        return;
    }
    let (first, rest) = rows.split_at(EDGE_ROWS);
    let (between, last) = rest.split_at(rest.len() - EDGE_ROWS);
    let others = between.iter().filter(|row| row.status != Status::Up);
    text.extend(first.iter().map(|row| source_line(row)));
    text.extend(others.clone().take(OTHER_ROWS).map(|row| source_line(row)));
    let _ = writeln!(text, "… {}", left_out(between));
    text.extend(last.iter().map(|row| source_line(row)));
}

/// Counts rows that are not all written, by status: all that are up, and others beyond the first.
fn left_out(rows: &[&SourceLine]) -> String {
    format!(
        "{} stand between those edges: {}; above are the first {OTHER_ROWS} of them that are not \
         up, and --all prints the others",
        plural(rows.len(), "row"),
        by_status(rows)
    )
}

/// Counts rows by their status: `73 up, 1 down`.
fn by_status(rows: &[&SourceLine]) -> String {
    let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.status).or_default() += 1;
    }
    let words: Vec<String> = counts
        .iter()
        .map(|(status, count)| format!("{} {}", grouped(*count), status.as_str()))
        .collect();
    words.join(", ")
}

/// Tells the longest time between two rows in a row, behind a comma; empty for one row.
fn longest_gap(rows: &[&SourceLine]) -> String {
    let pairs = rows.windows(2).map(|pair| (pair[1].at.since(pair[0].at), pair[0].at));
    let longest: Option<(i64, Instant)> = pairs.rev().max_by_key(|(us, _)| *us);
    longest.map_or_else(String::new, |(us, from)| {
        format!(", the longest time between two {}, from {}", length_up(us), short_utc(from))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    fn row(minute: i64, vantage: &str, status: Status) -> SourceLine {
        SourceLine {
            file: "log.csv".to_owned(),
            line: u64::try_from(minute).unwrap_or_default() + 2,
            at: Instant(minute * MINUTE),
            vantage: vantage.to_owned(),
            status,
            text: format!("row {minute}"),
        }
    }

    fn minutes(from: i64, until: i64) -> Span {
        Span::new(Instant(from * MINUTE), Instant(until * MINUTE)).expect("it is not empty")
    }

    #[test]
    fn few_rows_are_written_from_the_one_before_to_the_one_after() {
        let rows: Vec<SourceLine> =
            [0, 5, 10, 20, 25].map(|at| row(at, "x", Status::Up)).into_iter().collect();
        let text = rows_around(minutes(7, 19), &rows, RowsShown::AtEdges);
        assert!(
            text.contains(
                "x: 1 row in the time asked, the longest time between two 10 min, from 1970-01-01 \
                 00:10:00 UTC\n"
            ),
            "{text}"
        );
        let shown: Vec<&str> = text.lines().filter(|line| line.contains(": row ")).collect();
        assert_eq!(shown.len(), 3, "rows of 5, 10 and 20: {text}");
        assert!(!text.contains("row 0") && !text.contains("row 25"), "{text}");
        assert!(rows_around(minutes(0, 1), &[], RowsShown::All).contains("no row of the site"));
    }

    #[test]
    fn of_many_rows_the_edges_and_what_was_not_up_are_written() {
        let status = |at| if at == 50 { Status::Down } else { Status::Up };
        let rows: Vec<SourceLine> = (0..100).map(|at| row(at, "", status(at))).collect();
        let text = rows_around(minutes(10, 90), &rows, RowsShown::AtEdges);
        assert!(text.contains("the vantage without a name: 80 rows in the time asked"), "{text}");
        for shown in ["row 9\n", "row 12\n", "row 50\n", "row 87\n", "row 90\n"] {
            assert!(text.contains(shown), "{shown}: {text}");
        }
        assert!(!text.contains("row 13\n") && !text.contains("row 91\n"), "{text}");
        assert!(text.contains("… 74 rows stand between those edges: 73 up, 1 down;"), "{text}");
    }
}
