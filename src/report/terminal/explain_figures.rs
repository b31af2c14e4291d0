//! The lines that `explain` prints on the figures of the headline: their sentences, and what they
//! count.

use super::explain_items::{of_outage_in_brief, of_verdict_in_brief};
use super::explain_named::HeadlineFigure;
use super::findings::lines;
use crate::clock::{Span, length_range};
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{Outage, Report, Verdict};
use crate::report::charts::{peak, peak_sentence};
use crate::report::headline::{Grounds, chance_sentences, of_claimant, of_event, of_sites};
use crate::report::wording::{
    FigureOrigin, Rounding, counted, in_sentences, percent, plural, site_by_id, utc, with_origin,
};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes the lines on a figure of the headline: its sentences, and what they count; where there is
/// nothing to count, why.
pub(super) fn of_figure(report: &Report, figure: HeadlineFigure) -> String {
    let is_of_probes = !matches!(figure, HeadlineFigure::Observed | HeadlineFigure::Verdicts);
    if is_of_probes && report.totals.measured == 0 {
        let why = format!("not known, as no site was measured: {}", of_sites(report));
        return format!("{}:\n  {why}\n", figure.word());
    }
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
        HeadlineFigure::Together if report.events.is_empty() => none(
            figure,
            "at no moment can so many sites have gone down together, or come back, as make an \
             event (M25)",
        ),
        HeadlineFigure::Together => {
            let events = report
                .events
                .iter()
                .map(|event| format!("{} {}\n", event.id, with_origin(report, &of_event(event))));
            sentences(report, figure, &["together"]) + &events.collect::<String>()
        }
        HeadlineFigure::Recovery => of_recovery(report),
        HeadlineFigure::Fits => of_fits(report),
        HeadlineFigure::Verdicts => {
            let verdicts: String = report.verdicts.iter().map(of_verdict_on_site).collect();
            match report.verdicts.is_empty() {
                true => none(figure, "there is neither a claim nor an outage to speak of"),
                false => sentences(report, figure, &["verdicts"]) + &verdicts,
            }
        }
        HeadlineFigure::Chance => of_chance(report),
        HeadlineFigure::Observed => of_observed(report),
    }
}

/// Says why there is nothing to count.
fn none(figure: HeadlineFigure, why: &str) -> String {
    format!("{}:\n  none: {why}\n", figure.word())
}

/// Writes the lines on the time until sites were back.
fn of_recovery(report: &Report) -> String {
    let figure = HeadlineFigure::Recovery;
    match report.recoveries.first() {
        None => none(figure, "no site went down"),
        Some(all) if all.curve.is_empty() => {
            let sites = plural(all.sites.len(), "site");
            let why = format!("{sites} went down, too few for a curve (M22): here is each outage");
            let is_own = |outage: &&Outage| all.outages.contains(&outage.id);
            none(figure, &why) + &in_brief(report, is_own)
        }
        Some(_) => sentences(report, figure, &["recovery"]),
    }
}

/// Writes the sentence on each claimant, and below it the verdicts by which an outage fits, or may.
fn of_fits(report: &Report) -> String {
    if report.claimants.is_empty() {
        let why = "no claim says of a site that it was attacked or down";
        return none(HeadlineFigure::Fits, why);
    }
    let origin = &FigureOrigin::named(report);
    let mut text = format!("{}:\n", HeadlineFigure::Fits.word());
    for row in &report.claimants {
        let sentence = in_sentences(&of_claimant(report, row, origin), origin.behind());
        let _ = writeln!(text, "  {sentence} {}", Grounds::of_claimant(report, row).words(3));
        for (ids, one, many) in [
            (&row.fitting_verdicts, "verdict by which one fits", "verdicts by which one fits"),
            (&row.perhaps_verdicts, "verdict by which one may", "verdicts by which one may"),
        ] {
            if ids.is_empty() {
                continue;
            }
            let _ = writeln!(text, "  {}:", counted(ids.len(), one, many));
            let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            let own = report.verdicts.iter().filter(|verdict| ids.contains(&*verdict.id));
            text.extend(own.map(of_verdict_on_site));
        }
    }
    text
}

/// Lists the verdicts by which an outage certainly fits the time of a claim of an attack or outage,
/// and where there are none at a site those by which one may.
pub(super) fn fitting_verdicts(report: &Report) -> Vec<&Verdict> {
    let of_row = report.claimants.iter().flat_map(|row| {
        row.fitting_verdicts.iter().chain(&row.perhaps_verdicts).map(String::as_str)
    });
    let ids: BTreeSet<&str> = of_row.collect();
    report.verdicts.iter().filter(|verdict| ids.contains(&*verdict.id)).collect()
}

/// Writes the sentences on chance, and on the sites that nobody named.
fn of_chance(report: &Report) -> String {
    let sentences = chance_sentences(report, |_| true);
    if sentences.is_empty() {
        let why = "no claimant says of a measured site, and of a time, that it was attacked or \
                   down (M20)";
        return none(HeadlineFigure::Chance, why);
    }
    let mut text = format!("{}:\n", HeadlineFigure::Chance.word());
    for (sentence, grounds) in sentences {
        let _ = writeln!(text, "  {sentence} {}", grounds.words(0));
    }
    for chance in report.chances.iter().filter(|chance| chance.fitting > 0) {
        let (name, sites) = (safe_text(&chance.claimant), safe_list(&chance.fitting_sites));
        let _ = writeln!(text, "sites that fit the claims of {name} now: {sites}");
    }
    for group in report.control_groups.iter().filter(|group| group.group.is_none()) {
        let name = safe_text(&group.claimant);
        for (sites, named) in [(&group.named_fitting, ""), (&group.unnamed_fitting, "un")] {
            if !sites.is_empty() {
                let sites = safe_list(sites);
                let _ = writeln!(text, "{named}named sites that fit those of {name}: {sites}");
            }
        }
    }
    text
}

/// Writes what share of the window was observed, of all sites and of each.
fn of_observed(report: &Report) -> String {
    let mut text = sentences(report, HeadlineFigure::Observed, &["observed", "unknown"]);
    if report.totals.measured == 0 {
        let _ = writeln!(text, "  nothing, as no site was measured");
    }
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
fn of_downtime(report: &Report) -> String {
    let totals = &report.totals;
    let outages = counted_outages(report);
    let sum = match outages.len() {
        0 => "nothing to sum, as no outage has its start on the record".to_owned(),
        count => format!(
            "{} in all, summed over {} whose start is on the record",
            length_range(totals.downtime.least_us, totals.downtime.most_us),
            plural(count, "outage")
        ),
    };
    let mut text = format!("downtime: {}\n", with_origin(report, &sum));
    text.extend(outages.iter().map(|outage| of_outage_in_brief(report, outage)));
    let apart = report.outages.len() - outages.len();
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
fn of_peak(report: &Report) -> String {
    let mut text = format!("peak: {}\n", with_origin(report, &peak_sentence(report)));
    let Some(peak) = peak(report) else { return text };
    let _ = writeln!(
        text,
        "from {}: {} certainly down, {} possibly down, {} observed",
        utc(peak.from),
        plural(peak.all_certain(), "site"),
        peak.all_possible(),
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
        outage.possible.intersection(moment).is_some()
            && of_site.is_some_and(|site| site.down.contains(peak.from))
    };
    report.outages.iter().filter(is_at_peak).collect()
}
