//! `manifest.json`: what was read and under which rules, so that another can make the same report
//! again.

use crate::clock::{Span, rfc3339};
use crate::model::words::COMMIT;
use crate::model::{Conflicts, Report};
use crate::output::{ListedFile, Manifest, ManifestConflicts, ManifestWindow, TOOL};
use crate::report::rules_in_force::rule_values;
use crate::report::table::ceil_s;
use crate::report::tables;
use crate::report::wording::notice;

/// Name of the form of the manifest, beside `corroborate/incident` and `corroborate/check`.
const SCHEMA: &str = "corroborate/manifest";
/// Version of that form.
const SCHEMA_VERSION: u32 = 1;

/// Makes the manifest, with a line end after it; `outputs` are the files of the report, sorted.
///
/// # Errors
/// Where the text cannot be made: a fault of this program, not of its input.
pub fn manifest(report: &Report, outputs: &[ListedFile]) -> Result<String, serde_json::Error> {
    let manifest = Manifest {
        schema: SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        tool: TOOL.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: COMMIT.map(str::to_owned),
        name: report.name.clone(),
        title: report.title.clone(),
        notice: notice(report),
        simulated: report.simulated,
        window: report.window.map(window),
        zone: report.zone.name().to_owned(),
        assumed: report.assumed.clone(),
        request: Some(report.request.clone()),
        conflicts: Some(conflicts(report)),
        rules: rule_values(&report.rules),
        inputs: tables::inputs(report),
        outputs: Some(outputs.to_vec()),
        manifest_sha256: None,
    };
    manifest.with_own_sum()
}

/// Counts what contradicts itself in the logs of a report.
fn conflicts(report: &Report) -> ManifestConflicts {
    let Conflicts { probes, sites, log_times, log_sites, log_us } = report.conflicts;
    ManifestConflicts {
        disagreeing_probes: probes,
        disagreeing_sites: sites,
        log_times,
        log_sites,
        log_seconds: ceil_s(log_us),
    }
}

/// Writes the ends of a window.
fn window(span: Span) -> ManifestWindow {
    ManifestWindow { from: rfc3339(span.from()), until: rfc3339(span.shown_until()) }
}
