//! The time examined as a circle: its end is followed by its start, so that a claim that is moved
//! past the one comes in at the other (M20).

use crate::analysis::sums::covered_time::CoveredTime;
use crate::clock::{Instant, IntervalSet, Span};

/// A circle of time. Shifts on it are moments from 0, included, to its length, excluded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circle {
    /// Time that is closed to the circle.
    window: Span,
}

impl Circle {
    /// Closes a window to a circle.
    pub(super) fn of(window: Span) -> Circle {
        Circle { window }
    }

    /// Returns its length in microseconds, which is the number of different shifts.
    pub(super) fn length_us(self) -> i64 {
        self.window.length()
    }

    /// Returns all shifts.
    pub(super) fn all(self) -> Option<Span> {
        Span::new(Instant(0), Instant(self.length_us()))
    }

    /// Brings spans of shifts, of any sign and length, onto the circle.
    pub(super) fn wrapped(self, spans: impl IntoIterator<Item = Span>) -> IntervalSet {
        spans.into_iter().flat_map(|span| self.parts(span)).flatten().collect()
    }

    /// Returns the parts of a span of shifts on the circle: two where it runs past the end.
    fn parts(self, span: Span) -> [Option<Span>; 2] {
        let length_us = self.length_us();
        if span.length() >= length_us {
            return [self.all(), None];
        }
        let from = Instant(span.from().0.rem_euclid(length_us));
        let until = from.plus(span.length());
        let end = Instant(length_us);
        let past_the_end = Span::new(Instant(0), Instant(until.0 - length_us));
        [Span::new(from, until.min(end)), past_the_end]
    }

    /// Returns the shifts by which less than a part of a time, in microseconds, is covered by a
    /// set. The time is shorter than the circle.
    pub(super) fn covered_less(self, set: &IntervalSet, time: Span, part_us: i64) -> IntervalSet {
        let covered = CoveredTime::of(set, self.window);
        let (from, until) = (self.place(time.from()), self.place(time.from()) + time.length());
        let at = |shift: i64| covered.before(until + shift) - covered.before(from + shift);
        // Between two of these shifts what is covered grows, falls or stays.
        let edges = covered.edges().flat_map(|edge| [edge - from, edge - until]);
        let mut shifts: Vec<i64> = edges.map(|at| at.rem_euclid(self.length_us())).collect();
        shifts.extend([0, self.length_us()]);
        shifts.sort_unstable();
        shifts.dedup();
        let mut less = Vec::new();
        let mut here = at(0);
        for pair in shifts.windows(2) {
            let next = at(pair[1]);
            less.extend(below(Step { from: pair[0], until: pair[1], here, next }, part_us));
            here = next;
        }
        IntervalSet::of(less)
    }

    /// Returns the microseconds from the start of the window to a moment, round the circle.
    fn place(self, at: Instant) -> i64 {
        at.since(self.window.from()).rem_euclid(self.length_us())
    }
}

/// Shifts from one to another, between which the time covered changes evenly.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// First shift, in microseconds, included.
    from: i64,
    /// Last shift, in microseconds, excluded.
    until: i64,
    /// Microseconds covered at the first shift.
    here: i64,
    /// Microseconds covered at the shift after the last.
    next: i64,
}

/// Returns the shifts of a step at which less than a part is covered. What is covered changes by a
/// microsecond a microsecond, or not at all.
fn below(step: Step, part_us: i64) -> Option<Span> {
    let Step { from, until, here, next } = step;
    let (first, end) = if next > here {
        (from, until.min(from + (part_us - here).max(0)))
    } else if next < here {
        (from + (here - part_us + 1).max(0), until)
    } else if here < part_us {
        (from, until)
    } else {
        (from, from)
    };
    Span::new(Instant(first), Instant(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{set, span};

    #[test]
    fn shifts_past_the_end_come_in_at_the_start() {
        let circle = Circle::of(span(100, 120));
        let wrapped = |from, until| circle.wrapped([span(from, until)]);
        assert_eq!(wrapped(3, 7), set([(3, 7)]));
        assert_eq!(wrapped(-3, 2), set([(0, 2), (17, 20)]));
        assert_eq!(wrapped(-20, -15), set([(0, 5)]));
        assert_eq!(wrapped(45, 50), set([(5, 10)]));
        assert_eq!(wrapped(15, 20), set([(15, 20)]));
        assert_eq!(wrapped(15, 21), set([(0, 1), (15, 20)]));
        assert_eq!([wrapped(1, 20), wrapped(1, 21)], [set([(1, 20)]), set([(0, 20)])]);
    }

    /// Ten of twenty moments are covered, from 105 to 115; four are asked, of which three are a
    /// part.
    #[test]
    fn a_part_is_counted_at_every_shift() {
        let circle = Circle::of(span(100, 120));
        let covered = set([(105, 115)]);
        let slow = |from: i64, part: i64| -> IntervalSet {
            let at = |shift: i64| {
                let moments = (0..4).map(|n| 100 + (from - 100 + shift + n).rem_euclid(20));
                moments.filter(|at| covered.contains(Instant(*at))).count() as i64
            };
            (0..20).filter(|shift| at(*shift) < part).map(|shift| span(shift, shift + 1)).collect()
        };
        for from in [97, 100, 103, 113, 118, 131] {
            for part in 0..=5 {
                let found = circle.covered_less(&covered, span(from, from + 4), part);
                assert_eq!(found, slow(from, part), "from {from}, {part} of 4");
            }
        }
        assert_eq!(circle.covered_less(&covered, span(105, 109), 3), set([(8, 19)]));
    }

    /// Covered at both ends of the window, which meet.
    #[test]
    fn the_end_of_the_window_is_followed_by_its_start() {
        let circle = Circle::of(span(0, 20));
        let covered = set([(0, 4), (16, 20)]);
        assert_eq!(circle.covered_less(&covered, span(16, 24), 8), set([(1, 20)]));
        assert_eq!(circle.covered_less(&covered, span(16, 24), 1), set([(8, 13)]));
    }
}
