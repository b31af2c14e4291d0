//! `csv`: our own layout, a row for each claim.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::blank;
use crate::claims::collector::Collector;
use crate::claims::raw_claim::{RawClaim, UnknownTarget};
use crate::claims::wording::extent_fault;
use crate::clock::{Range, Zone, parse_range};
use crate::files::FileHead;
use crate::files::ReadError;
use crate::files::{RowFaults, SmallTable, TableRow};
use crate::model::suggest::misspelt;
use crate::model::{Claim, ClaimKind, Extent, Quantifier, Refusal, RefusalKind, Role};

/// Every column that `claims.csv` may have; the first five it must have.
const COLUMNS: [&str; 14] = [
    "claim",
    "claimant",
    "role",
    "kind",
    "targets",
    "published",
    "asserted",
    "extent",
    "quantifier",
    "intent",
    "url",
    "archived_url",
    "quote",
    "note",
];

/// The columns of these that may be missing, and change a verdict.
const DECIDING: [&str; 5] = ["published", "asserted", "extent", "quantifier", "intent"];

/// Our own layout.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["zone"],
    zone_of_incident: true,
    wall_clocks,
    ..ClaimLayout::new("csv", recognise, read)
};

fn recognise(head: &FileHead<'_>) -> Option<String> {
    let header = head.lines().next()?;
    let header: Vec<&str> =
        header.trim_start_matches('\u{feff}').split(',').map(str::trim).collect();
    let all = COLUMNS[..5].iter().all(|column| header.contains(column));
    all.then(|| "the header names `claim`, `claimant`, `role`, `kind` and `targets`".to_owned())
}

fn wall_clocks(head: &FileHead<'_>) -> bool {
    let mut rows = ::csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(head.text().unwrap_or_default().as_bytes());
    let header = rows.headers().cloned().unwrap_or_default();
    let times: Vec<usize> = (0..header.len())
        .filter(|at| ["published", "asserted"].contains(&header[*at].trim()))
        .collect();
    rows.records().flatten().any(|row| {
        times.iter().filter_map(|at| row.get(*at)).any(crate::claims::claim_parts::needs_zone)
    })
}

fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let text = file.read_whole()?;
    let table = SmallTable::parse(&text, file.path, file.shown, &COLUMNS[..5], &COLUMNS)?;
    if let Some(why) = misspelt_column(table.header()) {
        return Err(file.broken_at(1, 1, why));
    }
    for row in table.rows() {
        collector.count_row();
        match row.and_then(|row| claim(&row, collector, file.entry.zone)) {
            Ok(written) => collector.take(written),
            Err(refusal) => collector.set_aside(*refusal),
        }
    }
    Ok(())
}

/// Finds a column whose name is that of one that decides something, spelled wrong: what it says
/// would count for nothing without a word.
fn misspelt_column(header: &[String]) -> Option<String> {
    let missing = || DECIDING.into_iter().filter(|known| !header.iter().any(|name| name == known));
    let unknown = header.iter().filter(|name| !COLUMNS.contains(&name.as_str()));
    let (name, meant) =
        unknown.filter_map(|name| Some((name, misspelt(name, missing())?))).next()?;
    Some(format!(
        "the column `{name}` is not read; did you mean `{meant}`? Rename the one or the other"
    ))
}

/// Reads a row; all of its faults are one refusal.
fn claim(
    row: &TableRow<'_>,
    collector: &Collector<'_>,
    zone: Option<Zone>,
) -> Result<RawClaim, Box<Refusal>> {
    let mut faults = RowFaults::default();
    let id = faults.take(id(row, collector));
    let claimant = row.some("claimant");
    let claimant =
        faults.take(claimant.ok_or_else(|| row.refuse("claimant", RefusalKind::NoClaimant)));
    let role = faults.take(Role::named(row.get("role")).map_err(|why| row.refuse("role", why)));
    let kind =
        faults.take(ClaimKind::named(row.get("kind")).map_err(|why| row.refuse("kind", why)));
    let targets = faults.take(targets(row));
    let published = faults.take(time(row, "published", zone));
    let asserted = faults.take(time(row, "asserted", zone));
    let extent = faults.take(extent(row, kind, asserted));
    let quantifier = faults.take(quantifier(row));
    let intent = faults.take(row.is_true("intent"));
    let read = || {
        let claim = Claim {
            claimant: claimant?,
            published: published?,
            published_text: row.get("published").to_owned(),
            asserted: asserted?,
            asserted_text: row.get("asserted").to_owned(),
            extent: extent?,
            quantifier: quantifier?,
            intent: intent?,
            url: row.get("url").to_owned(),
            archived_url: row.get("archived_url").to_owned(),
            quote: row.get("quote").to_owned(),
            note: row.get("note").to_owned(),
            location: row.location(collector.file),
            ..blank(id?, role?, kind?)
        };
        Some(RawClaim {
            claim,
            targets: targets?,
            unknown: UnknownTarget::Refused,
            at: *row.refuse("targets", RefusalKind::Empty),
        })
    };
    let read = read();
    faults.finish(read)
}

fn id(row: &TableRow<'_>, collector: &Collector<'_>) -> Result<String, Box<Refusal>> {
    let id = row.some("claim").ok_or_else(|| row.refuse("claim", RefusalKind::Empty))?;
    match collector.repeated_row(&id) {
        Some(kind) => Err(row.refuse("claim", kind)),
        None => Ok(id),
    }
}

fn targets(row: &TableRow<'_>) -> Result<Vec<String>, Box<Refusal>> {
    let names = row.get("targets").split(';').map(str::trim).filter(|name| !name.is_empty());
    let targets: Vec<String> = names.map(str::to_owned).collect();
    if targets.is_empty() { Err(row.refuse("targets", RefusalKind::Empty)) } else { Ok(targets) }
}

/// Reads the extent of a claim of a kind and an asserted time, `None` where these cannot be read.
fn extent(
    row: &TableRow<'_>,
    kind: Option<ClaimKind>,
    asserted: Option<Option<Range>>,
) -> Result<Extent, Box<Refusal>> {
    let word = row.get("extent");
    let extent = Extent::named(word)
        .ok_or_else(|| row.refuse("extent", RefusalKind::NotAnExtent(word.to_owned())))?;
    let (Some(kind), Some(asserted)) = (kind, asserted) else { return Ok(extent) };
    match extent_fault(extent, kind, asserted) {
        Some(fault) => Err(row.refuse("extent", fault)),
        None => Ok(extent),
    }
}

fn quantifier(row: &TableRow<'_>) -> Result<Quantifier, Box<Refusal>> {
    let word = row.get("quantifier");
    Quantifier::named(word)
        .ok_or_else(|| row.refuse("quantifier", RefusalKind::NotAQuantifier(word.to_owned())))
}

fn time(
    row: &TableRow<'_>,
    column: &str,
    zone: Option<Zone>,
) -> Result<Option<Range>, Box<Refusal>> {
    let text = row.get(column);
    if text.is_empty() {
        return Ok(None);
    }
    parse_range(text, zone).map(Some).map_err(|why| row.refuse(column, RefusalKind::Stamp(why)))
}
