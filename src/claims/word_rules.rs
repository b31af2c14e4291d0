//! Words that name sites: the file that `rules` names, and how words are found in a text.

use crate::claims::wording::Wording;
use crate::files::ReadError;
use crate::files::settings::OneOrMany;
use crate::model::{ClaimKind, Role, TextPosition, TomlTable};
use serde::Deserialize;

/// Reason for which a rule has no extent, and what to write instead.
const NO_EXTENT: &str = "a text that is searched for words gives no asserted time, and \
    `throughout` needs one; leave it out, or write the claim with its `asserted` time into \
    claims.csv";

/// Rule of words: a text that holds one of the words speaks of the sites, or is of the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordRule {
    /// Words in lower case.
    words: Vec<String>,
    /// Names of sites; empty where the rule says something else of the text.
    pub(super) targets: Vec<String>,
    pub(super) kind: Option<ClaimKind>,
    pub(super) role: Option<Role>,
    pub(super) claimant: Option<String>,
    pub(super) wording: Wording,
}

/// Content of `rules.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<RuleText>,
}

/// Rule as written in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    words: OneOrMany,
    targets: Option<OneOrMany>,
    kind: Option<String>,
    role: Option<String>,
    claimant: Option<String>,
    /// Refused wherever it stands.
    extent: Option<String>,
    quantifier: Option<String>,
    intent: Option<bool>,
}

/// Reads the text of a file of rules; `path` is for errors.
///
/// # Errors
/// Where the text is no file of rules, or a value means nothing.
pub(crate) fn read(text: &str, path: &str) -> Result<Vec<WordRule>, ReadError> {
    let file: RuleFile =
        toml::from_str(text).map_err(|error| ReadError::toml(path, text, &error))?;
    if file.rule.is_empty() {
        let why = "there is none; write [[rule]] with `words` and `targets`".to_owned();
        return Err(RuleLocation { path, text, number: 1 }.error_at_key("rule", why));
    }
    let meant = |(at, rule): (usize, RuleText)| {
        let place = RuleLocation { path, text, number: at + 1 };
        checked_rule(rule, place)
    };
    file.rule.into_iter().enumerate().map(meant).collect()
}

/// Place of a word rule in its file, for errors.
#[derive(Debug, Clone, Copy)]
struct RuleLocation<'a> {
    path: &'a str,
    text: &'a str,
    /// Number of the rule, from 1.
    number: usize,
}

impl RuleLocation<'_> {
    /// Makes an error of a key of the rule.
    fn error_at_key(&self, key: &str, why: String) -> ReadError {
        let table = TomlTable { name: "rule", number: self.number };
        let mut path = self.path.to_owned();
        if let Some(TextPosition { line, column }) = table.key_position(self.text, key) {
            path.push_str(&format!(":{line}:{column}"));
        }
        ReadError::Setting { path, key: format!("rule {}: {key}", self.number), why }
    }
}

/// Checks a rule as written.
fn checked_rule(rule: RuleText, place: RuleLocation<'_>) -> Result<WordRule, ReadError> {
    let listed = |key: &str, all: &OneOrMany| {
        let all: Vec<String> = all
            .all()
            .iter()
            .map(|one| one.trim().to_owned())
            .filter(|one| !one.is_empty())
            .collect();
        if all.is_empty() {
            Err(place.error_at_key(key, "it is empty; name one or several".to_owned()))
        } else {
            Ok(all)
        }
    };
    if rule.extent.is_some() {
        return Err(place.error_at_key("extent", NO_EXTENT.to_owned()));
    }
    let says_nothing = rule.targets.is_none()
        && (&rule.kind, &rule.role, &rule.claimant, &rule.quantifier)
            == (&None, &None, &None, &None)
        && rule.intent.is_none();
    if says_nothing {
        let why = "the rule says nothing of a text with its words; write `targets`, or `kind`";
        return Err(place.error_at_key("words", why.to_owned()));
    }
    let wording = Wording::read(None, rule.quantifier.as_deref(), rule.intent)
        .map_err(|fault| place.error_at_key(fault.field, fault.kind.to_string()))?;
    Ok(WordRule {
        words: listed("words", &rule.words)?.iter().map(|word| word.to_lowercase()).collect(),
        targets: rule
            .targets
            .as_ref()
            .map_or_else(|| Ok(Vec::new()), |targets| listed("targets", targets))?,
        kind: rule
            .kind
            .map(|word| ClaimKind::named(&word))
            .transpose()
            .map_err(|why| place.error_at_key("kind", why.to_string()))?,
        role: rule
            .role
            .map(|word| Role::named(&word))
            .transpose()
            .map_err(|why| place.error_at_key("role", why.to_string()))?,
        claimant: rule.claimant,
        wording,
    })
}

/// Finds the rules that a text, in lower case, fits.
pub(super) fn fitting<'r>(
    rules: &'r [WordRule],
    lower: &str,
) -> impl Iterator<Item = &'r WordRule> {
    rules.iter().filter(move |rule| rule.words.iter().any(|word| contains(lower, word)))
}

/// Finds the sites that a text names by the rules, each once, in the order of the rules.
pub(super) fn named(rules: &[WordRule], text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut targets = Vec::new();
    for rule in fitting(rules, &lower) {
        add_targets(&mut targets, &rule.targets);
    }
    targets
}

/// Extends a list by the targets that it does not have yet.
pub(super) fn add_targets(targets: &mut Vec<String>, more: &[String]) {
    for target in more {
        if !targets.contains(target) {
            targets.push(target.clone());
        }
    }
}

/// Says whether the text holds the word as a whole one; both in lower case.
fn contains(text: &str, word: &str) -> bool {
    // The name of a host goes on over hyphens, and over a dot with something behind it: `a.gov` is
    // not in `a.gov.example` nor in `x-a.gov`.
    let is_host = word.contains('.');
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        let mut next = after.chars();
        let (first, second) = (next.next(), next.next());
        let last = before.chars().next_back();
        let goes_on = first.is_some_and(of_word)
            || (is_host
                && (first == Some('-') || (first == Some('.') && second.is_some_and(of_word))));
        let came_from = last.is_some_and(of_word) && word.chars().next().is_some_and(of_word)
            || (is_host && last == Some('-'));
        !goes_on && !came_from
    })
}

/// Says whether a letter belongs to a word: letters, digits, `_`, and the marks that scripts set on
/// their letters.
fn of_word(c: char) -> bool {
    let mark = matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{93a}'..='\u{94f}' | '\u{9bc}'
        | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b3c}' | '\u{b4d}'
        | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
        | '\u{e31}'..='\u{e4e}' | '\u{200c}' | '\u{200d}');
    c.is_alphanumeric() || c == '_' || mark
}
