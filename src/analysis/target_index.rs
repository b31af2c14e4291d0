//! Targets, indexed: whether a site is named is found without walking the list for each site.

use crate::model::{Site, Target};
use std::collections::BTreeSet;

/// The targets of one claim, or of several.
#[derive(Debug, Default)]
pub(super) struct TargetIndex<'a> {
    /// Whether every site is named.
    all: bool,
    groups: BTreeSet<&'a str>,
    sites: BTreeSet<&'a str>,
}

impl<'a> TargetIndex<'a> {
    /// Indexes targets.
    pub(super) fn new(targets: impl IntoIterator<Item = &'a Target>) -> TargetIndex<'a> {
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

    /// Says whether one of the targets names the site.
    pub(super) fn names(&self, site: &Site) -> bool {
        self.all
            || self.sites.contains(site.id.as_str())
            || site.group.as_deref().is_some_and(|group| self.groups.contains(group))
    }
}
