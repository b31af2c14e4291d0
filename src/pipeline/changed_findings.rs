//! Findings of a report that are others in the same report made again: totals, outages, verdicts.

use crate::clock::{length, length_range};
use crate::model::safe_text::safe_text;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// File of a report with its totals, outages and verdicts as data.
const INCIDENT_JSON: &str = "incident.json";

/// Lengths of the totals: the names of the least and of the greatest, and what is so long.
const LENGTHS: [(&str, &str, &str); 3] = [
    ("downtime_at_least_us", "downtime_at_most_us", "downtime"),
    (
        "downtime_at_least_outside_maintenance_us",
        "downtime_at_most_outside_maintenance_us",
        "downtime outside announced work",
    ),
    (
        "downtime_closed_at_least_us",
        "downtime_closed_at_most_us",
        "downtime of the sites whose outages have both ends on the record",
    ),
];

/// Words for totals whose names say too little.
const NAMES: [(&str, &str); 6] = [
    ("measured", "measured sites"),
    ("went_down", "sites that went down"),
    ("down_at_start", "sites that were down before they were first seen up"),
    ("never_up", "sites that were down and never seen up"),
    ("no_outage", "measured sites without an outage"),
    ("closed", "sites whose outages have both ends on the record"),
];

/// Findings of a report, in words.
#[derive(Debug, Default)]
pub(super) struct StoredFindings {
    /// Totals, by what they count.
    totals: BTreeMap<String, String>,
    /// Outages, by site and in order of time.
    outages: BTreeMap<String, Vec<StoredOutage>>,
    /// Results of the verdicts on claims, with their ids, by claim and site.
    verdicts: BTreeMap<String, (String, String)>,
}

/// Outage as a report stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StoredOutage {
    id: String,
    /// Earliest and latest moment at which it may have lasted, as they are written.
    possible: [String; 2],
    /// Edges and length in words.
    words: String,
}

impl StoredOutage {
    fn of(outage: &Value) -> StoredOutage {
        let word = |name: &str| safe_text(outage[name].as_str().unwrap_or_default());
        let time =
            |name: &str| safe_text(outage["possibly_down"][name].as_str().unwrap_or_default());
        let lasted = length_range(
            outage["at_least_us"].as_i64().unwrap_or_default(),
            outage["at_most_us"].as_i64(),
        );
        let edge = |by: &str, word: &str, open: &str| match by {
            "" => open.to_owned(),
            by => format!("{word} by {by}"),
        };
        let (start, end) = (word("onset_by"), word("recovery_by"));
        let start = edge(&start, "started", "with no start on the record");
        let end = edge(&end, "ended", "with no end on the record");
        StoredOutage {
            id: word("outage"),
            possible: [time("from"), time("until")],
            words: format!("{start}, {end}, down for {lasted}"),
        }
    }

    /// Says whether two outages may have been down at one moment. Times are written in one form, so
    /// that their order is that of their letters.
    fn may_overlap(&self, other: &StoredOutage) -> bool {
        self.possible[0] < other.possible[1] && other.possible[0] < self.possible[1]
    }
}

impl StoredFindings {
    /// Reads the findings of a report; none where they cannot be read, which the comparison of
    /// files tells.
    pub(super) fn read(report: &Path) -> StoredFindings {
        let text = fs::read(report.join(INCIDENT_JSON)).unwrap_or_default();
        let data: Value = serde_json::from_slice(&text).unwrap_or_default();
        let mut findings = StoredFindings {
            totals: totals_in_words(&data["totals"]),
            ..StoredFindings::default()
        };
        for outage in data["outages"].as_array().into_iter().flatten() {
            let site = safe_text(outage["site"].as_str().unwrap_or_default());
            findings.outages.entry(site).or_default().push(StoredOutage::of(outage));
        }
        for verdict in data["verdicts"].as_array().into_iter().flatten() {
            let word = |name: &str| safe_text(verdict[name].as_str().unwrap_or_default());
            let (claim, site) = (word("claim"), word("site"));
            if !claim.is_empty() {
                let result = (word("result"), word("verdict"));
                findings.verdicts.insert(format!("claim {claim} on {site}"), result);
            }
        }
        findings
    }

    /// Lists the findings that are others now, in words: totals, then outages by site, then
    /// verdicts. The id of an outage or a verdict alone is no finding.
    pub(super) fn changed(&self, now: &StoredFindings) -> Vec<String> {
        let mut changed = Vec::new();
        for name in names(&self.totals, &now.totals) {
            let (before, after) = (self.totals.get(name), now.totals.get(name));
            if before != after {
                changed.push(then_and_now(name, before, after));
            }
        }
        for site in names(&self.outages, &now.outages) {
            let of = |all: &BTreeMap<String, Vec<StoredOutage>>| {
                all.get(site).cloned().unwrap_or_default()
            };
            changed.extend(changed_outages(site, of(&self.outages), of(&now.outages)));
        }
        for name in names(&self.verdicts, &now.verdicts) {
            let (before, after) = (self.verdicts.get(name), now.verdicts.get(name));
            if before.map(|(result, _)| result) != after.map(|(result, _)| result) {
                let words = |(result, id): &(String, String)| format!("{result} ({id})");
                changed.push(then_and_now(
                    name,
                    before.map(words).as_ref(),
                    after.map(words).as_ref(),
                ));
            }
        }
        changed
    }
}

/// Lists the names that either has.
fn names<'a, V>(
    then: &'a BTreeMap<String, V>,
    now: &'a BTreeMap<String, V>,
) -> BTreeSet<&'a String> {
    then.keys().chain(now.keys()).collect()
}

/// Writes what something was and is.
fn then_and_now(name: &str, then: Option<&String>, now: Option<&String>) -> String {
    let words = |text: Option<&String>| text.map_or("nothing", String::as_str).to_owned();
    format!("{name}: {} then, {} now", words(then), words(now))
}

/// Writes the outages of a site that are gone, new, or other than they were.
fn changed_outages(site: &str, then: Vec<StoredOutage>, now: Vec<StoredOutage>) -> Vec<String> {
    let is_in = |one: &StoredOutage, all: &[StoredOutage]| {
        all.iter().any(|other| (&other.words, &other.possible) == (&one.words, &one.possible))
    };
    let mut added: Vec<StoredOutage> =
        now.iter().filter(|one| !is_in(one, &then)).cloned().collect();
    let mut changed = Vec::new();
    for before in then.iter().filter(|one| !is_in(one, &now)) {
        let StoredOutage { id, words, .. } = before;
        changed.push(match added.iter().position(|after| after.may_overlap(before)) {
            None => format!("outage {id} of {site}: {words} then, gone now"),
            Some(at) => {
                let after = added.remove(at);
                let now = if after.id == *id { String::new() } else { format!(" ({})", after.id) };
                format!("outage {id} of {site}: {words} then, {} now{now}", after.words)
            }
        });
    }
    let new = added.iter().map(|one| format!("outage {} of {site}: {}, new", one.id, one.words));
    changed.extend(new);
    changed
}

/// Writes totals in words, by what they count. Lengths that say the same as another one are left
/// out: those outside announced work where there was none, and those of the sites whose outages
/// have both ends where all have.
fn totals_in_words(totals: &Value) -> BTreeMap<String, String> {
    let range = |least: &str, most: &str| {
        let least = totals[least].as_i64()?;
        Some(length_range(least, totals[most].as_i64()))
    };
    let mut words = BTreeMap::new();
    let whole = range(LENGTHS[0].0, LENGTHS[0].1);
    for (at, (least, most, name)) in LENGTHS.into_iter().enumerate() {
        let lasted = range(least, most).filter(|words| at == 0 || Some(words) != whole.as_ref());
        words.extend(lasted.map(|lasted| (name.to_owned(), lasted)));
    }
    let is_length =
        |name: &str| LENGTHS.iter().any(|(least, most, _)| [*least, *most].contains(&name));
    for (name, value) in totals.as_object().into_iter().flatten() {
        if !is_length(name) {
            let (name, value) = total_in_words(name, value);
            words.insert(name, value);
        }
    }
    words
}

/// Writes the name and the value of a total in words, a length of microseconds in its units.
fn total_in_words(name: &str, value: &Value) -> (String, String) {
    if let Some((_, words)) = NAMES.iter().find(|(known, _)| *known == name) {
        return ((*words).to_owned(), value.to_string());
    }
    match (name.strip_suffix("_us"), value.as_i64()) {
        (Some(name), Some(us)) => (name.replace('_', " "), length(us)),
        (Some(name), None) => (name.replace('_', " "), "open".to_owned()),
        (None, _) => (name.replace('_', " "), value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, MINUTE};
    use serde_json::json;

    #[test]
    fn a_downtime_is_one_range_and_stands_once_where_others_are_the_same() {
        let totals = |outside: i64| {
            json!({
                "went_down": 2,
                "downtime_at_least_us": HOUR,
                "downtime_at_most_us": 2 * HOUR,
                "downtime_at_least_outside_maintenance_us": outside,
                "downtime_at_most_outside_maintenance_us": 2 * HOUR,
                "downtime_closed_at_least_us": HOUR,
                "downtime_closed_at_most_us": 2 * HOUR,
            })
        };
        let same = totals_in_words(&totals(HOUR));
        let lines: Vec<String> =
            same.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        assert_eq!(lines, ["downtime: 1 h to 2 h", "sites that went down: 2"]);
        let other = totals_in_words(&totals(50 * MINUTE));
        assert_eq!(other["downtime outside announced work"], "50 min to 2 h");
    }

    #[test]
    fn an_outage_is_gone_or_new_or_another() {
        let outage = |id: &str, from: &str, until: &str| StoredOutage {
            id: id.to_owned(),
            possible: [from.to_owned(), until.to_owned()],
            words: format!("started by {from}, ended by {until}"),
        };
        let then = vec![outage("O001", "01:00", "02:00"), outage("O004", "05:00", "06:00")];
        assert!(changed_outages("a", then.clone(), then.clone()).is_empty());
        // Another number is no other outage.
        let renamed = vec![outage("O002", "01:00", "02:00"), outage("O004", "05:00", "06:00")];
        assert!(changed_outages("a", then.clone(), renamed).is_empty());
        let now = vec![outage("O001", "01:30", "02:00"), outage("O003", "08:00", "09:00")];
        assert_eq!(
            changed_outages("a", then, now),
            [
                "outage O001 of a: started by 01:00, ended by 02:00 then, started by 01:30, ended \
                 by 02:00 now",
                "outage O004 of a: started by 05:00, ended by 06:00 then, gone now",
                "outage O003 of a: started by 08:00, ended by 09:00, new",
            ]
        );
    }
}
