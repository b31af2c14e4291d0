//! Most of what an incident holds: more stops the run in words, before it takes time and memory.

use crate::files::ReadError;
use crate::incident::error::IncidentError;
use crate::incident::maintenance::RawMaintenance;
use crate::model::Claim;
use crate::model::site_resolver::SiteResolver;

/// Most verdicts of an incident: a claim on each of its sites. Two million take some 2 GB.
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
) -> Result<(), ReadError> {
    let targets = maintenance.iter().filter_map(|work| sites.target(&work.target).ok());
    let count: usize = targets.map(|target| sites.count_of(&target)).sum();
    if count > MOST_WORK {
        return Err(ReadError::TooMany {
            path: "maintenance.csv".to_owned(),
            most: MOST_WORK,
            what: "pairs of a row and one of its sites",
            instead: "name groups or sites in place of `*`",
        });
    }
    Ok(())
}

/// Counts the verdicts that the claims on these sites come to.
///
/// # Errors
/// Where there are more than are made at once.
pub(super) fn check_verdicts(claims: &[Claim], sites: &SiteResolver) -> Result<(), IncidentError> {
    let targets = claims.iter().flat_map(|claim| &claim.targets);
    let verdicts = targets.map(|target| sites.count_of(target)).sum();
    if verdicts > MOST_VERDICTS {
        return Err(IncidentError::TooManyVerdicts { verdicts, most: MOST_VERDICTS });
    }
    Ok(())
}
