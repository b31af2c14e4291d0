//! Sites that may have been down without a confirmed outage, counted and in words.

use super::words::{grouped, was};
use crate::clock::IntervalSet;
use crate::model::{Report, SiteChange, SiteReport};
use std::collections::BTreeMap;

/// Sites without a confirmed outage that may have been down: a blip, or failed or challenged probes
/// at a time that was not certainly up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PossiblyDown {
    /// Number of these sites.
    pub(super) sites: usize,
    /// Sites among them with one such probe, which failed.
    pub(super) on_one_probe: usize,
}

/// Probes of a site that confirm no outage.
#[derive(Debug, Clone, Copy, Default)]
struct Unconfirmed {
    probes: u64,
    has_challenged: bool,
}

impl PossiblyDown {
    /// Counts these sites among those whose ids are asked for.
    pub(super) fn of(report: &Report, is_asked_for: impl Fn(&str) -> bool) -> PossiblyDown {
        let is_so = |site: &&SiteReport| {
            site.change == SiteChange::NoOutage
                && is_asked_for(&site.site.id)
                && (site.blips > 0 || !site.partial.difference(&site.up).is_empty())
        };
        let sites: Vec<&SiteReport> = report.sites.iter().filter(is_so).collect();
        let probes = unconfirmed(report, &sites);
        let has_one = |site: &&&SiteReport| {
            let known = probes.get(site.site.id.as_str()).copied().unwrap_or_default();
            known.probes == 1 && !known.has_challenged
        };
        PossiblyDown { sites: sites.len(), on_one_probe: sites.iter().filter(has_one).count() }
    }

    /// Tells how these sites were possibly down, and on what that rests, behind a number of sites
    /// and its verb: `possibly down, on one failed probe each, which confirms no outage`.
    pub(super) fn words(self) -> String {
        let others = self.sites - self.on_one_probe;
        let each = if self.sites == 1 { "" } else { " each" };
        match (self.on_one_probe, others) {
            (0, _) => {
                "possibly down, with failed or challenged probes that confirm no outage".to_owned()
            }
            (_, 0) => {
                format!("possibly down, on one failed probe{each}, which confirms no outage")
            }
            (ones, others) => format!(
                "possibly down: {} on one failed probe{}, and {} with failed or challenged probes, \
                 which confirm no outage",
                grouped(ones),
                if ones == 1 { "" } else { " each" },
                grouped(others)
            ),
        }
    }

    /// Tells how many sites were possibly down, behind a semicolon; empty where none was. `more`
    /// stands behind the number.
    pub(super) fn counted_words(self, more: &str) -> String {
        match self.sites {
            0 => String::new(),
            sites => format!("; {}{more} {} {}", grouped(sites), was(sites), self.words()),
        }
    }
}

/// Counts the probes of some sites that confirm no outage: those of blips, and failed and
/// challenged ones at times that were not certainly up.
fn unconfirmed<'r>(report: &'r Report, sites: &[&'r SiteReport]) -> BTreeMap<&'r str, Unconfirmed> {
    let by_id: BTreeMap<&str, &SiteReport> =
        sites.iter().map(|site| (site.site.id.as_str(), *site)).collect();
    let mut counts: BTreeMap<&str, Unconfirmed> = BTreeMap::new();
    for partial in &report.partials {
        let Some(site) = by_id.get(partial.site.as_str()) else { continue };
        if !IntervalSet::of([partial.possible]).difference(&site.up).is_empty() {
            let count = counts.entry(&site.site.id).or_default();
            count.probes += partial.probes;
            count.has_challenged |= !partial.challenged.is_empty();
        }
    }
    for blip in &report.blips {
        if let Some(site) = by_id.get(blip.site.as_str()) {
            counts.entry(&site.site.id).or_default().probes += blip.failed_probes;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_one_probe_is_reported_as_such() {
        let words_of = |sites, on_one_probe| PossiblyDown { sites, on_one_probe }.words();
        let words =
            [words_of(1, 1), words_of(3, 3), words_of(2, 0), words_of(5, 4), words_of(2, 1)];
        let expected = [
            "possibly down, on one failed probe, which confirms no outage",
            "possibly down, on one failed probe each, which confirms no outage",
            "possibly down, with failed or challenged probes that confirm no outage",
            "possibly down: 4 on one failed probe each, and 1 with failed or challenged probes, \
             which confirm no outage",
            "possibly down: 1 on one failed probe, and 1 with failed or challenged probes, which \
             confirm no outage",
        ];
        assert_eq!(words, expected);
        let counted = |sites| PossiblyDown { sites, on_one_probe: 0 }.counted_words(" more");
        assert_eq!(counted(0), "");
        assert!(counted(2).starts_with("; 2 more were possibly down"));
    }
}
