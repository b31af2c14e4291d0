//! `chance`: a row for each claimant, with what any other time would show (M20).

use crate::model::Report;
use crate::model::chance::{Chance, ChanceEstimate, FittingSite};
use crate::report::table::{
    Builder, TableRows, ceil_decimal, ceil_share, floor_decimal, floor_s, floor_share,
};
use std::borrow::Cow;

/// Returns a column's getter of the estimate.
fn estimated(get: fn(&ChanceEstimate) -> f64) -> impl Fn(&Chance) -> Option<f64> {
    move |chance| chance.estimate.as_ref().map(get)
}

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let counted = Builder::over(&report.chances)
        .text("claimant", "Name of the claimant.", |chance| Some(&chance.claimant))
        .text("role", "Role of the claimant.", |chance| Some(chance.role.as_str()))
        .count("claims", "claims", "Claims of an attack or outage.", |chance| Some(chance.claims))
        .count("sites", "sites", "Measured sites that these claims are about.", |chance| {
            Some(chance.sites)
        })
        .count(
            "fitting",
            "sites",
            "Sites of which an outage fits one of these claims for certain.",
            |chance| Some(chance.fitting),
        )
        .seconds(
            "asked_s",
            "Time that the claims ask about, each moment counted once, rounded down.",
            |chance| Some(floor_s(chance.asked_us)),
        )
        .count(
            "windows",
            "times",
            "Number of times that the time examined holds the time asked, rounded down. Under 20, \
             nothing is said of other times.",
            |chance| Some(chance.windows),
        );
    let expected = counted
        .decimal(
            "expected_min",
            Some("sites"),
            "Sites that fit on average, had the claims been made at any other time of the time \
             examined, rounded down.",
            estimated(|estimate| floor_decimal(estimate.expected_least)),
        )
        .decimal(
            "expected_max",
            Some("sites"),
            "Sites that fit on average, with a site counted wherever too little was observed to \
             tell, rounded up.",
            estimated(|estimate| ceil_decimal(estimate.expected_most)),
        );
    expected
        .share(
            "chance_min",
            "Share of all other times at which at least as many sites would fit, rounded down.",
            estimated(|estimate| floor_share(estimate.share_least)),
        )
        .share(
            "chance_max",
            "Share of all other times at which at least as many sites may fit, with a site \
             counted wherever too little was observed to tell, rounded up.",
            estimated(|estimate| ceil_share(estimate.share_most)),
        )
        .texts("fitting_sites", "Ids of the sites that fit, separated by semicolons.", |chance| {
            sites_of(&chance.fitting_sites)
        })
        .texts(
            "fitting_outages",
            "Ids of the outages by which they fit, by site, separated by semicolons.",
            |chance| outages_of(&chance.fitting_sites),
        )
        .table(
            "chance",
            "Chance",
            "A row for each claimant who said of sites that they were attacked or down: how many \
             would fit the claims by chance, found by moving the claims round the time examined, \
             all sites together.",
        )
}

/// Lists the ids of sites that fit.
pub(super) fn sites_of(fitting: &[FittingSite]) -> Vec<Cow<'_, str>> {
    fitting.iter().map(|one| Cow::from(&one.site)).collect()
}

/// Lists the ids of the outages by which sites fit, by site.
pub(super) fn outages_of(fitting: &[FittingSite]) -> Vec<Cow<'_, str>> {
    fitting.iter().flat_map(|one| &one.outages).map(Cow::from).collect()
}
