//! Which logs contradict the way in which they are read: a column that was named for another.

use crate::model::{
    Cadence, Incident, Input, InputRole, PartOfRows, ProbeSource, Record, SeriesRecord,
    SourceDoubt, SourceDoubtKind, Status,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Probes or rows that show something, at least.
const FEW: u64 = 10;
/// Percentage of the known probes that failed, from which numbers as their causes are a doubt.
const NEARLY_ALL_PERCENT: u64 = 90;

/// Finds the doubts about all sources, in their order, then about all files, in the order of
/// reading.
pub(super) fn source_doubts(
    incident: &Incident,
    record: &Record,
    inputs: &[Input],
) -> Vec<SourceDoubt> {
    let of_source = |(number, source): (usize, &ProbeSource)| {
        // A list of outages alone has no other row.
        if !matches!(source.cadence, Cadence::Poll) {
            return None;
        }
        let of = record.series.iter().filter(|series| series.key.source == number);
        let kind = FailedProbes::of(of, &record.causes).doubt()?;
        Some(SourceDoubt { whose: source.name.clone(), kind })
    };
    let of_sources = incident.sources.iter().enumerate().filter_map(of_source);
    of_sources.chain(inputs.iter().flat_map(of_input)).collect()
}

/// Known and failed probes of a source, with the causes of these that are numbers.
#[derive(Debug, Default)]
struct FailedProbes<'r> {
    known: u64,
    failed: u64,
    /// Counts of the failed probes with a number as their cause, by cause.
    numbers: BTreeMap<&'r str, u64>,
}

impl<'r> FailedProbes<'r> {
    fn of(all: impl Iterator<Item = &'r SeriesRecord>, causes: &'r [String]) -> FailedProbes<'r> {
        let mut found = FailedProbes::default();
        let runs = all.flat_map(|series| &series.runs);
        for run in runs.filter(|run| run.status != Status::Unknown) {
            found.known += run.probes;
            if run.status != Status::Down {
                continue;
            }
            found.failed += run.probes;
            for (cause, rows) in &run.causes {
                let name = causes.get(usize::from(cause.0)).map_or("", String::as_str);
                if is_number_but_no_code(name) {
                    *found.numbers.entry(name).or_default() += rows;
                }
            }
        }
        found
    }

    fn doubt(&self) -> Option<SourceDoubtKind> {
        if self.known < FEW || self.failed * 100 < self.known * NEARLY_ALL_PERCENT {
            return None;
        }
        let numbers: u64 = self.numbers.values().sum();
        let most = self.numbers.iter().max_by_key(|(name, rows)| (**rows, Reverse(**name)));
        if let Some((example, _)) = most.filter(|_| numbers * 2 > self.failed) {
            let example = (*example).to_owned();
            return Some(SourceDoubtKind::NumbersAsErrors { numbers, known: self.known, example });
        }
        (self.failed == self.known).then_some(SourceDoubtKind::AllFailed { probes: self.failed })
    }
}

/// Finds the doubts about one file of probes.
fn of_input(input: &Input) -> impl Iterator<Item = SourceDoubt> {
    let all = input.rows.saturating_sub(input.refused);
    let is_log = input.role == InputRole::Probes && all >= FEW;
    let most = |part: u64| (is_log && part * 2 > all).then_some(PartOfRows { part, all });
    let outcomes = most(input.unreadable_outcomes).map(SourceDoubtKind::OutcomesUnreadable);
    let cells = most(input.unreadable_cells).map(SourceDoubtKind::CellsUnreadable);
    let whose = input.path.clone();
    let doubt = move |kind| SourceDoubt { whose: whose.clone(), kind };
    [outcomes, cells].into_iter().flatten().map(doubt)
}

/// Says whether a cause is a number, and none that can be a status code.
fn is_number_but_no_code(cause: &str) -> bool {
    let is_code = cause.len() == 3 && ("100"..="599").contains(&cause);
    !is_code && cause.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probes(known: u64, failed: u64, numbers: &[(&'static str, u64)]) -> FailedProbes<'static> {
        FailedProbes { known, failed, numbers: numbers.iter().copied().collect() }
    }

    #[test]
    fn nearly_all_failed_by_numbers_or_all_of_them_is_a_doubt() {
        let numbers = |known, example: &str| SourceDoubtKind::NumbersAsErrors {
            numbers: 6,
            known,
            example: example.to_owned(),
        };
        let two = [("12.3", 5), ("9", 1)];
        assert_eq!(probes(10, 10, &two).doubt(), Some(numbers(10, "12.3")));
        assert_eq!(probes(11, 10, &two).doubt(), Some(numbers(11, "12.3")));
        assert_eq!(probes(12, 10, &two).doubt(), None, "83 % failed");
        assert_eq!(probes(9, 9, &two).doubt(), None, "too few to tell");
        let half = [("12.3", 5)];
        let all = Some(SourceDoubtKind::AllFailed { probes: 10 });
        assert_eq!(probes(10, 10, &half).doubt(), all);
        assert_eq!(probes(10, 9, &[("12.3", 4)]).doubt(), None);
    }

    #[test]
    fn codes_and_words_are_no_numbers() {
        for (cause, is_number) in [
            ("503", false),
            ("12.3", true),
            ("35", true),
            ("600", true),
            ("timeout", false),
            ("inf", false),
            ("", false),
        ] {
            assert_eq!(is_number_but_no_code(cause), is_number, "{cause}");
        }
    }

    #[test]
    fn more_than_half_of_the_rows_of_a_file_is_most() {
        let input = |outcomes, cells| Input {
            path: "log.csv".to_owned(),
            role: InputRole::Probes,
            sha256: String::new(),
            bytes: 0,
            rows: 22,
            refused: 2,
            unreadable_outcomes: outcomes,
            unreadable_cells: cells,
            outside: 0,
            settled_by_order: 0,
        };
        let doubts = |outcomes, cells| {
            of_input(&input(outcomes, cells)).map(|doubt| doubt.kind).collect::<Vec<_>>()
        };
        let part = |part| PartOfRows { part, all: 20 };
        assert_eq!(doubts(10, 10), []);
        assert_eq!(doubts(11, 0), [SourceDoubtKind::OutcomesUnreadable(part(11))]);
        assert_eq!(doubts(0, 11), [SourceDoubtKind::CellsUnreadable(part(11))]);
        let other = Input { role: InputRole::Claims, ..input(20, 20) };
        assert_eq!(of_input(&other).count(), 0);
    }
}
