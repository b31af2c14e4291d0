//! A claim `restored` against the stable recovery (R8).

use super::quiet::{self, Quiet, percent};
use super::verdicts::{Case, Finding};
use crate::clock::{Bracket, Span, length_range, short_utc};
use crate::model::{DurationRange, Judgement, Outage, Rule};

/// Judges the claimed recovery: that of the last outage that had certainly begun before it.
pub(super) fn judge<'a>(case: &Case<'a>, wide: Span) -> Finding<'a> {
    let Some(said) = said(case) else {
        return Finding::new(
            Rule::M18,
            Judgement::NotCheckable,
            format!("{}: the claim gives no time to check.", case.site),
        );
    };
    let began = |outage: &&Outage| {
        outage.onset.by.is_some_and(|by| by < said.until())
            && outage.possible.intersection(wide).is_some()
    };
    let Some(outage) = case.outages.iter().rev().find(began) else {
        return nothing_to_restore(case, wide);
    };
    let recovery = outage.stable_recovery;
    let slack = case.rules.tolerance_us;
    let inside = |bracket: Bracket| {
        bracket.after.is_some_and(|after| said.from().plus(-slack) <= after.plus(1))
            && bracket.by.is_some_and(|by| by <= said.last().plus(slack))
    };
    let (judgement, words) = if inside(recovery) {
        (Judgement::OnTime, "as said")
    } else if recovery.after.is_some_and(|after| said.until() <= after) {
        (Judgement::Premature, "after it was said")
    } else if recovery.by.is_some_and(|by| by < said.from()) {
        (Judgement::Late, "before it was said")
    } else {
        let sentence =
            format!("{}: {}; the order of recovery and claim is open.", case.site, when(outage));
        return Finding::new(Rule::R2, Judgement::Insufficient, sentence)
            .resting_on(outage, difference(said, recovery));
    };
    let sentence = format!(
        "{}: {}, {words}{}.",
        case.site,
        when(outage),
        by_how_much(judgement, difference(said, recovery))
    );
    Finding::new(Rule::R8, judgement, sentence).resting_on(outage, difference(said, recovery))
}

/// The time at which it is said to be back; an open end is cut to the window.
fn said(case: &Case<'_>) -> Option<Span> {
    let range = case.claim.asserted.or(case.claim.published)?;
    Span::new(
        range.earliest.unwrap_or(case.window.from()),
        range.latest.unwrap_or(case.window.until()),
    )
}

/// Microseconds from the recovery to the claimed one: negative where it was said too early.
fn difference(said: Span, recovery: Bracket) -> Option<DurationRange> {
    let most = said.last().since(recovery.after?);
    Some(match recovery.by {
        Some(by) => DurationRange { least_us: said.from().since(by), most_us: Some(most) },
        None => DurationRange { least_us: i64::MIN, most_us: Some(most) },
    })
    .filter(|difference| difference.least_us != i64::MIN)
}

fn when(outage: &Outage) -> String {
    let after = outage
        .stable_recovery
        .after
        .map_or_else(String::new, |after| format!(" after {}", short_utc(after)));
    match outage.stable_recovery.by {
        Some(by) => format!("up to stay{after} and by {} ({})", short_utc(by), outage.id),
        None => format!(
            "not up to stay before the record ends ({}, last certainly down{})",
            outage.id,
            after.replace(" after", " at")
        ),
    }
}

fn by_how_much(judgement: Judgement, difference: Option<DurationRange>) -> String {
    match (judgement, difference) {
        (Judgement::Premature, Some(DurationRange { least_us, most_us: Some(most) })) => {
            format!(", {} too early", length_range(-most, Some(-least_us)))
        }
        (Judgement::Late, Some(spread)) => {
            format!(", {} late", length_range(spread.least_us, spread.most_us))
        }
        _ => String::new(),
    }
}

fn nothing_to_restore<'a>(case: &Case<'a>, wide: Span) -> Finding<'a> {
    let outage = case.outages.iter().any(|outage| outage.possible.intersection(wide).is_some());
    if let (false, Quiet::Up { share, .. }) = (outage, quiet::known(case, wide)) {
        let share = percent(share);
        let sentence = format!(
            "{}: no outage was seen before the claimed recovery; certainly up for {share} % of \
             the time asked.",
            case.site
        );
        return Finding::new(Rule::R6, Judgement::Contradicted, sentence);
    }
    let sentence =
        format!("{}: no confirmed outage was seen before the claimed recovery.", case.site);
    Finding::new(Rule::R2, Judgement::Insufficient, sentence)
}
