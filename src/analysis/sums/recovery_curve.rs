//! Counts over time: sites down, and the recovery curve (M22).

use crate::clock::{Instant, IntervalSet, Span};
use crate::model::recoveries::CurvePoint;
use crate::model::{DownCount, DurationRange, Outage, SiteReport};
use std::collections::BTreeMap;

/// Changes of the numbers of sites at one moment.
#[derive(Debug, Clone, Copy, Default)]
struct CurveChange {
    /// Sites certainly down, more or fewer.
    certain: i64,
    /// Sites that may be down, more or fewer.
    possible: i64,
    /// Sites certainly down without an onset on the record, more or fewer.
    certain_without_onset: i64,
    /// Sites that may be down without an onset on the record, more or fewer.
    without_onset: i64,
    /// Sites observed, more or fewer.
    observed: i64,
}

/// Changes by moment, inside a window.
struct Changes {
    /// Time beyond which nothing is counted.
    window: Span,
    by_moment: BTreeMap<Instant, CurveChange>,
}

impl Changes {
    /// Adds one to a number at the beginning of a span and takes it off at its end. Nothing changes
    /// at the end of the window, as nothing is counted behind it.
    fn add(&mut self, span: Span, number: impl Fn(&mut CurveChange) -> &mut i64) {
        if let Some(inside) = span.intersection(self.window) {
            *number(self.by_moment.entry(inside.from()).or_default()) += 1;
            if inside.until() < self.window.until() {
                *number(self.by_moment.entry(inside.until()).or_default()) -= 1;
            }
        }
    }
}

/// Counts the sites down over time: a step for each change inside the window, in order of time;
/// empty without a window.
pub(in crate::analysis) fn down_counts(
    sites: &[SiteReport],
    outages: &[Outage],
    window: Option<Span>,
) -> Vec<DownCount> {
    let Some(window) = window else { return Vec::new() };
    let mut changes = Changes { window, by_moment: BTreeMap::new() };
    let down: BTreeMap<&str, &IntervalSet> =
        sites.iter().map(|site| (site.site.id.as_str(), &site.down)).collect();
    for outage in outages {
        let has_onset = outage.has_onset();
        // What its stamps leave open is no certain time.
        let seen = down.get(outage.site.as_str()).copied().unwrap_or(&outage.down);
        for span in seen.clip(outage.possible).spans() {
            changes.add(*span, |change| match has_onset {
                true => &mut change.certain,
                false => &mut change.certain_without_onset,
            });
        }
        changes.add(outage.possible, |change| match has_onset {
            true => &mut change.possible,
            false => &mut change.without_onset,
        });
    }
    for span in sites.iter().flat_map(|site| site.observed.spans()) {
        changes.add(*span, |change| &mut change.observed);
    }
    let mut now = CurveChange::default();
    let mut steps = Vec::with_capacity(changes.by_moment.len());
    for (from, change) in changes.by_moment {
        now.certain += change.certain;
        now.possible += change.possible;
        now.certain_without_onset += change.certain_without_onset;
        now.without_onset += change.without_onset;
        now.observed += change.observed;
        let number = |n: i64| n.max(0) as usize;
        steps.push(DownCount {
            from,
            certain: number(now.certain),
            possible: number(now.possible),
            certain_without_onset: number(now.certain_without_onset),
            without_onset: number(now.without_onset),
            observed: number(now.observed),
        });
    }
    steps
}

/// Collects the outages of the first episode of each site with an onset on the record, from that
/// onset on. `outages` come in order of time.
pub(in crate::analysis) fn first_episodes(outages: &[Outage]) -> BTreeMap<&str, Vec<&Outage>> {
    let mut first: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for outage in outages {
        match first.get_mut(outage.site.as_str()) {
            None if outage.has_onset() => drop(first.insert(&outage.site, vec![outage])),
            Some(episode) if episode[0].episode == outage.episode => episode.push(outage),
            _ => {}
        }
    }
    first
}

/// Bounds the share of the sites that went down and are back, against the time since each one's
/// first onset on the record, in order of time (M22). A site that was not seen back may have been
/// at any time since it was last certainly down; the least share never counts it.
pub(in crate::analysis) fn curve(times: &[DurationRange]) -> Vec<CurvePoint> {
    let mut shortest: Vec<i64> = times.iter().map(|time| time.least_us).collect();
    let mut longest: Vec<i64> = times.iter().filter_map(|time| time.most_us).collect();
    shortest.sort_unstable();
    longest.sort_unstable();
    let mut steps: Vec<i64> = shortest.iter().chain(&longest).copied().collect();
    steps.sort_unstable();
    steps.dedup();
    let share_at = |recovered: &[i64], since_us: i64| {
        recovered.partition_point(|time_us| *time_us <= since_us) as f64 / times.len() as f64
    };
    let point = |since_us: i64| CurvePoint {
        since_us,
        least: share_at(&longest, since_us),
        most: share_at(&shortest, since_us),
    };
    steps.into_iter().map(point).collect()
}

/// Measures the time from the onset of a site's first episode to its last recovery: the shortest
/// and the longest that the brackets allow. Where no recovery is on the record, the shortest is
/// that to the last moment certainly down, and there is no longest. The outages of the episode come
/// in order of time. `None` where it is empty or its onset is off the record. A site can have been
/// back from the beginning of a gap that holds `stable_for_us`: nobody knows that it was down
/// there.
pub(in crate::analysis) fn time_to_recover(
    episode: &[&Outage],
    stable_for_us: i64,
) -> Option<DurationRange> {
    let (first, last) = (episode.first()?, episode.last()?);
    let since = first.onset.by?;
    let earliest = first.onset.after.unwrap_or(since);
    let back = back_in_gap(episode, stable_for_us).or(last.recovery.after)?;
    Some(DurationRange {
        least_us: back.since(since).max(0),
        most_us: last.recovery.by.map(|by| by.since(earliest)),
    })
}

/// Returns the last moment certainly down before the first gap of an episode, inside an outage or
/// between two, in which its site can have been back to stay; `None` where no gap holds
/// `stable_for_us`.
pub(in crate::analysis) fn back_in_gap(episode: &[&Outage], stable_for_us: i64) -> Option<Instant> {
    episode.iter().enumerate().find_map(|(at, outage)| {
        let mut gaps =
            outage.down.spans().windows(2).filter_map(|two| {
                Some((two[0], Span::new(two[0].until(), two[1].from())?.length()))
            });
        let inside = gaps.find(|(_, gap_us)| *gap_us >= stable_for_us);
        inside.map(|(down, _)| down.last()).or_else(|| {
            let (since, _) = outage.time_back(episode.get(at + 1)?, stable_for_us)?;
            Some(since)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, IntervalSet, MINUTE};

    fn minute(n: i64) -> Instant {
        Instant(n * MINUTE)
    }

    /// Curve of some outages in order of time, whose sites are up to stay after half an hour.
    fn recovery(outages: &[Outage]) -> Vec<CurvePoint> {
        let episodes = first_episodes(outages);
        let times = episodes.values().filter_map(|one| time_to_recover(one, 30 * MINUTE));
        curve(&times.collect::<Vec<_>>())
    }

    /// An outage that began after minute 0 and by minute 10.
    fn outage(site: &str, last_down: i64, up_by: Option<i64>) -> Outage {
        let onset = Bracket { after: Some(minute(0)), by: Some(minute(10)) };
        let recovery = Bracket { after: Some(minute(last_down)), by: up_by.map(minute) };
        Outage::example("O001", site, onset, recovery)
    }

    /// Freireich and others (Blood 21, 1963), as Gehan (Biometrika 52, 1965) has them: weeks until
    /// 21 patients of each arm relapsed. Without an open time the bounds are one curve, that of
    /// Kaplan and Meier: 8 of 21 are left after week 8, the published median. With open times
    /// their estimate lies between the bounds, at each of its published steps.
    #[test]
    fn the_bounds_hold_the_estimate_of_kaplan_and_meier() {
        let exact = |week: i64| DurationRange { least_us: week, most_us: Some(week) };
        let open = |week: i64| DurationRange { least_us: week, most_us: None };
        let shares = |times: &[DurationRange], week: i64| {
            let points = curve(times);
            let reached = points.partition_point(|point| point.since_us <= week);
            (points[reached - 1].least, points[reached - 1].most)
        };
        let placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
        let placebo = placebo.map(exact);
        for (week, left) in [(1, 19), (2, 17), (5, 12), (8, 8), (12, 4), (22, 1), (23, 0)] {
            let share = f64::from(21 - left) / 21.0;
            assert_eq!(shares(&placebo, week), (share, share), "week {week}");
        }
        let relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(exact);
        let not_seen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(open);
        let treated = [&relapsed[..], &not_seen[..]].concat();
        for (week, without_relapse) in [
            (6, 0.857),
            (7, 0.807),
            (10, 0.753),
            (13, 0.690),
            (16, 0.627),
            (22, 0.538),
            (23, 0.448),
        ] {
            let (least, most) = shares(&treated, week);
            let estimate = 1.0 - without_relapse;
            assert!(least <= estimate + 5e-4 && estimate <= most, "week {week}: {least}, {most}");
            assert!(most - least < 0.5, "week {week}: {least}, {most}");
        }
    }

    /// Three sites; b was still down when its record ended.
    ///
    /// | site | onset    | recovery | shortest | longest |
    /// |------|----------|----------|----------|---------|
    /// | a    | (0, 10]  | (30, 40] | 20       | 40      |
    /// | b    | (0, 10]  | (50, …   | 40       | none    |
    /// | c    | (0, 10]  | (70, 80] | 60       | 80      |
    ///
    /// Shortest times: at 20 one of three is back; b may be from 40 on, c from 60 on. Longest
    /// times: at 40 one of three is, at 80 two are, and b never.
    #[test]
    fn the_curve_of_three_sites_is_as_worked_out_by_hand() {
        let outages = [outage("a", 30, Some(40)), outage("b", 50, None), outage("c", 70, Some(80))];
        let points: Vec<(i64, String, String)> = recovery(&outages)
            .iter()
            .map(|point| {
                let share = |share: f64| format!("{share:.4}");
                (point.since_us / MINUTE, share(point.least), share(point.most))
            })
            .collect();
        let expected = [
            (20, "0.0000", "0.3333"),
            (40, "0.3333", "0.6667"),
            (60, "0.3333", "1.0000"),
            (80, "0.6667", "1.0000"),
        ];
        let expected =
            expected.map(|(time, least, most)| (time, least.to_owned(), most.to_owned()));
        assert_eq!(points, expected);
    }

    #[test]
    fn without_an_outage_there_is_no_curve() {
        assert!(recovery(&[]).is_empty());
    }

    /// The start of a is not on the record; it counts from the next outage on, of the same episode.
    #[test]
    fn the_curve_counts_from_the_first_onset_on_the_record() {
        let unseen = Bracket { after: None, by: Some(minute(10)) };
        let unseen = Outage { onset: unseen, ..outage("a", 20, Some(25)) };
        assert!(recovery(std::slice::from_ref(&unseen)).is_empty());
        let seen = Bracket { after: Some(minute(25)), by: Some(minute(30)) };
        let seen = Outage { onset: seen, ..outage("a", 40, Some(45)) };
        let times: Vec<i64> =
            recovery(&[unseen, seen]).iter().map(|point| point.since_us / MINUTE).collect();
        assert_eq!(times, [10, 20]);
    }

    /// Certainly down from 10 to 30, possibly from 0 to 40; the window ends at 35.
    #[test]
    fn sites_down_are_counted_inside_the_window() {
        let window = Span::new(minute(-5), minute(35));
        let steps = down_counts(&[], &[outage("a", 30, Some(40))], window);
        let counts: Vec<(i64, usize, usize)> =
            steps.iter().map(|step| (step.from.0 / MINUTE, step.certain, step.possible)).collect();
        assert_eq!(counts, [(0, 0, 1), (10, 1, 1), (30, 0, 1)]);
        let unseen = Bracket { after: None, by: Some(minute(10)) };
        let unseen = Outage { onset: unseen, ..outage("a", 30, Some(40)) };
        let counts: Vec<(usize, usize, usize, usize)> = down_counts(&[], &[unseen], window)
            .iter()
            .map(|step| {
                (step.certain, step.possible, step.certain_without_onset, step.without_onset)
            })
            .collect();
        assert_eq!(counts, [(0, 0, 0, 1), (0, 0, 1, 1), (0, 0, 0, 1)]);
    }

    /// Two outages of one episode: the site was back after the second. A third, of another episode,
    /// does not count.
    #[test]
    fn an_episode_is_followed_to_the_end_of_its_last_outage() {
        let first = outage("a", 20, Some(25));
        let second = Outage {
            onset: Bracket { after: Some(minute(25)), by: Some(minute(30)) },
            ..outage("a", 40, Some(45))
        };
        let later = Outage { episode: 2, ..outage("a", 90, Some(95)) };
        let times: Vec<i64> =
            recovery(&[first, second, later]).iter().map(|point| point.since_us / MINUTE).collect();
        assert_eq!(times, [30, 45]);
    }

    /// Two sites down from before the record, observed for half an hour.
    #[test]
    fn sites_down_without_an_onset_are_added_up() {
        let unseen = |site: &str| {
            let onset = Bracket { after: None, by: Some(minute(10)) };
            Outage { onset, ..outage(site, 30, Some(40)) }
        };
        let window = Span::new(minute(-5), minute(60));
        let counts: Vec<[usize; 3]> = down_counts(&[], &[unseen("a"), unseen("b")], window)
            .iter()
            .map(|step| [step.certain, step.certain_without_onset, step.without_onset])
            .collect();
        // They may be down from before, and are from minute 10 to minute 30.
        assert_eq!(counts, [[0, 0, 2], [0, 2, 2], [0, 0, 2], [0, 0, 0]]);
    }

    /// Of a gap of forty minutes inside an outage nobody knows that the site was down: it can have
    /// been back at its beginning. A gap that is shorter than `stable_for` changes nothing.
    #[test]
    fn a_site_can_have_been_back_from_the_beginning_of_a_long_gap() {
        let least = |gap_until: i64| {
            let down = [(10, 30), (gap_until, 90)]
                .map(|(from, until)| Span::new(minute(from), minute(until)).expect("a span"));
            let one = Outage { down: IntervalSet::of(down), ..outage("a", 90, Some(100)) };
            let points = recovery(&[one]);
            (points[0].since_us + MINUTE / 2) / MINUTE
        };
        assert_eq!((least(59), least(60), least(70)), (80, 20, 20));
    }

    /// Finkelstein and Wolfe (Biometrics 41, 1985): months between the visits within which the
    /// breasts of 46 women treated with radiation alone retracted. Turnbull's estimate, which Klein
    /// and Moeschberger (Survival Analysis, 2nd edition 2003, example 5.2) print, lies between the
    /// bounds.
    #[test]
    fn the_bounds_hold_the_estimate_of_turnbull() {
        let seen = [
            (6, 10),
            (0, 7),
            (7, 16),
            (7, 14),
            (37, 44),
            (0, 8),
            (4, 11),
            (11, 15),
            (25, 37),
            (26, 40),
            (27, 34),
            (36, 44),
            (36, 48),
            (17, 25),
            (11, 18),
            (5, 12),
            (0, 5),
            (5, 11),
            (19, 35),
            (17, 25),
            (19, 26),
        ];
        let not_seen = [
            45, 46, 46, 17, 15, 22, 46, 46, 46, 46, 46, 37, 40, 46, 38, 37, 18, 24, 36, 24, 32, 33,
            37, 34, 36,
        ];
        let seen = seen.map(|(after, by)| DurationRange { least_us: after, most_us: Some(by) });
        let not_seen = not_seen.map(|after| DurationRange { least_us: after, most_us: None });
        let times = [&seen[..], &not_seen[..]].concat();
        assert_eq!(times.len(), 46);
        let points = curve(&times);
        for (month, without) in
            [(5, 0.954), (7, 0.920), (8, 0.832), (12, 0.761), (25, 0.668), (34, 0.586), (40, 0.467)]
        {
            let reached = points.partition_point(|point| point.since_us <= month);
            let CurvePoint { least, most, .. } = points[reached - 1];
            let estimate = 1.0 - without;
            assert!(least <= estimate && estimate <= most, "month {month}: {least} to {most}");
            // Bounds that are as wide as can be would hold anything.
            assert!(most - least < 0.7, "month {month}: {least} to {most}");
        }
    }
}
