//! `common_mode`: a row for each time at which most sites failed together from one vantage (M15).

use crate::model::Report;
use crate::report::table::{Builder, TableRows};

/// Returns the table, its columns and rows.
#[expect(clippy::too_many_lines, reason = "a list of columns, one after the other")]
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(&report.common_modes)
        .text("vantage", "Name of the vantage.", |common| Some(&common.vantage))
        .instant("from", "First moment at which most sites may have failed.", |common| {
            Some(common.span.from())
        })
        .instant("until", "Last moment at which most sites may have failed.", |common| {
            Some(common.span.last())
        })
        .instant(
            "began_after",
            "The common failure began after this moment; empty where that is off the record.",
            |common| common.began.after,
        )
        .instant("began_by", "The common failure had begun by this moment.", |common| {
            common.began.by
        })
        .instant("ended_after", "The common failure ended after this moment.", |common| {
            common.ended.after
        })
        .instant(
            "ended_by",
            "The common failure had ended by this moment; empty where that is off the record.",
            |common| common.ended.by,
        )
        .count(
            "sites",
            "sites",
            "Most sites that may have failed at one moment of that time.",
            |common| Some(common.sites),
        )
        .count(
            "sites_certain",
            "sites",
            "Most sites that failed for certain at one moment of it; 0 where at none most of them \
             did.",
            |common| Some(common.certain_sites),
        )
        .count(
            "sites_observed",
            "sites",
            "Sites that the vantage observed at the moment of `sites`.",
            |common| Some(common.observed_sites),
        )
        .boolean(
            "sick",
            "Whether other vantages saw most of those sites up: then the vantage was sick.",
            |common| Some(common.sick),
        )
        .count(
            "probes_set_aside",
            "probes",
            "Failed probes set aside, because the vantage was sick.",
            |common| Some(common.probes_set_aside),
        )
        .count(
            "seen_up_elsewhere",
            "sites",
            "Sites that failed from this vantage, and that another one saw up meanwhile.",
            |common| Some(common.elsewhere.up),
        )
        .count(
            "seen_down_elsewhere",
            "sites",
            "Sites that failed from this vantage, and that others saw down meanwhile, and none up.",
            |common| Some(common.elsewhere.down),
        )
        .count(
            "seen_challenged_elsewhere",
            "sites",
            "Sites that failed from this vantage, and that others saw challenged meanwhile, and \
             none up or down.",
            |common| Some(common.elsewhere.challenged),
        )
        .table(
            "common_mode",
            "Common modes",
            "A row for each time at which most sites failed together from one vantage.",
        )
}
