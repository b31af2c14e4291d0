//! Outages and blips as words.

use super::wording::moment;
use crate::clock::{Bracket, Instant, SECOND, Zone};
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{Outage, OutageFlag, Report};
use crate::report::wording::{OffRecordWords, declared_note, down_for, name_of_site, plural};
use serde::Serialize;

/// Outage as the page shows it.
#[derive(Serialize)]
pub(super) struct OutageView {
    id: String,
    site: String,
    began: BracketText,
    back: BracketText,
    to_stay: Option<BracketText>,
    down_for: String,
    evidence: String,
    flags: Vec<String>,
}

/// Ends of a bracket as words; an end off the record is named so.
#[derive(Serialize)]
struct BracketText {
    after: String,
    by: String,
}

impl OutageView {
    /// Writes an outage in words.
    pub(super) fn of(report: &Report, outage: &Outage) -> OutageView {
        let off_record = OffRecordWords::of(outage);
        let edge = |edge: Bracket, open: [&str; 2]| BracketText::of(report.zone, edge, open);
        let causes = outage
            .causes
            .iter()
            .take(3)
            .map(|count| format!("{} ({})", safe_text(&count.cause), count.in_words()));
        OutageView {
            id: outage.id.clone(),
            site: name_of_site(report, &outage.site),
            began: edge(outage.onset, [off_record.before, "not seen"]),
            back: edge(outage.recovery, ["not seen", off_record.after]),
            to_stay: (outage.stable_recovery != outage.recovery)
                .then(|| edge(outage.stable_recovery, ["not seen", off_record.after])),
            down_for: down_for(outage.duration),
            evidence: format!(
                "{} from {}{}{}: {}",
                plural(outage.failed_probes, "failed probe"),
                safe_list(&outage.vantages),
                match outage.flags.contains(&OutageFlag::ProbesBeyond) {
                    true => ", some of them before it or after it",
                    false => "",
                },
                declared_note(outage),
                causes.collect::<Vec<_>>().join(", ")
            ),
            flags: outage
                .flags
                .iter()
                .map(|flag| OutageFlag::as_str(*flag).replace('_', " "))
                .collect(),
        }
    }
}

/// Returns the next second where a moment is the last microsecond of its own, as stamps to the
/// minute leave it (M2): readers see no more of it than the stamps tell.
fn rounded_up(at: Instant) -> Instant {
    let is_last = at.0.rem_euclid(SECOND) == SECOND - 1;
    at.plus(i64::from(is_last))
}

impl BracketText {
    /// Writes the bracket of an edge in words.
    fn of(zone: Zone, edge: Bracket, [before, after]: [&str; 2]) -> BracketText {
        let shown =
            |at: Option<_>, open: &str| at.map_or_else(|| open.to_owned(), |at| moment(zone, at));
        BracketText { after: shown(edge.after, before), by: shown(edge.by.map(rounded_up), after) }
    }
}
