//! Sums of one site: downtime, availability, counts (M13, M14, M16).

use super::quorum::SiteStates;
use crate::analysis::series::margin::Margin;
use crate::clock::{IntervalSet, Span};
use crate::model::{DurationRange, Outage, Partial, Site, SiteChange, SiteReport, UnlistedTimes};

/// Facts of one site, to be summed up.
pub(in crate::analysis) struct SiteFacts<'a> {
    pub(in crate::analysis) site: Site,
    /// Whether a claim of kind attack or outage is about it.
    pub(in crate::analysis) claimed: bool,
    /// Whether any claim names it.
    pub(in crate::analysis) named: bool,
    /// Whether any probe with a known result lies in the window (R1).
    pub(in crate::analysis) measured: bool,
    /// Probes with an unknown result (M6).
    pub(in crate::analysis) unknown_probes: u64,
    /// Times of which its lists of periods say nothing.
    pub(in crate::analysis) unlisted: Option<UnlistedTimes>,
    /// Vantages that probed it, sorted; may be empty.
    pub(in crate::analysis) vantages: Vec<String>,
    pub(in crate::analysis) states: &'a SiteStates,
    /// Lengths by which its probes can differ from their stamps (M2, M4).
    pub(in crate::analysis) margin: Margin,
    /// Confirmed outages, in order of time; may be empty.
    pub(in crate::analysis) outages: &'a [Outage],
    /// Number of its blips.
    pub(in crate::analysis) blips: usize,
    /// Number of its episodes (M13).
    pub(in crate::analysis) episodes: usize,
    /// Failures outside every outage, in order of time; may be empty.
    pub(in crate::analysis) partials: &'a [Partial],
    /// Announced work (M16), simulated or not.
    pub(in crate::analysis) maintenance: IntervalSet,
    /// Announced work that was simulated alone.
    pub(in crate::analysis) simulated_maintenance: IntervalSet,
}

/// Sums one site over the window.
pub(in crate::analysis) fn summarise(facts: SiteFacts<'_>, window: Option<Span>) -> SiteReport {
    let inside =
        |set: &IntervalSet| window.map_or_else(IntervalSet::default, |window| set.clip(window));
    // All that was seen lies in the window, its last moment included.
    let all_seen = window.and_then(|window| Span::seen(window.from(), window.until()));
    let seen = |set: &IntervalSet| all_seen.map_or_else(IntervalSet::default, |all| set.clip(all));
    // The plan of work has ends of its own, whatever the window holds of it.
    let in_window = |work: &&Span| window.is_some_and(|window| work.intersection(window).is_some());
    let planned = IntervalSet::of(facts.maintenance.spans().iter().filter(in_window).copied());
    let SiteStates { up, down, observed } = facts.states;
    let (seen_up, seen_down, observed) = (seen(up), seen(down), seen(observed));
    let certain = |set: &IntervalSet| {
        all_seen.map_or_else(IntervalSet::default, |all| facts.margin.certain_part(set, all))
    };
    let (up, down) = (certain(&seen_up), certain(&seen_down));
    let of_window = |set: &IntervalSet| {
        // A window of one moment has no length of which anything could be a share.
        let window = window.filter(|window| facts.measured && window.inner_length() > 0)?;
        Some(set.inner_length() as f64 / window.length() as f64)
    };
    SiteReport {
        change: if facts.measured { change(&facts) } else { SiteChange::NotMeasured },
        measured: facts.measured,
        unplaced_rows: 0,
        simulated: None,
        possibly_down: None,
        failed_in_part: false,
        claimed: facts.claimed,
        named: facts.named,
        vantages: facts.vantages,
        unknown_probes: facts.unknown_probes,
        unlisted: facts.unlisted,
        outages: facts.outages.len(),
        blips: facts.blips,
        episodes: facts.episodes,
        downtime: total(facts.outages.iter().map(|outage| outage.duration)),
        downtime_outside_maintenance: total(
            facts.outages.iter().map(|outage| outage.outside_maintenance),
        ),
        partial: inside(&facts.partials.iter().map(|partial| partial.possible).collect()),
        simulated_maintenance: facts.simulated_maintenance.intersection(&planned),
        maintenance: planned,
        observed_share: of_window(&observed),
        up_share_min: of_window(&up),
        up_share_max: window
            .and_then(|window| Some(1.0 - of_window(&down)?.max(seen_at_all(&seen_down, window)))),
        site: facts.site,
        seen_up,
        up,
        down,
        observed,
    }
}

/// Tells what the record shows of a measured site (M24).
fn change(facts: &SiteFacts<'_>) -> SiteChange {
    if facts.outages.is_empty() {
        SiteChange::NoOutage
    } else if facts.outages.iter().any(Outage::has_onset) {
        SiteChange::WentDown
    } else if facts.states.up.is_empty() {
        SiteChange::NeverUp
    } else {
        SiteChange::DownAtStart
    }
}

/// Returns the share of a window that a moment takes, where a set holds any: a site that was down
/// at a moment was not up throughout, however short that was.
fn seen_at_all(set: &IntervalSet, window: Span) -> f64 {
    if set.is_empty() { 0.0 } else { 1.0 / window.length() as f64 }
}

/// Adds ranges; the sum is open above if one is.
pub(in crate::analysis) fn total(durations: impl Iterator<Item = DurationRange>) -> DurationRange {
    durations.fold(DurationRange { least_us: 0, most_us: Some(0) }, |sum, one| DurationRange {
        least_us: sum.least_us.saturating_add(one.least_us),
        most_us: sum.most_us.zip(one.most_us).map(|(a, b)| a.saturating_add(b)),
    })
}
