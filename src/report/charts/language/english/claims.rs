//! English on charts of what was said.

use crate::clock::{MINUTE, Range, Zone};
use crate::model::{Claim, Outage, Report, ResultGroup, Verdict, VerdictCount};
use crate::report::charts::claim_mark::GivenTime;
use crate::report::charts::first_claim::{FirstClaimKind, any_to_come, shown_first_claim, undated};
use crate::report::verdicts::{
    count_details, groups_in_title, groups_on_claims, verdict_counts, verdicts_on_claims,
};
use crate::report::wording::{
    When, by_count, capitalised, colon, counted, down_for, grouped, held_against, in_sentences,
    listed, moment_in_both, plural,
};

/// Returns the title: how many verdicts there are of the results that say most.
pub(super) fn title(report: &Report) -> String {
    let claims = plural(report.claims.len(), "claim");
    let count = VerdictCount::of(report.verdicts.iter().filter(|one| one.claim.is_some()));
    if report.totals.measured == 0 || count.verdicts == 0 {
        return full_title(report);
    }
    let (named, others) = groups_in_title(report);
    let part = |(group, count): &(_, VerdictCount)| {
        format!("{} {}", grouped(count.verdicts), group_words(*group, count.verdicts))
    };
    let mut parts: Vec<String> = named.iter().map(part).collect();
    if others > 0 {
        parts.push(format!("{} of other results", grouped(others)));
    }
    let verdicts = plural(count.verdicts, "verdict");
    let all = format!("{claims}{}, {verdicts}", held_against(report));
    in_sentences(&format!("{all}: {}", parts.join(", ")), "")
}

/// Returns the finding whole: each group of results, with the sites that its verdicts are on.
pub(super) fn full_title(report: &Report) -> String {
    let claims = plural(report.claims.len(), "claim");
    if report.totals.measured == 0 {
        let them = by_count(report.claims.len(), "it", "them");
        return format!("{claims}, and no probe to hold {them} against");
    }
    let all = format!("{claims}{}, {}", held_against(report), verdicts_on_claims(report));
    let results = results(report);
    if results.is_empty() {
        return all;
    }
    let colon = colon(&all, &results);
    in_sentences(&format!("{all}{colon}{results}"), "")
}

/// Counts the verdicts of a report by group of results, and the sites of each where several are on
/// one site; groups without a verdict are left out.
fn results(report: &Report) -> String {
    let groups: Vec<String> = groups_on_claims(report)
        .map(|(group, count)| {
            let words = group_words(group, count.verdicts);
            format!("{} {words}{}", grouped(count.verdicts), count_details(group, count))
        })
        .collect();
    listed(&groups).join("; ")
}

/// Returns the words behind a number of verdicts of a group.
fn group_words(group: ResultGroup, count: usize) -> &'static str {
    match (group, count) {
        (ResultGroup::Fits, 1) => "fits in timing",
        (ResultGroup::Fits, _) => "fit in timing",
        (ResultGroup::FitsInPart, 1) => "fits in part",
        (ResultGroup::FitsInPart, _) => "fit in part",
        (ResultGroup::OtherTime, _) => "at another time",
        (ResultGroup::DoesNotFit, 1) => "does not fit",
        (ResultGroup::DoesNotFit, _) => "do not fit",
        (ResultGroup::Exception, 1) => "exception",
        (ResultGroup::Exception, _) => "exceptions",
        (ResultGroup::NoneSeen, _) => "with no outage seen",
        (ResultGroup::Undecided, _) => "undecided",
        (ResultGroup::NotCheckable, _) => "not checkable",
        (ResultGroup::Announced, _) => "announced only",
        (ResultGroup::NobodyClaimed, _) => "that nobody claimed",
    }
}

/// Returns the lines below the title, without the window's name.
pub(super) fn subtitle(report: &Report, window: &str, shown: usize, is_narrow: bool) -> String {
    let all = report.claims.len();
    let side = if is_narrow { "above it" } else { "on the right" };
    let mut text = format!(
        "When each claim was published, and which time it speaks of, {window}; {side} its \
         verdicts, with the number of sites for each. A bar without an end across goes on outside \
         the window, or has no end."
    );
    if report.totals.measured > 0 && report.verdicts.iter().any(|one| one.claim.is_some()) {
        let results = results(report);
        text.push_str(&format!(" {}: {results}.", capitalised(&verdicts_on_claims(report))));
    }
    if shown < all {
        let all = grouped(all);
        text.push_str(&format!(
            " Shown are the first {shown} of {all} claims: for all see tables/claims.csv."
        ));
    }
    text
}

/// Counts the verdicts on a claim; empty where it has none.
pub(super) fn counts(claim: &Claim, verdicts: &[&Verdict]) -> String {
    verdict_counts(claim, verdicts).join(", ")
}

/// Says which time a claim speaks of, or when it was published.
pub(super) fn time(zone: Zone, given: GivenTime, range: Range) -> String {
    let verb = match given {
        GivenTime::Asserted => "speaks of",
        GivenTime::Published => "published",
    };
    format!("{verb} {}", both(&When::of_range(zone, range)))
}

/// Says how long an outage was, and when it started and ended.
pub(super) fn outage_brackets(zone: Zone, outage: &Outage) -> String {
    format!(
        "down for {}; start: {}; end: {}",
        down_for(outage.duration),
        both(&When::start(zone, outage)),
        both(&When::end(zone, outage))
    )
}

/// Writes a time in the incident's zone and, where that is another, in UTC.
fn both(when: &When) -> String {
    match when.local.as_str() {
        "" => when.utc.clone(),
        local => format!("{local} ({})", when.utc),
    }
}

/// Returns the sentences about the first claim, and about claims without a date; may be empty.
pub(super) fn first_claim(report: &Report) -> String {
    let mut text = String::new();
    if let Some(first) = shown_first_claim(report) {
        let which = match first.kind {
            FirstClaimKind::Statement if any_to_come(report) => {
                "claim of an attack or outage (what is only announced is none)"
            }
            FirstClaimKind::Statement => "claim of an attack or outage",
            FirstClaimKind::TargetList => "list of targets",
            FirstClaimKind::Announcement => "announcement of an attack or outage",
        };
        let until = moment_in_both(report.zone, first.until);
        let time = match first.from {
            // A minute is a moment to readers.
            Some(from) if first.until.since(from) <= MINUTE => moment_in_both(report.zone, from),
            Some(from) => format!(
                "between {} and {until}, as far as the dates of claims tell",
                moment_in_both(report.zone, from)
            ),
            None => format!("by {until}"),
        };
        text.push_str(&format!(" The first dated {which} was published {time}."));
    }
    let undated = undated(report);
    if undated > 0 {
        let claims =
            counted(undated, "claim of an attack or outage", "claims of an attack or outage");
        let have = by_count(undated, "has", "have");
        text.push_str(&format!(" {claims} {have} no date of publication."));
    }
    text
}
