//! Names of types: one name means one type, in whichever room it stands.

use super::cycles::Source;
use super::tokens::tokens;
use std::collections::BTreeMap;

/// Words that begin the definition of a type.
const BEGIN: [&str; 4] = ["struct", "enum", "trait", "type"];

/// Lists names that more than one type has, each with the places of these types. Types inside of
/// other items, such as those of traits, do not count.
pub(super) fn shared_names(sources: &[Source]) -> Vec<String> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Source { file, text } in sources {
        let mut depth = 0;
        let tokens = tokens(text);
        for pair in tokens.windows(2) {
            match pair[0].text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                word if depth == 0 && BEGIN.contains(&word) => {
                    let place = format!("{file}:{}", pair[1].line);
                    places.entry(pair[1].text.clone()).or_default().push(place);
                }
                _ => {}
            }
        }
    }
    places.retain(|_, places| places.len() > 1);
    places.iter().map(|(name, places)| format!("{name}: {}", places.join(", "))).collect()
}

#[test]
fn a_name_of_two_types_is_found() {
    let source = |file: &str, text: &str| Source { file: file.to_owned(), text: text.to_owned() };
    let one = source("a/one.rs", "pub struct Run;\nimpl Sized for Run { type Item = u8; }\n");
    let two = source("b/two.rs", "enum Walk { Run }\n\nstruct Run<'a>(&'a str);\n");
    let three = source(
        "b/three.rs",
        "impl Sized for Walk { type Item = u8; }\nmod inner { struct Walk; }\n",
    );
    assert_eq!(shared_names(&[one, two, three]), ["Run: a/one.rs:1, b/two.rs:3"]);
}
