//! Golden cases: each folder of `tests/cases` is an incident with a hand-written `why.md`, and the
//! tables that must come of it.
//!
//! `CORROBORATE_BLESS=1` writes the tables anew: read each changed line before you keep it.

use crate::incident_folder::request;
use crate::repository::Commits;
use crate::unsynced_database::unsynced_database;
use corroborate::model::Report;
use corroborate::pipeline::report_of;
use corroborate::report::{formats, tables};
use similar::TextDiff;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// A copy of a case with the archives that are kept as text: a database of each `NAME.sql`, and a
/// repository of each `NAME.fast-import`. `None` where it has none.
fn with_built_archives(case: &Path) -> Option<TempDir> {
    let files: Vec<PathBuf> = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    let is_text =
        |path: &PathBuf| path.extension().is_some_and(|e| e == "sql" || e == "fast-import");
    if !files.iter().any(is_text) {
        return None;
    }
    let built = tempfile::tempdir().unwrap();
    for file in files {
        let target = built.path().join(file.file_name().unwrap());
        match file.extension().and_then(|ending| ending.to_str()) {
            Some("sql") => {
                let connection = unsynced_database(target.with_extension(""));
                connection.execute_batch(&fs::read_to_string(&file).unwrap()).unwrap();
                connection.close().unwrap();
            }
            Some("fast-import") => {
                let commits = Commits::of_stream(fs::read_to_string(&file).unwrap());
                commits.make(&target.with_extension(""), &["--bare"]);
            }
            _ => drop(fs::copy(&file, target).unwrap()),
        }
    }
    Some(built)
}

/// Returns the report on each case, in order of their names.
pub(crate) fn reports() -> impl Iterator<Item = Report> {
    cases().into_iter().map(|case| {
        let built = with_built_archives(&case);
        let folder = built.as_ref().map_or(case.as_path(), TempDir::path);
        report_of(&request(folder)).unwrap_or_else(|error| panic!("{}: {error}", case.display()))
    })
}

/// The tables that a case's `expected` folder names, as they come out now.
fn made(case: &Path) -> Vec<(PathBuf, String)> {
    let built = with_built_archives(case);
    let folder = built.as_ref().map_or(case, TempDir::path);
    let report =
        report_of(&request(folder)).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
    let tables = tables::all(&report).unwrap();
    let expected = case.join("expected");
    tables
        .iter()
        .map(|table| {
            let mut bytes = Vec::new();
            formats::csv::write(table, &mut bytes).unwrap();
            (expected.join(format!("{}.csv", table.name)), String::from_utf8(bytes).unwrap())
        })
        .filter(|(path, _)| path.exists())
        .collect()
}

/// The lines of a table that changed, each with one beside it, as a unified diff.
fn differences(path: &Path, before: &str, now: &str) -> String {
    let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display();
    let name = path.to_string();
    let lines = TextDiff::from_lines(before, now);
    lines.unified_diff().context_radius(1).header(&name, "as it comes out now").to_string()
}

#[test]
fn every_case_comes_out_as_explained() {
    let bless = std::env::var_os("CORROBORATE_BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        assert!(
            fs::read_to_string(case.join("why.md")).is_ok_and(|why| why.len() > 200),
            "{}: no why.md",
            case.display()
        );
        let made = made(&case);
        assert!(!made.is_empty(), "{}: nothing is expected of it", case.display());
        for (path, now) in made {
            let before = fs::read_to_string(&path).unwrap_or_default();
            if before != now {
                // A run that writes them anew fails, too, so that none passes on what it wrote.
                if bless {
                    fs::write(&path, &now).unwrap();
                }
                wrong.push(differences(&path, &before, &now));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
