//! Sites of which a claimant spoke, in words.

use crate::model::{ClaimContent, Claimant, Quantifier, Report, Role};
use crate::report::wording::{by_count, claimant_name, counted, grouped, in_clause, plural};

/// Names the sites of which a claimant spoke. A claimant who named a group did not name its sites:
/// which these are, `sites.csv` says.
pub(super) fn sites_said(claimant: &Claimant) -> String {
    let sites = counted_sites(claimant);
    let share = share_words(claimant);
    if claimant.groups == 0 {
        return format!("{}{}", share_of(claimant, &sites), all_sites_words(claimant));
    }
    let groups = match share {
        "" => counted(claimant.groups, "group of sites", "groups of sites"),
        _ => format!("the sites of {}", plural(claimant.groups, "group")),
    };
    let by_name = match claimant.by_name {
        0 => String::new(),
        count => format!(" and {}", plural(count, "single site")),
    };
    let in_all = if claimant.leaves_out { "" } else { " in all" };
    format!("{share}{groups}{by_name} ({sites}{in_all}, grouped as in sites.csv)")
}

/// Tells that the words "all sites" alone say which sites a claimant means, behind a blank; empty
/// where it names them or their groups.
pub(super) fn all_sites_words(claimant: &Claimant) -> &'static str {
    match claimant.all_sites && claimant.groups == 0 && claimant.by_name == 0 {
        true => " (by the words “all sites”)",
        false => "",
    }
}

/// Counts the sites that a claimant means; where the reader left out some, only those asked for.
pub(in crate::report) fn counted_sites(claimant: &Claimant) -> String {
    match claimant.leaves_out {
        true => format!("{} of those asked for", plural(claimant.meant, "site")),
        false => plural(claimant.meant, "site"),
    }
}

/// Says of how many of its sites a claimant speaks, before their number; empty where of each.
fn share_words(claimant: &Claimant) -> &'static str {
    match claimant.quantifier {
        Quantifier::Most => "most of ",
        Quantifier::Some => "some of ",
        Quantifier::Each | Quantifier::None => "",
    }
}

/// Says of how many of the sites that `named` names a claimant speaks. Who speaks of most or some
/// of one site that is listed alone means others, too.
pub(in crate::report) fn share_of(claimant: &Claimant, named: &str) -> String {
    let share = share_words(claimant);
    match share.is_empty() || claimant.meant > 1 || claimant.leaves_out {
        true => format!("{share}{named}"),
        false => format!("{share}several sites, of which {named} alone is listed"),
    }
}

/// Says what a claimant said of sites, which `sites` names.
pub(in crate::report) fn said_of(claimant: &Claimant, sites: &str) -> String {
    let is_one = claimant.meant == 1
        && claimant.quantifier == Quantifier::Each
        && claimant.groups == 0
        && !claimant.leaves_out;
    let said = said_in(claimant, sites, is_one);
    let is_counted = matches!(claimant.said, ClaimContent::Attacked | ClaimContent::Down);
    match claimant.claims {
        // Two claims about one site need not be of two attacks.
        claims @ 2.. if is_one && is_counted && !claimant.retells => {
            format!("{said} in {} claims", grouped(claims))
        }
        _ => said,
    }
}

/// Says what a claimant said of sites, or of one site, which `sites` names. Only an attacker claims
/// an attack as its own.
fn said_in(claimant: &Claimant, sites: &str, is_one: bool) -> String {
    let attacks = if is_one { "an attack on" } else { "attacks on" };
    let outages = if is_one { "an outage of" } else { "outages of" };
    let of = match claimant.said {
        ClaimContent::Listed if claimant.retells && is_one => {
            return format!("retold that {sites} is a target");
        }
        ClaimContent::Listed if claimant.retells => {
            return format!("retold that {sites} are targets");
        }
        ClaimContent::Listed if is_one => return format!("listed {sites} as a target"),
        ClaimContent::Listed => return format!("listed {sites} as targets"),
        ClaimContent::Attacked | ClaimContent::Warned => format!("{attacks} {sites}"),
        ClaimContent::Down | ClaimContent::Announced => format!("{outages} {sites}"),
        ClaimContent::AttackedOrDown => format!("attacks on or outages of {sites}"),
        ClaimContent::ToCome => format!("attacks on or outages of {sites} to come"),
    };
    if claimant.retells && !claimant.retells_alike {
        return format!("spoke of {of}, retelling what others said of them");
    }
    if claimant.retells {
        let what = match claimant.said {
            ClaimContent::Warned => by_count(claimant.claims, "a warning", "warnings"),
            ClaimContent::Announced => {
                by_count(claimant.claims, "an announcement", "announcements")
            }
            _ => by_count(claimant.claims, "a claim", "claims"),
        };
        return format!("retold {what} of {of}");
    }
    let verb = match claimant.said {
        ClaimContent::Attacked if claimant.role == Role::Attacker => "claimed",
        ClaimContent::Attacked | ClaimContent::Down => "reported",
        ClaimContent::Warned => "warned of",
        ClaimContent::Announced => "announced",
        ClaimContent::AttackedOrDown | ClaimContent::ToCome | ClaimContent::Listed => "spoke of",
    };
    format!("{verb} {of}")
}

/// Returns the head over the sites of which a claimant spoke: what was said of them, and whether
/// each was named or only its group.
pub(in crate::report) fn head_of(claimant: &Claimant) -> String {
    let sites = match (claimant.groups, claimant.by_name) {
        (0, _) => "these sites",
        (_, 0) => "the groups of these sites",
        (_, _) => "these sites or their groups",
    };
    let sites = format!("{}{sites}", share_words(claimant));
    format!("{} {}", name_of(claimant), said_in(claimant, &sites, false))
}

/// Names a claimant as [`name_of`] does, with the role where the name has another one in a claim of
/// the report: that is another claimant.
pub(super) fn name_in(report: &Report, claimant: &Claimant) -> String {
    as_read(&claimant_name(report, &claimant.name, claimant.role), claimant)
}

/// Names a claimant; of sites that the record alone reads into the words, it says so.
pub(in crate::report) fn name_of(claimant: &Claimant) -> String {
    as_read(&claimant.name, claimant)
}

/// Makes a name of a claimant fit for a clause, with that it is the record's reading.
fn as_read(name: &str, claimant: &Claimant) -> String {
    let name = in_clause(name);
    if claimant.inferred { format!("{name}, as the recorder reads it,") } else { name }
}

/// Sites of a claimant that a row counts, of those that its claims are about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rest {
    /// All of them.
    All,
    /// All but so many, which count in the row of what the claimant said more firmly.
    Part(usize),
}

impl Rest {
    /// Tells how many sites count elsewhere, behind a comma; empty where none does.
    pub(super) fn words(self) -> String {
        match self {
            Rest::All => String::new(),
            Rest::Part(1) => ", 1 of which counts with what was said more firmly".to_owned(),
            Rest::Part(sites) => {
                format!(", {} of which count with what was said more firmly", grouped(sites))
            }
        }
    }
}

/// Returns whether a row counts all sites that its claims are about.
pub(super) fn rest_of(claimant: &Claimant) -> Rest {
    match claimant.meant.saturating_sub(claimant.sites.len()) {
        0 => Rest::All,
        elsewhere => Rest::Part(elsewhere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_that_the_record_reads_into_the_words_are_reported_as_such() {
        let head = head_of(&Claimant { inferred: true, ..Claimant::example_of(2) });
        assert_eq!(head, "Wave, as the recorder reads it, claimed attacks on these sites");
    }

    #[test]
    fn a_claimant_who_named_groups_did_not_name_their_sites() {
        let sites_of = |quantifier, groups, by_name, sites| {
            sites_said(&Claimant { quantifier, groups, by_name, ..Claimant::example_of(sites) })
        };
        let words = [
            sites_of(Quantifier::Each, 0, 2, 2),
            sites_of(Quantifier::Each, 1, 0, 1),
            sites_of(Quantifier::Each, 12, 1, 40),
            sites_of(Quantifier::Some, 4, 0, 15),
        ];
        let expected = [
            "2 sites",
            "1 group of sites (1 site in all, grouped as in sites.csv)",
            "12 groups of sites and 1 single site (40 sites in all, grouped as in sites.csv)",
            "some of the sites of 4 groups (15 sites in all, grouped as in sites.csv)",
        ];
        assert_eq!(words, expected);
    }

    /// "Named by" stood over sites that a post did not name: it named their groups.
    #[test]
    fn the_head_over_sites_says_whether_they_or_their_groups_were_named() {
        let head = |said, quantifier, groups, by_name| {
            head_of(&Claimant { said, quantifier, groups, by_name, ..Claimant::example_of(1) })
        };
        let heads = [
            head(ClaimContent::Attacked, Quantifier::Each, 0, 2),
            head(ClaimContent::Attacked, Quantifier::Each, 2, 0),
            head(ClaimContent::Down, Quantifier::Most, 2, 1),
            head(ClaimContent::Listed, Quantifier::Some, 0, 0),
        ];
        let expected = [
            "Wave claimed attacks on these sites",
            "Wave claimed attacks on the groups of these sites",
            "Wave reported outages of most of these sites or their groups",
            "Wave listed some of these sites as targets",
        ];
        assert_eq!(heads, expected);
    }
}
