//! Counts in words: of probes, which may be ranges, and of what could not be read.

use crate::clock::{SECOND, length_up};
use crate::model::{Conflicts, Outage, OutageFlag, ProbeCount, Refusals, RefusedPart, Report};
use crate::model::{by_count, grouped, plural};
use std::collections::BTreeSet;

/// Least part of the most probes, in percent, that the least must be for an estimate of them.
const NEAR_PERCENT: u64 = 80;

/// Counts probes that may be known as a range only: `1 probe`, `35 to 36 failed probes`, `about 90
/// probes`; where the bounds are far apart, as the pace of probing changes in their run, these
/// alone: `8 to 248 probes`.
pub(in crate::report) fn probe_count(count: ProbeCount, noun: &str) -> String {
    in_number(count, |number| plural(number, noun))
}

/// Writes a number of probes whose noun stands elsewhere.
pub(in crate::report) fn probe_number(count: ProbeCount) -> String {
    in_number(count, grouped)
}

/// Writes a number that may be known as a range; `last` writes the last number with its noun.
fn in_number(count: ProbeCount, last: impl Fn(u64) -> String) -> String {
    if count.is_exact() {
        last(count.least)
    } else if count.most - count.least < 3 || count.least * 100 < count.most * NEAR_PERCENT {
        format!("{} to {}", grouped(count.least), last(count.most))
    } else {
        format!("about {}", last(count.about))
    }
}

/// Counts the places behind some names: `3 places`; of places that take turns (M7) the log's rows
/// alone know the number.
pub(in crate::report) fn places<'a>(
    names: impl Iterator<Item = &'a String>,
    report: &Report,
) -> String {
    let names: BTreeSet<&String> = names.collect();
    let in_turn = names.iter().filter(|name| report.vantages_in_turn.contains(name)).count();
    match (names.len() - in_turn, in_turn) {
        (count, 0) => plural(count, "place"),
        (0, _) => "places that take turns".to_owned(),
        (count, _) => format!("{} and others that take turns", plural(count, "place")),
    }
}

/// Counts the failed probes of an outage that no row records, in brackets behind a space: ` (23 of
/// them declared, in no row)`; empty where each has a row.
pub(in crate::report) fn declared_note(outage: &Outage) -> String {
    match outage.declared_probes {
        0 => String::new(),
        declared => format!(" ({} of them declared, in no row)", grouped(declared)),
    }
}

/// Words for the last moment up before an outage, and the first after it, where they are not known.
pub(in crate::report) struct OffRecordWords {
    pub(in crate::report) before: &'static str,
    pub(in crate::report) after: &'static str,
}

impl OffRecordWords {
    /// Returns the words for an outage. A list of periods gives the ends of an outage, and need not
    /// say that the site was up beside them.
    pub(in crate::report) fn of(outage: &Outage) -> OffRecordWords {
        let (before, after) = match outage.has(OutageFlag::Listed) {
            true => ("no time up is listed before it", "no time up is listed after it"),
            false => ("not on the record", "not on the record"),
        };
        OffRecordWords { before, after }
    }
}

/// Kind of the captures that may show a holding page, as refusals name it.
const HOLDING_PAGE: &str = "holding_page";

/// Counts refusals in words, by what each costs: `2 refused rows, 1 unreadable outcome`; `nothing
/// refused` where there are none.
pub(in crate::report) fn refusal_counts(refusals: &Refusals) -> String {
    let words = |part| match part {
        RefusedPart::Row => "refused row",
        RefusedPart::Outcome => "unreadable outcome",
        RefusedPart::Cell => "unreadable cell",
    };
    let pages = refusals.by_kind().get(HOLDING_PAGE).copied().unwrap_or_default();
    // A capture that may show a holding page was read: that it is listed is a hint to check it.
    let count_of = |part| match part {
        RefusedPart::Cell => refusals.count_of(part).saturating_sub(pages),
        RefusedPart::Row | RefusedPart::Outcome => refusals.count_of(part),
    };
    let counts = RefusedPart::ALL.map(|part| (words(part), count_of(part)));
    let parts: Vec<String> = counts
        .into_iter()
        .chain([("possible holding page", pages)])
        .filter(|(_, count)| *count > 0)
        .map(|(words, count)| plural(count, words))
        .collect();
    if parts.is_empty() { "nothing refused".to_owned() } else { parts.join(", ") }
}

/// Tells of probes whose result is not known; empty where there is none.
pub(in crate::report) fn unknown_probes(report: &Report) -> String {
    let sites = report.sites.iter().filter(|site| site.unknown_probes > 0).count();
    let probes: u64 = report.sites.iter().map(|site| site.unknown_probes).sum();
    if probes == 0 {
        return String::new();
    }
    format!(
        "{} of {} {} no result; that time counts as not observed from {}",
        plural(probes, "probe"),
        plural(sites, "site"),
        by_count(probes, "tells", "tell"),
        by_count(probes, "its vantage", "their vantages")
    )
}

/// Tells of probes whose rows disagree; empty where there is none.
pub(in crate::report) fn disagreeing_probes(report: &Report) -> String {
    let Conflicts { probes, sites, .. } = report.conflicts;
    if probes == 0 {
        return String::new();
    }
    format!(
        "the rows of {} of {} disagree: {} as the best of its rows, and nothing is denied by {}",
        plural(probes, "probe"),
        plural(sites, "site"),
        by_count(probes, "it counts", "each counts"),
        by_count(probes, "it", "them")
    )
}

/// Tells of times at which logs of one vantage contradict each other; empty where there are none.
pub(in crate::report) fn contradicting_logs(report: &Report) -> String {
    let Conflicts { log_sites, log_times, log_us, .. } = report.conflicts;
    if log_times == 0 {
        return String::new();
    }
    let how_long = match log_us {
        ..SECOND => String::new(),
        us => format!(", for {} in all", length_up(us)),
    };
    let often = match log_times {
        1 => "once".to_owned(),
        times => format!("{} times", grouped(times)),
    };
    format!(
        "logs of one vantage contradict each other about {}, {often}{how_long}: one says up, \
         another down; that time counts as neither",
        plural(log_sites, "site")
    )
}

/// Tells of rows whose time cannot be read; empty where there is none.
pub(in crate::report) fn unplaced_rows(report: &Report) -> String {
    let sites = report.sites.iter().filter(|site| site.unplaced_rows > 0).count();
    let rows: u64 = report.sites.iter().map(|site| site.unplaced_rows).sum();
    if rows == 0 {
        return String::new();
    }
    format!(
        "{} of {} without a time that can be read; when they were is not known",
        plural(rows, "row"),
        plural(sites, "site")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, Instant};

    #[test]
    fn failed_probes_of_an_outage_that_no_row_records_are_counted() {
        let onset = Bracket { after: Some(Instant(0)), by: Some(Instant(1)) };
        let recovery = Bracket { after: Some(Instant(2)), by: Some(Instant(3)) };
        let outage = Outage::example("O001", "shop", onset, recovery);
        assert_eq!(declared_note(&outage), "");
        let declared = Outage { failed_probes: 25, declared_probes: 23, ..outage };
        assert_eq!(declared_note(&declared), " (23 of them declared, in no row)");
    }

    #[test]
    fn probes_are_counted_as_a_range_where_they_are_one() {
        let count = |least, most| {
            probe_count(ProbeCount { least, most, about: (least + most) / 2 }, "probe")
        };
        let few = [count(0, 0), count(1, 1), count(0, 1), count(3, 9)];
        assert_eq!(few, ["0 probes", "1 probe", "0 to 1 probe", "3 to 9 probes"]);
        let many = [count(999, 1000), count(80, 100), count(79, 100), count(8, 248)];
        let words =
            ["999 to 1,000 probes", "about 90 probes", "79 to 100 probes", "8 to 248 probes"];
        assert_eq!(many, words);
    }
}
