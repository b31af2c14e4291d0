//! Words on charts that are the same on every report: entries of legends, names of axes and heads.

use crate::report::charts::claim_mark::{ClaimMark, GivenTime};
use crate::report::charts::first_claim::FirstClaimKind;

/// Words that are the same on every report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report::charts) enum Label {
    ConfirmedDown,
    PossiblyDown,
    /// A mark of half the height: of the time of a column, under half was down.
    LowMark,
    /// Failures that some places alone saw, or challenges.
    Partial,
    ConfirmedUp,
    NotObserved,
    Work,
    SimulatedWork,
    PartlySimulatedWork,
    /// Mark of a claim on the row of a site.
    OnSite(ClaimMark, GivenTime),
    /// Mark of a claim on the row of a claimant, in a few words.
    OfClaimant(ClaimMark, GivenTime),
    /// Mark of the publication of a claim.
    Published(ClaimMark),
    /// Band over all rows: of publications, of times spoken of, or of either.
    BandPublished,
    BandAsserted,
    BandOfEither,
    /// Heads over rows.
    WhatWasSaid,
    WhatWasSeen,
    OtherSites,
    /// In place of bars, where no time is known.
    NoTime,
    /// Axis of counts of sites.
    SitesDown,
    UnobservedSites,
    /// Band of the first dated claim.
    FirstClaim(FirstClaimKind),
    /// Axes of lengths.
    HowLongDown,
    SinceDown,
    LengthOfStretch,
    /// Behind the name of an axis, in brackets.
    Logarithmic,
    /// Curves of recovery.
    ByShortestTimes,
    LeftOpen,
    ByLongestTimes,
    OfAllSites,
    ShareOfWindow,
    /// Neither confirmed up nor down.
    NeitherUpNorDown,
    DownOnceOrTwice,
    DownThreeTimesOrMore,
    AtLeastThisLong,
    AtMostThisLong,
    AtMostUnknown,
    TimeSpokenOf,
    TimeDenied,
    PublicationNotRecorded,
    SpeaksOfBefore,
    SpeaksOfAfter,
    PublishedBefore,
    PublishedAfter,
    /// In place of the verdicts on a claim.
    SitesLeftOut,
    NoKnownSite,
}
