//! Windowed availability: the least part of any stretch of a length in which a site was up (M28).

use super::covered_time::CoveredTime;
use crate::clock::{DAY, HOUR, Instant, MILLISECOND, MINUTE, Span};
use crate::model::SiteReport;
use crate::model::windowed::WindowedAvailability;

/// Lengths of the stretches, in microseconds; the whole window comes behind them.
const LENGTHS: [i64; 9] =
    [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 90 * DAY];

/// Measures the sites that were down or possibly down, by id, each by length. A site that was up
/// for all that was observed is left out, and one that was not measured.
pub(in crate::analysis) fn windowed_availability(
    sites: &[SiteReport],
    window: Option<Span>,
) -> Vec<WindowedAvailability> {
    let Some(window) = window else { return Vec::new() };
    let measured = sites.iter().filter(|site| site.measured && !site.down.is_empty());
    measured.flat_map(|site| of_site(site, window)).collect()
}

/// Measures one site, by length.
fn of_site(site: &SiteReport, window: Span) -> Vec<WindowedAvailability> {
    let up = CoveredTime::of(&site.up, window);
    let not_down = CoveredTime::of(&site.down.gaps_in(window), window);
    let shorter = LENGTHS.into_iter().filter(|length| *length < window.length());
    let lengths = shorter.chain([window.length()]);
    let measure = |length_us: i64| {
        let least = least_covered(&up, length_us, window);
        let most = least_covered(&not_down, length_us, window);
        WindowedAvailability {
            site: site.site.id.clone(),
            length_us,
            least: least.covered_us as f64 / length_us as f64,
            most: most.covered_us as f64 / length_us as f64,
            worst_from: to_the_millisecond(window.from().plus(most.from)),
        }
    };
    lengths.map(measure).collect()
}

/// Rounds a moment down to a whole millisecond, as probes stand on them: a stretch may begin one
/// microsecond after one.
fn to_the_millisecond(at: Instant) -> Instant {
    at.plus(-at.0.rem_euclid(MILLISECOND))
}

/// Stretch of a window of which the least is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LeastCovered {
    /// Microseconds covered.
    covered_us: i64,
    /// Start of the first such stretch, in microseconds from the start of the window.
    from: i64,
}

/// Finds the first stretch of a length of which the least is covered. What is covered changes
/// evenly between the moments at which an end of the stretch meets an edge: the least lies at one
/// of them.
fn least_covered(covered: &CoveredTime, length_us: i64, window: Span) -> LeastCovered {
    let last = window.length() - length_us;
    let starts = covered.edges().flat_map(|edge| [edge, edge - length_us]);
    let starts = starts.chain([0, last]).filter(|start| (0..=last).contains(start));
    let each = starts.map(|from| LeastCovered {
        covered_us: covered.before(from + length_us) - covered.before(from),
        from,
    });
    each.min_by_key(|one| (one.covered_us, one.from)).expect("a window has a start")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{set, span};

    /// Hauer and others (NSDI 2020) ask for what tells one long outage from many short ones of the
    /// same sum: up for 80 of 100 in both.
    #[test]
    fn a_long_outage_and_many_short_ones_of_one_sum_differ() {
        let window = span(0, 100);
        let long = CoveredTime::of(&set([(0, 40), (60, 100)]), window);
        let short =
            CoveredTime::of(&set([(0, 16), (20, 36), (40, 56), (60, 76), (80, 96)]), window);
        let least = |covered: &CoveredTime, length| least_covered(covered, length, window);
        let lengths = [10, 20, 40, 100];
        let of = |covered: &CoveredTime| lengths.map(|length| least(covered, length).covered_us);
        assert_eq!(of(&long), [0, 0, 20, 80]);
        assert_eq!(of(&short), [6, 16, 32, 80]);
        assert_eq!(least(&long, 20).from, 40);
        assert_eq!(least(&long, 40).from, 20, "the first of those from 20 to 40");
    }

    #[test]
    fn a_start_is_rounded_down_to_the_millisecond() {
        let of = |us: i64| to_the_millisecond(Instant(us)).0;
        assert_eq!([-1, 0, 999, 1_000, 1_001].map(of), [-1_000, 0, 0, 1_000, 1_000]);
    }

    /// Down at both ends of the window, which are no one stretch.
    #[test]
    fn a_stretch_ends_with_the_window() {
        let window = span(0, 100);
        let covered = CoveredTime::of(&set([(20, 80)]), window);
        let least = least_covered(&covered, 30, window);
        assert_eq!((least.covered_us, least.from), (10, 0));
    }

    /// Every start is tried by hand.
    #[test]
    fn the_least_is_that_of_every_start() {
        let window = span(50, 90);
        let up = set([(40, 55), (57, 58), (63, 75), (76, 77), (80, 99)]);
        let covered = CoveredTime::of(&up, window);
        for length in 1..=40 {
            let slow = (50..=90 - length).map(|from| {
                (from..from + length).filter(|at| up.contains(Instant(*at))).count() as i64
            });
            assert_eq!(
                least_covered(&covered, length, window).covered_us,
                slow.min().expect("there is a start"),
                "{length}"
            );
        }
    }
}
