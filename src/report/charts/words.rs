//! Sentences on charts. They read numbers off the report and conclude nothing.

use super::frame::Frame;
use super::language::{ChartWords, English, words};
use crate::clock::Zone;
use crate::model::{Report, SiteChange, SiteReport};
use crate::report::headline::downtime;
use crate::report::wording::plural;

pub(super) use crate::report::wording::{name_of_site, site_name};

/// Names the zones of the clocks above and below the plot, where a frame has no room for that
/// beside it; empty where it has, or where both are UTC.
pub(super) fn clocks(report: &Report, frame: Frame) -> String {
    if !frame.is_narrow() || report.zone == Zone::UTC {
        return String::new();
    }
    words().clocks_above_and_below(&report.zone.name().replace('_', " "))
}

/// Returns the text at the end of the row of a site, with its unknown probes.
pub(super) fn downtime_and_unknown(site: &SiteReport) -> String {
    format!("{}{}", words().downtime(site), words().unknown_in_row(site))
}

/// Adds the unknown probes and the unplaced rows of a site, if there are any, to what a description
/// says of it.
pub(super) fn with_unknown(site: &SiteReport, text: String) -> String {
    text + &English.unknown_in_row(site)
}

/// Counts the outages of a site and says how long they were, for descriptions.
pub(super) fn outages(site: &SiteReport) -> String {
    match site.change {
        SiteChange::WentDown => {
            format!("{}, down {}", plural(site.outages, "outage"), downtime(site))
        }
        SiteChange::DownAtStart | SiteChange::NeverUp => {
            format!("{}, {}", plural(site.outages, "outage"), downtime(site))
        }
        SiteChange::NoOutage | SiteChange::NotMeasured => downtime(site),
    }
}
