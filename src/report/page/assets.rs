//! Style and script of the page, which stand in it whole.

use super::columns::LABELS;
use std::sync::LazyLock;

/// Style sheet that stands inline in it.
pub(super) static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}{}", include_str!("templates/page.css"), *LABELS));
/// Script of the page: nothing of what the page says depends on it.
pub(super) const SCRIPT: &str = include_str!("templates/page.js");
