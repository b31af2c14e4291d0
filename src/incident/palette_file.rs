//! Files of colours for charts: TOML with a colour for each part.

use crate::files::settings::setting;
use crate::files::{ReadError, ReadInput, read_whole};
use crate::model::charts::{ColourRole, Palette, Rgb};
use crate::model::suggest::{hint, short};
use crate::model::{InputRole, shown_path};
use std::collections::BTreeMap;
use std::path::Path;

/// Least contrast of text, and of marks, with the ground.
const LEAST_OF_TEXT: f64 = 4.5;
const LEAST_OF_MARKS: f64 = 2.0;

/// States that stand side by side in one bar, and so must differ.
const STATES: [ColourRole; 5] =
    [ColourRole::Down, ColourRole::Possible, ColourRole::Up, ColourRole::Partial, ColourRole::Work];

/// Reads the colours of a file; `shown` is its path for readers.
///
/// # Errors
/// Where the file cannot be read, where it names a part that charts do not have, or where a colour
/// has too little contrast.
pub(super) fn read(path: &Path, shown: &str) -> Result<ReadInput<Palette>, ReadError> {
    let ReadInput { content, input } = read_whole(path, shown, InputRole::Colours)?;
    let file = shown_path(path);
    let text = String::from_utf8(content).map_err(|_| ReadError::NotUtf8(file.clone()))?;
    let palette = palette(&text, &file).map_err(|why| why.placed(&file, &text))?;
    Ok(ReadInput { content: palette, input })
}

/// Reads the colours of the text of a file.
fn palette(text: &str, file: &str) -> Result<Palette, ReadError> {
    let written: BTreeMap<String, toml::Value> =
        toml::from_str(text).map_err(|error| ReadError::toml(file, text, &error))?;
    let mut given = Vec::new();
    for (word, value) in &written {
        let Some((_, role)) = Palette::words().find(|(known, _)| known == word) else {
            let known: Vec<&str> = Palette::words().map(|(known, _)| known).collect();
            let near = hint(word, known.iter().copied());
            let why = format!("no part of a chart is called so{near}; write {}", known.join(", "));
            return Err(setting(file, word, why));
        };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let colour = colour(&text).ok_or_else(|| {
            let why = format!("`{}` is no colour; write one such as \"#d55e00\"", short(&text));
            setting(file, word, why)
        })?;
        given.push((role, colour));
    }
    let palette = Palette::of(&given);
    check(&palette, &given, file)?;
    Ok(palette)
}

/// Reads a colour such as `#d55e00`.
fn colour(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some((channel(0)?, channel(2)?, channel(4)?))
}

/// Makes sure that everything differs enough from the ground, and states from one another.
fn check(palette: &Palette, given: &[(ColourRole, Rgb)], file: &str) -> Result<(), ReadError> {
    let word = |role| Palette::words().find(|(_, known)| *known == role).map(|(word, _)| word);
    let is_given = |role| given.iter().any(|(known, _)| *known == role);
    // The key to blame: the colour itself, or the ground under a shipped one.
    let blamed = |role| word(role).filter(|_| is_given(role)).unwrap_or("ground");
    let marks = STATES.into_iter().chain([ColourRole::Back, ColourRole::Hatch]);
    let marks = marks.map(|role| (role, LEAST_OF_MARKS));
    let texts = [ColourRole::Text, ColourRole::LesserText].map(|role| (role, LEAST_OF_TEXT));
    for (role, least) in texts.into_iter().chain(marks) {
        let contrast = palette.contrast(role, ColourRole::Ground);
        if contrast < least {
            let name = word(role).unwrap_or_default();
            let why = format!(
                "`{name}` has a contrast of {contrast:.1} with `ground`, and needs {least:.1} or \
                 more: make one of them darker or lighter"
            );
            return Err(setting(file, blamed(role), why));
        }
    }
    for (at, one) in STATES.into_iter().enumerate() {
        for other in &STATES[at + 1..] {
            if palette.colour(one) == palette.colour(*other) {
                let names = [word(one), word(*other)].map(Option::unwrap_or_default);
                let [first, second] = names;
                let why = format!("`{first}` and `{second}` are one colour: write two");
                let key = if is_given(one) { first } else { second };
                return Err(setting(file, key, why));
            }
        }
    }
    Ok(())
}
