//! Lags of claims behind the changes that they speak of (M29).

use super::sorted_ends::SortedEnds;
use crate::clock::{Bracket, Range};
use crate::model::lag::{Lag, LagBehind, LagSummary};
use crate::model::{Claim, ClaimKind, ClaimSense, DurationRange, Finding, Outage, Role, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Lags, by publication of the claim and by verdict, and their summaries: those of claimants, then
/// those of claims, both by publication.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Lags {
    /// One for each claim and outage.
    pub(in crate::analysis) lags: Vec<Lag>,
    /// One for each claimant and kind of change, then one for each claim.
    pub(in crate::analysis) summaries: Vec<LagSummary>,
}

impl Lags {
    /// Measures the lags of claims, given in the order of publication, behind the outages that
    /// their verdicts rest on, whatever the result, and marks each verdict with its own. A claim
    /// without a publication time has no lag, and neither has one that denies an outage or only
    /// announces it. `outages` are the confirmed ones.
    pub(in crate::analysis) fn of(
        claims: &[Claim],
        verdicts: &mut [Verdict],
        outages: &[Outage],
    ) -> Lags {
        let all = Lags::measured(claims, verdicts, outages);
        mark(verdicts, claims, outages, &all.lags);
        all
    }

    /// Measures the lags, and sums them up.
    fn measured(claims: &[Claim], verdicts: &[Verdict], outages: &[Outage]) -> Lags {
        let outages: BTreeMap<&str, &Outage> =
            outages.iter().map(|outage| (outage.id.as_str(), outage)).collect();
        let mut by_claim: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
        for verdict in verdicts.iter().filter(|verdict| verdict.sense == ClaimSense::Statement) {
            if let Some(claim) = verdict.claim.as_deref() {
                by_claim.entry(claim).or_default().push(verdict);
            }
        }
        let mut all = Lags::default();
        let mut by_claimant: BTreeMap<(&str, Role, LagBehind), Vec<ClaimLags<'_>>> =
            BTreeMap::new();
        let mut of_claims = Vec::new();
        for claim in claims {
            let (Some(published), Some(behind)) = (claim.published, behind(claim)) else {
                continue;
            };
            let verdicts = by_claim.get(claim.id.as_str()).map_or(&[][..], Vec::as_slice);
            let lags: Vec<Lag> = verdicts
                .iter()
                .filter_map(|verdict| {
                    let outage = outages.get(verdict.outage.as_deref()?)?;
                    lag(claim, verdict, outage, behind, published)
                })
                .collect();
            if lags.is_empty() {
                continue;
            }
            let lengths: Vec<OutageLag> = lags.iter().map(OutageLag::of).collect();
            of_claims.extend(
                summary(&[ClaimLags { claim, published, lags: lengths.clone() }], behind)
                    .map(|one| LagSummary { claim: Some(claim.id.clone()), ..one }),
            );
            let own = by_claimant.entry((&claim.claimant, claim.role, behind)).or_default();
            own.push(ClaimLags { claim, published, lags: lengths });
            all.lags.extend(lags);
        }
        let of_claimants = by_claimant
            .into_iter()
            .filter_map(|((.., behind), claims)| summary(&without_retellings(claims), behind));
        all.summaries.extend(of_claimants);
        // Those of one moment stay in the order of their names.
        all.summaries.sort_by_key(|one| one.first_published.earliest);
        all.summaries.extend(of_claims);
        all
    }
}

/// Returns the change that a claim speaks of, where it says that it happened.
fn behind(claim: &Claim) -> Option<LagBehind> {
    match claim.kind {
        _ if claim.intent => None,
        ClaimKind::Restored => Some(LagBehind::Recovery),
        _ if claim.is_of_outage() => Some(LagBehind::Start),
        _ => None,
    }
}

/// Marks each verdict with the lag of its own row, and with whether the claim was certainly
/// published before the outage that it rests on began.
fn mark(verdicts: &mut [Verdict], claims: &[Claim], outages: &[Outage], lags: &[Lag]) {
    let published: BTreeMap<&str, Range> =
        claims.iter().filter_map(|claim| Some((claim.id.as_str(), claim.published?))).collect();
    let onsets: BTreeMap<&str, Bracket> =
        outages.iter().map(|outage| (outage.id.as_str(), outage.onset)).collect();
    let lags: BTreeMap<&str, DurationRange> =
        lags.iter().map(|lag| (lag.verdict.as_str(), lag.lag)).collect();
    for verdict in verdicts {
        verdict.lag = lags.get(verdict.id.as_str()).copied();
        let onset = verdict.outage.as_deref().and_then(|outage| onsets.get(outage));
        let published = verdict.claim.as_deref().and_then(|claim| published.get(claim));
        let lag = onset.zip(published).and_then(|(onset, at)| since_change(*onset, *at));
        verdict.is_before_onset = lag.and_then(|lag| lag.most_us).is_some_and(|most| most < 0);
    }
}

/// Measures one lag; `None` where an end of the publication is not known, and where the change is
/// not on the record. A recovery is the one that the verdict rests on: that to stay (M13).
fn lag(
    claim: &Claim,
    verdict: &Verdict,
    outage: &Outage,
    behind: LagBehind,
    published: Range,
) -> Option<Lag> {
    let change = match behind {
        LagBehind::Start => outage.onset,
        LagBehind::Recovery => recovery_of(verdict, outage),
    };
    Some(Lag {
        claim: claim.id.clone(),
        claimant: claim.claimant.clone(),
        role: claim.role,
        verdict: verdict.id.clone(),
        outage: outage.id.clone(),
        site: outage.site.clone(),
        behind,
        change,
        lag: since_change(change, published)?,
    })
}

/// Returns the recovery that a verdict rests on: that to stay (M13), or the first one where the
/// site is not known to have failed since.
fn recovery_of(verdict: &Verdict, outage: &Outage) -> Bracket {
    let (stable, failed_since) = match verdict.finding {
        Finding::Recovery(held) => (held.recovery, held.relapses + held.blips > 0),
        _ => (outage.stable_recovery, outage.relapses > 0),
    };
    if stable.by.is_some() || failed_since { stable } else { outage.recovery }
}

/// Returns the microseconds from a change to a publication, negative where that was first (M29).
fn since_change(change: Bracket, published: Range) -> Option<DurationRange> {
    let earliest = published.earliest?;
    // The first moment after the publication is no moment of it.
    let latest = published.latest?.plus(-1).max(earliest);
    Some(DurationRange {
        least_us: earliest.since(change.by?),
        most_us: change.after.map(|after| latest.since(after)),
    })
}

/// Claim with the lags of its verdicts.
struct ClaimLags<'c> {
    claim: &'c Claim,
    published: Range,
    /// Lengths from the changes to the publication, by verdict; at least one.
    lags: Vec<OutageLag>,
}

/// Lag behind a change of one outage.
#[derive(Debug, Clone)]
struct OutageLag {
    /// Id of the outage.
    outage: String,
    /// Id of the verdict that rests on it.
    verdict: String,
    lag: DurationRange,
}

impl OutageLag {
    fn of(lag: &Lag) -> OutageLag {
        OutageLag { outage: lag.outage.clone(), verdict: lag.verdict.clone(), lag: lag.lag }
    }
}

/// Leaves out the lags of a claim that retells another one of the same claimant, behind the outages
/// of which that one speaks: two accounts of one statement count once.
fn without_retellings(claims: Vec<ClaimLags<'_>>) -> Vec<ClaimLags<'_>> {
    let outages = |one: &ClaimLags<'_>| -> BTreeSet<String> {
        one.lags.iter().map(|lag| lag.outage.clone()).collect()
    };
    let known: BTreeMap<String, BTreeSet<String>> =
        claims.iter().map(|one| (one.claim.id.clone(), outages(one))).collect();
    let own = claims.into_iter().map(|mut one| {
        if let Some(known) = one.claim.retells.as_ref().and_then(|id| known.get(id)) {
            one.lags.retain(|lag| !known.contains(&lag.outage));
        }
        one
    });
    own.filter(|one| !one.lags.is_empty()).collect()
}

/// Sums up the lags of claims of one claimant; `None` where there are none.
fn summary(claims: &[ClaimLags<'_>], behind: LagBehind) -> Option<LagSummary> {
    let ClaimLags { claim: first, published: first_published, .. } = *claims.first()?;
    let all = || claims.iter().flat_map(|one| &one.lags);
    let lags: Vec<DurationRange> = all().map(|one| one.lag).collect();
    let ends = SortedEnds::of(&lags)?;
    let SortedEnds { least, most } = &ends;
    // Half of an even number of lags lies on either side of the mean of the two in the middle.
    let (low, high) = ((lags.len() - 1) / 2, lags.len() / 2);
    let median = DurationRange {
        least_us: least[low].midpoint(least[high]),
        most_us: most[low].zip(most[high]).map(|(low, high)| low.midpoint(high)),
    };
    Some(LagSummary {
        claimant: first.claimant.clone(),
        role: first.role,
        claim: None,
        behind,
        first_published,
        claims: claims.len(),
        lags: lags.len(),
        outages: all().map(|one| one.outage.as_str()).collect::<BTreeSet<_>>().len(),
        verdicts: all().map(|one| one.verdict.clone()).collect(),
        median,
        range: ends.whole(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Instant, MINUTE};

    /// Published at a minute, or between two.
    fn published(earliest: i64, latest: i64) -> Range {
        let at = |minute: i64| Some(Instant(minute * MINUTE));
        Range { earliest: at(earliest), latest: at(latest) }
    }

    fn bracket(after: Option<i64>, by: Option<i64>) -> Bracket {
        let at = |minute: i64| Instant(minute * MINUTE);
        Bracket { after: after.map(at), by: by.map(at) }
    }

    #[test]
    fn a_lag_is_measured_from_both_ends_of_the_bracket() {
        let notice = published(21, 22);
        let lag = since_change(bracket(Some(1), Some(2)), notice).expect("all ends are known");
        assert_eq!((lag.least_us, lag.most_us), (19 * MINUTE, Some(21 * MINUTE - 1)));
        let early = since_change(bracket(Some(60), Some(61)), notice).expect("all ends are known");
        assert_eq!((early.least_us, early.most_us), (-40 * MINUTE, Some(-38 * MINUTE - 1)));
        let open =
            since_change(bracket(None, Some(2)), notice).expect("the first failure is known");
        assert_eq!((open.least_us, open.most_us), (19 * MINUTE, None));
        assert_eq!(since_change(bracket(Some(1), None), notice), None);
        assert_eq!(since_change(bracket(Some(1), Some(2)), Range { latest: None, ..notice }), None);
    }

    #[test]
    fn a_median_is_that_of_the_least_and_of_the_greatest_lags() {
        let claim = Claim::blank("c".to_owned(), crate::model::Role::Media, ClaimKind::Outage);
        let lag = |least_us: i64, most_us: Option<i64>| DurationRange { least_us, most_us };
        let of = |lags: Vec<DurationRange>| {
            let named =
                |lag| OutageLag { outage: "O001".to_owned(), verdict: "V001".to_owned(), lag };
            let lags = lags.into_iter().map(named).collect();
            let one = ClaimLags { claim: &claim, published: published(0, 1), lags };
            let one = summary(&[one], LagBehind::Start).expect("there are lags");
            (one.median, one.range)
        };
        let three = vec![lag(5, Some(9)), lag(-3, Some(1)), lag(40, Some(41))];
        assert_eq!(of(three), (lag(5, Some(9)), lag(-3, Some(41))));
        let four = vec![lag(5, Some(9)), lag(-3, Some(1)), lag(40, Some(41)), lag(7, None)];
        assert_eq!(of(four), (lag(6, Some(25)), lag(-3, None)));
        let two = vec![lag(5, None), lag(7, Some(9))];
        assert_eq!(of(two), (lag(6, None), lag(5, None)));
        assert_eq!(summary(&[], LagBehind::Start), None);
    }
}
