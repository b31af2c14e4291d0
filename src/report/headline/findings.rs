//! The first findings in sentences: how many sites went down (M24), and which went down together
//! (M25).

use super::claimant::{how_without_onset, of_claimant, others_words, without_onset};
use super::evidence::Grounds;
use super::possibly_down::{rests_on, unconfirmed_clause};
use crate::clock::{DAY, Instant, SECOND, Zone, short_utc};
use crate::model::{Event, EventKind, Report};
use crate::report::wording::{FigureOrigin, by_count, grouped, in_sentences, part_of, plural};

/// Returns the finding that a report is headed with: of the first claimant where claims name sites,
/// else of all sites.
pub(in crate::report) fn headline(report: &Report, origin: &FigureOrigin) -> String {
    match report.claimants.first().filter(|_| report.totals.measured > 0) {
        Some(claimant) => {
            let said = of_claimant(report, claimant, origin);
            in_sentences(&format!("{said}{}", others_words(claimant)), origin.behind())
        }
        None => origin.before(&of_sites(report)),
    }
}

/// Tells what the record shows of all sites.
pub(in crate::report) fn of_sites(report: &Report) -> String {
    let totals = &report.totals;
    if totals.measured == 0 {
        return not_measured(report);
    }
    let part = part_of(totals.changes.went_down, totals.measured, "measured site");
    let apart = without_onset(&totals.changes);
    if totals.measured == 1 && !apart.is_empty() {
        let how = how_without_onset(&totals.changes);
        return format!(
            "{part} went down; that site was {how}, with no start on the record{}",
            unread(report)
        );
    }
    let apart = match apart.as_str() {
        "" => String::new(),
        apart => format!("; with no start on the record, {apart}"),
    };
    let unconfirmed = (report.possibly_down, report.failed_in_part);
    let unconfirmed = unconfirmed_clause(unconfirmed, &totals.changes, "that site", rests_on);
    format!("{part} went down{apart}{unconfirmed}{}", unread(report))
}

/// Counts the sites that were probed, and of which no probe tells a result, behind a semicolon;
/// empty where there are none.
fn unread(report: &Report) -> String {
    match report.totals.unread_sites {
        0 => String::new(),
        count => {
            let verb = by_count(count, "is", "are");
            let sites = plural(count, "more site");
            format!("; {sites} {verb} not measured, as no probe tells a result")
        }
    }
}

/// Counts sites and claims where no probe tells a result.
fn not_measured(report: &Report) -> String {
    let (sites, claims) =
        (plural(report.sites.len(), "site"), plural(report.claims.len(), "claim"));
    let is_probed = report.totals.unread_sites > 0;
    let probed = match (report.sites.len(), is_probed) {
        (0, _) => return format!("{sites} and {claims}"),
        (1, false) => "not probed",
        (_, false) => "none of them probed",
        (1, true) => "without a probe that tells a result",
        (_, true) => "none of them with a probe that tells a result",
    };
    format!("{sites}, {probed}, and {claims}")
}

/// Tells of the events, the largest first: of sites that can have gone down together, and of these
/// how many can have come back together.
pub(in crate::report) fn of_events(report: &Report) -> Vec<(String, Grounds)> {
    let event = |id: &Option<String>| {
        id.as_ref().and_then(|id| report.events.iter().find(|event| event.id == *id))
    };
    let sentences = report.event_pairs.iter().filter_map(|pair| {
        let (down, back) = (event(&pair.went_down), event(&pair.came_back));
        let sentence = match (down, back) {
            (Some(down), back) => fall_sentence(down, back),
            (None, back) => came_back(back?),
        };
        Some((sentence, of_ids([down, back].into_iter().flatten())))
    });
    sentences.collect()
}

/// Returns the ids of events as evidence.
fn of_ids<'e>(events: impl IntoIterator<Item = &'e Event>) -> Grounds {
    let ids = events.into_iter().map(|event| event.id.clone()).collect();
    Grounds { ids, file: "tables/events.csv" }
}

/// Tells of sites that went down together, and of the event in which most of them came back.
fn fall_sentence(down: &Event, back: Option<&Event>) -> String {
    let sites = plural(down.sites.len(), "site");
    let fell = format!("{sites} went down {}", between(down.after, down.by));
    let words = match back {
        Some(back) if down.outages == back.outages => {
            let time = between(back.after, back.by);
            let again = failed_again_words(back);
            format!("{fell} and came back {time}, each time perhaps at one moment{again}")
        }
        Some(back) => {
            let common = back.sites.iter().filter(|id| down.sites.binary_search(id).is_ok());
            format!(
                "{fell}, perhaps at one moment; {} came back {}, perhaps at one moment, of which \
                 {} had gone down so{}",
                plural(back.sites.len(), "site"),
                between(back.after, back.by),
                grouped(common.count()),
                failed_again_words(back)
            )
        }
        None => format!("{fell}, perhaps at one moment"),
    };
    format!("{words}{}", doubt(down))
}

/// Tells of one event: which sites did what together, and when.
pub(in crate::report) fn of_event(event: &Event) -> String {
    match event.kind {
        EventKind::WentDown => fall_sentence(event, None),
        EventKind::CameBack => came_back(event),
    }
}

/// Says which sites came back.
fn came_back(back: &Event) -> String {
    let sites = plural(back.sites.len(), "site");
    format!(
        "{sites} came back {}, perhaps at one moment{}{}",
        between(back.after, back.by),
        failed_again_words(back),
        doubt(back)
    )
}

/// Tells how many of the sites that came back together failed again in the same episode (M13),
/// behind a semicolon; empty where none did.
pub(in crate::report) fn failed_again_words(back: &Event) -> String {
    match (back.failed_again, back.sites.len()) {
        (0, _) => String::new(),
        (again, all) if again == all && all > 1 => {
            "; each of them failed again in the same episode".to_owned()
        }
        (again, _) => format!("; {} of them failed again in the same episode", grouped(again)),
    }
}

/// Says where an event may be a fault of the vantage.
fn doubt(event: &Event) -> &'static str {
    if event.common_mode {
        " (seen from one vantage alone: a fault of the vantage cannot be ruled out)"
    } else {
        ""
    }
}

/// Writes the time in which a change was, its ends in whole seconds, rounded outward.
pub(super) fn between(after: Instant, by: Instant) -> String {
    let by = Instant(by.0.saturating_add(SECOND - 1).div_euclid(SECOND).saturating_mul(SECOND));
    let day = |at: Instant| at.0.div_euclid(DAY);
    let from = if day(after) == day(by) {
        Zone::UTC.format(after, "%Y-%m-%d %H:%M:%S")
    } else {
        short_utc(after)
    };
    let until =
        if day(after) == day(by) { Zone::UTC.format(by, "%H:%M:%S UTC") } else { short_utc(by) };
    format!("between {from} and {until}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, MINUTE};

    fn event(kind: EventKind, after: i64, sites: &[&str]) -> Event {
        let sites: Vec<String> = sites.iter().map(|site| (*site).to_owned()).collect();
        Event {
            id: "E001".to_owned(),
            kind,
            after: Instant(after),
            by: Instant(after + 5 * MINUTE),
            outages: sites.clone(),
            sites,
            failed_again: 0,
            common_mode: false,
        }
    }

    #[test]
    fn sites_that_fall_and_rise_together_are_one_sentence() {
        let down = event(EventKind::WentDown, 0, &["a", "b", "c"]);
        let back = event(EventKind::CameBack, 2 * HOUR, &["a", "b", "c"]);
        assert_eq!(
            fall_sentence(&down, Some(&back)),
            "3 sites went down between 1970-01-01 00:00:00 and 00:05:00 UTC and came back between \
             1970-01-01 02:00:00 and 02:05:00 UTC, each time perhaps at one moment"
        );
        let back = event(EventKind::CameBack, 2 * HOUR, &["a", "b", "d", "e"]);
        assert_eq!(
            fall_sentence(&down, Some(&back)),
            "3 sites went down between 1970-01-01 00:00:00 and 00:05:00 UTC, perhaps at one \
             moment; 4 sites came back between 1970-01-01 02:00:00 and 02:05:00 UTC, perhaps at \
             one moment, of which 2 had gone down so"
        );
        let again = |failed_again| came_back(&Event { failed_again, ..back.clone() });
        assert!(again(1).ends_with("moment; 1 of them failed again in the same episode"));
        assert!(again(4).ends_with("moment; each of them failed again in the same episode"));
        let alone = fall_sentence(&Event { common_mode: true, ..down }, None);
        assert!(
            alone.ends_with(
                "00:05:00 UTC, perhaps at one moment (seen from one vantage alone: a fault of the \
                 vantage cannot be ruled out)"
            ),
            "{alone}"
        );
    }

    #[test]
    fn a_time_is_rounded_outward_and_names_each_day_once() {
        assert_eq!(
            between(Instant(MINUTE + 999_999), Instant(2 * MINUTE + 1)),
            "between 1970-01-01 00:01:00 and 00:02:01 UTC"
        );
        assert_eq!(
            between(Instant(23 * HOUR), Instant(25 * HOUR)),
            "between 1970-01-01 23:00:00 UTC and 1970-01-02 01:00:00 UTC"
        );
    }
}
