//! Lengths of outages, and the times of which lists of periods say nothing, in words.

use crate::clock::{length_range, short_utc};
use crate::model::safe_text::safe_text;
use crate::model::{DurationRange, Report, SiteReport, UnlistedTimes, plural};

/// Puts a range of lengths into words.
pub(in crate::report) fn down_for(duration: DurationRange) -> String {
    length_range(duration.least_us, duration.most_us)
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
    format!(
        "the list of periods says nothing of {whose} after {after}; that time counts as not \
         observed"
    )
}
