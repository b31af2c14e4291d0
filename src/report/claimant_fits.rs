//! Outages of a claimant's sites held against the time of a claim, and who disputes it, in words.

use crate::model::Claimant;
use crate::report::sentences::in_clause;
use crate::report::words::grouped;

/// Tells who disputes what a claimant said, behind a comma; empty where nobody does.
pub(super) fn disputed_words(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| in_clause(name)).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!(", which {only} disputes"),
        [before @ .., last] => format!(", which {} and {last} dispute", before.join(", ")),
    }
}

/// Tells at how many of the measured sites of a claimant, `all`, an outage fits the time of a
/// claim, for certain or perhaps, behind a semicolon.
pub(super) fn fitting_words(all: usize, claimant: &Claimant) -> String {
    let Claimant { fitting, perhaps_fitting, .. } = *claimant;
    if all == 1 {
        return match (fitting, perhaps_fitting) {
            (0, 0) => "; no outage of it fits the time of the claim",
            (0, _) => "; whether an outage of it fits the time of the claim is open",
            (_, _) => "; an outage of it fits the time of the claim",
        }
        .to_owned();
    }
    let certain = match fitting {
        0 => "; at none of them does an outage certainly fit the time of the claim".to_owned(),
        sites if sites == all => {
            "; at each of them an outage certainly fits the time of the claim".to_owned()
        }
        sites => format!(
            "; at {} of them an outage certainly fits the time of the claim",
            grouped(sites)
        ),
    };
    match perhaps_fitting {
        0 => certain,
        sites => format!("{certain}, at {} more it may", grouped(sites)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChangeCounts, ClaimContent, Quantifier, Role};

    fn wave() -> Claimant {
        Claimant {
            name: "Wave".to_owned(),
            role: Role::Attacker,
            said: ClaimContent::Attacked,
            quantifier: Quantifier::Each,
            claims: 1,
            inferred: false,
            groups: 0,
            by_name: 1,
            sites: Vec::new(),
            changes: ChangeCounts::default(),
            disputed_by: Vec::new(),
            fitting: 0,
            perhaps_fitting: 0,
        }
    }

    /// "14 went down at some time" is not yet that they did when it was claimed.
    #[test]
    fn a_claimant_is_reported_with_how_many_outages_fit_the_time() {
        let words = |all, fitting, perhaps_fitting| {
            fitting_words(all, &Claimant { fitting, perhaps_fitting, ..wave() })
        };
        let words = [
            words(1, 0, 0),
            words(1, 0, 1),
            words(1, 1, 0),
            words(3, 0, 0),
            words(3, 1, 2),
            words(3, 3, 0),
        ];
        let expected = [
            "; no outage of it fits the time of the claim",
            "; whether an outage of it fits the time of the claim is open",
            "; an outage of it fits the time of the claim",
            "; at none of them does an outage certainly fit the time of the claim",
            "; at 1 of them an outage certainly fits the time of the claim, at 2 more it may",
            "; at each of them an outage certainly fits the time of the claim",
        ];
        assert_eq!(words, expected);
        let disputed = |names: &[&str]| {
            disputed_words(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(disputed(&[]), "");
        assert_eq!(disputed(&["Mail"]), ", which Mail disputes");
        assert_eq!(disputed(&["Mail", "Post", "Star"]), ", which Mail, Post and Star dispute");
    }
}
