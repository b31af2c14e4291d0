//! The fuzz targets keep up with the program: each layout of a file is in one of them, with a first
//! file to mutate.

use crate::docs::read;
use std::fs;

/// Layouts that are read from a clone of a repository, with a target of their own.
const OF_CLONES: [&str; 3] = ["git", "git-log", "upptime"];

/// Words of the layouts in the table of `docs/layouts.md`, of `[[probes]]` or of `[[claims]]`.
fn layouts(page: &str, table: &str) -> Vec<String> {
    let start = format!("| `[[{table}]]` | `");
    let word = |line: &str| line.strip_prefix(&start)?.split('`').next().map(str::to_owned);
    page.lines().filter_map(word).collect()
}

#[test]
fn every_layout_has_a_fuzz_target_and_a_first_file() {
    let (page, targets) = (read("docs/layouts.md"), read("tests/fuzz/targets/lib.rs"));
    let (probes, claims) = targets.split_once("pub const CLAIMS").unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    for (table, source, corpus) in [("probes", probes, "archive"), ("claims", claims, "claims")] {
        let layouts = layouts(&page, table);
        assert!(layouts.len() > 5, "{layouts:?}");
        for layout in layouts.iter().filter(|layout| !OF_CLONES.contains(&layout.as_str())) {
            let spaced: String = source.split_whitespace().collect();
            assert!(spaced.contains(&format!("entry(\"{layout}\",")), "no entry for `{layout}`");
            let first = format!("{root}/tests/fuzz/corpus/{corpus}/{layout}");
            assert!(fs::metadata(&first).is_ok_and(|file| file.len() > 1), "{first}");
        }
    }
}

/// Files below a folder of the repository, by name.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<String> = entries.map(|entry| name(entry).into_string().unwrap()).collect();
    names.sort();
    names
}

/// Each target is built, begins with a committed file, and runs in the workflow.
#[test]
fn every_target_is_built_begins_somewhere_and_runs() {
    let (package, workflow) = (read("tests/fuzz/Cargo.toml"), read(".github/workflows/fuzz.yml"));
    let files = names("tests/fuzz/targets");
    let stems = files.iter().filter_map(|file| file.strip_suffix(".rs"));
    let targets: Vec<&str> = stems.filter(|stem| *stem != "lib").collect();
    assert!(targets.len() > 10, "{targets:?}");
    for target in &targets {
        assert!(package.contains(&format!("path = \"targets/{target}.rs\"")), "{target}");
        let mut jobs = workflow.lines().map(str::trim);
        assert!(jobs.any(|line| line == format!("- {target}")), "{target} does not run");
        assert!(!names(&format!("tests/fuzz/corpus/{target}")).is_empty(), "{target}");
    }
    assert_eq!(names("tests/fuzz/corpus"), targets, "a corpus without a target");
    let clones = read("tests/fuzz/targets/lib.rs");
    let (_, clones) = clones.split_once("pub const CLONES").unwrap();
    for layout in OF_CLONES {
        assert!(clones.contains(&format!("\"{layout}\"")), "no entry for `{layout}`");
        assert!(names("tests/fuzz/corpus/clone").iter().any(|file| file == layout), "{layout}");
    }
}
