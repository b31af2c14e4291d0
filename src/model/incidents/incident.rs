//! Incidents: the sites, sources and claims that are examined.

use crate::clock::{Instant, Span, Zone};
use crate::model::charts::ChartSettings;
use crate::model::{Claim, Maintenance, ProbeSource, Release, Rules, Site, SiteFilter};
use std::collections::BTreeSet;

/// Ends of a window, of which at most one is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WindowEnds {
    /// First moment.
    pub from: Option<Instant>,
    /// First moment after it.
    pub until: Option<Instant>,
}

/// An incident: all that is known before the first sample is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Name of the folder, or of the output: used in file names.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// Sentence that must stand on every page and chart.
    pub notice: Option<String>,
    /// State of its report on the way to readers, and the cut-off of its data.
    pub release: Release,
    /// Charts that are drawn, and who is credited.
    pub chart: ChartSettings,
    /// Time under examination; from the first probe to the last where `None`.
    pub window: Option<Span>,
    /// End of the window that was asked for by itself; the other is that of the record. Neither
    /// where there is a window, or nothing was asked for.
    pub window_ends: WindowEnds,
    /// Zone shown beside UTC.
    pub zone: Zone,
    /// Rules in force.
    pub rules: Rules,
    /// Sites of `sites.csv`, by id; may be empty.
    pub sites: Vec<Site>,
    /// Claims, in the order of their files; may be empty.
    pub claims: Vec<Claim>,
    /// Announced work; may be empty.
    pub maintenance: Vec<Maintenance>,
    /// Sources of probes, in order; may be empty.
    pub sources: Vec<ProbeSource>,
    /// Columns of `sites.csv` that sites are summed by, however many values they have; mostly
    /// empty.
    pub summed_by: Vec<String>,
    /// Sites to report on; all are examined.
    pub only_sites: SiteFilter,
    /// Names in logs, claims and announced work that are not their site's id, each with that id.
    pub matched: BTreeSet<(String, String)>,
    /// Names that only ragged rows give, as a row with a comma too many may: no sites. Mostly
    /// empty.
    pub not_sites: BTreeSet<String>,
}

impl Incident {
    /// Name of the file that describes an incident, in the folder of it.
    pub(crate) const FILE: &str = "incident.toml";
}

impl Incident {
    /// Makes an incident of which only its name is known: without sites, claims and sources, with
    /// the default rules, and with UTC as its zone.
    pub fn new(name: impl Into<String>) -> Incident {
        Incident {
            name: name.into(),
            title: String::new(),
            notice: None,
            release: Release::default(),
            chart: ChartSettings::default(),
            window: None,
            window_ends: WindowEnds::default(),
            zone: Zone::UTC,
            rules: Rules::default(),
            sites: Vec::new(),
            claims: Vec::new(),
            maintenance: Vec::new(),
            sources: Vec::new(),
            summed_by: Vec::new(),
            only_sites: SiteFilter::default(),
            matched: BTreeSet::new(),
            not_sites: BTreeSet::new(),
        }
    }
}
