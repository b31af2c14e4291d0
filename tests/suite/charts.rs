//! Charts hold what readers need: every label inside and apart from the others, a name and a description, the same bytes twice.

use corroborate::model::{Asked, Origin, Report};
use corroborate::pipeline::report_of;
use corroborate::report::charts::{Chart, all, png};
use resvg::usvg::{Node, Options, Rect, Tree};

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
    let mut options = Options::default();
    options.fontdb_mut().load_font_data(REGULAR.to_vec());
    options.fontdb_mut().load_font_data(BOLD.to_vec());
    Tree::from_str(&chart.svg, &options).expect("the SVG is well formed")
}

/// What is wrong with a chart's labels.
fn faults(chart: &Chart) -> Vec<String> {
    let tree = tree(chart);
    let mut all = Vec::new();
    labels(&Node::Group(Box::new(tree.root().clone())), &mut all);
    assert!(!all.is_empty(), "{} has no words", chart.name);
    let mut faults = Vec::new();
    for (at, (words, area)) in all.iter().enumerate() {
        if area.left() < 0.0 || area.top() < 0.0 || area.right() > tree.size().width() || area.bottom() > tree.size().height() {
            faults.push(format!("{}: `{words}` is cut by the edge", chart.name));
        }
        for (other, around) in &all[at + 1..] {
            // Half a pixel is the blur of an edge; more is an overlap.
            let across = area.right().min(around.right()) - area.left().max(around.left());
            let down = area.bottom().min(around.bottom()) - area.top().max(around.top());
            if across > 0.5 && down > 0.5 {
                faults.push(format!("{}: `{words}` overlaps `{other}` by {across:.1} x {down:.1}", chart.name));
            }
        }
    }
    faults
}

fn folder(name: &str) -> Report {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets").join(name);
    report_of(&Asked { origin: Origin::Folder(folder), only_sites: Vec::new(), from: None, until: None }).unwrap()
}

/// The bundled incidents: no label cut, none over another.
#[test]
fn labels_stand_apart() {
    let reports = [folder("usa-offline-2022"), folder("airports-2022")];
    let faults: Vec<String> = reports.iter().flat_map(|report| all(report).unwrap()).flat_map(|chart| faults(&chart)).collect();
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
            site.site.name = format!("{} <{number}> & Möbius Ćwikła 1234567890", site.site.name).repeat(1 + number % 3);
        }
        let faults: Vec<String> = all(&report).unwrap().iter().flat_map(faults).collect();
        assert!(faults.is_empty(), "{count} sites, {hours} h:\n{}", faults.join("\n"));
    }
}

/// A chart names itself, describes itself, says that its probes are simulated, and comes out the same twice.
#[test]
fn charts_describe_themselves() {
    let report = folder("usa-offline-2022");
    let (first, second) = (all(&report).unwrap(), all(&report).unwrap());
    assert_eq!(first, second);
    let names: Vec<&str> = first.iter().map(|chart| chart.name).collect();
    assert_eq!(names, ["timeline", "sites-down", "recovery", "availability", "durations", "claims"]);
    for chart in &first {
        assert!(chart.svg.contains("<title>") && chart.svg.contains("<desc>"), "{}", chart.name);
        assert!(chart.svg.contains("simulated"), "{} does not say that the probes are simulated", chart.name);
        assert!(chart.alt.contains("simulated"), "{}", chart.name);
        assert!(!chart.svg.contains("#010203"), "{}: the hatching's stand-in is left", chart.name);
        assert!(chart.title.len() > 10 && chart.alt.len() > 40, "{}", chart.name);
    }
    let (one, two) = (png(&first[1].svg).unwrap(), png(&second[1].svg).unwrap());
    assert_eq!(one, two);
    assert_eq!(&one[1..4], b"PNG");
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
