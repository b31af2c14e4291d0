//! Time that a claim asks of the probes (M19), and outages beside the one that a verdict rests on.

use crate::clock::{Bracket, Span};
use crate::model::ClaimKind;

/// Time that a claim about a site was held against (M19).
///
/// ```
/// use corroborate::clock::{HOUR, Instant, Span};
/// use corroborate::model::{ClaimKind, TimeAsked};
///
/// let time = Span::new(Instant(0), Instant(24 * HOUR)).expect("it is not empty");
/// let asked = TimeAsked {
///     time,
///     kind: ClaimKind::Attack,
///     is_asserted: false,
///     is_of_some_moment: true,
///     is_until_published: false,
///     before_us: HOUR,
///     after_us: 12 * HOUR,
///     look_back_us: 12 * HOUR,
///     is_cut: false,
///     window: Span::new(Instant(0), Instant(20 * HOUR)).expect("it is not empty"),
/// };
/// assert_eq!(asked.beyond_window_us(), 4 * HOUR);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeAsked {
    /// The time, as wide as it can be.
    pub time: Span,
    /// Kind of the claim that asks.
    pub kind: ClaimKind,
    /// Whether the claim itself gives a time; else it follows from the publication.
    pub is_asserted: bool,
    /// Whether it is that of the publication, which is known as an interval alone: the claim speaks
    /// of one moment of it.
    pub is_of_some_moment: bool,
    /// Whether the claim says since when, and its publication gives the end.
    pub is_until_published: bool,
    /// Microseconds by which it begins before the time that the claim gives, or its publication.
    pub before_us: i64,
    /// Microseconds by which it ends after that.
    pub after_us: i64,
    /// Microseconds before the publication in which an outage that was over can be meant (R5).
    pub look_back_us: i64,
    /// Whether the claim leaves an end of its time open, and the record does not reach as far as it
    /// can mean: the time is the part on the record.
    pub is_cut: bool,
    /// The window of the incident.
    pub window: Span,
}

impl TimeAsked {
    /// Returns the time that the claim gives, or that of its publication: the time asked without
    /// what is added to it.
    pub fn given(&self) -> Span {
        let from = self.time.from().plus(self.before_us);
        Span::new(from, self.time.until().plus(-self.after_us)).unwrap_or(self.time)
    }

    /// Measures the part of it that lies outside the window, in microseconds.
    pub fn beyond_window_us(&self) -> i64 {
        let inside = self.time.intersection(self.window);
        self.time.length() - inside.map_or(0, Span::length)
    }
}

/// Outages that a verdict rests on besides the first: those of its episode (M13), or those in the
/// time asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FurtherOutages {
    /// Outages in all, the first among them; two at least.
    pub outages: usize,
    /// Id of the last.
    pub last: String,
    /// Bracket of the end of the last.
    pub recovery: Bracket,
}

/// Confirmed outages of a site before the one that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierOutages {
    /// Number of them; one at least.
    pub outages: usize,
    /// Number of those among them that may have begun in the time asked.
    pub begun: usize,
    /// Id of the last.
    pub last: String,
    /// Bracket of the end of the last.
    pub recovery: Bracket,
}
