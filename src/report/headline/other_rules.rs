//! The finding on other rules (M23): whether one moves the headline, or turns a verdict.

use super::claimant_fits::one_in_short;
use super::evidence::Grounds;
use crate::clock::{length, length_up};
use crate::model::variation::{ChangedVerdict, Variation};
use crate::model::{DurationRange, Judgement, Report};
use crate::report::rules_in_force::written_rule;
use crate::report::wording::{by_count, claimant_name, counted, grouped, in_clause, plural};
use std::collections::BTreeSet;

/// Most rules that are named in the sentence.
const MOST_NAMED: usize = 2;

/// Sentence on the rules that were tried.
pub(in crate::report) struct RulesFinding {
    /// Clauses of the finding, with `; ` between them, without the last full stop.
    pub(in crate::report) text: String,
    /// One sentence on the numbers that move, without the last full stop; on those that stay where
    /// none does.
    pub(in crate::report) in_short: String,
    /// Verdicts that come out otherwise under any of the rules, those under the rules that it names
    /// first.
    pub(in crate::report) evidence: Grounds,
    /// Whether any of the rules moves the headline or a verdict.
    pub(in crate::report) moves: bool,
}

/// Tells how the headline moves under other rules, and which change most verdicts; `None` where
/// none was tried, or no site was measured: how many went down is then known under no rule.
pub(in crate::report) fn of_rules(report: &Report) -> Option<RulesFinding> {
    let tried = &report.variations;
    if report.totals.measured == 0 || tried.is_empty() {
        return None;
    }
    let (sites, moves_headline) = of_headline(report);
    let changing = tried.iter().filter(|one| !one.changed.is_empty()).count();
    let most = tried.iter().map(|one| one.changed.len()).max().unwrap_or_default();
    let largest: Vec<&Variation> =
        tried.iter().filter(|one| most > 0 && one.changed.len() == most).collect();
    let values = counted(tried.len(), "other value", "other values");
    let all = report.verdicts.iter().filter(|verdict| verdict.claim.is_some()).count();
    let each = if largest.len() > 1 { " each" } else { "" };
    let share = format!("{} of {}", grouped(most), plural(all, "verdict"));
    let verdicts = match most {
        _ if all == 0 => String::new(),
        0 => "; no verdict comes out otherwise".to_owned(),
        // A clause may become a sentence, and the word of a rule has no capital.
        _ if changing == largest.len() => {
            let come = by_count(most, "comes", "come");
            let each = if largest.len() > 1 { "each of " } else { "" };
            format!("; {share} {come} out otherwise with {each}{}", named(&largest))
        }
        _ => {
            let named = named(&largest);
            let change = by_count(changing, "changes", "change");
            let these = grouped(changing);
            format!("; {these} of these values {change} verdicts, {named} the most: {share}{each}")
        }
    };
    let mut evidence = changed_verdicts(report, &largest);
    let downtime = of_downtime(report);
    let moves = moves_headline || most > 0 || downtime.is_some();
    let downtime = downtime.map(|words| format!("; {words}")).unwrap_or_default();
    let named_down = of_named_sites(report).map(|words| format!("; {words}")).unwrap_or_default();
    let fits = of_fits(report);
    let fit_words = fits.as_ref().map(|fits| format!("; {}", fits.text)).unwrap_or_default();
    if let Some(FitsMoved { turned, .. }) = fits {
        // What moves the headline stands before what moves other verdicts.
        evidence.ids.retain(|id| !turned.contains(id));
        evidence.ids.splice(0..0, turned);
    }
    let text = format!(
        "{values} of the rules, tried one at a time, \
         {sites}{named_down}{fit_words}{verdicts}{downtime}"
    );
    let in_short = in_short(report, &values);
    Some(RulesFinding { text, in_short, evidence, moves })
}

/// Tells in one sentence which numbers move under other rules, how far, and under which furthest;
/// where none does, what stays. `values` counts those that were tried.
fn in_short(report: &Report, values: &str) -> String {
    let tried = report.variations.len();
    // A clause, and the rules by which it moves furthest.
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut add = |what: &str, as_reported: usize, moved: Option<Moved<'_>>| {
        parts.extend(moved.map(|Moved { range, furthest, .. }| {
            let put = by_count(tried, "puts ", "put ");
            let put = if parts.is_empty() { put } else { "" };
            let from = grouped(as_reported);
            (format!("{put}{what} at {range} in place of {from}"), named(&furthest))
        }));
    };
    let down = report.totals.changes.went_down;
    add("the sites that went down", down, moved_count(report, down, went_down));
    if let Some(row) = report.claimants.first() {
        let name = in_clause(&claimant_name(report, &row.name, row.role));
        let claim = format!("{} of {name}", one_in_short(row));
        let fits = moved_count(report, row.fitting, certain);
        add(&format!("those that certainly fit {claim}"), row.fitting, fits);
        let may_fit = moved_count(report, row.perhaps_fitting, perhaps);
        add(&format!("those that may fit {claim}"), row.perhaps_fitting, may_fit);
    }
    let all = report.verdicts.iter().filter(|verdict| verdict.claim.is_some()).count();
    let turn = by_count(tried, "turns", "turn");
    let turned = moved_count(report, 0, |one| Some(one.changed.len()));
    parts.extend(turned.map(|Moved { most, furthest, .. }| {
        let verdicts = match all {
            1 => format!("{turn} the 1 verdict"),
            _ => format!("{turn} up to {} of {} verdicts", grouped(most), grouped(all)),
        };
        (verdicts, named(&furthest))
    }));
    if parts.is_empty() {
        let leave = by_count(tried, "leaves", "leave");
        let verdicts = if all == 0 { String::new() } else { format!(", and {turn} no verdict") };
        let stays = format!("{leave} the number of sites that went down at {}", grouped(down));
        let downtime = of_downtime(report).map(|words| format!("; {words}")).unwrap_or_default();
        return format!("{values} of the rules, tried one at a time, {stays}{verdicts}{downtime}");
    }
    format!("{values} of the rules, tried one at a time, {}", joined(&parts))
}

/// Joins clauses, each with its rules in brackets; rules that all share stand once, at the end.
fn joined(parts: &[(String, String)]) -> String {
    let are_same = parts.windows(2).all(|two| two[0].1 == two[1].1);
    let clause = |(text, rules): &(String, String)| match are_same {
        true => text.clone(),
        false => format!("{text} ({rules})"),
    };
    let clauses: Vec<String> = parts.iter().map(clause).collect();
    let text = match clauses.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{}, and {last}", before.join(", ")),
        clauses => clauses.concat(),
    };
    match parts.first().filter(|_| are_same) {
        Some((_, rules)) => format!("{text} ({rules})"),
        None => text,
    }
}

/// Counts the sites that went down under a variation.
fn went_down(one: &Variation) -> Option<usize> {
    Some(one.totals.changes.went_down)
}

/// Counts the sites at which an outage certainly fits under a variation; `None` without claims.
fn certain(one: &Variation) -> Option<usize> {
    one.fits.map(|fits| fits.certain)
}

/// Counts the sites at which an outage may fit under a variation; `None` without claims.
fn perhaps(one: &Variation) -> Option<usize> {
    one.fits.map(|fits| fits.perhaps)
}

/// Returns all verdicts that come out otherwise, those under the largest variations first.
fn changed_verdicts(report: &Report, largest: &[&Variation]) -> Grounds {
    let ids = |of: &mut dyn Iterator<Item = &Variation>| -> BTreeSet<String> {
        of.flat_map(|one| &one.changed).map(|changed| changed.verdict.clone()).collect()
    };
    let first = ids(&mut largest.iter().copied());
    let all = ids(&mut report.variations.iter());
    let of_first = Grounds::of_verdicts(report, |verdict| first.contains(&verdict.id));
    let others = Grounds::of_verdicts(report, |verdict| {
        all.contains(&verdict.id) && !first.contains(&verdict.id)
    });
    let ids = of_first.ids.into_iter().chain(others.ids).collect();
    Grounds { ids, file: "tables/sensitivity.csv" }
}

/// Tells how many sites went down under other rules, which rule moves that furthest, and whether
/// any does.
fn of_headline(report: &Report) -> (String, bool) {
    let as_reported = report.totals.changes.went_down;
    let Some(Moved { range, furthest, .. }) = moved_count(report, as_reported, went_down) else {
        let count = grouped(as_reported);
        let leave = by_count(report.variations.len(), "leaves", "leave");
        return (format!("{leave} the number of all sites that went down at {count}"), false);
    };
    let (from, rules) = (grouped(as_reported), named(&furthest));
    let put = by_count(report.variations.len(), "puts", "put");
    let moved = format!("{put} the number of all sites that went down at {range}");
    (format!("{moved} in place of {from}, {rules} furthest from it"), true)
}

/// Tells how the number of sites moves that went down, of those that the claimant who heads the
/// report named; `None` where it does not, and where these are all sites that went down.
fn of_named_sites(report: &Report) -> Option<String> {
    let row = report.claimants.first()?;
    let as_reported = row.changes.went_down;
    let of_named = |one: &Variation| one.fits.map(|fits| fits.went_down);
    let Moved { range, furthest, .. } = moved_count(report, as_reported, of_named)?;
    let is_of_all = |one: &Variation| {
        one.fits.is_some_and(|fits| fits.went_down == one.totals.changes.went_down)
    };
    if as_reported == report.totals.changes.went_down && report.variations.iter().all(is_of_all) {
        return None;
    }
    let name = in_clause(&claimant_name(report, &row.name, row.role));
    let rules = named(&furthest);
    let measured = plural(row.changes.measured(), "measured site");
    Some(format!(
        "of the {measured} of {name}, {range} then went down in place of {}, {rules} furthest \
         from it",
        grouped(as_reported)
    ))
}

/// Clause on the sites at which an outage fits the claims of who heads the report.
struct FitsMoved {
    text: String,
    /// Verdicts on these claims that turn to or from a fit under the rules that it names, in the
    /// order of their table.
    turned: Vec<String>,
}

/// Tells how the number of sites moves at which an outage certainly fits a claim of the claimant
/// who heads the report; where it does not, that of those at which one may. `None` where neither
/// does.
fn of_fits(report: &Report) -> Option<FitsMoved> {
    let row = report.claimants.first()?;
    let name = in_clause(&claimant_name(report, &row.name, row.role));
    let claim = format!("the time of {} of {name}", one_in_short(row));
    let certain = moved_count(report, row.fitting, certain);
    let perhaps = moved_count(report, row.perhaps_fitting, perhaps);
    let (Moved { range, most, furthest }, as_reported, does, more) = match (certain, perhaps) {
        (Some(moved), _) => (moved, row.fitting, "certainly fits", ""),
        (None, Some(moved)) => (moved, row.perhaps_fitting, "may fit", " more"),
        (None, None) => return None,
    };
    let rules = named(&furthest);
    let from = grouped(as_reported);
    let sites = by_count(most, "site", "sites");
    let own: BTreeSet<&str> = report
        .claims
        .iter()
        .filter(|one| row.made(one) && one.is_of_outage())
        .map(|one| one.id.as_str())
        .collect();
    let is_fit = |changed: &&ChangedVerdict| {
        [changed.from, changed.to].contains(&Judgement::Supported) || !more.is_empty()
    };
    let changed = furthest.iter().flat_map(|one| &one.changed).filter(is_fit);
    let changed: BTreeSet<&str> = changed.map(|one| one.verdict.as_str()).collect();
    let turned = Grounds::of_verdicts(report, |verdict| {
        changed.contains(&*verdict.id)
            && verdict.claim.as_deref().is_some_and(|claim| own.contains(claim))
    });
    let text = format!(
        "an outage then {does} {claim} at {range}{more} {sites} in place of {from}, {rules} \
         furthest from it"
    );
    Some(FitsMoved { text, turned: turned.ids })
}

/// Number under other rules, and the rules that move it furthest.
struct Moved<'r> {
    /// Least and greatest number, in words.
    range: String,
    /// Greatest number.
    most: usize,
    furthest: Vec<&'r Variation>,
}

/// Tells how a number moves under other rules; `None` where it does not, or is not known.
fn moved_count(
    report: &Report,
    as_reported: usize,
    count: impl Fn(&Variation) -> Option<usize>,
) -> Option<Moved<'_>> {
    let distance = |one: &Variation| count(one).map_or(0, |sites| sites.abs_diff(as_reported));
    let largest = report.variations.iter().map(distance).max().filter(|far| *far > 0)?;
    let counts = || report.variations.iter().filter_map(&count).chain([as_reported]);
    let (least, most) = (counts().min()?, counts().max()?);
    let range = format!("{} to {}", grouped(least), grouped(most));
    let furthest = report.variations.iter().filter(|one| distance(one) == largest);
    Some(Moved { range, most, furthest: furthest.collect() })
}

/// Tells how the least downtime moves under other rules, and under which furthest; where it does
/// not, the greatest. `None` where neither does.
fn of_downtime(report: &Report) -> Option<String> {
    let least = |downtime: DurationRange| Some(downtime.least_us);
    let most = |downtime: DurationRange| downtime.most_us;
    of_edge(report, "the least downtime", least)
        .or_else(|| of_edge(report, "the greatest downtime", most))
}

/// Tells how one edge of the downtime moves; `None` where it does not.
fn of_edge(
    report: &Report,
    edge: &str,
    us_of: impl Fn(DurationRange) -> Option<i64>,
) -> Option<String> {
    let as_reported = us_of(report.totals.downtime)?;
    let known = |one: &Variation| us_of(one.totals.downtime);
    let distance = |one: &Variation| known(one).map_or(0, |us| (us - as_reported).abs());
    let furthest = report.variations.iter().map(distance).max().filter(|most| *most > 0)?;
    let rules: Vec<&Variation> =
        report.variations.iter().filter(|one| distance(one) == furthest).collect();
    Some(format!(
        "{edge} then differs by up to {} from {}, most with {}",
        length_up(furthest),
        length(as_reported),
        named(&rules)
    ))
}

/// Names rules with their values, the first of them.
fn named(rules: &[&Variation]) -> String {
    let name = |one: &&Variation| format!("{} = {}", one.rule.key(), written_rule(one.rule));
    let mut names: Vec<String> = rules.iter().take(MOST_NAMED).map(name).collect();
    if rules.len() > MOST_NAMED {
        names.push(format!("{} more", grouped(rules.len() - MOST_NAMED)));
    }
    match names.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        names => names.concat(),
    }
}
