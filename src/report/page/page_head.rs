//! The head of the page: title, place and date, finding, figures, and what allows its style and
//! script.

use super::assets::{SCRIPT, STYLE};
use super::citation::citation;
use super::columns::{PageColumn, columns};
use super::content_policy::content_policy;
use super::figures::{Figure, figures};
use super::method;
use crate::clock::{Instant, Span, Zone};
use crate::model::Report;
use crate::model::safe_text::safe_text;
use crate::model::words::PROGRAM_VERSION;
use crate::report::headline::{end_to_the_minute, finding_sentences};
use crate::report::wording::{FigureOrigin, release_words, standing_notice, title, whole_days};
use serde::Serialize;
use std::collections::BTreeMap;

/// Head of the page, and what is said once of the whole report.
#[derive(Serialize)]
pub(super) struct ReportHead {
    name: String,
    title: String,
    /// Title alone, and badges of the report's state and of the origin of its probes.
    heading: String,
    badges: Vec<&'static str>,
    standing: String,
    version: &'static str,
    /// Style and script of the page, and the policy that allows them alone.
    style: &'static str,
    script: &'static str,
    policy: String,
    /// Name of the zone of the incident; empty where that is UTC.
    zone: &'static str,
    window: Vec<String>,
    probed_from: String,
    /// The finding: its first sentence, and the others; of these there may be none.
    finding_lead: String,
    finding_rest: String,
    figures: Vec<Figure>,
    citation: String,
    /// Columns of each table, by its name.
    columns: BTreeMap<&'static str, &'static [PageColumn]>,
}

impl ReportHead {
    /// Returns the head of a report.
    pub(super) fn of(report: &Report) -> ReportHead {
        let window = report.window.map(|window| both(report, window)).unwrap_or_default();
        let mut sentences = finding_sentences(report, &FigureOrigin::named(report)).into_iter();
        let finding_lead = sentences.next().unwrap_or_default();
        ReportHead {
            name: safe_text(&report.name),
            title: title(report),
            heading: safe_text(&report.title),
            badges: badges(report),
            standing: standing_notice(report),
            version: &PROGRAM_VERSION,
            style: &STYLE,
            script: SCRIPT,
            policy: content_policy(&STYLE, SCRIPT),
            zone: if report.zone == Zone::UTC { "" } else { report.zone.name() },
            citation: citation(report, window.last().map_or("", String::as_str)),
            window,
            probed_from: method::probed_from(report),
            finding_lead,
            finding_rest: sentences.collect::<Vec<_>>().join(". "),
            figures: figures(report),
            columns: columns(),
        }
    }
}

/// Returns the badges beside the title: the state of the report, and whether probes were simulated.
fn badges(report: &Report) -> Vec<&'static str> {
    let simulated = match (report.simulated, report.simulated_in_part) {
        (_, true) => Some("partly simulated probes"),
        (true, false) => Some("simulated probes"),
        (false, false) => None,
    };
    release_words(report).into_iter().chain(simulated).collect()
}

/// Writes a span in the incident's zone, then in UTC where that is another.
fn both(report: &Report, window: Span) -> Vec<String> {
    let zone = report.zone;
    let why = if report.window_is_of_claims {
        "; the time of the claims, as nothing else says a window"
    } else {
        ""
    };
    let shown = |zone: Zone| {
        // The abbreviation as it is at each end.
        let wall = |at: Instant| zone.format(at, "%-d %b %Y %H:%M %Z");
        let end = end_to_the_minute(window);
        let (from, until) = (wall(window.from()), wall(end));
        if let Some(days) = whole_days(zone, window.from(), end, "%-d %b %Y") {
            let place =
                if zone == Zone::UTC { String::new() } else { format!(" ({})", zone.name()) };
            return format!("{days}{place}");
        }
        if zone == Zone::UTC {
            return format!("{from} to {until}");
        }
        format!("{from} to {until} ({})", zone.name())
    };
    let utc = format!("{}{why}", shown(Zone::UTC));
    if zone == Zone::UTC { vec![utc] } else { vec![shown(zone), utc] }
}
