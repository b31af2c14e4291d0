//! Denials in words: a site as it was seen, held against a claim that says that it was not so.

use crate::model::findings::{OnsetOrder, SeenInPart};
use crate::model::{ClaimKind, ClaimSense, Finding, Judgement, Verdict};

/// Words on a finding that a claim denies.
pub(super) const NOT_SAID: &str = "that is not what the claim says";
/// Words on a site of which something else was seen than what speaks for a claim that it could not
/// be reached.
const UP_DENIED: &str = "; that it was up speaks against the claim in part";
/// Words on probes beside those that speak for such a claim.
const OTHERS_UP: &str = "; the other probes did not fail, which speaks against the claim in part";
/// Words on the one probe beside those that speak for such a claim.
const OTHER_UP: &str = "; the other probe did not fail, which speaks against the claim in part";
/// Words on what was seen in part, where the claim denies it.
const DENIED_IN_PART: &str = "; that speaks against the claim in part";

/// Tells what an outage means for a claim that denies it: nothing, where the claim denies the
/// reason of an outage alone.
pub(super) fn denied_outage_words(verdict: &Verdict) -> &'static str {
    match verdict.asked.as_ref().map(|asked| asked.kind) {
        Some(ClaimKind::Attack) => {
            "the claim denies an attack, and no probe can see whether one made this outage"
        }
        Some(ClaimKind::Maintenance) => {
            "the claim denies work, and no probe can see whether some made this outage"
        }
        _ => NOT_SAID,
    }
}

/// Tells that what was seen in part speaks against a claim that denies it; empty for others, and
/// where it need not: a challenge is neither up nor down.
pub(super) fn denied_words(verdict: &Verdict) -> String {
    let is_denied =
        verdict.sense == ClaimSense::Denial && verdict.judgement == Judgement::Insufficient;
    if !is_denied {
        return String::new();
    }
    let kind = verdict.asked.as_ref().map(|asked| asked.kind);
    let gives_reason = kind.is_some_and(ClaimKind::gives_reason);
    match verdict.finding {
        // That a site was up speaks against who says that it could not be reached.
        Finding::UpAndDown(seen) if seen.up.times > 0 => UP_DENIED.to_owned(),
        Finding::Onset { order: OnsetOrder::Before(_) | OnsetOrder::OverBefore(_), .. }
        | Finding::DownForPart { .. } => format!("; {}", denied_outage_words(verdict)),
        Finding::SomeVantages(_) if gives_reason => String::new(),
        Finding::SomeVantages(seen) if kind == Some(ClaimKind::Reachable) => {
            others_up_words(seen).to_owned()
        }
        Finding::SomeVantages(seen) if seen.failures.failed.most > 0 => DENIED_IN_PART.to_owned(),
        Finding::Degraded(_) if !gives_reason => DENIED_IN_PART.to_owned(),
        _ => String::new(),
    }
}

/// Tells that probes beside those that failed speak against a claim that the site could not be
/// reached; empty where there need be none.
fn others_up_words(seen: SeenInPart) -> &'static str {
    match seen.probes.least.saturating_sub(seen.failures.all().most) {
        0 => "",
        1 if seen.probes.most - seen.failures.all().least == 1 => OTHER_UP,
        _ => OTHERS_UP,
    }
}
