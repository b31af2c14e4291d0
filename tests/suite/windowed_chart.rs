//! The chart of windowed availability (M28) is drawn where it tells a site that was down again and
//! again from one with a long outage.

use crate::charts::{faults, texts};
use crate::incident_folder::{IncidentFolder, PROBES, Row, log};
use corroborate::clock::MINUTE;
use corroborate::model::Report;
use corroborate::report::charts::{Chart, all};
use corroborate::report::page;
use std::ops::Range;

/// Two days of probes of sites, five minutes apart, each with the minutes at which it was down.
fn report(sites: &[(&str, Vec<Range<i64>>)]) -> Report {
    let rows = sites.iter().flat_map(|(site, down)| {
        (0..2 * 24 * 60).step_by(5).map(move |minute| -> Row<'_> {
            let is_down = down.iter().any(|down| down.contains(&minute));
            (minute * MINUTE, site, "x", if is_down { 503 } else { 200 })
        })
    });
    IncidentFolder::new(PROBES).with("probes.csv", log(rows)).report().unwrap()
}

fn drawn(report: &Report) -> Vec<Chart> {
    let charts = all(report).unwrap().into_iter();
    charts.filter(|chart| chart.name.starts_with("windowed-availability")).collect()
}

/// As many outages of a quarter of an hour, an hour from start to start.
fn often(times: i64) -> Vec<Range<i64>> {
    (0..times).map(|number| 300 + number * 60..315 + number * 60).collect()
}

/// Four hours down in one go, and sixteen times a quarter of an hour. Of the worst hour the first
/// is up for nothing. The second is down from the probe at 0 to that at 10 for certain, and may be
/// from that at -5 to that at 15: in any hour for at most 20 minutes, as one outage follows the
/// other after 60, so that it is up for two thirds.
#[test]
fn one_long_outage_and_many_short_ones_of_one_sum_differ() {
    let made = report(&[("long", std::iter::once(300..540).collect()), ("often", often(16))]);
    let charts = drawn(&made);
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    assert_eq!(names, ["windowed-availability", "windowed-availability-phone"]);
    for chart in &charts {
        assert_eq!(
            chart.title,
            "One outage against 16: in its worst 1 h long was up for none of it, often for at \
             least 66.6 %"
        );
        assert!(chart.alt.contains(" often, 16 outages: up for 66.6 to 83.4 % of 1 h and "));
        assert!(chart.svg.contains("windowed-availability"), "{}", chart.svg);
        assert_eq!(faults(chart), Vec::<String>::new());
    }
    // The page has a form for each width, and counts both as one.
    let page = page::html(&made, &[], &all(&made).unwrap()).unwrap();
    let (_, figure) = page.split_once("\"chart-windowed-availability\"").unwrap();
    let (figure, _) = figure.split_once("</figure>").unwrap();
    for form in ["<div class=\"desk\"", "<div class=\"phone\""] {
        assert_eq!(figure.matches(form).count(), 1, "{form}");
    }
    let folded = page.matches("<figure id=\"chart-").count() - 1;
    assert!(page.contains(&format!("<summary>More charts ({folded})</summary>")), "{folded}");
}

/// Long outages alone, short ones alone, two outages, and a long one beside so few short ones that
/// the whole window tells them apart.
#[test]
fn what_the_whole_window_tells_apart_has_no_chart() {
    let long = || ("long", std::iter::once(300..540).collect());
    for (other, name) in [
        (std::iter::once(400..700).collect(), "another long one"),
        (often(2), "two outages"),
        (often(8), "less than half of the sum"),
    ] {
        assert!(drawn(&report(&[long(), ("other", other)])).is_empty(), "{name}");
    }
    assert!(drawn(&report(&[("a", often(16)), ("b", often(20))])).is_empty(), "short ones alone");
}

/// Of many sites the worst six are drawn, the two of the title among them, and no label is cut or
/// lies over another.
#[test]
fn six_lines_are_drawn_with_those_of_the_title() {
    let names: Vec<String> = (0..30)
        .map(|number| format!("a-site-with-a-rather-long-name-{number}.ministry.example"))
        .collect();
    let down = |number: i64| match number % 2 {
        0 => std::iter::once(300..540 + number * 10).collect(),
        _ => often(16 + number % 5),
    };
    let sites: Vec<(&str, Vec<Range<i64>>)> =
        names.iter().zip(0..).map(|(name, number)| (name.as_str(), down(number))).collect();
    let made = report(&sites);
    for chart in drawn(&made) {
        assert_eq!(faults(&chart), Vec::<String>::new());
        assert_eq!(chart.svg.matches("-site-a-site-with").count(), 6, "{}", chart.name);
        let words = texts(&chart.svg).join(" ");
        assert!(words.contains("Shown are 6 of 30 sites that were down."), "{words}");
    }
    assert_eq!(drawn(&made).len(), 2);
}
