//! Names of targets in a cell, as people write them.

/// Separator of targets in a cell.
pub(super) const BETWEEN_TARGETS: char = ';';
/// Sign that separates targets where none of them has a blank.
const COMMA: char = ',';

/// Lists the names of targets in a cell: those between `;`, and without one those between commas,
/// where each is one word. A comma in a name of several words may be a part of it.
pub(crate) fn targets_of_cell(cell: &str) -> impl Iterator<Item = &str> {
    let names = |sign: char| cell.split(sign).map(str::trim).filter(|name| !name.is_empty());
    let are_words = || names(COMMA).all(|name| !name.contains(char::is_whitespace));
    let sign = if !cell.contains(BETWEEN_TARGETS) && are_words() { COMMA } else { BETWEEN_TARGETS };
    names(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_separate_targets_of_one_word() {
        let of = |cell| targets_of_cell(cell).collect::<Vec<_>>();
        assert_eq!(of("a.example; b.example;"), ["a.example", "b.example"]);
        assert_eq!(of("a.example, b.example,c"), ["a.example", "b.example", "c"]);
        assert_eq!(of("Smith, Sons & Co"), ["Smith, Sons & Co"]);
        assert_eq!(of("a,b;c"), ["a,b", "c"]);
        assert!(of(" , ").is_empty() && of("").is_empty());
    }
}
