//! Wishes for the charts, as written in `[chart]`, on the command line and in a manifest.

use serde::{Deserialize, Deserializer, Serialize};

/// Wishes for the charts as they are written: keys of `[chart]` in `incident.toml`, options in
/// their place, or what a manifest keeps of these options. Nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChartRequest {
    /// Names of the charts to draw; all where empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// Words behind the source on each chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Title of the charts of sites over time, in place of the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// First sentence under that title, in place of the incident's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Names or groups of the sites that have a row; all where empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<String>,
    /// Word for the size of every chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<String>,
    /// Path of a file of colours, as readers see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colours: Option<String>,
    /// Paths of font files, as readers see them, the first before the others.
    #[serde(rename = "font", deserialize_with = "one_or_many")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fonts: Vec<String>,
    /// Code of the language of the words on charts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Reads one text, or a list of texts.
fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    /// One text, or a list of texts.
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected the path of a file, or a list of paths")]
    enum Written {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Written::deserialize(from)? {
        Written::One(one) => vec![one],
        Written::Many(many) => many,
    })
}

impl ChartRequest {
    /// Says whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == ChartRequest::default()
    }
}
