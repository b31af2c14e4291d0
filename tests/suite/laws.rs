//! Laws for any truth: it lies within the brackets (M10), and within at least and at most.

use crate::law_config::config;
use crate::truth::{Probe, Truth, Vantage, examine, examine_beside};
use corroborate::clock::{Bracket, Instant, IntervalSet, SECOND, Span};
use corroborate::model::{Outage, Report};
use proptest::prelude::*;

/// How long the record is, in seconds.
const RECORD_S: i64 = 24 * 3600;

/// A vantage's probes: its cadence in seconds, how far each probe may be late, one lost probe in
/// how many, and a stretch without probes.
fn vantage() -> impl Strategy<Value = Vantage> {
    let silence = prop_oneof![Just(None), (0..RECORD_S, 60i64..20_000).prop_map(Some)];
    (30i64..900, 0i64..20, 2u64..40, silence, any::<u64>()).prop_map(
        |(cadence_s, late_s, one_lost_in, silent, seed)| Vantage {
            cadence_s,
            late_s,
            one_lost_in,
            silent,
            seed,
        },
    )
}

/// Lengths of up and down by turns, as multiples of the shortest that the vantages cannot miss.
fn turns() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1.0f64..6.0, 1..12)
}

/// The true failures that an outage stands for, all of them: those that touch the time it can have
/// lasted.
fn true_downs(truth: &Truth, outage: &Outage) -> Vec<Span> {
    truth
        .downs
        .iter()
        .copied()
        .filter(|down| down.intersection(outage.possible).is_some())
        .collect()
}

/// The report of a record. A record of which there is none is drawn anew, and a law fails where
/// most are of that kind.
fn examined(seen: &[Vec<Probe>]) -> Result<Report, TestCaseError> {
    examine(seen).ok_or_else(|| TestCaseError::reject("a record without a report"))
}

/// The laws of one report.
fn holds(truth: &Truth, report: &Report) -> Result<(), TestCaseError> {
    for outage in report.outages.iter().chain(&report.blips) {
        let downs = true_downs(truth, outage);
        prop_assert!(!downs.is_empty(), "an outage without a failure: {outage:?}");
        let (first, last) = (downs[0], downs[downs.len() - 1]);
        prop_assert!(
            outage.onset.contains(first.from()),
            "onset {:?} not in {:?}",
            first,
            outage.onset
        );
        prop_assert!(
            outage.recovery.contains(last.until()),
            "recovery {:?} not in {:?}",
            last,
            outage.recovery
        );
        // What lies beyond the record cannot count: nothing was seen of it.
        let seen: i64 = downs
            .iter()
            .filter_map(|down| down.intersection(outage.possible))
            .map(Span::length)
            .sum();
        let whole: i64 = downs.iter().map(|down| down.length()).sum();
        prop_assert!(
            outage.duration.least_us <= seen,
            "at least {} of {seen}",
            outage.duration.least_us
        );
        if let Some(most) = outage.duration.most_us {
            prop_assert!(whole <= most, "{whole} at most {most}");
        }
        if let (Some(by), Some(after)) = (outage.stable_recovery.by, outage.recovery.after) {
            prop_assert!(after < by, "up to stay before it was up");
        }
    }
    let downs: IntervalSet = truth.downs.iter().copied().collect();
    for site in &report.sites {
        prop_assert!(
            site.up.intersection(&downs).is_empty(),
            "certainly up while down: {:?}",
            site.up.intersection(&downs)
        );
        prop_assert!(
            site.down.difference(&downs).is_empty(),
            "certainly down while up: {:?}",
            site.down.difference(&downs)
        );
    }
    Ok(())
}

/// Whether a bracket reaches beyond another at neither end.
fn lies_within(bracket: Bracket, other: Bracket) -> bool {
    let ends = |one: Bracket| {
        (one.after.unwrap_or(Instant(i64::MIN)), one.by.unwrap_or(Instant(i64::MAX)))
    };
    let ((after, by), (other_after, other_by)) = (ends(bracket), ends(other));
    other_after <= after && by <= other_by
}

proptest! {
    #![proptest_config(config(500))]

    /// With vantages that see what is, the truth lies within every bracket and between at least and
    /// at most; no failure is invented.
    #[test]
    fn the_truth_lies_within_the_brackets(
        vantages in prop::collection::vec(vantage(), 1..5),
        turns in turns(),
        first_up in any::<bool>(),
    ) {
        let probes: Vec<Vec<i64>> =
            vantages.iter().map(|vantage| vantage.probes(RECORD_S)).collect();
        let truth = Truth::new(&probes, &turns, first_up, RECORD_S);
        let seen = probes
            .iter()
            .map(|at| at.iter().map(|at| Probe { at: *at, up: truth.up_at(*at) }).collect())
            .collect::<Vec<_>>();
        holds(&truth, &examined(&seen)?)?;
    }

    /// With one vantage, a failure that a probe falls into is found: as an outage, or as a blip.
    #[test]
    fn a_failure_that_was_looked_at_is_found(
        vantage in vantage(),
        turns in turns(),
        first_up in any::<bool>(),
    ) {
        let probes = vec![vantage.probes(RECORD_S)];
        let truth = Truth::new(&probes, &turns, first_up, RECORD_S);
        let seen: Vec<Probe> =
            probes[0].iter().map(|at| Probe { at: *at, up: truth.up_at(*at) }).collect();
        let report = examined(&[seen])?;
        for down in &truth.downs {
            let looked_at = probes[0].iter().any(|at| down.contains(Instant(*at)));
            let is_found = report
                .outages
                .iter()
                .chain(&report.blips)
                .any(|outage| outage.possible.intersection(*down).is_some());
            prop_assert_eq!(looked_at, is_found && looked_at, "{:?}", down);
        }
    }

    /// One of three vantages may say what it likes: as long as the other two look, the brackets
    /// hold.
    #[test]
    fn a_lying_vantage_among_three_moves_no_edge(
        honest in prop::collection::vec(30i64..900, 2),
        cadence_s in 30i64..900,
        turns in turns(),
        lies in any::<u64>(),
    ) {
        let steady = |cadence_s: i64| {
            (0..)
                .map(move |n| (n * cadence_s).min(RECORD_S) * SECOND)
                .take((RECORD_S / cadence_s + 2) as usize)
        };
        let mut probes: Vec<Vec<i64>> =
            honest.iter().map(|cadence_s| steady(*cadence_s).collect()).collect();
        let truth = Truth::new(&probes, &turns, true, RECORD_S);
        let mut seen: Vec<Vec<Probe>> = probes
            .iter()
            .map(|at| at.iter().map(|at| Probe { at: *at, up: truth.up_at(*at) }).collect())
            .collect();
        probes.push(steady(cadence_s).collect());
        let liar = probes[2]
            .iter()
            .enumerate()
            .map(|(n, at)| Probe { at: *at, up: lies.rotate_left(n as u32 * 7) & 1 == 1 });
        seen.push(liar.collect());
        holds(&truth, &examined(&seen)?)?;
    }

    /// A slower vantage that agrees at each of its probes widens no bracket of an outage that it
    /// saw, and makes none longer or shorter.
    #[test]
    fn a_slower_vantage_that_agrees_widens_no_bracket(
        cadence_s in 30i64..200,
        percent in 300i64..2_000,
        late_s in 0i64..5,
        turns in turns(),
        seed in any::<u64>(),
    ) {
        let place = |cadence_s: i64, seed: u64| {
            Vantage { cadence_s, late_s, one_lost_in: u64::MAX, silent: None, seed }
        };
        let finer = place(cadence_s, seed).probes(RECORD_S);
        let slower = place(cadence_s * percent / 100, seed.rotate_left(9)).probes(RECORD_S);
        let probes = [finer, slower];
        let truth = Truth::new(&probes, &turns, true, RECORD_S);
        let seen = probes.map(|at| -> Vec<Probe> {
            at.iter().map(|at| Probe { at: *at, up: truth.up_at(*at) }).collect()
        });
        let (alone, both) = (examined(&seen[..1])?, examined(&seen)?);
        // Beyond the last probe of the one the other is alone.
        let last = seen.iter().filter_map(|probes| probes.last()).map(|probe| probe.at).min();
        let last = last.map_or(Instant(0), Instant);
        let on_both = |report: &Report| -> Vec<(Bracket, Bracket)> {
            let outages = report.outages.iter().filter(|one| one.possible.last() < last);
            outages.map(|one| (one.onset, one.recovery)).collect()
        };
        let (alone, both) = (on_both(&alone), on_both(&both));
        prop_assert_eq!(alone.len(), both.len());
        for ((onset, recovery), (other_onset, other_recovery)) in alone.iter().zip(&both) {
            prop_assert!(lies_within(*other_onset, *onset), "{:?}, {:?}", other_onset, onset);
            prop_assert!(
                lies_within(*other_recovery, *recovery),
                "{other_recovery:?}, {recovery:?}"
            );
        }
    }

    /// Probes whose result is unknown take certainty away and give none, whatever their vantage.
    #[test]
    fn unknown_probes_make_no_share_larger(
        vantages in prop::collection::vec(vantage(), 1..4),
        turns in turns(),
        lies in any::<u64>(),
        unknown in prop::collection::vec(prop::collection::vec(0..RECORD_S / 4, 0..12), 3),
        more in 0..RECORD_S / 4,
    ) {
        let probes: Vec<Vec<i64>> =
            vantages.iter().map(|vantage| vantage.probes(RECORD_S / 4)).collect();
        let truth = Truth::new(&probes, &turns, true, RECORD_S / 4);
        // Vantages that differ, so that it matters how many of them count.
        let seen: Vec<Vec<Probe>> = probes
            .iter()
            .enumerate()
            .map(|(vantage, probes)| {
                let lies = |n: usize| {
                    vantage > 0 && lies.rotate_left((n / 5 * 7 + vantage) as u32) & 3 == 0
                };
                probes
                    .iter()
                    .enumerate()
                    .map(|(n, at)| Probe { at: *at, up: truth.up_at(*at) != lies(n) })
                    .collect()
            })
            .collect();
        let moments: Vec<Vec<i64>> = unknown[..probes.len()]
            .iter()
            .map(|all| all.iter().map(|at| at * SECOND).collect())
            .collect();
        let mut further = moments.clone();
        further[0].push(more * SECOND);
        let reports =
            [examine(&seen), examine_beside(&seen, &moments), examine_beside(&seen, &further)];
        for pair in reports.windows(2) {
            let (Some(before), Some(after)) = (&pair[0], &pair[1]) else { continue };
            let (Some(shorter), Some(longer)) = (before.window, after.window) else { continue };
            prop_assert!(longer.from() <= shorter.from() && shorter.until() <= longer.until());
            let (before, after) = (&before.sites[0], &after.sites[0]);
            // A record of one moment has no length, and so no share of it.
            if shorter.inner_length() > 0 {
                prop_assert!(after.observed_share <= before.observed_share);
                prop_assert!(after.up_share_min <= before.up_share_min);
            }
            for (before, after) in [
                (&before.up, &after.up),
                (&before.down, &after.down),
                (&before.observed, &after.observed),
            ] {
                prop_assert!(after.difference(before).is_empty(), "{:?}", after.difference(before));
            }
        }
    }

    /// Rows in any order, and twice, give the same report.
    #[test]
    fn order_and_repeats_change_no_report(
        vantages in prop::collection::vec(vantage(), 1..4),
        turns in turns(),
        seed in any::<u64>(),
    ) {
        let probes: Vec<Vec<i64>> =
            vantages.iter().map(|vantage| vantage.probes(RECORD_S / 4)).collect();
        let truth = Truth::new(&probes, &turns, true, RECORD_S / 4);
        let seen: Vec<Vec<Probe>> = probes
            .iter()
            .map(|at| at.iter().map(|at| Probe { at: *at, up: truth.up_at(*at) }).collect())
            .collect();
        let shuffled: Vec<Vec<Probe>> = seen
            .iter()
            .map(|probes| {
                let mut all: Vec<Probe> = probes.iter().chain(probes).copied().collect();
                let mut state = seed | 1;
                all.sort_by_cached_key(|probe| {
                    state =
                        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(probe.at as u64);
                    state
                });
                all
            })
            .collect();
        prop_assert_eq!(examine(&seen), examine(&shuffled));
    }
}
