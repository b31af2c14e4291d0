//! What was said: `claims.csv`, and the archives of others, one file of this folder and one line of
//! [`ALL`] for each layout (M17). Which sites are meant is settled when the probed ones are known.

pub(crate) mod claim_file;
pub(crate) mod claims_config;
pub(crate) mod collector;
pub(crate) mod cstate;
pub(crate) mod csv;
pub(crate) mod ddosia;
pub(crate) mod github_statuses;
pub(crate) mod json;
pub(crate) mod lenient_json;
pub(crate) mod statuspage;
pub(crate) mod stix;
pub(crate) mod telegram;
pub(crate) mod word_rules;

pub(crate) use crate::claims::claims_config::Entry;
pub(crate) use crate::claims::word_rules::read as rules;

use crate::claims::claim_file::Document;
use crate::claims::collector::Collector;
use crate::clock::{StampError, Zone, parse_range};
use crate::files::FileHead;
use crate::files::ReadError;
use crate::files::sha256_of_file;
use crate::model::targets::Names;
use crate::model::{Claim, Input, InputRole, Refusal, RefusalKind, Refusals, Target};
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
pub(crate) const ALL: [&ClaimFormat; 7] = [
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
pub(crate) struct ClaimFormat {
    /// Its word in `incident.toml`.
    pub(crate) name: &'static str,
    /// The keys of `[[claims]]` that it takes besides `files` and `layout`.
    pub(crate) keys: &'static [&'static str],
    /// What it needs of these: of each list, one key at least.
    pub(crate) needs: &'static [&'static [&'static str]],
    /// Whether stamps without an offset are in the zone of the incident, where the entry has none.
    pub(crate) zone_of_incident: bool,
    /// Whether packed files are read.
    pub(crate) packed: bool,
    /// Whether the file leaves the role of its author and the kind of a statement unsaid, so that
    /// each rule must have both, or the entry.
    pub(crate) speaker_by_rule: bool,
    /// Whether stamps of it bear no offset, as far as its first bytes show, so that its entry must
    /// declare a zone.
    pub(crate) wall_clocks: fn(&FileHead<'_>) -> bool,
    /// What speaks for the layout, in words for a reader; `None` where the file is something else.
    pub(crate) recognise: fn(&FileHead<'_>) -> Option<String>,
    /// Reads a whole file, and hands on what it says.
    read: fn(&Document<'_>, &mut Collector<'_>) -> Result<(), ReadError>,
}

impl ClaimFormat {
    /// A layout of files, packed or not, whose stamps all have their offset; it takes no keys.
    const fn new(
        name: &'static str,
        recognise: fn(&FileHead<'_>) -> Option<String>,
        read: fn(&Document<'_>, &mut Collector<'_>) -> Result<(), ReadError>,
    ) -> ClaimFormat {
        ClaimFormat {
            name,
            keys: &[],
            needs: &[],
            zone_of_incident: false,
            packed: true,
            speaker_by_rule: false,
            wall_clocks: |_| false,
            recognise,
            read,
        }
    }
}

/// Whether a time, as written, needs a zone.
fn needs_zone(text: &str) -> bool {
    matches!(parse_range(text.trim(), None), Err(StampError::NoOffset(_)))
}

/// The same, with the layout that the file looks like, where that is another.
fn likelier(why: ReadError, path: &Path, layout: &ClaimFormat) -> ReadError {
    let ReadError::Broken { path: location, why } = why else { return why };
    let head = FileHead::at(path).ok();
    let mut others = ALL.into_iter().filter(|other| other.name != layout.name);
    let hint = head
        .and_then(|head| others.find_map(|other| Some((other.name, (other.recognise)(&head)?))));
    let hint = hint
        .map(|(name, evidence)| format!("; it looks like layout `{name}`: {evidence}"))
        .unwrap_or_default();
    ReadError::Broken { path: location, why: format!("{why}{hint}") }
}

/// A claim with its targets as written.
#[derive(Debug)]
pub(crate) struct RawClaim {
    pub(crate) claim: Claim,
    pub(crate) targets: Vec<String>,
    /// What becomes of a target that the incident does not know.
    pub(crate) others: UnknownTarget,
    /// For refusing a target: file, line, column.
    pub(crate) at: Refusal,
}

/// What becomes of a target that the incident does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnknownTarget {
    /// It is refused: somebody meant a site.
    Refused,
    /// It is counted as outside: the archive speaks of many sites, most of them none of ours.
    Outside,
    /// The same, where not the sites are counted but the statements.
    Passed,
}

impl RawClaim {
    /// The names of sites that it bears, as written.
    pub(crate) fn targets(&self) -> &[String] {
        &self.targets
    }

    /// The claim with the sites that it means, and how much of it is outside; no claim where it may
    /// name others and names none of ours.
    pub(crate) fn resolved(
        self,
        names: &Names<'_>,
        refused: &mut Vec<Refusal>,
    ) -> (Option<Claim>, u64) {
        let mut claim = self.claim;
        let mut outside = 0;
        for name in self.targets {
            match (names.find(&name), self.others) {
                (Ok(target), UnknownTarget::Refused) => claim.targets.push(target),
                (Ok(target), _) if claim.targets.contains(&target) => (),
                (Ok(target), _) => claim.targets.push(target),
                (
                    Err(RefusalKind::UnknownTarget { .. }),
                    UnknownTarget::Outside | UnknownTarget::Passed,
                ) => outside += 1,
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
        let empty = self.others != UnknownTarget::Refused && claim.targets.is_empty();
        let outside = if self.others == UnknownTarget::Passed { u64::from(empty) } else { outside };
        ((!empty).then_some(claim), outside)
    }
}

/// What all files say.
#[derive(Debug, Default)]
pub(crate) struct ClaimSet {
    pub(crate) written: Vec<RawClaim>,
    /// Where each id stands first: file and line or record; asked, never walked.
    ids: HashMap<String, (String, u64)>,
    /// The files so far; asked, never walked.
    met: HashSet<PathBuf>,
}

impl ClaimSet {
    /// Reads a file, unless it was read before; `file` is its number among the inputs.
    ///
    /// # Errors
    /// Where it cannot be read, or is not what the layout says.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        (shown, file): (&str, usize),
        entry: &Entry,
        refusals: &mut Refusals,
    ) -> Result<Option<Input>, ReadError> {
        if !self.met.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            return Ok(None);
        }
        let (sha256, bytes) = sha256_of_file(path)?;
        let before = refusals.count();
        let mut found = Collector::new(self, (shown, file), refusals);
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
    /// As [`ClaimSet::read`].
    pub(crate) fn own(
        &mut self,
        path: &Path,
        location: (&str, usize),
        zone: Option<Zone>,
        refusals: &mut Refusals,
    ) -> Result<Option<Input>, ReadError> {
        self.read(path, location, &Entry::own(zone), refusals)
    }
}
