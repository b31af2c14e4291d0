//! Places that probe a site at other paces: one with a probe an hour says nothing of what another
//! saw every five minutes.

use crate::incident_folder::{IncidentFolder, PROBES};
use corroborate::model::{Judgement, Report};

/// Place, minutes between its probes, the minute of its first, and the minutes in which it failed.
type Place<'p> = (&'p str, i64, i64, &'p [(i64, i64)]);

const CLAIMS: &str = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";

/// Log of a site, six hours from midnight of 5 October 2022.
fn log_of(site: &str, places: &[Place<'_>]) -> String {
    let mut rows = String::new();
    for (place, every, first, failed) in places {
        for minute in (*first..=360).step_by(usize::try_from(*every).expect("a positive number")) {
            let is_down = failed.iter().any(|(from, until)| (*from..*until).contains(&minute));
            let (hour, minute, code) = (minute / 60, minute % 60, if is_down { 503 } else { 200 });
            rows += &format!("2022-10-05T{hour:02}:{minute:02}:00Z,{site},{place},{code}\n");
        }
    }
    rows
}

/// Judges claims about the sites of a log.
fn judged(rows: &str, claims: &str) -> Report {
    IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", format!("timestamp,site,vantage,status_code\n{rows}"))
        .with("claims.csv", format!("{CLAIMS}{claims}"))
        .report()
        .expect("the incident is read")
}

/// Results of the claims about a site, by claim.
fn results(report: &Report, site: &str) -> Vec<Judgement> {
    let of_site = report.verdicts.iter().filter(|one| one.site == site && one.claim.is_some());
    of_site.map(|one| one.judgement).collect()
}

/// Minutes of each outage: its start and its end, each after and by; and least and greatest length.
fn outages(report: &Report) -> Vec<[Option<i64>; 4]> {
    let start = 1_664_928_000_000_000;
    let minutes =
        |at: Option<corroborate::clock::Instant>| at.map(|at| (at.0 - start) / 60_000_000);
    let outages = report.outages.iter();
    outages
        .map(|one| {
            [one.onset.after, one.onset.by, one.recovery.after, one.recovery.by].map(minutes)
        })
        .collect()
}

const ON_120_TO_165: &str = "attack,Crew,attacker,attack,,2022-10-05T01:50Z/2022-10-05T02:20Z,*,,\n\
    down,P,media,outage,,2022-10-05T02:00Z/2022-10-05T02:45Z,*,,\n\
    not,O,operator,outage,,2022-10-05T02:00Z/2022-10-05T02:45Z,*,none,\n\
    up,O,operator,reachable,,2022-10-05T02:00Z/2022-10-05T02:45Z,*,,\n";

/// Ten failed probes of 45 minutes were "up 100 %", as two places had a good probe an hour apart
/// around them. Nor do they make an outage: two of three would have to see it.
#[test]
fn a_gap_of_a_slower_place_outvotes_no_probe() {
    let own: Place<'_> = ("own", 5, 0, &[(120, 166)]);
    let places = [own, ("east", 60, 58, &[]), ("west", 60, 59, &[])];
    let report = judged(&log_of("a", &places), ON_120_TO_165);
    // In order of their ids: attack, down, not, up.
    let [attack, down, not, up] = results(&report, "a")[..] else { panic!("four claims") };
    assert_eq!([attack, down], [Judgement::Partly; 2]);
    assert_ne!(not, Judgement::Supported);
    assert_ne!(up, Judgement::Supported);
    // Neither up nor down from behind 01:55 to 02:50.
    let (least, most) = (report.sites[0].up_share_min, report.sites[0].up_share_max);
    let open = |share: Option<f64>| share.map(|share| (share * 1_000.0).round());
    assert_eq!((open(least), open(most)), (Some(847.0), Some(1_000.0)));
}

/// Two failed probes an hour apart were all of that hour down, while nine probes of a third place
/// found the site up.
#[test]
fn two_failed_probes_of_slower_places_are_no_time_down_while_another_sees_the_site_up() {
    let fails: &[(i64, i64)] = &[(110, 185)];
    let places = [("own", 5, 0, &[][..]), ("east", 60, 58, fails), ("west", 60, 59, fails)];
    let report = judged(&log_of("a", &places), ON_120_TO_165);
    // East failed at 01:58 and 02:58, and west at 01:59 and 02:59: at no time the two, and `own`
    // was up all the while.
    for judgement in [results(&report, "a")[1], results(&report, "a")[3]] {
        assert_ne!(judgement, Judgement::Contradicted);
    }
    assert_ne!(results(&report, "a")[1], Judgement::Supported, "down");
    assert_ne!(results(&report, "a")[2], Judgement::Contradicted, "not down");
    assert!(report.outages.is_empty(), "{:?}", outages(&report));
}

/// Failures of one place on all sites were set aside by probes of another before and after them.
#[test]
fn a_place_is_sick_by_probes_and_not_by_gaps_of_another() {
    let log = |hourly: i64| -> String {
        let places: [Place<'_>; 2] = [("own", 5, 0, &[(120, 166)]), ("hourly", 60, hourly, &[])];
        (1..7).map(|site| log_of(&format!("s{site}"), &places)).collect()
    };
    let report = judged(&log(58), ON_120_TO_165);
    assert!(report.set_aside.is_empty(), "hourly has no probe from 02:00 to 02:45");
    // One place of two is no more than half.
    assert_eq!(results(&report, "s1")[1], Judgement::Partly);
    let report = judged(&log(20), ON_120_TO_165);
    assert_eq!(report.set_aside.len(), 6, "hourly saw each of them up at 02:20");
    assert_ne!(results(&report, "s1")[1], Judgement::Supported);
}

/// A log of each quarter of an hour "contradicted" one of each minute that failed between two of
/// its rows.
#[test]
fn logs_of_one_place_contradict_each_other_by_probes_alone() {
    let minutes = log_of("a", &[("x", 1, 0, &[(121, 133)])]);
    let quarters = log_of("a", &[("x", 15, 0, &[])]);
    let header = "timestamp,site,vantage,status_code\n";
    let two = "[[probes]]\nfiles = \"b.csv\"\nname = \"quarters\"\n";
    let report = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}{two}"))
        .with("probes.csv", format!("{header}{minutes}"))
        .with("b.csv", format!("{header}{quarters}"))
        .with("claims.csv", CLAIMS)
        .report()
        .expect("the incident is read");
    assert_eq!(report.conflicts.log_sites, 0);
    assert_eq!(outages(&report), [[Some(120), Some(121), Some(132), Some(133)]]);
}

/// A time of another state fits between two probes of a slower place up to one and a half of its
/// paces; in a longer one its own probes saw what they saw.
#[test]
fn a_time_that_holds_probes_of_the_slower_places_is_theirs() {
    let least = |until: i64| {
        let fails = [(120, until)];
        let places = [("own", 5, 0, &fails[..]), ("east", 60, 58, &[]), ("west", 60, 59, &[])];
        judged(&log_of("a", &places), "").sites[0].up_share_min
    };
    // Failed from 02:00 to 03:30, which is 90 minutes; then to 03:35.
    assert!(least(211) < Some(0.8), "{:?}", least(211));
    assert_eq!(least(216), Some(1.0));
}

/// One failed probe is most often the probe's own: places of a slower pace outvote it.
#[test]
fn one_failed_probe_outpaces_nobody() {
    let places = [("own", 5, 0, &[(120, 121)][..]), ("east", 60, 58, &[]), ("west", 60, 59, &[])];
    assert_eq!(judged(&log_of("a", &places), "").sites[0].up_share_min, Some(1.0));
    // Nor does one of twice the pace.
    let fails = [(120, 151)];
    let places = [("own", 30, 0, &fails[..]), ("east", 60, 58, &[]), ("west", 60, 59, &[])];
    assert_eq!(judged(&log_of("a", &places), "").sites[0].up_share_min, Some(1.0));
}

/// A service that agreed at each of its probes made an outage of 8 minutes last "0 s to 10 min":
/// between its good probe and its failed one the place with more probes tells where the change was.
#[test]
fn a_slower_place_that_agrees_widens_no_bracket() {
    let own: Place<'_> = ("own", 1, 0, &[(121, 129)]);
    let alone = judged(&log_of("a", &[own]), ON_120_TO_165);
    let places = [own, ("service", 5, 0, &[(125, 126)][..])];
    let both = judged(&log_of("a", &places), ON_120_TO_165);
    assert_eq!(outages(&alone), [[Some(120), Some(121), Some(128), Some(129)]]);
    assert_eq!(outages(&both), outages(&alone));
    assert_eq!(results(&both, "a"), results(&alone, "a"));
    // Two logs of one place are no other case.
    let logs = [log_of("a", &[own]), log_of("a", &[("own", 5, 0, &[(125, 126)])])];
    let two = "[[probes]]\nfiles = \"b.csv\"\nname = \"service\"\n";
    let header = "timestamp,site,vantage,status_code\n";
    let report = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}{two}"))
        .with("probes.csv", format!("{header}{}", logs[0]))
        .with("b.csv", format!("{header}{}", logs[1]))
        .with("claims.csv", CLAIMS)
        .report()
        .expect("the incident is read");
    assert_eq!(outages(&report), outages(&alone));
}

/// Half of the places decide where all others left the word to them. One of three never does, nor
/// does a place that a slower one speaks against.
#[test]
fn a_slower_place_leaves_the_word_to_half_of_all_alone() {
    let down: &[(i64, i64)] = &[(121, 189)];
    let hourly = |name, first| (name, 60, first, down);
    let [east, west] = [hourly("east", 38), hourly("west", 39)];
    let found = |places: &[Place<'_>]| outages(&judged(&log_of("a", places), ""));
    let exact = [[Some(120), Some(121), Some(188), Some(189)]];
    assert_eq!(found(&[("own", 1, 0, down), east]), exact);
    assert_eq!(found(&[("own", 1, 0, down), ("other", 1, 0, down), east, west]), exact);
    // By 02:38 two of three failed; behind 01:39 `own` alone was seen up.
    let wide = [[Some(99), Some(158), Some(159), Some(218)]];
    assert_eq!(found(&[("own", 1, 0, down), east, west]), wide);
    // At 02:38 east failed, and `own` had been up since 02:10.
    let own: Place<'_> = ("own", 1, 0, &[(121, 130)]);
    assert!(found(&[own, east]).is_empty(), "{:?}", found(&[own, east]));
}
