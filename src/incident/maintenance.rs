//! `maintenance.csv`: announced work (M16).

use crate::clock::{Span, StampError, Zone};
use crate::files::ReadError;
use crate::files::{SmallTable, TableRow};
use crate::incident::incident_toml::span;
use crate::model::{Input, InputRole, Refusal, RefusalKind, Refusals};
use std::path::Path;

/// Announced work (M16), with its site as written.
#[derive(Debug)]
pub(super) struct RawMaintenance {
    pub(super) target: String,
    pub(super) span: Span,
    pub(super) note: String,
    /// File, line and column, for refusing the target.
    pub(super) at: Refusal,
}

/// Reads the announced work, in the file's order.
pub(super) fn read(
    path: &Path,
    shown: &str,
    zone: Option<Zone>,
    refusals: &mut Refusals,
) -> Result<(Vec<RawMaintenance>, Input), ReadError> {
    let needed = &["site", "from", "until"];
    let known = &["site", "from", "until", "note"];
    let (table, input) = SmallTable::read(path, shown, InputRole::Maintenance, needed, known)?;
    let mut works = Vec::new();
    let before = refusals.count();
    for row in table.rows() {
        match row.and_then(|row| work(&row, zone)) {
            Ok(work) => works.push(work),
            Err(refusal) => refusals.add(*refusal),
        }
    }
    let refused = refusals.count() - before;
    Ok((works, Input { refused, ..input }))
}

fn work(row: &TableRow<'_>, zone: Option<Zone>) -> Result<RawMaintenance, Box<Refusal>> {
    for column in ["site", "from", "until"] {
        if row.get(column).is_empty() {
            return Err(row.refuse(column, RefusalKind::Empty));
        }
    }
    let span = span(row.get("from"), row.get("until"), zone).map_err(|why| match why {
        StampError::Backwards(_) => row.refuse("until", RefusalKind::EmptySpan),
        why => row.refuse("from", RefusalKind::Stamp(why)),
    })?;
    let at = *row.refuse("site", RefusalKind::Empty);
    Ok(RawMaintenance {
        target: row.get("site").to_owned(),
        span,
        note: row.get("note").to_owned(),
        at,
    })
}
