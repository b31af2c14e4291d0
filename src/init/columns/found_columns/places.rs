//! Columns that were found for the site and the vantage and are one another: hosts that were probed
//! under the heading of a place, and machines that probed beside them.

use crate::init::sample::Sampled;
use crate::init::words::cell_kinds::{are_registered_codes, is_address, is_moment};
use crate::init::words::known_words::Heading;
use std::collections::{BTreeMap, BTreeSet};

/// End of the path to the key of an object.
const KEY: &str = "{key}";
/// Headings of the machine that a row tells of, in small letters: what was probed, or what probed.
const MACHINES: [&str; 7] =
    ["host", "hostname", "server", "instance", "node", "device", "device_name"];

/// Columns of the site, of which there may be several, and that of the vantage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) site: Vec<usize>,
    pub(super) vantage: Option<usize>,
}

impl Places {
    /// Puts the columns where their cells say that they belong; `None` where they are in their
    /// places.
    pub(super) fn settled(&self, sampled: &Sampled) -> Option<Places> {
        let cells = PlaceCells { sampled };
        if let (&[site], Some(place)) = (&self.site[..], self.vantage)
            && cells.are_addresses(place)
            && cells.distinct(place).len() > 1
            && cells.distinct(site).len() == 1
            && !cells.has_address(site)
        {
            // One name around all rows is that of what they are about.
            return Some(Places { site: vec![place], vantage: None });
        }
        let (site, place) = cells.site_and_place(&self.site)?;
        let is_free = self.vantage.is_none_or(|at| at == place);
        is_free.then(|| Places { site: vec![site], vantage: Some(place) })
    }
}

/// Seconds from 1970 to the year 2001: a number above is likelier a moment than that of a place.
const SINCE_1970: f64 = 1e9;

/// Says whether a cell can name a place, and is neither a moment nor a count of seconds.
pub(super) fn is_place(cell: &str) -> bool {
    let is_count = cell.parse().is_ok_and(|number: f64| number >= SINCE_1970);
    !cell.is_empty() && !is_moment(cell) && !is_count
}

/// Says whether a column that was found for the site by its cells alone can be it: what stands once
/// around a list whose rows name a place may be the kind of the list.
pub(super) fn can_be_site(sampled: &Sampled, at: usize) -> bool {
    let Some(names) = sampled.names() else { return true };
    let is_own =
        |at: usize| !sampled.is_around(at) && sampled.column(at).any(|cell| !cell.is_empty());
    Heading::Site.is_named(&names[at])
        || !sampled.is_around(at)
        || Heading::Vantage.find(names, is_own).is_none()
}

/// Says whether a heading in small letters is that of ids or of counts, which are no codes.
pub(super) fn is_of_ids(small: &str) -> bool {
    let last = small.rsplit([' ', '_', '-', '.']).next().unwrap_or_default();
    ["id", "uid", "uuid", "nr", "no", "number", "nummer", "count", "port"].contains(&last)
}

/// Says whether cells are status codes, and no numbers that are one for each of several sites and
/// another for each, as those of their checks in a database are.
pub(super) fn are_codes_beside(sites: &[&str], cells: &[&str]) -> bool {
    let pairs: BTreeSet<(&str, &str)> = sites.iter().copied().zip(cells.iter().copied()).collect();
    let of_sites: BTreeSet<&str> = pairs.iter().map(|(site, _)| *site).collect();
    let numbers: BTreeSet<&str> = pairs.iter().map(|(_, number)| *number).collect();
    let is_one_each = of_sites.len() == pairs.len() && numbers.len() == pairs.len();
    // Of two sites one may lead elsewhere each time.
    let are_several = pairs.len() > 2 || pairs.len() > 1 && !numbers.contains("200");
    are_registered_codes(cells) && !(is_one_each && are_several)
}

/// Cells of the first rows.
struct PlaceCells<'a> {
    sampled: &'a Sampled,
}

impl PlaceCells<'_> {
    /// Lists the different texts of a column.
    fn distinct(&self, at: usize) -> BTreeSet<&str> {
        self.sampled.column(at).filter(|cell| !cell.is_empty()).collect()
    }

    /// Says whether each cell is an address.
    fn are_addresses(&self, at: usize) -> bool {
        let all = self.distinct(at);
        !all.is_empty() && all.into_iter().all(is_address)
    }

    /// Says whether some cell is an address.
    fn has_address(&self, at: usize) -> bool {
        self.distinct(at).into_iter().any(is_address)
    }

    /// Says whether the cells of a column are the keys of an object.
    fn are_keys(&self, at: usize) -> bool {
        let header = self.sampled.header.as_ref();
        header.is_some_and(|names| names[at].ends_with(KEY))
    }

    /// Finds, for columns that were taken for the site, the one that is, and one of places: `None`
    /// where all are sites.
    fn site_and_place(&self, columns: &[usize]) -> Option<(usize, usize)> {
        if let Some(keys) = columns.iter().copied().find(|at| self.are_keys(*at)) {
            let names = self.sampled.names()?;
            let is_site = |at: &usize| {
                *at != keys && Heading::Site.is_named(&names[*at]) && self.are_addresses(*at)
            };
            let site = (0..self.sampled.width()).find(is_site)?;
            return self.are_crossed(keys, site).then_some((site, keys));
        }
        let [one, other] = columns[..] else { return None };
        let is_machine = |at: usize| {
            let names = self.sampled.names();
            let name = names.map(|names| names[at].to_lowercase()).unwrap_or_default();
            MACHINES.contains(&name.as_str()) && !self.has_address(at)
        };
        match (is_machine(one), is_machine(other)) {
            (true, false) if self.are_addresses(other) => Some((other, one)),
            (false, true) if self.are_addresses(one) => Some((one, other)),
            _ => None,
        }
    }

    /// Says whether most keys stand beside each of several sites, as those of places do.
    fn are_crossed(&self, keys: usize, site: usize) -> bool {
        let mut sites: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in &self.sampled.rows {
            sites.entry(&row[keys]).or_default().insert(&row[site]);
        }
        let crossed = sites.values().filter(|sites| sites.len() > 1).count();
        crossed * 2 > sites.len()
    }
}
