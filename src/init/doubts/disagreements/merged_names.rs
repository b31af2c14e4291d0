//! Names of one address that may be sites of their own: `http://` and `https://`, `:80` and `:443`,
//! with `www.` and without.

use crate::clock::Instant;
use crate::model::address::canonical;
use crate::model::suggest::listed;
use crate::model::{Status, plural};
use std::collections::BTreeMap;

/// Rows of a name that stand beside one of another name, at least.
const FEW: usize = 3;

/// Probe under the name that its row has.
#[derive(Debug, Clone)]
pub(in crate::init) struct NamedRow {
    /// Name of the site, as written.
    pub(in crate::init) name: String,
    pub(in crate::init) at: Instant,
    /// Outcome of the probe; `None` where it is not known.
    pub(in crate::init) status: Option<Status>,
}

/// Several names of one address, whose rows stand beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::init) struct MergedNames {
    /// Names as written, sorted; at least two.
    pub(in crate::init) names: Vec<String>,
    /// Number of failed probes beside which a probe under another of the names found its site up.
    pub(in crate::init) odd: usize,
}

/// Rows of one name, in the order of time.
type RowsOfName = Vec<(Instant, Option<Status>)>;

impl MergedNames {
    /// Finds the first address with several names whose rows stand beside one another, and one with
    /// contradictions before others.
    pub(in crate::init) fn find(rows: impl Iterator<Item = NamedRow>) -> Option<MergedNames> {
        let mut addresses: BTreeMap<String, BTreeMap<String, RowsOfName>> = BTreeMap::new();
        for NamedRow { name, at, status } in rows {
            let Some(address) = canonical(&name) else { continue };
            addresses.entry(address).or_default().entry(name).or_default().push((at, status));
        }
        let mut found: Option<MergedNames> = None;
        for names in addresses.into_values().filter(|names| names.len() > 1) {
            let Some(one) = MergedNames::of(names) else { continue };
            if found.as_ref().is_none_or(|known| known.odd == 0 && one.odd > 0) {
                found = Some(one);
            }
        }
        found
    }

    /// Compares the rows of the names of one address; `None` where they do not stand beside one
    /// another, as where a monitor was set to another name.
    fn of(mut names: BTreeMap<String, RowsOfName>) -> Option<MergedNames> {
        names.values_mut().for_each(|rows| rows.sort_unstable_by_key(|(at, _)| *at));
        let (mut beside, mut odd) = (0, 0);
        for (name, rows) in &names {
            for (other, others) in &names {
                if name == other {
                    continue;
                }
                let Some(half) = half_of_the_pace(others) else { continue };
                for (at, status) in rows {
                    let Some((near, theirs)) = nearest(others, *at) else { continue };
                    if near.since(*at).abs() >= half {
                        continue;
                    }
                    beside += 1;
                    let contradicts = *status == Some(Status::Down) && *theirs == Some(Status::Up);
                    odd += usize::from(contradicts);
                }
            }
        }
        let names = names.into_keys().collect();
        (beside >= FEW).then_some(MergedNames { names, odd })
    }

    /// Asks whether the names are sites of their own; `what` is the word for one of the rows.
    pub(in crate::init) fn question(&self, what: &str) -> String {
        let row = |name: &String| format!("`{},{name}`", id_of(name));
        let rows: Vec<String> = self.names.iter().map(row).collect();
        format!(
            "{} are one site, as they differ by scheme, `www.` or port alone, and in {} one of \
             them failed while another answered: of rows of one moment the best counts, and an \
             outage of one of them is lost; if each is a site of its own, write a sites.csv beside \
             incident.toml, with the lines `site,url`, {}",
            listed(self.names.iter().map(String::as_str)),
            plural(self.odd, what),
            rows.join(", ")
        )
    }
}

/// Makes an id for a name: letters, digits, points and hyphens alone, so that it is no address that
/// another name has too.
fn id_of(name: &str) -> String {
    let kept = |letter: char| if letter.is_alphanumeric() || letter == '.' { letter } else { '-' };
    let id: String = name.chars().map(kept).collect();
    let parts: Vec<&str> = id.split('-').filter(|part| !part.is_empty()).collect();
    let id = parts.join("-");
    if id == name { format!("{id}-alone") } else { id }
}

/// Gives half of the most usual time between two rows, in microseconds; `None` where there are too
/// few.
fn half_of_the_pace(rows: &RowsOfName) -> Option<i64> {
    let mut gaps: Vec<i64> =
        rows.windows(2).map(|pair| pair[1].0.since(pair[0].0)).filter(|gap| *gap > 0).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).map(|gap| gap / 2)
}

/// Finds the row that is nearest to a moment; the earlier one of two.
fn nearest(rows: &RowsOfName, at: Instant) -> Option<&(Instant, Option<Status>)> {
    let behind = rows.partition_point(|(known, _)| *known < at);
    let around = [behind.checked_sub(1), Some(behind)];
    let around = around.into_iter().flatten().filter_map(|place| rows.get(place));
    around.min_by_key(|(known, _)| known.since(at).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    fn rows(name: &str, seconds: i64, failed: &[i64]) -> Vec<NamedRow> {
        let row = |number: i64| NamedRow {
            name: name.to_owned(),
            at: Instant(number * 5 * MINUTE + seconds * 1_000_000),
            status: Some(if failed.contains(&number) { Status::Down } else { Status::Up }),
        };
        (0..12).map(row).collect()
    }

    fn found(all: [Vec<NamedRow>; 2]) -> Option<usize> {
        MergedNames::find(all.into_iter().flatten()).map(|merged| merged.odd)
    }

    #[test]
    fn names_of_one_address_that_contradict_each_other_are_found() {
        let plain = || rows("http://mill.example/", 0, &[]);
        for other in ["https://mill.example", "mill.example:443", "www.mill.example"] {
            assert_eq!(found([plain(), rows(other, 0, &[4, 5])]), Some(2), "{other}");
            assert_eq!(found([plain(), rows(other, 7, &[4, 5])]), Some(2), "{other}, later");
            assert_eq!(found([plain(), rows(other, 0, &[])]), Some(0), "{other}");
        }
        assert_eq!(found([plain(), rows("http://mill.example/shop", 0, &[4])]), None);
        assert_eq!(found([plain(), rows("http://mill.example:8080", 0, &[4])]), None);
        assert_eq!(found([plain(), plain()]), None);
    }

    #[test]
    fn names_of_different_times_are_not_beside_one_another() {
        let later = rows("https://mill.example/", 9_000, &[3]);
        assert_eq!(found([rows("http://mill.example/", 0, &[]), later]), None);
    }

    #[test]
    fn ids_differ() {
        let ids = ["http://mill.example/", "https://mill.example/"].map(id_of);
        assert_eq!(ids, ["http-mill.example", "https-mill.example"]);
        let ids = ["mill.example", "www.mill.example", "mill.example:443"].map(id_of);
        assert_eq!(ids, ["mill.example-alone", "www.mill.example-alone", "mill.example-443"]);
    }
}
