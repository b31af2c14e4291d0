//! Counts of the sites that one claimant named (M26).

use crate::model::{ChangeCounts, Claim, PossiblyDownCounts, Quantifier, Role};

/// Content of claims about sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimContent {
    /// Sites were attacked.
    Attacked,
    /// Sites were down.
    Down,
    /// Some sites were attacked, others were down.
    AttackedOrDown,
    /// An attacker lists sites as targets: nobody says that they went down.
    Listed,
    /// Somebody else warns of attacks on sites.
    Warned,
    /// Somebody else announces outages of sites.
    Announced,
    /// Somebody else speaks of attacks on some sites and of outages of others that are to come.
    ToCome,
}

impl ClaimContent {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimContent::Attacked => "attacked",
            ClaimContent::Down => "down",
            ClaimContent::AttackedOrDown => "attacked_or_down",
            ClaimContent::Listed => "listed",
            ClaimContent::Warned => "warned",
            ClaimContent::Announced => "announced",
            ClaimContent::ToCome => "to_come",
        }
    }

    /// Says whether it is only of what is to come, so that nobody says that it was so.
    pub(crate) fn is_to_come(self) -> bool {
        match self {
            ClaimContent::Attacked | ClaimContent::Down | ClaimContent::AttackedOrDown => false,
            ClaimContent::Listed
            | ClaimContent::Warned
            | ClaimContent::Announced
            | ClaimContent::ToCome => true,
        }
    }
}

/// Dispute of the claims of a claimant by the statements of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Name of the one who disputes.
    pub by: String,
    /// Ids of the claimant's sites that the dispute is about, sorted; never empty.
    pub sites: Vec<String>,
    /// Ids of the claims that are disputed, sorted; never empty.
    pub claims: Vec<String>,
}

/// Measured sites beside those of one row of a claimant (M26).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OtherSites {
    /// Sites of which the claimant did not speak.
    pub unnamed: usize,
    /// Sites that went down among these.
    pub unnamed_down: usize,
    /// Sites that other rows of the claimant have, and that its sources name.
    pub named: usize,
    /// Sites that other rows of the claimant have, and that the recorder reads into its words.
    pub inferred: usize,
}

/// Numbers of sites that went down during announced work (M16, M24).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DuringWork {
    /// Sites with an outage that announced work overlaps.
    pub sites: usize,
    /// Sites among these of which no time down was certainly outside of it.
    pub alone: usize,
}

/// Sites that one claimant named in claims of an attack or outage, or in lists of targets; each
/// site once, however many claims of the claimant name it (M26).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimant {
    /// Name of the claimant.
    pub name: String,
    /// Role in which the claimant made these claims.
    pub role: Role,
    /// Statement about the sites.
    pub said: ClaimContent,
    /// Number of the sites that the claimant means: each of them, most, or some.
    pub quantifier: Quantifier,
    /// Whether the sources of these claims name neither the sites nor a group of them: that they
    /// are meant is the recorder's reading.
    pub inferred: bool,
    /// Whether each of these claims retells one of somebody else, so that the claimant says nothing
    /// of its own.
    pub retells: bool,
    /// Whether the claims that these retell are of the kinds of these themselves.
    pub retells_alike: bool,
    /// Number of claims that retell another one, be it the claimant's own.
    pub retelling_claims: usize,
    /// Whether each of these claims says that its sites were down on and off, which no rule tests.
    pub on_and_off: bool,
    /// Whether they name sites that the reader left out (`--site`), too.
    pub leaves_out: bool,
    /// Number of claims.
    pub claims: usize,
    /// Number of groups that the claims name; the sites of a group are those of `sites.csv`.
    pub groups: usize,
    /// Whether a claim is about all sites, by these words alone.
    pub all_sites: bool,
    /// Number of sites that the claims name one by one, also where they name their groups, too.
    pub by_name: usize,
    /// Number of sites that the claims are about: more than `sites` where some of them count among
    /// those of which the claimant said something firmer.
    pub meant: usize,
    /// Ids of the sites that they name, those included that nobody probed, sorted; never empty.
    pub sites: Vec<String>,
    /// Numbers of these sites, by what the record shows of them.
    pub changes: ChangeCounts,
    /// Numbers of these sites that may have been down without a confirmed outage.
    pub possibly_down: PossiblyDownCounts,
    /// Number of these sites that failed in part, and neither had a confirmed outage nor may have
    /// been down.
    pub failed_in_part: usize,
    /// Numbers of these sites that went down during announced work.
    pub during_work: DuringWork,
    /// Numbers of the measured sites beside these.
    pub others: OtherSites,
    /// Statements of others that dispute one of the claims, by name; may be empty.
    pub disputed_by: Vec<Dispute>,
    /// Number of these sites at which an outage certainly fits the time of one of the claims (R3).
    pub fitting: usize,
    /// Number of the fitting ones of which each outage that fits was seen from one vantage alone,
    /// whose own fault cannot be ruled out (M15).
    pub fitting_in_doubt: usize,
    /// Number of the fitting ones at which each outage that fits was not the site's first.
    pub fitting_later: usize,
    /// Number of the others at which it is open whether one does (R2).
    pub perhaps_fitting: usize,
    /// Ids of the verdicts by which an outage of a site certainly fits, by site; may be empty.
    pub fitting_verdicts: Vec<String>,
    /// Ids of the verdicts by which one may, at the sites at which none certainly does, by site;
    /// may be empty.
    pub perhaps_verdicts: Vec<String>,
    /// Number of the rest at which what was seen fits one of the claims in part (R7).
    pub in_part: usize,
    /// Number of these sites at which certainly none does: each verdict on them denies it (R4, R5,
    /// R6).
    pub excluded: usize,
    /// Number of these sites of which no claim gives a time to check (M18).
    pub without_time: usize,
}

impl Claimant {
    /// Says whether a claim is one of this claimant: one name in two roles is two (M26).
    pub(crate) fn made(&self, claim: &Claim) -> bool {
        (&claim.claimant, claim.role) == (&self.name, self.role)
    }

    /// Makes a claimant who claimed an attack on one site, which is not known yet.
    #[cfg(test)]
    pub(crate) fn example() -> Claimant {
        Claimant {
            name: "Wave".to_owned(),
            role: Role::Attacker,
            said: ClaimContent::Attacked,
            quantifier: Quantifier::Each,
            claims: 1,
            inferred: false,
            retells: false,
            retells_alike: true,
            retelling_claims: 0,
            on_and_off: false,
            leaves_out: false,
            groups: 0,
            all_sites: false,
            by_name: 1,
            meant: 1,
            sites: Vec::new(),
            changes: ChangeCounts::default(),
            possibly_down: PossiblyDownCounts::default(),
            failed_in_part: 0,
            during_work: DuringWork::default(),
            others: OtherSites::default(),
            disputed_by: Vec::new(),
            fitting: 0,
            fitting_in_doubt: 0,
            fitting_later: 0,
            perhaps_fitting: 0,
            fitting_verdicts: Vec::new(),
            perhaps_verdicts: Vec::new(),
            in_part: 0,
            excluded: 0,
            without_time: 0,
        }
    }

    /// Makes a claimant who claimed attacks on this many sites and named each of them.
    #[cfg(test)]
    pub(crate) fn example_of(sites: usize) -> Claimant {
        Claimant {
            by_name: sites,
            meant: sites,
            sites: (0..sites).map(|number| format!("s{number}")).collect(),
            ..Claimant::example()
        }
    }
}
