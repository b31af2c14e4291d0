//! Verdicts on sites that were probed, and not in the time that a claim speaks of.

use crate::model::{Finding, Judgement, Verdict};

/// Says whether a site was probed, and not in the time asked: before it, behind it, or both.
pub(in crate::report) fn is_probed_at_other_times(verdict: &Verdict) -> bool {
    let Finding::NoProbeInside(inside) = verdict.finding else { return false };
    let is_probed = inside.interval_around.is_none()
        && !inside.is_within_stamps
        && !inside.is_of_lists
        && inside.unknown_probes.most == 0
        && verdict.set_aside.most == 0
        && verdict.unplaced_rows == 0;
    let is_inside = verdict.outage.is_some() || !is_outside_window(verdict);
    verdict.judgement == Judgement::NotMeasured && is_probed && is_inside
}

/// Says whether the time asked has no moment of the window: the logs may have rows there that are
/// not used.
pub(super) fn is_outside_window(verdict: &Verdict) -> bool {
    verdict.asked.is_some_and(|asked| asked.time.intersection(asked.window).is_none())
}
