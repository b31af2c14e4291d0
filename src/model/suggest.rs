//! The nearest known name, for what cannot be found.

use super::foreign::is_harmful;
use super::name_spelling::spelled;

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
