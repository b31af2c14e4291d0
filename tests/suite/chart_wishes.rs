//! What an editor asks of the charts: a title and a subtitle, the sites that have a row.

use crate::charts::{faults, texts};
use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log};
use crate::program_run::{printed, ran};
use corroborate::clock::MINUTE;
use corroborate::model::Report;
use corroborate::report::charts::{Chart, all};
use std::fs;

/// Ten minutes from probe to probe; `u` is up, `d` down. Two shops were down, one bank was not.
const STATES: [(&str, &str); 4] = [
    ("shop-a", "uudduuuuuuuu"),
    ("shop-b", "uuuddddduuuu"),
    ("bank", "uuuuuuuuuuuu"),
    ("post", "uuudduuuuuuu"),
];
const SITES: &str = "site,name,group\nshop-a,Shop of Å,shops\nshop-b,Shop of Б,shops\n\
                     bank,The Bank,money\npost,The Post,\n";

/// An incident of four sites whose charts are asked for in `chart`, a table of its settings.
pub(crate) fn case(chart: &str) -> IncidentFolder {
    let rows = STATES.iter().flat_map(|(site, states)| {
        (0..).zip(states.chars()).map(move |(at, state)| {
            (at * 10 * MINUTE, *site, "x", if state == 'u' { 200 } else { 503 })
        })
    });
    IncidentFolder::below("case", &format!("{PROBES}{chart}"))
        .with("probes.csv", log(rows))
        .with("sites.csv", SITES)
        .with("claims.csv", format!("{CLAIMS}one,Crew,attacker,attack,2022-10-05T00:09Z,,shop-a\n"))
}

fn charts(report: &Report) -> Vec<Chart> {
    all(report).unwrap()
}

fn named<'c>(charts: &'c [Chart], name: &str) -> &'c Chart {
    charts.iter().find(|chart| chart.name == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Words of a chart as a reader sees them, one after the other.
fn words(chart: &Chart) -> String {
    texts(&chart.svg).join(" ")
}

/// A title stands in place of the finding, which the description keeps; a subtitle in place of the
/// incident's title. What is drawn and when stays under it.
#[test]
fn a_given_title_stands_in_place_of_the_finding() {
    let plain = charts(&case("").report().unwrap());
    let wish = "[chart]\ntitle = \"Down & <out>\"\nsubtitle = \"Two shops\"\n";
    let given = charts(&case(wish).report().unwrap());
    for name in ["affected", "affected-phone", "timeline"] {
        let (before, after) = (named(&plain, name), named(&given, name));
        assert_eq!(after.title, "Down & <out>", "{name}");
        assert!(after.svg.contains("<title>Down &amp; &lt;out&gt;</title>"), "{name}");
        assert_eq!(after.alt, before.alt, "{name}");
        let shown = words(after);
        assert!(shown.contains("Two shops. ") && shown.contains("UTC"), "{shown}");
        assert!(!shown.contains(&before.title), "{shown}");
        assert!(words(before).contains(" t. ") && !shown.contains(" t. "), "{shown}");
    }
    assert_eq!(named(&plain, "claims"), named(&given, "claims"));
    let one = case("[chart]\ntitle = \"What was said\"\nonly = [\"claims\"]\n").report().unwrap();
    assert_eq!(charts(&one)[0].title, "What was said");
}

/// That probes are simulated stands in a title that somebody gave, too.
#[test]
fn a_given_title_says_that_probes_are_simulated() {
    let case = case("simulated = true\n[chart]\ntitle = \"An attack\"\n");
    let charts = charts(&case.report().unwrap());
    let title = &named(&charts, "timeline").title;
    assert_eq!(title, "In a simulated log: An attack");
}

/// Sites are chosen by id, group or name; each chart of rows says under it what it leaves out, and
/// its title still speaks of all.
#[test]
fn sites_are_chosen_by_name_or_group() {
    let whole = charts(&case("").report().unwrap());
    let asked = [
        ("[\"shops\"]", ["shop-a", "shop-b"]),
        ("[\"group:shops\"]", ["shop-a", "shop-b"]),
        ("[\"Shop of Б\", \"shop-a\"]", ["shop-a", "shop-b"]),
    ];
    for (sites, ids) in asked {
        let report = case(&format!("[chart]\nsites = {sites}\n")).report().unwrap();
        let some = charts(&report);
        for name in ["affected", "affected-phone", "timeline", "availability"] {
            let chart = named(&some, name);
            let drawn: Vec<&str> = ["shop-a", "shop-b", "bank", "post"]
                .into_iter()
                .filter(|id| chart.svg.contains(&format!("\"{name}-site-{id}\"")))
                .collect();
            assert_eq!(drawn, ids, "{name} of {sites}");
            let expected =
                "Shown by choice: 2 of 4 sites; of the other 2, 1 had an outage or a blip.";
            assert!(words(chart).contains(expected), "{name}: {}", words(chart));
            assert!(chart.alt.contains(expected), "{name}: {}", chart.alt);
            assert_eq!(chart.title, named(&whole, name).title, "{name}");
        }
        let durations = named(&some, "durations");
        assert_eq!(durations.title, named(&whole, "durations").title);
        assert!(!words(durations).contains("The Post"), "{}", words(durations));
        let names = some.iter().map(|chart| &chart.name);
        assert!(names.eq(whole.iter().map(|chart| &chart.name)), "the same charts");
        assert_eq!(named(&some, "sites-down"), named(&whole, "sites-down"));
        let faults: Vec<String> = some.iter().flat_map(faults).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Of one chosen site that was up, the chart of the sites that were down still has a row, and the
/// longest outage is still that of another.
#[test]
fn a_chosen_site_has_a_row_though_it_was_up() {
    let report = case("[chart]\nsites = [\"bank\"]\n").report().unwrap();
    let charts = charts(&report);
    let affected = named(&charts, "affected");
    assert!(affected.svg.contains("affected-site-bank") && !affected.svg.contains("site-shop"));
    assert!(words(affected).contains("3 more sites down"), "{}", words(affected));
    assert!(named(&charts, "availability").title.contains("Shop of Б"));
    assert!(!charts.iter().any(|chart| chart.name == "durations"), "it has no row");
}

/// A wish that means nothing stops the run: file, line, column, what was found, what to write.
#[test]
fn a_wish_that_means_nothing_says_where_and_what_to_write() {
    let cases = [
        ("title = \" \"", "5:1: chart.title: it is empty: leave it out"),
        ("subtitle = \"\"", "5:1: chart.subtitle: it is empty"),
        ("only = [\"pie\"]", "5:1: chart.only: no chart is called `pie`; the charts are affected"),
        ("only = [\"claim\"]", "`claim` (did you mean `claims`?)"),
        (
            "title = \"A\"\nonly = [\"claims\", \"durations\"]",
            "5:1: chart.title: none of the charts that are asked for takes it: ask for affected or \
             timeline too",
        ),
        ("sites = [\"shop-c\"]", "5:1: chart.sites: no site and no group is called `shop-c` (did"),
        ("sites = [\"qqqq\"]", "`qqqq`; known are `Shop of Å`, `Shop of Б`, `The Bank`,"),
        ("titel = \"A\"", ":5:1: unknown field `titel`"),
    ];
    for (wish, expected) in cases {
        let case = case(&format!("[chart]\n{wish}\n"));
        let why = printed(case.root(), &["report", "case"], 2);
        assert!(why.contains("case/incident.toml:") && why.contains(expected), "{wish}: {why}");
        assert!(!case.root().join("output").exists(), "{wish}");
    }
    let long = case(&format!("[chart]\ntitle = \"{}\"\n", "a".repeat(301)));
    let why = printed(long.root(), &["report", "case"], 2);
    assert!(why.contains("it has 301 letters; write 300 at most"), "{why}");
    let case = case("");
    for (option, value, expected) in [
        ("--chart-site", "Bank", "--chart-site: name: no site and no group is called `Bank`"),
        ("--chart-title", "", "--chart-title: text: it is empty"),
        ("--chart-subtitle", " ", "--chart-subtitle: text: it is empty"),
    ] {
        let why = printed(case.root(), &["report", "case", option, value], 2);
        assert!(why.contains(expected), "{option}: {why}");
    }
}

/// Options take the place of keys, and `verify` makes the same report again.
#[test]
fn options_take_the_place_of_keys() {
    let case = case("[chart]\ntitle = \"Ours\"\nsubtitle = \"Below\"\nsites = [\"bank\"]\n");
    let root = case.root();
    let asked = ["report", "case", "-o", "out", "--chart-title", "Theirs", "--chart-site", "shops"];
    assert_eq!(ran(root, &asked).status.code(), Some(0));
    let svg = fs::read_to_string(root.join("out/charts/timeline.svg")).unwrap();
    assert!(svg.contains("Theirs") && svg.contains("Below.") && !svg.contains("Ours"));
    assert!(svg.contains("timeline-site-shop-b") && !svg.contains("timeline-site-bank"));
    printed(root, &["verify", "out", "case"], 0);
}
