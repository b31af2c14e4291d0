//! The shape of all code: files of 500 lines at most, and lines that end at column 100. Rows of
//! data in raw texts may be longer, as a break would change them. Random laws stand in `mod laws`.

use crate::docs::{files, none, read};

/// Most lines of a file.
const MOST_LINES: usize = 500;
/// Most letters of a line.
const MOST_LETTERS: usize = 100;

/// Returns the lines that are too long, with their numbers from 1, and the number of all if they
/// are too many.
fn faults(file: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    // The signs that end the raw text which is open, such as `"#`.
    let mut open: Option<String> = None;
    for (line, number) in source.lines().zip(1..) {
        let begins_raw = open.is_some();
        let mut rest = line;
        loop {
            match &open {
                Some(end) => match rest.split_once(end.as_str()) {
                    Some((_, behind)) => (open, rest) = (None, behind),
                    None => break,
                },
                None => match rest.split_once("r#") {
                    Some((_, behind)) if behind.trim_start_matches('#').starts_with('"') => {
                        let (signs, text) = behind.split_once('"').expect("a quotation mark");
                        (open, rest) = (Some(format!("\"#{signs}")), text);
                    }
                    _ => break,
                },
            }
        }
        let has_raw = begins_raw || line.contains("r#");
        if line.chars().count() > MOST_LETTERS && !has_raw {
            faults.push(format!("{file}:{number}: longer than {MOST_LETTERS} letters"));
        }
    }
    let lines = source.lines().count();
    if lines > MOST_LINES {
        faults.push(format!("{file}: {lines} lines; at most {MOST_LINES}"));
    }
    faults
}

#[test]
fn files_and_lines_are_short() {
    let all = ["src", "tests", "benches"].iter().flat_map(|folder| files(folder, &["rs"]));
    let all: Vec<String> = all.map(|path| path.display().to_string()).collect();
    assert!(all.len() > 300, "the files were not found");
    none(&all.iter().flat_map(|file| faults(file, &read(file))).collect::<Vec<_>>());
}

/// Lines of a file on which a random law begins outside a module of laws. `.ci/laws` and fresh
/// seeds reach the others alone.
fn laws_elsewhere(file: &str, source: &str) -> Vec<String> {
    let is_of_laws = file.ends_with("laws.rs");
    let mut in_laws = false;
    let mut faults = Vec::new();
    for (line, number) in source.lines().zip(1..) {
        if line.trim() == "mod laws {" {
            in_laws = true;
        } else if line == "}" {
            in_laws = false;
        }
        if line.trim() == concat!("proptest", "! {") && !in_laws && !is_of_laws {
            faults.push(format!("{file}:{number}: a random law outside `mod laws`"));
        }
    }
    faults
}

#[test]
fn laws_stand_where_they_are_drawn_anew() {
    let all = ["src", "tests"].iter().flat_map(|folder| files(folder, &["rs"]));
    let all: Vec<String> = all.map(|path| path.display().to_string()).collect();
    none(&all.iter().flat_map(|file| laws_elsewhere(file, &read(file))).collect::<Vec<_>>());
    let law = concat!("proptest", "! {\n}\n");
    assert_eq!(laws_elsewhere("tests/suite/a.rs", law).len(), 1);
    assert_eq!(laws_elsewhere("tests/suite/a.rs", &format!("mod laws {{\n}}\n{law}")).len(), 1);
    assert!(laws_elsewhere("tests/suite/a.rs", &format!("mod laws {{\n    {law}")).is_empty());
    assert!(laws_elsewhere("tests/suite/a_laws.rs", law).is_empty());
}

#[test]
fn long_files_and_lines_are_found() {
    let long = "a".repeat(101);
    let text = format!("{long}\nlet a = r#\"{long}\n{long}\"#;\n{long}\n");
    assert_eq!(
        faults("a.rs", &text),
        ["a.rs:1: longer than 100 letters", "a.rs:4: longer than 100 letters"]
    );
    assert_eq!(faults("a.rs", &"\n".repeat(501)), ["a.rs: 501 lines; at most 500"]);
    assert_eq!(faults("a.rs", &"\n".repeat(500)), [""; 0]);
}
