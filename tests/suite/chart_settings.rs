//! Charts that are drawn: those that say something, those that are asked for, with the credit that
//! is asked for, and with groups that a script finds.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, committed, log};
use crate::program::files_below;
use crate::program_run::{printed, ran};
use corroborate::clock::MINUTE;
use corroborate::model::Report;
use corroborate::model::charts::ChartSettings;
use corroborate::report::charts::{Chart, all};
use std::collections::BTreeSet;

/// A log of sites of which each letter is a probe every ten minutes: `u` up, `d` down.
fn rows(sites: &[(&str, &str)]) -> String {
    let all = sites.iter().flat_map(|(site, states)| {
        (0..).zip(states.chars()).map(move |(at, state)| {
            (at * 10 * MINUTE, *site, "x", if state == 'u' { 200 } else { 503 })
        })
    });
    log(all)
}

fn report(settings: &str, sites: &[(&str, &str)], claims: &str) -> Report {
    let folder = IncidentFolder::new(&format!("{PROBES}{settings}"))
        .with("probes.csv", rows(sites))
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    folder.report().unwrap()
}

fn names(report: &Report) -> Vec<String> {
    let charts = all(report).unwrap().into_iter().filter(Chart::is_for_desk);
    charts.map(|chart| chart.name).collect()
}

/// Each chart has a form for phones, and the first of the page one for a width between.
#[test]
fn every_chart_has_a_narrow_form() {
    let report = committed("datasets/usa-offline-2022");
    let charts = all(&report).unwrap();
    for name in names(&report) {
        let forms: Vec<&str> = charts
            .iter()
            .filter(|chart| chart.asked_name() == name)
            .map(|chart| chart.name.trim_start_matches(&*name))
            .collect();
        let expected: &[&str] =
            if name == "affected" { &["", "-tablet", "-phone"] } else { &["", "-phone"] };
        assert_eq!(forms, expected, "{name}");
    }
}

const POST: &str = "post,Crew,attacker,attack,2022-10-05T00:09Z,,a\n";

/// Full bars, curves of four sites, lists of no claims and no outages are not drawn.
#[test]
fn what_says_nothing_is_not_drawn() {
    let up = ("a", "uuuuuu");
    assert_eq!(names(&report("", &[up, ("b", "uuuuuu")], "")), ["timeline"]);
    let said = report("", &[up], POST);
    assert_eq!(names(&said), ["affected", "timeline", "claims"]);
    let down = |site| (site, "uudduuuuuuuu");
    let two = report("", &[down("a"), down("b")], "");
    let of_two = ["affected", "timeline", "sites-down", "durations"];
    assert_eq!(names(&two), of_two);
    let five = ["a", "b", "c", "d", "e"].map(down);
    assert!(!names(&report("", &five[..4], POST)).contains(&"recovery".to_owned()));
    // Of sites that were down equally long neither curve nor strips tell anything.
    let of_equal = ["affected", "timeline", "sites-down", "durations", "claims"];
    assert_eq!(names(&report("", &five, POST)), of_equal);
    let mut uneven = five;
    uneven[4] = ("e", "uudddddduuuu");
    let of_five =
        ["affected", "timeline", "sites-down", "recovery", "availability", "durations", "claims"];
    assert_eq!(names(&report("", &uneven, POST)), of_five);
    let one = names(&report("", &[down("a")], ""));
    assert_eq!(one, ["affected", "timeline"], "a single outage stands on `affected`");
    // Time that nobody observed is something to show, though nothing was down.
    let late = [("a", "uuuuuuuuuuuu"), ("b", "uuuu")];
    assert_eq!(names(&report("", &late, "")), ["timeline", "sites-down", "availability"]);
}

/// The key, and the option in its place, draw some charts alone; the names are those of the charts.
#[test]
fn charts_that_are_asked_for_are_drawn_alone() {
    let down = [("a", "uudduuuuuuuu"), ("b", "uudduuuuuuuu")];
    let some = report("[chart]\nonly = [\"durations\", \"affected\", \"claims\"]\n", &down, "");
    assert_eq!(names(&some), ["affected", "durations"]);
    let usa = committed("datasets/usa-offline-2022");
    let drawn: BTreeSet<String> = names(&usa).into_iter().collect();
    let known: BTreeSet<String> =
        ChartSettings::NAMES.iter().map(|name| (*name).to_owned()).collect();
    let panels = BTreeSet::from(["sites".to_owned()]);
    assert_eq!(drawn, known.difference(&panels).cloned().collect());
}

/// Asked for on the command line: the files, the credit on each chart, what has nothing to show,
/// a name that no chart has; `verify` asks for the same again.
#[test]
fn the_command_line_asks_for_charts_and_credit() {
    let settings = format!("{PROBES}[chart]\ncredit = \"The <Paper>\"\n");
    let folder =
        IncidentFolder::below("case", &settings).with("probes.csv", rows(&[("a", "uudduuuuuuuu")]));
    let root = folder.root();
    let asked = ["report", "case", "-o", "out", "--chart", "timeline", "--chart", "claims"];
    let output = ran(root, &asked);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("note: the chart claims is not drawn: it has nothing to show"), "{said}");
    let files: Vec<String> = files_below(&root.join("out/charts"))
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let endings = ["png", "svg", "txt"];
    let of = |name: &str| endings.map(|ending| format!("{name}.{ending}"));
    assert_eq!(files, [of("timeline-phone"), of("timeline")].concat());
    let chart = |folder: &str| {
        std::fs::read_to_string(root.join(folder).join("charts/timeline.svg")).unwrap()
    };
    assert!(chart("out").contains("The &lt;Paper&gt;."), "{}", chart("out"));
    let page = std::fs::read_to_string(root.join("out/report.html")).unwrap();
    assert!(page.contains("id=\"charts\" open"), "the only chart is not folded");
    assert!(!page.contains("No outage was seen."));
    printed(root, &["verify", "out", "case"], 0);
    printed(root, &["report", "case", "-o", "other", "--credit", "Somebody"], 0);
    assert!(chart("other").contains("Somebody.") && !chart("other").contains("Paper"));
    printed(root, &["verify", "other", "case"], 0);
    let why = printed(root, &["report", "case", "--chart", "time-line"], 2);
    assert!(why.contains("no chart is called `time-line`") && why.contains("timeline"), "{why}");
    folder.set(&format!("{PROBES}[chart]\nonly = [\"pie\"]\n"));
    let why = printed(root, &["report", "case"], 2);
    assert!(why.contains("incident.toml") && why.contains("no chart is called `pie`"), "{why}");
}

/// Ids of the groups of a chart, and the title of each that has one.
fn groups(chart: &Chart) -> Vec<(String, String)> {
    let parts = chart.svg.split("<g id=\"").skip(1);
    parts
        .map(|part| {
            let (id, rest) = part.split_once('"').unwrap();
            let title = rest.strip_prefix(">\n<title>").and_then(|rest| rest.split_once('<'));
            (id.to_owned(), title.map_or_else(String::new, |(title, _)| title.to_owned()))
        })
        .collect()
}

/// Each part of a chart is a group, each bar one with a title, and no id stands twice on the page.
#[test]
fn parts_and_bars_are_groups_with_ids_and_titles() {
    let report = committed("datasets/usa-offline-2022");
    let charts = all(&report).unwrap();
    let mut ids = BTreeSet::new();
    for chart in &charts {
        let own = groups(chart);
        for part in ["heading", "legend", "body", "source"] {
            let id = format!("{}-{part}", chart.name);
            assert!(own.iter().any(|(group, _)| *group == id), "{id}");
        }
        for (id, title) in own {
            let is_part = ["heading", "legend", "body", "source"]
                .iter()
                .any(|part| id == format!("{}-{part}", chart.name));
            assert_eq!(title.is_empty(), is_part, "{id}: {title}");
            assert!(ids.insert(id.clone()), "{id} stands twice");
        }
    }
    let ohio = groups(&charts[0]).into_iter().find(|(id, _)| id == "affected-site-ohio-portal");
    assert_eq!(ohio.unwrap().1, "Ohio state portal");
    for id in ["timeline-site-ohio-portal", "durations-O001", "claims-claim-killnet-list"] {
        assert!(ids.contains(id), "{id}");
    }
}
