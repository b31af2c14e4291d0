//! The findings on how soon sites were back (M22).

use crate::model::Report;
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery};
use crate::report::wording::{counted, recovery_words};

/// Tells how soon the sites were back: of all, then of each set of `sets_with_curve`, and how many
/// sets are too small for a curve. Empty where all sites that went down are.
pub(in crate::report) fn of_recovery(report: &Report) -> Vec<String> {
    let Some(all) = report.recoveries.first().filter(|all| !all.curve.is_empty()) else {
        return Vec::new();
    };
    let mut sentences = vec![recovery_words(all)];
    sentences.extend(sets_with_curve(report).into_iter().map(recovery_words));
    let small = report.recoveries.iter().filter(|one| one.curve.is_empty()).count();
    if small > 0 {
        let sets = counted(small, "claimant or group", "claimants and groups");
        sentences.push(format!(
            "of {sets} fewer than {LEAST_SITES_OF_A_CURVE} sites went down, of which a list says \
             more than a curve: tables/recovery_times.csv"
        ));
    }
    sentences
}

/// Lists the claimants and groups of which enough sites went down for a curve, and not all: those
/// with most sites first.
pub(in crate::report) fn sets_with_curve(report: &Report) -> Vec<&SetRecovery> {
    let Some(all) = report.recoveries.first() else { return Vec::new() };
    let is_part = |one: &&SetRecovery| !one.curve.is_empty() && one.sites.len() < all.sites.len();
    let mut sets: Vec<&SetRecovery> = report.recoveries.iter().skip(1).filter(is_part).collect();
    sets.sort_by_key(|one| std::cmp::Reverse(one.sites.len()));
    sets
}
