//! Font files: whether they are fonts, and which letters they have.

use crate::model::charts::{ChartFont, is_shipped};
use std::collections::BTreeMap;
use std::sync::Arc;
use ttf_parser::name_id::{FAMILY, TYPOGRAPHIC_FAMILY};
use ttf_parser::{Face, fonts_in_collection};

/// Letters, digits and signs of English text on a chart.
const ENGLISH: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:;,.()%";
/// Last letter that is looked for: what lies behind is no letter of a script.
const LAST_LETTER: u32 = 0x3_FFFF;

/// Reads a font from the bytes of its file.
///
/// # Errors
/// Where the bytes are no font that charts can be drawn with: what they are, and what to give
/// instead.
pub(super) fn read(bytes: &[u8]) -> Result<ChartFont, String> {
    let instead = "give a TrueType or OpenType font (.ttf or .otf)";
    match bytes.get(..4) {
        Some(b"wOFF" | b"wOF2") => {
            return Err("it is a font packed for the web; give the .ttf or .otf of it".to_owned());
        }
        _ if fonts_in_collection(bytes).is_some() => {
            return Err("it is a collection of fonts; give one font as a .ttf or .otf".to_owned());
        }
        _ => {}
    }
    let face = Face::parse(bytes, 0).map_err(|why| format!("it is no font ({why}); {instead}"))?;
    let family = family(&face).ok_or_else(|| format!("the font has no name; {instead}"))?;
    let mut widths = BTreeMap::new();
    for letter in (u32::from(' ')..=LAST_LETTER).filter_map(char::from_u32) {
        let glyph = face.glyph_index(letter);
        if let Some(width) = glyph.and_then(|glyph| face.glyph_hor_advance(glyph)) {
            widths.insert(letter, width);
        }
    }
    let has_english = ENGLISH.chars().all(|letter| widths.contains_key(&letter));
    if !has_english && widths.keys().all(|letter| is_shipped(*letter)) {
        return Err(format!(
            "the font {family} has no letters that the shipped one lacks, and not all of English \
             text; give a font for text"
        ));
    }
    let units_per_em = face.units_per_em().max(1);
    let (is_bold, widths) = (face.is_bold(), Arc::new(widths));
    Ok(ChartFont { family, is_bold, has_english, bytes: bytes.into(), units_per_em, widths })
}

/// Returns the name of the family of a font, fit to stand in quotes; `None` where it has none.
fn family(face: &Face<'_>) -> Option<String> {
    let named = |id: u16| {
        let names = face.names().into_iter().filter(|name| name.name_id == id);
        names.filter_map(|name| name.to_string()).find(|name| !name.trim().is_empty())
    };
    let name = named(TYPOGRAPHIC_FAMILY).or_else(|| named(FAMILY))?;
    let is_plain =
        |letter: &char| !letter.is_control() && !matches!(letter, '\'' | '"' | '\\' | ',');
    let plain: String = name.chars().filter(is_plain).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}
