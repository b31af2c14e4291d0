//! Counts over time: sites down, and the recovery curve (M22).

use crate::clock::{Instant, Span};
use crate::model::{CurvePoint, DownCount, Outage, SiteReport};
use std::collections::BTreeMap;

/// How many sites were down, a step for each change, inside the window.
pub(super) fn down_counts(
    sites: &[SiteReport],
    outages: &[Outage],
    window: Span,
) -> Vec<DownCount> {
    let mut changes: BTreeMap<Instant, [i64; 3]> = BTreeMap::new();
    let mut count = |span: Span, what: usize| {
        if let Some(inside) = span.intersection(window) {
            changes.entry(inside.from()).or_default()[what] += 1;
            changes.entry(inside.until()).or_default()[what] -= 1;
        }
    };
    for outage in outages {
        outage.down.spans().iter().for_each(|span| count(*span, 0));
        count(outage.possible, 1);
    }
    sites.iter().flat_map(|site| site.observed.spans()).for_each(|span| count(*span, 2));
    let mut now = [0i64; 3];
    let mut steps = Vec::with_capacity(changes.len());
    for (from, change) in changes {
        (0..3).for_each(|at| now[at] += change[at]);
        let [certain, possible, observed] = now.map(|n| n.max(0) as usize);
        steps.push(DownCount { from, certain, possible, observed });
    }
    steps
}

/// One site's way back: the first episode, from its onset to its last recovery, in microseconds.
struct Way {
    least_us: i64,
    /// `None` where it never came back on the record.
    most_us: Option<i64>,
}

/// Share of affected sites back, against time since each one's onset: Kaplan-Meier on both ends of
/// the brackets (M22). Sites not back at the end of the record are right-censored there.
pub(super) fn recovery(outages: &[Outage]) -> Vec<CurvePoint> {
    let mut first: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for outage in outages.iter().filter(|outage| outage.episode == 1) {
        first.entry(&outage.site).or_default().push(outage);
    }
    let ways: Vec<Way> = first.values().filter_map(|episode| way(episode)).collect();
    let most = kaplan_meier(ways.iter().map(|way| (way.least_us, way.most_us.is_some())).collect());
    let least = kaplan_meier(
        ways.iter()
            .map(|way| (way.most_us.unwrap_or(way.least_us), way.most_us.is_some()))
            .collect(),
    );
    let mut times: Vec<i64> = most.iter().chain(&least).map(|point| point.0).collect();
    times.sort_unstable();
    times.dedup();
    let share = |curve: &[(i64, f64)], at: i64| match curve.partition_point(|point| point.0 <= at) {
        0 => 0.0,
        after => curve[after - 1].1,
    };
    times
        .into_iter()
        .map(|since_us| {
            let (a, b) = (share(&least, since_us), share(&most, since_us));
            CurvePoint { since_us, least: a.min(b), most: a.max(b) }
        })
        .collect()
}

fn way(episode: &[&Outage]) -> Option<Way> {
    let (first, last) = (episode.first()?, episode.last()?);
    let since = first.onset.by?;
    let earliest = first.onset.after.unwrap_or(since);
    Some(Way {
        least_us: last.recovery.after?.since(since).max(0),
        most_us: last.recovery.by.map(|by| by.since(earliest)),
    })
}

/// Share back after each time: one less the product of the shares that stay out (Kaplan and Meier
/// 1958).
fn kaplan_meier(mut times: Vec<(i64, bool)>) -> Vec<(i64, f64)> {
    times.sort_unstable();
    let (mut out, mut points) = (1.0f64, Vec::new());
    let mut at = 0;
    while at < times.len() {
        let at_risk = times.len() - at;
        let same = times[at..].iter().take_while(|time| time.0 == times[at].0).count();
        let back = times[at..at + same].iter().filter(|time| time.1).count();
        if back > 0 {
            out *= 1.0 - back as f64 / at_risk as f64;
            points.push((times[at].0, 1.0 - out));
        }
        at += same;
    }
    points
}
