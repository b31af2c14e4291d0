//! English words that are the same on every report.

use crate::report::charts::claim_mark::{ClaimMark, GivenTime};
use crate::report::charts::first_claim::FirstClaimKind;
use crate::report::charts::language::label::Label;

/// Returns the words of a label.
pub(super) fn label(label: Label) -> &'static str {
    match label {
        Label::ConfirmedDown => "confirmed down",
        Label::PossiblyDown => "possibly down",
        Label::LowMark => "a low mark: down for under half of it",
        Label::Partial => "from some places only, or challenged",
        Label::ConfirmedUp => "confirmed up",
        Label::NotObserved => "not observed",
        Label::Work => "announced work",
        Label::SimulatedWork => "simulated announced work",
        Label::PartlySimulatedWork => "announced work (some of the work is simulated)",
        Label::OnSite(mark, given) => on_site(mark, given),
        Label::OfClaimant(mark, given) => of_claimant(mark, given),
        Label::Published(mark) => published(mark),
        Label::BandPublished => "when the claim on these sites was published",
        Label::BandAsserted => "time that the claim on these sites speaks of",
        Label::BandOfEither => "the claim on these sites: when it was published, or its own time",
        Label::WhatWasSaid => "What was said",
        Label::WhatWasSeen => "What was seen",
        Label::OtherSites => "Other sites",
        Label::NoTime => "Neither a window, a probe nor a claim says which time is meant.",
        Label::SitesDown => "sites down",
        Label::UnobservedSites => "measured sites not observed at that time",
        Label::FirstClaim(FirstClaimKind::TargetList) => {
            "first dated list of targets published at some time in this band"
        }
        Label::FirstClaim(FirstClaimKind::Announcement) => {
            "first dated announcement published at some time in this band"
        }
        Label::FirstClaim(FirstClaimKind::Statement) => {
            "first dated claim published at some time in this band"
        }
        Label::HowLongDown => "how long the site was down",
        Label::SinceDown => "time since the site went down",
        Label::LengthOfStretch => "length of the stretch",
        Label::Logarithmic => "logarithmic scale",
        Label::ByShortestTimes => "by the shortest times that the probes allow",
        Label::LeftOpen => "what the probes leave open",
        Label::ByLongestTimes => "by the longest times that the probes allow",
        Label::OfAllSites => "both, of all sites that went down",
        Label::ShareOfWindow => "share of the window",
        Label::NeitherUpNorDown => {
            "neither: not observed, challenged, between a probe that was up and one that failed, \
             or vantages (checking locations) that disagree"
        }
        Label::DownOnceOrTwice => "down once or twice",
        Label::DownThreeTimesOrMore => "down three times or more",
        Label::AtLeastThisLong => "confirmed down: at least this long",
        Label::AtMostThisLong => "possibly down: at most this long",
        Label::AtMostUnknown => "start or end not on the record: at most is not known",
        Label::TimeSpokenOf => "time that the claim speaks of",
        Label::TimeDenied => "time of which the claim denies it",
        Label::PublicationNotRecorded => "publication not recorded",
        Label::SpeaksOfBefore => "speaks of a time before the window",
        Label::SpeaksOfAfter => "speaks of a time after the window",
        Label::PublishedBefore => "published before the window",
        Label::PublishedAfter => "published after the window",
        Label::SitesLeftOut => "its sites are left out",
        Label::NoKnownSite => "names no known site",
    }
}

/// Returns the label of a mark on the row of a site.
fn on_site(mark: ClaimMark, given: GivenTime) -> &'static str {
    match (mark, given) {
        (ClaimMark::Down, GivenTime::Asserted) => "said to be down in this time",
        (ClaimMark::Down, GivenTime::Published) => "said to be down, published in this time",
        (ClaimMark::NotDown, GivenTime::Asserted) => "said not to be down in this time",
        (ClaimMark::NotDown, GivenTime::Published) => "said not to be down, published in this time",
        (ClaimMark::Listed, _) => "listed as a target, published in this time",
        (ClaimMark::Announced, _) => "announced to be down, published in this time",
        (ClaimMark::Back, GivenTime::Asserted) => "said to be back up in this time",
        (ClaimMark::Back, GivenTime::Published) => "said to be back up, published in this time",
        (ClaimMark::Reachable, GivenTime::Asserted) => "said to be reachable in this time",
        (ClaimMark::Reachable, GivenTime::Published) => {
            "said to be reachable, published in this time"
        }
        (ClaimMark::Work, GivenTime::Asserted) => "said to be worked on in this time",
        (ClaimMark::Work, GivenTime::Published) => "said to be worked on, published in this time",
        (ClaimMark::NoneIsSo, GivenTime::Asserted) => {
            "said not to be back, reachable or worked on in this time"
        }
        (ClaimMark::NoneIsSo, GivenTime::Published) => {
            "said not to be back, reachable or worked on, published in this time"
        }
        (ClaimMark::Cause, _) => "no probe can check it",
    }
}

/// Returns the label of a mark in a few words.
fn of_claimant(mark: ClaimMark, given: GivenTime) -> &'static str {
    match (mark, given) {
        (ClaimMark::Down, GivenTime::Asserted) => "said: down then",
        (ClaimMark::Down, GivenTime::Published) => "published: down",
        (ClaimMark::NotDown, GivenTime::Asserted) => "said: not down then",
        (ClaimMark::NotDown, GivenTime::Published) => "published: not down",
        (ClaimMark::Listed, _) => "published: a list of targets or a threat",
        (ClaimMark::Announced, _) => "published: to be down",
        (ClaimMark::Back, GivenTime::Asserted) => "said: back then",
        (ClaimMark::Back, GivenTime::Published) => "published: back",
        (ClaimMark::Reachable, GivenTime::Asserted) => "said: reachable then",
        (ClaimMark::Reachable, GivenTime::Published) => "published: reachable",
        (ClaimMark::Work, GivenTime::Asserted) => "said: worked on then",
        (ClaimMark::Work, GivenTime::Published) => "published: worked on",
        (ClaimMark::NoneIsSo, GivenTime::Asserted) => "said: not back, reachable or worked on",
        (ClaimMark::NoneIsSo, GivenTime::Published) => {
            "published: not back, reachable or worked on"
        }
        (ClaimMark::Cause, GivenTime::Asserted) => "said: no probe can check it",
        (ClaimMark::Cause, GivenTime::Published) => "published: no probe can check it",
    }
}

/// Returns the label of a mark that stands for the publication of a claim.
fn published(mark: ClaimMark) -> &'static str {
    match mark {
        ClaimMark::Back => "published: back up",
        ClaimMark::Work => "published: work",
        other => of_claimant(other, GivenTime::Published),
    }
}
