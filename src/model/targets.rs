//! Which site a name means: an id, an address, a host, a group, or all (M17). What could mean two
//! is refused, not chosen.

use crate::model::address::{canonical, host};
use crate::model::suggest::{hint, short};
use crate::model::{RefusalKind, Site, Target};
use std::collections::{BTreeMap, BTreeSet};

/// The names by which the sites of an incident are known.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    sites: &'a [Site],
    ids: BTreeSet<&'a str>,
    groups: BTreeSet<&'a str>,
    /// Site ids by address, of their `url` or of their own.
    addresses: BTreeMap<String, BTreeSet<&'a str>>,
    hosts: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(sites: &'a [Site]) -> Names<'a> {
        let mut names = Names {
            sites,
            ids: sites.iter().map(|site| site.id.as_str()).collect(),
            groups: sites.iter().filter_map(|site| site.group.as_deref()).collect(),
            addresses: BTreeMap::new(),
            hosts: BTreeMap::new(),
        };
        for site in sites {
            let own = [site.url.as_deref(), Some(site.id.as_str())];
            for address in
                own.into_iter().flatten().filter_map(canonical).collect::<BTreeSet<String>>()
            {
                names.hosts.entry(host(&address).to_owned()).or_default().insert(&site.id);
                names.addresses.entry(address).or_default().insert(&site.id);
            }
        }
        names
    }

    /// What the name means.
    pub(crate) fn find(&self, name: &str) -> Result<Target, RefusalKind> {
        if name == "*" {
            return Ok(Target::All);
        }
        if self.ids.contains(name) {
            return Ok(Target::Site(name.to_owned()));
        }
        if let Some(group) = name.strip_prefix("group:") {
            let group = group.trim();
            return if self.groups.contains(group) {
                Ok(Target::Group(group.to_owned()))
            } else {
                Err(self.unknown(name))
            };
        }
        let mut exact = self
            .sites
            .iter()
            .filter(|site| site.url.as_deref().is_some_and(|url| url.trim() == name));
        if let (Some(site), None) = (exact.next(), exact.next()) {
            return Ok(Target::Site(site.id.clone()));
        }
        let address = canonical(name).unwrap_or_else(|| name.to_owned());
        let by_host = if host(&address) == address { self.hosts.get(&address) } else { None };
        let found: Option<Vec<&str>> =
            self.addresses.get(&address).or(by_host).map(|ids| ids.iter().copied().collect());
        match found.as_deref() {
            Some([one]) => Ok(Target::Site((*one).to_owned())),
            Some(many) => Err(RefusalKind::AmbiguousTarget {
                name: short(name),
                sites: many.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" or "),
            }),
            None => Err(self.unknown(name)),
        }
    }

    /// Ids of the sites that the target names.
    pub(crate) fn ids_of(&self, target: &Target) -> Vec<String> {
        self.sites.iter().filter(|site| target.names(site)).map(|site| site.id.clone()).collect()
    }

    fn unknown(&self, name: &str) -> RefusalKind {
        let groups: Vec<String> =
            self.groups.iter().map(|group| format!("group:{group}")).collect();
        let known = self
            .ids
            .iter()
            .copied()
            .chain(self.hosts.keys().map(String::as_str))
            .chain(groups.iter().map(String::as_str));
        RefusalKind::UnknownTarget { name: short(name), hint: hint(name, known) }
    }
}
