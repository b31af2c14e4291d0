//! How counts, moments and shares are put into words.

use std::fmt::Display;

/// A count with its noun: `1 site`, `3 sites`.
pub(super) fn plural<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{}{ending}", format_args!("{count} {noun}"))
}
