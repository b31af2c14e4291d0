//! Sites without a confirmed outage that may have been down: a blip, or failed or challenged probes
//! at a time that was not certainly up; and those that failed in part, while a quorum saw them up.

use crate::clock::IntervalSet;
use crate::model::{Outage, Partial, PossiblyDown, SiteChange, SiteReport};
use std::collections::{BTreeMap, BTreeSet};

/// Probes of a site that confirm no outage.
#[derive(Debug, Clone, Copy, Default)]
struct Unconfirmed {
    probes: u64,
    has_failed: bool,
    has_challenged: bool,
}

impl Unconfirmed {
    /// Says on what it rests that the site may have been down.
    fn kind(self) -> PossiblyDown {
        match (self.has_failed, self.has_challenged) {
            (false, true) => PossiblyDown::ChallengedProbes,
            (true, true) => PossiblyDown::FailedAndChallengedProbes,
            (_, false) if self.probes < 2 => PossiblyDown::OneFailedProbe,
            (_, false) => PossiblyDown::FailedProbes,
        }
    }
}

/// Marks the failures in part at which a quorum saw the site up, and the sites that may have been
/// down without a confirmed outage; of the others those that failed in part at `confirm` probes or
/// more: a lone failed probe is most often the probe's own.
pub(in crate::analysis) fn mark(
    sites: &mut [SiteReport],
    partials: &mut [Partial],
    blips: &[Outage],
    confirm: u64,
) {
    let up: BTreeMap<&str, &IntervalSet> =
        sites.iter().map(|site| (site.site.id.as_str(), &site.seen_up)).collect();
    for partial in partials.iter_mut() {
        let up = up.get(partial.site.as_str());
        partial.is_seen_up = up.is_some_and(|up| up.gaps_in(partial.possible).is_empty());
    }
    let mut by_id: BTreeMap<&str, Unconfirmed> = BTreeMap::new();
    for partial in partials.iter().filter(|partial| !partial.is_seen_up) {
        let site = by_id.entry(&partial.site).or_default();
        site.probes += partial.probes;
        site.has_challenged |= !partial.challenged.is_empty();
        site.has_failed |= !partial.failed.is_empty();
    }
    for blip in blips {
        let site = by_id.entry(&blip.site).or_default();
        site.probes += blip.failed_probes;
        site.has_failed = true;
    }
    for site in sites.iter_mut().filter(|site| is_possibly_down(site)) {
        let unconfirmed = by_id.get(site.site.id.as_str()).copied().unwrap_or_default();
        site.possibly_down = Some(unconfirmed.kind());
    }
    let is_failing = |one: &&Partial| !one.failed.is_empty() && one.probes >= confirm;
    let failing = partials.iter().filter(is_failing);
    let failing: BTreeSet<&str> = failing.map(|partial| partial.site.as_str()).collect();
    for site in sites {
        site.failed_in_part = site.change == SiteChange::NoOutage
            && site.possibly_down.is_none()
            && failing.contains(site.site.id.as_str());
    }
}

/// Says whether a site without a confirmed outage may have been down.
fn is_possibly_down(site: &SiteReport) -> bool {
    site.change == SiteChange::NoOutage
        && (site.blips > 0 || !site.partial.difference(&site.seen_up).is_empty())
}
