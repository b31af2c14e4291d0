//! `timeline`: a row for each entry, in order of time. An entry is a start or an end, a blip, a
//! claim, announced work, or an event of many sites.

use crate::clock::{
    Bracket, Instant, Range, SECOND, Span, length, length_range, short_utc, short_utc_up,
};
use crate::model::safe_text::safe_text;
use crate::model::{Claim, CommonMode, Event, EventKind, Outage, Report, Simulated, SiteReport};
use crate::report::headline;
use crate::report::table::{Builder, TableRows};
use crate::report::wording;
use crate::report::wording::in_sentences;
use std::collections::BTreeMap;

/// One entry, of what happened after `after` and no later than `by`. Sorted by its first moment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct TimelineEntry<'a> {
    /// First moment of it that is on the record; `None` sorts first.
    order: Option<Instant>,
    /// Moment after which it was; `None` where no end is known.
    after: Option<Instant>,
    /// Moment by which it was; `None` where no end is known.
    by: Option<Instant>,
    /// Kind of the entry, as a word.
    entry: &'static str,
    /// Id of the site.
    site: Option<&'a str>,
    /// Id of the claim.
    claim: Option<&'a str>,
    /// Id of the outage or blip.
    outage: Option<&'a str>,
    /// The entry in words.
    sentence: String,
    /// How far what it rests on was simulated, as a word; `None` where it rests on the site's
    /// probes, if on any.
    simulated: Option<&'static str>,
}

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(entries(report))
        .instant(
            "after",
            "Moment after which it happened (a publication: at this moment or later; \
             claim_asserted: the first moment of the time that the claim speaks of); empty where \
             that is off the record.",
            |entry| entry.after,
        )
        .instant(
            "by",
            "Moment by which it had happened (claim_asserted: the end of the time that the claim \
             speaks of); empty where that is off the record.",
            |entry| entry.by,
        )
        .text("entry", "Kind of the entry, as a word.", |entry| Some(entry.entry))
        .text("site", "Id of the site.", |entry| entry.site)
        .text("claim", "Id of the claim.", |entry| entry.claim)
        .text("outage", "Id of the outage or blip.", |entry| entry.outage)
        .text("sentence", "The entry in words.", |entry| Some(&entry.sentence))
        .text(
            "simulated",
            "Whether the probes behind the row, or the announced work that it tells of, were \
             simulated: yes, no, or in_part; empty where there are none.",
            |entry| match entry.outage {
                Some(_) => wording::simulated(report, entry.site),
                None => entry.simulated,
            },
        )
        .table(
            "timeline",
            "Timeline",
            "A row for each start, end, blip, claim, announced work, common failure and event of \
             many sites, in order of `after`, or of `by` where that is empty. Where the times of \
             two rows overlap, which came first is not known.",
        )
        .not_in_json()
}

/// Returns the ids of the measured sites.
fn measured(report: &Report) -> impl Iterator<Item = &str> {
    let measured = report.sites.iter().filter(|site| site.measured);
    measured.map(|site| site.site.id.as_str())
}

/// Returns every entry, in order of its first moment.
fn entries(report: &Report) -> Vec<TimelineEntry<'_>> {
    let mut entries: Vec<TimelineEntry<'_>> = Vec::new();
    for outage in &report.outages {
        entries.extend(of_outage(outage));
    }
    entries.extend(stable_recoveries(report));
    entries.extend(report.blips.iter().map(of_blip));
    for claim in &report.claims {
        entries.extend(of_claim(report, claim));
    }
    for site in &report.sites {
        for span in site.maintenance.spans() {
            entries.extend(of_maintenance(site, *span));
        }
    }
    for common in &report.common_modes {
        entries.extend(of_common_mode(report, common));
    }
    entries.extend(report.events.iter().map(|event| of_event(report, event)));
    for entry in &mut entries {
        entry.sentence = with_log(report, entry);
    }
    entries.sort();
    entries
}

/// Sets before the sentence of an entry the log that it rests on, where that was simulated. That
/// announced work was simulated, its own sentence says.
fn with_log(report: &Report, entry: &mut TimelineEntry<'_>) -> String {
    let sentence = std::mem::take(&mut entry.sentence);
    let simulated = match (entry.outage, entry.site) {
        (None, Some(_)) => None,
        (Some(_), _) => wording::simulated(report, entry.site),
        (None, None) => entry.simulated,
    };
    if simulated == Some(Simulated::Yes.as_str()) {
        in_sentences(&format!("In the simulated log: {sentence}"), wording::IN_SIMULATED_LOG)
    } else if simulated == Some(Simulated::InPart.as_str()) {
        let sentence = format!("In a log that is simulated in part: {sentence}");
        in_sentences(&sentence, wording::IN_PARTLY_SIMULATED_LOG)
    } else {
        in_sentences(&sentence, "")
    }
}

/// Returns an entry of what happened within the bracket.
fn within(bracket: Bracket, entry: &'static str, sentence: String) -> TimelineEntry<'static> {
    TimelineEntry {
        order: bracket.after.or(bracket.by),
        after: bracket.after,
        by: bracket.by,
        entry,
        site: None,
        claim: None,
        outage: None,
        sentence,
        simulated: None,
    }
}

/// Returns an entry of what happened at a moment.
fn at(moment: Instant, entry: &'static str, sentence: String) -> TimelineEntry<'static> {
    within(Bracket { after: Some(moment), by: Some(moment) }, entry, sentence)
}

/// Returns start and end of an outage.
fn of_outage(outage: &Outage) -> Vec<TimelineEntry<'_>> {
    let of_this = |entry: TimelineEntry<'static>| TimelineEntry {
        site: Some(&outage.site),
        outage: Some(&outage.id),
        ..entry
    };
    let start = if outage.has_onset() { "onset" } else { "first_seen_down" };
    vec![
        of_this(within(outage.onset, start, onset_sentence(outage))),
        of_this(within(outage.recovery, "recovery", recovery_sentence(outage))),
    ]
}

/// Returns the stable recoveries that are not the first one after their outage. Outages that share
/// one have one entry, of the outage with the most relapses.
fn stable_recoveries(report: &Report) -> Vec<TimelineEntry<'_>> {
    let mut first: BTreeMap<(&str, Bracket), &Outage> = BTreeMap::new();
    for outage in report.outages.iter().filter(|one| one.stable_recovery != one.recovery) {
        let known = first.entry((&outage.site, outage.stable_recovery)).or_insert(outage);
        if outage.relapses > known.relapses {
            *known = outage;
        }
    }
    let entries = first.into_values().map(|outage| {
        let sentence = stable_recovery_sentence(report, outage);
        TimelineEntry {
            site: Some(&outage.site),
            outage: Some(&outage.id),
            ..within(outage.stable_recovery, "stable_recovery", sentence)
        }
    });
    entries.collect()
}

/// Writes the start of an outage as a sentence.
fn onset_sentence(outage: &Outage) -> String {
    let site = safe_text(&outage.site);
    match (outage.onset.after, outage.onset.by) {
        (Some(after), Some(by)) => {
            format!("{site} went down after {} and by {}.", short_utc(after), short_utc_up(by))
        }
        (None, Some(by)) => {
            format!(
                "{site} was down by {}; nothing certain is known of it before.",
                short_utc_up(by)
            )
        }
        _ => format!("{site} was down; since when is not on the record."),
    }
}

/// Writes the end of an outage as a sentence.
fn recovery_sentence(outage: &Outage) -> String {
    let site = safe_text(&outage.site);
    match (outage.recovery.after, outage.recovery.by) {
        (Some(after), Some(by)) => {
            format!("{site} came back after {} and by {}.", short_utc(after), short_utc_up(by))
        }
        (Some(after), None) => format!(
            "{site} was not seen up again in the record; last confirmed down at {}.",
            short_utc(after)
        ),
        _ => format!("{site} was down; when it came back is not on the record."),
    }
}

/// Writes the stable end of an episode as a sentence.
fn stable_recovery_sentence(report: &Report, outage: &Outage) -> String {
    let site = safe_text(&outage.site);
    let relapses = match (outage.certain_relapses, outage.relapses) {
        (_, 0) => String::new(),
        (certain, count) if certain == count => {
            format!(", after {}", wording::plural(count, "relapse"))
        }
        (0, count) => format!(", after up to {}", wording::plural(count, "relapse")),
        (certain, count) => {
            let count = wording::plural(count, "relapse");
            format!(", after {} to {count}", wording::grouped(certain))
        }
    };
    // Without such a length any probe that sees the site up is enough.
    let up = match report.rules.stable_for_us {
        0 => String::new(),
        us => format!(" and up for {} or more", length(us)),
    };
    match (outage.stable_recovery.after, outage.stable_recovery.by) {
        (Some(after), Some(by)) => format!(
            "{site} was back{up} from a moment after {} and by {}{relapses}{}.",
            short_utc(after),
            short_utc_up(by),
            if outage.is_down_later { "; it was down again later" } else { "" }
        ),
        _ => format!("{site} was not seen back{up} in the record{relapses}."),
    }
}

/// Makes the entry of a blip.
fn of_blip(blip: &Outage) -> TimelineEntry<'_> {
    let probes = wording::plural(blip.failed_probes, "probe");
    let length = length_range(blip.duration.least_us, blip.duration.most_us);
    let sentence = format!(
        "{} failed {probes} at {}: too few to confirm an outage ({length}).",
        safe_text(&blip.site),
        short_utc(blip.first_down())
    );
    TimelineEntry {
        site: Some(&blip.site),
        outage: Some(&blip.id),
        ..within(blip.onset, "blip", sentence)
    }
}

/// Returns the publication of a claim, and the time that it speaks of, as far as they are known.
fn of_claim<'r>(report: &'r Report, claim: &'r Claim) -> Vec<TimelineEntry<'r>> {
    let claimant = safe_text(&claim.claimant);
    let who = format!("{claimant} ({}, {})", claim.role.as_str(), wording::claim_kind(claim));
    let id = safe_text(&claim.id);
    let (of, of_them) = match wording::is_of_left_out_alone(report, claim) {
        true => (format!(", of {}", wording::LEFT_OUT), format!(", of {},", wording::LEFT_OUT)),
        false => (String::new(), String::new()),
    };
    let mut entries = Vec::new();
    if let Some(published) = claim.published {
        let sentence = format!("{who} published claim {id}{of}.");
        entries.push(within(bracket(published), "claim_published", sentence));
    }
    if let Some(asserted) = claim.asserted {
        let sentence = format!("Claim {id} by {who}{of_them} speaks of {}.", spoken_of(asserted));
        entries.push(within(bracket(asserted), "claim_asserted", sentence));
    }
    let of_this = |entry: TimelineEntry<'static>| TimelineEntry { claim: Some(&claim.id), ..entry };
    entries.into_iter().map(of_this).collect()
}

/// Tells the time that a claim speaks of.
fn spoken_of(range: Range) -> String {
    match (range.earliest, range.latest) {
        (Some(from), Some(until)) if until.since(from) <= SECOND => short_utc(from),
        (Some(from), Some(until)) => {
            format!("the time from {} to {}", short_utc(from), short_utc_up(until))
        }
        (Some(from), None) => format!("the time from {} on", short_utc(from)),
        (None, Some(until)) => format!("the time until {}", short_utc_up(until)),
        (None, None) => "no time that is known".to_owned(),
    }
}

/// Takes the range of a claim as a bracket.
fn bracket(range: Range) -> Bracket {
    Bracket { after: range.earliest, by: range.latest }
}

/// Makes the entries of the begin and the end of announced work.
fn of_maintenance(site: &SiteReport, span: Span) -> [TimelineEntry<'_>; 2] {
    let name = safe_text(&site.site.id);
    let work = match simulated_work(site, span) {
        Simulated::No => "Announced work",
        Simulated::InPart => "Announced work, some of it simulated,",
        Simulated::Yes => "Simulated announced work",
    };
    let begins = format!("{work} on {name} begins; it lasts {}.", length(span.length()));
    let ends = format!("{work} on {name} ends.");
    [at(span.from(), "maintenance_begins", begins), at(span.until(), "maintenance_ends", ends)].map(
        |entry| TimelineEntry {
            site: Some(&site.site.id),
            simulated: Some(simulated_work(site, span).as_str()),
            ..entry
        },
    )
}

/// Tells how far the work that was announced on a site for a time was simulated.
fn simulated_work(site: &SiteReport, span: Span) -> Simulated {
    let simulated = site.simulated_maintenance.clip(span);
    match simulated.inner_length() {
        0 => Simulated::No,
        extent if extent < span.inner_length() => Simulated::InPart,
        _ => Simulated::Yes,
    }
}

/// Returns the beginning and the end of a common mode.
fn of_common_mode<'r>(report: &'r Report, common: &CommonMode) -> [TimelineEntry<'r>; 2] {
    let began = format!("{}.", wording::common_mode(common));
    let vantage = safe_text(&common.vantage);
    let ended = match (common.ended.after, common.ended.by) {
        (Some(after), Some(by)) => format!(
            "The common failure seen from {vantage} ended after {} and by {}.",
            short_utc(after),
            short_utc_up(by)
        ),
        (Some(after), None) => format!(
            "The end of the common failure seen from {vantage} is not on the record; it lasted at \
             least until {}.",
            short_utc(after)
        ),
        (None, _) => {
            format!("The end of the common failure seen from {vantage} is not on the record.")
        }
    };
    let simulated = wording::simulated(report, measured(report));
    [
        within(common.began, "common_mode_begins", began),
        within(common.ended, "common_mode_ends", ended),
    ]
    .map(|entry| TimelineEntry { simulated, ..entry })
}

/// Returns what many sites did together (M25).
fn of_event<'r>(report: &'r Report, event: &'r Event) -> TimelineEntry<'r> {
    let kind = match event.kind {
        EventKind::WentDown => "went_down_together",
        EventKind::CameBack => "came_back_together",
    };
    let bracket = Bracket { after: Some(event.after), by: Some(event.by) };
    TimelineEntry {
        simulated: wording::simulated(report, event.sites.iter().map(String::as_str)),
        ..within(bracket, kind, format!("{}: {}.", event.id, headline::of_event(event)))
    }
}
