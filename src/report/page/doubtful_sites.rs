//! Sites that were possibly down, or failed in part (M11), as words.

use super::wording::moment;
use crate::clock::{Instant, IntervalSet};
use crate::model::safe_text::safe_list;
use crate::model::{Partial, Report, SiteReport};
use crate::report::anchors::of_site;
use crate::report::wording::{grouped, site_name, whole_second};
use serde::Serialize;
use std::collections::BTreeSet;

/// Site with failures outside every outage, as the page shows it.
#[derive(Serialize)]
pub(super) struct DoubtfulSite {
    /// Anchor of the site, and its name.
    anchor: String,
    site: String,
    seen: &'static str,
    times: String,
    probes: String,
    from: String,
    until: String,
    failed: String,
    challenged: String,
}

/// Failures of a site outside every outage, by what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SeenAs {
    /// A probe failed, and no quorum saw the site up.
    PossiblyDown,
    /// Probes were challenged, none failed, and no quorum saw the site up.
    Challenged,
    /// A quorum saw the site up.
    InPart,
}

impl SeenAs {
    /// Returns what a failure in part means.
    fn of(partial: &Partial, site: &SiteReport) -> SeenAs {
        let is_up = IntervalSet::of([partial.possible]).difference(&site.seen_up).is_empty();
        match (is_up, partial.failed.is_empty()) {
            (true, _) => SeenAs::InPart,
            (false, true) => SeenAs::Challenged,
            (false, false) => SeenAs::PossiblyDown,
        }
    }

    /// Returns the words for it.
    fn words(self) -> &'static str {
        match self {
            SeenAs::PossiblyDown => "possibly down",
            SeenAs::Challenged => "challenged: up or down is not known",
            SeenAs::InPart => "in part, while a quorum saw it up",
        }
    }
}

/// Returns the failed or challenged probes that confirm no outage, by site, then by what they mean.
pub(super) fn doubtful_sites(report: &Report) -> Vec<DoubtfulSite> {
    let all = [SeenAs::PossiblyDown, SeenAs::Challenged, SeenAs::InPart];
    let of_site = |site| all.into_iter().filter_map(move |seen| doubtful_site(report, site, seen));
    report.sites.iter().flat_map(of_site).collect()
}

/// Sums up the failures of a site outside every outage that mean the same; `None` where there are
/// none. A blip may have been an outage.
fn doubtful_site(report: &Report, site: &SiteReport, seen: SeenAs) -> Option<DoubtfulSite> {
    let id = &site.site.id;
    let is_so = |one: &&Partial| one.site == *id && SeenAs::of(one, site) == seen;
    let partials: Vec<&Partial> = report.partials.iter().filter(is_so).collect();
    let blips = report.blips.iter();
    let blips = blips.filter(|one| one.site == *id && seen == SeenAs::PossiblyDown);
    let spans: Vec<_> = partials
        .iter()
        .map(|one| one.possible)
        .chain(blips.clone().map(|one| one.possible))
        .collect();
    let from = spans.iter().map(|span| span.from()).min()?;
    let until = spans.iter().map(|span| span.until()).max()?;
    let vantages = |of: fn(&Partial) -> &Vec<String>| -> BTreeSet<String> {
        partials.iter().flat_map(|one| of(one).iter().cloned()).collect()
    };
    let mut failed = vantages(|one| &one.failed);
    failed.extend(blips.clone().flat_map(|blip| blip.vantages.iter().cloned()));
    let challenged = vantages(|one| &one.challenged);
    let probes = partials.iter().map(|one| one.probes).sum::<u64>()
        + blips.map(|blip| blip.failed_probes).sum::<u64>();
    let listed = |names: BTreeSet<String>| safe_list(&names.into_iter().collect::<Vec<_>>());
    // Beyond the ends of the window nothing was seen.
    let is_first = report.window.is_some_and(|window| from <= window.from());
    let is_last = report.window.is_some_and(|window| window.until() <= until);
    let shown = |at: Instant| moment(report.zone, at);
    Some(DoubtfulSite {
        anchor: of_site(id),
        site: site_name(&site.site),
        seen: seen.words(),
        times: grouped(spans.len()),
        probes: grouped(probes),
        from: if is_first { "before the record".to_owned() } else { shown(from) },
        until: if is_last { "not on the record".to_owned() } else { shown(whole_second(until)) },
        failed: listed(failed),
        challenged: listed(challenged),
    })
}
