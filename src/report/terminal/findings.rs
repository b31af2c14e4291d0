//! Findings in sentences, each with the ids that prove it, the most important first.

use super::explain_counted::outages_of_sites_down;
use super::observed::observed;
use crate::clock::{length, resolution_words};
use crate::model::{
    Claim, Input, InputRole, Judgement, JudgementCount, Outage, Report, ResultGroup, SiteReport,
    Verdict,
};
use crate::report::headline::{
    ACCOUNTS, CHANCE, CLAIMANTS, CLAIMS, CONTROL_GROUPS, Grounds, LAGS, RECOVERY_TIMES, VERDICTS,
    chance_findings, claimed_sites, headline, of_accounts, of_claimant, of_events, of_lags,
    of_recovery, of_rules, of_sites,
};
use crate::report::verdicts::{
    MetAs, count_details, in_group, is_probed_at_other_times, judgement_count, not_measured_words,
    verdicts_by_claim, verdicts_on_claims,
};
use crate::report::wording::{
    FigureOrigin, announced_work, by_count, common_mode, contradicting_logs, counted,
    disagreeing_probes, doubt_sentences, down_for, grouped, in_clauses, in_sentences, is_sentence,
    pace_sentences, plural, refusal_counts, unknown_probes, unlisted_times, unplaced_rows,
    with_origin,
};
use std::collections::BTreeSet;

/// One finding of the summary.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// Subject, in a word.
    pub label: &'static str,
    /// Finding, in a sentence.
    pub text: String,
    /// Ids and file that prove it.
    #[serde(flatten)]
    pub evidence: Grounds,
}

/// Most claimants, each with all that was said, events and common modes listed one by one; the
/// tables have all.
const MOST_CLAIMANTS: usize = 5;
const MOST_EVENTS: usize = 3;
const MOST_SETS: usize = 6;
const MOST_COMMON: usize = 3;
const MOST_ACCOUNTS: usize = 3;

/// Files with the rows behind findings.
const SITES: &str = "tables/sites.csv";
const EVENTS: &str = "tables/events.csv";
const COMMON_MODES: &str = "tables/common_mode.csv";
const REFUSALS: &str = "tables/refusals.csv";
const INCIDENT: &str = "incident.json";
const MANIFEST: &str = "manifest.json";

/// Puts the findings into lines, the most important first. Each can be read alone, so it says
/// itself that probes were simulated.
pub fn lines(report: &Report) -> Vec<Line> {
    let origin = &FigureOrigin::named(report);
    let measured = |sentence: String| origin.before(&sentence);
    let mut lines = Vec::new();
    let mut add = |label: &'static str, text: String, evidence: Grounds| {
        lines.push(Line { label, text, evidence });
    };
    if report.totals.measured > 0 {
        for (text, evidence) in claimants(report, origin) {
            add("claimant", text, evidence);
        }
    }
    let narrowed = narrowed(report);
    if !narrowed.is_empty() {
        add("narrowed", narrowed, Grounds::in_file(MANIFEST));
    }
    let down = outages_of_sites_down(report).into_iter().map(|outage| outage.id.clone());
    add("sites", measured(of_sites(report)), Grounds { ids: down.collect(), file: SITES });
    if report.totals.measured > 0 {
        for (text, evidence) in
            first_sentences(of_events(report), MOST_EVENTS, ["more event", "more events"], EVENTS)
        {
            add("together", measured(text), evidence);
        }
        let with_onset = Grounds::of_outages(report, |outage| outage.has_onset());
        add("downtime", measured(downtime(report)), with_onset);
        add("outages", measured(outages(report)), Grounds::of_outages(report, |_| true));
        let sets = first_sentences(
            of_recovery(report),
            MOST_SETS,
            ["more set of sites", "more sets of sites"],
            RECOVERY_TIMES,
        );
        for (text, evidence) in sets {
            add("recovery", measured(text), evidence);
        }
        let shares = Grounds::in_file("tables/availability.csv");
        add("observed", measured(observed(report)), shares);
    }
    for (label, text, file) in limits(report) {
        add(label, text, Grounds::in_file(file));
    }
    if !report.claims.is_empty() {
        let ids = report.claims.iter().map(|claim| claim.id.clone()).collect();
        add("claims", claims(report), Grounds { ids, file: CLAIMS });
        for (text, evidence) in verdicts(report) {
            add("verdicts", measured(text), evidence);
        }
        for (label, text, evidence) in beside_chance_and_others(report) {
            add(label, measured(text), evidence);
        }
    }
    if let Some(rules) = of_rules(report).filter(|rules| rules.moves) {
        add("rules", measured(rules.text), rules.evidence);
    }
    for (text, evidence) in common(report) {
        add("common", measured(text), evidence);
    }
    if report.resolution_us > 0 {
        add("stamps", stamps(report), Grounds::default());
    }
    let file = if report.refusals.count() > 0 { REFUSALS } else { MANIFEST };
    add("refused", refused(report), Grounds::in_file(file));
    lines
}

/// Holds the claims against chance and against one another: subject, sentence and grounds.
fn beside_chance_and_others(report: &Report) -> Vec<(&'static str, String, Grounds)> {
    let mut all = Vec::new();
    if report.totals.measured > 0 {
        // All clauses of one finding are of one claimant.
        let whole = |(texts, proof): (Vec<String>, Grounds)| (texts.join(". "), proof);
        let (control, chance): (Vec<_>, Vec<_>) = chance_findings(report, |_| true)
            .into_iter()
            .map(whole)
            .partition(|(_, proof)| proof.file == CONTROL_GROUPS);
        let more = ["more claimant", "more claimants"];
        for (label, findings, file) in
            [("chance", chance, CHANCE), ("control", control, CONTROL_GROUPS)]
        {
            let shown = first_sentences(findings, MOST_CLAIMANTS, more, file);
            all.extend(shown.into_iter().map(|(text, proof)| (label, text, proof)));
        }
        let more = ["more claimant and change", "more claimants and changes"];
        let of_lags = first_sentences(of_lags(report), 2 * MOST_CLAIMANTS, more, LAGS);
        all.extend(of_lags.into_iter().map(|(text, proof)| ("lags", text, proof)));
    }
    let more = ["more outage or site", "more outages or sites"];
    let of_accounts = first_sentences(of_accounts(report), MOST_ACCOUNTS, more, ACCOUNTS);
    all.extend(of_accounts.into_iter().map(|(text, proof)| ("accounts", text, proof)));
    all
}

/// Lists what limits the record: subject, sentence, and the file with the rows behind it.
fn limits(report: &Report) -> Vec<(&'static str, String, &'static str)> {
    let mut all = Vec::new();
    for text in pace_sentences(&report.pace_changes) {
        all.push(("pace", in_sentences(&text, ""), INCIDENT));
    }
    for text in doubt_sentences(&report.doubts) {
        all.push(("doubt", in_sentences(&text, ""), INCIDENT));
    }
    all.push(("unknown", unknown_probes(report), SITES));
    all.push(("unknown", in_sentences(&unlisted_times(report), ""), SITES));
    all.push(("disagree", disagreeing_probes(report), MANIFEST));
    all.push(("conflict", in_sentences(&contradicting_logs(report), ""), MANIFEST));
    all.push(("unplaced", unplaced_rows(report), SITES));
    all.retain(|(_, text, _)| !text.is_empty());
    all
}

/// Tells to which sites a report is narrowed; empty where it is about all.
fn narrowed(report: &Report) -> String {
    match report.sites_left_out {
        0 => String::new(),
        left_out => format!(
            "to {} of {}, as asked for by --site: the others are examined, too, and left out \
             here",
            grouped(report.sites.len()),
            plural(report.sites.len() + left_out, "site")
        ),
    }
}

/// Tells how coarse the coarsest stamps are, and what it means for every bracket (M2).
fn stamps(report: &Report) -> String {
    let (us, words) = (report.resolution_us, resolution_words(report.resolution_us));
    format!("the coarsest are {words}: a probe may be up to {} later than its stamp", length(us))
}

/// Tells who said what of which sites, the headline first.
fn claimants(report: &Report, origin: &FigureOrigin) -> Vec<(String, Grounds)> {
    if report.claimants.is_empty() {
        return Vec::new();
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let all_names = report.claimants.iter().map(|claimant| claimant.name.as_str());
    let mut names: Vec<&str> = all_names.filter(|name| known.insert(*name)).collect();
    let more = names.len().saturating_sub(MOST_CLAIMANTS);
    names.truncate(MOST_CLAIMANTS);
    // All that one claimant said stands together, in the order of the table.
    let of_name = |name: &&str| {
        let name = (*name).to_owned();
        report.claimants.iter().filter(move |claimant| claimant.name == name)
    };
    let others = names.iter().flat_map(of_name).skip(1);
    let others = others.map(|claimant| {
        let text = in_sentences(&of_claimant(report, claimant, origin), origin.behind());
        (text, Grounds::of_claimant(report, claimant))
    });
    let first = report.claimants.first().map(|row| Grounds::of_claimant(report, row));
    let first = first.unwrap_or_default();
    let head = (headline(report, origin), first);
    let mut all: Vec<(String, Grounds)> = std::iter::once(head).chain(others).collect();
    if more > 0 {
        let text = format!("{}: see {CLAIMANTS}", plural(more, "more claimant"));
        all.push((text, Grounds::default()));
    }
    all
}

/// Cuts a list of sentences to the first `most`, with a sentence about the rest: one, or many.
fn first_sentences(
    mut all: Vec<(String, Grounds)>,
    most: usize,
    [one, many]: [&str; 2],
    file: &'static str,
) -> Vec<(String, Grounds)> {
    let more = all.len().saturating_sub(most);
    if more > 0 {
        all.truncate(most);
        let more = counted(more, one, many);
        all.push((format!("{more}: see {file}"), Grounds::default()));
    }
    all
}

/// Tells the downtime over all sites that went down, with and without announced work (M16), and
/// apart that of outages without a start on the record (M24).
fn downtime(report: &Report) -> String {
    let totals = &report.totals;
    let apart = match totals.downtime_without_onset_us {
        0 => String::new(),
        us => format!("at least {} with no start on the record", length(us)),
    };
    if totals.outages_with_onset == 0 {
        return if apart.is_empty() { "none for certain".to_owned() } else { apart };
    }
    let over = if totals.changes.went_down == 1 {
        "at the 1 site that went down".to_owned()
    } else {
        format!("summed over the {} sites that went down", grouped(totals.changes.went_down))
    };
    let mut whole = format!("{}, {over}", down_for(totals.downtime));
    if totals.downtime.most_us.is_none() && totals.closed > 0 {
        let sites = plural(totals.closed, "site");
        whole.push_str(&format!(
            "; at the {sites} whose outages have both ends on the record it was {}",
            down_for(totals.downtime_closed)
        ));
    }
    if totals.downtime != totals.downtime_outside_maintenance {
        // Of all sites: the clause before may speak of some of them.
        let outside = down_for(totals.downtime_outside_maintenance);
        let at = match totals.changes.went_down {
            1 => "the 1 site".to_owned(),
            2 => "both sites".to_owned(),
            count => format!("all {} sites", grouped(count)),
        };
        let work = announced_work(report);
        whole.push_str(&format!("; {outside} of the downtime at {at} was outside {work}"));
    }
    if apart.is_empty() { whole } else { format!("{whole}; besides, {apart}") }
}

/// Counts outages and episodes.
fn outages(report: &Report) -> String {
    let episodes: usize = report.sites.iter().map(|site| site.episodes).sum();
    let mut text =
        format!("{} in {}", plural(report.outages.len(), "outage"), plural(episodes, "episode"));
    let count_of = |starts: bool, ends: bool| {
        let is_such =
            |outage: &&Outage| outage.has_onset() == starts && outage.recovery.by.is_some() == ends;
        report.outages.iter().filter(is_such).count()
    };
    // An outage without either end is one, not two.
    let unseen = [
        (count_of(false, true), "not seen to start"),
        (count_of(true, false), "not seen to end"),
        (count_of(false, false), "seen neither to start nor to end"),
    ];
    for (count, words) in unseen {
        if count > 0 {
            text.push_str(&format!(", {} {words}", grouped(count)));
        }
    }
    if !report.blips.is_empty() {
        let blips = plural(report.blips.len(), "blip");
        text.push_str(&format!("; {blips} listed apart, with too few failed probes to confirm"));
    }
    text
}

/// Counts the claims, their claimants, and the sites that any of them names.
fn claims(report: &Report) -> String {
    let claims = &report.claims;
    let claimants: BTreeSet<&str> = claims.iter().map(|claim| claim.claimant.as_str()).collect();
    let named: Vec<&SiteReport> = claimed_sites(report).collect();
    let measured = named.iter().filter(|site| site.measured).count();
    let without = match claims.iter().filter(|claim| claim.retells.is_some()).count() {
        0 => String::new(),
        count => format!(" ({} without those that retell another)", grouped(claims.len() - count)),
    };
    let by_claim = verdicts_by_claim(report);
    let is_left_out =
        |claim: &&Claim| claim.sites_left_out > 0 && !by_claim.contains_key(claim.id.as_str());
    let without = match claims.iter().filter(is_left_out).count() {
        0 => without,
        count => format!("{without} ({} of sites that are left out alone)", grouped(count)),
    };
    format!(
        "{}{without} by {} on {}, {} measured",
        plural(claims.len(), "claim"),
        plural(claimants.len(), "claimant"),
        plural(named.len(), "site"),
        grouped(measured)
    )
}

/// Counts the verdicts, and the sites where several verdicts are on one: `9 verdicts on 4 sites: 5
/// supported (on 3 sites), 2 contradicted; besides, 1 outage that nobody claimed`. Those on claims
/// that only say what is to be done are counted apart. What is too long for a sentence is several.
fn verdicts(report: &Report) -> Vec<(String, Grounds)> {
    let apart = [ResultGroup::Announced, ResultGroup::NobodyClaimed];
    let counts = report.totals.verdicts.iter();
    let counted = counts.filter(|counted| !apart.contains(&counted.group));
    let mut results: Vec<(String, Grounds)> = counted
        .map(|counted| {
            let JudgementCount { judgement, of, group } = *counted;
            let is_such = |verdict: &&Verdict| {
                verdict.judgement == judgement && verdict.group_of_result() == group
            };
            let other_times = report.verdicts.iter().filter(is_such);
            let other_times = other_times.filter(|one| is_probed_at_other_times(one)).count();
            let count = match judgement {
                Judgement::NotMeasured => not_measured_words(of.verdicts, other_times),
                judgement => judgement_count(of.verdicts, judgement),
            };
            let text = format!("{count}{}", count_details(group, of));
            (text, Grounds::of_verdicts(report, is_such))
        })
        .collect();
    if results.is_empty() {
        results
            .push(("none on a claim that something was so".to_owned(), Grounds::in_file(VERDICTS)));
    }
    let of_group =
        |group| Grounds::of_verdicts(report, move |verdict| verdict.group_of_result() == group);
    let unclaimed = match in_group(report, ResultGroup::NobodyClaimed) {
        0 => None,
        count => Some(format!("besides, {} that nobody claimed", plural(count, "outage"))),
    };
    let all = verdicts_on_claims(report);
    let mut parts = listed_with_evidence(&results);
    let announced = announced(report).map(|text| (text, of_group(ResultGroup::Announced)));
    let unclaimed = unclaimed.map(|text| (text, of_group(ResultGroup::NobodyClaimed)));
    parts.extend(announced.into_iter().chain(unclaimed));
    let clauses: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    let whole = format!("{all}: {}", clauses.join("; "));
    let on_claims = || Grounds::of_verdicts(report, |verdict| verdict.claim.is_some());
    if is_sentence(&with_origin(report, &whole)) {
        vec![(whole, on_claims())]
    } else {
        [vec![(all, on_claims())], parts].concat()
    }
}

/// Joins results to clauses, each with the evidence of the results in it.
fn listed_with_evidence(results: &[(String, Grounds)]) -> Vec<(String, Grounds)> {
    let clause = |clause: &[(String, Grounds)]| {
        let texts: Vec<&str> = clause.iter().map(|(text, _)| text.as_str()).collect();
        let ids = clause.iter().flat_map(|(_, own)| &own.ids).cloned();
        let mut evidence = Grounds { ids: ids.collect(), ..Grounds::in_file(VERDICTS) };
        evidence.ids.sort();
        (texts.join(", "), evidence)
    };
    in_clauses(results, |(text, _)| text).into_iter().map(clause).collect()
}

/// Counts the verdicts on claims that only say what is to be done; `None` where there are none.
fn announced(report: &Report) -> Option<String> {
    let all = in_group(report, ResultGroup::Announced);
    if all == 0 {
        return None;
    }
    let count_of = |judgements: &[Judgement]| -> usize {
        let counts = report.totals.verdicts.iter();
        let of_them = counts.filter(|counted| {
            counted.group == ResultGroup::Announced && judgements.contains(&counted.judgement)
        });
        of_them.map(|counted| counted.of.verdicts).sum()
    };
    let intents = report.claims.iter().filter(|claim| claim.intent).count();
    let say = by_count(intents, "says", "say");
    let claims = plural(intents, "claim");
    let claims = format!("{claims} that {say} what is to be done");
    let words = format!("{} announced only, by {claims}", grouped(all));
    if count_of(&[Judgement::NotMeasured, Judgement::NotCheckable]) == all {
        return Some(format!("{words}, and none of them measured"));
    }
    let met_as = |met: MetAs| {
        let announced = report.verdicts.iter().filter(|verdict| {
            verdict.group_of_result() == ResultGroup::Announced && MetAs::of(verdict) == Some(met)
        });
        announced.count()
    };
    let met = match (met_as(MetAs::Outage), all) {
        (0, 1) => "no outage fits the time".to_owned(),
        (1, 1) => "an outage fits the time".to_owned(),
        (0, _) => "in none of these an outage fits the time".to_owned(),
        (count, _) => format!("in {} of these an outage fits the time", grouped(count)),
    };
    let in_part = match met_as(MetAs::Failures) {
        0 => String::new(),
        count => format!("; in {} failures in part do", grouped(count)),
    };
    let as_said = match (met_as(MetAs::Said), met_as(MetAs::SaidInPart)) {
        (0, 0) => String::new(),
        (whole, 0) => format!("; {} came out as announced", grouped(whole)),
        (0, part) => format!("; {} came out as announced in part", grouped(part)),
        (whole, part) => {
            format!("; {} came out as announced, and {} in part", grouped(whole), grouped(part))
        }
    };
    let before = match count_of(&[Judgement::PrecedesClaim]) {
        0 => String::new(),
        count => format!("; in {} what was seen had begun before it", grouped(count)),
    };
    Some(format!("{words}: {met}{before}{in_part}{as_said}"))
}

/// Tells of common modes (M15), the first ones each with its vantage and time.
fn common(report: &Report) -> Vec<(String, Grounds)> {
    let all = report.common_modes.iter().map(common_mode);
    let all = all.map(|text| (text, Grounds::in_file(COMMON_MODES))).collect();
    first_sentences(all, MOST_COMMON, ["more common mode", "more common modes"], COMMON_MODES)
}

/// Names the cut-off of the data behind a count of rows without a claim; empty without one.
pub(super) fn by_cut_off(report: &Report) -> &'static str {
    match report.release.as_of {
        Some(_) => " that was published by the cut-off",
        None => "",
    }
}

/// Says whether there are rows of probes, and all of them lie outside the window.
pub(super) fn all_are_outside(report: &Report) -> bool {
    let mut logs = report.inputs.iter().filter(|input| input.role == InputRole::Probes);
    let is_outside = |input: &Input| input.outside + input.refused >= input.rows;
    logs.clone().any(|input| input.outside > 0) && logs.all(is_outside)
}

/// Counts what was refused and what was set aside.
fn refused(report: &Report) -> String {
    let set_aside = report.inputs.iter().map(|input| (input.role, input.outside));
    let (of_claims, of_probes): (Vec<_>, Vec<_>) =
        set_aside.partition(|(role, _)| *role == InputRole::Claims);
    let total = |inputs: Vec<(InputRole, u64)>| inputs.iter().map(|(_, outside)| outside).sum();
    let (of_claims, of_probes): (u64, u64) = (total(of_claims), total(of_probes));
    let mut text = match report.refusals.count() {
        0 => "nothing".to_owned(),
        _ => format!("{}, see tables/refusals.csv", refusal_counts(&report.refusals)),
    };
    if of_probes > 0 {
        let rows = plural(of_probes, "row");
        let none = if all_are_outside(report) { ", which are all there are" } else { "" };
        text.push_str(&format!("; {rows} outside the window{none}"));
    }
    if of_claims > 0 {
        let rows = plural(of_claims, "row");
        text.push_str(&format!(
            "; {rows} in files of claims without a new claim on the incident's sites{}",
            by_cut_off(report)
        ));
    }
    text
}
