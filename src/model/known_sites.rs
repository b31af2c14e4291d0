//! Which site a name in an archive is: archives write one site as an address, as a host, with
//! `www.` or without.

use crate::model::Site;
use crate::model::address::canonical;
use std::collections::{BTreeMap, BTreeSet};

/// The sites that `sites.csv` names.
#[derive(Debug, Default)]
pub(crate) struct KnownSites {
    ids: BTreeSet<String>,
    /// Ids by `url`, as it stands.
    by_url: BTreeMap<String, BTreeSet<String>>,
    /// Ids by address, of their own or of their `url`.
    by_address: BTreeMap<String, BTreeSet<String>>,
}

/// A name that two sites bear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ambiguous {
    /// The name as written.
    pub(crate) name: String,
    /// The sites' ids, sorted.
    pub(crate) sites: Vec<String>,
}

impl KnownSites {
    pub(crate) fn of(sites: &[Site]) -> KnownSites {
        let mut known = KnownSites {
            ids: sites.iter().map(|site| site.id.clone()).collect(),
            ..KnownSites::default()
        };
        for site in sites {
            if let Some(url) = &site.url {
                known.by_url.entry(url.trim().to_owned()).or_default().insert(site.id.clone());
            }
            for address in
                site.url.as_deref().into_iter().chain([site.id.as_str()]).filter_map(canonical)
            {
                known.by_address.entry(address).or_default().insert(site.id.clone());
            }
        }
        known
    }

    /// The id of the site that a name means: an id as it stands; else the site with that `url`, as
    /// it stands; else the one with that address; else the address itself in one spelling; else the
    /// name.
    pub(crate) fn id(&self, name: &str) -> Result<String, Ambiguous> {
        if self.ids.contains(name) {
            return Ok(name.to_owned());
        }
        if let Some(id) =
            self.by_url.get(name).filter(|ids| ids.len() == 1).and_then(BTreeSet::first)
        {
            return Ok(id.clone());
        }
        let Some(address) = canonical(name) else { return Ok(name.to_owned()) };
        match self.by_address.get(&address) {
            None => Ok(address),
            Some(ids) if ids.len() == 1 => Ok(ids.iter().next().cloned().unwrap_or(address)),
            Some(ids) => {
                Err(Ambiguous { name: name.to_owned(), sites: ids.iter().cloned().collect() })
            }
        }
    }

    /// Whether a name means the site with this id.
    pub(crate) fn options(&self, name: &str, id: &str) -> bool {
        name == id || self.id(name).is_ok_and(|found| found == id)
    }
}
