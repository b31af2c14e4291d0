//! Sentences on names that perhaps mean one, or two: of sites and of claimants.

use crate::model::address::{canonical, host};
use crate::model::safe_text::safe_text;
use crate::model::{Report, Role, plural};
use std::collections::{BTreeMap, BTreeSet};

/// Most sentences; the rest are counted.
const MOST: usize = 3;

/// Tells of names that perhaps mean one where two stand, or two where one stands, a sentence each.
/// Empty where there is none.
pub(in crate::report) fn name_doubts(report: &Report) -> Vec<String> {
    let mut all = addresses_on_hosts(report);
    all.extend(claimants_of_roles(report));
    all
}

/// Names each claimant that stands with several roles, by name.
fn claimants_of_roles(report: &Report) -> Vec<String> {
    let mut roles: BTreeMap<&str, BTreeSet<Role>> = BTreeMap::new();
    for claim in &report.claims {
        roles.entry(&claim.claimant).or_default().insert(claim.role);
    }
    let mut all: Vec<String> = roles
        .into_iter()
        .filter(|(_, roles)| roles.len() > 1)
        .map(|(name, roles)| {
            let roles: Vec<&str> = roles.into_iter().map(Role::as_str).collect();
            format!(
                "{} stands with several roles ({}): all that it said is counted by role. Where \
                 these are one claimant, one role belongs in every claim.",
                safe_text(name),
                roles.join(", ")
            )
        })
        .collect();
    shorten(&mut all, "more claimant");
    all
}

/// Keeps the first sentences, and counts what the others are about.
fn shorten(sentences: &mut Vec<String>, of: &str) {
    if sentences.len() > MOST {
        let more = plural(sentences.len() - MOST, of);
        sentences.truncate(MOST);
        sentences.push(format!("The same holds of {more}."));
    }
}

/// Names each site that was not measured while the logs probe its host under another name, a
/// sentence each: perhaps these are one. Empty where there is none.
fn addresses_on_hosts(report: &Report) -> Vec<String> {
    let unmeasured = report.sites.iter().filter(|site| !site.measured);
    let mut by_host: BTreeMap<String, &str> = BTreeMap::new();
    for site in report.sites.iter().filter(|site| site.measured) {
        let id = site.site.id.as_str();
        if let Some(address) = canonical(id) {
            // The host itself comes before what is below it.
            by_host.entry(host(&address).to_owned()).or_insert(id);
        }
    }
    let mut all: Vec<String> = unmeasured
        .filter_map(|site| {
            let address = canonical(site.site.url.as_deref()?)?;
            let (id, probed) = (safe_text(&site.site.id), safe_text(by_host.get(host(&address))?));
            Some(format!(
                "The url of {id} (sites.csv) is on the host of {probed}, which the logs probe as a \
                 site of its own: where these are one, give {id} that name as its url."
            ))
        })
        .collect();
    shorten(&mut all, "more site");
    all
}
