//! Accounts: what several claimants say of one outage.

/// Claim about an outage of which another claimant speaks, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Id of the outage that the verdict rests on; where it rests on none, of the nearest one.
    pub outage: String,
    /// Id of the claim.
    pub claim: String,
    /// Id of the verdict on the claim about the outage's site.
    pub verdict: String,
}
