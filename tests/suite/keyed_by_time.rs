//! JSON whose keys are moments or days: under a site, over sites, or alone. `init` proposes the
//! paths, and what it proposes reads the file.

use crate::incident_folder::IncidentFolder;
use crate::proposed::{folder, proposed, stopped};
use crate::worked_out::outages_and_assumed;

/// Moments ten minutes apart; the site is down at the third and fourth.
fn moments() -> impl Iterator<Item = (String, bool)> {
    (0..6).map(|at| (format!("2023-06-01T08:{at}0:00Z"), !(2..4).contains(&at)))
}

/// Object with a value for each moment.
fn object(value: impl Fn(bool) -> String) -> String {
    let pairs: Vec<String> =
        moments().map(|(moment, up)| format!("\"{moment}\":{}", value(up))).collect();
    format!("{{{}}}", pairs.join(","))
}

/// Word for a result, as JSON.
fn word(up: bool) -> String {
    format!("\"{}\"", if up { "up" } else { "down" })
}

/// Beginning of the outage's row in the table of outages.
const OUTAGE: &str = "2023-06-01T08:10:00Z,2023-06-01T08:20:00Z,2023-06-01T08:30:00Z,\
    2023-06-01T08:40:00Z";

#[test]
fn moments_as_keys_are_read_without_a_question() {
    let words = object(word);
    let checks = object(|up| format!(r#"{{"status":{},"ms":12}}"#, if up { 200 } else { 503 }));
    let of_sites = object(|up| format!(r#"{{"dam.example":{},"mill.example":"up"}}"#, word(up)));
    let of_names = object(|up| format!(r#"{{"dam":{},"mill":"up"}}"#, word(up)));
    for (shape, text, site) in [
        ("under a site", format!(r#"{{"dam.example":{words}}}"#), "dam.example"),
        ("under names", format!(r#"{{"dam":{words},"mill":{}}}"#, object(|_| word(true))), "dam"),
        ("checks under a site", format!(r#"{{"dam.example":{checks}}}"#), "dam.example"),
        ("over sites", of_sites, "dam.example"),
        ("over names", of_names, "dam"),
    ] {
        let at = folder(&[("checks.json", &text)]);
        let (outages, notes) = outages_and_assumed(at.path(), &["--probes", "checks.json"]);
        assert_eq!(outages.lines().count(), 2, "{shape}: {outages}{notes}");
        let row = format!("O001,{site},{OUTAGE}");
        assert!(outages.contains(&row), "{shape}: {outages}");
    }
}

#[test]
fn moments_of_one_site_ask_for_its_name_alone() {
    let checks = object(|up| format!(r#"{{"status":{},"ms":12}}"#, if up { 200 } else { 503 }));
    for text in [object(word), checks, format!(r#"{{"checks":{}}}"#, object(word))] {
        let (file, said) = proposed("checks.json", &text);
        assert_eq!(said.matches("to fill in").count(), 1, "{said}");
        assert!(file.contains("site = \"FILL IN\""), "{file}");
        let at = folder(&[("checks.json", &text)]);
        let why = stopped(at.path(), &["check", "--probes", "checks.json"]);
        assert!(why.contains("checks.json: site: no column tells the site"), "{why}");
    }
}

#[test]
fn seconds_since_1970_as_keys_are_moments() {
    let text = r#"{"dam.example":{"1685606400":200,"1685607000":503,"1685607600":503,
        "1685608200":200}}"#;
    let at = folder(&[("checks.json", text)]);
    let (outages, _) = outages_and_assumed(at.path(), &["--probes", "checks.json"]);
    assert!(outages.contains("O001,dam.example,2023-06-01T08:00:00"), "{outages}");
}

#[test]
fn days_as_keys_ask_what_a_row_of_a_day_is() {
    let day = |day: u32, up| {
        format!(r#""2023-06-{day:02}":{{"dam.example":{},"mill.example":"up"}}"#, word(up))
    };
    let days: Vec<String> = (1..7).map(|at| day(at, !(3..5).contains(&at))).collect();
    let text = format!("{{{}}}", days.join(","));
    let (file, said) = proposed("days.json", &text);
    for key in ["zone", "resolution"] {
        assert!(file.contains(&format!("\n{key} = \"FILL IN\"")), "{key}: {file}");
    }
    assert_eq!(said.matches("to fill in").count(), 2, "{said}");
    assert!(said.contains("if it sums up a day, it is no probe: take the entry out"), "{said}");
    let columns = file.lines().find(|line| line.starts_with("columns = ")).unwrap();
    let settings = format!(
        "[[probes]]\nfiles = \"days.json\"\nlayout = \"json\"\n{columns}\nzone = \"UTC\"\n\
         resolution = \"1d\"\n"
    );
    let report = IncidentFolder::new(&settings).with("days.json", &text).report().unwrap();
    let dam = report.sites.iter().find(|site| site.site.id == "dam.example").unwrap();
    assert_eq!((dam.outages, report.sites.len()), (1, 2), "{report:?}");
}

#[test]
fn a_day_over_a_list_of_clocks_is_one_stamp() {
    let text = r#"{"2023-06-01":[{"time":"08:00","status":"up"},{"time":"08:10","status":"down"},
        {"time":"08:20","status":"down"},{"time":"08:30","status":"up"}]}"#;
    let (file, said) = proposed("days.json", text);
    assert!(file.contains("timestamp = [\"{key}\", \"*[].time\"]"), "{file}");
    assert!(said.contains("2 up, 2 down"), "{said}");
}
