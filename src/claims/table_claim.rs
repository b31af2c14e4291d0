//! A row of a table, or a row of JSON, as a claim.

use crate::claims::claim_columns::{COLUMNS, ClaimColumns};
use crate::claims::claim_parts::between;
use crate::claims::claims_entry::ClaimsEntry;
use crate::claims::collector::Collector;
use crate::claims::missing_columns::{MissingColumn, NEEDED, missing_columns};
use crate::claims::raw_claim::{RawClaim, UnknownTarget};
use crate::claims::row_rules::{RuleWords, said_by_rules};
use crate::claims::target_names::targets_of_cell;
use crate::claims::word_rules::WordRule;
use crate::claims::wording::extent_fault;
use crate::clock::{Range, parse_readings};
use crate::files::settings::OneOrMany;
use crate::files::{ReadError, RowFaults};
use crate::model::open_end::is_open_end;
use crate::model::{
    Claim, ClaimKind, Extent, Location, Quantifier, Refusal, RefusalKind, RefusedPart, Role,
    YesNoWords,
};

/// Column of ours in a table: the cells that make it, by their number from 0.
#[derive(Debug)]
pub(super) struct ClaimColumn {
    ours: &'static str,
    /// Name as the table has it.
    theirs: String,
    /// Numbers of the cells, from 0, in the order in which they make the value; at least one.
    cells: Vec<usize>,
}

/// Columns of ours that a table has.
#[derive(Debug)]
pub(super) struct ClaimPlaces(Vec<ClaimColumn>);

impl ClaimPlaces {
    /// Finds the columns among the names of a table. `path` is the file, for errors.
    ///
    /// # Errors
    /// Where some are missing that must be there: all of them, with the names that there are.
    pub(super) fn find(
        path: &str,
        header: &[String],
        entry: &ClaimsEntry,
    ) -> Result<ClaimPlaces, ReadError> {
        let (mut columns, mut missing) = (Vec::new(), Vec::new());
        for ours in COLUMNS {
            let named = entry.columns.names.get(ours);
            let own = [ours.to_owned()];
            let names = named.map_or(&own[..], OneOrMany::all);
            let at = |name: &String| header.iter().position(|known| known == name);
            let is_left_out = entry.columns.leaves_out(ours);
            let cells: Vec<usize> = names.iter().filter_map(at).collect();
            let is_whole = cells.len() == names.len() && !cells.is_empty();
            if is_whole && !is_left_out {
                columns.push(ClaimColumn { ours, theirs: names.join(", "), cells });
            } else if named.is_some() && !is_left_out
                || ours == "claim" && !entry.columns.is_foreign()
                || NEEDED.contains(&ours) && !has_default(entry, ours)
            {
                let name = names.iter().find(|name| at(name).is_none() && !is_left_out);
                missing.push(MissingColumn {
                    ours,
                    name: name.map_or(ours, String::as_str).to_owned(),
                });
            }
        }
        match missing.is_empty() {
            true => Ok(ClaimPlaces(columns)),
            false => Err(missing_columns(path, header, &missing)),
        }
    }

    /// Says whether a cell, by its number from 0, is of the targets.
    pub(super) fn is_targets(&self, cell: usize) -> bool {
        self.get("targets").is_some_and(|column| column.cells.contains(&cell))
    }

    /// Finds one of our columns; `None` where the table has no such column.
    fn get(&self, ours: &str) -> Option<&ClaimColumn> {
        self.0.iter().find(|column| column.ours == ours)
    }
}

/// Says whether the entry, or one of its rules, has a value for rows that have none.
fn has_default(entry: &ClaimsEntry, ours: &str) -> bool {
    let by_rule = |says: fn(&WordRule) -> bool| entry.rules.iter().any(says);
    match ours {
        "claimant" => entry.claimant.is_some() || by_rule(|rule| rule.claimant.is_some()),
        "role" => entry.role.is_some() || by_rule(|rule| rule.role.is_some()),
        "kind" => entry.kind.is_some() || by_rule(|rule| rule.kind.is_some()),
        "targets" => !entry.targets.is_empty() || by_rule(|rule| !rule.targets.is_empty()),
        _ => false,
    }
}

/// Row of a table with its cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimTableRow<'a> {
    /// The file, as shown to readers.
    pub(super) shown: &'a str,
    /// Line or number of the row, from 1.
    pub(super) line: u64,
    pub(super) columns: &'a ClaimPlaces,
    /// Cells without the blanks around them.
    pub(super) cells: &'a [&'a str],
    pub(super) entry: &'a ClaimsEntry,
}

impl<'a> ClaimTableRow<'a> {
    /// Gives the cells of a column.
    fn parts(&self, ours: &str) -> Vec<&'a str> {
        let column = self.columns.get(ours);
        let cells = column.into_iter().flat_map(|column| &column.cells);
        cells.map(|at| self.cells.get(*at).copied().unwrap_or_default()).collect()
    }

    /// Gives the cell of a column, several with blanks between them; empty where there is none.
    fn get(&self, ours: &str) -> String {
        let parts = self.parts(ours);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Makes a refusal of the row, with the column at fault.
    fn refuse(&self, ours: &str, kind: RefusalKind) -> Box<Refusal> {
        let column = self.columns.get(ours);
        let at = column.and_then(|column| column.cells.first());
        Box::new(Refusal {
            file: self.shown.to_owned(),
            line: self.line,
            column: at.map_or(1, |at| at + 1),
            name: column.map_or(ours, |column| &column.theirs).to_owned(),
            part: RefusedPart::Row,
            kind,
        })
    }

    /// Makes a refusal of the row for a cell, by its number from 0.
    pub(super) fn refuse_cell(&self, cell: usize, kind: RefusalKind) -> Box<Refusal> {
        let column = self.columns.0.iter().find(|column| column.cells.contains(&cell));
        self.refuse(column.map_or("row", |column| column.ours), kind)
    }

    /// Takes the claims of the row, one for each meaning that the rules find in its words, or sets
    /// it aside.
    pub(super) fn take(&self, collector: &mut Collector<'_>) {
        let rules = &self.entry.rules;
        let words = format!("{} {}", self.get("quote"), self.get("targets"));
        let meanings = said_by_rules(rules, &words);
        let names_sites = |said: &RuleWords<'_>| !said.targets.is_empty();
        let has_own = !self.get("targets").is_empty() || !self.entry.targets.is_empty();
        let are_of_sites = rules.iter().any(|rule| !rule.targets.is_empty());
        if are_of_sites && !has_own && !meanings.iter().any(names_sites) {
            return collector.pass_over();
        }
        for (at, said) in meanings.iter().enumerate() {
            let claim = self.claim(collector, said, at);
            collector.take_row(claim);
        }
    }

    /// Reads the row as a claim, by what the rules say of its words; `number` counts the claims of
    /// the row before it.
    ///
    /// # Errors
    /// Where something that a claim needs is missing or cannot be read.
    fn claim(
        &self,
        collector: &Collector<'_>,
        said: &RuleWords<'_>,
        number: usize,
    ) -> Result<RawClaim, Box<Refusal>> {
        let mut faults = RowFaults::default();
        let id = faults.take(self.id(collector, number));
        let claimant = faults.take(self.claimant(said));
        let role = faults.take(self.role(said));
        let kind = faults.take(self.kind(said));
        let targets = faults.take(self.targets(said));
        let published_text = self.get("published");
        let published = faults.take(self.time("published", &published_text));
        let asserted = faults.take(self.asserted());
        let range = asserted.as_ref().map(|asserted| asserted.0);
        let extent = faults.take(self.extent(kind, range));
        let wording = said.wording.or(self.entry.wording);
        let quantifier = faults.take(self.quantifier(wording.quantifier));
        let intent = faults.take(self.yes_or_no("intent"));
        let targets_inferred = faults.take(self.yes_or_no("targets_inferred"));
        let read = || {
            let (asserted, asserted_text) = asserted?;
            let file = u32::try_from(collector.file).unwrap_or(u32::MAX);
            let claim = Claim {
                claimant: claimant?,
                published: published?,
                published_readings: parse_readings(&published_text, self.entry.zone),
                published_text,
                asserted,
                asserted_readings: parse_readings(&asserted_text, self.entry.zone),
                asserted_text,
                extent: extent?,
                quantifier: quantifier?,
                intent: intent?.or(wording.intent).unwrap_or(false),
                targets_inferred: targets_inferred?.unwrap_or(false),
                retells: Some(self.get("retells")).filter(|id| !id.is_empty()),
                disputes: Some(self.get("disputes")).filter(|id| !id.is_empty()),
                url: self.url(),
                archived_url: self.get("archived_url"),
                quote: self.get("quote"),
                note: self.get("note"),
                location: Location { file, line: self.line },
                ..Claim::blank(id?, role?, kind?)
            };
            let at = *self.refuse("targets", RefusalKind::Empty);
            let at_retold = Some(*self.refuse("retells", RefusalKind::Empty))
                .filter(|_| claim.retells.is_some());
            let at_disputed = Some(*self.refuse("disputes", RefusalKind::Empty))
                .filter(|_| claim.disputes.is_some());
            let unknown = UnknownTarget::Refused;
            Some(RawClaim { claim, targets: targets?, unknown, at, at_retold, at_disputed })
        };
        let read = read();
        faults.finish(read)
    }

    /// Gives who speaks: as the row says, else as a rule or the entry does.
    fn claimant(&self, said: &RuleWords<'_>) -> Result<String, Box<Refusal>> {
        match (self.get("claimant"), said.claimant.or(self.entry.claimant.as_deref())) {
            (cell, _) if !cell.is_empty() => Ok(cell),
            (_, Some(default)) if !default.is_empty() => Ok(default.to_owned()),
            _ => Err(self.refuse("claimant", RefusalKind::NoClaimant)),
        }
    }

    /// Gives the address: that of the row, else that of the entry; may be empty.
    fn url(&self) -> String {
        match self.get("url") {
            cell if cell.is_empty() => self.entry.url.clone().unwrap_or_default(),
            cell => cell,
        }
    }

    /// Gives the id: that of the row, or in a table of others file and line. A row of several
    /// claims adds the number of each to it.
    fn id(&self, collector: &Collector<'_>, number: usize) -> Result<String, Box<Refusal>> {
        let mut id = match self.get("claim") {
            id if !id.is_empty() => id,
            _ if self.entry.columns.is_foreign() => format!("{}:{}", self.shown, self.line),
            _ => return Err(self.refuse("claim", RefusalKind::Empty)),
        };
        if number > 0 {
            id.push_str(&format!("-{}", number + 1));
        }
        match collector.repeated_row(&id) {
            Some(kind) => Err(self.refuse("claim", kind)),
            None => Ok(id),
        }
    }

    /// Lists the targets that the rules find in the words of the row, else those of its own cell,
    /// else those of the entry.
    fn targets(&self, said: &RuleWords<'_>) -> Result<Vec<String>, Box<Refusal>> {
        if !said.targets.is_empty() {
            return Ok(said.targets.clone());
        }
        let parts = self.parts("targets");
        let own: Vec<String> =
            parts.iter().flat_map(|part| targets_of_cell(part)).map(str::to_owned).collect();
        let targets = if own.is_empty() { self.entry.targets.clone() } else { own };
        if targets.is_empty() {
            return Err(self.refuse("targets", RefusalKind::Empty));
        }
        Ok(targets)
    }

    /// Reads the role, or takes that of a rule or of the entry where the cell is empty.
    fn role(&self, said: &RuleWords<'_>) -> Result<Role, Box<Refusal>> {
        let word = self.get("role");
        match said.role.or(self.entry.role).filter(|_| word.is_empty()) {
            Some(default) => Ok(default),
            None => self.columns().role(&word).map_err(|kind| self.refuse("role", kind)),
        }
    }

    /// Reads the kind, or takes that of a rule or of the entry where the cell is empty. A text that
    /// fits no rule on kinds says nothing that a probe can check.
    fn kind(&self, said: &RuleWords<'_>) -> Result<ClaimKind, Box<Refusal>> {
        let word = self.get("kind");
        let has_rules = self.entry.rules.iter().any(|rule| rule.kind.is_some());
        let default = said.kind.or(self.entry.kind);
        let default = default.or_else(|| has_rules.then_some(ClaimKind::Unstated));
        match default.filter(|_| word.is_empty()) {
            Some(default) => Ok(default),
            None => self.columns().kind(&word).map_err(|kind| self.refuse("kind", kind)),
        }
    }

    /// Returns the columns of the entry, which know its words.
    fn columns(&self) -> &'a ClaimColumns {
        &self.entry.columns
    }

    /// Reads the asserted time with its text. Two columns are its start and its end, three its day
    /// and the clocks of both, and four the day and the clock of each.
    fn asserted(&self) -> Result<(Option<Range>, String), Box<Refusal>> {
        let joined = |day: &str, clock: &str| match is_open_end(clock) {
            true => String::new(),
            false => format!("{day} {clock}"),
        };
        let parts = self.parts("asserted");
        let (from, until) = match parts[..] {
            [from, until] => (from.to_owned(), until.to_owned()),
            [day, from, until] => (joined(day, from), joined(day, until)),
            [day, from, end_day, until] => (joined(day, from), joined(end_day, until)),
            _ => {
                let text = self.get("asserted");
                return Ok((self.time("asserted", &text)?, text));
            }
        };
        let until = if is_open_end(&until) { String::new() } else { until };
        if from.is_empty() && until.is_empty() {
            return Ok((None, String::new()));
        }
        let start = self.time("asserted", &from)?;
        let end = match (parts.len(), from.is_empty() || until.is_empty()) {
            (3, false) => {
                let end = self.columns().end_on_day_of(&from, &until, self.entry.zone);
                Some(end.map_err(|why| self.refuse("asserted", RefusalKind::Stamp(why)))?)
            }
            _ => self.time("asserted", &until)?,
        };
        let earliest = start.and_then(|start| start.earliest);
        let latest = match end {
            None => None,
            Some(end) => {
                let at = self.columns().end_of_interval(&until, end);
                let at = at.map_err(|why| self.refuse("asserted", RefusalKind::Stamp(why)))?;
                // Equal ends are one moment, as long as it is written.
                if at == earliest { end.latest } else { at }
            }
        };
        let range = Range { earliest, latest };
        if let (Some(earliest), Some(latest)) = (range.earliest, range.latest)
            && latest <= earliest
        {
            return Err(self.refuse("asserted", RefusalKind::EmptySpan));
        }
        Ok((Some(range), between(if from.is_empty() { ".." } else { &from }, &until)))
    }

    /// Reads a time; `None` where the text is empty.
    fn time(&self, ours: &str, text: &str) -> Result<Option<Range>, Box<Refusal>> {
        if text.is_empty() {
            return Ok(None);
        }
        let read = self.columns().time(text, self.entry.zone);
        read.map(Some).map_err(|why| self.refuse(ours, RefusalKind::Stamp(why)))
    }

    /// Reads the extent of a claim of a kind and an asserted time, `None` where these cannot be
    /// read.
    fn extent(
        &self,
        kind: Option<ClaimKind>,
        asserted: Option<Option<Range>>,
    ) -> Result<Extent, Box<Refusal>> {
        let word = self.get("extent");
        let default = self.entry.wording.extent.filter(|_| word.is_empty());
        let unknown = || self.refuse("extent", RefusalKind::NotAnExtent(word.clone()));
        let extent = default.or_else(|| Extent::named(&word)).ok_or_else(unknown)?;
        let (Some(kind), Some(asserted)) = (kind, asserted) else { return Ok(extent) };
        match extent_fault(extent, kind, asserted) {
            Some(fault) => Err(self.refuse("extent", fault)),
            None => Ok(extent),
        }
    }

    /// Reads the quantifier, or takes the default where the cell is empty.
    fn quantifier(&self, default: Option<Quantifier>) -> Result<Quantifier, Box<Refusal>> {
        let word = self.get("quantifier");
        if let Some(default) = default.filter(|_| word.is_empty()) {
            return Ok(default);
        }
        let unknown = || self.refuse("quantifier", RefusalKind::NotAQuantifier(word.clone()));
        Quantifier::named(&word).ok_or_else(unknown)
    }

    /// Reads a column of `true` and `false`; `None` where its cell is empty.
    fn yes_or_no(&self, ours: &str) -> Result<Option<bool>, Box<Refusal>> {
        let word = self.get(ours);
        match YesNoWords::TrueFalse.read(&word) {
            None if !word.is_empty() => Err(self.refuse(ours, RefusalKind::NotTrueOrFalse(word))),
            said => Ok(said),
        }
    }
}
