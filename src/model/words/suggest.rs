//! The nearest known name, for what cannot be found.

use super::name_spelling::spelled;
use super::safe_text::is_harmful;

/// Least likeness, from 0 to 1, of a known name that is suggested.
const ALIKE: f64 = 0.75;

/// Least likeness, from 0 to 1, of a known name to one that is a misspelling of it.
const MISSPELT: f64 = 0.9;

/// Finds the known name that `name` is meant to be, spelled wrong; `None` where it is a name of its
/// own.
pub(crate) fn misspelt<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let near = nearest(name, known)?;
    let alike = strsim::jaro_winkler(&near.to_lowercase(), &name.to_lowercase());
    (alike >= MISSPELT).then_some(near)
}

/// Finds the known name that is most like `name`, where one is like it at all.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&known.to_lowercase(), &lower), known))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .filter(|(alike, _)| *alike >= ALIKE)
        .map(|(_, known)| known)
}

/// Suggests the nearest known name in words, behind the unknown one: ` (did you mean `x`?)`; empty
/// where none is near.
pub(crate) fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = nearest(name, known);
    near.map(|near| format!(" (did you mean `{}`?)", short(near))).unwrap_or_default()
}

/// Lists names in words: `` `a`, `b`, 3 more ``; at most twelve by name.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    let mut words: Vec<String> =
        names.iter().take(SHOWN).map(|name| format!("`{}`", short(&spelled(name)))).collect();
    if names.len() > SHOWN {
        words.push(format!("{} more", names.len() - SHOWN));
    }
    words.join(", ")
}

/// Shortens a name to forty letters, without control characters.
pub(crate) fn short(name: &str) -> String {
    const LETTERS: usize = 40;
    let shown = |c| if is_harmful(c) { '\u{fffd}' } else { c };
    let clean: String = name.chars().take(LETTERS).map(shown).collect();
    if name.chars().count() > LETTERS { format!("{clean}…") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_is_like_a_known_one_gets_a_suggestion() {
        assert_eq!(nearest("shop", ["stop", "bank"]), Some("stop"));
        // Three of four letters are shared, in another order: two thirds alike.
        assert_eq!(nearest("news", ["sewn"]), None);
        assert_eq!(hint("news", ["sewn"]), "");
    }

    #[test]
    fn the_first_by_letters_of_two_as_near_is_suggested() {
        assert_eq!(nearest("ab", ["abd", "abc"]), Some("abc"));
        assert_eq!(nearest("ab", ["abc", "abd"]), Some("abc"));
    }

    #[test]
    fn twelve_names_are_listed_and_more_are_counted() {
        let names: Vec<String> = (0..13).map(|number| format!("n{number}")).collect();
        let of = |count: usize| listed(names[..count].iter().map(String::as_str));
        assert!(of(12).ends_with("`n10`, `n11`"), "{}", of(12));
        assert!(of(13).ends_with("`n11`, 1 more"), "{}", of(13));
    }

    #[test]
    fn forty_letters_are_shown_and_more_are_cut() {
        let (whole, longer) = ("a".repeat(40), "a".repeat(41));
        assert_eq!(short(&whole), whole);
        assert_eq!(short(&longer), format!("{whole}…"));
    }
}
