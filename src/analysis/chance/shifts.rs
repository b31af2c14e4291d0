//! Chance: the claims of one claimant moved round the time examined, all sites together (M20).

use super::circle::Circle;
use super::site_claims::{SiteClaims, fitting_site};
use crate::analysis::rules::Context;
use crate::clock::{IntervalSet, Span};
use crate::model::chance::{Chance, ChanceEstimate, FittingSite};
use crate::model::{Claim, Rules};

/// Shifts of the claims about one site.
struct SiteShifts {
    /// Shifts by which an outage fits one of the claims for certain.
    fits: IntervalSet,
    /// Shifts by which one fits, and those by which too little was observed to tell.
    may_fit: IntervalSet,
}

impl SiteShifts {
    /// Moves the claims about a site round a circle.
    fn of(site: &SiteClaims<'_, '_>, circle: Circle) -> SiteShifts {
        let fits = circle.wrapped(site.own.iter().flat_map(|one| one.fits.iter().copied()));
        let not_observed = site.own.iter().map(|one| below_floor(site.context, one.asked, circle));
        let may_fit = not_observed.fold(fits.clone(), |joined, one| joined.union(&one));
        SiteShifts { fits, may_fit }
    }
}

/// Works out how many sites would fit the claims of one claimant by chance. `None` where the claims
/// ask nothing of a measured site.
pub(super) fn chance(
    claims: &[&Claim],
    sites: &[SiteClaims<'_, '_>],
    circle: Circle,
) -> Option<Chance> {
    let first = claims.first()?;
    let asked_of: Vec<&SiteClaims<'_, '_>> =
        sites.iter().filter(|site| !site.own.is_empty()).collect();
    // What claims ask past the end of the record is not looked for at its start, as they are.
    let fits_now = asked_of.iter().filter_map(|site| fitting_site(site.context, site.own.iter()));
    let mut fitting_sites: Vec<FittingSite> = fits_now.collect();
    fitting_sites.sort_by(|a, b| a.site.cmp(&b.site));
    let fitting = fitting_sites.len();
    let times_asked = asked_of.iter().flat_map(|site| site.own.iter().map(|one| one.asked));
    let asked_us = IntervalSet::of(times_asked).length();
    let windows = circle.length_us().checked_div(asked_us)?;
    Some(Chance {
        claimant: first.claimant.clone(),
        role: first.role,
        claims: claims.len(),
        sites: asked_of.len(),
        fitting,
        fitting_sites,
        asked_us,
        windows,
        estimate: (windows >= Rules::CHANCE_WINDOWS).then(|| {
            let shifts: Vec<SiteShifts> =
                asked_of.iter().map(|site| SiteShifts::of(site, circle)).collect();
            estimate(&shifts, fitting, circle)
        }),
    })
}

/// Returns the shifts by which less than the floor of a time asked was observed (M19).
fn below_floor(context: &Context<'_>, asked: Span, circle: Circle) -> IntervalSet {
    circle.covered_less(context.observed(), asked, context.floor_us(asked))
}

/// Estimates how many sites fit at any shift, and at how many shifts at least as many as observed.
fn estimate(sites: &[SiteShifts], observed: usize, circle: Circle) -> ChanceEstimate {
    let fits: Vec<&IntervalSet> = sites.iter().map(|site| &site.fits).collect();
    let may_fit: Vec<&IntervalSet> = sites.iter().map(|site| &site.may_fit).collect();
    let length = circle.length_us() as f64;
    let expected = |sets: &[&IntervalSet]| sets.iter().map(|set| set.length() as f64).sum::<f64>();
    let as_many = |sets: &[&IntervalSet]| with_at_least(sets, observed, circle) as f64;
    ChanceEstimate {
        expected_least: expected(&fits) / length,
        expected_most: expected(&may_fit) / length,
        share_least: as_many(&fits) / length,
        share_most: as_many(&may_fit) / length,
    }
}

/// Counts the shifts that lie in at least so many sets.
fn with_at_least(sets: &[&IntervalSet], least: usize, circle: Circle) -> i64 {
    let mut changes: Vec<(i64, i64)> = Vec::new();
    for span in sets.iter().flat_map(|set| set.spans()) {
        changes.extend([(span.from().0, 1), (span.until().0, -1)]);
    }
    changes.push((circle.length_us(), 0));
    changes.sort_unstable();
    let (mut here, mut inside, mut counted) = (0, 0i64, 0);
    for (at, change) in changes {
        if inside >= least as i64 {
            counted += at - here;
        }
        here = at;
        inside += change;
    }
    counted
}
