//! Columns of a site's shares of the window, for each table that has a row for each site.

use crate::model::SiteReport;
use crate::report::table::{Builder, ceil_share, floor_share};

/// Adds the columns `observed_share`, `up_share_min` and `up_share_max`, in this order.
pub(super) fn columns(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder
        .share("observed_share", "Observed time over the whole window.", |site| {
            site.observed_share.map(floor_share)
        })
        .share(
            "up_share_min",
            "Certainly-up time over the whole window: time not observed counts as not up.",
            |site| site.up_share_min.map(floor_share),
        )
        .share(
            "up_share_max",
            "1 minus confirmed-down time over the whole window: time not observed counts as up.",
            |site| site.up_share_max.map(ceil_share),
        )
}

/// Adds the column `unknown_probes`; empty for a site of which no probe is known at all.
pub(super) fn unknown_probes(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder.count(
        "unknown_probes",
        "probes",
        "Probes whose result is not known; the time around each is not observed.",
        |site| (site.measured || site.unknown_probes > 0).then_some(site.unknown_probes),
    )
}
