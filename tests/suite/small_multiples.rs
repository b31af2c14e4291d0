//! Charts of small panels: where the timeline has no room, every site that was down is found once,
//! and nothing that happened vanishes.

use crate::charts::faults;
use crate::incident_folder::committed;
use corroborate::clock::{HOUR, Instant, IntervalSet, MINUTE, SECOND, Span};
use corroborate::model::{Report, SiteChange, SiteReport};
use corroborate::output::OutputFolder;
use corroborate::report::charts::{Chart, Placement, all};
use corroborate::report::{page, render, tables};
use proptest::prelude::*;

/// Vermilion: down for certain.
const DOWN: &str = "#D55E00";
/// Heights of a bar where a site was down for half of a column's time or more, and where for less.
const HIGH: i64 = 11;
const HALF: i64 = 5;
/// Width of a panel and its left edge in the first column, in pixels.
const PANEL: [i64; 2] = [390, 24];

fn span(from: Instant, length: i64) -> Span {
    Span::new(from, from.plus(length)).unwrap()
}

/// A report with so many sites, each with an outage a minute longer than that of the site before,
/// over so many hours.
fn of_size(sites: usize, hours: i64) -> Report {
    let mut report = committed("datasets/usa-offline-2022");
    let (site, outage) = (report.sites[0].clone(), report.outages[0].clone());
    let window = span(report.window.unwrap().from(), hours * HOUR);
    report.window = Some(window);
    report.simulated = false;
    report.outages = Vec::new();
    report.blips = Vec::new();
    report.sites = (1..=sites).map(|number| down(&site, (number, window))).collect();
    for site in &report.sites {
        let mut outage = outage.clone();
        outage.site = site.site.id.clone();
        outage.possible = site.down.spans()[0];
        report.outages.push(outage);
    }
    report
}

fn down(site: &SiteReport, (number, window): (usize, Span)) -> SiteReport {
    let mut site = site.clone();
    site.site.id = format!("s{number:06}");
    site.site.name = format!("Site {number:06}");
    (site.outages, site.blips, site.claimed, site.measured) = (1, 0, false, true);
    site.change = SiteChange::WentDown;
    site.downtime.least_us = i64::try_from(number).unwrap() * MINUTE;
    site.downtime.most_us = Some(site.downtime.least_us + MINUTE);
    let share = window.length() / 4;
    site.up = IntervalSet::of([span(window.from(), share)]);
    site.down = IntervalSet::of([span(window.from().plus(share), SECOND)]);
    site.observed = site.up.union(&site.down);
    (site.partial, site.maintenance) = (IntervalSet::default(), IntervalSet::default());
    site
}

fn panels(report: &Report) -> Vec<Chart> {
    all(report).unwrap().into_iter().filter(|chart| chart.placement == Placement::Linked).collect()
}

/// As many as fit on the timeline have no panels; from one more on, each site has one, the longest
/// down first.
#[test]
fn every_site_that_was_down_is_found_once() {
    for (sites, pages) in [(1, 0), (60, 0), (61, 2), (500, 9)] {
        let charts = panels(&of_size(sites, 96));
        assert_eq!(charts.len(), pages, "{sites} sites");
        let words: String = charts.iter().map(|chart| chart.alt.as_str()).collect();
        let numbers: Vec<&str> = words.split("Site 0").skip(1).map(|rest| &rest[..5]).collect();
        let mut expected: Vec<String> =
            (1..=sites).rev().map(|number| format!("{number:05}")).collect();
        expected.truncate(if pages == 0 { 0 } else { sites });
        assert_eq!(numbers, expected, "{sites} sites");
        for (chart, number) in charts.iter().zip(1..) {
            assert_eq!(chart.name, format!("sites-{number:02}"));
        }
    }
}

/// The title says which sites these are, and what holds for each of them.
#[test]
fn titles_are_findings() {
    let mut report = of_size(61, 96);
    // What is said before every title of simulated probes is tested in `simulated`.
    report.simulated = false;
    let titles =
        |report: &Report| panels(report).into_iter().map(|chart| chart.title).collect::<Vec<_>>();
    assert_eq!(
        titles(&report),
        [
            "Sites 1 to 31 of 61 by downtime: each down for at least 31 min and at most 62 min",
            "Sites 32 to 61 of 61 by downtime: each down for at least 1 min and at most 31 min"
        ]
        .map(|title| title.replace("62 min", "1 h 2 min"))
    );
    report.sites[60].downtime.most_us = None;
    assert_eq!(
        titles(&report)[0],
        "Sites 1 to 31 of 61 by downtime: each down for at least 31 min, 1 with an outage whose \
         start or end was not seen"
    );
    for site in &mut report.sites[..2] {
        (site.outages, site.blips, site.downtime.least_us, site.downtime.most_us) =
            (0, 3, 0, Some(0));
        site.change = SiteChange::NoOutage;
    }
    assert_eq!(
        titles(&report)[1],
        "Sites 32 to 61 of 61 by downtime: 28 down for at least 3 min, 2 with blips alone"
    );
}

/// Any number of sites, any window, names of any length in any script: no label is cut or lies on
/// another.
#[test]
fn labels_stand_apart_in_panels() {
    let names = [
        "机场官方网站".repeat(12),
        "বাংলাদেশ সরকারের ওয়েবসাইট ".repeat(5),
        "موقع الحكومة ".repeat(9),
        "<b>&amp;".repeat(20),
        "x".to_owned(),
    ];
    let sizes = [(61, 1), (61, 7), (200, 200), (121, 2_000), (181, 8_760), (61, 96_000)];
    for ((sites, hours), zone) in
        sizes.into_iter().zip(["UTC", "America/New_York", "Asia/Kathmandu"].iter().cycle())
    {
        let mut report = of_size(sites, hours);
        report.zone = corroborate::clock::Zone::named(zone).unwrap();
        for (site, name) in report.sites.iter_mut().zip(names.iter().cycle()) {
            site.site.name.clone_from(name);
        }
        let charts = panels(&report);
        let shown = [charts.first(), charts.last()];
        let faults: Vec<String> = shown.into_iter().flatten().flat_map(faults).collect();
        assert!(faults.is_empty(), "{sites} sites, {hours} h, {zone}:\n{}", faults.join("\n"));
    }
}

/// The rectangles of one colour below the legend: left, top, width, height.
fn marks(svg: &str, colour: &str) -> Vec<[i64; 4]> {
    let (_, body) = svg.split_once("-body\">").unwrap();
    let paths = body
        .split("<path ")
        .skip(1)
        .filter_map(|path| path.split("/>").next())
        .filter(|path| path.contains(colour));
    let segments =
        paths.filter_map(|path| path.split(" d=\"").nth(1)).flat_map(|d| d.split('M').skip(1));
    segments
        .map(|segment| {
            let mut numbers = segment
                .split(['M', ' ', 'h', 'v', 'z', '"'])
                .filter_map(|number| number.parse().ok());
            [(); 4].map(|()| numbers.next().unwrap())
        })
        .collect()
}

/// The marks of time down in the panel at the top left.
fn marks_of_first_panel(svg: &str) -> Vec<[i64; 4]> {
    let all = marks(svg, DOWN);
    let top = all.iter().map(|mark| mark[1]).min().unwrap();
    let is_own = |mark: &[i64; 4]| mark[1] == top && mark[0] <= PANEL[0] + PANEL[1];
    all.into_iter().filter(is_own).collect()
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(8))]
        /// Whatever its length, an outage has a mark over its columns; no two marks of a site touch
        /// that are of one height.
        #[test]
        fn no_outage_vanishes(
            outages in prop::collection::vec((0..8_759_i64 * 60, 1..3_000_i64), 1..400),
        ) {
            let mut report = of_size(61, 8_760);
            let window = report.window.unwrap();
            let outages: Vec<Span> = outages
                .iter()
                .map(|(at, length)| span(window.from().plus(at * MINUTE), *length * SECOND))
                .collect();
            // The last site was down for longest: its panel is the first.
            report.sites[60].down = IntervalSet::of(outages.iter().copied());
            let svg = &panels(&report)[0].svg;
            let own = marks_of_first_panel(svg);
            // Those that overlap are one outage: a site cannot be down twice at a time.
            for outage in report.sites[60].down.spans() {
                let column = |at: Instant| {
                    let across = i128::from(at.since(window.from()).min(window.length()))
                        * i128::from(PANEL[0])
                        * 2;
                    PANEL[1]
                        + i64::try_from(
                            (across + i128::from(window.length()))
                                / (2 * i128::from(window.length())),
                        )
                        .unwrap()
                };
                let (from, until) = (column(outage.from()), column(outage.until()));
                let shown = if i128::from(outage.length()) * 2 * i128::from(PANEL[0])
                    >= i128::from(window.length())
                {
                    own.iter()
                        .any(|m| m[3] == HIGH && m[0] <= from && m[0] + m[2] >= until.max(from + 1))
                } else {
                    own.iter()
                        .any(|m| m[0] <= until && m[0] + m[2] > from.min(PANEL[1] + PANEL[0] - 1))
                };
                prop_assert!(shown, "{from} to {until}: {own:?}");
            }
            for height in [HIGH, HALF] {
                let alike: Vec<&[i64; 4]> = own.iter().filter(|mark| mark[3] == height).collect();
                prop_assert!(
                    alike.windows(2).all(|pair| pair[0][0] + pair[0][2] < pair[1][0]),
                    "{own:?}"
                );
            }
        }
    }
}

/// Ten minutes of each day are not drawn as a year; fifty of each hour are.
#[test]
fn short_outages_fill_no_more_than_they_take() {
    for (minutes, every, height) in [(10, 24, HALF), (50, 1, HIGH), (25, 1, HALF)] {
        let mut report = of_size(61, 8_760);
        let from = report.window.unwrap().from();
        let outage = |hour: i64| span(from.plus(hour * every * HOUR), minutes * MINUTE);
        report.sites[60].down = IntervalSet::of((0..8_760 / every).map(outage));
        let svg = &panels(&report)[0].svg;
        let own = marks_of_first_panel(svg);
        let columns = |high: bool| {
            own.iter().filter(|mark| (mark[3] == height) == high).map(|mark| mark[2]).sum::<i64>()
        };
        // The first and the last column begin and end half way.
        assert!(columns(true) * 10 >= PANEL[0] * 9 && columns(false) <= 2, "{minutes}: {own:?}");
        assert!(svg.contains("a low mark"), "{minutes}");
    }
}

/// Time that nobody observed is hatched; up is a line only where the site was up.
#[test]
fn what_nobody_observed_is_not_up() {
    let svg = &panels(&of_size(61, 96))[0].svg;
    let (hatched, up) = (marks(svg, "url(#unobserved-sites-01)"), marks(svg, "#009E73"));
    assert_eq!((hatched.len(), up.len()), (31, 31));
    let quarter = PANEL[0] / 4;
    assert!(up.iter().all(|mark| (mark[2] - quarter).abs() <= 1), "{up:?}");
    assert!(hatched.iter().all(|mark| (mark[2] - 3 * quarter).abs() <= 2), "{hatched:?}");
    assert!(hatched.iter().zip(&up).all(|(h, u)| h[0] >= u[0] + u[2]));
}

/// Past the last page the rest is counted, with where it stands.
#[test]
fn sites_without_a_panel_are_counted() {
    let report = of_size(3_200, 96);
    let charts = panels(&report);
    assert_eq!(charts.len(), 50);
    let rest = "And 200 more sites without a panel: see tables/sites.csv.";
    assert!(charts.iter().all(|chart| chart.alt.contains(rest)), "{}", charts[0].alt);
    let html = page::html(&report, &tables::all(&report).unwrap(), &charts)
        .unwrap()
        .replace("&#x2f;", "/");
    assert!(
        html.contains(
            "The 3,000 sites that were down for longest have a panel each on 50 more charts"
        ),
        "{html}"
    );
    assert!(html.contains(rest));
}

/// The page names each of these charts and holds none of them; the files that it names are there.
#[test]
fn pages_name_the_charts_of_panels() {
    let report = of_size(61, 96);
    let root = tempfile::tempdir().unwrap();
    let folder = OutputFolder::open(
        &root.path().join("x"),
        &[],
        corroborate::model::ChangedFiles::StopTheRun,
    )
    .unwrap();
    render::write(&report, &folder, |_| {}).unwrap();
    folder.finish().unwrap();
    let read = |path: &str| std::fs::read_to_string(root.path().join("x").join(path)).unwrap();
    let (page, link) = (read("report.html"), "href=\"charts/sites-");
    let words = "Each of the 61 sites with an outage or a blip has a panel on 2 more charts";
    assert!(page.contains(words), "{page}");
    let named: Vec<&str> =
        page.split(link).skip(1).map(|rest| &rest[..2]).filter(|number| *number != "do").collect();
    assert_eq!(named, ["01", "02"]);
    assert!(!page.contains("unobserved-sites-01"), "a chart of panels is in the page");
    for name in ["sites-01", "sites-02"] {
        assert!(
            read(&format!("charts/{name}.svg")).contains("simulated")
                && read(&format!("charts/{name}.txt")).contains("simulated")
        );
        assert!(root.path().join("x/charts").join(name).with_extension("png").exists());
    }
    assert!(read("charts/timeline.svg").contains("charts/sites-01.svg"));
}
