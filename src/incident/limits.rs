//! Most of what an incident holds: more stops the run in words, before it takes time and memory.

use crate::claims::RawClaim;
use crate::files::ReadError;
use crate::incident::error::IncidentError;
use crate::incident::maintenance::RawMaintenance;
use crate::model::site_resolver::SiteResolver;
use crate::model::{Claim, HeldCounts, Incident, Site, Target};
use std::collections::BTreeMap;

/// Most verdicts of an incident, whatever memory is given: a claim on each of its sites.
const MOST_VERDICTS: usize = 2_000_000;
/// Most sites of announced work, over all rows of it.
const MOST_WORK: usize = 2_000_000;

/// Counts the sites of announced work, each row of which may be of many.
///
/// # Errors
/// Where there are more than are held at once.
pub(super) fn check_work(
    maintenance: &[RawMaintenance],
    sites: &SiteResolver,
) -> Result<usize, ReadError> {
    let count = count_work(maintenance, sites);
    if count > MOST_WORK {
        return Err(ReadError::TooMany {
            path: "maintenance.csv".to_owned(),
            most: MOST_WORK,
            what: "pairs of a row and one of its sites",
            instead: "name groups or sites in place of `*`",
        });
    }
    Ok(count)
}

/// Counts the sites of announced work that are known, over all rows of it.
fn count_work(maintenance: &[RawMaintenance], sites: &SiteResolver) -> usize {
    let targets = maintenance.iter().filter_map(|work| sites.target(&work.target).ok());
    targets.map(|target| sites.count_of(&target)).sum()
}

/// Counts the verdicts that the claims come to on the sites that are `asked` for, or else on all
/// `known` ones and each name that no site has (M18).
///
/// # Errors
/// Where there are more than are made at once.
pub(super) fn check_verdicts(
    claims: &[Claim],
    known: &SiteResolver,
    asked: Option<&SiteResolver>,
) -> Result<usize, IncidentError> {
    let verdicts_on = |target: &Target| match (asked, target) {
        (Some(asked), _) => asked.count_of(target),
        (None, Target::Site(_)) => 1,
        (None, _) => known.count_of(target),
    };
    let verdicts = claims.iter().flat_map(|claim| &claim.targets).map(verdicts_on).sum();
    check_count(verdicts)?;
    Ok(verdicts)
}

/// Makes sure that so many verdicts are made at once.
///
/// # Errors
/// Where they are not.
fn check_count(verdicts: usize) -> Result<(), IncidentError> {
    match verdicts > MOST_VERDICTS {
        true => Err(IncidentError::TooManyVerdicts { verdicts, most: MOST_VERDICTS }),
        false => Ok(()),
    }
}

/// Counts what is held before the probe logs are read; sites that only these know are not counted.
///
/// # Errors
/// Where there are more verdicts than are made at once: no memory helps then.
pub(super) fn held_before_logs(
    incident: &Incident,
    claims: &[RawClaim],
    maintenance: &[RawMaintenance],
    known: &SiteResolver,
) -> Result<HeldCounts, IncidentError> {
    // Which claims a cut-off leaves out is known when all is matched.
    let claims = if incident.release.as_of.is_some() { &[] } else { claims };
    let asked = incident.only_sites.asked(&incident.sites);
    let asked = asked.map(|asked| SiteResolver::new(&asked));
    let asked = asked.as_ref().unwrap_or(known);
    let meant = |claim: &RawClaim| -> Vec<Target> {
        claim.targets().iter().filter_map(|name| known.target(name).ok()).collect()
    };
    let mut repeated = RepeatedTexts::of(&incident.sites);
    let mut verdicts = 0;
    for claim in claims {
        let targets = meant(claim);
        let on_sites = targets.iter().map(|target| asked.count_of(target)).sum();
        repeated.add(claim.long_bytes(), &targets, on_sites);
        verdicts += on_sites;
    }
    check_count(verdicts)?;
    let work = count_work(maintenance, known);
    let targets = claims.iter().map(|claim| claim.targets().len()).sum();
    let (sites, claims) = (incident.sites.len(), claims.len());
    let texts = repeated.bytes;
    Ok(HeldCounts { sites, claims, targets, work, verdicts, texts, ..Default::default() })
}

/// Counts the bytes of long names and texts of these sites and claims, each as often as it is
/// repeated.
pub(super) fn repeated_texts(sites: &[Site], claims: &[Claim], asked: &SiteResolver) -> usize {
    let mut repeated = RepeatedTexts::of(sites);
    for claim in claims {
        let on_sites = claim.targets.iter().map(|target| asked.count_of(target)).sum();
        repeated.add(claim.long_bytes(), &claim.targets, on_sites);
    }
    repeated.bytes
}

/// Bytes of long names and texts, each counted as often as a site, a claim or a verdict repeats it.
#[derive(Default)]
struct RepeatedTexts<'s> {
    /// Bytes of the long names of sites, by id and by group; mostly none.
    of_sites: BTreeMap<&'s str, usize>,
    of_groups: BTreeMap<&'s str, usize>,
    of_all: usize,
    bytes: usize,
}

impl<'s> RepeatedTexts<'s> {
    /// Begins with the names of sites.
    fn of(sites: &'s [Site]) -> RepeatedTexts<'s> {
        let mut repeated = RepeatedTexts::default();
        for site in sites {
            let long = site.long_bytes();
            if long > 0 {
                repeated.of_sites.insert(&site.id, long);
                *repeated
                    .of_groups
                    .entry(site.group.as_deref().unwrap_or_default())
                    .or_default() += long;
                repeated.of_all += long;
            }
        }
        repeated.bytes = repeated.of_all;
        repeated
    }

    /// Adds a claim with so many bytes of long texts, which so many verdicts repeat.
    fn add(&mut self, own: usize, targets: &[Target], verdicts: usize) {
        let on = |target: &Target| match target {
            Target::All => self.of_all,
            Target::Group(group) => self.of_groups.get(group.as_str()).copied().unwrap_or(0),
            Target::Site(id) => self.of_sites.get(id.as_str()).copied().unwrap_or(0),
        };
        let names = targets.iter().map(on).fold(0, usize::saturating_add);
        let own = own.saturating_mul(verdicts.saturating_add(1));
        self.bytes = self.bytes.saturating_add(names).saturating_add(own);
    }
}
