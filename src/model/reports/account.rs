//! Accounts: what several claimants say of one outage, or of one site.

/// Claim about an outage of which another claimant speaks, too; or about a site without an outage
/// near the time of which it speaks, of which another claimant says otherwise (M29).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Id of the outage that the verdict rests on; where it rests on none, of the nearest one;
    /// `None` where the site has none within a day of the time of which the claim speaks.
    pub outage: Option<String>,
    /// Id of the site.
    pub site: String,
    /// Id of the claim.
    pub claim: String,
    /// Id of the verdict on the claim about the site.
    pub verdict: String,
}
