//! Recovery of sets of sites (M22).

use crate::model::{DurationRange, Role};

/// Least number of sites of which a curve says more than a list of them does.
pub const LEAST_SITES_OF_A_CURVE: usize = 5;

/// Sites whose recovery is measured together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteSet {
    /// All sites.
    All,
    /// Sites with an outage that a verdict on a claim of an attack or outage rests on, of one
    /// claimant's claims (M26).
    Claimant {
        /// Name of the claimant.
        name: String,
        /// Role of the claimant.
        role: Role,
        /// Whether another claim is of the same name in another role: that is another claimant.
        has_namesake: bool,
    },
    /// Sites of a group of `sites.csv`, by its name.
    Group(String),
}

impl SiteSet {
    /// Returns the word for the kind of set, as tables have it.
    ///
    /// ```
    /// use corroborate::model::recoveries::SiteSet;
    ///
    /// assert_eq!(SiteSet::Group("shops".to_owned()).as_str(), "group");
    /// ```
    pub fn as_str(&self) -> &'static str {
        match self {
            SiteSet::All => "all",
            SiteSet::Claimant { .. } => "claimant",
            SiteSet::Group(_) => "group",
        }
    }

    /// Returns the name of the claimant or of the group; `None` for all sites.
    pub fn name(&self) -> Option<&str> {
        match self {
            SiteSet::All => None,
            SiteSet::Claimant { name, .. } | SiteSet::Group(name) => Some(name),
        }
    }
}

/// Time from the onset of an episode of each site of a set to its recovery (M22): of its first one,
/// and of a claimant of the one that its claims are held against. Of the sites of the set, those
/// that went down (M24) are meant.
#[derive(Debug, Clone, PartialEq)]
pub struct SetRecovery {
    /// Sites that are meant.
    pub set: SiteSet,
    /// Ids of the sites that went down, sorted; at least one.
    pub sites: Vec<String>,
    /// Time to recovery of each of these sites, in their order; open where one was not seen back.
    pub times: Vec<DurationRange>,
    /// Ids of the outages of these episodes, from an onset on the record on, in order of time.
    pub outages: Vec<String>,
    /// Number of sites whose recovery is on the record.
    pub seen_back: usize,
    /// Number of sites that can have been back, and down again, in a gap of their outages: their
    /// shortest time ends where it begins.
    pub perhaps_back_unseen: usize,
    /// Time after which at least half of the sites were back, in microseconds: by the shortest
    /// times that the brackets allow, and by the longest. Open where fewer than half were seen
    /// back.
    pub median: DurationRange,
    /// Shortest time of any site, and longest of any; open where one was not seen back.
    pub range: DurationRange,
    /// Bounds of the share that is back, in order of time; empty where too few sites went down for
    /// a curve.
    pub curve: Vec<CurvePoint>,
}

/// A point of a recovery curve: share of the sites that went down and are back (M22).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Microseconds since the site's onset.
    pub since_us: i64,
    /// Share back at the latest edges of the brackets.
    pub least: f64,
    /// Share back at the earliest edges of the brackets.
    pub most: f64,
}
