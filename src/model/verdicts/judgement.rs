//! Results of verdicts.

use super::result_group::ResultGroup;
use crate::model::ClaimKind;

/// The result of a verdict.
///
/// ```
/// use corroborate::model::{Judgement, ResultGroup};
///
/// assert_eq!(Judgement::PrecedesClaim.as_str(), "precedes_claim");
/// assert_eq!(Judgement::PrecedesClaim.group(), ResultGroup::OtherTime);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// The timing fits the claim.
    Supported,
    /// The timing fits the claim in part.
    Partly,
    /// The outage, the failures in part or the degraded answers began before the earliest time that
    /// the claim can mean.
    PrecedesClaim,
    /// The outage, the failures in part or the degraded answers were over when the claim was
    /// published.
    ClaimedAfterTheFact,
    /// The timing does not fit the claim.
    Contradicted,
    /// The site stayed up, and the claim does not say that it went down: it lists targets,
    /// announces work, or says that sites are back.
    StayedUp,
    /// No outage was seen in what was observed, and not all was observed.
    NoneSeen,
    /// The site does not fit a claim about most, some or none of several sites.
    Exception,
    /// `restored` was claimed while the site was still down.
    Premature,
    /// `restored` was claimed when the site was back.
    OnTime,
    /// `restored` was claimed some time after the site was back.
    Late,
    /// Too little is known to say.
    Insufficient,
    /// Nothing was measured.
    NotMeasured,
    /// The claim says nothing that probes can check.
    NotCheckable,
    /// Nobody claimed the outage.
    UnclaimedOutage,
}

impl Judgement {
    /// Every judgement, in the order of summaries.
    pub const ALL: [Judgement; 15] = [
        Judgement::Supported,
        Judgement::Partly,
        Judgement::PrecedesClaim,
        Judgement::ClaimedAfterTheFact,
        Judgement::Contradicted,
        Judgement::StayedUp,
        Judgement::Premature,
        Judgement::OnTime,
        Judgement::Late,
        Judgement::Exception,
        Judgement::NoneSeen,
        Judgement::Insufficient,
        Judgement::NotMeasured,
        Judgement::NotCheckable,
        Judgement::UnclaimedOutage,
    ];

    /// Returns the group that the result belongs to, on a claim that something was so. A verdict on
    /// one that only says what is to be done is in a group of its own
    /// ([`Verdict::group_of_result`](crate::model::Verdict::group_of_result)).
    pub fn group(self) -> ResultGroup {
        match self {
            Judgement::Supported | Judgement::OnTime => ResultGroup::Fits,
            Judgement::Partly => ResultGroup::FitsInPart,
            Judgement::PrecedesClaim | Judgement::ClaimedAfterTheFact | Judgement::Late => {
                ResultGroup::OtherTime
            }
            Judgement::Contradicted | Judgement::Premature => ResultGroup::DoesNotFit,
            Judgement::Exception => ResultGroup::Exception,
            Judgement::NoneSeen => ResultGroup::NoneSeen,
            Judgement::StayedUp | Judgement::Insufficient | Judgement::NotMeasured => {
                ResultGroup::Undecided
            }
            Judgement::NotCheckable => ResultGroup::NotCheckable,
            Judgement::UnclaimedOutage => ResultGroup::NobodyClaimed,
        }
    }

    /// Returns the result on a denial of what a kind of claim says, by the result on those words
    /// (R11). That a site was down speaks against no denial of an attack or of work, as no probe
    /// can see what made an outage, and that it was up speaks for no denial of work; what fits the
    /// words in part, or at another time, decides nothing.
    pub(crate) fn of_denial(self, kind: ClaimKind) -> Judgement {
        match self {
            Judgement::Supported | Judgement::OnTime | Judgement::Late if kind.gives_reason() => {
                Judgement::Insufficient
            }
            Judgement::Supported | Judgement::OnTime | Judgement::Late => Judgement::Contradicted,
            // Work need not take a site down.
            Judgement::Contradicted | Judgement::StayedUp if kind == ClaimKind::Maintenance => {
                Judgement::Insufficient
            }
            // A site that had nothing to come back from is none that a recovery is denied of.
            Judgement::StayedUp if kind == ClaimKind::Restored => self,
            Judgement::Contradicted | Judgement::Premature | Judgement::StayedUp => {
                Judgement::Supported
            }
            Judgement::Partly | Judgement::PrecedesClaim | Judgement::ClaimedAfterTheFact => {
                Judgement::Insufficient
            }
            Judgement::NoneSeen
            | Judgement::Exception
            | Judgement::Insufficient
            | Judgement::NotMeasured
            | Judgement::NotCheckable
            | Judgement::UnclaimedOutage => self,
        }
    }

    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Judgement::Supported => "supported",
            Judgement::Partly => "partly",
            Judgement::PrecedesClaim => "precedes_claim",
            Judgement::ClaimedAfterTheFact => "claimed_after_the_fact",
            Judgement::Contradicted => "contradicted",
            Judgement::StayedUp => "stayed_up",
            Judgement::NoneSeen => "none_seen",
            Judgement::Exception => "exception",
            Judgement::Premature => "premature",
            Judgement::OnTime => "on_time",
            Judgement::Late => "late",
            Judgement::Insufficient => "insufficient",
            Judgement::NotMeasured => "not_measured",
            Judgement::NotCheckable => "not_checkable",
            Judgement::UnclaimedOutage => "unclaimed_outage",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A result that `ALL` leaves out would be in no count. The match names every result, so that a
    /// new one must be given a place here and in `ALL`.
    #[test]
    fn all_results_are_counted() {
        for (at, judgement) in Judgement::ALL.into_iter().enumerate() {
            let place = match judgement {
                Judgement::Supported => 0,
                Judgement::Partly => 1,
                Judgement::PrecedesClaim => 2,
                Judgement::ClaimedAfterTheFact => 3,
                Judgement::Contradicted => 4,
                Judgement::StayedUp => 5,
                Judgement::Premature => 6,
                Judgement::OnTime => 7,
                Judgement::Late => 8,
                Judgement::Exception => 9,
                Judgement::NoneSeen => 10,
                Judgement::Insufficient => 11,
                Judgement::NotMeasured => 12,
                Judgement::NotCheckable => 13,
                Judgement::UnclaimedOutage => 14,
            };
            assert_eq!(place, at, "{judgement:?}");
        }
    }
}
