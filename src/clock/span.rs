//! A stretch of time, half-open.

use super::duration::MILLISECOND;
use super::instant::Instant;

/// A stretch of time from `from`, included, until `until`, excluded (M1). Never empty.
///
/// ```
/// use corroborate::clock::{Instant, MINUTE, Span};
///
/// let span = Span::new(Instant(0), Instant(5 * MINUTE)).expect("it is not empty");
/// assert!(span.contains(Instant(0)));
/// assert!(!span.contains(Instant(5 * MINUTE)));
/// assert_eq!(span.length(), 5 * MINUTE);
///
/// // No span is empty.
/// assert_eq!(Span::new(Instant(7), Instant(7)), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First moment, inside.
    from: Instant,
    /// First moment behind it, outside; later than `from`.
    until: Instant,
}

impl Span {
    /// Builds the span `[from, until)`; `None` where it would be empty.
    #[inline]
    pub fn new(from: Instant, until: Instant) -> Option<Span> {
        (from < until).then_some(Span { from, until })
    }

    /// Builds the span that holds the probes at `first` and at `last`, and all between them:
    /// `[first, last + 1 µs)`. `None` where `last` is before `first`.
    #[inline]
    pub fn seen(first: Instant, last: Instant) -> Option<Span> {
        Span::new(first, last.plus(1)).filter(|_| first <= last)
    }

    /// Returns the first moment inside.
    #[inline]
    pub fn from(self) -> Instant {
        self.from
    }

    /// Returns the first moment after the span.
    #[inline]
    pub fn until(self) -> Instant {
        self.until
    }

    /// Returns the last moment inside, one microsecond before the end.
    #[inline]
    pub fn last(self) -> Instant {
        self.until.plus(-1)
    }

    /// Returns the end to show to readers. A span that [`Span::seen`] built shows its last probe,
    /// any other its end: probes stand on whole milliseconds.
    #[inline]
    pub(crate) fn shown_until(self) -> Instant {
        if self.last().0.rem_euclid(MILLISECOND) == 0 { self.last() } else { self.until }
    }

    /// Counts the microseconds from the first moment inside to the first moment after.
    #[inline]
    pub fn length(self) -> i64 {
        self.until.since(self.from)
    }

    /// Counts the microseconds between the first and the last moment inside: 0 for a single probe.
    #[inline]
    pub fn inner_length(self) -> i64 {
        self.last().since(self.from)
    }

    /// Says whether `at` lies inside.
    #[inline]
    pub fn contains(self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }

    /// Returns the span from the earlier start to the later end, what lies between included.
    #[inline]
    pub(crate) fn joined(self, other: Span) -> Span {
        Span { from: self.from.min(other.from), until: self.until.max(other.until) }
    }

    /// Returns what both spans hold; `None` where they have no moment in common.
    #[inline]
    pub fn intersection(self, other: Span) -> Option<Span> {
        Span::new(self.from.max(other.from), self.until.min(other.until))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Builds the span from one number of microseconds, included, until another, excluded.
    ///
    /// # Panics
    /// Where it would be empty.
    pub(crate) fn span(from: i64, until: i64) -> Span {
        Span::new(Instant(from), Instant(until)).expect("a span of the test is not empty")
    }

    #[test]
    fn one_microsecond_is_a_span_and_none_is_not() {
        assert_eq!(Span::new(Instant(4), Instant(5)), Some(span(4, 5)));
        assert_eq!(Span::new(Instant(5), Instant(5)), None);
        assert_eq!(Span::new(Instant(6), Instant(5)), None);
    }

    #[test]
    fn a_single_probe_is_seen_for_no_time() {
        let once = Span::seen(Instant(5), Instant(5)).expect("a probe was seen");
        assert_eq!(once, span(5, 6));
        assert_eq!((once.length(), once.inner_length()), (1, 0));
        assert_eq!(Span::seen(Instant(6), Instant(5)), None);
        // The last moment of the scale has no moment after it.
        assert_eq!(Span::seen(Instant(i64::MAX), Instant(i64::MAX)), None);
    }

    #[test]
    fn the_start_is_inside_and_the_end_is_not() {
        let inside = [9, 10, 19, 20].map(|at| span(10, 20).contains(Instant(at)));
        assert_eq!(inside, [false, true, true, false]);
        assert_eq!(span(10, 20).last(), Instant(19));
    }

    #[test]
    fn spans_that_touch_have_nothing_in_common() {
        assert_eq!(span(0, 10).intersection(span(10, 20)), None);
        assert_eq!(span(0, 11).intersection(span(10, 20)), Some(span(10, 11)));
        assert_eq!(span(0, 30).intersection(span(10, 20)), Some(span(10, 20)));
    }

    #[test]
    fn readers_see_the_last_probe_and_the_written_end() {
        assert_eq!(span(0, 5_001).shown_until(), Instant(5_000));
        assert_eq!(span(0, 5_000).shown_until(), Instant(5_000));
        assert_eq!(span(-9_000, -4_999).shown_until(), Instant(-5_000));
        assert_eq!(span(-9_000, -5_001).shown_until(), Instant(-5_001));
    }
}
