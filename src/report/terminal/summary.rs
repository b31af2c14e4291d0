//! The findings in a few lines, as the summary on stdout and the page begin.

use crate::model::{InputRole, Judgement, Report};
use crate::report::words::{affected, down_for, grouped, plural};
use std::fmt::Write;
use std::path::Path;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// What it is about, in a word.
    pub label: &'static str,
    /// The finding.
    pub text: String,
}

/// The summary on stdout: title, findings, the path of the page, and the notice.
pub fn text(report: &Report, page: &Path) -> String {
    let mut text = format!("{}\n", report.title);
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

/// The findings, the most important first.
pub fn lines(report: &Report) -> Vec<Line> {
    let mut lines = vec![Line { label: "sites", text: affected(report) }];
    let mut add = |label: &'static str, text: String| lines.push(Line { label, text });
    if report.totals.measured > 0 {
        add("downtime", downtime(report));
        add("outages", outages(report));
        add("observed", observed(report));
    }
    if !report.claims.is_empty() {
        add("claims", format!("{} of {}", plural(report.claims.len(), "claim"), claimed(report)));
        add("verdicts", verdicts(report));
    }
    if !report.common_modes.is_empty() {
        add("common", common(report));
    }
    add("refused", refused(report));
    lines
}

/// Downtime over all affected sites, with and without announced work (M16).
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
        text.push_str(&format!(
            "; {} of one failed probe listed apart",
            plural(report.blips.len(), "blip")
        ));
    }
    text
}

fn observed(report: &Report) -> String {
    let least = report
        .sites
        .iter()
        .filter(|site| site.measured)
        .filter_map(|site| site.observed_share)
        .min_by(f64::total_cmp);
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

/// Verdicts with their counts: `74 supported, 2 partly; besides, 1 outage that nobody claimed`.
fn verdicts(report: &Report) -> String {
    let (unclaimed, judged): (Vec<_>, Vec<_>) = report
        .totals
        .verdicts
        .iter()
        .partition(|(judgement, _)| *judgement == Judgement::UnclaimedOutage);
    let words =
        judged.iter().map(|(judgement, count)| format!("{} {}", grouped(count), shown(*judgement)));
    let rest = unclaimed
        .iter()
        .map(|(_, count)| format!("; besides, {} that nobody claimed", plural(*count, "outage")));
    format!("{}{}", words.collect::<Vec<_>>().join(", "), rest.collect::<String>())
}

/// A judgement for readers: its word without underscores.
pub(crate) fn shown(judgement: Judgement) -> String {
    judgement.as_str().replace('_', " ")
}

fn common(report: &Report) -> String {
    let sick = report.common_modes.iter().filter(|mode| mode.sick).count();
    let times = plural(report.common_modes.len(), "time");
    let sick_words = if sick > 0 {
        format!("; {sick} of these while another vantage saw them up: those probes are set aside")
    } else {
        String::new()
    };
    let rest = match report.common_modes.len() - sick {
        0 => String::new(),
        1 if sick == 0 => "; it cannot be told from a fault of the vantage".to_owned(),
        _ if sick == 0 => "; none of these can be told from a fault of the vantage".to_owned(),
        open => format!("; {open} of these cannot be told from a fault of the vantage"),
    };
    format!("most sites failed together from one vantage, {times}{sick_words}{rest}")
}

fn refused(report: &Report) -> String {
    let outside = |of: &dyn Fn(InputRole) -> bool| {
        report.inputs.iter().filter(|input| of(input.role)).map(|input| input.outside).sum::<u64>()
    };
    let mut rest = match outside(&|role| role != InputRole::Claims) {
        0 => String::new(),
        outside => format!("; {} rows outside the window or the sites asked for", grouped(outside)),
    };
    let unsaid = outside(&|role| role == InputRole::Claims);
    if unsaid > 0 {
        rest.push_str(&format!(
            "; {} in files of claims without a claim on the incident's sites",
            plural(unsaid, "record")
        ));
    }
    match report.refusals.count() {
        0 => format!("nothing{rest}"),
        1 => format!("1 row or part of one, see tables/refusals.csv{rest}"),
        count => format!("{} rows or parts of them, see tables/refusals.csv{rest}", grouped(count)),
    }
}
