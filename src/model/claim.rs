//! What somebody said (M17).

use super::{Location, Site};
use crate::clock::Range;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Says that it did it.
    Attacker,
    /// Runs the site.
    Operator,
    /// An authority.
    Government,
    /// A newspaper, a broadcaster, a site of news.
    Media,
    /// Somebody who studies such events.
    Researcher,
}

impl Role {
    /// Every role, in the order of tables and charts.
    pub const ALL: [Role; 5] =
        [Role::Attacker, Role::Operator, Role::Government, Role::Media, Role::Researcher];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Attacker => "attacker",
            Role::Operator => "operator",
            Role::Government => "government",
            Role::Media => "media",
            Role::Researcher => "researcher",
        }
    }
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimKind {
    /// An attack took the site down.
    Attack,
    /// The site was down.
    Outage,
    /// The site is back.
    Restored,
    /// The site could be reached.
    Reachable,
    /// Work on the site was under way.
    Maintenance,
    /// Why it happened: nothing that probes can check.
    Cause,
}

impl ClaimKind {
    /// Every kind.
    pub const ALL: [ClaimKind; 6] = [
        ClaimKind::Attack,
        ClaimKind::Outage,
        ClaimKind::Restored,
        ClaimKind::Reachable,
        ClaimKind::Maintenance,
        ClaimKind::Cause,
    ];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimKind::Attack => "attack",
            ClaimKind::Outage => "outage",
            ClaimKind::Restored => "restored",
            ClaimKind::Reachable => "reachable",
            ClaimKind::Maintenance => "maintenance",
            ClaimKind::Cause => "cause",
        }
    }
}

/// Which sites are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Every site.
    All,
    /// Every site of a group.
    Group(String),
    /// One site, by id; the id may be unknown.
    Site(String),
}

impl Target {
    /// Whether the target means this site.
    pub fn names(&self, site: &Site) -> bool {
        match self {
            Target::All => true,
            Target::Group(group) => site.group.as_ref() == Some(group),
            Target::Site(id) => *id == site.id,
        }
    }
}

/// One statement, as recorded in `claims.csv` or in an archive of others (M17).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Who says it.
    pub claimant: String,
    /// In which role.
    pub role: Role,
    /// What.
    pub kind: ClaimKind,
    /// Whether it only says what is to be attacked: nobody says that it succeeded.
    pub intent: bool,
    /// When it was published; `None` where nobody recorded it.
    pub published: Option<Range>,
    /// The publication time as written.
    pub published_text: String,
    /// Which time it speaks of, where it says so.
    pub asserted: Option<Range>,
    /// The asserted time as written.
    pub asserted_text: String,
    /// Of which sites.
    pub targets: Vec<Target>,
    /// Where it stands.
    pub url: String,
    /// Where a copy stands.
    pub archived_url: String,
    /// A short phrase of it.
    pub quote: String,
    /// The recorder's words.
    pub note: String,
    /// Where the row stands.
    pub location: Location,
}
