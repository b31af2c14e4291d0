//! `verdicts`: a row for each claim and site, and for each outage that nobody claimed (R1 to R9).

use super::joined;
use crate::model::{Report, VerdictFlag};
use crate::report::table::{Builder, Table, ceil_s, floor_s, floor_share};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    Builder::over(&report.verdicts)
        .text("verdict", "Its id.", |v| Some(v.id.clone()))
        .text("claim", "The claim's id; empty for an outage that nobody claimed.", |v| {
            v.claim.clone()
        })
        .text("site", "The site's id.", |v| Some(v.site.clone()))
        .text("rule", "The rule it was reached by; see docs/method.md.", |v| {
            Some(v.rule.id().to_owned())
        })
        .text("result", "The result. It speaks of timing, never of cause.", |v| {
            Some(v.judgement.as_str().to_owned())
        })
        .seconds(
            "lag_min_s",
            "For an onset: at least so long after publication, negative where before it. For a \
             recovery: the claim came at least so long after it, negative where before it. \
             Rounded down.",
            |v| Some(floor_s(v.lag?.least_us)),
        )
        .seconds(
            "lag_max_s",
            "As lag_min_s, at most, rounded up; empty where it cannot be known.",
            |v| v.lag?.most_us.map(ceil_s),
        )
        .text("outage", "The id of the outage that it rests on.", |v| v.outage.clone())
        .share("observed_share", "Observed time over the time that the claim speaks of.", |v| {
            v.observed_share.map(floor_share)
        })
        .text("flags", "Marks, separated by semicolons.", |v| {
            Some(joined(v.flags.iter().map(|flag| VerdictFlag::as_str(*flag))))
        })
        .text("sentence", "The verdict in words.", |v| Some(v.sentence.clone()))
        .table(
            "verdicts",
            "Verdicts",
            "A row for each claim and site, then one for each outage \
            that nobody claimed.",
        )
}
