//! Time covered before any moment, added up once.

use crate::clock::{IntervalSet, Span};

/// An edge of what is covered.
#[derive(Debug, Clone, Copy)]
struct CoverEdge {
    /// Microseconds from the start of the window.
    at: i64,
    /// Microseconds covered before it.
    before: i64,
    /// Whether the time after it is covered.
    opens: bool,
}

/// Time of a window that a set covers, added up from its start.
#[derive(Debug)]
pub(in crate::analysis) struct CoveredTime {
    /// Edges in order of time, the start of the window first.
    edges: Vec<CoverEdge>,
    /// Microseconds covered in all.
    total: i64,
    /// Length of the window in microseconds.
    length: i64,
}

impl CoveredTime {
    /// Adds up a set inside a window.
    pub(in crate::analysis) fn of(set: &IntervalSet, window: Span) -> CoveredTime {
        let mut edges = vec![CoverEdge { at: 0, before: 0, opens: false }];
        let mut total = 0;
        for span in set.clip(window).spans() {
            let from = span.from().since(window.from());
            edges.push(CoverEdge { at: from, before: total, opens: true });
            total += span.length();
            edges.push(CoverEdge { at: from + span.length(), before: total, opens: false });
        }
        CoveredTime { edges, total, length: window.length() }
    }

    /// Returns the places at which a span begins or ends, in microseconds from the start of the
    /// window, which is the first of them.
    pub(in crate::analysis) fn edges(&self) -> impl Iterator<Item = i64> {
        self.edges.iter().map(|edge| edge.at)
    }

    /// Counts the microseconds covered before a place. Places beyond the window go round it again:
    /// its end is followed by its start.
    pub(in crate::analysis) fn before(&self, place: i64) -> i64 {
        let (rounds, place) = (place.div_euclid(self.length), place.rem_euclid(self.length));
        let after = self.edges.partition_point(|edge| edge.at <= place);
        let edge = self.edges[after - 1];
        let beyond = if edge.opens { place - edge.at } else { 0 };
        rounds * self.total + edge.before + beyond
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{set, span};

    #[test]
    fn what_is_covered_is_added_up_from_the_start_and_round_again() {
        let covered = CoveredTime::of(&set([(100, 104), (110, 130)]), span(100, 120));
        assert_eq!(covered.edges().collect::<Vec<_>>(), [0, 0, 4, 10, 20]);
        let before = [0, 3, 4, 10, 15, 20, 22, 31].map(|place| covered.before(place));
        assert_eq!(before, [0, 3, 4, 4, 9, 14, 16, 19]);
        assert_eq!(covered.before(-1), -1);
    }
}
