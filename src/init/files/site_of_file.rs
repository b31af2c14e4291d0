//! The site of files that are alike and have no column for it: it may be what their names tell.

use crate::init::files::site_pattern;
use crate::init::keys::column_keys::ONE_VANTAGE;
use crate::init::toml_text::quoted;
use crate::init::words::cell_kinds::is_address;
use crate::model::{Guess, GuessedKey};
use std::collections::BTreeSet;
use std::path::Path;

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

/// Asks for the vantages of files that have the same sites each, and names of their own: each may
/// be of another place. `sites` are those of each file.
pub(in crate::init) fn ask_for_vantages(guess: &mut Guess, sites: &[BTreeSet<String>]) {
    let has_the_same = |set: &BTreeSet<String>| Some(set) == sites.first();
    let are_alike = sites.iter().all(|set| !set.is_empty() && has_the_same(set));
    let is_one_vantage = guess.seen.iter().any(|seen| seen == ONE_VANTAGE);
    if are_alike && is_one_vantage && are_apart(&names(guess)) {
        let why = "each of these files has the same sites, and a name of its own: write \"{file}\" \
            if each is of another place, and one name, such as \"zurich\", if all are of one; if \
            each is another check of the sites, such as a ping and a page, write an incident for \
            each: together, what one of them saw fail counts as up where the other did not";
        guess.keys.push(GuessedKey::open("vantage", why));
    }
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
    fn names_that_differ_are_sites_and_those_of_months_are_not() {
        assert_eq!(proposed(&["pump.csv", "mill.csv"]).as_deref(), Some("\"{file}\""));
        assert_eq!(proposed(&["log-2023-01.csv", "log-2023-02.csv"]), None);
        assert_eq!(proposed(&["a/log.csv", "b/log.csv"]).as_deref(), Some("\"{site}\""));
        assert_eq!(proposed(&["a/dam.csv", "b/dam.csv", "b/mill.csv"]), None);
        assert_eq!(proposed(&["pump.csv"]), None);
    }
}
