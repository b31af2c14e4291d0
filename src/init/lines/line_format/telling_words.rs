//! Words of lines that mean nothing to us, by which lines of one site, or of one moment, differ.

use crate::init::lines::line_format::line_column::LineColumn;
use crate::init::sample::Sampled;
use crate::init::series::{SeriesRows, Together};
use crate::init::stamps::TimeColumn;
use std::collections::BTreeSet;

/// Words of a column that tells lines apart, at most, and as many as are shown.
const MOST_PARTS: usize = 40;
const SHOWN: usize = 6;

/// Columns that tell how a probe went.
const OUTCOMES: [&str; 3] = ["status_code", "result", "value"];

/// Words of one column by which lines of one moment, or of one run, differ.
#[derive(Debug)]
pub(in crate::init) struct TellingWords {
    /// The words, sorted, the first of them.
    pub(in crate::init) words: Vec<String>,
    /// Format of the lines with these words as a part of the name of the site.
    pub(in crate::init) format: String,
    /// How lines of one site stand together that differ by these words; `None` where they do not.
    pub(in crate::init) together: Option<Together>,
}

impl TellingWords {
    /// Finds the column without a meaning that tells lines apart the best, of those with a few
    /// words; `None` where there is none. `stamp` has the moments of the lines.
    pub(super) fn find(
        lines: &[&Vec<&str>],
        columns: &[LineColumn<'_>],
        stamp: Option<&TimeColumn>,
    ) -> Option<TellingWords> {
        let words = |at: usize| lines.iter().map(|line| line[at]).collect::<BTreeSet<_>>();
        let is_few =
            |at: &usize| columns[*at].name == "_" && (2..=MOST_PARTS).contains(&words(*at).len());
        let few: Vec<usize> = (0..columns.len()).filter(is_few).collect();
        let first = *few.first()?;
        let owned = |line: &&Vec<&str>| line.iter().map(|word| (*word).to_owned()).collect();
        let names = vec![String::new(); columns.len()];
        let sampled = Sampled::of_rows(b' ', names, lines.iter().map(owned).collect());
        let site: Vec<usize> =
            (0..columns.len()).filter(|at| columns[*at].name == "site").collect();
        let is_outcome = |at: &usize| OUTCOMES.contains(&columns[*at].name);
        let series = stamp.map(|stamp| SeriesRows {
            sampled: &sampled,
            stamp,
            vantage: None,
            outcome: (0..columns.len()).filter(is_outcome).collect(),
        });
        let often = series.as_ref().filter(|series| series.often_twice(&site).is_some());
        let apart = |at: &usize| often.is_some_and(|series| series.tells_apart(&site, *at));
        let together = |at: usize| series.as_ref().and_then(|series| series.together(&site, at));
        let telling = few.iter().copied().find(apart);
        let telling = telling.or_else(|| few.iter().copied().find(|at| together(*at).is_some()));
        let at = telling.unwrap_or(first);
        let written = |(place, column): (usize, &LineColumn<'_>)| match place == at {
            true => LineColumn { name: "site", ..*column }.written(),
            false => column.written(),
        };
        let format = columns.iter().enumerate().map(written).collect::<Vec<_>>().join(" ");
        let words = words(at).into_iter().take(SHOWN).map(str::to_owned).collect();
        Some(TellingWords { words, format, together: together(at) })
    }
}
