//! The finding on how much of the window was observed, and when no site was.

use crate::clock::{Instant, short_utc, short_utc_up};
use crate::model::{Report, SiteReport};
use crate::report::wording::{grouped, plural};
use std::cmp::Reverse;

/// Says how much was observed of the site observed least, and how many sites were not
/// measured.
pub(super) fn observed(report: &Report) -> String {
    let measured = report.sites.iter().filter(|site| site.measured);
    let with_share = measured.filter_map(|site| Some((site, site.observed_share?)));
    let least = with_share.min_by(|(_, a), (_, b)| a.total_cmp(b));
    // A window that ends with its only moment is a microsecond long.
    let is_moment = report.window.is_some_and(|window| window.length() <= 1);
    let unmeasured = || report.sites.iter().filter(|site| !site.measured);
    let unread = report.totals.unread_sites;
    let is_unplaced = |site: &&SiteReport| site.unknown_probes == 0 && site.unplaced_rows > 0;
    let unplaced = unmeasured().filter(is_unplaced).count();
    let unprobed = unmeasured().count() - unread - unplaced;
    let mut rest = String::new();
    if unprobed > 0 {
        rest.push_str(&format!("; {} without a probe in the window", plural(unprobed, "site")));
    }
    if unread > 0 {
        rest.push_str(&format!("; {} without a probe that tells a result", plural(unread, "site")));
    }
    if unplaced > 0 {
        let sites = plural(unplaced, "site");
        rest.push_str(&format!("; {sites} without a row whose time can be read"));
    }
    if is_moment {
        return format!("every probe is of one moment; no time was observed{rest}");
    }
    let Some((site, least)) = least else { return format!("no site was measured{rest}") };
    if least >= 1.0 {
        return format!("every measured site was observed for all of the window{rest}");
    }
    let nowhere = unobserved_by_all(report);
    let percent = (least * 1000.0).floor() / 10.0;
    if site.observed.inner_length() == 0 {
        return format!(
            "the least observed site was observed at single moments alone{rest}{nowhere}"
        );
    }
    if percent < 0.1 {
        return format!(
            "the least observed site was observed for under 0.1 % of the window{rest}{nowhere}"
        );
    }
    format!(
        "every measured site was observed for at least {percent:.1} % of the window{rest}{nowhere}"
    )
}

/// Tells of the longest time at which no site was observed, and of how many there are, behind a
/// semicolon; empty where there is none.
fn unobserved_by_all(report: &Report) -> String {
    let Some(window) = report.window else { return String::new() };
    let counts = &report.down_counts;
    let first = counts.first().map_or(window.until(), |count| count.from);
    let edges = counts.iter().skip(1).map(|count| count.from).chain([window.until()]);
    let steps = counts.iter().zip(edges).map(|(count, until)| (count.observed, count.from, until));
    // Steps that follow each other are one time.
    let mut times: Vec<(Instant, Instant)> = Vec::new();
    for (observed, from, until) in std::iter::once((0, window.from(), first)).chain(steps) {
        match times.last_mut().filter(|last| last.1 == from) {
            _ if observed > 0 || until <= from => {}
            Some(last) => last.1 = until,
            None => times.push((from, until)),
        }
    }
    let Some(longest) =
        times.iter().max_by_key(|(from, until)| (until.since(*from), Reverse(*from)))
    else {
        return String::new();
    };
    let (from, until) = (short_utc(longest.0), short_utc_up(longest.1));
    match times.len() {
        1 => format!("; no site was observed from {from} to {until}"),
        count => format!(
            "; no site was observed from {from} to {until}, the longest of {} such times",
            grouped(count)
        ),
    }
}
