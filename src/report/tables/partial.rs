//! `partial`: a row for each time at which some vantages failed and no quorum saw the site down
//! (M11).

use crate::model::Report;
use crate::report::table::{Builder, TableRows, ceil_s};
use crate::report::wording::{SIMULATED, simulated};
use std::borrow::Cow;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(&report.partials)
        .text("site", "Id of the site.", |partial| Some(&partial.site))
        .instant(
            "from",
            "Moment of the last probe before the failed or challenged ones; of the first of them \
             where none was before.",
            |partial| Some(partial.possible.from()),
        )
        .instant(
            "until",
            "Moment of the first probe after the failed or challenged ones; of the last of them \
             where none came after.",
            |partial| Some(partial.possible.until()),
        )
        .seconds("length_s", "Time between from and until, rounded up.", |partial| {
            Some(ceil_s(partial.possible.length()))
        })
        .texts("failed", "Vantages whose probes failed, separated by semicolons.", |partial| {
            partial.failed.iter().map(Cow::from).collect()
        })
        .texts(
            "challenged",
            "Vantages whose probes were challenged, separated by semicolons.",
            |partial| partial.challenged.iter().map(Cow::from).collect(),
        )
        .count(
            "probes",
            "probes",
            "Failed and challenged probes in that time, without those of an outage beside it: so \
             many at least, where it cuts a run of them.",
            |partial| Some(partial.probes),
        )
        .text("simulated", SIMULATED, |partial| simulated(report, [partial.site.as_str()]))
        .table(
            "partial",
            "Seen in part",
            "A row for each time at which a site failed from some vantages only, or was only \
             challenged. None of these times is an outage.",
        )
}
