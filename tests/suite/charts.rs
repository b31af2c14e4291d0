//! Charts hold what readers need: every label inside and apart from the others, a name and a
//! description, the same bytes twice.

use crate::incident_folder::committed;
use corroborate::clock::{HOUR, Range, Span, Zone, parse_stamp};
use corroborate::model::Report;
use corroborate::model::charts::ChartSettings;
use corroborate::report::charts::{Chart, PngRenderer, all};
use corroborate::report::{page, tables};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Node, Options, Rect, Tree};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

const REGULAR: &[u8] = include_bytes!("../../src/report/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../src/report/fonts/NotoSans-Bold.ttf");

/// Every line of words with the box of its glyphs.
fn labels(node: &Node, into: &mut Vec<(String, Rect)>) {
    match node {
        Node::Group(group) => group.children().iter().for_each(|child| labels(child, into)),
        Node::Text(text) => {
            let words: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
            into.push((words.trim().to_owned(), text.flattened().abs_bounding_box()));
        }
        _ => {}
    }
}

fn tree(chart: &Chart) -> Tree {
    read(&chart.svg)
}

fn read(svg: &str) -> Tree {
    static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut fonts = Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(BOLD.to_vec());
        Arc::new(fonts)
    });
    let options = Options { fontdb: FONTS.clone(), ..Options::default() };
    Tree::from_str(svg, &options).expect("the SVG is well formed")
}

/// The drawing at twice its size, as any reader of SVG renders it.
fn rendered(svg: &str) -> Pixmap {
    let tree = read(svg);
    let size = tree.size().to_int_size().scale_by(2.0).unwrap();
    let mut picture = Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut picture.as_mut());
    picture
}

/// Lists what is wrong with a chart's labels.
pub(crate) fn faults(chart: &Chart) -> Vec<String> {
    let tree = tree(chart);
    let mut all = Vec::new();
    labels(&Node::Group(Box::new(tree.root().clone())), &mut all);
    assert!(!all.is_empty(), "{} has no words", chart.name);
    let mut faults = Vec::new();
    for (at, (words, area)) in all.iter().enumerate() {
        if area.left() < 0.0
            || area.top() < 0.0
            || area.right() > tree.size().width()
            || area.bottom() > tree.size().height()
        {
            faults.push(format!("{}: `{words}` is cut by the edge", chart.name));
        }
        for (other, around) in &all[at + 1..] {
            // Half a pixel is the blur of an edge; more is an overlap.
            let across = area.right().min(around.right()) - area.left().max(around.left());
            let down = area.bottom().min(around.bottom()) - area.top().max(around.top());
            if across > 0.5 && down > 0.5 {
                faults.push(format!(
                    "{}: `{words}` overlaps `{other}` by {across:.1} x {down:.1}",
                    chart.name
                ));
            }
        }
    }
    faults
}

fn folder(name: &str) -> Report {
    committed(&format!("datasets/{name}"))
}

/// The charts of a bundled incident, drawn once for all tests that ask for them.
fn charts_of(name: &str) -> Vec<Chart> {
    static DRAWN: Mutex<BTreeMap<String, Vec<Chart>>> = Mutex::new(BTreeMap::new());
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    drawn.entry(name.to_owned()).or_insert_with(|| all(&folder(name)).unwrap()).clone()
}

/// Draws one chart of a report, and no other.
pub(crate) fn chart(report: &Report, name: &str) -> Chart {
    let chart = ChartSettings { only: vec![name.to_owned()], ..report.chart.clone() };
    let drawn = all(&Report { chart, ..report.clone() }).unwrap();
    drawn.into_iter().find(|chart| chart.name == name).unwrap_or_else(|| panic!("no {name}"))
}

/// The bundled incidents: no label cut, none over another.
#[test]
fn labels_stand_apart() {
    let faults: Vec<String> = ["usa-offline-2022", "airports-2022"]
        .into_iter()
        .flat_map(charts_of)
        .flat_map(|chart| faults(&chart))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Any window, any number of sites: 1, 12, 60 and 200.
#[test]
fn labels_stand_apart_at_any_size() {
    let mut report = folder("usa-offline-2022");
    let one = report.sites.clone();
    for (count, hours) in [(1, 1), (12, 7), (60, 50), (200, 2_000), (12, 100_000)] {
        let window = report.window.unwrap();
        let until = window.from().plus(hours * 3_600_000_000);
        report.window = corroborate::clock::Span::new(window.from(), until);
        report.sites = one.iter().cycle().take(count).cloned().collect();
        for (number, site) in report.sites.iter_mut().enumerate() {
            site.site.id = format!("{}-{number}", site.site.id);
            site.site.name = format!("{} <{number}> & Möbius Ćwikła 1234567890", site.site.name)
                .repeat(1 + number % 3);
        }
        let faults: Vec<String> = all(&report).unwrap().iter().flat_map(faults).collect();
        assert!(faults.is_empty(), "{count} sites, {hours} h:\n{}", faults.join("\n"));
    }
}

/// A chart names itself, describes itself, says that its probes are simulated, and comes out the
/// same twice.
#[test]
fn charts_describe_themselves() {
    let first = charts_of("usa-offline-2022");
    assert_eq!(first, all(&folder("usa-offline-2022")).unwrap());
    let for_desk = first.iter().filter(|chart| chart.is_for_desk());
    let wide: Vec<&str> = for_desk.map(|chart| chart.name.as_str()).collect();
    // The panels of small bars are for incidents with more sites.
    let known = ChartSettings::NAMES.into_iter().filter(|name| *name != "sites");
    assert_eq!(wide, known.collect::<Vec<_>>());
    for chart in &first {
        assert!(chart.svg.contains("<title>") && chart.svg.contains("<desc>"), "{}", chart.name);
        assert!(
            chart.svg.contains("simulated"),
            "{} does not say that the probes are simulated",
            chart.name
        );
        assert!(chart.alt.contains("simulated"), "{}", chart.name);
        assert!(chart.title.len() > 10 && chart.alt.len() > 40, "{}", chart.name);
    }
}

/// Where a PNG file states its kind of colours, and the value for a palette.
const COLOUR_TYPE: (usize, u8) = (25, 3);

/// A picture has the pixels of its drawing, a palette, and the same bytes twice.
#[test]
fn pictures_are_their_drawings() {
    let renderer = PngRenderer::new();
    let of_airports = charts_of("airports-2022");
    let largest = charts_of("usa-offline-2022").into_iter().next();
    let charts: Vec<Chart> = of_airports.into_iter().chain(largest).collect();
    for Chart { name, svg, .. } in &charts {
        let png = renderer.png(svg).unwrap();
        assert!(Pixmap::decode_png(&png).unwrap() == rendered(svg), "{name}");
        assert_eq!(png[COLOUR_TYPE.0], COLOUR_TYPE.1, "{name} has no palette");
    }
    let Chart { name, svg, .. } = &charts[0];
    let again = PngRenderer::new().png(svg).unwrap();
    assert_eq!(renderer.png(svg).unwrap(), again, "{name}: twice");
}

/// Text keeps its width in any font of a viewer; where the shipped font lacks a letter, the width
/// is left to the viewer's font.
#[test]
fn text_keeps_its_width() {
    let mut report = folder("airports-2022");
    report.sites[0].site.name = "\u{673a}\u{573a} website".to_owned();
    let timeline = chart(&report, "timeline");
    let texts: Vec<&str> = timeline.svg.lines().filter(|line| line.starts_with("<text ")).collect();
    let (foreign, shipped): (Vec<&str>, Vec<&str>) =
        texts.into_iter().partition(|text| text.contains('\u{673a}'));
    assert_eq!(foreign.len(), 1);
    assert!(!foreign[0].contains("textLength"), "{}", foreign[0]);
    assert!(shipped.len() > 10);
    assert!(shipped.iter().all(|text| text.contains(" textLength=\"")), "{shipped:?}");
}

/// Drawings that no chart makes: more colours than a list holds, and glass.
#[test]
fn pictures_of_many_colours_are_their_drawings() {
    let stripe = |n: usize| {
        format!(
            "<rect x=\"{n}\" y=\"0\" width=\"1\" height=\"9\" fill=\"#{:02x}{:02x}40\"/>",
            n % 251,
            n / 3
        )
    };
    let svg = |inside: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"9\">{inside}</svg>"
        )
    };
    let glass =
        "<rect x=\"3\" y=\"2\" width=\"90\" height=\"5\" fill=\"#0072B2\" opacity=\"0.5\"/>";
    let renderer = PngRenderer::new();
    let ground = "<rect x=\"0\" y=\"0\" width=\"600\" height=\"9\" fill=\"#ffffff\"/>";
    for stripes in [1, 255, 256, 600] {
        let svg = svg(&format!("{ground}{}", (0..stripes).map(stripe).collect::<String>()));
        assert!(
            Pixmap::decode_png(&renderer.png(&svg).unwrap()).unwrap() == rendered(&svg),
            "{stripes} stripes"
        );
    }
    let svg = svg(glass);
    assert!(Pixmap::decode_png(&renderer.png(&svg).unwrap()).unwrap() == rendered(&svg), "glass");
}

/// The texts of a drawing, in order.
pub(crate) fn texts(svg: &str) -> Vec<&str> {
    svg.split("</text>").filter_map(|text| text.rsplit('>').next()).collect()
}

/// A name that is written from right to left does not move the figures beside it.
#[test]
fn a_name_from_right_to_left_moves_no_figure() {
    let mut report = folder("usa-offline-2022");
    let longest = report.outages.iter().max_by_key(|outage| outage.duration.least_us).unwrap();
    let (id, title) = (longest.site.clone(), "\u{5d7}\u{5e0}\u{5d5}\u{5ea} 25".to_owned());
    report.sites.iter_mut().find(|site| site.site.id == id).unwrap().site.name = title;
    let charts = all(&report).unwrap();
    let durations = charts.iter().find(|chart| chart.name == "durations").unwrap();
    let isolated = "\u{2068}\u{5d7}\u{5e0}\u{5d5}\u{5ea} 25\u{2069}, at least ";
    assert!(durations.title.contains(isolated), "{}", durations.title);
    for chart in &charts {
        for text in texts(&chart.svg).into_iter().chain([chart.alt.as_str(), &chart.title]) {
            let count = |isolate: char| text.chars().filter(|c| *c == isolate).count();
            assert_eq!(count('\u{2068}'), count('\u{2069}'), "{}: {text}", chart.name);
            let bare = text.split('\u{2068}').next().unwrap_or_default();
            assert!(!bare.contains('\u{5d7}'), "{}: {text}", chart.name);
        }
    }
}

/// A long name keeps its isolate where it is cut, and where a title goes over two lines.
#[test]
fn an_isolate_is_closed_in_each_line() {
    let mut report = folder("airports-2022");
    report.title = "\u{5d7}\u{5e0}\u{5d5}\u{5ea} ".repeat(60);
    report.sites[0].site.name = "\u{5d7}\u{5e0}".repeat(200);
    let mut seen = 0;
    for chart in all(&report).unwrap() {
        for text in texts(&chart.svg).into_iter().filter(|text| text.contains('\u{5d7}')) {
            seen += 1;
            let (before, isolate) = text.split_once('\u{2068}').expect("an isolate");
            let (_, after) = isolate.split_once('\u{2069}').expect("it is closed");
            assert!(!before.contains('\u{5d7}') && !after.contains('\u{5d7}'), "{text}");
        }
        assert!(faults(&chart).is_empty(), "{:?}", faults(&chart));
    }
    assert!(seen > 4, "{seen} texts hold the name or the title");
}

/// Names that the shipped font lacks stand in the SVG; the PNG tells them apart, and says so.
#[test]
fn the_png_tells_names_apart_that_the_font_lacks() {
    let mut report = folder("usa-offline-2022");
    assert!(charts_of("usa-offline-2022").iter().all(|chart| chart.picture.is_none()));
    let (first, second) = ("\u{535a}\u{5ba2}", "\u{8bba}\u{575b}");
    report.sites[0].site.name = first.to_owned();
    report.sites[1].site.name = second.to_owned();
    (report.sites[1].site.id, report.sites[1].claimed) = (second.to_owned(), true);
    // A bar that is full is not drawn.
    report.sites[..2].iter_mut().for_each(|site| site.up_share_min = Some(0.5));
    for claim in &mut report.claims {
        claim.claimant = claim.claimant.replace("Killnet", "\u{7fa4}");
    }
    report.title = "\u{7f51}\u{7ad9}".to_owned();
    report.inputs[0].path = "\u{65e5}.csv".to_owned();
    let ids = [report.sites[0].site.id.as_str(), "[site 2]"];
    let charts = all(&report).unwrap();
    for name in ["timeline", "availability"] {
        let chart = charts.iter().find(|chart| chart.name == name).unwrap();
        assert!([first, second].iter().all(|name| texts(&chart.svg).contains(name)), "{name}");
        let picture = texts(chart.picture());
        assert!(ids.iter().all(|id| picture.contains(id)), "{name}: {picture:?}");
        assert!(!chart.picture().contains(first), "{name}");
        let lacks = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
        assert!(!chart.picture().chars().any(lacks), "{name}: {picture:?}");
        let words = picture.join(" ");
        // Of claimant and file neither says a word.
        assert!(words.contains("the shipped font has no glyphs for 3 names"), "{name}: {words}");
    }
    let tables = tables::all(&report).unwrap();
    let page = page::html(&report, &tables, &charts).unwrap();
    assert!(page.contains("The shipped font has no glyphs for 5 names: "));
}

/// Draws a report over a window in a zone, and returns the texts of its timeline.
fn timeline_texts(zone: &str, from: &str, until: &str) -> Vec<String> {
    let mut report = folder("airports-2022");
    let zone = Zone::named(zone).unwrap();
    let at = |text: &str| parse_stamp(text, None).unwrap();
    report.zone = zone;
    report.window = Span::new(at(from), at(until));
    let timeline = chart(&report, "timeline");
    assert!(faults(&timeline).is_empty(), "{:?}", faults(&timeline));
    texts(&timeline.svg).into_iter().map(str::to_owned).collect()
}

/// The axis says what its clocks go by: over a year both, on a night when they change both in
/// order, and at the tick where they changed.
#[test]
fn the_axis_says_what_its_clocks_go_by() {
    let year = timeline_texts("America/New_York", "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z");
    assert!(year.iter().any(|text| text == "America/New York"), "{year:?}");
    assert!(year.iter().any(|text| text.starts_with("EST, EDT; ")), "{year:?}");
    let night = timeline_texts("Europe/Berlin", "2023-10-28T20:00:00Z", "2023-10-29T06:00:00Z");
    assert!(night.iter().any(|text| text == "CEST, CET; 2023"), "{night:?}");
    assert!(night.iter().any(|text| text == "CET"), "{night:?}");
    let summer = timeline_texts("Europe/Berlin", "2023-07-01T00:00:00Z", "2023-07-01T06:00:00Z");
    assert!(summer.iter().any(|text| text == "CEST; 2023"), "{summer:?}");
}

/// The interval of a claim is a bar; what lies outside the window is said in words.
#[test]
fn a_claim_outside_the_window_is_said_in_words() {
    let mut report = folder("airports-2022");
    let window = report.window.unwrap();
    let before = window.from().plus(-2 * HOUR);
    let range = |from, until| Some(Range { earliest: Some(from), latest: Some(until) });
    report.claims.truncate(2);
    report.claims[0].published = range(before, before);
    report.claims[0].asserted = range(window.until().plus(HOUR), window.until().plus(2 * HOUR));
    report.claims[1].published = range(before, window.from().plus(20 * HOUR));
    report.claims[1].asserted = None;
    let open = chart(&report, "claims");
    let texts = texts(&open.svg).join("\n");
    assert!(texts.contains("published before the window"), "{texts}");
    assert!(texts.contains("speaks of a time after the window"), "{texts}");
    // A bar that goes on outside the window has one end across less than one that begins in it.
    report.claims[1].published = range(window.from().plus(HOUR), window.from().plus(20 * HOUR));
    let lines = |chart: &Chart| {
        let outlines = chart.svg.lines().filter(|line| line.starts_with("<path fill=\"none\""));
        outlines.map(|line| line.matches('M').count()).sum::<usize>()
    };
    assert_eq!(lines(&chart(&report, "claims")), lines(&open) + 1);
}

/// Names from strangers, with signs that XML does not hold, make no broken chart.
#[test]
fn odd_names_do_no_harm() {
    let mut report = folder("airports-2022");
    report.title = "a\u{0}b\u{1b}[31m <script>alert(1)</script> ]]> \u{fffe} ünï 机场".to_owned();
    for site in &mut report.sites {
        site.site.name = "\u{7}\u{202e}<b>&amp;\"'".repeat(20);
    }
    for chart in all(&report).unwrap() {
        tree(&chart);
        assert!(!chart.svg.contains("<script>"), "{}", chart.name);
    }
}

/// The length of a text is that of its letters: a viewer leaves out spaces at its ends.
#[test]
fn text_has_no_spaces_at_its_ends() {
    for chart in charts_of("usa-offline-2022") {
        let texts = chart.svg.split("<text ").skip(1);
        let contents: Vec<&str> = texts
            .filter_map(|text| text.split_once('>')?.1.split_once("</text>"))
            .map(|(content, _)| content)
            .collect();
        assert!(contents.len() > 5, "{}: {} texts", chart.name, contents.len());
        for content in contents {
            assert_eq!(content, content.trim(), "{}", chart.name);
        }
    }
}

/// The chart of sites down names the first claim, and which claims are none of an outage.
#[test]
fn the_first_claim_is_named() {
    let alt = chart(&folder("usa-offline-2022"), "sites-down").alt;
    let first = "The first dated claim of an attack or outage (what is only announced is none) \
                 was published between 5 Oct 2022 ";
    assert!(alt.contains(first), "{alt}");
}

/// Titles are right where there is one of a kind.
#[test]
fn titles_count_one() {
    let mut report = folder("usa-offline-2022");
    // What is said before every title of simulated probes is tested in `simulated`.
    report.simulated = false;
    (report.totals.measured, report.totals.changes.went_down) = (2, 1);
    report.claimants.clear();
    report.claims.truncate(1);
    for count in &mut report.down_counts {
        (count.certain, count.possible) = (count.certain.min(1), count.possible.min(1));
    }
    let title = |report: &Report, name: &str| chart(report, name).title;
    let peak = title(&report, "sites-down");
    assert!(
        peak.starts_with("No two of the 17 sites that were down, of 2 measured sites, were seen"),
        "{peak}"
    );
    for count in &mut report.down_counts {
        (count.certain, count.possible, count.without_onset, count.observed) = (0, 0, 0, 0);
        count.certain_without_onset = 0;
    }
    assert_eq!(title(&report, "sites-down"), "None of 2 measured sites was seen to go down");
    let mut claimed = folder("airports-2022");
    claimed.claims.truncate(1);
    assert_eq!(title(&claimed, "claims"), "1 claim, and no probe to hold it against");
}
