//! Choice of sites: those that a run is about.

use crate::model::Site;
use crate::model::site_resolver::SiteResolver;
use crate::model::suggest::{hint, listed};
use glob::Pattern;

/// Sign for any letters in a word of `--site`.
const ANY: char = '*';

/// Sites that a run is about, by id or by pattern; every site where none is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteFilter {
    /// Ids, as `SiteResolver` gives them.
    ids: Vec<String>,
    /// Patterns of ids, in which `*` stands for any letters.
    patterns: Vec<Pattern>,
}

impl SiteFilter {
    /// Takes each word as the name of a site; a word with a `*` that is no name of a known site is
    /// a pattern of ids.
    pub(crate) fn new(words: &[String], known: &SiteResolver) -> SiteFilter {
        let mut filter = SiteFilter::default();
        for word in words {
            let is_site = !word.contains(ANY) || known.require(word).is_ok();
            match pattern(word).filter(|_| !is_site) {
                Some(pattern) => filter.patterns.push(pattern),
                None => filter.ids.push(known.id(word).unwrap_or_else(|_| word.clone())),
            }
        }
        filter
    }

    /// Takes these sites alone, by id; all where none is given.
    pub(crate) fn those(ids: Vec<String>) -> SiteFilter {
        SiteFilter { ids, patterns: Vec::new() }
    }

    /// Says whether every site is taken.
    pub(crate) fn takes_all(&self) -> bool {
        self.ids.is_empty() && self.patterns.is_empty()
    }

    /// Says whether the site with this id is taken.
    pub(crate) fn takes(&self, id: &str) -> bool {
        self.takes_all()
            || self.ids.iter().any(|wanted| wanted == id)
            || self.patterns.iter().any(|pattern| pattern.matches(id))
    }

    /// Lists the sites that are taken; `None` where all are.
    pub(crate) fn asked(&self, sites: &[Site]) -> Option<Vec<Site>> {
        let asked = || sites.iter().filter(|site| self.takes(&site.id)).cloned().collect();
        (!self.takes_all()).then(asked)
    }

    /// Says whether rows under this name, as a log writes it, are taken.
    pub(crate) fn takes_name(&self, name: &str, known: &SiteResolver) -> bool {
        self.takes(name) || known.id(name).is_ok_and(|id| self.takes(&id))
    }

    /// Lists the ids that were asked for by name, as they were given; may be empty.
    pub(crate) fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Finds the first pattern that matches none of these ids, with those that come near in words:
    /// ids that it matches in other letters or as a part, else the one most like it, else the first
    /// ones.
    pub(crate) fn unmatched_pattern<'a>(
        &self,
        ids: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<(&str, String)> {
        let matches_none = |pattern: &&Pattern| !ids.clone().any(|id| pattern.matches(id));
        let pattern = self.patterns.iter().find(matches_none)?;
        Some((pattern.as_str(), near_ids(pattern.as_str(), ids)))
    }
}

/// Says which ids come near a pattern that matches none; empty where there is no id.
fn near_ids<'a>(pattern: &str, ids: impl Iterator<Item = &'a str> + Clone) -> String {
    let parts: Vec<String> =
        pattern.split(ANY).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    let has_parts = |id: &&str| {
        let id = id.to_lowercase();
        parts.iter().all(|part| id.contains(part.as_str()))
    };
    let like: Vec<&str> = ids.clone().filter(has_parts).collect();
    if !like.is_empty() {
        return format!("; ids like it: {}", listed(like));
    }
    let nearest = hint(&parts.concat(), ids.clone());
    match nearest.is_empty() {
        false => nearest,
        true if ids.clone().next().is_some() => format!("; the sites are {}", listed(ids)),
        true => String::new(),
    }
}

/// Reads a word with `*` for any letters; every other letter stands for itself.
fn pattern(word: &str) -> Option<Pattern> {
    let parts: Vec<String> = word.split(ANY).map(Pattern::escape).collect();
    Pattern::new(&parts.join("*")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(ids: &[&str]) -> SiteResolver {
        let site = |id: &&str| Site { id: (*id).to_owned(), ..Site::default() };
        SiteResolver::new(&ids.iter().map(site).collect::<Vec<_>>())
    }

    fn filter(words: &[&str], known: &SiteResolver) -> SiteFilter {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        SiteFilter::new(&words, known)
    }

    #[test]
    fn a_star_stands_for_any_letters_and_every_other_letter_for_itself() {
        let known = known(&["a.shop.example", "b.shop.example", "shop.example", "news?.example"]);
        let shops = filter(&["*.shop.example", "news?.*"], &known);
        for id in ["a.shop.example", "x.y.shop.example", "news?.example"] {
            assert!(shops.takes(id), "{id}");
        }
        for id in ["shop.example", "a.shop.examples", "news1.example"] {
            assert!(!shops.takes(id), "{id}");
        }
    }

    #[test]
    fn a_site_whose_id_has_a_star_is_meant_by_it() {
        let known = known(&["cdn-*", "cdn-1"]);
        let star = filter(&["cdn-*"], &known);
        assert!(star.takes("cdn-*"));
        assert!(!star.takes("cdn-1"));
    }

    #[test]
    fn a_log_may_write_the_address_of_a_site_that_is_asked_for() {
        let known = known(&["shop.example"]);
        assert!(filter(&["shop.example"], &known).takes_name("https://www.shop.example/", &known));
        assert!(filter(&["shop.*"], &known).takes_name("https://www.shop.example/", &known));
        assert!(!filter(&["shop.*"], &known).takes_name("https://news.example/", &known));
    }

    #[test]
    fn no_word_takes_every_site_and_a_pattern_of_nothing_is_found() {
        let none = known(&[]);
        assert!(filter(&[], &none).takes("any"));
        let two = filter(&["a*", "b*"], &none);
        let unmatched = |ids: &[&'static str]| {
            let found = two.unmatched_pattern(ids.iter().copied());
            found.map(|(pattern, near)| (pattern.to_owned(), near))
        };
        for (ids, near) in [
            (&["ab", "c"][..], "; ids like it: `ab`"),
            (&["a", "B1"], "; ids like it: `B1`"),
            (&["a", "cd"], "; the sites are `a`, `cd`"),
        ] {
            assert_eq!(unmatched(ids), Some(("b*".to_owned(), near.to_owned())));
        }
        assert_eq!(two.unmatched_pattern(["a", "b"].into_iter()), None);
    }
}
