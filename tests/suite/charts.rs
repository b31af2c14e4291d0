//! Charts hold what readers need: every label inside and apart from the others, a name and a
//! description, the same bytes twice.

use crate::incident_folder::committed;
use corroborate::model::Report;
use corroborate::report::charts::{Chart, Press, all};
use resvg::tiny_skia::{Pixmap, Transform};
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
    read(&chart.svg)
}

fn read(svg: &str) -> Tree {
    let mut options = Options::default();
    options.fontdb_mut().load_font_data(REGULAR.to_vec());
    options.fontdb_mut().load_font_data(BOLD.to_vec());
    Tree::from_str(svg, &options).expect("the SVG is well formed")
}

/// The drawing at so many times its size, as any reader of SVG would draw it.
fn drawn_at(svg: &str, times: f32) -> Pixmap {
    let tree = read(svg);
    let size = tree.size().to_int_size().scale_by(times).unwrap();
    let mut picture = Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, Transform::from_scale(times, times), &mut picture.as_mut());
    picture
}

/// The same at twice its size, as pictures are.
fn drawn(svg: &str) -> Pixmap {
    drawn_at(svg, 2.0)
}

/// The picture of a drawing.
fn pictured(svg: &str) -> Pixmap {
    Pixmap::decode_png(&Press::new().png(svg).unwrap()).unwrap()
}

/// What is wrong with a chart's labels.
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

/// The bundled incidents: no label cut, none over another.
#[test]
fn labels_stand_apart() {
    let reports = [folder("usa-offline-2022"), folder("airports-2022")];
    let faults: Vec<String> = reports
        .iter()
        .flat_map(|report| all(report).unwrap())
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
    let report = folder("usa-offline-2022");
    let (first, second) = (all(&report).unwrap(), all(&report).unwrap());
    assert_eq!(first, second);
    let names: Vec<&str> = first.iter().map(|chart| chart.name.as_str()).collect();
    assert_eq!(
        names,
        ["timeline", "sites-down", "recovery", "availability", "durations", "claims"]
    );
    for chart in &first {
        assert!(chart.svg.contains("<title>") && chart.svg.contains("<desc>"), "{}", chart.name);
        assert!(
            chart.svg.contains("simulated"),
            "{} does not say that the probes are simulated",
            chart.name
        );
        assert!(chart.alt.contains("simulated"), "{}", chart.name);
        assert!(!chart.svg.contains("#010203"), "{}: the hatching's stand-in is left", chart.name);
        assert!(chart.title.len() > 10 && chart.alt.len() > 40, "{}", chart.name);
    }
}

/// The pixels of a drawing at twice its size that words may touch.
fn lettered(svg: &str, picture: &Pixmap) -> Vec<bool> {
    let mut words = Vec::new();
    labels(&Node::Group(Box::new(read(svg).root().clone())), &mut words);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut touched = vec![false; width * height];
    for (_, area) in words {
        let (left, right) =
            ((2.0 * area.left() - 1.0) as usize, (2.0 * area.right() + 2.0) as usize);
        for y in (2.0 * area.top() - 1.0) as usize..height.min((2.0 * area.bottom() + 2.0) as usize)
        {
            touched[y * width + left..y * width + right.min(width)].fill(true);
        }
    }
    touched
}

/// Where two pictures differ: number of the pixel, and by how much.
fn differences(one: &Pixmap, other: &Pixmap) -> Vec<(usize, u8)> {
    assert_eq!((one.width(), one.height()), (other.width(), other.height()));
    let mut differing = Vec::new();
    // Most stretches are alike, and are compared at once.
    for (number, (a, b)) in
        one.data().chunks(64).zip(other.data().chunks(64)).enumerate().filter(|(_, (a, b))| a != b)
    {
        for (pixel, (a, b)) in a.chunks(4).zip(b.chunks(4)).enumerate().filter(|(_, (a, b))| a != b)
        {
            let by = a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
            differing.push((16 * number + pixel, by));
        }
    }
    differing
}

/// That a picture is its drawing. Letters have finer edges, each within a quarter of a pixel of
/// what the library makes of it. All else is the same but for rounding: a picture is drawn in
/// bands, so an edge can lie a millionth of a pixel elsewhere, and make a few pixels of a hundred
/// thousand one shade lighter or darker.
fn is_drawing(picture: &Pixmap, svg: &str, name: &str) {
    let lettered = lettered(svg, picture);
    let (letters, rest): (Vec<_>, Vec<_>) =
        differences(picture, &drawn(svg)).into_iter().partition(|(at, _)| lettered[*at]);
    assert!(
        letters.iter().all(|(_, by)| *by <= 64),
        "{name}: a letter differs by {:?}",
        letters.iter().map(|(_, by)| by).max()
    );
    assert!(
        rest.iter().all(|(_, by)| *by <= 1),
        "{name}: a pixel differs by {:?}",
        rest.iter().map(|(_, by)| by).max()
    );
    assert!(rest.len() < lettered.len() / 10_000, "{name}: {} pixels differ", rest.len());
}

/// Place of the kind of colours in a PNG file, and what stands there for a list of them.
const LISTED: (usize, u8) = (25, 3);

/// The short ways of the pictures lose nothing, whatever was drawn with the same memory before; and
/// each picture has a list of its colours.
#[test]
fn pictures_are_their_drawings() {
    let mut press = Press::new();
    let charts =
        ["usa-offline-2022", "airports-2022"].map(|name| all(&folder(name)).unwrap()).concat();
    for Chart { name, svg, .. } in &charts {
        let png = press.png(svg).unwrap();
        is_drawing(&Pixmap::decode_png(&png).unwrap(), svg, name);
        assert_eq!(png[LISTED.0], LISTED.1, "{name} has no list of colours");
        assert_eq!(png, Press::new().png(svg).unwrap(), "{name}: twice");
    }
}

/// Words as charts have them: faces, colours, grounds, other scripts, across the border of two
/// bands and cut by the upper and lower edge.
fn specimen() -> String {
    let line = |(y, face, ink, words): (i32, &str, &str, &str)| {
        format!(
            "<text x=\"8\" y=\"{y}\" font-family=\"Noto Sans\" {face} \
             fill=\"{ink}\">{words}</text>"
        )
    };
    let lines = [
        (4, "font-size=\"13\"", "#1A1A1A", "Cut by the edge, gjpqy"),
        (30, "font-size=\"19\" font-weight=\"bold\"", "#1A1A1A", "200 of 200 &amp; more"),
        (60, "font-size=\"13.000000000000002\"", "#595959", "41 h 11 min to 41 h 50 min"),
        (90, "font-size=\"12\"", "#FFFFFF", "white on blue: 2 Jan, Thu"),
        (120, "font-size=\"13\"", "#D55E00", "Möbius Ćwikła a\u{301} Ελ Мир 机"),
        (259, "font-size=\"13\"", "#1A1A1A", "mmm across two bands"),
        (274, "font-size=\"13\"", "#1A1A1A", "https://ky.gov/a_b?c=%40"),
        (290, "font-size=\"13\"", "#1A1A1A", "The lower edge, gjpqy"),
    ];
    let ground = |y: i32, height: i32, ink| {
        format!("<rect x=\"0\" y=\"{y}\" width=\"220\" height=\"{height}\" fill=\"{ink}\"/>")
    };
    let grounds = ground(0, 291, "#FFFFFF") + &ground(76, 20, "#0072B2");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"220\" height=\"291\">{grounds}{}</svg>",
        lines.map(line).concat()
    )
}

/// A picture as large as another, each of its pixels as all those in its place together that were
/// drawn `finer` times as large.
fn averaged(large: &Pixmap, like: &Pixmap, finer: usize) -> Pixmap {
    let (mut small, width) =
        (Pixmap::new(like.width(), like.height()).unwrap(), like.width() as usize);
    for (at, shade) in small.data_mut().iter_mut().enumerate() {
        let (x, y, part) = (at / 4 % width, at / 4 / width, at % 4);
        let line = |row: usize| {
            (0..finer).map(move |column| ((y * finer + row) * width + x) * finer + column)
        };
        let sum: usize = (0..finer)
            .flat_map(line)
            .map(|pixel| usize::from(large.data()[4 * pixel + part]))
            .sum();
        *shade = (sum / (finer * finer)) as u8;
    }
    small
}

/// Letters are as their outlines: no pixel is further than a sixteenth of all shades from the same
/// drawing made eight times as large, and all together they are nearer to it than the library's.
#[test]
fn letters_are_their_outlines() {
    let svg = specimen();
    let picture = pictured(&svg);
    let outlines = averaged(&drawn_at(&svg, 16.0), &picture, 8);
    let (own, others) = (differences(&picture, &outlines), differences(&drawn(&svg), &outlines));
    let apart = |by: &[(usize, u8)]| by.iter().map(|(_, by)| u64::from(*by).pow(2)).sum::<u64>();
    assert!(
        own.iter().all(|(_, by)| *by <= 16),
        "a pixel differs by {:?}",
        own.iter().map(|(_, by)| by).max()
    );
    assert!(2 * apart(&own) < apart(&others), "{} and {}", apart(&own), apart(&others));
}

/// Words that are more than outlines of one colour, or reach over a side, are drawn as any reader
/// of SVG would.
#[test]
fn other_words_are_their_drawings() {
    let gradient = "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#0072B2\"/><stop \
        offset=\"1\" stop-color=\"#D55E00\"/></linearGradient>";
    let ground = "<rect x=\"0\" y=\"0\" width=\"120\" height=\"60\" fill=\"#FFFFFF\"/>";
    let differing = |attributes: &str| {
        let words = format!(
            "<text font-family=\"Noto Sans\" font-size=\"13\" y=\"30\" {attributes}>Kentucky, \
             503</text>"
        );
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" \
             height=\"60\"><defs>{gradient}</defs>{ground}{words}</svg>"
        );
        let by = differences(&pictured(&svg), &drawn(&svg));
        by.into_iter().map(|(_, by)| by).max().unwrap_or(0)
    };
    let others = [
        "x=\"-9\"",
        "x=\"70\"",
        "x=\"9\" transform=\"rotate(20)\"",
        "x=\"9\" transform=\"translate(3 4)\"",
        "x=\"9\" fill-opacity=\"0.5\"",
        "x=\"9\" opacity=\"0.5\"",
        "x=\"9\" fill=\"url(#g)\"",
        "x=\"9\" fill=\"none\" stroke=\"#0072B2\"",
        "x=\"9\" stroke=\"#0072B2\"",
        "x=\"9\" text-rendering=\"optimizeSpeed\"",
        "x=\"9\" visibility=\"hidden\"",
    ];
    for attributes in others {
        assert!(
            differing(attributes) <= 1,
            "{attributes}: a pixel differs by {}",
            differing(attributes)
        );
    }
    // Without any of these they are drawn in the other way.
    assert!(differing("x=\"9\"") > 1);
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
    let mut press = Press::new();
    let ground = "<rect x=\"0\" y=\"0\" width=\"600\" height=\"9\" fill=\"#ffffff\"/>";
    for stripes in [1, 255, 256, 600] {
        let svg = svg(&format!("{ground}{}", (0..stripes).map(stripe).collect::<String>()));
        assert!(
            Pixmap::decode_png(&press.png(&svg).unwrap()).unwrap() == drawn(&svg),
            "{stripes} stripes"
        );
    }
    let svg = svg(glass);
    assert!(Pixmap::decode_png(&press.png(&svg).unwrap()).unwrap() == drawn(&svg), "glass");
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
