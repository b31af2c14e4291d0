//! `pingdom`: raw results of a Pingdom check, a row for each probe by one of its servers; and
//! `pingdom-outages`: its summary, a period for each state.

use crate::files::FileHead;
use crate::layouts::export_column::{ExportColumn, SITE};
use crate::layouts::state_periods::{self, Period, StateWord, means, result};
use crate::layouts::tabular;
use crate::layouts::tabular::moment;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use csv::StringRecord;

/// The layout of raw results.
pub(super) const RESULTS: LayoutSpec = LayoutSpec {
    names_vantages: true,
    ..LayoutSpec::new("pingdom", recognise_results, read_results)
};

/// The layout of the summary.
pub(super) const OUTAGES: LayoutSpec = LayoutSpec {
    on_change: true,
    lists_periods: true,
    ..LayoutSpec::new("pingdom-outages", recognise_outages, read_outages)
};

const OF_RESULTS: [ExportColumn; 6] = [
    ExportColumn { names: &["time"], needed: true },
    ExportColumn { names: &["status"], needed: true },
    ExportColumn { names: &["probeid"], needed: true },
    ExportColumn { names: &["responsetime"], needed: false },
    ExportColumn { names: &["statusdesc"], needed: false },
    SITE,
];

const OF_OUTAGES: [ExportColumn; 4] = [
    ExportColumn { names: &["status"], needed: true },
    ExportColumn { names: &["timefrom"], needed: true },
    ExportColumn { names: &["timeto"], needed: true },
    SITE,
];

/// Words in `status` of the summary.
const OUTAGE_STATES: [StateWord; 4] = [
    means("up", "up"),
    means("down", "down"),
    means("unknown", "unknown"),
    means("paused", "unknown"),
];

/// Words in `status` of a result. A probe that failed and that a second probe did not confirm did
/// fail.
const RESULT_STATES: [StateWord; 6] = [
    means("up", "up"),
    means("down", "down"),
    means("unconfirmed_down", "down"),
    means("unconfirmed", "down"),
    means("unknown", "unknown"),
    means("paused", "unknown"),
];

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise_results(head: &FileHead<'_>) -> Option<String> {
    tabular::fits(head, &OF_RESULTS)
        .then(|| "each result has `probeid`, `time` and `status`".to_owned())
}

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise_outages(head: &FileHead<'_>) -> Option<String> {
    tabular::fits(head, &OF_OUTAGES)
        .then(|| "each state has `status`, `timefrom` and `timeto`".to_owned())
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read_results(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    tabular::rows(archived, &OF_RESULTS, &["results"], |number, cells| match cells {
        Ok(cells) => probe(archived, sink, number, &cells),
        Err(kind) => sink.refuse(number, "timestamp", kind),
    })
}

/// Hands on a probe, as Pingdom writes it.
fn probe(
    archived: &Archived<'_>,
    sink: &mut dyn Sink,
    number: u64,
    cells: &StringRecord,
) -> Result<(), ReadStop> {
    let [time, status, probe, took, words, site] =
        [0, 1, 2, 3, 4, 5].map(|at| cells.get(at).unwrap_or_default());
    let site = if site.is_empty() { tabular::site_of_file(archived.path) } else { site };
    let at = match moment(time, archived.settings.zone) {
        Ok(stamp) => {
            sink.resolution(number, stamp.resolution_us);
            Timestamp::Moment(stamp.at)
        }
        Err(why) => return sink.unplaced(number, site, why.into()),
    };
    let probe = ArchivedProbe { site, vantage: probe, ..ArchivedProbe::at(at) };
    let result = match result(status, &RESULT_STATES) {
        Ok(result) => result,
        Err(kind) => return sink.unreadable(number, &probe, "result", kind),
    };
    let error = if result == "down" { words } else { "" };
    sink.probe(number, &ArchivedProbe { error, latency_ms: took, result, ..probe })
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read_outages(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    state_periods::read(
        archived,
        &OF_OUTAGES,
        &["summary.states", "states"],
        |cells| Period::read(archived, cells, &OUTAGE_STATES),
        sink,
    )
}
