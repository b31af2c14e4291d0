//! Counts, lengths and names in words.

use crate::clock::length_range;
use crate::model::{DurationRange, Judgement, Report, ResultGroup, Site, Verdict};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Counts things: `0 sites`, `1 site`, `3,000 sites`.
pub(super) fn plural<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    counted(count, noun, &format!("{noun}s"))
}

/// Counts things with a plural that is not formed with `s`: `1 kind of probe`, `2 kinds of probe`.
pub(super) fn counted<N: Display + PartialEq + From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let noun = if is_one(&count) { one } else { many };
    format!("{} {noun}", grouped(count))
}

/// Counts a part of things: `1 of 1 measured site`, `0 of 3 measured sites`.
pub(super) fn part_of<N: Display + PartialEq + From<u8>>(part: N, all: N, noun: &str) -> String {
    format!("{} of {}", grouped(part), plural(all, noun))
}

/// Returns the verb after a count: `was` or `were`.
pub(super) fn was<N: PartialEq + From<u8>>(count: N) -> &'static str {
    if is_one(&count) { "was" } else { "were" }
}

fn is_one<N: PartialEq + From<u8>>(count: &N) -> bool {
    *count == N::from(1)
}

/// Sets the thousands of a count apart: `69,285`.
pub(super) fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Tells how many sites were down, those that a claim named apart from the others.
pub(super) fn affected(report: &Report) -> String {
    let t = &report.totals;
    let others_down = t.affected - t.affected_claimed;
    let others = t.measured - t.claimed_measured;
    if t.measured == 0 {
        let (sites, claims) = (plural(t.sites, "site"), plural(report.claims.len(), "claim"));
        return format!("{sites} and {claims}, and no probe of any of them");
    }
    if t.claimed_measured == 0 {
        let part = part_of(t.affected, t.measured, "measured site");
        return format!("{part} {} down", was(t.affected));
    }
    let part = part_of(t.affected_claimed, t.claimed_measured, "claimed site");
    let claimed = format!("{part} {} down", was(t.affected_claimed));
    if others == 0 {
        return claimed;
    }
    format!("{claimed}, and {} that nobody named", part_of(others_down, others, "site"))
}

/// Returns the notice that must stand on every chart, in every description and on the page; may be
/// empty.
pub(super) fn standing(report: &Report) -> String {
    match (&report.notice, report.simulated) {
        (Some(notice), _) => notice.clone(),
        (None, true) => "The probes are simulated.".to_owned(),
        (None, false) => String::new(),
    }
}

/// Puts a range of lengths into words.
pub(super) fn down_for(duration: DurationRange) -> String {
    length_range(duration.least_us, duration.most_us)
}

/// Returns the name of a site for readers, by id; the id where the site is unknown.
pub(super) fn name<'a>(report: &'a Report, id: &'a str) -> &'a str {
    let found = report.sites.binary_search_by(|site| site.site.id.as_str().cmp(id));
    found.map_or(id, |at| shown(&report.sites[at].site))
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

/// Counts verdicts by judgement, in the order of [`Judgement::ALL`], zeros left out.
pub(super) fn by_judgement(verdicts: &[&Verdict]) -> Vec<(Judgement, usize)> {
    let of = |judgement| verdicts.iter().filter(|verdict| verdict.judgement == judgement).count();
    let counts = Judgement::ALL.into_iter().map(|judgement| (judgement, of(judgement)));
    counts.filter(|(_, count)| *count > 0).collect()
}

/// Counts the verdicts of a report in a group of results.
pub(super) fn in_group(report: &Report, group: ResultGroup) -> usize {
    let counts = report.totals.verdicts.iter();
    counts.filter(|(judgement, _)| judgement.group() == group).map(|(_, count)| count).sum()
}

/// Returns the name of a site for readers.
pub(super) fn shown(site: &Site) -> &str {
    if site.name.is_empty() { &site.id } else { &site.name }
}

/// Counts verdicts with one judgement in words: `1 agrees`, `2 agree`.
pub(super) fn judgement_count(count: usize, judgement: Judgement) -> String {
    match judgement {
        Judgement::OnTime if count != 1 => format!("{} agree", grouped(count)),
        judgement => format!("{} {}", grouped(count), judgement_words(judgement)),
    }
}

/// Returns the words of a judgement for readers. A claim that a site is back agrees with the
/// probes, or was made too early or late.
pub(super) fn judgement_words(judgement: Judgement) -> String {
    match judgement {
        Judgement::OnTime => "agrees".to_owned(),
        Judgement::Premature => "declared too early".to_owned(),
        Judgement::Late => "declared late".to_owned(),
        other => other.as_str().replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_the_right_noun_and_verb() {
        let sites = |count: usize| format!("{} {}", plural(count, "site"), was(count));
        assert_eq!(sites(0), "0 sites were");
        assert_eq!(sites(1), "1 site was");
        assert_eq!(sites(2), "2 sites were");
        assert_eq!(sites(1000), "1,000 sites were");
    }

    #[test]
    fn an_irregular_plural_is_passed_in() {
        let kinds = |count: u64| counted(count, "kind of probe", "kinds of probe");
        assert_eq!(kinds(0), "0 kinds of probe");
        assert_eq!(kinds(1), "1 kind of probe");
        assert_eq!(kinds(2), "2 kinds of probe");
        assert_eq!(kinds(1000), "1,000 kinds of probe");
    }

    #[test]
    fn a_part_is_counted_in_the_noun_of_the_whole() {
        let part = |part: usize, all: usize| part_of(part, all, "measured site");
        assert_eq!(part(0, 3), "0 of 3 measured sites");
        assert_eq!(part(1, 1), "1 of 1 measured site");
        assert_eq!(part(1, 2), "1 of 2 measured sites");
        assert_eq!(part(2, 1000), "2 of 1,000 measured sites");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn verdicts_that_agree_are_counted_in_words() {
        let words = |count| judgement_count(count, Judgement::OnTime);
        assert_eq!([words(0), words(1), words(2)], ["0 agree", "1 agrees", "2 agree"]);
        assert_eq!(judgement_count(2, Judgement::Premature), "2 declared too early");
    }
}
