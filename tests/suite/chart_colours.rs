//! Colours of charts from a file of an editor's own.

use crate::chart_wishes::case;
use crate::program_run::{printed, ran};
use std::fs;

/// Colours on a dark ground.
const NIGHT: &str = "ground = \"#101418\"\ntext = \"#F0F0F0\"\ndown = \"#ff7043\"\n";
const WISH: &str = "[chart]\ncolours = \"night.toml\"\n";

/// Each part has the colour of the file; what is mixed of ground and text is mixed anew; the file
/// is an input with its checksum, and `verify` makes the same again.
#[test]
fn charts_have_the_colours_of_the_file() {
    let case = case(WISH).with("night.toml", NIGHT);
    let root = case.root();
    assert_eq!(ran(root, &["report", "case", "-o", "out"]).status.code(), Some(0));
    for name in ["affected", "timeline", "durations", "availability"] {
        let svg = fs::read_to_string(root.join(format!("out/charts/{name}.svg"))).unwrap();
        assert!(svg.contains("fill=\"#101418\"") && svg.contains("fill=\"#FF7043\""), "{name}");
        for shipped in ["#FFFFFF\"/>", "#1A1A1A", "#D55E00", "#DDDDDD", "#F6F6F6", "#595959"] {
            assert!(!svg.contains(shipped), "{name} has {shipped}");
        }
        // The shipped colours of what the file does not name stay.
        assert!(svg.contains("#009E73") || name == "durations" || name == "availability", "{name}");
    }
    let manifest = fs::read_to_string(root.join("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let inputs = manifest["inputs"].as_array().unwrap();
    let colours: Vec<_> = inputs.iter().filter(|input| input["role"] == "colours").collect();
    assert_eq!(colours.len(), 1, "{inputs:?}");
    assert_eq!(colours[0]["path"], "night.toml");
    assert_eq!(colours[0]["sha256"].as_str().unwrap().len(), 64);
    printed(root, &["verify", "out", "case"], 0);
    // A colour that changed is another input.
    case.write("night.toml", NIGHT.replace("ff7043", "ff8050"));
    assert!(printed(root, &["verify", "out", "case"], 1).contains("night.toml"));
}

/// The option names a file from the working folder, in place of the key.
#[test]
fn the_option_takes_the_place_of_the_key() {
    let case = case(WISH).with("night.toml", NIGHT);
    fs::write(case.root().join("day.toml"), "down = \"#AA0000\"\n").unwrap();
    let asked = ["report", "case", "-o", "out", "--colours", "day.toml"];
    assert_eq!(ran(case.root(), &asked).status.code(), Some(0));
    let svg = fs::read_to_string(case.root().join("out/charts/timeline.svg")).unwrap();
    assert!(svg.contains("#AA0000") && svg.contains("#FFFFFF") && !svg.contains("#101418"));
    printed(case.root(), &["verify", "out", "case"], 0);
}

/// A colour that cannot be used says where, what was found and what to write instead.
#[test]
fn a_colour_that_cannot_be_used_says_where_and_what_to_write() {
    let cases = [
        ("down = \"red\"", "1:1: down: `red` is no colour; write one such as \"#d55e00\""),
        ("up = \"#00aa00\"\ndown = \"#12345\"", "2:1: down: `#12345` is no colour"),
        ("down = \"#+1+2+3\"", "1:1: down: `#+1+2+3` is no colour"),
        ("down = \"#ääa\"", "1:1: down: `#ääa` is no colour"),
        ("down = 7", "1:1: down: `7` is no colour"),
        ("dwon = \"#d55e00\"", "1:1: dwon: no part of a chart is called so (did you mean `down`?)"),
        (
            "text = \"#999999\"",
            "1:1: text: `text` has a contrast of 2.8 with `ground`, and needs 4.5",
        ),
        ("possible = \"#ffee99\"", "1:1: possible: `possible` has a contrast of 1.2 with `ground`"),
        ("ground = \"#000000\"", "1:1: ground: `text` has a contrast of 1.2 with `ground`"),
        ("up = \"#d55e00\"", "1:1: up: `down` and `up` are one colour: write two"),
        ("down = ", "1:8: "),
    ];
    for (colours, expected) in cases {
        let case = case(WISH).with("night.toml", colours);
        let why = printed(case.root(), &["report", "case"], 2);
        assert!(why.contains(&format!("case/night.toml:{expected}")), "{colours}: {why}");
    }
    let case = case(WISH);
    let why = printed(case.root(), &["report", "case"], 2);
    assert!(
        why.contains("5:1: chart.colours: there is no file night.toml; write the path of"),
        "{why}"
    );
    let case = crate::chart_wishes::case("");
    let why = printed(case.root(), &["report", "case", "--colours", "gone.toml"], 2);
    assert!(why.contains("--colours: file: there is no file gone.toml"), "{why}");
}
