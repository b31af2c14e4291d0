//! Sites that were possibly down, or failed in part (M11), as words.

use super::wording::moment;
use crate::clock::{Instant, IntervalSet};
use crate::model::safe_text::safe_list;
use crate::model::{Partial, Report, SiteReport};
use crate::report::words::{grouped, site_name};
use serde::Serialize;
use std::collections::BTreeSet;

/// Site with failures outside every outage, as the page shows it.
#[derive(Serialize)]
pub(super) struct DoubtfulSite {
    site: String,
    seen: &'static str,
    times: String,
    probes: String,
    from: String,
    until: String,
    failed: String,
    challenged: String,
}

/// Returns every site with failed or challenged probes that confirm no outage, by id.
pub(super) fn doubtful_sites(report: &Report) -> Vec<DoubtfulSite> {
    report.sites.iter().filter_map(|site| doubtful_site(report, site)).collect()
}

/// Sums up the failures of a site outside every outage; `None` where there are none.
fn doubtful_site(report: &Report, site: &SiteReport) -> Option<DoubtfulSite> {
    let id = &site.site.id;
    let partials: Vec<&Partial> = report.partials.iter().filter(|one| one.site == *id).collect();
    let blips = report.blips.iter().filter(|one| one.site == *id);
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
    let shown = |at: Instant| moment(report.zone, at);
    Some(DoubtfulSite {
        site: site_name(&site.site),
        seen: seen_words(site, &partials),
        times: grouped(spans.len()),
        probes: grouped(probes),
        from: shown(from),
        until: shown(until),
        failed: listed(failed),
        challenged: listed(challenged),
    })
}

/// Tells what the failures of a site outside every outage mean.
fn seen_words(site: &SiteReport, partials: &[&Partial]) -> &'static str {
    let is_open = |one: &&Partial| !IntervalSet::of([one.possible]).difference(&site.up).is_empty();
    let open: Vec<&&Partial> = partials.iter().filter(|one| is_open(one)).collect();
    let has_failed = site.blips > 0 || open.iter().any(|one| !one.failed.is_empty());
    match (has_failed, open.is_empty()) {
        (true, _) => "possibly down",
        (false, false) => "challenged: up or down is not known",
        (false, true) => "in part, while a quorum saw it up",
    }
}
