//! Sets of moments, as sorted spans that neither overlap nor touch.

use super::instant::Instant;
use super::span::Span;

/// A set of moments: spans in order of time, with a gap between each two. May be empty.
///
/// ```
/// use corroborate::clock::{HOUR, Instant, IntervalSet, Span};
///
/// let hours = |from, until| Span::new(Instant(from * HOUR), Instant(until * HOUR));
/// let down: IntervalSet = [hours(9, 11), hours(10, 12)].into_iter().flatten().collect();
/// let announced: IntervalSet = hours(11, 14).into_iter().collect();
///
/// // Spans that overlap are joined.
/// assert_eq!(down.spans(), [hours(9, 12).expect("it is not empty")]);
/// assert_eq!(down.intersection(&announced), hours(11, 12).into_iter().collect());
/// assert_eq!(down.union(&announced), hours(9, 14).into_iter().collect());
/// assert_eq!(down.difference(&announced), hours(9, 11).into_iter().collect());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntervalSet(Vec<Span>);

impl IntervalSet {
    /// Builds the set of all moments in any of `spans`, which may come in any order and overlap.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> IntervalSet {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(before) if span.from() <= before.until() => *before = before.joined(span),
                _ => joined.push(span),
            }
        }
        IntervalSet(joined)
    }

    /// Returns the spans, in order of time. They neither overlap nor touch.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Says whether no moment is inside.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether `at` is inside.
    pub fn contains(&self, at: Instant) -> bool {
        let after = self.0.partition_point(|span| span.from() <= at);
        after > 0 && self.0[after - 1].contains(at)
    }

    /// Returns the moments in either set, or in both.
    pub fn union(&self, other: &IntervalSet) -> IntervalSet {
        IntervalSet::of(self.0.iter().chain(&other.0).copied())
    }

    /// Returns the moments in both sets.
    pub fn intersection(&self, other: &IntervalSet) -> IntervalSet {
        let (mut own, mut others, mut both) = (0, 0, Vec::new());
        while let (Some(a), Some(b)) = (self.0.get(own), other.0.get(others)) {
            both.extend(a.intersection(*b));
            if a.until() <= b.until() { own += 1 } else { others += 1 }
        }
        IntervalSet(both)
    }

    /// Returns the moments of this set that are not in `other`.
    pub fn difference(&self, other: &IntervalSet) -> IntervalSet {
        let mut rest = Vec::new();
        let mut removed = &other.0[..];
        for span in &self.0 {
            while let [first, later @ ..] = removed
                && first.until() <= span.from()
            {
                removed = later;
            }
            let mut from = span.from();
            for hole in removed.iter().take_while(|hole| hole.from() < span.until()) {
                rest.extend(Span::new(from, hole.from()));
                from = from.max(hole.until());
            }
            rest.extend(Span::new(from, span.until()));
        }
        IntervalSet(rest)
    }

    /// Returns the moments of this set inside `span`.
    pub fn clip(&self, span: Span) -> IntervalSet {
        let first = self.0.partition_point(|own| own.until() <= span.from());
        let inside = self.0[first..].iter().map_while(|own| own.intersection(span));
        IntervalSet(inside.collect())
    }

    /// Returns the moments of `span` that are not in this set.
    pub fn gaps_in(&self, span: Span) -> IntervalSet {
        IntervalSet(vec![span]).difference(&self.clip(span))
    }

    /// Counts the microseconds covered, each span from its first moment to its last: a span seen at
    /// one moment only adds 0.
    pub fn inner_length(&self) -> i64 {
        self.0.iter().map(|span| span.inner_length()).sum()
    }

    /// Counts the microseconds covered, each span from its first moment to the first after it: a
    /// span seen at one moment only adds 1.
    pub fn length(&self) -> i64 {
        self.0.iter().map(|span| span.length()).sum()
    }

    /// Returns the span that holds `at`.
    pub fn around(&self, at: Instant) -> Option<Span> {
        let after = self.0.partition_point(|span| span.from() <= at);
        self.0[..after].last().copied().filter(|span| span.contains(at))
    }

    /// Returns the last span that ends before `at` or at it.
    pub fn before(&self, at: Instant) -> Option<Span> {
        self.0[..self.0.partition_point(|span| span.until() <= at)].last().copied()
    }

    /// Returns the first span that begins at `at` or after it.
    pub fn after(&self, at: Instant) -> Option<Span> {
        self.0.get(self.0.partition_point(|span| span.from() < at)).copied()
    }
}

impl FromIterator<Span> for IntervalSet {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> IntervalSet {
        IntervalSet::of(spans)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::clock::span::tests::span;

    /// Builds the set of such spans, in any order.
    ///
    /// # Panics
    /// Where one would be empty.
    pub(crate) fn set<const N: usize>(spans: [(i64, i64); N]) -> IntervalSet {
        spans.into_iter().map(|(from, until)| span(from, until)).collect()
    }

    #[test]
    fn spans_that_touch_become_one_and_a_gap_of_a_microsecond_stays() {
        assert_eq!(set([(5, 9), (0, 5)]).spans(), [span(0, 9)]);
        assert_eq!(set([(0, 5), (6, 9)]).spans(), [span(0, 5), span(6, 9)]);
        // A span inside another does not shorten it.
        assert_eq!(set([(0, 9), (2, 4)]).spans(), [span(0, 9)]);
    }

    #[test]
    fn sets_that_touch_have_no_moment_in_common() {
        let (before, after) = (set([(0, 5), (20, 30)]), set([(5, 20)]));
        assert_eq!(before.intersection(&after), IntervalSet::default());
        assert_eq!(after.intersection(&before), IntervalSet::default());
        assert_eq!(before.union(&after), set([(0, 30)]));
        assert_eq!(before.difference(&after), before);
    }

    #[test]
    fn spans_that_end_together_are_both_passed() {
        let (a, b) = (set([(0, 5), (7, 9)]), set([(2, 5), (7, 8)]));
        assert_eq!(a.intersection(&b), set([(2, 5), (7, 8)]));
        assert_eq!(a.difference(&b), set([(0, 2), (8, 9)]));
        assert_eq!(b.difference(&a), IntervalSet::default());
    }

    #[test]
    fn a_difference_leaves_what_lies_between_the_holes() {
        let whole = set([(0, 10), (20, 30)]);
        assert_eq!(whole.difference(&set([(3, 4), (8, 22)])), set([(0, 3), (4, 8), (22, 30)]));
        assert_eq!(whole.difference(&set([(0, 30)])), IntervalSet::default());
    }

    #[test]
    fn a_clip_cuts_the_spans_at_its_ends() {
        let whole = set([(0, 5), (10, 15), (20, 25)]);
        assert_eq!(whole.clip(span(5, 20)), set([(10, 15)]));
        assert_eq!(whole.clip(span(4, 21)), set([(4, 5), (10, 15), (20, 21)]));
        assert_eq!(whole.clip(span(5, 10)), IntervalSet::default());
        assert_eq!(whole.gaps_in(span(4, 21)), set([(5, 10), (15, 20)]));
        assert_eq!(IntervalSet::default().gaps_in(span(4, 21)), set([(4, 21)]));
    }

    #[test]
    fn moments_are_found_from_the_start_included_to_the_end_excluded() {
        let whole = set([(10, 15), (20, 25)]);
        let inside = [9, 10, 14, 15, 19, 20].map(|at| whole.contains(Instant(at)));
        assert_eq!(inside, [false, true, true, false, false, true]);
        assert_eq!(whole.around(Instant(10)), Some(span(10, 15)));
        assert_eq!(whole.around(Instant(15)), None);
        assert_eq!(whole.around(Instant(9)), None);
    }

    #[test]
    fn neighbours_may_end_or_begin_at_the_moment() {
        let whole = set([(10, 15), (20, 25)]);
        assert_eq!(whole.before(Instant(14)), None);
        assert_eq!(whole.before(Instant(15)), Some(span(10, 15)));
        assert_eq!(whole.before(Instant(25)), Some(span(20, 25)));
        assert_eq!(whole.after(Instant(20)), Some(span(20, 25)));
        assert_eq!(whole.after(Instant(21)), None);
        assert_eq!(whole.after(Instant(0)), Some(span(10, 15)));
    }

    #[test]
    fn a_single_probe_covers_no_time() {
        assert_eq!(set([(0, 1)]).inner_length(), 0);
        assert_eq!(set([(0, 11), (20, 31)]).inner_length(), 20);
        assert!(IntervalSet::default().is_empty());
        assert!(!set([(0, 1)]).is_empty());
    }
}
