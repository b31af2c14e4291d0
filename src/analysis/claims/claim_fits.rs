//! Bearings of verdicts on claims: whether an outage of the site fits the time of the claim.

use crate::model::findings::{DegradedAnswers, OnsetOrder, SeenInPart};
use crate::model::{Claim, Finding, Judgement, Verdict, VerdictFlag};
use std::collections::BTreeMap;

/// Bearing of a verdict on whether an outage of the site fits the time of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum TimeFit {
    /// One certainly does.
    Certain {
        /// Whether it is the site's first.
        first: bool,
        /// Whether it was seen from one vantage alone, whose own fault cannot be ruled out (M15).
        in_doubt: bool,
    },
    /// An outage may be the one, or may not (R2).
    Perhaps,
    /// The claim fits in part what was seen (R7).
    InPart,
    /// Certainly none does.
    Excluded,
    /// The claim gives no time to hold one against.
    WithoutTime,
    /// Too little is known to say.
    Unknown,
}

impl TimeFit {
    /// Returns the bearing of a verdict.
    fn of(verdict: &Verdict) -> TimeFit {
        let certain = TimeFit::Certain {
            first: !verdict.flags.contains(&VerdictFlag::LaterOutage),
            in_doubt: verdict.flags.contains(&VerdictFlag::CommonMode),
        };
        if verdict.finding != Finding::ShownTwice {
            return TimeFit::of_result(verdict, verdict.judgement, verdict.finding, certain);
        }
        let readings = verdict.readings.iter();
        let fits: Vec<TimeFit> = readings
            .map(|one| TimeFit::of_result(verdict, one.judgement, one.finding, TimeFit::Perhaps))
            .collect();
        match fits.first() {
            Some(first) if fits.iter().all(|fit| fit == first) => *first,
            _ if fits.contains(&TimeFit::Perhaps) => TimeFit::Perhaps,
            _ => TimeFit::Unknown,
        }
    }

    /// Returns the bearing of a result of a verdict; `supported` is that of a claim that is
    /// supported. That an outage was over or under way denies no other that nobody saw.
    fn of_result(
        verdict: &Verdict,
        judgement: Judgement,
        finding: Finding,
        supported: TimeFit,
    ) -> TimeFit {
        let beside = match verdict.leaves_room || judgement == Judgement::Insufficient {
            true => TimeFit::Unknown,
            false => TimeFit::Excluded,
        };
        match (judgement, finding) {
            (Judgement::Supported, _) => supported,
            (Judgement::Partly, _) => TimeFit::InPart,
            (Judgement::Contradicted, _) => TimeFit::Excluded,
            // Whatever failed in part or answered slowly, no outage stood in that time.
            (
                Judgement::PrecedesClaim | Judgement::ClaimedAfterTheFact,
                Finding::SomeVantages(SeenInPart { is_up_throughout: true, .. })
                | Finding::Degraded(DegradedAnswers { is_up_throughout: true, .. }),
            ) => beside,
            (_, Finding::Onset { order, .. }) => match order {
                OnsetOrder::Open
                | OnsetOrder::StartUnknown(_)
                | OnsetOrder::GapUnknown(_)
                | OnsetOrder::PerhapsRelapse(_)
                | OnsetOrder::PerhapsOver => TimeFit::Perhaps,
                OnsetOrder::Before(_) | OnsetOrder::OverBefore(_) => beside,
                OnsetOrder::Inside => TimeFit::Unknown,
            },
            (_, Finding::DownOpen(_)) => TimeFit::Perhaps,
            (_, Finding::UpThroughout(_)) => TimeFit::Excluded,
            (_, Finding::NoTime) => TimeFit::WithoutTime,
            (
                _,
                Finding::UnknownSite
                | Finding::ShownTwice
                | Finding::CauseOnly
                | Finding::Unstated
                | Finding::NeverProbed { .. }
                | Finding::OffRecord
                | Finding::NoProbeInside(_)
                | Finding::BelowFloor { .. }
                | Finding::Down(_)
                | Finding::DownForPart { .. }
                | Finding::SomeVantages(_)
                | Finding::Blip(_)
                | Finding::Doubt(_)
                | Finding::UpTooShort { .. }
                | Finding::Degraded(_)
                | Finding::UpInDoubt(_)
                | Finding::NoneSeen(_)
                | Finding::UpFor(_)
                | Finding::DownThroughout(_)
                | Finding::UpAndDown(_)
                | Finding::Recovery(_)
                | Finding::NothingToRestore(_)
                | Finding::Unclaimed { .. },
            ) => TimeFit::Unknown,
        }
    }
}

/// Bearings of verdicts, each with its verdict's id, by claim and site.
#[derive(Debug, Default)]
pub(in crate::analysis) struct ClaimFits(BTreeMap<String, BTreeMap<String, (TimeFit, String)>>);

impl ClaimFits {
    /// Adds the bearing of a verdict, if it is on a claim.
    pub(in crate::analysis) fn add(&mut self, verdict: &Verdict) {
        let Some(claim) = &verdict.claim else { return };
        let bearing = (TimeFit::of(verdict), verdict.id.clone());
        match self.0.get_mut(claim) {
            Some(sites) => drop(sites.insert(verdict.site.clone(), bearing)),
            None => {
                let first = BTreeMap::from([(verdict.site.clone(), bearing)]);
                self.0.insert(claim.clone(), first);
            }
        }
    }

    /// Lists the bearings of some claims about a site.
    pub(in crate::analysis) fn about(&self, claims: &[&Claim], site: &str) -> Vec<TimeFit> {
        self.with_ids(claims, site).map(|(fit, _)| fit).collect()
    }

    /// Lists the bearings of some claims about a site, each with the id of its verdict.
    pub(in crate::analysis) fn with_ids(
        &self,
        claims: &[&Claim],
        site: &str,
    ) -> impl Iterator<Item = (TimeFit, &str)> {
        let of_claim = |claim: &&Claim| {
            let (fit, id) = self.0.get(&claim.id)?.get(site)?;
            Some((*fit, id.as_str()))
        };
        claims.iter().filter_map(of_claim)
    }

    /// Lists the verdicts on some claims by which an outage of their sites fits, sorted by site:
    /// for certain, or perhaps at those where none certainly does.
    pub(in crate::analysis) fn fitting_verdicts<'s>(
        &self,
        claims: &[&Claim],
        sites: impl Iterator<Item = &'s &'s str>,
        is_certain: bool,
    ) -> Vec<String> {
        let of_site = |site: &&str| {
            let all: Vec<(TimeFit, &str)> = self.with_ids(claims, site).collect();
            let at_site = all.iter().any(|(fit, _)| matches!(fit, TimeFit::Certain { .. }));
            let is_meant = |fit: TimeFit| match is_certain {
                true => matches!(fit, TimeFit::Certain { .. }),
                false => fit == TimeFit::Perhaps,
            };
            let own = all.into_iter().filter(|(fit, _)| at_site == is_certain && is_meant(*fit));
            own.map(|(_, id)| id.to_owned()).collect::<Vec<String>>()
        };
        sites.flat_map(of_site).collect()
    }
}
