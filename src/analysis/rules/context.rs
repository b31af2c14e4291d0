//! Contexts: the facts of one site, as the rules ask for them.

use super::episodes::Episode;
use crate::analysis::site_analysis::SiteAnalysis;
use crate::clock::{IntervalSet, Span};
use crate::model::{Finding, Outage, Partial, Rules};

/// Facts of one site, for all claims about it.
#[derive(Debug)]
pub(in crate::analysis) struct Context<'a> {
    /// The site, its states, outages and blips.
    pub(super) known: &'a SiteAnalysis,
    /// Outages by episode (M13), in order of time.
    pub(super) episodes: Vec<Episode<'a>>,
    /// Window of the incident; `None` where neither the incident nor a probe gives one.
    pub(super) window: Option<Span>,
    /// Rules in force.
    pub(super) rules: &'a Rules,
}

impl<'a> Context<'a> {
    /// Builds the context of one site.
    pub(in crate::analysis) fn new(
        known: &'a SiteAnalysis,
        window: Option<Span>,
        rules: &'a Rules,
    ) -> Context<'a> {
        Context { known, episodes: Episode::all(&known.outages), window, rules }
    }

    /// Returns the site's id.
    pub(in crate::analysis) fn site_id(&self) -> &'a str {
        &self.known.report.site.id
    }

    /// Says whether a probe of the site lies in the window.
    pub(super) fn is_measured(&self) -> bool {
        self.window.is_some() && self.known.report.measured
    }

    /// Returns the first confirmed outage that may overlap a time.
    pub(super) fn outage_in(&self, time: Span) -> Option<&'a Outage> {
        self.known.outages.iter().find(|outage| outage.possible.intersection(time).is_some())
    }

    /// Returns the first blip that may overlap a time.
    pub(super) fn blip_in(&self, time: Span) -> Option<&'a Outage> {
        self.known.blips.iter().find(|blip| blip.possible.intersection(time).is_some())
    }

    /// Says whether failures of some vantages in a time are confirmed as an outage is (M12): a lone
    /// failed probe is most often the probe's own.
    pub(super) fn is_confirmed_in_part(&self, time: Span) -> bool {
        self.partials_in(time).any(|partial| {
            let vantages = partial.failed.len() + partial.challenged.len();
            partial.probes >= self.rules.confirm || vantages >= 2
        })
    }

    /// Counts failed and challenged probes around a time at which no quorum saw the site up.
    pub(super) fn doubtful_probes(&self, time: Span) -> u64 {
        let up = &self.known.states.up;
        self.partials_in(time)
            .filter(|partial| !up.gaps_in(partial.possible).is_empty())
            .map(|partial| partial.probes)
            .sum()
    }

    /// Counts failed and challenged probes around a time.
    pub(super) fn partial_probes(&self, time: Span) -> u64 {
        self.partials_in(time).map(|partial| partial.probes).sum()
    }

    /// Counts degraded probes in the runs that overlap a time.
    pub(super) fn degraded_probes(&self, time: Span) -> u64 {
        self.known
            .degraded
            .iter()
            .filter(|run| run.span.intersection(time).is_some())
            .map(|run| run.probes)
            .sum()
    }

    /// Returns the share of a time that was certainly up, 0 to 1.
    pub(super) fn up_share(&self, time: Span) -> f64 {
        share(&self.known.states.up, time)
    }

    /// Returns the share of a time that was certainly down, 0 to 1.
    pub(super) fn down_share(&self, time: Span) -> f64 {
        share(&self.known.states.down, time)
    }

    /// Returns the share of a time that was observed, 0 to 1.
    pub(super) fn observed_share(&self, time: Span) -> f64 {
        share(&self.known.states.observed, time)
    }

    /// Says whether a share is at least the evidence floor (M19).
    pub(super) fn reaches_floor(&self, share: f64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "a percentage")]
        let floor = self.rules.floor_percent as f64;
        share * 100.0 >= floor
    }

    /// Finds that the site was up throughout a time: certainly up for at least the floor, with no
    /// outage, no blip, no confirmed failure in part and no doubt. `None` where it was not.
    pub(super) fn up_throughout(&self, time: Span) -> Option<Finding> {
        let failed = self.outage_in(time).is_some()
            || self.is_confirmed_in_part(time)
            || self.blip_in(time).is_some()
            || self.doubtful_probes(time) > 0;
        let up_share = self.up_share(time);
        (!failed && self.reaches_floor(up_share))
            .then(|| Finding::UpThroughout { up_share, minority_probes: self.partial_probes(time) })
    }

    fn partials_in(&self, time: Span) -> impl Iterator<Item = &'a Partial> {
        let partials = self.known.partials.iter();
        partials.filter(move |partial| partial.possible.intersection(time).is_some())
    }
}

/// Returns the share of a span that a set covers, 0 to 1; of a single moment, 1 where the set holds
/// it.
fn share(set: &IntervalSet, span: Span) -> f64 {
    let inside = set.clip(span);
    if span.extent() == 0 {
        f64::from(u8::from(!inside.is_empty()))
    } else {
        inside.extent() as f64 / span.extent() as f64
    }
}
