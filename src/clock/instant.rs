//! One moment, in UTC.

/// A moment: microseconds since 1970-01-01T00:00Z, UTC (M1).
///
/// ```
/// use corroborate::clock::{HOUR, Instant};
///
/// let noon = Instant(12 * HOUR);
/// let one_o_clock = noon.plus(HOUR);
/// assert_eq!(one_o_clock.since(noon), HOUR);
/// assert_eq!(noon.since(one_o_clock), -HOUR);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

impl Instant {
    /// Returns the moment `us` microseconds later, or earlier where `us` is negative. Stops at the
    /// ends of the scale.
    #[inline]
    pub fn plus(self, us: i64) -> Instant {
        Instant(self.0.saturating_add(us))
    }

    /// Counts the microseconds from `earlier` to this moment; negative where `earlier` is later.
    /// Stops at the ends of the scale.
    #[inline]
    pub fn since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
