//! The site of files that are alike and have no column for it: it may be what their names tell.

use crate::clock::Instant;
use crate::init::files::site_pattern;
use crate::init::keys::column_keys::ONE_VANTAGE;
use crate::init::toml_text::quoted;
use crate::init::words::cell_kinds::is_address;
use crate::model::{Guess, GuessedKey};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Proposes the name of each file for its site, where no column tells it and the files differ by
/// name alone. Names that differ by numbers alone, as those of months do, leave it open.
pub(in crate::init) fn propose(guess: &mut Guess) {
    let names = names(guess);
    let tells_sites_apart = are_apart(&names);
    let asks = guess.keys.iter().any(|key| key.key == "site" && key.value.is_none());
    if let Some(pattern) = site_pattern::find(&guess.files).filter(|_| asks) {
        for key in guess.keys.iter_mut().filter(|key| key.key == "site") {
            key.value = Some("\"{site}\"".to_owned());
            key.why = "no column tells the site, and the paths differ where `{site}` stands in \
                `files`: that part is taken for it; write one site's id, and the files one by one, \
                if all are of one"
                .to_owned();
        }
        guess.pattern = Some(pattern);
        return;
    }
    for key in guess.keys.iter_mut().filter(|key| key.key == "site" && key.value.is_none()) {
        if tells_sites_apart {
            key.value = Some("\"{file}\"".to_owned());
            key.why = "no column tells the site, and each file has a name of its own: it is taken \
                for the site; write one site's id if all files are of one"
                .to_owned();
        } else if names.len() > 1 {
            key.why.push_str("; or \"{file}\" where the name of each file is its site");
        }
    }
}

/// Sites of the first rows of a file, and their first and last moment.
pub(in crate::init) struct SitesOfFile {
    sites: BTreeSet<String>,
    /// `None` where no row has a moment.
    times: Option<(Instant, Instant)>,
}

impl SitesOfFile {
    /// Takes them from the proposal of a file.
    pub(in crate::init) fn of(guess: &Guess) -> SitesOfFile {
        let times = guess.cadence.as_ref().and_then(|cadence| cadence.times);
        SitesOfFile { sites: guess.sites.clone(), times }
    }

    /// Says whether both files have some sites at the same time: more than one, or all of one file,
    /// for half of the time of one of them or longer. Those of months follow one another.
    fn is_beside(&self, other: &SitesOfFile) -> bool {
        let Some(((from, until), (begin, end))) = self.times.zip(other.times) else { return false };
        let shared = until.min(end).since(from.max(begin));
        let shorter = until.since(from).min(end.since(begin));
        let common = self.sites.intersection(&other.sites).count();
        let fewer = self.sites.len().min(other.sites.len());
        common > 0 && (common > 1 || common == fewer) && shared > 0 && shared * 2 >= shorter
    }
}

/// Asks for the vantages of files that have the same sites each and names of their own, or some
/// sites at the same time: each may be of another place. `files` are the sites of each.
pub(in crate::init) fn ask_for_vantages(guess: &mut Guess, files: &[SitesOfFile]) {
    let has_the_same = |file: &SitesOfFile| {
        !file.sites.is_empty() && files.first().is_some_and(|first| first.sites == file.sites)
    };
    let is_said = guess.keys.iter().any(|key| key.key == "format")
        || guess.seen.iter().any(|seen| seen == ONE_VANTAGE);
    let are_alike = files.iter().all(has_the_same);
    let are_beside = || {
        let mut pairs = files
            .iter()
            .enumerate()
            .flat_map(|(at, one)| files[at + 1..].iter().map(move |other| (one, other)));
        pairs.any(|(one, other)| one.is_beside(other))
    };
    let (names, folders) = (names(guess), folders(guess));
    let is_asked = are_alike && are_apart(&names) || are_beside();
    if !is_said || !is_asked {
        return;
    }
    let are_distinct = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let (whose, written) = match are_apart(&names) || folders.len() < 2 && are_distinct {
        true => ("a name of its own", "{file}"),
        // Several files of one folder are those of one place.
        false if folders.len() > 1 => ("a folder of its own or of its place", "{folder}"),
        false => return,
    };
    let same = if are_alike { "the same sites" } else { "sites that another has, too" };
    let why = format!(
        "each of these files has {same}, and {whose}: write \"{written}\" if each is of another \
         place, and one name, such as \"zurich\", if all are of one; if each is another check of \
         the sites, such as a ping and a page, or of other machines of theirs, write an incident \
         for each: together, what one of them saw fail counts as up where the other did not"
    );
    guess.keys.push(GuessedKey::open("vantage", why));
}

/// Says that the only site of an export is called as its file is, because no row names it; `None`
/// where it is an address, or rows name it.
pub(in crate::init) fn named_by_file(path: &Path, sites: &BTreeSet<String>) -> Option<String> {
    let only = sites.first().filter(|_| sites.len() == 1)?;
    let name = path.file_name()?.to_str()?;
    let ending = name.strip_prefix(only.as_str()).filter(|ending| ending.starts_with('.'))?;
    (!is_address(only)).then(|| {
        format!(
            "no row names its site, which is called `{only}` as its file is: where the site has \
             another name, give it to the file, such as {}",
            quoted(&format!("portal.example{ending}"))
        )
    })
}

/// Lists the names of the files of a proposal.
fn names(guess: &Guess) -> Vec<String> {
    let names = guess.files.iter().filter_map(|file| file.file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Lists the names of the folders that the files of a proposal lie in, each once; empty where one
/// has none.
fn folders(guess: &Guess) -> Vec<String> {
    let name = |file: &PathBuf| Some(file.parent()?.file_name()?.to_string_lossy().into_owned());
    let all: Option<BTreeSet<String>> = guess.files.iter().map(name).collect();
    all.unwrap_or_default().into_iter().collect()
}

/// Says whether names differ from one another, by more than numbers.
fn are_apart(names: &[String]) -> bool {
    let distinct = |names: BTreeSet<String>| names.len();
    let without_digits = |name: &String| name.replace(|letter: char| letter.is_numeric(), "");
    names.len() > 1
        && distinct(names.iter().cloned().collect()) == names.len()
        && distinct(names.iter().map(without_digits).collect()) == names.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(files: &[&str]) -> Option<String> {
        let site = GuessedKey::open("site", "");
        let mut guess = Guess {
            files: files.iter().map(Into::into).collect(),
            keys: vec![site],
            ..Guess::default()
        };
        propose(&mut guess);
        guess.keys.remove(0).value
    }

    #[test]
    fn files_of_the_same_sites_may_be_of_other_places() {
        // Each file with its sites and the minutes of its first and last row.
        let asked = |files: &[(&str, &[&str], [i64; 2])]| -> Option<&str> {
            let mut guess = Guess {
                files: files.iter().map(|(path, ..)| path.into()).collect(),
                seen: vec![ONE_VANTAGE.to_owned()],
                ..Guess::default()
            };
            let of = |(_, sites, [from, until]): &(&str, &[&str], [i64; 2])| SitesOfFile {
                sites: sites.iter().map(ToString::to_string).collect(),
                times: Some((Instant(*from), Instant(*until))),
            };
            ask_for_vantages(&mut guess, &files.iter().map(of).collect::<Vec<_>>());
            let why = guess.keys.pop()?.why;
            ["{file}", "{folder}"].into_iter().find(|place| why.contains(place))
        };
        let dam: &[&str] = &["dam"];
        let (all, some): (&[&str], &[&str]) = (&["dam", "mill", "weir"], &["dam", "mill"]);
        let of = |one, other| asked(&[(one, dam, [0, 90]), (other, dam, [5, 95])]);
        assert_eq!(of("berlin.csv", "rome.csv"), Some("{file}"));
        assert_eq!(of("probe1.csv", "probe2.csv"), Some("{file}"));
        assert_eq!(of("eu/log.csv", "us/log.csv"), Some("{folder}"));
        assert_eq!(
            asked(&[
                ("eu/05.csv", dam, [0, 90]),
                ("eu/06.csv", dam, [90, 180]),
                ("us/05.csv", dam, [0, 90])
            ]),
            Some("{folder}")
        );
        assert_eq!(asked(&[("a.csv", all, [0, 90]), ("b.csv", some, [0, 90])]), Some("{file}"));
        let later = |one, other| asked(&[(one, dam, [0, 90]), (other, dam, [89, 180])]);
        assert_eq!(later("2023-05/log.csv", "2023-06/log.csv"), None);
        assert_eq!(later("log-05.csv", "log-06.csv"), None);
        assert_eq!(later("old/log.csv", "new/log.csv"), None);
        let others = ("us/log.csv", &["mill"][..], [0, 90]);
        assert_eq!(asked(&[("eu/log.csv", dam, [0, 90]), others]), None);
    }

    #[test]
    fn names_that_differ_are_sites_and_those_of_months_are_not() {
        assert_eq!(proposed(&["pump.csv", "mill.csv"]).as_deref(), Some("\"{file}\""));
        assert_eq!(proposed(&["log-2023-01.csv", "log-2023-02.csv"]), None);
        assert_eq!(proposed(&["a/log.csv", "b/log.csv"]).as_deref(), Some("\"{site}\""));
        assert_eq!(proposed(&["a/dam.csv", "b/dam.csv", "b/mill.csv"]), None);
        assert_eq!(proposed(&["pump.csv"]), None);
    }
}
