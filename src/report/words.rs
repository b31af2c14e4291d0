//! Counts, lengths and names in words.

use crate::clock::{Instant, length_range, short_utc, short_utc_up};
use crate::model::foreign::foreign;
use crate::model::{
    Claim, ClaimKind, CommonMode, DurationRange, Extent, Judgement, JudgementCount, ProbeCount,
    Quantifier, Refusals, RefusedPart, Report, ResultGroup, Simulated, Site, SiteReport,
    UnlistedTimes, Verdict, VerdictCount, VerdictFlag,
};
pub(super) use crate::model::{counted, grouped, part_of, plural, was};
use std::collections::BTreeMap;

/// Numbers of probes below which the least number stands beside an estimate.
const FEW_PROBES: u64 = 10;

/// Counts probes that may be known as a range only: `1 probe`, `35 to 36 failed probes`, `about 90
/// probes`, `about 6 probes (3 at least)`.
pub(super) fn probe_count(count: ProbeCount, noun: &str) -> String {
    if count.is_exact() {
        plural(count.least, noun)
    } else if count.most - count.least < 3 {
        format!("{} to {}", grouped(count.least), plural(count.most, noun))
    } else if count.least < FEW_PROBES {
        format!("about {} ({} at least)", plural(count.about, noun), grouped(count.least))
    } else {
        format!("about {}", plural(count.about, noun))
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
pub(super) fn standing(report: &Report) -> String {
    match (&report.notice, report.simulated) {
        (Some(notice), _) => foreign(notice),
        (None, true) if report.simulated_in_part => "Some of the probes are simulated.".to_owned(),
        (None, true) => "The probes are simulated.".to_owned(),
        (None, false) => String::new(),
    }
}

/// Returns the title of a report for readers; simulated probes are named in it.
pub(super) fn title(report: &Report) -> String {
    let title = foreign(&report.title);
    match simulated_log(report) {
        Some(log) => format!("{title} ({log})"),
        None => title,
    }
}

/// Sets the origin of its figures before a sentence, where probes were simulated.
pub(super) fn with_origin(report: &Report, sentence: &str) -> String {
    match simulated_log(report) {
        Some(log) => format!("In a {log}: {sentence}"),
        None => sentence.to_owned(),
    }
}

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
    let says_down = matches!(claim.kind, ClaimKind::Attack | ClaimKind::Outage);
    let mut limits = Vec::new();
    limits.extend(match claim.quantifier {
        Quantifier::Each => None,
        Quantifier::Most => Some("of most of its sites"),
        Quantifier::Some => Some("of some of its sites"),
        Quantifier::None if says_down => Some("a denial: said not to be down"),
        Quantifier::None => Some("a denial: said of none of its sites"),
    });
    limits.extend((claim.extent == Extent::Throughout).then_some("throughout its time"));
    limits.extend(claim.intent.then_some("a list of targets or a threat"));
    limits.extend(claim.targets_inferred.then_some("which sites is the record's reading"));
    let retells = claim.retells.as_ref().map(|id| format!("retells {}", foreign(id)));
    limits.extend(retells.as_deref());
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
        [one] => foreign(&one.site.id),
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
        "{} of {} {} no result; that time counts as not observed",
        plural(probes, "probe"),
        plural(sites, "site"),
        if probes == 1 { "tells" } else { "tell" }
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
    let others = if seen.vantages == 1 { "another vantage" } else { "other vantages" };
    let neither = seen.observed.saturating_sub(seen.up + seen.down + seen.challenged);
    let counts = [
        (seen.up, "up"),
        (seen.down, "down"),
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
    let meaning = if common.sick {
        ", and the failed probes are set aside"
    } else {
        "; a fault of the vantage cannot be ruled out"
    };
    let (sites, vantage) = (common_mode_sites(common), foreign(&common.vantage));
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
        None => "that began before the record does".to_owned(),
    };
    let ended = match ended.after.zip(ended.by) {
        Some((after, by)) => format!("ended {}", edge(after, by)),
        None => "had not ended when the record ends".to_owned(),
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
pub(super) fn name(report: &Report, id: &str) -> String {
    let index = report.sites.binary_search_by(|site| site.site.id.as_str().cmp(id));
    index.map_or_else(|_| foreign(id), |at| shown(&report.sites[at].site))
}

/// Groups verdicts by the id of their claim, in their order.
pub(super) fn verdicts_by_claim(report: &Report) -> BTreeMap<&str, Vec<&Verdict>> {
    let mut by_claim: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in &report.verdicts {
        if let Some(claim) = &verdict.claim {
            by_claim.entry(claim).or_default().push(verdict);
        }
    }
    by_claim
}

/// Counts the verdicts of a report in a group of results, and their sites.
pub(super) fn count_in_group(report: &Report, group: ResultGroup) -> VerdictCount {
    VerdictCount::of(report.verdicts.iter().filter(|verdict| verdict.group_of_result() == group))
}

/// Counts the verdicts of a report in a group of results.
pub(super) fn in_group(report: &Report, group: ResultGroup) -> usize {
    let counts = report.totals.verdicts.iter();
    counts.filter(|counted| counted.group == group).map(|counted| counted.count).sum()
}

/// Counts the verdicts on claims of a report, and their sites: `205 verdicts on 41 sites`.
pub(super) fn verdicts_on_claims(report: &Report) -> String {
    let VerdictCount { verdicts, sites } =
        VerdictCount::of(report.verdicts.iter().filter(|verdict| verdict.claim.is_some()));
    format!("{} on {}", plural(verdicts, "verdict"), plural(sites, "site"))
}

/// Tells on how many sites verdicts are, in brackets behind their number; empty where each is on
/// another site.
pub(super) fn on_sites(count: VerdictCount) -> String {
    if count.sites == count.verdicts {
        return String::new();
    }
    format!(" (on {})", plural(count.sites, "site"))
}

/// Counts the verdicts on one claim in words, zeros left out: `2 supported, 1 contradicted`. Of a
/// claim that only says what is to be done, none is called supported: nobody said that it was so.
pub(super) fn verdict_counts(claim: &Claim, verdicts: &[&Verdict]) -> Vec<String> {
    let words = |of: JudgementCount| match of.judgement {
        Judgement::Supported if claim.intent => {
            format!("{} with an outage that fits", grouped(of.count))
        }
        Judgement::Partly if claim.intent => format!("{} failing in part", grouped(of.count)),
        judgement => judgement_count(of.count, judgement),
    };
    let counts = JudgementCount::each(verdicts.iter().copied());
    let mut counts: Vec<String> = counts.into_iter().map(words).collect();
    if claim.intent
        && let Some(first) = counts.first_mut()
    {
        *first = format!("announced only: {first}");
    }
    counts
}

/// Description of the column `group` of tables.
pub(super) const GROUP: &str = "Group in which it counts, as a word; announced where the claim \
     only says what is to be done. See docs/method.md (M19).";

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
pub(super) fn shown(site: &Site) -> String {
    foreign(if site.name.is_empty() { &site.id } else { &site.name })
}

/// Counts verdicts with one judgement in words: `1 agrees`, `2 agree`.
pub(super) fn judgement_count(count: usize, judgement: Judgement) -> String {
    match judgement {
        Judgement::OnTime if count != 1 => format!("{} agree", grouped(count)),
        Judgement::NoneSeen => format!("{} with no outage seen", grouped(count)),
        Judgement::Partly => format!("{} supported in part", grouped(count)),
        Judgement::PrecedesClaim => format!("{} began before the claim", grouped(count)),
        Judgement::ClaimedAfterTheFact => {
            format!("{} {} over before the claim", grouped(count), was(count))
        }
        Judgement::Insufficient => format!("{} with insufficient evidence", grouped(count)),
        Judgement::UnclaimedOutage => plural(count, "unclaimed outage"),
        Judgement::Exception => plural(count, "exception"),
        judgement => format!("{} {}", grouped(count), judgement_words(judgement)),
    }
}

/// Returns the words of the result of a verdict for readers. On a claim that only says what is to
/// be done, none is called supported: nobody said that it was so.
pub(super) fn result_words(verdict: &Verdict) -> String {
    let announced = verdict.group_of_result() == ResultGroup::Announced;
    match verdict.judgement {
        Judgement::Supported if announced => "an outage fits its time".to_owned(),
        Judgement::Partly if announced => "failing in part".to_owned(),
        judgement => judgement_words(judgement),
    }
}

/// Returns the words of a flag for readers.
pub(super) fn flag_words(flag: VerdictFlag) -> String {
    match flag {
        VerdictFlag::ClaimedAfterTheFact => "published after the outage was over".to_owned(),
        VerdictFlag::Retells => "retells another claim".to_owned(),
        VerdictFlag::InferredTarget => "site not named by the source".to_owned(),
        other => other.as_str().replace('_', " "),
    }
}

/// Returns the words of a judgement for readers. A claim that a site is back agrees with the
/// probes, or was made too early or late.
pub(super) fn judgement_words(judgement: Judgement) -> String {
    match judgement {
        Judgement::OnTime => "agrees".to_owned(),
        Judgement::Premature => "said too early".to_owned(),
        Judgement::Late => "said late".to_owned(),
        Judgement::NoneSeen => "no outage seen".to_owned(),
        Judgement::Partly => "supported in part".to_owned(),
        Judgement::PrecedesClaim => "began before the claim".to_owned(),
        Judgement::ClaimedAfterTheFact => "over before the claim".to_owned(),
        Judgement::Insufficient => "insufficient evidence".to_owned(),
        Judgement::Supported
        | Judgement::Contradicted
        | Judgement::StayedUp
        | Judgement::Exception
        | Judgement::NotMeasured
        | Judgement::NotCheckable
        | Judgement::UnclaimedOutage => judgement.as_str().replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, HOUR, MINUTE, Span};
    use crate::model::SeenElsewhere;

    #[test]
    fn verdicts_that_agree_are_counted_in_words() {
        let words = |count| judgement_count(count, Judgement::OnTime);
        assert_eq!([words(0), words(1), words(2)], ["0 agree", "1 agrees", "2 agree"]);
        assert_eq!(judgement_count(2, Judgement::Premature), "2 said too early");
        assert_eq!(judgement_count(2, Judgement::NoneSeen), "2 with no outage seen");
        let exceptions = |count| judgement_count(count, Judgement::Exception);
        assert_eq!([exceptions(1), exceptions(2)], ["1 exception", "2 exceptions"]);
        let early = [0, 1, 2].map(|count| judgement_count(count, Judgement::PrecedesClaim));
        let expected =
            ["0 began before the claim", "1 began before the claim", "2 began before the claim"];
        assert_eq!(early, expected);
    }

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
            probes_set_aside: 0,
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
                "{time}; another vantage saw 52 of them up, 3 down and 1 challenged, and the \
                 failed probes are set aside"
            )
        );
        assert_eq!(
            words(2, [0, 56, 0], false),
            format!("{time}; other vantages saw 56 of them down{open}")
        );
        assert!(words(2, [50, 0, 0], true).contains("saw 50 of them up and 6 neither up nor down"));
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
        let time = "6 of 7 sites were failing at once, as seen from v: that began before \
            the record does, and had not ended when the record ends;";
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
    fn probes_are_counted_as_a_range_where_they_are_one() {
        let count = |least, most| {
            probe_count(ProbeCount { least, most, about: (least + most) / 2 }, "probe")
        };
        let few = [count(0, 0), count(1, 1), count(0, 1), count(3, 9)];
        assert_eq!(few, ["0 probes", "1 probe", "0 to 1 probe", "about 6 probes (3 at least)"]);
        let many = [count(999, 1000), count(72, 108)];
        assert_eq!(many, ["999 to 1,000 probes", "about 90 probes"]);
    }
}
