//! Outages and blips as words.

use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{Outage, OutageFlag, Report};
use crate::report::anchors::of_site;
use crate::report::wording::{
    When, declared_note, down_for, is_simulated_throughout, name_of_site, plural,
};
use serde::Serialize;

/// Outage as the page shows it.
#[derive(Serialize)]
pub(super) struct OutageView {
    id: String,
    site: String,
    /// Anchor of the site.
    anchor: String,
    start: When,
    end: When,
    to_stay: Option<When>,
    down_for: String,
    evidence: String,
    flags: Vec<String>,
}

impl OutageView {
    /// Writes an outage in words.
    pub(super) fn of(report: &Report, outage: &Outage) -> OutageView {
        OutageView {
            id: outage.id.clone(),
            site: name_of_site(report, &outage.site),
            anchor: of_site(&outage.site),
            start: When::start(report.zone, outage),
            end: When::end(report.zone, outage),
            to_stay: OutageView::to_stay(report, outage),
            down_for: down_for(outage.duration),
            evidence: OutageView::evidence(outage),
            flags: OutageView::flags(report, outage),
        }
    }

    /// Returns the time from which a site stayed up, where that is another than the end.
    pub(super) fn to_stay(report: &Report, outage: &Outage) -> Option<When> {
        let is_other = outage.stable_recovery != outage.recovery;
        is_other.then(|| When::stable_end(report.zone, outage))
    }

    /// Lists what is to be known of an outage; that its probes were simulated only where not all
    /// of the report were.
    pub(super) fn flags(report: &Report, outage: &Outage) -> Vec<String> {
        let shown = |flag: &&OutageFlag| {
            **flag != OutageFlag::Simulated || !is_simulated_throughout(report)
        };
        let shown = outage.flags.iter().filter(shown);
        shown.map(|flag| OutageFlag::as_str(*flag).replace('_', " ")).collect()
    }

    /// Counts the failed probes of an outage, with their places and most frequent causes.
    pub(super) fn evidence(outage: &Outage) -> String {
        let causes = outage
            .causes
            .iter()
            .take(3)
            .map(|count| format!("{} ({})", safe_text(&count.cause), count.in_words()));
        format!(
            "{} from {}{}{}: {}",
            plural(outage.failed_probes, "failed probe"),
            safe_list(&outage.vantages),
            match outage.flags.contains(&OutageFlag::ProbesBeyond) {
                true => ", some of them before it or after it",
                false => "",
            },
            declared_note(outage),
            causes.collect::<Vec<_>>().join(", ")
        )
    }
}
