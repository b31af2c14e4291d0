//! Any one file through the history of its repository.

use crate::documents::{outages, refused};
use crate::incident_folder::IncidentFolder;
use crate::repository::Commits;
use corroborate::model::Report;
use std::fs;

/// Seconds in a minute.
const MINUTE: i64 = 60;
const INTERVAL: &str = "interval = \"5m\"\n";

/// The report of the file `data/status.csv` in these versions, each with its minute.
fn report(keys: &str, versions: &[(i64, Option<&str>)]) -> Result<Report, String> {
    of_settings(keys, versions, |settings| settings)
}

/// Reads versions of a file in a clone, with settings that are changed.
fn of_settings(
    keys: &str,
    versions: &[(i64, Option<&str>)],
    change: impl Fn(String) -> String,
) -> Result<Report, String> {
    let mut commits = Commits::default();
    for (minute, text) in versions {
        commits.add(minute * MINUTE, &[("data/status.csv", *text), ("README", Some("x"))]);
    }
    let settings = format!(
        "[[probes]]\nfiles = \"clone\"\nlayout = \"git\"\npath = \"data/status.csv\"\n\
         columns = {{ site = \"name\" }}\n{keys}"
    );
    let folder = IncidentFolder::below("case", &change(settings));
    commits.make(&folder.path().join("clone"), &["--bare"]);
    folder.report()
}

const UP: &str = "name,result\na.example,up\nb.example,up";
const DOWN: &str = "name,result\na.example,down\nb.example,up";
const ALONE: &str = "name,result\nb.example,up";

#[test]
fn each_version_is_a_probe_of_all_sites_in_it() {
    let versions =
        [(0, Some(UP)), (30, Some(DOWN)), (50, Some(UP)), (90, Some(ALONE)), (120, Some(UP))];
    let seen = report(INTERVAL, &versions).unwrap();
    // Nothing changed until a probe before the next version.
    assert_eq!(outages(&seen), ["a.example 00:25:00 00:30:00 00:45:00 00:50:00 down=4"]);
    assert_eq!(seen.inputs[1].rows, 5);
    let a = seen.sites.iter().find(|site| site.site.id == "a.example").unwrap();
    let b = seen.sites.iter().find(|site| site.site.id == "b.example").unwrap();
    assert!(a.unknown_probes == 1 && b.unknown_probes == 0, "{seen:?}");
    // Without a schedule each version is a probe and no more.
    let polled = report("cadence = \"poll\"\n", &versions).unwrap();
    assert_eq!(outages(&polled), ["a.example 00:00:00 00:30:00 00:30:00 00:50:00 down=1"]);
    let why = report("", &versions).unwrap_err();
    assert!(why.contains("probes.interval"), "{why}");
}

#[test]
fn a_version_that_cannot_be_read_is_unknown_for_all() {
    let versions = [(0, Some(UP)), (10, Some("<html>busy</html>")), (20, None), (30, Some(UP))];
    let seen = report(INTERVAL, &versions).unwrap();
    assert_eq!(outages(&seen), [""; 0]);
    let unknown: Vec<u64> = seen.sites.iter().map(|site| site.unknown_probes).collect();
    assert_eq!(unknown, [1, 1]);
    assert_eq!(
        refused(&seen)[0],
        "clone:2:7: result: expected a version with the declared columns, found `the columns \
         `<html>busy</html>``"
    );
}

#[test]
fn a_row_without_a_site_or_with_other_fields_is_refused_alone() {
    let ragged = "name,result\na.example,up\n,down\nb.example,up,x\nb.example,odd";
    let seen = report(INTERVAL, &[(0, Some(UP)), (10, Some(ragged)), (20, Some(UP))]).unwrap();
    let refusals = refused(&seen);
    assert!(refusals[0].ends_with("site: the field is empty"), "{refusals:?}");
    assert!(refusals[1].contains("expected 2 fields, found 3"), "{refusals:?}");
    assert!(refusals[2].contains("result: expected `up`"), "{refusals:?}");
}

#[test]
fn what_is_no_such_file_is_reported() {
    let why = report("interval = \"5m\"\nseparator = \";\"\n", &[(0, Some(UP))]).unwrap_err();
    assert!(why.contains("no usable row"), "{why}");
    let folder =
        IncidentFolder::new("[[probes]]\nfiles = \"clone\"\nlayout = \"git\"\ninterval = \"5m\"\n");
    assert!(folder.report().unwrap_err().contains("probes.path: expected the file to read"));
    let mut commits = Commits::default();
    commits.add(0, &[("x.csv", Some(UP))]);
    commits.make(&folder.path().join("clone"), &["--bare"]);
    let keys = |more: &str| {
        format!("[[probes]]\nfiles = \"clone\"\nlayout = \"git\"\ninterval = \"5m\"\n{more}")
    };
    folder.set(&keys("path = \"y.csv\"\n"));
    assert!(folder.report().unwrap_err().contains("no commit on its branch has the file `y.csv`"));
    folder.set(&keys("path = \"x.csv\"\ncolumns = { timestamp = \"at\" }\n"));
    assert!(folder.report().unwrap_err().contains("the time of a version is that of its commit"));
    folder.set("[[probes]]\nfiles = \"log.csv\"\npath = \"x.csv\"\n");
    fs::write(folder.path().join("log.csv"), "").unwrap();
    assert!(folder.report().unwrap_err().contains("it belongs to layout = \"git\""));
}

/// Of a result in two columns one was empty, and `true` alone was read as up.
#[test]
fn half_of_a_result_is_no_result() {
    let keys =
        "interval = \"5m\"\nresults = { \"true false\" = \"down\", \"false false\" = \"up\" }\n";
    let columns = "columns = { site = \"name\" }";
    let both = "columns = { site = \"name\", result = [\"failed\", \"broken\"] }";
    let table = |row: &str| format!("name,failed,broken\na.example,{row}\nb.example,false,false");
    let [up, half] = ["false,false", "true,"].map(table);
    let versions = [(0, Some(&*up)), (10, Some(&*half)), (20, Some(&*up))];
    let seen = of_settings(keys, &versions, |settings| settings.replace(columns, both)).unwrap();
    assert!(refused(&seen)[0].ends_with("the field is empty"), "{:?}", refused(&seen));
    assert_eq!(seen.sites[0].unknown_probes, 1);
}

/// Versions as JSON, read by paths, say what they say as CSV.
#[test]
fn versions_in_json_say_what_those_in_csv_say() {
    let json = |rows: &[(&str, &str)]| {
        let sites: Vec<String> = rows
            .iter()
            .map(|(site, state)| format!(r#"{{"name":"{site}","now":{{"state":"{state}"}}}}"#))
            .collect();
        format!(r#"{{"page":"p","sites":[{}]}}"#, sites.join(","))
    };
    let (up, down) = (
        json(&[("a.example", "up"), ("b.example", "up")]),
        json(&[("a.example", "down"), ("b.example", "up")]),
    );
    let alone = json(&[("b.example", "up")]);
    let keys = format!("{INTERVAL}inside = \"json\"\n");
    let paths = "columns = { site = \"sites[].name\", result = \"sites[].now.state\" }";
    let read = |versions: &[(i64, Option<&str>)]| {
        let columns = "columns = { site = \"name\" }";
        of_settings(&keys, versions, |settings| settings.replace(columns, paths))
    };
    let versions = [
        (0, Some(&*up)),
        (30, Some(&*down)),
        (50, Some(&*up)),
        (90, Some(&*alone)),
        (120, Some(&*up)),
    ];
    let seen = read(&versions).unwrap();
    assert_eq!(outages(&seen), ["a.example 00:25:00 00:30:00 00:45:00 00:50:00 down=4"]);
    let unknown: Vec<u64> = seen.sites.iter().map(|site| site.unknown_probes).collect();
    assert_eq!(unknown, [1, 0]);
    // A version that breaks off, or that has other keys, is unknown for all; a key that stands
    // twice costs its row.
    for (odd, found) in [
        (&up[..up.len() - 4], "EOF while parsing"),
        (r#"{"items":[{"id":1}]}"#, "the keys `items[].id`"),
    ] {
        let seen = read(&[(0, Some(&*up)), (10, Some(odd)), (20, Some(&*up))]).unwrap();
        let unknown: Vec<u64> = seen.sites.iter().map(|site| site.unknown_probes).collect();
        assert_eq!(unknown, [1, 1], "{odd}");
        assert!(refused(&seen)[0].contains(found), "{:?}", refused(&seen));
    }
    let twice = up.replace("\"a.example\"", "\"a.example\",\"name\":\"c.example\"");
    let seen = read(&[(0, Some(&*up)), (10, Some(&*twice)), (20, Some(&*up))]).unwrap();
    assert!(refused(&seen)[0].contains("each key once"), "{:?}", refused(&seen));
    assert_eq!(seen.sites.len(), 2);
    let why = report("interval = \"5m\"\ninside = \"yaml\"\n", &[]).unwrap_err();
    assert!(why.contains("probes.inside: expected one of `csv`, `json`"), "{why}");
}

/// A file whose lines, or whose only word, say the state of each site.
#[test]
fn a_version_may_be_lines_or_a_word_alone() {
    let lines = |keys: &'static str| {
        move |settings: String| settings.replace("columns = { site = \"name\" }\n", keys)
    };
    let down = "# state\na.example is DOWN\nb.example is UP\n";
    let up = down.replace("DOWN", "UP");
    let keys = "inside = \"lines\"\nformat = \"{site} is {result}\"\npass_over = \"#{_}\"\n";
    let versions = [(0, Some(up.as_str())), (30, Some(down)), (50, Some(up.as_str()))];
    let seen = of_settings(INTERVAL, &versions, lines(keys)).unwrap();
    assert_eq!(outages(&seen), ["a.example 00:25:00 00:30:00 00:45:00 00:50:00 DOWN=4"]);
    let word = "inside = \"lines\"\nformat = \"{result}\"\nsite = \"a.example\"\n\
        results = { open = \"up\", shut = \"down\" }\n";
    let versions = [(0, Some("open\n")), (30, Some("shut\n")), (50, Some("open\n"))];
    let seen = of_settings(INTERVAL, &versions, lines(word)).unwrap();
    assert_eq!(outages(&seen), ["a.example 00:25:00 00:30:00 00:45:00 00:50:00 shut=4"]);
    // A line of no form is refused, and its site not observed.
    let versions = [(0, Some(up.as_str())), (30, Some("# state\na.example was DOWN\n"))];
    let seen = of_settings(INTERVAL, &versions, lines(keys)).unwrap();
    assert!(refused(&seen)[0].contains("` is ` behind `{site}`"), "{:?}", refused(&seen));
    for (wrong, why) in [
        ("inside = \"lines\"\n", "expected what a line holds"),
        ("format = \"{site} {result}\"\n", "it is for inside = \"lines\""),
        ("inside = \"lines\"\nformat = \"{result}\"\n", "no line tells it"),
        ("inside = \"lines\"\nformat = \"{timestamp} {site} {result}\"\n", "that of its commit"),
        ("inside = \"lines\"\nformat = \"{site} {_}\"\n", "one of them must say"),
        ("inside = \"text\"\n", "expected one of `csv`, `json`, `lines`"),
    ] {
        let error = of_settings(INTERVAL, &versions, lines(wrong)).unwrap_err();
        assert!(error.contains(why), "{wrong}: {error}");
    }
}
