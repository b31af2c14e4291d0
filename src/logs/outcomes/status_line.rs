//! Status codes with words behind them, as programs print the first line of an answer.

/// Digits of a status code.
const DIGITS: usize = 3;
/// First words behind a number that make it a measure, and no status code.
const UNITS: [&str; 11] =
    ["ms", "msec", "s", "sec", "secs", "second", "seconds", "min", "kb", "mb", "bytes"];

/// Finds the status code of a text such as `503 Service Unavailable` or `HTTP/1.1 200 OK`; `None`
/// where it is no such text. A number alone is one only behind a version of HTTP.
pub(crate) fn code_with_words(text: &str) -> Option<u16> {
    let behind_version = text.strip_prefix("HTTP/").and_then(|rest| rest.split_once(' '));
    let (digits, words) = behind_version.map_or(text, |(_, rest)| rest).split_at_checked(DIGITS)?;
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let is_letter = |letter: char| letter.is_alphabetic() || " -'".contains(letter);
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_reason = words.starts_with(' ')
        && words.chars().all(is_letter)
        && first.len() > 1
        && !UNITS.contains(&first.as_str());
    let is_code = is_reason || behind_version.is_some() && words.trim().is_empty();
    is_code.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_a_code_leave_it_the_code() {
        for (text, code) in [
            ("200 OK", 200),
            ("503 Service Unavailable", 503),
            ("504 Gateway Time-out", 504),
            ("418 I'm a teapot", 418),
            ("HTTP/1.1 200 OK", 200),
            ("HTTP/2 301", 301),
            ("HTTP/2 503 ", 503),
        ] {
            let found = code_with_words(text).or_else(|| code_with_words(text.trim_end()));
            assert_eq!(found, Some(code), "{text}");
        }
    }

    #[test]
    fn a_measure_or_another_text_is_no_code() {
        for text in [
            "",
            "200",
            "200 ms",
            "250 Bytes",
            "200OK",
            "200 OK (cached)",
            "200 s",
            "20 OK",
            "2000 OK",
            "200 1",
            "HTTP/1.1",
            "HTTP/1.1 OK",
            "é00 OK",
            "200 ",
        ] {
            assert_eq!(code_with_words(text), None, "{text}");
        }
    }
}
