//! Sites that an archive tells apart by number: each gets a name that no other has.

use std::collections::HashMap;

/// Names by number.
#[derive(Debug)]
pub(super) struct UniqueNames(HashMap<i64, String>);

impl UniqueNames {
    /// Makes the names unique, from those that the archive has, with their numbers. A name that
    /// several sites have, or that seems to have a number, gets its number: a name that ends with
    /// `#3` is number 3, and any other is the name of one site.
    pub(super) fn new(named: Vec<(i64, String)>) -> UniqueNames {
        let named: Vec<(i64, String)> = named
            .into_iter()
            .map(|(number, name)| (number, name.split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (_, name) in &named {
            *counts.entry(name).or_default() += 1;
        }
        let own = |number: &i64, name: &str| match counts[name] {
            _ if name.is_empty() => nameless(*number),
            1 if !is_numbered(name) => name.to_owned(),
            _ => format!("{name} {}", nameless(*number)),
        };
        UniqueNames(named.iter().map(|(number, name)| (*number, own(number, name))).collect())
    }

    /// Gives the site with this number; one that is in no list of names by its number alone.
    pub(super) fn of(&mut self, number: i64) -> &str {
        self.0.entry(number).or_insert_with(|| nameless(number))
    }
}

/// Names what has no name by its number.
fn nameless(number: i64) -> String {
    format!("#{number}")
}

/// Says whether a name ends with `#` and a number, as one that is made unique does.
fn is_numbered(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(_, number)| number.parse::<i64>().is_ok())
}
