//! `control_groups`: the sites that a claimant named, beside sites that nobody named (M21).

use super::chance::{outages_of, sites_of};
use crate::model::Report;
use crate::model::chance::{ControlGroup, FitCounts, OddsRatio};
use crate::report::table::{
    Builder, TableRows, ceil_decimal, ceil_share, floor_decimal, nearest_share,
};
use std::borrow::Cow;

/// Returns a column's getter of the odds ratio.
fn odds(get: fn(&OddsRatio) -> Option<f64>) -> impl Fn(&ControlGroup) -> Option<f64> {
    move |compared| compared.odds_ratio.as_ref().and_then(get)
}

/// Returns a column's getter of a count.
fn count(of: fn(&ControlGroup) -> usize) -> impl Fn(&ControlGroup) -> Option<usize> {
    move |compared| Some(of(compared))
}

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let named = Builder::over(&report.control_groups)
        .text("claimant", "Name of the claimant.", |compared| Some(&compared.claimant))
        .text("role", "Role of the claimant.", |compared| Some(compared.role.as_str()))
        .text("group", "Group of the sites compared; empty for all sites.", |compared| {
            compared.group.as_deref()
        })
        .count(
            "named",
            "sites",
            "Measured sites that the claimant said were attacked or down.",
            count(|compared| compared.named.sites()),
        )
        .count(
            "named_fitting",
            "sites",
            "Named sites of which an outage fits a claim of the claimant for certain, be the claim \
             about that site or another.",
            count(|compared| compared.named.fitting),
        )
        .count(
            "named_not_known",
            "sites",
            "Named sites at which no outage fits for certain, and one may, or too little was \
             observed to tell.",
            count(|compared| compared.named.not_known),
        );
    let compared = named
        .count(
            "unnamed",
            "sites",
            "Measured sites that no claim of an attack or outage names.",
            count(|compared| compared.unnamed.sites()),
        )
        .count(
            "unnamed_fitting",
            "sites",
            "Unnamed sites of which an outage fits a claim of the claimant for certain.",
            count(|compared| compared.unnamed.fitting),
        )
        .count(
            "unnamed_not_known",
            "sites",
            "Unnamed sites at which no outage fits for certain, and one may, or too little was \
             observed to tell.",
            count(|compared| compared.unnamed.not_known),
        );
    with_shares(with_odds(compared)).table(
        "control_groups",
        "Control groups",
        "A row for each claimant, and for each group in which both kinds of sites stand: the \
             sites named beside those that nobody named, in the times of all claims of the \
             claimant.",
    )
}

/// Adds the columns of the odds ratio and its test.
fn with_odds(counted: Builder<'_, ControlGroup>) -> Builder<'_, ControlGroup> {
    counted
        .decimal(
            "odds_ratio",
            None,
            "Odds that an outage of a named site fits, over those of an unnamed one (conditional \
             maximum likelihood); empty where the counts leave it open, or it has no end.",
            odds(|odds| odds.estimate.map(floor_decimal)),
        )
        .decimal(
            "odds_ratio_from",
            None,
            "Lower end of its exact 95 % interval, rounded down.",
            odds(|odds| Some(floor_decimal(odds.from))),
        )
        .decimal(
            "odds_ratio_until",
            None,
            "Upper end of that interval, rounded up; empty where it has none.",
            odds(|odds| odds.until.map(ceil_decimal)),
        )
        .share(
            "p_value",
            "Probability of counts at least as rare, if both had the same odds (Fisher's exact \
             test, two-sided), rounded up.",
            odds(|odds| Some(ceil_share(odds.p_value))),
        )
}

/// Adds the columns of shares, which came later: order never changes.
fn with_shares(tested: Builder<'_, ControlGroup>) -> Builder<'_, ControlGroup> {
    tested
        .share(
            "named_share",
            "Share of the named sites that fit, rounded to the nearest; empty where nothing is \
             known of any. Where too little is known of some, it is the least share, which counts \
             them as not fitting.",
            |compared| fitting_share(compared.named),
        )
        .share("unnamed_share", "Share of the unnamed sites that fit, likewise.", |compared| {
            fitting_share(compared.unnamed)
        })
        .texts(
            "named_fitting_sites",
            "Ids of the named sites that fit, separated by semicolons.",
            |compared| sites_of(&compared.named_fitting),
        )
        .texts(
            "unnamed_fitting_sites",
            "Ids of the unnamed sites that fit, likewise.",
            |compared| sites_of(&compared.unnamed_fitting),
        )
        .texts(
            "named_fitting_outages",
            "Ids of the outages by which the named sites fit, by site, separated by semicolons.",
            |compared| outages_of(&compared.named_fitting),
        )
        .texts(
            "unnamed_fitting_outages",
            "Ids of the outages by which the unnamed sites fit, likewise.",
            |compared| outages_of(&compared.unnamed_fitting),
        )
        .texts(
            "named_not_known_sites",
            "Ids of the named sites of which it is not known, separated by semicolons.",
            |compared| ids(&compared.named_others.not_known),
        )
        .texts(
            "unnamed_not_known_sites",
            "Ids of the unnamed sites of which it is not known, likewise.",
            |compared| ids(&compared.unnamed_others.not_known),
        )
        .texts(
            "named_not_fitting_sites",
            "Ids of the named sites that do not fit, separated by semicolons.",
            |compared| ids(&compared.named_others.not_fitting),
        )
        .texts(
            "unnamed_not_fitting_sites",
            "Ids of the unnamed sites that do not fit, likewise.",
            |compared| ids(&compared.unnamed_others.not_fitting),
        )
}

/// Returns ids as a list of words.
fn ids(all: &[String]) -> Vec<Cow<'_, str>> {
    all.iter().map(|id| Cow::Borrowed(id.as_str())).collect()
}

/// Returns the share of the sites that fit, the least where some are not known; `None` where
/// nothing is known of any.
fn fitting_share(counts: FitCounts) -> Option<f64> {
    let share = counts.fitting as f64 / counts.sites() as f64;
    // A share of two counts has no side on which it is safe.
    (counts.known() > 0).then(|| nearest_share(share))
}
