//! Rows of a file of runs, put together to pieces again. What cannot be is refused here, so that
//! the fold can trust what it gets.

use crate::clock::Instant;
use crate::model::{CauseId, Latency, Run, Segment};
use crate::runs::RunsError;
use crate::runs::parquet_columns as cells;
use crate::runs::parquet_columns::{Cell, Cells};
use crate::runs::renumber::Renumbering;
use crate::runs::segment_json::{Data, status};
use std::collections::BTreeMap;
use std::path::Path;

/// More probes, lines or microseconds than any archive has: below it, sums fit.
const MOST: i64 = 1 << 48;
/// The earliest and latest moment that a run can have, in microseconds: some hundred thousand
/// years.
const MOST_AT: i64 = i64::MAX / 4;

/// The series of a piece, as the file names it: source from 1, site, vantage, number of the piece.
pub(crate) type Name = (i64, String, String, i64);

/// A piece under way.
struct Growing {
    series: u32,
    name: Name,
    data: Data,
    runs: Vec<Run>,
}

/// Reads the pieces of a file, and hands them on with the words of the causes met so far. Gives the
/// number of rows.
pub(crate) fn read(
    path: &Path,
    numbers: &mut Renumbering<'_>,
    mut take: impl FnMut(Segment, &[String]) -> Result<(), RunsError>,
) -> Result<u64, RunsError> {
    let shown = path.display().to_string();
    let mut growing: Option<Growing> = None;
    let mut last: Option<Name> = None;
    let mut done = |growing: Option<Growing>, numbers: &mut Renumbering<'_>| {
        let Some(growing) = growing else { return Ok(()) };
        let name = format!("{}, {}", growing.name.1, growing.name.2);
        let segment = growing
            .finish(numbers)
            .map_err(|why| RunsError::broken(&shown, format!("{name}: {why}")))?;
        take(segment, numbers.names.causes())
    };
    let rows = cells::read(path, |number, row| {
        let broken = |why: &str| RunsError::broken(&shown, format!("run {number}: {why}"));
        let name: Name =
            (row[0].whole(), row[1].text().to_owned(), row[2].text().to_owned(), row[3].whole());
        if last.as_ref() != Some(&name) {
            done(growing.take(), numbers)?;
            if let Some(series) = numbers.series(&name)? {
                let data = serde_json::from_str(row[18].text())
                    .map_err(|why| broken(&format!("data: {why}")))?;
                growing = Some(Growing { series, name: name.clone(), data, runs: Vec::new() });
            }
            last = Some(name);
        } else if !row[18].is_missing() {
            return Err(broken("data stands in the first run of a piece alone"));
        }
        if let Some(growing) = &mut growing {
            let run = run(row, numbers).map_err(broken)?;
            if growing.runs.last().is_some_and(|before| before.last >= run.first) {
                return Err(broken("it begins before the run before it ends"));
            }
            growing.runs.push(run);
        }
        Ok(())
    })?;
    done(growing, numbers)?;
    Ok(rows)
}

impl Growing {
    fn finish(self, numbers: &mut Renumbering<'_>) -> Result<Segment, &'static str> {
        let (head, tail) =
            self.data.edges(numbers).ok_or("data: the first or last moment says what cannot be")?;
        let (first, last) =
            (self.runs.first().ok_or("it has no run")?, self.runs.last().ok_or("it has no run")?);
        let lone = |run: &Run, at: Instant| run.probes == 1 && run.first == at && run.last == at;
        let edges = if tail.is_some() { 2 } else { 1 };
        let whole = self.runs.len() >= edges && (tail.is_some() || self.runs.len() == 1);
        if !whole
            || !lone(first, head.at)
            || !lone(last, tail.as_ref().map_or(head.at, |tail| tail.at))
        {
            return Err("its first and last run are not the first and last moment of its data");
        }
        let probes = self
            .runs
            .iter()
            .map(|run| run.probes)
            .try_fold(0u64, u64::checked_add)
            .filter(|probes| *probes < MOST as u64);
        let counts = self
            .data
            .intervals
            .iter()
            .map(|(us, count)| Some(*count).filter(|count| *count > 0 && *us > 0));
        let counted =
            counts.sum::<Option<u64>>().ok_or("data: an interval is no length, or has no count")?;
        if probes != counted.checked_add(1) {
            return Err("data: there is not one interval between each two probes");
        }
        let most = [
            self.data.duplicates,
            head.duplicates,
            tail.as_ref().map_or(0, |tail| tail.duplicates),
        ];
        if !(0..MOST_AT).contains(&self.data.longest_inside_us)
            || most.into_iter().any(|count| count > MOST as u64)
        {
            return Err("data: a number is too large, or less than 0");
        }
        let Data { intervals, longest_inside_us, duplicates, .. } = self.data;
        Ok(Segment {
            series: self.series,
            head,
            tail,
            runs: self.runs,
            intervals,
            longest_inside_us,
            duplicates,
        })
    }
}

/// The run of a row.
fn run(row: &Cells, numbers: &mut Renumbering<'_>) -> Result<Run, &'static str> {
    let count = |at: usize| {
        u64::try_from(row[at].whole())
            .ok()
            .filter(|count| *count < MOST as u64)
            .ok_or("a count is too large, or less than 0")
    };
    let at = |at: usize| {
        Some(Instant(row[at].whole()))
            .filter(|at| (-MOST_AT..MOST_AT).contains(&at.0))
            .ok_or("`first` or `last` is no moment")
    };
    let run = Run {
        status: status(row[4].text()).ok_or("`class` is no class")?,
        first: at(5)?,
        last: at(6)?,
        probes: count(7)?,
        conflicts: count(8)?,
        causes: causes(row[9].text(), numbers)?,
        latency: latency(count(10)?, &row[11..14])?,
        first_row: numbers
            .location(row[14].whole(), row[15].whole())
            .ok_or("`first_file` or `first_line` is no place")?,
        last_row: numbers
            .location(row[16].whole(), row[17].whole())
            .ok_or("`last_file` or `last_line` is no place")?,
    };
    let counted = run.causes.iter().map(|(_, count)| *count).try_fold(0u64, u64::checked_add);
    if run.first > run.last || (run.probes == 1) != (run.first == run.last) || run.probes == 0 {
        return Err("`first`, `last` and `probes` do not fit together");
    }
    if run.conflicts > run.probes
        || counted != Some(run.probes)
        || run.latency.is_some_and(|latency| latency.probes > run.probes)
    {
        return Err("`causes`, `conflicts` or `latency_probes` do not fit `probes`");
    }
    Ok(run)
}

fn causes(text: &str, numbers: &mut Renumbering<'_>) -> Result<Vec<(CauseId, u64)>, &'static str> {
    let words: BTreeMap<String, u64> =
        serde_json::from_str(text).map_err(|_| "`causes` is no JSON object of words and counts")?;
    let mut counts: BTreeMap<CauseId, u64> = BTreeMap::new();
    for (word, count) in &words {
        let sum = counts.entry(numbers.cause(word)).or_default();
        *sum = sum
            .checked_add(*count)
            .filter(|_| *count > 0)
            .ok_or("`causes` has a count that is none")?;
    }
    Ok(counts.into_iter().collect())
}

fn latency(probes: u64, cells: &[Cell]) -> Result<Option<Latency>, &'static str> {
    if probes == 0 {
        return if cells.iter().all(Cell::is_missing) {
            Ok(None)
        } else {
            Err("a latency without a probe that has one")
        };
    }
    let [sum_us, min_us, max_us] = [0, 1, 2].map(|at| cells.get(at).map_or(0, Cell::whole));
    let many = i128::from(probes);
    let fits = 0 <= min_us
        && min_us <= max_us
        && (i128::from(min_us) * many..=i128::from(max_us) * many).contains(&i128::from(sum_us));
    if fits && !cells.iter().any(Cell::is_missing) {
        Ok(Some(Latency { probes, sum_us, min_us, max_us }))
    } else {
        Err("the latencies do not fit together")
    }
}
