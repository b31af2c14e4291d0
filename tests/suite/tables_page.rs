//! `docs/tables.md` lists every column as the program has it, in plain words.

use crate::tables::report;
use corroborate::model::Survey;
use corroborate::report::table::{Kind, TableRows};
use corroborate::report::tables;
use std::path::Path;

/// Words for what a column holds.
fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Texts => "list of texts",
        Kind::Causes => "list of causes: `cause`, `probes`",
        Kind::Integer | Kind::Microseconds => "whole number",
        Kind::Share => "share, four decimals",
        Kind::Decimal => "number, four decimals",
        Kind::ExactShare => "share",
        Kind::Instant => "moment",
        Kind::Boolean => "true or false",
        Kind::Span => "time: `from`, `until`",
        Kind::Spans => "list of times: `from`, `until`",
        Kind::Location => "place: `file`, `line`",
        Kind::Rows => "list of rows",
    }
}

/// Files in which a table stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TableFiles {
    /// Those in `tables`, the workbook, and most also in `incident.json`.
    All,
    IncidentJson,
    CheckJson,
}

/// The part of `docs/tables.md` on one table.
fn section(list: &TableRows<'_>, files: TableFiles) -> String {
    let place = match (files, list.in_json) {
        (TableFiles::All, true) => "",
        (TableFiles::All, false) => " Not in `incident.json`.",
        (TableFiles::IncidentJson, _) => " Only in `incident.json`.",
        (TableFiles::CheckJson, _) => " Only in the output of `check --json`.",
    };
    let of_check = if files == TableFiles::CheckJson { " of check" } else { "" };
    let mut text = format!("\n## {}{of_check}\n\n{}{place}\n\n", list.name, list.description);
    text.push_str("| Column | Kind | Unit | Meaning |\n|---|---|---|---|\n");
    for column in &list.columns {
        let only_json = files == TableFiles::All && column.kind.of_cells().is_none();
        let kind = kind_words(column.kind);
        let kind = if only_json { format!("JSON: {kind}") } else { kind.to_owned() };
        let unit = column.unit.unwrap_or("");
        text.push_str(&format!(
            "| `{}` | {kind} | {unit} | {} |\n",
            column.name, column.description
        ));
    }
    text
}

/// `docs/tables.md` lists every column as it is; `CORROBORATE_BLESS=1` writes it anew.
#[test]
fn every_column_is_listed() {
    let report = report("claims");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (head, _) = page.split_once("\n## ").expect("a section for each table");
    let mut wanted = head.to_owned();
    for table in tables::all(&report).unwrap() {
        wanted.push_str(&section(&table.list, TableFiles::All));
    }
    for list in tables::only_json(&report) {
        wanted.push_str(&section(&list, TableFiles::IncidentJson));
    }
    for list in tables::only_check(&report, &Survey::default()) {
        wanted.push_str(&section(&list, TableFiles::CheckJson));
    }
    if page != wanted && std::env::var_os("CORROBORATE_BLESS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    assert!(page == wanted, "docs/tables.md is not up to date; CORROBORATE_BLESS=1 writes it anew");
}

/// A name says its unit, and a sentence begins with no pronoun.
#[test]
fn columns_have_plain_names_and_sentences() {
    let report = report("claims");
    let tables = tables::all(&report).unwrap();
    let survey = Survey::default();
    let mut lists = tables::only_json(&report);
    lists.extend(tables::only_check(&report, &survey));
    let all = tables.iter().map(|table| &table.list).chain(&lists);
    for (list, column) in all.flat_map(|one| one.columns.iter().map(move |column| (one, column))) {
        let place = format!("{}: {}", list.name, column.name);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(column.name.chars().all(plain), "{place}");
        assert_eq!(column.unit == Some("s"), column.name.ends_with("_s"), "{place}");
        let names_us = column.name.ends_with("_us") || column.name.contains("_us_");
        assert_eq!(column.unit == Some("us"), names_us, "{place}");
        let first = column.description.split(' ').next().unwrap();
        let pronouns =
            ["Its", "It", "They", "This", "These", "Who", "Which", "What", "Those", "How"];
        assert!(!pronouns.contains(&first), "{place}: {}", column.description);
        assert!(column.description.ends_with('.'), "{place}");
        let words = column.description.to_lowercase();
        let words: Vec<&str> = words.split(|c: char| !c.is_alphabetic()).collect();
        for banned in ["look", "looks", "looked", "bears", "place"] {
            assert!(!words.contains(&banned), "{place}: `{banned}`");
        }
    }
}
