//! The language of the chart that is drawn.

use super::chart_words::ChartWords;
use super::english::English;
use std::cell::Cell;

thread_local! {
    /// Language of the chart that this thread draws.
    static CURRENT: Cell<&'static dyn ChartWords> = const { Cell::new(&English) };
}

/// Draws in a language.
pub(in crate::report::charts) fn in_language<T>(
    language: &'static dyn ChartWords,
    draw: impl FnOnce() -> T,
) -> T {
    let before = CURRENT.replace(language);
    let drawn = draw();
    CURRENT.set(before);
    drawn
}

/// Returns the words of the chart that this thread draws.
pub(in crate::report::charts) fn words() -> &'static dyn ChartWords {
    CURRENT.get()
}
