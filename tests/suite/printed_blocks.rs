//! Blocks of recipes that `init` and the quick way print: taken as they are printed, they read
//! every file that was named, and leave open what only the user knows.

use crate::program_run::ran;
use crate::proposed::{folder, quick, stopped};
use std::fs;
use std::path::Path;

/// Writes the printed block into an incident file beside the files, with these answers.
fn take_block(at: &Path, said: &str, answers: &[(&str, &str)]) -> String {
    let block = said.split("title = ").nth(1).unwrap_or_else(|| panic!("{said}"));
    let is_of_block = |line: &&str| line.starts_with("    ") || line.trim().is_empty();
    let lines = block.lines().skip(1).take_while(is_of_block).map(str::trim);
    let block: String = lines.map(|line| line.to_owned() + "\n").collect();
    let filled = answers.iter().fold(block, |block, (key, answer)| {
        let open = format!("\n{key} = \"FILL IN\"");
        assert!(block.contains(&open), "{key}: {block}");
        block.replace(&open, &format!("\n{key} = {answer}"))
    });
    assert!(!filled.contains("FILL IN"), "{filled}");
    fs::create_dir_all(at.join("case")).unwrap();
    fs::write(at.join("case/incident.toml"), format!("title = \"x\"\n{filled}")).unwrap();
    filled
}

/// Stops on files that come in by a recipe, takes its block, and gives the outages.
fn outages(files: &[(&str, &str)], answers: &[(&str, &str)]) -> String {
    let at = folder(files);
    fs::create_dir(at.path().join("case")).unwrap();
    for (name, text) in files {
        fs::write(at.path().join("case").join(name), text).unwrap();
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let words = [&["report", "--probes"], &names[..], &["-o", "out"]].concat();
    let said = stopped(at.path(), &words);
    let block = take_block(at.path(), &said, answers);
    for name in names {
        assert!(block.contains(&format!("\"{name}\"")), "{name}: {block}");
    }
    quick(at.path(), &["case"]).0
}

/// Log of Nagios in which a host went down, by checks a minute apart.
fn nagios(host: &str) -> String {
    let line = |second: u64, state: &str, said: &str| {
        format!("[{second}] HOST ALERT: {host};{state};HARD;1;{said}\n")
    };
    format!("[1707210000] CURRENT HOST STATE: {host};UP;HARD;1;PING OK\n")
        + &line(1_707_210_600, "DOWN", "CRITICAL - timeout")
        + &line(1_707_211_200, "UP", "PING OK")
}

#[test]
fn the_printed_block_names_each_file() {
    let (one, two) = (nagios("lock"), nagios("weir"));
    let files = [("a.log", one.as_str()), ("b.log", two.as_str())];
    let outages = outages(&files, &[("interval", "\"1m\"")]);
    assert_eq!(outages.lines().count(), 3, "{outages}");
    for host in ["lock", "weir"] {
        assert!(outages.contains(&format!(",{host},2024-02-06T09:09:00Z,")), "{outages}");
    }
}

#[test]
fn files_of_smokeping_are_a_site_each() {
    let rows = |down: bool| {
        let one = |at: u64| {
            let loss = if down && (3..6).contains(&at) { "2.0e+01" } else { "0.0e+00" };
            format!("{}: -nan {loss} 2.1e-02 2.0e-02\n", 1_707_210_000 + at * 300)
        };
        "           uptime     loss    median     ping1\n\n".to_owned()
            + &(0..10).map(one).collect::<String>()
    };
    let (fine, failed) = (rows(false), rows(true));
    let files = [("lock.txt", fine.as_str()), ("weir.txt", failed.as_str())];
    let outages = outages(&files, &[]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
    assert!(outages.contains(",weir,"), "{outages}");
}

#[test]
fn visits_of_several_hosts_are_sites_of_their_own() {
    let one = |at: usize, host: &str| {
        let code = if host == "weir.example" && (4..7).contains(&at) { 502 } else { 200 };
        format!(
            "{host} 192.0.2.9 - - [06/Feb/2024:09:{:02}:00 +0000] \"GET / HTTP/1.1\" {code} 512 \
             \"-\" \"probe/1\"\n",
            at * 4
        )
    };
    let text: String =
        (0..12).flat_map(|at| ["lock.example", "weir.example"].map(|host| one(at, host))).collect();
    let outages = outages(&[("access.log", &text)], &[("silence", "\"5m\"")]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
    assert!(outages.contains(",weir.example,2024-02-06T09:12:00Z,"), "{outages}");
}

#[test]
fn each_metric_of_cloudwatch_is_a_site() {
    let of = |label: &str, down: bool| {
        let stamps: Vec<String> =
            (0..10).rev().map(|at| format!("\"2024-02-06T09:{:02}:00+00:00\"", at * 5)).collect();
        let value = |at: usize| if down && (4..6).contains(&at) { "0.0" } else { "100.0" };
        let values: Vec<&str> = (0..10).rev().map(value).collect();
        format!(
            "{{\"Id\":\"q\",\"Label\":\"{label}\",\"Timestamps\":[{}],\"Values\":[{}]}}",
            stamps.join(","),
            values.join(",")
        )
    };
    let text = format!("{{\"MetricDataResults\":[{},{}]}}", of("lock", false), of("weir", true));
    let outages = outages(&[("metrics.json", &text)], &[]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
    assert!(outages.contains(",weir,2024-02-06T09:15:00Z,2024-02-06T09:20:00Z,"), "{outages}");
}

/// A command is that of one file; the others are named.
#[test]
fn a_command_for_several_files_names_them_all() {
    let packed = "\u{fd}7zXZ\0";
    let at = tempfile::tempdir().unwrap();
    for name in ["one.xz", "two.xz"] {
        let bytes: Vec<u8> = packed.chars().map(|letter| letter as u8).collect();
        fs::write(at.path().join(name), bytes).unwrap();
    }
    let done = ran(at.path(), &["init", "case", "one.xz", "two.xz"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("run `unxz -k one.xz`"), "{said}");
    assert!(said.contains("two.xz"), "{said}");
    let stopped = stopped(at.path(), &["report", "--probes", "one.xz", "two.xz", "-o", "out"]);
    assert!(stopped.contains("one.xz") && stopped.contains("two.xz"), "{stopped}");
}
