//! Sites that claims and announced work mean, when the probed sites are known.

use crate::claims::RawClaim;
use crate::clock::Instant;
use crate::incident::maintenance::RawMaintenance;
use crate::model::site_resolver::SiteResolver;
use crate::model::{Claim, Maintenance, Refusal, SiteName, Target};
use std::collections::BTreeSet;

/// Number of names and statements of a file that are no concern of the incident.
#[derive(Debug)]
pub(super) struct OutsideCount {
    /// File, as shown.
    pub(super) file: String,
    /// Number of these.
    pub(super) count: u64,
}

/// Claims and announced work with the sites that they mean.
#[derive(Debug, Default)]
pub(super) struct SiteMatches {
    /// Claims in the order in which they were read; may be empty.
    pub(super) claims: Vec<Claim>,
    /// Announced work in the order in which it was read; may be empty.
    pub(super) maintenance: Vec<Maintenance>,
    /// Refusals of names that no site has, or several have.
    pub(super) refused: Vec<Refusal>,
    /// Names and statements that are no concern of the incident.
    pub(super) outside: Vec<OutsideCount>,
    /// Names that are not the id of their site.
    pub(super) renamed: Vec<SiteName>,
    /// Ids of the claims that are left out, as they were not certainly published by the cut-off of
    /// the data; mostly none.
    pub(super) later: BTreeSet<String>,
}

impl SiteMatches {
    /// Resolves the names of sites in claims and announced work. Claims that were not certainly
    /// published by the cut-off `as_of` are left out, where there is one.
    pub(super) fn new(
        claims: Vec<RawClaim>,
        maintenance: Vec<RawMaintenance>,
        sites: &SiteResolver,
        as_of: Option<Instant>,
    ) -> SiteMatches {
        let mut matches = SiteMatches::default();
        let ids = claims.iter().map(|claim| claim.id().to_owned()).collect();
        for mut claim in claims {
            matches.refused.extend(claim.refuse_unknown_ids(&ids));
            for name in claim.targets() {
                if let Ok(target) = sites.target(name) {
                    matches.note(name, &target);
                }
            }
            let file = claim.at.file.clone();
            let (claim, mut outside) = claim.resolved(sites, &mut matches.refused);
            match claim {
                Some(claim) if is_later(&claim, as_of) => {
                    log::debug!(
                        "{file}: claim `{}` is left out: it was not certainly published by the \
                         cut-off of the data",
                        claim.id
                    );
                    matches.later.insert(claim.id);
                    outside += 1;
                }
                Some(claim) => matches.claims.push(claim),
                None => {}
            }
            matches.outside.push(OutsideCount { file, count: outside });
        }
        for claim in &mut matches.claims {
            claim.retells.take_if(|id| matches.later.contains(id));
            claim.disputes.take_if(|id| matches.later.contains(id));
        }
        for work in maintenance {
            match sites.target(&work.target) {
                Ok(target) => {
                    matches.note(&work.target, &target);
                    let sites = sites.ids_of(&target);
                    matches.maintenance.push(Maintenance {
                        sites,
                        span: work.span,
                        simulated: work.simulated,
                        note: work.note,
                    });
                }
                Err(kind) => matches.refused.push(Refusal { kind, ..work.at }),
            }
        }
        matches
    }

    /// Notes a name that is not the id of its site.
    fn note(&mut self, name: &str, target: &Target) {
        if let Target::Site(id) = target
            && id != name
        {
            self.renamed.push(SiteName { name: name.to_owned(), site: id.clone() });
        }
    }
}

/// Says whether a claim was published after the cut-off of the data, or may have been.
fn is_later(claim: &Claim, as_of: Option<Instant>) -> bool {
    let published = claim.published.and_then(|range| range.latest);
    as_of.is_some_and(|as_of| published.is_none_or(|latest| as_of < latest))
}
