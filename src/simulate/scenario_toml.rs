//! The keys of a scenario file, unchecked.

use serde::Deserialize;
use toml::Spanned;

/// Text with its place in the file.
pub(super) type TextToml = Spanned<String>;

/// A scenario file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioToml {
    /// Seed of every draw.
    pub seed: u64,
    pub from: TextToml,
    pub until: TextToml,
    /// Zone of stamps without an offset.
    pub zone: Option<TextToml>,
    /// Path of a `sites.csv`, from the scenario's folder.
    pub sites: Option<TextToml>,
    /// Sites that nobody probes.
    #[serde(default)]
    pub skip: Vec<TextToml>,
    #[serde(default)]
    pub site: Vec<SiteToml>,
    /// Whether the logs are compressed with gzip.
    pub compress: Option<bool>,
    /// Values for vantages that do not have their own.
    #[serde(default)]
    pub probes: ProbesToml,
    #[serde(default)]
    pub vantage: Vec<VantageToml>,
    #[serde(default)]
    pub outage: Vec<OutageToml>,
    #[serde(default)]
    pub challenge: Vec<ChallengeToml>,
    pub generate: Option<GenerateToml>,
}

/// `[probes]`: values for vantages that do not have their own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProbesToml {
    pub cadence: Option<TextToml>,
    pub jitter: Option<TextToml>,
    pub stagger: Option<TextToml>,
    /// Share of rows that are lost, from 0 to 1.
    pub loss: Option<Spanned<f64>>,
    /// Share of probes that fail by themselves, from 0 to 1.
    pub blip_rate: Option<Spanned<f64>>,
    pub latency: Option<LatencyToml>,
}

/// Answer times, in whole milliseconds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LatencyToml {
    pub median_ms: u32,
    #[serde(default)]
    pub spread_ms: u32,
}

/// Table `[[site]]`: who is probed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SiteToml {
    pub id: TextToml,
    pub group: Option<String>,
}

/// Table `[[vantage]]`: from where, how often, and how punctually.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VantageToml {
    pub name: TextToml,
    pub cadence: Option<TextToml>,
    pub jitter: Option<TextToml>,
    pub stagger: Option<TextToml>,
    pub offset: Option<TextToml>,
    pub loss: Option<Spanned<f64>>,
    pub blip_rate: Option<Spanned<f64>>,
    pub latency: Option<LatencyToml>,
    /// The sites that are probed; all where left out.
    pub only: Option<Vec<TextToml>>,
    #[serde(default)]
    pub gaps: Vec<GapToml>,
    #[serde(default)]
    pub sick: Vec<SickToml>,
}

/// `gaps`, one time without rows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GapToml {
    pub from: TextToml,
    pub until: TextToml,
}

/// `sick`, one time at which the vantage itself fails.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SickToml {
    pub from: TextToml,
    pub until: TextToml,
    pub error: Option<TextToml>,
}

/// `[[outage]]`, one outage of some sites.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutageToml {
    pub sites: Vec<TextToml>,
    pub from: Option<TextToml>,
    pub until: Option<TextToml>,
    pub status: Option<Spanned<u16>>,
    pub error: Option<TextToml>,
    pub vantages: Option<Vec<TextToml>>,
    pub flapping: Option<FlappingToml>,
    #[serde(default)]
    pub note: String,
}

/// `flapping`, about how long a site that comes and goes is down and up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlappingToml {
    pub down: TextToml,
    pub up: TextToml,
}

/// `[[challenge]]`, one time at which some sites challenge their visitors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChallengeToml {
    pub sites: Vec<TextToml>,
    pub from: Option<TextToml>,
    pub until: Option<TextToml>,
    pub status: Option<Spanned<u16>>,
    pub vantages: Option<Vec<TextToml>>,
    #[serde(default)]
    pub note: String,
}

/// `[generate]`, any number of sites and outages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GenerateToml {
    pub sites: Spanned<u32>,
    #[serde(default)]
    pub outages_per_site: u32,
    pub shortest: Option<TextToml>,
    pub longest: Option<TextToml>,
}
