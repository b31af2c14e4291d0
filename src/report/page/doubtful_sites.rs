//! Sites that were possibly down, or failed in part (M11), as words.

use super::wording::moment;
use crate::clock::{Instant, Range};
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{Outage, Partial, Report, Simulated, SiteReport};
use crate::report::anchors::of_site;
use crate::report::wording::{When, grouped, name_of_site, plural, site_name, whole_second};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Site with failures outside every outage, as the page shows it.
#[derive(Serialize)]
pub(super) struct DoubtfulSite {
    /// Anchor of the site, and its name.
    anchor: String,
    site: String,
    seen: &'static str,
    times: String,
    probes: String,
    from: String,
    until: String,
    failed: String,
    challenged: String,
}

/// Failures of a site outside every outage, by what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SeenAs {
    /// A probe failed, and no quorum saw the site up.
    PossiblyDown,
    /// Probes were challenged, none failed, and no quorum saw the site up.
    Challenged,
    /// A quorum saw the site up.
    InPart,
}

impl SeenAs {
    /// Returns what a failure in part means.
    fn of(partial: &Partial) -> SeenAs {
        match (partial.is_seen_up, partial.failed.is_empty()) {
            (true, _) => SeenAs::InPart,
            (false, true) => SeenAs::Challenged,
            (false, false) => SeenAs::PossiblyDown,
        }
    }

    /// Returns the words for it.
    fn words(self) -> &'static str {
        match self {
            SeenAs::PossiblyDown => "possibly down",
            SeenAs::Challenged => "challenged: up or down is not known",
            SeenAs::InPart => "in part, while a quorum saw it up",
        }
    }
}

/// Failures of one site outside every outage that mean the same.
struct UnconfirmedFailures<'r> {
    site: &'r SiteReport,
    seen: SeenAs,
    /// Failed and challenged probes.
    probes: u64,
    /// Number of times, and the time that holds them all.
    times: usize,
    from: Instant,
    until: Instant,
    /// Vantages that saw it fail, and those that were challenged.
    failed: BTreeSet<&'r str>,
    challenged: BTreeSet<&'r str>,
}

impl<'r> UnconfirmedFailures<'r> {
    /// Sums up failures of a site; `None` where there are none.
    fn of(
        site: &'r SiteReport,
        seen: SeenAs,
        partials: &[&'r Partial],
        blips: &[&'r Outage],
    ) -> Option<UnconfirmedFailures<'r>> {
        let spans = || {
            let of_partials = partials.iter().map(|one| one.possible);
            of_partials.chain(blips.iter().map(|one| one.possible))
        };
        let names = |of: fn(&'r Partial) -> &'r Vec<String>| -> BTreeSet<&'r str> {
            partials.iter().flat_map(|one| of(one).iter().map(String::as_str)).collect()
        };
        let mut failed = names(|one| &one.failed);
        failed.extend(blips.iter().flat_map(|blip| blip.vantages.iter().map(String::as_str)));
        Some(UnconfirmedFailures {
            site,
            seen,
            probes: partials.iter().map(|one| one.probes).sum::<u64>()
                + blips.iter().map(|blip| blip.failed_probes).sum::<u64>(),
            times: partials.len() + blips.len(),
            from: spans().map(|span| span.from()).min()?,
            until: spans().map(|span| span.until()).max()?,
            failed,
            challenged: names(|one| &one.challenged),
        })
    }

    /// Tells what the probes saw of the site, which `name` names, and what that means.
    fn in_words(&self, name: &str) -> String {
        let did = match (self.failed.is_empty(), self.challenged.is_empty()) {
            (false, true) => "failed",
            (true, _) => "was challenged",
            (false, false) => "failed or was challenged",
        };
        let probes = plural(self.probes, "probe");
        let times = match self.times {
            1 => String::new(),
            times => format!(" on {} occasions", grouped(times)),
        };
        let meaning = match self.seen {
            SeenAs::Challenged => "up or down is not known",
            SeenAs::InPart => "meanwhile other places saw it up",
            SeenAs::PossiblyDown => "that confirms no outage",
        };
        format!("{name} {did} at {probes}{times}: {meaning}")
    }

    /// Returns the word for its probes, with whether they were simulated.
    fn probes_word(&self) -> &'static str {
        match self.site.simulated {
            Some(Simulated::Yes) => "simulated probes",
            Some(Simulated::InPart) => "probes, some of them simulated,",
            Some(Simulated::No) | None => "probes",
        }
    }
}

/// Sums up the failures of each site outside every outage, by site, then by what they mean. With
/// `alone` the lone ones stand among them, and blips, which may have been outages; else each has a
/// stretch of `confirm` probes or more.
fn summed(report: &Report, alone: bool) -> Vec<UnconfirmedFailures<'_>> {
    let mut partials: BTreeMap<&str, Vec<&Partial>> = BTreeMap::new();
    let is_meant = |one: &&Partial| alone || one.probes >= report.rules.confirm;
    for one in report.partials.iter().filter(is_meant) {
        partials.entry(&one.site).or_default().push(one);
    }
    let mut blips: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for one in report.blips.iter().filter(|_| alone) {
        blips.entry(&one.site).or_default().push(one);
    }
    let mut summed = Vec::new();
    for site in &report.sites {
        let id = site.site.id.as_str();
        let of_site = partials.remove(id).unwrap_or_default();
        let blips = blips.remove(id).unwrap_or_default();
        for seen in [SeenAs::PossiblyDown, SeenAs::Challenged, SeenAs::InPart] {
            let alike = of_site.iter().filter(|one| one.probes > 0 && SeenAs::of(one) == seen);
            let alike: Vec<&Partial> = alike.copied().collect();
            let blips = if seen == SeenAs::PossiblyDown { &blips[..] } else { &[] };
            summed.extend(UnconfirmedFailures::of(site, seen, &alike, blips));
        }
    }
    summed
}

/// Failed or challenged probes of a site that confirm no outage, for a list in order of time.
#[derive(Serialize)]
pub(super) struct UnconfirmedRow {
    pub(super) what: String,
    pub(super) when: When,
    /// Probes, with their places.
    #[serde(skip)]
    pub(super) who: String,
    #[serde(skip)]
    pub(super) from: Instant,
    /// Id of the site.
    #[serde(skip)]
    pub(super) site: String,
}

/// Returns the failed or challenged probes that confirm no outage, `confirm` of them at a time, by
/// site: a site without an outage need not have been up.
pub(super) fn unconfirmed(report: &Report) -> Vec<UnconfirmedRow> {
    let row_of = |failures: &UnconfirmedFailures<'_>| {
        let id = failures.site.site.id.as_str();
        let (time, from) = in_window(report, failures.from, failures.until);
        let vantages = failures.failed.union(&failures.challenged).copied().collect();
        UnconfirmedRow {
            what: failures.in_words(&name_of_site(report, id)),
            when: When::of_range(report.zone, time),
            who: format!("{}{}", failures.probes_word(), places(vantages)),
            from,
            site: id.to_owned(),
        }
    };
    summed(report, false).iter().map(row_of).collect()
}

/// Returns the part of a time within the window, beyond the ends of which nothing was seen, and its
/// first moment.
pub(super) fn in_window(report: &Report, from: Instant, until: Instant) -> (Range, Instant) {
    let (mut from, mut until) = (from, until);
    if let Some(window) = report.window {
        (from, until) = (from.max(window.from()), until.min(window.shown_until()));
    }
    (Range { earliest: Some(from), latest: Some(until) }, from)
}

/// Names checking locations, or counts them, behind a word; empty where there are none.
pub(super) fn places(vantages: BTreeSet<&str>) -> String {
    match vantages.len() {
        0 => String::new(),
        1..=3 => {
            let names: Vec<String> = vantages.into_iter().map(safe_text).collect();
            format!(" from {}", names.join(", "))
        }
        count => format!(" from {} places", grouped(count)),
    }
}

/// Returns the failed or challenged probes that confirm no outage, by site, then by what they mean.
pub(super) fn doubtful_sites(report: &Report) -> Vec<DoubtfulSite> {
    summed(report, true).iter().map(|failures| doubtful_site(report, failures)).collect()
}

/// Writes the failures of a site outside every outage that mean the same.
fn doubtful_site(report: &Report, failures: &UnconfirmedFailures<'_>) -> DoubtfulSite {
    // Beyond the ends of the window nothing was seen.
    let is_first = report.window.is_some_and(|window| failures.from <= window.from());
    let is_last = report.window.is_some_and(|window| window.until() <= failures.until);
    let shown = |at: Instant| moment(report.zone, at);
    let until = whole_second(failures.until);
    DoubtfulSite {
        anchor: of_site(&failures.site.site.id),
        site: site_name(&failures.site.site),
        seen: failures.seen.words(),
        times: grouped(failures.times),
        probes: grouped(failures.probes),
        from: if is_first { "before the record".to_owned() } else { shown(failures.from) },
        until: if is_last { "not on the record".to_owned() } else { shown(until) },
        failed: names(&failures.failed),
        challenged: names(&failures.challenged),
    }
}

/// Lists names of vantages.
fn names(vantages: &BTreeSet<&str>) -> String {
    let names: Vec<String> = vantages.iter().map(|name| (*name).to_owned()).collect();
    safe_list(&names)
}
