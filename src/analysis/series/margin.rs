//! Margins by which the moment of a probe can lie from its stamp (M2, M4).

use super::series_view::SeriesView;
use crate::clock::{IntervalSet, Span};

/// Lengths by which the moment of a probe can differ from its stamp, in microseconds. Every edge of
/// a bracket is moved outward by one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct Margin {
    /// Longest time by which a probe can have been before its stamp: the clock error.
    pub(in crate::analysis) earlier_us: i64,
    /// Longest time by which a probe can have been after its stamp: the clock error, and what the
    /// stamp leaves open.
    pub(in crate::analysis) later_us: i64,
}

impl Margin {
    /// Finds the margin of a site: the largest clock error and the coarsest stamps of its series.
    pub(in crate::analysis) fn of(series: &[SeriesView<'_>]) -> Margin {
        let error_us = series.iter().map(|one| one.clock_error_us).max().unwrap_or_default();
        let resolution_us = series.iter().map(|one| one.resolution_us).max().unwrap_or_default();
        // The moment at which the next stamp begins is no longer meant.
        let open_us = (resolution_us - 1).max(0);
        Margin { earlier_us: error_us, later_us: error_us.saturating_add(open_us) }
    }

    /// Returns the times of a set of stamps that hold whatever these leave open: each span begins
    /// later and ends earlier. One that begins or ends with the window, which is known by its own
    /// stamps alone, is not shortened there.
    pub(in crate::analysis) fn certain_part(self, set: &IntervalSet, window: Span) -> IntervalSet {
        let inner = |span: &Span| {
            let is_first = span.from() <= window.from();
            let is_last = span.last() >= window.last();
            let from = span.from().plus(if is_first { 0 } else { self.later_us });
            let last = span.last().plus(if is_last { 0 } else { -self.earlier_us });
            Span::seen(from, last)
        };
        match self.lost_us() {
            0 => set.clone(),
            _ => set.spans().iter().filter_map(inner).collect(),
        }
    }

    /// Returns the time by which a stretch between two stamps can be shorter than it looks.
    pub(in crate::analysis) fn lost_us(self) -> i64 {
        self.earlier_us.saturating_add(self.later_us)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{set, span};

    /// Times seen are shorter by what their stamps leave open, but for the ends of the window.
    #[test]
    fn certain_times_are_shorter_by_what_stamps_leave_open() {
        let margin = Margin { earlier_us: 2, later_us: 5 };
        let of = |margin: Margin, spans: &[(i64, i64)]| {
            let set = spans.iter().map(|(from, until)| span(*from, *until)).collect();
            margin.certain_part(&set, span(0, 100))
        };
        assert_eq!(
            of(margin, &[(0, 20), (30, 50), (80, 100)]),
            set([(0, 18), (35, 48), (85, 100)])
        );
        assert_eq!(of(margin, &[(30, 37), (60, 61)]), IntervalSet::default());
        let exact = Margin { earlier_us: 0, later_us: 0 };
        assert_eq!(of(exact, &[(30, 31)]), set([(30, 31)]));
    }
}
