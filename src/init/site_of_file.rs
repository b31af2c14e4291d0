//! The site of files that are alike and have no column for it: it may be what their names tell.

use crate::model::Guess;
use std::collections::BTreeSet;

/// Proposes the name of each file for its site, where no column tells it and the files differ by
/// name alone. Names that differ by numbers alone, as those of months do, leave it open.
pub(super) fn propose(guess: &mut Guess) {
    let names: Vec<String> = guess
        .files
        .iter()
        .filter_map(|file| file.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let distinct = |names: BTreeSet<String>| names.len();
    let without_digits = |name: &String| name.replace(|letter: char| letter.is_numeric(), "");
    let tells_sites_apart = names.len() > 1
        && distinct(names.iter().cloned().collect()) == names.len()
        && distinct(names.iter().map(without_digits).collect()) == names.len();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::GuessedKey;

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
        assert_eq!(proposed(&["a/log.csv", "b/log.csv"]), None);
        assert_eq!(proposed(&["pump.csv"]), None);
    }
}
