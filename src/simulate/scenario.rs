//! A scenario ready to use: every name resolved, every time a moment.

use super::rng::Share;
use super::scenario_toml::LatencyToml;
use crate::clock::{Instant, IntervalSet, Span};

/// A truth, and the vantages that probe it.
#[derive(Debug)]
pub struct Scenario {
    /// Seed of all that is drawn.
    pub(super) seed: u64,
    pub(super) span: Span,
    /// Whether the logs are written as `.csv.gz`.
    pub(super) compress: bool,
    /// Sorted by id; never empty.
    pub(super) sites: Vec<SimulatedSite>,
    /// In the order of the file; never empty.
    pub(super) vantages: Vec<Vantage>,
}

/// A site and its faults.
#[derive(Debug)]
pub(super) struct SimulatedSite {
    pub id: String,
    pub group: Option<String>,
    /// In order of time, none overlapping another. May be empty.
    pub faults: Vec<SiteFault>,
}

/// A time at which a site does not show its page.
#[derive(Debug, Clone)]
pub(super) struct SiteFault {
    pub span: Span,
    pub open: OpenEnds,
    pub kind: FaultKind,
    pub answer: ProbeAnswer,
    /// Indices of the vantages that see it; all where `None`.
    pub vantages: Option<Vec<usize>>,
    pub note: String,
}

/// Ends of a fault that lie outside the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct OpenEnds {
    /// Whether the fault began before the scenario does.
    pub from: bool,
    /// Whether the fault lasts beyond the end of the scenario.
    pub until: bool,
}

/// Result that probes see while a fault lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultKind {
    Down,
    Challenged,
}

/// Words of the log for a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProbeAnswer {
    /// A status code.
    Status(u16),
    /// An error word of a probe log.
    Error(&'static str),
}

/// A place from which sites are probed.
#[derive(Debug)]
pub(super) struct Vantage {
    pub name: String,
    /// Indices of its sites, rising.
    pub sites: Vec<usize>,
    pub pace: ProbeTimes,
    /// Share of probes that leave no row.
    pub loss: Share,
    /// Share of probes that fail alone.
    pub blips: Share,
    pub latency: LatencyToml,
    /// Times without rows.
    pub gaps: IntervalSet,
    /// Times at which the vantage itself fails.
    pub sick: Vec<SickTime>,
}

/// A time at which a vantage itself fails, at every site.
#[derive(Debug, Clone, Copy)]
pub(super) struct SickTime {
    pub span: Span,
    /// The error word that its probes show.
    pub error: &'static str,
}

/// Times at which a vantage probes; all lengths in microseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProbeTimes {
    /// Time from one probe of a site to the next.
    pub cadence: i64,
    /// Most by which a probe is late.
    pub jitter: i64,
    /// Most by which the first probe of a site is later than that of another.
    pub stagger: i64,
    /// Time from the scenario's start to the first probe.
    pub offset: i64,
}

impl SiteFault {
    /// Says whether a vantage sees the fault at a moment.
    pub(crate) fn shows(&self, vantage: usize, at: Instant) -> bool {
        self.span.contains(at) && self.vantages.as_ref().is_none_or(|seen| seen.contains(&vantage))
    }
}
