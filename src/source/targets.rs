//! Which site a name means: an id, an address, a host, a group, or all (M17). What could mean two is refused, not chosen.

use super::nearest::{hint, short};
use crate::model::{RefusalKind, Site, Target};
use std::collections::{BTreeMap, BTreeSet};

/// The names by which the sites of an incident are known.
#[derive(Debug)]
pub(super) struct Names<'a> {
    sites: &'a [Site],
    ids: BTreeSet<&'a str>,
    groups: BTreeSet<&'a str>,
    /// Site ids by address without scheme, `www.` and final slash.
    addresses: BTreeMap<String, Vec<&'a str>>,
    hosts: BTreeMap<String, Vec<&'a str>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(sites: &'a [Site]) -> Names<'a> {
        let mut names = Names {
            sites,
            ids: sites.iter().map(|site| site.id.as_str()).collect(),
            groups: sites.iter().filter_map(|site| site.group.as_deref()).collect(),
            addresses: BTreeMap::new(),
            hosts: BTreeMap::new(),
        };
        for site in sites {
            if let Some(url) = &site.url {
                let address = address(url);
                names.hosts.entry(host(&address).to_owned()).or_default().push(&site.id);
                names.addresses.entry(address).or_default().push(&site.id);
            }
        }
        names
    }

    /// What the name means.
    pub(super) fn find(&self, name: &str) -> Result<Target, RefusalKind> {
        if name == "*" {
            return Ok(Target::All);
        }
        if self.ids.contains(name) {
            return Ok(Target::Site(name.to_owned()));
        }
        if let Some(group) = name.strip_prefix("group:") {
            let group = group.trim();
            return if self.groups.contains(group) { Ok(Target::Group(group.to_owned())) } else { Err(self.unknown(name)) };
        }
        let address = address(name);
        let by_host = if address.contains('/') { None } else { self.hosts.get(&address) };
        match self.addresses.get(&address).or(by_host).map(Vec::as_slice) {
            Some([one]) => Ok(Target::Site((*one).to_owned())),
            Some(many) => Err(RefusalKind::AmbiguousTarget {
                name: short(name),
                sites: many.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" or "),
            }),
            None => Err(self.unknown(name)),
        }
    }

    /// Ids of the sites that the target names.
    pub(super) fn ids_of(&self, target: &Target) -> Vec<String> {
        self.sites.iter().filter(|site| target.names(site)).map(|site| site.id.clone()).collect()
    }

    fn unknown(&self, name: &str) -> RefusalKind {
        let groups: Vec<String> = self.groups.iter().map(|group| format!("group:{group}")).collect();
        let known = self.ids.iter().copied().chain(self.hosts.keys().map(String::as_str)).chain(groups.iter().map(String::as_str));
        RefusalKind::UnknownTarget { name: short(name), hint: hint(name, known) }
    }
}

/// Host and path, without what does not tell sites apart: scheme, `www.`, case of the host, final slash.
fn address(url: &str) -> String {
    let rest = url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest);
    let rest = rest.trim_end_matches('/');
    let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    path.map_or_else(|| host.to_owned(), |path| format!("{host}/{path}"))
}

fn host(address: &str) -> &str {
    address.split_once('/').map_or(address, |(host, _)| host)
}
