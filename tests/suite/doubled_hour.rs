//! The hour that a change of the clocks shows twice, decided by the order of rows.

use crate::documents::{outages, refused};
use crate::incident_folder::IncidentFolder;
use crate::law_config::config;
use corroborate::clock::{Instant, MINUTE, SECOND, Zone, parse_stamp, rfc3339};
use corroborate::model::{ClaimSense, ClaimVerdict, InputRole, Report};
use corroborate::report::{claim_verdict_sentence, verdict_sentence};

const KEYS: &str = "zone = \"Europe/Berlin\"\ndoubled_hour = \"in-order\"\n";
/// The moment at which the clocks of Berlin went back, in seconds since 1970: 2022-10-30T01:00:00Z.
const CHANGE_S: i64 = 1_667_091_600;

fn report(keys: &str, log: &str) -> Result<Report, String> {
    IncidentFolder::new(&format!("[[probes]]\nfiles = \"log.csv\"\n{keys}"))
        .with("log.csv", log)
        .report()
}

/// A log of wall clocks of the night, `hh:mm`, each with a code.
fn night(rows: &[(&str, u16)]) -> String {
    let row = |(clock, code): &(&str, u16)| format!("2022-10-30T{clock}:00,a.example,{code}\n");
    rows.iter().map(row).fold("timestamp,site,status_code\n".to_owned(), |all, row| all + &row)
}

/// Rows read and refused of all probe logs.
fn rows(report: &Report) -> (u64, u64) {
    let logs = || report.inputs.iter().filter(|input| input.role == InputRole::Probes);
    (logs().map(|input| input.rows).sum(), logs().map(|input| input.refused).sum())
}

fn settled(report: &Report) -> u64 {
    report.inputs.iter().map(|input| input.settled_by_order).sum()
}

const NIGHT: [(&str, u16); 8] = [
    ("01:50", 200),
    ("02:10", 200),
    ("02:30", 503),
    ("02:50", 503),
    ("02:10", 503),
    ("02:30", 200),
    ("02:50", 200),
    ("03:10", 200),
];

#[test]
fn the_order_says_which_showing_a_clock_is() {
    let report_of = |keys: &str| report(keys, &night(&NIGHT)).unwrap();
    let ordered = report_of(KEYS);
    assert_eq!(outages(&ordered), ["a.example 00:10:00 00:30:00 01:10:00 01:30:00 503=3"]);
    assert_eq!((settled(&ordered), rows(&ordered)), (6, (8, 0)));
    let refusing = report_of("zone = \"Europe/Berlin\"\n");
    assert_eq!((settled(&refusing), rows(&refusing)), (0, (8, 6)));
    assert!(refused(&refusing)[0].contains("`2022-10-30T02:10:00` happened twice"));
}

#[test]
fn what_no_order_tells_is_refused() {
    // No clock goes back: each could be either showing.
    let gap = [("01:50", 200), ("02:10", 200), ("02:50", 503), ("03:10", 200)];
    let ordered = report(KEYS, &night(&gap)).unwrap();
    assert_eq!((settled(&ordered), rows(&ordered)), (0, (4, 2)));
    // Two rows of one minute are no second showing.
    let same = [("01:50", 200), ("02:10", 200), ("02:10", 503), ("03:10", 200)];
    assert_eq!(rows(&report(KEYS, &night(&same)).unwrap()), (4, 2));
    // Another night has an order of its own.
    let log = night(&NIGHT) + "2023-10-29T02:30:00,a.example,200\n";
    let ordered = report(KEYS, &log).unwrap();
    assert_eq!((settled(&ordered), rows(&ordered)), (6, (9, 1)));
}

#[test]
fn a_file_that_does_not_run_in_order_is_an_error() {
    let cases = [
        (
            vec![("01:50", 200), ("02:10", 200), ("01:40", 200)],
            "log.csv:4: the row is earlier than row 3",
        ),
        (vec![("03:50", 200), ("03:10", 200)], "log.csv:3: the row is earlier than row 2"),
        // Back twice in one night.
        (
            vec![("02:50", 200), ("02:10", 200), ("02:05", 200)],
            "log.csv:4: the row is earlier than row 3",
        ),
        (vec![("03:10", 200), ("02:10", 200)], "log.csv:3: the row is earlier than row 2"),
    ];
    for (rows, words) in cases {
        let why = report(KEYS, &night(&rows)).unwrap_err();
        assert!(why.contains(words), "{rows:?}: {why}");
    }
    let keys = [
        ("doubled_hour = \"in-order\"\n", "it needs the `zone`"),
        ("zone = \"Europe/Berlin\"\ndoubled_hour = \"first\"\n", "expected `in-order`"),
    ];
    for (keys, words) in keys {
        let why = report(keys, &night(&NIGHT)).unwrap_err();
        assert!(why.contains("probes.doubled_hour") && why.contains(words), "{why}");
    }
}

/// Lines and JSON of others are read in order too.
#[test]
fn records_of_others_have_an_order_too() {
    let lines: String = NIGHT
        .iter()
        .map(|(clock, code)| format!("30.10.2022 {clock} a.example {code}\n"))
        .collect();
    let keys = format!(
        "{KEYS}layout = \"lines\"\nformat = \"{{timestamp}} {{timestamp}} {{site}} \
         {{status_code}}\"\n\
         time_format = \"%d.%m.%Y %H:%M\"\n"
    );
    let ordered = report(&keys, &lines).unwrap();
    // Stamps of a minute move the late ends (M2).
    assert_eq!(outages(&ordered), ["a.example 00:10:00 00:30:59 01:10:00 01:30:59 503=3"]);
    assert_eq!((settled(&ordered), rows(&ordered)), (6, (8, 0)));
    let back = format!("{lines}30.10.2022 01:00 a.example 200\n");
    assert!(report(&keys, &back).unwrap_err().contains("log.csv:9: the row is earlier than row 8"));
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(config(32))]

        /// A log of UTC says the same in wall clocks, where less than an hour lies over the change.
        #[test]
        fn wall_clocks_in_order_are_the_log_of_utc(
            steps in prop::collection::vec((1_i64..59 * 60, prop::bool::ANY), 12..40),
            before in 0_i64..59 * 60,
        ) {
            let zone = Zone::named("Europe/Berlin").unwrap();
            let (mut at_s, mut utc, mut walls) =
                (CHANGE_S - 3 * 3600 - before, String::new(), String::new());
            let mut doubled = 0;
            for (step, is_up) in steps {
                let at = Instant(at_s * SECOND);
                let code = if is_up { 200 } else { 503 };
                utc += &format!("{},a.example,{code}\n", rfc3339(at));
                walls += &format!("{},a.example,{code}\n", zone.format(at, "%Y-%m-%d %H:%M:%S"));
                doubled += u64::from((CHANGE_S - 3600..CHANGE_S + 3600).contains(&at_s));
                at_s += step;
            }
            // The last row lies behind the doubled hour, less than an hour after the one before it;
            // else nothing may tell the rows in it.
            prop_assume!(at_s >= CHANGE_S + 3600);
            let last = Instant(at_s * SECOND);
            utc += &format!("{},a.example,200\n", rfc3339(last));
            walls += &format!("{},a.example,200\n", zone.format(last, "%Y-%m-%d %H:%M:%S"));
            let header = "timestamp,site,status_code\n";
            let of_utc = report("", &format!("{header}{utc}")).unwrap();
            let of_walls = report(KEYS, &format!("{header}{walls}")).unwrap();
            prop_assert_eq!(rows(&of_walls).1, 0);
            prop_assert_eq!(settled(&of_walls), doubled);
            prop_assert_eq!(&of_walls.outages, &of_utc.outages);
            prop_assert_eq!(&of_walls.sites, &of_utc.sites);
        }
    }
}

/// "02:10 to 02:50" on the night on which clocks go back is one of two hours. A denial of it was
/// contradicted by an outage of the other.
#[test]
fn a_claim_of_a_time_shown_twice_is_judged_by_each_reading() {
    // Down from 01:20 to 01:45 UTC, in the second showing alone; a probe every five minutes.
    let start = parse_stamp("2026-10-24T22:00:00Z", None).expect("it is a time");
    let row = |at: i64| {
        let code = if (40..46).contains(&at) { 503 } else { 200 };
        format!("{},shop,{code}\n", rfc3339(start.plus(at * 5 * MINUTE)))
    };
    let log: String = (0..97).map(row).collect();
    let claims = [
        "deny,O,operator,outage,,2026-10-25 02:10/2026-10-25 02:50,shop,none,",
        "late,P,media,outage,,2026-10-25 02:10/2026-10-25 03:30,shop,,",
        "whole,P,media,outage,,2026-10-25 02:20/2026-10-25 02:45,shop,,throughout",
        "back,O,operator,restored,,2026-10-25 02:50,shop,,",
        "fine,O,operator,outage,,2026-10-25 03:10/2026-10-25 03:50,shop,none,",
    ];
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";
    let keys = "[[probes]]\nfiles = \"probes.csv\"\nzone = \"UTC\"\n";
    let incident = IncidentFolder::new(&format!("zone = \"Europe/Berlin\"\n{keys}"))
        .with("probes.csv", format!("timestamp,site,status_code\n{log}"))
        .with("claims.csv", format!("{header}{}\n", claims.join("\n")));
    let report = incident.report().expect("the incident is read");
    let of = |id: &str| {
        let own = report.verdicts.iter().find(|one| one.claim.as_deref() == Some(id));
        own.unwrap_or_else(|| panic!("no verdict on {id}"))
    };
    let result = |id| of(id).judgement.as_str();
    assert_eq!((result("deny"), of("deny").sense), ("insufficient", ClaimSense::Denial));
    assert_eq!(result("late"), "supported", "down in both readings");
    assert_eq!(result("whole"), "insufficient");
    assert_eq!(result("back"), "insufficient");
    assert_eq!(result("fine"), "supported");
    let sentence = verdict_sentence(of("deny"));
    assert!(
        sentence.contains(
            "read as the time from 2026-10-25 00:10:00 UTC to 2026-10-25 00:50:00 UTC: supported"
        ),
        "{sentence}"
    );
    assert!(sentence.contains("2026-10-25 01:50:00 UTC: contradicted"), "{sentence}");
}

/// A reading that ends before the record was left out, and the verdict of the other stood alone.
#[test]
fn a_reading_off_the_record_is_judged_too() {
    // Down from 01:00 to 01:20 UTC, on a record that begins after the first 02:30 of the clocks.
    let start = parse_stamp("2026-10-25T00:40:00Z", None).expect("it is a time");
    let row = |at: i64| {
        let code = if (4..9).contains(&at) { 503 } else { 200 };
        format!("{},shop,{code}\n", rfc3339(start.plus(at * 5 * MINUTE)))
    };
    let log: String = (0..40).map(row).collect();
    let header = "claim,claimant,role,kind,asserted,targets\n";
    let claim = "until,P,media,outage,../2026-10-25 02:30,shop\n";
    let keys = "[[probes]]\nfiles = \"probes.csv\"\nzone = \"UTC\"\n";
    let incident = IncidentFolder::new(&format!("zone = \"Europe/Berlin\"\n{keys}"))
        .with("probes.csv", format!("timestamp,site,status_code\n{log}"))
        .with("claims.csv", format!("{header}{claim}"));
    let report = incident.report().expect("the incident is read");
    let verdict = &report.verdicts[0];
    let sentence = verdict_sentence(verdict);
    assert_eq!(verdict.judgement.as_str(), "insufficient", "{sentence}");
    assert!(
        sentence.contains("read as the moment 2026-10-25 00:30:00 UTC: not measured"),
        "{sentence}"
    );
    assert!(sentence.contains("2026-10-25 01:30:00 UTC: supported"), "{sentence}");
}

/// Judges claims in wall clocks of Berlin, on the night on which these went back at 01:00 UTC.
/// Probes every five minutes from 22:00 to 06:00 UTC; each site was down from the first to the
/// second of its minutes since then.
fn in_berlin(down: &[(&str, i64, i64)], claims: &str) -> Report {
    let start = parse_stamp("2026-10-24T22:00:00Z", None).expect("it is a time");
    let row = |at: i64| {
        let of_site = move |(site, from, until): &(&str, i64, i64)| {
            let code = if (*from..*until).contains(&(at * 5)) { 503 } else { 200 };
            format!("{},{site},{code}\n", rfc3339(start.plus(at * 5 * MINUTE)))
        };
        down.iter().map(of_site).collect::<String>()
    };
    judged_in_berlin(&(0..97).map(row).collect::<String>(), claims)
}

/// Judges claims in wall clocks of Berlin by rows of `timestamp,site,status_code`.
fn judged_in_berlin(log: &str, claims: &str) -> Report {
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";
    let keys = "[[probes]]\nfiles = \"probes.csv\"\nzone = \"UTC\"\n";
    IncidentFolder::new(&format!("zone = \"Europe/Berlin\"\n{keys}"))
        .with("probes.csv", format!("timestamp,site,status_code\n{log}"))
        .with("claims.csv", format!("{header}{claims}"))
        .report()
        .expect("the incident is read")
}

/// Up at each probe, ten minutes apart. None lies in the time at either showing; from the first to
/// the second, the site was up. No vantage is listed for that.
#[test]
fn no_vantage_is_listed_where_the_readings_differ() {
    let start = parse_stamp("2026-10-25T00:00:00Z", None).expect("it is a time");
    let row = |probe: i64| format!("{},a,200\n", rfc3339(start.plus(probe * 10 * MINUTE)));
    let log: String = (0_i64..20).map(row).collect();
    let claim = "c,P,media,outage,2026-10-25 12:00,2026-10-25T02:21:00/2026-10-25T02:29:00,a,,\n";
    let verdict = &judged_in_berlin(&log, claim).verdicts[0];
    let results = verdict.readings.iter().map(|one| one.judgement.as_str());
    assert_eq!(results.collect::<Vec<_>>(), ["not_measured", "contradicted", "not_measured"]);
    assert!(verdict.vantages.is_empty(), "{verdict:?}");
}

/// Up at each probe until 00:55 UTC, where the record ends: by the second showing nothing was
/// measured, and no outage is excluded. Where the site was down at the second one, it may be meant.
#[test]
fn an_outage_is_excluded_where_each_reading_excludes_it() {
    let start = parse_stamp("2026-10-24T22:00:00Z", None).expect("it is a time");
    let fits = |probes: i64, down_from: i64| {
        let row = |probe: i64| {
            let code = if (down_from..down_from + 6).contains(&probe) { 503 } else { 200 };
            format!("{},a,{code}\n", rfc3339(start.plus(probe * 5 * MINUTE)))
        };
        let log: String = (0..probes).map(row).collect();
        let claim = "c,P,media,outage,2026-10-25 12:00,2026-10-25 02:10/2026-10-25 02:50,a,,\n";
        let row = &judged_in_berlin(&log, claim).claimants[0];
        (row.excluded, row.perhaps_fitting)
    };
    assert_eq!(fits(36, 100), (0, 0));
    assert_eq!(fits(97, 100), (1, 0));
    assert_eq!(fits(97, 39), (0, 1));
}

/// Down at every probe from 23:50 to 02:30 UTC. "Down since 02:20", said at 02:50: nobody says so
/// at the first 02:50 of the second 02:20.
#[test]
fn a_reading_of_the_publication_goes_with_one_of_the_time() {
    let claim = "c,P,media,outage,2026-10-25 02:50,2026-10-25 02:20/..,a,,\n";
    let report = in_berlin(&[("a", 110, 270)], claim);
    let sentence = verdict_sentence(&report.verdicts[0]);
    assert_eq!(report.verdicts[0].judgement.as_str(), "supported", "{sentence}");
    assert!(sentence.contains("as the time from 2026-10-25 01:20:00 UTC to"), "{sentence}");
    // Down from 01:20 to 01:50 UTC: it was so whatever was meant.
    let late = in_berlin(&[("a", 200, 230)], claim);
    assert_ne!(late.verdicts[0].judgement.as_str(), "contradicted");
}

/// Down from 01:05 to 01:40 UTC. "Down since 01:10 UTC", said at 02:50 in Berlin, was said at the
/// second 02:50: at the first, the time had not come.
#[test]
fn who_reports_what_has_been_did_so_at_the_later_showing() {
    let claim = "c,P,media,outage,2026-10-25 02:50,2026-10-25T01:10:00Z/..,a,,\n";
    let verdict = &in_berlin(&[("a", 185, 225)], claim).verdicts[0];
    assert_eq!((verdict.judgement.as_str(), &verdict.readings[..]), ("supported", &[][..]));
}

/// By the first showing none was seen, and probes were too far apart to deny it; by the second, the
/// site was down. Neither says what holds.
#[test]
fn that_none_was_seen_is_not_the_weaker_of_two_that_differ() {
    let claim = "c,P,media,outage,2026-10-25 12:00,2026-10-25 02:20/2026-10-25 02:40,a,,\n";
    let judged = |down: &[(&str, i64, i64)]| in_berlin(down, claim).verdicts[0].judgement.as_str();
    assert_eq!(judged(&[("a", 0, 0)]), "none_seen");
    assert_eq!(judged(&[("a", 200, 220)]), "insufficient");
}

/// Up at each probe. By one of the readings the probes are too far apart to deny an outage; by none
/// there was one.
#[test]
fn of_two_readings_that_say_the_same_the_weaker_holds() {
    let claim = "c,P,media,outage,2026-10-25 12:00,2026-10-25 02:20/2026-10-25 02:40,a,,\n\
         n,P,media,outage,2026-10-25 12:00,2026-10-25 02:20/2026-10-25 02:40,a,none,\n";
    let report = in_berlin(&[("a", 0, 0)], claim);
    for verdict in &report.verdicts {
        let sentence = verdict_sentence(verdict);
        assert_eq!(verdict.judgement.as_str(), "none_seen", "{sentence}");
        assert!(sentence.contains("it would be firmer: "), "{sentence}");
    }
    let crew = "x,C,attacker,attack,2026-10-25 02:30,,a;b,,\n";
    let fits = in_berlin(&[("a", 0, 0), ("b", 0, 0)], crew);
    let claimant = &fits.claimants[0];
    assert_eq!(claimant.perhaps_fitting, 0, "no reading has an outage: {claimant:?}");
}

/// "Some of a and b were down": by the first showing a was, by the second b.
#[test]
fn a_claim_on_several_sites_is_judged_reading_by_reading() {
    let time = "2026-10-25 12:00,2026-10-25 02:20/2026-10-25 02:30";
    let claims = format!(
        "some,P,media,outage,{time},a;b,some,\nnone,P,media,outage,{time},a;b,none,\n\
         most,P,media,outage,{time},a;b;c,most,\n"
    );
    let sites = [("a", 140, 160), ("b", 200, 220), ("c", 200, 220)];
    let report = in_berlin(&sites, &claims);
    let whole = |id: &str| {
        let verdict = report.claim_verdicts.iter().find(|one| one.claim == id).unwrap();
        (verdict.judgement.as_str(), claim_verdict_sentence(verdict))
    };
    let (judgement, words) = whole("some");
    assert_eq!(judgement, "supported", "{words}");
    assert!(words.contains("what is counted is so by each reading of it"), "{words}");
    assert_eq!(whole("none").0, "contradicted");
    assert_eq!(whole("most").0, "insufficient", "one of three, or two: {}", whole("most").1);
}

/// Verdict on all sites of the only claim.
fn whole(report: &Report) -> &ClaimVerdict {
    &report.claim_verdicts[0]
}

/// What is counted of several sites is so by each showing, whichever counts more. Two of three were
/// down at one showing, and all were up at the other.
#[test]
fn of_two_readings_the_lesser_count_holds() {
    let claim = "c,P,media,outage,2026-10-25 12:00,2026-10-25 02:10/2026-10-25 02:50,a;b;c,most,\n";
    for down_from in [130, 190] {
        let sites =
            [("a", down_from, down_from + 40), ("b", down_from, down_from + 40), ("c", 0, 0)];
        let report = in_berlin(&sites, claim);
        let whole = whole(&report);
        assert_eq!(whole.judgement.as_str(), "insufficient", "{whole:?}");
        assert_eq!((whole.agreeing, whole.against), (0, 1), "{whole:?}");
    }
}

/// Down for a part of the first showing, and up at the second: in part reachable by one reading,
/// and so by both.
#[test]
fn that_a_part_fits_is_the_weaker_of_two_readings() {
    let time = "2026-10-25 12:00,2026-10-25 02:10/2026-10-25 02:50";
    let down = [("a", 140, 150), ("b", 0, 0)];
    let one = in_berlin(&down, &format!("c,O,operator,reachable,{time},a,,\n"));
    assert_eq!(one.verdicts[0].judgement.as_str(), "partly");
    let most = in_berlin(&down, &format!("c,O,operator,reachable,{time},a;b,most,\n"));
    assert_eq!(whole(&most).in_part, 0, "{:?}", whole(&most));
    // Who denies that a site was reachable is borne out in part, or not at all.
    let denied = in_berlin(&down, &format!("c,O,operator,reachable,{time},a,none,\n"));
    assert_eq!(denied.verdicts[0].judgement.as_str(), "insufficient");
}

/// Down between the two showings of the claimed time alone, in two days: nothing was to restore at
/// the first.
#[test]
fn what_was_to_restore_by_one_reading_is_not_counted_as_up() {
    let start = parse_stamp("2026-10-23T22:00:00Z", None).expect("it is a time");
    let rows = (0..400).flat_map(|step| ["a", "b"].map(|site| (step, site)));
    let row = |(step, site): (i64, &str)| {
        let code = if (326..332).contains(&step) { 503 } else { 200 };
        format!("{},{site},{code}\n", rfc3339(start.plus(step * 5 * MINUTE)))
    };
    let log: String = rows.map(row).collect();
    let claim = "c,O,operator,restored,2026-10-25 12:00,2026-10-25 02:50,a;b,most,\n";
    let report = judged_in_berlin(&log, claim);
    assert_eq!(whole(&report).nothing_to_restore, 0, "{:?}", whole(&report));
    // Without the change of the clocks, nothing was to restore of both.
    let claim = "c,O,operator,restored,2026-10-25 12:00,2026-10-25T00:50:00Z,a;b,most,\n";
    let report = judged_in_berlin(&log, claim);
    assert_eq!(whole(&report).nothing_to_restore, 2, "{:?}", whole(&report));
}

/// Nobody probed one site at the first showing, and another at neither.
#[test]
fn a_site_is_not_measured_where_it_is_so_by_each_reading() {
    let start = parse_stamp("2026-10-24T22:00:00Z", None).expect("it is a time");
    let mut log = String::new();
    for step in 0..97 {
        let at = rfc3339(start.plus(step * 5 * MINUTE));
        let (first, second) = ((24..36).contains(&step), (36..48).contains(&step));
        for (site, is_probed) in [("a", true), ("b", !first), ("c", !first && !second)] {
            if is_probed {
                log += &format!("{at},{site},200\n");
            }
        }
    }
    let claim = "c,P,media,outage,2026-10-25 12:00,2026-10-25 02:10/2026-10-25 02:50,a;b;c,most,\n";
    let report = judged_in_berlin(&log, claim);
    assert_eq!(whole(&report).not_measured, ["c"], "{:?}", whole(&report));
}

/// Where the readings differ, nothing that follows from all of the time is said: no outage and no
/// lag.
#[test]
fn a_time_shown_twice_rests_on_nothing_where_its_readings_differ() {
    let of = |time: &str| {
        // Down at 23:00, 00:15 and 00:35 UTC, each at three probes.
        let start = parse_stamp("2026-10-24T22:00:00Z", None).expect("it is a time");
        let row = |at: i64| {
            let code = if matches!(at, 12..=14 | 27..=29 | 31..=33) { 503 } else { 200 };
            format!("{},a,{code}\n", rfc3339(start.plus(at * 5 * MINUTE)))
        };
        let log: String = (0..97).map(row).collect();
        let header = "claim,claimant,role,kind,published,asserted,targets\n";
        let claim = format!("c,P,media,outage,2026-10-25T06:00:00Z,{time},a\n");
        let keys = "[[probes]]\nfiles = \"probes.csv\"\nzone = \"UTC\"\n";
        let incident = IncidentFolder::new(&format!("zone = \"Europe/Berlin\"\n{keys}"))
            .with("probes.csv", format!("timestamp,site,status_code\n{log}"))
            .with("claims.csv", format!("{header}{claim}"));
        let report = incident.report().expect("the incident is read");
        report.verdicts.iter().find(|one| one.claim.is_some()).expect("a verdict on it").clone()
    };
    let twice = of("2026-10-25 02:10/2026-10-25 02:50");
    assert_eq!((twice.rule.id(), twice.judgement.as_str()), ("R2", "insufficient"));
    assert_eq!((&twice.outage, twice.outage_number), (&None, 0));
    assert!(twice.lag.is_none() && twice.further.is_none() && twice.earlier.is_none(), "{twice:?}");
    // Of a time around both showings, the record says all of this.
    let once = of("2026-10-25T00:10Z/2026-10-25T01:50Z");
    assert_eq!((once.outage.as_deref(), once.outage_number), (Some("O002"), 2));
    assert!(once.lag.is_some() && once.further.is_some() && once.earlier.is_some(), "{once:?}");
}

/// Down from 23:50 UTC on, and said at 02:10 in Berlin, which was 00:10 and 01:10 UTC: the lag is
/// that of either.
#[test]
fn the_lag_of_a_publication_shown_twice_holds_that_of_each_showing() {
    let report = in_berlin(&[("a", 110, 300)], "c,P,media,outage,2026-10-25 02:10,,a,,\n");
    let own = &report.verdicts[0];
    assert_eq!((own.judgement.as_str(), own.readings.len()), ("supported", 2));
    let lag = own.lag.expect("a lag");
    // Last up at 23:45, first down at 23:50; the publication ends within a minute.
    assert_eq!((lag.least_us, lag.most_us), (20 * MINUTE, Some(86 * MINUTE - 1)));
}
