//! Sites that may have been down without a confirmed outage, counted and in words.

use super::words::{grouped, was};
use crate::clock::IntervalSet;
use crate::model::{Report, SiteChange, SiteReport};
use std::collections::BTreeMap;

/// Sites without a confirmed outage that may have been down: a blip, or failed or challenged probes
/// at a time that was not certainly up. Each stands in one of the counts behind their number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PossiblyDown {
    /// Number of these sites.
    pub(super) sites: usize,
    /// Sites among them with one such probe, which failed.
    pub(super) on_one_probe: usize,
    /// Sites with several such probes, of which all failed.
    pub(super) failed: usize,
    /// Sites with such probes that failed, and others that were challenged.
    pub(super) failed_and_challenged: usize,
    /// Sites with such probes that were challenged, and none that failed.
    pub(super) challenged: usize,
}

/// Probes of a site that confirm no outage.
#[derive(Debug, Clone, Copy, Default)]
struct Unconfirmed {
    probes: u64,
    has_failed: bool,
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
        let mut counts = PossiblyDown { sites: sites.len(), ..PossiblyDown::default() };
        for site in sites {
            let known = probes.get(site.site.id.as_str()).copied().unwrap_or_default();
            match (known.has_failed, known.has_challenged) {
                (false, true) => counts.challenged += 1,
                (true, true) => counts.failed_and_challenged += 1,
                (_, false) if known.probes == 1 => counts.on_one_probe += 1,
                (_, false) => counts.failed += 1,
            }
        }
        counts
    }

    /// Tells how these sites were possibly down, and on what that rests, behind a number of sites
    /// and its verb: `possibly down, on one failed probe each, which confirms no outage`.
    pub(super) fn words(self) -> String {
        let each = if self.on_one_probe == 1 { "" } else { " each" };
        let on_one = format!("on one failed probe{each}");
        let all = [
            (self.on_one_probe, on_one.as_str(), ", which confirms no outage"),
            (self.failed, "with failed probes", " that confirm no outage"),
            (
                self.failed_and_challenged,
                "with failed and challenged probes",
                " that confirm no outage",
            ),
            (self.challenged, "with challenged probes alone", ", which tell neither up nor down"),
        ];
        let known: Vec<_> = all.into_iter().filter(|(sites, ..)| *sites > 0).collect();
        match known.as_slice() {
            [] => "possibly down".to_owned(),
            [(_, words, meaning)] => format!("possibly down, {words}{meaning}"),
            [before @ .., (sites, last, _)] => {
                let before: Vec<String> = before
                    .iter()
                    .map(|(sites, words, _)| format!("{} {words}", grouped(*sites)))
                    .collect();
                format!(
                    "possibly down: {}, and {} {last}, which confirm no outage",
                    before.join(", "),
                    grouped(*sites)
                )
            }
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
            count.has_failed |= !partial.failed.is_empty();
        }
    }
    for blip in &report.blips {
        if let Some(site) = by_id.get(blip.site.as_str()) {
            let count = counts.entry(&site.site.id).or_default();
            count.probes += blip.failed_probes;
            count.has_failed = true;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_one_probe_is_reported_as_such() {
        let words_of = |on_one_probe, failed, failed_and_challenged, challenged| {
            let sites = on_one_probe + failed + failed_and_challenged + challenged;
            let counts =
                PossiblyDown { sites, on_one_probe, failed, failed_and_challenged, challenged };
            counts.words()
        };
        let words = [
            words_of(1, 0, 0, 0),
            words_of(3, 0, 0, 0),
            words_of(0, 2, 0, 0),
            words_of(0, 0, 1, 0),
            words_of(0, 0, 0, 1),
            words_of(4, 0, 0, 1),
            words_of(1, 2, 1, 1),
        ];
        let expected = [
            "possibly down, on one failed probe, which confirms no outage",
            "possibly down, on one failed probe each, which confirms no outage",
            "possibly down, with failed probes that confirm no outage",
            "possibly down, with failed and challenged probes that confirm no outage",
            "possibly down, with challenged probes alone, which tell neither up nor down",
            "possibly down: 4 on one failed probe each, and 1 with challenged probes alone, which \
             confirm no outage",
            "possibly down: 1 on one failed probe, 2 with failed probes, 1 with failed and \
             challenged probes, and 1 with challenged probes alone, which confirm no outage",
        ];
        assert_eq!(words, expected);
        let counted = |sites| {
            PossiblyDown { sites, failed: sites, ..PossiblyDown::default() }.counted_words(" more")
        };
        assert_eq!(counted(0), "");
        assert!(counted(2).starts_with("; 2 more were possibly down"));
    }
}
