//! Style and script of the page, which stand in it whole.

/// Style sheet that stands inline in it.
pub(super) const STYLE: &str = include_str!("templates/page.css");
/// Script of the page: nothing of what the page says depends on it.
pub(super) const SCRIPT: &str = include_str!("templates/page.js");
