//! Sites that were possibly down, or failed in part (M11), as words.

use super::wording::moment;
use crate::clock::Instant;
use crate::model::safe_text::safe_list;
use crate::model::{Outage, Partial, Report, SiteReport};
use crate::report::anchors::of_site;
use crate::report::wording::{grouped, site_name, whole_second};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
    fn of(partial: &Partial) -> SeenAs {
        match (partial.is_seen_up, partial.failed.is_empty()) {
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

/// Failures of one site outside every outage, in order of time.
#[derive(Default)]
struct DoubtfulProbes<'r> {
    partials: Vec<&'r Partial>,
    blips: Vec<&'r Outage>,
}

/// Returns the failed or challenged probes that confirm no outage, by site, then by what they mean.
pub(super) fn doubtful_sites(report: &Report) -> Vec<DoubtfulSite> {
    let mut by_site: BTreeMap<&str, DoubtfulProbes<'_>> = BTreeMap::new();
    for partial in &report.partials {
        by_site.entry(&partial.site).or_default().partials.push(partial);
    }
    for blip in &report.blips {
        by_site.entry(&blip.site).or_default().blips.push(blip);
    }
    let all = [SeenAs::PossiblyDown, SeenAs::Challenged, SeenAs::InPart];
    let sites = report.sites.iter().filter_map(|site| {
        let probes = by_site.get(site.site.id.as_str())?;
        Some(all.into_iter().filter_map(|seen| doubtful_site(report, site, probes, seen)))
    });
    sites.flatten().collect()
}

/// Sums up the failures of a site outside every outage that mean the same; `None` where there are
/// none. A blip may have been an outage.
fn doubtful_site(
    report: &Report,
    site: &SiteReport,
    probes: &DoubtfulProbes<'_>,
    seen: SeenAs,
) -> Option<DoubtfulSite> {
    let is_so = |one: &&&Partial| SeenAs::of(one) == seen;
    let partials: Vec<&Partial> = probes.partials.iter().filter(is_so).copied().collect();
    let blips = probes.blips.iter().filter(|_| seen == SeenAs::PossiblyDown);
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
        anchor: of_site(&site.site.id),
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
