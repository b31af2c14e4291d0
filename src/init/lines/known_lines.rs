//! Lines that a known program writes, and the keys that read them: the blocks of `docs/recipes.md`.

use crate::files::FileHead;
use crate::init::lines::layout_trial::{self, RunResult};
use crate::init::toml_text::{list, quoted};
use crate::layouts;
use crate::logs::{Dialect, ReadSettings, UpWhen};
use crate::model::GuessedKey;
use std::path::Path;

/// Lines by which a program is known.
const LINES: usize = 200;
/// Percentage of the lines that must be as the program writes them.
const PERCENT: usize = 80;

/// Program whose lines are known.
struct KnownProgram {
    /// Heading of its block in `docs/recipes.md`.
    name: &'static str,
    /// Whether a line is as the program writes it.
    fits: fn(&str) -> bool,
    /// Forms of its lines, as `format` of an entry has them.
    formats: &'static [&'static str],
    /// Forms of lines that are no probes, as `pass_over` of an entry has them; may be empty.
    pass_over: &'static [&'static str],
    up_when: &'static str,
    /// Whether a line names its site.
    names_site: bool,
}

/// Programs whose lines are known.
const PROGRAMS: [KnownProgram; 2] = [
    KnownProgram {
        name: "ping",
        fits: |line| has_seconds(line) && line.contains("icmp_seq="),
        formats: &[
            "[{timestamp_s}] {_} bytes from {_}: icmp_seq={_} ttl={_} time={latency_ms} ms",
            "[{timestamp_s}] From {_} icmp_seq={_} {error}",
            "[{timestamp_s}] {error} for icmp_seq={_}",
        ],
        pass_over: &["PING {_}", "--- {_}", "{_} packets transmitted{_}", "rtt {_}"],
        up_when: "latency_ms is present",
        names_site: false,
    },
    KnownProgram {
        name: "fping",
        fits: |line| has_seconds(line) && line.contains(" : [") && line.contains('%'),
        formats: &[
            "[{timestamp_s}] {site} : [{_}], {_} bytes, {latency_ms} ms {_}",
            "[{timestamp_s}] {site} : [{_}], {error} ({_}",
        ],
        pass_over: &["{_} : xmt/rcv/%loss = {_}", "ICMP {_}"],
        up_when: "latency_ms is present",
        names_site: true,
    },
];

/// Keys of the lines of a program, and what the first ones come to.
pub(in crate::init) struct KnownLines {
    pub(in crate::init) keys: Vec<GuessedKey>,
    pub(in crate::init) run: RunResult,
}

/// Finds the keys of lines that a known program wrote; `None` where none did.
pub(in crate::init) fn find(head: &FileHead<'_>) -> Option<KnownLines> {
    let lines: Vec<&str> =
        head.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    let is_of = |program: &&KnownProgram| {
        let fitting = lines.iter().filter(|line| (program.fits)(line)).count();
        fitting > 0 && fitting * 100 >= lines.len() * PERCENT
    };
    let program = PROGRAMS.iter().find(is_of)?;
    let why = format!("lines as {} writes them; docs/recipes.md has more of them", program.name);
    let mut keys = vec![
        GuessedKey::known("layout", quoted(layouts::LINES.name), why),
        GuessedKey::known("format", list(program.formats), "each is tried in order"),
        GuessedKey::known("pass_over", list(program.pass_over), "lines that are no probes"),
        GuessedKey::known("up_when", quoted(program.up_when), "an answer has its time"),
    ];
    if !program.names_site {
        let why = "no line says by which name it was pinged: write the site's id, such as \
            \"kentucky.gov\", or \"{file}\" where the name of the file is its site";
        keys.push(GuessedKey::open("site", why));
    }
    Some(KnownLines { keys, run: run(head.path, program) })
}

/// Reads the first lines by the keys of a program.
fn run(path: &Path, program: &KnownProgram) -> RunResult {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let settings = ReadSettings {
        layout: Some(layouts::LINES),
        formats: owned(program.formats),
        pass_over: owned(program.pass_over),
        dialect: Dialect { up_when: UpWhen::read(program.up_when).ok(), ..Dialect::default() },
        ..ReadSettings::default()
    };
    layout_trial::run_as(path, layouts::LINES, &settings, "")
}

/// Says whether a line begins with seconds since 1970 in brackets.
fn has_seconds(line: &str) -> bool {
    let inside = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inside.is_some_and(|(seconds, _)| {
        seconds.contains('.') && seconds.parse::<f64>().is_ok_and(|seconds| seconds > 1e9)
    })
}

/// Says whether a line is as web servers write their visits: a request in quotation marks and a
/// status code behind it.
pub(in crate::init) fn access_log(line: &str) -> bool {
    // A mark behind a backslash is one of the request.
    let line = line.replace("\\\\", "").replace("\\\"", "");
    let request = line.split('"').nth(1).unwrap_or_default();
    let behind = line.split('"').nth(2).unwrap_or_default().trim_start();
    let is_request = request.contains(" HTTP/") || request.ends_with(" HTTP");
    is_request && line.contains('[') && behind.starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_its_lines() {
        assert!(has_seconds("[1664971200.10000] dam : [0]"));
        assert!(!has_seconds("[1] x") && !has_seconds("[2022-10-05] x"));
        assert!(access_log(r#"192.0.2.1 - - [05/Oct/2022:12:00:00 +0000] "GET / HTTP/1.1" 200 5"#));
        let escaped = r#"192.0.2.1 - - [05/Oct/2022:12:00:00 +0000] "GET /?\"x HTTP/1.1" 200 5"#;
        assert!(access_log(escaped));
        assert!(!access_log(r#"2022-10-05 "up" 200"#));
    }

    /// The keys are those of the page, line by line.
    #[test]
    fn the_blocks_of_the_page_are_these_keys() {
        let page = include_str!("../../../docs/recipes.md");
        for program in &PROGRAMS {
            let section = page.split(&format!("\n## {}\n", program.name)).nth(1);
            let section = section.and_then(|text| text.split("\n## ").next()).unwrap_or_default();
            for text in program.formats.iter().chain(program.pass_over) {
                assert!(section.contains(&quoted(text)), "{}: {text}", program.name);
            }
            assert!(section.contains(&format!("up_when = {}", quoted(program.up_when))));
        }
    }
}
