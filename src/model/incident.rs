//! Incidents: the sites, sources and claims that are examined.

use super::{Claim, Rules, Target};
use crate::clock::{Span, Zone};
use std::collections::BTreeSet;

/// A site that was probed or spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// Id, as in the probe logs.
    pub id: String,
    /// Name for readers; the id where none is given.
    pub name: String,
    /// Address, where known.
    pub url: Option<String>,
    /// Group of sites that it belongs to; a state, for example.
    pub group: Option<String>,
    /// Operator, where known.
    pub operator: Option<String>,
}

/// A time at which work on sites was announced (M16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maintenance {
    /// The sites' ids.
    pub sites: Vec<String>,
    /// Time of the work.
    pub span: Span,
    /// Note on the work; may be empty.
    pub note: String,
}

/// Way in which a source writes its rows (M7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// A row for each probe.
    Poll,
    /// A row for each change; probes were this many microseconds apart.
    OnChange {
        /// Microseconds between probes.
        interval_us: i64,
    },
}

/// One `[[probes]]` entry, as far as later rooms need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeSource {
    /// Name for readers.
    pub name: String,
    /// Way in which it writes its rows.
    pub cadence: Cadence,
    /// Largest error of its clock, in microseconds (M4).
    pub clock_error_us: i64,
    /// Silence limit, in microseconds (M7); from the median interval where `None`.
    pub silence_us: Option<i64>,
    /// Whether the probes were simulated.
    pub simulated: bool,
}

/// All that is known before the first sample is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// The folder's name, or the output's: used in file names.
    pub name: String,
    /// The title for readers.
    pub title: String,
    /// A sentence that must stand on every page and chart.
    pub notice: Option<String>,
    /// The time under examination; the record's own span where `None`.
    pub window: Option<Span>,
    /// The zone shown beside UTC.
    pub zone: Zone,
    /// The rules in force.
    pub rules: Rules,
    /// The sites of `sites.csv`, by id.
    pub sites: Vec<Site>,
    /// The claims, in the file's order.
    pub claims: Vec<Claim>,
    /// Announced work.
    pub maintenance: Vec<Maintenance>,
    /// The probe sources.
    pub sources: Vec<ProbeSource>,
    /// Sites to examine, by id; all where empty.
    pub only_sites: Vec<String>,
    /// Names in logs, claims and announced work that are not their site's id, each with that id.
    pub matched: BTreeSet<(String, String)>,
}

impl Incident {
    /// Lists the ids of the known sites that a target names.
    pub fn sites_of<'a>(&'a self, target: &'a Target) -> impl Iterator<Item = &'a str> {
        self.sites.iter().filter(move |site| target.names(site)).map(|site| site.id.as_str())
    }
}
