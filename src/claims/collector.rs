//! Contents of one file, as they are found: claims, rows refused, rows that say nothing of
//! the incident.

use crate::claims::raw_claim::{RawClaim, UnknownTarget};
use crate::claims::statement_fault::StatementFault;
use crate::claims::wording::extent_fault;
use crate::model::{Claim, HeldRoom, Location, Refusal, RefusalKind, Refusals, RefusedPart};
use std::collections::HashMap;

/// Claims of the files so far.
#[derive(Debug, Default)]
pub(super) struct CollectedClaims {
    /// Claims in the order in which they were read; may be empty.
    pub(super) claims: Vec<RawClaim>,
    /// First place of each id: file as shown, and line or row; asked, never walked.
    ids: HashMap<String, (String, u64)>,
    /// Room for them, with what is held besides. What does not fit is counted alone.
    pub(super) room: HeldRoom,
}

/// Takes the claims of one file.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    all: &'a mut CollectedClaims,
    shown: &'a str,
    /// The file's number among the inputs.
    pub(super) file: usize,
    refusals: &'a mut Refusals,
    /// Rows read.
    pub(super) rows: u64,
    /// Rows that say nothing of the incident.
    pub(super) outside: u64,
}

/// Statement of an archive.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) claim: Claim,
    /// Names of sites, as written; may be empty.
    pub(super) targets: Vec<String>,
    pub(super) unknown: UnknownTarget,
}

impl<'a> Collector<'a> {
    /// Begins the claims of a file. `shown` is its path for readers, `file` its number among the
    /// inputs.
    pub(super) fn new(
        all: &'a mut CollectedClaims,
        shown: &'a str,
        file: usize,
        refusals: &'a mut Refusals,
    ) -> Collector<'a> {
        Collector { all, shown, file, refusals, rows: 0, outside: 0 }
    }

    /// Notes that one more row was read.
    pub(super) fn count_row(&mut self) {
        self.rows += 1;
    }

    /// Counts a row that says nothing of the incident.
    pub(super) fn pass_over(&mut self) {
        self.outside += 1;
        log::debug!("{}: row {}: passed over: it says nothing of a site", self.shown, self.rows);
    }

    /// Takes a claim whose id is new.
    fn take(&mut self, written: RawClaim) {
        let counts = &mut self.all.room.counts;
        counts.claims += 1;
        counts.targets += written.targets.len();
        if !self.all.room.fits() {
            return;
        }
        self.all
            .ids
            .insert(written.claim.id.clone(), (self.shown.to_owned(), written.claim.location.line));
        self.all.claims.push(written);
    }

    /// Takes the claim of a row, whose id is new, or sets the row aside.
    pub(super) fn take_row(&mut self, claim: Result<RawClaim, Box<Refusal>>) {
        match claim {
            Ok(written) => self.take(written),
            Err(refusal) => self.keep_refusal(*refusal),
        }
    }

    /// Takes the statement of the row with this number; one whose id stands already is set
    /// aside.
    pub(super) fn take_statement(&mut self, row: u64, statement: Statement) {
        let Statement { mut claim, targets, unknown } = statement;
        if let Some((file, line)) = self.all.ids.get(&claim.id) {
            let first = format!("{file}:{line}");
            return self.refuse(row, "id", RefusalKind::SaidBefore { id: claim.id, first });
        }
        if let Some(fault) = extent_fault(claim.extent, claim.kind, claim.asserted) {
            return self.refuse(row, "extent", fault);
        }
        claim.location = Location { file: u32::try_from(self.file).unwrap_or(u32::MAX), line: row };
        let at = self.refusal(row, "targets", RefusalKind::Empty);
        self.take(RawClaim { claim, targets, unknown, at, at_retold: None, at_disputed: None });
    }

    /// Says why a row of our own layout cannot have this id; `None` where it can.
    pub(super) fn repeated_row(&self, id: &str) -> Option<RefusalKind> {
        let (file, line) = self.all.ids.get(id)?;
        let elsewhere =
            || RefusalKind::SaidBefore { id: id.to_owned(), first: format!("{file}:{line}") };
        Some(if file == self.shown { RefusalKind::Repeated(id.to_owned()) } else { elsewhere() })
    }

    /// Sets a row aside; `name` is the field, as the archive calls it.
    pub(super) fn refuse(&mut self, row: u64, name: &str, kind: RefusalKind) {
        let refusal = self.refusal(row, name, kind);
        self.keep_refusal(refusal);
    }

    /// Sets a row aside for one of its fields.
    pub(super) fn refuse_field(&mut self, row: u64, fault: StatementFault) {
        self.refuse(row, fault.field, fault.kind);
    }

    /// Lists a row that makes no claim, with the reason.
    pub(super) fn keep_refusal(&mut self, refusal: Refusal) {
        self.refusals.add(refusal);
    }

    /// Builds the refusal of a row, at column 1, as rows have no columns.
    fn refusal(&self, line: u64, name: &str, kind: RefusalKind) -> Refusal {
        Refusal {
            file: self.shown.to_owned(),
            line,
            column: 1,
            name: name.to_owned(),
            part: RefusedPart::Row,
            kind,
        }
    }
}
