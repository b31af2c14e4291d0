//! Recoveries held against a claim that the site is back (M13).

use super::assertion::{Assertion, is_recovery_from_then_on};
use super::conclusion::Conclusion;
use super::context::Context;
use crate::clock::{Bracket, Instant, SECOND, Span};
use crate::model::{
    DurationRange, Failures, Finding, Judgement, Outage, ProbeCount, Recovery, RecoveryOrder,
    UnknownTime,
};

/// Concludes something of the recovery from the outage that a claim can mean; `None` where no
/// outage can have begun by the claimed time. Where it can mean several, each must lead to the
/// result.
pub(super) fn of_recovery<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let said = assertion.said?;
    let meant = outages_meant(said, assertion, context);
    let each: Vec<Recovery> = meant
        .iter()
        .enumerate()
        // A later one is meant only if it had begun, of the first that is to be seen.
        .map(|(number, outage)| held(outage, number > 0, said, assertion, context))
        .collect();
    let (outage, held) = meant.last().copied().zip(each.last().copied())?;
    let is_decided = each.iter().all(|one| one.order == held.order);
    // At a moment of the publication before all of them there was nothing to come back from.
    let begun_by = |outage: &&Outage| outage.onset.by.is_none_or(|by| by <= said.from());
    let is_perhaps_none =
        assertion.is_of_some_moment() && !context.known.outages.iter().any(|one| begun_by(&one));
    let order = if is_decided && !is_perhaps_none { held.order } else { RecoveryOrder::Open };
    let judgement = match order {
        RecoveryOrder::Agrees => Judgement::OnTime,
        RecoveryOrder::TooEarly => Judgement::Premature,
        RecoveryOrder::Late => Judgement::Late,
        RecoveryOrder::Open => Judgement::Insufficient,
    };
    let depends_on_outage = !is_decided;
    let found = Recovery { order, meant: meant.len(), depends_on_outage, is_perhaps_none, ..held };
    let conclusion = Conclusion::new(judgement, Finding::Recovery(found));
    Some(conclusion.resting_on(Some(outage)))
}

/// Lists the confirmed outages of which a claim can say that they are over, in order of time: the
/// last one that had certainly begun when the claimed time began, and those that may have begun in
/// that time, and by the publication. A claim that gives its time does not mean an outage that was
/// over before it, where another one was on in it.
fn outages_meant<'a>(
    said: Span,
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Vec<&'a Outage> {
    let asserted = assertion.claim.asserted;
    let has_begun = |outage: &Outage, at: Instant| outage.onset.by.is_none_or(|by| by <= at);
    let may_begin = |outage: &Outage, until: Instant| {
        outage.onset.after.is_none_or(|after| after.plus(1) < until)
    };
    let all = &context.known.outages;
    let end = claimed_moments(said).until();
    let until = asserted.map_or(end, |_| {
        let published = assertion.claim.published.and_then(|published| published.latest);
        published.map_or(end, |latest| latest.min(end)).max(said.from().plus(1))
    });
    let first = all.iter().rposition(|outage| has_begun(outage, said.from())).unwrap_or(0);
    let mut meant: Vec<&Outage> =
        all[first..].iter().take_while(|outage| may_begin(outage, until)).collect();
    if let Some(asserted) = asserted {
        let has_certain = |meant: &[&Outage]| {
            meant.iter().skip(1).any(|outage| has_begun(outage, until.plus(-1)))
        };
        let is_over = |outage: &Outage| {
            let earliest = said.from().plus(-context.rules.tolerance_us);
            outage.stable_recovery.by.is_some_and(|by| by < earliest)
        };
        // Who gives the day of a recovery does not mean one of the day before.
        if meant.first().is_some_and(|outage| is_over(outage)) && has_certain(&meant) {
            meant.remove(0);
        }
        // Who says "by then" says it of the last outage before that.
        if asserted.earliest.is_none()
            && let Some(last) = meant.iter().rposition(|outage| has_begun(outage, until.plus(-1)))
        {
            meant.drain(..last);
        }
    }
    meant
}

/// Holds the stable recovery from an outage against the claimed time; `has_begun` says that the
/// outage had begun by then if it is meant at all.
fn held(
    outage: &Outage,
    has_begun: bool,
    said: Span,
    assertion: &Assertion<'_>,
    context: &Context<'_>,
) -> Recovery {
    let recovery = outage.stable_recovery;
    let claimed = Claimed::of(said, assertion);
    let tolerance_us = context.rules.tolerance_us;
    let own_order = match assertion.is_denial() {
        true => claimed.order_of_denial(recovery, tolerance_us),
        false => claimed.order(recovery, tolerance_us),
    };
    let since = SinceRecovery::find(own_order, recovery, said, assertion, context);
    let unknown_back = match own_order {
        RecoveryOrder::TooEarly => unknown_back(said, assertion, context),
        _ => None,
    };
    let last_down = context.last_of_episode(outage).recovery.after;
    let is_down_after = last_down.is_some_and(|last_down| said.until() <= last_down)
        && (has_begun || outage.onset.by.is_none_or(|by| by < said.until()));
    // A denial of a recovery is not shown right by a moment at which the site may have been up.
    let may_be_up = || context.outage_throughout(claimed_moments(said)).is_none();
    let order = match own_order {
        // It is not known whether it was back at the claimed time.
        RecoveryOrder::TooEarly if unknown_back.is_some() => RecoveryOrder::Open,
        RecoveryOrder::TooEarly if assertion.is_denial() && may_be_up() => RecoveryOrder::Open,
        // A later outage of another episode does not say that the site was not back.
        RecoveryOrder::TooEarly if !is_down_after => RecoveryOrder::Open,
        RecoveryOrder::Agrees | RecoveryOrder::Late if since.leaves_open(own_order) => {
            RecoveryOrder::Open
        }
        order => order,
    };
    let needs_tolerance = unknown_back.is_some_and(|unknown| unknown.is_by_tolerance)
        || claimed.needs_tolerance(order, own_order, recovery, tolerance_us);
    let down_after = last_down.filter(|_| is_down_after);
    let known_end = recovery.after.filter(|_| recovery.by.is_some());
    Recovery {
        order,
        recovery,
        first: outage.recovery,
        relapses: context.relapses(&context.known.outages, outage),
        blips: context.relapses(&context.known.blips, outage),
        is_behind_all: outage.certain_relapses == outage.relapses,
        since_claim: since_claim(said, recovery),
        down_again: down_again(recovery, assertion, context),
        down_after_us: down_after.map(|at| at.since(claimed_end(said))),
        is_before_onset: is_published_before(outage.onset.after, assertion),
        is_before_recovery: is_published_before(known_end, assertion),
        is_up_then: context.is_up_throughout(claimed_moments(said)),
        has_ended: outage.recovery.by.is_some(),
        is_asserted: claimed.is_asserted,
        is_moment: said.length() <= SECOND,
        publication_us: match claimed.is_asserted || said.length() <= SECOND {
            true => 0,
            false => said.length() - 1,
        },
        stable_for_us: context.rules.stable_for_us,
        tolerance_us: needs_tolerance.then_some(tolerance_us),
        unobserved_us: since.unobserved_us,
        failures_since: since.failures,
        disagreeing_since: since.disagreeing,
        is_disagreed: since.is_back_by_disagreeing,
        is_unplaced: since.is_unplaced,
        unknown_then: unknown_back.map(|unknown| unknown.time),
        meant: 1,
        depends_on_outage: false,
        is_perhaps_none: false,
    }
}

/// Evidence of another outage that a claim may mean, between a recovery and the claimed time.
#[derive(Debug, Clone, Copy, Default)]
struct SinceRecovery {
    /// Microseconds that nobody observed.
    unobserved_us: i64,
    /// Failures that confirm no outage.
    failures: Failures,
    /// Probes whose rows disagree (M8).
    disagreeing: ProbeCount,
    /// Whether the site counts as back only by probes whose rows disagree (M8).
    is_back_by_disagreeing: bool,
    /// Whether rows of the site have no readable time (M6), and each counts against the claim, or
    /// against its denial.
    is_unplaced: bool,
}

impl SinceRecovery {
    /// Looks through the time from a recovery to the claimed one; for a recovery before that, to
    /// its end: in what follows of it, another outage may have ended.
    fn find(
        own_order: RecoveryOrder,
        recovery: Bracket,
        said: Span,
        assertion: &Assertion<'_>,
        context: &Context<'_>,
    ) -> SinceRecovery {
        let is_late = own_order == RecoveryOrder::Late;
        let is_back = is_late || own_order == RecoveryOrder::Agrees;
        let latest = if is_late { said.last() } else { Claimed::of(said, assertion).latest() };
        let since = recovery.by.and_then(|by| Span::new(by, latest)).filter(|_| is_back);
        let found = SinceRecovery {
            is_back_by_disagreeing: is_back_by_disagreeing(recovery, context),
            is_unplaced: context.known.report.unplaced_rows > 0
                && (is_late || is_back && assertion.is_denial()),
            ..SinceRecovery::default()
        };
        let Some(since) = since else { return found };
        SinceRecovery {
            unobserved_us: context.unobserved(since).map_or(0, |gap| gap.total_us),
            failures: failures_since(since, said, context),
            disagreeing: context.disagreeing_probes(since),
            ..found
        }
    }

    /// Says whether a recovery that agrees with the claim, or came before, is open by it.
    fn leaves_open(self, own_order: RecoveryOrder) -> bool {
        let may_have_failed = self.failures.all().most > 0 || self.disagreeing.most > 0;
        self.unobserved_us > 0
            || self.is_back_by_disagreeing
            || self.is_unplaced
            || own_order == RecoveryOrder::Late && may_have_failed
    }
}

/// Time in which a site may have been back as claimed, while nobody knows.
#[derive(Debug, Clone, Copy)]
struct UnknownBack {
    time: UnknownTime,
    /// Whether it begins behind the claimed time, within the tolerance.
    is_by_tolerance: bool,
}

/// Finds the time in which a site that was down later may have been back as claimed. Who says that
/// it is back is right, too, where it was back for `stable_for` from a moment within the tolerance.
fn unknown_back(
    said: Span,
    assertion: &Assertion<'_>,
    context: &Context<'_>,
) -> Option<UnknownBack> {
    if let Some(time) = context.unknown_around(claimed_moments(said)) {
        return Some(UnknownBack { time, is_by_tolerance: false });
    }
    let latest = said.last().plus(context.rules.tolerance_us);
    let within = Span::new(said.from(), latest.plus(1)).filter(|_| !assertion.is_denial())?;
    let time = context.back_inside(within)?;
    Some(UnknownBack { time, is_by_tolerance: true })
}

/// Counts the failures that may be meant between a recovery and the claimed time, and those of a
/// blip that may have been on at that time, though its probe failed later.
fn failures_since(since: Span, said: Span, context: &Context<'_>) -> Failures {
    let blips = context.blips_in(claimed_moments(said)).map(|blip| blip.possible.until());
    let until = blips.max().map_or(since.until(), |until| until.max(since.until()));
    Span::new(since.from(), until)
        .map_or_else(Failures::default, |time| context.failures_that_may_be_meant(time))
}

/// Counts the outages that certainly began after a recovery and before the publication of a claim
/// that says that the site is back from then on.
fn down_again(recovery: Bracket, assertion: &Assertion<'_>, context: &Context<'_>) -> usize {
    let claim = assertion.claim;
    let published = claim.published.filter(|_| is_recovery_from_then_on(claim));
    let times = published.and_then(|published| published.earliest).zip(recovery.by);
    let Some((published, by)) = times else { return 0 };
    let is_between = |outage: &&Outage| {
        outage.onset.after.is_some_and(|after| by <= after)
            && outage.onset.by.is_some_and(|down| down <= published)
    };
    context.known.outages.iter().filter(is_between).count()
}

/// Says whether a claim that gives its time was certainly published before a moment; no claim was
/// before an unknown one.
fn is_published_before(at: Option<Instant>, assertion: &Assertion<'_>) -> bool {
    let published = assertion.claim.published.filter(|_| assertion.claim.asserted.is_some());
    let last = published.and_then(|published| published.latest);
    last.zip(at).is_some_and(|(last, at)| last.plus(-1) <= at)
}

/// The time at which a site is said to be back.
#[derive(Debug, Clone, Copy)]
struct Claimed {
    said: Span,
    /// Whether the claim itself gives it; else it is that of the publication, and one moment of it
    /// counts, nobody knows which.
    is_asserted: bool,
}

impl Claimed {
    fn of(said: Span, assertion: &Assertion<'_>) -> Claimed {
        Claimed { said, is_asserted: assertion.claim.asserted.is_some() }
    }

    /// Returns the moment up to which the record must be known, for a recovery before the claim.
    fn latest(self) -> Instant {
        if self.is_asserted { self.said.from() } else { self.said.last() }
    }

    /// Orders a claimed recovery and the one that was seen. A claim that gives its time agrees with
    /// a recovery anywhere in it; one of which only the publication is known, where it would at
    /// each moment that this can have been.
    fn order(self, recovery: Bracket, tolerance_us: i64) -> RecoveryOrder {
        let said = self.said;
        let (first, last) =
            if self.is_asserted { (said.from(), said.last()) } else { (said.last(), said.from()) };
        // What is said to the second is judged to the second.
        let (earliest, latest) = match said.length() <= SECOND {
            true => (said.from().plus(-tolerance_us), said.last().plus(tolerance_us)),
            false => (first.plus(-tolerance_us), last.plus(tolerance_us)),
        };
        if recovery.after.is_some_and(|after| earliest <= after.plus(1))
            && recovery.by.is_some_and(|by| by <= latest)
        {
            RecoveryOrder::Agrees
        } else if self.may_agree(recovery, tolerance_us) {
            RecoveryOrder::Open
        } else if recovery.after.is_some_and(|after| said.until() <= after) {
            RecoveryOrder::TooEarly
        } else if recovery.by.is_some_and(|by| by < said.from()) {
            RecoveryOrder::Late
        } else {
            RecoveryOrder::Open
        }
    }

    /// Orders a recovery and the time by which it is said that the site was not back. The tolerance
    /// is for who says that it was: it makes no denial wrong, and what the two agree on by it alone
    /// is open.
    fn order_of_denial(self, recovery: Bracket, tolerance_us: i64) -> RecoveryOrder {
        let (lenient, strict) = (self.order(recovery, tolerance_us), self.order(recovery, 0));
        match (lenient, strict) {
            (RecoveryOrder::TooEarly | RecoveryOrder::Late, _) => lenient,
            (_, RecoveryOrder::TooEarly) => RecoveryOrder::TooEarly,
            (RecoveryOrder::Agrees, RecoveryOrder::Agrees) => RecoveryOrder::Agrees,
            _ => RecoveryOrder::Open,
        }
    }

    /// Says whether the order that was found of a recovery, or its being open, comes from the
    /// tolerance alone; `own_order` is that of the claimed time by itself.
    fn needs_tolerance(
        self,
        order: RecoveryOrder,
        own_order: RecoveryOrder,
        recovery: Bracket,
        tolerance_us: i64,
    ) -> bool {
        match order {
            RecoveryOrder::Agrees => self.order(recovery, 0) != RecoveryOrder::Agrees,
            _ => own_order == RecoveryOrder::Open && self.may_agree(recovery, tolerance_us),
        }
    }

    /// Says whether a moment of the recovery lies within the tolerance of a moment of the claimed
    /// time.
    fn may_agree(self, recovery: Bracket, tolerance_us: i64) -> bool {
        let earliest = self.said.from().plus(-tolerance_us);
        let latest = self.said.last().plus(tolerance_us);
        recovery.by.is_none_or(|by| earliest <= by)
            && recovery.after.is_none_or(|after| after < latest)
    }
}

/// Returns the moments that a claimed time stands for: what is said to the second stands for its
/// first.
fn claimed_moments(said: Span) -> Span {
    let first = Span::new(said.from(), said.from().plus(1));
    first.filter(|_| said.length() <= SECOND).unwrap_or(said)
}

/// Returns the end of the claimed time from which what came after it is measured.
fn claimed_end(said: Span) -> Instant {
    if said.length() <= SECOND { said.from() } else { said.until() }
}

/// Says whether a site counts as back to stay only by probes whose rows disagree (M8).
fn is_back_by_disagreeing(recovery: Bracket, context: &Context<'_>) -> bool {
    let Some(by) = recovery.by else { return false };
    let from = recovery.after.unwrap_or(by);
    let stable = Span::new(from, by.plus(context.rules.stable_for_us.max(1)));
    stable.is_some_and(|stable| context.is_up_by_disagreeing(stable))
}

/// Returns the microseconds from the nearest end of the claimed time to the recovery: negative
/// before it, 0 inside it; open above where the recovery is not on the record, `None` where its
/// lower end is not (M19).
fn since_claim(said: Span, recovery: Bracket) -> Option<DurationRange> {
    let until = claimed_end(said);
    let since = |at: Instant| at.since(said.from()).min(0) + at.since(until).max(0);
    Some(DurationRange { least_us: since(recovery.after?), most_us: recovery.by.map(since) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    /// Holds a recovery between two moments against a time from 0 on.
    fn since(recovery: [i64; 2], length_us: i64) -> (i64, Option<i64>) {
        let [after, by] = recovery.map(|at| Some(Instant(at)));
        let said = Span::new(Instant(0), Instant(length_us)).expect("a time with a length");
        let lag = since_claim(said, Bracket { after, by }).expect("a lower end");
        (lag.least_us, lag.most_us)
    }

    #[test]
    fn a_recovery_is_measured_from_the_nearest_end_of_the_claimed_time() {
        let late = [9 * MINUTE, 14 * MINUTE];
        assert_eq!(since(late, SECOND), (9 * MINUTE, Some(14 * MINUTE)));
        assert_eq!(since(late, MINUTE), (8 * MINUTE, Some(13 * MINUTE)));
        assert_eq!(since(late, 2 * MINUTE), (7 * MINUTE, Some(12 * MINUTE)));
        // Written to the minute: the latest recovery lies inside.
        assert_eq!(since([-71 * SECOND, 50 * SECOND], MINUTE), (-71 * SECOND, Some(0)));
    }
}
