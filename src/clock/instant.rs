//! One moment, in UTC.

use crate::clock::MINUTE;

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

    /// Returns the whole minute that begins at this moment, or the next one. Stops at the ends of
    /// the scale.
    pub(crate) fn minute_up(self) -> Instant {
        let minutes = self.0.saturating_add(MINUTE - 1).div_euclid(MINUTE);
        Instant(minutes.saturating_mul(MINUTE))
    }

    /// Counts the microseconds from `earlier` to this moment; negative where `earlier` is later.
    /// Stops at the ends of the scale.
    #[inline]
    pub fn since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_rounded_up_from_its_first_microsecond_on() {
        let up =
            [-MINUTE, -1, 0, 1, MINUTE - 1, MINUTE, MINUTE + 1].map(|us| Instant(us).minute_up());
        let minutes = [-1, 0, 0, 1, 1, 1, 2].map(|minute| Instant(minute * MINUTE));
        assert_eq!(up, minutes);
    }
}
