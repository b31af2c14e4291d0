//! Documentation: each type, and each function that others call, has it. A function's begins with a
//! verb, and none points at something else.

/// First words of documentation that say nothing by themselves.
const VAGUE: [&str; 12] =
    ["It", "Its", "They", "Their", "This", "That", "These", "Those", "What", "So", "Who", "Which"];

/// Lists comments whose first word says nothing by itself, with their lines.
pub(super) fn vague_comments(source: &str) -> Vec<(usize, String)> {
    let is_vague = |first: &FirstWord<'_>| {
        VAGUE.contains(&first.word) || first.word == "Same" || first.text.starts_with("The same")
    };
    let firsts = module_head(source).into_iter().chain(first_words(source)).filter(is_vague);
    firsts
        .map(|first| {
            (first.line, format!("documentation begins with `{}`; name the thing", first.word))
        })
        .collect()
}

/// Words that add nothing to a name.
const FILLERS: [&str; 30] = [
    "the", "a", "an", "of", "it", "its", "is", "this", "that", "in", "by", "to", "for", "and",
    "or", "returns", "gives", "says", "whether", "makes", "which", "each", "one", "all", "with",
    "on", "as", "at", "be", "are",
];

/// Lists comments of one line that say nothing beside the name and the type below them, with their
/// lines: `/// Title of the report.` above `title: ReportTitle` does.
pub(super) fn repeating_comments(source: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
    let is_comment = |at: usize| lines.get(at).is_some_and(|line| line.starts_with("///"));
    let mut faults = Vec::new();
    for at in 0..lines.len() {
        let Some(text) = lines[at].strip_prefix("/// ") else { continue };
        if is_comment(at + 1) || at > 0 && is_comment(at - 1) {
            continue;
        }
        let item = lines[at + 1..].iter().find(|line| !line.starts_with("#[")).copied();
        let names = parts(item.unwrap_or_default());
        let adds = |word: &String| !FILLERS.contains(&word.as_str()) && !names.contains(word);
        if !parts(text).iter().any(adds) {
            faults
                .push((at + 1, format!("`{text}` says what the name says; say more, or nothing")));
        }
    }
    faults
}

/// Splits a text into its words, and names into theirs, in small letters and the singular.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in text.chars() {
        let begins = !before.is_alphabetic() || before.is_lowercase() && letter.is_uppercase();
        if letter.is_alphabetic() {
            if begins {
                parts.push(String::new());
            }
            parts.last_mut().unwrap().extend(letter.to_lowercase());
        }
        before = letter;
    }
    parts.iter().map(|word| singular(word)).collect()
}

/// Returns the singular of a plural that is formed by rule.
fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if stem.len() > 2 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// Lists comments on functions whose first word is no verb in the third person, with their lines.
/// Unit tests, at the end of a file, may say what they show.
pub(super) fn functions_without_verb(source: &str) -> Vec<(usize, String)> {
    let tests = source.lines().position(|line| line.starts_with("#[cfg(test)]"));
    let code_lines = tests.unwrap_or(usize::MAX);
    let firsts = first_words(source).into_iter().filter(|first| {
        first.line <= code_lines && first.is_of_function && !is_third_person(first.word)
    });
    firsts
        .map(|first| {
            let word = first.word;
            (first.line, format!("documentation of a function begins with `{word}`; use a verb"))
        })
        .collect()
}

/// Lists types, traits, methods of traits, and functions that other files can call, that have no
/// documentation, with their lines. Unit tests, at the end of a file, need none, and no field does
/// whose name says all: that is why no lint of the compiler's does this.
pub(super) fn undocumented(source: &str) -> Vec<(usize, String)> {
    let code = source.split("#[cfg(test)]\n").next().unwrap_or_default();
    let lines: Vec<&str> = code.lines().collect();
    let mut in_trait = false;
    let mut items = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        in_trait &= line.is_empty() || line.starts_with(' ');
        let Some(item) = item(line, in_trait) else { continue };
        let documented = lines[..at]
            .iter()
            .rev()
            .find(|line| !line.trim_start().starts_with("#["))
            .is_some_and(|line| line.trim_start().starts_with("///"));
        if !documented {
            items.push((at + 1, format!("`{}` has no documentation", item.name)));
        }
        in_trait |= item.is_trait;
    }
    items
}

/// Item that must have documentation.
struct Item<'s> {
    name: &'s str,
    is_trait: bool,
}

/// Reads the item that a line begins; `None` where it begins none, or one that needs no
/// documentation. `in_trait` says that the item before it is a trait, or in one.
fn item(line: &str, in_trait: bool) -> Option<Item<'_>> {
    let words: Vec<&str> = line
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let text = line.trim_start();
    let is_pub = text.starts_with("pub");
    let is_of_trait = in_trait && line.starts_with("    fn ");
    let kinds = ["fn", "struct", "enum", "trait", "type"];
    let begins = kinds.iter().any(|kind| text.starts_with(&format!("{kind} ")));
    if !(is_pub || begins) {
        return None;
    }
    let kind = words.iter().position(|word| kinds.contains(word))?;
    let name = words.get(kind + 1)?;
    let needs = match words[kind] {
        "fn" => is_pub || is_of_trait,
        "type" => !line.starts_with(' '),
        _ => true,
    };
    let is_use = text.starts_with("pub use") || text.starts_with("pub(crate) use");
    (needs && !is_use).then_some(Item { name, is_trait: words[kind] == "trait" })
}

/// First word of a documentation comment.
struct FirstWord<'s> {
    line: usize,
    word: &'s str,
    /// First line of the comment.
    text: &'s str,
    is_of_function: bool,
}

/// Returns the first word of the documentation of a module; `None` where it asks a question, or
/// where there is none.
fn module_head(source: &str) -> Option<FirstWord<'_>> {
    let text = source.lines().next()?.strip_prefix("//! ")?;
    let head: Vec<&str> = source.lines().map_while(|line| line.strip_prefix("//! ")).collect();
    let asks = head.join(" ").split('.').next().is_some_and(|sentence| sentence.contains('?'));
    let first = FirstWord { line: 1, word: first_word(text), text, is_of_function: false };
    (!asks).then_some(first)
}

/// Returns the first word of a text, without the sign behind it.
fn first_word(text: &str) -> &str {
    let word = text.split(' ').next().unwrap_or_default();
    word.trim_end_matches(['.', ',', ':', ';'])
}

/// Collects the first word of each documentation comment.
fn first_words(source: &str) -> Vec<FirstWord<'_>> {
    let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
    let mut words_found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let begins = at == 0 || !lines[at - 1].starts_with("///");
        let Some(text) = line.strip_prefix("/// ").filter(|_| begins) else { continue };
        let item = lines[at..]
            .iter()
            .find(|line| !line.starts_with("///") && !line.starts_with("#["))
            .copied()
            .unwrap_or_default();
        let word = first_word(text);
        words_found.push(FirstWord { line: at + 1, word, text, is_of_function: is_function(item) });
    }
    words_found
}

/// Says whether a line begins a function.
fn is_function(line: &str) -> bool {
    let modifiers = ["const", "async", "unsafe"];
    let mut words = line.split_whitespace().skip_while(|word| {
        modifiers.contains(word)
            || *word == "pub"
            || word.starts_with("pub(")
            || word.ends_with(')')
    });
    words.next() == Some("fn")
}

/// Says whether a word can be a verb in the third person, such as `Returns`.
fn is_third_person(word: &str) -> bool {
    word.len() > 2 && word.ends_with('s') && word.chars().all(|c| c.is_ascii_alphabetic())
}

#[test]
fn items_without_documentation_are_found() {
    let bad = "/// A.\n#[derive(Debug)]\nstruct A {\n    pub(crate) kind: u8,\n}\n\
               enum B {}\n\
               impl A {\n    fn own(&self) {}\n    #[inline]\n    pub(super) fn seen(&self) {}\n}\n\
               /// C.\ntrait C {\n    fn asked(&self);\n    /// Does it.\n    fn done(&self);\n}\n\
               impl C for A {\n    type Item = u8;\n    fn asked(&self) {}\n}\n\
               pub(crate) const fn long(\n    type_name: u8,\n) {}\ntype D = u8;\n\
               #[cfg(test)]\nmod tests {\n    struct T;\n}\n";
    let names = ["6: `B`", "10: `seen`", "14: `asked`", "22: `long`", "25: `D`"];
    let items = undocumented(bad);
    let words: Vec<String> = items.iter().map(|(line, why)| format!("{line}: {why}")).collect();
    assert_eq!(words, names.map(|name| format!("{name} has no documentation")));
}

#[test]
fn documentation_that_says_nothing_by_itself_is_found() {
    let bad = "/// Its name.\nfn a() {}\n/// Name of it.\n/// Its second line.\nstruct B;\n\
               /// The same for C.\nstruct C;\n/// The sum.\nstruct D;\n";
    let fault = |line, word| (line, format!("documentation begins with `{word}`; name the thing"));
    assert_eq!(vague_comments(bad), [fault(1, "Its"), fault(6, "The")]);
    assert_eq!(vague_comments("//! What it is.\n"), [fault(1, "What")]);
    assert_eq!(vague_comments("//! What is it? A thing.\n"), []);
    assert_eq!(vague_comments("/// These, and others.\nfn a() {}\n"), [fault(1, "These")]);
}

#[test]
fn documentation_of_a_function_without_a_verb_is_found() {
    let bad = "/// Whether it is.\n#[inline]\npub(in crate::a) const fn a() {}\n\
               /// Name.\nstruct B;\n/// Returns it.\nfn c() {}\n\
               #[cfg(test)]\nmod tests {\n    /// Three of four.\n    fn d() {}\n}\n";
    let expected =
        [(1, "documentation of a function begins with `Whether`; use a verb".to_owned())];
    assert_eq!(functions_without_verb(bad), expected);
}

#[test]
fn comments_that_repeat_a_name_are_found() {
    let bad = "/// Titles of the report.\npub title: ReportTitle,\n\
               /// Title, in words of the user.\npub title: Title,\n\
               /// Bytes.\n/// At most 4096.\nbytes: u8,\n/// Seconds.\nSeconds,\n";
    let lines: Vec<usize> = repeating_comments(bad).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [1, 8]);
}
