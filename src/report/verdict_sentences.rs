//! Verdicts in words: one sentence for each finding.

use super::verdict_parts::{
    asked, back_told, down_told, for_part_told, long, none_seen_told, onset_told, pace, percent,
    unobserved_told,
};
use super::words::{counted, plural, probe_count};
use crate::clock::{Bracket, length_range, short_utc};
use crate::model::{
    ClaimVerdict, CompleteView, Finding, Judgement, ProbeCount, Quantifier, Recovery,
    RecoveryOrder, Verdict, VerdictFlag,
};

/// Second sentence of a verdict on a claim that only says what is to be done.
const INTENT: &str = " The statement only says what is to be done; it claims no success.";
/// Second sentence of a verdict on a site that does not fit a claim about several.
const EXCEPTION: &str = " The claim does not speak of each site: this one is an exception.";

/// Puts a verdict into words: a sentence that begins with the site's id.
pub fn verdict_sentence(verdict: &Verdict) -> String {
    let has = |flag| verdict.flags.contains(&flag);
    let intent = if has(VerdictFlag::IntentOnly) { INTENT } else { "" };
    let is_exception = verdict.judgement == Judgement::Exception;
    let exception = if is_exception { EXCEPTION } else { "" };
    let log = if has(VerdictFlag::SimulatedInPart) {
        "in a log that is simulated in part, "
    } else if has(VerdictFlag::Simulated) {
        "in the simulated log, "
    } else {
        ""
    };
    format!("{}: {log}{}.{exception}{intent}", verdict.site, told(verdict))
}

/// Puts the verdict on a claim about most, some or none of its sites into words.
pub fn claim_verdict_sentence(verdict: &ClaimVerdict) -> String {
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    let (agreeing, against, undecided) = (verdict.agreeing, verdict.against, verdict.undecided());
    let which = match (verdict.quantifier, verdict.judgement) {
        (Quantifier::Each, _) => "",
        (Quantifier::Most, Judgement::Supported) => {
            "; that is more than half, whatever the undecided ones were"
        }
        (Quantifier::Most, Judgement::Contradicted) => {
            "; that cannot be more than half, whatever the undecided ones were"
        }
        (Quantifier::Most, _) => "; whether that is more than half depends on the undecided ones",
        (Quantifier::Some, Judgement::Supported) => "; one is enough for some",
        (Quantifier::Some, Judgement::Contradicted) => "; so none is",
        (Quantifier::Some, _) => "; whether any is depends on the undecided ones",
        (Quantifier::None, Judgement::Supported) => "; so none is, as the claim says",
        (Quantifier::None, Judgement::Contradicted) => "; so it is not true that none is",
        (Quantifier::None, _) => "; whether none is depends on the undecided ones",
    };
    format!(
        "Of {} named, {agreeing} {} as the claim's words on one site say, {against} {} not, and \
         {undecided} {} undecided{which}.",
        plural(verdict.sites, "site"),
        is(agreeing),
        is(against),
        is(undecided)
    )
}

/// Puts the finding of a verdict into words, without the site and the full stop.
fn told(verdict: &Verdict) -> String {
    let id = outage_id(verdict);
    match verdict.finding {
        Finding::UnknownSite
        | Finding::CauseOnly
        | Finding::Unstated
        | Finding::NoTime
        | Finding::NeverProbed
        | Finding::OffRecord
        | Finding::NoProbeInside { .. } => unexamined_told(verdict.finding),
        Finding::BelowFloor { observed_us, length_us, floor_percent } => format!(
            "observed for {} of the {}, less than the {floor_percent} % needed; the rest was not \
             observed",
            long(observed_us),
            asked(length_us)
        ),
        Finding::Onset { order, onset, duration } => onset_told(order, onset, duration, id),
        Finding::Down(down) => {
            format!("{}; that is consistent with the claim", down_told(down, id))
        }
        Finding::DownForPart { down, up_us } => for_part_told(down, up_us, id),
        Finding::DownOpen { from, until } => {
            let (from, until) = (short_utc(from), short_utc(until));
            let when = if from == until {
                format!("at {from}")
            } else {
                format!("from {from} to {until}")
            };
            format!(
                "{id} was confirmed down {when}; whether it reaches into the time that the claim \
                 can mean is open"
            )
        }
        Finding::UpTooShort { up_us, length_us, floor_percent } => format!(
            "confirmed up for only {} of the {}, less than the {floor_percent} % needed",
            long(up_us),
            asked(length_us)
        ),
        Finding::NoneSeen(seen) => none_seen_told(seen),
        Finding::UpFor { up_us, length_us, failed, unobserved } => format!(
            "confirmed up for {} % of the time asked, and no outage was seen in it{}{}",
            percent(up_us, length_us),
            minority(failed),
            unobserved_told(unobserved)
        ),
        Finding::UpThroughout(view) => up_throughout_told("the time asked", view),
        Finding::NothingToRestore(view) => format!(
            "no outage was seen before the claimed end; {}",
            up_throughout_told("the time before it that is asked", view)
        ),
        Finding::DownThroughout(view) => format!(
            "confirmed down at every moment of the time asked, with {} in it{} ({id})",
            probe_count(view.probes, "probe"),
            pace(view)
        ),
        Finding::UpAndDown { up_us, down_us, length_us } => format!(
            "confirmed up for {} and confirmed down for {} of the {}",
            long(up_us),
            long(down_us),
            asked(length_us)
        ),
        Finding::Recovery(recovery) => recovery_told(recovery, id),
        Finding::Unclaimed { duration } => format!(
            "down for {} ({id}); no claim of an attack or outage names it",
            length_range(duration.least_us, duration.most_us)
        ),
        Finding::SomeVantages { .. }
        | Finding::Blip { .. }
        | Finding::Doubt { .. }
        | Finding::Degraded { .. } => unconfirmed_told(verdict.finding, id),
    }
}

/// Tells why a claim was not held against the probes; empty for other findings.
fn unexamined_told(finding: Finding) -> String {
    let told = match finding {
        Finding::UnknownSite => "no single site of this incident has this name",
        Finding::CauseOnly => "the claim is about the cause; probes show timing only",
        Finding::Unstated => "what the source says, as recorded, is nothing that probes can check",
        Finding::NoTime => "the claim gives no time to check",
        Finding::NeverProbed => "not measured; there is no probe of it",
        Finding::OffRecord => {
            "not measured; the time asked lies wholly before the record begins or after it ends"
        }
        Finding::NoProbeInside { apart: None } => {
            "not measured; no probe of it with a known result lies in the time asked"
        }
        Finding::NoProbeInside { apart: Some(apart) } => {
            return format!(
                "not measured; the time asked is so short that no probe is known to lie in it \
                 (those around it are {} apart)",
                length_range(apart.shortest_us, Some(apart.longest_us))
            );
        }
        _ => "",
    };
    told.to_owned()
}

/// Tells of failures that make no outage; empty for other findings.
fn unconfirmed_told(finding: Finding, id: &str) -> String {
    match finding {
        Finding::SomeVantages { probes, vantages } => format!(
            "possibly down; {} from {} failed or {} challenged in the time asked, but no quorum \
             saw it down then",
            probe_count(probes, "probe"),
            counted(vantages, "vantage (checking location)", "vantages (checking locations)"),
            were(probes)
        ),
        Finding::Blip { failed_probes } => format!(
            "possibly down, with {}, too few to confirm an outage ({id})",
            plural(failed_probes, "failed probe")
        ),
        Finding::Doubt { probes } => format!(
            "possibly down; {} failed or {} challenged, and no quorum saw it up then",
            probe_count(probes, "probe"),
            were(probes)
        ),
        Finding::Degraded { probes } => format!(
            "no quorum saw it down, but {} in the time asked {} degraded",
            probe_count(probes, "probe"),
            were(probes)
        ),
        _ => String::new(),
    }
}

/// Returns the id of the outage or blip that a verdict rests on; empty without one.
fn outage_id(verdict: &Verdict) -> &str {
    verdict.outage.as_deref().unwrap_or_default()
}

/// Tells that a site was up at every moment of a time, and what could hide.
fn up_throughout_told(what: &str, view: CompleteView) -> String {
    let up = format!("confirmed up at every moment of {what}");
    let probes = probe_count(view.probes, "probe");
    let pace = pace(view);
    let could_hide = if view.vantages == 1 && view.intervals.is_some() {
        "an outage shorter than that could hide"
    } else {
        "an outage between two probes could hide"
    };
    if view.failed.most > 0 {
        return format!("{up}, with {probes} in it{pace}{}; {could_hide}", minority(view.failed));
    }
    let found = if view.probes == ProbeCount::exactly(1) {
        "the one probe in it".to_owned()
    } else {
        format!("each of {probes} in it")
    };
    let comma = if pace.is_empty() { "" } else { "," };
    format!("{up}: {found}{pace}{comma} found it up; {could_hide}")
}

fn recovery_told(found: Recovery, id: &str) -> String {
    let end = end_told(found.recovery, id);
    let back = back_told(found);
    let meaning = match (found.order, found.tolerance_us) {
        (RecoveryOrder::Agrees, Some(tolerance_us)) => {
            format!("within the tolerance of {}, so it counts as agreeing", long(tolerance_us))
        }
        (RecoveryOrder::Agrees, None) => "the claim agrees".to_owned(),
        (RecoveryOrder::TooEarly, _) => "declared too early".to_owned(),
        (RecoveryOrder::Late, _) => "declared late".to_owned(),
        (RecoveryOrder::Open, _) if found.unobserved_us > 0 => format!(
            "{} between it and the claim was not observed, so whether the claim means this outage \
             is open",
            long(found.unobserved_us)
        ),
        (RecoveryOrder::Open, _) => {
            "whether it ended before the claim or after it is open".to_owned()
        }
    };
    format!("{end}; {back}{meaning}")
}

/// Tells when an outage ended for good.
fn end_told(recovery: Bracket, id: &str) -> String {
    match (recovery.after, recovery.by) {
        (Some(after), Some(by)) => {
            format!("{id} ended for good after {} and by {}", short_utc(after), short_utc(by))
        }
        (None, Some(by)) => format!("{id} ended for good by {}", short_utc(by)),
        (Some(after), None) => format!(
            "{id} did not end for good before the record ends (last confirmed down at {})",
            short_utc(after)
        ),
        (None, None) => format!("{id} did not end for good before the record ends"),
    }
}

/// Tells of failed or challenged probes that a quorum outvoted.
fn minority(probes: ProbeCount) -> String {
    match probes.most {
        0 => String::new(),
        _ => format!(
            "; {} failed or {} challenged while a quorum saw it up",
            probe_count(probes, "probe"),
            were(probes)
        ),
    }
}

/// Returns the verb after a number of probes.
fn were(probes: ProbeCount) -> &'static str {
    if probes.most == 1 { "was" } else { "were" }
}
