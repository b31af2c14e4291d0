//! Outages of a claimant's sites held against the time of a claim, and who disputes it, in words.

use crate::model::{ClaimContent, Claimant, Dispute, Report};
use crate::report::wording::{by_count, grouped, in_clause, name_of_site};

/// Tells who disputes what a claimant said, and of which of the sites where not of all, behind a
/// comma; empty where nobody does.
pub(super) fn disputed_words(report: &Report, claimant: &Claimant) -> String {
    disputes_in_words(claimant, |id| name_of_site(report, id))
}

/// Tells who disputes what a claimant said, with a name for each site: of a single one its name
/// stands, of several their number.
fn disputes_in_words(claimant: &Claimant, name: impl Fn(&str) -> String) -> String {
    let by = |one: &Dispute| match one.by == claimant.name {
        true => format!("{} itself", in_clause(&one.by)),
        false => in_clause(&one.by),
    };
    // Who takes back one claim of several stands by the others.
    let is_of_own_claim = |one: &&Dispute| disputes_own_claim(claimant, one);
    let (own, others): (Vec<&Dispute>, Vec<&Dispute>) =
        claimant.disputed_by.iter().partition(is_of_own_claim);
    let (of_all, of_some): (Vec<&Dispute>, Vec<&Dispute>) =
        others.into_iter().partition(|one| one.sites.len() >= claimant.sites.len());
    let names: Vec<String> = of_all.into_iter().map(by).collect();
    let mut parts = match names.as_slice() {
        [] => Vec::new(),
        [only] => vec![format!("{only} disputes")],
        [before @ .., last] => vec![format!("{} and {last} dispute", before.join(", "))],
    };
    for one in of_some {
        let sites = match &one.sites[..] {
            [site] => name(site),
            sites => format!("{} of them", grouped(sites.len())),
        };
        let verb = if parts.is_empty() { " disputes" } else { "" };
        parts.push(format!("{}{verb} of {sites}", by(one)));
    }
    let by_others = match parts.as_slice() {
        [] => String::new(),
        [only] => format!(", which {only}"),
        [before @ .., last] => format!(", which {}, and {last}", before.join(", ")),
    };
    let own = own.first().map_or_else(String::new, |own| format!(", and {}", own_words(own)));
    format!("{by_others}{own}")
}

/// Says whether a claimant disputes some of its own claims, and not all of these.
pub(in crate::report) fn disputes_own_claim(claimant: &Claimant, dispute: &Dispute) -> bool {
    dispute.by == claimant.name && dispute.claims.len() < claimant.claims
}

/// Tells which of its own claims a claimant disputes.
pub(in crate::report) fn own_words(dispute: &Dispute) -> String {
    let ids: Vec<String> = dispute.claims.iter().map(|id| in_clause(id)).collect();
    format!("disputes its own {} {}", by_count(ids.len(), "claim", "claims"), ids.join(", "))
}

/// Tells at how many of the measured sites of a claimant, `all`, an outage fits the time of a
/// claim, for certain or perhaps, behind a semicolon.
pub(super) fn fitting_words(all: usize, claimant: &Claimant) -> String {
    let Claimant { fitting, fitting_later, perhaps_fitting, .. } = *claimant;
    if claimant.without_time >= all {
        return without_time_words(claimant);
    }
    if all == 1 {
        return one_site_words(claimant);
    }
    let of_all = grouped(all);
    let fits = format!("an outage certainly fits {}", time_of_one(claimant));
    let certain = match fitting {
        0 => format!(
            "; at none of the {of_all} does an outage certainly fit {}",
            time_of_any(claimant)
        ),
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
    let perhaps = match perhaps_fitting {
        0 => String::new(),
        sites => format!(", at {}{more} it may", grouped(sites)),
    };
    format!("{certain}{later}{}{perhaps}", doubt_words(claimant))
}

/// Tells at how many of the fitting sites a fault of the vantage cannot be ruled out, in brackets;
/// empty where at none.
fn doubt_words(claimant: &Claimant) -> String {
    let doubt = "seen from one vantage alone: a fault of it cannot be ruled out";
    match claimant.fitting_in_doubt {
        0 => String::new(),
        sites if sites == claimant.fitting => format!(" ({doubt})"),
        sites => format!(" (at {} of these {doubt})", grouped(sites)),
    }
}

/// Names the time of the one claim, or of one of several at least.
fn time_of_one(claimant: &Claimant) -> String {
    match claimant.claims {
        1 => format!("the time of the {}", noun(claimant)),
        claims => {
            format!("the time of at least one of the {} {}s", grouped(claims), noun(claimant))
        }
    }
}

/// Names the time of the one claim, or of any of several.
fn time_of_any(claimant: &Claimant) -> String {
    match claimant.claims {
        1 => format!("the time of the {}", noun(claimant)),
        claims => format!("the time of any of the {} {}s", grouped(claims), noun(claimant)),
    }
}

/// Names the one claim, or one of several, in few words: `the claim`, `a claim`.
pub(super) fn one_in_short(claimant: &Claimant) -> String {
    let noun = noun(claimant);
    let article = if noun == "announcement" { "an" } else { "a" };
    format!("{} {noun}", by_count(claimant.claims, "the", article))
}

/// Returns the noun for what a claimant said: a list of targets is no claim.
pub(super) fn noun(claimant: &Claimant) -> &'static str {
    match claimant.said {
        ClaimContent::Listed | ClaimContent::Announced | ClaimContent::ToCome => "announcement",
        ClaimContent::Warned => "warning",
        ClaimContent::Attacked | ClaimContent::Down | ClaimContent::AttackedOrDown => "claim",
    }
}

/// Tells whether an outage of the one measured site fits, behind a semicolon. None does only where
/// each verdict on it says so.
fn one_site_words(claimant: &Claimant) -> String {
    let (one, any) = (time_of_one(claimant), time_of_any(claimant));
    let words = match (claimant.fitting, claimant.fitting_later, claimant.excluded) {
        (0, _, 0) => format!("; whether an outage of it fits {any} is open"),
        (0, _, _) => format!("; no outage of it fits {any}"),
        (_, 0, _) => format!("; an outage of it fits {one}"),
        (_, _, _) => format!("; an outage of it, not its first, fits {one}"),
    };
    format!("{words}{}", doubt_words(claimant))
}

/// Tells that claims give no time to hold an outage against, behind a semicolon.
fn without_time_words(claimant: &Claimant) -> String {
    let noun = noun(claimant);
    match claimant.claims {
        1 => format!("; the {noun} gives no time, so that no outage can be held against it"),
        _ => format!("; the {noun}s give no time, so that no outage can be held against them"),
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

    /// "Which Mail disputes" stood behind 12 sites, of which Mail spoke of 5. "Which Post disputes,
    /// which Mail disputes of 1 of them" left open which site that was.
    #[test]
    fn who_disputes_a_claim_is_named_and_of_which_sites() {
        let disputed = |by: &[(&str, usize)]| {
            let ids = |sites: usize| (0..sites).map(|number| format!("s{number}")).collect();
            let dispute = |(by, sites): &(&str, usize)| Dispute {
                by: (*by).to_owned(),
                sites: ids(*sites),
                claims: vec!["c1".to_owned()],
            };
            let disputed_by = by.iter().map(dispute).collect();
            let claimant = Claimant { sites: ids(12), disputed_by, ..Claimant::example() };
            disputes_in_words(&claimant, str::to_uppercase)
        };
        assert_eq!(disputed(&[]), "");
        assert_eq!(disputed(&[("Mail", 12)]), ", which Mail disputes");
        assert_eq!(
            disputed(&[("Mail", 12), ("Post", 12), ("Star", 12)]),
            ", which Mail, Post and Star dispute"
        );
        assert_eq!(disputed(&[("Mail", 5)]), ", which Mail disputes of 5 of them");
        assert_eq!(disputed(&[("Mail", 1), ("Post", 12)]), ", which Post disputes, and Mail of S0");
        assert_eq!(
            disputed(&[("Mail", 1), ("Wave", 1), ("Star", 2)]),
            ", which Mail disputes of S0, Wave itself of S0, and Star of 2 of them"
        );
        // A paper that corrects the first of its two claims takes nothing else back.
        let own = Dispute {
            by: "Wave".to_owned(),
            sites: vec!["s0".to_owned()],
            claims: vec!["n1".to_owned()],
        };
        let claimant = Claimant { claims: 2, disputed_by: vec![own], ..Claimant::example() };
        let words = disputes_in_words(&claimant, str::to_owned);
        assert_eq!(words, ", and disputes its own claim n1");
    }

    /// "The time of the claim" stood where there were eight claims, at other times; and over a list
    /// of targets, which is no claim.
    #[test]
    fn several_claims_are_counted_and_a_list_of_targets_is_none() {
        let of = |all, fitting, claims, said| {
            let claimant = Claimant { claims, said, ..Claimant::example() };
            fitting_words(all, &Claimant { fitting, excluded: 1, ..claimant })
        };
        let attacked = ClaimContent::Attacked;
        assert_eq!(of(1, 0, 8, attacked), "; no outage of it fits the time of any of the 8 claims");
        assert_eq!(
            of(1, 1, 8, attacked),
            "; an outage of it fits the time of at least one of the 8 claims"
        );
        assert_eq!(
            of(2, 1, 8, attacked),
            "; at 1 of the 2 an outage certainly fits the time of at least one of the 8 claims"
        );
        assert_eq!(
            of(2, 0, 2, ClaimContent::Listed),
            "; at none of the 2 does an outage certainly fit the time of any of the 2 announcements"
        );
        assert_eq!(
            of(1, 1, 1, ClaimContent::Listed),
            "; an outage of it fits the time of the announcement"
        );
    }

    /// "Certainly fits" stood alone over outages that one vantage saw, which may have failed.
    #[test]
    fn a_fit_that_may_be_a_fault_of_the_vantage_says_so() {
        let of = |all, fitting, fitting_in_doubt| {
            fitting_words(all, &Claimant { fitting, fitting_in_doubt, ..Claimant::example() })
        };
        assert_eq!(
            of(6, 6, 6),
            "; at each of the 6 an outage certainly fits the time of the claim (seen from one \
             vantage alone: a fault of it cannot be ruled out)"
        );
        assert!(of(6, 4, 2).ends_with(
            "(at 2 of these seen from one vantage alone: a fault of it cannot be ruled out)"
        ));
        assert!(of(1, 1, 1).ends_with("ruled out)"), "{}", of(1, 1, 1));
    }
}
