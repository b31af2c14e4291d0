//! The API of a room, and of a group of its modules, is read on one screen.

use super::cycles::Source;

/// Most lines of a `mod.rs`: an editor of the usual size on a laptop shows about fifty. Whoever
/// looks for what a room offers then sees all of it, and whoever adds the fifty-first line sees
/// that the room answers more than one question, and makes a group.
const MOST_LINES: usize = 50;

/// Lists the `mod.rs` that are longer than a screen, hold more than documentation, names of
/// modules, and names that are passed on, or pass on names that they do not name; and files that
/// are lists of modules under another name, where nobody seeks an API.
pub(super) fn large_rooms(sources: &[Source]) -> Vec<String> {
    let rooms = sources.iter().filter(|source| source.file.ends_with("/mod.rs"));
    let mut faults = hidden_lists(sources);
    for Source { file, text } in rooms {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            faults.push(format!("src/{file}: {lines} lines; at most {MOST_LINES}"));
        }
        for (line, number) in text.lines().zip(1..) {
            if begins_item(line) {
                faults.push(format!("src/{file}:{number}: an item; it belongs into a module"));
            }
            if line.starts_with("pub") && line.ends_with("::*;") {
                faults.push(format!("src/{file}:{number}: `*` says no name; write the names"));
            }
        }
    }
    faults
}

/// Lists the files that declare modules, hold no item of their own, and are not called `mod.rs`.
fn hidden_lists(sources: &[Source]) -> Vec<String> {
    let declares_modules = |text: &str| {
        text.lines().any(|line| without_visibility(line).starts_with("mod ") && line.ends_with(';'))
    };
    let is_list = |source: &&Source| {
        source.file.contains('/')
            && !source.file.ends_with("/mod.rs")
            && declares_modules(&source.text)
            && !source.text.lines().any(begins_item)
    };
    let lists = sources.iter().filter(is_list);
    lists
        .map(|Source { file, .. }| format!("src/{file}: a list of modules; call it mod.rs"))
        .collect()
}

/// Returns a line without the word that says who may see its item.
fn without_visibility(line: &str) -> &str {
    match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ").map_or(line, |(_, item)| item),
        Some(rest) => rest.trim_start(),
        None => line,
    }
}

/// Says whether a line begins an item that is neither a module nor a use.
fn begins_item(line: &str) -> bool {
    const ITEMS: [&str; 10] = [
        "fn ",
        "struct ",
        "enum ",
        "impl ",
        "impl<",
        "const ",
        "static ",
        "trait ",
        "type ",
        "macro_rules!",
    ];
    ITEMS.iter().any(|item| without_visibility(line).starts_with(item))
}

#[test]
fn a_room_larger_than_a_screen_and_an_item_in_its_api_are_found() {
    let source = |file: &str, text: &str| Source { file: file.to_owned(), text: text.to_owned() };
    let (whole, longer) = ("\n".repeat(MOST_LINES), "\n".repeat(MOST_LINES + 1));
    let sources = [
        source("fold/mod.rs", &whole),
        source("logs/mod.rs", &longer),
        source("logs/rows.rs", &longer),
        source(
            "runs/mod.rs",
            "//! Runs.\npub fn runs() {}\npub use a::{\n    A,\n};\npub use b::*;\n",
        ),
        source(
            "logs/fast.rs",
            "//! Fast rows.\n\nmod bits;\n\npub(crate) use bits::{\n    Bits,\n};\n",
        ),
        source("logs/slow.rs", "//! Slow rows.\n\nmod bytes;\n\nuse bytes::B;\n\nstruct Slow;\n"),
    ];
    let expected = [
        "src/logs/fast.rs: a list of modules; call it mod.rs",
        "src/logs/mod.rs: 51 lines; at most 50",
        "src/runs/mod.rs:2: an item; it belongs into a module",
        "src/runs/mod.rs:6: `*` says no name; write the names",
    ];
    assert_eq!(large_rooms(&sources), expected);
}
