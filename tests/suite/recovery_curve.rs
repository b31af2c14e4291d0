//! Recovery (M22) of all sites, of those of each claimant and of each group, worked out by hand.

use crate::charts::faults;
use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, Row, findings, log};
use crate::law_config::config;
use crate::page_rows::{html, rows};
use corroborate::clock::MINUTE;
use corroborate::model::recoveries::{CurvePoint, SetRecovery};
use corroborate::model::{DurationRange, Report};
use corroborate::report::charts::all;
use proptest::prelude::*;

/// Seven sites fail after minute 0 and by minute 10. Five come back; one is still down when its
/// record ends at minute 15, another at minute 70.
///
/// | Site | Group | Least time out | Most time out |
/// |---|---|---|---|
/// | a: last down at 20, back by 30 | east | 20 - 10 = 10 | 30 - 0 = 30 |
/// | b: last down at 40, back by 60 | east | 40 - 10 = 30 | 60 - 0 = 60 |
/// | c: last down at 70 | east | 70 - 10 = 60 | not seen back |
/// | d: last down at 15 | east | 15 - 10 = 5 | not seen back |
/// | e: last down at 50, back by 55 | east | 50 - 10 = 40 | 55 - 0 = 55 |
/// | f: last down at 20, back by 25 | west | 20 - 10 = 10 | 25 - 0 = 25 |
/// | g: last down at 30, back by 45 | west | 30 - 10 = 20 | 45 - 0 = 45 |
const SITES: [(&str, &[(i64, u16)]); 7] = [
    ("a", &[(0, 200), (10, 503), (20, 503), (30, 200)]),
    ("b", &[(0, 200), (10, 503), (40, 503), (60, 200)]),
    ("c", &[(0, 200), (10, 503), (70, 503)]),
    ("d", &[(0, 200), (10, 503), (15, 503)]),
    ("e", &[(0, 200), (10, 503), (50, 503), (55, 200)]),
    ("f", &[(0, 200), (10, 503), (20, 503), (25, 200)]),
    ("g", &[(0, 200), (10, 503), (30, 503), (45, 200)]),
];

/// Claims on them: Crew names five sites, and Gang the group west, of which Paper only retells it.
/// Paper denies that c was down.
const SAID: &str = "claim,claimant,role,kind,published,targets,retells,quantifier\n\
    one,Crew,attacker,attack,2022-10-05T00:05Z,a;b;d,,\n\
    two,Crew,attacker,outage,2022-10-05T00:30Z,e;f;b,,\n\
    three,Gang,attacker,attack,2022-10-05T00:05Z,group:west,,\n\
    four,Paper,media,attack,2022-10-05T00:06Z,group:west,three,\n\
    five,Paper,media,outage,2022-10-05T00:06Z,c,,none\n";

/// Report on the first of the sites and what is said of them.
fn report_on(sites: usize) -> Report {
    let rows = |(site, minutes): &(&'static str, &'static [(i64, u16)])| {
        let site = *site;
        minutes.iter().map(move |(minute, code)| (minute * MINUTE, site, "x", *code))
    };
    let mut all: Vec<Row<'_>> = SITES[..sites].iter().flat_map(rows).collect();
    // A later episode of the first site is no part of the curve.
    let day = 24 * 60;
    for (minute, code) in [(0, 200), (1, 503), (2, 503), (3, 200)] {
        all.push(((day + minute) * MINUTE, "a", "x", code));
    }
    let settings = "[[probes]]\nfiles = \"probes.csv\"\nsilence = \"3d\"\n";
    let groups = "site,group\na,east\nb,east\nc,east\nd,east\ne,east\nf,west\ng,west\n";
    let folder = IncidentFolder::new(settings).with("probes.csv", log(all));
    folder.with("sites.csv", groups).with("claims.csv", SAID).report().unwrap()
}

/// Points of a curve: minutes, least and greatest share.
fn points(one: &SetRecovery) -> Vec<(i64, String, String)> {
    let share = |share: f64| format!("{share:.3}");
    let point = |at: &CurvePoint| (at.since_us / MINUTE, share(at.least), share(at.most));
    one.curve.iter().map(point).collect()
}

/// After the shortest times, d of the group east may be back at 5, a at 10, b at 30, e at 40 and c
/// at 60. After the longest, one of five is back at 30, two at 55 and three at 60: no share stands
/// in the curve that the sites seen back do not reach.
#[test]
fn five_sites_make_a_curve_and_fewer_none() {
    let report = report_on(5);
    assert_eq!(report.outages.len(), 6);
    let wanted = [
        (5, "0.000", "0.200"),
        (10, "0.000", "0.400"),
        (30, "0.200", "0.600"),
        (40, "0.200", "0.800"),
        (55, "0.400", "0.800"),
        (60, "0.600", "1.000"),
    ];
    let wanted = wanted.map(|(minute, least, most)| (minute, least.to_owned(), most.to_owned()));
    assert_eq!(points(&report.recoveries[0]), wanted);
    assert_eq!(points(&report_on(4).recoveries[0]), []);
}

/// Sorted, the least times of all sites are 5, 10, 10, 20, 30, 40, 60, and the most 25, 30, 45, 55,
/// 60 and two that are open: the fourth of seven is the median. Of the five that Crew names, the
/// least are 5, 10, 10, 30, 40 and the most 25, 30, 55, 60, open; of the group east 5, 10, 30, 40,
/// 60 and 30, 55, 60, open, open; of the group west 10, 20 and 25, 45. Paper retells what Gang
/// says, and denies the rest.
#[test]
fn the_recovery_of_each_claimant_and_group_is_as_worked_out_by_hand() {
    let report = report_on(7);
    let minutes = |range: DurationRange| {
        [Some(range.least_us / MINUTE), range.most_us.map(|most| most / MINUTE)]
    };
    let times = |one: &'_ SetRecovery| {
        let ([from, until], [least, most]) = (minutes(one.median), minutes(one.range));
        (one.sites.concat(), one.seen_back, [from, until, least, most])
    };
    let found: Vec<_> = report
        .recoveries
        .iter()
        .map(|one| (one.set.as_str(), one.set.name().unwrap_or(""), times(one)))
        .collect();
    let row = |sites: &str, seen, times| (sites.to_owned(), seen, times);
    let expected = [
        ("all", "", row("abcdefg", 5, [Some(20), Some(55), Some(5), None])),
        ("claimant", "Crew", row("abdef", 4, [Some(10), Some(55), Some(5), None])),
        ("claimant", "Gang", row("fg", 2, [Some(10), Some(25), Some(10), Some(45)])),
        ("group", "east", row("abcde", 3, [Some(30), Some(60), Some(5), None])),
        ("group", "west", row("fg", 2, [Some(10), Some(25), Some(10), Some(45)])),
    ];
    assert_eq!(found, expected);
    let curves: Vec<usize> = report.recoveries.iter().map(|one| one.curve.len()).collect();
    assert_eq!(curves, [9, 7, 0, 6, 0]);
    // The later episode of a is not among them.
    let outages = |at: usize| report.recoveries[at].outages.join(" ");
    assert_eq!(outages(0), "O001 O002 O003 O004 O005 O006 O007");
    assert_eq!(outages(4), "O006 O007");
}

#[test]
fn the_report_says_how_soon_the_sites_of_each_were_back() {
    let report = report_on(7);
    let text = findings(&report);
    for words in [
        "5 of the 7 sites that went down were seen back, at least half of all 20 min to 55 min \
         after their first outages started",
        "4 of the 5 sites with outages that claims of Crew naming them are held against were seen \
         back, at least half of all 10 min to 55 min after these started",
        "3 of the 5 sites of the group east that went down were seen back, at least half of all \
         30 min to 1 h after their first outages started",
    ] {
        assert!(text.contains(words), "`{words}` is not in:\n{text}");
    }
    // Of two others fewer than five sites went down, and of that there is nothing to say.
    assert!(!text.contains("too few"), "{text}");
    let page = html(&report);
    let row = "| 2 | 2 | 10 min to 25 min | 10 min to 45 min | O006 , O007 |";
    assert!(rows(&page).iter().any(|one| one.contains(row)), "{:?}", rows(&page));
    assert!(!findings(&report_on(4)).contains("recovery"));
}

/// "The sites that Crew named were back after 20 to 40 minutes" spoke of an outage of each two
/// weeks before the claim.
#[test]
fn recovery_by_claimant_is_of_the_outages_that_its_claims_are_held_against() {
    let sites = ["a", "b", "c", "d", "e"];
    let mut all: Vec<Row<'_>> = Vec::new();
    for site in sites {
        for hour in 0..60 {
            let code = if hour == 2 || (40..44).contains(&hour) { 503 } else { 200 };
            all.push((hour * 60 * MINUTE, site, "x", code));
            all.push(((hour * 60 + 30) * MINUTE, site, "x", code));
        }
    }
    let claims = format!("{CLAIMS}c,Crew,attacker,attack,2022-10-06T16:15Z,,a;b;c;d;e\n");
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(all));
    let report = folder.with("claims.csv", claims).report().unwrap();
    let [all, crew] = &report.recoveries[..] else { panic!("{:?}", report.recoveries) };
    let half_hours = |one: &SetRecovery| {
        [Some(one.median.least_us), one.median.most_us].map(|us| us.map(|us| us / (30 * MINUTE)))
    };
    assert_eq!((crew.set.name(), crew.sites.len()), (Some("Crew"), 5));
    // Half hours: the first outage lasted one to three of them, the claimed one seven to nine.
    assert_eq!((half_hours(all), half_hours(crew)), ([Some(1), Some(3)], [Some(7), Some(9)]));
    assert!(all.outages.iter().all(|id| !crew.outages.contains(id)));
    assert!(
        findings(&report).contains("with outages that claims of Crew naming them are held against")
    );
}

/// A panel for Crew and one for the group east; the sites of all are no set of their own.
#[test]
fn sets_of_five_sites_have_a_panel_each() {
    let drawn = |report: &Report| {
        all(report).unwrap().into_iter().find(|chart| chart.name == "recovery-sets")
    };
    let chart = drawn(&report_on(7)).expect("two sets have a curve");
    assert_eq!(
        chart.title,
        "Of none of 2 sets of sites is it certain that at least half were back sooner than of \
         another"
    );
    for words in [
        " Claims of Crew (attacker): 4 of 5 seen back, half after 10 min to 55 min.",
        " Group east: 3 of 5 seen back, half after 30 min to 1 h.",
    ] {
        assert!(chart.alt.contains(words), "{}", chart.alt);
    }
    assert!(!chart.alt.contains("west") && chart.svg.contains("recovery-sets-set-2"));
    assert_eq!(faults(&chart), Vec::<String>::new());
    assert!(drawn(&report_on(5)).is_none(), "the group east is all that went down");
}

/// Probes of a site, five minutes apart: up or down, or none.
fn states() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!['u', 'u', 'd', ' ']), 4..24)
        .prop_map(|states| states.into_iter().collect())
}

mod laws {
    use super::*;

    proptest! {
        #![proptest_config(config(40))]

        /// A group of all sites has the recovery of all.
        #[test]
        fn a_set_of_all_sites_has_the_recovery_of_all(
            sites in prop::collection::vec(states(), 1..9),
        ) {
            let names: Vec<String> = (0..sites.len()).map(|number| format!("s{number}")).collect();
            let rows = names.iter().zip(&sites).flat_map(|(name, states)| {
                let seen = (0..).zip(states.chars()).filter(|(_, state)| *state != ' ');
                let code = |state| if state == 'u' { 200 } else { 503 };
                seen.map(move |(at, state)| (at * 5 * MINUTE, name.as_str(), "x", code(state)))
            });
            let groups: String = names.iter().map(|name| format!("{name},whole\n")).collect();
            let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
            let folder = folder.with("sites.csv", format!("site,group\n{groups}"));
            let report = folder.report().unwrap();
            let Some((all, sets)) = report.recoveries.split_first() else {
                prop_assert_eq!(report.totals.changes.went_down, 0);
                return Ok(());
            };
            prop_assert_eq!(all.sites.len(), report.totals.changes.went_down);
            prop_assert_eq!(sets.len(), 1);
            for set in sets {
                let same = SetRecovery { set: set.set.clone(), ..all.clone() };
                prop_assert_eq!(set, &same);
            }
            // The median is where the curve first reaches one half.
            let reaches = |share: fn(&CurvePoint) -> f64| {
                all.curve.iter().find(|point| share(point) >= 0.5).map(|point| point.since_us)
            };
            if !all.curve.is_empty() {
                prop_assert_eq!(reaches(|point| point.most), Some(all.median.least_us));
                prop_assert_eq!(reaches(|point| point.least), all.median.most_us);
            }
        }
    }
}

/// One site is probed from minute 0 on, another from minute 30 on; both until minute 60.
#[test]
fn observed_sites_are_counted_over_time() {
    let every_ten = |site, from: i64| (from..=6).map(move |n| (n * 10 * MINUTE, site, "x", 200));
    let rows: Vec<Row<'_>> = every_ten("a", 0).chain(every_ten("b", 3)).collect();
    let report = IncidentFolder::new(PROBES).with("probes.csv", log(rows)).report().unwrap();
    let midnight = report.window.unwrap().from();
    let points: Vec<(i64, usize)> = report
        .down_counts
        .iter()
        .map(|step| (step.from.since(midnight) / MINUTE, step.observed))
        .collect();
    assert_eq!(points, [(0, 1), (30, 2)]);
}
