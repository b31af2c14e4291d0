//! `manifest.json`: what was read and under which rules, so that another can make the same report
//! again.

use crate::clock::{SECOND, Span, rfc3339};
use crate::model::{
    COMMON_PERCENT, COMMON_SITES, FLAPPING, OFTEN_DOWN, Report, Rules, SILENCE_PACES, StoredRequest,
};
use crate::output::{ReportFile, TOOL};
use crate::report::table::Records;
use crate::report::tables;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// Name of the form of the manifest, beside `corroborate/incident` and `corroborate/check`.
const SCHEMA: &str = "corroborate/manifest";
/// Version of that form.
const SCHEMA_VERSION: u32 = 1;

/// Makes the manifest, with a line end after it; `outputs` are the files of the report, sorted.
///
/// # Errors
/// Where the text cannot be made: a fault of this program, not of its input.
pub fn manifest(report: &Report, outputs: &[ReportFile]) -> Result<String, serde_json::Error> {
    let manifest = Manifest {
        schema: SCHEMA,
        schema_version: SCHEMA_VERSION,
        tool: TOOL,
        version: env!("CARGO_PKG_VERSION"),
        name: &report.name,
        title: &report.title,
        notice: report.notice.as_deref(),
        simulated: report.simulated,
        window: report.window.map(ManifestWindow::of),
        zone: report.zone.name(),
        assumed: &report.assumed,
        request: &report.request,
        rules: rules(&report.rules),
        inputs: tables::inputs(report),
        outputs,
    };
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// Manifest of a report that was made before, as far as the report is made again from it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StoredManifest {
    /// Version of the program that made it.
    pub version: String,
    /// Name of the incident: that of its folder.
    pub name: String,
    /// Request; `None` in manifests of earlier versions.
    pub request: Option<StoredRequest>,
    /// Files that were read, in the order of reading.
    pub inputs: Vec<StoredInput>,
}

/// File that was read for a report that was made before.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StoredInput {
    /// Path of the file, from the incident folder.
    pub path: String,
    /// SHA-256 of its bytes as stored, in hexadecimal.
    pub sha256: String,
    /// Size as stored, in bytes.
    pub bytes: u64,
}

/// Reads a manifest.
///
/// # Errors
/// Where the bytes are no manifest.
pub fn stored(bytes: &[u8]) -> Result<StoredManifest, serde_json::Error> {
    serde_json::from_slice(bytes)
}

/// Returns the rules in force by name, lengths in seconds; `null` is off.
pub(super) fn rules(rules: &Rules) -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("quorum", Value::from(rules.quorum.to_string())),
        ("confirm", Value::from(rules.confirm)),
        ("stable_for_s", seconds(rules.stable_for_us)),
        ("lead_s", seconds(rules.lead_us)),
        ("lag_s", seconds(rules.lag_us)),
        ("look_back_s", seconds(rules.look_back_us)),
        ("tolerance_s", seconds(rules.tolerance_us)),
        ("floor_percent", Value::from(rules.floor_percent)),
        ("slow_s", rules.slow_us.map_or(Value::Null, seconds)),
        ("up_codes", Value::from(rules.up_codes.clone())),
        ("challenged_codes", Value::from(rules.challenged_codes.clone())),
        ("down_codes", Value::from(rules.down_codes.clone())),
        ("common_sites", Value::from(COMMON_SITES)),
        ("common_percent", Value::from(COMMON_PERCENT)),
        ("flapping", Value::from(FLAPPING)),
        ("often_down", Value::from(OFTEN_DOWN)),
        ("silence_paces", Value::from(SILENCE_PACES)),
    ])
}

/// Returns a length in seconds: a whole number where it is one.
fn seconds(us: i64) -> Value {
    if us % SECOND == 0 {
        return Value::from(us / SECOND);
    }
    // Rules are short enough for a float to hold every microsecond of them.
    Number::from_f64(us as f64 / SECOND as f64).map_or(Value::Null, Value::Number)
}

/// Content of `manifest.json`.
#[derive(Serialize)]
struct Manifest<'a> {
    schema: &'static str,
    schema_version: u32,
    tool: &'static str,
    version: &'static str,
    name: &'a str,
    title: &'a str,
    notice: Option<&'a str>,
    simulated: bool,
    window: Option<ManifestWindow>,
    zone: &'static str,
    /// Sentences on how files without an incident folder are read; may be empty.
    assumed: &'a [String],
    request: &'a StoredRequest,
    rules: BTreeMap<&'static str, Value>,
    inputs: Records<'a>,
    outputs: &'a [ReportFile],
}

/// Window of the report; times are RFC 3339 in UTC.
#[derive(Serialize)]
struct ManifestWindow {
    from: String,
    until: String,
}

impl ManifestWindow {
    /// Writes the ends of a span.
    fn of(span: Span) -> ManifestWindow {
        ManifestWindow { from: rfc3339(span.from()), until: rfc3339(span.shown_until()) }
    }
}
