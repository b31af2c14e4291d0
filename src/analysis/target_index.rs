//! Which sites a list of targets names, found without walking the list for each site.

use crate::model::{Site, Target};
use std::collections::BTreeSet;

/// The targets of one claim, or of several.
#[derive(Default)]
pub(super) struct Naming<'a> {
    all: bool,
    groups: BTreeSet<&'a str>,
    sites: BTreeSet<&'a str>,
}

impl<'a> Naming<'a> {
    /// What any of these targets names.
    pub(super) fn of(targets: impl IntoIterator<Item = &'a Target>) -> Naming<'a> {
        let mut naming = Naming::default();
        for target in targets {
            match target {
                Target::All => naming.all = true,
                Target::Group(group) => drop(naming.groups.insert(group)),
                Target::Site(id) => drop(naming.sites.insert(id)),
            }
        }
        naming
    }

    /// Whether one of them names the site.
    pub(super) fn names(&self, site: &Site) -> bool {
        self.all
            || self.sites.contains(site.id.as_str())
            || site.group.as_deref().is_some_and(|group| self.groups.contains(group))
    }
}
