//! Texts of monitors on a failed probe, as the words of our column `error`.

/// Our words, and texts that mean them. Names of system errors come first: a host's name beside
/// them could hold any other word.
const WORDS: [(&str, &[&str]); 9] = [
    ("dns", &["ENOTFOUND", "EAI_AGAIN", "ESERVFAIL", "ENODATA", "no such host", ": lookup "]),
    ("timeout", &["ETIMEDOUT", "ESOCKETTIMEDOUT", "ETIMEOUT"]),
    ("reset", &["ECONNRESET", "EPIPE"]),
    ("connect", &["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"]),
    ("tls", &["EPROTO"]),
    ("timeout", &["timeout", "timed out", "deadline exceeded"]),
    ("reset", &["socket hang up", "connection reset"]),
    ("connect", &["connection refused", "no route to host", "network is unreachable"]),
    ("tls", &["certificate", "x509:", "tls:", "TLS ", "SSL "]),
];
/// Letters that are kept of any other text.
const LETTERS: usize = 120;

/// Gives our word for a text, and else the first line of the text.
pub(super) fn error_word(text: &str) -> &str {
    let text = text.trim();
    // Go quotes the address before it says what is wrong.
    let said = text.rsplit_once("\": ").map_or(text, |(_, said)| said);
    let word = WORDS
        .iter()
        .find(|(_, signs)| signs.iter().any(|sign| said.contains(sign)))
        .map(|(word, _)| *word);
    word.unwrap_or_else(|| first_line(text))
}

/// Takes the first line of a text, not too long.
pub(super) fn first_line(text: &str) -> &str {
    let line = text.trim().lines().next().unwrap_or_default().trim_end();
    line.char_indices().nth(LETTERS).map_or(line, |(end, _)| &line[..end])
}

/// Returns the words of a fault on one line, without control characters.
pub(super) fn plain_words(why: &str) -> String {
    why.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
