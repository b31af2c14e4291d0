//! Requests as a manifest keeps them, so that the same report can be made again.

use crate::model::charts::ChartRequest;

/// Request for a report as its manifest keeps it. Paths are those that readers see, from the folder
/// in which the program ran; that of an incident's folder is not kept, as a report is made to be
/// given away, and the same incident in another place gives the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StoredRequest {
    /// Whether an incident's folder was read, and not files that were named one by one.
    pub incident: bool,
    /// Files of runs in place of the incident's probe logs; mostly empty.
    pub runs: Vec<String>,
    /// Probe logs that were named one by one; empty for an incident.
    pub probes: Vec<String>,
    /// First file of claims that was named, without an incident.
    pub claims: Option<String>,
    /// Files of claims that were named behind the first; not stored where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_claims: Vec<String>,
    /// Name of the zone that was given, without an incident.
    pub zone: Option<String>,
    /// Sites that were asked for, by name or pattern; all where empty.
    pub sites: Vec<String>,
    /// Beginning of the window that was asked for, as written.
    pub from: Option<String>,
    /// End of the window that was asked for, as written.
    pub until: Option<String>,
    /// Cut-off of the data that was asked for, as written; not stored where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Whether the report is a draft; stored of drafts alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Time before which the report must not be published, as written; not stored where there is
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embargo: Option<String>,
    /// Columns of `sites.csv` that were named to sum sites by; not stored where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summed_by: Vec<String>,
    /// Wishes for the charts; not stored where there are none.
    #[serde(default, skip_serializing_if = "ChartRequest::is_empty")]
    pub chart: ChartRequest,
}
