//! The findings on how soon sites were back (M22).

use super::evidence::Grounds;
use crate::model::Report;
use crate::model::recoveries::SetRecovery;
use crate::report::wording::recovery_words;

/// File with the rows behind these findings.
pub(in crate::report) const RECOVERY_TIMES: &str = "tables/recovery_times.csv";

/// Tells how soon the sites were back: of all, then of each set of `sets_with_curve`. Empty where
/// all sites that went down are too few for a curve.
pub(in crate::report) fn of_recovery(report: &Report) -> Vec<(String, Grounds)> {
    let Some(all) = report.recoveries.first().filter(|all| !all.curve.is_empty()) else {
        return Vec::new();
    };
    let with_evidence = |one: &SetRecovery| {
        let evidence = Grounds { ids: one.outages.clone(), file: RECOVERY_TIMES };
        (recovery_words(one), evidence)
    };
    [all].into_iter().chain(sets_with_curve(report)).map(with_evidence).collect()
}

/// Lists the claimants and groups of which enough sites went down for a curve, and with other
/// outages than all have: those with most sites first.
pub(in crate::report) fn sets_with_curve(report: &Report) -> Vec<&SetRecovery> {
    let Some(all) = report.recoveries.first() else { return Vec::new() };
    let is_part = |one: &&SetRecovery| !one.curve.is_empty() && one.outages != all.outages;
    let mut sets: Vec<&SetRecovery> = report.recoveries.iter().skip(1).filter(is_part).collect();
    sets.sort_by_key(|one| std::cmp::Reverse(one.sites.len()));
    sets
}
