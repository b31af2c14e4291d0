//! Names that claims speak of and no probe log names: who wants verdicts must say which are sites.

use crate::model::site_resolver::SiteResolver;
use crate::model::{ClaimedNames, Guess, GuessedTable, Site};
use std::collections::BTreeSet;

/// Most names that are taken for those of one incident; a table with more is about many.
const MOST: usize = 50;

/// Finds the names that the claims of some files speak of, where none of them is a site of the
/// probe logs among them.
pub(crate) fn claimed_names(guesses: &[Guess]) -> ClaimedNames {
    let taken = || guesses.iter().filter(|guess| !guess.left_out);
    let logs = || taken().filter(|guess| guess.table == GuessedTable::Probes);
    let targets: BTreeSet<&String> = taken().flat_map(|guess| &guess.targets).collect();
    if targets.is_empty() || logs().any(|log| log.sites.is_empty()) {
        return ClaimedNames::Known;
    }
    let site = |id: &String| Site { id: id.clone(), ..Site::default() };
    let sites: Vec<Site> = logs().flat_map(|log| &log.sites).map(site).collect();
    let resolver = SiteResolver::new(&sites);
    if targets.iter().any(|name| resolver.target(name).is_ok()) {
        return ClaimedNames::Known;
    }
    match targets.len() {
        count if count > MOST => ClaimedNames::TooMany(count),
        _ => ClaimedNames::NoSites(targets.into_iter().cloned().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(table: GuessedTable, sites: &[&str], targets: &[&str]) -> Guess {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Guess { table, sites: set(sites), targets: set(targets), ..Guess::default() }
    }

    #[test]
    fn names_are_reported_where_no_site_fits_any() {
        let claims = guess(GuessedTable::Claims, &[], &["dam.example", "Mill"]);
        let log = |sites: &[&str]| guess(GuessedTable::Probes, sites, &[]);
        let names = ClaimedNames::NoSites(vec!["Mill".to_owned(), "dam.example".to_owned()]);
        assert_eq!(claimed_names(std::slice::from_ref(&claims)), names);
        assert_eq!(claimed_names(&[claims.clone(), log(&["pump.example"])]), names);
        let fitting = log(&["https://www.dam.example/"]);
        assert_eq!(claimed_names(&[claims.clone(), fitting]), ClaimedNames::Known);
        // A log of unknown sites may have them.
        assert_eq!(claimed_names(&[claims, log(&[])]), ClaimedNames::Known);
    }

    #[test]
    fn fifty_names_can_be_those_of_one_incident() {
        let names: Vec<String> = (0..51).map(|number| format!("s{number}.example")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let of = |names: &[&str]| claimed_names(&[guess(GuessedTable::Claims, &[], names)]);
        assert!(matches!(of(&names[..50]), ClaimedNames::NoSites(all) if all.len() == 50));
        assert_eq!(of(&names), ClaimedNames::TooMany(51));
    }
}
