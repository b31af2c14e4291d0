//! Causes of the failed probes of an outage, counted as far as they are known.

use crate::analysis::series::stretch::Stretch;
use crate::model::{CauseCount, CauseId};
use std::collections::BTreeMap;

/// Counts the causes of failed probes, the most frequent first. `names` are the words of the
/// causes, by number.
pub(in crate::analysis) fn cause_counts(
    stretches: &[Stretch<'_>],
    names: &[String],
) -> Vec<CauseCount> {
    let parts = stretches.iter().map(|stretch| (stretch.run.causes.as_slice(), stretch.probes));
    count(parts, names)
}

/// Counts causes of runs, each given with the number of probes that it stands for: fewer than its
/// rows where some are set aside (M15), more where a row of a log of changes stands for its probes
/// (M12). With several causes nobody can say whose the missing ones are: the count is a range.
fn count<'a>(
    runs: impl Iterator<Item = (&'a [(CauseId, u64)], u64)>,
    names: &[String],
) -> Vec<CauseCount> {
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (causes, probes) in runs {
        let rows_of_all: u64 = causes.iter().map(|(_, rows)| *rows).sum();
        let missing = rows_of_all.saturating_sub(probes);
        let added = probes.saturating_sub(rows_of_all);
        for (cause, rows) in causes {
            let (least, most) = match causes {
                [_] => (probes, probes),
                _ => (rows.saturating_sub(missing), (*rows + added).min(probes)),
            };
            let name = names.get(usize::from(cause.0)).map_or("", String::as_str);
            let count = counts.entry(name).or_default();
            *count = (count.0 + least, count.1 + most);
        }
    }
    let mut counts: Vec<CauseCount> = counts
        .into_iter()
        .filter(|(_, (_, most))| *most > 0)
        .map(|(cause, (least, most))| CauseCount { cause: cause.to_owned(), least, most })
        .collect();
    counts.sort_by(|a, b| b.most.cmp(&a.most).then_with(|| a.cause.cmp(&b.cause)));
    counts
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::model::{CauseCount, CauseId};

    fn counts(runs: &[(&[(CauseId, u64)], u64)]) -> Vec<CauseCount> {
        let names = ["503".to_owned(), "connect".to_owned()];
        count(runs.iter().copied(), &names)
    }

    fn range(cause: &str, least: u64, most: u64) -> CauseCount {
        CauseCount { cause: cause.to_owned(), least, most }
    }

    #[test]
    fn whole_runs_are_counted_exactly() {
        let runs: [(&[_], u64); 2] =
            [(&[(CauseId(0), 4), (CauseId(1), 1)], 5), (&[(CauseId(1), 6)], 6)];
        assert_eq!(counts(&runs), [CauseCount::exact("connect", 7), CauseCount::exact("503", 4)]);
    }

    /// Of 100 rows 17 are set aside: all 16 of `connect` may be among them.
    #[test]
    fn a_run_that_is_set_aside_in_part_has_ranges() {
        let runs: [(&[_], u64); 1] = [(&[(CauseId(0), 84), (CauseId(1), 16)], 83)];
        assert_eq!(counts(&runs), [range("503", 67, 83), range("connect", 0, 16)]);
    }

    #[test]
    fn with_one_cause_every_probe_has_it() {
        let runs: [(&[_], u64); 2] = [(&[(CauseId(0), 20)], 3), (&[(CauseId(0), 1)], 24)];
        assert_eq!(counts(&runs), [CauseCount::exact("503", 27)]);
    }

    #[test]
    fn a_cause_whose_probes_are_all_set_aside_is_not_listed() {
        let runs: [(&[_], u64); 2] = [(&[(CauseId(0), 3)], 0), (&[(CauseId(1), 1)], 1)];
        assert_eq!(counts(&runs), [CauseCount::exact("connect", 1)]);
    }

    /// Two rows of a log of changes that stand for ten probes: each for at least its own.
    #[test]
    fn rows_that_stand_for_more_probes_have_ranges() {
        let runs: [(&[_], u64); 1] = [(&[(CauseId(0), 1), (CauseId(1), 1)], 10)];
        assert_eq!(counts(&runs), [range("503", 1, 9), range("connect", 1, 9)]);
    }
}
