//! What a proposal would lose without a word: a failed site under another name, sites beside one
//! another under keys, requests that are taken for outages, a number of a site that is taken for a
//! code. Either it is read right, or it is asked.

use crate::newcomers_files::fill;
use crate::program_run::ran;
use crate::proposed::{folder, quick, stopped};
use crate::repository::Commits;
use std::fs;
use std::path::Path;

/// Moments of a log, five minutes apart.
const MOMENTS: usize = 36;
/// Sites, of which the second fails for half an hour.
const SITES: [&str; 3] = ["quay.example", "weir.example", "sluice.example"];

/// Says whether a site is down at a moment.
fn is_down(at: usize, site: &str) -> bool {
    site == SITES[1] && (12..18).contains(&at)
}

/// Stamp of a moment.
fn stamp(at: usize) -> String {
    format!("2023-05-09T{:02}:{:02}:00Z", 6 + at / 12, at % 12 * 5)
}

/// Writes a row for each site at each moment.
fn rows(row: impl Fn(&str, &str, bool) -> String) -> Vec<String> {
    let of_moment = |at: usize| SITES.map(|site| row(&stamp(at), site, is_down(at, site)));
    (0..MOMENTS).flat_map(of_moment).collect()
}

/// Checks that the outage of the one site is found, and no other, by the words of a report.
fn has_the_outage(at: &Path, words: &[&str]) {
    let (outages, said) = quick(at, words);
    let rows: Vec<&str> = outages.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{outages}{said}");
    let begin =
        "2023-05-09T06:55:00Z,2023-05-09T07:00:00Z,2023-05-09T07:25:00Z,2023-05-09T07:30:00Z";
    assert!(rows[0].contains(&format!(",weir.example,{begin}")), "{outages}");
}

/// Writes the proposal of a file, answers one of its questions, and gives the folder `case`.
fn answered(at: &Path, file: &str, key: &str, answer: &str) {
    assert!(ran(at, &["init", "case", file]).status.success(), "{file}");
    fill(at, &[(key, answer)]);
}

/// Cuts what is printed to be written out of a question: from a sign up to another one.
fn printed<'s>(said: &'s str, from: &str, until: &str) -> &'s str {
    let begin = said.find(from).unwrap_or_else(|| panic!("{from}: {said}"));
    let rest = &said[begin..];
    &rest[..rest.find(until).unwrap_or_else(|| panic!("{until}: {said}"))]
}

#[test]
fn a_failed_site_keeps_its_name_in_whatever_marks_it_stands() {
    for (failed, form) in [
        ("ERR weir.example: no route", "{_} {site}: {error}"),
        ("ERR https://weir.example/: no route", "{_} {site}: {error}"),
        ("ERR 'weir.example': no route", "{_} '{site}': {error}"),
        ("ERR [weir.example] no route", "{_} [{site}] {error}"),
        ("ERR <weir.example>, no route", "{_} <{site}>, {error}"),
        ("ERR server=weir.example no route", "{_} server={site} {error}"),
    ] {
        let text = rows(|stamp, site, down| match down {
            true => format!("{stamp} {failed}\n"),
            false => format!("{stamp} HEAD https://{site}/ 200 fine 12ms\n"),
        });
        let at = folder(&[("curl.log", &text.concat())]);
        let said = stopped(at.path(), &["report", "--probes", "curl.log", "-o", "out"]);
        assert!(said.contains(form), "{failed}: {said}");
        let formats = printed(&said, "[\"{timestamp}", " if they say");
        answered(at.path(), "curl.log", "format", formats);
        has_the_outage(at.path(), &["case"]);
    }
}

#[test]
fn sites_under_keys_are_one_list_though_one_has_a_note_more() {
    for note in ["", r#","note":"moved in May""#] {
        let site = |name: &str| {
            let note = if name == SITES[2] { note } else { "" };
            let row = |at: usize| {
                let state = if is_down(at, name) { "down" } else { "up" };
                format!(r#"{{"at":"{}","state":"{state}"}}"#, stamp(at))
            };
            let all: Vec<String> = (0..MOMENTS).map(row).collect();
            let (id, history) = (name.split('.').next().unwrap(), all.join(","));
            format!(r#""{id}":{{"url":"https://{name}/"{note},"history":[{history}]}}"#)
        };
        let text = format!("{{{}}}", SITES.map(site).join(","));
        let at = folder(&[("all.json", &text)]);
        let (outages, said) = quick(at.path(), &["--probes", "all.json"]);
        assert!(said.contains("site = \"{key}\""), "{said}");
        assert!(outages.lines().nth(1).is_some_and(|row| row.contains(",weir,")), "{outages}");
    }
}

/// Two objects beside one another may be anything: it is asked.
#[test]
fn sites_of_a_version_are_not_lost_beside_one_another() {
    let at = folder(&[]);
    let mut commits = Commits::default();
    for version in 0..6 {
        let site = |name: &str, more: &str| {
            let state = if is_down(version + 10, name) { "down" } else { "up" };
            let id = name.split('.').next().unwrap();
            format!(r#""{id}":{{"url":"https://{name}/","state":"{state}"{more}}}"#)
        };
        let two = [
            site(SITES[0], ""),
            site(SITES[1], &format!(r#","runs":{version},"plan":"a","size":3"#)),
        ];
        let text = format!("{{{}}}", two.join(","));
        commits.add(version as i64 * 300, &[("now.json", Some(&text))]);
    }
    commits.make(&at.path().join("clone"), &["--bare"]);
    let said = stopped(at.path(), &["report", "--probes", "clone", "-o", "out"]);
    assert!(said.contains("`state` stands in each of `quay`, `weir`"), "{said}");
    assert!(said.contains("write { site = \"{key}\", result = \"*.state\" } if these"), "{said}");
}

#[test]
fn components_of_one_object_are_its_rows() {
    let component = |name: &str| format!(r#"{{"id":1,"name":"{name}","status":"operational"}}"#);
    let text = format!(
        r#"{{"overall":"operational","checked":"{}","components":[{}],
        "past":{{"days":[{{"date":"2023-05-08","runs":4,"failed":0}}]}}}}"#,
        stamp(3),
        component("Weir"),
    );
    let at = folder(&[("now.json", &text)]);
    assert!(ran(at.path(), &["init", "case", "now.json"]).status.success());
    let toml = fs::read_to_string(at.path().join("case/incident.toml")).unwrap();
    assert!(toml.contains("result = \"components[].status\""), "{toml}");
    assert!(toml.contains("site = \"components[].name\""), "{toml}");
}

#[test]
fn requests_with_a_start_and_a_length_are_no_outages() {
    for code in ["UpstreamStatus", "OriginCode"] {
        let text = rows(|stamp, site, down| {
            format!("{stamp},{site},731,{}\n", if down { 503 } else { 200 })
        });
        let text = format!("StartUTC,Host,Duration,{code}\n{}", text.concat());
        let at = folder(&[("access.csv", &text)]);
        has_the_outage(at.path(), &["--probes", "access.csv"]);
    }
    for length in ["0.41", "731"] {
        let row = |stamp: &str, site: &str, down: bool| {
            let outcome = if down { "timeout" } else { "ok" };
            format!("{stamp},{site},{length},{outcome}\n")
        };
        let text = format!("started,site,duration,outcome\n{}", rows(row).concat());
        let at = folder(&[("checks.csv", &text)]);
        has_the_outage(at.path(), &["--probes", "checks.csv"]);
    }
    // A list of outages with their lengths is still one.
    let outages = "start,site,duration_s\n2023-05-09T06:00:00Z,weir.example,1800\n\
        2023-05-10T06:00:00Z,weir.example,600\n2023-05-11T06:00:00Z,quay.example,900\n\
        2023-05-12T06:00:00Z,weir.example,60\n2023-05-13T06:00:00Z,weir.example,60\n\
        2023-05-14T06:00:00Z,weir.example,60\n";
    let at = folder(&[("outages.csv", outages)]);
    let said = stopped(at.path(), &["report", "--probes", "outages.csv", "-o", "out"]);
    assert!(said.contains("state"), "{said}");
}

#[test]
fn a_number_that_is_one_for_each_site_is_no_code() {
    for heading in ["sensor", "gauge", "check"] {
        let row = |stamp: &str, site: &str, down: bool| {
            let number = 201 + SITES.iter().position(|one| *one == site).unwrap();
            format!("{stamp},{site},{number},{}\n", u8::from(!down))
        };
        let text = format!("time,host,{heading},datum\n{}", rows(row).concat());
        let at = folder(&[("log.csv", &text)]);
        let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
        assert!(said.contains("is it `datum` (`0`, `1`)?"), "{said}");
        assert!(!said.contains("status_code = "), "{said}");
    }
}

#[test]
fn rows_that_are_lists_are_read_whatever_their_list_is_called() {
    for list in ["data", "date", "status", "hits"] {
        let row = |stamp: &str, site: &str, down: bool| {
            format!(r#"["{stamp}","{site}",{}]"#, if down { 503 } else { 200 })
        };
        let all = rows(row).join(",");
        let text = format!(r#"{{"{list}":[{all}],"statistics":{{"elapsed":0.4,"latency_ms":3}}}}"#);
        let at = folder(&[("answer.json", &text)]);
        has_the_outage(at.path(), &["--probes", "answer.json"]);
    }
}

/// What stands once around all rows is the outcome of none.
#[test]
fn a_number_of_a_whole_file_is_no_rule_for_its_rows() {
    let row = |stamp: &str, site: &str, _| format!(r#"{{"at":"{stamp}","host":"{site}"}}"#);
    let text = format!(r#"{{"rows":[{}],"meta":{{"latency_ms":3}}}}"#, rows(row).join(","));
    let at = folder(&[("answer.json", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "answer.json", "-o", "out"]);
    assert!(!said.contains("is present"), "{said}");
}
