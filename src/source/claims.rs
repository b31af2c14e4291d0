//! `claims.csv`: who said what, when, of which sites (M17). Which sites are meant is settled when the probed ones are known.

use super::SourceError;
use super::rows::{Row, Rows};
use crate::clock::{Range, Zone, parse_range};
use crate::model::{Claim, ClaimKind, Input, InputRole, Refusal, RefusalKind, Refusals, Role};
use std::path::Path;

/// Every column that the file may have; the first five it must have.
const COLUMNS: [&str; 11] =
    ["claim", "claimant", "role", "kind", "targets", "published", "asserted", "url", "archived_url", "quote", "note"];

/// A claim with its targets as written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) claim: Claim,
    pub(super) targets: Vec<String>,
    /// For refusing a target: file, line, column.
    pub(super) at: Refusal,
}

/// Reads the claims, in the file's order. `file` is the table's number among the inputs.
pub(super) fn read(
    path: &Path,
    (shown, file): (&str, usize),
    zone: Option<Zone>,
    refusals: &mut Refusals,
) -> Result<(Vec<Written>, Input), SourceError> {
    let table = Rows::read(path, shown, InputRole::Claims, (&COLUMNS[..5], &COLUMNS))?;
    let mut claims: Vec<Written> = Vec::new();
    let before = refusals.count();
    for row in table.each() {
        match row.and_then(|row| claim(&row, (&claims, file), zone)) {
            Ok(claim) => claims.push(claim),
            Err(refusal) => refusals.add(*refusal),
        }
    }
    let refused = refusals.count() - before;
    Ok((claims, Input { refused, ..table.input }))
}

fn claim(row: &Row<'_>, (before, file): (&[Written], usize), zone: Option<Zone>) -> Result<Written, Box<Refusal>> {
    let id = row.some("claim").ok_or_else(|| row.refuse("claim", RefusalKind::Empty))?;
    if before.iter().any(|other| other.claim.id == id) {
        return Err(row.refuse("claim", RefusalKind::Repeated(id)));
    }
    let role = Role::ALL.into_iter().find(|role| role.word() == row.get("role"));
    let kind = ClaimKind::ALL.into_iter().find(|kind| kind.word() == row.get("kind"));
    let targets: Vec<String> =
        row.get("targets").split(';').map(str::trim).filter(|target| !target.is_empty()).map(str::to_owned).collect();
    if targets.is_empty() {
        return Err(row.refuse("targets", RefusalKind::Empty));
    }
    let claim = Claim {
        id,
        claimant: row.get("claimant").to_owned(),
        role: role.ok_or_else(|| row.refuse("role", RefusalKind::NotARole(row.get("role").to_owned())))?,
        kind: kind.ok_or_else(|| row.refuse("kind", RefusalKind::NotAKind(row.get("kind").to_owned())))?,
        published: time(row, "published", zone)?,
        published_text: row.get("published").to_owned(),
        asserted: time(row, "asserted", zone)?,
        asserted_text: row.get("asserted").to_owned(),
        targets: Vec::new(),
        url: row.get("url").to_owned(),
        archived_url: row.get("archived_url").to_owned(),
        quote: row.get("quote").to_owned(),
        note: row.get("note").to_owned(),
        place: row.place(file),
    };
    Ok(Written { claim, targets, at: *row.refuse("targets", RefusalKind::Empty) })
}

fn time(row: &Row<'_>, column: &str, zone: Option<Zone>) -> Result<Option<Range>, Box<Refusal>> {
    let text = row.get(column);
    if text.is_empty() {
        return Ok(None);
    }
    parse_range(text, zone).map(Some).map_err(|why| row.refuse(column, RefusalKind::Stamp(why)))
}
