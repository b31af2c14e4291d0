//! The lines that `explain` prints on what follows from outages and verdicts: chance, control
//! group, lags, accounts, other rules, availability, sums and common failures.

use super::explain_items::{of_outage_in_brief, of_partial_in_brief};
use super::explain_named::HeadlineFigure;
use crate::clock::length;
use crate::model::chance::{ControlGroup, FitCounts, FittingSite};
use crate::model::lag::Lag;
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::variation::Variation;
use crate::model::{Claim, DurationRange, Outage, Report, ResultGroup, Totals};
use crate::report::accounts::{AccountGroup, AccountGroups, AccountParts, without_outage_words};
use crate::report::headline::{self, CHANCE, Grounds, chance_sentences};
use crate::report::rules_in_force::written_rule;
use crate::report::sums::{SumList, SumLists};
use crate::report::tables;
use crate::report::wording::{
    Rounding, claim_kind, claimant_with_role, common_mode, down_for_beside, grouped, in_sentences,
    lag_words, moment, percent, plural, time_back, whole_second, with_origin, with_role,
};
use std::fmt::Write;

/// Says why there is nothing to count.
pub(super) fn none(figure: HeadlineFigure, why: &str) -> String {
    format!("{}:\n  none: {why}\n", figure.word())
}

/// Writes the word of a figure, and below it sentences, each with its grounds.
fn headed(figure: HeadlineFigure, sentences: &[(String, Grounds)]) -> String {
    let mut text = format!("{}:\n", figure.word());
    for (sentence, grounds) in sentences {
        let _ = writeln!(text, "  {sentence} {}", grounds.words(3));
    }
    text
}

/// Returns findings as sentences that say themselves that probes were simulated.
fn measured(report: &Report, findings: Vec<(String, Grounds)>) -> Vec<(String, Grounds)> {
    let sentence = |text: String| format!("{}.", with_origin(report, &text));
    findings.into_iter().map(|(text, grounds)| (sentence(text), grounds)).collect()
}

/// Names sites that fit, each with the outages by which it does: `s04 (O020), s05 (O021, O022)`.
fn fitting_words(sites: &[FittingSite]) -> String {
    let site = |one: &FittingSite| format!("{} ({})", safe_text(&one.site), one.outages.join(", "));
    sites.iter().map(site).collect::<Vec<String>>().join(", ")
}

/// Writes the sentences on what any other time would show of the claims of each claimant, and the
/// sites that fit.
pub(super) fn of_chance(report: &Report) -> String {
    let all = chance_sentences(report, |_| true).into_iter();
    let own: Vec<_> = all.filter(|(_, grounds)| grounds.file == CHANCE).collect();
    if own.is_empty() {
        let why = "no claimant says of a measured site, and of a time, that it was attacked or \
                   down (M20)";
        return none(HeadlineFigure::Chance, why);
    }
    let mut text = headed(HeadlineFigure::Chance, &own);
    for chance in report.chances.iter().filter(|chance| chance.fitting > 0) {
        let name = with_role(&chance.claimant, chance.role);
        let sites = fitting_words(&chance.fitting_sites);
        let _ = writeln!(text, "sites that fit the claims of {name} as they were made: {sites}");
    }
    text
}

/// Writes the sentences on the sites that nobody named, and the counts of all sites and of each
/// group behind them.
pub(super) fn of_control(report: &Report) -> String {
    let all = chance_sentences(report, |_| true).into_iter();
    let own: Vec<_> = all.filter(|(_, grounds)| grounds.file != CHANCE).collect();
    if own.is_empty() {
        let why = "no claimant says of a measured site, and of a time, that it was attacked or \
                   down (M21)";
        return none(HeadlineFigure::Control, why);
    }
    let mut text = headed(HeadlineFigure::Control, &own);
    text.extend(report.control_groups.iter().map(of_control_group));
    text
}

/// Writes the counts of named and unnamed sites, and the sites that fit.
fn of_control_group(one: &ControlGroup) -> String {
    let of_what = match &one.group {
        Some(group) => format!("group {}", safe_text(group)),
        None => "all sites".to_owned(),
    };
    let counts = |counts: FitCounts| {
        format!(
            "{} of {} fit, {} do not, of {} it is not known",
            grouped(counts.fitting),
            grouped(counts.sites()),
            grouped(counts.not_fitting),
            grouped(counts.not_known)
        )
    };
    let name = with_role(&one.claimant, one.role);
    let mut text = format!("{of_what}, in the times of the claims of {name}:\n");
    for (kind, of_kind, fitting, others) in [
        ("named", one.named, &one.named_fitting, &one.named_others),
        ("unnamed", one.unnamed, &one.unnamed_fitting, &one.unnamed_others),
    ] {
        let _ = writeln!(text, "  {kind:<7} {}", counts(of_kind));
        if !fitting.is_empty() {
            let _ = writeln!(text, "    fit: {}", fitting_words(fitting));
        }
        for (words, sites) in [("do not", &others.not_fitting), ("not known", &others.not_known)] {
            if !sites.is_empty() {
                let _ = writeln!(text, "    {words}: {}", safe_list(sites));
            }
        }
    }
    text
}

/// Names where a claim stands: `claims.csv:12`.
fn row_of_claim(report: &Report, claim: &Claim) -> String {
    let input = report.inputs.get(claim.location.file as usize);
    format!("{}:{}", input.map_or("", |input| input.path.as_str()), claim.location.line)
}

/// Writes how long after a change each claim about it was published: by claimant, then each lag
/// with both of its ends.
pub(super) fn of_lags(report: &Report) -> String {
    if report.lags.is_empty() {
        let why = "no verdict on a claim with a publication time rests on an outage (M29)";
        return none(HeadlineFigure::Lags, why);
    }
    let mut text = headed(HeadlineFigure::Lags, &measured(report, headline::of_lags(report)));
    text.extend(report.lags.iter().map(|lag| of_lag(report, lag)));
    text
}

/// Writes one lag: the claim with its row and publication, and the change.
fn of_lag(report: &Report, lag: &Lag) -> String {
    let claim = report.claims.iter().find(|claim| claim.id == lag.claim);
    let row = claim.map_or_else(String::new, |claim| {
        format!(
            " ({}), published {}",
            row_of_claim(report, claim),
            safe_text(&claim.published_text)
        )
    });
    let after = lag.change.after.map(|after| format!("after {} and ", moment(report.zone, after)));
    let by = lag.change.by.map_or_else(
        || "later".to_owned(),
        |by| format!("by {}", moment(report.zone, whole_second(by))),
    );
    format!(
        "{} {} {}: claim {} of {}{row}\n  {} {}{by}: {}\n",
        lag.verdict,
        lag.outage,
        safe_text(&lag.site),
        safe_text(&lag.claim),
        with_role(&lag.claimant, lag.role),
        lag.behind.as_str(),
        after.unwrap_or_default(),
        lag_words(lag.lag, lag.behind)
    )
}

/// Writes what several claimants say of one outage, or of one site, each with its verdict, beside
/// what was measured.
pub(super) fn of_accounts(report: &Report) -> String {
    let AccountGroups { differing, alike, without_outage } = AccountGroups::of(report);
    if report.accounts.is_empty() {
        let why = "no two claimants speak of one outage, and of no site one says that it was \
                   down and another that it was up then, or back before (M29)";
        return none(HeadlineFigure::Accounts, why);
    }
    let mut text = headed(HeadlineFigure::Accounts, &[]);
    for (head, groups) in [
        ("verdicts differ on one outage:", &differing),
        ("verdicts agree on one outage:", &alike),
        (
            "of one site, and of no one outage; one says that it was down, another that it was up \
             then, or back before:",
            &without_outage,
        ),
    ] {
        if !groups.is_empty() {
            let _ = writeln!(text, "{head}");
            text.extend(groups.iter().map(|group| of_account_group(report, group)));
        }
    }
    text
}

/// Writes the accounts of one outage, or of one site.
fn of_account_group(report: &Report, group: &AccountGroup<'_>) -> String {
    let Some(first) = group.first() else { return String::new() };
    let mut text = match first.outage {
        Some(outage) => of_outage_in_brief(report, outage),
        None => {
            let words = without_outage_words(report, first.site);
            format!("{}: {words}\n", safe_text(first.site))
        }
    };
    for one @ AccountParts { claim, verdict, .. } in group {
        let _ = writeln!(
            text,
            "  {} {}, {} ({}, {}): {}",
            verdict.id,
            claimant_with_role(claim),
            claim_kind(claim),
            safe_text(&claim.id),
            row_of_claim(report, claim),
            one.result(report)
        );
    }
    text
}

/// Writes the headline under the rules in force and under each value that was tried, with every
/// verdict that comes out otherwise.
pub(super) fn of_rules(report: &Report) -> String {
    let Some(finding) = headline::of_rules(report) else {
        return none(HeadlineFigure::Rules, "no other value of a rule was tried (M23)");
    };
    let sentence = format!("{}.", in_sentences(&with_origin(report, &finding.text), ""));
    let mut text = headed(HeadlineFigure::Rules, &[(sentence, finding.evidence)]);
    let fits = report.claimants.first().map(|row| (row.fitting, row.perhaps_fitting));
    let _ = writeln!(text, "as in force: {}", numbers_under(&report.totals, fits, report));
    text.extend(report.variations.iter().map(|one| of_variation(one, report)));
    text
}

/// Writes the numbers under one value of a rule, and the verdicts that come out otherwise.
fn of_variation(one: &Variation, report: &Report) -> String {
    let fits = one.fits.map(|fits| (fits.certain, fits.perhaps));
    let mut text = format!(
        "{} = {}, in place of {}: {}\n",
        one.rule.key(),
        written_rule(one.rule),
        written_rule(one.in_force),
        numbers_under(&one.totals, fits, report)
    );
    for changed in &one.changed {
        let (from, to) = (changed.from.as_str(), changed.to.as_str());
        let _ = writeln!(text, "  {} {from} to {to}", changed.verdict);
    }
    text
}

/// Writes how many sites went down, for how long, how many verdicts fit or do not, and at how many
/// sites of the claimant who heads the report an outage fits, and may. `report` has the downtime
/// under the rules in force.
fn numbers_under(totals: &Totals, fits: Option<(usize, usize)>, report: &Report) -> String {
    let downtime = match totals.outages_with_onset {
        0 => String::new(),
        _ => {
            let in_force = report.totals.downtime;
            format!(", {} in all", down_for_beside(totals.downtime, in_force))
        }
    };
    let fits = fits.map_or_else(String::new, |(certain, perhaps)| {
        format!("; an outage fits at {}, may fit at {} more", grouped(certain), grouped(perhaps))
    });
    format!(
        "{} went down, {}{downtime}; {} fit, {} do not{fits}",
        plural(totals.changes.went_down, "site"),
        plural(totals.outages_with_onset, "outage"),
        plural(totals.verdicts_in(ResultGroup::Fits), "verdict"),
        grouped(totals.verdicts_in(ResultGroup::DoesNotFit))
    )
}

/// Writes a share of a time that lies between two, in percent.
fn share_words(least: f64, most: f64) -> String {
    let (least, most) = (percent(least, Rounding::Down), percent(most, Rounding::Up));
    if least == most { format!("{most} %") } else { format!("{least} to {most} %") }
}

/// Writes the share of the window in which each site was up, and the worst stretch of each length
/// of those that were down.
pub(super) fn of_availability(report: &Report) -> String {
    let window = report.window.map_or_else(String::new, |window| length(window.length()));
    let sentence = format!(
        "the share of the window ({window}) in which each site was up lies between certainly up \
         and not certainly down; below it the least share of any stretch of a length (M14, M28)."
    );
    let grounds = Grounds::in_file("tables/availability.csv, tables/windowed_availability.csv");
    let mut text = headed(HeadlineFigure::Availability, &[(sentence, grounds)]);
    for site in report.sites.iter().filter(|site| site.measured) {
        let id = safe_text(&site.site.id);
        let Some((least, most)) = site.up_share_min.zip(site.up_share_max) else {
            let _ = writeln!(text, "{id}: observed at one moment");
            continue;
        };
        let places = safe_list(&site.vantages);
        let _ =
            writeln!(text, "{id}: up {} of the window, from {places}", share_words(least, most));
        let own = report.windowed_availability.iter().filter(|one| one.site == site.site.id);
        for one in own {
            let up = match one.most {
                0.0 => "none".to_owned(),
                most => share_words(one.least, most),
            };
            let _ = writeln!(
                text,
                "  the worst {} begins {}: up for {up} of it",
                length(one.length_us),
                moment(report.zone, one.worst_from)
            );
        }
        if report.outages.iter().all(|outage| outage.site != site.site.id) {
            let is_own = |blip: &&Outage| blip.site == site.site.id;
            let blips = report.blips.iter().filter(is_own);
            text.extend(blips.map(|blip| of_outage_in_brief(report, blip)));
            let partials = report.partials.iter().filter(|one| one.site == site.site.id);
            text.extend(partials.map(of_partial_in_brief));
        }
    }
    text
}

/// Writes the sums by group, cause, claimant, day and hour, and by each further column.
pub(super) fn of_sums(report: &Report) -> String {
    let figure = HeadlineFigure::Sums;
    let lists = match tables::sums(report) {
        Ok(table) => SumLists::of(report, &table, usize::MAX),
        Err(why) => return none(figure, &why.to_string()),
    };
    let all = (lists.all, Grounds::in_file("tables/summaries.csv"));
    let mut text = headed(figure, &[all]);
    for SumList { by, heads, rows, more, .. } in &lists.lists {
        let _ = match more.is_empty() {
            true => writeln!(text, "by {by}:"),
            false => writeln!(text, "by {by} (two sites or more; {more} in tables/summaries.csv):"),
        };
        for row in rows {
            let cells = heads.iter().skip(1).zip(&row.cells);
            let cells: Vec<String> = cells.map(|(head, cell)| format!("{head} {cell}")).collect();
            let _ = writeln!(text, "  {}: {}", row.value, cells.join(", "));
        }
    }
    text
}

/// Writes the times at which most sites failed at once from one place.
pub(super) fn of_common_modes(report: &Report) -> String {
    if report.common_modes.is_empty() {
        let why = "at no time may most sites have failed at once from one place (M15)";
        return none(HeadlineFigure::Common, why);
    }
    let grounds = || Grounds::in_file("tables/common_mode.csv");
    let all = report.common_modes.iter();
    let sentences: Vec<(String, Grounds)> = all
        .map(|mode| (in_sentences(&with_origin(report, &common_mode(mode)), ""), grounds()))
        .collect();
    headed(HeadlineFigure::Common, &sentences)
}

/// Writes the time after which each site was back, the shortest first (M22).
pub(super) fn of_each_recovery(sites: &[String], times: &[DurationRange]) -> String {
    let mut each: Vec<(&DurationRange, &String)> = times.iter().zip(sites).collect();
    each.sort_by_key(|(time, site)| (time.most_us.unwrap_or(i64::MAX), time.least_us, *site));
    let line = |(time, site): (&DurationRange, &String)| {
        let time = time_back(*time);
        format!("{}: back {time} after its first outage started\n", safe_text(site))
    };
    each.into_iter().map(line).collect()
}
