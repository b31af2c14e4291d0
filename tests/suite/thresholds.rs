//! Each threshold of `docs/method.md` at one below, on and one above: a microsecond, a probe, a
//! site or a percent. The numbers are written out here, so that a changed default fails as well.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, Row, log, request, stamp};
use corroborate::clock::{DAY, HOUR, MINUTE};
use corroborate::model::{
    Memory, OutageFlag, Quorum, RefusedPart, Report, Rule, Status, Verdict, VerdictFlag,
};
use std::fmt::Write;

/// One microsecond below a threshold, on it, and one above.
pub(crate) const AROUND: [i64; 3] = [-1, 0, 1];
/// A silence limit so long that rows a day apart are in one run.
const NO_SILENCE: &str = "[[probes]]\nfiles = \"probes.csv\"\nsilence = \"3d\"\n";

/// Log of the site `a` from one vantage.
pub(crate) fn log_of_one(rows: &[(i64, u16)]) -> String {
    log(rows.iter().map(|(us, code)| (*us, "a", "x", *code)))
}

fn report(settings: &str, log: &str) -> Report {
    IncidentFolder::new(settings).with("probes.csv", log).report().unwrap()
}

/// Last moment up and first moment down of an onset, or last down and first up of a recovery.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) before: i64,
    pub(crate) after: i64,
}

/// Log of one site with one confirmed outage, up for a day before it and two days after it.
pub(crate) fn one_outage(onset: Edge, recovery: Edge) -> String {
    log_of_one(&[
        (-DAY, 200),
        (onset.before, 200),
        (onset.after, 503),
        (recovery.before, 503),
        (recovery.after, 200),
        (3 * DAY, 200),
    ])
}

/// Claim on site `a`: its kind, its publication and the time that it asserts, if any.
#[derive(Clone, Copy)]
pub(crate) struct TimedClaim<'a> {
    pub(crate) kind: &'a str,
    pub(crate) published: &'a str,
    pub(crate) asserted: &'a str,
}

/// The verdict on a claim, under further lines of `incident.toml`.
pub(crate) fn judged(said: &TimedClaim<'_>, log: &str, settings: &str) -> Verdict {
    let TimedClaim { kind, published, asserted } = said;
    let claims = format!("{CLAIMS}c,K,attacker,{kind},{published},{asserted},a\n");
    let settings = format!("zone = \"UTC\"\n{NO_SILENCE}{settings}");
    let incident =
        IncidentFolder::new(&settings).with("probes.csv", log).with("claims.csv", claims);
    let report = incident.report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap().clone()
}

/// The verdict on a claim of an attack that was published at a time and asserts none.
pub(crate) fn attack_at(published: &str, log: &str) -> Verdict {
    judged(&TimedClaim { kind: "attack", published, asserted: "" }, log, "")
}

/// `confirm` (M12): two failed probes, or one from each of two vantages.
#[test]
fn two_failed_probes_make_an_outage() {
    let log = |failed: i64| {
        let mut rows = vec![(0, 200)];
        rows.extend((1..=failed).map(|at| (at * MINUTE, 503)));
        rows.push(((failed + 1) * MINUTE, 200));
        log_of_one(&rows)
    };
    let counts = |settings: &str, failed| {
        let report = report(settings, &log(failed));
        (report.outages.len(), report.blips.len())
    };
    assert_eq!([1, 2, 3].map(|failed| counts(PROBES, failed)), [(0, 1), (1, 0), (1, 0)]);
    let three = format!("{PROBES}[rules]\nconfirm = 3\n");
    assert_eq!([2, 3, 4].map(|failed| counts(&three, failed)), [(0, 1), (1, 0), (1, 0)]);
    let both = self::log(["x", "y"].into_iter().flat_map(|vantage| {
        [0, 1, 2].map(|at| (at * MINUTE, "a", vantage, if at == 1 { 503 } else { 200 }))
    }));
    let report = report(&three, &both);
    assert_eq!((report.outages.len(), report.blips.len()), (1, 0), "one from each of two");
}

/// `confirm` in R7: probes that failed outside every outage, and degraded ones.
#[test]
fn two_probes_in_part_make_partly() {
    let said = TimedClaim {
        kind: "outage",
        published: "2022-10-05T05:00:00Z",
        asserted: "2022-10-05T00:00:00Z/2022-10-05T02:00:00Z",
    };
    let minority = |failed: i64| {
        let row = move |at: i64, vantage| {
            let fails = vantage == "x" && (3..3 + failed).contains(&at);
            (at * 10 * MINUTE, "a", vantage, if fails { 503 } else { 200 })
        };
        let rows = (-1..14).flat_map(|at| ["x", "y", "z"].map(|vantage| row(at, vantage)));
        judged(&said, &log(rows), "").rule
    };
    assert_eq!([1, 2, 3].map(minority), [Rule::new("R6"), Rule::new("R7"), Rule::new("R7")]);
    let degraded = |slow: i64| {
        let mut text = "timestamp,site,status_code,latency_ms\n".to_owned();
        for at in -1..14 {
            let took = if (3..3 + slow).contains(&at) { 1001 } else { 10 };
            writeln!(text, "{},a,200,{took}", stamp(at * 10 * MINUTE)).unwrap();
        }
        judged(&said, &text, "[rules]\nslow_ms = 1000\n").rule
    };
    assert_eq!([1, 2, 3].map(degraded), [Rule::new("R6"), Rule::new("R7"), Rule::new("R7")]);
}

/// Two outages: the second begins when the site has been up for so long.
fn up_between(up_us: i64) -> Report {
    let again = 20 * MINUTE + up_us;
    let rows = [
        (0, 200),
        (10 * MINUTE, 503),
        (11 * MINUTE, 503),
        (20 * MINUTE, 200),
        (again, 200),
        (again + MINUTE, 503),
        (again + 2 * MINUTE, 503),
        (again + 3 * MINUTE, 200),
        (DAY, 200),
    ];
    report(NO_SILENCE, &log_of_one(&rows))
}

/// `stable_for` (M13): up for half an hour, to the microsecond, is a stable recovery.
#[test]
fn half_an_hour_up_is_a_stable_recovery() {
    let stable = AROUND.map(|off| {
        let report = up_between(30 * MINUTE + off);
        let first = &report.outages[0];
        (first.relapses, first.stable_recovery.by == first.recovery.by)
    });
    assert_eq!(stable, [(1, false), (0, true), (0, true)]);
}

/// The gap between two episodes (M13): less than `stable_for` joins them.
#[test]
fn half_an_hour_up_parts_two_episodes() {
    let episodes = AROUND.map(|off| {
        let report = up_between(30 * MINUTE + off);
        (report.outages[1].episode, report.sites[0].episodes)
    });
    assert_eq!(episodes, [(1, 1), (2, 2), (2, 2)]);
}

/// Log of the site `a` that fails so often, for two probes each time.
fn failing(times: i64, apart_us: i64) -> String {
    let mut rows = vec![(-MINUTE, 200)];
    for time in 0..times {
        let from = time * apart_us;
        rows.extend([(from, 503), (from + MINUTE, 503), (from + 2 * MINUTE, 200)]);
    }
    let last = rows.last().map_or(0, |row| row.0);
    rows.extend((1..96).map(|at| (last + at * 30 * MINUTE, 200)));
    log_of_one(&rows)
}

/// `flapping` (M11): three outages in an episode.
#[test]
fn three_outages_in_an_episode_are_flapping() {
    let flapping = [2, 3, 4].map(|times| {
        let report = report(NO_SILENCE, &failing(times, 10 * MINUTE));
        assert_eq!(report.sites[0].episodes, 1);
        report.outages.iter().filter(|outage| outage.has(OutageFlag::Flapping)).count()
    });
    assert_eq!(flapping, [0, 3, 4]);
}

/// `often_down`: three outages outside the time asked.
#[test]
fn three_outages_at_other_times_are_often_down() {
    let said = TimedClaim {
        kind: "attack",
        published: "2022-10-06T02:00:00Z",
        asserted: "2022-10-06T00:00:00Z/2022-10-06T01:00:00Z",
    };
    let often = [2, 3, 4].map(|times| {
        let verdict = judged(&said, &failing(times, 2 * HOUR), "");
        assert_eq!(verdict.rule, Rule::new("R10"), "{verdict:?}");
        verdict.flags.contains(&VerdictFlag::OftenDown)
    });
    assert_eq!(often, [false, true, true]);
}

/// The longest interval that is no silence (M7): twice the pace, a minute here.
#[test]
fn a_longer_time_than_twice_the_pace_is_a_silence() {
    // The state goes on after it, or another begins.
    for code in [200, 503] {
        let stretches = AROUND.map(|off| {
            let after = 7 * MINUTE + off;
            let mut rows: Vec<(i64, u16)> = (0..6).map(|at| (at * MINUTE, 200)).collect();
            rows.extend([after, after + MINUTE].map(|at| (at, code)));
            report(PROBES, &log_of_one(&rows)).sites[0].observed.spans().len()
        });
        assert_eq!(stretches, [1, 1, 2], "{code}");
    }
}

/// Rows of sites seen by one vantage at the same moments; the first `failing` of them fail.
fn together<'a>(sites: &'a [String], vantage: &'a str, failing: usize) -> Vec<Row<'a>> {
    let rows = sites.iter().enumerate().flat_map(|(at, site)| {
        let code = if at < failing { 503 } else { 200 };
        [(0, 200), (10, code), (20, code), (30, 200)]
            .map(|(minute, code)| (minute * MINUTE, site.as_str(), vantage, code))
    });
    rows.collect()
}

fn names(sites: usize) -> Vec<String> {
    (0..sites).map(|at| format!("s{at}")).collect()
}

/// Sites of a common mode (M15): five of one vantage, and eighty percent of them.
#[test]
fn four_of_five_sites_failing_together_are_a_common_mode() {
    let modes = |sites: usize, failing: usize| {
        let names = names(sites);
        report(PROBES, &log(together(&names, "x", failing))).common_modes.len()
    };
    assert_eq!([4, 5, 6].map(|sites| modes(sites, sites)), [0, 1, 1]);
    assert_eq!([3, 4, 5].map(|failing| modes(5, failing)), [0, 1, 1]);
    assert_eq!([7, 8, 9].map(|failing| modes(10, failing)), [0, 1, 1]);
    assert_eq!([79, 80, 81].map(|failing| modes(100, failing)), [0, 1, 1]);
}

/// A sick vantage (M15): another sees eighty percent of the failing sites up.
#[test]
fn a_vantage_is_sick_if_four_of_five_sites_are_seen_up_elsewhere() {
    let names = names(5);
    let sick = [3, 4, 5].map(|up| {
        let mut rows = together(&names, "x", 5);
        rows.extend(together(&names, "y", 5 - up));
        let report = report(PROBES, &log(rows));
        let mode = report.common_modes.iter().find(|mode| mode.vantage == "x").unwrap();
        (mode.sick, mode.probes_set_aside)
    });
    assert_eq!(sick, [(false, 0), (true, 10), (true, 10)]);
}

/// Vantages that must agree, for one to six that observe (M9): a number is also more than half.
#[test]
fn a_quorum_is_more_than_half() {
    let least = |quorum: Quorum| {
        [1, 2, 3, 4, 5, 6].map(|observe| {
            let enough: Vec<u32> =
                (0..=observe).filter(|agree| quorum.reached(*agree, observe)).collect();
            assert_eq!(enough.last(), Some(&observe), "all agree");
            assert_eq!(enough.len() as u32, observe - enough[0] + 1, "no more agree for less");
            enough[0]
        })
    };
    assert_eq!(least(Quorum::Majority), [1, 2, 2, 3, 3, 4]);
    assert_eq!(least(Quorum::All), [1, 2, 3, 4, 5, 6]);
    assert_eq!(least(Quorum::AtLeast(1)), [1, 2, 2, 3, 3, 4]);
    assert_eq!(least(Quorum::AtLeast(2)), [1, 2, 2, 3, 3, 4]);
    assert_eq!(least(Quorum::AtLeast(3)), [1, 2, 3, 3, 3, 4]);
    assert!(!Quorum::AtLeast(0).reached(0, 0) && !Quorum::Majority.reached(0, 0));
}

/// `quorum = 2` through the whole program: of four and five vantages, two are not more than half.
#[test]
fn a_quorum_of_two_makes_outages_of_more_than_half() {
    let settings = format!("{PROBES}[rules]\nquorum = 2\n");
    let outages = |vantages: usize, failing: usize| {
        let vantage = ["u", "v", "w", "x", "y"];
        let rows = vantage[..vantages].iter().enumerate().flat_map(|(at, vantage)| {
            let code = if at < failing { 503 } else { 200 };
            [(0, 200), (10, code), (20, code), (30, 200)]
                .map(|(minute, code)| (minute * MINUTE, "a", *vantage, code))
        });
        report(&settings, &log(rows)).outages.len()
    };
    assert_eq!([1, 2, 3].map(|failing| outages(3, failing)), [0, 1, 1]);
    assert_eq!([1, 2, 3].map(|failing| outages(4, failing)), [0, 0, 1]);
    assert_eq!([1, 2, 3].map(|failing| outages(5, failing)), [0, 0, 1]);
}

/// The end of an interval that is asserted (M3): an hour or a day is included to its last moment, a
/// minute is the end itself.
#[test]
fn an_hour_as_the_end_of_an_interval_is_included() {
    for (end, until) in [
        ("2022-10-05T14", 15 * HOUR),
        ("2022-10-05", DAY),
        ("2022-10-05T14:00", 14 * HOUR),
        ("2022-10-05T14:00:00Z", 14 * HOUR),
    ] {
        let asserted = format!("2022-10-05T10/{end}");
        let said =
            TimedClaim { kind: "attack", published: "2022-10-07T00:00:00Z", asserted: &asserted };
        let rules = AROUND.map(|off| {
            let onset = Edge { before: until - HOUR, after: until + off };
            let recovery = Edge { before: until + HOUR, after: until + 2 * HOUR };
            judged(&said, &one_outage(onset, recovery), "").rule
        });
        assert_eq!(rules, [Rule::new("R3"), Rule::new("R2"), Rule::new("R2")], "{end}");
    }
}

/// Classes of the rows of a log, in order; `None` for each row whose outcome was refused.
fn classes(log: &str, rules: &str) -> Vec<Option<Status>> {
    let settings = format!("{PROBES}{rules}");
    let incident = IncidentFolder::new(&settings).with("probes.csv", log);
    let mut statuses = vec![None; log.lines().count() - 1];
    let mut opened =
        corroborate::incident::open(&request(incident.path()), Memory::DEFAULT).unwrap();
    let mut take = |line: u64, status: Status| statuses[line as usize - 2] = Some(status);
    opened.logs.read(|sample, _| take(sample.location.line, sample.status), |_| ()).unwrap();
    let refusals = opened.logs.refusals();
    assert_eq!(refusals.count(), refusals.count_of(RefusedPart::Outcome));
    for refusal in &refusals.listed {
        assert_eq!(statuses[refusal.line as usize - 2].take(), Some(Status::Unknown));
    }
    statuses
}

/// Each status code from 0 to 999 (M6), on plain lines and in quotes.
#[test]
fn every_status_code_has_its_class() {
    let class = |code: usize| match code {
        0 => Some(Status::Down),
        401 | 403 | 407 | 429 | 451 => Some(Status::Challenged),
        100..=499 => Some(Status::Up),
        500..=599 => Some(Status::Down),
        _ => None,
    };
    let wanted: Vec<Option<Status>> = (0..=999).map(class).collect();
    for mark in ["", "\""] {
        let mut text = "timestamp,site,status_code\n".to_owned();
        for code in 0..=999 {
            writeln!(text, "{},a,{mark}{code}{mark}", stamp(code * MINUTE)).unwrap();
        }
        assert_eq!(classes(&text, ""), wanted, "codes written as {mark}503{mark}");
    }
}

/// `slow_ms` (M6): an answer that takes longer, by a microsecond, is degraded.
#[test]
fn an_answer_slower_than_the_limit_is_degraded() {
    let log = "timestamp,site,status_code,latency_ms\n\
        2022-10-05T00:00:00Z,a,200,999.999\n\
        2022-10-05T00:10:00Z,a,200,1000\n\
        2022-10-05T00:20:00Z,a,200,1000.001\n";
    let up = Some(Status::Up);
    assert_eq!(classes(log, "[rules]\nslow_ms = 1000\n"), [up, up, Some(Status::Degraded)]);
    assert_eq!(classes(log, ""), [up; 3], "off unless it is set");
}
