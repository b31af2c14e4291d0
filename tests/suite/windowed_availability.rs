//! Windowed availability (M28): which lengths have a row, and of which sites.

use crate::incident_folder::{IncidentFolder, PROBES, stamp};
use crate::thresholds::log_of_one;
use corroborate::clock::{DAY, HOUR, MINUTE};
use corroborate::model::Report;

/// Report on so many days, in which the site was seen down from 01:00 for a length, and was up for
/// the rest of the time.
fn down_for(length_us: i64, days: i64) -> Report {
    let end = HOUR + length_us;
    let mut rows = vec![(0, 200), (HOUR - 1, 200)];
    if length_us > 0 {
        rows.extend([(HOUR, 503), (end - 1, 503)]);
    }
    rows.extend([(end, 200), (days * DAY - 1, 200)]);
    let window = format!("{{ from = \"{}\", until = \"{}\" }}", stamp(0), stamp(days * DAY));
    let settings = format!("zone = \"UTC\"\nwindow = {window}\n{PROBES}silence = \"400d\"\n");
    let incident = IncidentFolder::new(&settings).with("sites.csv", "site\na\nnever-probed\n");
    incident.with("probes.csv", log_of_one(&rows)).report().unwrap()
}

/// Lengths in minutes: those of `docs/method.md`, and the window behind them.
#[test]
fn each_length_below_the_window_has_a_row_and_the_window_the_last() {
    let lengths = |days| {
        let report = down_for(MINUTE, days);
        let rows = report.windowed_availability.iter();
        rows.map(|row| row.length_us / MINUTE).collect::<Vec<_>>()
    };
    let all = [1, 5, 15, 60, 360, 1_440, 7 * 1_440, 30 * 1_440, 90 * 1_440];
    assert_eq!(lengths(120), [&all[..], &[120 * 1_440]].concat());
    assert_eq!(lengths(90), all, "a window that is a length itself stands once");
}

/// Down for a minute: as long in the worst stretch of each length.
#[test]
fn a_share_is_that_of_the_length() {
    let report = down_for(MINUTE, 2);
    assert_eq!(report.windowed_availability.len(), 7);
    for row in &report.windowed_availability {
        let down = |share: f64| ((1.0 - share) * row.length_us as f64).round() as i64;
        assert_eq!([row.least, row.most].map(down), [MINUTE; 2], "{row:?}");
        assert_eq!(row.site, "a");
    }
}

#[test]
fn a_site_that_was_never_down_has_no_row() {
    assert_eq!(down_for(0, 2).windowed_availability, []);
}
