//! The rooms of `docs/architecture.md`: who calls on whom, which library lives where, and how large
//! a file may be. Inside a room, no module calls on one that calls on it.

/// Modules of a folder that call on one another in a circle.
mod cycles;
/// First words of documentation.
mod documentation;
/// Rooms that are read on one screen.
mod screens;
/// Rust as a list of words and signs.
pub(crate) mod tokens;
/// Names that several types have.
mod type_names;

use cycles::{Source, cycles};
use documentation::{functions_without_verb, repeating_comments, undocumented, vague_comments};
use screens::large_rooms;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use tokens::{Token, tokens};
use type_names::shared_names;

/// Each room, and the rooms that it may call on besides itself. `docs/architecture.md` has the same
/// table, with why.
const ROOMS: [(&str, &[&str]); 16] = [
    ("cli", &["clock", "model"]),
    ("clock", &[]),
    ("model", &["clock"]),
    ("output", &["model"]),
    ("files", &["model", "clock"]),
    ("incident", &["files", "logs", "layouts", "claims", "runs", "model", "clock"]),
    ("logs", &["files", "model", "clock"]),
    ("layouts", &["files", "logs", "model", "clock"]),
    ("claims", &["files", "model", "clock"]),
    ("runs", &["files", "output", "model", "clock"]),
    ("init", &["files", "logs", "layouts", "claims", "runs", "model", "clock"]),
    ("fold", &["model", "clock"]),
    ("analysis", &["model", "clock"]),
    ("report", &["output", "model", "clock"]),
    ("simulate", &["output", "model", "clock"]),
    (
        "pipeline",
        &[
            "cli", "clock", "model", "output", "files", "incident", "logs", "layouts", "claims",
            "runs", "init", "fold", "analysis", "report", "simulate",
        ],
    ),
];

/// Libraries that one room owns.
const OWNED: [(&str, &str); 23] = [
    ("calamine", "files"),
    ("encoding_rs", "files"),
    ("clap_complete", "cli"),
    ("clap_mangen", "cli"),
    ("hashbrown", "logs"),
    ("rustix", "output"),
    ("signal_hook", "output"),
    ("zstd", "files"),
    ("ttf_parser", "incident"),
    ("csv_core", "logs"),
    ("rand_chacha", "simulate"),
    ("plotters_backend", "report"),
    ("chrono", "clock"),
    ("chrono_tz", "clock"),
    ("clap", "cli"),
    ("polars", "report"),
    ("plotters", "report"),
    ("resvg", "report"),
    ("png", "report"),
    ("minijinja", "report"),
    ("rust_xlsxwriter", "report"),
    ("indicatif", "pipeline"),
    ("rusqlite", "layouts"),
];

/// Names that say nothing.
const NAMELESS: [&str; 6] = ["utils", "util", "helpers", "common", "misc", "manager"];

/// Most lines of a file.
const MOST_LINES: usize = 500;

/// Something that the rules do not allow, and where.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// The modules of a file below `src`, outermost first: `report/tables/mod.rs` is `report`,
/// `tables`.
fn modules(file: &str) -> Vec<&str> {
    let parts: Vec<&str> = file.strip_suffix(".rs").unwrap_or(file).split('/').collect();
    parts.into_iter().filter(|part| *part != "mod").collect()
}

/// All that the rules do not allow in a file; `file` is its path below `src`, with `/`.
fn faults(file: &str, source: &str) -> Vec<Fault> {
    let mut faults: Vec<(usize, String)> = Vec::new();
    let lines = source.lines().count();
    if lines > MOST_LINES {
        faults.push((lines, format!("the file has {lines} lines; at most {MOST_LINES}")));
    }
    if !source.starts_with("//! ") {
        faults.push((
            1,
            "the file must begin with `//!` and a sentence on what lives here".to_owned(),
        ));
    }
    let modules = modules(file);
    if let Some(name) = modules.iter().find(|name| NAMELESS.contains(name)) {
        faults.push((1, format!("`{name}` is no name; say what it is")));
    }
    faults.extend(vague_comments(source));
    faults.extend(functions_without_verb(source));
    // What documentation says there stands in `--help`.
    if file != "cli/args.rs" {
        faults.extend(undocumented(source));
        faults.extend(repeating_comments(source));
    }
    let tokens = tokens(source);
    faults.extend(nameless_modules(&tokens));
    if !matches!(file, "lib.rs" | "main.rs") {
        faults.extend(calls(&modules, &tokens));
        faults.extend(libraries(modules[0], &tokens));
        faults.extend(deciding(file, &tokens));
    }
    faults
        .into_iter()
        .map(|(line, what)| Fault { file: format!("src/{file}"), line, what })
        .collect()
}

/// Modules whose name says nothing.
fn nameless_modules(tokens: &[Token]) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    for two in tokens.windows(2) {
        let name = two[1].text.as_str();
        if two[0].text == "mod" && NAMELESS.contains(&name) {
            faults.push((two[1].line, format!("`{name}` is no name; say what it is")));
        }
    }
    faults
}

/// Calls on rooms that the table does not allow, and climbing out of a room with `super`.
fn calls(modules: &[&str], tokens: &[Token]) -> Vec<(usize, String)> {
    let own = modules[0];
    let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == own) else {
        return vec![(1, format!("`{own}` is no room of the table"))];
    };
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut faults = Vec::new();
    for at in 0..tokens.len() {
        if text(at) == "crate" && text(at + 1) == "::" {
            for called in called(tokens, at + 2) {
                if called.text != own && !allowed.contains(&called.text.as_str()) {
                    faults
                        .push((called.line, format!("`{own}` may not call on `{}`", called.text)));
                }
            }
        }
        if text(at) == "use" && text(at + 1) == "crate" && text(at + 2) != "::" {
            faults.push((tokens[at].line, "`use crate` hides which room is called".to_owned()));
        }
        let climbs = || {
            (0..)
                .step_by(2)
                .take_while(|step| text(at + step) == "super" && text(at + step + 1) == "::")
                .count()
        };
        if text(at) == "super" && (at < 2 || text(at - 2) != "super") && climbs() >= modules.len() {
            faults.push((
                tokens[at].line,
                format!("`super` leaves `{own}`; write `crate::` and the room"),
            ));
        }
    }
    faults
}

/// The names right behind a `crate::`: one, or those of a group.
fn called(tokens: &[Token], start: usize) -> Vec<&Token> {
    let Some(first) = tokens.get(start) else { return Vec::new() };
    if first.text != "{" {
        return vec![first];
    }
    let (mut depth, mut names) = (0, Vec::new());
    for pair in tokens[start..].windows(2) {
        match pair[0].text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(pair[0].text.as_str(), "{" | ",") && pair[1].text != "}" {
            names.push(&pair[1]);
        }
    }
    names
}

/// Libraries named outside the room that owns them.
fn libraries(own: &str, tokens: &[Token]) -> Vec<(usize, String)> {
    let owner = |token: &Token| {
        OWNED.iter().find(|(library, _)| *library == token.text).filter(|(_, room)| *room != own)
    };
    tokens
        .iter()
        .filter_map(|token| Some((token.line, owner(token)?)))
        .map(|(line, (library, room))| (line, format!("`{library}` lives in `{room}`")))
        .collect()
}

/// Thresholds of the method in what shows a report: it decides nothing, and one file of it names
/// the rules in force.
fn deciding(file: &str, tokens: &[Token]) -> Vec<(usize, String)> {
    if !file.starts_with("report/") || file == "report/rules_in_force.rs" {
        return Vec::new();
    }
    let is_constant = |name: &str| name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let paths = tokens.windows(3).filter(|three| {
        three[0].text == "Rules" && three[1].text == "::" && is_constant(&three[2].text)
    });
    let what = |name: &str| format!("`Rules::{name}` decides; that is for `analysis`");
    paths.map(|three| (three[2].line, what(&three[2].text))).collect()
}

/// Every Rust file below a folder, sorted.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file below `src`, with its path there.
fn sources() -> Vec<Source> {
    let root = source_folder();
    let files = rust_files(&root);
    assert!(files.len() > ROOMS.len(), "src was not found");
    let source = |path: &PathBuf| {
        let below = path.strip_prefix(&root).unwrap().display().to_string();
        Source { file: below.replace('\\', "/"), text: fs::read_to_string(path).unwrap() }
    };
    files.iter().map(source).collect()
}

#[test]
fn every_file_keeps_to_its_room() {
    let mut all = Vec::new();
    for Source { file, text } in sources() {
        all.extend(faults(&file, &text));
    }
    let words: Vec<String> = all.iter().map(Fault::to_string).collect();
    assert!(all.is_empty(), "{}", words.join("\n"));
}

#[test]
fn no_module_calls_on_one_that_calls_on_it() {
    let circles = cycles(&sources());
    let words: Vec<String> = circles.iter().map(ToString::to_string).collect();
    assert!(words.is_empty(), "{}", words.join("\n"));
}

#[test]
fn each_room_is_read_on_one_screen() {
    let large = large_rooms(&sources());
    assert!(large.is_empty(), "{}", large.join("\n"));
}

#[test]
fn one_name_means_one_type() {
    let shared = shared_names(&sources());
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

/// Rooms of a table that call on one another in a circle, or on one that it does not have: those
/// that are left when each that calls on none that is left has been taken out.
fn rooms_in_circles<'t>(table: &[(&'t str, &[&str])]) -> Vec<&'t str> {
    let mut left: Vec<(&str, &[&str])> = table.to_vec();
    loop {
        let names: Vec<&str> = table.iter().map(|(room, _)| *room).collect();
        let still: Vec<&str> = left.iter().map(|(room, _)| *room).collect();
        let is_open = |called: &&str| still.contains(called) || !names.contains(called);
        left.retain(|(_, calls)| calls.iter().any(&is_open));
        if left.len() == still.len() {
            return still;
        }
    }
}

#[test]
fn no_rooms_of_the_table_call_on_one_another() {
    assert_eq!(rooms_in_circles(&ROOMS), [""; 0]);
    let table: [(&str, &[&str]); 5] =
        [("a", &[]), ("b", &["a", "c"]), ("c", &["d"]), ("d", &["a", "b"]), ("e", &["a"])];
    assert_eq!(rooms_in_circles(&table), ["b", "c", "d"]);
    assert_eq!(rooms_in_circles(&[("a", &["a"])]), ["a"], "a room that calls on itself");
    assert_eq!(rooms_in_circles(&[("a", &["z"])]), ["a"], "a room that is not there");
}

#[test]
fn every_room_of_the_table_is_there() {
    for (room, _) in ROOMS {
        assert!(source_folder().join(room).join("mod.rs").is_file(), "{room}");
    }
}

#[test]
fn the_table_of_the_architecture_page_is_this_one() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md"))
            .unwrap();
    for (room, allowed) in ROOMS {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{room}` |")))
            .unwrap_or_else(|| panic!("no row for {room}"));
        let cell = row.split('|').nth(3).unwrap();
        let mut named: Vec<&str> = if cell.trim() == "all" {
            ROOMS.iter().map(|(room, _)| *room).filter(|other| *other != room).collect()
        } else {
            cell.split('`').skip(1).step_by(2).collect()
        };
        let mut allowed = allowed.to_vec();
        named.sort_unstable();
        allowed.sort_unstable();
        assert_eq!(named, allowed, "{room}");
        let mut listed: Vec<String> = row
            .split('|')
            .nth(4)
            .unwrap()
            .split(',')
            .map(|name| name.trim().replace('-', "_"))
            .collect();
        listed.retain(|name| !name.is_empty());
        listed.sort_unstable();
        let mut owned: Vec<&str> =
            OWNED.iter().filter(|(_, owner)| *owner == room).map(|(library, _)| *library).collect();
        owned.sort_unstable();
        assert_eq!(listed, owned, "{room}");
    }
}

/// Returns the faults of a made-up file, without the file's name.
fn faults_of(file: &str, source: &str) -> Vec<String> {
    faults(file, source).iter().map(|fault| format!("{}: {}", fault.line, fault.what)).collect()
}

#[test]
fn a_call_on_a_room_that_is_not_allowed_is_found() {
    let bad = "//! A file.\nuse crate::logs;\nuse \
        crate::{clock::Instant, model::{Run, Site}, pipeline, report};\n";
    let expected = [
        "2: `fold` may not call on `logs`",
        "3: `fold` may not call on `pipeline`",
        "3: `fold` may not call on `report`",
    ];
    assert_eq!(faults_of("fold/a.rs", bad), expected);
    assert_eq!(
        faults_of("fold/a.rs", "//! A file.\nfn a() -> crate::cli::Config {}\n"),
        ["2: `fold` may not call on `cli`"]
    );
    assert_eq!(
        faults_of("fold/a.rs", "//! A file.\nuse crate::*;\n"),
        ["2: `fold` may not call on `*`"]
    );
    assert_eq!(
        faults_of("fold/a.rs", "//! A file.\nuse crate as all;\n"),
        ["2: `use crate` hides which room is called"]
    );
    assert_eq!(faults_of("attic/a.rs", "//! A file.\n"), ["1: `attic` is no room of the table"]);
}

#[test]
fn climbing_out_with_super_is_found() {
    let climbs = "//! A file.\nuse super::super::model::Run;\n";
    assert_eq!(
        faults_of("fold/a.rs", climbs),
        ["2: `super` leaves `fold`; write `crate::` and the room"]
    );
    assert_eq!(
        faults_of("fold/mod.rs", "//! A file.\nuse super::model;\n"),
        ["2: `super` leaves `fold`; write `crate::` and the room"]
    );
    assert_eq!(faults_of("report/tables/a.rs", climbs), [""; 0]);
}

#[test]
fn a_library_outside_its_room_is_found() {
    assert_eq!(
        faults_of("model/a.rs", "//! A file.\nuse chrono::Utc;\n"),
        ["2: `chrono` lives in `clock`"]
    );
    assert_eq!(
        faults_of("pipeline/a.rs", "//! A file.\n\nfn a(e: polars::Error) {}\n"),
        ["3: `polars` lives in `report`"]
    );
    assert_eq!(faults_of("clock/a.rs", "//! A file.\nuse chrono::Utc;\n"), [""; 0]);
}

#[test]
fn a_threshold_in_what_shows_a_report_is_found() {
    let bad = "//! A file.\nfn a() -> bool {\n    sites() < Rules::EVENT_SITES\n}\n";
    let expected = ["3: `Rules::EVENT_SITES` decides; that is for `analysis`"];
    assert_eq!(faults_of("report/page/a.rs", bad), expected);
    assert_eq!(faults_of("report/rules_in_force.rs", bad), [""; 0]);
    assert_eq!(faults_of("analysis/a.rs", bad), [""; 0]);
    let good = "//! A file.\nfn a() -> Rules {\n    Rules::default()\n}\n";
    assert_eq!(faults_of("report/page/a.rs", good), [""; 0]);
}

#[test]
fn files_that_are_nameless_overlong_or_without_a_first_sentence_are_found() {
    let bad = "fn a() {}\nmod utils;\n";
    let expected = [
        "1: the file must begin with `//!` and a sentence on what lives here",
        "2: `utils` is no name; say what it is",
    ];
    assert_eq!(faults_of("fold/a.rs", bad), expected);
    assert_eq!(
        faults_of("fold/misc.rs", "//! A file.\n"),
        ["1: `misc` is no name; say what it is"]
    );
    let long = format!("//! A file.\n{}", "\n".repeat(MOST_LINES));
    assert_eq!(faults_of("fold/a.rs", &long), ["501: the file has 501 lines; at most 500"]);
}

#[test]
fn comments_and_texts_are_no_code() {
    let good = r###"//! See [`crate::report`].
/* crate::report /* chrono */ todo!() */
fn a<'a>(x: &'a str) -> char {
    let _ = ("crate::report \" todo!()", r#"chrono "x" .unwrap()"#, b"clap", '"', '\'', '\u{27}');
    let _ = x.unwrap_or_default(); // polars
    'x'
}
pub(in crate::fold) use crate::model::Run;
"###;
    assert_eq!(faults_of("fold/a.rs", good), [""; 0]);
}
