//! First words of documentation: a function's is a verb, and none points at something else.

/// First words of documentation that say nothing by themselves.
const VAGUE: [&str; 11] =
    ["It", "Its", "They", "Their", "This", "These", "Those", "What", "So", "Who", "Which"];

/// Lists comments whose first word says nothing by itself, with their lines.
pub(super) fn vague_comments(source: &str) -> Vec<(usize, String)> {
    let firsts = first_words(source).into_iter().filter(|first| VAGUE.contains(&first.word));
    firsts
        .map(|first| {
            (first.line, format!("documentation begins with `{}`; name the thing", first.word))
        })
        .collect()
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

/// First word of a documentation comment.
struct FirstWord<'s> {
    line: usize,
    word: &'s str,
    is_of_function: bool,
}

/// Collects the first word of each documentation comment.
fn first_words(source: &str) -> Vec<FirstWord<'_>> {
    let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let begins = at == 0 || !lines[at - 1].starts_with("///");
        let Some(text) = line.strip_prefix("/// ").filter(|_| begins) else { continue };
        let item = lines[at..]
            .iter()
            .find(|line| !line.starts_with("///") && !line.starts_with("#["))
            .copied()
            .unwrap_or_default();
        let word = text.split(' ').next().unwrap_or_default();
        found.push(FirstWord { line: at + 1, word, is_of_function: is_function(item) });
    }
    found
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
fn documentation_that_says_nothing_by_itself_is_found() {
    let bad = "/// Its name.\nfn a() {}\n/// Name of it.\n/// Its second line.\nstruct B;\n";
    let expected = [(1, "documentation begins with `Its`; name the thing".to_owned())];
    assert_eq!(vague_comments(bad), expected);
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
