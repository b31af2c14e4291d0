//! Recovery of a set of sites in words (M22).

use super::names::with_role;
use super::sentences::in_clause;
use crate::clock::{length, length_range};
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery, SiteSet};
use crate::model::{DurationRange, by_count, grouped, plural, was};

/// Puts the recovery of a set of sites into words, for the middle of a sentence: `at least half of
/// the 14 sites with outages that claims of Killnet naming them are held against were back 5 h to
/// 6 h after these started, each of them 1 h to 9 h after`. Of a few sites no half is given.
pub(in crate::report) fn recovery_words(one: &SetRecovery) -> String {
    let (sites, seen) = (one.sites.len(), one.seen_back);
    let which = down_words(&one.set, sites);
    let started = match &one.set {
        SiteSet::Claimant { .. } => by_count(sites, "it started", "these started"),
        SiteSet::All | SiteSet::Group(_) => {
            by_count(sites, "its first outage started", "their first outages started")
        }
    };
    let range = |range: DurationRange| length_range(range.least_us, range.most_us);
    let is_few = sites < LEAST_SITES_OF_A_CURVE;
    let times = match (seen, sites) {
        (0, 1) => format!("{which} was not seen to come back"),
        (0, _) => format!("none of {which} was seen to come back"),
        _ if seen == sites && is_few => {
            format!("{which} {} back {} after {started}", was(sites), range(one.range))
        }
        _ if seen == sites && one.median == one.range => {
            format!("each of {which} was back {} after its outage started", range(one.range))
        }
        _ if seen == sites => format!(
            "at least half of {which} were back {} after {started}, each of them {} after",
            range(one.median),
            range(one.range)
        ),
        _ if is_few => format!("{} of {which} {} seen back", grouped(seen), was(seen)),
        _ => {
            let half = time_back(one.median);
            let seen_back = format!("{} of {which} {} seen back", grouped(seen), was(seen));
            format!("{seen_back}, at least half of all {half} after {started}")
        }
    };
    format!("{times}{}", unseen_words(one))
}

/// Tells how many sites can have been back in a gap of their outages, where a time is given, behind
/// a semicolon; empty where none can.
fn unseen_words(one: &SetRecovery) -> String {
    let gives_time = one.seen_back > 0
        && (one.seen_back == one.sites.len() || one.sites.len() >= LEAST_SITES_OF_A_CURVE);
    match (one.perhaps_back_unseen, one.sites.len()) {
        _ if !gives_time => String::new(),
        (0, _) => String::new(),
        (_, 1) => {
            "; it may have been back before, in a time in which it was not seen down".to_owned()
        }
        (count, _) => format!(
            "; {} of them may have been back before, in a time in which they were not seen down",
            grouped(count)
        ),
    }
}

/// Writes a time to recovery; one that is open above is that of a site that was not seen back.
pub(in crate::report) fn time_back(time: DurationRange) -> String {
    match time.most_us {
        Some(most_us) => length_range(time.least_us, Some(most_us)),
        None => format!("{} or more", length(time.least_us)),
    }
}

/// Names a set of sites; `shown` makes a name fit for its place.
pub(in crate::report) fn set_name(set: &SiteSet, shown: fn(&str) -> String) -> String {
    match set {
        SiteSet::All => "all sites".to_owned(),
        SiteSet::Claimant { name, role, .. } => {
            format!("claims of {} ({})", shown(name), role.as_str())
        }
        SiteSet::Group(name) => format!("group {}", shown(name)),
    }
}

/// Names the sites of a set that went down: `the 5 sites of the group banks that went down`.
fn down_words(set: &SiteSet, sites: usize) -> String {
    let count = plural(sites, "site");
    match set {
        SiteSet::All => format!("the {count} that went down"),
        SiteSet::Claimant { name, role, has_namesake } => {
            let with = by_count(sites, "with an outage", "with outages");
            let them = by_count(sites, "it", "them");
            let name = match has_namesake {
                true => in_clause(&with_role(name, *role)),
                false => in_clause(name),
            };
            format!("the {count} {with} that claims of {name} naming {them} are held against")
        }
        SiteSet::Group(name) => {
            format!("the {count} of the group {} that went down", in_clause(name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    /// Recovery of a group, in minutes.
    fn words(sites: usize, seen: usize, median: (i64, Option<i64>)) -> String {
        let minutes = |least: i64, most: Option<i64>| DurationRange {
            least_us: least * MINUTE,
            most_us: most.map(|most| most * MINUTE),
        };
        recovery_words(&SetRecovery {
            set: SiteSet::Group("banks".to_owned()),
            sites: vec![String::new(); sites],
            times: Vec::new(),
            outages: Vec::new(),
            seen_back: seen,
            perhaps_back_unseen: 0,
            median: minutes(median.0, median.1),
            range: minutes(5, (seen == sites).then_some(90)),
            curve: Vec::new(),
        })
    }

    #[test]
    fn recovery_is_given_with_how_many_were_seen_back() {
        let ends = [
            (1, 0, "the 1 site of the group banks that went down was not seen to come back"),
            (3, 0, "none of the 3 sites of the group banks that went down was seen to come back"),
            (
                1,
                1,
                "the 1 site of the group banks that went down was back 5 min to 1 h 30 min after \
                 its first outage started",
            ),
            (
                4,
                4,
                "the 4 sites of the group banks that went down were back 5 min to 1 h 30 min after \
                 their first outages started",
            ),
            (4, 1, "1 of the 4 sites of the group banks that went down was seen back"),
            (
                5,
                5,
                "at least half of the 5 sites of the group banks that went down were back 20 min \
                 to 40 min after their first outages started, each of them 5 min to 1 h 30 min \
                 after",
            ),
            (
                5,
                3,
                "3 of the 5 sites of the group banks that went down were seen back, at least half \
                 of all 20 min to 40 min after their first outages started",
            ),
        ];
        for (sites, seen, expected) in ends {
            assert_eq!(words(sites, seen, (20, Some(40))), expected);
        }
        assert_eq!(
            words(5, 2, (20, None)),
            "2 of the 5 sites of the group banks that went down were seen back, at least half of \
             all 20 min or more after their first outages started"
        );
    }

    /// "0 s to 3 h 40 min after" stood alone over a site that nobody had seen back so soon.
    #[test]
    fn a_site_that_can_have_been_back_unseen_is_counted() {
        let range = DurationRange { least_us: 0, most_us: Some(MINUTE) };
        let of = |sites: usize, seen_back, perhaps_back_unseen| {
            recovery_words(&SetRecovery {
                set: SiteSet::All,
                sites: vec![String::new(); sites],
                times: Vec::new(),
                outages: Vec::new(),
                seen_back,
                perhaps_back_unseen,
                median: range,
                range,
                curve: Vec::new(),
            })
        };
        let one = "; it may have been back before, in a time in which it was not seen down";
        assert!(of(1, 1, 1).ends_with(one), "{}", of(1, 1, 1));
        let some =
            "; 2 of them may have been back before, in a time in which they were not seen down";
        assert!(of(6, 6, 2).ends_with(some), "{}", of(6, 6, 2));
        assert!(!of(6, 6, 0).contains("before") && !of(3, 1, 1).contains("before"));
    }
}
