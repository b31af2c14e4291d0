//! The form of `manifest.json`, by which a report is known and made again.

use super::new_file::ListedFile;
use crate::model::StoredRequest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Name of the manifest; a folder that holds one of this tool is a report of it.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Value of the key `tool` in a manifest.
pub(crate) const TOOL: &str = "corroborate";

/// Content of `manifest.json`, in the order of its keys. `Inputs` is the list of the files that
/// were read: rows of a table where it is written, files with their sums where a report is
/// verified. A key that an earlier version did not write has its default.
///
/// ```
/// use corroborate::output::{ListedFile, Manifest};
///
/// let text = r#"{"tool":"corroborate","inputs":[{"path":"a.csv","sha256":"00","bytes":3}]}"#;
/// let manifest: Manifest<Vec<ListedFile>> = serde_json::from_str(text)?;
/// assert_eq!(manifest.inputs[0].digest.bytes, 3);
/// assert_eq!(manifest.outputs, None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manifest<Inputs> {
    /// Name of the form, `corroborate/manifest`.
    pub schema: String,
    /// Version of the form.
    pub schema_version: u32,
    /// Name of the program that wrote it.
    pub tool: String,
    /// Version of that program.
    pub version: String,
    /// Commit that this program was built from; `None` where its build named none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Name of the incident: that of its folder.
    pub name: String,
    /// Title of the report.
    pub title: String,
    /// Notice that stands on everything; `None` where there is none.
    pub notice: Option<String>,
    /// Whether any of the probes were simulated.
    pub simulated: bool,
    /// Time that the report is about; `None` where nothing says one.
    pub window: Option<ManifestWindow>,
    /// Name of the zone in which times are shown.
    pub zone: String,
    /// Sentences on how files without an incident folder are read; may be empty.
    pub assumed: Vec<String>,
    /// Request; `None` in manifests of earlier versions.
    pub request: Option<StoredRequest>,
    /// Rows and logs that contradict each other, counted; `None` in manifests of earlier versions.
    pub conflicts: Option<ManifestConflicts>,
    /// Values of the rules in force, by name; lengths in seconds.
    pub rules: BTreeMap<String, Value>,
    /// Files that were read, in the order of reading.
    pub inputs: Inputs,
    /// Files of the report, sorted; `None` in manifests of earlier versions.
    pub outputs: Option<Vec<ListedFile>>,
}

/// Manifest of a report that was made before.
pub type StoredManifest = Manifest<Vec<ListedFile>>;

/// Rows and logs that contradict each other about one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ManifestConflicts {
    /// Probes whose rows disagree (M8).
    pub disagreeing_probes: u64,
    /// Sites that these are of.
    pub disagreeing_sites: usize,
    /// Times at which logs of one vantage contradict each other (M9).
    pub log_times: usize,
    /// Sites of which these logs are.
    pub log_sites: usize,
    /// Length of these times together in whole seconds, rounded up.
    pub log_seconds: i64,
}

/// Window of the report; times are RFC 3339 in UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestWindow {
    /// First moment.
    pub from: String,
    /// Last moment that readers see.
    pub until: String,
}
