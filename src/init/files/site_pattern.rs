//! The part of paths that names the site of each file, where the rest of them are words of this
//! trade and dates: `status-{site}.csv`, `{site}/log.csv`, `*_{site}.csv`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Place of the site in a pattern.
const SITE: &str = "{site}";
/// Place of anything in a pattern.
const ANY: &str = "*";
/// Words in names of files and folders that are no sites, in small letters.
const OF_THE_TRADE: [&str; 32] = [
    "log",
    "logs",
    "status",
    "uptime",
    "check",
    "checks",
    "probe",
    "probes",
    "ping",
    "pings",
    "monitor",
    "monitoring",
    "history",
    "report",
    "results",
    "result",
    "export",
    "data",
    "site",
    "sites",
    "outages",
    "outage",
    "availability",
    "http",
    "response",
    "times",
    "responses",
    "stats",
    "downtime",
    "incidents",
    "events",
    "raw",
];
/// Signs between the words of a name.
const BETWEEN: [char; 3] = ['-', '_', ' '];

/// Name of a file or folder: what stands before the site, the site, what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NameParts<'n> {
    before: &'n str,
    site: &'n str,
    behind: &'n str,
}

/// Finds the pattern of files whose paths tell the site of each; `None` where none does, or where
/// it would match other files too.
pub(in crate::init) fn find(files: &[PathBuf]) -> Option<PathBuf> {
    let pattern = by_name(files).or_else(|| by_folder(files))?;
    matches_alone(&pattern, files).then_some(pattern)
}

/// Finds the pattern of files in one folder whose names tell the site.
fn by_name(files: &[PathBuf]) -> Option<PathBuf> {
    let folder = files.first()?.parent()?;
    let names: Vec<&str> =
        files.iter().map(|file| file.file_name()?.to_str()).collect::<Option<_>>()?;
    let parts: Vec<NameParts<'_>> = names.iter().map(|name| NameParts::of(name)).collect();
    let is_in_it = |file: &PathBuf| file.parent() == Some(folder);
    let has_more = parts.iter().any(|one| !one.before.is_empty() || one.stem_behind() != "");
    if !files.iter().all(is_in_it) || !has_more || !are_sites(parts.iter().map(|one| one.site)) {
        return None;
    }
    let before = common(parts.iter().map(|one| one.before))?;
    let behind = common(parts.iter().map(|one| one.behind))?;
    Some(folder.join(format!("{before}{SITE}{behind}")))
}

/// Finds the pattern of files whose folders are named like the site of each, one folder a site.
fn by_folder(files: &[PathBuf]) -> Option<PathBuf> {
    let around = files.first()?.parent()?.parent()?;
    let folders: Vec<&str> =
        files.iter().map(|file| file.parent()?.file_name()?.to_str()).collect::<Option<_>>()?;
    let names: Vec<&str> =
        files.iter().map(|file| file.file_name()?.to_str()).collect::<Option<_>>()?;
    let is_in_it = |file: &PathBuf| file.parent().and_then(Path::parent) == Some(around);
    // A name of the file that could be a site leaves open which of the two is.
    let says_nothing = |name: &&str| NameParts::of(name).site.is_empty();
    let is_same = names.iter().all(|name| name == &names[0]);
    let is_open = !is_same && !names.iter().all(says_nothing);
    let is_whole = |name: &&str| !NameParts::of_folder(name).site.is_empty();
    if !files.iter().all(is_in_it)
        || is_open
        || !folders.iter().all(is_whole)
        || !are_sites(folders.iter().copied())
    {
        return None;
    }
    let name = common(names.iter().copied())?;
    Some(around.join(SITE).join(name))
}

/// Says whether parts of paths can be sites: none is empty, and there are several.
fn are_sites<'n>(sites: impl Iterator<Item = &'n str>) -> bool {
    let all: BTreeSet<&str> = sites.collect();
    all.len() > 1 && !all.contains("")
}

/// Returns the text that all parts are, or a pattern for those that differ in their dates alone;
/// `None` where they differ otherwise.
fn common<'n>(mut parts: impl Iterator<Item = &'n str>) -> Option<String> {
    let first = parts.next()?;
    let shape = |part: &str| part.replace(|letter: char| letter.is_ascii_digit(), "0");
    let mut is_same = true;
    for part in parts {
        is_same &= part == first;
        if shape(part) != shape(first) {
            return None;
        }
    }
    if is_same {
        return Some(escaped(first));
    }
    // Dates differ: what stands around them stays.
    let is_digit = |letter: char| letter.is_ascii_digit();
    let (from, until) = (first.find(is_digit)?, first.rfind(is_digit)? + 1);
    Some(format!("{}{ANY}{}", escaped(&first[..from]), escaped(&first[until..])))
}

/// Writes a text as a pattern that matches it alone.
fn escaped(text: &str) -> String {
    let sign = |letter: char| match letter {
        '*' | '?' | '[' | ']' => format!("[{letter}]"),
        letter => letter.to_string(),
    };
    text.chars().map(sign).collect()
}

/// Says whether a pattern matches some files, and no others that are there.
fn matches_alone(pattern: &Path, files: &[PathBuf]) -> bool {
    let Some(text) = pattern.to_str() else { return false };
    let Ok(pattern) = glob::Pattern::new(&text.replace(SITE, ANY)) else { return false };
    let options = glob::MatchOptions { require_literal_separator: true, ..Default::default() };
    let own: BTreeSet<&PathBuf> = files.iter().collect();
    let is_matched = |file: &Path| pattern.matches_path_with(file, options);
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    let around: BTreeSet<&Path> = folders.iter().filter_map(|folder| folder.parent()).collect();
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let read = fs::read_dir(folder).into_iter().flatten().flatten();
        read.map(|entry| entry.path()).collect()
    };
    let bare = |path: PathBuf| path.strip_prefix(".").map_or(path.clone(), Path::to_owned);
    let beside = folders.iter().flat_map(|folder| entries(folder));
    let in_others = around.iter().flat_map(|folder| entries(folder)).filter(|path| path.is_dir());
    let below = in_others.flat_map(|folder| entries(&folder));
    let mut others = beside.chain(below).map(bare).filter(|path| path.is_file());
    files.iter().all(|file| is_matched(file))
        && !others.any(|path| is_matched(&path) && !own.contains(&path))
}

impl<'n> NameParts<'n> {
    /// Divides the name of a file: dates and words of this trade at its ends, and its endings, are
    /// not of the site.
    fn of(name: &'n str) -> NameParts<'n> {
        let stem =
            ENDINGS.iter().fold(name, |stem, ending| stem.strip_suffix(ending).unwrap_or(stem));
        let inner = NameParts::of_folder(stem);
        NameParts { behind: &name[inner.before.len() + inner.site.len()..], ..inner }
    }

    /// Divides the name of a folder, which has no ending.
    fn of_folder(name: &'n str) -> NameParts<'n> {
        let says_nothing = |word: &str| {
            let is_date = word.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
            is_date || OF_THE_TRADE.contains(&word.to_lowercase().as_str())
        };
        let (mut from, mut until) = (0, name.len());
        while let Some((word, _)) =
            name[from..until].split_once(BETWEEN).filter(|(word, _)| says_nothing(word))
        {
            from += word.len() + 1;
        }
        while let Some((_, word)) =
            name[from..until].rsplit_once(BETWEEN).filter(|(_, word)| says_nothing(word))
        {
            until -= word.len() + 1;
        }
        if says_nothing(&name[from..until]) {
            until = from;
        }
        NameParts { before: &name[..from], site: &name[from..until], behind: &name[until..] }
    }

    /// Returns what stands behind the site, without the endings.
    fn stem_behind(&self) -> &str {
        ENDINGS.iter().fold(self.behind, |text, ending| text.strip_suffix(ending).unwrap_or(text))
    }
}

/// Endings of files that are no part of a site's name, those of packed files first.
const ENDINGS: [&str; 12] = [
    ".gz", ".zst", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".log", ".txt", ".parquet",
    ".dat", ".out",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Pattern of files that are made for it in a folder of their own, from there on.
    fn pattern_of(files: &[&str]) -> Option<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
            fs::write(path, "").expect("it can be written");
        }
        let paths: Vec<PathBuf> = files.iter().map(|file| folder.path().join(file)).collect();
        let found = find(&paths)?;
        Some(
            found
                .strip_prefix(folder.path())
                .expect("it lies there")
                .to_string_lossy()
                .into_owned(),
        )
    }

    #[test]
    fn the_part_of_paths_that_differs_is_the_site() {
        for (files, pattern) in [
            (&["status-dam.example.csv", "status-mill.example.csv"][..], "status-{site}.csv"),
            (&["2023-06-01_dam.csv", "2023-06-01_mill.csv"], "2023-06-01_{site}.csv"),
            (&["2023-06-01_dam.csv", "2023-06-02_dam.csv", "2023-06-01_mill.csv"], "*_{site}.csv"),
            (&["dam_report.log", "mill_report.log"], "{site}_report.log"),
            (&["dam/log.csv", "mill/log.csv"], "{site}/log.csv"),
            (&["dam/2023-05.csv", "dam/2023-06.csv", "mill/2023-05.csv"], "{site}/*.csv"),
        ] {
            assert_eq!(pattern_of(files).as_deref(), Some(pattern), "{files:?}");
        }
        for files in [
            &["dam.csv", "mill.csv"][..],
            &["log-2023-01.csv", "log-2023-02.csv"],
            &["dam-2023-01.csv", "dam-2023-02.csv"],
            &["a/dam.csv", "b/mill.csv"],
            &["2023-01/log.csv", "2023-02/log.csv"],
            &["status-dam.csv"],
        ] {
            assert_eq!(pattern_of(files), None, "{files:?}");
        }
    }

    #[test]
    fn a_pattern_that_matches_another_file_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for name in ["status-dam.csv", "status-mill.csv", "status-weir.csv"] {
            fs::write(path(name), "").expect("it can be written");
        }
        assert_eq!(find(&[path("status-dam.csv"), path("status-mill.csv")]), None);
    }
}
