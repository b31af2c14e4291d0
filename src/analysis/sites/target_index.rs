//! Targets, indexed: whether a site is named is found without walking the list for each site.

use crate::model::{Site, Target};
use std::collections::BTreeSet;

/// The targets of one claim, or of several.
#[derive(Debug, Default)]
pub(in crate::analysis) struct TargetIndex<'a> {
    /// Whether every site is named.
    all: bool,
    /// Groups that are named; may be empty.
    groups: BTreeSet<&'a str>,
    /// Ids of sites that are named by themselves; may be empty.
    sites: BTreeSet<&'a str>,
}

impl<'a> TargetIndex<'a> {
    /// Indexes targets.
    pub(in crate::analysis) fn new(
        targets: impl IntoIterator<Item = &'a Target>,
    ) -> TargetIndex<'a> {
        let mut index = TargetIndex::default();
        for target in targets {
            match target {
                Target::All => index.all = true,
                Target::Group(group) => drop(index.groups.insert(group)),
                Target::Site(id) => drop(index.sites.insert(id)),
            }
        }
        index
    }

    /// Tells by which group alone the targets name a site: by all sites where no group names it.
    /// `None` where they name the site itself, or not at all.
    pub(in crate::analysis) fn group_alone(&self, site: &Site) -> Option<Target> {
        if self.sites.contains(site.id.as_str()) {
            return None;
        }
        let group = site.group.as_deref().filter(|group| self.groups.contains(group));
        let named = group.map(|group| Target::Group(group.to_owned()));
        named.or_else(|| self.all.then_some(Target::All))
    }

    /// Says whether one of the targets is the site itself, be a group of it named, too, or not.
    pub(in crate::analysis) fn names_itself(&self, site: &Site) -> bool {
        self.names_id(&site.id)
    }

    /// Says whether one of the targets is the site of this id, which need not be known.
    pub(in crate::analysis) fn names_id(&self, id: &str) -> bool {
        self.sites.contains(id)
    }

    /// Says whether one of the targets names the site.
    pub(in crate::analysis) fn names(&self, site: &Site) -> bool {
        self.all
            || self.sites.contains(site.id.as_str())
            || site.group.as_deref().is_some_and(|group| self.groups.contains(group))
    }
}
