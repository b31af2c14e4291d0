//! Claims: statements about sites (M17).

use crate::clock::Range;
use crate::model::{Location, RefusalKind, Site};

/// Role of a claimant.
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

    /// Finds the role of a word used in files, in any letters.
    ///
    /// # Errors
    /// Where no role has this name.
    pub fn named(word: &str) -> Result<Role, RefusalKind> {
        Role::ALL
            .into_iter()
            .find(|role| role.as_str().eq_ignore_ascii_case(word))
            .ok_or_else(|| RefusalKind::NotARole(word.to_owned()))
    }
}

/// Statement that a claim makes about its sites (M17).
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
    /// Words that say nothing of a site which probes can check, such as a check whose result nobody
    /// recorded.
    Unstated,
}

impl ClaimKind {
    /// Every kind.
    pub const ALL: [ClaimKind; 7] = [
        ClaimKind::Attack,
        ClaimKind::Outage,
        ClaimKind::Restored,
        ClaimKind::Reachable,
        ClaimKind::Maintenance,
        ClaimKind::Cause,
        ClaimKind::Unstated,
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
            ClaimKind::Unstated => "unstated",
        }
    }

    /// Says whether a claim of this kind gives the reason why a site was down: an attack, or work.
    pub(crate) fn gives_reason(self) -> bool {
        matches!(self, ClaimKind::Attack | ClaimKind::Maintenance)
    }

    /// Finds the kind of a word used in files, in any letters.
    ///
    /// # Errors
    /// Where no kind has this name.
    pub fn named(word: &str) -> Result<ClaimKind, RefusalKind> {
        ClaimKind::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word))
            .ok_or_else(|| RefusalKind::NotAKind(word.to_owned()))
    }
}

/// Extent of a claim: how much of the time that it speaks of it means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// A part of the time is enough.
    #[default]
    Part,
    /// Every moment of the time.
    Throughout,
    /// A part of the time, again and again: the site was down on and off, which no rule tests.
    Intermittent,
}

impl Extent {
    /// Every extent.
    pub const ALL: [Extent; 3] = [Extent::Part, Extent::Throughout, Extent::Intermittent];

    /// Returns the word used in files; empty for [`Extent::Part`].
    pub fn as_str(self) -> &'static str {
        match self {
            Extent::Part => "",
            Extent::Throughout => "throughout",
            Extent::Intermittent => "intermittent",
        }
    }

    /// Finds the extent of a word used in files, in any letters; an empty word is [`Extent::Part`].
    pub fn named(word: &str) -> Option<Extent> {
        Extent::ALL.into_iter().find(|extent| extent.as_str().eq_ignore_ascii_case(word))
    }
}

/// Quantifier of a claim: of how many of the sites that it names it speaks.
///
/// ```
/// use corroborate::model::Quantifier;
///
/// assert_eq!(Quantifier::named("most"), Some(Quantifier::Most));
/// // A claim that does not say so speaks of each site that it names.
/// assert_eq!(Quantifier::named(""), Some(Quantifier::Each));
/// assert_eq!(Quantifier::named("all"), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantifier {
    /// Each of them.
    #[default]
    Each,
    /// More than half of them.
    Most,
    /// One of them at least.
    Some,
    /// None of them.
    None,
}

impl Quantifier {
    /// Every quantifier.
    pub const ALL: [Quantifier; 4] =
        [Quantifier::Each, Quantifier::Most, Quantifier::Some, Quantifier::None];

    /// Returns the word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Quantifier::Each => "each",
            Quantifier::Most => "most",
            Quantifier::Some => "some",
            Quantifier::None => "none",
        }
    }

    /// Finds the quantifier of a word used in files, in any letters; an empty word is
    /// [`Quantifier::Each`].
    pub fn named(word: &str) -> Option<Quantifier> {
        let mut all = Quantifier::ALL.into_iter();
        if word.is_empty() {
            all.next()
        } else {
            all.find(|one| one.as_str().eq_ignore_ascii_case(word))
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
/// use corroborate::model::{Claim, ClaimKind, Role, Target};
///
/// let claim = Claim {
///     claimant: "Somebody".to_owned(),
///     published: Some(Range { earliest: Some(Instant(0)), latest: Some(Instant(1)) }),
///     published_text: "1970-01-01T00:00:00Z".to_owned(),
///     targets: vec![Target::All],
///     ..Claim::blank("c1".to_owned(), Role::Attacker, ClaimKind::Attack)
/// };
/// assert_eq!((claim.role.as_str(), claim.kind.as_str()), ("attacker", "attack"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Id of the claim.
    pub id: String,
    /// Name of the claimant.
    pub claimant: String,
    /// Role of the claimant.
    pub role: Role,
    /// Statement about the sites (M17).
    pub kind: ClaimKind,
    /// Whether it only says what is to be done, such as a list of targets or a threat: nobody says
    /// that it succeeded.
    pub intent: bool,
    /// How much of the asserted time it means.
    pub extent: Extent,
    /// How many of its targets it means.
    pub quantifier: Quantifier,
    /// Time of the publication; `None` where nobody recorded it.
    pub published: Option<Range>,
    /// The publication time as written.
    pub published_text: String,
    /// Readings of that text, as of the asserted time.
    pub published_readings: Vec<Range>,
    /// Time that the claim speaks of; `None` where it gives none.
    pub asserted: Option<Range>,
    /// The asserted time as written.
    pub asserted_text: String,
    /// Readings of that text where the clocks were put back and an end of it was shown twice: two
    /// or more; empty for every other text.
    pub asserted_readings: Vec<Range>,
    /// Sites that it names; may be empty.
    pub targets: Vec<Target>,
    /// Number of sites that it names and that the reader left out (`--site`); mostly 0.
    pub sites_left_out: usize,
    /// Whether the source names none of the targets, so that which are meant is the recorder's
    /// reading.
    pub targets_inferred: bool,
    /// Id of the claim that it retells, where it is another account of one statement.
    pub retells: Option<String>,
    /// Id of the claim that it disputes: it says that this claim, or the recorder's reading of it,
    /// is not so.
    pub disputes: Option<String>,
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

/// Bytes of a claim's texts that are usual: the estimate of memory has room for them.
const USUAL_BYTES: usize = 600;

impl Claim {
    /// Counts the bytes of its texts beyond what is usual.
    pub(crate) fn long_bytes(&self) -> usize {
        let times = [&self.published_text, &self.asserted_text];
        let texts = [&self.id, &self.claimant, &self.url, &self.archived_url, &self.quote];
        let all = times.into_iter().chain(texts).chain([&self.note]).map(String::len);
        all.sum::<usize>().saturating_sub(USUAL_BYTES)
    }

    /// Makes a claim that says nothing yet: no claimant, no times, no targets.
    pub fn blank(id: String, role: Role, kind: ClaimKind) -> Claim {
        Claim {
            id,
            claimant: String::new(),
            role,
            kind,
            intent: false,
            extent: Extent::Part,
            quantifier: Quantifier::Each,
            published: None,
            published_text: String::new(),
            published_readings: Vec::new(),
            asserted: None,
            asserted_text: String::new(),
            asserted_readings: Vec::new(),
            targets: Vec::new(),
            sites_left_out: 0,
            targets_inferred: false,
            retells: None,
            disputes: None,
            url: String::new(),
            archived_url: String::new(),
            quote: String::new(),
            note: String::new(),
            location: Location { file: 0, line: 0 },
        }
    }

    /// Says whether the claim is of kind attack or outage, be it a list of targets or a denial.
    pub(crate) fn is_of_outage(&self) -> bool {
        matches!(self.kind, ClaimKind::Attack | ClaimKind::Outage)
    }

    /// Says whether the claim is held against chance and control group (M20): it says of sites that
    /// its source names that they were attacked or down, at a time that the clocks showed once.
    pub(crate) fn is_held_against_chance(&self) -> bool {
        self.says_down() && !self.targets_inferred && self.has_one_reading()
    }

    /// Says whether the claim says of sites that they were attacked or down. A list of targets says
    /// what shall be down, and a denial that none was.
    pub fn says_down(&self) -> bool {
        self.is_of_outage() && !self.intent && self.quantifier != Quantifier::None
    }

    /// Says whether no time that the claim gives was shown twice by the clocks.
    pub(crate) fn has_one_reading(&self) -> bool {
        self.asserted_readings.is_empty() && self.published_readings.is_empty()
    }

    /// Says whether the claim speaks of a time to come: an intent, or announced work.
    pub(crate) fn announces(&self) -> bool {
        self.intent || self.kind == ClaimKind::Maintenance
    }

    /// Says whether the claim says what shall be down: a list of targets.
    pub(crate) fn lists_targets(&self) -> bool {
        self.is_of_outage() && self.intent && self.quantifier != Quantifier::None
    }

    /// Builds a claim of an attack on every site, without a time.
    #[cfg(test)]
    pub(crate) fn example() -> Claim {
        Claim {
            claimant: "K".to_owned(),
            targets: vec![Target::All],
            location: Location { file: 0, line: 2 },
            ..Claim::blank("C001".to_owned(), Role::Attacker, ClaimKind::Attack)
        }
    }
}
