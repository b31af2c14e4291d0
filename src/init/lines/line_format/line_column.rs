//! Column of lines, and words that are sites.

/// Column of a line, as `format` writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineColumn<'w> {
    /// Text before each of its words.
    pub(super) before: &'w str,
    /// Name; `_` where its words mean nothing, empty where all of them are the text before it.
    pub(super) name: &'static str,
    /// Text behind each of its words.
    pub(super) after: &'w str,
}

impl<'w> LineColumn<'w> {
    /// Writes the column as `format` has it; one without a name is its text alone.
    pub(super) fn written(&self) -> String {
        match self.name {
            "" => self.before.to_owned(),
            name => format!("{}{{{name}}}{}", self.before, self.after),
        }
    }

    /// Returns the value of a word, without what stands before and behind it.
    pub(super) fn value<'v>(&self, word: &'v str) -> &'v str {
        let word = word.strip_prefix(self.before).unwrap_or(word);
        word.strip_suffix(self.after).unwrap_or(word)
    }

    /// Says whether a word has the text of the column before and behind it.
    pub(super) fn fits(&self, word: &str) -> bool {
        let is_text = self.name.is_empty();
        let inner = word.strip_prefix(self.before).and_then(|rest| rest.strip_suffix(self.after));
        if is_text { word == self.before } else { inner.is_some_and(|inner| !inner.is_empty()) }
    }
}

/// Says whether a word is an address, or a host: labels with points, the last of letters alone.
pub(in crate::init) fn is_site(word: &str) -> bool {
    if word.contains(' ') {
        return false;
    }
    let host = word.split(['/', ':']).next().unwrap_or_default();
    let letters = host.rsplit_once('.').is_some_and(|(_, last)| {
        last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let is_address = word.contains("://");
    (is_address || !word.contains('=') && letters) && !word.ends_with(':')
}
