//! A change that was not seen itself, only the moments around it.

use super::instant::Instant;

/// A change known only to lie in `(after, by]`. A missing end is off the record.
///
/// ```
/// use corroborate::clock::{Bracket, Instant, MINUTE};
///
/// // The site was up at minute 10 and down at minute 15.
/// let onset = Bracket { after: Some(Instant(10 * MINUTE)), by: Some(Instant(15 * MINUTE)) };
/// assert!(!onset.contains(Instant(10 * MINUTE)));
/// assert!(onset.contains(Instant(15 * MINUTE)));
///
/// // Probes began while the site was down.
/// let off_record = Bracket { after: None, by: Some(Instant(15 * MINUTE)) };
/// assert!(off_record.contains(Instant(0)));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bracket {
    /// The last moment at which the change had certainly not happened.
    pub after: Option<Instant>,
    /// The first moment at which the change certainly had happened.
    pub by: Option<Instant>,
}

impl Bracket {
    /// Says whether the change can have happened at `at`.
    pub fn contains(self, at: Instant) -> bool {
        self.after.is_none_or(|after| after < at) && self.by.is_none_or(|by| at <= by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_is_outside_and_the_end_is_inside() {
        let bracket = |after: Option<i64>, by: Option<i64>| Bracket {
            after: after.map(Instant),
            by: by.map(Instant),
        };
        let inside =
            |bracket: Bracket| [9, 10, 11, 19, 20, 21].map(|at| bracket.contains(Instant(at)));
        assert_eq!(inside(bracket(Some(10), Some(20))), [false, false, true, true, true, false]);
        assert_eq!(inside(bracket(None, Some(20))), [true, true, true, true, true, false]);
        assert_eq!(inside(bracket(Some(10), None)), [false, false, true, true, true, true]);
        assert_eq!(inside(bracket(None, None)), [true; 6]);
    }
}
