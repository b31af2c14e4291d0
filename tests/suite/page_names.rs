//! Names on the pages for developers that must be there: files, types, functions, tests and
//! commands.

use crate::docs::{files, none, read};
use crate::layering::tokens::scan;
use std::collections::BTreeSet;
use std::path::Path;

/// Pages for those who change the program.
const PAGES: [&str; 2] = ["docs/architecture.md", "CONTRIBUTING.md"];
/// Endings of files that a page can name.
const ENDINGS: [&str; 8] = ["rs", "md", "toml", "json", "csv", "html", "sql", "svg"];

/// Names that the repository has.
struct Known {
    /// Names of items and variables, and words of texts.
    words: BTreeSet<String>,
    /// Names of files, without their folders.
    files: BTreeSet<String>,
    /// Modules of the tests.
    modules: BTreeSet<String>,
    /// Flags of the program, without `--`.
    flags: BTreeSet<String>,
}

/// Splits a text into its words of letters, digits and `_`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

impl Known {
    fn of_repository() -> Known {
        let mut all = BTreeSet::new();
        let sources = ["src", "tests/suite"].into_iter().flat_map(|folder| files(folder, &["rs"]));
        for path in sources.filter(|path| !path.ends_with("page_names.rs")) {
            let code = scan(&read(&path.display().to_string()));
            all.extend(code.tokens.into_iter().map(|token| token.text));
            all.extend(code.texts.iter().flat_map(|text| words(&text.text)).map(str::to_owned));
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            all.insert(stem);
        }
        let folders = ["src", "tests", "docs", "datasets", "output"];
        let mut named: BTreeSet<String> = folders
            .iter()
            .flat_map(|folder| files(folder, &ENDINGS))
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        named.extend(["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(str::to_owned));
        let args = scan(&read("src/cli/args.rs")).tokens;
        let fields = args.windows(2).filter(|pair| pair[1].text == ":");
        let flags = fields.map(|pair| pair[0].text.clone()).collect();
        let main = scan(&read("tests/suite/main.rs")).tokens;
        let modules = main.windows(2).filter(|pair| pair[0].text == "mod");
        let modules = modules.map(|pair| pair[1].text.clone()).collect();
        Known { words: all, files: named, modules, flags }
    }

    /// Says whether a word of a command or a name in backticks is there, or names nothing.
    fn has(&self, word: &str) -> bool {
        let word = word.trim_end_matches([',', '.', ';']);
        let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let ending = word.rsplit_once('.').map(|(_, ending)| ending);
        if let Some(flag) = word.strip_prefix("--").filter(|flag| !flag.is_empty()) {
            return self.flags.contains(&flag.replace('-', "_"));
        }
        if let Some(module) = word.strip_suffix("::") {
            return self.modules.contains(module);
        }
        if let Some((variable, _)) = word.split_once('=').filter(|(name, _)| is_name(name)) {
            return !variable.starts_with("CORROBORATE") || self.words.contains(variable);
        }
        let is_there = || Path::new(env!("CARGO_MANIFEST_DIR")).join(word).exists();
        if is_path(word) {
            return is_there();
        }
        if ending.is_some_and(|ending| ENDINGS.contains(&ending)) {
            return word.starts_with("NAME.") || self.files.contains(word) || is_there();
        }
        let parts: Vec<&str> = word.split("::").collect();
        let is_item = parts.iter().all(|part| is_name(part) && !part.starts_with('_'));
        !is_item || parts.iter().all(|part| self.words.contains(*part))
    }
}

/// Says whether a word is a path below the root.
fn is_path(word: &str) -> bool {
    word.contains('/') && !word.contains(['<', '*', '─']) && !word.starts_with("http")
}

/// Returns what a page names and the repository does not have, as `page: name`.
fn faults(page: &str, text: &str, known: &Known) -> Vec<String> {
    let mut absent = Vec::new();
    let mut is_block = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_block = !is_block;
        } else if is_block {
            let command = line.split(" #").next().unwrap_or_default().split(' ');
            absent.extend(command.filter(|word| is_path(word) && !known.has(word)));
        } else {
            for named in line.split('`').skip(1).step_by(2) {
                absent.extend(checked(named).filter(|word| !known.has(word)));
            }
        }
    }
    absent.into_iter().map(|word| format!("{page}: `{word}` is not there")).collect()
}

/// Lists the words of a name or command to be checked. Of a command of Cargo, its own words and
/// flags are not; a subject of a commit and what a user types behind a command are no names.
fn checked(named: &str) -> impl Iterator<Item = &str> {
    let is_command = named.contains("cargo ") || named.contains(": ");
    named.split(' ').filter(move |word| {
        let is_ours = is_path(word) || word.ends_with("::") || word.starts_with("CORROBORATE");
        is_ours || !is_command && *word != "=" && !word.chars().all(|c| !c.is_lowercase())
    })
}

#[test]
fn what_pages_for_developers_name_is_there() {
    let known = Known::of_repository();
    assert!(known.modules.len() > 50 && known.flags.len() > 10, "{:?}", known.flags);
    none(&PAGES.iter().flat_map(|page| faults(page, &read(page), &known)).collect::<Vec<_>>());
}

#[test]
fn what_is_not_there_is_found() {
    let known = Known::of_repository();
    let page = "Such as `src/none.rs`, `none.rs`, `NoSuchType`, `model::NoSuchType`, \
        `no_such_item`,\n\
        `--no-such-flag`, `CORROBORATE_NONE=1 cargo test --test suite -- none::` and `src/model`,\n\
        `Refusal`, `--timings`, `cargo check --tests`.\n```\nls src/none docs # src/nothing\n```\n";
    let expected = [
        "src/none.rs",
        "none.rs",
        "NoSuchType",
        "model::NoSuchType",
        "no_such_item",
        "--no-such-flag",
        "CORROBORATE_NONE=1",
        "none::",
        "src/none",
    ];
    assert_eq!(
        faults("a.md", page, &known),
        expected.map(|word| format!("a.md: `{word}` is not there"))
    );
}
