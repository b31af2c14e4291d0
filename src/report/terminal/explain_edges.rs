//! Rows that make the edges of an outage, and those at which each vantage changed.

use crate::clock::{Instant, short_utc};
use crate::model::{Outage, SourceLine, Status};
use serde::Serialize;
use std::collections::BTreeMap;

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
    /// Returns the words before such a row of a lone vantage.
    pub(super) fn words(self) -> &'static str {
        match self {
            RowEdge::LastUp => "last up before the first failed",
            RowEdge::FirstFailed => "first failed",
            RowEdge::LastFailed => "last failed",
            RowEdge::FirstUpAgain => "first up after the last failed",
        }
    }

    /// Returns the words before such a row where several vantages have a voice (M9).
    pub(super) fn words_of_quorum(self) -> &'static str {
        match self {
            RowEdge::LastUp => "last moment up by a quorum",
            RowEdge::FirstFailed => "first moment down by a quorum",
            RowEdge::LastFailed => "last moment down by a quorum",
            RowEdge::FirstUpAgain => "first moment up again by a quorum",
        }
    }

    /// Says whether a status is that of the state on its side of the edge.
    fn takes(self, status: Status) -> bool {
        match self {
            RowEdge::LastUp | RowEdge::FirstUpAgain => is_up(status),
            RowEdge::FirstFailed | RowEdge::LastFailed => status == Status::Down,
        }
    }
}

/// Says whether a status is up: a slow answer is an answer.
fn is_up(status: Status) -> bool {
    matches!(status, Status::Up | Status::Degraded)
}

/// Longest time between an edge and the row that makes it, in microseconds: a state that ends with
/// a row ends one microsecond behind it.
const BESIDE_EDGE_US: i64 = 1;

/// Lists the moments of the rows that make the brackets of an outage, in order of time: without
/// what clocks and stamps leave open, by which the brackets are wider (M2, M4).
pub(super) fn edge_moments(outage: &Outage) -> Vec<(RowEdge, Instant)> {
    let (first, last) = (outage.first_down(), outage.last_down());
    let earlier_us = outage.recovery.after.map_or(0, |after| last.since(after));
    let later_us = outage.onset.by.map_or(0, |by| by.since(first));
    let up_before = outage.onset.after.map(|after| after.plus(earlier_us));
    let up_after = outage.recovery.by.map(|by| by.plus(-later_us));
    let moments = [
        (RowEdge::LastUp, up_before),
        (RowEdge::FirstFailed, Some(first)),
        // A single failed probe is the first.
        (RowEdge::LastFailed, Some(last).filter(|last| *last != first)),
        (RowEdge::FirstUpAgain, up_after),
    ];
    moments.into_iter().filter_map(|(edge, at)| Some((edge, at?))).collect()
}

/// Edge with the rows that make it.
pub(super) struct EdgeRows {
    pub(super) edge: RowEdge,
    pub(super) at: Instant,
    /// Places of the rows; empty where no row of the site stands there, as where a common mode
    /// begins.
    pub(super) rows: Vec<usize>,
}

impl EdgeRows {
    /// Says that no row stands at the edge.
    pub(super) fn without_row(&self) -> String {
        format!(
            "at {}, where no row of the site stands: what counts for it changes there\n",
            short_utc(self.at)
        )
    }
}

/// Finds the rows that make each edge of an outage, among rows of its site in order of time: those
/// of the edge's moment with the state of its side, else all of that moment.
pub(super) fn edges(outage: &Outage, lines: &[SourceLine]) -> Vec<EdgeRows> {
    let found = |(edge, at): (RowEdge, Instant)| {
        let from = lines.partition_point(|line| line.at < at.plus(-BESIDE_EDGE_US));
        let until = lines.partition_point(|line| line.at <= at.plus(BESIDE_EDGE_US));
        let fitting: Vec<usize> =
            (from..until).filter(|row| edge.takes(lines[*row].status)).collect();
        let rows = if fitting.is_empty() { (from..until).collect() } else { fitting };
        EdgeRows { edge, at, rows }
    };
    edge_moments(outage).into_iter().map(found).collect()
}

/// Rows of one vantage around an outage.
pub(super) struct VantageEdges<'l> {
    pub(super) vantage: &'l str,
    /// Rows at which it changed; empty where it saw no failure.
    pub(super) rows: Vec<(RowEdge, &'l SourceLine)>,
    /// Number of all rows in the time of the outage.
    pub(super) count: usize,
}

/// Groups rows by their vantage, in their order.
pub(super) fn by_vantage(lines: &[SourceLine]) -> BTreeMap<&str, Vec<&SourceLine>> {
    let mut by_vantage: BTreeMap<&str, Vec<&SourceLine>> = BTreeMap::new();
    for line in lines {
        by_vantage.entry(&line.vantage).or_default().push(line);
    }
    by_vantage
}

/// Lists for each vantage the last row up before its failures in an outage, the first and the last
/// failed one, and the first one up again. `lines` are those of the site, in order of time, and
/// reach beyond the outage.
pub(super) fn edges_by_vantage<'l>(
    outage: &Outage,
    lines: &'l [SourceLine],
) -> Vec<VantageEdges<'l>> {
    let moments = edge_moments(outage);
    let (Some((_, from)), Some((_, until))) = (moments.first(), moments.last()) else {
        return Vec::new();
    };
    let vantages = by_vantage(lines);
    let of_vantage = |(vantage, rows): (&'l str, Vec<&'l SourceLine>)| {
        let is_inside = |row: &&&SourceLine| *from <= row.at && row.at <= *until;
        let count = rows.iter().filter(is_inside).count();
        VantageEdges { vantage, rows: own_edges(&rows, *from, *until), count }
    };
    vantages.into_iter().map(of_vantage).collect()
}

/// Lists the rows at which one vantage changed around its failures in a time.
fn own_edges<'l>(
    rows: &[&'l SourceLine],
    from: Instant,
    until: Instant,
) -> Vec<(RowEdge, &'l SourceLine)> {
    let is_down = |row: &&SourceLine| row.status == Status::Down;
    let is_up = |row: &&SourceLine| is_up(row.status);
    let failed_inside = |row: &&SourceLine| is_down(row) && from <= row.at && row.at <= until;
    let (Some(first), Some(last)) =
        (rows.iter().position(failed_inside), rows.iter().rposition(failed_inside))
    else {
        return Vec::new();
    };
    let before = rows[..first].iter().rposition(is_up);
    let after = rows[last..].iter().position(is_up).map(|at| last + at);
    // It may have failed before a quorum did, and for longer.
    let begin = before.map_or(0, |before| before + 1);
    let first = rows[begin..].iter().position(is_down).map(|at| begin + at);
    let last = rows[..after.unwrap_or(rows.len())].iter().rposition(is_down);
    let last = last.filter(|last| Some(*last) != first);
    let found = [
        (RowEdge::LastUp, before),
        (RowEdge::FirstFailed, first),
        (RowEdge::LastFailed, last),
        (RowEdge::FirstUpAgain, after),
    ];
    found.into_iter().filter_map(|(edge, row)| Some((edge, rows[row?]))).collect()
}
