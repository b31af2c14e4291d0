//! The lines that `explain` prints on what is made of several outages: a site, an event, the common
//! modes of a vantage.

use crate::clock::{length_range, short_utc, short_utc_up};
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{CommonMode, Event, Outage, Partial, Report, SetAside, SiteReport, Verdict};
use crate::report::headline::{self, of_event, site_sentence};
use crate::report::wording::{
    Rounding, When, common_mode, name_of_site, percent, plural, was, with_origin,
};
use std::fmt::Write;

/// Writes the lines on a site: what was seen of it, its outages and blips, and each verdict on it.
pub(super) fn of_site(report: &Report, site: &SiteReport) -> String {
    let id = &site.site.id;
    let is_own = |outage: &&Outage| outage.site == *id;
    let outages: Vec<&Outage> =
        report.outages.iter().filter(is_own).chain(report.blips.iter().filter(is_own)).collect();
    let seen = match outages.is_empty() {
        true => headline::of_site(site, &name_of_site(report, id)),
        false => site_sentence(report, site, &outages),
    };
    let seen = with_origin(report, &seen);
    let mut text = format!("{} ({})\n  {seen}\n", safe_text(id), name_of_site(report, id));
    if let Some(share) = site.observed_share {
        let _ = writeln!(
            text,
            "  observed   {} % of the window, from {}",
            percent(share, Rounding::Down),
            safe_list(&site.vantages)
        );
    }
    let set_aside = report.set_aside.iter().filter(|one| one.site == *id);
    text.extend(set_aside.map(of_set_aside));
    text.extend(outages.iter().map(|outage| of_outage_in_brief(report, outage)));
    let verdicts = report.verdicts.iter().filter(|verdict| verdict.site == *id);
    text.extend(verdicts.map(of_verdict_in_brief));
    text
}

/// Writes the lines on an outage or blip in one list with others.
pub(super) fn of_outage_in_brief(report: &Report, outage: &Outage) -> String {
    let (start, end) = (When::start(report.zone, outage), When::end(report.zone, outage));
    format!(
        "{} {}: down for {}\n  start      {}\n  end        {}\n",
        outage.id,
        safe_text(&outage.site),
        length_range(outage.duration.least_us, outage.duration.most_us),
        in_both(&start),
        in_both(&end)
    )
}

/// Writes the line on a failure in part: whether its probes failed or were challenged, and from
/// when until when they did.
pub(super) fn of_partial_in_brief(partial: &Partial) -> String {
    let did = match (partial.failed.is_empty(), partial.challenged.is_empty()) {
        (true, false) => "challenged",
        (_, true) => "failed",
        (false, false) => "failed or challenged",
    };
    let vantages: Vec<String> =
        [&partial.failed, &partial.challenged].map(|one| safe_list(one)).into();
    let vantages: Vec<&str> =
        vantages.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
    format!(
        "{}: {} {did}, seen by {}, after {} and before {}\n",
        safe_text(&partial.site),
        plural(partial.probes, "probe"),
        vantages.join(", "),
        short_utc(partial.possible.from()),
        short_utc_up(partial.possible.until())
    )
}

/// Writes the line on failed probes of a site that are set aside.
fn of_set_aside(run: &SetAside) -> String {
    format!(
        "  set aside  {} of {} {} not counted, from {} to {}: most sites failed there at once, and \
         most of these were seen up elsewhere (M15)\n",
        plural(run.probes, "failed probe"),
        safe_text(&run.vantage),
        was(usize::try_from(run.probes).unwrap_or(usize::MAX)),
        short_utc(run.span.from()),
        short_utc_up(run.span.last())
    )
}

/// Writes a verdict in one list with others.
pub(super) fn of_verdict_in_brief(verdict: &Verdict) -> String {
    let of_claim = match &verdict.claim {
        Some(claim) => format!(" on claim {}", safe_text(claim)),
        None => String::new(),
    };
    format!("{} {} {}{of_claim}\n", verdict.id, verdict.rule.id(), verdict.judgement.as_str())
}

/// Returns a time in the incident's zone and in UTC, in one line.
fn in_both(when: &When) -> String {
    if when.local.is_empty() { when.utc.clone() } else { format!("{} ({})", when.local, when.utc) }
}

/// Writes the lines on an event: its sentence, and the outages that it is made of.
pub(super) fn of_event_with_outages(report: &Report, event: &Event) -> String {
    let mut text = format!("{}\n  {}\n", event.id, with_origin(report, &of_event(event)));
    let outages = report.outages.iter().filter(|outage| event.outages.contains(&outage.id));
    text.extend(outages.map(|outage| of_outage_in_brief(report, outage)));
    text
}

/// Writes the lines on the common modes of a vantage.
pub(super) fn of_common_modes(report: &Report, modes: &[&CommonMode]) -> String {
    let mut text = String::new();
    for mode in modes {
        let _ = writeln!(
            text,
            "{}\n  {}",
            safe_text(&mode.vantage),
            with_origin(report, &common_mode(mode))
        );
    }
    text
}
