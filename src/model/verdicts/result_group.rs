//! Groups of results that mean the same for a claim.

/// A group of results that mean the same for the claim; `docs/method.md` says why each result is in
/// its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResultGroup {
    /// The timing fits the claim.
    Fits,
    /// The timing fits the claim in part.
    FitsInPart,
    /// An outage or a recovery was seen, at another time than the claim's.
    OtherTime,
    /// The timing does not fit the claim.
    DoesNotFit,
    /// The site does not fit, and the claim leaves room for it.
    Exception,
    /// No outage in what was observed: it speaks neither for the claim nor against it.
    NoneSeen,
    /// The probes neither support the claim nor speak against it.
    Undecided,
    /// The claim says nothing that probes can check.
    NotCheckable,
    /// The claim only says what is to be done: nobody said that it was so.
    Announced,
    /// An outage without a claim.
    NobodyClaimed,
}

impl ResultGroup {
    /// Every group, in the order of summaries.
    pub const ALL: [ResultGroup; 10] = [
        ResultGroup::Fits,
        ResultGroup::FitsInPart,
        ResultGroup::OtherTime,
        ResultGroup::DoesNotFit,
        ResultGroup::Exception,
        ResultGroup::NoneSeen,
        ResultGroup::Undecided,
        ResultGroup::NotCheckable,
        ResultGroup::Announced,
        ResultGroup::NobodyClaimed,
    ];

    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            ResultGroup::Fits => "fits",
            ResultGroup::FitsInPart => "fits_in_part",
            ResultGroup::OtherTime => "other_time",
            ResultGroup::DoesNotFit => "does_not_fit",
            ResultGroup::Exception => "exception",
            ResultGroup::NoneSeen => "none_seen",
            ResultGroup::Undecided => "undecided",
            ResultGroup::NotCheckable => "not_checkable",
            ResultGroup::Announced => "announced",
            ResultGroup::NobodyClaimed => "nobody_claimed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A group that `ALL` leaves out would be in no count.
    #[test]
    fn all_groups_are_counted() {
        for (at, group) in ResultGroup::ALL.into_iter().enumerate() {
            let place = match group {
                ResultGroup::Fits => 0,
                ResultGroup::FitsInPart => 1,
                ResultGroup::OtherTime => 2,
                ResultGroup::DoesNotFit => 3,
                ResultGroup::Exception => 4,
                ResultGroup::NoneSeen => 5,
                ResultGroup::Undecided => 6,
                ResultGroup::NotCheckable => 7,
                ResultGroup::Announced => 8,
                ResultGroup::NobodyClaimed => 9,
            };
            assert_eq!(place, at, "{group:?}");
        }
    }
}
