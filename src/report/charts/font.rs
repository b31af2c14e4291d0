//! The font that the repository ships (Noto Sans, OFL), so that no system font is needed; how wide
//! words are.

use super::ChartError;
use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

/// Noto Sans, upright.
pub(super) const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
/// Noto Sans, bold.
pub(super) const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");
/// The font as SVG names it, with what to take where a viewer lacks it.
pub(super) const FAMILY: &str = "Noto Sans, DejaVu Sans, Arial, sans-serif";

/// Height of a line of Noto Sans over its font size (its ascender and descender); plotters measures
/// by it.
const LINE_HEIGHT: f64 = 1.362;

/// plotters measures in whole pixels: words are measured so many times larger.
const FINER: f64 = 32.0;

/// How words are set.
#[derive(Clone, Copy)]
pub(super) struct Face {
    /// Font size in pixels.
    pub(super) px: f64,
    /// Upright or bold.
    pub(super) style: FontStyle,
}

/// A chart's title.
pub(super) const TITLE: Face = Face { px: 19.0, style: FontStyle::Bold };
/// Names of rows, of axes and of the legend.
pub(super) const LABEL: Face = Face { px: 13.0, style: FontStyle::Normal };
/// Heads of groups.
pub(super) const HEAD: Face = Face { px: 13.0, style: FontStyle::Bold };
/// Ticks and the source line.
pub(super) const SMALL: Face = Face { px: 12.0, style: FontStyle::Normal };

impl Face {
    /// Width that words keep in whatever font a viewer sets them: nothing overlaps or is cut. `None`
    /// where the shipped font lacks a letter: words then keep the shape that another font gives
    /// them, and have ample room.
    pub(super) fn fixed_width(self, words: &str) -> Option<f64> {
        let shipped = words.chars().all(shipped);
        shipped.then(|| self.exact(words)).filter(|width| *width > 0.0)
    }

    /// Width of words in pixels; a letter of another font is taken for as wide as it is high, and
    /// hardly any is wider.
    pub(super) fn exact(self, words: &str) -> f64 {
        let unknown = words.chars().filter(|c| !shipped(*c)).count();
        if unknown > 0 {
            let known: String = words.chars().filter(|c| shipped(*c)).collect();
            #[expect(clippy::cast_precision_loss, reason = "a count of letters")]
            return self.exact(&known) + self.px * unknown as f64;
        }
        let font =
            FontDesc::new(FontFamily::Name(FAMILY), self.px * LINE_HEIGHT * FINER, self.style);
        // Where the font is missing, drawing has failed already.
        font.box_size(words).map_or(0.0, |(width, _)| f64::from(width) / FINER)
    }

    /// The same in whole pixels, rounded up.
    pub(super) fn width(self, words: &str) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "a width in pixels")]
        let width = self.exact(words).ceil() as i32;
        width
    }

    /// The words, cut off with `…` by characters where they are wider than `room`.
    pub(super) fn fitted(self, words: &str, room: i32) -> String {
        if self.width(words) <= room {
            return words.to_owned();
        }
        let cut = |end: usize| format!("{}…", words[..end].trim_end());
        // Each letter more makes the words wider, so that a few probes find the last that fits,
        // however long they are.
        let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
        let fitting = ends.partition_point(|end| self.width(&cut(*end)) <= room);
        ends[..fitting].last().map_or_else(String::new, |end| cut(*end))
    }

    /// The words in lines no wider than `room`, broken at spaces.
    pub(super) fn lines(self, words: &str, room: i32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words.split_whitespace() {
            let longer = lines
                .last()
                .map(|line| format!("{line} {word}"))
                .filter(|longer| self.width(longer) <= room);
            match (longer, lines.last_mut()) {
                (Some(longer), Some(line)) => *line = longer,
                _ => lines.push(self.fitted(word, room)),
            }
        }
        lines
    }
}

/// Whether a letter is surely in the shipped font: Latin, Greek, Cyrillic, and the signs of text.
pub(super) fn shipped(letter: char) -> bool {
    matches!(letter, '\0'..='\u{52f}' | '\u{1e00}'..='\u{218f}')
}

/// Makes the font known to plotters.
pub(super) fn register() -> Result<(), ChartError> {
    register_font(FAMILY, FontStyle::Normal, REGULAR).map_err(|_| ChartError::Font)?;
    register_font(FAMILY, FontStyle::Bold, BOLD).map_err(|_| ChartError::Font)
}
