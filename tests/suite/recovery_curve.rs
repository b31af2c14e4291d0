//! The recovery curve (M22), worked out by hand.

use crate::incident_folder::{IncidentFolder, PROBES, Row, log};
use corroborate::clock::MINUTE;

/// Four sites fail after minute 0 and by minute 10. Two come back; one is still down when its
/// record ends at minute 15, the other at minute 70.
///
/// | Site | Least time out | Most time out |
/// |---|---|---|
/// | a: last down at 20, back by 30 | 20 - 10 = 10 | 30 - 0 = 30 |
/// | b: last down at 40, back by 60 | 40 - 10 = 30 | 60 - 0 = 60 |
/// | c: last down at 70 | 70 - 10 = 60 | not seen back |
/// | d: last down at 15 | 15 - 10 = 5 | not seen back |
///
/// After the shortest times, d may be back at 5, a at 10, b at 30 and c at 60. After the longest,
/// one of four is back at 30 and two at 60: no share stands in the curve that the sites seen back
/// do not reach.
#[test]
fn four_sites_make_a_curve() {
    let rows = |site, minutes: &[(i64, u16)]| -> Vec<Row<'static>> {
        let row = |(minute, code): &(i64, u16)| (minute * MINUTE, site, "x", *code);
        minutes.iter().map(row).collect()
    };
    let mut all = rows("a", &[(0, 200), (10, 503), (20, 503), (30, 200)]);
    all.extend(rows("b", &[(0, 200), (10, 503), (40, 503), (60, 200)]));
    all.extend(rows("c", &[(0, 200), (10, 503), (70, 503)]));
    all.extend(rows("d", &[(0, 200), (10, 503), (15, 503)]));
    // A later episode of the first site is no part of the curve.
    let day = 24 * 60;
    all.extend(rows("a", &[(day, 200), (day + 1, 503), (day + 2, 503), (day + 3, 200)]));
    let settings = "[[probes]]\nfiles = \"probes.csv\"\nsilence = \"3d\"\n";
    let report = IncidentFolder::new(settings).with("probes.csv", log(all)).report().unwrap();
    assert_eq!(report.outages.len(), 5);
    let curve: Vec<(i64, String, String)> = report
        .recovery
        .iter()
        .map(|point| {
            let share = |share: f64| format!("{share:.3}");
            (point.since_us / MINUTE, share(point.least), share(point.most))
        })
        .collect();
    let wanted = [
        (5, "0.000", "0.250"),
        (10, "0.000", "0.500"),
        (30, "0.250", "0.750"),
        (60, "0.500", "1.000"),
    ];
    let wanted = wanted.map(|(minute, least, most)| (minute, least.to_owned(), most.to_owned()));
    assert_eq!(curve, wanted);
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
