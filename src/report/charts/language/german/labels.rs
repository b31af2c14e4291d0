//! German words that are the same on every report.

use crate::report::charts::claim_mark::{ClaimMark, GivenTime};
use crate::report::charts::first_claim::FirstClaimKind;
use crate::report::charts::language::label::Label;

/// Returns the words of a label.
pub(super) fn label(label: Label) -> &'static str {
    match label {
        Label::ConfirmedDown => "nachweislich ausgefallen",
        Label::PossiblyDown => "möglicherweise ausgefallen",
        Label::LowMark => "niedrige Marke: weniger als die Hälfte der Zeit ausgefallen",
        Label::Partial => "nur von einigen Orten aus, oder Sicherheitsabfrage",
        Label::ConfirmedUp => "nachweislich erreichbar",
        Label::NotObserved => "nicht beobachtet",
        Label::Work => "angekündigte Wartung",
        Label::SimulatedWork => "angekündigte Wartung (simuliert)",
        Label::PartlySimulatedWork => "angekündigte Wartung (teils simuliert)",
        Label::OnSite(mark, given) => on_site(mark, given),
        Label::OfClaimant(mark, given) => of_claimant(mark, given),
        Label::Published(mark) => of_claimant(mark, GivenTime::Published),
        Label::BandPublished => "Veröffentlichung der Aussage über diese Websites",
        Label::BandAsserted => "Zeit, von der die Aussage über diese Websites spricht",
        Label::BandOfEither => {
            "die Aussage über diese Websites: Veröffentlichung, oder ihre eigene Zeit"
        }
        Label::WhatWasSaid => "Was gesagt wurde",
        Label::WhatWasSeen => "Was beobachtet wurde",
        Label::OtherSites => "Andere Websites",
        Label::NoTime => {
            "Weder ein Zeitraum noch eine Messung noch eine Aussage sagt, welche Zeit gemeint ist."
        }
        Label::SitesDown => "ausgefallen",
        Label::UnobservedSites => "gemessene Websites, zu dieser Zeit nicht beobachtet",
        Label::FirstClaim(FirstClaimKind::TargetList) => {
            "erste datierte Zielliste, irgendwann in diesem Band veröffentlicht"
        }
        Label::FirstClaim(FirstClaimKind::Announcement) => {
            "erste datierte Ankündigung, irgendwann in diesem Band veröffentlicht"
        }
        Label::FirstClaim(FirstClaimKind::Statement) => {
            "erste datierte Aussage, irgendwann in diesem Band veröffentlicht"
        }
        Label::HowLongDown => "Dauer des Ausfalls",
        Label::SinceDown => "Zeit seit dem Beginn des Ausfalls",
        Label::LengthOfStretch => "Länge des Abschnitts",
        Label::Logarithmic => "logarithmische Skala",
        Label::ByShortestTimes => "nach den kürzesten Zeiten, die die Messungen zulassen",
        Label::LeftOpen => "was die Messungen offenlassen",
        Label::ByLongestTimes => "nach den längsten Zeiten, die die Messungen zulassen",
        Label::OfAllSites => "beides, für alle ausgefallenen Websites",
        Label::ShareOfWindow => "Anteil am Zeitraum",
        Label::NeitherUpNorDown => {
            "weder noch: nicht beobachtet, Sicherheitsabfrage, zwischen einer erfolgreichen und \
             einer fehlgeschlagenen Messung, oder Messpunkte, die sich widersprechen"
        }
        Label::DownOnceOrTwice => "ein- oder zweimal ausgefallen",
        Label::DownThreeTimesOrMore => "dreimal oder öfter ausgefallen",
        Label::AtLeastThisLong => "nachweislich ausgefallen: mindestens so lange",
        Label::AtMostThisLong => "möglicherweise ausgefallen: höchstens so lange",
        Label::AtMostUnknown => "Beginn oder Ende nicht belegt: Höchstdauer unbekannt",
        Label::TimeSpokenOf => "Zeit, von der die Aussage spricht",
        Label::TimeDenied => "Zeit, für die die Aussage es bestreitet",
        Label::PublicationNotRecorded => "Veröffentlichung nicht erfasst",
        Label::SpeaksOfBefore => "spricht von einer Zeit vor dem Zeitraum",
        Label::SpeaksOfAfter => "spricht von einer Zeit nach dem Zeitraum",
        Label::PublishedBefore => "vor dem Zeitraum veröffentlicht",
        Label::PublishedAfter => "nach dem Zeitraum veröffentlicht",
        Label::SitesLeftOut => "ihre Websites sind ausgelassen",
        Label::NoKnownSite => "nennt keine bekannte Website",
    }
}

/// Returns the label of a mark on the row of a site.
fn on_site(mark: ClaimMark, given: GivenTime) -> &'static str {
    match (mark, given) {
        (ClaimMark::Down, GivenTime::Asserted) => "laut Aussage in dieser Zeit ausgefallen",
        (ClaimMark::Down, GivenTime::Published) => {
            "laut Aussage ausgefallen, in dieser Zeit veröffentlicht"
        }
        (ClaimMark::NotDown, GivenTime::Asserted) => {
            "laut Aussage in dieser Zeit nicht ausgefallen"
        }
        (ClaimMark::NotDown, GivenTime::Published) => {
            "laut Aussage nicht ausgefallen, in dieser Zeit veröffentlicht"
        }
        (ClaimMark::Listed, _) => "als Ziel genannt, in dieser Zeit veröffentlicht",
        (ClaimMark::Announced, _) => "Ausfall angekündigt, in dieser Zeit veröffentlicht",
        (ClaimMark::Back, GivenTime::Asserted) => "laut Aussage in dieser Zeit wieder erreichbar",
        (ClaimMark::Back, GivenTime::Published) => {
            "laut Aussage wieder erreichbar, in dieser Zeit veröffentlicht"
        }
        (ClaimMark::Reachable, GivenTime::Asserted) => "laut Aussage in dieser Zeit erreichbar",
        (ClaimMark::Reachable, GivenTime::Published) => {
            "laut Aussage erreichbar, in dieser Zeit veröffentlicht"
        }
        (ClaimMark::Work, GivenTime::Asserted) => "laut Aussage in dieser Zeit in Wartung",
        (ClaimMark::Work, GivenTime::Published) => {
            "laut Aussage in Wartung, in dieser Zeit veröffentlicht"
        }
        (ClaimMark::NoneIsSo, GivenTime::Asserted) => {
            "laut Aussage in dieser Zeit weder (wieder) erreichbar noch in Wartung"
        }
        (ClaimMark::NoneIsSo, GivenTime::Published) => {
            "laut Aussage weder (wieder) erreichbar noch in Wartung, in dieser Zeit \
             veröffentlicht"
        }
        (ClaimMark::Cause, _) => "mit keiner Messung zu prüfen",
    }
}

/// Returns the label of a mark in a few words.
fn of_claimant(mark: ClaimMark, given: GivenTime) -> &'static str {
    match (mark, given) {
        (ClaimMark::Down, GivenTime::Asserted) => "gesagt: damals ausgefallen",
        (ClaimMark::Down, GivenTime::Published) => "veröffentlicht: ausgefallen",
        (ClaimMark::NotDown, GivenTime::Asserted) => "gesagt: damals nicht ausgefallen",
        (ClaimMark::NotDown, GivenTime::Published) => "veröffentlicht: nicht ausgefallen",
        (ClaimMark::Listed, _) => "veröffentlicht: Zielliste oder Drohung",
        (ClaimMark::Announced, _) => "veröffentlicht: Ausfall angekündigt",
        (ClaimMark::Back, GivenTime::Asserted) => "gesagt: damals wieder erreichbar",
        (ClaimMark::Back, GivenTime::Published) => "veröffentlicht: wieder erreichbar",
        (ClaimMark::Reachable, GivenTime::Asserted) => "gesagt: damals erreichbar",
        (ClaimMark::Reachable, GivenTime::Published) => "veröffentlicht: erreichbar",
        (ClaimMark::Work, GivenTime::Asserted) => "gesagt: damals in Wartung",
        (ClaimMark::Work, GivenTime::Published) => "veröffentlicht: in Wartung",
        (ClaimMark::NoneIsSo, GivenTime::Asserted) => {
            "gesagt: weder (wieder) erreichbar noch in Wartung"
        }
        (ClaimMark::NoneIsSo, GivenTime::Published) => {
            "veröffentlicht: weder (wieder) erreichbar noch in Wartung"
        }
        (ClaimMark::Cause, GivenTime::Asserted) => "gesagt: mit keiner Messung zu prüfen",
        (ClaimMark::Cause, GivenTime::Published) => "veröffentlicht: mit keiner Messung zu prüfen",
    }
}
