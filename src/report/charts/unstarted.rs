//! Sites with an outage whose start is not on the record, in words beside the peak of the others.

use crate::model::{DownCount, Outage, Report};
use crate::report::wording::{grouped, plural, was};
use std::collections::BTreeMap;

/// Sites with an outage whose start is not on the record, by what they were at the peak of those
/// that went down.
#[derive(Debug, Default)]
pub(super) struct Unstarted {
    /// Certainly down in such an outage at the peak.
    down: usize,
    /// Perhaps down in one at the peak.
    perhaps: usize,
    /// Down in one at another time; the site went down, too.
    same: usize,
    /// Down in one at another time, and never seen to go down.
    other: usize,
}

impl Unstarted {
    /// Counts the sites of a report.
    pub(super) fn of(report: &Report, peak: &DownCount) -> Unstarted {
        let mut by_site: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
        for outage in report.outages.iter().filter(|outage| !outage.has_onset()) {
            by_site.entry(&outage.site).or_default().push(outage);
        }
        let mut all = Unstarted::default();
        for site in &report.sites {
            let Some(outages) = by_site.get(site.site.id.as_str()) else { continue };
            let is_open = outages.iter().any(|outage| outage.possible.contains(peak.from));
            let is_down = site.down.contains(peak.from);
            let count = match (is_open, is_down) {
                (true, true) => &mut all.down,
                (true, false) => &mut all.perhaps,
                (false, _) if site.change.went_down() => &mut all.same,
                (false, _) => &mut all.other,
            };
            *count += 1;
        }
        all
    }

    /// Says whether there is no such site.
    pub(super) fn is_empty(&self) -> bool {
        self.down + self.perhaps + self.same + self.other == 0
    }

    /// Counts the sites among those that went down, down without a start at another time.
    pub(super) fn same_sites(&self) -> usize {
        self.same
    }

    /// Counts the other sites.
    pub(super) fn other_sites(&self) -> usize {
        self.down + self.perhaps + self.other
    }

    /// Tells of sites among those that went down, behind a semicolon; empty where there is none.
    pub(super) fn of_same_sites(&self, went_down: usize) -> String {
        let who = match (self.same, went_down) {
            (0, _) => return String::new(),
            (_, 1) => "it was".to_owned(),
            (same, _) => format!("{} of these {}", grouped(same), was(same)),
        };
        format!("; {who} down at another time, too, {WITHOUT_START}")
    }

    /// Tells of the other sites, and what they were at the peak, behind a semicolon; empty where
    /// there is none.
    pub(super) fn beside_peak(&self) -> String {
        // Where another time was named since, `then` could be either.
        let then = match self.same {
            0 => [(self.down, "down then, too"), (self.perhaps, "perhaps down then, too")],
            _ => [
                (self.down, "down at the first of these times, too"),
                (self.perhaps, "perhaps down at the first of these times, too"),
            ],
        };
        let then = then.into_iter().filter(|(count, _)| *count > 0);
        let mut text = String::new();
        for (count, what) in then.chain(Some((self.other, "down at another time"))) {
            if count == 0 {
                continue;
            }
            let was = was(count);
            match text.is_empty() {
                true => {
                    let sites = plural(count, "site");
                    text = format!("; besides, {sites} {WITHOUT_START} {was} {what}");
                }
                false => text.push_str(&format!(", and {} more {was} {what}", grouped(count))),
            }
        }
        text
    }

    /// Counts the other sites where no peak is named, behind a semicolon; empty where there is
    /// none.
    pub(super) fn at_any_time(&self) -> String {
        match self.other_sites() {
            0 => String::new(),
            count => {
                let (sites, was) = (plural(count, "site"), was(count));
                format!("; besides, {sites} {WITHOUT_START} {was} down")
            }
        }
    }
}

/// Words on sites whose outage has no onset on the record.
const WITHOUT_START: &str = "with no start on the record";
