//! R11: a claim about most, some or none of its sites has a verdict of its own, by counts of them.

use super::assertion::given_time;
use super::rule_log::explain;
use crate::model::{
    Claim, ClaimKind, ClaimSense, ClaimVerdict, Finding, Judgement, Quantifier, Rule, TimeReadings,
    Verdict,
};

/// Id of the rule.
const RULE: Rule = Rule::new("R11");

/// Bearing of a site on a claim about several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SiteAnswer {
    /// The site was as the claim says.
    For,
    /// The site was not as the claim says.
    Against,
    /// Either can be.
    Undecided,
    /// The site had no outage to come back from: a claim that sites are back is not about it.
    NothingToRestore,
}

impl SiteAnswer {
    /// Returns the answer of a site on the claim's words about one site. A site that was back
    /// before the claimed time was back by then; one that stayed up while a claim only said what
    /// was to be done did not go down.
    fn of(verdict: &Verdict) -> SiteAnswer {
        match verdict.judgement {
            Judgement::Supported | Judgement::OnTime | Judgement::Late => SiteAnswer::For,
            Judgement::StayedUp if matches!(verdict.finding, Finding::NothingToRestore(_)) => {
                SiteAnswer::NothingToRestore
            }
            Judgement::Contradicted | Judgement::Premature | Judgement::StayedUp => {
                SiteAnswer::Against
            }
            Judgement::Partly
            | Judgement::PrecedesClaim
            | Judgement::ClaimedAfterTheFact
            | Judgement::NoneSeen
            | Judgement::Exception
            | Judgement::Insufficient
            | Judgement::NotMeasured
            | Judgement::NotCheckable
            | Judgement::UnclaimedOutage => SiteAnswer::Undecided,
        }
    }
}

/// Judges a claim about most, some or none of its sites by the verdicts on them, and makes an
/// exception of each site that does not fit; `None` for a claim about each of them. Sites that were
/// never probed count as undecided. A claim that no probe can check is not checkable as a whole
/// either.
pub(in crate::analysis) fn quantified(
    claim: &Claim,
    verdicts: &mut [Verdict],
) -> Option<ClaimVerdict> {
    if claim.quantifier == Quantifier::Each || verdicts.is_empty() {
        return None;
    }
    let mut counts = AnswerCounts::default();
    // A name that was refused is no site.
    let is_site = |verdict: &&mut Verdict| verdict.finding != Finding::UnknownSite;
    for verdict in verdicts.iter_mut().filter(is_site) {
        // Who says that none was down is right about each site that was not.
        let denies = claim.quantifier == Quantifier::None;
        verdict.sense = if denies { ClaimSense::Denial } else { ClaimSense::Statement };
        let denies_reason = denies && claim.kind.gives_reason();
        let answer = match SiteAnswer::of(verdict) {
            // Whether an attack or work made an outage, no probe can see.
            SiteAnswer::For if denies_reason => SiteAnswer::Undecided,
            // Nor whether somebody worked on a site that was up.
            SiteAnswer::Against if denies && claim.kind == ClaimKind::Maintenance => {
                SiteAnswer::Undecided
            }
            answer => answer,
        };
        counts.add(answer);
        let is_in_part = verdict.judgement == Judgement::Partly && !denies_reason;
        counts.in_part += usize::from(is_in_part);
        let result = match answer {
            _ if denies => verdict.judgement.of_denial(claim.kind),
            // Nobody said of a list of targets that these sites went down.
            SiteAnswer::Against if verdict.judgement == Judgement::StayedUp => continue,
            SiteAnswer::Against => Judgement::Exception,
            SiteAnswer::For | SiteAnswer::Undecided | SiteAnswer::NothingToRestore => continue,
        };
        if result == verdict.judgement {
            continue;
        }
        log_result(verdict, result, claim);
        (verdict.judgement, verdict.rule) = (result, RULE);
    }
    let judgement = if is_checkable(claim, verdicts) {
        whole(claim, counts.judgement(claim.quantifier), counts.agreeing > 0)
    } else {
        Judgement::NotCheckable
    };
    explain(format_args!("claim {} as a whole: {}", claim.id, judgement.as_str()));
    Some(ClaimVerdict {
        claim: claim.id.clone(),
        kind: claim.kind,
        quantifier: claim.quantifier,
        judgement,
        sites: counts.sites,
        left_out: 0,
        agreeing: counts.agreeing,
        against: counts.against,
        nothing_to_restore: counts.nothing_to_restore,
        in_part: counts.in_part,
        not_measured: not_measured(verdicts),
        extent: claim.extent,
        has_time: has_time(claim),
        intent: claim.intent,
        by_group: claim.targets_inferred || verdicts.iter().any(|verdict| verdict.group.is_some()),
        readings: TimeReadings::One,
    })
}

/// Lists the sites that were not measured in the time of a claim, by id.
fn not_measured(verdicts: &[Verdict]) -> Vec<String> {
    let unseen = verdicts.iter().filter(|one| one.judgement == Judgement::NotMeasured);
    let mut sites: Vec<String> = unseen.map(|one| one.site.clone()).collect();
    sites.sort_unstable();
    sites
}

/// Says whether a claim gives a time to check, of its own or that of its publication.
fn has_time(claim: &Claim) -> bool {
    given_time(claim).is_some()
}

/// Says whether probes can check a claim as a whole: what it says, at a time that it gives, of one
/// site of the incident at least.
fn is_checkable(claim: &Claim, verdicts: &[Verdict]) -> bool {
    let says_something = !matches!(claim.kind, ClaimKind::Cause | ClaimKind::Unstated);
    let is_of_a_site =
        || verdicts.iter().any(|verdict| verdict.judgement != Judgement::NotCheckable);
    says_something && has_time(claim) && is_of_a_site()
}

/// Returns the result of a claim as a whole by that of its counts, and by whether one of its sites
/// was as it says: one that only says what is to be done is not contradicted by sites that stayed
/// up.
fn whole(claim: &Claim, by_counts: Judgement, is_so_of_one: bool) -> Judgement {
    let says_down =
        matches!(claim.kind, ClaimKind::Attack | ClaimKind::Outage | ClaimKind::Maintenance);
    let is_statement = claim.quantifier != Quantifier::None;
    match by_counts {
        Judgement::Contradicted if claim.announces() && says_down && is_statement => {
            if is_so_of_one { Judgement::Partly } else { Judgement::StayedUp }
        }
        judgement => judgement,
    }
}

/// Writes to the log what the verdict on a site becomes.
fn log_result(verdict: &Verdict, result: Judgement, claim: &Claim) {
    let (id, site, quantifier) = (&claim.id, &verdict.site, claim.quantifier.as_str());
    let (rule, before, after) = (verdict.rule.id(), verdict.judgement.as_str(), result.as_str());
    explain(format_args!(
        "claim {id} about {site}: R11 claim about {quantifier} of its sites applies: {after} \
         (by {rule} alone {before})"
    ));
}

/// Sites of a claim by their answer.
#[derive(Debug, Clone, Copy, Default)]
struct AnswerCounts {
    sites: usize,
    /// Sites of which it was so.
    agreeing: usize,
    /// Sites of which it was certainly not so.
    against: usize,
    /// Sites that the claim is not about.
    nothing_to_restore: usize,
    /// Undecided sites of which it was so in part.
    in_part: usize,
}

impl AnswerCounts {
    /// Counts a site by its answer.
    fn add(&mut self, answer: SiteAnswer) {
        self.sites += 1;
        self.agreeing += usize::from(answer == SiteAnswer::For);
        self.against += usize::from(answer == SiteAnswer::Against);
        self.nothing_to_restore += usize::from(answer == SiteAnswer::NothingToRestore);
    }

    /// Judges the claim by the sites that it is about: it holds where it would whatever the
    /// undecided sites were, and fails where it would whatever they were. An undecided site may be
    /// none that it is about, too; that can tip no balance which both other ways leave where it is.
    /// A claim about no site at all neither holds nor fails.
    fn judgement(self, quantifier: Quantifier) -> Judgement {
        let AnswerCounts { agreeing, against, .. } = self;
        let sites = self.sites - self.nothing_to_restore;
        if sites == 0 {
            return Judgement::Insufficient;
        }
        let (holds, fails) = match quantifier {
            Quantifier::Each => (agreeing == sites, against > 0),
            // Of most or some of several sites one that is listed alone is not all.
            Quantifier::Most | Quantifier::Some if self.sites == 1 => {
                (quantifier == Quantifier::Some && agreeing > 0, false)
            }
            Quantifier::Most => (2 * agreeing > sites, 2 * (sites - against) <= sites),
            Quantifier::Some => (agreeing > 0, against == sites),
            // Of a site that had nothing to come back from nobody is right who says "not back".
            Quantifier::None => (against == self.sites, agreeing > 0),
        };
        match (holds, fails) {
            (true, _) => Judgement::Supported,
            (false, true) => Judgement::Contradicted,
            (false, false) => Judgement::Insufficient,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(quantifier: Quantifier, sites: usize, agreeing: usize, against: usize) -> Judgement {
        AnswerCounts { sites, agreeing, against, ..AnswerCounts::default() }.judgement(quantifier)
    }

    #[test]
    fn most_is_more_than_half_whatever_the_undecided_are() {
        let of_four = |agreeing, against| judged(Quantifier::Most, 4, agreeing, against);
        assert_eq!(of_four(3, 0), Judgement::Supported);
        assert_eq!(of_four(2, 1), Judgement::Insufficient, "the fourth may make it three");
        assert_eq!(of_four(2, 2), Judgement::Contradicted, "half is not most");
        assert_eq!(of_four(0, 2), Judgement::Contradicted);
        assert_eq!(of_four(0, 1), Judgement::Insufficient);
    }

    #[test]
    fn some_needs_one_site_and_none_needs_all() {
        assert_eq!(judged(Quantifier::Some, 3, 1, 2), Judgement::Supported);
        assert_eq!(judged(Quantifier::Some, 3, 0, 2), Judgement::Insufficient);
        assert_eq!(judged(Quantifier::Some, 3, 0, 3), Judgement::Contradicted);
        assert_eq!(judged(Quantifier::None, 3, 0, 3), Judgement::Supported);
        assert_eq!(judged(Quantifier::None, 3, 0, 2), Judgement::Insufficient);
        assert_eq!(judged(Quantifier::None, 3, 1, 2), Judgement::Contradicted);
    }

    /// One that is listed of several says nothing of the others.
    #[test]
    fn one_listed_site_is_not_most_of_several() {
        for (agreeing, against) in [(1, 0), (0, 1), (0, 0)] {
            let judged = |quantifier| judged(quantifier, 1, agreeing, against);
            assert_eq!(judged(Quantifier::Most), Judgement::Insufficient);
            let some = if agreeing == 1 { Judgement::Supported } else { Judgement::Insufficient };
            assert_eq!(judged(Quantifier::Some), some);
        }
        assert_eq!(judged(Quantifier::None, 1, 0, 1), Judgement::Supported);
    }

    /// A claim about two to six sites, and two more that never went down: it holds where it would
    /// with any number of the undecided sites as it says, and fails where it would with none of
    /// these numbers; the two move nothing.
    #[test]
    fn a_claim_is_judged_by_every_way_that_the_undecided_sites_can_be() {
        let is_true = |quantifier, sites: usize, agreeing: usize| match quantifier {
            Quantifier::Each => agreeing == sites,
            Quantifier::Most => agreeing > sites / 2,
            Quantifier::Some => agreeing != 0,
            Quantifier::None => agreeing == 0,
        };
        let all = [Quantifier::Each, Quantifier::Most, Quantifier::Some, Quantifier::None];
        let splits = (2..=6).flat_map(|sites| {
            (0..=sites).flat_map(move |for_it| {
                (0..=sites - for_it).map(move |against| (sites, for_it, against))
            })
        });
        for (sites, agreeing, against) in splits {
            for quantifier in all {
                let most = sites - against;
                let ways = (agreeing..=most).map(|number| is_true(quantifier, sites, number));
                let expected = match (ways.clone().all(|way| way), ways.clone().any(|way| way)) {
                    (true, _) => Judgement::Supported,
                    (_, false) => Judgement::Contradicted,
                    _ => Judgement::Insufficient,
                };
                let judgements = [0, 2].map(|nothing_to_restore| {
                    AnswerCounts {
                        sites: sites + nothing_to_restore,
                        agreeing,
                        against,
                        nothing_to_restore,
                        in_part: 0,
                    }
                    .judgement(quantifier)
                });
                // "None is back" is not right of a site that stayed up.
                let with_others = match (quantifier, expected) {
                    (Quantifier::None, Judgement::Supported) => Judgement::Insufficient,
                    _ => expected,
                };
                assert_eq!(
                    judgements,
                    [expected, with_others],
                    "{quantifier:?}: {sites}, {agreeing}, {against}"
                );
            }
        }
    }

    /// Any undecided site can turn out to be as the claim says, not so, or none that it is about: a
    /// claim that holds, or fails, does so in each of these ways.
    #[test]
    fn an_undecided_site_that_never_went_down_changes_no_result() {
        let all = [Quantifier::Most, Quantifier::Some, Quantifier::None];
        let firm = [Judgement::Supported, Judgement::Contradicted];
        for (agreeing, against, undecided) in (0..64).map(|at| (at % 4, at / 4 % 4, at / 16)) {
            let sites = agreeing + against + undecided;
            for quantifier in all {
                let result = judged(quantifier, sites, agreeing, against);
                if undecided == 0 || agreeing + against == 0 || !firm.contains(&result) {
                    continue;
                }
                for nothing_to_restore in 1..=undecided {
                    let counts =
                        AnswerCounts { sites, agreeing, against, nothing_to_restore, in_part: 0 };
                    assert_eq!(counts.judgement(quantifier), result, "{quantifier:?}: {counts:?}");
                }
            }
        }
    }

    #[test]
    fn a_claim_about_no_site_neither_holds_nor_fails() {
        for quantifier in [Quantifier::Most, Quantifier::Some, Quantifier::None] {
            let counts =
                AnswerCounts { sites: 3, nothing_to_restore: 3, ..AnswerCounts::default() };
            assert_eq!(counts.judgement(quantifier), Judgement::Insufficient);
        }
    }
}
