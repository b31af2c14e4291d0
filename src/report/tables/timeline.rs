//! `timeline`: a row for each event, in order of time.

use crate::clock::{Bracket, Instant, Range, Span, length, length_range, short_utc};
use crate::model::{Claim, Outage, Report, SiteReport};
use crate::report::table::{Builder, Table};
use crate::report::words;
use polars::prelude::PolarsError;

/// One event; it happened after `after` and no later than `by`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) struct Event {
    /// The moment by which it is known, for sorting.
    order: Option<Instant>,
    /// It happened after this moment.
    pub(in crate::report) after: Option<Instant>,
    /// It had happened by this moment.
    pub(in crate::report) by: Option<Instant>,
    /// What happened, as a word.
    pub(in crate::report) event: &'static str,
    /// The site's id.
    pub(in crate::report) site: Option<String>,
    /// The claim's id.
    claim: Option<String>,
    /// The outage's id.
    outage: Option<String>,
    /// It, in words.
    pub(in crate::report) sentence: String,
}

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    Builder::over(&events(report))
        .instant(
            "after",
            "It happened after this moment (a claim: at it or later); empty where \
            that is off the record.",
            |e| e.after,
        )
        .instant("by", "It had happened by this moment; empty where that is off the record.", |e| {
            e.by
        })
        .text("event", "What happened, as a word.", |e| Some(e.event.to_owned()))
        .text("site", "The site's id.", |e| e.site.clone())
        .text("claim", "The claim's id.", |e| e.claim.clone())
        .text("outage", "The id of the outage or blip.", |e| e.outage.clone())
        .text("sentence", "The event in words.", |e| Some(e.sentence.clone()))
        .table(
            "timeline",
            "Timeline",
            "A row for each event, by the moment by which it had \
            happened.",
        )
}

/// Every event, in order of the moment by which it is known.
pub(in crate::report) fn events(report: &Report) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for outage in &report.outages {
        events.extend(of_outage(outage));
    }
    events.extend(report.blips.iter().map(of_blip));
    for claim in &report.claims {
        events.extend(of_claim(claim));
    }
    for site in &report.sites {
        events.extend(site.maintenance.spans().iter().flat_map(|span| of_maintenance(site, *span)));
    }
    for common in &report.common_modes {
        let many = words::plural(common.sites, "site");
        let what = if common.sick { "; another vantage saw them up" } else { "" };
        let begins =
            format!("Up to {many} began to fail together from vantage {}{what}.", common.vantage);
        let ends = format!("The common failure seen from vantage {} ended.", common.vantage);
        events.push(exact("common_mode_begins", common.span.from(), begins));
        events.push(exact("common_mode_ends", common.span.last(), ends));
    }
    events.sort();
    events
}

fn at(event: &'static str, edge: Bracket, sentence: String) -> Event {
    let order = edge.by.or(edge.after);
    Event {
        order,
        after: edge.after,
        by: edge.by,
        event,
        site: None,
        claim: None,
        outage: None,
        sentence,
    }
}

fn exact(event: &'static str, moment: Instant, sentence: String) -> Event {
    at(event, Bracket { after: Some(moment), by: Some(moment) }, sentence)
}

fn of_outage(outage: &Outage) -> Vec<Event> {
    let here = |event: Event| Event {
        site: Some(outage.site.clone()),
        outage: Some(outage.id.clone()),
        ..event
    };
    let site = &outage.site;
    let onset = match (outage.onset.after, outage.onset.by) {
        (Some(after), Some(by)) => {
            format!("{site} went down after {} and by {}.", short_utc(after), short_utc(by))
        }
        (None, Some(by)) => {
            format!("{site} was down by {}; nothing certain is known of it before.", short_utc(by))
        }
        _ => format!("{site} was down; when it went down is off the record."),
    };
    let recovery = match (outage.recovery.after, outage.recovery.by) {
        (Some(after), Some(by)) => {
            format!("{site} came back after {} and by {}.", short_utc(after), short_utc(by))
        }
        (Some(after), None) => format!(
            "{site} was not seen up again in the record; last certainly down at {}.",
            short_utc(after)
        ),
        _ => format!("When {site} came back is off the record."),
    };
    let mut events = vec![
        here(at("onset", outage.onset, onset)),
        here(at("recovery", outage.recovery, recovery)),
    ];
    let stable = outage.stable_recovery;
    if stable != outage.recovery {
        let relapses = words::plural(outage.relapses, "relapse");
        let sentence = match (stable.after, stable.by) {
            (Some(after), Some(by)) => {
                format!(
                    "{site} was up to stay after {} and by {}, after {relapses}.",
                    short_utc(after),
                    short_utc(by)
                )
            }
            _ => format!("{site} was not seen up to stay in the record, after {relapses}."),
        };
        events.push(here(at("stable_recovery", stable, sentence)));
    }
    events
}

fn of_blip(blip: &Outage) -> Event {
    let probes = words::plural(blip.failed_probes, "probe");
    let long = length_range(blip.duration.least_us, blip.duration.most_us);
    let sentence = format!(
        "{} failed {probes} at {}: too few to confirm an outage ({long}).",
        blip.site,
        short_utc(blip.first_down())
    );
    Event {
        site: Some(blip.site.clone()),
        outage: Some(blip.id.clone()),
        ..at("blip", blip.onset, sentence)
    }
}

fn of_claim(claim: &Claim) -> Vec<Event> {
    let who = format!("{} ({}, {})", claim.claimant, claim.role.as_str(), claim.kind.as_str());
    let here = |event: Event| Event { claim: Some(claim.id.clone()), ..event };
    let edge = |range: Range| Bracket { after: range.earliest, by: range.latest };
    let published = claim.published.map(|range| {
        here(at("claim_published", edge(range), format!("{who} published claim {}.", claim.id)))
    });
    let asserted = claim.asserted.map(|range| {
        here(at(
            "claim_asserted",
            edge(range),
            format!("The time that claim {} by {who} speaks of.", claim.id),
        ))
    });
    published.into_iter().chain(asserted).collect()
}

fn of_maintenance(site: &SiteReport, span: Span) -> [Event; 2] {
    let id = &site.site.id;
    let here = |event: Event| Event { site: Some(id.clone()), ..event };
    let begins = format!("Announced work on {id} begins; it lasts {}.", length(span.length()));
    [
        here(exact("maintenance_begins", span.from(), begins)),
        here(exact("maintenance_ends", span.until(), format!("Announced work on {id} ends."))),
    ]
}
