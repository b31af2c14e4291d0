//! The scenario file as it is written: each key, nothing checked yet.

use serde::Deserialize;
use toml::Spanned;

/// A text, with its place in the file.
pub(super) type Text = Spanned<String>;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The number that every draw is made from.
    pub seed: u64,
    pub from: Text,
    pub until: Text,
    /// Of stamps without an offset.
    pub zone: Option<Text>,
    /// Path of a `sites.csv`, from the scenario's folder.
    pub sites: Option<Text>,
    /// Sites that nobody probes.
    #[serde(default)]
    pub skip: Vec<Text>,
    #[serde(default)]
    pub site: Vec<Site>,
    /// Whether the logs are compressed with gzip.
    pub compress: Option<bool>,
    /// What vantages have that do not say otherwise.
    #[serde(default)]
    pub probes: Probes,
    #[serde(default)]
    pub vantage: Vec<Vantage>,
    #[serde(default)]
    pub outage: Vec<Outage>,
    #[serde(default)]
    pub challenge: Vec<Challenge>,
    pub generate: Option<Generate>,
}

/// How a vantage probes, where it says nothing itself.
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

/// `[[site]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Site {
    pub id: Text,
    pub group: Option<String>,
}

/// `[[vantage]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vantage {
    pub name: Text,
    pub cadence: Option<Text>,
    pub jitter: Option<Text>,
    pub stagger: Option<Text>,
    pub offset: Option<Text>,
    pub loss: Option<Spanned<f64>>,
    pub blip_rate: Option<Spanned<f64>>,
    pub latency: Option<Latency>,
    /// The sites it looks at; all where left out.
    pub only: Option<Vec<Text>>,
    #[serde(default)]
    pub gaps: Vec<Gap>,
    #[serde(default)]
    pub sick: Vec<Sick>,
}

/// A time without rows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gap {
    pub from: Text,
    pub until: Text,
}

/// A time at which a vantage fails by itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sick {
    pub from: Text,
    pub until: Text,
    pub error: Option<Text>,
}

/// `[[outage]]`.
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

/// About how long a site that comes and goes is down and up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flapping {
    pub down: Text,
    pub up: Text,
}

/// `[[challenge]]`.
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

/// `[generate]`: sites and outages by the number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Generate {
    pub sites: Spanned<u32>,
    #[serde(default)]
    pub outages_per_site: u32,
    pub shortest: Option<Text>,
    pub longest: Option<Text>,
}
