//! Files that hold no table of probes, by what their text is.

use crate::files::FileHead;
use std::path::Path;

/// Kind of file that holds no table as text, known by its first bytes.
struct ForeignFile {
    begins: &'static [u8],
    what: &'static str,
    /// Way to a table that can be read.
    advice: &'static str,
}

/// Advice for a database.
const EXPORT: &str = "export the table of its probes as CSV in UTF-8";
/// Advice for an archive.
const UNPACK: &str = "unpack it, and name the files in it";

/// The first bytes of a zip archive.
const ZIP: &[u8] = b"PK\x03\x04";
/// Name that stands at the beginning of each document of Office, which is a zip archive.
const OF_OFFICE: &[u8] = b"[Content_Types].xml";

/// Says what a zip archive is.
fn zip(bytes: &[u8]) -> &'static str {
    if bytes.windows(OF_OFFICE.len()).any(|part| part == OF_OFFICE) {
        "a workbook, or another document of Office; save the sheet as CSV in UTF-8"
    } else {
        "a zip archive; unpack it and name its files, or write an entry for its members, as \
         \"logs.zip/*.csv\" (docs/data.md)"
    }
}

/// Kinds of files that hold no table as text.
const FOREIGN_FILES: [ForeignFile; 6] = [
    ForeignFile {
        begins: b"SQLite format 3\0",
        what: "an SQLite database of no layout that is known (docs/layouts.md)",
        advice: EXPORT,
    },
    ForeignFile {
        begins: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        what: "a workbook or another document of an old Office program",
        advice: "save the sheet as CSV in UTF-8",
    },
    ForeignFile {
        begins: b"%PDF-",
        what: "a PDF",
        advice: "ask for the table that it was made of",
    },
    ForeignFile { begins: b"7z\xbc\xaf\x27\x1c", what: "a 7-Zip archive", advice: UNPACK },
    ForeignFile { begins: b"Rar!\x1a\x07", what: "a RAR archive", advice: UNPACK },
    ForeignFile { begins: b"BZh", what: "a file packed by bzip2", advice: UNPACK },
];

/// Says what a file is that is no table, and what can be done with it; `None` where it can be one.
pub(super) fn a_table(head: &FileHead<'_>) -> Option<String> {
    if head.path.is_dir() {
        let git = if is_repository(head.path) {
            "; a file that was written anew for each probe is read through its history by layout \
             = \"git\", with `path`, `columns` and `interval` (docs/layouts.md)"
        } else {
            ""
        };
        let what = "a folder that is no clone of an Upptime repository; name the files in it";
        return Some(format!("{what}{git}"));
    }
    if head.bytes.starts_with(ZIP) {
        return Some(zip(&head.bytes).to_owned());
    }
    if let Some(kind) = FOREIGN_FILES.iter().find(|kind| head.bytes.starts_with(kind.begins)) {
        return Some(format!("{}; {}", kind.what, kind.advice));
    }
    let Some(text) = head.text().filter(|text| !text.contains('\0')) else {
        let known = "neither text in UTF-8 nor a database, Parquet or packed file of a layout \
            that is known";
        return Some(format!(
            "{known}; save it as CSV in UTF-8, or \
            name its `encoding` in an incident.toml (docs/data.md)"
        ));
    };
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let what = match first.chars().next()? {
        '[' if begins_with_a_stamp(first) => return None,
        '{' | '[' => "JSON",
        '<' => "XML or HTML",
        '#' if first.starts_with("# ") || first.starts_with("##") => "a text with headings",
        '-' if first == "---" => "YAML",
        _ => return None,
    };
    Some(format!(
        "{what} of no layout that is known (docs/layouts.md, docs/claims.md); make a CSV of it, \
         with a row for each probe"
    ))
}

/// Says whether a folder is a git repository, with or without a work tree.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists() || folder.join("HEAD").is_file() && folder.join("objects").is_dir()
}

/// Says whether a line begins with a moment in brackets, as a log writes it and no JSON does.
fn begins_with_a_stamp(line: &str) -> bool {
    let stamp = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    stamp.is_some_and(|(inside, rest)| {
        let rest = rest.trim_start();
        !inside.contains(['"', '{', '[']) && !rest.is_empty() && !rest.starts_with([',', ']', '}'])
    })
}
