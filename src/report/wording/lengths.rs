//! Lengths of outages, and the times of which lists of periods say nothing, in words.

use crate::clock::{length, length_range, short_utc};
use crate::model::safe_text::safe_text;
use crate::model::{DurationRange, DuringWork, Report, SiteReport, UnlistedTimes, grouped, plural};

/// Units of numbers, which stay on the line of their number.
pub(in crate::report) const UNITS: [&str; 6] = ["ms", "s", "min", "h", "d", "%"];

/// Puts a range of lengths into words.
pub(in crate::report) fn down_for(duration: DurationRange) -> String {
    length_range(duration.least_us, duration.most_us)
}

/// Puts the downtime under another rule into words; where they are those of the rules in force,
/// with the difference: `at least 4 d 3 h (5 min less)`.
pub(in crate::report) fn down_for_beside(
    downtime: DurationRange,
    in_force: DurationRange,
) -> String {
    let words = down_for(downtime);
    if downtime == in_force || words != down_for(in_force) {
        return words;
    }
    let least_us = downtime.least_us - in_force.least_us;
    let most_us = downtime.most_us.zip(in_force.most_us).map_or(0, |(most, other)| most - other);
    let (of, by_us) = if least_us == 0 { ("at most ", most_us) } else { ("", least_us) };
    let way = if by_us < 0 { "less" } else { "more" };
    format!("{words} ({of}{} {way})", length(by_us.abs()))
}

/// Tells how much of a site's downtime was outside announced work (M16), or that none was: `all of
/// it in announced work`; `None` where no work overlaps an outage of it.
pub(in crate::report) fn outside_work(site: &SiteReport) -> Option<String> {
    let outside = site.downtime_outside_maintenance;
    if outside == site.downtime {
        return None;
    }
    let announced = site.maintenance.difference(&site.simulated_maintenance);
    let work = match (site.simulated_maintenance.is_empty(), announced.is_empty()) {
        (true, _) => "announced work",
        (false, true) => "simulated announced work",
        (false, false) => "announced work, some of which is simulated",
    };
    Some(match outside.most_us {
        Some(0) => format!("all of it in {work}"),
        _ => format!("{} of it outside {work}", down_for(outside)),
    })
}

/// Tells how many sites went down during announced work, which `work` names, behind a comma; empty
/// where none did. `is_one` says that they are one site, which the words before name.
pub(in crate::report) fn during_work(count: DuringWork, work: &str, is_one: bool) -> String {
    let DuringWork { sites, alone } = count;
    let of_them = if is_one { String::new() } else { format!("{} of them ", grouped(sites)) };
    match sites {
        0 => String::new(),
        _ if alone == sites => format!(", {of_them}during {work} alone"),
        _ => format!(", {of_them}in whole or in part during {work}"),
    }
}

/// Tells after which moments lists of periods say nothing; empty where there are none.
pub(in crate::report) fn unlisted_times(report: &Report) -> String {
    let of: Vec<&SiteReport> = report.sites.iter().filter(|site| site.unlisted.is_some()).collect();
    let Some(all) = UnlistedTimes::joined(of.iter().filter_map(|site| site.unlisted)) else {
        return String::new();
    };
    let whose = match &of[..] {
        [one] => safe_text(&one.site.id),
        many => plural(many.len(), "site"),
    };
    let after = match all.count {
        1 => short_utc(all.first),
        count => format!(
            "the ends of {}, the first at {} and the last at {}",
            plural(count, "period"),
            short_utc(all.first),
            short_utc(all.last)
        ),
    };
    let refused = match report.refusals.count() {
        0 => "",
        _ => "; a refused row may be a period of any time, so no `between` holds",
    };
    format!(
        "the list of periods says nothing of {whose} after {after}; that time counts as not \
         observed{refused}"
    )
}
