//! The rules that turn probes into outages and claims into verdicts. Each default is one constant,
//! with its reason.

use crate::clock::{HOUR, MINUTE};

/// Failed probes that make an outage rather than a blip (M12): one failed probe is most often the
/// probe's own.
pub const CONFIRM: u64 = 2;
/// Up for this long without a relapse is a stable recovery (M13).
pub const STABLE_FOR_US: i64 = 30 * MINUTE;
/// An onset this long before publication still fits a claim without a time: posts follow the act
/// (R3).
pub const LEAD_US: i64 = HOUR;
/// An onset this long after publication still fits a claim without a time (R3).
pub const LAG_US: i64 = 12 * HOUR;
/// An outage that ended this long before publication can still be the one that is meant (R5).
pub const PROBE_BACK_US: i64 = 12 * HOUR;
/// A recovery this near to the claimed one is on time (R8): below it, clocks and page caches differ
/// anyway.
pub const TOLERANCE_US: i64 = 15 * MINUTE;
/// Least share of the asserted window that must be observed, in percent (M19).
pub const FLOOR_PERCENT: i64 = 80;
/// Fewest sites of one vantage for a common mode (M15).
pub const COMMON_SITES: usize = 5;
/// Least share of them that fail together, in percent (M15).
pub const COMMON_PERCENT: usize = 80;
/// Outages in one episode that make it flapping (M11).
pub const FLAPPING: usize = 3;
/// Outages outside the asserted window that make a site often down.
pub const OFTEN_DOWN: usize = 3;
/// Silence limit, in median intervals (M7): two missed probes are common, three are silence.
pub const SILENCE_INTERVALS: i64 = 3;

/// How many of the vantages that observe must agree (M9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
    /// More than half.
    Majority,
    /// Every one.
    All,
    /// At least this many, or all that observe where they are fewer.
    AtLeast(u32),
}

impl Quorum {
    /// Whether `agree` of `observe` vantages are enough.
    pub fn reached(self, agree: u32, observe: u32) -> bool {
        agree > 0
            && match self {
                Quorum::Majority => 2 * agree > observe,
                Quorum::All => agree == observe,
                Quorum::AtLeast(least) => agree >= least.min(observe) && 2 * agree > observe,
            }
    }

    /// As the incident file writes it.
    pub fn as_str(self) -> String {
        match self {
            Quorum::Majority => "majority".to_owned(),
            Quorum::All => "all".to_owned(),
            Quorum::AtLeast(least) => least.to_string(),
        }
    }
}

/// The rules in force; lengths in microseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// How many vantages must agree (M9).
    pub quorum: Quorum,
    /// Failed probes that make an outage (M12).
    pub confirm: u64,
    /// How long up makes a recovery stable (M13).
    pub stable_for_us: i64,
    /// Before publication (R3).
    pub lead_us: i64,
    /// After publication (R3).
    pub lag_us: i64,
    /// Before publication, for an outage already over (R5).
    pub look_back_us: i64,
    /// Around a claimed recovery (R8).
    pub tolerance_us: i64,
    /// Evidence floor, in percent (M19).
    pub floor_percent: i64,
    /// Answers slower than this are degraded, in microseconds (M6); off where `None`.
    pub slow_us: Option<i64>,
    /// Status codes that count as up whatever their number.
    pub up_codes: Vec<u16>,
    /// Status codes that count as challenged (M6).
    pub challenged_codes: Vec<u16>,
    /// Status codes that count as down whatever their number.
    pub down_codes: Vec<u16>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            quorum: Quorum::Majority,
            confirm: CONFIRM,
            stable_for_us: STABLE_FOR_US,
            lead_us: LEAD_US,
            lag_us: LAG_US,
            look_back_us: PROBE_BACK_US,
            tolerance_us: TOLERANCE_US,
            floor_percent: FLOOR_PERCENT,
            slow_us: None,
            up_codes: Vec::new(),
            challenged_codes: vec![401, 403, 407, 429, 451],
            down_codes: Vec::new(),
        }
    }
}
