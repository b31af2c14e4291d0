//! Limits of the record: sites and times that nobody observed, probes and rows that cannot be read,
//! claims that no probe can check.

use super::findings::Line;
use crate::model::safe_text::safe_text;
use crate::model::{CommonMode, InputRole, Judgement, Outage, Report, SiteReport, VerdictFlag};
use crate::report::headline::{CLAIMS, Grounds};
use crate::report::rules_in_force::common_share;
use crate::report::verdicts::is_probed_at_other_times;
use crate::report::wording::{
    by_count, counted, failed_at_once, grouped, name_doubts, plural, site_name,
};

/// Most names of sites in a sentence.
const MOST_NAMES: usize = 6;

/// Sentence on what is not known, and what proves it.
#[derive(Debug)]
pub(in crate::report) struct RecordLimit {
    pub(in crate::report) text: String,
    pub(in crate::report) evidence: Grounds,
    /// Section of the page that has the rows; may be empty.
    pub(in crate::report) section: &'static str,
    /// Link words, such as `sites`; empty where there is no section.
    pub(in crate::report) section_words: &'static str,
}

/// Subjects of the findings that say what is not known, with the section that holds their rows.
const SUBJECTS: [(&str, &str, &str); 9] = [
    ("observed", "sites", "sites"),
    ("unknown", "", ""),
    ("conflict", "", ""),
    ("disagree", "", ""),
    ("unplaced", "refused", "rows left out"),
    ("pace", "", ""),
    ("doubt", "sources", "sources"),
    ("stamps", "method", "how it was measured"),
    ("narrowed", "", ""),
];

/// Returns what is not known, a sentence each; `findings` are those of the report. The last says
/// that no probe tells a cause.
pub(in crate::report) fn record_limits(report: &Report, findings: &[Line]) -> Vec<RecordLimit> {
    let mut limits = Vec::new();
    let mut add = |text: String, evidence: &Grounds, section, section_words| {
        limits.push(RecordLimit { text, evidence: evidence.clone(), section, section_words });
    };
    for text in unmeasured(report).into_iter().chain(name_doubts(report)) {
        add(text, &Grounds::in_file("tables/sites.csv"), "sites", "sites");
    }
    let is_whole = is_observed_throughout(report);
    for line in findings.iter().filter(|line| line.label != "observed" || !is_whole) {
        for (_, section, words) in SUBJECTS.iter().filter(|(label, ..)| *label == line.label) {
            add(limit_sentence(line.label, &line.text), &line.evidence, *section, *words);
        }
    }
    if let Some(text) = outside(report) {
        add(text, &Grounds::in_file("manifest.json"), "", "");
    }
    if let Some(text) = edges(report) {
        add(text, &Grounds::of_outages(report, is_edge_open), "outages", "outages");
    }
    if let Some(text) = set_aside(report) {
        add(text, &Grounds::in_file("tables/common_mode.csv"), "common", "common failures");
    }
    if let Some(text) = in_doubt(report) {
        add(text, &Grounds::in_file("tables/common_mode.csv"), "common", "common failures");
    }
    for (text, evidence) in unchecked(report) {
        add(text, &evidence, "claims", "verdicts");
    }
    let cause = match report.claims.is_empty() {
        true => "No probe tells a cause: a site that failed may have failed for any reason.",
        false => {
            "No probe tells a cause: a verdict speaks of timing alone, and a site that failed at \
             the time of a claim may have failed for any reason."
        }
    };
    add(cause.to_owned(), &Grounds::default(), "", "");
    limits
}

/// Counts the times at which most sites failed from one place, or may have, without a sign that the
/// place was at fault (M15); `None` where there are none.
fn in_doubt(report: &Report) -> Option<String> {
    let all: Vec<&CommonMode> = report.common_modes.iter().filter(|mode| !mode.sick).collect();
    let certain = all.iter().filter(|mode| mode.certain_sites > 0).count();
    let perhaps = all.len() - certain;
    let sites = format!("at least {} of the sites", common_share());
    let times = |count: usize| counted(count, "time", "times");
    let failed = match (certain, perhaps) {
        (0, 0) => return None,
        (0, _) => format!("At {} {sites} may have failed at once", times(perhaps)),
        (_, 0) => format!("At {} {sites} failed at once", times(certain)),
        _ => format!(
            "At {} {sites} failed at once, and at {} more they may have",
            times(certain),
            grouped(perhaps)
        ),
    };
    let also = match all.iter().filter(|mode| mode.elsewhere.down > 0).count() {
        0 => String::new(),
        count if count == all.len() => " Other places saw some of them down, too.".to_owned(),
        count => format!(" At {} other places saw some of them down, too.", times(count)),
    };
    Some(format!("{failed}, as seen from one place: a fault of it cannot be ruled out.{also}"))
}

/// Counts the failed probes that are set aside (M15); `None` where none is.
fn set_aside(report: &Report) -> Option<String> {
    let sick = || report.common_modes.iter().filter(|common| common.sick);
    let probes: u64 = sick().map(|common| common.probes_set_aside).sum();
    let times = counted(sick().count(), "time", "times");
    (probes > 0).then(|| {
        format!(
            "{} {} set aside, of {times} at which at least {share} of the sites {failed} from one \
             place while others saw at least {share} of those up that they observed (M15).",
            plural(probes, "failed probe"),
            by_count(probes, "is", "are"),
            share = common_share(),
            failed = failed_at_once(sick())
        )
    })
}

/// Says whether each site was measured, and observed for all of the window: then nothing of it is
/// unknown.
fn is_observed_throughout(report: &Report) -> bool {
    let is_moment = report.window.is_none_or(|window| window.length() <= 1);
    let is_whole = |site: &SiteReport| site.observed_share.is_some_and(|share| share >= 1.0);
    !is_moment && report.sites.iter().all(|site| site.measured && is_whole(site))
}

/// Makes a finding a sentence of its own.
pub(in crate::report) fn limit_sentence(label: &str, text: &str) -> String {
    let subject = match label {
        "narrowed" => "This report is narrowed ",
        "stamps" => "Of the stamps ",
        "pace" => "Pace: ",
        "doubt" => "Doubt: ",
        _ => "",
    };
    let text = format!("{subject}{text}");
    let mut letters = text.chars();
    let capital = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{capital}{}.", letters.as_str())
}

/// Names the sites that were not measured, those that nobody probed apart from those whose probes
/// tell no result.
fn unmeasured(report: &Report) -> Vec<String> {
    let sites = || report.sites.iter().filter(|site| !site.measured);
    let (unread, others): (Vec<&SiteReport>, Vec<&SiteReport>) =
        sites().partition(|site| site.unknown_probes > 0);
    let (unplaced, unprobed): (Vec<&SiteReport>, Vec<&SiteReport>) =
        others.into_iter().partition(|site| site.unplaced_rows > 0);
    let mut texts = Vec::new();
    for (sites, why) in [
        (unprobed, ""),
        (unread, ", as no probe tells a result"),
        (unplaced, ", as no time of its rows can be read"),
    ] {
        if sites.is_empty() {
            continue;
        }
        let names: Vec<String> =
            sites.iter().take(MOST_NAMES).map(|site| site_name(&site.site)).collect();
        let were = by_count(sites.len(), "was", "were");
        texts.push(format!(
            "{} {were} not measured{why}: {}{}. Not measured does not mean up.",
            plural(sites.len(), "site"),
            names.join(", "),
            more(sites.len())
        ));
    }
    texts
}

/// Counts the names that are not listed; empty where all are.
fn more(names: usize) -> String {
    match names.saturating_sub(MOST_NAMES) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more)),
    }
}

/// Counts the rows of the logs that lie outside of the time examined, and are used for nothing;
/// `None` without any.
fn outside(report: &Report) -> Option<String> {
    let logs = report.inputs.iter().filter(|input| input.role == InputRole::Probes);
    let rows: u64 = logs.map(|input| input.outside).sum();
    (rows > 0).then(|| {
        format!(
            "{} of the logs {} outside of the time examined and {} used for nothing: what is \
             called not on the record may stand there.",
            plural(rows, "row"),
            by_count(rows, "lies", "lie"),
            by_count(rows, "is", "are")
        )
    })
}

/// Says whether an edge of an outage is not on the record.
fn is_edge_open(outage: &&Outage) -> bool {
    !outage.has_onset() || outage.recovery.by.is_none()
}

/// Counts the outages of which an edge is not on the record; `None` where there are none.
fn edges(report: &Report) -> Option<String> {
    let starts = report.outages.iter().filter(|outage| !outage.has_onset()).count();
    let ends = report.outages.iter().filter(|outage| outage.recovery.by.is_none()).count();
    let mut parts = Vec::new();
    if starts > 0 {
        parts.push(format!("the start of {} is not on the record", plural(starts, "outage")));
    }
    if ends > 0 {
        parts.push(format!("the end of {} is not on the record", plural(ends, "outage")));
    }
    if parts.is_empty() {
        return None;
    }
    let each = by_count(report.outages.iter().filter(is_edge_open).count(), "it", "each of these");
    parts.push(format!("how long {each} lasted is known as a least alone"));
    Some(limit_sentence("", &parts.join("; ")))
}

/// Counts the verdicts that are open, and the claims without a verdict.
fn unchecked(report: &Report) -> Vec<(String, Grounds)> {
    let mut texts = Vec::new();
    let of_judgement =
        |judgement| Grounds::of_verdicts(report, |verdict| verdict.judgement == judgement);
    let at_other_times = report
        .verdicts
        .iter()
        .filter(|one| one.judgement == Judgement::NotMeasured && is_probed_at_other_times(one));
    let at_other_times = match at_other_times.count() {
        0 => String::new(),
        count => format!(
            "; in {} of these it was probed at other times: the time asked is shorter than the \
             pace of its probes, or beside all of them",
            grouped(count)
        ),
    };
    let kinds = [
        (Judgement::NotCheckable, "no probe can check what the claim says", String::new()),
        (Judgement::NotMeasured, "the site was not measured at the time asked", at_other_times),
        (
            Judgement::Insufficient,
            "too little is known to say whether the claim fits",
            String::new(),
        ),
    ];
    for (judgement, why, besides) in kinds {
        let evidence = of_judgement(judgement);
        if !evidence.ids.is_empty() {
            let verdicts = plural(evidence.ids.len(), "verdict");
            texts.push((format!("In {verdicts}, {why}{besides}."), evidence));
        }
    }
    let by_group = Grounds::of_verdicts(report, |verdict| {
        let flags = [VerdictFlag::ByGroup, VerdictFlag::InferredTarget];
        flags.iter().any(|flag| verdict.flags.contains(flag))
    });
    if !by_group.ids.is_empty() {
        let text = format!(
            "In {}, the claim does not name the site itself: that it is meant is the recorder's \
             reading.",
            plural(by_group.ids.len(), "verdict")
        );
        texts.push((text, by_group));
    }
    let known: std::collections::BTreeSet<&str> =
        report.verdicts.iter().filter_map(|verdict| verdict.claim.as_deref()).collect();
    let without: Vec<&str> = report
        .claims
        .iter()
        .filter(|claim| claim.sites_left_out == 0)
        .map(|claim| claim.id.as_str())
        .filter(|id| !known.contains(id))
        .collect();
    if !without.is_empty() {
        let names: Vec<String> = without.iter().take(MOST_NAMES).map(|id| safe_text(id)).collect();
        let text = format!(
            "{}: {}{}.",
            match without.len() {
                1 => "1 claim names no known site and has no verdict".to_owned(),
                count =>
                    format!("{} claims name no known site and have no verdict", grouped(count)),
            },
            names.join(", "),
            more(without.len())
        );
        texts.push((text, Grounds::in_file(CLAIMS)));
    }
    texts
}
