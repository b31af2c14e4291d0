//! How long, when and by how many probes the sites of the finding were down: its second sentence.

use crate::clock::{Instant, Zone, length};
use crate::model::{DurationRange, Outage, OutageFlag, Report, SiteReport};
use crate::report::wording::{by_count, down_for, grouped, places, plural};
use std::collections::BTreeSet;

/// Tells of the sites of the finding that went down how long each was, on which days, and by how
/// many failed probes from how many places that is known, as a sentence without its full stop, and
/// without a capital letter where another word may stand before it; `None` where none is known to
/// have gone down. They are those of the first claimant, or else all.
pub(super) fn downtime_sentence(report: &Report) -> Option<String> {
    let claimant = report.claimants.first();
    let is_of_finding =
        |site: &&SiteReport| claimant.is_none_or(|claimant| claimant.sites.contains(&site.site.id));
    let measured = report.sites.iter().filter(is_of_finding).filter(|site| site.measured).count();
    let sites: Vec<&SiteReport> =
        report.sites.iter().filter(is_of_finding).filter(|site| site.change.went_down()).collect();
    let ids: BTreeSet<&str> = sites.iter().map(|site| site.site.id.as_str()).collect();
    let outages: Vec<&Outage> =
        report.outages.iter().filter(|outage| ids.contains(outage.site.as_str())).collect();
    let days = days_of(report.zone, &outages)?;
    let probes = probes_of(&outages, report);
    let down = match &sites[..] {
        // The sentence before tells its length.
        [_] if measured == 1 => return Some(format!("it was down {days}, as seen by {probes}")),
        [only] => format!("the one that went down was down for {}", down_for(only.downtime)),
        several => {
            let (count, lengths) = (grouped(several.len()), lengths_of(several));
            format!("the {count} that went down were down for {lengths} each")
        }
    };
    Some(format!("{down}, {days}, as seen by {probes}"))
}

/// Gives the shortest and the longest time down of several sites.
fn lengths_of(sites: &[&SiteReport]) -> String {
    let downtimes = || sites.iter().map(|site| site.downtime);
    let least_us = downtimes().map(|one| one.least_us).min().unwrap_or_default();
    match downtimes().map(|one| one.most_us).collect::<Option<Vec<i64>>>() {
        Some(most) => down_for(DurationRange { least_us, most_us: most.into_iter().max() }),
        None => {
            let longest = downtimes().map(|one| one.least_us).max().unwrap_or_default();
            match longest == least_us {
                true => format!("at least {}", length(longest)),
                false => format!("{} to at least {}", length(least_us), length(longest)),
            }
        }
    }
}

/// Counts the failed probes of outages, and their places; those that are declared, and that no row
/// records, apart (M12). A run of failures that goes on beyond its outage may reach into another,
/// and counts twice: the sum is the most then.
pub(super) fn probes_of(outages: &[&Outage], report: &Report) -> String {
    let count: u64 = outages.iter().map(|outage| outage.failed_probes).sum();
    let goes_beyond = |outage: &&Outage| outage.flags.contains(&OutageFlag::ProbesBeyond);
    let most = if outages.iter().any(goes_beyond) { "up to " } else { "" };
    let declared: u64 = outages.iter().map(|outage| outage.declared_probes).sum();
    let probes = plural(count.saturating_sub(declared), "failed probe");
    let from = places(outages.iter().flat_map(|one| &one.vantages), report);
    match declared {
        0 => format!("{most}{probes} from {from}"),
        _ => format!(
            "{most}{probes} from {from}, and {} more that {} declared, in no row",
            grouped(declared),
            by_count(declared, "is", "are")
        ),
    }
}

/// Names the days from the first failed probe to the last end of outages, in a zone; `None` where
/// there is no outage.
fn days_of(zone: Zone, outages: &[&Outage]) -> Option<String> {
    let first = outages.iter().map(|outage| outage.first_down()).min()?;
    let end = outages.iter().map(|outage| outage.possible.last()).max()?;
    let day = |at: Instant, form: &str| zone.format(at, form);
    let [from, until] = [first, end].map(|at| day(at, "%-d %b %Y"));
    let same_year = day(first, "%Y") == day(end, "%Y");
    Some(match (from == until, same_year) {
        (true, _) => format!("on {until}"),
        (false, true) => format!("from {} to {until}", day(first, "%-d %b")),
        (false, false) => format!("from {from} to {until}"),
    })
}
