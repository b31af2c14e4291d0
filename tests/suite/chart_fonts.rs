//! A font of an editor's own on the charts.

use crate::chart_wishes::case;
use crate::program_run::{printed, ran};
use std::fs;

const NOTO: &[u8] = include_bytes!("../../src/report/fonts/NotoSans-Bold.ttf");
const WISH: &str = "[chart]\nfont = \"own.ttf\"\n";

/// The shipped bold font under another name: as wide, and known apart.
fn own_font() -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (noto, moto) = (utf16("Noto Sans"), utf16("Moto Sans"));
    let mut bytes = NOTO.to_vec();
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
    let cases: [(Vec<u8>, &str); 5] = [
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
