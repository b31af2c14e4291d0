//! Words for yes and no, in any case of letters.

/// Words for yes and no in small letters: first those that settings and columns of ours take, then
/// those of [`YesNoWords::AndDigits`], then the rest.
const PAIRS: [[&str; 2]; 5] =
    [["true", "false"], ["1", "0"], ["yes", "no"], ["y", "n"], ["t", "f"]];

/// Words that are taken for yes and no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YesNoWords {
    /// `true` and `false` alone.
    TrueFalse,
    /// `1` and `0` besides.
    AndDigits,
    /// Any word of the table.
    All,
}

impl YesNoWords {
    /// Returns the pairs of words that are taken.
    fn pairs(self) -> &'static [[&'static str; 2]] {
        match self {
            YesNoWords::TrueFalse => &PAIRS[..1],
            YesNoWords::AndDigits => &PAIRS[..2],
            YesNoWords::All => &PAIRS,
        }
    }

    /// Reads a word; `None` where it says neither yes nor no.
    pub(crate) fn read(self, word: &str) -> Option<bool> {
        let is_word =
            |side: usize| self.pairs().iter().any(|pair| pair[side].eq_ignore_ascii_case(word));
        if is_word(0) { Some(true) } else { is_word(1).then_some(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reading_takes_its_own_words() {
        let read = |word| {
            let all = [YesNoWords::TrueFalse, YesNoWords::AndDigits, YesNoWords::All];
            all.map(|words| words.read(word))
        };
        assert_eq!(read("TRUE"), [Some(true); 3]);
        assert_eq!(read("false"), [Some(false); 3]);
        assert_eq!(read("0"), [None, Some(false), Some(false)]);
        assert_eq!(read("1"), [None, Some(true), Some(true)]);
        assert_eq!(read("Yes"), [None, None, Some(true)]);
        assert_eq!(read("n"), [None, None, Some(false)]);
        assert_eq!(read(""), [None; 3]);
        assert_eq!(read("maybe"), [None; 3]);
    }
}
