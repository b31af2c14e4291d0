//! The key `layout` of a `[[probes]]` table.

use crate::layouts;
use crate::logs::LayoutSpec;
use crate::model::suggest::hint;

/// The word of our own layout, in CSV or Parquet.
pub(super) const OWN_LAYOUT: &str = "csv";

/// Finds the layout with this word; `None` is our own.
///
/// # Errors
/// Where there is none, with the words that there are.
pub(super) fn layout_named(word: &str) -> Result<Option<&'static LayoutSpec>, String> {
    if word == OWN_LAYOUT {
        return Ok(None);
    }
    let known =
        || std::iter::once(OWN_LAYOUT).chain(layouts::ALL.into_iter().map(|layout| layout.name));
    // All of them: who does not know the word cannot ask for the rest.
    let all = || known().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let wrong = || format!("expected one of {}, found `{word}`{}", all(), hint(word, known()));
    layouts::named(word).map(Some).ok_or_else(wrong)
}
