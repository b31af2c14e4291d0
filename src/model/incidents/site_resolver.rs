//! Resolution of names to sites: an id, an address, a host, a group, or all (M17). A name that
//! could mean two sites is refused; none of them is chosen.

use crate::model::address::{canonical, host};
use crate::model::name_spelling::normal;
use crate::model::suggest::{hint, short};
use crate::model::{RefusalKind, Site, Target};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Names by which the sites of an incident are known. Archives write one site as an address or as a
/// host, with `www.` or without.
#[derive(Debug, Default)]
pub(crate) struct SiteResolver {
    /// Ids in their kept spelling, sorted; a site's number is its place here.
    ids: Vec<String>,
    /// Sites of each group, in the order in which they were given; groups are in their kept
    /// spelling.
    groups: BTreeMap<String, Vec<SiteNumber>>,
    /// Sites by `url`, as written.
    by_url: NameIndex,
    /// Sites by address in one spelling, of the `url` or of the id itself.
    by_address: NameIndex,
    /// Sites by host of those addresses that have more than a host.
    by_host: NameIndex,
    /// Names that were compared with unknown ones, for hints.
    compared: AtomicUsize,
}

/// Most names that are compared with unknown ones: some seconds of work.
const MOST_COMPARED: usize = 10_000_000;

/// Place of a site's id among all, sorted. A number in place of the id keeps a million sites small.
type SiteNumber = u32;

/// Sites by name. One sorted list takes a fraction of what a list of sites for each name takes, and
/// one text half of what a text for each name takes.
#[derive(Debug, Default)]
struct NameIndex {
    /// All names, one behind the other, in the order in which they were added.
    text: String,
    /// Sites of the names, sorted by name and site.
    sites: Vec<NamedSite>,
}

/// Site with one of its names.
#[derive(Debug, Clone, Copy)]
struct NamedSite {
    /// First byte of the name in the text.
    start: usize,
    /// Bytes of the name.
    bytes: u32,
    site: SiteNumber,
}

impl NamedSite {
    /// Gives the name out of the text.
    fn name(self, text: &str) -> &str {
        &text[self.start..self.start + self.bytes as usize]
    }
}

impl NameIndex {
    /// Adds a name of a site. Nothing is found before [`NameIndex::sort`].
    fn add(&mut self, name: &str, site: SiteNumber) {
        let Ok(bytes) = u32::try_from(name.len()) else { return };
        self.sites.push(NamedSite { start: self.text.len(), bytes, site });
        self.text.push_str(name);
    }

    /// Makes the names ready to be searched.
    fn sort(&mut self) {
        let NameIndex { text, sites } = self;
        sites.sort_unstable_by_key(|named| (named.name(text), named.site));
        sites.dedup_by_key(|named| (named.name(text), named.site));
        sites.shrink_to_fit();
        text.shrink_to_fit();
    }

    /// Gives the sites of a name, sorted; empty where none has it.
    fn sites(&self, name: &str) -> Vec<SiteNumber> {
        let first = self.sites.partition_point(|named| named.name(&self.text) < name);
        let of_name = self.sites[first..].iter().take_while(|named| named.name(&self.text) == name);
        of_name.map(|named| named.site).collect()
    }

    /// Gives all names, sorted; one stands once for each of its sites.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.sites.iter().map(|named| named.name(&self.text))
    }
}

/// Name that two sites have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AmbiguousName {
    /// The name as written.
    pub(crate) name: String,
    /// Ids of the sites, sorted.
    pub(crate) sites: Vec<String>,
}

impl SiteResolver {
    /// Collects the names of these sites.
    pub(crate) fn new(sites: &[Site]) -> SiteResolver {
        let mut ids: Vec<String> = sites.iter().map(|site| site.id.clone()).collect();
        ids.sort();
        ids.dedup();
        let mut resolver = SiteResolver { ids, ..SiteResolver::default() };
        let mut next = 0;
        for site in sites {
            let id = &site.id;
            // Mostly the sites come sorted.
            if resolver.ids.get(next) != Some(id) {
                let Ok(place) = resolver.ids.binary_search(id) else { continue };
                next = place;
            }
            let Ok(number) = SiteNumber::try_from(next) else { continue };
            next += 1;
            if let Some(group) = &site.group {
                let group = normal(group).into_owned();
                resolver.groups.entry(group).or_default().push(number);
            }
            if let Some(url) = &site.url {
                resolver.by_url.add(url.trim(), number);
            }
            let names = site.url.as_deref().into_iter().chain([id.as_str()]);
            for address in names.filter_map(canonical) {
                let host = host(&address);
                if host != address {
                    resolver.by_host.add(host, number);
                }
                resolver.by_address.add(&address, number);
            }
        }
        [&mut resolver.by_url, &mut resolver.by_address, &mut resolver.by_host]
            .into_iter()
            .for_each(NameIndex::sort);
        resolver
    }

    /// Gives the id of the site that a name in a probe log means, be it known or new: an id in its
    /// kept spelling; else the site with that `url`, as written; else the one with that address;
    /// else the address itself in one spelling; else the name.
    ///
    /// # Errors
    /// Where the address is that of several sites.
    pub(crate) fn id(&self, name: &str) -> Result<String, AmbiguousName> {
        let name = &*normal(name);
        if let Some(id) = self.exact(name) {
            return Ok(id.to_owned());
        }
        let Some(address) = canonical(name) else { return Ok(name.to_owned()) };
        let sites = self.by_address.sites(&address);
        if sites.is_empty() {
            return Ok(address);
        }
        self.only(&sites).map(str::to_owned).ok_or_else(|| AmbiguousName {
            name: name.to_owned(),
            sites: self.names(&sites).map(str::to_owned).collect(),
        })
    }

    /// Gives what a name in a claim or in announced work means; it must be known.
    ///
    /// # Errors
    /// Where nothing has the name, or several sites have it.
    pub(crate) fn target(&self, name: &str) -> Result<Target, RefusalKind> {
        let name = &*normal(name);
        if name == "*" {
            return Ok(Target::All);
        }
        if self.number(name).is_some() {
            return Ok(Target::Site(name.to_owned()));
        }
        if let Some(group) = name.strip_prefix("group:") {
            let group = group.trim();
            return if self.groups.contains_key(group) {
                Ok(Target::Group(group.to_owned()))
            } else {
                Err(self.unknown(name))
            };
        }
        if let Some(id) = self.exact(name) {
            return Ok(Target::Site(id.to_owned()));
        }
        let address = canonical(name).unwrap_or_else(|| name.to_owned());
        let is_host = host(&address) == address;
        let mut sites = self.by_address.sites(&address);
        if sites.is_empty() && is_host {
            sites = self.by_host.sites(&address);
        }
        if sites.is_empty() {
            return Err(self.unknown(name));
        }
        match self.only(&sites) {
            Some(id) => Ok(Target::Site(id.to_owned())),
            None => Err(RefusalKind::AmbiguousTarget {
                name: short(name),
                sites: self
                    .names(&sites)
                    .map(|id| format!("`{id}`"))
                    .collect::<Vec<_>>()
                    .join(" or "),
            }),
        }
    }

    /// Counts the known sites that a target names.
    pub(crate) fn count_of(&self, target: &Target) -> usize {
        match target {
            Target::All => self.ids.len(),
            Target::Group(group) => self.groups.get(group).map_or(0, Vec::len),
            Target::Site(id) => usize::from(self.number(id).is_some()),
        }
    }

    /// Gives the ids of the known sites that a target names.
    pub(crate) fn ids_of(&self, target: &Target) -> Vec<String> {
        match target {
            Target::All => self.ids.clone(),
            Target::Group(group) => {
                let sites = self.groups.get(group).map_or(&[][..], Vec::as_slice);
                self.names(sites).map(str::to_owned).collect()
            }
            Target::Site(id) => self.number(id).map(|_| id.clone()).into_iter().collect(),
        }
    }

    /// Checks that a site has this id.
    ///
    /// # Errors
    /// Where none has it: the id that is most like it, as a hint in words, which may be empty.
    pub(crate) fn require(&self, id: &str) -> Result<(), String> {
        if self.number(id).is_some() {
            return Ok(());
        }
        Err(hint(id, self.ids.iter().map(String::as_str)))
    }

    /// Returns the site whose id or `url`, as written, is this name.
    fn exact(&self, name: &str) -> Option<&str> {
        let by_id = self.number(name).and_then(|number| self.only(&[number]));
        by_id.or_else(|| self.only(&self.by_url.sites(name)))
    }

    /// Finds the number of the site with this id.
    fn number(&self, id: &str) -> Option<SiteNumber> {
        let place = self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()?;
        SiteNumber::try_from(place).ok()
    }

    /// Gives the ids of these sites, in their order.
    fn names<'a>(&'a self, sites: &'a [SiteNumber]) -> impl Iterator<Item = &'a str> {
        sites.iter().filter_map(|site| self.ids.get(*site as usize)).map(String::as_str)
    }

    /// Gives the id of the one site, where there is no more than one.
    fn only(&self, sites: &[SiteNumber]) -> Option<&str> {
        let [site] = sites else { return None };
        self.ids.get(*site as usize).map(String::as_str)
    }

    /// Gives the refusal of a name that nothing has, with the name that is most like it where that
    /// is not asked too often: each time all names are compared.
    fn unknown(&self, name: &str) -> RefusalKind {
        let names = self.ids.len() + self.by_address.sites.len() + self.groups.len();
        if self.compared.fetch_add(names, Ordering::Relaxed) > MOST_COMPARED {
            return RefusalKind::UnknownTarget { name: short(name), hint: String::new() };
        }
        let groups: Vec<String> =
            self.groups.keys().map(|group| format!("group:{group}")).collect();
        let ids = self.ids.iter().map(String::as_str);
        let is_host = |address: &&str| host(address) == *address;
        let hosts = self.by_host.names().chain(self.by_address.names().filter(is_host));
        let known = ids.chain(hosts).chain(groups.iter().map(String::as_str));
        RefusalKind::UnknownTarget { name: short(name), hint: hint(name, known) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(id: &str, url: &str, group: &str) -> Site {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Site { id: id.to_owned(), url: some(url), group: some(group), ..Site::default() }
    }

    fn resolver() -> SiteResolver {
        SiteResolver::new(&[
            site("portal", "https://www.kentucky.gov/", "state"),
            site("shop", "https://kentucky.gov/shop", "state"),
            site("mail", "https://mail.example/", ""),
            site("webmail", "http://www.mail.example", ""),
            site("guide", "https://docs.example/guide", ""),
        ])
    }

    #[test]
    fn a_name_in_a_log_is_a_known_site_or_a_new_one() {
        let resolver = resolver();
        let ids = [
            ("portal", "portal"),
            ("http://KENTUCKY.gov:80", "portal"),
            ("https://www.new.example/", "new.example"),
            ("Web shop", "Web shop"),
            ("https://mail.example/", "mail"),
            ("por\u{200b}tal", "portal"),
            ("Cafe\u{301}", "Caf\u{e9}"),
            ("  Web shop\u{feff}", "Web shop"),
        ];
        for (name, id) in ids {
            assert_eq!(resolver.id(name).as_deref(), Ok(id), "{name}");
        }
        let sites = vec!["mail".to_owned(), "webmail".to_owned()];
        let ambiguous = AmbiguousName { name: "mail.example".to_owned(), sites };
        assert_eq!(resolver.id("mail.example"), Err(ambiguous));
        assert!(resolver.id("www.kentucky.gov").is_ok_and(|id| id == "portal"));
    }

    #[test]
    fn a_name_in_a_claim_is_a_known_target_or_refused() {
        let resolver = resolver();
        let site = |id: &str| Target::Site(id.to_owned());
        assert_eq!(resolver.target("*"), Ok(Target::All));
        assert_eq!(resolver.target("group: state"), Ok(Target::Group("state".to_owned())));
        assert_eq!(resolver.target("kentucky.gov"), Ok(site("portal")));
        assert_eq!(resolver.target("docs.example"), Ok(site("guide")), "the host of one address");
        assert!(resolver.target("docs.example/other").is_err());
        assert_eq!(resolver.target("http://www.mail.example"), Ok(site("webmail")));
        let ambiguous = resolver.target("mail.example");
        assert!(matches!(ambiguous, Err(RefusalKind::AmbiguousTarget { .. })));
        let unknown = resolver.target("portl").map_err(|why| why.to_string());
        assert!(unknown.is_err_and(|why| why.contains("did you mean `portal`")));
        assert!(resolver.target("group:city").is_err());
        assert_eq!(resolver.ids_of(&Target::Group("state".to_owned())), ["portal", "shop"]);
        assert_eq!(resolver.ids_of(&Target::All).len(), 5);
    }

    #[test]
    fn hints_come_to_an_end() {
        let hints = |compared| {
            let resolver = SiteResolver { compared: AtomicUsize::new(compared), ..resolver() };
            ["portl", "protal"].map(|name| {
                let why = resolver.target(name).map_err(|why| why.to_string());
                why.is_err_and(|why| why.contains("did you mean `portal`"))
            })
        };
        assert_eq!(hints(0), [true, true]);
        assert_eq!(hints(MOST_COMPARED), [true, false]);
        assert_eq!(hints(MOST_COMPARED + 1), [false, false]);
    }
}
