//! Judging an assertion: the first rule that applies decides, then flags are added.

use super::assertion::Assertion;
use super::conclusion::{Basis, Conclusion, RuleSpec, intent_only};
use super::context::Context;
use super::episodes::is_over;
use super::order::ORDER;
use super::rule_log::explain;
use crate::clock::Span;
use crate::model::findings::StateTime;
use crate::model::{
    Claim, ClaimKind, ClaimSense, Extent, Judgement, Outage, OutageFlag, ProbeCount, Quantifier,
    Rules, Verdict, VerdictFlag,
};

/// Judges a claim about the site of a context. The verdict has no id yet.
pub(in crate::analysis) fn judge<'a>(claim: &'a Claim, context: &Context<'a>) -> Verdict {
    let assertion = Assertion::new(claim, context);
    let (rule, conclusion) = ORDER
        .iter()
        .filter(|spec| spec.answers(assertion.question))
        .find_map(|spec| Some((spec.rule, conclude(spec, &assertion, context)?)))
        .expect("the last rule of each question applies to all that is left");
    // A claim that is not held against the record asks for no time.
    let is_examined = conclusion.basis != Basis::ClaimAlone;
    let time = assertion.time.filter(|_| is_examined).map(|time| time.widest);
    Verdict {
        id: String::new(),
        claim: Some(claim.id.clone()),
        site: context.site_id().to_owned(),
        rule,
        judgement: conclusion.judgement,
        // Both follow from the outage.
        lag: None,
        is_before_onset: false,
        work: None,
        outage: conclusion.outage.map(|outage| outage.id.clone()),
        outage_number: conclusion.outage.map_or(0, |outage| context.outage_number(outage)),
        earlier: conclusion.outage.and_then(|outage| context.earlier_outages(outage, time)),
        further: conclusion.further.clone(),
        asked: assertion.time_asked(context).filter(|_| is_examined),
        group: None,
        disputed_by: Vec::new(),
        vantages: time
            .filter(|_| conclusion.basis == Basis::CompleteView)
            .map_or_else(Vec::new, |time| context.vantage_views(time)),
        degraded: time.map_or_else(ProbeCount::default, |time| context.degraded_probes(time)),
        set_aside: time.map_or_else(ProbeCount::default, |time| context.set_aside_probes(time)),
        unknown_probes: time.map_or_else(ProbeCount::default, |time| context.unknown_probes(time)),
        disagreeing: time.map_or_else(ProbeCount::default, |time| context.disagreeing_probes(time)),
        logs_disagree: time.map_or_else(StateTime::default, |time| context.logs_disagree(time)),
        unplaced_rows: time.map_or(0, |_| context.known.report.unplaced_rows),
        implied: time.and_then(|time| context.implied_probes(time)),
        observed_share: time.map(|time| context.observed_share(time)),
        unobserved: time.and_then(|time| context.unobserved(time)),
        leaves_room: time.is_some_and(|_| leaves_room(&assertion, context, conclusion.judgement)),
        readings: Vec::new(),
        flags: if is_examined {
            flags(&assertion, context, &conclusion, time)
        } else {
            intent_only(claim)
        },
        finding: conclusion.finding,
        sense: ClaimSense::Statement,
    }
}

/// Says whether an outage that is not known can lie where the claim could mean it.
fn leaves_room(assertion: &Assertion<'_>, context: &Context<'_>, result: Judgement) -> bool {
    let time = match result {
        Judgement::ClaimedAfterTheFact => assertion.time_not_over(),
        _ => assertion.time.map(|time| time.widest),
    };
    let asked = time.zip(assertion.shortest_us());
    assertion.is_cut || asked.is_none_or(|(time, us)| context.leaves_room(time, us))
}

/// Tries a case of a rule, and writes to the log whether it applies.
fn conclude<'a>(
    spec: &RuleSpec,
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let conclusion = (spec.conclude)(assertion, context);
    let (claim, site) = (&assertion.claim.id, context.site_id());
    let (rule, case) = (spec.rule.id(), spec.case);
    match &conclusion {
        Some(conclusion) => {
            let judgement = conclusion.judgement.as_str();
            explain(format_args!("claim {claim} about {site}: {rule} {case} applies: {judgement}"));
        }
        None => explain(format_args!("claim {claim} about {site}: {rule} {case} does not apply")),
    }
    conclusion
}

/// Returns the flags of a verdict, sorted.
fn flags<'a>(
    assertion: &Assertion<'_>,
    context: &Context<'a>,
    conclusion: &Conclusion<'a>,
    time: Option<Span>,
) -> Vec<VerdictFlag> {
    let maintenance = &context.known.report.maintenance;
    // A claim of work overlaps itself.
    let is_of_work = assertion.claim.kind == ClaimKind::Maintenance;
    let overlaps_work = time.is_some_and(|time| {
        let is_claimed = !is_of_work && !context.claimed_work.clip(time).is_empty();
        is_claimed || !maintenance.clip(time).is_empty()
    });
    let common = conclusion.outage.is_some_and(|outage| outage.has(OutageFlag::CommonMode));
    let disagree = time.is_some_and(|time| {
        context.disagreeing_probes(time).most > 0 || context.logs_disagree(time).times > 0
    });
    let flags = [
        (VerdictFlag::MaintenanceOverlap, overlaps_work),
        (VerdictFlag::CommonMode, common),
        (VerdictFlag::OftenDown, outages_outside(context, time) >= Rules::OFTEN_DOWN),
        (VerdictFlag::LaterOutage, rests_on_later_outage(assertion, context, conclusion)),
        (VerdictFlag::ClaimedAfterTheFact, is_after_the_fact(assertion, context, conclusion)),
        (VerdictFlag::IntentOnly, assertion.claim.intent),
        (VerdictFlag::RowsDisagree, disagree),
        (VerdictFlag::OnAndOffUntested, assertion.claim.extent == Extent::Intermittent),
    ];
    flags.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag).collect()
}

/// Says whether a verdict on a claim that the site is down rests on an outage that was not the
/// site's first.
fn rests_on_later_outage<'a>(
    assertion: &Assertion<'_>,
    context: &Context<'a>,
    conclusion: &Conclusion<'a>,
) -> bool {
    let says_down = assertion.claim.is_of_outage();
    says_down && conclusion.outage.is_some_and(|outage| context.outage_number(outage) > 1)
}

/// Counts the outages of a site that lie outside a time, or all without one.
fn outages_outside(context: &Context<'_>, time: Option<Span>) -> usize {
    let outside =
        |outage: &&Outage| time.is_none_or(|time| outage.possible.intersection(time).is_none());
    context.known.outages.iter().filter(outside).count()
}

/// Says whether a claim that the site is down was published after the episode of its confirmed
/// outage, and the judgement does not say so already. A blip is no outage, and a denial names none.
fn is_after_the_fact<'a>(
    assertion: &Assertion<'_>,
    context: &Context<'a>,
    conclusion: &Conclusion<'a>,
) -> bool {
    let says_down = assertion.claim.is_of_outage();
    let says_so = conclusion.judgement == Judgement::ClaimedAfterTheFact;
    let is_denial = assertion.claim.quantifier == Quantifier::None;
    let may_be_late = says_down && !is_denial && !says_so;
    let is_confirmed = |outage: &&Outage| context.outage_number(outage) > 0;
    let outage = conclusion.outage.filter(is_confirmed).filter(|_| may_be_late);
    let Some(outage) = outage else { return false };
    let last = context.last_of_episode(outage);
    is_over(last, assertion.earliest_publication())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_claim_of_an_intent_is_flagged_as_one() {
        let flags = |intent| intent_only(&Claim { intent, ..Claim::example() });
        assert_eq!([flags(false), flags(true)], [vec![], vec![VerdictFlag::IntentOnly]]);
    }
}
