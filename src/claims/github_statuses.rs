//! `github-statuses`: what mrshu/github-statuses makes of a status page's history,
//! `downtime_windows.csv` or `incidents.jsonl`. Each incident is a claim of the operator that says
//! from when until when.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::{between, has_length, labelled, note, part_of_id, quoted, time};
use crate::claims::collector::{Collector, Statement};
use crate::claims::impact::Impact;
use crate::claims::lenient_json::{Object, Text};
use crate::claims::raw_claim::UnknownTarget;
use crate::claims::statement_fault::StatementFault;
use crate::claims::word_rules::named;
use crate::clock::{StampError, Zone};
use crate::files::FileHead;
use crate::files::ReadError;
use crate::files::{SmallTable, TableColumns};
use crate::model::{Claim, ClaimKind, RefusalKind, Role};
use serde::Deserialize;

/// Layout `github-statuses`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["targets", "rules", "claimant", "zone"],
    needs: &[&["targets", "rules"]],
    ..ClaimLayout::new("github-statuses", recognise, read)
};

/// The columns of the windows; all of them must be there but the length, which is not used.
const COLUMNS: [&str; 7] = [
    "incident_id",
    "downtime_start",
    "downtime_end",
    "source",
    "title",
    "impact",
    "duration_minutes",
];
/// The sources of the times of an incident.
const SOURCES: &str = "`updates` or `postmortem`";
/// Claimant, unless the entry names another.
const CLAIMANT: &str = "GitHub";

/// A row of either file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StatusRow {
    #[serde(alias = "incident_id")]
    id: Text,
    title: Text,
    url: Text,
    published_at: Text,
    downtime_start: Text,
    downtime_end: Text,
    impact: Text,
    source: Text,
    impact_window: Object<StatedWindow>,
}

/// The window that the text of an incident states.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StatedWindow {
    source: Text,
}

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let line = head.lines().next()?;
    let header: Vec<&str> = line.trim_start_matches('\u{feff}').split(',').map(str::trim).collect();
    if COLUMNS[..6].iter().all(|column| header.contains(column)) {
        return Some(
            "the header names `incident_id`, `downtime_start` and `downtime_end`".to_owned(),
        );
    }
    let window: StatusRow = serde_json::from_str(line).ok()?;
    let fits = !window.id.get().is_empty() && !window.downtime_start.get().is_empty();
    fits.then(|| "a JSON object in each line, with `id` and `downtime_start`".to_owned())
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let text = file.text()?;
    if text.trim_start().starts_with('{') {
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            collector.count_row();
            match serde_json::from_str::<StatusRow>(line) {
                Ok(window) => take(file, collector, &window, number),
                Err(why) => collector.refuse(number, "line", RefusalKind::NotJson(why.to_string())),
            }
        }
        return Ok(());
    }
    let columns = TableColumns { needed: &COLUMNS[..6], known: &COLUMNS };
    let table = SmallTable::parse(text.as_bytes(), file.path, file.shown, columns)?;
    for row in table.rows() {
        collector.count_row();
        match row {
            Ok(row) => {
                let cell = |name: &str| Text(row.get(name).to_owned());
                let window = StatusRow {
                    id: cell("incident_id"),
                    title: cell("title"),
                    downtime_start: cell("downtime_start"),
                    downtime_end: cell("downtime_end"),
                    impact: cell("impact"),
                    source: cell("source"),
                    ..StatusRow::default()
                };
                take(file, collector, &window, row.location(0).line);
            }
            Err(refusal) => collector.keep_refusal(*refusal),
        }
    }
    Ok(())
}

/// Takes a window of downtime as a claim, or refuses it.
fn take(file: &ClaimFile<'_>, collector: &mut Collector<'_>, window: &StatusRow, number: u64) {
    let entry = file.entry;
    if window.id.get().is_empty() {
        return collector.refuse(number, "incident_id", RefusalKind::Empty);
    }
    let targets = if entry.rules.is_empty() {
        entry.targets.clone()
    } else {
        named(&entry.rules, window.title.get())
    };
    let kind = match kind(window) {
        Ok(kind) => kind,
        Err(fault) => return collector.refuse_field(number, fault),
    };
    let Some(kind) = kind.filter(|_| !targets.is_empty()) else { return collector.pass_over() };
    match claim(window, kind, entry.claimant.as_deref().unwrap_or(CLAIMANT), entry.zone) {
        Ok(claim) => collector
            .take_statement(number, Statement { claim, targets, unknown: UnknownTarget::Refused }),
        Err(fault) => collector.refuse_field(number, fault),
    }
}

/// Reads the kind of an incident; `None` where the page says "no impact", so that nothing failed.
///
/// # Errors
/// The field that holds a word of which nobody knows what it means.
fn kind(window: &StatusRow) -> Result<Option<ClaimKind>, StatementFault> {
    match Impact::read(window.impact.get()).map_err(|kind| StatementFault::of("impact", kind))? {
        Impact::None => Ok(None),
        Impact::Failure => Ok(Some(ClaimKind::Outage)),
        Impact::Maintenance => Ok(Some(ClaimKind::Maintenance)),
    }
}

/// Makes a claim of a window of downtime; else the column at fault, and why.
fn claim(
    window: &StatusRow,
    kind: ClaimKind,
    claimant: &str,
    zone: Option<Zone>,
) -> Result<Claim, StatementFault> {
    let (from, until) = (window.downtime_start.get(), window.downtime_end.get());
    if from.is_empty() {
        return Err(StatementFault::of("downtime_start", RefusalKind::Empty));
    }
    let asserted_text = between(from, until);
    let asserted = time(&asserted_text, zone).map_err(|why| match why {
        StampError::Backwards(_) => StatementFault::of("downtime_end", RefusalKind::EmptySpan),
        other => StatementFault::of("downtime_start", RefusalKind::Stamp(other)),
    })?;
    // An incident that was written down afterwards in one update says no length.
    if !until.is_empty() && !has_length(from, until, zone) {
        return Err(StatementFault::of("downtime_end", RefusalKind::EmptySpan));
    }
    let published = time(window.published_at.get(), zone)
        .map_err(|why| StatementFault::of("published_at", RefusalKind::Stamp(why)))?;
    let stated = window.impact_window.0.as_ref().map_or("", |stated| stated.source.get());
    let source = if window.source.get().is_empty() { stated } else { window.source.get() };
    let origin = match source {
        "postmortem" => "the times are those that the text states afterwards",
        "updates" | "" => "the times are those of the first and the last update",
        other => {
            let kind = RefusalKind::NotAStatus { expected: SOURCES, found: quoted(other) };
            return Err(StatementFault::of("source", kind));
        }
    };
    Ok(Claim {
        claimant: claimant.to_owned(),
        published,
        published_text: window.published_at.get().to_owned(),
        asserted,
        asserted_text,
        url: window.url.get().to_owned(),
        quote: quoted(window.title.get()),
        note: note([
            labelled("impact ", window.impact.get()),
            labelled("source ", source),
            origin.to_owned(),
        ]),
        ..Claim::blank(format!("incident-{}", part_of_id(window.id.get())), Role::Operator, kind)
    })
}
