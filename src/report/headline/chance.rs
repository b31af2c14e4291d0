//! The findings on chance (M20) and on the sites that nobody named (M21).

use super::evidence::Grounds;
use crate::model::chance::{Chance, ControlGroup, FitCounts, OddsRatio};
use crate::model::safe_text::safe_text;
use crate::model::{Report, ResultGroup};
use crate::report::wording::{Rounding, counted, grouped, percent, plural};
use std::collections::BTreeSet;

/// Tells what any other time would show of the claims of each claimant that is asked for, and what
/// was seen of the sites that nobody named: sentences with their full stops; empty where nothing is
/// known of either.
pub(in crate::report) fn chance_sentences(
    report: &Report,
    is_asked: impl Fn(&str) -> bool,
) -> Vec<(String, Grounds)> {
    let mut sentences = Vec::new();
    let mut known = BTreeSet::new();
    let names = report.claimants.iter().map(|claimant| claimant.name.as_str());
    for name in names.filter(|name| is_asked(name) && known.insert(*name)) {
        let by_verdicts = fitting_by_verdicts(report, name);
        if let Some(chance) = report.chances.iter().find(|chance| chance.claimant == name) {
            let text = of_chance(chance, by_verdicts);
            sentences.push((text, Grounds::in_file("tables/chance.csv")));
        }
        let is_own = |group: &&ControlGroup| {
            group.claimant == name && group.group.is_none() && group.unnamed.sites() > 0
        };
        if let Some(group) = report.control_groups.iter().find(is_own) {
            let text = of_control(group, by_verdicts);
            sentences.push((text, Grounds::in_file("tables/control_groups.csv")));
        }
    }
    sentences
}

/// Counts the sites at which a verdict on a claim of a claimant says that an outage fits.
fn fitting_by_verdicts(report: &Report, name: &str) -> usize {
    let own = report.claims.iter().filter(|claim| claim.claimant == name && claim.is_of_outage());
    let own: BTreeSet<&str> = own.map(|claim| claim.id.as_str()).collect();
    let fits = report.verdicts.iter().filter(|verdict| {
        verdict.group_of_result() == ResultGroup::Fits
            && verdict.claim.as_deref().is_some_and(|claim| own.contains(claim))
    });
    fits.map(|verdict| verdict.site.as_str()).collect::<BTreeSet<_>>().len()
}

/// Tells what any other time would show of the claims of a claimant.
fn of_chance(chance: &Chance, by_verdicts: usize) -> String {
    let name = safe_text(&chance.claimant);
    let open =
        format!("How many sites would fit the claims of {name} by chance is open: the window");
    match chance.estimate {
        Some(_) if chance.fitting == 0 => format!(
            "At no site an outage certainly fits the claims of {name}: there is nothing that \
             chance could explain."
        ),
        Some(estimate) => {
            let mean = mean_words(estimate.expected_least, estimate.expected_most);
            format!(
                "Had the claims of {name} been made at any other time of the window, at least as \
                 many sites would fit them at {} of all times ({} now, {mean} on average).{}",
                chance_words(chance),
                grouped(chance.fitting),
                other_count(chance.fitting, by_verdicts)
            )
        }
        None if chance.windows == 0 => {
            format!("{open} is shorter than the time that they ask about.")
        }
        None => format!(
            "{open} holds the time that they ask about {}, and 20 are needed.",
            counted(chance.windows, "time", "times")
        ),
    }
}

/// Says why chance counts another number of sites than the verdicts do; empty where it does not.
fn other_count(fitting: usize, by_verdicts: usize) -> String {
    if fitting == by_verdicts {
        return String::new();
    }
    let count = match by_verdicts {
        0 => "none".to_owned(),
        count => grouped(count),
    };
    format!(
        " Here a time between two failed probes counts, too, where a verdict wants a probe in it: \
         by the verdicts an outage fits at {count} (M20)."
    )
}

/// Writes a share of times as a range in percent.
pub(in crate::report) fn chance_words(chance: &Chance) -> String {
    let Some(estimate) = chance.estimate else {
        return "open: the window is too short".to_owned();
    };
    let least = percent(estimate.share_least, Rounding::Down);
    let most = percent(estimate.share_most, Rounding::Up);
    if least == most { format!("{most} %") } else { format!("{least} to {most} %") }
}

/// Writes a mean number of sites as a range, its ends rounded outward.
fn mean_words(least: f64, most: f64) -> String {
    let least = format!("{:.1}", (least * 10.0).floor() / 10.0);
    let most = format!("{:.1}", (most * 10.0).ceil() / 10.0);
    if least == most { most } else { format!("{least} to {most}") }
}

/// Tells what was seen of the sites that nobody named, beside those that a claimant named.
fn of_control(group: &ControlGroup, by_verdicts: usize) -> String {
    let name = safe_text(&group.claimant);
    let test = group.odds_ratio.map(|odds| format!(" {}.", test_words(odds))).unwrap_or_default();
    let verdicts = match group.named.fitting == by_verdicts {
        true => String::new(),
        false => format!(
            " Each site is held here against the times of all claims of {name}, whatever site they \
             are about: by the verdicts an outage fits at {} (M21).",
            if by_verdicts == 0 { "none".to_owned() } else { grouped(by_verdicts) }
        ),
    };
    format!(
        "Of {} that no claim of an attack or outage names, an outage fits a time of the claims of \
         {name} at {}; of {} that {name} named, at {}.{test}{verdicts}",
        plural(group.unnamed.sites(), "measured site"),
        with_share(group.unnamed),
        plural(group.named.sites(), "site"),
        with_share(group.named)
    )
}

/// Writes the number of sites that fit with its share of all; an undecided site does not count as
/// fitting.
fn with_share(counts: FitCounts) -> String {
    let share = match counts.sites() {
        0 => return grouped(0),
        sites => counts.fitting as f64 / sites as f64,
    };
    format!("{} ({} %)", grouped(counts.fitting), percent(share, Rounding::Down))
}

/// Writes an odds ratio with its interval and the p of its test.
fn test_words(odds: OddsRatio) -> String {
    let down = |value: f64| format!("{:.2}", (value * 100.0).floor() / 100.0);
    let until = match odds.until {
        Some(until) => format!("{:.2}", (until * 100.0).ceil() / 100.0),
        None => "no end".to_owned(),
    };
    let ratio = odds.estimate.map_or_else(|| "open".to_owned(), down);
    let p_value = match (odds.p_value * 1000.0).ceil() / 1000.0 {
        p_value if p_value <= 0.001 => "under 0.001".to_owned(),
        p_value => format!("{p_value:.3}"),
    };
    format!(
        "The odds ratio is {ratio} (95 % interval {} to {until}), and p {p_value} by Fisher's \
         exact test",
        down(odds.from)
    )
}
