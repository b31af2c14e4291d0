//! Chance as an explanation of claims (M20), and the control group beside them (M21).

use crate::model::Role;

/// Number of sites that would fit the claims of one claimant, had they been made at any other time
/// (M20).
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// Name of the claimant.
    pub claimant: String,
    /// Role of the claimant in the first of the claims.
    pub role: Role,
    /// Number of claims of an attack or outage.
    pub claims: usize,
    /// Number of the measured sites that they name and ask something of.
    pub sites: usize,
    /// Number of these of which an outage fits one of the claims for certain.
    pub fitting: usize,
    /// Sites that fit, by id; may be empty.
    pub fitting_sites: Vec<FittingSite>,
    /// Time that the claims ask about, in microseconds, each moment counted once.
    pub asked_us: i64,
    /// How many times the time examined holds the time asked, rounded down.
    pub windows: i64,
    /// Sites that fit at any other time; `None` where the time examined is too short to tell.
    pub estimate: Option<ChanceEstimate>,
}

/// Sites that fit the claims of one claimant at any other time. The upper ends count a site at the
/// times at which too little was observed to tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceEstimate {
    /// Mean number of sites that fit, over all shifts, at least.
    pub expected_least: f64,
    /// Mean number of sites that fit or may fit, over all shifts.
    pub expected_most: f64,
    /// Share of the shifts at which at least as many sites fit as did.
    pub share_least: f64,
    /// Share of the shifts at which at least as many sites fit or may fit.
    pub share_most: f64,
}

/// Sites that a claimant named, beside sites that nobody named (M21).
#[derive(Debug, Clone, PartialEq)]
pub struct ControlGroup {
    /// Name of the claimant.
    pub claimant: String,
    /// Role of the claimant in the first of the claims.
    pub role: Role,
    /// Group of `sites.csv` that the sites are of; `None` for all sites.
    pub group: Option<String>,
    /// Measured sites that the claimant named.
    pub named: FitCounts,
    /// Measured sites that no claim of an attack or outage names.
    pub unnamed: FitCounts,
    /// Named sites that fit, by id; may be empty.
    pub named_fitting: Vec<FittingSite>,
    /// Unnamed sites that fit, by id; may be empty.
    pub unnamed_fitting: Vec<FittingSite>,
    /// Named sites at which no outage certainly fits.
    pub named_others: SitesWithoutFit,
    /// Unnamed sites at which no outage certainly fits.
    pub unnamed_others: SitesWithoutFit,
    /// Odds that a named site fits, over those of an unnamed one; `None` where the counts cannot
    /// tell.
    pub odds_ratio: Option<OddsRatio>,
}

impl ControlGroup {
    /// Returns the odds ratio where it is known of each site whether an outage fits: only then is
    /// it that of all of them.
    pub(crate) fn tested(&self) -> Option<OddsRatio> {
        let is_known = self.named.not_known + self.unnamed.not_known == 0;
        self.odds_ratio.filter(|_| is_known)
    }
}

/// Ids of the sites of one kind at which no outage certainly fits, each list sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SitesWithoutFit {
    /// Sites that do not fit.
    pub not_fitting: Vec<String>,
    /// Sites of which it is not known.
    pub not_known: Vec<String>,
}

/// Site of which an outage fits the claims of one claimant for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FittingSite {
    /// Id of the site.
    pub site: String,
    /// Ids of the outages that fit, in order of time; one at least.
    pub outages: Vec<String>,
}

/// Numbers of sites, by whether an outage fits the claims of one claimant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FitCounts {
    /// Sites of which one fits for certain.
    pub fitting: usize,
    /// Sites of which none fits, and enough of the times asked was observed to say so.
    pub not_fitting: usize,
    /// Sites of which none fits for certain, and one may, or too little was observed to tell.
    pub not_known: usize,
}

impl FitCounts {
    /// Adds up all sites.
    pub fn sites(self) -> usize {
        self.fitting + self.not_fitting + self.not_known
    }

    /// Adds up the sites of which it is known whether one fits: these are tested.
    pub fn known(self) -> usize {
        self.fitting + self.not_fitting
    }
}

/// Odds ratio with Fisher's exact test (M21).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OddsRatio {
    /// Probability of a table at least as rare, if both groups have the same odds; two-sided.
    pub p_value: f64,
    /// Conditional maximum likelihood estimate; `None` where it has no end.
    pub estimate: Option<f64>,
    /// Lower end of the exact 95 % interval.
    pub from: f64,
    /// Upper end of it; `None` where it has none.
    pub until: Option<f64>,
}
