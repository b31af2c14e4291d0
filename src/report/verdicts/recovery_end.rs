//! Ends of outages in words: the end of the outage itself, and the moment from which the site
//! stayed up (M13).

use super::parts::length_words;
use crate::clock::{Bracket, short_utc, short_utc_up};
use crate::model::Recovery;
use crate::report::wording::{grouped, plural};

/// Tells between which moments an outage ended, and from when on the site stayed up for a while.
pub(super) fn end_words(found: Recovery, id: &str) -> String {
    // Without such a length any probe that sees the site up is enough.
    let up_for = match found.stable_for_us {
        0 => String::new(),
        us => format!(" for {} or more", length_words(us)),
    };
    let up = format!("the site was up{up_for}");
    if !found.has_ended {
        let last = found.first.after.map_or_else(String::new, |after| {
            format!(" (last confirmed down at {})", short_utc(after))
        });
        return format!("{id} was not seen to end{last}");
    }
    if found.first == found.recovery {
        return format!("{id} ended and {up} from a moment {}", bracket_words(found.recovery));
    }
    let (ended, relapses) = (bracket_words(found.first), relapses_words(found));
    match found.recovery.by {
        Some(_) => {
            // Where both begin with the same moment, it may have stayed up from the first end on.
            let is_later = found.recovery.after > found.first.after;
            let only = if found.is_behind_all && is_later { " only" } else { "" };
            let when = bracket_words(found.recovery);
            format!("{id} ended {ended}; {up}{only} from a moment {when}{relapses}")
        }
        None => {
            let last = found.recovery.after.filter(|_| !relapses.is_empty() && found.is_behind_all);
            let last = last.map_or_else(String::new, |after| {
                format!(" (last seen down at {})", short_utc(after))
            });
            format!("{id} ended {ended}; the site was not seen up{up_for} after it{relapses}{last}")
        }
    }
}

/// Tells between which moments a site came back: `after … and by …`.
fn bracket_words(recovery: Bracket) -> String {
    let Bracket { after, by } = recovery;
    let after = after.map(|after| format!("after {}", short_utc(after)));
    let by = by.map(|by| format!("by {}", short_utc_up(by)));
    [after, by].into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

/// Tells of the failures of a site before it stayed up, behind a comma; empty where there are none.
fn relapses_words(found: Recovery) -> String {
    let outages = match found.relapses {
        0 => None,
        count => Some(plural(count, "more outage")),
    };
    let blips = match found.blips {
        0 => None,
        1 => Some("1 failure that confirms no outage".to_owned()),
        count => Some(format!("{} failures that confirm no outage", grouped(count))),
    };
    let all: Vec<String> = [outages, blips].into_iter().flatten().collect();
    let behind = if found.is_behind_all { "behind" } else { "perhaps behind" };
    if all.is_empty() { String::new() } else { format!(", {behind} {}", all.join(" and ")) }
}

/// Tells that a site went down again before it was said to be back from a time on, behind a
/// semicolon; empty where it did not.
pub(super) fn down_again_words(outages: usize) -> String {
    match outages {
        0 => String::new(),
        1 => "; it went down once more before the claim was published".to_owned(),
        count => {
            format!("; it went down {} more times before the claim was published", grouped(count))
        }
    }
}
