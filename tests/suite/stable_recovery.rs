//! When a site was back to stay (M13), worked out by hand.

use crate::incident_folder::{IncidentFolder, log};
use corroborate::clock::{Bracket, MINUTE, rfc3339};
use corroborate::model::Outage;

/// Outages of a site probed at these minutes, with a silence limit of 12 minutes and further lines
/// of `incident.toml`. Each moment is moved by `off_us` if it is minute 45.
fn outages(minutes: &[(i64, u16)], off_us: i64, rules: &str) -> Vec<Outage> {
    let settings = format!("[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n{rules}");
    let rows = minutes.iter().map(|(minute, code)| {
        let moved_us = if *minute == 45 { off_us } else { 0 };
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

/// Last down at 0:15, and again from 0:45 on: half an hour between the two, to the microsecond, may
/// have been a stay, though it was seen up for 20 min of it alone.
#[test]
fn half_an_hour_by_its_outer_edges_may_have_been_a_stay() {
    let mut minutes: Vec<(i64, u16)> = every_five(-5, 10, 200).collect();
    minutes.extend(every_five(10, 20, 503));
    minutes.extend(every_five(20, 45, 200));
    minutes.extend(every_five(45, 55, 503));
    minutes.extend(every_five(55, 130, 200));
    let stable = [-1, 0, 1].map(|off_us| {
        let outages = outages(&minutes, off_us, "");
        assert_eq!(outages[0].relapses, 1);
        let certain = outages[0].certain_relapses;
        let [after, by] = clock(outages[0].stable_recovery);
        format!("{after} to {by}, {certain} certain")
    });
    let certain = "00:50 to 00:55, 1 certain";
    let open = "00:15 to 00:55, 0 certain";
    assert_eq!(stable, [certain, open, open]);
}

/// Down until 0:15 and from 1:35 on, up at 1:25 and 1:30, and nobody looked before that: it may
/// have been back since 0:15.
#[test]
fn a_silence_behind_an_outage_leaves_open_since_when_a_site_was_back() {
    let mut minutes: Vec<(i64, u16)> = every_five(-5, 10, 200).collect();
    minutes.extend(every_five(10, 20, 503));
    minutes.extend(every_five(85, 95, 200));
    minutes.extend(every_five(95, 105, 503));
    minutes.extend(every_five(105, 170, 200));
    let outages = outages(&minutes, 0, "");
    assert_eq!(clock(outages[0].stable_recovery), ["00:15", "01:45"]);
    assert_eq!([outages[0].relapses, outages[0].certain_relapses], [1, 0]);
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
