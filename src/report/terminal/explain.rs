//! The lines that `explain` prints: an outage, a verdict or a claim, with its evidence.

use super::explain_items;
use super::explain_rows::{RowEdge, edges, is_of_lasting_rows, rows_around, rows_of_outage};
use crate::clock::{
    Bracket, DAY, Instant, Span, Zone, length_range, rfc3339, short_utc, short_utc_up,
};
use crate::model::findings::OnsetOrder;
use crate::model::safe_text::{escaped_json, safe_list, safe_text};
use crate::model::{
    Claim, Event, Finding, InputRole, Outage, OutageFlag, Refusal, Report, RowsShown, SiteReport,
    SourceLine, Verdict, VerdictFlag,
};
use crate::report::verdicts::{claim_verdict_sentence, verdict_sentence};
use crate::report::wording::{OffRecordWords, When, claim_kind, declared_note, plural};
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

/// Thing that an id names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NamedItem<'a> {
    /// An outage or a blip.
    Outage(&'a Outage),
    Verdict(&'a Verdict),
    Claim(&'a Claim),
    Event(&'a Event),
    Site(&'a SiteReport),
    /// Vantage that had a common mode.
    Vantage(&'a str),
    /// Sum of downtime in the headline.
    Downtime,
    /// Moment at which most sites were down.
    Peak,
}

/// Finds what has this id: the first of an outage, a blip, a verdict, a claim, an event, a site (by
/// id or name) and a vantage, or a figure of the headline. Capitals and small letters are one where
/// nothing has it to the letter.
pub(crate) fn named<'a>(report: &'a Report, id: &str) -> Option<NamedItem<'a>> {
    let small = id.to_lowercase();
    named_by(report, |other| other == id).or_else(|| {
        let figure = match small.as_str() {
            "downtime" => Some(NamedItem::Downtime),
            "peak" => Some(NamedItem::Peak),
            _ => None,
        };
        named_by(report, |other| other.to_lowercase() == small).or(figure)
    })
}

/// Finds the first thing whose id fits.
fn named_by<'a>(report: &'a Report, fits: impl Fn(&str) -> bool) -> Option<NamedItem<'a>> {
    let mut outages = report.outages.iter().chain(&report.blips);
    let outage = outages.find(|one| fits(&one.id)).map(NamedItem::Outage);
    let verdict = || report.verdicts.iter().find(|one| fits(&one.id)).map(NamedItem::Verdict);
    let claim = || report.claims.iter().find(|one| fits(&one.id)).map(NamedItem::Claim);
    let event = || report.events.iter().find(|one| fits(&one.id)).map(NamedItem::Event);
    let by_id = || report.sites.iter().find(|one| fits(&one.site.id));
    let by_name = || report.sites.iter().find(|one| fits(&one.site.name));
    let vantage = || {
        let mode = report.common_modes.iter().find(|mode| fits(&mode.vantage))?;
        Some(NamedItem::Vantage(&mode.vantage))
    };
    outage
        .or_else(verdict)
        .or_else(claim)
        .or_else(event)
        .or_else(|| by_id().or_else(by_name).map(NamedItem::Site))
        .or_else(vantage)
}

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

/// Longest time between a time asked and the rows beside it that are looked for, in microseconds.
const BESIDE_US: i64 = 2 * DAY;

/// Rows of the archive behind a thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinesBehind<'a> {
    /// Id of the site.
    pub(crate) site: &'a str,
    /// Time in which the rows are.
    pub(crate) span: Span,
}

/// Finds the rows behind a thing: those of the outage that it rests on, from the last probe that
/// found the site up to the first after it; else those of the time asked, and beside it. A claim
/// has none.
pub(crate) fn lines_behind<'a>(
    report: &'a Report,
    named: NamedItem<'a>,
) -> Option<LinesBehind<'a>> {
    if let Some(outage) = rests_on(report, named) {
        if is_of_lasting_rows(outage) {
            return Span::new(Instant(i64::MIN), Instant(i64::MAX))
                .map(|span| LinesBehind { site: &outage.site, span });
        }
        let span = own_span(outage);
        let span = match time_beside(named) {
            Some(time) => {
                let around = around(time)?;
                let until = around.until().max(span.until());
                Span::new(around.from().min(span.from()), until)?
            }
            None => span,
        };
        return Some(LinesBehind { site: &outage.site, span });
    }
    let NamedItem::Verdict(verdict) = named else { return None };
    let span = around(verdict.asked.as_ref()?.time)?;
    Some(LinesBehind { site: &verdict.site, span })
}

/// Returns a time asked with the time beside it in which rows are looked for.
fn around(time: Span) -> Option<Span> {
    Span::new(time.from().plus(-BESIDE_US), time.until().plus(BESIDE_US))
}

/// Returns the time asked of a verdict on an outage that was over before the claim: its rows are
/// evidence, too. `None` for any other.
fn time_beside(named: NamedItem<'_>) -> Option<Span> {
    let NamedItem::Verdict(verdict) = named else { return None };
    let is_over =
        matches!(verdict.finding, Finding::Onset { order: OnsetOrder::OverBefore(_), .. });
    verdict.asked.as_ref().filter(|_| is_over).map(|asked| asked.time)
}

/// Returns the time from the last probe that found a site up before an outage to the first after
/// it.
fn own_span(outage: &Outage) -> Span {
    let from = outage.onset.after.unwrap_or(outage.possible.from());
    let until = outage.recovery.by.unwrap_or(outage.possible.last());
    Span::seen(from, until).unwrap_or(outage.possible)
}

/// Returns the places of the lines of an outage, of lines in order of time; of all where each row
/// stands for a long time.
fn own_lines(outage: &Outage, lines: &[SourceLine]) -> Range<usize> {
    if is_of_lasting_rows(outage) {
        return 0..lines.len();
    }
    let span = own_span(outage);
    let first = lines.partition_point(|line| line.at < span.from());
    first..lines.partition_point(|line| line.at < span.until())
}

/// Finds the outage behind a verdict; an outage is its own evidence, a claim has none.
fn rests_on<'a>(report: &'a Report, named: NamedItem<'a>) -> Option<&'a Outage> {
    match named {
        NamedItem::Outage(outage) => Some(outage),
        NamedItem::Verdict(verdict) => {
            let id = verdict.outage.as_deref()?;
            report.outages.iter().chain(&report.blips).find(|outage| outage.id == id)
        }
        NamedItem::Claim(_)
        | NamedItem::Event(_)
        | NamedItem::Site(_)
        | NamedItem::Vantage(_)
        | NamedItem::Downtime
        | NamedItem::Peak => None,
    }
}

/// Returns the lines on stdout: the thing itself, then the lines of the archive behind it.
pub(crate) fn explained(
    report: &Report,
    named: NamedItem<'_>,
    source_lines: &[SourceLine],
    rows: RowsShown,
) -> String {
    let mut text = described(report, named);
    if let Some(outage) = rests_on(report, named) {
        let own = &source_lines[own_lines(outage, source_lines)];
        text.push_str(&rows_of_outage(outage, own, rows));
        if let Some(time) = time_beside(named) {
            text.push_str(&rows_around(time, source_lines, rows));
        }
    } else if let NamedItem::Verdict(Verdict { asked: Some(asked), .. }) = named {
        text.push_str(&rows_around(asked.time, source_lines, rows));
    }
    text
}

/// Explanation as data.
#[derive(Debug, Serialize)]
struct Explanation<'a> {
    schema: &'static str,
    schema_version: u32,
    /// Lines that describe the thing, as they are printed.
    description: Vec<&'a str>,
    /// Rows of the archive behind it, in order of time.
    rows: Vec<ExplainedRow<'a>>,
}

/// Row of the archive as data.
#[derive(Debug, Serialize)]
struct ExplainedRow<'a> {
    file: &'a str,
    line: u64,
    time: String,
    vantage: &'a str,
    status: &'static str,
    text: &'a str,
    /// Edge of the outage at which it stands; `None` for all others.
    edge: Option<RowEdge>,
}

/// Returns the same as JSON, with every row.
pub(crate) fn json(report: &Report, named: NamedItem<'_>, source_lines: &[SourceLine]) -> String {
    let description = described(report, named);
    let rows = source_lines.iter().map(|line| ExplainedRow {
        file: &line.file,
        line: line.line,
        time: rfc3339(line.at),
        vantage: &line.vantage,
        status: line.status.as_str(),
        text: &line.text,
        edge: None,
    });
    let mut rows: Vec<ExplainedRow<'_>> = rows.collect();
    if let Some(outage) = rests_on(report, named).filter(|outage| !is_of_lasting_rows(outage)) {
        let own = own_lines(outage, source_lines);
        for (at, edge) in edges(&source_lines[own.clone()]) {
            rows[own.start + at].edge = Some(edge);
        }
    }
    let explanation = Explanation {
        schema: "corroborate/explain",
        schema_version: 1,
        description: description.lines().collect(),
        rows,
    };
    let text = serde_json::to_string_pretty(&explanation).unwrap_or_default();
    escaped_json(&(text + "\n"))
}

/// Returns the lines that describe a thing, without those of the archive.
fn described(report: &Report, named: NamedItem<'_>) -> String {
    match named {
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
            let outage = rests_on(report, named);
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
        NamedItem::Downtime => explain_items::of_downtime(report),
        NamedItem::Peak => explain_items::of_peak(report),
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
    let whole = report.claim_verdicts.iter().find(|verdict| verdict.claim == claim.id);
    if let Some(whole) = whole {
        let (result, sentence) = (whole.judgement.as_str(), claim_verdict_sentence(whole));
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
