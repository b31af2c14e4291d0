//! Charts in each size that can be asked for: the size itself, every label inside and apart, and
//! what has no room is counted.

use crate::chart_wishes::case;
use crate::charts::faults;
use crate::incident_folder::committed;
use crate::program_run::{printed, ran};
use corroborate::model::Report;
use corroborate::model::charts::{ChartSettings, ChartWidth};
use corroborate::report::charts::{Chart, PngRenderer, all};
use std::fs;

/// The charts of a report in a size.
fn drawn(report: &Report, width: ChartWidth) -> Vec<Chart> {
    let chart = ChartSettings { width: Some(width), ..ChartSettings::default() };
    all(&Report { chart, ..report.clone() }).unwrap()
}

/// Width and height of an SVG, as its first tag gives them.
fn size(svg: &str) -> (u32, u32) {
    let of = |name: &str| {
        let (_, behind) = svg.split_once(&format!(" {name}=\"")).unwrap();
        behind.split_once('"').unwrap().0.parse().unwrap()
    };
    (of("width"), of("height"))
}

/// A report of so many sites, with long names in several scripts.
fn of_sites(report: &Report, count: usize) -> Report {
    let names = [
        "Secretary of State, elections division and business registry",
        "Министерство транспорта и цифрового развития",
        "Γενική Γραμματεία Ψηφιακής Διακυβέρνησης",
        "בנק ישראל",
        "東京都庁",
        "Łódź",
    ];
    let mut report = report.clone();
    report.sites = report.sites.iter().cycle().take(count).cloned().collect();
    for (number, site) in report.sites.iter_mut().enumerate() {
        site.site.id = format!("{:03}-{}", number, site.site.id);
        site.site.name = format!("{} {number}", names[number % names.len()]);
    }
    report
}

/// Each chart is as large as its size says, and a PNG of fixed size has just these pixels.
#[test]
fn a_size_is_kept() {
    let report = case("").report().unwrap();
    let renderer = PngRenderer::new();
    let pixels = |chart: &Chart| {
        let png = renderer.picture(chart).unwrap();
        let at = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (at(16), at(20))
    };
    for (width, across) in
        [(ChartWidth::Phone, 360), (ChartWidth::Column, 640), (ChartWidth::Wide, 1280)]
    {
        for chart in drawn(&report, width).iter().filter(|chart| chart.is_for_desk()) {
            let (own, high) = size(&chart.svg);
            assert_eq!(own, across, "{}", chart.name);
            assert_eq!(pixels(chart), (2 * across, 2 * high), "{}", chart.name);
        }
    }
    let fixed = [(ChartWidth::Square, (1080, 1080)), (ChartWidth::Slide, (1920, 1080))];
    for (width, whole) in fixed {
        for chart in drawn(&report, width).iter().filter(|chart| chart.is_for_desk()) {
            assert_eq!(size(&chart.svg), whole, "{}", chart.name);
            assert_eq!(pixels(chart), whole, "{}", chart.name);
        }
    }
}

/// In each size, with one site and 70: no label is cut, and none lies over another.
#[test]
fn labels_stand_apart_in_each_size() {
    let many = of_sites(&committed("datasets/usa-offline-2022"), 70);
    let few = of_sites(&case("").report().unwrap(), 1);
    for report in [many, few] {
        let count = report.sites.len();
        for width in ChartWidth::ALL {
            let faults: Vec<String> = drawn(&report, width).iter().flat_map(faults).collect();
            let word = width.as_str();
            assert!(faults.is_empty(), "{count} sites, {word}:\n{}", faults.join("\n"));
        }
    }
}

/// In a size of fixed height rows that have no room are counted under the title, and every panel is
/// on some page.
#[test]
fn what_has_no_room_is_counted() {
    let mut usa = committed("datasets/usa-offline-2022");
    usa.sites.retain(|site| site.outages > 0);
    let report = of_sites(&usa, 200);
    for width in [ChartWidth::Square, ChartWidth::Slide] {
        let charts = drawn(&report, width);
        let text = |name: &str| {
            let chart = charts.iter().find(|chart| chart.name == name).unwrap();
            let lines = chart.svg.split("</text>").filter_map(|line| line.rsplit_once('>'));
            lines.map(|(_, words)| words).collect::<Vec<_>>().join(" ")
        };
        let rows = |name: &str| {
            let chart = charts.iter().find(|chart| chart.name == name).unwrap();
            chart.svg.matches(&format!("<g id=\"{name}-site-")).count()
        };
        let (timeline, affected) = (rows("timeline"), rows("affected"));
        assert!((5..60).contains(&timeline) && (5..60).contains(&affected), "{width:?}");
        assert!(text("timeline").contains(&format!("Shown are {timeline} of 200 sites")));
        let down = report.sites.iter().filter(|site| site.outages + site.blips > 0).count();
        let expected = format!("{} more sites down", down - affected);
        assert!(text("affected").contains(&expected), "{expected}: {}", text("affected"));
        let mut pages = charts
            .iter()
            .filter(|chart| chart.name.starts_with("sites-") && chart.name != "sites-down");
        let last = pages.next_back().unwrap();
        assert!(last.alt.contains(&format!(" {down}. ")), "{width:?}: {}", last.alt);
    }
}

/// A size that is none stops the run and says which there are; the option takes the place of the
/// key, and `verify` makes the same again.
#[test]
fn a_size_is_asked_for_by_its_word() {
    for (word, expected) in [
        ("Phone", "5:1: chart.width: no size is called `Phone` (did you mean `phone`?); write"),
        ("1280", "`1280`; write phone, column, wide, square, slide"),
    ] {
        let wrong = case(&format!("[chart]\nwidth = \"{word}\"\n"));
        let why = printed(wrong.root(), &["report", "case"], 2);
        assert!(why.contains(expected), "{why}");
    }
    let case = case("[chart]\nwidth = \"phone\"\n");
    let why = printed(case.root(), &["report", "case", "--chart-width", "tall"], 2);
    assert!(why.contains("--chart-width: size: no size is called `tall`"), "{why}");
    let asked = ["report", "case", "-o", "out", "--chart-width", "slide"];
    assert_eq!(ran(case.root(), &asked).status.code(), Some(0));
    let svg = fs::read_to_string(case.root().join("out/charts/claims.svg")).unwrap();
    assert_eq!(size(&svg), (1920, 1080));
    printed(case.root(), &["verify", "out", "case"], 0);
}
