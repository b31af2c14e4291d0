//! Rules that turn probes into outages and claims into verdicts. Each default is one constant, with
//! its reason.

use crate::clock::{HOUR, MINUTE};
use std::fmt;

/// Time up without a relapse that makes a stable recovery (M13).
const STABLE_FOR_US: i64 = 30 * MINUTE;
/// Longest time from an onset to the publication of a claim without a time: posts follow the act
/// (R3).
const LEAD_US: i64 = HOUR;
/// Longest time from the publication of a claim without a time to its onset (R3).
const LAG_US: i64 = 12 * HOUR;
/// Longest time from the end of an outage to the publication of a claim that can mean it (R5).
const LOOK_BACK_US: i64 = 12 * HOUR;
/// Longest time between a recovery and a claimed one that agrees with it (R8): below it, clocks and
/// page caches differ anyway. A claim of an outage speaks of as long after its publication (M19).
const TOLERANCE_US: i64 = 15 * MINUTE;
/// Least share of the time asked that must be observed to say that no outage was seen, in percent
/// (M19, R10).
const FLOOR_PERCENT: i64 = 80;

/// The number of vantages that must agree, of those that observe (M9).
///
/// ```
/// use corroborate::model::Quorum;
///
/// assert!(Quorum::Majority.reached(2, 3));
/// assert!(!Quorum::Majority.reached(1, 2));
/// // A number is met by all that observe where they are fewer, and is always more than half.
/// assert!(Quorum::AtLeast(3).reached(2, 2));
/// assert!(!Quorum::AtLeast(1).reached(1, 2));
/// assert_eq!(Quorum::AtLeast(3).to_string(), "3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
    /// More than half.
    Majority,
    /// Every one.
    All,
    /// At least this many, or all that observe where they are fewer; always more than half.
    AtLeast(u32),
}

impl Quorum {
    /// Says whether `agree` of `observe` vantages are enough; none never is.
    pub fn reached(self, agree: u32, observe: u32) -> bool {
        agree > 0
            && match self {
                Quorum::Majority => 2 * agree > observe,
                Quorum::All => agree == observe,
                Quorum::AtLeast(least) => agree >= least.min(observe) && 2 * agree > observe,
            }
    }

    /// Says whether `agree` of `observe` vantages are enough where `yielded` others yield
    /// to them (M9): half of all is a majority then, if all other vantages do so.
    ///
    /// ```
    /// use corroborate::model::Quorum;
    ///
    /// assert!(Quorum::Majority.carried(1, 1, 2));
    /// // One alone decides nothing beside two others, nor half where another speaks against it.
    /// assert!(!Quorum::Majority.carried(1, 2, 3));
    /// assert!(!Quorum::Majority.carried(2, 1, 4));
    /// // Who asks for every vantage hears every one.
    /// assert!(!Quorum::All.carried(1, 1, 2));
    /// ```
    pub fn carried(self, agree: u32, yielded: u32, observe: u32) -> bool {
        let is_half_unopposed =
            agree > 0 && 2 * agree >= observe && agree.saturating_add(yielded) == observe;
        self.reached(agree, observe) || (self == Quorum::Majority && is_half_unopposed)
    }
}

/// The value as `incident.toml` writes it.
impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quorum::Majority => f.write_str("majority"),
            Quorum::All => f.write_str("all"),
            Quorum::AtLeast(least) => write!(f, "{least}"),
        }
    }
}

/// Rules in force; lengths in microseconds.
///
/// ```
/// use corroborate::model::{Quorum, Rules};
///
/// let rules = Rules { quorum: Quorum::All, ..Rules::default() };
/// assert_eq!(rules.confirm, Rules::CONFIRM);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Vantages that must agree (M9).
    pub quorum: Quorum,
    /// Failed probes that make an outage (M12).
    pub confirm: u64,
    /// Time up that makes a recovery stable (M13).
    pub stable_for_us: i64,
    /// Longest time from an onset to the publication of its claim (R3).
    pub lead_us: i64,
    /// Longest time from the publication of a claim to its onset (R3).
    pub lag_us: i64,
    /// Longest time from the end of an outage to the publication of its claim (R5).
    pub look_back_us: i64,
    /// Longest time between a recovery and the claimed one (R8).
    pub tolerance_us: i64,
    /// Evidence floor, in percent (M19).
    pub floor_percent: i64,
    /// Answer time above which an answer is degraded (M6); off where `None`.
    pub slow_us: Option<i64>,
    /// Status codes that count as up; may be empty.
    pub up_codes: Vec<u16>,
    /// Status codes that count as challenged (M6); may be empty.
    pub challenged_codes: Vec<u16>,
    /// Status codes that count as down; may be empty.
    pub down_codes: Vec<u16>,
}

impl Rules {
    /// Failed probes that make an outage rather than a blip (M12): one failed probe is most often
    /// the probe's own.
    pub const CONFIRM: u64 = 2;
    /// Longest that two probes in a row are apart in a complete view, as a part of the time asked
    /// in percent (M19): a longer outage could hide between them, and be as much of that time.
    pub(crate) const FURTHEST_PERCENT: i64 = 20;
    /// Pace from which on a series is outpaced by another of its site, in percent of the other's
    /// (M9): an outage that the other sees can begin and end between two of its probes. It lies
    /// between twice and two and a half times, so that no late probe decides it.
    pub(crate) const OUTPACED_PERCENT: i64 = 225;
    /// Fewest sites seen from a vantage for a common mode (M15).
    pub(crate) const COMMON_SITES: usize = 5;
    /// Least share of the sites seen from a vantage that fail together in a common mode, in percent
    /// (M15).
    pub(crate) const COMMON_PERCENT: usize = 80;
    /// Outages in one episode that make it flapping (M11).
    pub const FLAPPING: usize = 3;
    /// Outages outside the time asked that make a site often down.
    pub(crate) const OFTEN_DOWN: usize = 3;
    /// Longest interval that is no silence, in paces (M7): one missed probe is common, two are
    /// silence.
    pub(crate) const SILENCE_PACES: i64 = 2;
    /// Sites that make an event, however many are measured (M25).
    pub(crate) const EVENT_SITES: usize = 5;
    /// Part of the measured sites that makes an event: one in this many (M25).
    pub(crate) const EVENT_PART: usize = 3;
    /// Fewest sites that make an event, however few are measured (M25).
    pub(crate) const EVENT_LEAST_SITES: usize = 2;
    /// How many times as long as the narrowest brackets of an event a bracket may be to join it
    /// (M25): one site with a probe a day does not blur when the others went down.
    pub(crate) const EVENT_STRETCH: i64 = 3;
    /// Fewest times as long as those asked that the time examined must hold (M20): with fewer, what
    /// any other time would have shown is not known.
    pub(crate) const CHANCE_WINDOWS: i64 = 20;
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            quorum: Quorum::Majority,
            confirm: Rules::CONFIRM,
            stable_for_us: STABLE_FOR_US,
            lead_us: LEAD_US,
            lag_us: LAG_US,
            look_back_us: LOOK_BACK_US,
            tolerance_us: TOLERANCE_US,
            floor_percent: FLOOR_PERCENT,
            slow_us: None,
            up_codes: Vec::new(),
            challenged_codes: vec![401, 403, 407, 429, 451],
            down_codes: Vec::new(),
        }
    }
}
