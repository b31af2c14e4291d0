//! A claim as its file has it: the names of sites are still as written.

use crate::model::name_spelling::normal;
use crate::model::site_resolver::SiteResolver;
use crate::model::{Claim, Refusal, RefusalKind, RefusedPart, Target, by_count, grouped};
use std::collections::BTreeSet;

/// Claim with its targets as written.
#[derive(Debug)]
pub(crate) struct RawClaim {
    pub(super) claim: Claim,
    /// Names of sites, as written; may be empty.
    pub(super) targets: Vec<String>,
    /// Treatment of a target that the incident does not know.
    pub(super) unknown: UnknownTarget,
    /// File, line and column, for refusing a target.
    pub(crate) at: Refusal,
    /// File, line and column, for refusing the id of the claim that it retells; `None` where it
    /// retells none.
    pub(super) at_retold: Option<Refusal>,
    /// File, line and column, for refusing the id of the claim that it disputes; `None` where it
    /// disputes none.
    pub(super) at_disputed: Option<Refusal>,
}

/// Treatment of a target that the incident does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnknownTarget {
    /// The target is refused: somebody meant a site.
    Refused,
    /// The target is counted as outside: the archive speaks of many sites, most of them none of
    /// ours.
    Outside,
    /// The statement is counted as outside, where it names none of our sites.
    Passed,
}

impl RawClaim {
    /// Names of sites, as written.
    pub(crate) fn targets(&self) -> &[String] {
        &self.targets
    }

    /// Counts the bytes of its texts beyond what is usual.
    pub(crate) fn long_bytes(&self) -> usize {
        self.claim.long_bytes()
    }

    /// Returns the id of the claim.
    pub(crate) fn id(&self) -> &str {
        &self.claim.id
    }

    /// Forgets the ids of the claims that it retells and disputes where no other claim has them,
    /// and returns what to list then; `ids` are those of all claims.
    pub(crate) fn refuse_unknown_ids(&mut self, ids: &BTreeSet<String>) -> Vec<Refusal> {
        let own = self.claim.id.clone();
        let is_unknown = |id: &mut String| *id == own || !ids.contains(id);
        let (retold, disputed) =
            (self.claim.retells.take_if(is_unknown), self.claim.disputes.take_if(is_unknown));
        let retold = retold.zip(self.at_retold.take());
        let disputed = disputed.zip(self.at_disputed.take());
        let refused = |(id, at): (String, Refusal)| {
            let kind = RefusalKind::UnknownClaim(id);
            Refusal { kind, part: RefusedPart::Cell, ..at }
        };
        retold.into_iter().chain(disputed).map(refused).collect()
    }

    /// Resolves the names of sites: the claim with the sites that it means, and how much of it is
    /// outside; no claim where it may name others and names none of ours.
    pub(crate) fn resolved(
        self,
        sites: &SiteResolver,
        refused: &mut Vec<Refusal>,
    ) -> (Option<Claim>, u64) {
        let mut claim = self.claim;
        claim.claimant = normal(&claim.claimant).into_owned();
        let mut outside = 0;
        for name in self.targets {
            match (sites.target(&name), self.unknown) {
                (Ok(target), UnknownTarget::Refused) => claim.targets.push(target),
                (Ok(target), _) if claim.targets.contains(&target) => (),
                (Ok(target), _) => claim.targets.push(target),
                (
                    Err(RefusalKind::UnknownTarget { .. }),
                    UnknownTarget::Outside | UnknownTarget::Passed,
                ) => {
                    outside += 1;
                    let Refusal { file, line, .. } = &self.at;
                    log::debug!("{file}:{line}: `{name}` is not used: no site of this incident");
                }
                // An unknown target stays in the claim, so that a verdict says that it cannot be
                // checked (M18).
                (Err(kind), _) => {
                    refused.push(Refusal { kind, ..self.at.clone() });
                    claim.targets.push(Target::Site(normal(&name).into_owned()));
                }
            }
        }
        if outside > 0 {
            let (count, are) = (grouped(outside), by_count(outside, "is", "are"));
            claim.note = format!("{}; {count} of them {are} no site of this incident", claim.note);
        }
        let empty = self.unknown != UnknownTarget::Refused && claim.targets.is_empty();
        let outside =
            if self.unknown == UnknownTarget::Passed { u64::from(empty) } else { outside };
        ((!empty).then_some(claim), outside)
    }
}
