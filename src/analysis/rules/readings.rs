//! Readings of a time that the clocks showed twice: a claim is judged by each, and the results are
//! joined (M3).

use super::assertion::{Assertion, begins_after_publication, given_time};
use super::context::Context;
use super::r2_insufficient::shown_twice;
use crate::clock::{Range, Span};
use crate::model::{
    Claim, ClaimKind, ClaimSense, ClaimVerdict, Judgement, ReadResult, TimeReadings, Verdict,
};

/// Claim with one reading of its time.
pub(in crate::analysis) struct ClaimAsRead {
    /// Claim whose times have this reading alone.
    pub(in crate::analysis) claim: Claim,
    /// Time that it speaks of so, or the end of it where all of it lies off the record.
    pub(in crate::analysis) time: Span,
}

/// Verdicts on a claim by one reading of its time.
pub(in crate::analysis) struct JudgedReading {
    /// Time that the claim speaks of so.
    pub(in crate::analysis) time: Span,
    /// Verdicts on its sites, which stand in one order for each reading.
    pub(in crate::analysis) sites: Vec<Verdict>,
    /// Verdict on the claim as a whole (R11).
    pub(in crate::analysis) whole: Option<ClaimVerdict>,
}

/// Lists a claim with each reading of its times, in order of time. Empty where these have one, and
/// where no reading has a moment on the record.
pub(in crate::analysis) fn readings(claim: &Claim, context: &Context<'_>) -> Vec<ClaimAsRead> {
    let all = claims_as_read(claim);
    let said = |claim: &Claim| Assertion::new(claim, context).said;
    if !all.iter().any(|claim| said(claim).is_some()) {
        return Vec::new();
    }
    let with_time = |claim: Claim| {
        let time = said(&claim).or_else(|| given_end(&claim))?;
        Some(ClaimAsRead { claim, time })
    };
    all.into_iter().filter_map(with_time).collect()
}

/// Returns the first moment that the time of a claim gives; `None` where it gives none.
fn given_end(claim: &Claim) -> Option<Span> {
    let given = given_time(claim)?;
    let end = given.earliest.or(given.latest)?;
    Span::new(end, end.plus(1))
}

/// Returns a claim with each reading of its times; none where they have one. Nobody reports what
/// is to come: a reading of the publication goes with those of the asserted time that begin before
/// it.
fn claims_as_read(claim: &Claim) -> Vec<Claim> {
    if claim.has_one_reading() {
        return Vec::new();
    }
    let readings_of = |readings: &[Range], whole: Option<Range>| match readings {
        [] => vec![whole],
        readings => readings.iter().copied().map(Some).collect(),
    };
    let published = readings_of(&claim.published_readings, claim.published);
    let all: Vec<Claim> = readings_of(&claim.asserted_readings, claim.asserted)
        .into_iter()
        .flat_map(|asserted| published.iter().map(move |published| (asserted, *published)))
        .map(|(asserted, published)| Claim { asserted, published, ..claim.clone() })
        .collect();
    let announces = claim.announces();
    let of_the_past: Vec<Claim> =
        all.iter().filter(|claim| announces || !begins_after_publication(claim)).cloned().collect();
    if of_the_past.is_empty() { all } else { of_the_past }
}

/// Joins the verdicts on one site by each reading of a claim, at least one. Where the results
/// differ, none holds but the weaker of two that say the same; `on_all` is the verdict on the time
/// that holds all readings.
pub(in crate::analysis) fn joined(by_reading: &[(Span, &Verdict)], on_all: Verdict) -> Verdict {
    let verdicts: Vec<&Verdict> = by_reading.iter().map(|(_, verdict)| *verdict).collect();
    let Some(chosen) = weakest(&verdicts) else {
        let sense = verdicts[0].sense;
        return shown_twice(Verdict { sense, readings: results(by_reading, 0), ..on_all });
    };
    let verdict = verdicts[chosen];
    let readings = match verdict.asked {
        Some(_) => results(by_reading, chosen),
        None => Vec::new(),
    };
    // One reading is left where the others say the same of the same time.
    let readings = if readings.len() == 1 { Vec::new() } else { readings };
    let leaves_room = verdicts.iter().any(|one| one.leaves_room);
    Verdict { readings, leaves_room, ..verdict.clone() }
}

/// Lists the time and result of each reading once, that of the chosen one first.
fn results(by_reading: &[(Span, &Verdict)], chosen: usize) -> Vec<ReadResult> {
    let result = |(time, verdict): &(Span, &Verdict)| ReadResult {
        time: *time,
        judgement: verdict.judgement,
        finding: verdict.finding,
    };
    let mut all: Vec<ReadResult> = by_reading.get(chosen).map(result).into_iter().collect();
    for one in by_reading.iter().map(result) {
        let is_there =
            |other: &ReadResult| (other.time, other.judgement) == (one.time, one.judgement);
        if !all.iter().any(is_there) {
            all.push(one);
        }
    }
    all
}

/// Returns the index of the verdict that holds by each reading: the first where the results are the
/// same, or the weaker of two that say the same, so that it says no more than any; else `None`.
fn weakest(verdicts: &[&Verdict]) -> Option<usize> {
    let first = verdicts.first()?;
    if verdicts.iter().all(|one| one.judgement == first.judgement) {
        return Some(0);
    }
    let of = |weak: Judgement, says_more: fn(&Verdict) -> bool| {
        let fits = verdicts.iter().all(|one| one.judgement == weak || says_more(one));
        verdicts.iter().position(|one| one.judgement == weak).filter(|_| fits)
    };
    of(Judgement::NoneSeen, finds_no_outage).or_else(|| of(Judgement::Partly, is_supported))
}

/// Says whether a verdict denies an outage: one that says that none was seen says less.
fn finds_no_outage(verdict: &Verdict) -> bool {
    let kind = verdict.asked.as_ref().map(|asked| asked.kind);
    let says_down =
        matches!(kind, Some(ClaimKind::Attack | ClaimKind::Outage | ClaimKind::Maintenance));
    let is_denial = verdict.sense == ClaimSense::Denial;
    says_down
        && match verdict.judgement {
            Judgement::Contradicted | Judgement::Exception | Judgement::StayedUp => !is_denial,
            Judgement::Supported => is_denial,
            _ => false,
        }
}

/// Says whether a verdict supports a claim that denies nothing: one that supports it in part says
/// less.
fn is_supported(verdict: &Verdict) -> bool {
    verdict.judgement == Judgement::Supported && verdict.sense == ClaimSense::Statement
}

/// Joins the verdicts on a claim as a whole by each reading, at least one. It counts the sites that
/// are counted so by each; `None` for a claim about each of its sites.
pub(in crate::analysis) fn joined_whole(readings: &[JudgedReading]) -> Option<ClaimVerdict> {
    let wholes: Vec<&ClaimVerdict> =
        readings.iter().filter_map(|reading| reading.whole.as_ref()).collect();
    let first = *wholes.first()?;
    let is_same = wholes.iter().all(|one| one.judgement == first.judgement);
    let least = |count: fn(&ClaimVerdict) -> usize| {
        wholes.iter().map(|one| count(one)).min().unwrap_or_default()
    };
    let is_unmeasured = |site: &&String| wholes.iter().all(|one| one.not_measured.contains(site));
    Some(ClaimVerdict {
        judgement: if is_same { first.judgement } else { Judgement::Insufficient },
        readings: if is_same { TimeReadings::Agree } else { TimeReadings::Differ },
        agreeing: least(|one| one.agreeing),
        against: least(|one| one.against),
        nothing_to_restore: least(|one| one.nothing_to_restore),
        in_part: least(|one| one.in_part),
        not_measured: first.not_measured.iter().filter(is_unmeasured).cloned().collect(),
        ..first.clone()
    })
}
