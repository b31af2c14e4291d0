//! Events: outages of many sites that can have begun, or ended, at one moment (M25).

use crate::clock::{Bracket, Instant};
use crate::model::{Event, EventKind, EventPair, Outage, OutageFlag, Rules};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most events of a kind that are looked for; the largest are found first.
const MOST_EVENTS: usize = 20;

/// Finds the events among confirmed outages, in order of time. `outages` are by onset, `measured`
/// is the number of measured sites.
pub(in crate::analysis) fn events(outages: &[Outage], measured: usize) -> Vec<Event> {
    let least = least_sites(measured);
    let mut all = of_kind(outages, least, EventKind::WentDown, |outage| outage.onset);
    all.extend(of_kind(outages, least, EventKind::CameBack, |outage| outage.recovery));
    all.sort_by(|a, b| (a.after, a.by, a.kind, &a.sites).cmp(&(b.after, b.by, b.kind, &b.sites)));
    let failed_again = with_relapse(outages);
    for (number, event) in (1..).zip(&mut all) {
        event.id = format!("E{number:03}");
        if event.kind == EventKind::CameBack {
            let relapsed = event.outages.iter().filter_map(|id| failed_again.get(id.as_str()));
            event.failed_again = relapsed.collect::<BTreeSet<_>>().len();
        }
    }
    all
}

/// Returns the outages that another of their episode follows (M13), by id, with their sites.
fn with_relapse(outages: &[Outage]) -> BTreeMap<&str, &str> {
    let mut last: BTreeMap<(&str, usize), &str> = BTreeMap::new();
    let mut all = BTreeMap::new();
    for outage in outages {
        let earlier = last.insert((&outage.site, outage.episode), &outage.id);
        all.extend(earlier.map(|id| (id, outage.site.as_str())));
    }
    all
}

/// Sets beside each event in which sites went down the one in which most of its outages ended, two
/// at least; each event stands once. Those of the most sites come first.
pub(in crate::analysis) fn pairs(events: &[Event]) -> Vec<EventPair> {
    let of_kind = |kind| events.iter().filter(move |event| event.kind == kind);
    let mut backs: Vec<&Event> = of_kind(EventKind::CameBack).collect();
    let mut by_size: Vec<(usize, EventPair)> = Vec::new();
    for down in of_kind(EventKind::WentDown) {
        let common = |back: &&Event| {
            back.outages.iter().filter(|id| down.outages.binary_search(id).is_ok()).count()
        };
        let best = (0..backs.len()).rev().max_by_key(|at| common(&backs[*at]));
        let best = best.filter(|at| common(&backs[*at]) > 1);
        let came_back = best.map(|at| backs.remove(at).id.clone());
        let pair = EventPair { went_down: Some(down.id.clone()), came_back };
        by_size.push((down.sites.len(), pair));
    }
    for back in backs {
        let pair = EventPair { went_down: None, came_back: Some(back.id.clone()) };
        by_size.push((back.sites.len(), pair));
    }
    // Sorting keeps the order of time among events of one size.
    by_size.sort_by_key(|(sites, _)| Reverse(*sites));
    by_size.into_iter().map(|(_, pair)| pair).collect()
}

/// Returns the fewest sites that make an event: five, or a third of the measured.
fn least_sites(measured: usize) -> usize {
    Rules::EVENT_SITES.min(measured.div_ceil(Rules::EVENT_PART)).max(Rules::EVENT_LEAST_SITES)
}

/// Edge of an outage with both its ends on the record.
#[derive(Debug, Clone, Copy)]
struct Edge<'a> {
    outage: &'a Outage,
    /// Last moment before the edge.
    after: Instant,
    /// First moment after the edge.
    by: Instant,
}

impl Edge<'_> {
    /// Returns the length of the bracket in microseconds.
    fn width_us(&self) -> i64 {
        self.by.since(self.after)
    }

    /// Says whether the change can have been at a moment.
    fn holds(&self, at: Instant) -> bool {
        self.after < at && at <= self.by
    }
}

/// Finds the events of one kind, the largest first.
fn of_kind(
    outages: &[Outage],
    least: usize,
    kind: EventKind,
    edge: fn(&Outage) -> Bracket,
) -> Vec<Event> {
    let mut edges: Vec<Edge<'_>> = Vec::new();
    for outage in outages {
        if let Bracket { after: Some(after), by: Some(by) } = edge(outage) {
            edges.push(Edge { outage, after, by });
        }
    }
    let mut events = Vec::new();
    while events.len() < MOST_EVENTS {
        let Some(fullest) = fullest_moment(&edges).filter(|moment| moment.sites >= least) else {
            break;
        };
        let joined = members(&edges, fullest.at, least);
        let ids: BTreeSet<&str> = joined.iter().map(|edge| edge.outage.id.as_str()).collect();
        events.extend(event(&joined, kind));
        edges.retain(|edge| !ids.contains(edge.outage.id.as_str()));
    }
    events
}

/// Moment with the number of sites that can have changed at it.
#[derive(Debug, Clone, Copy)]
struct CommonMoment {
    at: Instant,
    sites: usize,
}

/// Change of the number of brackets of a site that a moment lies in. Sorted by the moment, ends of
/// brackets before beginnings.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct BracketChange<'a> {
    at: Instant,
    /// 1 where a bracket begins, -1 where one ends.
    brackets: i32,
    site: &'a str,
}

/// Finds the moment that lies in the brackets of the most sites; the first of several. `None` where
/// there is no edge.
fn fullest_moment(edges: &[Edge<'_>]) -> Option<CommonMoment> {
    let mut changes: Vec<BracketChange<'_>> = Vec::with_capacity(edges.len() * 2);
    for edge in edges {
        let site = &edge.outage.site;
        changes.push(BracketChange { at: edge.after.plus(1), brackets: 1, site });
        changes.push(BracketChange { at: edge.by.plus(1), brackets: -1, site });
    }
    changes.sort_unstable();
    let mut open: BTreeMap<&str, i32> = BTreeMap::new();
    let mut best: Option<CommonMoment> = None;
    for BracketChange { at, brackets, site } in changes {
        let count = open.entry(site).or_default();
        *count += brackets;
        if *count == 0 {
            open.remove(site);
        }
        if best.is_none_or(|best| open.len() > best.sites) {
            best = Some(CommonMoment { at, sites: open.len() });
        }
    }
    best
}

/// Returns the edges that can have been at a moment, but for those of brackets far wider than the
/// `least` narrowest.
fn members<'a>(edges: &[Edge<'a>], at: Instant, least: usize) -> Vec<Edge<'a>> {
    let mut there: Vec<Edge<'_>> = edges.iter().filter(|edge| edge.holds(at)).copied().collect();
    there.sort_by_key(|edge| (edge.width_us(), &edge.outage.id));
    let mut sites = BTreeSet::new();
    let mut limit_us = i64::MAX;
    for edge in &there {
        sites.insert(&edge.outage.site);
        if sites.len() == least {
            limit_us = edge.width_us().saturating_mul(Rules::EVENT_STRETCH);
            break;
        }
    }
    there.retain(|edge| edge.width_us() <= limit_us);
    there
}

/// Sums up the edges of an event; `None` where there is none.
fn event(edges: &[Edge<'_>], kind: EventKind) -> Option<Event> {
    let sites: BTreeSet<&String> = edges.iter().map(|edge| &edge.outage.site).collect();
    let outages: BTreeSet<&String> = edges.iter().map(|edge| &edge.outage.id).collect();
    Some(Event {
        id: String::new(),
        kind,
        after: edges.iter().map(|edge| edge.after).min()?,
        by: edges.iter().map(|edge| edge.by).max()?,
        sites: sites.into_iter().cloned().collect(),
        outages: outages.into_iter().cloned().collect(),
        failed_again: 0,
        common_mode: edges.iter().all(|edge| edge.outage.has(OutageFlag::CommonMode)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    fn minute(n: i64) -> Instant {
        Instant(n * MINUTE)
    }

    /// Outages number 0 and on of as many sites, each with its onset between two minutes, and
    /// 60 minutes later its recovery.
    fn outages(onsets: &[(i64, i64)]) -> Vec<Outage> {
        let numbered = onsets.iter().zip(0..);
        numbered.map(|((after, by), number)| outage(number, *after, *by)).collect()
    }

    fn outage(number: usize, after: i64, by: i64) -> Outage {
        let bracket = |later: i64| Bracket {
            after: Some(minute(after + later)),
            by: Some(minute(by + later)),
        };
        Outage::example(&format!("O{number:03}"), &format!("s{number}"), bracket(0), bracket(60))
    }

    /// Sites and minutes of the events of going down.
    fn falls(onsets: &[(i64, i64)], measured: usize) -> Vec<(usize, i64, i64)> {
        let events = events(&outages(onsets), measured);
        let down = events.iter().filter(|event| event.kind == EventKind::WentDown);
        down.map(|event| (event.sites.len(), event.after.0 / MINUTE, event.by.0 / MINUTE)).collect()
    }

    #[test]
    fn five_sites_or_a_third_of_the_measured_are_an_event() {
        let least = [1, 2, 3, 6, 7, 9, 10, 12, 13, 15, 16, 1_000].map(least_sites);
        assert_eq!(least, [2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5]);
        let four = [(0, 5); 4];
        assert_eq!(falls(&four, 12), [(4, 0, 5)]);
        assert_eq!(falls(&four, 13), []);
        assert_eq!(falls(&[(0, 5); 5], 1_000), [(5, 0, 5)]);
    }

    #[test]
    fn brackets_that_share_no_moment_are_no_event() {
        // (0, 5] and (5, 10] touch, and share nothing.
        assert_eq!(falls(&[(0, 5), (5, 10)], 3), []);
        assert_eq!(falls(&[(0, 5), (4, 9)], 3), [(2, 0, 9)]);
    }

    #[test]
    fn a_wide_bracket_does_not_blur_the_others() {
        assert_eq!(falls(&[(0, 5), (1, 6), (-10, 6)], 3), [(2, 0, 6)]);
        assert_eq!(falls(&[(0, 5), (1, 6), (-9, 6)], 3), [(3, -9, 6)]);
    }

    #[test]
    fn two_outages_of_one_site_are_not_two_sites() {
        let mut both = outages(&[(0, 5), (1, 6)]);
        both[1].site = both[0].site.clone();
        assert!(events(&both, 3).is_empty());
    }

    #[test]
    fn an_onset_off_the_record_joins_no_event() {
        let mut three = outages(&[(0, 5); 3]);
        three[0].onset.after = None;
        let events = events(&three, 7);
        assert_eq!(events.len(), 1);
        assert_eq!((events[0].kind, events[0].sites.len()), (EventKind::CameBack, 3));
    }

    #[test]
    fn one_site_is_in_one_event_of_an_edge() {
        let onsets = [(0, 5), (1, 6), (2, 7), (100, 105), (101, 106)];
        assert_eq!(falls(&onsets, 6), [(3, 0, 7), (2, 100, 106)]);
    }

    /// The change was after the first moment and by the second, to the microsecond.
    #[test]
    fn a_bracket_holds_its_end_and_not_its_beginning() {
        let outage = outage(0, 0, 1);
        let edge = Edge { outage: &outage, after: Instant(10), by: Instant(20) };
        let held = [9, 10, 11, 19, 20, 21].map(|at| edge.holds(Instant(at)));
        assert_eq!(held, [false, false, true, true, true, false]);
    }

    #[test]
    fn the_twenty_largest_events_are_found() {
        let onsets = |events: i64| -> Vec<(i64, i64)> {
            (0..events).flat_map(|event| [(event * 200, event * 200 + 5); 2]).collect()
        };
        let counts = [19, 20, 21].map(|events| falls(&onsets(events), 3).len());
        assert_eq!(counts, [19, 20, 20]);
    }

    /// Site 0 can have gone down with site 1 or with site 2: the earlier is taken.
    #[test]
    fn of_moments_with_as_many_sites_the_first_counts() {
        let outages = outages(&[(0, 10), (1, 5), (6, 10)]);
        let events = events(&outages, 3);
        let down = events.iter().find(|event| event.kind == EventKind::WentDown);
        assert_eq!(down.map(|event| event.sites.clone()), Some(vec!["s0".into(), "s1".into()]));
    }

    /// With two sites to make an event, three times the second narrowest bracket is the limit.
    #[test]
    fn the_limit_of_width_follows_the_bracket_that_makes_the_event() {
        assert_eq!(falls(&[(0, 1), (0, 4)], 3), [(2, 0, 4)]);
        assert_eq!(falls(&[(0, 1), (0, 4), (0, 12)], 3), [(3, 0, 12)]);
        assert_eq!(falls(&[(0, 1), (0, 4), (0, 13)], 3), [(2, 0, 4)]);
    }
}
