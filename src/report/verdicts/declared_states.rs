//! Times of which all probes are declared (M12), in words: no such probe is counted as seen.

use super::complete_view::OUTAGE_COULD_HIDE;
use super::failures::meanwhile_words;
use super::implied_probes::kinds_words;
use super::open_relation::part_start_words;
use super::parts::{VANTAGE, VANTAGES, outvoted_words};
use crate::model::findings::{DegradedAnswers, DoubtfulFailures, SeenInPart};
use crate::model::{Finding, Verdict};
use crate::report::wording::counted;

/// Puts the finding of a verdict into words, where no row records any probe of the time asked;
/// `None` for findings whose words count no such probes.
pub(super) fn declared_states_words(verdict: &Verdict) -> Option<String> {
    verdict.implied.filter(|implied| implied.are_all)?;
    match verdict.finding {
        Finding::SomeVantages(seen) => Some(in_part_words(seen)),
        Finding::Doubt(seen) => Some(doubtful_words(seen)),
        Finding::Degraded(seen) => Some(degraded_answers_words(seen)),
        _ => None,
    }
}

/// Tells of states outside every outage and blip.
fn in_part_words(seen: SeenInPart) -> String {
    let from = match seen.vantages {
        0 => String::new(),
        one_or_more => format!(", from {}", counted(one_or_more, VANTAGE, VANTAGES)),
    };
    format!(
        "seen in part: {} in the time asked{from}{}{}",
        kinds_words(seen.failures),
        meanwhile_words(seen.failures, seen.while_up, seen.is_up_throughout),
        part_start_words(seen.start)
    )
}

/// Tells of states that confirm nothing.
fn doubtful_words(seen: DoubtfulFailures) -> String {
    let is_challenge = seen.failures.failed.most == 0;
    let doubt = if is_challenge { "neither up nor down" } else { "possibly down" };
    format!("{doubt}: {} at moments at which no quorum saw the site up", kinds_words(seen.failures))
}

/// Tells of degraded states.
fn degraded_answers_words(seen: DegradedAnswers) -> String {
    let (of_it, could_hide) = match seen.is_up_throughout {
        true => ("the time asked, all of it observed", format!("; {OUTAGE_COULD_HIDE}")),
        false => ("what was observed of the time asked", String::new()),
    };
    format!(
        "no outage was seen in {of_it}, but a part of it was degraded{}{}{could_hide}",
        part_start_words(seen.start),
        outvoted_words(seen.failures)
    )
}
