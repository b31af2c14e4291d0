//! The lines that `explain` prints on the figures of the headline: their sentences, and what they
//! count.

use super::explain_conclusions::{
    none, of_accounts, of_availability, of_chance, of_common_modes, of_control, of_each_recovery,
    of_lags, of_rules, of_sums,
};
use super::explain_counted::{
    counted_outages, counted_partials, first_outages, outages_at_peak, outages_without_start,
    possible_blips,
};
use super::explain_items::{of_outage_in_brief, of_partial_in_brief, of_verdict_in_brief};
use super::explain_named::HeadlineFigure;
use super::findings::lines;
use super::record_limits::{RecordLimit, record_limits};
use super::refusals::refused;
use crate::clock::length_range;
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{Outage, Report, Verdict};
use crate::report::charts::{peak, peak_sentence};
use crate::report::headline::{Grounds, of_claimant, of_event, of_sites};
use crate::report::wording::{
    FigureOrigin, Rounding, by_count, counted, grouped, in_sentences, moment, percent, plural,
    set_name, with_origin,
};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes the lines on a figure of the headline: its sentences, and what they count; where there is
/// nothing to count, why.
pub(super) fn of_figure(report: &Report, figure: HeadlineFigure) -> String {
    let is_of_probes = !matches!(
        figure,
        HeadlineFigure::Observed
            | HeadlineFigure::Verdicts
            | HeadlineFigure::Accounts
            | HeadlineFigure::Limits
    );
    if is_of_probes && report.totals.measured == 0 {
        let why = format!("not known, as no site was measured: {}", of_sites(report));
        return format!("{}:\n  {why}\n", figure.word());
    }
    match figure {
        HeadlineFigure::Downtime => of_downtime(report),
        HeadlineFigure::Peak => of_peak(report),
        HeadlineFigure::WentDown => of_went_down(report),
        HeadlineFigure::Outages => {
            let outages = sentences(report, figure, &["outages"]) + &in_brief(report, |_| true);
            outages + &under_head(report, "listed apart:\n", report.blips.iter())
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
                false => sentences(report, figure, &["claims", "verdicts"]) + &verdicts,
            }
        }
        HeadlineFigure::Chance => of_chance(report),
        HeadlineFigure::Control => of_control(report),
        HeadlineFigure::Lags => of_lags(report),
        HeadlineFigure::Accounts => of_accounts(report),
        HeadlineFigure::Rules => of_rules(report),
        HeadlineFigure::Availability => of_availability(report),
        HeadlineFigure::Sums => of_sums(report),
        HeadlineFigure::Common => of_common_modes(report),
        HeadlineFigure::Observed => of_observed(report),
        HeadlineFigure::Limits => of_limits(report),
    }
}

/// Writes the lines on the sites that went down, and on those that may have been down.
fn of_went_down(report: &Report) -> String {
    let mut text = sentences(report, HeadlineFigure::WentDown, &["sites"]);
    text.push_str(&under_head(report, "", first_outages(report).into_iter()));
    let without_start = outages_without_start(report).into_iter();
    text.push_str(&under_head(report, "with no start on the record:\n", without_start));
    let blips = possible_blips(report);
    let partials = counted_partials(report);
    if !blips.is_empty() || !partials.is_empty() {
        text.push_str("without a confirmed outage:\n");
    }
    text.push_str(&under_head(report, "", blips.into_iter()));
    text.extend(partials.into_iter().map(of_partial_in_brief));
    text
}

/// Writes outages or blips under a line that says what they are; empty where there are none.
fn under_head<'r>(
    report: &Report,
    head: &str,
    outages: impl Iterator<Item = &'r Outage>,
) -> String {
    let lines: String = outages.map(|outage| of_outage_in_brief(report, outage)).collect();
    if lines.is_empty() { lines } else { format!("{head}{lines}") }
}

/// Writes the lines on the time until sites were back.
fn of_recovery(report: &Report) -> String {
    let figure = HeadlineFigure::Recovery;
    let of_others = of_other_sets(report);
    match report.recoveries.first() {
        None => none(figure, "no site went down"),
        Some(all) if all.curve.is_empty() => {
            let sites = plural(all.sites.len(), "site");
            let why = format!("{sites} went down, too few for a curve (M22): here is each outage");
            let is_own = |outage: &&Outage| all.outages.contains(&outage.id);
            let each = of_each_recovery(&all.sites, &all.times);
            none(figure, &why) + &in_brief(report, is_own) + &each + &of_others
        }
        Some(all) => {
            let each = of_each_recovery(&all.sites, &all.times);
            sentences(report, figure, &["recovery"]) + &each + &of_others
        }
    }
}

/// Writes the time until the sites of each claimant and of each group were back, below the name of
/// the set; empty where all sites are the only set.
fn of_other_sets(report: &Report) -> String {
    let mut text = String::new();
    for one in report.recoveries.iter().skip(1) {
        let (name, sites) = (set_name(&one.set, safe_text), plural(one.sites.len(), "site"));
        let _ = writeln!(text, "{name} ({sites}, {}):", safe_list(&one.outages));
        text.push_str(&of_each_recovery(&one.sites, &one.times));
    }
    text
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
            let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            let own = report.verdicts.iter().filter(|verdict| ids.contains(&*verdict.id));
            let own: Vec<&Verdict> = own.collect();
            let count = counted(own.len(), one, many);
            let _ = writeln!(text, "  {count}{}:", sites_and_retellings(report, &own));
            text.extend(own.into_iter().map(of_verdict_on_site));
        }
    }
    text
}

/// Counts the sites of verdicts, and those of them that are on retellings, behind a comma: so many
/// more verdicts than sites there are; empty where each is on a site of its own.
fn sites_and_retellings(report: &Report, verdicts: &[&Verdict]) -> String {
    let sites: BTreeSet<&str> = verdicts.iter().map(|one| one.site.as_str()).collect();
    if sites.len() == verdicts.len() {
        return String::new();
    }
    let retellings = report.claims.iter().filter(|claim| claim.retells.is_some());
    let retellings: BTreeSet<&str> = retellings.map(|claim| claim.id.as_str()).collect();
    let is_retold =
        |one: &&&Verdict| one.claim.as_deref().is_some_and(|id| retellings.contains(id));
    let retold = match verdicts.iter().filter(is_retold).count() {
        0 => String::new(),
        count => {
            let are = by_count(count, "is", "are");
            format!(", and {} of them {are} on a claim that retells another", grouped(count))
        }
    };
    format!(", on {}{retold}", plural(sites.len(), "site"))
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

/// Writes what limits the record, and the rows that were refused.
fn of_limits(report: &Report) -> String {
    let mut text = format!("{}:\n", HeadlineFigure::Limits.word());
    let findings = lines(report);
    for RecordLimit { text: limit, evidence, .. } in record_limits(report, &findings) {
        let _ = writeln!(text, "  {limit} {}", evidence.words(3));
    }
    for line in findings.iter().filter(|line| line.label == "refused") {
        let _ = writeln!(text, "  refused: {} {}", line.text, line.evidence.words(3));
    }
    text.push_str(&refused(report, ""));
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
        "from {}: {} certainly down, {} more possibly down in a confirmed outage, {} observed",
        moment(report.zone, peak.from),
        plural(peak.all_certain(), "site"),
        grouped(peak.all_possible().saturating_sub(peak.all_certain())),
        grouped(peak.observed)
    );
    let [certain, possible] = outages_at_peak(report);
    let head = match (certain.is_empty(), possible.is_empty()) {
        (false, false) => "certainly down then:\n",
        _ => "",
    };
    text.push_str(&under_head(report, head, certain.into_iter()));
    text.push_str(&under_head(report, "possibly down then:\n", possible.into_iter()));
    text
}
