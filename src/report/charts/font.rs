//! The font that the repository ships (Noto Sans, OFL), so that no system font is needed; how text
//! is set, and how wide it is.

use super::chart::ChartError;
use super::palette;
use crate::model::charts::{ChartFont, ColourRole, is_shipped};
use crate::model::safe_text::{FIRST_STRONG_ISOLATE, POP_ISOLATE, is_isolate};
use crate::report::wording::UNITS;
use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use std::cell::RefCell;

/// Noto Sans, upright.
pub(super) const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
/// Noto Sans for titles and headings.
pub(super) const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");
/// The font as SVG names it, and what to take where a viewer lacks it.
const FAMILIES: (&str, &str) = ("Noto Sans", "Open Sans, Arial, Liberation Sans, sans-serif");

/// Width of a text in the widest font that viewers commonly take in place of ours (DejaVu Sans), as
/// a part of its width in ours.
const WIDEST_FALLBACK: f64 = 1.17;

/// Height of a line of Noto Sans over its font size (its ascender and descender); plotters measures
/// by it.
const LINE_HEIGHT: f64 = 1.362;

/// Height of the small letters of Noto Sans over its font size.
const X_HEIGHT: f64 = 0.536;

thread_local! {
    /// Fonts of the chart that this thread draws, beside the shipped one.
    static OWN: RefCell<Vec<ChartFont>> = const { RefCell::new(Vec::new()) };
}

/// Draws in fonts beside the shipped one; in the shipped one alone where there are none.
pub(super) fn in_fonts<T>(fonts: &[ChartFont], draw: impl FnOnce() -> T) -> T {
    let before = OWN.replace(fonts.to_vec());
    let drawn = draw();
    OWN.set(before);
    drawn
}

/// Returns the families of the chart that this thread draws, as SVG names them: before the shipped
/// one those with all letters of English text, behind it those of other scripts.
pub(super) fn families() -> String {
    OWN.with_borrow(|own| {
        let quoted = |has_english: bool| {
            let of_kind = own.iter().filter(move |font| font.has_english == has_english);
            of_kind.map(|font| format!("'{}'", font.family))
        };
        let (shipped, fallbacks) = FAMILIES;
        let named = quoted(true).chain([shipped.to_owned()]).chain(quoted(false));
        let mut families: Vec<String> = Vec::new();
        for family in named.chain([fallbacks.to_owned()]) {
            // A bold font has the family of its regular one.
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families.join(", ")
    })
}

/// Returns the width of a letter in the font of an editor's own that writes it, for one pixel of
/// font size; `None` where none does.
fn own_width(letter: char, weight: Weight) -> Option<f64> {
    OWN.with_borrow(|own| {
        let writes = |font: &&ChartFont| font.has_english && font.has(letter);
        let is_of_weight = |font: &&ChartFont| font.is_bold == (weight == Weight::Bold);
        let first = own.iter().find(writes)?;
        let mut of_family = own.iter().filter(writes).filter(|font| font.family == first.family);
        of_family.find(is_of_weight).unwrap_or(first).width(letter)
    })
}

/// Factor by which text is measured larger: plotters measures in whole pixels.
const MEASURING_SCALE: f64 = 32.0;

/// Part of a text that lies at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Start of the text: the text is to the right of the point.
    Start,
    /// Middle of the text.
    Middle,
    /// End of the text: the text is to the left of the point.
    End,
}

impl Anchor {
    /// Returns the value of `text-anchor` in SVG.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// Weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextStyle {
    /// Font size in pixels.
    pub(super) px: f64,
    pub(super) weight: Weight,
    /// Colour of the letters.
    pub(super) colour: ColourRole,
    /// Part of a text that lies at its point.
    pub(super) anchor: Anchor,
}

/// Title of a chart.
pub(super) const TITLE: TextStyle = TextStyle::new(19.0, Weight::Bold);
/// Names of rows, of axes and of the legend.
pub(super) const LABEL: TextStyle = TextStyle::new(13.0, Weight::Regular);
/// Heads of groups.
pub(super) const HEAD: TextStyle = TextStyle::new(13.0, Weight::Bold);
/// Ticks and the source line.
pub(super) const SMALL: TextStyle = TextStyle::new(12.0, Weight::Regular);

impl TextStyle {
    /// Returns black text that starts at its point.
    const fn new(px: f64, weight: Weight) -> TextStyle {
        TextStyle { px, weight, colour: palette::BLACK, anchor: Anchor::Start }
    }

    /// Returns a style with another colour.
    pub(super) fn colour(self, colour: ColourRole) -> TextStyle {
        TextStyle { colour, ..self }
    }

    /// Returns a style with another anchor.
    pub(super) fn anchor(self, anchor: Anchor) -> TextStyle {
        TextStyle { anchor, ..self }
    }

    /// Returns the pixels from the middle of the small letters down to their line, for a text that
    /// is set about its middle.
    pub(super) fn sink(self) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
        let sink = (self.px * X_HEIGHT / 2.0).round() as i32;
        sink
    }

    /// Returns the width that text keeps in whatever font a viewer sets it, in pixels: nothing
    /// overlaps or is cut. `None` where the shipped font lacks a letter: the text then keeps the
    /// shape that another font gives it, and has ample room.
    pub(super) fn fixed_width(self, text: &str) -> Option<f64> {
        let shipped = text.chars().all(is_shipped);
        shipped.then(|| self.exact_width(text)).filter(|width| *width > 0.0)
    }

    /// Returns the width of text in whole pixels, rounded up.
    pub(super) fn width(self, text: &str) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "a width in pixels")]
        let width = self.exact_width(text).ceil() as i32;
        width
    }

    /// Returns the room in whole pixels that a text takes in a viewer without the shipped font.
    pub(super) fn room(self, text: &str) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "a width in pixels")]
        let room = (self.exact_width(text) * WIDEST_FALLBACK).ceil() as i32;
        room
    }

    /// Returns the width of text in pixels. A letter that the font lacks is taken for as wide as it
    /// is high: hardly any is wider.
    fn exact_width(self, text: &str) -> f64 {
        let (mut shipped, mut own, mut foreign) = (String::new(), 0.0, 0_u32);
        for letter in text.chars().filter(|letter| !is_isolate(*letter)) {
            match is_shipped(letter).then(|| own_width(letter, self.weight)) {
                None => foreign += 1,
                Some(Some(width)) => own += width,
                Some(None) => shipped.push(letter),
            }
        }
        let beside = own * self.px + self.px * f64::from(foreign);
        if shipped.is_empty() {
            return beside;
        }
        let style = match self.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let size = self.px * LINE_HEIGHT * MEASURING_SCALE;
        let font = FontDesc::new(FontFamily::Name(FAMILIES.0), size, style);
        // Where the font is missing, drawing has failed already.
        let shipped_width =
            font.box_size(&shipped).map_or(0.0, |(width, _)| f64::from(width) / MEASURING_SCALE);
        shipped_width + beside
    }

    /// Returns the text, cut off with `…` between two characters where it is wider than `room`.
    pub(super) fn fitted(self, text: &str, room: i32) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let cut = |end: usize| format!("{}…", closed(text[..end].trim_end()));
        // Each letter more makes the text wider, so that a few trials find the last that fits,
        // however long it is.
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let fitting = ends.partition_point(|end| self.width(&cut(*end)) <= room);
        ends[..fitting].last().map_or_else(String::new, |end| cut(*end))
    }

    /// Returns the text in lines no wider than `room`, broken at spaces.
    pub(super) fn lines(self, text: &str, room: i32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in unbroken(text) {
            let word = word.as_str();
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if self.room(&longer) <= room {
                    *line = longer;
                    continue;
                }
            }
            lines.push(self.fitted(word, room));
        }
        isolated_by_line(lines)
    }
}

/// Lists the words of a text; a number and its unit are one, and so is a length of two units.
fn unbroken(text: &str) -> Vec<String> {
    let is_unit = |word: &str| UNITS.contains(&word.trim_end_matches(['.', ',', ';', ':', ')']));
    let ends_in_unit = |words: &str| words.rsplit_once(' ').is_some_and(|(_, last)| is_unit(last));
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let number = words
            .pop_if(|before| is_unit(word) && before.ends_with(|sign: char| sign.is_ascii_digit()));
        let Some(number) = number else {
            words.push(word.to_owned());
            continue;
        };
        let first = words.pop_if(|before| {
            let is_bare = number.bytes().all(|sign| sign.is_ascii_digit());
            is_bare && ends_in_unit(before) && !before.ends_with([',', ';', ':', ')'])
        });
        words.push(match first {
            Some(first) => format!("{first} {number} {word}"),
            None => format!("{number} {word}"),
        });
    }
    words
}

/// Returns a text with its last isolate closed.
fn closed(text: &str) -> String {
    let is_open = |c: char| c == FIRST_STRONG_ISOLATE;
    match text.chars().rev().find(|c| is_isolate(*c)) {
        Some(last) if is_open(last) => format!("{text}{POP_ISOLATE}"),
        _ => text.to_owned(),
    }
}

/// Returns the lines of a text, with an isolate that goes over several lines closed and opened
/// again at the ends of each.
fn isolated_by_line(lines: Vec<String>) -> Vec<String> {
    let mut is_open = false;
    let mut isolated = Vec::with_capacity(lines.len());
    for line in lines {
        let begun = if is_open { format!("{FIRST_STRONG_ISOLATE}{line}") } else { line };
        let whole = closed(&begun);
        is_open = whole != begun;
        isolated.push(whole);
    }
    isolated
}

/// Makes the font known to plotters.
///
/// # Errors
/// Where plotters cannot read it.
pub(super) fn register() -> Result<(), ChartError> {
    register_font(FAMILIES.0, FontStyle::Normal, REGULAR).map_err(|_| ChartError::Font)?;
    register_font(FAMILIES.0, FontStyle::Bold, BOLD).map_err(|_| ChartError::Font)
}
