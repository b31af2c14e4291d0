//! The form of `manifest.json`, by which a report is known and made again.

use super::new_file::{FileDigest, ListedFile};
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
    /// SHA-256 of the manifest's own text with 64 zeros in place of this sum; `None` in manifests
    /// of earlier versions.
    pub manifest_sha256: Option<String>,
}

/// Sum in a manifest whose own is not known yet.
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl<Inputs: Serialize> Manifest<Inputs> {
    /// Gives the text of the manifest with its own sum in it, and a line end after it.
    ///
    /// # Errors
    /// Where the text cannot be made.
    pub fn with_own_sum(mut self) -> Result<String, serde_json::Error> {
        self.manifest_sha256 = Some(ZEROS.to_owned());
        let text = serde_json::to_string_pretty(&self)? + "\n";
        let FileDigest { sha256, .. } = FileDigest::of_bytes(text.as_bytes());
        Ok(with_last(&text, ZEROS, &sha256).unwrap_or(text))
    }
}

/// Says whether the text of a manifest is as it was when its own sum was put into it.
pub(super) fn has_own_sum(text: &[u8], sum: Option<&str>) -> bool {
    let Some(sum) = sum.filter(|sum| sum.len() == ZEROS.len()) else { return false };
    let zeroed = str::from_utf8(text).ok().and_then(|text| with_last(text, sum, ZEROS));
    zeroed.is_some_and(|text| FileDigest::of_bytes(text.as_bytes()).sha256 == sum)
}

/// Gives a text with another sum in the place of the last that is such; `None` where none is.
fn with_last(text: &str, sum: &str, other: &str) -> Option<String> {
    let (before, after) = text.rsplit_once(sum)?;
    Some([before, other, after].concat())
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
