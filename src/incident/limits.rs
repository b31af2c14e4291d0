//! Most of what an incident holds: more stops the run in words, before it takes time and memory.

use crate::claims::RawClaim;
use crate::files::ReadError;
use crate::incident::error::IncidentError;
use crate::incident::maintenance::RawMaintenance;
use crate::model::site_resolver::SiteResolver;
use crate::model::{Claim, HeldCounts, Incident, Target};

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
    if verdicts > MOST_VERDICTS {
        return Err(IncidentError::TooManyVerdicts { verdicts, most: MOST_VERDICTS });
    }
    Ok(verdicts)
}

/// Counts what is held before the probe logs are read; sites that only these know are not counted.
pub(super) fn held_before_logs(
    incident: &Incident,
    claims: &[RawClaim],
    maintenance: &[RawMaintenance],
    known: &SiteResolver,
) -> HeldCounts {
    // Which claims a cut-off leaves out is known when all is matched.
    let claims = if incident.release.as_of.is_some() { &[] } else { claims };
    let asked = incident.only_sites.asked(&incident.sites);
    let asked = asked.map(|asked| SiteResolver::new(&asked));
    let asked = asked.as_ref().unwrap_or(known);
    let names = claims.iter().flat_map(RawClaim::targets);
    let meant = names.filter_map(|name| known.target(name).ok());
    let verdicts = meant.map(|target| asked.count_of(&target)).sum();
    let work = count_work(maintenance, known);
    let targets = claims.iter().map(|claim| claim.targets().len()).sum();
    let (sites, claims) = (incident.sites.len(), claims.len());
    HeldCounts { sites, claims, targets, work, verdicts, ..Default::default() }
}
