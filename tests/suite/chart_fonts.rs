//! A font of an editor's own on the charts.

use crate::chart_wishes::case;
use crate::program_run::{printed, ran};
use crate::tiny_font::font_of;
use std::fs;

const BOLD: &[u8] = include_bytes!("../../src/report/fonts/NotoSans-Bold.ttf");
const REGULAR: &[u8] = include_bytes!("../../src/report/fonts/NotoSans-Regular.ttf");
const WISH: &str = "[chart]\nfont = \"own.ttf\"\n";

/// The shipped bold font under another name: as wide, and known apart.
fn own_font() -> Vec<u8> {
    renamed(BOLD)
}

/// A shipped font under another name.
fn renamed(shipped: &[u8]) -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (noto, moto) = (utf16("Noto Sans"), utf16("Moto Sans"));
    let mut bytes = shipped.to_vec();
    let places: Vec<usize> =
        (0..bytes.len() - noto.len()).filter(|at| bytes[*at..].starts_with(&noto)).collect();
    assert!(!places.is_empty(), "the font has a name");
    for at in places {
        bytes[at..at + moto.len()].copy_from_slice(&moto);
    }
    bytes
}

/// SVG and PNG are in the font, labels have its widths, the file is an input with its checksum, and
/// `verify` makes the same again.
#[test]
fn charts_are_written_in_the_font_of_the_file() {
    let case = case(WISH).with("own.ttf", own_font());
    let root = case.root();
    printed(root, &["report", "case", "-o", "out"], 0);
    let svg = fs::read_to_string(root.join("out/charts/timeline.svg")).unwrap();
    assert!(svg.contains("font-family=\"'Moto Sans', Noto Sans,"), "{}", &svg[..400]);
    let manifest = fs::read_to_string(root.join("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let inputs = manifest["inputs"].as_array().unwrap();
    let font = inputs.iter().find(|input| input["role"] == "font").unwrap();
    assert_eq!((&font["path"], font["sha256"].as_str().unwrap().len()), (&"own.ttf".into(), 64));
    printed(root, &["verify", "out", "case"], 0);
    case.set("[[probes]]\nfiles = \"probes.csv\"\n");
    printed(root, &["report", "case", "-o", "plain"], 0);
    let read = |path: &str| fs::read(root.join(path)).unwrap();
    assert_ne!(read("out/charts/timeline.png"), read("plain/charts/timeline.png"));
    // Bold letters are wider.
    let width = |svg: &str| -> f64 {
        let (before, _) = svg.split_once(">Shop of Å</text>").unwrap();
        let (_, behind) = before.rsplit_once("textLength=\"").unwrap();
        behind.split_once('"').unwrap().0.parse().unwrap()
    };
    let plain = String::from_utf8(read("plain/charts/timeline.svg")).unwrap();
    assert!(width(&svg) > width(&plain), "{} and {}", width(&svg), width(&plain));
}

/// A font of another script writes the letters that the shipped one lacks, and nothing else.
#[test]
fn a_font_of_another_script_stands_beside_the_shipped_one() {
    let sites = "site,name\nshop-a,\u{5d1}\u{5e0}\u{5e7}\n";
    let wish = "[chart]\nfont = [\"hebrew.ttf\"]\n";
    let hebrew = font_of("Square Hebrew", '\u{5d0}'..='\u{5ea}');
    let case = case(wish).with("hebrew.ttf", hebrew).with("sites.csv", sites);
    let root = case.root();
    let said = String::from_utf8(ran(root, &["report", "case", "-o", "out"]).stderr).unwrap();
    assert!(!said.contains("no glyphs"), "{said}");
    let svg = fs::read_to_string(root.join("out/charts/timeline.svg")).unwrap();
    assert!(
        svg.contains("font-family=\"Noto Sans, 'Square Hebrew', Open Sans,"),
        "{}",
        &svg[..400]
    );
    case.set("[[probes]]\nfiles = \"probes.csv\"\n");
    printed(root, &["report", "case", "-o", "plain"], 0);
    let read = |path: &str| fs::read(root.join(path)).unwrap();
    assert_ne!(read("out/charts/timeline.png"), read("plain/charts/timeline.png"));
    // The words beside the name are as wide as without it.
    let line = |path: &str| {
        let svg = fs::read_to_string(root.join(path)).unwrap();
        let start = svg.find("<text").unwrap();
        svg[start..].split_once("</text>").unwrap().0.to_owned()
    };
    assert_eq!(line("out/charts/durations.svg"), line("plain/charts/durations.svg"));
}

/// Of two fonts of one family the bold one writes titles and heads, and the other the rest.
#[test]
fn a_bold_font_writes_the_titles() {
    let wish = "[chart]\nfont = [\"own.ttf\", \"own-bold.ttf\"]\n";
    let case = case(wish).with("own.ttf", renamed(REGULAR)).with("own-bold.ttf", own_font());
    let root = case.root();
    printed(root, &["report", "case", "-o", "both"], 0);
    printed(root, &["verify", "both", "case"], 0);
    printed(root, &["report", "case", "-o", "regular", "--font", "case/own.ttf"], 0);
    printed(root, &["report", "case", "-o", "bold", "--font", "case/own-bold.ttf"], 0);
    let timeline = |folder: &str| fs::read(root.join(folder).join("charts/timeline.png")).unwrap();
    assert!(timeline("both") != timeline("regular") && timeline("both") != timeline("bold"));
    let widths = |folder: &str| {
        let svg = fs::read_to_string(root.join(folder).join("charts/timeline.svg")).unwrap();
        let is_bold = |text: &&str| text.contains("font-weight=\"bold\"");
        let width = |text: &str| {
            let (_, behind) = text.split_once("textLength=\"")?;
            behind.split_once('"').map(|(width, _)| width.to_owned())
        };
        let texts = || svg.split("<text").skip(1);
        let bold: Vec<_> = texts().filter(is_bold).filter_map(width).collect();
        let others: Vec<_> = texts().filter(|text| !is_bold(text)).filter_map(width).collect();
        assert!(!bold.is_empty() && !others.is_empty());
        (bold, others)
    };
    let (both, regular, bold) = (widths("both"), widths("regular"), widths("bold"));
    assert!(both.0 == bold.0 && both.1 == regular.1);
    assert!(bold.0 != regular.0 && bold.1 != regular.1);
}

/// Names that neither font can show are listed, with both fonts.
#[test]
fn names_that_both_fonts_lack_are_listed() {
    let sites = "site,name\nshop-a,\u{5d1}\u{5e0}\u{5e7}\n";
    let case = case(WISH).with("own.ttf", own_font()).with("sites.csv", sites);
    let said = String::from_utf8(ran(case.root(), &["report", "case"]).stderr).unwrap();
    let expected = "note: The font Moto Sans and the shipped one have no glyphs for 1 name";
    assert!(said.contains(expected), "{said}");
}

/// A file that is no font, or none that charts can be drawn with, says what it is and what to give.
#[test]
fn a_file_that_is_no_font_says_what_to_give() {
    let web = [b"wOF2".as_slice(), &[0; 60]].concat();
    let digits = font_of("Digits", '0'..='9');
    let cases: [(Vec<u8>, &str); 6] = [
        (digits, "own.ttf: the font Digits has no letters that the shipped one lacks"),
        (Vec::new(), "give a TrueType or OpenType font (.ttf or .otf)"),
        (b"not a font, but a text".to_vec(), "own.ttf: it is no font"),
        (web, "own.ttf: it is a font packed for the web; give the .ttf or .otf of it"),
        (b"ttcf\0\x01\0\0\0\0\0\x02\0\0\0\0\0\0\0\0".to_vec(), "a collection of fonts"),
        (own_font()[..600].to_vec(), "case/incident.toml:5:1: chart.font: own.ttf: "),
    ];
    for (bytes, expected) in cases {
        let case = case(WISH).with("own.ttf", bytes);
        let why = printed(case.root(), &["report", "case"], 2);
        assert!(why.contains(expected), "{expected}: {why}");
    }
    let why = printed(case(WISH).root(), &["report", "case"], 2);
    assert!(why.contains("5:1: chart.font: there is no file own.ttf; write the path"), "{why}");
}
