//! Wording of a statement: how much of its time it means, how many of its sites, and whether it
//! is an intent. An entry or a rule says so for statements that have no columns for it.

use crate::claims::statement_fault::StatementFault;
use crate::clock::Range;
use crate::model::{Claim, ClaimKind, Extent, Quantifier, RefusalKind};

/// Wording of statements, as far as it is declared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Wording {
    pub(super) extent: Option<Extent>,
    pub(super) quantifier: Option<Quantifier>,
    pub(super) intent: Option<bool>,
}

/// Says why a statement of this kind and asserted time cannot have an extent; `None` where it can.
/// Every moment of the time that it gives can be meant by a statement of kind `outage` alone: the
/// other kinds ask of a change, or of all of the time anyhow.
pub(super) fn extent_fault(
    extent: Extent,
    kind: ClaimKind,
    asserted: Option<Range>,
) -> Option<RefusalKind> {
    match (extent, kind, asserted) {
        (Extent::Part, _, _) | (Extent::Throughout, ClaimKind::Outage, Some(_)) => None,
        (Extent::Throughout, ClaimKind::Outage, None) => Some(RefusalKind::ThroughoutWithoutTime),
        (Extent::Intermittent, ClaimKind::Outage, _) => None,
        (extent, kind, _) => {
            let (extent, kind) = (extent.as_str(), kind.as_str().to_owned());
            Some(RefusalKind::ExtentOfKind { extent, kind })
        }
    }
}

impl Wording {
    /// Reads the words of an entry or of a rule.
    ///
    /// # Errors
    /// The key whose word means nothing, and why.
    pub(super) fn read(
        extent: Option<&str>,
        quantifier: Option<&str>,
        intent: Option<bool>,
    ) -> Result<Wording, StatementFault> {
        let read_extent = |word: &str| {
            Extent::named(word).ok_or_else(|| {
                StatementFault::of("extent", RefusalKind::NotAnExtent(word.to_owned()))
            })
        };
        let read_quantifier = |word: &str| {
            Quantifier::named(word).ok_or_else(|| {
                StatementFault::of("quantifier", RefusalKind::NotAQuantifier(word.to_owned()))
            })
        };
        Ok(Wording {
            extent: extent.map(read_extent).transpose()?,
            quantifier: quantifier.map(read_quantifier).transpose()?,
            intent,
        })
    }

    /// Returns this wording, with what it leaves open taken from another.
    pub(super) fn or(self, other: Wording) -> Wording {
        Wording {
            extent: self.extent.or(other.extent),
            quantifier: self.quantifier.or(other.quantifier),
            intent: self.intent.or(other.intent),
        }
    }

    /// Sets what is declared on a claim.
    pub(super) fn apply(self, claim: &mut Claim) {
        claim.extent = self.extent.unwrap_or(claim.extent);
        claim.quantifier = self.quantifier.unwrap_or(claim.quantifier);
        claim.intent = self.intent.unwrap_or(claim.intent);
    }
}
