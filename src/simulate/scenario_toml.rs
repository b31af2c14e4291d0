//! The keys of a scenario file, unchecked.

use serde::Deserialize;
use toml::Spanned;

/// Text with its place in the file.
pub(super) type Text = Spanned<String>;

/// A scenario file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioToml {
    /// Seed of every draw.
    pub seed: u64,
    pub from: Text,
    pub until: Text,
    /// Zone of stamps without an offset.
    pub zone: Option<Text>,
    /// Path of a `sites.csv`, from the scenario's folder.
    pub sites: Option<Text>,
    /// Sites that nobody probes.
    #[serde(default)]
    pub skip: Vec<Text>,
    #[serde(default)]
    pub site: Vec<SiteToml>,
    /// Whether the logs are compressed with gzip.
    pub compress: Option<bool>,
    /// Values for vantages that do not have their own.
    #[serde(default)]
    pub probes: Probes,
    #[serde(default)]
    pub vantage: Vec<VantageToml>,
    #[serde(default)]
    pub outage: Vec<Outage>,
    #[serde(default)]
    pub challenge: Vec<Challenge>,
    pub generate: Option<Generate>,
}

/// `[probes]`: values for vantages that do not have their own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Probes {
    pub cadence: Option<Text>,
    pub jitter: Option<Text>,
    pub stagger: Option<Text>,
    pub loss: Option<Spanned<f64>>,
    pub blip_rate: Option<Spanned<f64>>,
    pub latency: Option<Latency>,
}

/// Answer times, in whole milliseconds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Latency {
    pub median_ms: u32,
    #[serde(default)]
    pub spread_ms: u32,
}

/// `[[site]]`, one site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SiteToml {
    pub id: Text,
    pub group: Option<String>,
}

/// `[[vantage]]`, one vantage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VantageToml {
    pub name: Text,
    pub cadence: Option<Text>,
    pub jitter: Option<Text>,
    pub stagger: Option<Text>,
    pub offset: Option<Text>,
    pub loss: Option<Spanned<f64>>,
    pub blip_rate: Option<Spanned<f64>>,
    pub latency: Option<Latency>,
    /// The sites that are probed; all where left out.
    pub only: Option<Vec<Text>>,
    #[serde(default)]
    pub gaps: Vec<Gap>,
    #[serde(default)]
    pub sick: Vec<Sick>,
}

/// `gaps`, one time without rows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gap {
    pub from: Text,
    pub until: Text,
}

/// `sick`, one time at which the vantage itself fails.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sick {
    pub from: Text,
    pub until: Text,
    pub error: Option<Text>,
}

/// `[[outage]]`, one outage of some sites.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outage {
    pub sites: Vec<Text>,
    pub from: Option<Text>,
    pub until: Option<Text>,
    pub status: Option<Spanned<u16>>,
    pub error: Option<Text>,
    pub vantages: Option<Vec<Text>>,
    pub flapping: Option<Flapping>,
    #[serde(default)]
    pub note: String,
}

/// `flapping`, about how long a site that comes and goes is down and up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flapping {
    pub down: Text,
    pub up: Text,
}

/// `[[challenge]]`, one time at which some sites challenge their visitors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Challenge {
    pub sites: Vec<Text>,
    pub from: Option<Text>,
    pub until: Option<Text>,
    pub status: Option<Spanned<u16>>,
    pub vantages: Option<Vec<Text>>,
    #[serde(default)]
    pub note: String,
}

/// `[generate]`, any number of sites and outages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Generate {
    pub sites: Spanned<u32>,
    #[serde(default)]
    pub outages_per_site: u32,
    pub shortest: Option<Text>,
    pub longest: Option<Text>,
}
