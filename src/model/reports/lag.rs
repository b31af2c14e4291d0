//! Lags: who said what how long after it happened (M29).

use crate::clock::{Bracket, Range};
use crate::model::{DurationRange, Role};

/// Change of a site that a claim speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LagBehind {
    /// Start of an outage.
    Start,
    /// Recovery from an outage.
    Recovery,
}

impl LagBehind {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            LagBehind::Start => "start",
            LagBehind::Recovery => "recovery",
        }
    }
}

/// Time from a change of a site to the publication of a claim about it (M29).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lag {
    /// Id of the claim.
    pub claim: String,
    /// Name of the claimant.
    pub claimant: String,
    /// Role of the claimant in the claim.
    pub role: Role,
    /// Id of the verdict, which links claim and outage.
    pub verdict: String,
    /// Id of the outage.
    pub outage: String,
    /// Id of the site.
    pub site: String,
    /// Change that the claim speaks of.
    pub behind: LagBehind,
    /// Bracket of that change (UTC).
    pub change: Bracket,
    /// Microseconds from the change to the publication: negative where the publication was first;
    /// open above where it is not on the record after what moment the change came.
    pub lag: DurationRange,
}

/// Lags of one claim, or of all claims of a claimant, behind changes of one kind (M29).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LagSummary {
    /// Name of the claimant.
    pub claimant: String,
    /// Role of the claimant.
    pub role: Role,
    /// Id of the claim; `None` where all claims of the claimant are meant.
    pub claim: Option<String>,
    /// Changes that the claims speak of.
    pub behind: LagBehind,
    /// Publication of the claim, or of the first of the claims.
    pub first_published: Range,
    /// Number of claims; more than 0.
    pub claims: usize,
    /// Number of lags, one for each claim and outage; more than 0.
    pub lags: usize,
    /// Number of different outages behind these lags; more than 0.
    pub outages: usize,
    /// Ids of the verdicts with these lags, by claim; one for each lag.
    pub verdicts: Vec<String>,
    /// Median in microseconds: that of the least lags to that of the greatest ones.
    pub median: DurationRange,
    /// Least and greatest lag in microseconds; open above where one of them is.
    pub range: DurationRange,
}
