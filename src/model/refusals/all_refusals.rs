//! All refusals of a reading: counted by part and kind, listed with their row, never dropped in
//! silence.

use crate::model::{PassedOverCounts, Refusal, RefusedPart};
use std::collections::BTreeMap;

/// Most refusals listed one by one; beyond it they are only counted, so that a broken archive
/// cannot fill the memory.
const LISTED: usize = 10_000;
/// Most sites whose rows without a readable time are counted apart: more than any archive has.
const UNPLACED_SITES: usize = 200_000;

/// Refusals that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RefusalGroup {
    /// Part of the row that they cost.
    pub part: RefusedPart,
    /// The word of their kind.
    pub kind: &'static str,
}

/// Shape of a row: whether it has the fields that its header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowShape {
    /// As many fields as the header, all of them whole.
    Whole,
    /// More or fewer, or cut: a name in it may be a part of something else.
    Ragged,
}

/// All rows refused, and all parts of rows that could not be read: the first are listed, all are
/// counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusals {
    /// The first of them, in the order of reading.
    pub listed: Vec<Refusal>,
    /// By part and kind, whether they are listed or not.
    pub counts: BTreeMap<RefusalGroup, u64>,
    /// Refused rows that name their site and whose time cannot be read, by the site's id: nobody
    /// can tell where in its series they stand. May be empty.
    pub unplaced: BTreeMap<String, u64>,
    /// Ragged rows whose time cannot be read, by the site that they seem to name. They count at it
    /// only where something else names the site. May be empty.
    pub unplaced_ragged: BTreeMap<String, u64>,
    /// Parts of the logs that are passed over without a fault.
    pub passed: PassedOverCounts,
}

impl Refusals {
    /// Adds a refusal: counts it, and lists it where there is room.
    pub fn add(&mut self, refusal: Refusal) {
        let group = RefusalGroup { part: refusal.part, kind: refusal.kind.as_str() };
        *self.counts.entry(group).or_default() += 1;
        self.list(refusal);
    }

    /// Counts rows of a site that cannot be placed in time, which are refused besides.
    pub fn add_unplaced(&mut self, site: &str, rows: u64, shape: RowShape) {
        let by_site = match shape {
            RowShape::Whole => &mut self.unplaced,
            RowShape::Ragged => &mut self.unplaced_ragged,
        };
        if let Some(count) = by_site.get_mut(site) {
            *count += rows;
        } else if by_site.len() < UNPLACED_SITES {
            by_site.insert(site.to_owned(), rows);
        }
    }

    /// Counts the ragged rows that cannot be placed at their sites, where these are sites: nothing
    /// in a ragged row makes one.
    pub(crate) fn place_ragged(&mut self, is_site: impl Fn(&str) -> bool) {
        for (site, rows) in std::mem::take(&mut self.unplaced_ragged) {
            if is_site(&site) {
                self.add_unplaced(&site, rows, RowShape::Whole);
            }
        }
    }

    /// Gives the sites of rows that cannot be placed in time the ids that `id` finds for the names
    /// as written.
    pub(crate) fn name_unplaced(&mut self, id: impl Fn(&str) -> String) {
        for (name, rows) in std::mem::take(&mut self.unplaced) {
            self.add_unplaced(&id(&name), rows, RowShape::Whole);
        }
        for (name, rows) in std::mem::take(&mut self.unplaced_ragged) {
            self.add_unplaced(&id(&name), rows, RowShape::Ragged);
        }
    }

    /// Lists a refusal that is counted elsewhere.
    pub fn list(&mut self, refusal: Refusal) {
        if self.listed.len() < LISTED {
            self.listed.push(refusal);
        }
    }

    /// Adds the counts of others, whose lists are taken over with [`Refusals::list`].
    pub(crate) fn count_all(&mut self, others: &Refusals) {
        for (group, count) in &others.counts {
            *self.counts.entry(*group).or_default() += count;
        }
        for (site, rows) in &others.unplaced {
            self.add_unplaced(site, *rows, RowShape::Whole);
        }
        for (site, rows) in &others.unplaced_ragged {
            self.add_unplaced(site, *rows, RowShape::Ragged);
        }
    }

    /// Adds the refusals of a part that begins with the line `first_line`; lines in the part count
    /// from 0.
    pub fn add_part(&mut self, part: &Refusals, first_line: u64) {
        self.count_all(part);
        self.passed.add_part(&part.passed, first_line);
        for refusal in &part.listed {
            self.list(Refusal { line: first_line + refusal.line, ..refusal.clone() });
        }
    }

    /// Counts all refusals, listed or not.
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Counts the refusals that cost this part of a row.
    pub fn count_of(&self, part: RefusedPart) -> u64 {
        let of_part = self.counts.iter().filter(|(group, _)| group.part == part);
        of_part.map(|(_, count)| count).sum()
    }

    /// Counts all refusals by the word of their kind, whichever part they cost.
    pub fn by_kind(&self) -> BTreeMap<&'static str, u64> {
        let mut by_kind = BTreeMap::new();
        for (group, count) in &self.counts {
            *by_kind.entry(group.kind).or_default() += count;
        }
        by_kind
    }

    /// Lists the refusals of one part and kind, the first of them, in the order of reading.
    pub(crate) fn of_group(&self, group: RefusalGroup) -> impl Iterator<Item = &Refusal> {
        let is_of = move |refusal: &&Refusal| {
            refusal.part == group.part && refusal.kind.as_str() == group.kind
        };
        self.listed.iter().filter(is_of)
    }
}
