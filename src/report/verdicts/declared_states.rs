//! Times of which all probes are declared (M12), in words: no such probe is counted as seen.

use super::failures::{doubt, no_outage_but_words, seen_in_part_words};
use super::implied_probes::{declared, kinds_words};
use crate::model::findings::DoubtfulFailures;
use crate::model::{Finding, Verdict};

/// Puts the finding of a verdict into words, where no row records any probe of the time asked;
/// `None` for findings whose words count no such probes.
pub(super) fn declared_states_words(verdict: &Verdict) -> Option<String> {
    declared(verdict.implied)?;
    match verdict.finding {
        Finding::SomeVantages(seen) => {
            Some(seen_in_part_words(seen, kinds_words(seen.failures), ""))
        }
        Finding::Doubt(seen) => Some(doubtful_words(seen)),
        Finding::Degraded(seen) => Some(no_outage_but_words(seen, "a part of it was degraded")),
        _ => None,
    }
}

/// Tells of states that confirm nothing.
fn doubtful_words(seen: DoubtfulFailures) -> String {
    let (doubt, kinds) = (doubt(seen.failures), kinds_words(seen.failures));
    format!("{doubt}: {kinds} at moments at which no quorum saw the site up")
}
