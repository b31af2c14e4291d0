//! The lines that `explain` prints on what is made of several outages: a site, an event, the common
//! modes of a vantage, the figures of the headline.

use super::explain_named::HeadlineFigure;
use super::findings::lines;
use crate::clock::{Span, length_range};
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{CommonMode, Event, Outage, Report, ResultGroup, SiteReport, Verdict};
use crate::report::charts::{peak, peak_sentence};
use crate::report::headline::{Grounds, chance_sentences, downtime, of_event, site_sentence};
use crate::report::wording::{
    Rounding, When, common_mode, name_of_site, percent, plural, site_by_id, utc, with_origin,
};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes the lines on a site: what was seen of it, its outages and blips, and each verdict on it.
pub(super) fn of_site(report: &Report, site: &SiteReport) -> String {
    let id = &site.site.id;
    let is_own = |outage: &&Outage| outage.site == *id;
    let outages: Vec<&Outage> =
        report.outages.iter().filter(is_own).chain(report.blips.iter().filter(is_own)).collect();
    let seen = match outages.is_empty() {
        true => downtime(site),
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
    text.extend(outages.iter().map(|outage| of_outage_in_brief(report, outage)));
    let verdicts = report.verdicts.iter().filter(|verdict| verdict.site == *id);
    text.extend(verdicts.map(of_verdict_in_brief));
    text
}

/// Writes the lines on an outage or blip in one list with others.
fn of_outage_in_brief(report: &Report, outage: &Outage) -> String {
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

/// Writes a verdict in one list with others.
fn of_verdict_in_brief(verdict: &Verdict) -> String {
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

/// Writes the lines on a figure of the headline: its sentences, and what they count.
pub(super) fn of_figure(report: &Report, figure: HeadlineFigure) -> String {
    match figure {
        HeadlineFigure::Downtime => of_downtime(report),
        HeadlineFigure::Peak => of_peak(report),
        HeadlineFigure::WentDown => {
            let first: BTreeSet<String> =
                Grounds::of_first_outages(report).ids.into_iter().collect();
            let is_first = |outage: &&Outage| first.contains(&outage.id);
            sentences(report, figure, &["sites"]) + &in_brief(report, is_first)
        }
        HeadlineFigure::Outages => {
            sentences(report, figure, &["outages"]) + &in_brief(report, |_| true)
        }
        HeadlineFigure::Together => {
            let events = report
                .events
                .iter()
                .map(|event| format!("{} {}\n", event.id, with_origin(report, &of_event(event))));
            sentences(report, figure, &["together"]) + &events.collect::<String>()
        }
        HeadlineFigure::Recovery => sentences(report, figure, &["recovery"]),
        HeadlineFigure::Fits => {
            let shown = [ResultGroup::Fits, ResultGroup::FitsInPart, ResultGroup::Undecided];
            let verdicts = report.verdicts.iter().filter(|verdict| verdict.claim.is_some());
            let shown = verdicts.filter(|verdict| shown.contains(&verdict.group_of_result()));
            sentences(report, figure, &["claimant"])
                + &shown.map(of_verdict_on_site).collect::<String>()
        }
        HeadlineFigure::Verdicts => {
            let verdicts = report.verdicts.iter().map(of_verdict_on_site);
            sentences(report, figure, &["verdicts"]) + &verdicts.collect::<String>()
        }
        HeadlineFigure::Chance => {
            let mut text = format!("{}:\n", figure.word());
            for (sentence, grounds) in chance_sentences(report, |_| true) {
                let _ = writeln!(text, "  {sentence} {}", grounds.words(0));
            }
            text
        }
        HeadlineFigure::Observed => {
            let mut text = sentences(report, figure, &["observed", "unknown"]);
            for site in &report.sites {
                let id = safe_text(&site.site.id);
                let seen = match site.observed_share {
                    Some(share) if site.measured => format!(
                        "{} % of the window, from {}",
                        percent(share, Rounding::Down),
                        safe_list(&site.vantages)
                    ),
                    _ if site.measured => "at one moment".to_owned(),
                    _ => "not measured".to_owned(),
                };
                let _ = writeln!(text, "{id}: {seen}");
            }
            text
        }
    }
}

/// Writes the findings with some subjects, under the word of a figure.
fn sentences(report: &Report, figure: HeadlineFigure, labels: &[&str]) -> String {
    let mut text = format!("{}:\n", figure.word());
    let all = lines(report).into_iter().filter(|line| labels.contains(&line.label));
    for line in all {
        let _ = writeln!(text, "  {} {}", line.text, line.evidence.words(3));
    }
    text
}

/// Writes the outages of which something holds in a list.
fn in_brief(report: &Report, holds: impl FnMut(&&Outage) -> bool) -> String {
    let outages = report.outages.iter().filter(holds);
    outages.map(|outage| of_outage_in_brief(report, outage)).collect()
}

/// Writes a verdict in one list with those on other sites.
fn of_verdict_on_site(verdict: &Verdict) -> String {
    format!("{} {}", safe_text(&verdict.site), of_verdict_in_brief(verdict))
}

/// Lists the outages that the downtime in the headline is the sum of.
pub(super) fn counted_outages(report: &Report) -> Vec<&Outage> {
    report.outages.iter().filter(|outage| outage.has_onset()).collect()
}

/// Writes the lines on the downtime in the headline: the outages that it is the sum of.
pub(super) fn of_downtime(report: &Report) -> String {
    let totals = &report.totals;
    let counted = counted_outages(report);
    let sum = format!(
        "{} in all, summed over {} whose start is on the record",
        length_range(totals.downtime.least_us, totals.downtime.most_us),
        plural(counted.len(), "outage")
    );
    let mut text = format!("downtime: {}\n", with_origin(report, &sum));
    text.extend(counted.iter().map(|outage| of_outage_in_brief(report, outage)));
    let apart = report.outages.len() - counted.len();
    if apart > 0 {
        let _ = writeln!(
            text,
            "not in that sum: {} whose start is not on the record",
            plural(apart, "outage")
        );
    }
    if !report.blips.is_empty() {
        let _ = writeln!(text, "not in that sum: {}", plural(report.blips.len(), "blip"));
    }
    text
}

/// Writes the lines on the moment at which most sites were down for certain: when it was, and which
/// sites these were.
pub(super) fn of_peak(report: &Report) -> String {
    let mut text = format!("peak: {}\n", with_origin(report, &peak_sentence(report)));
    let Some(peak) = peak(report) else { return text };
    let _ = writeln!(
        text,
        "from {}: {} certainly down, {} possibly down, {} observed",
        utc(peak.from),
        plural(peak.certain, "site"),
        peak.possible,
        peak.observed
    );
    let outages = outages_at_peak(report).into_iter();
    text.extend(outages.map(|outage| of_outage_in_brief(report, outage)));
    text
}

/// Lists the outages that stood for certain at the moment at which most sites were down.
pub(super) fn outages_at_peak(report: &Report) -> Vec<&Outage> {
    let Some(peak) = peak(report) else { return Vec::new() };
    let Some(moment) = Span::seen(peak.from, peak.from) else { return Vec::new() };
    let is_at_peak = |outage: &&Outage| {
        let of_site = site_by_id(report, &outage.site);
        outage.has_onset()
            && outage.possible.intersection(moment).is_some()
            && of_site.is_some_and(|site| site.down.contains(peak.from))
    };
    report.outages.iter().filter(is_at_peak).collect()
}
