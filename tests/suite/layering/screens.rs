//! The API of a room, and of a group of its modules, is read on one screen.

use super::cycles::Source;

/// Most lines of a `mod.rs`: an editor of the usual size on a laptop shows about fifty. Whoever
/// looks for what a room offers then sees all of it, and whoever adds the fifty-first line sees
/// that the room answers more than one question, and makes a group.
const MOST_LINES: usize = 50;

/// Lists the `mod.rs` that are longer than a screen, or hold more than documentation, names of
/// modules, and names that are passed on.
pub(super) fn large_rooms(sources: &[Source]) -> Vec<String> {
    let rooms = sources.iter().filter(|source| source.file.ends_with("/mod.rs"));
    let mut faults = Vec::new();
    for Source { file, text } in rooms {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            faults.push(format!("src/{file}: {lines} lines; at most {MOST_LINES}"));
        }
        for (line, number) in text.lines().zip(1..) {
            if ["fn ", "struct ", "enum ", "impl ", "impl<", "const ", "static ", "trait "]
                .iter()
                .any(|item| line.trim_start_matches("pub ").starts_with(item))
            {
                faults.push(format!("src/{file}:{number}: an item; it belongs into a module"));
            }
        }
    }
    faults
}

#[test]
fn a_room_larger_than_a_screen_and_an_item_in_its_api_are_found() {
    let source = |file: &str, text: &str| Source { file: file.to_owned(), text: text.to_owned() };
    let (whole, longer) = ("\n".repeat(MOST_LINES), "\n".repeat(MOST_LINES + 1));
    let sources = [
        source("fold/mod.rs", &whole),
        source("logs/mod.rs", &longer),
        source("logs/rows.rs", &longer),
        source("runs/mod.rs", "//! Runs.\npub fn runs() {}\npub use a::{\n    A,\n};\n"),
    ];
    let expected = [
        "src/logs/mod.rs: 51 lines; at most 50",
        "src/runs/mod.rs:2: an item; it belongs into a module",
    ];
    assert_eq!(large_rooms(&sources), expected);
}
