//! Sets of moments, as sorted spans that neither overlap nor touch.

use super::{Instant, Span};

/// A set of moments: spans in order, with a hole between each two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntervalSet(Vec<Span>);

impl IntervalSet {
    /// The set of all moments in any of `spans`, which may come in any order and overlap.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> IntervalSet {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(before) if span.from <= before.until => {
                    before.until = before.until.max(span.until)
                }
                _ => joined.push(span),
            }
        }
        IntervalSet(joined)
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether no moment is inside.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `at` is inside.
    pub fn contains(&self, at: Instant) -> bool {
        let after = self.0.partition_point(|span| span.from <= at);
        after > 0 && self.0[after - 1].contains(at)
    }

    /// Moments in either set.
    pub fn union(&self, other: &IntervalSet) -> IntervalSet {
        IntervalSet::of(self.0.iter().chain(&other.0).copied())
    }

    /// Moments in both sets.
    pub fn intersection(&self, other: &IntervalSet) -> IntervalSet {
        let (mut i, mut j, mut both) = (0, 0, Vec::new());
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            both.extend(a.intersection(*b));
            if a.until <= b.until { i += 1 } else { j += 1 }
        }
        IntervalSet(both)
    }

    /// Moments of this set that are not in `other`.
    pub fn difference(&self, other: &IntervalSet) -> IntervalSet {
        let mut rest = Vec::new();
        let mut j = 0;
        for span in &self.0 {
            while other.0.get(j).is_some_and(|hole| hole.until <= span.from) {
                j += 1;
            }
            let mut from = span.from;
            for hole in other.0[j..].iter().take_while(|hole| hole.from < span.until) {
                rest.extend(Span::new(from, hole.from));
                from = from.max(hole.until);
            }
            rest.extend(Span::new(from, span.until));
        }
        IntervalSet(rest)
    }

    /// Moments of this set inside `span`.
    pub fn clip(&self, span: Span) -> IntervalSet {
        let first = self.0.partition_point(|s| s.until <= span.from);
        IntervalSet(
            self.0[first..]
                .iter()
                .take_while(|s| s.from < span.until)
                .filter_map(|s| s.intersection(span))
                .collect(),
        )
    }

    /// Moments of `span` that are not in this set.
    pub fn gaps_in(&self, span: Span) -> IntervalSet {
        IntervalSet(vec![span]).difference(&self.clip(span))
    }

    /// Microseconds covered, each span from its first moment to its last: a span seen at one moment
    /// only adds 0.
    pub fn extent(&self) -> i64 {
        self.0.iter().map(|span| span.extent()).sum()
    }

    /// The span that holds `at`.
    pub fn around(&self, at: Instant) -> Option<Span> {
        let after = self.0.partition_point(|span| span.from <= at);
        self.0[..after].last().copied().filter(|span| span.contains(at))
    }

    /// The last span that ends before `at` or at it.
    pub fn before(&self, at: Instant) -> Option<Span> {
        self.0[..self.0.partition_point(|span| span.until <= at)].last().copied()
    }

    /// The first span that begins at `at` or after it.
    pub fn after(&self, at: Instant) -> Option<Span> {
        self.0.get(self.0.partition_point(|span| span.from < at)).copied()
    }
}

impl FromIterator<Span> for IntervalSet {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> IntervalSet {
        IntervalSet::of(spans)
    }
}
