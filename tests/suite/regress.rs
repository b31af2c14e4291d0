//! One test for each bug, named for what went wrong.

use crate::incident_folder::{IncidentFolder, PROBES, Row, log};
use corroborate::clock::{MINUTE, rfc3339};
use corroborate::model::{CauseCount, OutageFlag, Report, Verdict, VerdictFlag};
use corroborate::report::verdict_sentence;

/// The report of a log under these settings.
fn report(settings: &str, probes: &str) -> Report {
    IncidentFolder::new(settings).with("probes.csv", probes).report().unwrap()
}

/// The report of a log under these settings, with claims.
fn claimed(settings: &str, probes: &str, claims: &str) -> Report {
    let incident = IncidentFolder::new(settings).with("probes.csv", probes);
    incident.with("claims.csv", claims).report().unwrap()
}

/// Rows of one site from one vantage, ten minutes apart from midnight, with these codes.
fn probes(codes: &[u16]) -> String {
    let rows = codes
        .iter()
        .enumerate()
        .map(|(at, code)| format!("2022-10-05T{:02}:{:02}:00Z,a,x,{code}\n", at / 6, at % 6 * 10));
    std::iter::once("timestamp,site,vantage,status_code\n".to_owned()).chain(rows).collect()
}

const CHANGES: &str = "[[probes]]\nfiles = \"probes.csv\"\ncadence = \
    \"on-change\"\ninterval = \"5m\"\n";

/// An `unknown` row in a log of changes ended no state: the site counted as down until the next
/// change.
#[test]
fn a_row_without_a_state_ends_a_state_in_a_log_of_changes() {
    let probes = "timestamp,site,vantage,result\n2022-10-05T00:00:00Z,a,x,up\n\
        2022-10-05T01:00:00Z,a,x,down\n\
        2022-10-05T01:10:00Z,a,x,unknown\n2022-10-05T10:00:00Z,a,x,up\n";
    let report = report(CHANGES, probes);
    let outage = &report.outages[0];
    assert_eq!(outage.duration.least_us, 5 * MINUTE, "down from 01:00 to one probe before 01:10");
    assert_eq!(outage.duration.most_us, Some((9 * 60 + 5) * MINUTE), "from 00:55 to 10:00");
}

/// Two rows of failure with a row without a state between them counted each other's probes.
#[test]
fn failed_probes_in_a_log_of_changes_count_once() {
    let probes = "timestamp,site,vantage,result\n2022-10-05T00:00:00Z,a,x,up\n\
        2022-10-05T01:00:00Z,a,x,down\n\
        2022-10-05T01:30:00Z,a,x,unknown\n2022-10-05T01:35:00Z,a,x,down\n\
        2022-10-05T02:00:00Z,a,x,up\n";
    let report = report(CHANGES, probes);
    // 01:00 to 01:25 and 01:35 to 01:55, every five minutes.
    assert_eq!(report.outages.iter().map(|outage| outage.failed_probes).sum::<u64>(), 6 + 5);
}

/// The stable recovery after a relapse was not widened by the clock's error.
#[test]
fn a_clock_error_widens_the_stable_recovery_too() {
    let toml = "[[probes]]\nfiles = \"probes.csv\"\nclock_error = \"2m\"\n";
    let log = probes(&[200, 503, 503, 200, 503, 503, 200, 200, 200, 200, 200]);
    let report = report(toml, &log);
    let (first, last) = (&report.outages[0], &report.outages[1]);
    assert_eq!(first.relapses, 1);
    assert_eq!(first.stable_recovery.by.map(rfc3339).as_deref(), Some("2022-10-05T01:02:00Z"));
    assert_eq!(first.stable_recovery.by, last.recovery.by);
}

/// An outage in the time asked, over at publication but by longer than `look_back`, was said to be
/// no outage: R6, certainly up.
#[test]
fn an_outage_in_the_time_asked_is_never_certainly_up() {
    let toml = "window = { from = \"2022-10-05T00:00Z\", until = \"2022-10-05T04:00Z\" }\n\
        [[probes]]\nfiles = \"probes.csv\"\n[rules]\nlook_back = \"1m\"\nlag = \"1h\"\n\
        lead = \"2h\"\n";
    let mut codes = [200; 24];
    codes[3..6].fill(503);
    let claims =
        "claim,claimant,role,kind,published,targets\nc,K,attacker,attack,2022-10-05T02:20:00Z,a\n";
    let report = claimed(toml, &probes(&codes), claims);
    assert_eq!(report.verdicts[0].rule.id(), "R5", "{}", verdict_sentence(&report.verdicts[0]));
    assert!(
        !report.verdicts[0].flags.contains(&VerdictFlag::ClaimedAfterTheFact),
        "the verdict says so already"
    );
}

/// A claim published while a relapse was still down bore the flag of one that came after the fact.
#[test]
fn a_relapse_is_part_of_what_is_over() {
    let toml = "window = \
        { from = \"2022-10-05T00:00Z\", until = \"2022-10-05T02:00Z\" }\n[[probes]]\nfiles = \
        \"probes.csv\"\n";
    let claims = "claim,claimant,role,kind,published,asserted,targets\n\
        during,K,attacker,attack,2022-10-05T00:45:00Z,2022-10-05T00:00:00Z/2022-10-05T00:30:00Z,a\n\
        later,K,attacker,attack,2022-10-05T01:30:00Z,2022-10-05T00:00:00Z/2022-10-05T00:30:00Z,a\n";
    let codes = [200, 503, 503, 200, 503, 503, 200, 200, 200, 200, 200, 200];
    let report = claimed(toml, &probes(&codes), claims);
    let flagged = |claim: &str| {
        let verdict =
            report.verdicts.iter().find(|verdict| verdict.claim.as_deref() == Some(claim)).unwrap();
        assert_eq!(verdict.rule.id(), "R3", "{}", verdict_sentence(verdict));
        verdict.flags.contains(&VerdictFlag::ClaimedAfterTheFact)
    };
    assert!(!flagged("during") && flagged("later"));
}

/// Two logs of one vantage counted each site twice towards a common mode.
#[test]
fn two_sources_of_one_vantage_make_no_more_sites() {
    let toml = "[[probes]]\nfiles = \"one.csv\"\n[[probes]]\nfiles = \"two.csv\"\n";
    let log: String = (0..6)
        .flat_map(|at| {
            ["a", "b", "c"].map(|site| {
                format!(
                    "2022-10-05T00:{at}0:00Z,{site},x,{}\n",
                    if at == 2 || at == 3 { 503 } else { 200 }
                )
            })
        })
        .collect();
    let log = format!("timestamp,site,vantage,status_code\n{log}");
    // One row more: the same bytes twice would be one log.
    let two = format!("{log}2022-10-05T01:00:00Z,a,x,200\n");
    let incident = IncidentFolder::new(toml).with("one.csv", log).with("two.csv", two);
    let report = incident.report().unwrap();
    assert_eq!((report.sites.len(), report.outages.len()), (3, 3));
    assert!(report.common_modes.is_empty(), "three sites are too few: {:?}", report.common_modes);
}

/// In a log of changes a state lasted past a row that was refused, though that row was a change.
#[test]
fn a_refused_row_ends_a_state_in_a_log_of_changes() {
    let rows = |result: &str| {
        format!(
            "timestamp,site,vantage,result\n2022-10-05T00:00:00Z,a,x,up\n\
             2022-10-05T01:00:00Z,a,x,{result}\n2022-10-05T10:00:00Z,a,x,up\n"
        )
    };
    for (said, observed) in [("up", 10 * 60), ("dwn", 55), ("unknown", 55)] {
        let report = report(CHANGES, &rows(said));
        assert_eq!(report.refusals.count(), u64::from(said == "dwn"));
        let input = report.inputs.iter().find(|input| input.path == "probes.csv").unwrap();
        let counts = (input.rows, input.refused, input.unreadable_outcomes, input.outside);
        assert_eq!(counts, (3, 0, u64::from(said == "dwn"), 0));
        let long = report.sites[0].up.spans().iter().map(|span| span.length()).sum::<i64>();
        assert_eq!(long / MINUTE, observed, "{said}");
    }
    // Nor does a poll tell of the time around it: both its neighbours are up, and it may have
    // failed.
    let report = report(PROBES, &rows("dwn"));
    assert_eq!(report.sites[0].observed.inner_length(), 0);
}

/// One log in two `[[probes]]` entries was two vantages, and one failed probe an outage.
#[test]
fn one_log_is_not_two_places() {
    let toml = "[[probes]]\nfiles = \"a.csv\"\n[[probes]]\nfiles = \"b.csv\"\n";
    let log = probes(&[200, 503, 200]);
    let incident = IncidentFolder::new(toml).with("a.csv", &log).with("b.csv", &log);
    let why = incident.report().unwrap_err();
    assert!(why.contains("`a.csv` and `b.csv` hold the same bytes"), "{why}");
    incident.write("b.csv", probes(&[200, 503, 503]));
    assert!(incident.report().is_ok());
}

/// Minute of a log, in microseconds.
fn minute(minute: i64) -> i64 {
    minute * MINUTE
}

/// The flag `conflicting` could not come about: rows that disagree make a probe of the better
/// status, and the flag looked at failed probes alone.
#[test]
fn rows_that_disagree_inside_an_outage_mark_it() {
    let flagged = |further: Option<(i64, u16)>| {
        let code = |at| if (3..7).contains(&at) { 503 } else { 200 };
        let mut rows: Vec<Row> = (0..10)
            .flat_map(|at| ["x", "y"].map(|vantage| (minute(at), "a", vantage, code(at))))
            .collect();
        rows.extend(further.map(|(at, code)| (minute(at), "a", "x", code)));
        let report = report(PROBES, &log(rows));
        assert_eq!(report.outages.len(), 1, "{further:?}");
        report.outages[0].has(OutageFlag::Conflicting)
    };
    assert!(!flagged(None));
    assert!(flagged(Some((4, 200))), "up wins, in the midst of it");
    assert!(flagged(Some((2, 503))) && flagged(Some((7, 503))), "its edges rest on these rows");
    assert!(!flagged(Some((1, 503))) && !flagged(Some((8, 503))), "before it and after it");
}

/// A state of a log of changes counted for its row alone where another series decided.
#[test]
fn a_state_stands_for_its_probes_where_another_series_decides() {
    let rows = "timestamp,site,vantage,result\n\
        2022-10-05T00:00:00Z,s,a,up\n2022-10-05T00:00:00Z,s,b,up\n2022-10-05T00:00:00Z,s,c,up\n\
        2022-10-05T02:00:00Z,s,a,down\n2022-10-05T04:00:00Z,s,b,down\n2022-10-05T04:10:00Z,s,b,up\n\
        2022-10-05T06:00:00Z,s,a,up\n2022-10-05T08:00:00Z,s,c,up\n";
    let report = report(CHANGES, rows);
    let [outage] = &report.outages[..] else { panic!("{:?}", report.outages) };
    // From 02:00 to 05:55 at a, and 04:00 and 04:05 at b.
    assert_eq!(outage.failed_probes, 48 + 2);
    assert_eq!(outage.causes, [CauseCount::exact("down", 50)]);
    assert_eq!(outage.vantages, ["a", "b"]);
    assert!(!outage.has(OutageFlag::SingleProbe) && report.blips.is_empty());
    let partials: Vec<&[String]> = report.partials.iter().map(|one| &one.failed[..]).collect();
    assert_eq!(partials, [["a".to_owned()], ["a".to_owned()]], "before it and after it");
}

/// Two sources of one vantage had two voices in the quorum.
#[test]
fn two_sources_of_one_vantage_have_one_voice() {
    let toml = "[[probes]]\nfiles = \"one.csv\"\n[[probes]]\nfiles = \"two.csv\"\n";
    let of = |first: u16, second: u16| {
        let rows = |failing: u16, vantage: &'static str| {
            let code = move |at| if at == 2 || at == 3 { failing } else { 200 };
            (0..6).map(move |at| (minute(at), "a", vantage, code(at))).collect::<Vec<Row>>()
        };
        let one = log(rows(first, "x").into_iter().chain(rows(200, "y")));
        let two = log(rows(second, "x"));
        IncidentFolder::new(toml).with("one.csv", one).with("two.csv", two).report().unwrap()
    };
    let both_fail = of(503, 503);
    assert_eq!((both_fail.outages.len(), both_fail.blips.len()), (0, 0), "one of two vantages");
    assert_eq!(both_fail.partials[0].failed, ["x"]);
    let one_fails = of(200, 503);
    assert!(one_fails.outages.is_empty());
    let up = one_fails.sites[0].up.inner_length() / MINUTE;
    assert_eq!(up, 2, "from minute 1 to 4 the vantage x does not see it up for certain");
}

/// Probes of whole runs were set aside, long before and after the common failure.
#[test]
fn only_probes_inside_a_common_failure_are_set_aside() {
    let sites = ["a", "b", "c", "d", "e"];
    let rows = (0..30).flat_map(|at| {
        sites.into_iter().flat_map(move |site| {
            let failing = if site == "a" { 4..21 } else { 10..15 };
            let code = if failing.contains(&at) { 503 } else { 200 };
            [(minute(at), site, "x", code), (minute(at), site, "y", 200)]
        })
    });
    let report = report(PROBES, &log(rows));
    let [mode] = &report.common_modes[..] else { panic!("{:?}", report.common_modes) };
    assert!(mode.sick && report.outages.is_empty());
    // From minute 9, the probe before, to 15, the probe after: seven at a, five at each other site.
    assert_eq!(mode.probes_set_aside, 7 + 4 * 5);
    let listed: Vec<(&str, u64)> =
        report.set_aside.iter().map(|run| (run.site.as_str(), run.probes)).collect();
    assert_eq!(listed, [("a", 7), ("b", 5), ("c", 5), ("d", 5), ("e", 5)]);
    let left: Vec<(&str, u64)> =
        report.partials.iter().map(|one| (one.site.as_str(), one.probes)).collect();
    assert_eq!(left, [("a", 5), ("a", 5)], "minutes 4 to 8, and 16 to 20");
    let brief = corroborate::report::page::markdown(&report, &[], &[]).unwrap();
    assert!(brief.contains("27 failed probes are set aside, of 1 time at which"), "{brief}");
}

/// An hour whose outcomes nobody could read was left out of the window, and the site was observed
/// for 100 % of it.
#[test]
fn unreadable_rows_at_the_end_belong_to_the_window() {
    let rows = (0..=120).map(|minute| {
        let code = if minute <= 60 { "200" } else { "timeout" };
        format!("2022-10-05T{:02}:{:02}:00Z,a,x,{code}\n", minute / 60, minute % 60)
    });
    let head = "timestamp,site,vantage,status_code\n".to_owned();
    let report = report(PROBES, &(head + &rows.collect::<String>()));
    assert_eq!(report.window.unwrap().length(), 120 * MINUTE);
    let site = &report.sites[0];
    assert_eq!(site.unknown_probes, 60);
    let share = site.observed_share.unwrap();
    assert!((0.5..0.501).contains(&share), "{share}");
    assert!(site.up_share_min.unwrap() < 0.501);
    let why = report.refusals.listed[0].to_string();
    assert!(
        why.contains("found the word `timeout`; say in `results` of its [[probes]] what it means")
    );
}

/// Unknown rows at the beginning are not observed time either; and a log in which nothing is known
/// has a window, and no site that is measured.
#[test]
fn unknown_rows_alone_make_a_window_and_no_measurement() {
    let head = "timestamp,site,vantage,result\n";
    let rows = "2022-10-05T00:00:00Z,a,x,unknown\n2022-10-05T01:00:00Z,a,x,unknown\n";
    let alone = report(PROBES, &format!("{head}{rows}"));
    assert_eq!(alone.window.unwrap().length(), 60 * MINUTE);
    assert!(!alone.sites[0].measured);
    let known =
        "2022-10-05T01:10:00Z,a,x,up\n2022-10-05T01:20:00Z,a,x,up\n2022-10-05T01:30:00Z,a,x,up\n";
    let later = report(PROBES, &format!("{head}{rows}{known}"));
    assert_eq!(later.window.unwrap().length(), 90 * MINUTE);
    assert_eq!(later.sites[0].observed.inner_length(), 20 * MINUTE);
}

/// The last state of a log of changes ended at the source's last row with a known result.
#[test]
fn a_state_lasts_until_the_last_row_of_its_source() {
    for (site, said, up) in [
        ("b", "up", 60),
        ("b", "unknown", 60),
        ("b", "dwn", 60),
        // A row of its own site ends the state one interval before it.
        ("a", "unknown", 55),
        ("a", "dwn", 55),
    ] {
        let rows = format!(
            "timestamp,site,vantage,result\n2022-10-05T00:00:00Z,a,x,up\n\
             2022-10-05T00:00:00Z,b,x,up\n2022-10-05T01:00:00Z,{site},x,{said}\n"
        );
        let report = report(CHANGES, &rows);
        assert_eq!(report.sites[0].up.inner_length(), up * MINUTE, "{site} {said}");
        assert_eq!(report.window.unwrap().length(), 60 * MINUTE);
    }
}

/// `22-10-05` was read as the year 22.
#[test]
fn a_year_of_two_digits_is_refused() {
    let row = |stamp: &str| format!("{stamp},a,x,200\n");
    for stamp in ["22-10-05 13:41:00Z", "0022-10-05T13:41:00Z", "2201-01-01T00:00:00Z"] {
        let log = format!(
            "timestamp,site,vantage,status_code\n{}{}",
            row("2022-10-05T13:40:00Z"),
            row(stamp)
        );
        let report = report(PROBES, &log);
        assert_eq!(
            report.refusals.listed[0].to_string(),
            format!(
                "probes.csv:3:1: timestamp: `{stamp}` lies outside the years 1970 to 2200; write \
                 the year with four digits, as in `2022-10-05T13:42:00Z`"
            )
        );
        assert_eq!(report.sites[0].unplaced_rows, 1);
    }
    let claims = "claim,claimant,role,kind,targets,published\nc,X,media,outage,a,22-10-05T13:41Z\n";
    let log = format!("timestamp,site,vantage,status_code\n{}", row("2022-10-05T13:40:00Z"));
    let why = claimed(PROBES, &log, claims).refusals.listed[0].to_string();
    assert!(why.contains("published: `22-10-05T13:41Z` lies outside the years"), "{why}");
}

/// Claims of one kind about the site `a` from 00:00 to 02:00, published at 05:00: the verdict.
fn said_at_five(kind: &str, quantifier: &str, codes: &[u16]) -> Verdict {
    let claims = format!(
        "claim,claimant,role,kind,published,asserted,targets,quantifier\nc,K,media,{kind},\
         2022-10-05T05:00:00Z,2022-10-05T00:00:00Z/2022-10-05T02:00:00Z,a,{quantifier}\n"
    );
    let toml = "window = { from = \"2022-10-05T00:00Z\", until = \"2022-10-05T03:00Z\" }\n\
                [[probes]]\nfiles = \"probes.csv\"\n";
    claimed(toml, &probes(codes), &claims).verdicts.remove(0)
}

/// One failed probe was "confirmed down at a moment", beside a list that calls it no outage.
#[test]
fn a_blip_is_not_confirmed_down_where_a_site_was_said_to_be_reachable() {
    let mut codes = [200; 19];
    codes[5] = 503;
    let blip = verdict_sentence(&said_at_five("reachable", "", &codes));
    assert!(blip.contains("confirmed down at no moment of the 2 h asked"), "{blip}");
    assert!(blip.contains("ossibly down with 1 failed probe, not confirmed (B001)"), "{blip}");
    assert!(blip.contains(" 1 probe failed in the time asked, of 12 probes in it"), "{blip}");
    codes[8] = 503;
    let two = verdict_sentence(&said_at_five("reachable", "", &codes));
    let words = "ossibly down 2 times, with 2 failed probes in all, not confirmed (B001 first)";
    assert!(two.contains(words), "{two}");
    codes[7..9].fill(503);
    let besides = verdict_sentence(&said_at_five("reachable", "", &codes));
    assert!(
        besides.contains("down for 10 min of the 2 h asked (O001); neither is confirmed for"),
        "{besides}"
    );
    assert!(besides.contains("ossibly down with 1 failed probe, not confirmed. 3"), "{besides}");
}

/// A denial, and a claim of what was a blip, were "published after the outage was over".
#[test]
fn what_no_outage_bears_out_is_not_published_after_it() {
    let mut codes = [200; 19];
    codes[5] = 503;
    let is_flagged = |verdict: Verdict| {
        assert!(verdict.outage.is_some(), "{}", verdict_sentence(&verdict));
        verdict.flags.contains(&VerdictFlag::ClaimedAfterTheFact)
    };
    assert!(!is_flagged(said_at_five("outage", "", &codes)), "a blip");
    codes[6] = 503;
    assert!(is_flagged(said_at_five("outage", "", &codes)), "an outage");
    assert!(!is_flagged(said_at_five("outage", "none", &codes)), "a denial");
}

/// The title of a chart said "to 00:51 UTC", and the line under it "to 00:50 UTC".
#[test]
fn a_chart_gives_the_end_of_the_window_once() {
    let claims = "claim,claimant,role,kind,published,targets\n\
                  c,K,attacker,attack,2022-10-05T00:20:00Z,a\n";
    let log = format!("{}2022-10-05T00:50:20Z,a,x,200\n", probes(&[200; 5]));
    let report = claimed("[[probes]]\nfiles = \"probes.csv\"\n", &log, claims);
    let timeline = crate::charts::chart(&report, "timeline");
    assert!(timeline.svg.contains("00:51 UTC"), "the title");
    assert!(!timeline.svg.contains("00:50 UTC"), "the line under it");
}
