//! Whether a claim says something of a site, or denies it.

/// Sense of a claim about a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimSense {
    /// The claim says that it was so.
    Statement,
    /// The claim says that it was not so.
    Denial,
}
