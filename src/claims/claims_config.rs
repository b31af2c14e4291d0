//! Meaning of a `[[claims]]` entry.

use crate::claims::claim_columns::{ClaimColumns, ColumnKeys};
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claims_entry::ClaimsEntry;
use crate::claims::csv;
use crate::claims::registry::ALL;
use crate::claims::word_rules::WordRule;
use crate::claims::wording::Wording;
use crate::clock::Zone;
use crate::files::settings::{OneOrMany, named_zone, setting};
use crate::files::{FileForm, ReadError, TextEncoding};
use crate::model::suggest::{hint, listed};
use crate::model::{ClaimKind, Extent, RefusalKind, Role};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Keys of a `[[claims]]` table, as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimsTable {
    /// Patterns of files, relative to the incident folder.
    pub(crate) files: OneOrMany,
    layout: Option<String>,
    /// Encoding of the text, and sheet of a workbook.
    encoding: Option<String>,
    sheet: Option<String>,
    zone: Option<String>,
    claimant: Option<String>,
    role: Option<String>,
    kind: Option<String>,
    extent: Option<String>,
    quantifier: Option<String>,
    intent: Option<bool>,
    targets: Option<OneOrMany>,
    components: Option<BTreeMap<String, OneOrMany>>,
    /// Path of a file of word rules, relative to the incident folder.
    pub(crate) rules: Option<String>,
    url: Option<String>,
    /// Columns of the file, by ours.
    columns: Option<BTreeMap<String, OneOrMany>>,
    separator: Option<String>,
    header: Option<Vec<String>>,
    time_format: Option<String>,
    /// Meanings of words for a kind, and for a role.
    kinds: Option<BTreeMap<String, String>>,
    roles: Option<BTreeMap<String, String>>,
}

impl ClaimsTable {
    /// Gives the keys that say how the file is written.
    fn column_keys(&self) -> ColumnKeys<'_> {
        ColumnKeys {
            columns: self.columns.as_ref(),
            separator: self.separator.as_deref(),
            header: self.header.as_ref(),
            time_format: self.time_format.as_deref(),
            kinds: self.kinds.as_ref(),
            roles: self.roles.as_ref(),
        }
    }
}

/// Meaning of a `[[claims]]` table: the layout of its files, and what it says of their statements.
#[derive(Debug)]
pub(crate) struct ClaimsConfig {
    pub(super) layout: &'static ClaimLayout,
    pub(super) entry: ClaimsEntry,
}

impl ClaimsConfig {
    /// Makes the entry of claims in our own columns; stamps without an offset are in `zone` (M2).
    pub(crate) fn own(zone: Option<Zone>) -> ClaimsConfig {
        let entry = ClaimsEntry { zone, ..ClaimsEntry::default() };
        ClaimsConfig { layout: &csv::LAYOUT, entry }
    }

    /// Sets the rules of the file that the table names.
    pub(crate) fn set_rules(&mut self, rules: Vec<WordRule>) {
        self.entry.rules = rules;
    }

    /// Reads a table; `zone_of_incident` is for our own layout alone, as an archive was exported
    /// elsewhere.
    ///
    /// # Errors
    /// Where a value means nothing, or a key belongs to another layout. `path` is the incident
    /// file.
    pub(crate) fn read(
        table: &ClaimsTable,
        path: &str,
        zone_of_incident: Option<Zone>,
    ) -> Result<ClaimsConfig, ReadError> {
        let layout = layout(table, path)?;
        check_keys(table, layout, path)?;
        let of_incident = zone_of_incident.filter(|_| layout.zone_of_incident);
        let own = table.zone.as_deref().map(|name| named_zone(name, path)).transpose()?;
        let wrong =
            |key: &str, why: RefusalKind| setting(path, &format!("claims.{key}"), why.to_string());
        let wording =
            Wording::read(table.extent.as_deref(), table.quantifier.as_deref(), table.intent)
                .map_err(|fault| wrong(fault.field, fault.kind))?;
        let role =
            table.role.as_deref().map(Role::named).transpose().map_err(|why| wrong("role", why))?;
        let kind = table
            .kind
            .as_deref()
            .map(ClaimKind::named)
            .transpose()
            .map_err(|why| wrong("kind", why))?;
        if let (Some(extent), Some(kind)) = (wording.extent, kind)
            && extent != Extent::Part
            && kind != ClaimKind::Outage
        {
            let (extent, kind) = (extent.as_str(), kind.as_str().to_owned());
            return Err(wrong("extent", RefusalKind::ExtentOfKind { extent, kind }));
        }
        let entry = ClaimsEntry {
            wording,
            zone: own.or(of_incident),
            claimant: table.claimant.clone(),
            role,
            kind,
            targets: table
                .targets
                .as_ref()
                .map(|targets| targets.all().to_vec())
                .unwrap_or_default(),
            components: table.components.as_ref().map(|all| {
                all.iter()
                    .map(|(name, sites)| (name.trim().to_owned(), sites.all().to_vec()))
                    .collect()
            }),
            rules: Vec::new(),
            columns: ClaimColumns::read(&table.column_keys(), path)?,
            form: FileForm {
                encoding: table
                    .encoding
                    .as_deref()
                    .map(TextEncoding::named)
                    .transpose()
                    .map_err(|why| setting(path, "claims.encoding", why))?,
                sheet: table.sheet.clone(),
                ..FileForm::default()
            },
            url: table.url.clone(),
        };
        Ok(ClaimsConfig { layout, entry })
    }

    /// Checks that the entry has all that its layout needs; `path` is the incident file.
    ///
    /// # Errors
    /// Where something is missing, with what to write.
    pub(crate) fn complete(&self, path: &str) -> Result<(), ReadError> {
        let has = |key: &&str| match *key {
            "role" => self.entry.role.is_some(),
            "kind" => self.entry.kind.is_some(),
            "rules" => !self.entry.rules.is_empty(),
            "targets" => !self.entry.targets.is_empty(),
            "components" => self.entry.components.is_some(),
            _ => false,
        };
        let name = self.layout.name;
        if let Some(missing) = self.layout.needs.iter().find(|any| !any.iter().any(has)) {
            let keys =
                missing.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" or ");
            return Err(setting(
                path,
                "claims",
                format!("the layout `{name}` needs {keys}; docs/claims.md shows how"),
            ));
        }
        let is_of_sites = |rule: &WordRule| !rule.targets.is_empty();
        let of_nothing = self.entry.rules.iter().position(|rule| !is_of_sites(rule));
        if let Some(at) = of_nothing.filter(|_| !self.layout.rules_of_rows) {
            let why = format!(
                "rule {} has no `targets`; in the layout `{name}` a text speaks of the sites that \
                 its words name: write them there",
                at + 1
            );
            return Err(setting(path, "claims.rules", why));
        }
        // A message does not say in which role its author speaks: a rule says it, or the entry.
        let speaks = self.layout.claimant_by_rule;
        let lacks = |key: &str, lacking: fn(&WordRule) -> bool| {
            let rule =
                self.entry.rules.iter().position(lacking).map(|at| at + 1).filter(|_| speaks)?;
            Some(setting(
                path,
                &format!("claims.{key}"),
                format!("rule {rule} has no `{key}`; write it there, or here for all"),
            ))
        };
        let role = lacks("role", |rule| rule.role.is_none()).filter(|_| self.entry.role.is_none());
        let kind = lacks("kind", |rule| rule.kind.is_none()).filter(|_| self.entry.kind.is_none());
        role.or(kind).map_or(Ok(()), Err)
    }
}

/// Finds the layout that a table names.
fn layout(table: &ClaimsTable, path: &str) -> Result<&'static ClaimLayout, ReadError> {
    let word = table.layout.as_deref().unwrap_or(csv::LAYOUT.name);
    let known = || ALL.into_iter().map(|layout| layout.name);
    let wrong = || {
        setting(
            path,
            "claims.layout",
            format!("expected one of {}, found `{word}`{}", listed(known()), hint(word, known())),
        )
    };
    ALL.into_iter().find(|layout| layout.name == word).ok_or_else(wrong)
}

/// Checks that the layout takes every key that is set.
///
/// # Errors
/// Where it does not, with the keys that it takes.
fn check_keys(table: &ClaimsTable, layout: &ClaimLayout, path: &str) -> Result<(), ReadError> {
    let keys = [
        ("zone", table.zone.is_some()),
        ("claimant", table.claimant.is_some()),
        ("role", table.role.is_some()),
        ("kind", table.kind.is_some()),
        ("extent", table.extent.is_some()),
        ("quantifier", table.quantifier.is_some()),
        ("intent", table.intent.is_some()),
        ("targets", table.targets.is_some()),
        ("components", table.components.is_some()),
        ("rules", table.rules.is_some()),
        ("url", table.url.is_some()),
        ("columns", table.columns.is_some()),
        ("separator", table.separator.is_some()),
        ("header", table.header.is_some()),
        ("time_format", table.time_format.is_some()),
        ("kinds", table.kinds.is_some()),
        ("roles", table.roles.is_some()),
    ];
    match keys.into_iter().find(|(key, set)| *set && !layout.keys.contains(key)) {
        Some((key, _)) => {
            let takes = listed(layout.keys.iter().copied());
            Err(setting(
                path,
                &format!("claims.{key}"),
                format!("the layout `{}` takes {takes} alone; leave it out", layout.name),
            ))
        }
        None => Ok(()),
    }
}
