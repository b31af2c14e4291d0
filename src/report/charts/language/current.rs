//! The language of the chart that is drawn.

use super::chart_words::ChartWords;
use super::english::English;
use super::german::German;
use crate::model::charts::ChartLanguage;
use std::cell::Cell;

thread_local! {
    /// Language of the chart that this thread draws.
    static CURRENT: Cell<&'static dyn ChartWords> = const { Cell::new(&English) };
}

/// Draws in a language; in English where none is asked for.
pub(in crate::report::charts) fn in_language<T>(
    language: Option<ChartLanguage>,
    draw: impl FnOnce() -> T,
) -> T {
    let before = CURRENT.replace(match language {
        Some(ChartLanguage::German) => &German,
        Some(ChartLanguage::English) | None => &English,
    });
    let drawn = draw();
    CURRENT.set(before);
    drawn
}

/// Returns the words of the chart that this thread draws.
pub(in crate::report::charts) fn words() -> &'static dyn ChartWords {
    CURRENT.get()
}
