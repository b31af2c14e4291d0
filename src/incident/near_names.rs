//! Files beside `incident.toml` whose names come near those of the tables that are read there: a
//! name in other letters, in the singular, packed or of another format is not passed over.

use crate::model::Incident;
use glob::Pattern;
use std::fs;
use std::path::Path;

/// Tables that are read beside the incident file, each with the first part of names that come near.
pub(super) const SITES: &str = "sites.csv";
pub(super) const CLAIMS: &str = "claims.csv";
pub(super) const MAINTENANCE: &str = "maintenance.csv";
const OWN: [(&str, &str); 3] = [(SITES, "site"), (CLAIMS, "claim"), (MAINTENANCE, "maintenance")];

/// Endings of tables, and those of packed files.
const FORMATS: [&str; 10] =
    ["csv", "tsv", "tab", "json", "jsonl", "ndjson", "xlsx", "xls", "ods", "parquet"];
const PACKED: [&str; 5] = ["gz", "zst", "xz", "bz2", "zip"];

/// A file that would be passed over, and the name of the table that it may be meant for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NearName {
    pub(super) file: String,
    pub(super) own: &'static str,
}

/// Finds a file of such a name in the folder of an incident, the first by name, unless a pattern of
/// its entries names it. Beside a table that is there, only the same name in other letters or
/// packed comes near: another format may be what it was made from.
pub(super) fn near_name(folder: &Path, patterns: &[String]) -> Option<NearName> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| !entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut names: Vec<String> =
        files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let is_there = |own: &str| names.iter().any(|name| name == own);
    let is_named = |name: &str| patterns.iter().any(|pattern| names_file(pattern, name));
    names.iter().find_map(|name| {
        let own = meant(name)?;
        let is_same = unpacked(&name.to_lowercase()) == own;
        let is_near = is_same || !is_there(own);
        (is_near && !is_named(name)).then(|| NearName { file: name.clone(), own })
    })
}

/// Gives the table that a name may be meant for; `None` for its very name, and for all others.
fn meant(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let (stem, format) = unpacked(&lower).rsplit_once('.')?;
    let is_it = |(own, first): &&(&str, &str)| {
        name != *own
            && FORMATS.contains(&format)
            && stem.strip_suffix('s').unwrap_or(stem) == *first
    };
    OWN.iter().find(is_it).map(|(own, _)| *own)
}

/// Gives a name without the ending of a packed file.
fn unpacked(name: &str) -> &str {
    let parts = name.rsplit_once('.').filter(|(_, ending)| PACKED.contains(ending));
    parts.map_or(name, |(before, _)| before)
}

/// Says whether a pattern of an entry names a file of the incident's folder.
fn names_file(pattern: &str, name: &str) -> bool {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    // Another case is another file, or another system's.
    Pattern::new(pattern).is_ok_and(|pattern| pattern.matches(name))
        || Path::new(pattern).file_name().is_some_and(|last| last == name) && pattern.contains('/')
}

impl NearName {
    /// Says what to do with the file.
    pub(super) fn counsel(&self) -> String {
        let NearName { file, own } = self;
        let entry = match *own {
            CLAIMS => ", or name it in a [[claims]] entry",
            _ => "",
        };
        let way = match unpacked(&file.to_lowercase()).ends_with(".csv") {
            true if unpacked(file).len() < file.len() => format!("unpack it and name it {own}"),
            true => format!("rename it to {own}"),
            false => format!("save it as {own}"),
        };
        format!(
            "it would not be read, as the table beside {} is named {own}; {way}{entry}, or move \
             it elsewhere",
            Incident::FILE
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_come_near_are_found_and_no_others() {
        for (name, own) in [
            ("Claims.csv", CLAIMS),
            ("claims.CSV", CLAIMS),
            ("claim.csv", CLAIMS),
            ("claims.csv.gz", CLAIMS),
            ("claims.tsv", CLAIMS),
            ("claims.json", CLAIMS),
            ("Maintenance.csv", MAINTENANCE),
            ("sites.xlsx", SITES),
            ("SITE.csv", SITES),
        ] {
            assert_eq!(meant(name), Some(own), "{name}");
        }
        for name in ["claims.csv", "claims.md", "claims", "my-claims.csv", "sitess.csv", "s.csv"] {
            assert_eq!(meant(name), None, "{name}");
        }
    }

    #[test]
    fn what_an_entry_names_is_read_and_what_stands_beside_its_table_may_be_its_source() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let found = |patterns: &[&str]| {
            let patterns: Vec<String> = patterns.iter().map(|one| (*one).to_owned()).collect();
            near_name(desk.path(), &patterns).map(|near| near.file)
        };
        fs::write(desk.path().join("claims.json"), "").expect("it can be written");
        assert_eq!(found(&[]).as_deref(), Some("claims.json"));
        assert_eq!(found(&["./claims.*"]), None);
        assert_eq!(found(&["../case/claims.json"]), None);
        fs::write(desk.path().join(CLAIMS), "").expect("it can be written");
        assert_eq!(found(&[]), None);
        fs::write(desk.path().join("claims.csv.gz"), "").expect("it can be written");
        assert_eq!(found(&[]).as_deref(), Some("claims.csv.gz"));
        fs::create_dir(desk.path().join("Claims.csv")).expect("it can be made");
        assert_eq!(found(&["claims.csv.gz"]), None, "a folder is no table");
    }
}
