//! Verdicts in words: one sentence for each finding.

use super::words::{plural, was};
use crate::clock::{Bracket, SECOND, length, length_range, short_utc};
use crate::model::{DurationRange, Finding, OnsetOrder, RecoveryOrder, Verdict, VerdictFlag};

/// Second sentence of a verdict on a list of targets or a threat.
const INTENT: &str = " The statement only says what is to be done; it claims no success.";

/// Puts a verdict into words: a sentence that begins with the site's id.
pub fn verdict_sentence(verdict: &Verdict) -> String {
    let has = |flag| verdict.flags.contains(&flag);
    let intent = if has(VerdictFlag::IntentOnly) { INTENT } else { "" };
    let log = if has(VerdictFlag::SimulatedInPart) {
        "in a log that is simulated in part, "
    } else if has(VerdictFlag::Simulated) {
        "in the simulated log, "
    } else {
        ""
    };
    format!("{}: {log}{}.{intent}", verdict.site, told(verdict))
}

/// Puts the finding of a verdict into words, without the site and the full stop.
fn told(verdict: &Verdict) -> String {
    match verdict.finding {
        Finding::UnknownSite => "no single site of this incident has this name".to_owned(),
        Finding::CauseOnly => "the claim is about the cause; probes show timing only".to_owned(),
        Finding::Unstated => {
            "what the source says, as recorded, is nothing that probes can check".to_owned()
        }
        Finding::NoTime => "the claim gives no time to check".to_owned(),
        Finding::NeverProbed => "not measured; there is no probe of it".to_owned(),
        Finding::NoUsableProbe => {
            "not measured; no usable probe of it lies in the time asked".to_owned()
        }
        Finding::BelowFloor { observed_us, length_us, floor_percent } => format!(
            "observed for {} of the {} asked, less than the {floor_percent} % needed; the rest was \
             not observed",
            long(observed_us),
            long(length_us)
        ),
        Finding::Onset { order, onset, duration } => {
            onset_told(order, onset, duration, outage_id(verdict))
        }
        Finding::SomeVantages => "possibly down; probes from some vantages (checking locations) \
                                  failed or were challenged, but no quorum saw it down"
            .to_owned(),
        Finding::Blip { failed_probes } => format!(
            "possibly down, with {}, too few to confirm an outage ({})",
            plural(failed_probes, "failed probe"),
            outage_id(verdict)
        ),
        Finding::Doubt { probes } => format!(
            "possibly down; {} failed or {} challenged, and no quorum saw it up then",
            plural(probes, "probe"),
            was(probes)
        ),
        Finding::UpTooShort { up_share, floor_percent } => format!(
            "confirmed up for only {} % of the time asked, less than the {floor_percent} % needed",
            percent(up_share)
        ),
        Finding::Degraded { probes } => format!(
            "no quorum saw it down, but it was degraded: {} in the runs that touch the time asked",
            plural(probes, "probe")
        ),
        Finding::UpThroughout { up_share, minority_probes } => format!(
            "confirmed up for {} % of the time asked, and no outage in it{}",
            percent(up_share),
            minority(minority_probes)
        ),
        Finding::NeverUp { down_share } => format!(
            "confirmed down for {} % of the time asked, and never confirmed up",
            percent(down_share)
        ),
        Finding::UpAndDown { up_us, down_us } => format!(
            "confirmed up for {} and confirmed down for {} of the time asked",
            long(up_us),
            long(down_us)
        ),
        Finding::Recovery { order, recovery } => recovery_told(order, recovery, verdict),
        Finding::NothingToRestore { up_share: Some(share) } => format!(
            "no outage was seen before the claimed end; confirmed up for {} % of the time asked",
            percent(share)
        ),
        Finding::NothingToRestore { up_share: None } => {
            "no confirmed outage was seen before the claimed end".to_owned()
        }
        Finding::Unclaimed { duration } => format!(
            "down for {} ({}); no claim of an attack or outage names it",
            length_range(duration.least_us, duration.most_us),
            outage_id(verdict)
        ),
    }
}

/// Returns the id of the outage or blip that a verdict rests on; empty without one.
fn outage_id(verdict: &Verdict) -> &str {
    verdict.outage.as_deref().unwrap_or_default()
}

fn onset_told(order: OnsetOrder, onset: Bracket, duration: DurationRange, id: &str) -> String {
    let by = onset.by.map_or_else(String::new, |by| format!(" and by {}", short_utc(by)));
    let start = match onset.after {
        Some(after) => format!("after {}{by}", short_utc(after)),
        None => format!("before the record begins{by}"),
    };
    let lasted = length_range(duration.least_us, duration.most_us);
    let meaning = match order {
        OnsetOrder::Inside => "its start is consistent with the claim",
        OnsetOrder::Before => "its start is before the earliest time that the claim can mean",
        OnsetOrder::Open => "its start may lie in the time that the claim can mean, or outside it",
        OnsetOrder::OverBefore => "it had certainly ended when the claim was published",
    };
    format!("{id} started {start} and lasted {lasted}; {meaning}")
}

fn recovery_told(order: RecoveryOrder, recovery: Bracket, verdict: &Verdict) -> String {
    let id = outage_id(verdict);
    let end = match (recovery.after, recovery.by) {
        (Some(after), Some(by)) => {
            format!("{id} ended for good after {} and by {}", short_utc(after), short_utc(by))
        }
        (None, Some(by)) => format!("{id} ended for good by {}", short_utc(by)),
        (Some(after), None) => format!(
            "{id} did not end for good before the record ends (last confirmed down at {})",
            short_utc(after)
        ),
        (None, None) => format!("{id} did not end for good before the record ends"),
    };
    let meaning = match order {
        RecoveryOrder::Agrees => "the claim agrees".to_owned(),
        RecoveryOrder::TooEarly => format!("declared {}too early", early_by(verdict.lag)),
        RecoveryOrder::Late => format!("declared {}late", late_by(verdict.lag)),
        RecoveryOrder::Open => "whether it ended before the claim or after it is open".to_owned(),
    };
    format!("{end}; {meaning}")
}

/// Tells by how much a claimed end is too early, where that is known.
fn early_by(lag: Option<DurationRange>) -> String {
    match lag {
        Some(DurationRange { least_us, most_us: Some(most_us) }) => {
            format!("{} ", length_range(-most_us, Some(-least_us)))
        }
        _ => String::new(),
    }
}

/// Tells by how much a claimed end is late, where that is known.
fn late_by(lag: Option<DurationRange>) -> String {
    lag.map_or_else(String::new, |lag| format!("{} ", length_range(lag.least_us, lag.most_us)))
}

/// Tells of failed or challenged probes that a quorum outvoted.
fn minority(probes: u64) -> String {
    match probes {
        0 => String::new(),
        probes => format!(
            "; {} failed or {} challenged while a quorum saw it up",
            plural(probes, "probe"),
            was(probes)
        ),
    }
}

/// Puts an extent into words, to the second: an extent is a microsecond shorter than its span.
fn long(extent_us: i64) -> String {
    length((extent_us + SECOND / 2) / SECOND * SECOND)
}

/// Puts a share into percent, rounded down.
fn percent(share: f64) -> String {
    format!("{:.1}", (share * 1000.0 + 1e-6).floor() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, Instant, MINUTE};
    use crate::model::{Judgement, Rule};

    fn told_of(finding: Finding) -> String {
        verdict_sentence(&verdict(finding))
    }

    fn verdict(finding: Finding) -> Verdict {
        Verdict {
            id: "V001".to_owned(),
            claim: Some("c".to_owned()),
            site: "shop".to_owned(),
            rule: Rule::R2,
            judgement: Judgement::Insufficient,
            finding,
            lag: None,
            outage: Some("O001".to_owned()),
            observed_share: None,
            flags: Vec::new(),
        }
    }

    #[test]
    fn counts_are_right_for_one_and_two() {
        assert_eq!(
            told_of(Finding::Doubt { probes: 1 }),
            "shop: possibly down; 1 probe failed or was challenged, and no quorum saw it up then."
        );
        assert_eq!(
            told_of(Finding::Doubt { probes: 2 }),
            "shop: possibly down; 2 probes failed or were challenged, and no quorum saw it up \
             then."
        );
        assert_eq!(
            told_of(Finding::Blip { failed_probes: 1 }),
            "shop: possibly down, with 1 failed probe, too few to confirm an outage (O001)."
        );
        let up = |minority_probes| Finding::UpThroughout { up_share: 1.0, minority_probes };
        assert_eq!(
            told_of(up(0)),
            "shop: confirmed up for 100.0 % of the time asked, and no outage in it."
        );
        assert!(told_of(up(1)).contains("; 1 probe failed or was challenged while"));
        assert!(told_of(up(2)).contains("; 2 probes failed or were challenged while"));
    }

    #[test]
    fn an_end_off_the_record_is_told() {
        let onset = Bracket { after: None, by: Some(Instant(0)) };
        let duration = DurationRange { least_us: HOUR, most_us: None };
        assert_eq!(
            told_of(Finding::Onset { order: OnsetOrder::Before, onset, duration }),
            "shop: O001 started before the record begins and by 1970-01-01 00:00:00 UTC and \
             lasted at least 1 h; its start is before the earliest time that the claim can mean."
        );
        let recovery = Bracket { after: Some(Instant(0)), by: None };
        assert_eq!(
            told_of(Finding::Recovery { order: RecoveryOrder::TooEarly, recovery }),
            "shop: O001 did not end for good before the record ends (last confirmed down at \
             1970-01-01 00:00:00 UTC); declared too early."
        );
    }

    #[test]
    fn a_claimed_end_too_early_or_late_is_told_by_how_much() {
        let recovery = Bracket { after: Some(Instant(0)), by: Some(Instant(MINUTE)) };
        let told_with = |order, least_us, most_us| {
            let lag = Some(DurationRange { least_us, most_us: Some(most_us) });
            verdict_sentence(&Verdict { lag, ..verdict(Finding::Recovery { order, recovery }) })
        };
        let early = told_with(RecoveryOrder::TooEarly, -HOUR, -HOUR + MINUTE);
        assert!(early.ends_with("; declared 59 min to 1 h too early."), "{early}");
        let late = told_with(RecoveryOrder::Late, HOUR, HOUR + MINUTE);
        assert!(late.ends_with("; declared 1 h to 1 h 1 min late."), "{late}");
    }

    #[test]
    fn a_list_of_targets_is_told_to_claim_no_success() {
        let flags = vec![VerdictFlag::IntentOnly];
        let told = verdict_sentence(&Verdict { flags, ..verdict(Finding::NoTime) });
        assert_eq!(
            told,
            "shop: the claim gives no time to check. The statement only says what is to be done; it claims \
             no success."
        );
    }
}
