//! The findings on how soon sites were back (M22).

use super::evidence::Grounds;
use crate::model::Report;
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery};
use crate::report::wording::{counted, recovery_words};

/// File with the rows behind these findings.
pub(in crate::report) const RECOVERY_TIMES: &str = "tables/recovery_times.csv";

/// Tells how soon the sites were back: of all, then of each set of `sets_with_curve`, and how many
/// sets are too small for a curve. Empty where all sites that went down are.
pub(in crate::report) fn of_recovery(report: &Report) -> Vec<(String, Grounds)> {
    let Some(all) = report.recoveries.first().filter(|all| !all.curve.is_empty()) else {
        return Vec::new();
    };
    let with_evidence = |one: &SetRecovery| {
        let evidence = Grounds { ids: one.outages.clone(), file: RECOVERY_TIMES };
        (recovery_words(one), evidence)
    };
    let mut sentences = vec![with_evidence(all)];
    sentences.extend(sets_with_curve(report).into_iter().map(with_evidence));
    let small = report.recoveries.iter().filter(|one| one.curve.is_empty()).count();
    if small > 0 {
        let sets = counted(small, "claimant or group", "claimants and groups");
        let text = format!(
            "of {sets}, fewer than {LEAST_SITES_OF_A_CURVE} sites went down, too few for a curve"
        );
        sentences.push((text, Grounds::in_file(RECOVERY_TIMES)));
    }
    sentences
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
