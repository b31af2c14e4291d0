//! Rows of a site beside one another: which columns tell sites apart, and whether each row
//! says something new.

mod reminders;
mod spread_checks;
mod turns;

use crate::init::cadence::{SeriesOutcome, SeriesProbe, pace};
use crate::init::sample::Sampled;
use crate::init::series::spread_checks::{KindOfCheck, crossed};
use crate::init::stamps::{RowMoment, TimeColumn};
use crate::init::words::cell_kinds::is_moment;
use crate::model::address::canonical;
use crate::model::{CadenceEvidence, GuessedKey, RowChanges};
use std::collections::{BTreeMap, BTreeSet};

pub(super) use crate::init::series::turns::question_of_turns;

/// Rows that show something, at least.
const FEWEST: usize = 3;
/// Percentage of the rows that share their moment, from which on a column must tell them apart.
const TWICE_PERCENT: usize = 10;
/// Percentage of the rows that stand together, from which on it shows how a log is written.
const TOGETHER_PERCENT: usize = 10;
/// Percentage of the times between rows that show a log whose rows stand in groups.
const IN_GROUPS_PERCENT: usize = 90;
/// Part of the pace that the rows of a group lie apart, at most.
const OF_PACE: i64 = 4;

/// Rows that stand beside others of their site, from which a column tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    /// Number of rows that follow another at once, as those of a run do.
    InOneRun(usize),
    /// Number of rows that stand behind one of another kind, where each kind has its own pace.
    Spread(usize),
}

/// Rows of a log as series.
#[derive(Debug)]
pub(super) struct SeriesRows<'a> {
    pub(super) sampled: &'a Sampled,
    pub(super) stamp: &'a TimeColumn,
    /// Columns of the vantage and of the outcome.
    pub(super) vantage: Option<usize>,
    /// Columns that decide the outcome; may be empty.
    pub(super) outcome: Vec<usize>,
}

impl SeriesRows<'_> {
    /// Joins the cells of some columns of a row, each on a line of its own.
    fn cells(&self, row: usize, columns: impl IntoIterator<Item = usize>) -> String {
        let cells = columns.into_iter().filter_map(|at| self.sampled.rows.get(row)?.get(at));
        cells.map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// Returns the text that tells the series of a row, where these columns tell the site.
    fn series(&self, row: usize, site: &[usize]) -> String {
        self.cells(row, site.iter().copied().chain(self.vantage))
    }

    /// Returns the moments of the first rows: between those further on others stand.
    fn moments(&self) -> impl Iterator<Item = RowMoment> {
        self.stamp.read_moments().filter(|row| self.sampled.is_among_first(row.row))
    }

    /// Returns the probes, each with its series where these columns tell the site.
    fn probes(&self, site: &[usize]) -> Vec<SeriesProbe> {
        let probe = |RowMoment { row, at }| SeriesProbe { series: self.series(row, site), at };
        self.moments().map(probe).collect()
    }

    /// Counts the rows of a moment at which their series has one already.
    pub(super) fn twice(&self, site: &[usize]) -> usize {
        let probes = self.probes(site);
        probes.len() - probes.iter().collect::<BTreeSet<_>>().len()
    }

    /// Counts the rows of a moment at which their series has one already, where these are so many
    /// that a column must tell them apart; `None` where they are not.
    pub(super) fn often_twice(&self, site: &[usize]) -> Option<usize> {
        let twice = self.twice(site);
        (twice * 100 >= self.sampled.rows.len() * TWICE_PERCENT).then_some(twice)
    }

    /// Says whether a column besides those of the site tells rows of one moment apart.
    pub(super) fn tells_apart(&self, site: &[usize], column: usize) -> bool {
        self.often_twice(&with(site, column)).is_none()
    }

    /// Counts the rows of a moment at which their series has one already, where a site is known by
    /// its address.
    pub(super) fn twice_by_address(&self, site: usize) -> usize {
        let address = |row: usize| {
            let name = self.cells(row, [site]);
            (canonical(&name).unwrap_or(name), self.cells(row, self.vantage))
        };
        let all: Vec<_> = self.moments().map(|RowMoment { row, at }| (address(row), at)).collect();
        all.len() - all.iter().collect::<BTreeSet<_>>().len()
    }

    /// Counts the rows that follow another of their series at once, as those of one run do, where
    /// the column `part` tells apart what is probed in a run; `None` where rows do not stand so, as
    /// where one of several machines wrote each.
    pub(super) fn follow_at_once(&self, site: &[usize], part: usize) -> Option<usize> {
        let mut of_parts = self.gaps(&with(site, part));
        of_parts.sort_unstable();
        let pace = *of_parts.get(of_parts.len() / 2).filter(|pace| **pace > 0)?;
        let at_once = |gap: &&i64| gap.saturating_mul(OF_PACE) < pace;
        let between_runs = |gap: &&i64| gap.saturating_mul(2) >= pace;
        let all = self.gaps(site);
        let close = all.iter().filter(at_once).count();
        let far = all.iter().filter(between_runs).count();
        let are_groups = (close + far) * 100 >= all.len() * IN_GROUPS_PERCENT && far >= FEWEST;
        let are_apart =
            of_parts.iter().filter(at_once).count() * 100 < of_parts.len() * TOGETHER_PERCENT;
        let is_shown = close >= FEWEST && close * 100 >= all.len() * TOGETHER_PERCENT;
        (are_groups && are_apart && is_shown).then_some(close)
    }

    /// Finds how the rows of a site stand together that the column `part` tells apart; `None` where
    /// it says nothing of what was probed.
    pub(super) fn together(&self, site: &[usize], part: usize) -> Option<Together> {
        let in_runs = self.follow_at_once(site, part).map(Together::InOneRun);
        in_runs.or_else(|| self.spread(site, part).map(Together::Spread))
    }

    /// Counts the rows behind one of another kind of their site, by the column `part`, where each
    /// kind has an even pace of its own.
    fn spread(&self, site: &[usize], part: usize) -> Option<usize> {
        // A further moment is that of a run, or of its writing.
        if self.sampled.most_fit(part, is_moment) {
            return None;
        }
        let check = |RowMoment { row, at }| KindOfCheck {
            series: self.series(row, site),
            at,
            kind: self.cells(row, [part]),
            outcome: self.cells(row, self.outcome.iter().copied()),
        };
        crossed(self.moments().map(check).collect())
    }

    /// Lists the times between each row and the one before of its series, in microseconds.
    fn gaps(&self, site: &[usize]) -> Vec<i64> {
        let mut all = self.probes(site);
        all.sort_unstable();
        let pairs = all.windows(2).filter(|two| two[0].series == two[1].series);
        pairs.map(|two| two[1].at.since(two[0].at)).collect()
    }

    /// Returns the column that tells apart what `site` alone does not, and how often that has two
    /// rows of one moment.
    pub(super) fn second_site_column(
        &self,
        site: usize,
        others: impl Iterator<Item = usize>,
    ) -> Option<(usize, usize)> {
        let twice = self.twice(&[site]);
        let mut others = others.filter(|_| twice > 0);
        others.find(|other| self.twice(&[site, *other]) == 0).map(|other| (other, twice))
    }

    /// Returns the pace, in words.
    pub(super) fn pace(&self, site: &[usize]) -> Option<String> {
        pace(self.probes(site), "probes at")
    }

    /// Asks whether the places are one monitor, where they take turns; `None` where they do not.
    pub(super) fn turns(&self, site: &[usize]) -> Option<GuessedKey> {
        self.vantage?;
        question_of_turns(&self.probes(site))
    }

    /// Finds the evidence for how the log writes its rows; `seen` is what was seen of the stamps.
    pub(super) fn evidence(&self, site: &[usize], seen: String) -> CadenceEvidence {
        let outcome = |RowMoment { row, at }| SeriesOutcome {
            series: self.series(row, site),
            at,
            outcome: self.cells(row, self.outcome.iter().copied()),
        };
        written_so(seen, self.moments().map(outcome).collect())
    }
}

/// Adds a column to those of the site.
fn with(site: &[usize], column: usize) -> Vec<usize> {
    site.iter().copied().chain([column]).collect()
}

/// Finds the evidence for how rows are written, which may come in any order; `seen` is what was
/// seen of the stamps.
pub(super) fn written_so(seen: String, mut said: Vec<SeriesOutcome>) -> CadenceEvidence {
    let moments = || said.iter().map(|row| row.at);
    let times = moments().min().zip(moments().max());
    said.sort_unstable();
    let pairs = said.windows(2).filter(|two| two[0].series == two[1].series);
    let mut changes = RowChanges::default();
    for two in pairs {
        changes.compared += 1;
        changes.changed += u64::from(two[0].outcome != two[1].outcome);
    }
    CadenceEvidence {
        seen,
        changes,
        times,
        begins_down: reminders::begin_down(&said),
        repeats_down_alone: reminders::are_found(&said),
    }
}

/// Says how two checks of one address are kept apart, of which `sites` has the names; `None` where
/// no two names are one address.
pub(super) fn two_names_of_one_site(sites: &BTreeSet<String>) -> Option<String> {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    let pair = sites.iter().find_map(|site| {
        let before = known.insert(canonical(site)?, site)?;
        Some((before, site.as_str()))
    });
    let (one, other) = pair?;
    Some(format!(
        "`{one}` and `{other}` are one site, of whose rows of one moment the best counts, so that \
         an outage of one of them is lost: where they are checks of their own, write a sites.csv \
         beside incident.toml with the lines `site,url`, `{one} (1),{one}`, `{other} (2),{other}` \
         and so on"
    ))
}
