//! What was said: `claims.csv`, and the archives of others, one file of this folder and one line of
//! [`ALL`] for each layout (M17). Which sites are meant is settled when the probed ones are known.

mod cstate;
mod csv;
mod ddosia;
mod document;
mod entry;
mod found;
mod github_statuses;
mod json;
mod loose;
mod statuspage;
mod stix;
mod telegram;
mod words;

pub(super) use entry::Entry;
pub(super) use words::read as rules;

use super::SourceError;
use super::foreign::Glance;
use super::rows::hashed;
use super::targets::Names;
use crate::clock::{StampError, Zone, parse_range};
use crate::model::{Claim, Input, InputRole, Refusal, RefusalKind, Refusals, Target};
use document::Document;
use found::Found;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Every column that `claims.csv` may have; the first five it must have.
const COLUMNS: [&str; 11] = [
    "claim",
    "claimant",
    "role",
    "kind",
    "targets",
    "published",
    "asserted",
    "url",
    "archived_url",
    "quote",
    "note",
];

/// Every layout, by the word of `layout` in `[[claims]]`; the first is our own.
pub(super) const ALL: [&Statements; 7] = [
    &csv::LAYOUT,
    &telegram::LAYOUT,
    &statuspage::LAYOUT,
    &github_statuses::LAYOUT,
    &ddosia::LAYOUT,
    &cstate::LAYOUT,
    &stix::LAYOUT,
];

/// A layout of files that say what somebody said.
#[derive(Debug)]
pub(super) struct Statements {
    /// Its word in `incident.toml`.
    pub(super) name: &'static str,
    /// The keys of `[[claims]]` that it takes besides `files` and `layout`.
    pub(super) keys: &'static [&'static str],
    /// What it needs of these: of each list, one key at least.
    pub(super) needs: &'static [&'static [&'static str]],
    /// Whether stamps of it bear no offset, as far as its first bytes show, so that its entry must
    /// declare a zone.
    pub(super) wall_clocks: fn(&Glance<'_>) -> bool,
    /// What speaks for the layout, in words for a reader; `None` where the file is something else.
    pub(super) recognise: fn(&Glance<'_>) -> Option<String>,
    /// Reads a whole file, and hands on what it says.
    read: fn(&Document<'_>, &mut Found<'_>) -> Result<(), SourceError>,
}

/// For layouts whose stamps all bear their offset.
fn no_wall_clocks(_: &Glance<'_>) -> bool {
    false
}

/// Whether a time, as written, needs a zone.
fn needs_zone(text: &str) -> bool {
    matches!(parse_range(text.trim(), None), Err(StampError::NoOffset(_)))
}

/// The same, with the layout that the file looks like, where that is another.
fn likelier(why: SourceError, path: &Path, layout: &Statements) -> SourceError {
    let SourceError::Broken { path: place, why } = why else { return why };
    let glance = Glance::at(path).ok();
    let mut others = ALL.into_iter().filter(|other| other.name != layout.name);
    let hint = glance.and_then(|glance| {
        others.find_map(|other| Some((other.name, (other.recognise)(&glance)?)))
    });
    let hint = hint
        .map(|(name, evidence)| format!("; it looks like layout `{name}`: {evidence}"))
        .unwrap_or_default();
    SourceError::Broken { path: place, why: format!("{why}{hint}") }
}

/// A claim with its targets as written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) claim: Claim,
    pub(super) targets: Vec<String>,
    /// What becomes of a target that the incident does not know.
    pub(super) others: Others,
    /// For refusing a target: file, line, column.
    pub(super) at: Refusal,
}

/// What becomes of a target that the incident does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// It is refused: somebody meant a site.
    Refused,
    /// It is counted as outside: the archive speaks of many sites, most of them none of ours.
    Outside,
    /// The same, where not the sites are counted but the statements.
    Passed,
}

impl Written {
    /// The names of sites that it bears, as written.
    pub(super) fn targets(&self) -> &[String] {
        &self.targets
    }

    /// The claim with the sites that it means, and how much of it is outside; no claim where it may
    /// name others and names none of ours.
    pub(super) fn resolved(
        self,
        names: &Names<'_>,
        refused: &mut Vec<Refusal>,
    ) -> (Option<Claim>, u64) {
        let mut claim = self.claim;
        let mut outside = 0;
        for name in self.targets {
            match (names.find(&name), self.others) {
                (Ok(target), Others::Refused) => claim.targets.push(target),
                (Ok(target), _) if claim.targets.contains(&target) => (),
                (Ok(target), _) => claim.targets.push(target),
                (Err(RefusalKind::UnknownTarget { .. }), Others::Outside | Others::Passed) => {
                    outside += 1
                }
                // An unknown target stays in the claim, so that a verdict says that it cannot be
                // checked (M18).
                (Err(kind), _) => {
                    refused.push(Refusal { kind, ..self.at.clone() });
                    claim.targets.push(Target::Site(name));
                }
            }
        }
        if outside > 0 {
            let others = if outside == 1 {
                "1 of them is".to_owned()
            } else {
                format!("{outside} of them are")
            };
            claim.note = format!("{}; {others} no site of this incident", claim.note);
        }
        let empty = self.others != Others::Refused && claim.targets.is_empty();
        let outside = if self.others == Others::Passed { u64::from(empty) } else { outside };
        ((!empty).then_some(claim), outside)
    }
}

/// What all files say.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) written: Vec<Written>,
    /// Where each id stands first: file and line or record; asked, never walked.
    ids: HashMap<String, (String, u64)>,
    /// The files so far; asked, never walked.
    met: HashSet<PathBuf>,
}

impl Said {
    /// Reads a file, unless it was read before; `file` is its number among the inputs.
    ///
    /// # Errors
    /// Where it cannot be read, or is not what the layout says.
    pub(super) fn read(
        &mut self,
        path: &Path,
        (shown, file): (&str, usize),
        entry: &Entry,
        refusals: &mut Refusals,
    ) -> Result<Option<Input>, SourceError> {
        if !self.met.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            return Ok(None);
        }
        let (sha256, bytes) = hashed(path)?;
        let before = refusals.count();
        let mut found = Found::new(self, (shown, file), refusals);
        (entry.layout.read)(&Document { path, shown, entry }, &mut found)
            .map_err(|why| likelier(why, path, entry.layout))?;
        let (rows, outside) = (found.rows, found.outside);
        let refused = refusals.count() - before;
        Ok(Some(Input {
            path: shown.to_owned(),
            role: InputRole::Claims,
            sha256,
            bytes,
            rows,
            refused,
            outside,
        }))
    }

    /// Reads our own layout.
    ///
    /// # Errors
    /// As [`Said::read`].
    pub(super) fn own(
        &mut self,
        path: &Path,
        place: (&str, usize),
        zone: Option<Zone>,
        refusals: &mut Refusals,
    ) -> Result<Option<Input>, SourceError> {
        self.read(path, place, &Entry::own(zone), refusals)
    }
}
