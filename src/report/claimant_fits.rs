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
    let Claimant { fitting, fitting_later, perhaps_fitting, .. } = *claimant;
    if claimant.without_time >= all {
        return without_time_words(claimant.claims).to_owned();
    }
    if all == 1 {
        return one_site_words(claimant).to_owned();
    }
    let of_all = grouped(all);
    let fits = "an outage certainly fits the time of the claim";
    let certain = match fitting {
        0 => {
            format!("; at none of the {of_all} does an outage certainly fit the time of the claim")
        }
        sites if sites == all => format!("; at each of the {of_all} {fits}"),
        sites => format!("; at {} of the {of_all} {fits}", grouped(sites)),
    };
    let later = match fitting_later {
        0 => String::new(),
        later if later < fitting => {
            format!(", at {} of these one that was not the site's first", grouped(later))
        }
        1 => ", one that was not the site's first".to_owned(),
        _ => ", each time one that was not the site's first".to_owned(),
    };
    let more = if fitting == 0 { "" } else { " more" };
    match perhaps_fitting {
        0 => format!("{certain}{later}"),
        sites => format!("{certain}{later}, at {}{more} it may", grouped(sites)),
    }
}

/// Tells whether an outage of the one measured site fits, behind a semicolon. None does only where
/// each verdict on it says so.
fn one_site_words(claimant: &Claimant) -> &'static str {
    match (claimant.fitting, claimant.fitting_later, claimant.excluded) {
        (0, _, 0) => "; whether an outage of it fits the time of the claim is open",
        (0, _, _) => "; no outage of it fits the time of the claim",
        (_, 0, _) => "; an outage of it fits the time of the claim",
        (_, _, _) => "; an outage of it, not its first, fits the time of the claim",
    }
}

/// Tells that claims give no time to hold an outage against, behind a semicolon.
fn without_time_words(claims: usize) -> &'static str {
    match claims {
        1 => "; the claim gives no time, so that no outage can be held against it",
        _ => "; the claims give no time, so that no outage can be held against them",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "14 went down at some time" is not yet that they did when it was claimed.
    #[test]
    fn a_claimant_is_reported_with_how_many_outages_fit_the_time() {
        let words = |all, fitting, perhaps_fitting| {
            fitting_words(all, &Claimant { fitting, perhaps_fitting, ..Claimant::example() })
        };
        let words = [
            words(1, 0, 0),
            words(1, 0, 1),
            words(1, 1, 0),
            words(3, 0, 0),
            words(3, 0, 1),
            words(3, 1, 2),
            words(3, 3, 0),
        ];
        let expected = [
            "; whether an outage of it fits the time of the claim is open",
            "; whether an outage of it fits the time of the claim is open",
            "; an outage of it fits the time of the claim",
            "; at none of the 3 does an outage certainly fit the time of the claim",
            "; at none of the 3 does an outage certainly fit the time of the claim, at 1 it may",
            "; at 1 of the 3 an outage certainly fits the time of the claim, at 2 more it may",
            "; at each of the 3 an outage certainly fits the time of the claim",
        ];
        assert_eq!(words, expected);
    }

    /// "No outage of it fits the time of the claim" stood over a claim without a time, and over
    /// verdicts that were open.
    #[test]
    fn no_outage_fits_only_where_each_verdict_denies_it() {
        let denied = fitting_words(1, &Claimant { excluded: 1, ..Claimant::example() });
        assert_eq!(denied, "; no outage of it fits the time of the claim");
        let timeless = |all, claims| {
            fitting_words(all, &Claimant { without_time: all, claims, ..Claimant::example() })
        };
        assert_eq!(
            timeless(1, 1),
            "; the claim gives no time, so that no outage can be held against it"
        );
        assert_eq!(
            timeless(2, 2),
            "; the claims give no time, so that no outage can be held against them"
        );
    }

    /// Two sites were counted as fitting, each by its second outage, and no word said so.
    #[test]
    fn later_outages_that_fit_are_reported_as_such() {
        let words = |all, fitting, fitting_later| {
            fitting_words(all, &Claimant { fitting, fitting_later, ..Claimant::example() })
        };
        assert_eq!(words(1, 1, 1), "; an outage of it, not its first, fits the time of the claim");
        let ends = [words(4, 1, 1), words(4, 2, 2), words(4, 3, 1)];
        let expected = [
            "the claim, one that was not the site's first",
            "the claim, each time one that was not the site's first",
            "the claim, at 1 of these one that was not the site's first",
        ];
        for (words, end) in ends.iter().zip(expected) {
            assert!(words.ends_with(end), "{words}");
        }
    }

    #[test]
    fn who_disputes_a_claim_is_named() {
        let disputed = |names: &[&str]| {
            disputed_words(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(disputed(&[]), "");
        assert_eq!(disputed(&["Mail"]), ", which Mail disputes");
        assert_eq!(disputed(&["Mail", "Post", "Star"]), ", which Mail, Post and Star dispute");
    }
}
