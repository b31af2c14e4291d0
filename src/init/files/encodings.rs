//! The encoding of a text that is not in UTF-8, as far as its bytes tell it.

use crate::files::{FileForm, FileHead, ReadError, TextEncoding};
use crate::init::toml_text::quoted;
use crate::model::GuessedKey;
use crate::model::suggest::short;

/// Encodings with a byte for each letter that are distinguished, the likeliest first.
const WESTERN: &str = "windows-1252";
const CYRILLIC: &str = "windows-1251";
/// Letters in a row, on average, from which a text is likelier all of them: in Western ones letters
/// beyond ASCII stand alone.
const IN_A_ROW: usize = 3;
/// Percentage of the bytes of a text that may command a terminal, at most.
const CONTROLS_PERCENT: usize = 1;

/// Text in another encoding: how its beginning reads, and the key that says so.
pub(in crate::init) struct EncodedText<'a> {
    pub(in crate::init) head: FileHead<'a>,
    pub(in crate::init) form: FileForm,
    pub(in crate::init) key: GuessedKey,
}

/// Finds the encoding of a beginning that is no text in UTF-8; `None` where it is one, or where it
/// is likelier no text at all.
///
/// # Errors
/// Where the file cannot be read again.
pub(in crate::init) fn find<'a>(head: &FileHead<'a>) -> Result<Option<EncodedText<'a>>, ReadError> {
    let bytes = &head.bytes;
    let is_utf8 = head.text().is_some() && !bytes.contains(&0);
    if head.path.is_dir() || bytes.is_empty() || is_utf8 {
        return Ok(None);
    }
    if let Some(name) = of_two_bytes(bytes) {
        let why = "the bytes show it: each second one is zero, as in no other text";
        let key = GuessedKey::known("encoding", quoted(name), why);
        return decoded(head, name, key);
    }
    if !is_text(bytes) {
        return Ok(None);
    }
    let (name, other) = match letters_in_a_row(bytes) >= IN_A_ROW {
        true => (CYRILLIC, WESTERN),
        false => (WESTERN, CYRILLIC),
    };
    let words = |name| -> Result<String, ReadError> {
        let text = FileHead::in_form(head.path, &form(name))?;
        Ok(first_word(&text))
    };
    let why = format!(
        "the text is not in UTF-8, and no byte tells its encoding: write the one in which this \
         reads right, \"{name}\" ({}) or \"{other}\" ({}), or another name that browsers know",
        words(name)?,
        words(other)?
    );
    decoded(head, name, GuessedKey::open("encoding", why))
}

fn form(name: &str) -> FileForm {
    FileForm { encoding: TextEncoding::named(name).ok(), ..FileForm::default() }
}

/// Reads the beginning again in an encoding.
fn decoded<'a>(
    head: &FileHead<'a>,
    name: &str,
    key: GuessedKey,
) -> Result<Option<EncodedText<'a>>, ReadError> {
    let form = form(name);
    let head = FileHead::in_form(head.path, &form)?;
    Ok(head.text().is_some().then_some(EncodedText { head, form, key }))
}

/// Names the encoding of a text each second byte of which is zero, as all Latin letters have it in
/// UTF-16; `None` for others.
fn of_two_bytes(bytes: &[u8]) -> Option<&'static str> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), bytes.len() / 2);
    if odd * 2 > half && even * 10 < half {
        Some("utf-16le")
    } else if even * 2 > half && odd * 10 < half {
        Some("utf-16be")
    } else {
        None
    }
}

/// Says whether bytes can be a text with a byte for each letter.
fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(byte);
    let controls = bytes.iter().filter(is_control).count();
    controls * 100 <= bytes.len() * CONTROLS_PERCENT && !bytes.contains(&0)
}

/// Counts how many bytes beyond ASCII stand in a row, on average.
fn letters_in_a_row(bytes: &[u8]) -> usize {
    let runs = bytes.chunk_by(|a, b| a.is_ascii() == b.is_ascii());
    let lengths: Vec<usize> = runs.filter(|run| !run[0].is_ascii()).map(<[u8]>::len).collect();
    lengths.iter().sum::<usize>() / lengths.len().max(1)
}

/// Quotes the first word with a letter beyond ASCII.
fn first_word(head: &FileHead<'_>) -> String {
    let text = head.text().unwrap_or_default();
    let word = text.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_ascii());
    // A quarter or a guillemet is no letter: then the line shows it.
    let line = || text.lines().find(|line| !line.is_ascii()).unwrap_or_default();
    format!("`{}`", short(word.unwrap_or_else(line)).trim_matches('`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_tell_utf_16_and_letters_in_a_row() {
        let pairs = |text: &str, high_first: bool| -> Vec<u8> {
            let two = |byte: u8| if high_first { [0, byte] } else { [byte, 0] };
            text.bytes().flat_map(two).collect()
        };
        assert_eq!(of_two_bytes(&pairs("time,site", false)), Some("utf-16le"));
        assert_eq!(of_two_bytes(&pairs("time,site", true)), Some("utf-16be"));
        assert_eq!(of_two_bytes(b"time,site"), None);
        assert_eq!(of_two_bytes(&[0; 20]), None);
        assert_eq!(letters_in_a_row(b"Z\xfcrich,gest\xf6rt"), 1);
        assert_eq!(letters_in_a_row(b"\xf1\xe0\xe9\xf2,\xe4\xe0\xf2\xe0"), 4);
        assert!(is_text(b"a\tb\r\n") && !is_text(b"a\x00b") && !is_text(b"\x01\x02\x03"));
    }
}
