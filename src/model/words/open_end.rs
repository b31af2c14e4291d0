//! Words in place of an end that has not come.

/// Texts for an end that has not come, in small letters.
const OPEN: [&str; 18] = [
    "",
    "-",
    "–",
    "—",
    "ongoing",
    "open",
    "still down",
    "down",
    "now",
    "present",
    "active",
    "unresolved",
    "n/a",
    "none",
    "null",
    "laufend",
    "en cours",
    "en curso",
];

/// Says whether the cell for an end says that it has not come, in any letters.
pub(crate) fn is_open_end(cell: &str) -> bool {
    OPEN.contains(&cell.trim().to_lowercase().as_str())
}
