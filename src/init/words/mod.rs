//! Which headings, cells and dates do we know by their words?

pub(super) mod cell_kinds;
pub(super) mod inverted;
pub(super) mod known_words;
pub(super) mod word_lists;
pub(super) mod worded_dates;
