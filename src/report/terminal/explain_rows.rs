//! Rows of the archive around a time asked: those at its edges, and the times between them.

use super::explain_edges::{self, EdgeRows, by_vantage, edges_by_vantage};
use crate::clock::{Instant, Span, length_up, short_utc, short_utc_up};
use crate::model::safe_text::safe_text;
use crate::model::{Outage, OutageFlag, RowsShown, SourceLine, Status};
use crate::report::wording::{counted, grouped, plural};
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
/// are in order of time, and `around` are those of the site that reach beyond it.
pub(super) fn rows_of_outage(
    outage: &Outage,
    (lines, around): (&[SourceLine], &[SourceLine]),
    shown: RowsShown,
) -> String {
    if !is_of_lasting_rows(outage) {
        let heading =
            "the archive, from the last probe that found it up to the first that found it up again";
        let rest = match shown {
            RowsShown::AtEdges if lines.len() > FEW_ROWS => counted_rows(heading, lines),
            _ => of_archive(heading, lines.iter().collect()),
        };
        return rows_at_edges(outage, around) + &gaps_inside(outage, lines) + &rest;
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
    let is_listed = outage.has(OutageFlag::Listed);
    let heading = match is_listed {
        true => "the list, from the period before it to the one after it",
        false => {
            "the log of changes, from the row before it to the one after it; each row stands \
                  until the next one (M12)"
        }
    };
    let mut text = format!("\n{heading} ({}):\n", plural(rows.len(), "row"));
    for row in rows {
        text.push_str(match row.at {
            _ if is_listed => "",
            at if at < from => "the last row before: ",
            at if at >= until => "the first row after: ",
            _ => "",
        });
        text.push_str(&source_line(row));
    }
    let is_between = outage.onset.after.is_some() || outage.recovery.by.is_some();
    if outage.has(OutageFlag::Listed) && is_between {
        text.push_str(
            "that the site was up beside a period of down is declared (`between`), where no row \
             says it\n",
        );
    }
    text
}

/// Lists the longest times between two rows of each vantage, where a part of the outage was not
/// observed; empty else.
fn gaps_inside(outage: &Outage, lines: &[SourceLine]) -> String {
    if !outage.has(OutageFlag::GapInside) {
        return String::new();
    }
    let mut text = "\na part of it was not observed:\n".to_owned();
    for (vantage, rows) in by_vantage(lines) {
        let (name, count) = (vantage_name(vantage), plural(rows.len(), "row"));
        let _ = writeln!(text, "{name}: {count}{}", longest_gap(&rows));
        text.push_str(&longest_pair(&rows));
    }
    text
}

/// Writes the two rows beside the longest time without one; empty for fewer than two.
fn longest_pair(rows: &[&SourceLine]) -> String {
    let pairs = rows.windows(2).rev();
    let longest = pairs.max_by_key(|pair| pair[1].at.since(pair[0].at));
    longest.map(|pair| pair.iter().map(|row| source_line(row)).collect()).unwrap_or_default()
}

/// Most vantages whose own edges are written.
const MOST_VANTAGES: usize = 6;

/// Writes the rows that make the edges of an outage, and those at which each of several vantages
/// changed; empty where no edge is on the record. `around` holds the rows of the site, in order of
/// time, and reaches beyond the outage.
fn rows_at_edges(outage: &Outage, around: &[SourceLine]) -> String {
    let vantages = edges_by_vantage(outage, around);
    let mut text = match vantages.len() {
        0 => return String::new(),
        1 => "\nthe rows at its edges:\n".to_owned(),
        more => format!(
            "\nthe rows at its edges, where a quorum of {} changes (M9):\n",
            plural(more, "vantage")
        ),
    };
    text.push_str(&edge_lines(outage, around, vantages.len() > 1));
    if vantages.len() == 1 {
        return text;
    }
    text.push_str("\neach vantage at its own edges:\n");
    for one in vantages.iter().take(MOST_VANTAGES) {
        let name = vantage_name(one.vantage);
        if one.rows.is_empty() {
            let _ = writeln!(text, "{name}: no failed row, {}", plural(one.count, "row"));
        }
        for (edge, row) in &one.rows {
            let _ = write!(text, "{name}, {}: {}", edge.words(), source_line(row));
        }
    }
    if let Some(more) = vantages.len().checked_sub(MOST_VANTAGES).filter(|more| *more > 0) {
        let _ = writeln!(text, "… and {}", counted(more, "more vantage", "more vantages"));
    }
    text
}

/// Writes a line for each row that makes an edge of an outage.
pub(super) fn edge_lines(outage: &Outage, lines: &[SourceLine], of_quorum: bool) -> String {
    let mut text = String::new();
    for one in explain_edges::edges(outage, lines) {
        let words = if of_quorum { one.edge.words_of_quorum() } else { one.edge.words() };
        if one.rows.is_empty() {
            let _ = write!(text, "{words}: {}", one.without_row());
        }
        for row in &one.rows {
            let _ = write!(text, "{words}: {}", source_line(&lines[*row]));
        }
        if of_quorum {
            text.extend(last_of_others(&one, lines).map(|row| {
                format!("  then, last from {}: {}", vantage_name(&row.vantage), source_line(row))
            }));
        }
    }
    text
}

/// Lists the last row, at an edge or before it, of each vantage that has none of those at the edge,
/// by vantage: together they make the quorum. `lines` are those of the site, in order of time.
fn last_of_others<'l>(
    edge: &EdgeRows,
    lines: &'l [SourceLine],
) -> impl Iterator<Item = &'l SourceLine> {
    let mut last: BTreeMap<&str, &SourceLine> = BTreeMap::new();
    let until = lines.partition_point(|line| line.at <= edge.at);
    last.extend(lines[..until].iter().map(|line| (line.vantage.as_str(), line)));
    for row in &edge.rows {
        last.remove(lines[*row].vantage.as_str());
    }
    last.into_values()
}

/// Counts the rows of an outage by status.
fn counted_rows(heading: &str, lines: &[SourceLine]) -> String {
    let all: Vec<&SourceLine> = lines.iter().collect();
    format!(
        "\n{heading}: {} ({}); --all prints them\n",
        plural(lines.len(), "row"),
        by_status(&all)
    )
}

/// Names a vantage, also one whose rows name none.
fn vantage_name(vantage: &str) -> String {
    safe_text(if vantage.is_empty() { "the vantage without a name" } else { vantage })
}

/// Writes rows under a heading that counts them.
fn of_archive(heading: &str, rows: Vec<&SourceLine>) -> String {
    let mut text = format!("\n{heading} ({}):\n", plural(rows.len(), "row"));
    text.extend(rows.into_iter().map(source_line));
    text
}

/// Time whose rows are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeShown {
    pub(super) time: Span,
    /// Whether a claim asks of it; else it is one of the site, such as the window.
    pub(super) is_asked: bool,
}

impl TimeShown {
    /// Names the time.
    fn words(self) -> &'static str {
        if self.is_asked { "the time asked" } else { "that time" }
    }
}

/// Writes the rows from the last one before a time to the first one after it, by vantage, with the
/// longest time between two of them: so long an outage could hide. `lines` are in order of time.
pub(super) fn rows_around(time: TimeShown, lines: &[SourceLine], shown: RowsShown) -> String {
    let by_vantage = by_vantage(lines);
    let words = time.words();
    if by_vantage.is_empty() {
        return format!("\nthe archive has no row of the site in {words} or beside it\n");
    }
    let mut text = match time.is_asked {
        true => "\nthe archive, from the last row before the time asked to the first one after \
                 it:\n"
            .to_owned(),
        false => {
            let until = short_utc_up(time.time.until());
            let from = short_utc(time.time.from());
            format!("\nthe archive, from {from} to {until}, and a row on either side of it:\n")
        }
    };
    for (vantage, rows) in by_vantage {
        of_vantage(&mut text, vantage, (time, shown), &beside(time.time, &rows));
    }
    text
}

/// Returns the rows of one vantage from the last before a time to the first after it.
pub(super) fn beside<'l>(time: Span, rows: &[&'l SourceLine]) -> Vec<&'l SourceLine> {
    let from = rows.partition_point(|row| row.at < time.from()).saturating_sub(1);
    let until = rows.partition_point(|row| row.at < time.until()) + 1;
    rows[from..until.min(rows.len())].to_vec()
}

/// Writes in a line for each vantage how many rows a time asked has, and the rows at its ends.
pub(super) fn rows_in_brief(time: TimeShown, lines: &[SourceLine]) -> String {
    let by_vantage = by_vantage(lines);
    if by_vantage.is_empty() {
        return format!("no row of the site in {} or beside it\n", time.words());
    }
    let mut text = String::new();
    for (vantage, rows) in by_vantage {
        let rows = beside(time.time, &rows);
        let (name, gap) = (vantage_name(vantage), longest_gap(&rows));
        let _ = writeln!(text, "{name}: {}{gap}", by_status(&rows));
        let ends = rows.first().into_iter().chain(rows.last().filter(|_| rows.len() > 1));
        text.extend(ends.map(|row| source_line(row)));
    }
    text
}

/// Writes the rows of one vantage.
fn of_vantage(
    text: &mut String,
    vantage: &str,
    (time, shown): (TimeShown, RowsShown),
    rows: &[&SourceLine],
) {
    let inside = rows.iter().filter(|row| time.time.contains(row.at)).count();
    let (name, count) = (vantage_name(vantage), plural(inside, "row"));
    let _ = writeln!(text, "{name}: {count} in {}{}", time.words(), longest_gap(rows));
    text.push_str(&further_gaps(rows));
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
    let others = rows.iter().filter(|row| row.status != Status::Up).count();
    let shown = match others {
        0 => "--all prints them".to_owned(),
        1..=OTHER_ROWS => "those not up stand above, and --all prints the others".to_owned(),
        _ => format!(
            "the first {OTHER_ROWS} of them that are not up stand above, and --all prints the \
             others"
        ),
    };
    let count = plural(rows.len(), "row");
    format!("{count} stand between those edges: {}; {shown}", by_status(rows))
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
    if rows.iter().any(|row| row.stands) {
        return ", each of which stands until the next one (M12)".to_owned();
    }
    let pairs = rows.windows(2).map(|pair| (pair[1].at.since(pair[0].at), pair[0].at));
    let longest: Option<(i64, Instant)> = pairs.rev().max_by_key(|(us, _)| *us);
    longest.map_or_else(String::new, |(us, from)| {
        format!(", the longest time between two {}, from {}", length_up(us), short_utc(from))
    })
}

/// Most times without a row that are listed, behind the longest.
const MOST_GAPS: usize = 5;

/// Lists the times between two rows that are longer than twice their median, the longest first,
/// with the rows at both ends; empty where no time is.
fn further_gaps(rows: &[&SourceLine]) -> String {
    if rows.iter().any(|row| row.stands) {
        return String::new();
    }
    let mut steps: Vec<i64> = rows.windows(2).map(|pair| pair[1].at.since(pair[0].at)).collect();
    steps.sort_unstable();
    let Some(usual_us) = steps.get(steps.len() / 2) else { return String::new() };
    let length = |pair: &&[&SourceLine]| pair[1].at.since(pair[0].at);
    let is_long = |pair: &&[&SourceLine]| length(pair) > usual_us.saturating_mul(2);
    let mut gaps: Vec<&[&SourceLine]> = rows.windows(2).filter(is_long).collect();
    gaps.sort_by_key(|pair| (std::cmp::Reverse(length(pair)), pair[0].at));
    let mut text = String::new();
    for pair in gaps.iter().take(MOST_GAPS) {
        let place = |row: &SourceLine| format!("{}:{}", safe_text(&row.file), row.line);
        let (from, until) = (short_utc(pair[0].at), short_utc(pair[1].at));
        let (before, after) = (place(pair[0]), place(pair[1]));
        let length = length_up(length(pair));
        let _ = writeln!(text, "no row for {length}: {before} ({from}) to {after} ({until})");
    }
    if let Some(more) = gaps.len().checked_sub(MOST_GAPS).filter(|more| *more > 0) {
        let _ = writeln!(text, "… and {}", counted(more, "shorter time", "shorter times"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    fn row(minute: i64, vantage: &str, status: Status) -> SourceLine {
        SourceLine {
            file: "log.csv".to_owned(),
            line: u64::try_from(minute).unwrap_or_default() + 2,
            site: "s".to_owned(),
            at: Instant(minute * MINUTE),
            vantage: vantage.to_owned(),
            status,
            stands: false,
            text: format!("row {minute}"),
        }
    }

    fn minutes(from: i64, until: i64) -> TimeShown {
        let time = Span::new(Instant(from * MINUTE), Instant(until * MINUTE));
        TimeShown { time: time.expect("it is not empty"), is_asked: true }
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

    /// "In the time asked" stood over the rows of a site of which nobody had asked.
    #[test]
    fn a_time_that_nobody_asked_of_is_given_as_it_is() {
        let rows = [0, 5, 10].map(|at| row(at, "x", Status::Up));
        let window = TimeShown { is_asked: false, ..minutes(2, 8) };
        let text = rows_around(window, &rows, RowsShown::AtEdges);
        assert!(
            text.starts_with(
                "\nthe archive, from 1970-01-01 00:02:00 UTC to 1970-01-01 00:08:00 UTC, and a \
                 row on either side of it:\nx: 1 row in that time, the longest"
            ),
            "{text}"
        );
        assert!(!rows_around(window, &[], RowsShown::All).contains("asked"));
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
