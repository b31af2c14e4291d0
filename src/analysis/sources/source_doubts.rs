//! Logs that contradict the way in which they are read: a column that was named for another.

use super::{places_in_turn, places_of_other_pace, times_far_off, turn_about};
use crate::model::{
    Cadence, Incident, Input, InputRole, Outage, PartOfRows, ProbeSource, Record, RowChanges, Run,
    SeriesRecord, SiteReport, SourceDoubt, SourceDoubtKind, Status,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Probes or rows that show something, at least.
const FEW: u64 = 10;
/// Percentage of the known probes that failed, from which numbers as their causes are a doubt.
const NEARLY_ALL_PERCENT: u64 = 90;

/// Probes whose rows disagree, from which they are a doubt.
const FEW_DISAGREEING: u64 = 2;

/// Finds the doubts about all sources, in their order, then about their paces, then about all
/// files, in the order of reading; `sites` and `outages` are those of the report.
pub(in crate::analysis) fn source_doubts(
    incident: &Incident,
    record: &Record,
    inputs: &[Input],
    (sites, outages): (&[SiteReport], &[Outage]),
) -> Vec<SourceDoubt> {
    let own = |number| record.series.iter().filter(move |series| series.key.source == number);
    let of_source = |(number, source): (usize, &ProbeSource)| {
        // A list of outages alone has no other row.
        let is_poll = matches!(source.cadence, Cadence::Poll);
        let failed = is_poll.then(|| FailedProbes::of(own(number), &record.causes).doubt());
        let disagree = is_poll.then(|| rows_disagree(own(number)));
        let repeated = is_poll.then(|| rows_repeated(own(number)));
        let many = disagree.flatten().or(repeated.flatten());
        let changes = is_poll.then(|| seems_on_change(own(number))).flatten();
        let in_turn = is_poll.then(|| places_in_turn::doubt(own(number), sites, outages));
        let far_off = times_far_off::doubt(number, incident, &record.series);
        let turns = is_poll.then(|| turn_about::doubt(own(number))).flatten();
        let kinds = [failed.flatten(), many, changes, in_turn.flatten(), far_off, turns];
        let kinds = kinds.into_iter().flatten();
        kinds.map(|kind| SourceDoubt { whose: source.name.clone(), kind }).collect::<Vec<_>>()
    };
    let of_sources = incident.sources.iter().enumerate().flat_map(of_source);
    let of_paces = places_of_other_pace::doubt(&record.series, outages).into_iter();
    let of_paces = of_paces.filter_map(|(source, kind)| {
        Some(SourceDoubt { whose: incident.sources.get(source)?.name.clone(), kind })
    });
    of_sources.chain(of_paces).chain(inputs.iter().flat_map(of_input)).collect()
}

/// Finds the doubt about a source whose rows have another outcome than the one before.
fn seems_on_change<'r>(all: impl Iterator<Item = &'r SeriesRecord>) -> Option<SourceDoubtKind> {
    let changes = RowChanges::of_series(all);
    let RowChanges { changed, compared } = changes;
    changes.suggest_changes().then_some(SourceDoubtKind::SeemsOnChange { changed, compared })
}

/// Finds the doubt about a source at whose moments rows disagree: at half of them, or at no fewer
/// than failed.
fn rows_disagree<'r>(all: impl Iterator<Item = &'r SeriesRecord>) -> Option<SourceDoubtKind> {
    let (mut disagreeing, mut probes, mut failed) = (0, 0, 0);
    for series in all {
        disagreeing += series.conflicts;
        probes += series.probes;
        let down = series.runs.iter().filter(|run| run.status == Status::Down);
        failed += down.map(|run| run.probes).sum::<u64>();
    }
    // A second kind of check may begin late, and hide the failures from then on alone.
    let hides_failures = disagreeing >= FEW && disagreeing >= failed;
    let is_half = disagreeing >= FEW_DISAGREEING && disagreeing * 2 >= probes;
    let is_doubt = is_half || hides_failures;
    is_doubt.then_some(SourceDoubtKind::RowsDisagree { disagreeing, probes })
}

/// Finds the doubt about a source with more rows that repeat another of their moment than probes.
fn rows_repeated<'r>(all: impl Iterator<Item = &'r SeriesRecord>) -> Option<SourceDoubtKind> {
    let (mut rows, mut probes) = (0, 0);
    for series in all {
        rows += series.duplicates;
        probes += series.probes;
    }
    let is_doubt = probes >= FEW && rows > probes;
    is_doubt.then_some(SourceDoubtKind::RowsRepeated { rows, probes })
}

/// Known and failed probes of a source, with the causes of these that are numbers.
#[derive(Debug, Default)]
struct FailedProbes<'r> {
    known: u64,
    failed: u64,
    /// Series with a known probe.
    series: u64,
    /// Series whose first and last known probes failed.
    edged: u64,
    /// Counts of the failed probes with a number as their cause, by cause.
    numbers: BTreeMap<&'r str, u64>,
}

impl<'r> FailedProbes<'r> {
    /// Counts the failed probes of some series, by what they failed with.
    fn of(all: impl Iterator<Item = &'r SeriesRecord>, causes: &'r [String]) -> FailedProbes<'r> {
        let mut probes = FailedProbes::default();
        let is_down = |run: &Run| run.status == Status::Down;
        for series in all {
            let known = || series.runs.iter().filter(|run| run.status != Status::Unknown);
            let (first, last) = (known().next(), known().next_back());
            probes.series += u64::from(first.is_some());
            probes.edged += u64::from(first.is_some_and(is_down) && last.is_some_and(is_down));
            for run in known() {
                probes.known += run.probes;
                if run.status != Status::Down {
                    continue;
                }
                probes.failed += run.probes;
                for (cause, rows) in &run.causes {
                    let name = causes.get(usize::from(cause.0)).map_or("", String::as_str);
                    if is_number_but_no_code(name) {
                        *probes.numbers.entry(name).or_default() += rows;
                    }
                }
            }
        }
        probes
    }

    /// Doubts a log of which nearly all probes failed; `None` where it is likely read right.
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
        if self.failed == self.known {
            return Some(SourceDoubtKind::AllFailed { probes: self.failed });
        }
        // One outage that is nearly all of a log has an end or a beginning in it.
        let is_turned = self.edged * 2 > self.series;
        let (failed, known) = (self.failed, self.known);
        is_turned.then_some(SourceDoubtKind::NearlyAllFailed { failed, known })
    }
}

/// Finds the doubts about one file of probes.
fn of_input(input: &Input) -> impl Iterator<Item = SourceDoubt> {
    let all = input.rows.saturating_sub(input.refused);
    let is_log = input.role == InputRole::Probes;
    let is_most = |part: u64| all >= FEW && part * 2 > all;
    let most = |part: u64| (is_log && is_most(part)).then_some(PartOfRows { part, all });
    let outcomes = most(input.unreadable_outcomes).map(SourceDoubtKind::OutcomesUnreadable);
    let cells = input.unreadable_cells;
    // Each row of a file, few as they are, contradicts the header.
    let is_each = is_log && all > 0 && cells >= all;
    let cells = most(cells).or_else(|| is_each.then_some(PartOfRows { part: cells, all }));
    let cells = cells.map(SourceDoubtKind::CellsUnreadable);
    let is_lost = is_log && input.refused > 0 && input.refused * 2 >= input.rows;
    let refused = PartOfRows { part: input.refused, all: input.rows };
    let refused = is_lost.then_some(SourceDoubtKind::RowsRefused(refused));
    let whose = input.path.clone();
    let doubt = move |kind| SourceDoubt { whose: whose.clone(), kind };
    [refused, outcomes, cells].into_iter().flatten().map(doubt)
}

/// Says whether a cause is a number, and none that can be a status code.
fn is_number_but_no_code(cause: &str) -> bool {
    let is_code = cause.len() == 3 && ("100"..="599").contains(&cause);
    !is_code && cause.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SeriesKey;

    /// A log with rows of which some were refused.
    fn file(rows: u64, refused: u64) -> Input {
        Input { rows, refused, ..Input::new("log.csv".to_owned(), InputRole::Probes) }
    }

    fn probes(known: u64, failed: u64, numbers: &[(&'static str, u64)]) -> FailedProbes<'static> {
        let numbers = numbers.iter().copied().collect();
        FailedProbes { known, failed, numbers, ..FailedProbes::default() }
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
    fn nearly_all_failed_from_the_first_to_the_last_is_a_doubt() {
        let of = |edged| FailedProbes { series: 3, edged, ..probes(100, 95, &[]) };
        let doubt = SourceDoubtKind::NearlyAllFailed { failed: 95, known: 100 };
        assert_eq!(of(2).doubt(), Some(doubt));
        assert_eq!(of(1).doubt(), None, "an outage that begins or ends in the log");
        assert_eq!(FailedProbes { failed: 89, ..of(3) }.doubt(), None);
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
            unreadable_outcomes: outcomes,
            unreadable_cells: cells,
            ..file(22, 2)
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

    #[test]
    fn half_of_the_rows_of_a_file_refused_is_a_doubt() {
        let doubts = |input: &Input| of_input(input).map(|doubt| doubt.kind).collect::<Vec<_>>();
        let refused = |part, all| [SourceDoubtKind::RowsRefused(PartOfRows { part, all })];
        assert_eq!(doubts(&file(30, 14)), []);
        assert_eq!(doubts(&file(30, 15)), refused(15, 30));
        assert_eq!(doubts(&file(30, 16)), refused(16, 30));
        assert_eq!(doubts(&file(10, 10)), refused(10, 10));
        // Of a few rows each counts.
        assert_eq!(doubts(&file(9, 4)), []);
        assert_eq!(doubts(&file(9, 5)), refused(5, 9));
        assert_eq!(doubts(&file(1, 1)), refused(1, 1));
        assert_eq!(doubts(&file(0, 0)), []);
        assert_eq!(doubts(&Input { role: InputRole::Claims, ..file(30, 30) }), []);
    }

    #[test]
    fn each_of_a_few_rows_at_odds_with_the_header_is_a_doubt() {
        let doubts = |rows, cells| {
            let input = Input { unreadable_cells: cells, ..file(rows, 0) };
            of_input(&input).map(|doubt| doubt.kind).collect::<Vec<_>>()
        };
        let each = |all| [SourceDoubtKind::CellsUnreadable(PartOfRows { part: all, all })];
        assert_eq!(doubts(4, 3), []);
        assert_eq!(doubts(4, 4), each(4));
        assert_eq!(doubts(1, 1), each(1));
        assert_eq!(doubts(0, 0), []);
    }

    /// A series without runs, with these counts.
    fn series(probes: u64, duplicates: u64, conflicts: u64) -> SeriesRecord {
        SeriesRecord {
            key: SeriesKey { site: String::new(), vantage: String::new(), source: 0 },
            runs: Vec::new(),
            pace_us: None,
            pace_changes: Vec::new(),
            probes,
            duplicates,
            conflicts,
        }
    }

    #[test]
    fn rows_that_disagree_at_half_of_the_moments_are_a_doubt() {
        let doubt = |conflicts, probes| {
            let series = series(probes, 0, conflicts);
            rows_disagree([series].iter())
        };
        let repeated = |rows, probes| {
            let series = series(probes, rows, 0);
            rows_repeated([series].iter())
        };
        // A second copy of a log has one for each probe.
        assert_eq!([repeated(20, 20), repeated(10, 9)], [None, None]);
        let many = SourceDoubtKind::RowsRepeated { rows: 21, probes: 20 };
        assert_eq!(repeated(21, 20), Some(many));
        let disagree =
            |disagreeing, probes| Some(SourceDoubtKind::RowsDisagree { disagreeing, probes });
        assert_eq!(doubt(9, 20), None);
        assert_eq!(doubt(10, 20), disagree(10, 20));
        assert_eq!(doubt(11, 20), disagree(11, 20));
        assert_eq!(doubt(1, 2), None, "one is chance");
        assert_eq!(doubt(2, 2), disagree(2, 2));
        assert_eq!(doubt(9, 1_000), None);
        assert_eq!(doubt(10, 1_000), disagree(10, 1_000), "more than failed");
    }
}
