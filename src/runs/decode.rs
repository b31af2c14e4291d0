//! Puts rows of a file of runs together to segments again. Rows that say what cannot be are refused
//! here, so that the fold can trust what it gets.

use crate::clock::Instant;
use crate::model::{CauseId, IntervalRange, Latency, Run, Segment, Status, shown_path};
use crate::runs::RunsError;
use crate::runs::id_map::{RunsIdMap, SegmentName};
use crate::runs::parquet_columns::{self, StoredCell, StoredRow};
use crate::runs::segment_json::{MOST_AT, SegmentJson, gap, status};
use std::collections::BTreeMap;
use std::path::Path;

/// Limit of counts, above the probes, lines or microseconds of any archive: sums of counts below it
/// fit.
const MOST: i64 = 1 << 48;

/// Segment some of whose rows are read.
struct PartialSegment {
    /// Number of the series in the file, from 0.
    series: u32,
    name: SegmentName,
    data: SegmentJson,
    /// Runs read so far, in the order of the file.
    runs: Vec<Run>,
}

/// Reads the segments of a file, and hands them on with the words of the causes met so far. Gives
/// the number of rows.
///
/// # Errors
/// Where the file cannot be read or says what cannot be, or as `take` says.
pub(crate) fn read_segments(
    path: &Path,
    numbers: &mut RunsIdMap<'_>,
    mut take: impl FnMut(Segment, &[String]) -> Result<(), RunsError>,
) -> Result<u64, RunsError> {
    let shown = shown_path(path);
    let mut partial: Option<PartialSegment> = None;
    let mut last: Option<SegmentName> = None;
    let mut finish = |partial: Option<PartialSegment>, numbers: &mut RunsIdMap<'_>| {
        let Some(partial) = partial else { return Ok(()) };
        let name = format!("{}, {}", partial.name.site, partial.name.vantage);
        let segment = partial
            .finish(numbers)
            .map_err(|why| RunsError::broken(&shown, format!("{name}: {why}")))?;
        take(segment, numbers.names.causes())
    };
    let rows = parquet_columns::read(path, |number, row| {
        let broken = |why: &str| RunsError::broken(&shown, format!("run {number}: {why}"));
        let name = SegmentName {
            source: row[parquet_columns::SOURCE].whole(),
            site: row[parquet_columns::SITE].text().to_owned(),
            vantage: row[parquet_columns::VANTAGE].text().to_owned(),
            number: row[parquet_columns::SEGMENT].whole(),
        };
        let data = &row[parquet_columns::DATA];
        if last.as_ref() != Some(&name) {
            finish(partial.take(), numbers)?;
            let series = numbers.series(&name)?;
            let data = serde_json::from_str(data.text());
            let data = data.map_err(|why| broken(&format!("data: {why}")))?;
            let (of, runs) = (name.clone(), Vec::new());
            partial = Some(PartialSegment { series, name: of, data, runs });
            last = Some(name);
        } else if !data.is_missing() {
            return Err(broken("data stands in the first run of a segment alone"));
        }
        if let Some(partial) = &mut partial {
            let run = run(row, numbers).map_err(broken)?;
            if partial.runs.last().is_some_and(|before| before.last >= run.first) {
                return Err(broken("it begins before the run before it ends"));
            }
            partial.runs.push(run);
        }
        Ok(())
    })?;
    finish(partial, numbers)?;
    Ok(rows)
}

impl PartialSegment {
    /// Makes the segment, if its data and its runs fit together.
    fn finish(self, numbers: &mut RunsIdMap<'_>) -> Result<Segment, &'static str> {
        let boundaries = self.data.boundaries(numbers);
        let (head, tail) =
            boundaries.ok_or("data: the first or last moment says what cannot be")?;
        let first = self.runs.first().ok_or("it has no run")?;
        let last = self.runs.last().ok_or("it has no run")?;
        let has_one_probe =
            |run: &Run, at: Instant| run.probes == 1 && run.first == at && run.last == at;
        let last_at = tail.as_ref().map_or(head.at, |tail| tail.at);
        let is_whole = if tail.is_some() { self.runs.len() >= 2 } else { self.runs.len() == 1 };
        if !is_whole || !has_one_probe(first, head.at) || !has_one_probe(last, last_at) {
            return Err("its first and last run are not the first and last moment of its data");
        }
        let mut probes = Some(0u64);
        for run in &self.runs {
            probes = probes.and_then(|probes| probes.checked_add(run.probes));
        }
        let probes = probes.filter(|probes| *probes < MOST as u64);
        if probes.is_none() {
            return Err("its runs have too many probes");
        }
        let intervals = self.data.intervals().ok_or("data: an interval is none")?;
        let changes = self.data.changes().ok_or("data: a change of pace is none")?;
        let inner_end = self.runs.len() - usize::from(tail.is_some());
        let inner = self.runs.get(1..inner_end).unwrap_or_default();
        let known = inner.iter().filter(|run| run.status != Status::Unknown);
        let known: u64 = known.map(|run| run.probes).sum();
        if intervals.count != known.saturating_sub(1) {
            return Err("data: there is not one interval between each two known probes");
        }
        let duplicates = self.data.duplicates;
        let tail_duplicates = tail.as_ref().map_or(0, |tail| tail.duplicates);
        let is_too_large =
            [duplicates, head.duplicates, tail_duplicates].iter().any(|count| *count > MOST as u64);
        if is_too_large {
            return Err("data: a number is too large");
        }
        Ok(Segment {
            series: self.series,
            head,
            tail,
            runs: self.runs,
            intervals,
            changes,
            duplicates,
        })
    }
}

/// Reads the run of a row.
fn run(row: &StoredRow, numbers: &mut RunsIdMap<'_>) -> Result<Run, &'static str> {
    let count = |column: usize| {
        u64::try_from(row[column].whole())
            .ok()
            .filter(|count| *count < MOST as u64)
            .ok_or("a count is too large, or less than 0")
    };
    let moment = |column: usize| match row[column].whole() {
        us if (-MOST_AT..MOST_AT).contains(&us) => Ok(Instant(us)),
        _ => Err("`first` or `last` is no moment"),
    };
    let latency_cells =
        [parquet_columns::LATENCY_SUM, parquet_columns::LATENCY_MIN, parquet_columns::LATENCY_MAX];
    let run = Run {
        status: status(row[parquet_columns::STATUS].text()).ok_or("`status` is no status")?,
        gap: gap(row[parquet_columns::GAP].text()).ok_or("`gap` is no gap")?,
        first: moment(parquet_columns::FIRST)?,
        last: moment(parquet_columns::LAST)?,
        probes: count(parquet_columns::PROBES)?,
        intervals: intervals(&row[parquet_columns::SHORTEST], &row[parquet_columns::LONGEST])?,
        conflicts: count(parquet_columns::CONFLICTS)?,
        causes: causes(row[parquet_columns::CAUSES].text(), numbers)?,
        latency: latency(
            count(parquet_columns::LATENCY_PROBES)?,
            latency_cells.map(|column| &row[column]),
        )?,
        first_row: numbers
            .location(
                row[parquet_columns::FIRST_FILE].whole(),
                row[parquet_columns::FIRST_LINE].whole(),
            )
            .ok_or("`first_file` or `first_line` is no place")?,
        last_row: numbers
            .location(
                row[parquet_columns::LAST_FILE].whole(),
                row[parquet_columns::LAST_LINE].whole(),
            )
            .ok_or("`last_file` or `last_line` is no place")?,
    };
    let counted = run.causes.iter().map(|(_, count)| *count).try_fold(0u64, u64::checked_add);
    if run.first > run.last || (run.probes == 1) != (run.first == run.last) || run.probes == 0 {
        return Err("`first`, `last` and `probes` do not fit together");
    }
    if !intervals_fit(&run) {
        return Err("`shortest_us` and `longest_us` do not fit `first`, `last` and `probes`");
    }
    if run.conflicts > 0 && run.conflicts != run.probes
        || counted != Some(run.probes)
        || run.latency.is_some_and(|latency| latency.probes > run.probes)
    {
        return Err("`causes`, `conflicts` or `latency_probes` do not fit `probes`");
    }
    Ok(run)
}

/// Reads the shortest and the longest interval of a run; `None` where both are missing.
fn intervals(
    shortest: &StoredCell,
    longest: &StoredCell,
) -> Result<Option<IntervalRange>, &'static str> {
    match (shortest.is_missing(), longest.is_missing()) {
        (true, true) => Ok(None),
        (false, false) => {
            let (shortest_us, longest_us) = (shortest.whole(), longest.whole());
            Ok(Some(IntervalRange { shortest_us, longest_us }))
        }
        _ => Err("one of `shortest_us` and `longest_us` is missing"),
    }
}

/// Says whether the intervals of a run can add up to its length; one probe has none.
fn intervals_fit(run: &Run) -> bool {
    let Some(IntervalRange { shortest_us, longest_us }) = run.intervals else {
        return run.probes == 1;
    };
    let many = i128::from(run.probes) - 1;
    let all = i128::from(shortest_us) * many..=i128::from(longest_us) * many;
    many > 0 && shortest_us > 0 && all.contains(&i128::from(run.last.since(run.first)))
}

/// Reads the counts of causes, by their numbers in the reading.
fn causes(text: &str, numbers: &mut RunsIdMap<'_>) -> Result<Vec<(CauseId, u64)>, &'static str> {
    let words: BTreeMap<String, u64> =
        serde_json::from_str(text).map_err(|_| "`causes` is no JSON object of words and counts")?;
    let mut counts: BTreeMap<CauseId, u64> = BTreeMap::new();
    for (word, count) in &words {
        let sum = counts.entry(numbers.cause(word)).or_default();
        *sum = sum
            .checked_add(*count)
            .filter(|_| *count > 0)
            .ok_or("`causes` has a count of 0, or one that is too large")?;
    }
    Ok(counts.into_iter().collect())
}

/// Reads the answer times: their sum, least and greatest; `None` where no probe has one.
fn latency(probes: u64, cells: [&StoredCell; 3]) -> Result<Option<Latency>, &'static str> {
    if probes == 0 {
        let is_empty = cells.iter().all(|cell| cell.is_missing());
        return if is_empty { Ok(None) } else { Err("a latency without a probe that has one") };
    }
    let [sum_us, min_us, max_us] = cells.map(StoredCell::whole);
    let many = i128::from(probes);
    let fits = 0 <= min_us
        && min_us <= max_us
        && (i128::from(min_us) * many..=i128::from(max_us) * many).contains(&i128::from(sum_us));
    if fits && !cells.iter().any(|cell| cell.is_missing()) {
        Ok(Some(Latency { probes, sum_us, min_us, max_us }))
    } else {
        Err("the latencies do not fit together")
    }
}
