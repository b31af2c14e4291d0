//! `maintenance.csv`: announced work (M16).

use crate::clock::{Span, StampError, Zone, parse_range, parse_readings};
use crate::files::{ReadError, ReadInput};
use crate::files::{RowFaults, SmallTable, TableColumns, TableRow};
use crate::incident::incident_toml::span;
use crate::incident::table_memory::check_table;
use crate::model::{HeldCounts, HeldRoom, Input, InputRole, Refusal, RefusalKind, Refusals};
use std::path::Path;

/// Announced work (M16), with its site as written.
#[derive(Debug)]
pub(super) struct RawMaintenance {
    pub(super) target: String,
    pub(super) span: Span,
    /// Whether nobody announced it.
    pub(super) simulated: bool,
    pub(super) note: String,
    /// File, line and column, for refusing the target.
    pub(super) at: Refusal,
}

/// Reads the announced work, in the file's order; `room` is that of the run before it.
///
/// # Errors
/// Where the file cannot be read, or where its rows do not fit into the memory: then none is held.
pub(super) fn read(
    path: &Path,
    shown: &str,
    zone: Option<Zone>,
    room: HeldRoom,
    refusals: &mut Refusals,
) -> Result<ReadInput<Vec<RawMaintenance>>, ReadError> {
    check_table(path, room.memory, |work| HeldCounts { work, ..room.counts })?;
    let needed = &["site", "from", "until"];
    let known = &["site", "from", "until", "simulated", "note"];
    let columns = TableColumns { needed, known };
    let ReadInput { content: table, input } =
        SmallTable::read(path, shown, InputRole::Maintenance, columns)?;
    let mut maintenance = Vec::new();
    let before = refusals.count();
    for row in table.rows() {
        match row.and_then(|row| work(&row, zone)) {
            Ok(work) => maintenance.push(work),
            Err(refusal) => refusals.add(*refusal),
        }
    }
    let refused = refusals.count() - before;
    Ok(ReadInput { content: maintenance, input: Input { refused, ..input } })
}

/// Reads a row of announced work.
fn work(row: &TableRow<'_>, zone: Option<Zone>) -> Result<RawMaintenance, Box<Refusal>> {
    let mut faults = RowFaults::default();
    let target =
        faults.take(row.some("site").ok_or_else(|| row.refuse("site", RefusalKind::Empty)));
    let ends = [end(row, "from", zone), end(row, "until", zone)].map(|end| faults.take(end));
    let span = ends[0].zip(ends[1]).and_then(|(from, until)| {
        // By each reading the work would be of another time, and no figure beside it would hold.
        if !parse_readings(&format!("{from}/{until}"), zone).is_empty() {
            let is_twice = |text: &str| !parse_readings(text, zone).is_empty();
            let (column, text) = if is_twice(from) { ("from", from) } else { ("until", until) };
            let why = RefusalKind::WorkShownTwice(text.to_owned());
            return faults.take(Err(row.refuse(column, why)));
        }
        let span = span(from, until, zone);
        faults.take(span.map_err(|why| match why {
            StampError::Backwards(_) => row.refuse("until", RefusalKind::EmptySpan),
            why => row.refuse("from", RefusalKind::Stamp(why)),
        }))
    });
    let simulated = faults.take(row.is_true("simulated"));
    let read = || {
        Some(RawMaintenance {
            target: target?,
            span: span?,
            simulated: simulated?,
            note: row.get("note").to_owned(),
            at: *row.refuse("site", RefusalKind::Empty),
        })
    };
    let read = read();
    faults.finish(read)
}

/// Gives an end of the work as written, where it can be read.
fn end<'a>(row: &TableRow<'a>, column: &str, zone: Option<Zone>) -> Result<&'a str, Box<Refusal>> {
    let text = row.get(column);
    if text.is_empty() {
        return Err(row.refuse(column, RefusalKind::Empty));
    }
    match parse_range(text, zone) {
        Ok(_) => Ok(text),
        Err(why) => Err(row.refuse(column, RefusalKind::Stamp(why))),
    }
}
