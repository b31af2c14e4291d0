//! Tables without a row for each probe: a column for each site or moment, and periods.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::table_shapes::{checked, downtimes, own_log, rows};
use corroborate::clock::MINUTE;

/// Table of a row for each moment of 2025-03-04 with two sites, the second down for three probes.
fn two_sites(up: &str, down: &str) -> String {
    let cell = |state| if state == 'd' { down } else { up };
    let rows = rows("uuuudddduuuu", |at, state| format!("{at},{up},{},", cell(state)));
    format!("Time,https://shop.example,mail,note\n{rows}")
}

/// Entry for such a table.
const WIDE: &str = "[[probes]]\nfiles = \"wide.csv\"\nlayout = \"wide\"\n\
    columns = { timestamp = \"Time\" }\n";

#[test]
fn a_column_for_each_site_is_read() {
    let sites = "sites = [\"https://shop.example\", \"mail\"]\nexcept = \"note\"\n";
    for (cells, up, down) in [
        ("cells = \"status_code\"", "200", "503"),
        ("cells = \"result\"\nresults = { good = \"up\", bad = \"down\" }", "good", "bad"),
        ("cells = \"latency_ms\"\nup_when = \"cell is present\"", "12.5", "-"),
        ("up_when = \"cell < 100\"", "20 %", "100 %"),
    ] {
        let settings = format!("{WIDE}{cells}\n{sites}");
        let folder = IncidentFolder::new(&settings).with("wide.csv", two_sites(up, down));
        let report = folder.report().unwrap();
        let expected = [("mail", vec![(15, 25)]), ("shop.example", vec![])];
        assert_eq!(downtimes(&report), expected, "{cells}");
    }
}

#[test]
fn headings_that_are_moments_are_read() {
    let states = "uuuudddduuuu";
    let cells = |word: fn(char) -> &'static str| {
        let words: Vec<&str> = states.chars().map(word).collect();
        words.join(";")
    };
    let moments = rows(states, |at, _| at[..16].replace('T', " ")).replace('\n', ";");
    let table = format!(
        "name;{}\nshop;{}\nmail;{}\n",
        moments.trim_end_matches(';'),
        cells(|_| "UP"),
        cells(|state| if state == 'd' { "DOWN" } else { "UP" })
    );
    let settings = "[[probes]]\nfiles = \"wide.csv\"\nlayout = \"wide\"\nseparator = \";\"\n\
        columns = { site = \"name\" }\ncells = \"result\"\nzone = \"UTC\"\nresolution = \"0s\"\n";
    let folder = IncidentFolder::new(settings).with("wide.csv", table);
    assert_eq!(downtimes(&folder.report().unwrap()), [("mail", vec![(15, 25)]), ("shop", vec![])]);
    folder.write("wide.csv", "name;2025-03-04 00:00;sum\nshop;UP;3\n");
    let error = folder.report().unwrap_err();
    assert!(error.contains("the heading `sum` is no moment"), "{error}");
}

/// An empty cell is neither up nor down nor unknown, and a longer row shifts nobody knows what.
#[test]
fn an_empty_cell_of_a_wide_table_is_no_probe() {
    let table = "Time,a,b\n2025-03-04T00:00:00Z,200,200\n2025-03-04T00:05:00Z,200,\n\
        2025-03-04T00:10:00Z,200\n2025-03-04T00:15:00Z,x,200,503\nsoon,200,200\n\
        2025-03-04T00:20:00Z,200,200\n";
    let settings = format!("{WIDE}cells = \"status_code\"\nsites = \"*\"\n");
    let folder = IncidentFolder::new(&settings).with("wide.csv", table);
    let (report, said) = (folder.report().unwrap(), checked(&folder));
    let of: Vec<(u64, u64)> =
        report.sites.iter().map(|site| (site.unknown_probes, site.unplaced_rows)).collect();
    assert_eq!(of, [(1, 1), (1, 1)], "{said}");
    assert_eq!((report.outages.len(), report.blips.len()), (0, 0));
    let expected = "wide.csv: 2 empty cells: no probe; the first in line 3";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn a_wide_table_asks_for_what_its_headings_do_not_tell() {
    for (keys, why) in [
        ("cells = \"result\"", "nothing says which headings are sites"),
        ("cells = \"result\"\nsites = [\"mail\"]", "the headings `https://shop.example`, `note`"),
        (
            "cells = \"result\"\nsites = [\"mial\"]\nexcept = [\"note\", \"mail\", \
             \"https://shop.example\"]",
            "`sites` names `mial`, which no heading is",
        ),
        ("sites = \"*\"", "nothing says what the cells are"),
        ("cells = \"latency_ms\"\nsites = \"*\"", "answer times alone do not say"),
        ("up_when = \"ping > 3\"\nsites = \"*\"", "it is about each cell"),
        ("cells = \"words\"", "expected one of `status_code`"),
        ("cells = \"result\"\nstate = \"down\"", "it belongs to layout = \"periods\""),
    ] {
        let settings = format!("{WIDE}{keys}\n");
        let folder = IncidentFolder::new(&settings).with("wide.csv", two_sites("up", "down"));
        let error = folder.report().unwrap_err();
        assert!(error.contains(why), "{keys}: {error}");
    }
    let settings = format!("{PROBES}cells = \"result\"\n");
    let error = IncidentFolder::new(&settings).with("probes.csv", own_log("u")).report();
    assert!(error.unwrap_err().contains("it belongs to layout = \"wide\""));
}

/// Entry for a list of outages.
const PERIODS: &str = "[[probes]]\nfiles = \"list.csv\"\nlayout = \"periods\"\n\
    interval = \"1m\"\nstate = \"down\"\n";

/// Nothing is known between the outages of a list, unless it is declared complete.
#[test]
fn a_list_of_outages_is_read_as_periods() {
    let list = "site,start,end\na,2025-03-04T02:00:00Z,2025-03-04T03:00:00Z\n\
        a,2025-03-04T05:00:00Z,2025-03-04T05:30:00Z\nb,2025-03-04T04:00:00Z,ongoing\n";
    let folder = IncidentFolder::new(PERIODS).with("list.csv", list);
    let report = folder.report().unwrap();
    assert!(
        report.sites.iter().all(|site| site.up.inner_length() == 0),
        "nothing is known between"
    );
    folder.set(&format!("{PERIODS}between = \"up\"\n"));
    let report = folder.report().unwrap();
    let up: Vec<i64> = report.sites.iter().map(|site| site.up.inner_length() / MINUTE).collect();
    assert!((118..=120).contains(&up[0]), "{up:?}");
    assert_eq!(up[1], 0);
    // A row that was refused may be a period of any time.
    folder.write("list.csv", format!("{list}a,soon,2025-03-04T04:00:00Z\n"));
    let report = folder.report().unwrap();
    assert_eq!((report.sites[0].up.inner_length(), report.sites[0].unplaced_rows), (0, 1));
}

#[test]
fn a_length_stands_for_an_end_and_words_for_states() {
    let of = |columns: &str, list: &str| {
        let settings = PERIODS.replace("state = \"down\"\n", "");
        let settings = format!(
            "{settings}site = \"a\"\ncolumns = {{ {columns}, result = \"what\" }}\n\
             results = {{ Outage = \"down\", Fine = \"up\" }}\ntime_format = \"unix_s\"\n"
        );
        let report = IncidentFolder::new(&settings).with("list.csv", list).report().unwrap();
        let lengths: Vec<(i64, i64)> = downtimes(&report).remove(0).1;
        lengths
    };
    let list = |length: &str| {
        format!(
            "begin,took,what\n1741046400,{length},Fine\n1741050000,{length},Outage\n\
            1741053600,{length},Fine\n"
        )
    };
    for (columns, length) in [
        ("start = \"begin\", duration_s = \"took\"", "3600"),
        ("start = \"begin\", duration_min = \"took\"", "60"),
        ("start = \"begin\", duration = \"took\"", "1h"),
        ("start = \"begin\", duration = \"took\"", "1:00:00"),
    ] {
        let lengths = of(columns, &list(length));
        assert_eq!(lengths.len(), 1, "{columns} {length}");
        assert!(
            (59..=60).contains(&lengths[0].0) && (60..=61).contains(&lengths[0].1),
            "{lengths:?}"
        );
    }
}

/// A column called `duration` was read as one of lengths with units, whatever it was named for.
#[test]
fn a_column_called_duration_may_be_named_for_another_unit() {
    let list = "start,duration\n2025-03-04T02:00:00Z,3600\n2025-03-04T05:00:00Z,1800\n";
    let settings = format!("{PERIODS}site = \"a\"\ncolumns = {{ duration_s = \"duration\" }}\n");
    let report = IncidentFolder::new(&settings).with("list.csv", list).report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    // 02:00 to 02:59 and 05:00 to 05:29; nobody saw it up between.
    assert_eq!(report.outages[0].duration.least_us / MINUTE, 59 + 29);
}

/// Periods of no length, those that end before they begin, and those that say otherwise than
/// another at one time are reported, and read as nothing.
#[test]
fn periods_that_cannot_be_are_refused() {
    let list = "site,start,end,what\na,2025-03-04T02:00:00Z,2025-03-04T03:00:00Z,down\n\
        a,2025-03-04T02:30:00Z,2025-03-04T04:00:00Z,up\n\
        a,2025-03-04T05:00:00Z,2025-03-04T05:00:00Z,down\n\
        a,2025-03-04T06:00:00Z,2025-03-04T05:00:00Z,down\n\
        a,2025-03-04T07:00:00Z,2025-03-04T08:00:00Z,odd\n,2025-03-04T07:00:00Z,,down\n\
        a,2025-03-04T08:00:00Z,2025-03-04T09:00:00Z,down,more\n\
        a,2025-03-04T08:00:00Z\n";
    let settings = PERIODS.replace("state = \"down\"", "columns = { result = \"what\" }");
    let report = IncidentFolder::new(&settings).with("list.csv", list).report().unwrap();
    let refusals: Vec<(u64, &str, &str)> = report
        .refusals
        .listed
        .iter()
        .map(|refusal| (refusal.line, refusal.part.as_str(), refusal.kind.as_str()))
        .collect();
    let expected = [
        (3, "row", "overlap"),
        (4, "row", "empty_span"),
        (5, "row", "empty_span"),
        (6, "outcome", "result"),
        (7, "row", "empty"),
        (8, "row", "field_count"),
        (9, "row", "field_count"),
    ];
    assert_eq!(refusals, expected);
    for (keys, why) in [
        ("", "nothing says which state a period has"),
        ("state = \"down\"\ncolumns = { result = \"what\" }", "leave `state` out"),
        ("state = \"down\"\nsite = \"b\"", "leave `site` out"),
        ("state = \"down\"\nbetween = \"dwn\"", "expected one of `up-at-ends`, `up`, `unknown`"),
    ] {
        let settings = PERIODS.replace("state = \"down\"", keys);
        let folder = IncidentFolder::new(&settings).with("list.csv", list);
        let error = folder.report().unwrap_err();
        assert!(error.contains(why), "{keys}: {error}");
    }
}
