//! Findings in a few lines: the summary on stdout and the beginning of the page.

use crate::clock::{length, resolution_words};
use crate::model::safe_text::escaped_json;
use crate::model::{
    Claim, InputRole, Judgement, JudgementCount, Outage, Report, ResultGroup, SiteReport,
};
use crate::report::charts::{font_sentence, without_content};
use crate::report::headline::{
    claimed_sites, finding, headline, of_claimant, of_events, of_recovery, of_sites,
};
use crate::report::verdicts::{
    MetAs, count_details, in_group, judgement_count, verdicts_by_claim, verdicts_on_claims,
};
use crate::report::wording::{
    FigureOrigin, announced_work, by_count, common_mode, contradicting_logs, disagreeing_probes,
    doubt_sentences, down_for, grouped, in_sentences, is_sentence, listed, notice, pace_sentences,
    plural, refusal_counts, title, unknown_probes, unlisted_times, unplaced_rows, with_origin,
};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// One finding of the summary.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// Subject, in a word.
    pub label: &'static str,
    /// Finding, in a sentence.
    pub text: String,
}

/// Subjects of the findings that limit all others: each is printed, wherever it has something to
/// say. The rows that were refused are counted on stderr.
const LIMITS: [&str; 6] = ["narrowed", "doubt", "unknown", "disagree", "conflict", "unplaced"];

/// Writes the summary for stdout: title, finding, what limits it, and what to open. The page, and
/// `--json`, have every finding.
pub fn summary(report: &Report, page: &Path) -> String {
    let mut text = format!("{}\n", title(report));
    let folder = page.parent().unwrap_or(Path::new(""));
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{}.", finding(report, &FigureOrigin::named(report)));
    for line in lines(report).into_iter().filter(|line| LIMITS.contains(&line.label)) {
        let _ = writeln!(text, "  {:<9} {}", line.label, line.text);
    }
    if let Some(notice) = notice(report) {
        let _ = writeln!(text, "  note      {notice}");
    }
    let _ = writeln!(text, "  open      {}", page.display());
    let _ = writeln!(text, "  review    {}", folder.join("report.md").display());
    let data = ["summary.xlsx", "tables", "charts"].map(|name| folder.join(name));
    let data = data.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "  data      {data}");
    text
}

/// Writes the findings as JSON: title, notice, finding, the path of the page, and each finding with
/// its subject.
pub fn json(report: &Report, page: &str) -> String {
    let findings = serde_json::json!({
        "schema": "corroborate/findings",
        "schema_version": 1,
        "title": report.title,
        "notice": notice(report),
        "simulated": report.simulated,
        "simulated_in_part": report.simulated_in_part,
        "finding": format!("{}.", finding(report, &FigureOrigin::named(report))),
        "page": page,
        "findings": lines(report),
    });
    escaped_json(&format!("{findings:#}\n"))
}

/// Writes what stderr says beside the summary: names that the PNG charts cannot show, and charts
/// that were asked for and have nothing to show; may be empty.
pub fn notes(report: &Report) -> String {
    let text = font_sentence(report);
    let mut notes = if text.is_empty() { text } else { format!("note: {text}\n") };
    for name in without_content(report) {
        notes.push_str(&format!("note: the chart {name} is not drawn: it has nothing to show\n"));
    }
    notes
}

/// Most claimants, each with all that was said, events and common modes listed one by one; the
/// tables have all.
const MOST_CLAIMANTS: usize = 5;
const MOST_EVENTS: usize = 3;
const MOST_SETS: usize = 6;
const MOST_COMMON: usize = 3;

/// Puts the findings into lines, the most important first.
pub fn lines(report: &Report) -> Vec<Line> {
    lines_from(report, &FigureOrigin::named(report))
}

/// Puts the findings into lines whose figures have an origin, the most important first.
pub(in crate::report) fn lines_from(report: &Report, origin: &FigureOrigin) -> Vec<Line> {
    let measured = |sentence: String| origin.before(&sentence);
    let mut lines = Vec::new();
    let mut add = |label: &'static str, text: String| lines.push(Line { label, text });
    if report.totals.measured > 0 {
        for text in claimants(report, origin) {
            add("claimant", text);
        }
    }
    let narrowed = narrowed(report);
    if !narrowed.is_empty() {
        add("narrowed", narrowed);
    }
    add("sites", measured(of_sites(report)));
    if report.totals.measured > 0 {
        let events = of_events(report).into_iter().map(measured).collect();
        for text in first_sentences(events, MOST_EVENTS, "event", "tables/events.csv") {
            add("together", text);
        }
        add("downtime", measured(downtime(report)));
        add("outages", measured(outages(report)));
        let back = of_recovery(report).into_iter().map(measured).collect();
        for text in
            first_sentences(back, MOST_SETS, "sentence on recovery", "tables/recovery_times.csv")
        {
            add("recovery", text);
        }
        add("observed", measured(observed(report)));
    }
    for text in pace_sentences(&report.pace_changes) {
        add("pace", in_sentences(&text, ""));
    }
    for text in doubt_sentences(&report.doubts) {
        add("doubt", in_sentences(&text, ""));
    }
    let unknown = unknown_probes(report);
    if !unknown.is_empty() {
        add("unknown", unknown);
    }
    let unlisted = unlisted_times(report);
    if !unlisted.is_empty() {
        add("unknown", unlisted);
    }
    let disagreeing = disagreeing_probes(report);
    if !disagreeing.is_empty() {
        add("disagree", disagreeing);
    }
    let contradicting = contradicting_logs(report);
    if !contradicting.is_empty() {
        add("conflict", in_sentences(&contradicting, ""));
    }
    let unplaced = unplaced_rows(report);
    if !unplaced.is_empty() {
        add("unplaced", unplaced);
    }
    if !report.claims.is_empty() {
        add("claims", claims(report));
        for text in verdicts(report) {
            add("verdicts", measured(text));
        }
    }
    for text in common(report) {
        add("common", measured(text));
    }
    if report.resolution_us > 0 {
        add("stamps", stamps(report));
    }
    add("refused", refused(report));
    lines
}

/// Tells to which sites a report is narrowed; empty where it is about all.
fn narrowed(report: &Report) -> String {
    match report.sites_left_out {
        0 => String::new(),
        left_out => format!(
            "to {} of {}, as asked for by --site: what was said of the others is not judged here. \
             Failures that sites share, and the end of a log of changes, are known of these alone, \
             so that a verdict may differ from that of a report on all",
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
fn claimants(report: &Report, origin: &FigureOrigin) -> Vec<String> {
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
    let others = others
        .map(|claimant| in_sentences(&of_claimant(report, claimant, origin), origin.behind()));
    let mut all: Vec<String> = std::iter::once(headline(report, origin)).chain(others).collect();
    if more > 0 {
        all.push(format!("{}: see tables/claimants.csv", plural(more, "more claimant")));
    }
    all
}

/// Cuts a list of sentences to the first `most`, with a sentence about the rest.
fn first_sentences(mut all: Vec<String>, most: usize, noun: &str, table: &str) -> Vec<String> {
    let more = all.len().saturating_sub(most);
    if more > 0 {
        all.truncate(most);
        all.push(format!("{}: see {table}", plural(more, &format!("more {noun}"))));
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

/// Says how much was observed of the site observed least, and how many sites were not
/// measured.
fn observed(report: &Report) -> String {
    let measured = report.sites.iter().filter(|site| site.measured);
    let least = measured.filter_map(|site| site.observed_share).min_by(f64::total_cmp);
    // A window that ends with its only moment is a microsecond long.
    let is_moment = report.window.is_some_and(|window| window.length() <= 1);
    let unmeasured = || report.sites.iter().filter(|site| !site.measured);
    let unread = unmeasured().filter(|site| site.unknown_probes > 0).count();
    let is_unplaced = |site: &&SiteReport| site.unknown_probes == 0 && site.unplaced_rows > 0;
    let unplaced = unmeasured().filter(is_unplaced).count();
    let unprobed = unmeasured().count() - unread - unplaced;
    let mut rest = String::new();
    if unprobed > 0 {
        rest.push_str(&format!("; {} never probed", plural(unprobed, "site")));
    }
    if unread > 0 {
        rest.push_str(&format!("; {} without a probe that tells a result", plural(unread, "site")));
    }
    if unplaced > 0 {
        let sites = plural(unplaced, "site");
        rest.push_str(&format!("; {sites} without a row whose time can be read"));
    }
    if is_moment {
        return format!("every probe is of one moment; no time was observed{rest}");
    }
    let Some(least) = least else { return format!("no site was measured{rest}") };
    if least >= 1.0 {
        return format!("every measured site for all of the window{rest}");
    }
    let percent = (least * 1000.0).floor() / 10.0;
    if percent < 0.1 {
        return format!("the least observed site for under 0.1 % of the window{rest}");
    }
    format!("every measured site for at least {percent:.1} % of the window{rest}")
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
fn verdicts(report: &Report) -> Vec<String> {
    let apart = [ResultGroup::Announced, ResultGroup::NobodyClaimed];
    let counts = report.totals.verdicts.iter();
    let mut results: Vec<String> = counts
        .filter(|counted| !apart.contains(&counted.group))
        .map(|counted| {
            let JudgementCount { judgement, of, group } = *counted;
            format!("{}{}", judgement_count(of.verdicts, judgement), count_details(group, of))
        })
        .collect();
    if results.is_empty() {
        results.push("none on a claim that something was so".to_owned());
    }
    let unclaimed = match in_group(report, ResultGroup::NobodyClaimed) {
        0 => None,
        count => Some(format!("besides, {} that nobody claimed", plural(count, "outage"))),
    };
    let all = verdicts_on_claims(report);
    let mut parts = listed(&results);
    parts.extend(announced(report).into_iter().chain(unclaimed));
    let whole = format!("{all}: {}", parts.join("; "));
    if is_sentence(&with_origin(report, &whole)) {
        vec![whole]
    } else {
        [vec![all], parts].concat()
    }
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
    let met = grouped(met_as(MetAs::Outage));
    let in_part = match met_as(MetAs::Failures) {
        0 => String::new(),
        count => format!("; in {} of them failures in part do", grouped(count)),
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
    Some(format!("{words}: in {met} of these an outage fits the time{before}{in_part}{as_said}"))
}

/// Tells of common modes (M15), the first ones each with its vantage and time.
fn common(report: &Report) -> Vec<String> {
    let all: Vec<String> = report.common_modes.iter().map(common_mode).collect();
    first_sentences(all, MOST_COMMON, "common mode", "tables/common_mode.csv")
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
        text.push_str(&format!("; {rows} outside the window or the sites asked for"));
    }
    if of_claims > 0 {
        let rows = plural(of_claims, "row");
        text.push_str(&format!(
            "; {rows} in files of claims without a claim on the incident's sites"
        ));
    }
    text
}
