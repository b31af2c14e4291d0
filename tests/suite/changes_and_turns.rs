//! Logs whose rows are no probes one after the other of one place: a row for each change, and
//! places that take turns. Both are asked about in each form of file, and doubted where they are
//! read amiss all the same.

use crate::incident_folder::IncidentFolder;
use crate::newcomers_files::fill;
use crate::program_run::{printed, ran};
use crate::proposed::{folder, stopped};
use crate::worked_out::outages_and_assumed;
use corroborate::model::SourceDoubtKind;
use std::fs;
use std::path::Path;

/// Hosts of a log of changes.
const HOSTS: [&str; 3] = ["quay.example", "mole.example", "pier.example"];

/// Changes of a host: each row has another state than the one before; `row` writes one by its
/// stamp, its host, and whether the host is down.
fn changes(each: usize, row: impl Fn(&str, &str, bool) -> String) -> String {
    let mut text = String::new();
    for at in 0..each {
        for (number, host) in HOSTS.iter().enumerate() {
            let (day, hour) = (1 + at / 2, (at * 11 + number * 3) % 12 + at % 2 * 12);
            let stamp = format!("2023-06-{day:02}T{hour:02}:{:02}:07Z", 7 * number + at);
            text += &(row(&stamp, host, at % 2 == 1) + "\n");
        }
    }
    text
}

/// The question with which the quick way stops, and the open keys of the proposal of `init`.
fn asked(at: &Path, logs: &[&str]) -> (String, Vec<String>) {
    let said = stopped(at, &[&["report", "--probes"], logs, &["-o", "out"]].concat());
    printed(at, &[&["init", "case"], logs].concat(), 0);
    let file = fs::read_to_string(at.join("case/incident.toml")).unwrap();
    let open = file.lines().filter(|line| line.contains("FILL IN") && !line.starts_with('#'));
    (said, open.map(|line| line.split(' ').next().unwrap().to_owned()).collect())
}

/// A log of lines of changes came out as polls, of which no outage is left.
#[test]
fn changes_are_found_in_lines_and_in_our_own_columns() {
    let word = |down: bool| if down { "DOWN" } else { "UP" };
    let lines = changes(15, |stamp, host, down| format!("{stamp} {host} {}", word(down)));
    let signs = changes(15, |stamp, host, down| {
        format!(
            "{stamp} {} {host} is {}",
            if down { "🔴" } else { "🟢" },
            word(down).to_lowercase()
        )
    });
    let own = "timestamp,site,result\n".to_owned()
        + &changes(15, |stamp, host, down| format!("{stamp},{host},{}", word(down).to_lowercase()));
    for (name, text) in [("log.txt", &lines), ("bot.txt", &signs), ("own.csv", &own)] {
        let at = folder(&[(name, text)]);
        let (said, open) = asked(at.path(), &[name]);
        assert!(said.contains("interval: the log says only changes"), "{name}: {said}");
        assert_eq!(open, ["interval"], "{name}");
        fill(at.path(), &[("interval", "\"5m\"")]);
        let (outages, _) = outages_and_assumed(at.path(), &["case"]);
        assert_eq!(outages.lines().count(), 1 + 7 * HOSTS.len(), "{name}: {outages}");
    }
    let few = changes(3, |stamp, host, down| format!("{stamp} {host} {}", word(down)));
    let at = folder(&[("log.txt", &few)]);
    let (said, open) = asked(at.path(), &["log.txt"]);
    assert!(said.contains("cadence: ") && said.contains("too few rows"), "{said}");
    assert_eq!(open, ["cadence"]);
}

/// Each file alone has too few rows to be asked about.
#[test]
fn rows_of_files_that_are_alike_count_together() {
    let flips = |host: &str, rows: usize| {
        let all = changes(rows, |stamp, of, down| {
            if of == host { format!("{stamp},{}", u8::from(!down)) } else { String::new() }
        });
        let rows = all.lines().filter(|line| !line.is_empty());
        "timestamp,up\n".to_owned() + &rows.map(|row| format!("{row}\n")).collect::<String>()
    };
    let names = HOSTS.map(|host| format!("{host}.csv"));
    for (rows, key) in [(3, "cadence"), (6, "interval")] {
        let texts = HOSTS.map(|host| flips(host, rows));
        let files: Vec<(&str, &str)> =
            names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let at = folder(&files);
        let logs: Vec<&str> = names.iter().map(String::as_str).collect();
        let (said, open) = asked(at.path(), &logs);
        assert!(said.contains(&format!("{key}: ")), "{said}");
        assert!(open.contains(&key.to_owned()), "{open:?}");
    }
}

#[test]
fn changes_that_are_read_as_probes_are_a_doubt() {
    let text = changes(4, |stamp, host, down| {
        format!("{host};{stamp};{}", ["fine", "bad"][usize::from(down)])
    });
    let keys = "[[probes]]\nfiles = \"log.csv\"\nseparator = \";\"\nheader = [\"site\", \
        \"timestamp\", \"result\"]\nresults = { fine = \"up\", bad = \"down\" }\n";
    let incident = IncidentFolder::new(keys).with("log.csv", text);
    let page = page(incident.path());
    let doubt = "Doubt: log.csv: 9 of 9 rows have another result than the one before of the same \
        site, as in a log of changes";
    assert!(page.contains(doubt), "{page}");
    let checked = String::from_utf8(ran(incident.path(), &["check", "."]).stdout).unwrap();
    assert_eq!(checked.matches("as in a log of changes").count(), 1, "{checked}");
    incident.set(&format!("{keys}cadence = \"on-change\"\ninterval = \"5m\"\n"));
    assert!(!self::page(incident.path()).contains("Doubt"), "declared");
}

/// The page of a report as Markdown.
fn page(at: &Path) -> String {
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("out").display().to_string();
    let done = ran(at, &["report", ".", "-o", &target]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(out.path().join("out/report.md")).unwrap().replace('\\', "")
}

/// Cells of a probe: stamp, minute, number of its place, and whether it failed.
type Probe<'a> = (&'a str, usize, usize, bool);

/// Probes of `places` in turn, one a minute over three hours, of which those of minutes 60 to 74
/// failed.
fn in_turn(places: usize, row: impl Fn(Probe<'_>) -> String) -> Vec<String> {
    let one = |minute: usize| {
        let stamp = format!("2023-06-04T{:02}:{:02}:00Z", 8 + minute / 60, minute % 60);
        row((&stamp, minute, minute * 7 % places, (60..75).contains(&minute)))
    };
    (0..180).map(one).collect()
}

/// The one outage of the case: 14 to 16 minutes.
fn has_the_outage(at: &Path) {
    let (outages, _) = outages_and_assumed(at, &["case"]);
    let rows: Vec<&str> = outages.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{outages}");
    for stamp in ["T08:59:00Z", "T09:00:00Z", "T09:14:00Z", "T09:15:00Z"] {
        assert!(rows[0].contains(stamp), "{stamp}: {outages}");
    }
}

/// No place saw two failures one after the other, and the record said that nothing was seen.
#[test]
fn places_in_turn_are_asked_about_in_each_form_of_file() {
    let code = |down: bool| if down { 503 } else { 200 };
    let foreign = in_turn(20, |(stamp, _, place, down)| {
        format!("{stamp},weir.example,Town {place},{}\n", code(down))
    });
    let own = in_turn(20, |(stamp, _, place, down)| {
        format!("{stamp},weir.example,town{place},{}\n", code(down))
    });
    let lines = in_turn(20, |(stamp, _, place, down)| {
        let begin = format!("{{\"time\":\"{stamp}\",\"url\":\"weir.example\"");
        format!("{begin},\"region\":\"r{place}\",\"status\":{}}}\n", code(down))
    });
    let raw = in_turn(20, |(_, minute, place, down)| {
        let state = if down { "down" } else { "up" };
        let time = 1_685_865_600 + minute * 60;
        format!(
            "{{\"probeid\":{place},\"time\":{time},\"status\":\"{state}\",\"responsetime\":90}}"
        )
    });
    let files = [
        ("log.csv", format!("Time,Site,Location,Status code\n{}", foreign.concat())),
        ("own.csv", format!("timestamp,site,vantage,status_code\n{}", own.concat())),
        ("log.jsonl", lines.concat()),
        ("weir.example.json", format!("{{\"results\":[{}]}}", raw.join(","))),
    ];
    for (name, text) in &files {
        let at = folder(&[(name, text)]);
        let (said, open) = asked(at.path(), &[name]);
        assert!(said.contains("vantages: 20 places take turns"), "{name}: {said}");
        assert_eq!(open, ["vantages"], "{name}");
        fill(at.path(), &[("vantages", "\"in-turn\"")]);
        has_the_outage(at.path());
    }
}

#[test]
fn places_in_turn_that_are_read_apart_are_a_doubt() {
    let rows = in_turn(20, |(stamp, _, place, down)| {
        format!("{stamp},weir.example,town{place},{}\n", if down { 503 } else { 200 })
    });
    let text = format!("timestamp,site,vantage,status_code\n{}", rows.concat());
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\nvantages = \"apart\"\n");
    let incident = incident.with("log.csv", text);
    let page = page(incident.path());
    let doubt = "Doubt: log.csv: at weir.example 15 probes in a row failed from 15 vantages, from \
        2023-06-04 09:00:00 UTC to 2023-06-04 09:14:00 UTC, and make no outage";
    assert!(page.contains(doubt) && page.contains("vantages = \"in-turn\""), "{page}");
    assert!(!page.contains("No outage was seen."), "{page}");
    incident.set("[[probes]]\nfiles = \"log.csv\"\nvantages = \"in-turn\"\n");
    assert!(!self::page(incident.path()).contains("Doubt"));
}

/// The key was taken and changed nothing.
#[test]
fn a_vantage_for_rows_that_name_theirs_is_refused() {
    let rows = in_turn(5, |(_, minute, place, _)| {
        format!(
            "{{\"probeid\":{place},\"time\":{},\"status\":\"up\"}}",
            1_685_865_600 + minute * 60
        )
    });
    let entry = "[[probes]]\nfiles = \"weir.json\"\nlayout = \"pingdom\"\nvantage = \"pool\"\n";
    let text = format!("{{\"results\":[{}]}}", rows.join(","));
    let incident = IncidentFolder::new(entry).with("weir.json", text);
    let why = incident.report().unwrap_err();
    assert!(why.contains("each row of this layout names its vantage"), "{why}");
    incident.set(&format!("{entry}vantages = \"in-turn\"\n"));
    let report = incident.report().unwrap();
    assert_eq!(report.sites[0].vantages, ["pool"]);
    incident.set(&format!("{entry}vantages = \"turns\"\n"));
    let why = incident.report().unwrap_err();
    assert!(why.contains("expected `in-turn` or `apart`, found `turns`"), "{why}");
}

/// Rows of a site whose places take turns, one probe a minute from eight, which failed in some
/// minutes.
fn turns(site: &str, minutes: i64, failed: &[std::ops::Range<i64>]) -> String {
    let one = |minute: i64| {
        let code = if failed.iter().any(|some| some.contains(&minute)) { 503 } else { 200 };
        let (hour, minute, place) = (8 + minute / 60, minute % 60, minute * 7 % 20);
        format!("2023-06-04T{hour:02}:{minute:02}:00Z,{site},town{place},{code}\n")
    };
    (0..minutes).map(one).collect()
}

/// Of several rows of failed probes the longest is reported, of equal ones that of the first site,
/// and of one site the earliest.
#[test]
fn the_longest_row_of_failed_probes_is_reported() {
    let entry = "[[probes]]\nfiles = \"log.csv\"\nvantages = \"apart\"\n";
    let head = "timestamp,site,vantage,status_code\n";
    let doubt = |rows: &[String]| {
        let incident =
            IncidentFolder::new(entry).with("log.csv", format!("{head}{}", rows.concat()));
        let report = incident.report().unwrap();
        report.doubts.into_iter().find_map(|doubt| match doubt.kind {
            SourceDoubtKind::PlacesInTurn { site, failed, from, .. } => {
                Some((site, failed, (from.0 / 60_000_000) % 1_440 - 8 * 60))
            }
            _ => None,
        })
    };
    let of = |site: &str, failed, minute| Some((site.to_owned(), failed, minute));
    let weir = turns("weir.example", 180, &[60..75, 90..105, 120..130]);
    assert_eq!(doubt(std::slice::from_ref(&weir)), of("weir.example", 15, 60));
    let dam = |failed| turns("dam.example", 180, &[failed]);
    assert_eq!(doubt(&[weir.clone(), dam(100..114)]), of("weir.example", 15, 60));
    assert_eq!(doubt(&[weir.clone(), dam(100..115)]), of("dam.example", 15, 100));
    assert_eq!(doubt(&[weir.clone(), dam(100..116)]), of("dam.example", 16, 100));
    let zoo = |failed| turns("zoo.example", 180, &[failed]);
    assert_eq!(doubt(&[weir.clone(), zoo(100..115)]), of("weir.example", 15, 60));
    assert_eq!(doubt(&[turns("weir.example", 180, &[])]), None);
}
