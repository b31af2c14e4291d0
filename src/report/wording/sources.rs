//! Sentences on how logs were read and how often their sites were probed: doubts, and changes of
//! pace (M7).

use super::sentences::in_clause;
use crate::clock::{Instant, length, short_utc};
use crate::model::{OtherPaces, SeriesPaceChange, SourceDoubt, SourceDoubtKind};
use crate::model::{by_count, grouped, plural};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most sentences of a kind; the rest are counted.
const MOST: usize = 3;
/// Most changes of one series listed one by one.
const MOST_CHANGES: usize = 3;

/// Tells each doubt about a log, and counts those beyond the first.
pub(in crate::report) fn doubt_sentences(doubts: &[SourceDoubt]) -> Vec<String> {
    let mut all: Vec<String> = doubts.iter().take(MOST).map(doubt_sentence).collect();
    if doubts.len() > MOST {
        let more = doubts.len() - MOST;
        all.push(format!("the same or the like holds of {}", plural(more, "more log")));
    }
    all
}

/// Writes the doubt about a source as a sentence.
fn doubt_sentence(doubt: &SourceDoubt) -> String {
    let whose = in_clause(&doubt.whose);
    match &doubt.kind {
        SourceDoubtKind::NumbersAsErrors { numbers, known, example } => format!(
            "{whose}: {} of {} failed with a number as their error, such as {}: an answer time or \
             a share of loss that is named as `error` makes each probe a failure; write `up_when` \
             in its place (docs/data.md)",
            grouped(*numbers),
            plural(*known, "known probe"),
            in_clause(example)
        ),
        SourceDoubtKind::AllFailed { probes } => format!(
            "{whose}: each of {} failed; see whether `columns`, `results` or `up_when` of its \
             [[probes]] say what its rows mean",
            plural(*probes, "known probe")
        ),
        SourceDoubtKind::NearlyAllFailed { failed, known } => format!(
            "{whose}: {} of {} failed, and most of its sites failed first and last; see whether \
             `columns`, `results` or `up_when` of its [[probes]] take for a failure what means \
             that a site was up",
            grouped(*failed),
            plural(*known, "known probe")
        ),
        SourceDoubtKind::RowsRefused(rows) => format!(
            "{whose}: {} of {} were refused: what is said of this log rests on the other {}, and \
             an outage that the refused rows tell of is not shown; `check` says why they were \
             refused",
            grouped(rows.part),
            plural(rows.all, "row"),
            grouped(rows.all.saturating_sub(rows.part))
        ),
        SourceDoubtKind::RowsDisagree { disagreeing, probes } => format!(
            "{whose}: at {} of {} the rows of one moment disagree; they may be rows of several \
             sites, vantages or hops that are taken for one: see whether `columns` names the \
             column of the site and that of the vantage",
            grouped(*disagreeing),
            plural(*probes, "probe")
        ),
        SourceDoubtKind::SeemsOnChange { changed, compared } => {
            changes_sentence(&whose, *changed, *compared)
        }
        SourceDoubtKind::PlacesInTurn { site, failed, places, from, until } => {
            let times = format!("from {} to {}", short_utc(*from), short_utc(*until));
            in_turn_sentence(&whose, site, [*failed, *places], &times)
        }
        SourceDoubtKind::TurnAbout { turns, failed } => turns_sentence(&whose, *turns, *failed),
        SourceDoubtKind::TimesFarOff { from, until } => far_off_sentence(&whose, *from, *until),
        SourceDoubtKind::PlacesOfOtherPace(paces) => other_pace_sentence(&whose, paces),
        SourceDoubtKind::RowsRepeated { rows, probes } => repeated_sentence(&whose, *rows, *probes),
        SourceDoubtKind::OutcomesUnreadable(rows) => format!(
            "{whose}: {} of {} have an outcome that cannot be read and count as unknown; see \
             whether `columns` names the column that tells how a probe went",
            grouped(rows.part),
            plural(rows.all, "row")
        ),
        SourceDoubtKind::CellsUnreadable(rows) => format!(
            "{whose}: {} of {} have an answer time that cannot be read, or another number of \
             fields than the header; see whether `columns` names the column of answer times, and \
             whether the header names all columns (`header`, `extra_fields`)",
            grouped(rows.part),
            plural(rows.all, "row")
        ),
    }
}

/// Writes the doubt about a log whose failed probes take turns with good ones; `whose` names it.
fn turns_sentence(whose: &str, turns: u64, failed: u64) -> String {
    format!(
        "{whose}: {} of {} {} turns with good ones, one by one; they may be rows of several \
         checks, sites or vantages that are taken for one, so that no two failures follow one \
         another: see whether `columns` names all that tells them apart",
        grouped(turns),
        plural(failed, "failed probe"),
        by_count(turns, "takes", "take"),
    )
}

/// Writes the doubt about a log whose times lie far from all others; `whose` names it.
fn far_off_sentence(whose: &str, from: Instant, until: Instant) -> String {
    format!(
        "{whose}: its probes are from {} to {}, a year that has not come, or ten years and more \
         from all claims and all other logs: see whether `time_format` says what its stamps \
         count, and in which order they have day, month and year",
        short_utc(from),
        short_utc(until)
    )
}

/// Writes the doubt about a log with more repeated rows than probes; `whose` names it.
fn repeated_sentence(whose: &str, rows: u64, probes: u64) -> String {
    format!(
        "{whose}: {} beside {} {} another of the same moment; they may be rows of several sites \
         or vantages that are taken for one, of which the best counts: see whether `columns` \
         names the column of the site and that of the vantage",
        plural(rows, "row"),
        plural(probes, "probe"),
        by_count(rows, "repeats", "repeat"),
    )
}

/// Writes the doubt about a log that is likelier one of changes; `whose` names it.
fn changes_sentence(whose: &str, changed: u64, compared: u64) -> String {
    format!(
        "{whose}: {} of {} {} another result than the one before of the same site, as in a log of \
         changes; it is read as a probe a row, so that every state ends with its row: write \
         cadence = \"on-change\" and an `interval` into its [[probes]] if it has a row only where \
         something changed",
        grouped(changed),
        plural(compared, "row"),
        by_count(compared, "has", "have"),
    )
}

/// Writes the doubt about a log whose vantages take turns: so many failed probes in a row, and so
/// many vantages that they came from; `whose` names it.
fn in_turn_sentence(whose: &str, site: &str, [failed, places]: [u64; 2], times: &str) -> String {
    format!(
        "{whose}: at {} {} in a row failed from {}, {times}, and make no outage, as no quorum saw \
         it down; where the vantages take turns, as the servers of one monitor do, write vantages \
         = \"in-turn\" into its [[probes]] (docs/data.md)",
        in_clause(site),
        plural(failed, "probe"),
        plural(places, "vantage"),
    )
}

/// Writes the doubt about vantages of other paces; `whose` names the source of the finer one.
fn other_pace_sentence(whose: &str, paces: &OtherPaces) -> String {
    format!(
        "{whose}: {} is probed every {} from {}, and every {} or less often from {}; the start or \
         the end of {} on {} is known to the slower pace alone, though probes from the finer \
         vantage tell it more closely, as more than half of the vantages must agree \
         (docs/method.md, M9)",
        in_clause(&paces.site),
        length(paces.finer_us),
        in_clause(&paces.finer),
        length(paces.slower_us),
        plural(paces.slower, "other vantage"),
        plural(paces.outages, "outage"),
        plural(paces.sites, "site"),
    )
}

/// Paces of one series in words: series with equal ones share a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Paces<'c> {
    source: &'c str,
    /// Words for the paces before and after each change.
    steps: Vec<(String, String)>,
}

/// Series with the same paces, whose changes lie near one another.
#[derive(Debug)]
struct PaceGroup<'c> {
    paces: Paces<'c>,
    /// Changes of each of its series, in order of time; the first series gives its name.
    series: Vec<Vec<&'c SeriesPaceChange>>,
}

/// Tells how often sites were probed where that changed: a sentence for all series that changed
/// alike. `changes` are in order of time. The source is named where there are several.
pub(in crate::report) fn pace_sentences(changes: &[SeriesPaceChange]) -> Vec<String> {
    let mut by_series: BTreeMap<(&str, &str, &str), Vec<&SeriesPaceChange>> = BTreeMap::new();
    for change in changes {
        let key = (change.source.as_str(), change.site.as_str(), change.vantage.as_str());
        by_series.entry(key).or_default().push(change);
    }
    let mut groups: Vec<PaceGroup<'_>> = Vec::new();
    for ((source, _, _), own) in by_series {
        let step = |changed: &&SeriesPaceChange| {
            (length(changed.change.from_us), length(changed.change.to_us))
        };
        let paces = Paces { source, steps: own.iter().map(step).collect() };
        match groups.iter_mut().find(|group| group.takes(&paces, &own)) {
            Some(group) => group.series.push(own),
            None => groups.push(PaceGroup { paces, series: vec![own] }),
        }
    }
    groups.sort_by_key(|group| Reverse(group.series.len()));
    let first_source = groups.first().map(|group| group.paces.source);
    let names_source = groups.iter().any(|group| Some(group.paces.source) != first_source);
    let more: usize = groups.iter().skip(MOST).map(|group| group.series.len()).sum();
    let shown = groups.iter().take(MOST);
    let mut all: Vec<String> = shown
        .map(|group| match names_source {
            true => format!("{}: {}", in_clause(group.paces.source), group.sentence()),
            false => group.sentence(),
        })
        .collect();
    if more > 0 {
        let series = plural(more, "more pair");
        all.push(format!("{series} of site and vantage: see `pace_changes` of incident.json"));
    }
    all
}

impl PaceGroup<'_> {
    /// Says whether a series changed as those of the group: from and to the same, each change less
    /// than a probe of the slower pace away from that of the first series.
    fn takes(&self, paces: &Paces<'_>, own: &[&SeriesPaceChange]) -> bool {
        let is_near = |(first, other): (&&SeriesPaceChange, &&SeriesPaceChange)| {
            let apart_us = first.change.at.since(other.change.at).abs();
            apart_us < first.change.from_us.max(first.change.to_us)
        };
        self.paces == *paces && self.series[0].iter().zip(own).all(is_near)
    }

    /// Writes the sentence on a group of series.
    fn sentence(&self) -> String {
        let first = &self.series[0];
        let whose = match (self.series.len(), first.first()) {
            (1, Some(one)) => format!("{} from {}", in_clause(&one.site), in_clause(&one.vantage)),
            (many, _) => format!("{} of site and vantage alike", plural(many, "pair")),
        };
        let mut text = format!("{whose}: ");
        for (at, (from, to)) in self.paces.steps.iter().take(MOST_CHANGES).enumerate() {
            if at == 0 {
                text.push_str(&format!("one probe every {from} until {}", self.moment(at)));
            } else {
                text.push_str(&format!(" until {}", self.moment(at)));
            }
            let then = if at == 0 { ", then" } else { "; then one" };
            text.push_str(&format!("{then} every {to}"));
        }
        let more = self.paces.steps.len().saturating_sub(MOST_CHANGES);
        if more > 0 {
            let changes = plural(more, "more change");
            text.push_str(&format!("; {changes} in `pace_changes` of incident.json"));
        }
        text
    }

    /// Writes the moment of a change, or the time in which all series of the group have it.
    fn moment(&self, step: usize) -> String {
        let moments = || self.series.iter().filter_map(|own| Some(own.get(step)?.change.at));
        match (moments().min(), moments().max()) {
            (Some(first), Some(last)) if short_utc(first) != short_utc(last) => {
                format!("between {} and {}", short_utc(first), short_utc(last))
            }
            (Some(first), _) => short_utc(first),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, MINUTE, SECOND};
    use crate::model::PaceChange;

    fn change(source: &str, site: &str, at: i64, from_us: i64, to_us: i64) -> SeriesPaceChange {
        SeriesPaceChange {
            source: source.to_owned(),
            site: site.to_owned(),
            vantage: "lab".to_owned(),
            change: PaceChange { at: Instant(at), from_us, to_us },
        }
    }

    #[test]
    fn a_series_is_described_from_pace_to_pace() {
        let changes = [
            change("a", "mill", HOUR, MINUTE, 5 * SECOND),
            change("a", "mill", 2 * HOUR, 5 * SECOND, MINUTE),
        ];
        assert_eq!(
            pace_sentences(&changes),
            ["mill from lab: one probe every 1 min until 1970-01-01 01:00:00 UTC, then every 5 s \
              until 1970-01-01 02:00:00 UTC; then one every 1 min"]
        );
        let mut many = changes.to_vec();
        many.extend((3..6).map(|hour| change("a", "mill", hour * HOUR, MINUTE, 5 * SECOND)));
        let sentences = pace_sentences(&many);
        assert!(
            sentences[0].ends_with("; 2 more changes in `pace_changes` of incident.json"),
            "{sentences:?}"
        );
    }

    #[test]
    fn series_that_change_alike_are_counted_together() {
        let near =
            |site: &str, second: i64| change("a", site, HOUR + second * SECOND, MINUTE, 5 * MINUTE);
        let changes = [near("mill", 0), near("pump", 299), near("dam", 300)];
        let sentences = pace_sentences(&changes);
        // Sorted by site, the first is `dam`, and `mill` is as far from it as a whole probe.
        assert_eq!(
            sentences,
            [
                "2 pairs of site and vantage alike: one probe every 1 min until between 1970-01-01 \
                 01:04:59 UTC and 1970-01-01 01:05:00 UTC, then every 5 min",
                "mill from lab: one probe every 1 min until 1970-01-01 01:00:00 UTC, then every 5 \
                 min",
            ]
        );
    }

    #[test]
    fn sources_are_named_where_there_are_several_and_the_rest_is_counted() {
        let one = |number: i64| change("a", &format!("s{number}"), HOUR, number * MINUTE, HOUR);
        let mut changes: Vec<SeriesPaceChange> = (1..=5).map(one).collect();
        let sentences = pace_sentences(&changes);
        assert_eq!(sentences.len(), 4);
        assert!(sentences[0].starts_with("s1 from lab: "), "{sentences:?}");
        assert!(sentences[3].starts_with("2 more pairs of site and vantage: see"), "{sentences:?}");
        changes.truncate(1);
        changes.push(change("b", "s1", HOUR, MINUTE, HOUR));
        let sentences = pace_sentences(&changes);
        assert!(
            sentences[0].starts_with("a: s1") && sentences[1].starts_with("b: s1"),
            "{sentences:?}"
        );
    }

    #[test]
    fn doubts_beyond_the_first_are_counted() {
        let doubt = |name: &str| SourceDoubt {
            whose: name.to_owned(),
            kind: SourceDoubtKind::AllFailed { probes: 20 },
        };
        let all: Vec<SourceDoubt> = ["a", "b", "c", "d", "e"].map(doubt).into();
        assert_eq!(doubt_sentences(&all[..3]).len(), 3);
        let sentences = doubt_sentences(&all);
        assert!(sentences[0].starts_with("a: each of 20 known probes failed"), "{sentences:?}");
        assert_eq!(sentences[3], "the same or the like holds of 2 more logs");
    }
}
