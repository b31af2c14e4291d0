//! Counts, lengths and names in words.

use super::sentences::{in_clause, in_sentences};
use crate::clock::{Instant, length_range, short_utc, short_utc_up};
use crate::model::safe_text::safe_text;
use crate::model::{
    Claim, CommonMode, DisagreeingProbes, DurationRange, Extent, Outage, ProbeCount, Quantifier,
    Refusals, RefusedPart, Report, Simulated, Site, SiteReport, UnlistedTimes,
};
pub(super) use crate::model::{by_count, counted, grouped, part_of, plural, was};

/// Least part of the most probes, in percent, that the least must be for an estimate of them.
const NEAR_PERCENT: u64 = 80;

/// Counts probes that may be known as a range only: `1 probe`, `35 to 36 failed probes`, `about 90
/// probes`; where the bounds are far apart, as the pace of probing changes in their run, these
/// alone: `8 to 248 probes`.
pub(super) fn probe_count(count: ProbeCount, noun: &str) -> String {
    if count.is_exact() {
        plural(count.least, noun)
    } else if count.most - count.least < 3 || count.least * 100 < count.most * NEAR_PERCENT {
        format!("{} to {}", grouped(count.least), plural(count.most, noun))
    } else {
        format!("about {}", plural(count.about, noun))
    }
}

/// Counts the failed probes of an outage that no row records, in brackets behind a space: ` (23 of
/// them declared, in no row)`; empty where each has a row.
pub(super) fn declared_note(outage: &Outage) -> String {
    match outage.declared_probes {
        0 => String::new(),
        declared => format!(" ({} of them declared, in no row)", grouped(declared)),
    }
}

/// Counts refusals in words, by what each costs: `2 refused rows, 1 unreadable outcome`; `nothing
/// refused` where there are none.
pub(super) fn refusal_counts(refusals: &Refusals) -> String {
    let words = |part| match part {
        RefusedPart::Row => "refused row",
        RefusedPart::Outcome => "unreadable outcome",
        RefusedPart::Cell => "unreadable cell",
    };
    let counts = RefusedPart::ALL.map(|part| (words(part), refusals.count_of(part)));
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(words, count)| plural(count, words))
        .collect();
    if parts.is_empty() { "nothing refused".to_owned() } else { parts.join(", ") }
}

/// Returns the notice that must stand on every chart, in every description and on the page; may be
/// empty.
pub(super) fn standing_notice(report: &Report) -> String {
    match (&report.notice, report.simulated) {
        (Some(notice), _) => safe_text(notice),
        (None, true) if report.simulated_in_part => "Some of the probes are simulated.".to_owned(),
        (None, true) => "The probes are simulated.".to_owned(),
        (None, false) => String::new(),
    }
}

/// Returns the title of a report for readers; simulated probes are named in it.
pub(super) fn title(report: &Report) -> String {
    let title = safe_text(&report.title);
    match simulated_log(report) {
        Some(log) => format!("{title} ({log})"),
        None => title,
    }
}

/// Sets the origin of its figures before a sentence, where probes were simulated, and before each
/// that it is split into.
pub(super) fn with_origin(report: &Report, sentence: &str) -> String {
    let log = log_behind(report);
    match simulated_log(report) {
        Some(name) => in_sentences(&format!("In a {name}: {sentence}"), &log),
        None => in_sentences(sentence, &log),
    }
}

/// Returns what a later sentence on simulated probes begins with; empty where none were simulated.
pub(super) fn log_behind(report: &Report) -> String {
    match (report.simulated, report.simulated_in_part) {
        (_, true) => IN_PARTLY_SIMULATED_LOG.to_owned(),
        (true, false) => IN_SIMULATED_LOG.to_owned(),
        (false, false) => String::new(),
    }
}

/// Beginnings of sentences on probes that were simulated, all or some of them.
pub(super) const IN_SIMULATED_LOG: &str = "in the simulated log, ";
pub(super) const IN_PARTLY_SIMULATED_LOG: &str = "in a log that is simulated in part, ";

/// Names the log of a report, where probes were simulated.
pub(super) fn simulated_log(report: &Report) -> Option<&'static str> {
    match (report.simulated, report.simulated_in_part) {
        (_, true) => Some("log that is simulated in part"),
        (true, false) => Some("simulated log"),
        (false, false) => None,
    }
}

/// Says of sites how far their probes were simulated, as a word for tables; `None` where they have
/// no probe.
pub(super) fn simulated<'a>(
    report: &Report,
    sites: impl IntoIterator<Item = &'a str>,
) -> Option<&'static str> {
    let of_site = |id: &str| {
        let index = report.sites.binary_search_by(|site| site.site.id.as_str().cmp(id)).ok()?;
        report.sites[index].simulated
    };
    Simulated::joined(sites.into_iter().filter_map(of_site)).map(Simulated::as_str)
}

/// Description of the column `simulated` of tables.
pub(super) const SIMULATED: &str = "Whether the probes behind the row were simulated: yes, no, or \
    in_part; empty where there are none.";

/// Says that claims are held against simulated probes; empty where none were simulated. The claims
/// themselves are real.
pub(super) fn held_against(report: &Report) -> String {
    simulated_log(report).map_or_else(String::new, |log| format!(" held against a {log}"))
}

/// Returns the kind of a claim in words, with how many of its sites it means, how much of its time,
/// whether it only says what is to be done, whether its sites are the recorder's reading, and what
/// it retells: `outage (of most of its sites)`.
pub(super) fn claim_kind(claim: &Claim) -> String {
    let says_down = claim.is_of_outage();
    let mut limits = Vec::new();
    limits.extend(match claim.quantifier {
        Quantifier::Each => None,
        Quantifier::Most => Some("of most of its sites"),
        Quantifier::Some => Some("of some of its sites"),
        Quantifier::None if says_down => Some("a denial: said not to be down"),
        Quantifier::None => Some("a denial: said of none of its sites"),
    });
    limits.extend(match claim.extent {
        Extent::Part => None,
        Extent::Throughout => Some("throughout its time"),
        Extent::Intermittent => Some("on and off, which is not tested"),
    });
    limits.extend(claim.intent.then_some(match says_down {
        true => "a list of targets or a threat",
        false => "announced",
    }));
    limits.extend(claim.targets_inferred.then_some("which sites is the record's reading"));
    let retells = claim.retells.as_ref().map(|id| format!("retells {}", safe_text(id)));
    limits.extend(retells.as_deref());
    let disputes = claim.disputes.as_ref().map(|id| format!("disputes {}", safe_text(id)));
    limits.extend(disputes.as_deref());
    let kind = claim.kind.as_str();
    if limits.is_empty() { kind.to_owned() } else { format!("{kind} ({})", limits.join(", ")) }
}

/// Tells after which moments lists of periods say nothing; empty where there are none.
pub(super) fn unlisted_times(report: &Report) -> String {
    let of: Vec<&SiteReport> = report.sites.iter().filter(|site| site.unlisted.is_some()).collect();
    let Some(all) = UnlistedTimes::joined(of.iter().filter_map(|site| site.unlisted)) else {
        return String::new();
    };
    let whose = match &of[..] {
        [one] => safe_text(&one.site.id),
        many => plural(many.len(), "site"),
    };
    let after = match all.count {
        1 => short_utc(all.first),
        count => format!(
            "the ends of {}, the first at {} and the last at {}",
            plural(count, "period"),
            short_utc(all.first),
            short_utc(all.last)
        ),
    };
    format!(
        "the list of periods says nothing of {whose} after {after}; that time counts as not \
         observed"
    )
}

/// Tells of probes whose result is not known; empty where there is none.
pub(super) fn unknown_probes(report: &Report) -> String {
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
pub(super) fn disagreeing_probes(report: &Report) -> String {
    let DisagreeingProbes { probes, sites } = report.disagreeing;
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

/// Tells of rows whose time cannot be read; empty where there is none.
pub(super) fn unplaced_rows(report: &Report) -> String {
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

/// Tells which share of the sites failed together as seen from which vantage, when, and what other
/// vantages saw of them (M15).
pub(super) fn common_mode(common: &CommonMode) -> String {
    let seen = common.elsewhere;
    let others = by_count(
        seen.vantages,
        "another vantage (checking location)",
        "other vantages (checking locations)",
    );
    let neither = seen.observed.saturating_sub(seen.up + seen.down + seen.challenged);
    let counts = [
        (seen.up, "up for a part of that time at least"),
        (seen.down, "down and never up"),
        (seen.challenged, "challenged"),
        (neither, "neither up nor down"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (count, words) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let of_them = if parts.is_empty() { " of them" } else { "" };
        parts.push(format!("{}{of_them} {words}", grouped(count)));
    }
    let saw = match parts.split_last() {
        None => String::new(),
        Some((only, [])) => format!("; {others} saw {only}"),
        Some((last, before)) => format!("; {others} saw {} and {last}", before.join(", ")),
    };
    let meaning = match (common.sick, common.probes_set_aside) {
        (false, _) => "; a fault of the vantage cannot be ruled out".to_owned(),
        (true, 1) => "; the 1 failed probe of that time is set aside".to_owned(),
        (true, probes) => {
            format!("; the {} of that time are set aside", plural(probes, "failed probe"))
        }
    };
    let (sites, vantage) = (common_mode_sites(common), in_clause(&common.vantage));
    let time = common_mode_time(common);
    format!("{sites} were failing at once, as seen from {vantage}: {time}{saw}{meaning}")
}

/// Tells when most sites failed together, each edge as it is known.
fn common_mode_time(common: &CommonMode) -> String {
    if common.certain_sites == 0 {
        let (from, until) = (short_utc(common.span.from()), short_utc_up(common.span.last()));
        return format!("that was at some time between {from} and {until}");
    }
    let edge = |after: Instant, by: Instant| {
        format!("after {} and by {}", short_utc(after), short_utc_up(by))
    };
    let (began, ended) = (common.began, common.ended);
    let began = match began.after.zip(began.by) {
        Some((after, by)) => format!("that began {}", edge(after, by)),
        None => "that began at a moment that is not on the record".to_owned(),
    };
    let ended = match ended.after.zip(ended.by) {
        Some((after, by)) => format!("ended {}", edge(after, by)),
        None => "its end is not on the record".to_owned(),
    };
    format!("{began}, and {ended}")
}

/// Counts the sites that failed together, of those that the vantage observed: `56 of 56 sites`, `50
/// to 56 of 56 sites`.
fn common_mode_sites(common: &CommonMode) -> String {
    let failing = match (common.certain_sites, common.sites) {
        (0, most) => format!("up to {}", grouped(most)),
        (certain, most) if certain == most => grouped(most),
        (certain, most) => format!("{} to {}", grouped(certain), grouped(most)),
    };
    format!("{failing} of {}", plural(common.observed_sites, "site"))
}

/// Puts a range of lengths into words.
pub(super) fn down_for(duration: DurationRange) -> String {
    length_range(duration.least_us, duration.most_us)
}

/// Returns the name of a site for readers, by id; the id where the site is unknown.
pub(super) fn name_of_site(report: &Report, id: &str) -> String {
    let index = report.sites.binary_search_by(|site| site.site.id.as_str().cmp(id));
    index.map_or_else(|_| safe_text(id), |at| site_name(&report.sites[at].site))
}

/// Names the announced work of a report; says where it was simulated.
pub(super) fn announced_work(report: &Report) -> &'static str {
    let any = |is_so: fn(&SiteReport) -> bool| report.sites.iter().any(is_so);
    let simulated = any(|site| !site.simulated_maintenance.is_empty());
    let real = any(|site| !site.maintenance.difference(&site.simulated_maintenance).is_empty());
    match (simulated, real) {
        (true, false) => "simulated announced work",
        (true, true) => "announced work, some of it simulated",
        (false, _) => "announced work",
    }
}

/// Returns the name of a site for readers, fit to stand beside our words.
pub(super) fn site_name(site: &Site) -> String {
    safe_text(if site.name.is_empty() { &site.id } else { &site.name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, HOUR, MINUTE, Span};
    use crate::model::SeenElsewhere;

    #[test]
    fn a_common_mode_is_reported_with_its_vantage_its_time_and_what_others_saw() {
        let common = |vantages, [up, down, challenged]: [usize; 3], sick| CommonMode {
            vantage: "frankfurt".to_owned(),
            span: Span::seen(Instant(0), Instant(HOUR)).expect("it ends later"),
            began: Bracket { after: Some(Instant(0)), by: Some(Instant(MINUTE)) },
            ended: Bracket { after: Some(Instant(HOUR - MINUTE)), by: Some(Instant(HOUR)) },
            sites: 56,
            certain_sites: 50,
            observed_sites: 56,
            sick,
            elsewhere: SeenElsewhere { vantages, up, down, challenged, observed: 56 },
            probes_set_aside: 672,
        };
        let words = |vantages, counts, sick| common_mode(&common(vantages, counts, sick));
        let time = "50 to 56 of 56 sites were failing at once, as seen from frankfurt: that \
            began after 1970-01-01 00:00:00 UTC and by 1970-01-01 00:01:00 UTC, and ended after \
            1970-01-01 00:59:00 UTC and by 1970-01-01 01:00:00 UTC";
        let open = "; a fault of the vantage cannot be ruled out";
        let unseen = common(0, [0, 0, 0], false);
        let elsewhere = SeenElsewhere { observed: 0, ..unseen.elsewhere };
        assert_eq!(common_mode(&CommonMode { elsewhere, ..unseen }), format!("{time}{open}"));
        assert_eq!(
            words(1, [52, 3, 1], true),
            format!(
                "{time}; another vantage (checking location) saw 52 of them up for a part of that \
                 time at least, 3 down and never up and 1 challenged; the 672 failed probes of \
                 that time are set aside"
            )
        );
        assert_eq!(
            words(2, [0, 56, 0], false),
            format!(
                "{time}; other vantages (checking locations) saw 56 of them down and never up{open}"
            )
        );
        assert!(words(2, [50, 0, 0], true).contains(
            "saw 50 of them up for a part of that time at least and 6 neither up nor down"
        ));
    }

    #[test]
    fn a_common_mode_is_reported_as_far_as_it_is_known() {
        let at = |minute: i64| Some(Instant(minute * MINUTE));
        let common = CommonMode {
            vantage: "v".to_owned(),
            span: Span::seen(Instant(0), Instant(HOUR)).expect("it ends later"),
            began: Bracket { after: None, by: at(0) },
            ended: Bracket { after: at(60), by: None },
            sites: 6,
            certain_sites: 6,
            observed_sites: 7,
            sick: false,
            elsewhere: SeenElsewhere::default(),
            probes_set_aside: 0,
        };
        let time = "6 of 7 sites were failing at once, as seen from v: that began at a \
            moment that is not on the record, and its end is not on the record;";
        assert!(common_mode(&common).starts_with(time));
        assert_eq!(common_mode_sites(&common), "6 of 7 sites");
        let some = CommonMode { certain_sites: 5, ..common.clone() };
        assert_eq!(common_mode_sites(&some), "5 to 6 of 7 sites");
        let perhaps = CommonMode { certain_sites: 0, ..common };
        assert_eq!(common_mode_sites(&perhaps), "up to 6 of 7 sites");
        assert!(common_mode(&perhaps).starts_with(
            "up to 6 of 7 sites were failing at once, as seen from v: that was at some \
             time between 1970-01-01 00:00:00 UTC and 1970-01-01 01:00:00 UTC;"
        ));
    }

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
