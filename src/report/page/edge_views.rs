//! Rows that make the edges of an outage, as a card lists them.

use crate::clock::{Bracket, Zone};
use crate::model::safe_text::safe_text;
use crate::model::{EdgeRow, Outage, Report, Status};
use crate::report::row_location::row_location;
use crate::report::wording::{START, When};
use serde::Serialize;

/// Row that makes an edge, as words.
#[derive(Debug, Serialize)]
pub(super) struct EdgeView {
    /// Edge of the outage that the row makes.
    edge: &'static str,
    when: When,
    /// Result of its probe and its vantage, and where the row stands.
    row: String,
}

/// Lists the rows that make the edges of an outage, in order of time; without those that are in no
/// input.
pub(super) fn edges(report: &Report, outage: &Outage) -> Vec<EdgeView> {
    let [last_up, first_down, last_down, first_up] = outage.edge_rows.each_ref();
    // A single failed probe is the first.
    let last_down = if last_down == first_down { &None } else { last_down };
    let all = [
        ("last up", last_up),
        ("first down", first_down),
        ("last down", last_down),
        ("first up", first_up),
    ];
    all.into_iter().filter_map(|(edge, row)| view(report, edge, row.as_ref()?)).collect()
}

/// Writes a row.
fn view(report: &Report, edge: &'static str, row: &EdgeRow) -> Option<EdgeView> {
    let place = safe_text(&row_location(report, row.row)?);
    let (vantage, cause) = (safe_text(&row.vantage), safe_text(&row.cause));
    let reported = match (row.status, cause.as_str()) {
        (Status::Down, "" | "down") => "failed",
        (Status::Down, cause) => cause,
        (status, _) => status.as_str(),
    };
    let row_words = format!("{reported} from {vantage}: {place}");
    Some(EdgeView { edge, when: at(report.zone, row), row: row_words })
}

/// Writes the moment of a row.
fn at(zone: Zone, row: &EdgeRow) -> When {
    When::of_bracket(zone, Bracket { after: Some(row.at), by: Some(row.at) }, START)
}
