//! The tables of the short report: the sites that were down longest, and the first rows of the
//! chronicle. What all times of a column share stands once, in its head.

use super::cards::{Card, SitesView};
use super::chronicle::{Chronicle, ChronicleRow};
use crate::report::wording::When;
use serde::Serialize;

/// Most rows of the timeline.
const MOST_ROWS: usize = 26;

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
    /// Whether the timeline has more rows than those that belong in a short report.
    has_more_events: bool,
    /// Number of the rows that are shown, where those that belong here are more.
    first_events: Option<usize>,
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
    pub(super) fn of(sites: &SitesView, chronicle: &Chronicle) -> Brief {
        let rows = &chronicle.rows;
        let more_sites = sites.without_card > 0;
        let more_rows = chronicle.all > rows.len();
        let shown: Vec<&Card> = sites.cards.iter().filter(|card| card.in_brief).collect();
        let site_times = shown.iter().flat_map(|card| [&card.first.utc, &card.last.utc]);
        let of_sites = SharedTime::of(site_times.map(String::as_str));
        let own: Vec<&ChronicleRow> = rows.iter().filter(|row| row.in_brief).collect();
        let first = &own[..own.len().min(MOST_ROWS)];
        let time = |of: fn(&When) -> &str| SharedTime::of(first.iter().map(|row| of(&row.when)));
        let (local, utc) = (time(|when| &when.local), time(|when| &when.utc));
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
            has_more_sites: more_sites || shown.len() < sites.cards.len(),
            local_clock: local.head(),
            utc_day: utc.day.to_owned(),
            events: first
                .iter()
                .map(|row| BriefEvent {
                    local: local.rest(&row.when.local),
                    utc: utc.rest(&row.when.utc),
                    what: row.what.clone(),
                    who: row.who.clone(),
                })
                .collect(),
            has_more_events: more_rows || own.len() < rows.len() || own.len() > MOST_ROWS,
            first_events: (own.len() > MOST_ROWS).then_some(MOST_ROWS),
        }
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
