//! Chance: the claims of one claimant moved round the time examined, all sites together (M20).

use super::circle::Circle;
use super::claims_by_claimant::with_targets;
use crate::analysis::rules::{Context, ShiftedClaim, shifted};
use crate::clock::{IntervalSet, Span};
use crate::model::Claim;
use crate::model::chance::{Chance, ChanceEstimate};

/// Fewest times as long as those asked that the time examined must hold: with fewer, what any other
/// time would have shown is not known (M20).
const LEAST_WINDOWS: i64 = 20;

/// Shifts of the claims about one site.
struct SiteShifts {
    /// Whether an outage fits one of the claims as they are: what they ask of past the end of the
    /// record is not looked for at its start.
    fits_now: bool,
    /// Shifts by which an outage fits one of the claims for certain.
    fits: IntervalSet,
    /// Shifts by which one fits, and those by which too little was observed to tell.
    may_fit: IntervalSet,
}

/// Works out how many sites would fit the claims of one claimant by chance. `None` where the claims
/// ask nothing of a measured site.
pub(super) fn chance(
    claims: &[&Claim],
    contexts: &[Context<'_>],
    circle: Circle,
) -> Option<Chance> {
    let first = claims.first()?;
    let with_targets = with_targets(claims);
    let mut times_asked: Vec<Span> = Vec::new();
    let mut sites: Vec<SiteShifts> = Vec::new();
    for context in contexts.iter().filter(|context| context.is_measured()) {
        let own = with_targets.iter().filter(|(_, targets)| targets.names(context.site()));
        let all: Vec<_> = own.filter_map(|(claim, _)| shifted(claim, context)).collect();
        if all.is_empty() {
            continue;
        }
        times_asked.extend(all.iter().map(|one| one.asked));
        let fits = circle.wrapped(all.iter().flat_map(|one| one.fits.iter().copied()));
        let not_observed = all.iter().map(|one| below_floor(context, one.asked, circle));
        let may_fit = not_observed.fold(fits.clone(), |joined, one| joined.union(&one));
        let fits_now = all.iter().any(ShiftedClaim::fits_as_it_is);
        sites.push(SiteShifts { fits_now, fits, may_fit });
    }
    let asked: i64 = IntervalSet::of(times_asked).spans().iter().map(|span| span.length()).sum();
    let windows = circle.length_us().checked_div(asked)?;
    let observed = sites.iter().filter(|site| site.fits_now).count();
    Some(Chance {
        claimant: first.claimant.clone(),
        role: first.role,
        claims: claims.len(),
        sites: sites.len(),
        fitting: observed,
        asked_us: asked,
        windows,
        estimate: (windows >= LEAST_WINDOWS).then(|| estimate(&sites, observed, circle)),
    })
}

/// Returns the shifts by which less than the floor of a time asked was observed (M19).
fn below_floor(context: &Context<'_>, asked: Span, circle: Circle) -> IntervalSet {
    if asked.length() >= circle.length_us() {
        return IntervalSet::default();
    }
    circle.covered_less(context.observed(), asked, context.floor_us(asked))
}

/// Estimates how many sites fit at any shift, and at how many shifts at least as many as observed.
fn estimate(sites: &[SiteShifts], observed: usize, circle: Circle) -> ChanceEstimate {
    let fits: Vec<&IntervalSet> = sites.iter().map(|site| &site.fits).collect();
    let may_fit: Vec<&IntervalSet> = sites.iter().map(|site| &site.may_fit).collect();
    let length = circle.length_us() as f64;
    let expected = |sets: &[&IntervalSet]| sets.iter().map(|set| length_us(set)).sum::<f64>();
    let as_many = |sets: &[&IntervalSet]| with_at_least(sets, observed, circle) as f64;
    ChanceEstimate {
        expected_least: expected(&fits) / length,
        expected_most: expected(&may_fit) / length,
        share_least: as_many(&fits) / length,
        share_most: as_many(&may_fit) / length,
    }
}

/// Adds up a set of shifts.
fn length_us(set: &IntervalSet) -> f64 {
    set.spans().iter().map(|span| span.length() as f64).sum()
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
