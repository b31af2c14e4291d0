//! Common failures of a vantage (M15), worked out by hand.

use crate::incident_folder::{IncidentFolder, PROBES, log};
use crate::site_days::log_of_days;
use corroborate::clock::MINUTE;
use corroborate::model::OutageFlag;
use corroborate::report::terminal::summary::summary;
use std::path::Path;

/// Six sites, probed every ten minutes from one vantage. At each step so many of them fail.
fn modes(failing: &[usize]) -> Vec<(i64, i64, usize)> {
    let sites = ["a", "b", "c", "d", "e", "f"];
    let rows = failing.iter().zip(0..).flat_map(|(failing, step)| {
        let rows = sites.into_iter().enumerate();
        rows.map(move |(at, site)| {
            (step * 10 * MINUTE, site, "x", if at < *failing { 503 } else { 200 })
        })
    });
    let report = IncidentFolder::new(PROBES).with("probes.csv", log(rows)).report().unwrap();
    let midnight = report.window.unwrap().from();
    let minutes = |at: corroborate::clock::Instant| at.since(midnight) / MINUTE;
    let modes = report.common_modes.iter();
    modes.map(|mode| (minutes(mode.span.from()), minutes(mode.span.until()), mode.sites)).collect()
}

/// Five fail from 0:30 to 0:50, so perhaps since 0:20 and until 1:00; at 0:40 all six fail. That is
/// one common failure, of six sites. The five of 1:30 and 1:40 are another.
#[test]
fn failures_without_a_break_are_one_common_failure() {
    let failing = [0, 0, 0, 5, 6, 5, 0, 0, 0, 5, 5, 0, 0];
    assert_eq!(modes(&failing), [(20, 60, 6), (80, 110, 5)]);
}

/// Four of six are less than four in five: the middle parts two common failures.
#[test]
fn fewer_sites_in_between_part_two_common_failures() {
    assert_eq!(modes(&[0, 5, 5, 4, 4, 4, 5, 5, 0]), [(0, 30, 5), (50, 80, 5)]);
}

/// Six of seven sites fail from `x`. `y` sees one of them up, one up and down, one up and
/// challenged, one down, and one challenged; the sixth it does not watch. The seventh is probed
/// only from the time on at which the sixth fails too.
#[test]
fn a_common_mode_counts_who_failed_and_what_others_saw() {
    let failing = "uuuddddduuu";
    let up = "uuuuuuuuuuu";
    let down = "ddddddddddd";
    let sites = [
        ("a@x", failing),
        ("b@x", failing),
        ("c@x", failing),
        ("d@x", failing),
        ("e@x", failing),
        ("f@x", "uuuuudddddu"),
        ("g@x", "----uuuuuuu"),
        ("a@y", up),
        ("b@y", down),
        ("c@y", "ccccccccccc"),
        ("d@y", "uuuuudddduu"),
        ("e@y", "ucucucucucu"),
    ];
    let report =
        IncidentFolder::new(PROBES).with("probes.csv", log_of_days(&sites)).report().unwrap();
    let mode = report.common_modes.iter().find(|mode| mode.vantage == "x").unwrap();
    assert_eq!((mode.certain_sites, mode.sites, mode.observed_sites), (6, 6, 7));
    let seen = mode.elsewhere;
    assert_eq!((seen.up, seen.down, seen.challenged, seen.observed), (3, 1, 1, 5));
}

/// Six sites that fail at one probe each, at different minutes of ten: at no moment did five of
/// them fail for certain.
#[test]
fn sites_that_only_may_have_failed_at_once_are_no_certain_ones() {
    let rows = ["a", "b", "c", "d", "e", "f"].into_iter().zip(0..).flat_map(|(site, shift)| {
        (0..6).map(move |step| {
            ((step * 10 + shift) * MINUTE, site, "x", if step == 3 { 503 } else { 200 })
        })
    });
    let report = IncidentFolder::new(PROBES).with("probes.csv", log(rows)).report().unwrap();
    let mode = &report.common_modes[0];
    assert_eq!((mode.certain_sites, mode.sites, mode.observed_sites), (0, 6, 6));
}

/// Six sites failed at twelve probes each, from four places that take turns: no fault of one place
/// makes that, and the places are not one. From one place alone it may.
#[test]
fn places_that_take_turns_are_not_one_place_that_failed() {
    let sites = ["a", "b", "c", "d", "e", "f"];
    let report = |places: [&'static str; 4], entry: &str| {
        let rows = (0..144).flat_map(|step: i64| {
            let place = places[step as usize % 4];
            let code = if (48..60).contains(&step) { 503 } else { 200 };
            sites.map(|site| (step * 5 * MINUTE, site, place, code))
        });
        let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}{entry}"));
        incident.with("probes.csv", log(rows)).report().unwrap()
    };
    let in_turn = report(["p1", "p2", "p3", "p4"], "vantages = \"in-turn\"\n");
    assert_eq!((in_turn.outages.len(), in_turn.common_modes.len()), (6, 0));
    assert!(!in_turn.outages[0].has(OutageFlag::CommonMode));
    let said = summary(&in_turn, Path::new("report.html"));
    assert!(said.contains("failed probes from places that take turns"), "{said}");
    let one = report(["p1"; 4], "");
    assert_eq!((one.outages.len(), one.common_modes.len()), (6, 1));
    assert!(one.outages[0].has(OutageFlag::CommonMode));
}
