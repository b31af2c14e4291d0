//! Claims: statements about sites (M17).

use super::{Location, Site};
use crate::clock::Range;

/// Role of a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Claims to have done it.
    Attacker,
    /// Operates the site.
    Operator,
    /// An authority.
    Government,
    /// A newspaper, a broadcaster, a site of news.
    Media,
    /// Studies events like this one.
    Researcher,
}

impl Role {
    /// Every role, in the order of tables and charts.
    pub const ALL: [Role; 5] =
        [Role::Attacker, Role::Operator, Role::Government, Role::Media, Role::Researcher];

    /// Returns the word used in files.
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

/// Kind of a claim.
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
    /// The cause of an outage: nothing that probes can check.
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

    /// Returns the word used in files.
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

/// Sites that a claim names.
///
/// ```
/// use corroborate::model::{Site, Target};
///
/// let shop = Site {
///     id: "shop".to_owned(),
///     group: Some("stores".to_owned()),
///     ..Site::default()
/// };
/// assert!(Target::All.names(&shop));
/// assert!(Target::Group("stores".to_owned()).names(&shop));
/// assert!(!Target::Site("post".to_owned()).names(&shop));
/// ```
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
    /// Says whether the target means a site.
    pub fn names(&self, site: &Site) -> bool {
        match self {
            Target::All => true,
            Target::Group(group) => site.group.as_ref() == Some(group),
            Target::Site(id) => *id == site.id,
        }
    }
}

/// A statement, as recorded in `claims.csv` or in an archive of claims (M17).
///
/// ```
/// use corroborate::clock::{Instant, Range};
/// use corroborate::model::{Claim, ClaimKind, Location, Role, Target};
///
/// let claim = Claim {
///     id: "c1".to_owned(),
///     claimant: "Somebody".to_owned(),
///     role: Role::Attacker,
///     kind: ClaimKind::Attack,
///     intent: false,
///     published: Some(Range { earliest: Some(Instant(0)), latest: Some(Instant(1)) }),
///     published_text: "1970-01-01T00:00:00Z".to_owned(),
///     asserted: None,
///     asserted_text: String::new(),
///     targets: vec![Target::All],
///     url: String::new(),
///     archived_url: String::new(),
///     quote: String::new(),
///     note: String::new(),
///     location: Location { file: 0, line: 2 },
/// };
/// assert_eq!((claim.role.as_str(), claim.kind.as_str()), ("attacker", "attack"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Id of the claim.
    pub id: String,
    /// Name of the speaker.
    pub claimant: String,
    /// Role of the speaker.
    pub role: Role,
    /// Kind of the claim.
    pub kind: ClaimKind,
    /// Whether it only says what is to be attacked: nobody says that it succeeded.
    pub intent: bool,
    /// Time of the publication; `None` where nobody recorded it.
    pub published: Option<Range>,
    /// The publication time as written.
    pub published_text: String,
    /// Time that the claim speaks of; `None` where it gives none.
    pub asserted: Option<Range>,
    /// The asserted time as written.
    pub asserted_text: String,
    /// Sites that it names; may be empty.
    pub targets: Vec<Target>,
    /// Address of the statement; may be empty.
    pub url: String,
    /// Address of a copy; may be empty.
    pub archived_url: String,
    /// A short phrase of it.
    pub quote: String,
    /// The recorder's words.
    pub note: String,
    /// Row of the claim.
    pub location: Location,
}
