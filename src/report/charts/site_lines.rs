//! Lines of the chart of windowed availability: which sites have one, and whether they tell a site
//! that was down again and again from one with a long outage.

use crate::model::Report;
use crate::model::windowed::WindowedAvailability;
use crate::report::wording::site_by_id;
use std::collections::BTreeSet;

/// Most lines: more cannot be held apart.
const MOST_LINES: usize = 6;
/// Most sites that are held against each other, those that were down longest.
const MOST_COMPARED: usize = 200;
/// Least number of outages of a site that was down again and again.
const MANY_OUTAGES: usize = 3;
/// Least difference of two shares that is worth a chart.
const LEAST_DIFFERENCE: f64 = 0.1;

/// Windowed availability of one site.
#[derive(Debug, Clone)]
pub(super) struct SiteLine<'r> {
    /// Id of the site.
    pub(super) id: &'r str,
    /// Number of its outages; more than 0.
    pub(super) outages: usize,
    /// Shares from the shortest length to that of the whole window; at least one.
    pub(super) points: &'r [WindowedAvailability],
}

impl SiteLine<'_> {
    /// Says whether the site was down three times or more.
    pub(super) fn has_many(&self) -> bool {
        self.outages >= MANY_OUTAGES
    }

    /// Says whether the share of the whole window is known closely enough for a line beside others.
    fn is_known(&self) -> bool {
        self.whole().most - self.whole().least <= LEAST_DIFFERENCE
    }

    /// Returns the shares of the whole window.
    pub(super) fn whole(&self) -> &WindowedAvailability {
        &self.points[self.points.len() - 1]
    }
}

/// Two sites that the whole window does not tell apart, and a shorter length does.
#[derive(Debug, Clone)]
pub(super) struct TellingPair<'r> {
    /// Site with one outage or two: of the worst stretch it was certainly up for less.
    pub(super) with_few: SiteLine<'r>,
    /// Site with many outages.
    pub(super) with_many: SiteLine<'r>,
    /// Place of the length at which they differ most.
    pub(super) at: usize,
}

/// Lists the sites that had an outage, those that were certainly down longest first.
fn worst_first(report: &Report) -> Vec<SiteLine<'_>> {
    let by_site = report.windowed_availability.chunk_by(|a, b| a.site == b.site);
    let line = by_site.map(|points| {
        let id = points[0].site.as_str();
        SiteLine { id, outages: site_by_id(report, id).map_or(0, |site| site.outages), points }
    });
    let mut lines: Vec<SiteLine<'_>> = line.filter(|line| line.outages > 0).collect();
    lines.sort_by(|a, b| {
        let (first, second) = (a.whole(), b.whole());
        first.most.total_cmp(&second.most).then(first.least.total_cmp(&second.least))
    });
    lines
}

/// Finds the two sites that differ most, one with an outage or two and one with many: over the
/// whole window the first was not certainly up for less, and of the worst stretch of a shorter
/// length it certainly was, by a tenth of that length or more. `None` where there are none.
pub(super) fn telling_pair(report: &Report) -> Option<TellingPair<'_>> {
    let mut lines = worst_first(report);
    lines.truncate(MOST_COMPARED);
    let (many, few): (Vec<SiteLine<'_>>, Vec<SiteLine<'_>>) =
        lines.into_iter().partition(SiteLine::has_many);
    let mut found: Option<(f64, TellingPair<'_>)> = None;
    for with_few in &few {
        for with_many in &many {
            if with_few.whole().most < with_many.whole().least {
                continue;
            }
            for (at, (up, down)) in with_many.points.iter().zip(with_few.points).enumerate() {
                let difference = up.least - down.most;
                let is_more = found.as_ref().is_none_or(|(before, _)| difference > *before);
                if difference >= LEAST_DIFFERENCE && is_more {
                    let (with_few, with_many) = (with_few.clone(), with_many.clone());
                    found = Some((difference, TellingPair { with_few, with_many, at }));
                }
            }
        }
    }
    found.map(|(_, pair)| pair)
}

/// Returns the lines that are drawn, the worst first: those of the pair, and as many others as have
/// room. One that is not known closely would hide them.
pub(super) fn lines<'r>(report: &'r Report, pair: Option<&TellingPair<'r>>) -> Vec<SiteLine<'r>> {
    let all = worst_first(report);
    let in_pair: Vec<&str> =
        pair.iter().flat_map(|pair| [pair.with_few.id, pair.with_many.id]).collect();
    let is_of_pair = |line: &SiteLine<'_>| in_pair.contains(&line.id);
    let others = all.iter().filter(|line| !is_of_pair(line) && line.is_known());
    let others = others.take(MOST_LINES - in_pair.len());
    let others: BTreeSet<&str> = others.map(|line| line.id).collect();
    all.into_iter().filter(|line| is_of_pair(line) || others.contains(line.id)).collect()
}
