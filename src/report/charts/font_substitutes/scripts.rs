//! Names of scripts by their letters, for those who look for a font that has them.

use std::collections::BTreeSet;

/// Scripts that names are often in and the shipped font lacks: first and last letter of each block.
const SCRIPTS: [(u32, u32, &str); 20] = [
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Korean"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x3040, 0x30FF, "Japanese"),
    (0x3400, 0x9FFF, "Chinese"),
    (0xAC00, 0xD7AF, "Korean"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFEFC, "Arabic"),
    (0x2_0000, 0x3_FFFF, "Chinese"),
];

/// Names the scripts of letters, each once, by the alphabet; `other` for letters of no script here.
pub(super) fn scripts_of(letters: impl Iterator<Item = char>) -> BTreeSet<&'static str> {
    let script = |letter: char| {
        let code = u32::from(letter);
        let of = SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
        of.map_or("other", |(.., name)| name)
    };
    letters.map(script).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_of_scripts() {
        let of = |text: &str| scripts_of(text.chars()).into_iter().collect::<Vec<_>>();
        assert_eq!(of("北京هیأתש"), ["Arabic", "Chinese", "Hebrew"]);
        assert_eq!(of("☂"), ["other"]);
    }
}
