//! What a `[[claims]]` entry means.

use crate::claims::word_rules::WordRule;
use crate::claims::{ALL, ClaimFormat, csv};
use crate::clock::Zone;
use crate::files::ReadError;
use crate::incident::incident_toml::{Claims, OWN_LAYOUT, setting, zone};
use crate::model::suggest::{hint, listed};
use crate::model::{ClaimKind, RefusalKind, Role};
use std::collections::{BTreeMap, BTreeSet};

/// A `[[claims]]` entry.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) layout: &'static ClaimFormat,
    /// The zone of stamps without an offset (M2).
    pub(crate) zone: Option<Zone>,
    pub(crate) claimant: Option<String>,
    pub(crate) role: Option<Role>,
    pub(crate) kind: Option<ClaimKind>,
    /// The sites of which all of it speaks.
    pub(crate) targets: Vec<String>,
    /// The sites of each part of a page; none for a part that is passed over.
    pub(crate) components: Option<BTreeMap<String, Vec<String>>>,
    /// Which words name which sites; empty where no file says so.
    pub(crate) rules: Vec<WordRule>,
    /// Where its statements stand.
    pub(crate) url: Option<String>,
}

impl Entry {
    /// Our own layout.
    pub(crate) fn own(zone: Option<Zone>) -> Entry {
        Entry {
            layout: &csv::LAYOUT,
            zone,
            claimant: None,
            role: None,
            kind: None,
            targets: Vec::new(),
            components: None,
            rules: Vec::new(),
            url: None,
        }
    }

    /// What the entry says; `zone_of_incident` is for our own layout alone: whoever exported an
    /// archive was elsewhere.
    ///
    /// # Errors
    /// Where a value means nothing, or a key belongs to another layout. `path` is the incident
    /// file.
    pub(crate) fn read(
        written: &Claims,
        path: &str,
        zone_of_incident: Option<Zone>,
    ) -> Result<Entry, ReadError> {
        let layout = layout(written, path)?;
        fits(written, layout, path)?;
        let of_incident = zone_of_incident.filter(|_| layout.zone_of_incident);
        let own = written.zone.as_deref().map(|name| zone(name, path)).transpose()?;
        let role = |word: &String| {
            Role::ALL
                .into_iter()
                .find(|role| role.as_str() == word)
                .ok_or(RefusalKind::NotARole(word.clone()))
        };
        let kind = |word: &String| {
            ClaimKind::ALL
                .into_iter()
                .find(|kind| kind.as_str() == word)
                .ok_or(RefusalKind::NotAKind(word.clone()))
        };
        let wrong =
            |key: &str, why: RefusalKind| setting(path, &format!("claims.{key}"), why.to_string());
        Ok(Entry {
            layout,
            zone: own.or(of_incident),
            claimant: written.claimant.clone(),
            role: written.role.as_ref().map(role).transpose().map_err(|why| wrong("role", why))?,
            kind: written.kind.as_ref().map(kind).transpose().map_err(|why| wrong("kind", why))?,
            targets: written
                .targets
                .as_ref()
                .map(|targets| targets.all().to_vec())
                .unwrap_or_default(),
            components: written.components.as_ref().map(|all| {
                all.iter()
                    .map(|(name, sites)| (name.trim().to_owned(), sites.all().to_vec()))
                    .collect()
            }),
            rules: Vec::new(),
            url: written.url.clone(),
        })
    }

    /// Whether all is there that the layout needs.
    ///
    /// # Errors
    /// Where something is missing, with what to write.
    pub(crate) fn complete(&self, path: &str) -> Result<(), ReadError> {
        let has = |key: &&str| match *key {
            "role" => self.role.is_some(),
            "kind" => self.kind.is_some(),
            "rules" => !self.rules.is_empty(),
            "targets" => !self.targets.is_empty(),
            "components" => self.components.is_some(),
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
        // A message does not say in which role its author speaks: a rule says it, or the entry.
        let speaks = self.layout.speaker_by_rule;
        let lacks = |key: &str, lacking: fn(&WordRule) -> bool| {
            let rule = self.rules.iter().position(lacking).map(|at| at + 1).filter(|_| speaks)?;
            Some(setting(
                path,
                &format!("claims.{key}"),
                format!("rule {rule} has no `{key}`; write it there, or here for all"),
            ))
        };
        let role = lacks("role", |rule| rule.role.is_none()).filter(|_| self.role.is_none());
        let kind = lacks("kind", |rule| rule.kind.is_none()).filter(|_| self.kind.is_none());
        role.or(kind).map_or(Ok(()), Err)
    }

    /// The sites of these parts of a page, each once, and the parts that are declared to be none.
    /// Without `components` the entry's `targets` are meant, whatever is named.
    ///
    /// # Errors
    /// Where nothing is named and no `targets` are declared.
    pub(crate) fn sites<'n>(
        &self,
        named: impl Iterator<Item = &'n str>,
    ) -> Result<(Vec<String>, Vec<&'n str>), RefusalKind> {
        let Some(components) = &self.components else {
            return if self.targets.is_empty() {
                Err(RefusalKind::NoComponent)
            } else {
                Ok((self.targets.clone(), Vec::new()))
            };
        };
        let named: BTreeSet<&str> = named.map(str::trim).filter(|name| !name.is_empty()).collect();
        if named.is_empty() {
            return if self.targets.is_empty() {
                Err(RefusalKind::NoComponent)
            } else {
                Ok((self.targets.clone(), Vec::new()))
            };
        }
        let mut sites: Vec<String> =
            named.iter().filter_map(|name| components.get(*name)).flatten().cloned().collect();
        sites.sort();
        sites.dedup();
        Ok((sites, named.into_iter().filter(|name| !components.contains_key(*name)).collect()))
    }
}

/// The layout by its word.
fn layout(written: &Claims, path: &str) -> Result<&'static ClaimFormat, ReadError> {
    let word = written.layout.as_deref().unwrap_or(OWN_LAYOUT);
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

/// Whether the layout takes every key that is written.
fn fits(written: &Claims, layout: &ClaimFormat, path: &str) -> Result<(), ReadError> {
    let keys = [
        ("zone", written.zone.is_some()),
        ("claimant", written.claimant.is_some()),
        ("role", written.role.is_some()),
        ("kind", written.kind.is_some()),
        ("targets", written.targets.is_some()),
        ("components", written.components.is_some()),
        ("rules", written.rules.is_some()),
        ("url", written.url.is_some()),
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
