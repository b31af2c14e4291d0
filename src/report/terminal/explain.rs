//! The lines that `explain` prints: an outage, a verdict or a claim, with its evidence.

use super::explain_edges::RowEdge;
use super::explain_evidence::{ProvingRow, RowsBehind, rests_on};
use super::explain_figures;
use super::explain_items;
use super::explain_named::NamedItem;
use crate::clock::{Bracket, Zone, length_range, rfc3339, short_utc, short_utc_up};
use crate::model::safe_text::{escaped_json, safe_list, safe_text};
use crate::model::{
    Claim, InputRole, Outage, OutageFlag, Refusal, Report, SourceLine, Verdict, VerdictFlag,
};
use crate::report::verdicts::{claim_verdict_of, verdict_sentence};
use crate::report::wording::{
    FigureOrigin, OffRecordWords, When, claim_kind, counted, declared_note, plural,
};
use serde::Serialize;
use std::fmt::Write;

/// Most refused claims that are listed; all are counted.
const REFUSED: usize = 10;

/// Says which rows of claims were refused, for an id that names nothing: it may be that of one of
/// them. Empty where there are none.
pub(crate) fn refused_claims(report: &Report) -> String {
    let of_claims = |file: &str| {
        let mut inputs = report.inputs.iter();
        inputs.any(|input| input.path == file && input.role == InputRole::Claims)
    };
    let refused: Vec<&Refusal> =
        report.refusals.listed.iter().filter(|refusal| of_claims(&refusal.file)).collect();
    if refused.is_empty() {
        return String::new();
    }
    let count = plural(refused.len() as u64, "refusal");
    let mut text =
        format!("; it may be a claim that was refused, as the files of claims have {count}:");
    for refusal in refused.iter().take(REFUSED) {
        let _ = write!(text, "\n  {}", safe_text(&refusal.to_string()));
    }
    if refused.len() > REFUSED {
        let _ =
            write!(text, "\n  and {} more; `corroborate check` lists all", refused.len() - REFUSED);
    }
    text
}

/// Says what of a claim's row was refused; empty where nothing was.
fn refused_parts(report: &Report, claim: &Claim) -> String {
    let Some(input) = report.inputs.get(claim.location.file as usize) else {
        return String::new();
    };
    let is_own =
        |refusal: &&Refusal| refusal.file == input.path && refusal.line == claim.location.line;
    let refused = report.refusals.listed.iter().filter(is_own);
    refused.map(|refusal| format!("  refused    {}\n", safe_text(&refusal.to_string()))).collect()
}

/// Returns the lines on stdout: the thing itself, then the lines of the archive behind it.
pub(crate) fn explained(
    report: &Report,
    item: NamedItem<'_>,
    evidence: &RowsBehind<'_>,
    source_lines: &LinesRead<'_>,
) -> String {
    let mut text = described(report, item) + &evidence.text(source_lines.lines);
    if source_lines.beyond > 0 {
        let more = counted(source_lines.beyond, "further row is", "further rows are");
        let _ = writeln!(text, "{more} not shown: ask for less, such as one outage");
    }
    text
}

/// Rows that were read again for an explanation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinesRead<'l> {
    /// Rows in order of site, time and place.
    pub(crate) lines: &'l [SourceLine],
    /// Number of further rows that were asked for and are not held.
    pub(crate) beyond: u64,
}

/// Facts that a program should know of an explanation besides the thing itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Circumstances<'c> {
    /// Words for other things with the same id.
    pub(crate) others: &'c [String],
    /// Inputs that are not as they were when the report that was named was made.
    pub(crate) changed_inputs: &'c [String],
}

/// Explanation as data.
#[derive(Debug, Serialize)]
struct Explanation<'a> {
    schema: &'static str,
    schema_version: u32,
    /// Lines that describe the thing, as they are printed.
    description: Vec<&'a str>,
    /// Words by which other things with the same id are explained; may be empty.
    others: &'a [String],
    /// Inputs that are not as they were when the report that was named was made: ids and findings
    /// may be others than there. Empty where all are, or no report was named.
    changed_inputs: &'a [String],
    /// Rows of the archive behind it, by what they prove and in order of time.
    rows: Vec<ExplainedRow<'a>>,
    /// Number of further rows, which are too many to be held.
    further_rows: u64,
}

/// Row of the archive as data.
#[derive(Debug, Serialize)]
struct ExplainedRow<'a> {
    /// Id of the outage, verdict, site or vantage that it proves something of.
    of: &'a str,
    file: &'a str,
    line: u64,
    time: String,
    site: &'a str,
    vantage: &'a str,
    status: &'static str,
    text: &'a str,
    /// Edge of the outage at which it stands; `None` for all others.
    edge: Option<RowEdge>,
}

/// Returns a row as data.
fn explained_row<'a>(row: &ProvingRow<'a>) -> ExplainedRow<'a> {
    ExplainedRow {
        of: row.of,
        file: &row.line.file,
        line: row.line.line,
        time: rfc3339(row.line.at),
        site: &row.line.site,
        vantage: &row.line.vantage,
        status: row.line.status.as_str(),
        text: &row.line.text,
        edge: row.edge,
    }
}

/// Returns the same as JSON, with every row.
pub(crate) fn json(
    report: &Report,
    item: NamedItem<'_>,
    evidence: &RowsBehind<'_>,
    source_lines: &LinesRead<'_>,
    circumstances: Circumstances<'_>,
) -> String {
    let description = described(report, item);
    let proving = evidence.rows(source_lines.lines);
    let rows = proving.iter().map(explained_row).collect();
    let explanation = Explanation {
        schema: "corroborate/explain",
        schema_version: 1,
        description: description.lines().collect(),
        others: circumstances.others,
        changed_inputs: circumstances.changed_inputs,
        rows,
        further_rows: source_lines.beyond,
    };
    let text = serde_json::to_string_pretty(&explanation).unwrap_or_default();
    escaped_json(&(text + "\n"))
}

/// Returns the lines that describe a thing, without those of the archive.
pub(crate) fn described(report: &Report, item: NamedItem<'_>) -> String {
    match item {
        NamedItem::Claim(claim) => {
            let is_on = |verdict: &&Verdict| verdict.claim.as_deref() == Some(&claim.id);
            let verdicts = report.verdicts.iter().filter(is_on).map(|verdict| {
                let (rule, result) = (verdict.rule.id(), verdict.judgement.as_str());
                format!("{} {rule} {result}: {}\n", verdict.id, verdict_sentence(verdict))
            });
            of_claim(report, claim) + &verdicts.collect::<String>()
        }
        NamedItem::Verdict(verdict) => {
            let claim = report.claims.iter().find(|one| Some(&one.id) == verdict.claim.as_ref());
            let claim = claim.map_or_else(String::new, |claim| of_claim(report, claim));
            let outage = rests_on(report, item);
            let outage = outage.map_or_else(String::new, |outage| of_outage(report.zone, outage));
            format!("{}{claim}{outage}", of_verdict(verdict))
        }
        NamedItem::Outage(outage) => of_outage(report.zone, outage),
        NamedItem::Event(event) => explain_items::of_event_with_outages(report, event),
        NamedItem::Site(site) => explain_items::of_site(report, site),
        NamedItem::Vantage(name) => {
            let modes = report.common_modes.iter().filter(|mode| mode.vantage == name);
            explain_items::of_common_modes(report, &modes.collect::<Vec<_>>())
        }
        NamedItem::Figure(figure) => explain_figures::of_figure(report, figure),
    }
}

/// Writes the lines on an outage or blip.
fn of_outage(zone: Zone, outage: &Outage) -> String {
    let mut text = format!("{} {}\n", outage.id, safe_text(&outage.site));
    let off_record = OffRecordWords::of(outage);
    let local = |edge: Bracket, when: When| match (edge.after, edge.by) {
        (Some(_), Some(_)) if !when.local.is_empty() => format!(" ({})", when.local),
        _ => String::new(),
    };
    let start = bracket(outage.onset, off_record.before);
    let _ =
        writeln!(text, "  start      {start}{}", local(outage.onset, When::start(zone, outage)));
    let end = bracket(outage.recovery, off_record.after);
    let _ = writeln!(text, "  end        {end}{}", local(outage.recovery, When::end(zone, outage)));
    let _ = writeln!(
        text,
        "  stable end {}{}, relapses: {}",
        bracket(outage.stable_recovery, off_record.after),
        local(outage.stable_recovery, When::stable_end(zone, outage)),
        outage.relapses
    );
    let _ = writeln!(
        text,
        "  down for   {}",
        length_range(outage.duration.least_us, outage.duration.most_us)
    );
    let (label, vantages) = match outage.has(OutageFlag::Listed) {
        true => ("listed by", safe_list(&outage.vantages)),
        false => ("seen by", safe_list(&outage.vantages)),
    };
    let probes = plural(outage.failed_probes, "failed probe");
    let _ = writeln!(text, "  {label:<10} {vantages}: {probes}{}", declared_note(outage));
    let causes: Vec<String> = outage
        .causes
        .iter()
        .map(|count| format!("{} ({})", safe_text(&count.cause), count.in_words()))
        .collect();
    let _ = writeln!(text, "  answers    {}", causes.join(", "));
    let flags: Vec<&str> = outage.flags.iter().map(|flag| OutageFlag::as_str(*flag)).collect();
    let _ = writeln!(
        text,
        "  flags      {}",
        if flags.is_empty() { "none".to_owned() } else { flags.join(", ") }
    );
    text
}

/// Writes the bracket of an edge; `open` is said for an end off the record.
fn bracket(edge: Bracket, open: &str) -> String {
    match (edge.after, edge.by) {
        (Some(after), Some(by)) => {
            format!("after {} and by {}", short_utc(after), short_utc_up(by))
        }
        (Some(after), None) => format!("after {}; {open}", short_utc(after)),
        (None, Some(by)) => format!("by {}; {open}", short_utc_up(by)),
        (None, None) => open.to_owned(),
    }
}

/// Writes the lines on a verdict.
fn of_verdict(verdict: &Verdict) -> String {
    let mut text = format!(
        "{} {} {}\n  {}\n",
        verdict.id,
        verdict.rule.id(),
        verdict.judgement.as_str(),
        verdict_sentence(verdict)
    );
    let flags: Vec<&str> = verdict.flags.iter().map(|flag| VerdictFlag::as_str(*flag)).collect();
    if !flags.is_empty() {
        let _ = writeln!(text, "  flags      {}", flags.join(", "));
    }
    text
}

/// Writes the lines on a claim and its verdicts.
fn of_claim(report: &Report, claim: &Claim) -> String {
    let mut text = format!(
        "claim {} by {} ({}, {})\n",
        safe_text(&claim.id),
        safe_text(&claim.claimant),
        claim.role.as_str(),
        claim_kind(claim)
    );
    let location =
        report.inputs.get(claim.location.file as usize).map_or("", |input| input.path.as_str());
    let _ = writeln!(text, "  row        {location}:{}", claim.location.line);
    text.push_str(&refused_parts(report, claim));
    for (label, written, range) in [
        ("published", &claim.published_text, claim.published),
        ("asserts", &claim.asserted_text, claim.asserted),
    ] {
        if let Some(range) = range {
            let end = |at: Option<_>| at.map_or_else(|| "open".to_owned(), rfc3339);
            let _ = writeln!(
                text,
                "  {label:<10} {written} (from {} until {})",
                end(range.earliest),
                end(range.latest)
            );
        }
    }
    let mut wholes = report.claim_verdicts.iter();
    let whole = wholes.find(|verdict| verdict.claim == claim.id && verdict.sites > 1);
    if let Some(whole) = whole {
        let (result, sentence) = (
            whole.judgement.as_str(),
            claim_verdict_of(whole, FigureOrigin::named(report).behind()),
        );
        let _ = writeln!(text, "  as a whole {result}. {sentence}");
    }
    for (label, words) in [
        ("url", &claim.url),
        ("copy", &claim.archived_url),
        ("quote", &claim.quote),
        ("note", &claim.note),
    ] {
        if !words.is_empty() {
            let _ = writeln!(text, "  {label:<10} {}", safe_text(words));
        }
    }
    text
}
