//! When a site was back to stay (M13), worked out by hand.

use crate::incident_folder::{IncidentFolder, log};
use corroborate::clock::{Bracket, MINUTE, rfc3339};
use corroborate::model::Outage;

/// Outages of a site probed at these minutes, with a silence limit of 12 minutes and further lines
/// of `incident.toml`. Each moment is moved by `off_us` if it is minute 50.
fn outages(minutes: &[(i64, u16)], off_us: i64, rules: &str) -> Vec<Outage> {
    let settings = format!("[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n{rules}");
    let rows = minutes.iter().map(|(minute, code)| {
        let moved_us = if *minute == 50 { off_us } else { 0 };
        (minute * MINUTE + moved_us, "a", "x", *code)
    });
    IncidentFolder::new(&settings).with("probes.csv", log(rows)).report().unwrap().outages
}

/// The ends of a bracket as hours and minutes, UTC.
fn clock(bracket: Bracket) -> [String; 2] {
    let short = |at| rfc3339(at)[11..16].to_owned();
    [bracket.after.map_or_else(String::new, short), bracket.by.map_or_else(String::new, short)]
}

/// Probes every five minutes, from a minute until before another, with one code.
fn every_five(from: i64, until: i64, code: u16) -> impl Iterator<Item = (i64, u16)> {
    (from..until).step_by(5).map(move |minute| (minute, code))
}

/// Down at 0:10 and 0:15, then up until 0:30. From 0:30 to 1:30 nobody looked, and from 1:30 until
/// 1:55 it was up. So it may have been up from 0:20 on, to stay; for certain it was only from 2:10.
#[test]
fn a_silence_leaves_open_since_when_a_site_was_back_to_stay() {
    let mut minutes: Vec<(i64, u16)> = every_five(-5, 10, 200).collect();
    minutes.extend(every_five(10, 20, 503));
    minutes.extend(every_five(20, 35, 200));
    minutes.extend(every_five(90, 120, 200));
    minutes.extend(every_five(120, 130, 503));
    minutes.extend(every_five(130, 200, 200));
    let outages = outages(&minutes, 0, "");
    assert_eq!(outages.len(), 2);
    assert_eq!(clock(outages[0].recovery), ["00:15", "00:20"]);
    assert_eq!(clock(outages[0].stable_recovery), ["00:15", "02:10"]);
    assert_eq!(outages[0].relapses, 1);
}

/// Up from 0:20 to 0:50, but from 0:25 to 0:40 nobody looked; down again at 0:55. Half an hour, to
/// the microsecond, may have been a stay.
#[test]
fn half_an_hour_with_a_silence_may_have_been_a_stay() {
    let mut minutes: Vec<(i64, u16)> = every_five(-5, 10, 200).collect();
    minutes.extend(every_five(10, 20, 503));
    minutes.extend(every_five(20, 30, 200));
    minutes.extend(every_five(40, 55, 200));
    minutes.extend(every_five(55, 65, 503));
    minutes.extend(every_five(65, 130, 200));
    let stable = [-1, 0, 1].map(|off_us| {
        let outages = outages(&minutes, off_us, "");
        assert_eq!(outages[0].relapses, 1);
        clock(outages[0].stable_recovery)
    });
    let stable = stable.map(|[after, by]| format!("{after} to {by}"));
    assert_eq!(stable, ["01:00 to 01:05", "00:15 to 01:05", "00:15 to 01:05"]);
}

/// Where no length of time is asked, a single probe up is a stay.
#[test]
fn without_a_length_a_single_probe_up_is_a_stay() {
    let minutes =
        [(0, 200), (5, 503), (10, 503), (15, 200), (20, 503), (25, 503), (30, 200), (35, 200)];
    let outages = outages(&minutes, 0, "[rules]\nstable_for = \"0s\"\n");
    assert_eq!(clock(outages[0].stable_recovery), ["00:10", "00:15"]);
    assert_eq!(outages[0].relapses, 0);
}
