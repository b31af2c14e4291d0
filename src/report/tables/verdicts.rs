//! `verdicts`: a row for each claim and site, and for each outage that nobody claimed (R1 to R11).

use crate::model::{Report, Verdict, VerdictFlag};
use crate::report::table::{Builder, TableRows, ceil_s, floor_s, floor_share};
use crate::report::verdicts::{GROUP, verdict_sentence};

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    exact(grounds(lags(results(&report.verdicts)))).table(
        "verdicts",
        "Verdicts",
        "A row for each claim and site, then one for each outage that nobody claimed.",
    )
}

/// Begins with columns of results.
fn results(rows: &[Verdict]) -> Builder<'_, Verdict> {
    Builder::over(rows)
        .id("verdict", "Id of the verdict.", |verdict| &verdict.id)
        .text("claim", "Id of the claim; empty for an outage that nobody claimed.", |verdict| {
            verdict.claim.as_deref()
        })
        .text("site", "Id of the site.", |verdict| Some(&verdict.site))
        .text("rule", "Id of the rule that gave the result; see docs/method.md.", |verdict| {
            Some(verdict.rule.id())
        })
        .text("result", "Result, as a word. It speaks of timing, never of cause.", |verdict| {
            Some(verdict.judgement.as_str())
        })
}

/// Adds columns of lags.
fn lags(builder: Builder<'_, Verdict>) -> Builder<'_, Verdict> {
    builder
        .seconds(
            "lag_min_s",
            "Least lag, as in lags, rounded down: from the start of the outage, or from the \
             recovery, to the publication; negative where the publication was first (M29).",
            |verdict| Some(floor_s(verdict.lag?.least_us)),
        )
        .seconds(
            "lag_max_s",
            "Greatest lag, as lag_min_s, rounded up; empty where it cannot be known.",
            |verdict| verdict.lag?.most_us.map(ceil_s),
        )
}

/// Adds columns of what the verdict rests on.
fn grounds(builder: Builder<'_, Verdict>) -> Builder<'_, Verdict> {
    builder
        .text("outage", "Id of the outage that the verdict rests on.", |verdict| {
            verdict.outage.as_deref()
        })
        .share(
            "observed_share",
            "Observed time over the time that the claim speaks of.",
            |verdict| verdict.observed_share.map(floor_share),
        )
        .texts("flags", "Marks of the verdict, separated by semicolons.", |verdict| {
            verdict.flags.iter().map(|flag| VerdictFlag::as_str(*flag).into()).collect()
        })
        .made_text("sentence", "The verdict in words.", |verdict| Some(verdict_sentence(verdict)))
        .text("result_group", GROUP, |verdict| Some(verdict.group_of_result().as_str()))
        .instant(
            "asked_from",
            "Beginning of the time asked; empty where the claim was not held against the probes.",
            |verdict| Some(verdict.asked?.time.from()),
        )
        .instant("asked_until", "End of the time asked, likewise.", |verdict| {
            Some(verdict.asked?.time.until())
        })
}

/// Adds columns of exact values, for JSON alone.
fn exact(builder: Builder<'_, Verdict>) -> Builder<'_, Verdict> {
    builder
        .microseconds("lag_min_us", "As lag_min_s, exact.", |verdict| Some(verdict.lag?.least_us))
        .microseconds("lag_max_us", "As lag_max_s, exact.", |verdict| verdict.lag?.most_us)
        .exact_share("observed_share_exact", "As observed_share, not rounded.", |verdict| {
            verdict.observed_share
        })
}
