//! The pages of `docs` say what the code does: ids, dependencies, keys, columns and words are all
//! explained.

use crate::incident_folder::committed;
use corroborate::model::Judgement;
use corroborate::report::tables;
use corroborate::report::terminal::summary;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// Every file below a folder with one of the endings, as paths below the root, sorted. A check of
/// no files would pass, so that a folder without one fails here.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![root().join(folder)], Vec::new());
    while let Some(below) = folders.pop() {
        let entries =
            fs::read_dir(&below).unwrap_or_else(|why| panic!("{}: {why}", below.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| endings.iter().any(|known| ending == *known))
            {
                files.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    assert!(!files.is_empty(), "no file below {folder} ends with one of {endings:?}");
    files.sort();
    files
}

/// Ids of the method (`M` or `R` and digits) that stand in a line by themselves.
fn ids(line: &str) -> Vec<String> {
    let whole = |c: char| c.is_alphanumeric() || c == '_';
    line.split(|c| !whole(c)).filter(|word| is_id(word)).map(str::to_owned).collect()
}

fn is_id(word: &str) -> bool {
    word.strip_prefix(['M', 'R']).is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The ids that a page defines: a bold `**M7**`, or a row that begins with `| R3 |`. With how
/// often.
fn defined(page: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in page.lines() {
        let bold = line.split("**").skip(1).step_by(2).filter(|word| is_id(word));
        let row = line
            .strip_prefix("| ")
            .and_then(|rest| rest.split(" |").next())
            .filter(|word| is_id(word));
        for id in bold.chain(row) {
            *counts.entry(id.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// The ids of a text that are not defined, as `file:line: id`.
fn undefined(file: &str, text: &str, defined: &BTreeMap<String, usize>) -> Vec<String> {
    let cited = text
        .lines()
        .enumerate()
        .flat_map(|(at, line)| ids(line).into_iter().map(move |id| (at + 1, id)));
    cited
        .filter(|(_, id)| !defined.contains_key(id))
        .map(|(line, id)| format!("{file}:{line}: {id} is not defined"))
        .collect()
}

/// The names that a page sets in backticks or in bold, outside blocks of code.
fn named(page: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            code = !code;
        } else if !code {
            names.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
            names.extend(line.split("**").skip(1).step_by(2).map(str::to_owned));
        }
    }
    names
}

/// Returns the names of `wanted` that a page does not have; fails where none is wanted.
fn unnamed(page: &str, wanted: impl IntoIterator<Item = String>) -> Vec<String> {
    let named = named(&read(page));
    let wanted: Vec<String> = wanted.into_iter().collect();
    assert!(!wanted.is_empty(), "nothing is sought in {page}");
    wanted
        .into_iter()
        .filter(|word| !named.contains(word))
        .map(|word| format!("{page} does not name `{word}`"))
        .collect()
}

/// The fields of the structs in a Rust file that are read from a file: those that derive
/// `Deserialize`.
fn keys(source: &str) -> BTreeSet<String> {
    let (mut keys, mut read, mut inside) = (BTreeSet::new(), false, false);
    for line in source.lines() {
        if line.starts_with("#[derive(") {
            read = line.contains("Deserialize");
        } else if line.contains("struct ") && line.ends_with('{') {
            inside = read;
        } else if line == "}" {
            inside = false;
        } else if let Some((name, _)) =
            line.trim().split_once(": ").filter(|_| inside && !line.trim().starts_with(['/', '#']))
        {
            keys.insert(name.rsplit(' ').next().unwrap_or(name).to_owned());
        }
    }
    keys
}

/// The texts in quotation marks of the lines that hold `mark`.
fn texts(source: &str, mark: &str) -> Vec<String> {
    source
        .lines()
        .filter(|line| line.contains(mark))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

pub(crate) fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_id_that_is_cited_is_defined() {
    let defined = defined(&read("docs/method.md"));
    let mut cited = files("src", &["rs"]);
    cited.extend(files("tests", &["rs"]).into_iter().filter(|path| !path.ends_with("docs.rs")));
    cited.extend(files("docs", &["md"]));
    cited.extend(files("tests/cases", &["md"]));
    cited.extend(files("datasets", &["md", "toml"]));
    cited.extend(["README.md", "CHANGELOG.md"].map(PathBuf::from));
    assert!(cited.len() > 100, "the files were not found");
    let faults: Vec<String> = cited
        .iter()
        .map(|path| path.display().to_string())
        .flat_map(|file| undefined(&file, &read(&file), &defined))
        .collect();
    none(&faults);
}

#[test]
fn every_id_is_defined_once() {
    let defined = defined(&read("docs/method.md"));
    assert!(defined.len() > 30, "{defined:?}");
    let twice: Vec<String> =
        defined.into_iter().filter(|(_, times)| *times > 1).map(|(id, _)| id).collect();
    none(&twice);
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let tables =
        ["dependencies", "dev-dependencies"].map(|name| manifest[name].as_table().unwrap());
    none(&unnamed(
        "docs/dependencies.md",
        tables.into_iter().flat_map(|table| table.keys().cloned()),
    ));
}

#[test]
fn every_key_of_the_incident_file_is_explained() {
    let files = ["incident_toml", "probes_table"];
    let texts = files.map(|file| read(&format!("src/incident/{file}.rs")));
    let keys = keys(&texts.concat());
    assert!(
        keys.contains("title") && keys.contains("clock_error") && keys.contains("down_codes"),
        "{keys:?}"
    );
    none(&unnamed("docs/data.md", keys));
}

#[test]
fn every_key_of_a_scenario_is_explained() {
    let keys = keys(&read("src/simulate/scenario_toml.rs"));
    assert!(
        keys.contains("seed") && keys.contains("blip_rate") && keys.contains("outages_per_site"),
        "{keys:?}"
    );
    none(&unnamed("docs/data.md", keys));
}

#[test]
fn every_refusal_and_every_column_is_explained() {
    let kinds = texts(&read("src/model/refusals/refusal.rs"), "=> \"");
    assert!(kinds.len() > 12, "{kinds:?}");
    none(&unnamed("docs/data.md", kinds));
    let columns =
        ["logs/columns", "claims/claim_columns", "incident/sites", "incident/maintenance"]
            .map(|file| columns(&read(&format!("src/{file}.rs"))));
    assert!(columns.iter().all(|columns| columns.len() > 3), "{columns:?}");
    none(&unnamed("docs/data.md", columns.into_iter().flatten()));
}

/// The texts of the list of columns in a source file.
fn columns(source: &str) -> Vec<String> {
    let from = source
        .lines()
        .skip_while(|line| !line.contains("COLUMNS: [&str") && !line.contains("let known = "));
    let mut ended = false;
    let list: Vec<&str> = from
        .take_while(|line| !std::mem::replace(&mut ended, line.trim_end().ends_with(';')))
        .collect();
    texts(&list.join("\n"), "\"")
}

#[test]
fn every_column_and_key_of_a_file_of_runs_is_explained() {
    let cells = read("src/runs/parquet_columns.rs");
    let list: Vec<&str> = cells
        .lines()
        .skip_while(|line| !line.contains("COLUMNS: ["))
        .take_while(|line| *line != "];")
        .collect();
    let columns = texts(&list.join("\n"), "Kind::");
    let metadata = texts(&read("src/runs/meta.rs"), "            json(\"")
        .into_iter()
        .filter(|key| !key.starts_with("CARGO"));
    let keys: Vec<String> = metadata.map(|key| format!("corroborate.{key}")).collect();
    assert!(columns.len() == 22 && keys.len() == 8, "{columns:?} {keys:?}");
    none(&unnamed("docs/runs.md", columns.into_iter().chain(keys)));
}

#[test]
fn every_verdict_is_explained() {
    none(&unnamed("docs/method.md", Judgement::ALL.map(|judgement| judgement.as_str().to_owned())));
    let flags = ["outages/outage", "verdicts/verdict"]
        .map(|file| texts(&read(&format!("src/model/{file}.rs")), "Flag::"));
    assert!(flags.iter().all(|flags| flags.len() > 3), "{flags:?}");
    none(&unnamed("docs/method.md", flags.into_iter().flatten()));
}

#[test]
fn every_table_is_listed() {
    let report = committed("tests/cases/claims");
    let tables = tables::all(&report).unwrap();
    none(&unnamed("docs/data.md", tables.iter().map(|table| table.name.to_owned())));
}

#[test]
#[should_panic(expected = "no file below docs ends with")]
fn a_check_of_no_files_fails() {
    files("docs", &["rs"]);
}

#[test]
#[should_panic(expected = "nothing is sought in README.md")]
fn a_search_for_no_name_fails() {
    unnamed("README.md", []);
}

#[test]
fn the_checks_can_fail() {
    let page = "**M1** One.\n| R2 | two |\nM3 is named, `M4` too.\n";
    let known = defined(page);
    assert_eq!(known.keys().collect::<Vec<_>>(), ["M1", "R2"]);
    assert_eq!(
        undefined("a.rs", "// (M1)\n// R2, R20 and M7x, aM8\n", &known),
        ["a.rs:2: R20 is not defined"]
    );
    assert_eq!(named("`a` and **b**, c\n```\n`d`\n```\n"), ["a", "b"].map(str::to_owned).into());
    let source = "#[derive(Debug, Deserialize)]\nstruct A {\n    /// x: y\n    pub(super) one: \
        T,\n    #[serde(default)]\n    two: T,\n}\n\
        #[derive(Debug)]\nstruct B {\n    three: T,\n}\n";
    assert_eq!(keys(source), ["one", "two"].map(str::to_owned).into());
}

/// The summary that the README shows is the one that the program prints, as far as it is shown.
#[test]
fn the_summary_of_the_readme_is_what_the_program_prints() {
    let readme = read("README.md");
    let (_, shown) = readme
        .split_once("```\nUSA OFFLINE (simulated log)\n")
        .expect("the README shows a summary");
    let shown: Vec<&str> = shown.split("```").next().unwrap_or_default().lines().collect();
    assert!(shown.len() >= 4, "{shown:?}");
    let report = committed("datasets/usa-offline-2022");
    let printed = summary::summary(&report, Path::new("output/usa-offline-2022/report.html"));
    for line in shown {
        let begins = line.trim_end_matches('…').trim_end();
        assert!(
            printed.lines().any(|line| line.starts_with(begins)),
            "no line that the program prints begins with `{begins}`:\n{printed}"
        );
    }
}

/// Most letters of a paragraph: six lines of 100 letters and the breaks between them.
const MOST_LETTERS: usize = 605;

/// The paragraphs and items of lists of a page, with the line of their beginning. Headings, tables
/// and blocks of code are none.
fn paragraphs(page: &str) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let (mut code, mut open) = (false, false);
    for (at, line) in page.lines().map(str::trim).enumerate() {
        let fence = line.starts_with("```");
        code ^= fence;
        let item = line.split_once(' ').is_some_and(|(mark, _)| {
            let number = mark.strip_suffix('.').unwrap_or_default();
            matches!(mark, "-" | "*")
                || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        });
        let prose = !(code || fence || line.is_empty() || line.starts_with(['|', '#']));
        if prose && open && !item {
            let (_, text) = paragraphs.last_mut().expect("one is open");
            text.push(' ');
            text.push_str(line);
        } else if prose {
            paragraphs.push((at + 1, line.to_owned()));
        }
        open = prose;
    }
    paragraphs
}

/// Every page of the repository that is written by hand.
fn pages() -> Vec<String> {
    let folders = ["docs", "datasets", "engines", "tests/cases"];
    let below = folders.into_iter().flat_map(|folder| files(folder, &["md"]));
    let mut pages: Vec<String> = below.map(|path| path.display().to_string()).collect();
    pages.retain(|path| !path.starts_with("tests/cases") || path.ends_with("why.md"));
    pages.extend(["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(str::to_owned));
    assert!(pages.len() > 40, "{pages:?}");
    pages
}

#[test]
fn no_paragraph_is_longer_than_six_lines() {
    let mut faults = Vec::new();
    for page in pages() {
        for (line, text) in paragraphs(&read(&page)) {
            let letters = text.chars().count();
            if letters > MOST_LETTERS {
                let begins: String = text.chars().take(60).collect();
                faults.push(format!("{page}:{line}: {letters} letters: {begins}…"));
            }
        }
    }
    none(&faults);
}

/// The folders in which names in backticks are looked for.
const FOLDERS: [&str; 7] = ["src/", "docs/", "tests/", "benches/", "engines/", "datasets/", ".ci/"];

/// The files that a page names: targets of its links, relative to it, and paths in backticks,
/// relative to the repository. Patterns and what a command would make are none.
fn paths(page: &str, text: &str) -> Vec<PathBuf> {
    let folder = Path::new(page).parent().expect("a page is a file");
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links = links.filter(|target| !target.contains("://") && !target.starts_with('#'));
    let mut paths: Vec<PathBuf> = links.map(|target| folder.join(target)).collect();
    let ticked = named(text).into_iter().filter(|name| {
        FOLDERS.iter().any(|folder| name.starts_with(folder))
            && !name.contains([' ', '*', '<', 'N'])
    });
    paths.extend(ticked.map(PathBuf::from));
    paths
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let mut faults = Vec::new();
    // What was decided once may name what has gone since.
    let pages = pages().into_iter().filter(|page| !page.starts_with("docs/decisions/0"));
    for page in pages {
        let absent =
            paths(&page, &read(&page)).into_iter().filter(|path| !root().join(path).exists());
        faults.extend(absent.map(|path| format!("{page} names {}", path.display())));
    }
    none(&faults);
}

#[test]
fn every_decision_is_in_the_index_with_its_day() {
    let index = read("docs/decisions/README.md");
    let mut faults = Vec::new();
    for path in files("docs/decisions", &["md"]) {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let text = read(&path.display().to_string());
        if name == "README.md" {
            continue;
        }
        if !index.contains(&format!("]({name})")) {
            faults.push(format!("docs/decisions/README.md does not list {name}"));
        }
        if !text.lines().any(|line| line.starts_with("*20")) {
            faults.push(format!("{name} has no line with its day, such as *2026-11-28*"));
        }
    }
    none(&faults);
}

#[test]
fn paragraphs_and_paths_are_found() {
    let page =
        "# Title\n\nOne\ntwo.\n- three\n  four\n1. five\n\n| six |\n```\nseven\n```\neight\n";
    let parts = paragraphs(page);
    let parts: Vec<(usize, &str)> = parts.iter().map(|(at, text)| (*at, text.as_str())).collect();
    assert_eq!(parts, [(3, "One two."), (5, "- three four"), (7, "1. five"), (13, "eight")]);
    let text = "[a](../b.md), [c](https://d.example), `src/lib.rs`, `src/*.rs`, `e.rs`";
    let expected = ["docs/../b.md", "src/lib.rs"].map(PathBuf::from);
    assert_eq!(paths("docs/a.md", text), expected);
}
