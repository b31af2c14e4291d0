//! Common failures of a vantage (M15), worked out by hand.

use crate::incident_folder::{IncidentFolder, PROBES, log};
use corroborate::clock::MINUTE;

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
    let told = report.common_modes.iter();
    told.map(|mode| (minutes(mode.span.from()), minutes(mode.span.until()), mode.sites)).collect()
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
