//! What is known of a time in which no confirmed outage lies: was the site up, or can nobody tell?

use super::verdicts::{Case, Finding, share};
use crate::clock::Span;
use crate::model::{ClaimKind, Judgement, Outage, Partial, Rule, Rules};

/// What is known of the time.
pub(super) enum Quiet<'a> {
    /// Some vantages failed or were challenged, confirmed (M12).
    InPart,
    /// One failed probe, and no quorum to deny it.
    Blip(&'a Outage),
    /// One failed or challenged probe of some vantages, and no quorum says that it was up.
    Doubt,
    /// Certainly up for less than the evidence floor asks (M19): this share.
    Thin(f64),
    /// Certainly up for this share of it, and never seen down by a quorum.
    Up {
        /// 0 to 1.
        share: f64,
        /// Whether a lone probe of a minority failed.
        lone: bool,
    },
}

/// What is known of `wide`, in which no confirmed outage lies.
pub(super) fn known<'a>(case: &Case<'a>, wide: Span) -> Quiet<'a> {
    let near: Vec<&Partial> = case
        .partials
        .iter()
        .filter(|partial| partial.possible.intersection(wide).is_some())
        .collect();
    if near.iter().any(|partial| stands(partial, case.rules)) {
        return Quiet::InPart;
    }
    if let Some(blip) = case.blips.iter().find(|blip| blip.possible.intersection(wide).is_some()) {
        return Quiet::Blip(blip);
    }
    if near.iter().any(|partial| !case.up.gaps_in(partial.possible).is_empty()) {
        return Quiet::Doubt;
    }
    let share = share(case.up, wide);
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    let floor = case.rules.floor_percent as f64;
    if share * 100.0 < floor {
        Quiet::Thin(share)
    } else {
        Quiet::Up { share, lone: !near.is_empty() }
    }
}

/// Whether failures of some vantages count (R7): confirmed as an outage is (M12). A lone probe is
/// most often the probe's own.
fn stands(partial: &Partial, rules: &Rules) -> bool {
    partial.probes >= rules.confirm || partial.failed.len() + partial.challenged.len() >= 2
}

/// Degraded probes in the runs that overlap a time.
fn degraded(case: &Case<'_>, wide: Span) -> u64 {
    case.degraded
        .iter()
        .filter(|(span, _)| span.intersection(wide).is_some())
        .map(|(_, probes)| probes)
        .sum()
}

/// R7, R2 or R6 for a claim that the site was down.
pub(super) fn judge<'a>(case: &Case<'a>, wide: Span) -> Finding<'a> {
    let (site, degraded) = (case.site, degraded(case, wide));
    match known(case, wide) {
        Quiet::InPart => {
            let sentence = format!(
                "{site}: only some vantages failed, or were answered with a challenge; no quorum \
                 saw it down."
            );
            Finding::new(Rule::R7, Judgement::Partly, sentence)
        }
        Quiet::Blip(blip) => {
            let sentence =
                format!("{site}: one failed probe and nothing to confirm it ({}).", blip.id);
            Finding::new(Rule::R2, Judgement::Insufficient, sentence).resting_on(blip, None)
        }
        Quiet::Doubt => {
            let sentence = format!(
                "{site}: one probe failed or was challenged, and no quorum says that it was up."
            );
            Finding::new(Rule::R2, Judgement::Insufficient, sentence)
        }
        Quiet::Thin(share) => {
            let sentence = format!(
                "{site}: certainly up for only {} % of the time asked; nothing can be said.",
                percent(share)
            );
            Finding::new(Rule::R2, Judgement::Insufficient, sentence)
        }
        // An answer, but not the usual one: that neither bears out a claim nor goes against it.
        Quiet::Up { .. } if degraded >= case.rules.confirm => {
            let s = if degraded == 1 { "" } else { "s" };
            let sentence = format!(
                "{site}: no quorum saw it down, but it was degraded: {degraded} probe{s} in the \
                 runs that touch the time asked."
            );
            Finding::new(Rule::R7, Judgement::Partly, sentence)
        }
        Quiet::Up { share, lone } => {
            let lone = if lone {
                "; a lone probe failed or was challenged while a quorum saw it up"
            } else {
                ""
            };
            let sentence = format!(
                "{site}: certainly up for {} % of the time asked, and no outage in it{lone}.",
                percent(share)
            );
            // Who only says what is to be attacked, or that work is planned, is not contradicted
            // where nothing fails.
            let announced = case.claim.intent || case.claim.kind == ClaimKind::Maintenance;
            let judgement = if announced { Judgement::StayedUp } else { Judgement::Contradicted };
            Finding::new(Rule::R6, judgement, sentence)
        }
    }
}

/// A share in percent, rounded down: at least so much.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}", (share * 1000.0 + 1e-6).floor() / 10.0)
}
