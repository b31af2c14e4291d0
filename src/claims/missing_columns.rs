//! Errors of columns that a table of claims lacks: all of them at once, with the lines that answer
//! them.

use crate::claims::claim_columns::COLUMNS;
use crate::files::ReadError;
use crate::model::suggest::{listed, nearest};

/// Columns that must be there, or have a value in the entry for all.
pub(super) const NEEDED: [&str; 4] = ["claimant", "role", "kind", "targets"];

/// Column that must be there and is not.
pub(super) struct MissingColumn {
    pub(super) ours: &'static str,
    /// Name that it should have in the file.
    pub(super) name: String,
}

/// Makes an error of the columns that are missing, with the lines that answer it.
pub(super) fn missing_columns(
    path: &str,
    header: &[String],
    missing: &[MissingColumn],
) -> ReadError {
    let needed = |one: &MissingColumn| match one.name == one.ours {
        true => format!("`{}`", one.ours),
        false => format!("`{}` (named for `{}` in `columns`)", one.name, one.ours),
    };
    // A column with one of our names is that one.
    let is_free = |name: &&str| !COLUMNS.contains(name);
    let near =
        |one: &MissingColumn| nearest(&one.name, header.iter().map(String::as_str).filter(is_free));
    let is_pair = |one: &&MissingColumn| one.name != "claim" || near(one).is_some();
    let pairs: Vec<String> = missing
        .iter()
        .filter(is_pair)
        .map(|one| format!("{} = \"{}\"", one.ours, near(one).unwrap_or("…")))
        .collect();
    let for_all: Vec<String> = missing
        .iter()
        .filter(|one| NEEDED.contains(&one.ours))
        .map(|one| format!("{} = \"…\"", one.ours))
        .collect();
    let meant: Vec<&str> = missing.iter().filter_map(near).collect();
    let meant = match &meant[..] {
        [] => String::new(),
        names => format!("; did you mean {}?", listed(names.iter().copied())),
    };
    let for_all = match &for_all[..] {
        [] => String::new(),
        all => format!(", or for all rows {}", all.join(" and ")),
    };
    let lacks_id = missing.iter().any(|one| one.name == "claim");
    let ids = if lacks_id { "; with `columns`, rows need no ids of their own" } else { "" };
    ReadError::MissingColumn {
        path: path.to_owned(),
        needed: missing.iter().map(needed).collect::<Vec<_>>().join(", "),
        found: listed(header.iter().map(String::as_str)),
        hint: format!(
            "{meant}; {}{for_all} in its [[claims]]{ids}; `corroborate init DIR --claims FILE` \
             proposes that",
            match pairs.is_empty() {
                true => "name the others in `columns`".to_owned(),
                false => format!("write columns = {{ {} }}", pairs.join(", ")),
            }
        ),
    }
}
