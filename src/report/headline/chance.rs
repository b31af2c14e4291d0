//! The findings on chance (M20) and on the sites that nobody named (M21).

use super::evidence::Grounds;
use crate::model::chance::{Chance, ControlGroup, FitCounts, FittingSite, OddsRatio};
use crate::model::{Claim, Claimant, Finding, Judgement, Report, ResultGroup, Verdict};
use crate::report::table::{ceil_share, floor_decimal};
use crate::report::wording::{
    Rounding, by_count, capitalised, claimant_name, counted, grouped, in_clause, in_sentences,
    percent,
};
use std::collections::{BTreeMap, BTreeSet};

/// File with the rows behind the findings on chance.
pub(in crate::report) const CHANCE: &str = "tables/chance.csv";

/// File with the rows behind the findings on control groups.
pub(in crate::report) const CONTROL_GROUPS: &str = "tables/control_groups.csv";

/// Returns the chance of the claims of a claimant; `None` where nothing can be moved.
pub(in crate::report) fn chance_of<'r>(
    report: &'r Report,
    claimant: &Claimant,
) -> Option<&'r Chance> {
    let is_own = |one: &&Chance| (&one.claimant, one.role) == (&claimant.name, claimant.role);
    report.chances.iter().find(is_own)
}

/// Returns the control group of all sites of a claimant; `None` where there is none.
pub(in crate::report) fn control_group_of<'r>(
    report: &'r Report,
    claimant: &Claimant,
) -> Option<&'r ControlGroup> {
    let mut of_all_sites = report.control_groups.iter().filter(|one| one.group.is_none());
    of_all_sites.find(|one| (&one.claimant, one.role) == (&claimant.name, claimant.role))
}

/// Tells what any other time would show of the claims of each claimant that is asked for, and what
/// was seen of the sites that nobody named, as [`chance_findings`] does: the sentences of each
/// finding with their full stops.
pub(in crate::report) fn chance_sentences(
    report: &Report,
    is_asked: impl Fn(&Claimant) -> bool,
) -> Vec<(String, Grounds)> {
    let written = |text: &String| format!("{}.", in_sentences(text, ""));
    let joined = |texts: Vec<String>| texts.iter().map(written).collect::<Vec<_>>().join(" ");
    let findings = chance_findings(report, is_asked).into_iter();
    findings.map(|(texts, proof)| (joined(texts), proof)).collect()
}

/// Tells what any other time would show of the claims of each claimant that is asked for, and what
/// was seen of the sites that nobody named: clauses, with `; ` between them, without the last full
/// stop; empty where nothing is known of either.
pub(in crate::report) fn chance_findings(
    report: &Report,
    is_asked: impl Fn(&Claimant) -> bool,
) -> Vec<(Vec<String>, Grounds)> {
    let mut sentences = Vec::new();
    let mut known = BTreeSet::new();
    let mut are_all_named = false;
    for claimant in report.claimants.iter().filter(|one| is_asked(one)) {
        if !known.insert((&claimant.name, claimant.role)) {
            continue;
        }
        let by_verdicts = fitting_by_verdicts(report, claimant);
        let name = in_clause(&claimant_name(report, &claimant.name, claimant.role));
        if let Some(chance) = chance_of(report, claimant) {
            let mut text = of_chance(&name, chance, by_verdicts);
            text.extend(not_moved_words(report, claimant));
            let proof = of_outages(report, chance.fitting_sites.iter(), CHANCE);
            sentences.push((text, proof));
        }
        match control_group_of(report, claimant) {
            Some(group) if group.unnamed.sites() > 0 => {
                let mut text = of_control(&name, group, by_verdicts);
                text.extend(in_part_words(claimant.in_part));
                text.extend(open_in_part_words(open_in_part(report, claimant)));
                let compared = group.named.sites() + group.unnamed.sites();
                text.extend(neither_words(report.totals.measured.saturating_sub(compared)));
                let sites = group.named_fitting.iter().chain(&group.unnamed_fitting);
                sentences.push((text, of_outages(report, sites, CONTROL_GROUPS)));
            }
            // The sites that nobody named are the same for all claimants.
            Some(_) => are_all_named = true,
            None => (),
        }
    }
    sentences.extend(caution(report));
    if are_all_named {
        let text = "Claims of an attack or outage, or lists of targets, name each measured site: \
                    there are no others to hold them against (M21)";
        sentences.push((vec![text.to_owned()], Grounds::in_file(CONTROL_GROUPS)));
    }
    sentences
}

/// Says what a small share and several tests do not say (M20, M21); `None` where there is neither
/// a share nor a test.
fn caution(report: &Report) -> Option<(Vec<String>, Grounds)> {
    let has_share = report.chances.iter().any(|one| one.estimate.is_some() && one.fitting > 0);
    let of_all_sites = report.control_groups.iter().filter(|one| one.group.is_none());
    let tests = of_all_sites.filter(|one| one.tested().is_some()).count();
    let mut texts = Vec::new();
    if has_share {
        texts.push(
            "A small share says that the timing is rare, not that a claimant caused it (M20)"
                .to_owned(),
        );
    }
    if tests > 1 {
        texts.push("Of many tests one in twenty has a p below 0.05 by chance (M21)".to_owned());
    }
    (!texts.is_empty()).then(|| (texts, Grounds::in_file(CHANCE)))
}

/// Returns the outages by which sites fit as evidence, in the order of their table.
fn of_outages<'s>(
    report: &Report,
    sites: impl Iterator<Item = &'s FittingSite>,
    file: &'static str,
) -> Grounds {
    let ids: BTreeSet<&str> = sites.flat_map(|one| &one.outages).map(String::as_str).collect();
    Grounds { file, ..Grounds::of_outages(report, |outage| ids.contains(&*outage.id)) }
}

/// Counts the sites at which a verdict on a claim of a claimant says that an outage fits, of those
/// claims that chance and control group take (M20).
fn fitting_by_verdicts(report: &Report, claimant: &Claimant) -> usize {
    let own = verdicts_on(report, |one| claimant.made(one) && one.is_held_against_chance());
    let fits = own.filter(|verdict| verdict.group_of_result() == ResultGroup::Fits);
    fits.map(|verdict| verdict.site.as_str()).collect::<BTreeSet<_>>().len()
}

/// Lists the verdicts on some claims.
fn verdicts_on(
    report: &Report,
    is_meant: impl Fn(&Claim) -> bool,
) -> impl Iterator<Item = &Verdict> {
    let claims = report.claims.iter().filter(|claim| is_meant(claim));
    let ids: BTreeSet<&str> = claims.map(|claim| claim.id.as_str()).collect();
    let is_on_one =
        move |one: &&Verdict| one.claim.as_deref().is_some_and(|claim| ids.contains(claim));
    report.verdicts.iter().filter(is_on_one)
}

/// Tells what any other time would show of the claims of a claimant.
fn of_chance(name: &str, chance: &Chance, by_verdicts: usize) -> Vec<String> {
    let open =
        format!("How many sites would fit the claims of {name} by chance is open: the window");
    match chance.estimate {
        Some(_) if chance.fitting == 0 => vec![format!(
            "An outage certainly fits the claims of {name} at none of {}: there is nothing that \
             chance could explain",
            sites_asked(chance)
        )],
        Some(estimate) => {
            let mean = mean_words(estimate.expected_least, estimate.expected_most);
            let as_made = format!(
                "An outage fits the claims of {name}, as they were made, at {} of {}",
                grouped(chance.fitting),
                sites_asked(chance)
            );
            let otherwise = format!(
                "Had they been made at any other time of the window, as many sites or more would \
                 fit at {} of all times, and {mean} on average",
                chance_words(chance)
            );
            let texts = [as_made, otherwise].into_iter();
            texts.chain(other_count(chance.fitting, by_verdicts)).collect()
        }
        None if chance.windows == 0 => {
            vec![format!("{open} is shorter than the time that they ask about")]
        }
        None => vec![format!(
            "{open} holds the time that they ask about {}, and 20 are needed",
            counted(chance.windows, "time", "times")
        )],
    }
}

/// Counts the claims of a claimant that chance leaves out, as the clocks showed their times twice;
/// `None` where there are none.
fn not_moved_words(report: &Report, claimant: &Claimant) -> Option<String> {
    let own = report.claims.iter().filter(|one| claimant.made(one) && one.says_down());
    let count = own.filter(|claim| !claim.has_one_reading()).count();
    (count > 0).then(|| {
        format!(
            "{} not moved here: the clocks showed {} twice (M20)",
            counted(count, "claim is", "claims are"),
            by_count(count, "its time", "their times")
        )
    })
}

/// Counts the measured sites that claims name, and of whose time they speak.
fn sites_asked(chance: &Chance) -> String {
    counted(
        chance.sites,
        "measured site that they name with a time",
        "measured sites that they name with a time",
    )
}

/// Says why chance counts another number of sites than the verdicts do; `None` where it does not.
fn other_count(fitting: usize, by_verdicts: usize) -> Option<String> {
    let count = match by_verdicts {
        0 => "none".to_owned(),
        count => grouped(count),
    };
    (fitting != by_verdicts).then(|| {
        format!(
            "Here a time between two failed probes counts, too, where a verdict wants a probe in \
             it: by the verdicts an outage fits at {count} (M20)"
        )
    })
}

/// Writes a share of times as a range in percent.
pub(in crate::report) fn chance_words(chance: &Chance) -> String {
    let Some(estimate) = chance.estimate else {
        return "open: the window is too short".to_owned();
    };
    let least = percent(estimate.share_least, Rounding::Down);
    let most = percent(estimate.share_most, Rounding::Up);
    match least == most {
        true => format!("{most} %"),
        // Both ends are below a tenth.
        false if least.starts_with("under") && estimate.share_most <= LEAST_PERCENT => {
            format!("{least} %")
        }
        false => format!("{least} to {most} %"),
    }
}

/// Least share that percents with one decimal tell from none.
const LEAST_PERCENT: f64 = 0.001;
/// Least mean that one decimal tells from none.
const LEAST_MEAN: f64 = 0.1;

/// Writes a mean number of sites as a range, its ends rounded outward.
fn mean_words(least: f64, most: f64) -> String {
    if 0.0 < most && most < LEAST_MEAN {
        return "under 0.1".to_owned();
    }
    // An end above 0 is none at 0.
    let least = match least {
        _ if 0.0 < least && least < LEAST_MEAN => "under 0.1".to_owned(),
        _ => format!("{:.1}", (least * 10.0).floor() / 10.0),
    };
    let most = format!("{:.1}", (most * 10.0).ceil() / 10.0);
    if least == most { most } else { format!("{least} to {most}") }
}

/// Tells what was seen of the sites that nobody named, beside those that a claimant named.
fn of_control(name: &str, group: &ControlGroup, by_verdicts: usize) -> Vec<String> {
    let test = group.tested().map(test_words);
    let verdicts = (group.named.fitting != by_verdicts).then(|| {
        format!(
            "Each site is held here against the times of all claims of {name}, whatever site they \
             are about: by the verdicts an outage fits at {} (M21)",
            if by_verdicts == 0 { "none".to_owned() } else { grouped(by_verdicts) }
        )
    });
    let named = (group.named.sites() > 0).then(|| named_words(name, group.named));
    let parts = [Some(unnamed_words(name, group.unnamed)), named];
    parts.iter().flatten().map(|part| capitalised(part)).chain(test).chain(verdicts).collect()
}

/// Tells at how many of the sites that nobody named an outage fits.
fn unnamed_words(name: &str, counts: FitCounts) -> String {
    let nobody = "that no claim of an attack or outage and no list of targets names";
    let sites = counted(
        counts.sites(),
        &format!("measured site {nobody}"),
        &format!("measured sites {nobody}"),
    );
    let Some(Fitting { count, share }) = fitting(counts) else {
        return format!("of {sites} it is not known whether an outage fits a claim of {name}");
    };
    let unseen = match counts.not_known {
        0 => String::new(),
        count => format!("; of {} of these that is not known", grouped(count)),
    };
    format!("an outage fits a claim of {name} at {count} of {sites} ({share}){unseen}")
}

/// Counts the named sites that fit in part; `None` where there are none.
fn in_part_words(sites: usize) -> Option<String> {
    (sites > 0).then(|| {
        format!(
            "{} in part by the verdicts (R7), which is by no outage",
            counted(sites, "named site fits", "named sites fit")
        )
    })
}

/// Counts the named sites that failed in part, and of which no verdict says that this fits; `None`
/// where there are none.
fn open_in_part_words(sites: usize) -> Option<String> {
    (sites > 0).then(|| {
        format!(
            "{} in part, and by the verdicts it is open whether that fits (R7): no outage was seen \
             there",
            counted(sites, "more named site failed", "more named sites failed")
        )
    })
}

/// Counts the sites of which the verdicts on the claims of a claimant leave open whether failures
/// in part fit.
fn open_in_part(report: &Report, claimant: &Claimant) -> usize {
    let own = verdicts_on(report, |one| claimant.made(one) && one.says_down());
    let of_claims = own.filter(|verdict| claimant.sites.contains(&verdict.site));
    let mut by_site: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in of_claims {
        by_site.entry(&verdict.site).or_default().push(verdict);
    }
    let is_open = |verdicts: &&Vec<&Verdict>| {
        verdicts.iter().all(|one| one.judgement == Judgement::Insufficient)
            && verdicts.iter().any(|one| matches!(one.finding, Finding::SomeVantages(_)))
    };
    by_site.values().filter(is_open).count()
}

/// Counts the measured sites that are on neither side; `None` where there are none.
fn neither_words(sites: usize) -> Option<String> {
    (sites > 0).then(|| {
        format!(
            "{} on neither side: named by others alone, on a list of targets, or by the \
             recorder's reading",
            counted(sites, "more measured site is", "more measured sites are")
        )
    })
}

/// Tells at how many of the sites that a claimant named an outage fits.
fn named_words(name: &str, counts: FitCounts) -> String {
    let in_claims = "named in claims of an attack or outage, by";
    let sites = counted(
        counts.sites(),
        &format!("measured site that {name} {in_claims} itself or by its group"),
        &format!("measured sites that {name} {in_claims} themselves or by their groups"),
    );
    let Some(Fitting { count, share }) = fitting(counts) else {
        return format!("of {sites} it is not known whether an outage fits");
    };
    let unseen = match counts.not_known {
        0 => String::new(),
        count => format!(", as it is not known of {}", grouped(count)),
    };
    format!("an outage fits at {count} of {sites} ({share}{unseen})")
}

/// Number of sites that fit and their share, in words.
struct Fitting {
    count: String,
    share: String,
}

/// Writes at how many of the sites an outage fits, with their share, which is rounded to the
/// nearest, as both counts are exact; `None` where nothing is known of any. Sites of which it is
/// not known make both a range: one that fits is known at once, and one that does not only when its
/// whole time was observed, and nothing in it may fit.
fn fitting(counts: FitCounts) -> Option<Fitting> {
    let (fitting, not_known, all) = (counts.fitting, counts.not_known, counts.sites());
    let share = |sites: usize| percent(sites as f64 / all as f64, Rounding::Nearest);
    let (count, share) = match (counts.known(), not_known) {
        (0, _) => return None,
        (_, 0) => (grouped(fitting), format!("{} %", share(fitting))),
        _ => {
            let most = fitting + not_known;
            let (from, until) = (share(fitting), share(most));
            (format!("{} to {}", grouped(fitting), grouped(most)), format!("{from} to {until} %"))
        }
    };
    Some(Fitting { count, share })
}

/// Least number that four decimals tell from 0, and greatest that they tell from 1.
const LEAST_DECIMAL: f64 = 0.0001;
const MOST_DECIMAL: f64 = 0.9999;

/// Writes an odds ratio with its interval and the p of its test.
fn test_words(odds: OddsRatio) -> String {
    let down = |value: f64| match (value * 100.0).floor() / 100.0 {
        // An end above 0 is none at 0: then the odds would never be known to be above it.
        ..=0.0 if value >= LEAST_DECIMAL => format!("{:.4}", floor_decimal(value)),
        ..=0.0 if value > 0.0 => format!("under {LEAST_DECIMAL}"),
        rounded => format!("{rounded:.2}"),
    };
    let until = match odds.until {
        Some(until) => format!("{:.2}", (until * 100.0).ceil() / 100.0),
        None => "no end".to_owned(),
    };
    let ratio = odds.estimate.map_or_else(|| "open".to_owned(), down);
    let p_value = match odds.p_value {
        p_value if p_value < LEAST_DECIMAL => format!("under {LEAST_DECIMAL}"),
        p_value if p_value >= 1.0 - 1e-9 => "1".to_owned(),
        p_value if p_value > MOST_DECIMAL => format!("over {MOST_DECIMAL}"),
        p_value => format!("at most {:.4}", ceil_share(p_value)),
    };
    format!(
        "The odds ratio is {ratio} (95 % interval {} to {until}), and p is {p_value} by Fisher's \
         exact test",
        down(odds.from)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "p is at most 1.0000" said nothing, and an end of 0.0085 stood as 0.00.
    #[test]
    fn odds_and_p_that_are_near_their_ends_are_given_as_such() {
        let words = |from: f64, p_value: f64| {
            test_words(OddsRatio { p_value, estimate: None, from, until: None })
        };
        let from = [0.0, 0.000_05, 0.008_59, 0.31, 2.0].map(|from| {
            let words = words(from, 0.5);
            let (_, rest) = words.split_once("interval ").unwrap_or_default();
            rest.split(" to ").next().unwrap_or_default().to_owned()
        });
        assert_eq!(from, ["0.00", "under 0.0001", "0.0085", "0.31", "2.00"]);
        let p_value = [0.000_02, 0.002_31, 0.999_9, 0.999_95, 1.0 - 1e-12, 1.0].map(|p_value| {
            let words = words(0.0, p_value);
            let (_, rest) = words.split_once("p is ").unwrap_or_default();
            rest.split(" by ").next().unwrap_or_default().to_owned()
        });
        assert_eq!(
            p_value,
            ["under 0.0001", "at most 0.0024", "at most 0.9999", "over 0.9999", "1", "1"]
        );
    }
}
