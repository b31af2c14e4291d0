//! Counts of verdicts.

use crate::model::{Finding, Judgement, ResultGroup, Verdict, VerdictFlag};
use std::collections::{BTreeMap, BTreeSet};

/// Number of verdicts with one result that are in one group.
///
/// ```
/// use corroborate::model::{Judgement, JudgementCount, ResultGroup, VerdictCount};
///
/// let threats = JudgementCount {
///     judgement: Judgement::Supported,
///     group: ResultGroup::Announced,
///     of: VerdictCount { verdicts: 12, sites: 11, later_outages: 2, ..VerdictCount::default() },
/// };
/// assert_ne!(threats.group, threats.judgement.group());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JudgementCount {
    /// The result.
    pub judgement: Judgement,
    /// Group in which the verdicts count.
    pub group: ResultGroup,
    /// Number of these verdicts.
    pub of: VerdictCount,
}

/// Number of verdicts, and of the sites that they are on, each counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VerdictCount {
    /// One for each claim and site.
    pub verdicts: usize,
    /// Without those that only a name in a claim stands for.
    pub sites: usize,
    /// Names in claims that are no site of the incident, each counted once; no site counts here.
    pub names_of_no_site: usize,
    /// Verdicts among them on a site that the claim names by a group alone, or not at all.
    pub by_group: usize,
    /// Verdicts among them on claims that retell another one, which has a verdict on the same site.
    pub retold: usize,
    /// Verdicts on claims among them that rest on an outage which was not the first of its site on
    /// the record, whatever the claim says.
    pub later_outages: usize,
}

impl VerdictCount {
    /// Counts each verdict, and each site or unknown name once.
    pub fn of<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> VerdictCount {
        let mut counting = CountUnderWay::default();
        verdicts.for_each(|verdict| counting.add(verdict));
        counting.finish()
    }
}

/// Count of verdicts, with the names that were counted.
#[derive(Debug, Default)]
struct CountUnderWay {
    /// Numbers of verdicts; those of names are 0.
    count: VerdictCount,
    sites: BTreeSet<String>,
    names_of_no_site: BTreeSet<String>,
}

impl CountUnderWay {
    /// Counts a verdict.
    fn add(&mut self, verdict: &Verdict) {
        let CountUnderWay { count, sites, names_of_no_site } = self;
        let has = |flag| usize::from(verdict.flags.contains(&flag));
        count.verdicts += 1;
        count.retold += has(VerdictFlag::Retells);
        let is_of_claim = verdict.claim.is_some();
        count.later_outages += usize::from(is_of_claim && verdict.outage_number > 1);
        count.by_group += has(VerdictFlag::ByGroup).max(has(VerdictFlag::InferredTarget));
        let names = match verdict.finding {
            Finding::UnknownSite => names_of_no_site,
            _ => sites,
        };
        if !names.contains(&verdict.site) {
            names.insert(verdict.site.clone());
        }
    }

    /// Returns the count.
    fn finish(self) -> VerdictCount {
        let (sites, names_of_no_site) = (self.sites.len(), self.names_of_no_site.len());
        VerdictCount { sites, names_of_no_site, ..self.count }
    }
}

/// Counts of verdicts that come one by one, none of which is held.
#[derive(Debug, Default)]
pub struct VerdictTally(BTreeMap<(Judgement, ResultGroup), CountUnderWay>);

impl VerdictTally {
    /// Counts a verdict by its result and group.
    pub fn add(&mut self, verdict: &Verdict) {
        self.0.entry((verdict.judgement, verdict.group_of_result())).or_default().add(verdict);
    }

    /// Returns the counts by result, in the order of [`Judgement::ALL`], and by group, in that of
    /// [`ResultGroup::ALL`]; zeros left out.
    pub fn finish(mut self) -> Vec<JudgementCount> {
        let mut counts = Vec::new();
        for judgement in Judgement::ALL {
            for group in ResultGroup::ALL {
                let counted = self.0.remove(&(judgement, group)).map(CountUnderWay::finish);
                counts.extend(counted.map(|of| JudgementCount { judgement, group, of }));
            }
        }
        counts
    }
}

impl JudgementCount {
    /// Counts verdicts by result, in the order of [`Judgement::ALL`], and by group, in that of
    /// [`ResultGroup::ALL`]; zeros left out.
    pub fn each<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> Vec<JudgementCount> {
        let mut tally = VerdictTally::default();
        verdicts.for_each(|verdict| tally.add(verdict));
        tally.finish()
    }
}
