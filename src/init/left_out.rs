//! Files that are left out: why, and the command or the lines by which they come in.

use crate::files::member_of;
use crate::init::sample::Sampled;
use crate::init::toml_text::quoted;
use crate::init::words::known_words::Heading;
use crate::layouts;
use crate::model::suggest::{listed, short};
use crate::model::{Guess, GuessedKey, GuessedTable, shown_path};
use std::path::{Path, PathBuf};
use std::str::Utf8Chunk;

/// Reason for which a file is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) why: String,
    /// Command or lines by which it comes in; `None` where there are none.
    pub(super) way_in: Option<String>,
}

impl LeftOut {
    /// Makes a reason without a way in.
    pub(super) fn because(why: impl Into<String>) -> LeftOut {
        LeftOut { why: why.into(), way_in: None }
    }

    /// Adds the way in.
    pub(super) fn with(self, way_in: String) -> LeftOut {
        LeftOut { way_in: Some(way_in), ..self }
    }
}

/// Writes a path as a word of a shell; one that is not UTF-8 as bash, zsh and ksh read it.
pub(crate) fn shell_word(path: &Path) -> String {
    let text = shown_path(path);
    if path.to_str().is_none() {
        let quoted = |text: &str| text.replace('\\', r"\\").replace('\'', r"\'");
        let chunk = |chunk: Utf8Chunk<'_>| {
            let bytes = chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}"));
            quoted(chunk.valid()) + &bytes.collect::<String>()
        };
        let chunks = path.as_os_str().as_encoded_bytes().utf8_chunks().map(chunk);
        return format!("$'{}'", chunks.collect::<String>());
    }
    let is_safe = |letter: char| letter.is_alphanumeric() || "/._-+,:@%=".contains(letter);
    if !text.is_empty() && text.chars().all(is_safe) {
        return text;
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Gives the file that a printed command writes another name where it is that of a file that it
/// reads: the shell would empty it first.
fn never_over_itself(mut guess: Guess) -> Guess {
    let names = guess.files.iter().filter_map(|file| file.file_name());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let renamed = |text: &String| {
        let mut text = text.clone();
        for name in &names {
            let is_written = |(at, _): (usize, &str)| {
                let behind = text[at + WRITES.len() + name.len()..].chars().next();
                behind.is_none_or(|sign| !(sign.is_alphanumeric() || "._-".contains(sign)))
            };
            if text.match_indices(&format!("{WRITES}{name}")).any(is_written) {
                for before in [WRITES, "name "] {
                    text = text.replace(&format!("{before}{name}"), &format!("{before}new-{name}"));
                }
            }
        }
        text
    };
    guess.way_in = guess.way_in.as_ref().map(renamed);
    guess.seen = guess.seen.iter().map(renamed).collect();
    for key in &mut guess.keys {
        key.why = renamed(&key.why);
    }
    guess
}

/// Writes the way in of a file that is left out for the table that the user names it for; no
/// command of it writes the file itself.
pub(super) fn named_for(guess: Guess, stated: Option<GuessedTable>) -> Guess {
    let guess = never_over_itself(guess);
    if stated != Some(GuessedTable::Claims) {
        return guess;
    }
    let of_claims = |way: String| {
        let way = way.replace("probes.", "claims.").replace("for each probe", "for each statement");
        way.replace("and name claims.csv", "and name claims.csv behind --claims")
    };
    let way_in = guess.way_in.map(of_claims);
    Guess { way_in, ..guess }
}

/// Leaves an entry to be filled in for a file that was named as claims and cannot be read as it is:
/// without it a report would have no claims, and not say so.
pub(super) fn asked_for(guess: Guess, stated: Option<GuessedTable>) -> Guess {
    if !guess.left_out || stated != Some(GuessedTable::Claims) {
        return guess;
    }
    let why = guess.seen.join("; ");
    let way = guess.way_in.iter().flat_map(|way| way.lines()).collect::<Vec<_>>().join(" ⏎ ");
    let why = format!("it cannot be read as it is: {why}; {way}; else take the entry out");
    let keys = vec![GuessedKey::open("layout", why)];
    Guess {
        table: GuessedTable::Claims,
        left_out: false,
        way_in: None,
        seen: Vec::new(),
        keys,
        ..guess
    }
}

/// Sign before the file that a command writes.
const WRITES: &str = "> ";
/// Beginning of the line that names the files of an entry.
const FILES: &str = "files = ";

/// Writes the way in for all files of a proposal that are left out for one reason: the entry, or
/// the command, is that of the first.
pub(super) fn for_all_files(guess: &mut Guess) {
    let [first, others @ ..] = &guess.files[..] else { return };
    let Some(way_in) = guess.way_in.as_ref().filter(|_| guess.left_out && !others.is_empty())
    else {
        return;
    };
    let is_of_files = |line: &str| line.trim_start().starts_with(FILES);
    if !way_in.lines().any(is_of_files) {
        let others: Vec<String> = others.iter().map(|file| shown_path(file)).collect();
        let others = listed(others.iter().map(String::as_str));
        guess.way_in = Some(format!("{way_in}\nand the same with each of {others}"));
        return;
    }
    let is_absolute = way_in.contains(&format!("{FILES}\"/")) && !first.is_absolute();
    let written = |file: &PathBuf| {
        let whole = file.canonicalize().ok().filter(|_| is_absolute);
        quoted(&shown_path(whole.as_ref().unwrap_or(file)))
    };
    let all: Vec<String> = guess.files.iter().map(written).collect();
    let line = |line: &str| match is_of_files(line) {
        true => format!("  {FILES}[{}]", all.join(", ")),
        false => line.to_owned(),
    };
    guess.way_in = Some(way_in.lines().map(line).collect::<Vec<_>>().join("\n"));
}

/// Columns of a probe log that are named in an entry, with the words that tables have for each.
const OURS: [(&str, Heading); 3] =
    [("timestamp", Heading::Time), ("site", Heading::Site), ("result", Heading::Result)];
/// Columns of claims that no probe log has.
const OF_CLAIMS: [&str; 5] = ["claimant", "published", "targets", "kind", "role"];
/// Number of these that tell a table of claims.
const CLAIMS_COLUMNS: usize = 2;

/// Writes the incident file that reads a table, or lines, of which nothing was recognised: what is
/// to be named in it stands as `…`.
/// `line` is the first line of a text, as it stands there.
pub(super) fn entry_of_table(path: &Path, sampled: &Sampled, line: &str) -> String {
    let names = sampled.header.as_deref();
    let names = names.filter(|names| names.len() > 1 || sampled.is_json());
    let Some(names) = names else { return entry_of_lines(path, line) };
    let mut lines = Vec::new();
    if sampled.is_json() {
        lines.push(format!("layout = {}", quoted(layouts::JSON.name)));
    }
    if sampled.separator != b',' {
        let separator = char::from(sampled.separator).to_string();
        lines.push(format!("separator = {}", quoted(&separator)));
    }
    if OF_CLAIMS.iter().filter(|ours| names.iter().any(|name| name == *ours)).count()
        >= CLAIMS_COLUMNS
    {
        return entry(path, "claims", &lines);
    }
    lines.extend(columns(sampled, names));
    entry(path, "probes", &lines)
}

/// Writes `columns` of a table by the names that are known; `None` where all are our own.
fn columns(sampled: &Sampled, names: &[String]) -> Option<String> {
    // Where there are rows, a name that seemed known did not fit them.
    let known = if sampled.is_without_rows() { names } else { &[] };
    // A status code says as much as a word for the result.
    let code = Heading::Code.find(known, |_| true);
    let pair = |(ours, heading): (&'static str, Heading)| {
        let (ours, at) = match (ours, code) {
            ("result", Some(at)) => ("status_code", Some(at)),
            _ => (ours, heading.find(known, |at| Some(at) != code)),
        };
        (ours, at.and_then(|at| names.get(at)))
    };
    let pairs = OURS.map(pair);
    if pairs.iter().all(|(ours, name)| name.is_some_and(|name| name == ours)) {
        return None;
    }
    let value =
        |name: Option<&String>| name.map_or_else(|| "\"…\"".to_owned(), |name| quoted(name));
    let pairs = pairs.map(|(ours, name)| format!("{ours} = {}", value(name)));
    let list = listed(names.iter().map(String::as_str));
    let columns = format!("columns = {{ {} }}", pairs.join(", "));
    Some(format!("{columns}    # each one of {list}; else take it out"))
}

/// Writes the incident file that reads lines.
fn entry_of_lines(path: &Path, line: &str) -> String {
    let first = short(line);
    let format = format!(
        "format = \"…\"    # the line {first} with {{timestamp}}, {{site}}, {{result}} in place of \
         such words, and {{_}} of others; a stamp may have blanks, and needs a line with its form \
         where it is not like 2022-10-05T14:00:00Z: time_format = \"%a %b %e %H:%M:%S %Z %Y\""
    );
    entry(path, "probes", &[format!("layout = {}", quoted(layouts::LINES.name)), format])
}

/// Writes an incident file with one entry of a table of `incident.toml`, and what to do with it.
fn entry(path: &Path, table: &str, lines: &[String]) -> String {
    let member = member_of(path);
    let of_member = member.as_ref().and_then(|member| {
        member.container.canonicalize().ok().map(|archive| archive.join(&member.name))
    });
    let whole = of_member.or_else(|| path.canonicalize().ok());
    let whole = whole.unwrap_or_else(|| path.to_owned());
    let files = quoted(&shown_path(&whole));
    let body = lines.iter().map(|line| format!("  {line}\n")).collect::<String>();
    let head = "write this into my-incident/incident.toml, and run `corroborate check my-incident`";
    let text =
        format!("{head}\n  title = \"My incident\"\n  [[{table}]]\n  files = {files}\n{body}");
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_writes_the_file_that_it_reads() {
        let why = "run `awk 1 a/last.csv > last.csv`, and name last.csv".to_owned();
        let guess = |file: &str| {
            let guess =
                Guess { files: vec![file.into()], way_in: Some(why.clone()), ..Guess::default() };
            never_over_itself(guess).way_in.unwrap_or_default()
        };
        assert_eq!(
            guess("a/last.csv"),
            "run `awk 1 a/last.csv > new-last.csv`, and name new-last.csv"
        );
        assert_eq!((guess("a/ast.csv"), guess("a/last.cs")), (why.clone(), why));
    }

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        for (path, word) in [
            ("logs/a-1.csv", "logs/a-1.csv"),
            ("my log.csv", "'my log.csv'"),
            ("it's.csv", r"'it'\''s.csv'"),
            ("$HOME", "'$HOME'"),
        ] {
            assert_eq!(shell_word(Path::new(path)), word);
        }
    }
}
