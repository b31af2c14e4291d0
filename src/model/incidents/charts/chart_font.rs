//! Fonts of charts that were read from a file.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Font of charts: its file, and what is known of its letters.
#[derive(Clone, PartialEq, Eq)]
pub struct ChartFont {
    /// Name of the family, as SVG names it.
    pub family: String,
    /// Whether its letters are bold.
    pub is_bold: bool,
    /// Whether it has all letters, digits and signs of English text: it is taken before the shipped
    /// font then, else for the letters that the shipped one lacks.
    pub has_english: bool,
    /// Bytes of the file.
    pub bytes: Arc<[u8]>,
    /// Units of the font that are as wide as it is high; at least 1.
    pub units_per_em: u16,
    /// Width of each letter that it has, in its units.
    pub widths: Arc<BTreeMap<char, u16>>,
}

impl ChartFont {
    /// Says whether the font has a letter.
    pub fn has(&self, letter: char) -> bool {
        self.widths.contains_key(&letter)
    }

    /// Returns the width of a letter for one pixel of font size; `None` where it lacks the letter.
    pub fn width(&self, letter: char) -> Option<f64> {
        let width = self.widths.get(&letter)?;
        Some(f64::from(*width) / f64::from(self.units_per_em.max(1)))
    }
}

/// Says whether a letter is surely in the shipped font: Latin, Greek, Cyrillic, and the signs of
/// text.
pub fn is_shipped(letter: char) -> bool {
    matches!(letter, '\0'..='\u{52f}' | '\u{1e00}'..='\u{218f}' | '\u{fffd}')
}

impl fmt::Debug for ChartFont {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bytes, letters) = (self.bytes.len(), self.widths.len());
        write!(to, "ChartFont({}, {bytes} bytes, {letters} letters)", self.family)
    }
}
