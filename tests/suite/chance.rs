//! Chance as an explanation of claims: claims moved round the time examined (M20), and sites that
//! nobody named (M21).

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, Row, log, stamp};
use crate::law_config::config;
use corroborate::clock::{DAY, HOUR, MINUTE};
use corroborate::model::chance::{Chance, ChanceEstimate, ControlGroup};
use corroborate::model::{Judgement, Report};
use corroborate::report::page::markdown;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Pace of the logs: a probe of each site every ten minutes.
const STEP: i64 = 10 * MINUTE;
/// Steps of a day.
pub(crate) const STEPS: i64 = DAY / STEP;

/// A log of one day, from midnight to midnight; `code` is what each site answers at each step, and
/// nothing where it was not probed.
pub(crate) fn day_of<'a>(sites: &[&'a str], code: impl Fn(&str, i64) -> Option<u16>) -> String {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for site in sites {
        let probed = (0..=STEPS).filter_map(|step| Some((step, code(site, step)?)));
        rows.extend(probed.map(|(step, code)| (step * STEP, *site, "here", code)));
    }
    log(rows)
}

/// Says what a site answers that is down from one step, included, to another, excluded.
pub(crate) fn down(is_down: bool) -> Option<u16> {
    Some(if is_down { 503 } else { 200 })
}

pub(crate) fn report(probes: String, claims: &str) -> Report {
    report_with(probes, claims, "site\n")
}

pub(crate) fn report_with(probes: String, claims: &str, sites: &str) -> Report {
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", probes)
        .with("sites.csv", sites)
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let report = incident.report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report
}

/// A claim of an outage from one moment to another, in microseconds from midnight.
pub(crate) fn outage_claim(name: &str, from: i64, until: i64, targets: &str) -> String {
    let (from, until) = (stamp(from), stamp(until));
    format!("{name},{name},attacker,outage,,{from}/{until},{targets}\n")
}

fn near(a: f64, b: f64) -> bool {
    // The ends of brackets are a microsecond apart from those of claims.
    (a - b).abs() < 1e-9
}

/// Both sites fail from 06:00 to 06:50, b from 18:00 to 18:50 too. Of a claim of ten minutes that
/// begins at 06:20, a fits for the hour of starts from 05:50 to 06:50, b for that one and for that
/// from 17:50 to 18:50: on average 3 of 24 hours. Both fit for 1 of 24.
#[test]
fn a_claim_moved_round_a_day_is_as_worked_out_by_hand() {
    let probes = day_of(&["a", "b"], |site, step| {
        down((36..42).contains(&step) || (site == "b" && (108..114).contains(&step)))
    });
    let from = 6 * HOUR + 20 * MINUTE;
    let report = report(probes, &outage_claim("K", from, from + STEP, "a;b"));
    let [Chance { sites, fitting, windows, estimate: Some(estimate), .. }] = &report.chances[..]
    else {
        panic!("{:?}", report.chances)
    };
    assert_eq!((*sites, *fitting, *windows), (2, 2, 144));
    assert!(near(estimate.expected_least, 3.0 / 24.0), "{estimate:?}");
    assert!(near(estimate.share_least, 1.0 / 24.0), "{estimate:?}");
    assert_eq!(estimate.expected_least.to_bits(), estimate.expected_most.to_bits());
    assert_eq!(estimate.share_least.to_bits(), estimate.share_most.to_bits());
}

/// A time between two failed probes fits for chance, and no verdict counts it: "none fits" and "2
/// now" stood in one report without a word between them.
#[test]
fn two_counts_of_fits_say_how_they_differ() {
    let sites = ["a", "b", "u"];
    let probes = || day_of(&sites, |site, step| down(site != "u" && (36..42).contains(&step)));
    let text = |from: i64, until: i64| {
        let report = report(probes(), &outage_claim("K", from, until, "a;b"));
        assert_eq!(report.chances[0].fitting, 2);
        markdown(&report, &[], &[]).unwrap().replace('\\', "")
    };
    let between = text(6 * HOUR + MINUTE, 6 * HOUR + 2 * MINUTE);
    for words in [
        "n outage fits the claims of K, as they were made, at 2 of 2 measured sites that they name \
         with a time. Had they been made at any other time of the window, as many sites or more \
         would fit at ",
        "where a verdict wants a probe in it: by the verdicts an outage fits at none (M20)",
        // No probe of it lies in that minute.
        "no list of targets names it is not known whether an outage fits a claim of K. ",
        "t 2 of 2 measured sites that K named in claims of an attack or outage, by themselves or \
         by their groups",
    ] {
        assert!(between.contains(words), "{words}: {between}");
    }
    let with_a_probe = text(6 * HOUR + 5 * MINUTE, 6 * HOUR + 25 * MINUTE);
    assert!(!with_a_probe.contains("by the verdicts"), "{with_a_probe}");
}

/// The site is not probed from noon to 18:00, so that a claim of an hour could be true at the
/// starts from 11:12, when 80 % of it were observed, to 17:48.
#[test]
fn where_too_little_was_observed_a_site_may_fit() {
    let probes = day_of(&["a"], |_, step| {
        (!(73..108).contains(&step)).then_some(if (36..42).contains(&step) { 503 } else { 200 })
    });
    let report = report(probes, &outage_claim("K", 6 * HOUR, 7 * HOUR, "a"));
    let estimate = report.chances[0].estimate.as_ref().expect("a day holds 24 hours");
    // Of 50 minutes down and an hour asked.
    let fits = 110.0 * MINUTE as f64 / DAY as f64;
    let unseen = (6.0 * HOUR as f64 + 36.0 * MINUTE as f64) / DAY as f64;
    assert!(near(estimate.share_least, fits), "{estimate:?}");
    assert!(near(estimate.share_most, fits + unseen), "{estimate:?}");
    assert!(near(estimate.expected_most, fits + unseen), "{estimate:?}");
}

/// A day holds 72 minutes twenty times.
#[test]
fn twenty_windows_are_enough_and_fewer_are_not() {
    let probes = || day_of(&["a"], |_, step| down((36..42).contains(&step)));
    let windows = |length: i64| {
        let report = report(probes(), &outage_claim("K", 6 * HOUR, 6 * HOUR + length, "a"));
        let chance = &report.chances[0];
        (chance.windows, chance.estimate.is_some())
    };
    assert_eq!(windows(72 * MINUTE), (20, true));
    assert_eq!(windows(72 * MINUTE + MINUTE), (19, false));
}

/// Two claims of one claimant about one time ask about it once.
#[test]
fn a_time_that_is_asked_twice_counts_once() {
    let probes = day_of(&["a", "b"], |_, step| down((36..42).contains(&step)));
    let at = |name: &str, site: &str| {
        let (from, until) = (stamp(6 * HOUR), stamp(7 * HOUR));
        format!("{name},K,attacker,outage,,{from}/{until},{site}\n")
    };
    let report = report(probes, &format!("{}{}", at("c1", "a"), at("c2", "b")));
    let chance = &report.chances[0];
    assert_eq!((chance.claims, chance.sites, chance.windows), (2, 2, 24));
}

/// Denials, lists of targets and restorations say of no site that it was down.
#[test]
fn only_claims_that_sites_were_down_are_moved() {
    let probes = day_of(&["a"], |_, step| down((36..42).contains(&step)));
    let (from, until) = (stamp(6 * HOUR), stamp(7 * HOUR));
    let claims = format!(
        "r,R,operator,restored,,{from}/{until},a\nu,U,operator,reachable,,{from}/{until},a\n"
    );
    let report = report(probes, &claims);
    assert_eq!((report.chances.len(), report.control_groups.len()), (0, 0));
}

/// The table of R's `fisher.test` on tea: 3 of 4 named sites fit, and 1 of 4 others. In group g 1
/// of 1 named site fits, and 1 of 2 others.
#[test]
fn named_sites_are_held_against_those_that_nobody_named() {
    let sites = ["n1", "n2", "n3", "n4", "u1", "u2", "u3", "u4", "other"];
    let failed = ["n1", "n2", "n3", "u1", "other"];
    let probes =
        day_of(&sites, |site, step| down(failed.contains(&site) && (36..42).contains(&step)));
    let mut claims = outage_claim("K", 6 * HOUR, 7 * HOUR, "n1;n2;n3;n4");
    claims.push_str(&outage_claim("L", 6 * HOUR, 7 * HOUR, "other"));
    let listed = "site,group\nn1,g\nu1,g\nu2,g\nn4,only\nother,g\n";
    let report = report_with(probes, &claims, listed);
    let of_k: Vec<&ControlGroup> =
        report.control_groups.iter().filter(|one| one.claimant == "K").collect();
    let counts: Vec<_> = of_k
        .iter()
        .map(|one| {
            let ControlGroup { group, named, unnamed, .. } = one;
            (group.as_deref(), named.fitting, named.sites(), unnamed.fitting, unnamed.sites())
        })
        .collect();
    assert_eq!(counts, [(None, 3, 4, 1, 4), (Some("g"), 1, 1, 1, 2)]);
    let odds = of_k[0].odds_ratio.expect("both kinds stand in both columns");
    assert_eq!(format!("{:.4}", odds.p_value), "0.4857");
    assert_eq!(odds.estimate.map(|odds| format!("{odds:.3}")).as_deref(), Some("6.408"));
}

/// An operator and a paper of one name were one row of chance, under the role of the first.
#[test]
fn one_name_in_two_roles_is_two_claimants_of_chance() {
    let probes = day_of(&["a", "b"], |_, step| down((36..42).contains(&step)));
    let of_k = outage_claim("K", 6 * HOUR, 7 * HOUR, "a");
    let of_paper = of_k.replace(",attacker,", ",media,").replacen('K', "paper", 1);
    let made = report(probes, &format!("{of_k}{of_paper}"));
    let roles: Vec<_> = made.chances.iter().map(|one| (one.role.as_str(), one.claims)).collect();
    assert_eq!(roles, [("attacker", 1), ("media", 1)]);
    assert_eq!(made.control_groups.len(), 2);
    let brief = markdown(&made, &[], &[]).unwrap().replace('\\', "");
    assert!(brief.contains("the claims of K (attacker)"), "{brief}");
    // Recovery and its table did not say which of the two.
    let recovery = made.recoveries.iter().filter(|one| one.set.as_str() == "claimant");
    assert_eq!(recovery.count(), 2);
    let tables = corroborate::report::tables::all(&made).unwrap();
    let table = tables.iter().find(|table| table.name == "recovery_times").unwrap();
    let cells = (0..table.rows()).flat_map(|row| table.row(row).map(|one| format!("{one:?}")));
    let cells: String = cells.collect();
    for name in ["claims of K (attacker) naming it", "claims of K (media) naming it"] {
        assert!(cells.contains(name), "{name}: {cells}");
    }
}

/// Kind of a claim and how it gives its time.
fn claim_row(number: usize, kind: &str, time: &(bool, i64, i64), targets: &str) -> String {
    let (is_asserted, from, length) = *time;
    let (from, until) = (stamp(from * STEP / 2), stamp((from + length) * STEP / 2));
    let (published, asserted) = if is_asserted {
        (String::new(), format!("{from}/{until}"))
    } else {
        (from, String::new())
    };
    format!("c{number},K{number},attacker,{kind},{published},{asserted},{targets}\n")
}

mod laws {
    use super::*;

    /// Sites that were up, failed, or were not probed, in stretches.
    fn answers() -> impl Strategy<Value = Vec<Option<u16>>> {
        let answer =
            prop_oneof![6 => Just(Some(200)), 3 => Just(Some(503)), 1 => Just(None::<u16>)];
        let stretch = (answer, 1..20_usize).prop_map(|(answer, many)| vec![answer; many]);
        prop::collection::vec(stretch, 12..20).prop_map(|stretches| stretches.concat())
    }

    /// Pace of the small archives of claims at random.
    const PACE: i64 = 30 * MINUTE;
    /// Length of a claim of them: a probe lies in each.
    const CLAIMED: i64 = 40 * MINUTE;

    /// An archive of one day of four sites, with outages and a claim that have nothing to do with
    /// one another.
    struct AtRandom {
        /// Steps at which each site failed; none near the ends of the day.
        failed: [BTreeSet<i64>; 4],
        /// Start of the claim, anywhere in the day, in microseconds.
        from: i64,
        /// Number between 0 and 1, of its own.
        between: f64,
    }

    impl AtRandom {
        fn draw(rng: &mut TestRng) -> AtRandom {
            let last = DAY / PACE;
            let failed = [(); 4].map(|()| {
                let starts: Vec<i64> =
                    (0..3).map(|_| 3 + i64::from(rng.next_u32()) % (last - 9)).collect();
                starts.iter().flat_map(|from| *from..from + 3).collect()
            });
            let from = i64::from(rng.next_u32()) % (DAY / MINUTE) * MINUTE;
            AtRandom { failed, from, between: f64::from(rng.next_u32()) / 4_294_967_296.0 }
        }

        /// Says whether the claim ends within the day. One that goes on over its end, at its
        /// beginning, meets no outage there.
        fn is_inside(&self) -> bool {
            self.from + CLAIMED <= DAY
        }
    }

    /// Returns for each archive the fits and the chance of a claim about its first site, and of one
    /// about all four. The archives are read as one, of which each has sites and claimants of its
    /// own.
    fn chances(archives: &[AtRandom]) -> Vec<[(usize, ChanceEstimate); 2]> {
        let (mut sites, mut claims) = (Vec::new(), String::new());
        for (number, archive) in archives.iter().enumerate() {
            let of_it: Vec<String> = (0..4).map(|site| format!("s{number}-{site}")).collect();
            let from = if archive.is_inside() { archive.from } else { 0 };
            for (name, targets) in [("one", &of_it[..1]), ("all", &of_it)] {
                let claimant = format!("{name}{number}");
                claims += &outage_claim(&claimant, from, from + CLAIMED, &targets.join(";"));
            }
            sites.extend(of_it.into_iter().zip(&archive.failed));
        }
        let rows = sites.iter().flat_map(|(site, failed)| {
            let code = |step| if failed.contains(&step) { 503 } else { 200 };
            (0..=DAY / PACE).map(move |step| (step * PACE, site.as_str(), "here", code(step)))
        });
        let report = report(log(rows), &claims);
        let of = |name: String| {
            let found = report.chances.iter().find(|one| one.claimant == name).unwrap();
            (found.fitting, found.estimate.unwrap())
        };
        let both = |number| [of(format!("one{number}")), of(format!("all{number}"))];
        (0..archives.len()).map(both).collect()
    }

    /// Claims and outages that have nothing to do with one another, in 1,000 archives before a push
    /// and 5,000 each week. The sites that fit are as many as chance expects. The chance of a claim
    /// about one site is uniform: its share is that of the times at which the site fits, or all of
    /// them, and a number drawn between it and the next smaller share is as likely to be anywhere
    /// from 0 to 1 (Geyer and Meeden 2005, Fuzzy and Randomized Confidence Intervals and P-Values,
    /// Statistical Science 20). No larger part than p of those about four sites have one of p or
    /// less.
    #[test]
    fn the_chance_of_claims_at_random_is_uniform() {
        let archives = config(1_000).cases;
        let of_all = f64::from(archives);
        let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let (mut uniform, mut shares, mut beyond) = (Vec::new(), Vec::new(), Vec::new());
        let drawn: Vec<AtRandom> = (0..archives).map(|_| AtRandom::draw(&mut rng)).collect();
        let found = drawn.chunks(50).flat_map(chances);
        for (archive, [(fitting, one), (of_four, four)]) in drawn.iter().zip(found) {
            assert!(archive.is_inside() || of_four == 0, "no outage is near the ends");
            assert!(near(one.expected_least, one.expected_most), "each shift is decided");
            let share = one.expected_least;
            uniform.push(match fitting {
                0 => share + archive.between * (1.0 - share),
                _ => archive.between * share,
            });
            beyond.push(of_four as f64 - four.expected_least);
            shares.push(four.share_least);
        }
        uniform.sort_unstable_by(f64::total_cmp);
        let ranks = (0..archives).map(|rank| f64::from(rank) / of_all);
        let furthest = uniform
            .iter()
            .zip(ranks)
            .map(|(value, rank)| (value - rank).abs().max((rank + 1.0 / of_all - value).abs()))
            .fold(0.0, f64::max);
        // Kolmogorov's distance, which one in a thousand exceeds.
        assert!(furthest < 1.95 / of_all.sqrt(), "{furthest}");
        let mean = beyond.iter().sum::<f64>() / of_all;
        let error = (beyond.iter().map(|one| one * one).sum::<f64>()).sqrt() / of_all;
        assert!(mean.abs() < 3.0 * error, "{mean} more sites fit than chance expects, of {error}");
        for p in [0.05, 0.1, 0.25, 0.5, 0.75] {
            let as_small = shares.iter().filter(|share| **share <= p).count() as f64;
            // Three standard errors of a share of so many.
            let error = 3.0 * (p * (1.0 - p) / of_all).sqrt();
            let part = as_small / of_all;
            assert!(part <= p + error, "{part} of the archives have a chance of at most {p}");
        }
        // At one site of four or more a claim fits in many archives: a chance of 1 alone is none.
        let as_small = shares.iter().filter(|share| **share <= 0.75).count() as f64;
        assert!(as_small / of_all > 0.3, "{as_small} of {archives} archives");
    }

    /// Attacks that are claimed when they are made: five of the six named sites fail within the
    /// half hour behind the claim, and all six fail at times that have nothing to do with it. The
    /// chance of such a claim is small in every archive; that of a claim about half a day later
    /// mostly is not.
    #[test]
    fn the_chance_of_claims_of_real_attacks_is_small() {
        let archives = config(60).cases;
        let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let sites = ["a", "b", "c", "d", "e", "f"];
        let draw = |rng: &mut TestRng, below: i64| i64::from(rng.next_u32()) % below;
        let mut beside = 0;
        for archive in 0..archives {
            let attacked = 20 + draw(&mut rng, STEPS - 40);
            let spared = draw(&mut rng, 6) as usize;
            let mut failed: BTreeSet<(usize, i64)> = BTreeSet::new();
            for site in 0..sites.len() {
                for _ in 0..4 {
                    let from = draw(&mut rng, STEPS);
                    failed.extend((from..from + 3).map(|step| (site, step)));
                }
                if site != spared {
                    let from = attacked + draw(&mut rng, 3);
                    failed.extend((from..from + 3).map(|step| (site, step)));
                }
            }
            let probes = || {
                day_of(&sites, |site, step| {
                    let number = sites.iter().position(|one| *one == site).unwrap();
                    down(failed.contains(&(number, step)))
                })
            };
            let share = |from: i64| {
                let claim = outage_claim("K", from * STEP, (from + 3) * STEP, "a;b;c;d;e;f");
                let report = report(probes(), &claim);
                report.chances[0].estimate.as_ref().unwrap().share_most
            };
            let real = share(attacked);
            assert!(real <= 0.07, "archive {archive}: {real}");
            let other = (attacked + STEPS / 2) % (STEPS - 3);
            beside += usize::from(share(other) > 0.07);
        }
        assert!(beside * 10 > archives as usize * 9, "{beside} of {archives} archives");
    }

    proptest! {
        #![proptest_config(config(60))]

        /// Moved by nothing, a claim fits a site where its verdict says that it is supported. Times
        /// between two probes are too short for a verdict (R1).
        #[test]
        fn claims_that_are_not_moved_fit_where_verdicts_say_so(
            all in prop::collection::vec(answers(), 3),
            kinds in prop::collection::vec(prop::sample::select(vec!["attack", "outage"]), 4),
            times in prop::collection::vec((any::<bool>(), 0..288_i64, 4..40_i64), 4),
        ) {
            let sites = ["a", "b", "c"];
            let probes = day_of(&sites, |site, step| {
                let number = sites.iter().position(|one| *one == site).unwrap();
                all[number].get(step as usize).copied().unwrap_or(Some(200))
            });
            let mut claims = String::new();
            for (number, (kind, time)) in kinds.iter().zip(&times).enumerate() {
                claims.push_str(&claim_row(number, kind, time, "a;b;c"));
            }
            let report = report(probes, &claims);
            for chance in &report.chances {
                let claim = chance.claimant.replace('K', "c");
                let supported = report.verdicts.iter().filter(|verdict| {
                    verdict.claim.as_deref() == Some(&claim)
                        && verdict.judgement == Judgement::Supported
                });
                prop_assert_eq!(chance.fitting, supported.count(), "{}", claims);
            }
        }

        /// A claim of half an hour is made at each of 144 starts of a day; a site that was up for
        /// the first and last hour fits as many of them as the share of shifts says.
        #[test]
        fn the_share_is_that_of_claims_made_at_every_start(
            answers in answers(),
            kind in prop::sample::select(vec!["attack", "outage"]),
        ) {
            let probes = day_of(&["a"], |_, step| {
                let is_edge = !(6..=STEPS - 6).contains(&step);
                let drawn = answers.get(step as usize).copied().unwrap_or(Some(200));
                if is_edge { Some(200) } else { drawn }
            });
            let mut claims = String::new();
            for start in 0..STEPS {
                // Starts in the middle of a step: what fits begins and ends with steps.
                let from = start * STEP + STEP / 2;
                let (from, until) = (stamp(from), stamp(from + 3 * STEP));
                writeln!(claims, "c{start},K{start},attacker,{kind},,{from}/{until},a").unwrap();
            }
            let report = report(probes, &claims);
            let fitting: usize = report.chances.iter().map(|one| one.fitting).sum();
            let first = report.chances.iter().find(|one| one.claimant == "K12").unwrap();
            let expected = first.estimate.as_ref().unwrap().expected_least;
            let part = fitting as f64 / STEPS as f64;
            prop_assert!((expected - part).abs() < 1e-6, "{} is not {}", expected, part);
        }
    }
}

/// "At least as many sites would fit at 100 % of all times (0 now)" said nothing.
#[test]
fn where_no_site_fits_there_is_nothing_for_chance_to_explain() {
    let claims = outage_claim("K", 6 * HOUR, 6 * HOUR + 10 * MINUTE, "a");
    let page = |is_down: fn(i64) -> bool| {
        let probes = day_of(&["a"], |_, step| down(is_down(step)));
        crate::page_rows::words(&crate::page_rows::html(&report(probes, &claims)))
    };
    let none = "An outage certainly fits the claims of K at none of 1 measured site that they name";
    assert!(page(|step| step == 100 || step == 101).contains(none));
    assert!(!page(|step| (35..40).contains(&step)).contains(none));
}
