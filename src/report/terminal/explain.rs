//! The lines that `explain` prints: an outage, a verdict or a claim, with its evidence.

use super::explain_rows::{rows_around, rows_of_outage};
use crate::clock::{Bracket, DAY, Instant, Span, length_range, rfc3339, short_utc, short_utc_up};
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{
    Claim, InputRole, Outage, OutageFlag, Refusal, Report, SourceLine, Verdict, VerdictFlag,
};
use crate::report::verdicts::{claim_verdict_sentence, verdict_sentence};
use crate::report::wording::{OffRecordWords, claim_kind, declared_note, plural};
use std::fmt::Write;

/// Thing that an id names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NamedItem<'a> {
    /// An outage or a blip.
    Outage(&'a Outage),
    Verdict(&'a Verdict),
    Claim(&'a Claim),
}

/// Finds the outage, blip, verdict or claim with this id.
pub(crate) fn named<'a>(report: &'a Report, id: &str) -> Option<NamedItem<'a>> {
    let outage = report.outages.iter().chain(&report.blips).find(|outage| outage.id == id);
    let verdict = report.verdicts.iter().find(|verdict| verdict.id == id);
    let claim = report.claims.iter().find(|claim| claim.id == id);
    outage
        .map(NamedItem::Outage)
        .or(verdict.map(NamedItem::Verdict))
        .or(claim.map(NamedItem::Claim))
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
        // A row of a log of changes, or of a list, stands for a long time behind it.
        if outage.declared_probes > 0 || outage.has(OutageFlag::Listed) {
            return Span::new(Instant(i64::MIN), Instant(i64::MAX))
                .map(|span| LinesBehind { site: &outage.site, span });
        }
        let from = outage.onset.after.unwrap_or(outage.possible.from());
        let until = outage.recovery.by.unwrap_or(outage.possible.last());
        let span = Span::seen(from, until).unwrap_or(outage.possible);
        return Some(LinesBehind { site: &outage.site, span });
    }
    let NamedItem::Verdict(verdict) = named else { return None };
    let time = verdict.asked.as_ref()?.time;
    let span = Span::new(time.from().plus(-BESIDE_US), time.until().plus(BESIDE_US))?;
    Some(LinesBehind { site: &verdict.site, span })
}

/// Finds the outage behind a verdict; an outage is its own evidence, a claim has none.
fn rests_on<'a>(report: &'a Report, named: NamedItem<'a>) -> Option<&'a Outage> {
    match named {
        NamedItem::Outage(outage) => Some(outage),
        NamedItem::Verdict(verdict) => {
            let id = verdict.outage.as_deref()?;
            report.outages.iter().chain(&report.blips).find(|outage| outage.id == id)
        }
        NamedItem::Claim(_) => None,
    }
}

/// Returns the lines on stdout: the thing itself, then the lines of the archive behind it.
pub(crate) fn explained(
    report: &Report,
    named: NamedItem<'_>,
    source_lines: &[SourceLine],
) -> String {
    let mut text = String::new();
    match named {
        NamedItem::Claim(claim) => {
            text.push_str(&of_claim(report, claim));
            for verdict in
                report.verdicts.iter().filter(|verdict| verdict.claim.as_deref() == Some(&claim.id))
            {
                let _ = writeln!(
                    text,
                    "{} {} {}: {}",
                    verdict.id,
                    verdict.rule.id(),
                    verdict.judgement.as_str(),
                    verdict_sentence(verdict)
                );
            }
        }
        NamedItem::Verdict(verdict) => {
            text.push_str(&of_verdict(verdict));
            if let Some(claim) =
                report.claims.iter().find(|claim| Some(&claim.id) == verdict.claim.as_ref())
            {
                text.push_str(&of_claim(report, claim));
            }
        }
        NamedItem::Outage(_) => {}
    }
    if let Some(outage) = rests_on(report, named) {
        text.push_str(&of_outage(outage));
        text.push_str(&rows_of_outage(outage, source_lines));
    } else if let NamedItem::Verdict(Verdict { asked: Some(asked), .. }) = named {
        text.push_str(&rows_around(asked.time, source_lines));
    }
    text
}

/// Writes the lines on an outage or blip.
fn of_outage(outage: &Outage) -> String {
    let mut text = format!("{} {}\n", outage.id, safe_text(&outage.site));
    let off_record = OffRecordWords::of(outage);
    let _ = writeln!(text, "  start      {}", bracket(outage.onset, off_record.before));
    let _ = writeln!(text, "  end        {}", bracket(outage.recovery, off_record.after));
    let _ = writeln!(
        text,
        "  stable end {}, relapses: {}",
        bracket(outage.stable_recovery, off_record.after),
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
