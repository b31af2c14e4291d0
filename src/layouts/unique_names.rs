//! Sites that an archive tells apart by number: each gets a name that no other has.

use std::collections::HashMap;

/// Names by number.
#[derive(Debug)]
pub(crate) struct Distinct(HashMap<i64, String>);

impl Distinct {
    /// Of names as the archive has them, with their numbers. A name that several bear, or that
    /// looks like one with a number, gets its number; so what ends with `#3` is number 3, and all
    /// else is borne once.
    pub(crate) fn new(named: Vec<(i64, String)>) -> Distinct {
        let named: Vec<(i64, String)> = named
            .into_iter()
            .map(|(number, name)| (number, name.split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let mut bearers: HashMap<&str, usize> = HashMap::new();
        for (_, name) in &named {
            *bearers.entry(name).or_default() += 1;
        }
        let own = |number: &i64, name: &str| match bearers[name] {
            _ if name.is_empty() => nameless(*number),
            1 if !is_numbered(name) => name.to_owned(),
            _ => format!("{name} {}", nameless(*number)),
        };
        Distinct(named.iter().map(|(number, name)| (*number, own(number, name))).collect())
    }

    /// The site with this number, and one that is in no list of names by its number alone.
    pub(crate) fn of(&mut self, number: i64) -> &str {
        self.0.entry(number).or_insert_with(|| nameless(number))
    }
}

fn nameless(number: i64) -> String {
    format!("#{number}")
}

fn is_numbered(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(_, number)| number.parse::<i64>().is_ok())
}
