//! R2: too little is known to say. Each case stands before a rule that would say more.

use super::assertion::{Assertion, Question};
use super::conclusion::{self, Conclusion, DOWN, RuleSpec};
use super::context::{Context, certainly_down};
use super::down_claim::Witness;
use super::episodes::is_over;
use super::onset_claim::{
    certainly_begins_in, episodes_meant, may_begin_in, of_onset, of_outage, perhaps_new,
    start_unknown,
};
use super::r4_precedes_claim::{degraded_before, part_under_way, under_way};
use super::r5_claimed_after_the_fact::{degraded_over, outage_over, part_over};
use super::recovery_claim::of_recovery;
use super::rule_log::explain;
use super::up_claim::time_up;
use crate::clock::Span;
use crate::model::findings::{
    BlipsSeen, DoubtfulFailures, DownOpen, DownWhen, NoProbeInside, OnsetOrder, PartStart,
    StateTime,
};
use crate::model::{Extent, Failures, Finding, Judgement, Outage, Rule, Verdict};

/// Id of the rule.
const RULE: Rule = Rule::new("R2");

/// Less than the evidence floor was observed (M19), and nothing was seen that decides.
pub(super) const fn below_floor(questions: &'static [Question]) -> RuleSpec {
    RuleSpec {
        rule: RULE,
        case: "observed below the evidence floor",
        questions,
        conclude: observed_too_little,
    }
}

/// Finds a time asked of which it is not known whether a probe lies in it: it is shorter than the
/// longest time between two probes of its run.
pub(super) const fn no_known_probe(questions: &'static [Question]) -> RuleSpec {
    RuleSpec {
        rule: RULE,
        case: "no probe known to lie in the time asked",
        questions,
        conclude: |assertion, context| {
            let time = assertion.time?.widest;
            let (interval_around, unknown_probes) =
                (context.intervals(time), context.unknown_probes(time));
            let is_of_lists = context.has_lists_alone();
            // The stamp of none lies in the time, and that of one is near enough.
            let is_within_stamps = context.probes(time).most == 0;
            let inside =
                NoProbeInside { interval_around, is_within_stamps, unknown_probes, is_of_lists };
            let is_known = context.probes(time).least > 0;
            (!is_known).then(|| insufficient(Finding::NoProbeInside(inside)))
        },
    }
}

/// An onset that may lie in the time asked, and may not.
pub(super) const ONSET_OPEN: RuleSpec = RuleSpec {
    rule: RULE,
    case: "onset perhaps in the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?;
        let meant = || episodes_meant(assertion, context, time);
        let Some(episode) = meant().find(|one| may_begin_in(one.first, time)) else {
            let perhaps_new = meant().find_map(|one| perhaps_new(one, context, time));
            if let Some((outage, order)) = perhaps_new {
                return Some(of_outage(outage, Judgement::Insufficient, order));
            }
            let order = match start_unknown(context, time) {
                Some(start) => OnsetOrder::StartUnknown(start),
                None => OnsetOrder::GapUnknown(context.back_inside(time.widest)?),
            };
            return Some(of_onset(meant().next()?, Judgement::Insufficient, order));
        };
        let has_begun =
            time.certain.is_some_and(|certain| certainly_begins_in(episode.first, certain));
        let last_published = assertion.last_publication_time_asked();
        let order = match has_begun && is_over(episode.last, last_published) {
            true => OnsetOrder::PerhapsOver,
            false => OnsetOrder::Open,
        };
        Some(of_onset(episode, Judgement::Insufficient, order))
    },
};

/// An outage that was over at the publication, or under way before the time asked, of which too
/// little was observed to say that no other fits.
pub(super) const ONSET_OF_TIME_UNOBSERVED: RuleSpec = RuleSpec {
    rule: RULE,
    case: "an outage of another time, observed below the evidence floor",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        let found = outage_over(assertion, context).or_else(|| under_way(assertion, context));
        found.map(as_insufficient)
    },
};

/// An outage that was over at the publication, where too little was observed to say that the site
/// was not down then.
pub(super) const OVER_OF_TIME_UNOBSERVED: RuleSpec = RuleSpec {
    rule: RULE,
    case: "over when published, observed below the evidence floor",
    questions: conclusion::WAS_DOWN,
    conclude: |assertion, context| outage_over(assertion, context).map(as_insufficient),
};

/// Failures in part of another time, where too little was observed to say that no others fit.
pub(super) const PART_OF_TIME_UNOBSERVED: RuleSpec = RuleSpec {
    rule: RULE,
    case: "failures in part of another time, observed below the evidence floor",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        let found = part_over(assertion, context).or_else(|| part_under_way(assertion, context));
        found.map(as_insufficient)
    },
};

/// Degraded answers of another time, where too little was observed to say that no others fit.
pub(super) const DEGRADED_OF_TIME_UNOBSERVED: RuleSpec = RuleSpec {
    rule: RULE,
    case: "degraded answers of another time, observed below the evidence floor",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        let found =
            degraded_over(assertion, context).or_else(|| degraded_before(assertion, context));
        found.map(as_insufficient)
    },
};

/// Failures in part that belong together (M27), while the claim says that the site went down, and
/// these may have begun outside of the time asked.
pub(super) const PART_START_OPEN: RuleSpec = RuleSpec {
    rule: RULE,
    case: "failures in part that perhaps began at another time",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        context.failures_that_began(assertion, is_open).map(insufficient)
    },
};

/// Degraded answers, while the claim says that the site went down, and these may have begun outside
/// of the time asked.
pub(super) const DEGRADED_START_OPEN: RuleSpec = RuleSpec {
    rule: RULE,
    case: "degraded answers that perhaps began at another time",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        context.degraded_that_began(assertion, is_open).map(insufficient)
    },
};

/// A site that was certainly down for a part of the time asked, and for the rest not certainly up,
/// while the claim says that it was down throughout.
pub(super) const NOT_KNOWN_THROUGHOUT: RuleSpec = RuleSpec {
    rule: RULE,
    case: "not known throughout",
    questions: conclusion::WAS_DOWN,
    conclude: |assertion, context| {
        let claims_all = assertion.claim.extent == Extent::Throughout;
        let witness = Witness::find(assertion, context).filter(|_| claims_all)?;
        let finding = Finding::DownForPart { down: witness.time, up: StateTime::default() };
        let conclusion = insufficient(finding).resting_on(Some(witness.first));
        Some(conclusion.up_to(witness.last, witness.time.outages))
    },
};

/// An outage that may reach into the time asked, and may not.
pub(super) const DOWN_OPEN: RuleSpec = RuleSpec {
    rule: RULE,
    case: "down perhaps in the time asked",
    questions: conclusion::WAS_DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let outage = context.outages_in(time).next()?;
        let when = down_when(outage, time);
        let (failures, probes) = (context.failures_in(time), context.probes(time));
        let finding = Finding::DownOpen(DownOpen { when, failures, probes });
        Some(insufficient(finding).resting_on(Some(outage)))
    },
};

/// Finds a blip, or failed or challenged probes at which no quorum saw the site up.
pub(super) const fn unconfirmed(questions: &'static [Question]) -> RuleSpec {
    RuleSpec { rule: RULE, case: "a blip or a doubt", questions, conclude: blip_or_doubt }
}

/// A time asked in which the site was certainly up for less than the evidence floor.
pub(super) const UP_TOO_SHORT: RuleSpec = RuleSpec {
    rule: RULE,
    case: "certainly up below the evidence floor",
    questions: DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let up_us = context.up_us(time);
        let (length_us, floor_percent) = (time.length(), context.rules.floor_percent);
        let failures = context.failures_in(time);
        let probes = context.probes(time);
        let finding = Finding::UpTooShort { up_us, length_us, floor_percent, failures, probes };
        (!context.reaches_floor(up_us, time)).then(|| insufficient(finding))
    },
};

/// Finds a time without an outage that is up by probes whose rows disagree (M8); or in which all
/// that was observed is up, where rows of the site have no readable time (M6) and may be failures.
pub(super) const fn in_doubt(questions: &'static [Question]) -> RuleSpec {
    RuleSpec {
        rule: RULE,
        case: "rows that disagree or have no time",
        questions,
        conclude: |assertion, context| {
            let time = assertion.time?.widest;
            let observed = context.known.states.observed.clip(time);
            let is_unplaced = context.known.report.unplaced_rows > 0
                && observed.difference(&context.known.states.up).is_empty();
            let is_in_doubt = is_unplaced || context.is_up_by_disagreeing(time);
            is_in_doubt.then(|| insufficient(context.up_in_doubt(time)))
        },
    }
}

/// A time at which the site was said to be reachable, and which is up by probes whose rows disagree
/// (M8), or while rows of the site have no readable time (M6).
pub(super) const REACHABLE_IN_DOUBT: RuleSpec = RuleSpec {
    rule: RULE,
    case: "up by rows that disagree or have no time",
    questions: conclusion::REACHABLE,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let failed = context.outages_in(time).next().is_some()
            || context.blips_in(time).next().is_some()
            || context.doubtful_probes(time).all().most > 0;
        let is_unplaced = context.known.report.unplaced_rows > 0;
        let is_in_doubt = !failed && (is_unplaced || context.is_up_by_disagreeing(time));
        is_in_doubt.then(|| insufficient(context.up_in_doubt(time)))
    },
};

/// A recovery that may have come before its claim, and may not; or one after which a time before
/// the claim was not observed.
pub(super) const RECOVERY_OPEN: RuleSpec = RuleSpec {
    rule: RULE,
    case: "order of recovery and claim open",
    questions: conclusion::BACK,
    conclude: of_recovery,
};

/// A site that was said to be reachable and was up, by too few probes; or one that was said not to
/// be, and was up without a complete view. R3 stands before it for all that are enough.
pub(super) const REACHABLE_TOO_FEW: RuleSpec = RuleSpec {
    rule: RULE,
    case: "up by too few probes",
    questions: conclusion::REACHABLE,
    conclude: |assertion, context| time_up(assertion, context).map(insufficient),
};

/// A site that was said to be reachable, of which neither that nor the contrary is known. Applies
/// to all that the rules before it leave.
pub(super) const REACHABLE_OPEN: RuleSpec = RuleSpec {
    rule: RULE,
    case: "neither up nor down for long enough",
    questions: conclusion::REACHABLE,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let outages: Vec<&Outage> = context.outages_in(time).collect();
        let outage = outages.first().copied().or_else(|| context.blips_in(time).next());
        let in_part = context.failures_in_part(time).probes;
        let finding = if outage.is_none() && in_part.all().most > 0 {
            context.some_vantages(time, PartStart::NotAsked)
        } else {
            context.up_and_down(time)
        };
        let conclusion = insufficient(finding).resting_on(outage);
        Some(match outages.last() {
            Some(last) => conclusion.up_to(last, outages.len()),
            None => conclusion,
        })
    },
};

/// Returns the verdict on a claim whose time the clocks showed twice, in place of that on all of
/// the time: what follows is not the same for each reading.
pub(super) fn shown_twice(verdict: Verdict) -> Verdict {
    explain(format_args!("{RULE:?} readings of a time shown twice: the results differ"));
    Verdict {
        rule: RULE,
        judgement: Judgement::Insufficient,
        finding: Finding::ShownTwice,
        outage: None,
        outage_number: 0,
        earlier: None,
        further: None,
        vantages: Vec::new(),
        ..verdict
    }
}

/// Returns when an outage was down that may reach into a time, the nearest to that time. What lies
/// between two times down was not observed, or neither up nor down.
fn down_when(outage: &Outage, time: Span) -> DownWhen {
    let certain = certainly_down(outage);
    let spans = certain.spans();
    let before = spans.iter().rfind(|span| span.until() <= time.from());
    let behind = spans.iter().find(|span| time.until() <= span.from());
    let inside = spans.iter().find(|span| span.intersection(time).is_some());
    match (inside, before, behind) {
        (None, Some(before), Some(behind)) => {
            DownWhen::Around { until: before.last(), from: behind.from() }
        }
        _ => match inside.or(before).or(behind) {
            Some(span) => DownWhen::Certainly(*span),
            None => DownWhen::Perhaps(outage.possible),
        },
    }
}

/// Keeps what a rule found, where too little was observed for its result.
fn as_insufficient(found: Conclusion<'_>) -> Conclusion<'_> {
    Conclusion { judgement: Judgement::Insufficient, ..found }
}

/// Says whether it is open where failures in part or degraded answers began.
fn is_open(start: PartStart) -> bool {
    matches!(start, PartStart::Open(_))
}

/// Concludes that the record decides nothing.
fn insufficient<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::Insufficient, finding)
}

/// Concludes where less than the evidence floor of the time asked was observed.
fn observed_too_little<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let time = assertion.time?.widest;
    let observed_us = context.observed_us(time);
    let (length_us, floor_percent) = (time.length(), context.rules.floor_percent);
    let failures = context.failures_in(time);
    let probes = context.probes(time);
    // Of who says that the site was down or back, the outages that can be meant were held before.
    let is_reachable = assertion.question == Some(Question::WasReachable);
    let down = Some(context.time_confirmed_down(time)).filter(|_| is_reachable).unwrap_or_default();
    let outages: Vec<&Outage> = context.outages_in(time).filter(|_| down.times > 0).collect();
    let finding =
        Finding::BelowFloor { observed_us, length_us, floor_percent, down, failures, probes };
    let conclusion = insufficient(finding).resting_on(outages.first().copied());
    (!context.reaches_floor(observed_us, time)).then(|| match outages.last() {
        Some(last) => conclusion.up_to(last, outages.len()),
        None => conclusion,
    })
}

/// Concludes where failures in the time asked are too few to confirm an outage.
fn blip_or_doubt<'a>(assertion: &Assertion<'a>, context: &Context<'a>) -> Option<Conclusion<'a>> {
    let time = assertion.time?.widest;
    let blips: Vec<&Outage> = context.blips_in(time).collect();
    if let Some(first) = blips.first() {
        let finding = Finding::Blip(BlipsSeen {
            blips: blips.len(),
            failed_probes: blips.iter().map(|blip| blip.failed_probes).sum(),
            failed_inside: context.blip_probes_in(time),
            // A challenge beside a blip is neither up nor down, and no part of it.
            others: Failures {
                challenged: context.failures_in(time).challenged,
                ..context.failures_in_part(time).probes
            },
            probes: context.probes(time),
        });
        return Some(insufficient(finding).resting_on(Some(first)));
    }
    let failures = context.doubtful_probes(time);
    let finding = Finding::Doubt(DoubtfulFailures {
        failures,
        while_up: context.outvoted_probes(time),
        is_each_alone: context.fails_each_alone(time),
        probes: context.probes(time),
    });
    (failures.all().most > 0).then(|| insufficient(finding))
}
