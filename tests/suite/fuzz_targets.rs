//! The fuzz targets keep up with the program: each layout of a file is in one of them, with a first
//! file to mutate.

use crate::docs::read;
use std::fs;

/// Layouts that are read from a clone of a repository, which is no file to mutate.
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
