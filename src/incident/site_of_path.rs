//! The site of a log whose rows name none, by the path of its file: `{file}` in the key `site` is
//! the file's name, `{site}` what stands at that place of the pattern in `files`. The key `vantage`
//! takes `{file}` too, and `{folder}` for the name of the folder that a file lies in.

use crate::model::name_spelling::normal;
use glob::Pattern;
use std::collections::{BTreeMap, BTreeSet};

/// Place in `site` that the name of each file fills.
pub(super) const FILE: &str = "{file}";
/// Place in `site` and in a pattern of `files` that a part of each path fills.
pub(super) const SITE: &str = "{site}";
/// Place in `vantage` that the name of the folder of each file fills.
const FOLDER: &str = "{folder}";
/// Endings of a packed file.
const PACKED: [&str; 2] = [".gz", ".zst"];
/// Endings of a log that are no part of a site's name.
const ENDINGS: [&str; 10] =
    [".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".log", ".txt", ".parquet", ".dat", ".out"];

/// Sites of the files of one `[[probes]]` entry, as their paths tell them.
#[derive(Debug)]
pub(super) struct SitesOfFiles<'a> {
    /// Value of the key `site`; `None` where no path tells the site.
    template: Option<&'a str>,
    /// Path of the file of each site that its name alone tells.
    by_name: BTreeMap<String, String>,
}

impl<'a> SitesOfFiles<'a> {
    /// Begins with the key `site` of an entry.
    pub(super) fn new(template: Option<&'a str>) -> SitesOfFiles<'a> {
        let template = template.filter(|text| text.contains(FILE) || text.contains(SITE));
        SitesOfFiles { template, by_name: BTreeMap::new() }
    }

    /// Gives the site of the file at `path` that a pattern found; `None` where no path tells it.
    ///
    /// # Errors
    /// Where the path does not tell it, or two files of one name may be one site or two.
    pub(super) fn of(&mut self, pattern: &str, path: &str) -> Result<Option<String>, String> {
        let Some(template) = self.template else { return Ok(None) };
        let site = site_of(template, pattern, path)?;
        // A pattern says on purpose which part of a path is the site.
        if !template.contains(SITE)
            && let Some(first) = self.by_name.insert(site.clone(), path.to_owned())
            && first != path
        {
            return Err(format!(
                "`{first}` and `{path}` are both named `{site}`: if they are one site, write the \
                 place of its name into `files`, such as \"*/{{site}}.csv\", and site = \
                 \"{{site}}\"; if they are two, or one from two places, give each an entry of its \
                 own"
            ));
        }
        Ok(Some(site))
    }
}

/// Gives a pattern of `files` as files are looked for by it.
pub(super) fn searched(pattern: &str) -> String {
    pattern.replace(SITE, "*")
}

/// Checks that the key `site` and the patterns of `files` go together.
///
/// # Errors
/// Where they do not: the key at fault, and what to write.
pub(super) fn check(site: Option<&str>, patterns: &[String]) -> Result<(), (&'static str, String)> {
    let is_named = |pattern: &String| pattern.contains(SITE);
    let is_used = site.is_some_and(|site| site.contains(SITE));
    if is_used && !patterns.iter().all(is_named) {
        let why = "`{site}` must stand in each pattern of `files` too, such as \
            \"status-{site}.csv\"; or write \"{file}\" for the file's name";
        return Err(("site", why.to_owned()));
    }
    if !is_used && patterns.iter().any(is_named) {
        let why = "`{site}` in a pattern says where the site stands in a path; write \
            site = \"{site}\" beside it";
        return Err(("files", why.to_owned()));
    }
    if let Some(twice) = patterns.iter().find(|pattern| pattern.matches(SITE).count() > 1) {
        return Err(("files", format!("`{{site}}` stands twice in `{twice}`; write `*` for one")));
    }
    Ok(())
}

/// Gives the site of the file at `path`, which `pattern` found; both are relative to the incident
/// folder, or absolute, with `/`.
///
/// # Errors
/// Where the path does not tell it, with what to write.
pub(super) fn site_of(template: &str, pattern: &str, path: &str) -> Result<String, String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut site = template.replace(FILE, without_endings(name));
    if template.contains(SITE) {
        site = site.replace(SITE, &part_of_path(pattern, path)?);
    }
    let site = normal(&site).into_owned();
    if site.is_empty() {
        return Err(format!("`{path}` gives no name; write the site's id"));
    }
    Ok(site)
}

/// Gives the vantage that the key `vantage` of an entry means for the file at `path`; `None` where
/// no path tells it.
///
/// # Errors
/// Where the path names no folder.
pub(super) fn vantage_of(template: &str, path: &str) -> Result<Option<String>, String> {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let folder = parts.next().filter(|folder| !["", ".", ".."].contains(folder));
    if template.contains(FOLDER) && folder.is_none() {
        return Err("its path names no folder; write the name of the place as `vantage`".to_owned());
    }
    let is_named = template.contains(FILE) || template.contains(FOLDER);
    let filled = || {
        let by_file = template.replace(FILE, without_endings(name));
        by_file.replace(FOLDER, folder.unwrap_or_default())
    };
    Ok(is_named.then(filled))
}

/// Takes the endings off the name of a file that say how it is packed and written.
fn without_endings(name: &str) -> &str {
    let without = |name| move |ending: &&str| str::strip_suffix(name, *ending);
    let name = PACKED.iter().find_map(without(name)).unwrap_or(name);
    ENDINGS.iter().find_map(without(name)).unwrap_or(name)
}

/// Finds what stands for `{site}` in a path.
fn part_of_path(pattern: &str, path: &str) -> Result<String, String> {
    let broken = |why: glob::PatternError| why.to_string();
    let (before, after) = pattern.split_once(SITE).unwrap_or((pattern, ""));
    let (before, after) =
        (Pattern::new(before).map_err(broken)?, Pattern::new(after).map_err(broken)?);
    let ends: Vec<usize> = path.char_indices().map(|(at, _)| at).chain([path.len()]).collect();
    let mut parts: BTreeSet<&str> = BTreeSet::new();
    for from in ends.iter().filter(|from| before.matches(&path[..**from])) {
        let rest = &path[*from..];
        let name_end = from + rest.find('/').unwrap_or(rest.len());
        let until = ends.iter().filter(|until| (*from..=name_end).contains(*until));
        parts.extend(
            until.filter(|until| after.matches(&path[**until..])).map(|until| &path[*from..*until]),
        );
    }
    let mut names = parts.iter();
    match (names.next(), names.next()) {
        (Some(name), None) => Ok((*name).to_owned()),
        (None, _) => Err(format!("`{path}` does not fit `{pattern}`")),
        (Some(one), Some(other)) => Err(format!(
            "`{path}` has several places for `{{site}}` of `{pattern}`, such as `{one}` and \
             `{other}`; write more of the path into the pattern"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_without_the_endings_that_say_how_it_is_written() {
        for (path, site) in [
            ("alpha.csv", "alpha"),
            ("logs/kentucky.gov.csv.gz", "kentucky.gov"),
            ("kentucky.gov", "kentucky.gov"),
            ("a/b.jsonl.zst", "b"),
            ("caf\u{65}\u{301}.log", "caf\u{e9}"),
        ] {
            assert_eq!(site_of("{file}", "*", path).as_deref(), Ok(site), "{path}");
        }
        assert_eq!(site_of("{file}.example", "*", "a.csv").as_deref(), Ok("a.example"));
        assert!(site_of("{file}", "*", ".csv").is_err());
    }

    #[test]
    fn a_vantage_may_be_called_as_the_folder_is() {
        let of = |template, path| vantage_of(template, path);
        assert_eq!(of("{folder}", "logs/eu/log.csv"), Ok(Some("eu".to_owned())));
        assert_eq!(of("{folder}-{file}", "eu/log.csv.gz"), Ok(Some("eu-log".to_owned())));
        assert_eq!(of("eu", "us/log.csv"), Ok(None));
        for path in ["log.csv", "../log.csv", "/log.csv"] {
            assert!(of("{folder}", path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_pattern_says_where_the_site_stands() {
        for (pattern, path, site) in [
            ("status-{site}.csv", "status-mail.csv", "mail"),
            ("logs/{site}/*.csv", "logs/shop.example/2025-01.csv", "shop.example"),
            ("{site}.csv*", "shop.csv.gz", "shop"),
            ("/data/{site}/log", "/data/web/log", "web"),
        ] {
            assert_eq!(site_of("{site}", pattern, path).as_deref(), Ok(site), "{pattern}");
        }
        let several = site_of("{site}", "*-{site}.csv", "a-b-c.csv").unwrap_err();
        assert!(several.contains("`b-c` and `c`"), "{several}");
    }

    #[test]
    fn the_key_and_the_patterns_must_go_together() {
        let patterns = |pattern: &str| vec![pattern.to_owned()];
        assert_eq!(check(Some("{site}"), &patterns("{site}.csv")), Ok(()));
        assert_eq!(check(Some("{file}"), &patterns("*.csv")), Ok(()));
        assert_eq!(check(Some("{site}"), &patterns("*.csv")).unwrap_err().0, "site");
        assert_eq!(check(Some("shop"), &patterns("{site}.csv")).unwrap_err().0, "files");
        assert_eq!(check(Some("{site}"), &patterns("{site}/{site}.csv")).unwrap_err().0, "files");
    }
}
