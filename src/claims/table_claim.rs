//! A row of a table, or a row of JSON, as a claim.

use crate::claims::claim_columns::{COLUMNS, ClaimColumns};
use crate::claims::claim_parts::between;
use crate::claims::claims_entry::ClaimsEntry;
use crate::claims::collector::Collector;
use crate::claims::raw_claim::{RawClaim, UnknownTarget};
use crate::claims::wording::extent_fault;
use crate::clock::Range;
use crate::files::{OneOrMany, ReadError, RowFaults};
use crate::model::suggest::{listed, nearest};
use crate::model::{
    Claim, ClaimKind, Extent, Location, Quantifier, Refusal, RefusalKind, RefusedPart, Role,
    YesNoWords,
};

/// Separator of targets in a cell.
pub(super) const BETWEEN_TARGETS: char = ';';
/// Columns that must be there, or have a value in the entry for all.
const NEEDED: [&str; 4] = ["claimant", "role", "kind", "targets"];

/// Column of ours in a table: the cells that make it, by their number from 0.
#[derive(Debug)]
pub(super) struct ClaimColumn {
    ours: &'static str,
    /// Name as the table has it.
    theirs: String,
    cells: Vec<usize>,
}

/// Columns of ours that a table has.
#[derive(Debug)]
pub(super) struct ClaimPlaces(Vec<ClaimColumn>);

impl ClaimPlaces {
    /// Finds the columns among the names of a table. `path` is the file, for errors.
    ///
    /// # Errors
    /// Where one is missing that must be there, with the names that there are.
    pub(super) fn find(
        path: &str,
        header: &[String],
        entry: &ClaimsEntry,
    ) -> Result<ClaimPlaces, ReadError> {
        let mut columns = Vec::new();
        for ours in COLUMNS {
            let named = entry.columns.names.get(ours);
            let own = [ours.to_owned()];
            let names = named.map_or(&own[..], OneOrMany::all);
            let at = |name: &String| header.iter().position(|known| known == name);
            let cells: Vec<usize> = names.iter().filter_map(at).collect();
            let is_whole = cells.len() == names.len() && !cells.is_empty();
            if is_whole {
                columns.push(ClaimColumn { ours, theirs: names.join(", "), cells });
                continue;
            }
            let needs_id = ours == "claim" && !entry.columns.is_foreign();
            if named.is_some() || needs_id || NEEDED.contains(&ours) && !has_default(entry, ours) {
                let name = names.iter().find(|name| at(name).is_none());
                return Err(missing(path, header, ours, name.map_or(ours, String::as_str)));
            }
        }
        Ok(ClaimPlaces(columns))
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

/// Says whether the entry has a value for all rows.
fn has_default(entry: &ClaimsEntry, ours: &str) -> bool {
    match ours {
        "claimant" => entry.claimant.is_some(),
        "role" => entry.role.is_some(),
        "kind" => entry.kind.is_some(),
        "targets" => !entry.targets.is_empty(),
        _ => false,
    }
}

/// Makes an error of a column that is missing.
fn missing(path: &str, header: &[String], ours: &str, name: &str) -> ReadError {
    let near = nearest(name, header.iter().map(String::as_str));
    let advice = match near {
        Some(near) => format!(
            "; did you mean `{near}`? Rename it to `{ours}`, or write columns = {{ {ours} = \
             \"{near}\" }}"
        ),
        None => format!("; write columns = {{ {ours} = \"…\" }}"),
    };
    let is_for_all = NEEDED.contains(&ours);
    let for_all =
        if is_for_all { format!(", or {ours} = \"…\" for all,") } else { String::new() };
    let needed = if name == ours {
        format!("`{name}`")
    } else {
        format!("`{name}` (named for `{ours}` in `columns`)")
    };
    ReadError::MissingColumn {
        path: path.to_owned(),
        needed,
        found: listed(header.iter().map(String::as_str)),
        hint: format!("{advice}{for_all} in its [[claims]]"),
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

    /// Reads the row as a claim.
    ///
    /// # Errors
    /// Where something that a claim needs is missing or cannot be read.
    pub(super) fn claim(&self, collector: &Collector<'_>) -> Result<RawClaim, Box<Refusal>> {
        let mut faults = RowFaults::default();
        let id = faults.take(self.id(collector));
        let claimant = faults.take(self.claimant());
        let role = faults.take(self.role());
        let kind = faults.take(self.kind());
        let targets = faults.take(self.targets());
        let published_text = self.get("published");
        let published = faults.take(self.time("published", &published_text));
        let asserted = faults.take(self.asserted());
        let range = asserted.as_ref().map(|asserted| asserted.0);
        let extent = faults.take(self.extent(kind, range));
        let quantifier = faults.take(self.quantifier());
        let intent = faults.take(self.yes_or_no("intent"));
        let targets_inferred = faults.take(self.yes_or_no("targets_inferred"));
        let read = || {
            let (asserted, asserted_text) = asserted?;
            let file = u32::try_from(collector.file).unwrap_or(u32::MAX);
            let claim = Claim {
                claimant: claimant?,
                published: published?,
                published_text,
                asserted,
                asserted_text,
                extent: extent?,
                quantifier: quantifier?,
                intent: intent?.or(self.entry.wording.intent).unwrap_or(false),
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

    /// Gives who speaks: as the row says, else as the entry does.
    fn claimant(&self) -> Result<String, Box<Refusal>> {
        match (self.get("claimant"), &self.entry.claimant) {
            (cell, _) if !cell.is_empty() => Ok(cell),
            (_, Some(default)) if !default.is_empty() => Ok(default.clone()),
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

    /// Gives the id: that of the row, or in a table of others file and line.
    fn id(&self, collector: &Collector<'_>) -> Result<String, Box<Refusal>> {
        let id = match self.get("claim") {
            id if !id.is_empty() => id,
            _ if self.entry.columns.is_foreign() => format!("{}:{}", self.shown, self.line),
            _ => return Err(self.refuse("claim", RefusalKind::Empty)),
        };
        match collector.repeated_row(&id) {
            Some(kind) => Err(self.refuse("claim", kind)),
            None => Ok(id),
        }
    }

    /// Lists the targets of the row, else those of the entry.
    fn targets(&self) -> Result<Vec<String>, Box<Refusal>> {
        let parts = self.parts("targets");
        let split = parts.iter().flat_map(|part| part.split(BETWEEN_TARGETS)).map(str::trim);
        let own: Vec<String> =
            split.filter(|target| !target.is_empty()).map(str::to_owned).collect();
        let targets = if own.is_empty() { self.entry.targets.clone() } else { own };
        if targets.is_empty() {
            return Err(self.refuse("targets", RefusalKind::Empty));
        }
        Ok(targets)
    }

    /// Reads the role, or takes that of the entry where the cell is empty.
    fn role(&self) -> Result<Role, Box<Refusal>> {
        let word = self.get("role");
        match self.entry.role.filter(|_| word.is_empty()) {
            Some(default) => Ok(default),
            None => self.columns().role(&word).map_err(|kind| self.refuse("role", kind)),
        }
    }

    /// Reads the kind, or takes that of the entry where the cell is empty.
    fn kind(&self) -> Result<ClaimKind, Box<Refusal>> {
        let word = self.get("kind");
        match self.entry.kind.filter(|_| word.is_empty()) {
            Some(default) => Ok(default),
            None => self.columns().kind(&word).map_err(|kind| self.refuse("kind", kind)),
        }
    }

    /// Returns the columns of the entry, which know its words.
    fn columns(&self) -> &'a ClaimColumns {
        &self.entry.columns
    }

    /// Reads the asserted time with its text; of two columns, the first has its start and the
    /// second its end.
    fn asserted(&self) -> Result<(Option<Range>, String), Box<Refusal>> {
        let [from, until] = self.parts("asserted")[..] else {
            let text = self.get("asserted");
            return Ok((self.time("asserted", &text)?, text));
        };
        if from.is_empty() && until.is_empty() {
            return Ok((None, String::new()));
        }
        let (start, end) = (self.time("asserted", from)?, self.time("asserted", until)?);
        let range = Range {
            earliest: start.and_then(|start| start.earliest),
            latest: end.and_then(|end| end.latest),
        };
        if let (Some(earliest), Some(latest)) = (range.earliest, range.latest)
            && latest <= earliest
        {
            return Err(self.refuse("asserted", RefusalKind::EmptySpan));
        }
        Ok((Some(range), between(if from.is_empty() { ".." } else { from }, until)))
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

    /// Reads the quantifier, or takes that of the entry where the cell is empty.
    fn quantifier(&self) -> Result<Quantifier, Box<Refusal>> {
        let word = self.get("quantifier");
        if let Some(default) = self.entry.wording.quantifier.filter(|_| word.is_empty()) {
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
