//! How counts, moments and shares are put into words.

use crate::clock::length_range;
use crate::model::{DurationRange, Judgement, Report, Site, Verdict};
use std::collections::BTreeMap;
use std::fmt::Display;

/// A count with its noun: `1 site`, `3,000 sites`.
pub(super) fn plural<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// A number with its thousands set apart: `69,285`.
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

/// The headline: how many sites went down, those that a claim named apart.
pub(super) fn affected(report: &Report) -> String {
    let t = &report.totals;
    let others = (t.affected - t.affected_claimed, t.measured - t.claimed_measured);
    match (t.measured, t.claimed_measured) {
        (0, _) => format!(
            "{} and {}, and no probe of any of them",
            plural(t.sites, "site"),
            plural(report.claims.len(), "claim")
        ),
        (measured, 0) => {
            format!("{} of {} went down", grouped(t.affected), plural(measured, "measured site"))
        }
        (_, claimed) if others.1 == 0 => format!(
            "{} of {} went down",
            grouped(t.affected_claimed),
            plural(claimed, "claimed site")
        ),
        (_, claimed) => format!(
            "{} of {} went down; so did {} of {} that nobody named",
            grouped(t.affected_claimed),
            plural(claimed, "claimed site"),
            grouped(others.0),
            grouped(others.1)
        ),
    }
}

/// What must stand on every chart, in every description and on the page.
pub(super) fn standing(report: &Report) -> String {
    match (&report.notice, report.simulated) {
        (Some(notice), _) => notice.clone(),
        (None, true) => "The probes are simulated.".to_owned(),
        (None, false) => String::new(),
    }
}

/// A length as a range.
pub(super) fn down_for(spread: DurationRange) -> String {
    length_range(spread.least_us, spread.most_us)
}

/// A site's name by id.
pub(super) fn name<'a>(report: &'a Report, id: &'a str) -> &'a str {
    let found = report.sites.binary_search_by(|site| site.site.id.as_str().cmp(id));
    found.map_or(id, |at| shown(&report.sites[at].site))
}

/// The verdicts of each claim, by its id, in their order.
pub(super) fn verdicts_by_claim(report: &Report) -> BTreeMap<&str, Vec<&Verdict>> {
    let mut by_claim: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in &report.verdicts {
        if let Some(claim) = &verdict.claim {
            by_claim.entry(claim).or_default().push(verdict);
        }
    }
    by_claim
}

/// How many verdicts there are of each judgement, in the order of [`Judgement::ALL`], zeros left
/// out.
pub(super) fn counted(verdicts: &[&Verdict]) -> Vec<(Judgement, usize)> {
    let count =
        |judgement| verdicts.iter().filter(|verdict| verdict.judgement == judgement).count();
    Judgement::ALL
        .into_iter()
        .map(|judgement| (judgement, count(judgement)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// A site's name for readers.
pub(super) fn shown(site: &Site) -> &str {
    if site.name.is_empty() { &site.id } else { &site.name }
}
