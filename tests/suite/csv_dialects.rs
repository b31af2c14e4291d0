//! A log written in other ways gives the same numbers: other separators, no header, other
//! stamps, other words, other units.

use crate::incident_folder::{IncidentFolder, PROBES, request};
use corroborate::clock::{Instant, StampFormat, Unit, Zone, rfc3339};
use corroborate::model::{Memory, Report};
use proptest::prelude::*;

/// The log that all others must equal: two outages, one answer time with microseconds.
const PLAIN: &str = "timestamp,site,result,latency_ms\n\
    2022-10-05T00:00:00Z,a,up,88.5\n\
    2022-10-05T00:10:00Z,a,down,\n\
    2022-10-05T00:20:00Z,a,down,\n\
    2022-10-05T00:30:00Z,a,up,1234.567\n\
    2022-10-05T00:40:00Z,a,down,\n\
    2022-10-05T00:50:00Z,a,down,\n\
    2022-10-05T01:00:00Z,a,up,7\n";

/// The report of a log under the settings of its `[[probes]]`.
fn read(log: &str, settings: &str) -> Result<Report, String> {
    IncidentFolder::new(&format!("{PROBES}{settings}\n")).with("probes.csv", log).report()
}

/// Returns what must not differ: all but the inputs, and the places, which a header moves by a
/// line.
fn numbers(log: &str, settings: &str) -> Vec<String> {
    let report = read(log, settings).unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    let outages = report.outages.iter().map(|outage| {
        format!(
            "{} {:?} {:?} {} {:?}",
            outage.site, outage.onset, outage.recovery, outage.failed_probes, outage.flags
        )
    });
    outages.collect()
}

/// Our log with each row made anew.
fn written(header: &str, row: impl Fn(&str, &str, &str) -> String) -> String {
    let rows = PLAIN.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        row(cells[0], cells[2], cells[3])
    });
    header.lines().map(str::to_owned).chain(rows).map(|line| line + "\n").collect()
}

/// Seconds since 1970 of one of its stamps.
fn unix(stamp: &str) -> i64 {
    let minutes: i64 =
        stamp[11..13].parse::<i64>().unwrap() * 60 + stamp[14..16].parse::<i64>().unwrap();
    1_664_928_000 + minutes * 60
}

#[test]
fn every_shape_reads_the_same() {
    let plain = numbers(PLAIN, "");
    assert_eq!(plain.len(), 2);
    let header = "timestamp,site,result,latency_ms";
    let semicolons = PLAIN.replace(',', ";");
    let tabs = PLAIN.replace(',', "\t");
    let bare = written("", |at, result, ms| format!("{at},a,{result},{ms}"));
    let words = |up: &'static str, down: &'static str| {
        written(header, move |at, result, ms| {
            format!("{at},a,{},{ms}", if result == "up" { up } else { down })
        })
    };
    let number = |factor: i64| {
        written(header, move |at, result, ms| format!("{},a,{result},{ms}", unix(at) * factor))
    };
    let parted = written("day,clock,site,result,latency_ms", |at, result, ms| {
        format!("{},{},a,{result},{ms}", &at[..10], &at[11..19])
    });
    let german =
        written(header, |at, result, ms| format!("05.10.2022 {},a,{result},{ms}", &at[11..16]));
    let offset = written(header, |at, result, ms| {
        format!("05/Oct/2022:{} +0000,a,{result},{ms}", &at[11..19])
    });
    let alone = written("timestamp,result", |at, result, _| format!("{at},{result}"));
    let cases = [
        (semicolons, "separator = \";\""),
        (tabs, "separator = \"\\t\""),
        (bare, "header = [\"timestamp\", \"site\", \"result\", \"latency_ms\"]"),
        (words("True", "False"), ""),
        (words("ok", "failed"), ""),
        (words("1", "0"), ""),
        (words("none", "Major outage"), "results = { none = \"up\", \"Major outage\" = \"down\" }"),
        // What is said counts, also of a word that would mean something.
        (words("failed", "ok"), "results = { failed = \"up\", ok = \"down\" }"),
        (number(1), "time_format = \"unix_s\""),
        (number(1_000), "time_format = \"unix_ms\""),
        (number(1_000_000), "time_format = \"unix_us\""),
        (number(1_000_000_000), "time_format = \"unix_ns\""),
        (parted, "columns = { timestamp = [\"day\", \"clock\"] }\nzone = \"UTC\""),
        (german, "time_format = \"%d.%m.%Y %H:%M\"\nzone = \"UTC\"\nresolution = \"0s\""),
        (offset, "time_format = \"%d/%b/%Y:%H:%M:%S %z\""),
        (alone, "site = \"a\""),
    ];
    for (log, settings) in cases {
        assert_eq!(numbers(&log, settings), plain, "{settings}\n{log}");
    }
}

/// Words of an archive mean what the settings say; a word that they do not name is still ours, or
/// refused.
#[test]
fn words_for_a_result_can_be_given_a_meaning() {
    let log = "timestamp,site,indicator\n2022-10-05T00:00:00Z,a,none\n\
        2022-10-05T00:10:00Z,a,major\n2022-10-05T00:20:00Z,a,down\n\
        2022-10-05T00:30:00Z,a,Under maintenance\n2022-10-05T00:40:00Z,a,none\n\
        2022-10-05T00:50:00Z,a,minor\n";
    let columns = "columns = { result = \"indicator\" }";
    let meaning =
        "results = { none = \"up\", major = \"down\", \"Under maintenance\" = \"unknown\" }";
    let report = read(log, &format!("{columns}\n{meaning}")).unwrap();
    let outage = &report.outages[0];
    let edges = [outage.onset.after, outage.onset.by, outage.recovery.after, outage.recovery.by]
        .map(|at| rfc3339(at.unwrap())[11..16].to_owned());
    assert_eq!(
        (edges, outage.failed_probes),
        (["00:00", "00:10", "00:20", "00:40"].map(str::to_owned), 2)
    );
    let refused: Vec<String> = report.refusals.listed.iter().map(ToString::to_string).collect();
    assert!(
        refused.len() == 1 && refused[0].contains("found `minor`; write one of them"),
        "{refused:?}"
    );
    let why = read(log, &format!("{columns}\nresults = {{ none = \"fine\" }}")).unwrap_err();
    assert!(
        why.contains("probes.results: expected one of `up`, `down`")
            && why.contains("for `none`, found `fine`"),
        "{why}"
    );
}

/// Answer times of an incident's probes, and how many rows or cells were refused.
struct AnswerTimes {
    latencies_us: Vec<Option<i64>>,
    refused: u64,
}

fn answer_times(incident: &IncidentFolder) -> AnswerTimes {
    let (request, mut latencies_us) = (request(incident.path()), Vec::new());
    let mut opened = corroborate::incident::open(&request, Memory::DEFAULT).unwrap();
    opened.logs.read(|sample, _| latencies_us.push(sample.latency_us), |_| ()).unwrap();
    AnswerTimes { latencies_us, refused: opened.logs.refusals().count() }
}

/// A comma before decimals was read as milliseconds in a wide table: 0,25 s as 0.25 ms.
#[test]
fn seconds_with_a_comma_are_seconds_in_each_layout() {
    const QUARTER: Option<i64> = Some(250_000);
    let wide = "layout = \"wide\"\nsites = \"*\"\nseparator = \";\"\n\
        columns = { timestamp = \"at\" }\nup_when = \"cell is present\"\n";
    let lines = |format: &str| format!("layout = \"lines\"\nsite = \"a\"\nformat = \"{format}\"");
    let json = "layout = \"json\"\ncolumns = \
        { timestamp = \"at\", latency_s = \"took\", status_code = \"code\" }\nsite = \"a\"";
    let cases = [
        (format!("{wide}cells = \"latency_s\""), "at;a\nAT;0,25\n", QUARTER, 0),
        (format!("{wide}cells = \"latency_s\""), "at;a\nAT;90000\n", None, 1),
        (format!("{wide}cells = \"latency_ms\""), "at;a\nAT;250,0\n", QUARTER, 0),
        (lines("{timestamp} {status_code} {latency_s}"), "AT 200 0,25\n", QUARTER, 0),
        (lines("{timestamp} {status_code} {latency_ms}"), "AT 200 250,0\n", QUARTER, 0),
        (lines("{timestamp},{status_code},{latency_s}"), "AT,200,0,25\n", None, 1),
        (lines("{timestamp},{status_code},{latency_s}"), "AT,200,0.25\n", QUARTER, 0),
        (json.to_owned(), "{\"at\":\"AT\",\"code\":200,\"took\":\"0,25\"}\n", None, 1),
        (json.to_owned(), "{\"at\":\"AT\",\"code\":200,\"took\":0.25}\n", QUARTER, 0),
    ];
    for (settings, log, expected, refused) in cases {
        let log = log.replace("AT", "2022-10-05T00:00:00Z");
        let folder = IncidentFolder::new(&format!("{PROBES}{settings}\n")).with("probes.csv", &log);
        let read = answer_times(&folder);
        assert_eq!(
            (read.latencies_us, read.refused),
            (vec![expected], refused),
            "{settings} {log}"
        );
    }
}

/// Answer times in seconds are those in milliseconds, to the microsecond.
#[test]
fn seconds_are_milliseconds_a_thousand_times() {
    let latencies = |log: &str, settings: &str| {
        let settings = format!("{PROBES}{settings}\n");
        let read = answer_times(&IncidentFolder::new(&settings).with("probes.csv", log));
        assert_eq!(read.refused, 0);
        read.latencies_us
    };
    let log = |header: &str, cells: [&str; 5]| {
        let rows = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| format!("2022-10-05T00:{at}0:00Z,a,200,{cell}\n"));
        format!("timestamp,site,status_code,{header}\n{}", rows.collect::<String>())
    };
    let seconds = latencies(
        &log("took", ["0.9", "1.000001", "12", "", ""]),
        "columns = { latency_s = \"took\" }",
    );
    assert_eq!(seconds, [Some(900_000), Some(1_000_001), Some(12_000_000), None, None]);
    assert_eq!(latencies(&log("latency_ms", ["900", "1000.001", "12000", "", ""]), ""), seconds);
}

/// What is written in another unit or format than the settings say is refused, with what to write.
#[test]
fn another_unit_is_refused_and_never_a_wrong_moment() {
    let log = "timestamp,site,result\n1664928000000,a,up\n1664928600,a,down\n1664929200,a,down\n";
    let report = read(log, "time_format = \"unix_s\"").unwrap();
    let listed: Vec<String> = report.refusals.listed.iter().map(ToString::to_string).collect();
    let why = "`1664928000000` is no number of seconds since 1970 that lies between 1990 and \
        2100; it looks like milliseconds: write unix_ms";
    assert_eq!(listed, [format!("probes.csv:2:1: timestamp: {why}")]);
    let report = read(
        "timestamp,site,result\n05.10.2022 00:00,a,up\n10/05/2022 00:00,a,up\n",
        "time_format = \"%d.%m.%Y %H:%M\"\nzone = \"UTC\"",
    )
    .unwrap();
    assert_eq!(
        report.refusals.listed[0].to_string(),
        "probes.csv:3:1: timestamp: `10/05/2022 00:00` is not written as `%d.%m.%Y %H:%M`; \
         correct `time_format` or the row"
    );
    // A format without an offset says no moment: the zone is asked for.
    let report = read(
        "timestamp,site,result\n2022-10-05T00:00Z,a,up\n05.10.2022 00:00,a,up\n",
        "time_format = \"%d.%m.%Y %H:%M\"",
    )
    .unwrap_err();
    assert!(report.contains("no usable row") && report.contains("2 cannot be read"), "{report}");
}

/// Of the words that are no more said, none is guessed; what each cause was called stays as it was.
#[test]
fn words_without_a_meaning_are_refused_and_causes_keep_their_names() {
    let log = PLAIN.replace(",down,", ",major,");
    let report = read(&log, "").unwrap();
    assert_eq!((report.refusals.count(), report.outages.len()), (4, 0));
    assert!(report.refusals.listed[0].kind.to_string().contains(
        "found `major`; write one of them, or say in `results` of its [[probes]] what it means"
    ));
    let report = read(&log, "results = { major = \"down\" }").unwrap();
    let causes: Vec<&str> = report
        .outages
        .iter()
        .flat_map(|outage| &outage.causes)
        .map(|count| count.cause.as_str())
        .collect();
    assert_eq!(causes, ["major", "major"]);
}

#[test]
fn settings_that_mean_nothing_say_what_to_write() {
    let wrong = |settings: &str| read(PLAIN, settings).unwrap_err();
    for (settings, words) in [
        ("separator = \"::\"", "expected one sign"),
        ("separator = \"\\\"\"", "expected one sign"),
        ("time_format = \"%H:%M\"", "is no format of stamps"),
        ("time_format = \"%Y-%m\"", "is no format of stamps"),
        ("time_format = \"%Y-%m-%d %H:%M %z %Z\"", "is no format of stamps"),
        ("time_format = \"seconds\"", "is no format of stamps"),
        ("columns = { timestmap = \"timestamp\" }", "`timestmap` is none of our columns"),
        ("columns = { latency_s = \"took\" }", "there is no column `took`"),
        ("header = [\"timestamp\", \"site\", \"what\"]", "one of them must say how the probe went"),
        ("columns = { site = \"host\" }", "say which it is: columns = { site = "),
        ("site = \"b\"", "leave `site` out"),
        ("layout = \"fettel\"", "did you mean `fettle`?"),
        ("layout = \"fettle\"\ncolumns = { site = \"host\" }", "leave `columns` out"),
        ("layout = \"fettle\"\nresults = { x = \"up\" }", "leave `results` out"),
        (
            "results = { none = \"upp\" }",
            "expected one of `up`, `down`, `degraded`, `challenged`, `unknown` for `none`, found \
             `upp` (did you mean `up`?)",
        ),
        ("layout = \"fettle\"\nseparator = \";\"", "it belongs to CSV logs"),
    ] {
        let why = wrong(settings);
        assert!(why.contains(words), "{settings}: {why}");
    }
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(256))]

        /// A moment written in any unit is that moment again, as far as the unit goes.
        #[test]
        fn numbers_are_the_moments_that_they_count(
            us in 631_152_000_000_000_i64..4_102_444_800_000_000,
        ) {
            for (unit, of_us) in [(Unit::Milliseconds, 1_000), (Unit::Microseconds, 1)] {
                let number = us / of_us;
                prop_assert_eq!(unit.read(&number.to_string()).unwrap(), Instant(number * of_us));
            }
            let decimals = format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
            prop_assert_eq!(Unit::Seconds.read(&decimals).unwrap(), Instant(us));
            prop_assert_eq!(Unit::Nanoseconds.read(&format!("{us}999")).unwrap(), Instant(us));
        }

        /// What a pattern writes, it reads again.
        #[test]
        fn patterns_read_what_they_write(minutes in 10_519_200_i64..68_374_080) {
            let at = Instant(minutes * 60_000_000);
            let format = StampFormat::named("%d.%m.%Y %H:%M").unwrap();
            let text = Zone::UTC.format(at, "%d.%m.%Y %H:%M");
            prop_assert_eq!(
                format.read(&text, Some(Zone::UTC)).map(|stamp| rfc3339(stamp.at)),
                Ok(rfc3339(at))
            );
        }

        /// No text makes a format or a number panic.
        #[test]
        fn any_text_is_a_stamp_or_is_refused(text in ".{0,40}", format in ".{0,20}") {
            for unit in Unit::ALL {
                let _ = unit.read(&text);
            }
            if let Ok(format) = StampFormat::named(&format) {
                let _ = format.read(&text, Some(Zone::UTC));
            }
        }
    }
}
