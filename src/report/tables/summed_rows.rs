//! Rows of the table `summaries`, summed by polars: each site counts once in each of them.

use super::downtime_by_time::TimeSums;
use crate::report::table::{Summand, Summands};
use polars::prelude::PolarsError;

/// Sum of all that belongs together by one word.
#[derive(Debug, Clone)]
pub(super) struct SummaryRow {
    pub(super) by: String,
    pub(super) value: String,
    /// Role of a claimant; empty for all else.
    pub(super) role: String,
    pub(super) result: String,
    pub(super) sums: Sums,
    /// Time down and observed in it, of a day or an hour.
    pub(super) time: TimeSums,
}

/// Numbers of one summary; those that do not belong to what is summed by are 0.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) sites: i64,
    pub(super) measured: i64,
    pub(super) went_down: i64,
    pub(super) outages: i64,
    /// Sites that certainly went down at that time, and that may have.
    pub(super) went_down_then: [i64; 2],
    /// Outages that certainly began at that time, and that may have.
    pub(super) began: [i64; 2],
    /// Least and greatest number of failed probes.
    pub(super) failed_probes: [i64; 2],
    pub(super) verdicts: i64,
    /// Least and greatest time down, in microseconds.
    pub(super) down_us: [i64; 2],
    /// Sites whose greatest time down is not known.
    pub(super) open: i64,
    /// Time observed, in microseconds.
    pub(super) observed_us: i64,
}

/// Number of one summary, by its name; polars sums them by these.
type NamedNumber = (&'static str, fn(&mut Sums) -> &mut i64);

impl Sums {
    const NUMBERS: [NamedNumber; 15] = [
        ("sites", |sums| &mut sums.sites),
        ("measured", |sums| &mut sums.measured),
        ("went_down", |sums| &mut sums.went_down),
        ("outages", |sums| &mut sums.outages),
        ("went_down_then", |sums| &mut sums.went_down_then[0]),
        ("may_have_gone_down", |sums| &mut sums.went_down_then[1]),
        ("began", |sums| &mut sums.began[0]),
        ("may_have_begun", |sums| &mut sums.began[1]),
        ("failed_least", |sums| &mut sums.failed_probes[0]),
        ("failed_most", |sums| &mut sums.failed_probes[1]),
        ("verdicts", |sums| &mut sums.verdicts),
        ("down_least_us", |sums| &mut sums.down_us[0]),
        ("down_most_us", |sums| &mut sums.down_us[1]),
        ("open", |sums| &mut sums.open),
        ("observed_us", |sums| &mut sums.observed_us),
    ];

    fn names() -> Vec<&'static str> {
        Sums::NUMBERS.iter().map(|(name, _)| *name).collect()
    }

    fn numbers(mut self) -> Vec<i64> {
        Sums::NUMBERS.iter().map(|(_, number)| *number(&mut self)).collect()
    }

    fn of(numbers: &[i64]) -> Sums {
        let mut sums = Sums::default();
        for ((_, number), value) in Sums::NUMBERS.iter().zip(numbers) {
            *number(&mut sums) = *value;
        }
        sums
    }
}

/// Rows to be summed: the words are those of a summary, and the site.
#[derive(Default)]
pub(super) struct Facts(Vec<Summand>);

impl Facts {
    /// Adds numbers to those of the same words: what is summed by, value, role, result and site.
    pub(super) fn add(&mut self, words: [&str; 5], sums: Sums) {
        let words = words.map(str::to_owned).to_vec();
        self.0.push(Summand { words, numbers: sums.numbers() });
    }

    /// Sums all of it; each site counts once in a summary, however many of its rows are in it.
    pub(super) fn summaries(self) -> Result<Vec<SummaryRow>, PolarsError> {
        let words = vec!["by", "value", "role", "result", "site"];
        let by_site = Summands { words, numbers: Sums::names(), rows: self.0 }.sums()?;
        let rows = by_site.into_iter().map(|mut row| {
            row.words.pop();
            // A site with two outages of a day was measured once, and went down once. A name in a
            // claim that no site has is none (M26).
            let sums = Sums::of(&row.numbers);
            let sites = sums.sites.min(1);
            let (measured, went_down) = (sums.measured.min(1), sums.went_down.min(1));
            let went_down_then = sums.went_down_then.map(|outages| outages.min(1));
            let once = Sums { sites, measured, went_down, went_down_then, ..sums };
            row.numbers = once.numbers();
            row
        });
        let words = vec!["by", "value", "role", "result"];
        let all = Summands { words, numbers: Sums::names(), rows: rows.collect() };
        let summary = |row: Summand| {
            let mut words = row.words.into_iter();
            let mut word = || words.next().unwrap_or_default();
            let sums = Sums::of(&row.numbers);
            let time = TimeSums::default();
            let (by, value, role, result) = (word(), word(), word(), word());
            SummaryRow { by, value, role, result, sums, time }
        };
        Ok(all.sums()?.into_iter().map(summary).collect())
    }
}
