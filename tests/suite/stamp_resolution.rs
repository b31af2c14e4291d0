//! Stamps in other spellings, and how coarse they are.

use crate::incident_folder::{IncidentFolder, PROBES, findings};
use crate::unreadable::numbers;
use corroborate::clock::{Instant, MINUTE, rfc3339};
use corroborate::model::Report;

/// An hour before midnight of 2022-10-05, as logs of the tests begin, for the stamps below.
const TEN: Instant = Instant(1_664_964_000_000_000);

/// The log of one site, up at ten, down at five and ten past, up at a quarter past, with each stamp
/// written by `stamp`; its report.
fn with_stamps(settings: &str, stamp: impl Fn(Instant) -> String) -> Report {
    let codes = [200, 200, 503, 503, 200, 200];
    let rows = codes
        .iter()
        .zip(-1..)
        .map(|(code, at)| format!("\"{}\",a,{code}\n", stamp(TEN.plus(at * 5 * MINUTE))));
    let log = std::iter::once("timestamp,site,status_code\n".to_owned()).chain(rows);
    let folder = IncidentFolder::new(&format!("{PROBES}{settings}"));
    folder.with("probes.csv", log.collect::<String>()).report().unwrap()
}

/// Edges and lengths of the only outage: last up, first down, last down, first up, at least and at
/// most, all in microseconds, the edges from ten o'clock on.
fn edges(report: &Report) -> [i64; 6] {
    let outage = &report.outages[0];
    let from_ten = |at: Option<Instant>| at.expect("it is on the record").since(TEN);
    [
        from_ten(outage.onset.after),
        from_ten(outage.onset.by),
        from_ten(outage.recovery.after),
        from_ten(outage.recovery.by),
        outage.duration.least_us,
        outage.duration.most_us.expect("both ends are on the record"),
    ]
}

/// Stamps in which nothing is left open, however they are written.
#[test]
fn a_moment_reads_the_same_in_every_spelling() {
    let expected = [0, 5, 10, 15, 5, 15].map(|minutes| minutes * MINUTE);
    let spelled = |at: Instant, format: &str| corroborate::clock::Zone::UTC.format(at, format);
    for format in [
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y-%m-%d %H:%M:%S+00",
        "%Y-%m-%d %H:%M:%S+0000",
        "%Y-%m-%d %H:%M:%S +00:00",
        "%Y-%m-%d %H:%M:%S UTC",
        "%Y-%m-%dT%H:%M:%S GMT",
        "%Y-%m-%dT%H:%M:%S,000Z",
        "%Y-%m-%d %H:%M:%S,0+00",
        "%Y%m%dT%H%M%SZ",
        "%Y%m%dT%H%M%S+00",
        "%Y%m%d %H%M%S,5-00",
    ] {
        let report = with_stamps("", |at| spelled(at, format));
        assert_eq!(report.refusals.count(), 0, "{format}: {:?}", report.refusals.listed);
        let half = if format.contains(",5") { MINUTE / 120 } else { 0 };
        let shifted = [half, half, half, half, 0, 0];
        let moved: Vec<i64> = expected.iter().zip(shifted).map(|(us, by)| us + by).collect();
        assert_eq!(edges(&report).to_vec(), moved, "{format}");
    }
    // Hours alone are an offset too.
    let east = with_stamps("", |at| spelled(at.plus(330 * MINUTE), "%Y-%m-%d %H:%M:%S+0530"));
    assert_eq!(edges(&east), expected);
}

/// A stamp to the minute means a moment of it: each late end lies a minute later, and the least
/// length is a minute less. The coarsest stamp counts, and what the incident declares.
#[test]
fn stamps_to_the_minute_widen_each_late_end() {
    let second = |at: Instant| rfc3339(at);
    let minute = |at: Instant| rfc3339(at).replace(":00Z", "Z");
    let mixed = |at: Instant| if at == TEN { minute(at) } else { second(at) };
    let exact = [0, 5, 10, 15, 5, 15].map(|minutes| minutes * MINUTE);
    let open = MINUTE - 1;
    let wide =
        [exact[0], exact[1] + open, exact[2], exact[3] + open, exact[4] - open, exact[5] + open];
    assert_eq!(edges(&with_stamps("", second)), exact);
    assert_eq!(edges(&with_stamps("", minute)), wide);
    assert_eq!(edges(&with_stamps("", mixed)), wide);
    assert_eq!(edges(&with_stamps("resolution = \"1m\"\n", second)), wide);
    assert_eq!(edges(&with_stamps("resolution = \"0s\"\n", minute)), exact);
    // The same from a column without seconds, by a pattern, and with the clock's error besides.
    let pattern = "time_format = \"%d.%m.%Y %H:%M\"\nzone = \"UTC\"\n";
    let german = |at: Instant| corroborate::clock::Zone::UTC.format(at, "%d.%m.%Y %H:%M");
    assert_eq!(edges(&with_stamps(pattern, german)), wide);
    let second_us = MINUTE / 60;
    let both = [
        wide[0] - second_us,
        wide[1] + second_us,
        wide[2] - second_us,
        wide[3] + second_us,
        wide[4] - 2 * second_us,
        wide[5] + 2 * second_us,
    ];
    assert_eq!(edges(&with_stamps("clock_error = \"1s\"\n", minute)), both);
}

/// A length that the resolution leaves nothing of is at least 0, and never less.
#[test]
fn a_resolution_longer_than_the_outage_leaves_at_least_nothing() {
    let exact = [0, 5, 10, 15, 5, 15].map(|minutes| minutes * MINUTE);
    for (declared, minutes) in [("4m", 1), ("5m", 0), ("6m", 0)] {
        let report = with_stamps(&format!("resolution = \"{declared}\"\n"), rfc3339);
        let moved = edges(&report);
        let least = if minutes > 0 { minutes * MINUTE + 1 } else { i64::from(declared == "5m") };
        assert_eq!((moved[0], moved[4]), (exact[0], least), "{declared}");
    }
}

/// Files of runs keep how coarse the stamps were; so does what `convert` says of its file.
#[test]
fn runs_carry_the_resolution() {
    let log = "timestamp,site,status_code\n2022-10-05T00:00Z,a,200\n2022-10-05T00:05Z,a,503\n\
        2022-10-05T00:10Z,a,503\n2022-10-05T00:15Z,a,200\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    let from_log = folder.report().unwrap();
    assert_eq!(from_log.outages[0].duration.least_us, 4 * MINUTE + 1);
    crate::runs::done(folder.path(), "fold probes.csv -o runs.parquet");
    let text = crate::runs::done(folder.path(), "convert --incident . -o probes.parquet");
    assert!(text.contains("resolution = \"1m\""), "{text}");
    // What a reader sees says so, and tells no part of a second.
    let checked = crate::runs::done(folder.path(), "check .");
    assert!(
        checked.contains("  stamps     to the minute, the first of these at probes.csv:2\n"),
        "{checked}"
    );
    crate::runs::done(folder.path(), "report . -o out");
    let text = findings(&from_log);
    assert!(text.contains("the coarsest are to the minute: a probe may be up to 1 min later"));
    let page = std::fs::read_to_string(folder.path().join("out/report.md")).unwrap();
    assert!(page.contains("to the minute") && !page.contains("59.999999"), "{page}");
    assert!(page.contains(" to 00:06:00 |"), "the onset, by the end of its minute: {page}");
    folder.set("[[probes]]\nfiles = \"runs.parquet\"\n");
    assert_eq!(numbers(&folder.report().unwrap()), numbers(&from_log));
    folder.set("[[probes]]\nfiles = \"runs.parquet\"\nresolution = \"2m\"\n");
    assert_eq!(folder.report().unwrap().outages[0].duration.least_us, 3 * MINUTE + 1);
}

/// A leap second stands between the second before it and the next day.
#[test]
fn a_leap_second_is_a_moment_of_its_own() {
    let log = "timestamp,site,status_code\n2016-12-31T23:59:59Z,a,200\n2016-12-31T23:59:60Z,a,503\n\
        2017-01-01T00:00:00Z,a,503\n2017-01-01T00:00:01Z,a,200\n";
    let report = IncidentFolder::new(PROBES).with("probes.csv", log).report().unwrap();
    let outage = &report.outages[0];
    assert_eq!(outage.failed_probes, 2);
    assert_eq!(outage.onset.by.map(rfc3339).as_deref(), Some("2016-12-31T23:59:59.999999Z"));
    assert_eq!(outage.recovery.after.map(rfc3339).as_deref(), Some("2017-01-01T00:00:00Z"));
}

/// "Down for 4 to 16 min" stood beside a share up that left out the 16: brackets were moved by what
/// the stamps leave open, and shares, counts and charts were not.
#[test]
fn shares_and_peaks_hold_what_lengths_say() {
    let report = with_stamps("", |at| rfc3339(at).replace(":00Z", "Z"));
    let [_, onset_by, .., least_us, most_us] = edges(&report);
    assert_eq!([least_us, most_us], [4 * MINUTE + 1, 16 * MINUTE - 1]);
    let (site, window) = (&report.sites[0], report.window.expect("there are rows").length());
    let share = |us: i64| 1.0 - us as f64 / window as f64;
    assert!(site.up_share_min.is_some_and(|least| least <= share(most_us)), "{site:?}");
    assert!(site.up_share_max.is_some_and(|most| most >= share(least_us)), "{site:?}");
    let peak = report.down_counts.iter().find(|count| count.certain > 0).expect("it was down");
    assert_eq!(peak.from.since(TEN), onset_by, "no site is certainly down before its start");
    // A second tells its moment: nothing is moved.
    let exact = with_stamps("", rfc3339);
    assert_eq!(exact.sites[0].up, exact.sites[0].seen_up);
}
