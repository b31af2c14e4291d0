//! Keys of a `[[claims]]` entry on the statements in its files.

use crate::claims::claim_columns::ClaimColumns;
use crate::claims::word_rules::WordRule;
use crate::claims::wording::Wording;
use crate::clock::Zone;
use crate::files::FileForm;
use crate::model::{ClaimKind, RefusalKind, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Values of a `[[claims]]` entry that its statements take over.
#[derive(Debug, Default)]
pub(super) struct ClaimsEntry {
    /// Zone of stamps without an offset (M2).
    pub(super) zone: Option<Zone>,
    /// Claimant of statements that name none.
    pub(super) claimant: Option<String>,
    /// Role of claimants of whom the statements say none.
    pub(super) role: Option<Role>,
    /// Kind of statements that say none.
    pub(super) kind: Option<ClaimKind>,
    pub(super) wording: Wording,
    /// Names of the sites of which all statements speak; may be empty.
    pub(super) targets: Vec<String>,
    /// Names of the sites of each part of a page; none for a part that is passed over.
    pub(super) components: Option<BTreeMap<String, Vec<String>>>,
    /// Rules that say which words name which sites; empty where no file has any.
    pub(super) rules: Vec<WordRule>,
    /// Columns of a table, and meanings of its words.
    pub(super) columns: ClaimColumns,
    /// Form of the files' content.
    pub(super) form: FileForm,
    /// Address at which the statements stand.
    pub(super) url: Option<String>,
}

/// Sites that parts of a page stand for.
pub(super) struct ComponentSites<'n> {
    /// Sites, sorted and each once; may be empty.
    pub(super) sites: Vec<String>,
    /// Parts that `components` does not have, sorted.
    pub(super) unmapped: Vec<&'n str>,
}

impl ClaimsEntry {
    /// Finds the sites of these parts of a page, each once, and the parts that `components` does
    /// not have. Without `components` the entry's `targets` are meant, whatever is named.
    ///
    /// # Errors
    /// Where nothing is named and no `targets` are declared.
    pub(super) fn sites<'n>(
        &self,
        named: impl Iterator<Item = &'n str>,
    ) -> Result<ComponentSites<'n>, RefusalKind> {
        let Some(components) = &self.components else {
            return if self.targets.is_empty() {
                Err(RefusalKind::NoComponent)
            } else {
                Ok(ComponentSites { sites: self.targets.clone(), unmapped: Vec::new() })
            };
        };
        let named: BTreeSet<&str> = named.map(str::trim).filter(|name| !name.is_empty()).collect();
        if named.is_empty() {
            return if self.targets.is_empty() {
                Err(RefusalKind::NoComponent)
            } else {
                Ok(ComponentSites { sites: self.targets.clone(), unmapped: Vec::new() })
            };
        }
        let mut sites: Vec<String> =
            named.iter().filter_map(|name| components.get(*name)).flatten().cloned().collect();
        sites.sort();
        sites.dedup();
        let unmapped = named.into_iter().filter(|name| !components.contains_key(*name)).collect();
        Ok(ComponentSites { sites, unmapped })
    }
}
