//! The short report: the sites that were down longest, the starts and ends of those that claims
//! name, what each claimant said, and limits. It has few rows, however long the archive is. What
//! all times of a column share stands once, in its head.

use super::brief_limits::BriefLimits;
use super::brief_scores::{BriefScore, brief_scores, shown_words};
use super::brief_timeline::BriefTimeline;
use super::cards::{Card, SitesView};
use super::chronicle::ChronicleRow;
use super::scorecard::ScoreRow;
use crate::model::Report;
use crate::report::wording::When;
use serde::Serialize;

/// Tables of the short report.
#[derive(Serialize)]
pub(super) struct Brief {
    /// Day and clock of the times of sites, as a head has them: `2022-10-05 UTC`.
    site_clock: String,
    sites: Vec<BriefSite>,
    /// Whether there are other sites that were down.
    has_more_sites: bool,
    /// Day and clock of the local times of events; empty where there are none.
    local_clock: String,
    /// Day of their times in UTC; empty where there are several.
    utc_day: String,
    events: Vec<BriefEvent>,
    /// Sentence on the rows that the timeline leaves out; may be empty.
    more_events: String,
    scores: Vec<BriefScore>,
    /// Sentence on the claimants that have no row of them; may be empty.
    who_said: String,
    limits: BriefLimits,
}

/// Site that was down.
#[derive(Serialize)]
struct BriefSite {
    name: String,
    down_for: String,
    first: String,
    last: String,
    ids: String,
}

/// Row of the timeline.
#[derive(Serialize)]
struct BriefEvent {
    local: String,
    utc: String,
    what: String,
    who: String,
}

impl Brief {
    /// Makes the tables of the sites and rows that belong in a short report.
    pub(super) fn of(
        report: &Report,
        sites: &SitesView,
        timeline: &BriefTimeline,
        scorecard: &[ScoreRow],
        limits: BriefLimits,
    ) -> Brief {
        let shown: &[Card] = &sites.longest_down;
        let site_times = shown.iter().flat_map(|card| [&card.first.utc, &card.last.utc]);
        let of_sites = SharedTime::of(site_times.map(String::as_str));
        let rows = &timeline.rows;
        let time = |of: fn(&When) -> &str| SharedTime::of(rows.iter().map(|row| of(&row.when)));
        let (local, utc) = (time(|when| &when.local), time(|when| &when.utc));
        let scores = brief_scores(scorecard);
        Brief {
            site_clock: of_sites.head(),
            sites: shown
                .iter()
                .map(|card| BriefSite {
                    name: card.name.clone(),
                    down_for: format!("{}{}{}", card.down_for, card.times, card.work),
                    first: of_sites.rest(&card.first.utc),
                    last: of_sites.rest(&card.last.utc),
                    ids: card.ids.join(", "),
                })
                .collect(),
            has_more_sites: shown.len() < sites.cards.len() + sites.without_card,
            local_clock: local.head(),
            utc_day: utc.day.to_owned(),
            events: rows
                .iter()
                .map(|row| BriefEvent {
                    local: local.rest(&row.when.local),
                    utc: utc.rest(&row.when.utc),
                    what: without_length(row),
                    who: row.who.clone(),
                })
                .collect(),
            more_events: timeline.more.clone(),
            who_said: shown_words(report, scores.len()),
            scores,
            limits,
        }
    }
}

/// Returns the words of a row; of an end without the length of the outage, which the table of sites
/// has.
fn without_length(row: &ChronicleRow) -> String {
    const BACK: &str = " came back";
    match row.what.split_once(&format!("{BACK}, after ")) {
        Some((name, _)) if row.kind == "up" => format!("{name}{BACK}"),
        _ => row.what.clone(),
    }
}

/// Day and clock that all times of a column have.
struct SharedTime<'t> {
    /// Day; empty where there are several.
    day: &'t str,
    /// Abbreviation of the clock; empty where there are several.
    clock: &'t str,
}

impl<'t> SharedTime<'t> {
    /// Finds what times share.
    fn of(times: impl Iterator<Item = &'t str>) -> SharedTime<'t> {
        let times: Vec<&str> = times.collect();
        let first = times.iter().find_map(|time| time.split(' ').find(|word| is_day(word)));
        let day = first.filter(|day| {
            let days =
                |time: &&str| time.split(' ').filter(|word| is_day(word)).all(|one| one == *day);
            times.iter().all(days)
        });
        let clock = times.first().and_then(|time| time.rsplit(' ').next());
        let is_clock = |word: &&str| !word.is_empty() && word.chars().all(char::is_uppercase);
        let clock = clock
            .filter(is_clock)
            .filter(|clock| times.iter().all(|time| time.rsplit(' ').next() == Some(clock)));
        SharedTime { day: day.unwrap_or_default(), clock: clock.unwrap_or_default() }
    }

    /// Returns the words for the head of the column; empty where the times share nothing.
    fn head(&self) -> String {
        [self.day, self.clock].join(" ").trim().to_owned()
    }

    /// Returns a time without what the head says.
    fn rest(&self, time: &str) -> String {
        let is_said = |word: &&str| !word.is_empty() && (*word == self.day || *word == self.clock);
        let words: Vec<&str> = time.split(' ').filter(|word| !is_said(word)).collect();
        words.join(" ")
    }
}

/// Says whether a word is a day, as in `2022-10-05`.
fn is_day(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_clock_that_all_times_share_stand_in_the_head() {
        let times = ["2025-11-18 07:56:00 to 08:01:00 UTC", "2025-11-18 09:16:00 UTC"];
        let shared = SharedTime::of(times.into_iter());
        assert_eq!(shared.head(), "2025-11-18 UTC");
        assert_eq!(times.map(|time| shared.rest(time)), ["07:56:00 to 08:01:00", "09:16:00"]);
    }

    #[test]
    fn times_of_several_days_keep_them() {
        let times = ["2025-11-18 23:56:00 to 2025-11-19 00:01:00 UTC", "not on the record"];
        let shared = SharedTime::of(times.into_iter());
        assert_eq!(shared.head(), "");
        assert_eq!(shared.rest(times[0]), times[0]);
    }
}
