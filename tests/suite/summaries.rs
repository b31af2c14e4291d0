//! Sums by what `sites.csv` says, by cause, day, hour, claimant and result, worked out by hand.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, Row, committed, log, request};
use crate::program_run::printed;
use corroborate::clock::MINUTE;
use corroborate::model::{Report, Request};
use corroborate::pipeline::{explanations_of, report_of};
use corroborate::report::table::{Cell, Table};
use corroborate::report::tables::all;

/// Returns the table.
fn summaries(report: &Report) -> Table<'_> {
    let tables = all(report).unwrap();
    tables.into_iter().find(|table| table.name == "summaries").unwrap()
}

/// Writes the rows that are summed by one word, their other cells with commas between.
fn rows(report: &Report, by: &str) -> Vec<String> {
    let table = summaries(report);
    let text = |cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.to_owned(),
        Cell::Integer(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    let written = (0..table.rows()).map(|row| table.row(row).map(text).collect::<Vec<_>>());
    let asked = written.filter(|cells| cells[0] == by);
    // What was observed, the sites of a day or an hour, and roles have tests of their own.
    asked.map(|cells| cells[1..cells.len() - 4].join(",")).collect()
}

/// Writes value, least and greatest time down, and time observed, of the rows by one word.
fn times(report: &Report, by: &str) -> Vec<String> {
    let table = summaries(report);
    let at = |name: &str| table.columns.iter().position(|one| one.name == name).unwrap();
    let columns = ["value", "down_at_least_s", "down_at_most_s", "observed_s"].map(at);
    let own = (0..table.rows()).map(|row| table.row(row).collect::<Vec<_>>());
    let own = own.filter(|cells| cells[0] == Cell::Text(by));
    let text = |cell: Cell<'_>| match cell {
        Cell::Text(text) => text.to_owned(),
        Cell::Integer(number) => number.to_string(),
        _ => String::new(),
    };
    own.map(|cells| columns.map(|at| text(cells[at])).join(",")).collect()
}

/// Four sites that are probed every ten minutes for five hours from 20:00 in New York, and one that
/// nobody probes. A failed probe has the code 503.
///
/// | Site | Group | Region | Down | Duration |
/// |---|---|---|---|---|
/// | a | g | north | from 21:00 and from 23:00, for two probes each | twice 10 to 30 min |
/// | b | g | south | from 00:30 on, to the end of the record at 00:50 | at least 20 min |
/// | c | h | north | from the beginning of the record to 20:10 | at least 10 min |
/// | d | | south | at 00:00 and 00:10, code 502 | 10 to 30 min |
/// | e | h | south | not probed | |
fn report() -> Report {
    let code = |site: &str, step: i64| match (site, step) {
        ("a", 6 | 7 | 18 | 19) | ("b", 27..) | ("c", ..2) => 503,
        ("d", 24 | 25) => 502,
        _ => 200,
    };
    let probed = (0..30).flat_map(|step| {
        ["a", "b", "c", "d"]
            .map(|site| -> Row<'static> { (step * 10 * MINUTE, site, "x", code(site, step)) })
    });
    let sites = "site,group,region\na,g,north\nb,g,south\nc,h,north\nd,,south\ne,h,south\n";
    let claims = "k1,Crew,attacker,attack,2022-10-05T01:00Z,,a;d;e\n\
        k2,City,operator,outage,,2022-10-05T01:00Z/2022-10-05T01:10Z,a\n";
    IncidentFolder::new(&format!("zone = \"America/New_York\"\n{PROBES}"))
        .with("probes.csv", log(probed))
        .with("sites.csv", sites)
        .with("claims.csv", format!("{CLAIMS}{claims}"))
        .report()
        .unwrap()
}

/// Columns: value, result, sites, measured, went down, outages, began at least and at most, failed
/// probes at least and at most, verdicts, down at least and at most.
#[test]
fn sites_are_summed_by_each_column() {
    let report = report();
    // Two sites have an outage whose start or end is not on the record: no greatest time is known.
    assert_eq!(rows(&report, "all"), [",,5,4,3,5,,,,,4,3600,"]);
    let by_group = rows(&report, "group");
    assert_eq!(
        by_group,
        [",,1,1,1,1,,,,,,600,1800", "g,,2,2,2,3,,,,,,2400,", "h,,2,1,0,1,,,,,,600,"]
    );
    let by_region = rows(&report, "region");
    assert_eq!(by_region, ["north,,2,2,1,3,,,,,,1800,", "south,,3,2,2,2,,,,,,1800,"]);
    assert_eq!(rows(&report, "operator"), [""; 0]);
}

#[test]
fn outages_are_summed_by_cause_and_by_the_day_and_hour_of_their_start() {
    let report = report();
    assert_eq!(rows(&report, "cause"), ["502,,1,4,1,1,,,2,2,,,", "503,,3,4,2,4,,,9,9,,,"]);
    // That of d began after 23:50 and by 00:00; that of c before the record, at an unknown time.
    assert_eq!(
        rows(&report, "day"),
        ["2022-10-04,,3,4,,,2,4,,,,1800,5400", "2022-10-05,,2,4,,,1,2,,,,1800,3000"]
    );
    assert_eq!(
        rows(&report, "hour"),
        [
            "00:00,,2,4,,,1,2,,,,1800,3000",
            "20:00,,2,4,,,0,2,,,,600,1800",
            "21:00,,1,4,,,0,1,,,,600,1200",
            "22:00,,1,4,,,0,1,,,,0,600",
            "23:00,,2,4,,,0,2,,,,600,1800"
        ]
    );
}

/// The sites that went down in an hour were one number, the greatest, beside outages that began "0
/// to 2" in it: who added up the hours got more sites than there are.
#[test]
fn sites_that_went_down_in_a_day_or_an_hour_are_a_range() {
    let report = report();
    // That of d began after 23:50 and by 00:00; that of c before the record.
    let day = ["went_down_at_least", "went_down_at_most"];
    assert_eq!(cells(&report, "day", &day), ["2022-10-04 1 2", "2022-10-05 1 2"]);
    assert_eq!(
        cells(&report, "hour", &day),
        ["00:00 1 2", "20:00 0 1", "21:00 0 1", "22:00 0 1", "23:00 0 2"]
    );
    assert_eq!(cells(&report, "all", &day), ["  "]);
    assert_eq!(cells(&report, "hour", &["went_down"])[0], "00:00 ");
    let page = crate::page_rows::html(&report);
    let row = "23:00 | 4 | 0 to 2 | 0 to 2 | 10 min to 30 min | 4 h";
    let rows = crate::page_rows::rows(&page);
    assert!(rows.iter().any(|one| one.contains(row)), "{rows:?}");
}

/// The page listed neither claimants nor failed probes, and called what the table sums otherwise.
#[test]
fn the_page_sums_as_the_table_does() {
    let report = report();
    let page = crate::page_rows::html(&report);
    let rows = crate::page_rows::rows(&page);
    for row in ["503 | 3 | 4 | 2 | 4 | 9", "Crew | 3 | 2 | 2 | 3", "g | 2 | 2 | 2 | 3 |"] {
        assert!(rows.iter().any(|one| one.contains(row)), "{row}: {rows:?}");
    }
    let words = crate::page_rows::words(&page);
    for part in [
        "All: 5 sites, 4 measured, 3 went down; 5 confirmed outages; time down in confirmed \
         outages at least 1 h, time observed 19 h 20 min.",
        "time down in confirmed outages",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

/// Writes the value and some columns of the rows by one word.
fn cells(report: &Report, by: &str, columns: &[&str]) -> Vec<String> {
    let table = summaries(report);
    let at = |name: &&str| table.columns.iter().position(|one| one.name == *name).unwrap();
    let columns: Vec<usize> = ["value"].iter().chain(columns).map(at).collect();
    let own = (0..table.rows()).map(|row| table.row(row).collect::<Vec<_>>());
    let own = own.filter(|cells| cells[0] == Cell::Text(by));
    let text = |cell: Cell<'_>| match cell {
        Cell::Text(text) => text.to_owned(),
        Cell::Integer(number) => number.to_string(),
        _ => String::new(),
    };
    own.map(|cells| columns.iter().map(|at| text(cells[*at])).collect::<Vec<_>>().join(" "))
        .collect()
}

/// Of the day of an outage it was said that it began then, and never how long a site was down in
/// it. Each outage is cut at midnight of New York.
#[test]
fn time_down_is_summed_by_the_day_and_hour_in_which_it_was() {
    let report = report();
    // Certain before midnight: a twice 10 min, c 10 min; possible: a twice 30 min, c 20 min, d 10
    // min. Behind it b 20 min and d 10 min; b 30 min and d 20 min. Four sites are observed for four
    // hours, then for 50 min.
    assert_eq!(times(&report, "day"), ["2022-10-04,1800,5400,57600", "2022-10-05,1800,3000,12000"]);
    assert_eq!(
        times(&report, "hour"),
        [
            "00:00,1800,3000,12000",
            "20:00,600,1800,14400",
            "21:00,600,1200,14400",
            "22:00,0,600,14400",
            "23:00,600,1800,14400"
        ]
    );
    assert_eq!(times(&report, "all"), [",3600,,69600"]);
    assert_eq!(times(&report, "group"), [",600,1800,17400", "g,2400,,34800", "h,600,,17400"]);
}

/// A day that nobody observed has no downtime of 0 s, and one without an outage has.
#[test]
fn a_day_that_nobody_observed_is_not_a_day_without_downtime() {
    let day = 24 * 60 * MINUTE;
    let probes = [0, 10, 20, 30].map(|minute| minute * MINUTE);
    let rows = probes.iter().flat_map(|at| {
        let code = |down: bool| if down { 503 } else { 200 };
        let fails = (10 * MINUTE..=20 * MINUTE).contains(at);
        [(*at, "a", "x", code(fails)), (at + 2 * day, "a", "x", 200)]
    });
    let mut rows: Vec<Row<'_>> = rows.collect();
    rows.sort_unstable();
    let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let report = folder.with("probes.csv", log(rows)).report().unwrap();
    assert_eq!(
        times(&report, "day"),
        ["2022-10-05,600,1800,1800", "2022-10-06,,,", "2022-10-07,0,0,1800"]
    );
}

#[test]
fn verdicts_are_summed_by_claimant_and_result() {
    let rows = rows(&report(), "claimant");
    assert_eq!(rows[0], "City,,1,1,1,,,,,,1,,");
    let of_crew: Vec<&String> = rows.iter().filter(|row| row.starts_with("Crew,")).collect();
    assert_eq!(of_crew[0], "Crew,,3,2,2,,,,,,3,,");
    let results: usize = of_crew[1..]
        .iter()
        .map(|row| row.split(',').nth(10).unwrap().parse::<usize>().unwrap())
        .sum();
    assert_eq!(results, 3, "{of_crew:?}");
    assert!(of_crew.iter().any(|row| row.starts_with("Crew,not_measured,1,")), "{of_crew:?}");
}

/// One name in two roles was one claimant here, with 3 sites, and two everywhere else.
#[test]
fn a_name_in_two_roles_is_summed_as_two_claimants() {
    let probed = (0..12).flat_map(|step| {
        ["a", "b", "c"].map(|site| -> Row<'static> {
            (step * 10 * MINUTE, site, "x", if (4..7).contains(&step) { 503 } else { 200 })
        })
    });
    let claims = "k1,Crew,attacker,attack,2022-10-05T00:30Z,,a;b\n\
        k2,Crew,media,outage,2022-10-05T01:00Z,,c\nk3,City,operator,outage,2022-10-05T01:00Z,,a\n";
    let folder = IncidentFolder::new(PROBES)
        .with("probes.csv", log(probed))
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let report = folder.report().unwrap();
    let of_claimants = cells(&report, "claimant", &["role", "result", "sites", "verdicts"]);
    let all: Vec<&String> = of_claimants.iter().filter(|row| row.contains("  ")).collect();
    assert_eq!(all, ["City operator  1 1", "Crew attacker  2 2", "Crew media  1 1"]);
    let explained =
        explanations_of(&request(folder.path()), &["sums".to_owned()]).unwrap().concat();
    for line in ["  Crew (attacker): sites 2,", "  Crew (media): sites 1,", "  City: sites 1,"] {
        assert!(explained.contains(line), "{line}: {explained}");
    }
}

/// A column `cause` of `sites.csv` was poured into the causes of the probes.
#[test]
fn a_column_with_the_name_of_another_sum_stands_apart() {
    let probes = [200, 503, 503, 200].into_iter().enumerate();
    let probes = log(probes.map(|(at, code)| (at as i64 * 10 * MINUTE, "a", "x", code)));
    let folder = IncidentFolder::new(PROBES).with("probes.csv", probes);
    let sites = "site,cause,day\na,storm,2022-10-05\nb,,2022-10-05\n";
    let report = folder.with("sites.csv", sites).report().unwrap();
    assert_eq!(rows(&report, "cause"), ["503,,1,1,1,1,,,2,2,,,"]);
    assert_eq!(
        rows(&report, "sites.csv:cause"),
        [",,1,0,0,0,,,,,,,", "storm,,1,1,1,1,,,,,,600,1800"]
    );
    assert_eq!(rows(&report, "sites.csv:day"), ["2022-10-05,,2,1,1,1,,,,,,600,1800"]);
    assert_eq!(rows(&report, "day"), ["2022-10-05,,1,1,,,1,1,,,,600,1800"]);
}

/// A column with a value for each of many sites tells them apart, and sums nothing.
#[test]
fn a_column_of_many_values_is_left_out() {
    let summed = |values: usize| {
        let mut sites = "site,note\n".to_owned();
        for site in 0..300 {
            sites.push_str(&format!("s{site},n{}\n", site % values));
        }
        let probes = log([(0, "s1", "x", 200), (10 * MINUTE, "s1", "x", 200)]);
        let folder = IncidentFolder::new(PROBES).with("probes.csv", probes);
        rows(&folder.with("sites.csv", sites).report().unwrap(), "note").len()
    };
    assert_eq!([summed(199), summed(200), summed(201)], [199, 200, 0]);
}

/// Folder with sites of `sites.csv`, of which one is probed: each has a note of its own, one of two
/// regions, and no owner.
fn with_notes(count: usize) -> IncidentFolder {
    let mut sites = "site,note,region,owner\n".to_owned();
    for site in 0..count {
        let region = ["north", "south"][site % 2];
        sites.push_str(&format!("s{site:03},n{site:03},{region},\n"));
    }
    let probes = [200, 503, 503, 200].into_iter().enumerate();
    let probes = log(probes.map(|(at, code)| (at as i64 * 10 * MINUTE, "s001", "x", code)));
    IncidentFolder::new(PROBES).with("probes.csv", probes).with("sites.csv", sites)
}

/// No column could be asked for: one with over two hundred values was left out without a word.
#[test]
fn a_column_that_is_named_is_summed_whatever_it_holds() {
    let folder = with_notes(300);
    let named = |columns: &[&str]| {
        let summed_by = columns.iter().map(|name| (*name).to_owned()).collect();
        let asked = Request { summed_by, ..request(folder.path()) };
        report_of(&asked).map_err(|why| why.to_string())
    };
    let unasked = folder.report().unwrap();
    assert_eq!(rows(&unasked, "note"), [""; 0]);
    let asked = named(&["note", "site", "owner", " note "]).unwrap();
    let notes = rows(&asked, "note");
    assert_eq!((notes.len(), rows(&asked, "site").len()), (300, 300));
    assert_eq!(notes[1], "n001,,1,1,1,1,,,,,,600,1800");
    // All cells of a column may be empty.
    assert_eq!(rows(&asked, "owner"), [",,300,1,1,1,,,,,,600,1800"]);
    // What is summed without being asked stays.
    assert_eq!(rows(&asked, "region"), rows(&unasked, "region"));
    assert_eq!(rows(&asked, "region").len(), 2);
    let why = named(&["regoin"]).unwrap_err();
    for part in [
        "--by",
        "no column `regoin` (did you mean `region`?)",
        "it has `site`, `note`, `region`, `owner`",
    ] {
        assert!(why.contains(part), "{part}: {why}");
    }
}

/// The manifest keeps the columns, so that the report can be made again.
#[test]
fn columns_that_were_named_are_asked_for_again() {
    let folder = with_notes(3);
    let root = folder.path();
    let made = ["report", ".", "-o", "made", "--by", "note", "--by", "site", "--quiet"];
    printed(root, &made, 0);
    let table = std::fs::read_to_string(root.join("made/tables/summaries.csv")).unwrap();
    assert!(table.contains("\nsite,s002,"), "{table}");
    printed(root, &["verify", "made", "."], 0);
    let manifest = root.join("made/manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("summed_by", "by_nobody")).unwrap();
    printed(root, &["verify", "made", "."], 1);
    // What explains sums nothing: it does without the column.
    std::fs::write(root.join("sites.csv"), "site\ns001\n").unwrap();
    assert!(printed(root, &["explain", "O001", "made", "."], 1).contains("O001 s001"));
    let why = printed(root, &["report", "--probes", "probes.csv", "--by", "note"], 2);
    assert!(why.contains("no sites.csv") && why.contains("`site` and `note`"), "{why}");
    // "Write one with the columns `site` and `site`", under the name of no column.
    let why = printed(root, &["report", "--probes", "probes.csv", "--by", "site"], 2);
    assert!(why.contains("--by: site: ") && why.contains("with the column `site`"), "{why}");
}

/// The sums of the bundled incident by group are those of all.
#[test]
fn sums_by_group_are_those_of_all() {
    let report = committed("datasets/usa-offline-2022");
    let number = |row: &String, at: usize| {
        // Of a group of which no site was measured the time down is not known.
        row.split(',').nth(at).unwrap().parse::<i64>().unwrap_or_default()
    };
    let (all, groups) = (rows(&report, "all"), rows(&report, "group"));
    assert!(groups.len() > 10);
    for at in [2, 3, 4, 5, 11] {
        let sum: i64 = groups.iter().map(|row| number(row, at)).sum();
        assert_eq!(sum, number(&all[0], at), "column {at}");
    }
    assert_eq!(number(&all[0], 4), report.totals.changes.went_down as i64);
}
