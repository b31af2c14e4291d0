//! `docs/first-hour.md`, run: the README's log and claims, the commands of the page, what they
//! print.

use crate::docs::read;
use crate::program_run::ran;
use crate::proposed::folder;
use std::path::Path;

/// Blocks of a language on a page, each without the lines around it.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let begin = format!("```{language}\n");
    let parts = page.split(&begin).skip(1);
    parts.map(|part| part.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Checks that the lines of the page are those that a command prints; a line `…` stands for any
/// lines.
fn is_printed(printed: &str, wanted: &str, command: &str) {
    let mut rest = printed;
    for (at, part) in wanted.split("…\n").enumerate() {
        let place = rest.find(part).unwrap_or_else(|| panic!("{command}: {part}\nin\n{printed}"));
        assert!(at > 0 || place == 0, "{command}: more stands before {part}\nin\n{printed}");
        rest = &rest[place + part.len()..];
    }
    assert!(wanted.ends_with("…\n") || rest.is_empty(), "{command}: {rest} stands behind");
}

/// Runs a line of a shell of the page, and gives its code and what it prints: stderr, then stdout.
fn run(at: &Path, command: &str) -> (Option<i32>, String) {
    let words: Vec<&str> = command.split_whitespace().collect();
    let done = ran(at, &words[1..]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stderr) + &text(&done.stdout))
}

#[test]
fn the_commands_of_the_first_ten_minutes_print_what_the_page_says() {
    let (readme, page) = (read("README.md"), read("docs/first-hour.md"));
    let [log, claims] = &blocks(&readme, "csv")[..] else { panic!("a log and claims") };
    let at = folder(&[("log.csv", log), ("claims.csv", claims)]);
    let mut commands = 0;
    for block in blocks(&page, "console") {
        let (command, wanted) = block.split_once('\n').expect("a command");
        let command = command.strip_prefix("$ ").expect("a prompt");
        if command.contains("datasets/") {
            continue;
        }
        let (code, printed) = run(at.path(), command);
        assert_eq!(code, Some(0), "{command}: {printed}");
        is_printed(&printed, wanted, command);
        assert!(readme.contains(command), "the README has `{command}`");
        commands += 1;
    }
    assert_eq!(commands, 3, "a report, a walk back and a check");
}

#[test]
fn without_a_zone_the_message_names_the_flag() {
    let (readme, page) = (read("README.md"), read("docs/first-hour.md"));
    let [log, claims] = &blocks(&readme, "csv")[..] else { panic!("a log and claims") };
    let at = folder(&[("log.csv", log), ("claims.csv", claims)]);
    let command = "corroborate report --probes log.csv --claims claims.csv -o output/my-case";
    let (code, printed) = run(at.path(), command);
    assert_eq!(code, Some(2), "{printed}");
    let promised = "add --zone and its name, such as --zone Europe/Berlin";
    assert!(printed.contains(promised) && page.contains(promised), "{printed}");
}
