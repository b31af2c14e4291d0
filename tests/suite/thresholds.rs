//! Each threshold of `docs/method.md` at one below, on and one above: a microsecond, a probe, a
//! site or a percent. The numbers are written out here, so that a changed default fails as well.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, Row, log, request, stamp};
use corroborate::clock::{DAY, HOUR, MINUTE, SECOND};
use corroborate::model::{
    Finding, Judgement, OutageFlag, Quorum, RefusedPart, Report, Rule, Status, Verdict, VerdictFlag,
};
use std::fmt::Write;

/// One microsecond below a threshold, on it, and one above.
const AROUND: [i64; 3] = [-1, 0, 1];
/// A silence limit so long that rows a day apart are in one run.
const NO_SILENCE: &str = "[[probes]]\nfiles = \"probes.csv\"\nsilence = \"3d\"\n";

/// Log of the site `a` from one vantage.
fn log_of_one(rows: &[(i64, u16)]) -> String {
    log(rows.iter().map(|(us, code)| (*us, "a", "x", *code)))
}

fn report(settings: &str, log: &str) -> Report {
    IncidentFolder::new(settings).with("probes.csv", log).report().unwrap()
}

/// Last moment up and first moment down of an onset, or last down and first up of a recovery.
#[derive(Clone, Copy)]
struct Edge {
    before: i64,
    after: i64,
}

/// Log of one site with one confirmed outage, up for a day before it and two days after it.
fn one_outage(onset: Edge, recovery: Edge) -> String {
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
struct Said<'a> {
    kind: &'a str,
    published: &'a str,
    asserted: &'a str,
}

/// The verdict on a claim, under further lines of `incident.toml`.
fn judged(said: &Said<'_>, log: &str, settings: &str) -> Verdict {
    let Said { kind, published, asserted } = said;
    let claims = format!("{CLAIMS}c,K,attacker,{kind},{published},{asserted},a\n");
    let settings = format!("zone = \"UTC\"\n{NO_SILENCE}{settings}");
    let incident =
        IncidentFolder::new(&settings).with("probes.csv", log).with("claims.csv", claims);
    let report = incident.report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap().clone()
}

/// The verdict on a claim of an attack that was published at a time and asserts none.
fn attack_at(published: &str, log: &str) -> Verdict {
    judged(&Said { kind: "attack", published, asserted: "" }, log, "")
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
    let said = Said {
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
    let said = Said {
        kind: "attack",
        published: "2022-10-06T02:00:00Z",
        asserted: "2022-10-06T00:00:00Z/2022-10-06T01:00:00Z",
    };
    let often = [2, 3, 4].map(|times| {
        let verdict = judged(&said, &failing(times, 2 * HOUR), "");
        assert_eq!(verdict.rule, Rule::new("R6"), "{verdict:?}");
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

/// `lead` (R3): an onset of an hour before publication at most. Published within a second, so the
/// hour counts from the last moment of it.
#[test]
fn an_hour_before_publication_still_fits() {
    let whole = HOUR + SECOND - 2;
    let rules = AROUND.map(|off| {
        let onset = Edge { before: whole + off, after: 90 * MINUTE };
        let log = one_outage(onset, Edge { before: 2 * HOUR, after: 3 * HOUR });
        attack_at("2022-10-05T02:00:00Z", &log).rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R3"), Rule::new("R3")]);
}

/// R4: an outage that had certainly begun before the earliest time that the claim can mean.
#[test]
fn an_onset_before_the_time_asked_precedes_the_claim() {
    let rules = AROUND.map(|off| {
        let onset = Edge { before: 30 * MINUTE, after: HOUR + off };
        let log = one_outage(onset, Edge { before: 2 * HOUR, after: 3 * HOUR });
        attack_at("2022-10-05T02:00:00Z", &log).rule
    });
    assert_eq!(rules, [Rule::new("R4"), Rule::new("R2"), Rule::new("R2")]);
}

/// `lag` (R3): an onset within twelve hours of publication, the twelfth hour's end excluded (M1).
#[test]
fn twelve_hours_after_publication_no_longer_fit() {
    let rules = AROUND.map(|off| {
        let onset = Edge { before: 13 * HOUR, after: 14 * HOUR + off };
        let log = one_outage(onset, Edge { before: 15 * HOUR, after: 16 * HOUR });
        attack_at("2022-10-05T02:00:00Z", &log).rule
    });
    assert_eq!(rules, [Rule::new("R3"), Rule::new("R2"), Rule::new("R2")]);
    // The time asked reaches to twelve hours after the second of publication.
    let rules = AROUND.map(|off| {
        let last_up = 14 * HOUR + SECOND + off;
        let mut rows: Vec<(i64, u16)> = (-24..=14).map(|at| (at * HOUR, 200)).collect();
        rows.extend([(last_up, 200), (last_up + MINUTE, 503), (15 * HOUR, 503), (16 * HOUR, 200)]);
        attack_at("2022-10-05T02:00:00Z", &log_of_one(&rows)).rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R6"), Rule::new("R6")]);
}

/// `look_back` (R5): an outage that ended twelve hours before publication at most.
#[test]
fn an_outage_over_for_twelve_hours_can_be_the_one_that_is_meant() {
    let rules = AROUND.map(|off| {
        let mut rows = vec![(-DAY, 200), (0, 200), (MINUTE, 503), (HOUR, 503)];
        rows.extend((2..72).map(|at| (at * HOUR + off, 200)));
        attack_at("2022-10-05T14:00:00Z", &log_of_one(&rows)).rule
    });
    assert_eq!(rules, [Rule::new("R6"), Rule::new("R5"), Rule::new("R5")]);
}

/// R5: over at publication, where the first probe up is the moment of publication itself.
#[test]
fn an_outage_that_ends_at_publication_is_over() {
    let rules = AROUND.map(|off| {
        let onset = Edge { before: 13 * HOUR + 10 * MINUTE, after: 13 * HOUR + 20 * MINUTE };
        let recovery = Edge { before: 13 * HOUR + 50 * MINUTE, after: 14 * HOUR + off };
        attack_at("2022-10-05T14:00:00Z", &one_outage(onset, recovery)).rule
    });
    assert_eq!(rules, [Rule::new("R5"), Rule::new("R5"), Rule::new("R3")]);
}

/// The judgement on `restored`, said at 14:00:00, of a site whose recovery has this bracket.
fn restored(recovery: Edge, settings: &str) -> Judgement {
    let said = Said { kind: "restored", published: "2022-10-05T14:00:00Z", asserted: "" };
    let onset = Edge { before: 10 * HOUR, after: 10 * HOUR + 10 * MINUTE };
    judged(&said, &one_outage(onset, recovery), settings).judgement
}

/// `tolerance` (R8): a quarter of an hour around the second in which it was said.
#[test]
fn a_quarter_of_an_hour_around_the_claim_is_on_time() {
    let early = AROUND.map(|off| {
        let still_down = 14 * HOUR - 15 * MINUTE - 1 + off;
        restored(Edge { before: still_down, after: still_down + MINUTE }, "")
    });
    assert_eq!(early, [Judgement::Late, Judgement::OnTime, Judgement::OnTime]);
    let late = AROUND.map(|off| {
        let back = 14 * HOUR + SECOND - 1 + 15 * MINUTE + off;
        restored(Edge { before: back - MINUTE, after: back }, "")
    });
    assert_eq!(late, [Judgement::OnTime, Judgement::OnTime, Judgement::Premature]);
}

/// R8: certainly still down when it was said, certainly back before.
#[test]
fn a_recovery_after_the_claim_or_before_it() {
    let none = "[rules]\ntolerance = \"0s\"\n";
    let premature = AROUND.map(|off| {
        let still_down = 14 * HOUR + SECOND + off;
        restored(Edge { before: still_down, after: still_down + MINUTE }, none)
    });
    assert_eq!(premature, [Judgement::Insufficient, Judgement::Premature, Judgement::Premature]);
    let late = AROUND.map(|off| {
        let back = 14 * HOUR + off;
        restored(Edge { before: back - MINUTE, after: back }, none)
    });
    assert_eq!(late, [Judgement::Late, Judgement::Insufficient, Judgement::Insufficient]);
}

/// A hundred minutes and the microsecond that a half-open time does not hold, so that eighty
/// minutes are just eighty percent of it.
const HUNDRED_MINUTES: &str = "2022-10-05T00:00:00Z/2022-10-05T01:40:00.000001Z";

/// `floor_percent` (M19): eighty percent of the time asked are enough.
#[test]
fn eighty_percent_of_the_time_asked_are_enough() {
    let said =
        Said { kind: "attack", published: "2022-10-05T05:00:00Z", asserted: HUNDRED_MINUTES };
    let rules = AROUND.map(|off| {
        let log = log_of_one(&[(-HOUR, 200), (80 * MINUTE + off, 200)]);
        judged(&said, &log, "").rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R10"), Rule::new("R10")]);
    let percent = [79, 80, 81].map(|percent| {
        let log = log_of_one(&[(-HOUR, 200), (80 * MINUTE, 200)]);
        judged(&said, &log, &format!("[rules]\nfloor_percent = {percent}\n")).rule
    });
    assert_eq!(percent, [Rule::new("R10"), Rule::new("R10"), Rule::new("R2")]);
    // Eighty minutes and four microseconds are just eighty percent of this time.
    let asserted = "2022-10-05T00:00:00Z/2022-10-05T01:40:00.000005Z";
    let rules = AROUND.map(|off| {
        let log = log_of_one(&[(-HOUR, 200), (80 * MINUTE + 3 + off, 200)]);
        judged(&Said { asserted, ..said }, &log, "").rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R10"), Rule::new("R10")]);
}

/// Where probes are 5 to 35 minutes apart and only the ends of their run are known, a time between
/// the two may hold none: what was down is told with how far apart the probes are.
#[test]
fn a_probe_in_the_time_asked_says_more_than_those_around_it() {
    let minutes = [(-60, 200), (0, 503), (20, 503), (25, 503), (60, 503), (120, 200)];
    let log = log_of_one(&minutes.map(|(minute, code)| (minute * MINUTE, code)));
    let apart = ["00:59:59Z", "01:00:01Z"].map(|until| {
        let asserted = format!("2022-10-05T00:41:00Z/2022-10-05T{until}");
        let published = "2022-10-05T05:00:00Z";
        let verdict = judged(&Said { kind: "outage", published, asserted: &asserted }, &log, "");
        let Finding::Down(down) = verdict.finding else { panic!("{verdict:?}") };
        down.apart.map(|apart| (apart.shortest_us / MINUTE, apart.longest_us / MINUTE))
    });
    assert_eq!(apart, [Some((5, 35)), None], "the last failed probe is of 01:00");
}

/// R6 for `reachable`: down at every moment, to the last one.
#[test]
fn a_site_down_to_the_last_moment_is_not_reachable() {
    let said =
        Said { kind: "reachable", published: "2022-10-05T05:00:00Z", asserted: HUNDRED_MINUTES };
    let rules = AROUND.map(|off| {
        let last = 100 * MINUTE + off;
        let down = [-50 * MINUTE, 0, 50 * MINUTE, last].map(|at| (at, 503));
        let rows = [down.as_slice(), &[(2 * HOUR, 403), (3 * HOUR, 403)]].concat();
        judged(&said, &log_of_one(&rows), "").rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R6"), Rule::new("R6")]);
}

/// R6: certainly up to the last moment of the time asked; before that, what was not observed of it
/// is told (R10).
#[test]
fn a_denial_needs_every_moment() {
    let said =
        Said { kind: "attack", published: "2022-10-05T05:00:00Z", asserted: HUNDRED_MINUTES };
    let results = AROUND.map(|off| {
        let log = log_of_one(&[(0, 200), (50 * MINUTE, 200), (100 * MINUTE + off, 200)]);
        judged(&said, &log, "").judgement
    });
    use Judgement::{Contradicted, NoneSeen};
    assert_eq!(results, [NoneSeen, Contradicted, Contradicted]);
}

/// `confirm` in R6: two probes in the time asked. One is enough for R1 not to apply.
#[test]
fn a_denial_needs_two_probes() {
    let said = Said {
        kind: "outage",
        published: "2022-10-05T05:00:00Z",
        asserted: "2022-10-05T01:00:00Z/2022-10-05T02:00:00Z",
    };
    // Minutes of the first probe and between two: 0, 1, 2 and 3 of them lie in the hour.
    let rules = [(0, 130), (30, 60), (0, 30), (0, 20)].map(|(first, apart)| {
        let rows: Vec<(i64, u16)> =
            (0..15).map(|at| ((first + at * apart) * MINUTE, 200)).collect();
        judged(&said, &log_of_one(&rows), "").rule
    });
    assert_eq!(rules, [Rule::new("R1"), Rule::new("R10"), Rule::new("R6"), Rule::new("R6")]);
}

/// D1a: a claim of an outage without an asserted time asks from an hour before its publication to a
/// quarter of an hour after it; one of an attack to twelve hours after.
#[test]
fn who_says_that_a_site_is_down_does_not_speak_of_tonight() {
    let judged_as = |kind, first_down: i64| {
        let said = Said { kind, published: "2022-10-05T02:00:00Z", asserted: "" };
        let mut rows: Vec<(i64, u16)> = (-8..=8).map(|at| (at * 15 * MINUTE, 200)).collect();
        rows.push((first_down - 1, 200));
        rows.extend(
            [(0, 503), (HOUR, 503), (2 * HOUR, 200)].map(|(at, code)| (first_down + at, code)),
        );
        judged(&said, &log_of_one(&rows), "").judgement
    };
    let quarter = 2 * HOUR + 15 * MINUTE;
    let outages = AROUND.map(|off| judged_as("outage", quarter + off));
    use Judgement::{Contradicted, Insufficient, Supported};
    // The publication is a second: only a moment that all of it can mean supports it.
    assert_eq!(outages, [Supported, Supported, Insufficient]);
    let after = judged_as("outage", quarter + SECOND + 1);
    assert_eq!((after, judged_as("attack", quarter + SECOND + 1)), (Contradicted, Supported));
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
        let said = Said { kind: "attack", published: "2022-10-07T00:00:00Z", asserted: &asserted };
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
    let mut found = vec![None; log.lines().count() - 1];
    let mut opened = corroborate::incident::open(&request(incident.path())).unwrap();
    let mut take = |line: u64, status: Status| found[line as usize - 2] = Some(status);
    opened.archive.read(|sample, _| take(sample.location.line, sample.status), |_| ()).unwrap();
    let refusals = opened.archive.refusals();
    assert_eq!(refusals.count(), refusals.count_of(RefusedPart::Outcome));
    for refusal in &refusals.listed {
        assert_eq!(found[refusal.line as usize - 2].take(), Some(Status::Unknown));
    }
    found
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
