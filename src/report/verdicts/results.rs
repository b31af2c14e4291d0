//! Verdicts in words: their results and flags, and counts of them.

use super::other_times::is_probed_at_other_times;
use crate::model::{
    Claim, Finding, Judgement, JudgementCount, Report, ResultGroup, Verdict, VerdictCount,
    VerdictFlag,
};
use crate::report::wording::{counted, grouped, plural, was};
use std::collections::BTreeMap;

/// Most groups of results of which the title of a chart names each.
const MOST_IN_TITLE: usize = 3;
/// Groups that it names where there are more; verdicts of the others are added up.
const GROUPS_IN_TITLE: [ResultGroup; 5] = [
    ResultGroup::Fits,
    ResultGroup::FitsInPart,
    ResultGroup::OtherTime,
    ResultGroup::DoesNotFit,
    ResultGroup::NoneSeen,
];

/// Groups verdicts by the id of their claim, in their order.
pub(in crate::report) fn verdicts_by_claim(report: &Report) -> BTreeMap<&str, Vec<&Verdict>> {
    let mut by_claim: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in &report.verdicts {
        if let Some(claim) = &verdict.claim {
            by_claim.entry(claim).or_default().push(verdict);
        }
    }
    by_claim
}

/// Counts the verdicts of a report in a group of results, and their sites.
fn count_in_group(report: &Report, group: ResultGroup) -> VerdictCount {
    VerdictCount::of(report.verdicts.iter().filter(|verdict| verdict.group_of_result() == group))
}

/// Lists the groups of results of verdicts on claims that have any, with their counts.
pub(in crate::report) fn groups_on_claims(
    report: &Report,
) -> impl Iterator<Item = (ResultGroup, VerdictCount)> {
    let on_claims = ResultGroup::ALL.into_iter().filter(|one| *one != ResultGroup::NobodyClaimed);
    let counted = on_claims.map(|group| (group, count_in_group(report, group)));
    counted.filter(|(_, count)| count.verdicts > 0)
}

/// Lists the groups of results that the title of a chart names, with their counts, and counts the
/// verdicts on claims of all others.
pub(in crate::report) fn groups_in_title(
    report: &Report,
) -> (Vec<(ResultGroup, VerdictCount)>, usize) {
    let all: Vec<_> = groups_on_claims(report).collect();
    let has_room = all.len() <= MOST_IN_TITLE;
    let (named, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(group, _)| has_room || GROUPS_IN_TITLE.contains(group));
    (named, others.iter().map(|(_, count)| count.verdicts).sum())
}

/// Counts the verdicts of a report in a group of results.
pub(in crate::report) fn in_group(report: &Report, group: ResultGroup) -> usize {
    report.totals.verdicts_in(group)
}

/// Counts the verdicts on claims of a report, and their sites: `205 verdicts on 41 sites`; with
/// those on claims that retell another one, and without.
pub(in crate::report) fn verdicts_on_claims(report: &Report) -> String {
    let count = VerdictCount::of(report.verdicts.iter().filter(|verdict| verdict.claim.is_some()));
    let (verdicts, sites) = (plural(count.verdicts, "verdict"), sites_words(count));
    let without = match count.retold {
        0 => String::new(),
        retold => format!(
            ", {} without the {} on a claim that retells another one on the same site",
            grouped(count.verdicts - retold),
            grouped(retold)
        ),
    };
    format!("{verdicts} on {sites}{without}")
}

/// Counts the sites that verdicts are on, and the names of claims that are no site.
fn sites_words(count: VerdictCount) -> String {
    let sites = plural(count.sites, "site");
    match (count.sites, count.names_of_no_site) {
        (_, 0) => sites,
        (0, names) => counted(names, "name of no site", "names of no site"),
        (_, names) => {
            format!("{sites} and {}", counted(names, "name of no site", "names of no site"))
        }
    }
}

/// Tells what stands behind a number of verdicts, in brackets: on how many sites they are, how many
/// are left without those on claims that retell another one, how many rest on an outage that was
/// not the first of its site. Of those that fit and those that do not, also how many are on a
/// site that the claim names itself, and not by a group alone. Empty where each is on another site
/// and nothing else is to say.
pub(in crate::report) fn count_details(group: ResultGroup, count: VerdictCount) -> String {
    let mut details = Vec::new();
    if count.sites != count.verdicts {
        details.push(format!("on {}", sites_words(count)));
    }
    if count.retold > 0 {
        details
            .push(format!("{} without those that retell", grouped(count.verdicts - count.retold)));
    }
    if count.later_outages > 0 {
        let later = grouped(count.later_outages);
        details.push(format!("{later} on an outage that was not the site's first"));
    }
    if count.by_group > 0 && matches!(group, ResultGroup::Fits | ResultGroup::DoesNotFit) {
        details.push(named_words(count));
    }
    if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) }
}

/// Tells how many verdicts are on a site that the claim names itself, and not by a group alone.
fn named_words(count: VerdictCount) -> String {
    let named = match count.verdicts - count.by_group {
        0 => "none".to_owned(),
        named => grouped(named),
    };
    format!("{named} on a site named by itself")
}

/// Counts the verdicts on one claim in words, zeros left out: `2 supported, 1 contradicted`. Of a
/// claim that only says what is to be done, none is called supported: nobody said that it was so.
/// All of its supported verdicts rest on outages, or none does, as all ask one question.
pub(in crate::report) fn verdict_counts(claim: &Claim, verdicts: &[&Verdict]) -> Vec<String> {
    let other_times = verdicts.iter().filter(|one| is_probed_at_other_times(one)).count();
    let words = |counted: JudgementCount| {
        let count = match counted.judgement {
            Judgement::NotMeasured => not_measured_words(counted.of.verdicts, other_times),
            judgement @ (Judgement::Supported | Judgement::Partly) if claim.intent => {
                let first = verdicts.iter().find(|one| one.judgement == judgement);
                let met = first.and_then(|one| MetAs::of(one)).unwrap_or(MetAs::SaidInPart);
                format!(
                    "{} {}",
                    grouped(counted.of.verdicts),
                    met.words("with an outage that fits")
                )
            }
            judgement => judgement_count(counted.of.verdicts, judgement),
        };
        format!("{count}{}", later_words(counted.of))
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

/// Result of a verdict on a site that was probed, and not in the time asked.
const NOT_PROBED_THEN: &str = "not probed then";

/// Counts verdicts without a measurement; `other_times` of them are on sites that were probed, and
/// not in the time asked.
pub(in crate::report) fn not_measured_words(all: usize, other_times: usize) -> String {
    if other_times == 0 {
        return judgement_count(all, Judgement::NotMeasured);
    }
    let then = format!("{} {NOT_PROBED_THEN}", grouped(other_times));
    match all.saturating_sub(other_times) {
        0 => then,
        others => format!("{then}, {}", judgement_count(others, Judgement::NotMeasured)),
    }
}

/// Tells how many verdicts rest on an outage that was not the first of its site, in brackets; empty
/// where none does.
fn later_words(count: VerdictCount) -> String {
    match count.later_outages {
        0 => String::new(),
        1 if count.verdicts == 1 => " (on an outage that was not the site's first)".to_owned(),
        later if later == count.verdicts => {
            " (each on an outage that was not the site's first)".to_owned()
        }
        later => format!(" ({} on an outage that was not the site's first)", grouped(later)),
    }
}

/// Description of the column `group` of tables.
pub(in crate::report) const GROUP: &str = concat!(
    "Group in which it counts, as a word; announced where the claim ",
    "only says what is to be done. See docs/method.md (M19).",
);

/// Counts verdicts with one judgement in words: `1 agrees`, `2 agree`.
pub(in crate::report) fn judgement_count(count: usize, judgement: Judgement) -> String {
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
pub(in crate::report) fn result_words(verdict: &Verdict) -> String {
    let announced = verdict.group_of_result() == ResultGroup::Announced;
    match MetAs::of(verdict).filter(|_| announced) {
        Some(met) => met.words("an outage fits its time").to_owned(),
        None if is_probed_at_other_times(verdict) => NOT_PROBED_THEN.to_owned(),
        None => judgement_words(verdict.judgement),
    }
}

/// How what was announced of a site was met: a site that stayed up as it was announced had no
/// outage that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum MetAs {
    /// An outage fits its time.
    Outage,
    /// Failures in part do.
    Failures,
    /// The site was as announced, without an outage.
    Said,
    /// The site was so for a part of the time.
    SaidInPart,
}

impl MetAs {
    /// Returns how a verdict that something was met, at least in part, says so; `None` for any
    /// other.
    pub(in crate::report) fn of(verdict: &Verdict) -> Option<MetAs> {
        match (verdict.judgement, verdict.finding) {
            (Judgement::Supported, _) if verdict.outage.is_some() => Some(MetAs::Outage),
            (Judgement::Supported, _) => Some(MetAs::Said),
            (Judgement::Partly, Finding::UpAndDown(_)) => Some(MetAs::SaidInPart),
            (Judgement::Partly, _) => Some(MetAs::Failures),
            (_, _) => None,
        }
    }

    /// Returns the words for it; `outage` are those for an outage that fits.
    fn words(self, outage: &'static str) -> &'static str {
        match self {
            MetAs::Outage => outage,
            MetAs::Failures => "failing in part",
            MetAs::Said => "as announced",
            MetAs::SaidInPart => "as announced in part",
        }
    }
}

/// Returns the words of a flag for readers.
pub(in crate::report) fn flag_words(flag: VerdictFlag) -> String {
    match flag {
        VerdictFlag::ClaimedAfterTheFact => "published after the outage was over".to_owned(),
        VerdictFlag::Retells => "retells another claim".to_owned(),
        VerdictFlag::LaterOutage => "not the site's first outage".to_owned(),
        VerdictFlag::InferredTarget => "site not named by the source".to_owned(),
        VerdictFlag::Disputed => "another statement disputes it".to_owned(),
        VerdictFlag::OnAndOffUntested => "on and off is not tested".to_owned(),
        other => other.as_str().replace('_', " "),
    }
}

/// Returns the words of a judgement for readers. A claim that a site is back agrees with the
/// probes, or was made too early or late.
pub(in crate::report) fn judgement_words(judgement: Judgement) -> String {
    match judgement {
        Judgement::OnTime => "agrees".to_owned(),
        Judgement::Premature => "not back for good by then".to_owned(),
        Judgement::Late => "back earlier than said".to_owned(),
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

    #[test]
    fn verdicts_that_agree_are_counted_in_words() {
        let words = |count| judgement_count(count, Judgement::OnTime);
        assert_eq!([words(0), words(1), words(2)], ["0 agree", "1 agrees", "2 agree"]);
        assert_eq!(judgement_count(2, Judgement::Premature), "2 not back for good by then");
        assert_eq!(judgement_count(2, Judgement::NoneSeen), "2 with no outage seen");
        let exceptions = |count| judgement_count(count, Judgement::Exception);
        assert_eq!([exceptions(1), exceptions(2)], ["1 exception", "2 exceptions"]);
        let early = [0, 1, 2].map(|count| judgement_count(count, Judgement::PrecedesClaim));
        let expected =
            ["0 began before the claim", "1 began before the claim", "2 began before the claim"];
        assert_eq!(early, expected);
    }
}
