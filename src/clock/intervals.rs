//! Sets of moments, as sorted spans that neither overlap nor touch.

use super::{Instant, Span};

/// A set of moments: spans in order, with a hole between each two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intervals(Vec<Span>);

impl Intervals {
    /// The set of all moments in any of `spans`, which may come in any order and overlap.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> Intervals {
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
        Intervals(joined)
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
    pub fn holds(&self, at: Instant) -> bool {
        let after = self.0.partition_point(|span| span.from <= at);
        after > 0 && self.0[after - 1].holds(at)
    }

    /// Moments in either set.
    pub fn or(&self, other: &Intervals) -> Intervals {
        Intervals::of(self.0.iter().chain(&other.0).copied())
    }

    /// Moments in both sets.
    pub fn and(&self, other: &Intervals) -> Intervals {
        let (mut i, mut j, mut both) = (0, 0, Vec::new());
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            both.extend(a.and(*b));
            if a.until <= b.until { i += 1 } else { j += 1 }
        }
        Intervals(both)
    }

    /// Moments of this set that are not in `other`.
    pub fn without(&self, other: &Intervals) -> Intervals {
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
        Intervals(rest)
    }

    /// Moments of this set inside `span`.
    pub fn within(&self, span: Span) -> Intervals {
        let first = self.0.partition_point(|s| s.until <= span.from);
        Intervals(
            self.0[first..]
                .iter()
                .take_while(|s| s.from < span.until)
                .filter_map(|s| s.and(span))
                .collect(),
        )
    }

    /// Moments of `span` that are not in this set.
    pub fn gaps_in(&self, span: Span) -> Intervals {
        Intervals(vec![span]).without(&self.within(span))
    }

    /// Microseconds covered, each span from its first moment to its last: a span seen at one moment
    /// only adds 0.
    pub fn extent(&self) -> i64 {
        self.0.iter().map(|span| span.extent()).sum()
    }

    /// The span that holds `at`.
    pub fn around(&self, at: Instant) -> Option<Span> {
        let after = self.0.partition_point(|span| span.from <= at);
        self.0[..after].last().copied().filter(|span| span.holds(at))
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

impl FromIterator<Span> for Intervals {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Intervals {
        Intervals::of(spans)
    }
}
