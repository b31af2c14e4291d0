//! Findings in a few lines: the summary on stdout and the beginning of the page.

use crate::clock::{length, resolution_words};
use crate::model::{InputRole, Report, ResultGroup};
use crate::report::words::{
    affected, down_for, grouped, in_group, judgement_count, plural, refusal_counts, title,
    with_origin,
};
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

/// Writes the summary for stdout: title, findings, the path of the page, and the notice.
pub fn text(report: &Report, page: &Path) -> String {
    let mut text = format!("{}\n", title(report));
    for line in lines(report) {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "  {:<9} {}", line.label, line.text);
    }
    let _ = writeln!(text, "  written   {}", page.display());
    if let Some(notice) = &report.notice {
        let _ = writeln!(text, "  note      {notice}");
    }
    text
}

/// Puts the findings into lines, the most important first.
pub fn lines(report: &Report) -> Vec<Line> {
    let measured = |sentence: String| with_origin(report, &sentence);
    let mut lines = vec![Line { label: "sites", text: measured(affected(report)) }];
    let mut add = |label: &'static str, text: String| lines.push(Line { label, text });
    if report.totals.measured > 0 {
        add("downtime", measured(downtime(report)));
        add("outages", measured(outages(report)));
        add("observed", measured(observed(report)));
    }
    if !report.claims.is_empty() {
        add("claims", format!("{} of {}", plural(report.claims.len(), "claim"), claimed(report)));
        add("verdicts", measured(verdicts(report)));
    }
    if !report.common_modes.is_empty() {
        add("common", measured(common(report)));
    }
    if report.resolution_us > 0 {
        add("stamps", stamps(report));
    }
    add("refused", refused(report));
    lines
}

/// Tells how coarse the coarsest stamps are, and what it means for every bracket (M2).
fn stamps(report: &Report) -> String {
    let (us, words) = (report.resolution_us, resolution_words(report.resolution_us));
    format!("the coarsest are {words}: a probe may be up to {} later than its stamp", length(us))
}

/// Tells the downtime over all affected sites, with and without announced work (M16).
fn downtime(report: &Report) -> String {
    let totals = &report.totals;
    if totals.affected == 0 {
        return "none for certain".to_owned();
    }
    let over = if totals.affected == 1 {
        "at 1 site".to_owned()
    } else {
        format!("summed over {}", plural(totals.affected, "site"))
    };
    let mut whole = format!("{}, {over}", down_for(totals.downtime));
    if totals.downtime.most_us.is_none() && totals.closed > 0 {
        let sites = plural(totals.closed, "site");
        whole.push_str(&format!(
            "; {} at the {sites} whose outages have both ends on the record",
            down_for(totals.downtime_closed)
        ));
    }
    if totals.downtime == totals.downtime_outside_maintenance {
        return whole;
    }
    format!("{whole}; outside announced work {}", down_for(totals.downtime_outside_maintenance))
}

fn outages(report: &Report) -> String {
    let episodes: usize = report.sites.iter().map(|site| site.episodes).sum();
    let mut text =
        format!("{} in {}", plural(report.outages.len(), "outage"), plural(episodes, "episode"));
    let open = report.outages.iter().filter(|outage| outage.recovery.by.is_none()).count();
    if open > 0 {
        text.push_str(&format!(", {} not seen to end", grouped(open)));
    }
    if !report.blips.is_empty() {
        let blips = plural(report.blips.len(), "blip");
        text.push_str(&format!("; {blips} listed apart, with too few failed probes to confirm"));
    }
    text
}

fn observed(report: &Report) -> String {
    let measured = report.sites.iter().filter(|site| site.measured);
    let least = measured.filter_map(|site| site.observed_share).min_by(f64::total_cmp);
    let share = least.map_or(0.0, |share| (share * 1000.0).floor() / 10.0);
    let unmeasured = report.totals.sites - report.totals.measured;
    let rest = if unmeasured > 0 {
        format!("; {} never probed", plural(unmeasured, "site"))
    } else {
        String::new()
    };
    format!("every measured site for at least {share:.1} % of the window{rest}")
}

fn claimed(report: &Report) -> String {
    let totals = &report.totals;
    // Lists of targets and claims of other kinds claim no outage, and yet they name sites.
    let named = || {
        report.sites.iter().filter(|site| {
            report
                .claims
                .iter()
                .any(|claim| claim.targets.iter().any(|target| target.names(&site.site)))
        })
    };
    let (sites, measured) = match totals.claimed {
        0 => (named().count(), named().filter(|site| site.measured).count()),
        claimed => (claimed, totals.claimed_measured),
    };
    format!("{}, {} measured", plural(sites, "site"), grouped(measured))
}

/// Counts the verdicts: `74 supported, 2 partly; besides, 1 outage that nobody claimed`.
fn verdicts(report: &Report) -> String {
    let counts = report.totals.verdicts.iter();
    let judged = counts.filter(|(judgement, _)| judgement.group() != ResultGroup::NobodyClaimed);
    let words: Vec<String> =
        judged.map(|(judgement, count)| judgement_count(*count, *judgement)).collect();
    let rest = match in_group(report, ResultGroup::NobodyClaimed) {
        0 => String::new(),
        unclaimed => format!("; besides, {} that nobody claimed", plural(unclaimed, "outage")),
    };
    format!("{}{rest}", words.join(", "))
}

/// Tells of common modes (M15), and how many are a fault of the vantage.
fn common(report: &Report) -> String {
    let all = report.common_modes.len();
    let sick = report.common_modes.iter().filter(|mode| mode.sick).count();
    let open = all - sick;
    let what = format!(
        "most sites failed together {} from one vantage (checking location)",
        plural(all, "time")
    );
    if open == 0 {
        let each = if all == 1 { "" } else { " each time" };
        format!("{what}; another saw them up{each}, and the failed probes are set aside")
    } else if sick == 0 {
        format!("{what}; this cannot be told from a fault of the vantage")
    } else {
        let (sick, open) = (plural(sick, "time"), plural(open, "time"));
        format!(
            "{what}; another saw them up {sick}, and those failed probes are set aside; the other \
             {open} cannot be told from a fault of the vantage"
        )
    }
}

fn refused(report: &Report) -> String {
    let set_aside = report.inputs.iter().map(|input| (input.role, input.outside));
    let (of_claims, of_probes): (Vec<_>, Vec<_>) =
        set_aside.partition(|(role, _)| *role == InputRole::Claims);
    let total = |inputs: Vec<(InputRole, u64)>| inputs.iter().map(|(_, outside)| outside).sum();
    let (records, rows): (u64, u64) = (total(of_claims), total(of_probes));
    let mut text = match report.refusals.count() {
        0 => "nothing".to_owned(),
        _ => format!("{}, see tables/refusals.csv", refusal_counts(&report.refusals)),
    };
    if rows > 0 {
        let rows = plural(rows, "row");
        text.push_str(&format!("; {rows} outside the window or the sites asked for"));
    }
    if records > 0 {
        let records = plural(records, "record");
        text.push_str(&format!(
            "; {records} in files of claims without a claim on the incident's sites"
        ));
    }
    text
}
