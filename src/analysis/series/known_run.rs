//! Run of probes with one result: how many of them lie in a time, as far as the run can tell.

use crate::clock::{Instant, Span};
use crate::model::{IntervalRange, ProbeCount, Status};

/// A run of probes with one result.
#[derive(Debug, Clone, Copy)]
pub(in crate::analysis) struct KnownRun {
    /// Status of all its probes.
    pub(in crate::analysis) status: Status,
    /// From the first probe to the last.
    pub(in crate::analysis) span: Span,
    /// Probes, at least one; in a log of changes, all that the row stands for (M12).
    pub(in crate::analysis) probes: u64,
    /// Rows that the log has of these probes; those set aside (M15) included.
    pub(in crate::analysis) rows: u64,
    /// Moment of the last of these rows.
    pub(in crate::analysis) last_row: Instant,
    /// Whether no row says its state: what `between` declares beside the periods of a list.
    pub(in crate::analysis) is_declared: bool,
    /// How far its probes are apart; `None` for one probe.
    pub(in crate::analysis) intervals: Option<IntervalRange>,
    /// From the probe of its series before it to the one after it, both included, as far as the
    /// times between were observed.
    pub(in crate::analysis) around: Span,
    /// Whether the rows of each of its probes disagree (M8).
    pub(in crate::analysis) disagrees: bool,
}

/// Moments between which one probe of a run lies, both included.
struct ProbeRange {
    earliest: i128,
    latest: i128,
}

/// Fewest and most probes that can lie in a time.
pub(in crate::analysis) struct Bounds {
    pub(in crate::analysis) least: u64,
    pub(in crate::analysis) most: u64,
}

impl KnownRun {
    /// Counts the probes inside a time.
    pub(in crate::analysis) fn probes_in(&self, time: Span) -> ProbeCount {
        let Some(inside) = self.span.intersection(time) else { return ProbeCount::default() };
        let Some(intervals) = self.intervals.filter(|_| inside != self.span) else {
            return ProbeCount::exactly(self.probes);
        };
        let placed = self.by_position(time, intervals);
        let spaced = by_spacing(inside, intervals);
        let most = placed.most.min(spaced.most).min(self.probes);
        let least = placed.least.max(spaced.least).min(most);
        let steps = i128::from(self.probes - 1) * i128::from(inside.length());
        let about = u64::try_from(steps / i128::from(self.span.length())).unwrap_or(most);
        ProbeCount { least, most, about: about.clamp(least, most) }
    }

    /// Counts the rows of a log of changes whose states reach into a time that overlaps the run. Of
    /// those between the first and the last row no moment is known.
    pub(in crate::analysis) fn rows_reaching(&self, time: Span) -> Bounds {
        if self.rows <= 1 || self.last_row <= time.from() {
            return Bounds { least: 1, most: 1 };
        }
        let reaches_last = self.last_row < time.until();
        let most = if reaches_last { self.rows } else { self.rows - 1 };
        let has_all = reaches_last && time.from() <= self.span.from();
        let least = if has_all { self.rows } else { 1 + u64::from(reaches_last) };
        Bounds { least: least.min(most), most }
    }

    /// Counts the probes that must, and that can, lie in a time by their places in the run.
    fn by_position(&self, time: Span, intervals: IntervalRange) -> Bounds {
        let (from, until) = (i128::from(time.from().0), i128::from(time.until().0));
        let place = |probe: u64| self.position(probe, intervals);
        let first_with =
            |holds: &dyn Fn(ProbeRange) -> bool| first_probe(self.probes, holds, &place);
        let certain_from = first_with(&|at| at.earliest >= from);
        let certain_until = first_with(&|at| at.latest >= until);
        let possible_from = first_with(&|at| at.latest >= from);
        let possible_until = first_with(&|at| at.earliest >= until);
        Bounds {
            least: certain_until.saturating_sub(certain_from),
            most: possible_until.saturating_sub(possible_from),
        }
    }

    /// Returns the moments between which a probe lies; probes are numbered from 0.
    fn position(&self, probe: u64, intervals: IntervalRange) -> ProbeRange {
        let (shortest, longest) =
            (i128::from(intervals.shortest_us), i128::from(intervals.longest_us));
        let (first, last) = (i128::from(self.span.from().0), i128::from(self.span.last().0));
        let before = i128::from(probe);
        let after = i128::from(self.probes - 1) - before;
        ProbeRange {
            earliest: (first + before * shortest).max(last - after * longest),
            latest: (first + before * longest).min(last - after * shortest),
        }
    }
}

/// Counts the probes that must, and that can, lie in a time between a run's first probe and its
/// last, by the length of the time alone.
fn by_spacing(inside: Span, intervals: IntervalRange) -> Bounds {
    let (shortest, longest) = (intervals.shortest_us.max(1), intervals.longest_us.max(1));
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    Bounds { least: count(inside.length() / longest), most: count(ceil(inside.length(), shortest)) }
}

/// Finds the first probe of a run whose position meets a condition that, once met, all later probes
/// meet; the number of probes where none does.
fn first_probe(
    probes: u64,
    holds: &dyn Fn(ProbeRange) -> bool,
    place: &dyn Fn(u64) -> ProbeRange,
) -> u64 {
    let (mut from, mut until) = (0, probes);
    while from < until {
        let middle = from + (until - from) / 2;
        if holds(place(middle)) { until = middle } else { from = middle + 1 }
    }
    from
}

/// Divides and rounds up.
fn ceil(length_us: i64, by_us: i64) -> i64 {
    length_us / by_us + i64::from(length_us % by_us > 0)
}

#[cfg(test)]
pub(in crate::analysis) mod tests {
    use super::*;

    /// Builds a run of up probes from 0 on.
    pub(in crate::analysis) fn run(
        probes: u64,
        last: i64,
        shortest_us: i64,
        longest_us: i64,
    ) -> KnownRun {
        KnownRun {
            status: Status::Up,
            span: Span::seen(Instant(0), Instant(last)).expect("it ends after it began"),
            probes,
            rows: probes,
            last_row: Instant(last),
            is_declared: false,
            intervals: (probes > 1).then_some(IntervalRange { shortest_us, longest_us }),
            around: Span::seen(Instant(0), Instant(last)).expect("it ends after it began"),
            disagrees: false,
        }
    }

    fn counted(run: &KnownRun, from: i64, until: i64) -> (u64, u64) {
        let time = Span::new(Instant(from), Instant(until)).expect("a span is not empty");
        let count = run.probes_in(time);
        (count.least, count.most)
    }

    #[test]
    fn probes_at_a_steady_pace_are_counted_exactly() {
        // Probes at 0, 10, 20 … 90.
        let run = run(10, 90, 10, 10);
        let times = [(0, 91), (0, 90), (-5, 1), (1, 10), (1, 11), (10, 11), (11, 19), (85, 200)];
        let counts = times.map(|(from, until)| counted(&run, from, until));
        assert_eq!(counts, [10, 9, 1, 0, 1, 1, 0, 1].map(|count| (count, count)));
        assert_eq!(counted(&run, 91, 99), (0, 0));
    }

    /// A row that stood an hour before the time asked was one of "2 rows" by which the site was up.
    #[test]
    fn rows_of_changes_are_counted_where_their_states_reach_into_a_time() {
        // Rows from 0 to 50, the last of whose states lasts until 90.
        let reaching = |rows: u64, from: i64, until: i64| {
            let run = KnownRun { rows, last_row: Instant(50), ..run(10, 90, 10, 10) };
            let time = Span::new(Instant(from), Instant(until)).expect("a span is not empty");
            let Bounds { least, most } = run.rows_reaching(time);
            (least, most)
        };
        assert_eq!(reaching(2, 60, 80), (1, 1));
        assert_eq!(reaching(2, 50, 80), (1, 1));
        assert_eq!(reaching(2, 10, 80), (2, 2));
        assert_eq!(reaching(2, 10, 40), (1, 1));
        // Where the row between them stands is not known.
        assert_eq!(reaching(3, 10, 40), (1, 2));
        assert_eq!(reaching(3, 10, 80), (2, 3));
        assert_eq!(reaching(3, 0, 80), (3, 3));
        assert_eq!(reaching(3, 60, 80), (1, 1));
    }

    #[test]
    fn probes_at_an_unsteady_pace_are_counted_as_a_range() {
        // Ten probes, 8 to 12 apart.
        let run = run(10, 90, 8, 12);
        assert_eq!(counted(&run, -1, 1), (1, 1), "the first probe is known");
        assert_eq!(counted(&run, 90, 99), (1, 1), "so is the last");
        assert_eq!(counted(&run, 8, 13), (1, 1), "the second lies from 8 to 12");
        assert_eq!(counted(&run, 9, 13), (0, 1));
        assert_eq!(counted(&run, 1, 8), (0, 0), "none can lie there");
        assert_eq!(counted(&run, 78, 83), (1, 1), "the last but one lies from 78 to 82");
        assert_eq!(counted(&run, 79, 83), (0, 1));
        assert_eq!(counted(&run, 40, 52), (1, 2), "a time as long as the longest interval");
        assert_eq!(counted(&run, 40, 51), (0, 2));
        assert_eq!(counted(&run, 40, 48), (0, 1), "a time as long as the shortest interval");
        assert_eq!(counted(&run, 40, 49), (0, 2));
    }

    #[test]
    fn about_so_many_probes_lie_in_a_time_by_its_share_of_the_run() {
        // Ten probes in 91 us, 5 to 20 apart: of nine steps, 50 / 91 are in half of it.
        let run = run(10, 90, 5, 20);
        let time = Span::new(Instant(20), Instant(70)).expect("a span is not empty");
        let count = run.probes_in(time);
        assert_eq!((count.least, count.about, count.most), (2, 4, 7));
    }

    #[test]
    fn one_probe_is_inside_or_it_is_not() {
        let run = run(1, 0, 0, 0);
        assert_eq!((counted(&run, 0, 1), counted(&run, 1, 2)), ((1, 1), (0, 0)));
    }

    /// Any run, cut anywhere: the true number lies in the range.
    #[test]
    fn the_true_number_lies_in_the_range() {
        let steps = [3, 9, 4, 4, 7, 3, 8, 5, 9, 6];
        let mut moments = vec![0];
        for step in steps {
            moments.push(moments.last().copied().unwrap_or(0) + step);
        }
        let last = moments.last().copied().unwrap_or(0);
        let run = run(moments.len() as u64, last, 3, 9);
        for from in -3..last + 2 {
            for until in from + 1..last + 4 {
                let inside = moments.iter().filter(|at| (from..until).contains(*at)).count() as u64;
                let (least, most) = counted(&run, from, until);
                assert!(least <= inside && inside <= most, "{from} to {until}: {least} to {most}");
            }
        }
    }
}
