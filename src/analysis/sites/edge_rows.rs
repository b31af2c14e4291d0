//! Rows that make the edges of an outage: which probe of which vantage moved each.

use crate::analysis::series::series_view::SeriesView;
use crate::analysis::series::stretch::Stretch;
use crate::clock::{Instant, IntervalSet};
use crate::model::{EdgeRow, Location, Run, Status};

/// Row of an outage without a failed probe; there is none, as certainly down needs failed probes.
const NO_ROW: Location = Location { file: 0, line: 0 };

/// A state that another vantage ends does so one microsecond beside its row.
const BESIDE_US: i64 = 1;

/// Rows with which the runs of a site begin and end, from all its vantages.
#[derive(Clone, Copy)]
pub(super) struct RowsAtEdges<'a> {
    /// Series of the site, from all its vantages.
    pub(super) series: &'a [SeriesView<'a>],
    /// Words of the causes, by their numbers.
    pub(super) causes: &'a [String],
}

impl<'a> RowsAtEdges<'a> {
    /// Finds the rows that make the two edges of the time certainly down: those of the failed
    /// probes at its first and its last moment. A moment at which no probe failed is that at which
    /// another vantage began or ceased to count (M9), and its row makes the edge; where a common
    /// mode does, the first and the last failed probe stand for it.
    pub(super) fn of_down(self, failures: &[Stretch<'_>], down: &IntervalSet) -> [Location; 2] {
        let [first_down, last_down] = ends_of_down(down);
        let failed = || failures.iter().map(|stretch| stretch.run);
        let is_at = |at: Instant, edge: Option<Instant>| edge.is_some_and(|edge| is_at(at, edge));
        let first = failed().filter(|run| is_at(run.first, first_down)).map(|run| run.first_row);
        let last = failed().filter(|run| is_at(run.last, last_down)).map(|run| run.last_row);
        let rows = |edge: Option<Instant>| {
            edge.into_iter().flat_map(move |at| self.at(at)).map(|one| one.row)
        };
        let first = first.min().or_else(|| rows(first_down).min());
        let last = last.max().or_else(|| rows(last_down).max());
        let first_failed = || failed().min_by_key(|run| (run.first, run.first_row));
        let last_failed = || failed().max_by_key(|run| (run.last, run.last_row));
        [
            first.or_else(|| first_failed().map(|run| run.first_row)).unwrap_or(NO_ROW),
            last.or_else(|| last_failed().map(|run| run.last_row)).unwrap_or(NO_ROW),
        ]
    }

    /// Finds the rows at all four edges of an interval that was not certainly up: those at the last
    /// moment up before it and the first after it, and `down_rows` of the time certainly down.
    pub(super) fn edges(
        self,
        [last_up, first_up]: [Option<Instant>; 2],
        down: &IntervalSet,
        down_rows: [Location; 2],
    ) -> [Option<EdgeRow>; 4] {
        let [first_down, last_down] = ends_of_down(down);
        let of_row = |edge: Option<Instant>, row: Location| {
            Some(self.named(&self.at(edge?).find(|one| one.row == row)?))
        };
        let of_up = |edge: Option<Instant>| {
            let is_up = |one: &RowAt<'_>| matches!(one.run.status, Status::Up | Status::Degraded);
            Some(self.named(&self.at(edge?).filter(is_up).min_by_key(|one| one.row)?))
        };
        [
            of_up(last_up),
            of_row(first_down, down_rows[0]),
            of_row(last_down, down_rows[1]),
            of_up(first_up),
        ]
    }

    /// Lists the rows at a moment with which runs of the site begin or end.
    fn at(self, edge: Instant) -> impl Iterator<Item = RowAt<'a>> {
        self.series.iter().flat_map(move |one| {
            let runs = &one.record.runs;
            let from = runs.partition_point(|run| run.last.since(edge) < -BESIDE_US);
            let near = runs.iter().skip(from).take_while(move |run| !is_behind(run.first, edge));
            near.filter_map(move |run| {
                let ends = [(run.first, run.first_row), (run.last, run.last_row)];
                let (at, row) = ends.into_iter().find(|(at, _)| is_at(*at, edge))?;
                Some(RowAt { run, vantage: &one.record.key.vantage, at, row })
            })
        })
    }

    /// Writes down what a row says.
    fn named(self, one: &RowAt<'_>) -> EdgeRow {
        let cause = one.run.causes.first().filter(|_| one.run.status == Status::Down);
        let cause = cause.and_then(|(cause, _)| self.causes.get(usize::from(cause.0)));
        EdgeRow {
            at: one.at,
            vantage: one.vantage.to_owned(),
            status: one.run.status,
            cause: cause.cloned().unwrap_or_default(),
            row: one.row,
        }
    }
}

/// Row at which a run of a site begins or ends.
struct RowAt<'a> {
    run: &'a Run,
    vantage: &'a str,
    at: Instant,
    row: Location,
}

/// Says whether a row makes an edge.
fn is_at(at: Instant, edge: Instant) -> bool {
    at.since(edge).abs() <= BESIDE_US
}

/// Says whether a row is later than that of an edge.
fn is_behind(at: Instant, edge: Instant) -> bool {
    at.since(edge) > BESIDE_US
}

/// Returns the first and the last moment certainly down.
fn ends_of_down(down: &IntervalSet) -> [Option<Instant>; 2] {
    [down.spans().first().map(|span| span.from()), down.spans().last().map(|span| span.last())]
}
