//! Common failures on the timeline: the beginning and the end of each have a bracket.

use crate::incident_folder::{IncidentFolder, PROBES, Row, log};
use crate::tables::{csv_bytes, rows};
use corroborate::clock::MINUTE;
use corroborate::model::Report;
use corroborate::report::tables;

/// A report on five sites probed every five minutes for an hour, each down from one probe to
/// another, both included; `None` is always up.
fn report(down: [Option<(i64, i64)>; 5]) -> Report {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (site, down) in ["a", "b", "c", "d", "e"].into_iter().zip(down) {
        for probe in 0..12 {
            let fails = down.is_some_and(|(first, last)| (first..=last).contains(&probe));
            rows.push((probe * 5 * MINUTE, site, "x", if fails { 503 } else { 200 }));
        }
    }
    IncidentFolder::new(PROBES).with("probes.csv", log(rows)).report().unwrap()
}

/// Columns of the rows of a table whose entry begins with these words.
fn cells(report: &Report, name: &str, columns: &[&str], entry: &str) -> Vec<Vec<String>> {
    let all = tables::all(report).unwrap();
    let table = all.iter().find(|table| table.name == name).unwrap();
    let rows = rows(&csv_bytes(table));
    let at = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let is_of = |row: &&Vec<String>| name != "timeline" || row[at("entry")].starts_with(entry);
    let rows_of = rows[1..].iter().filter(is_of);
    let short = |cell: &str| cell.strip_prefix("2022-10-05T").unwrap_or(cell).to_owned();
    rows_of.map(|row| columns.iter().map(|column| short(&row[at(column)])).collect()).collect()
}

fn common(report: &Report) -> Vec<Vec<String>> {
    cells(report, "timeline", &["entry", "after", "by"], "common_mode")
}

#[test]
fn a_common_failure_has_a_bracket_of_each_edge() {
    // Four of five are enough: certain from the fourth's first failure to the first's last one.
    let report = report([Some((2, 5)), Some((2, 5)), Some((2, 5)), Some((3, 6)), None]);
    let expected = [
        ["common_mode_begins", "00:10:00Z", "00:15:00Z"],
        ["common_mode_ends", "00:25:00Z", "00:30:00Z"],
    ];
    assert_eq!(common(&report), expected);
    let columns = ["began_after", "began_by", "ended_after", "ended_by"];
    let table = cells(&report, "common_mode", &columns, "");
    assert_eq!(table, [["00:10:00Z", "00:15:00Z", "00:25:00Z", "00:30:00Z"]]);
    let sentences = cells(&report, "timeline", &["sentence"], "common_mode_ends");
    assert_eq!(
        sentences,
        [["The common failure seen from x ended after 2022-10-05 00:25:00 UTC and by 2022-10-05 \
           00:30:00 UTC."]]
    );
}

/// The first probes of all found them down: when they failed is not on the record.
#[test]
fn an_edge_off_the_record_is_empty() {
    let report = report([Some((0, 3)), Some((0, 3)), Some((0, 3)), Some((0, 3)), Some((0, 11))]);
    let expected =
        [["common_mode_begins", "", "00:00:00Z"], ["common_mode_ends", "00:15:00Z", "00:20:00Z"]];
    assert_eq!(common(&report), expected);
    let report = self::report([Some((2, 11)); 5]);
    let expected =
        [["common_mode_begins", "00:05:00Z", "00:10:00Z"], ["common_mode_ends", "00:55:00Z", ""]];
    assert_eq!(common(&report), expected);
}

/// Each failed at a moment of its own: that most failed at one is possible, and never certain.
#[test]
fn a_common_failure_that_is_never_certain_says_so() {
    let report = report([Some((2, 2)), Some((2, 2)), Some((3, 3)), Some((3, 3)), None]);
    let expected = [
        ["common_mode_begins", "00:10:00Z", "00:15:00Z"],
        ["common_mode_ends", "00:10:00Z", "00:15:00Z"],
    ];
    assert_eq!(common(&report), expected);
}

/// What the sentence "5 sites went down" says stands on the timeline, too.
#[test]
fn sites_that_change_together_are_rows_of_the_timeline() {
    let report = report([Some((2, 5)), Some((2, 5)), Some((2, 5)), Some((2, 5)), Some((2, 6))]);
    let columns = ["entry", "after", "by", "simulated"];
    let down = cells(&report, "timeline", &columns, "went_down_together");
    assert_eq!(down, [["went_down_together", "00:05:00Z", "00:10:00Z", "no"]]);
    let back = cells(&report, "timeline", &["after", "by", "sentence"], "came_back_together");
    assert_eq!(back[0][..2], ["00:25:00Z", "00:30:00Z"]);
    assert!(back[0][2].starts_with("E002: 4 sites came back between"), "{back:?}");
}
