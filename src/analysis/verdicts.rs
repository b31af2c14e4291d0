//! Every verdict: of each claim about each site, and of each outage that nobody claimed.

use super::rules::{self, Context};
use super::site_analysis::SiteAnalysis;
use super::target_index::TargetIndex;
use crate::clock::Span;
use crate::model::{Incident, Target, Verdict};

/// Judges all claims, by claim and site, then the outages that nobody claimed, by site and time.
/// `sites` come in order of their ids.
pub(super) fn all(
    incident: &Incident,
    sites: &[SiteAnalysis],
    window: Option<Span>,
) -> Vec<Verdict> {
    let contexts: Vec<Context<'_>> =
        sites.iter().map(|site| Context::new(site, window, &incident.rules)).collect();
    let mut verdicts = Vec::new();
    for claim in &incident.claims {
        let targets = TargetIndex::new(&claim.targets);
        for (site, context) in sites.iter().zip(&contexts) {
            if targets.names(&site.report.site) {
                verdicts.push(rules::judge(claim, context));
            }
        }
        for target in &claim.targets {
            if let Target::Site(id) = target
                && contexts.binary_search_by(|context| context.site_id().cmp(id)).is_err()
            {
                verdicts.push(rules::unknown_site(&claim.id, id));
            }
        }
    }
    verdicts.sort_by(|a, b| (&a.claim, &a.site).cmp(&(&b.claim, &b.site)));
    let unclaimed_sites = sites.iter().filter(|site| !site.report.claimed);
    verdicts.extend(unclaimed_sites.flat_map(|site| &site.outages).map(rules::unclaimed));
    for (number, verdict) in (1..).zip(&mut verdicts) {
        verdict.id = format!("V{number:03}");
    }
    verdicts
}
