//! `verify`: hold a report against its manifest and its inputs, and make it again.

use super::report::report as make_report;
use super::report_folder::{read_manifest, request_of};
use super::{Error, OutputTarget, Printout};
use crate::cli::{OutputFormat, RefusedRows, RunOptions};
use crate::clock::length;
use crate::model::safe_text::safe_text;
use crate::model::words::version_words;
use crate::model::{ChangedFiles, Request, shown_path};
use crate::output::{
    FileDigest, ListedFile, MANIFEST, ScratchFolder, StoredManifest, StoredReport,
};
use crate::report::terminal::verify::{
    DifferenceKind, FileComparison, FileDifference, Verified, Versions, difference, verified,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Name of the report that is made again, in the folder for it.
const AGAIN: &str = "report";

/// Holds a report against its manifest and its inputs, and the same report made again. `incident`
/// is the folder of its incident, which is searched for where it is not given.
///
/// # Errors
/// [`Error`] where the folder holds no report, or it cannot be made again.
pub(super) fn verify(
    report: &Path,
    incident: Option<&Path>,
    options: RunOptions,
) -> Result<Printout, Error> {
    let stored = StoredReport::read(report)?;
    let manifest = read_manifest(report, &stored.manifest)?;
    let request = request_of(report, &manifest, incident)?;
    let scratch = ScratchFolder::begin().map_err(Error::Scratch)?;
    let output = scratch.path_of(AGAIN);
    let place = OutputTarget { output: &output, changed_files: ChangedFiles::StopTheRun };
    let quiet = RunOptions { quiet: true, ..options };
    let made = make_report(&request, place, RefusedRows::AreListed, OutputFormat::Text, quiet)
        .map_err(|why| not_made(report, &stored, &why))?;
    let again = StoredReport::read(&output)?;
    let manifest_again = read_manifest(&output, &again.manifest)?;
    let facts = Verified {
        report: shown_path(report),
        origin: origin_words(&request),
        versions: Versions { then: written_by(&manifest), now: written_by(&manifest_again) },
        inputs: compared(&digests(&manifest.inputs), &digests(&manifest_again.inputs)),
        stored: as_written(&stored),
        again: compared(&file_digests(&stored), &file_digests(&again)),
        findings: changed_findings(&stored_findings(report), &stored_findings(&output)),
        beside: stored.foreign.len(),
    };
    Ok(Printout { result: verified(&facts), notes: made.notes, shortfall: difference(&facts) })
}

/// File of a report with its totals and verdicts as data.
const INCIDENT_JSON: &str = "incident.json";

/// Totals and verdicts of a report, in words, by what they are of.
type Findings = BTreeMap<String, String>;

/// Reads the totals and the verdicts on claims of a report; empty where they cannot be read, which
/// the comparison of files tells.
fn stored_findings(report: &Path) -> Findings {
    let text = fs::read(report.join(INCIDENT_JSON)).unwrap_or_default();
    let data: Value = serde_json::from_slice(&text).unwrap_or_default();
    let mut findings = Findings::new();
    for (name, value) in data["totals"].as_object().into_iter().flatten() {
        let (name, value) = total_in_words(name, value);
        findings.insert(name, value);
    }
    for verdict in data["verdicts"].as_array().into_iter().flatten() {
        let word = |name: &str| verdict[name].as_str().unwrap_or_default();
        let (claim, site) = (safe_text(word("claim")), safe_text(word("site")));
        if !claim.is_empty() {
            let result = format!("{} ({})", word("result"), safe_text(word("verdict")));
            findings.insert(format!("claim {claim} on {site}"), result);
        }
    }
    findings
}

/// Writes the name and the value of a total in words, a length of microseconds in its units.
fn total_in_words(name: &str, value: &Value) -> (String, String) {
    match (name.strip_suffix("_us"), value.as_i64()) {
        (Some(name), Some(us)) => (name.replace('_', " "), length(us)),
        (Some(name), None) => (name.replace('_', " "), "open".to_owned()),
        (None, _) => (name.replace('_', " "), value.to_string()),
    }
}

/// Lists the findings that are others now, in words. The id of a verdict alone is no finding.
fn changed_findings(then: &Findings, now: &Findings) -> Vec<String> {
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let without_id = |text: &str| text.split(" (").next().unwrap_or_default().to_owned();
    let changed = |name: &String| {
        let (before, after) = (then.get(name), now.get(name));
        let differ = before.map(|text| without_id(text)) != after.map(|text| without_id(text));
        let words = |text: Option<&String>| text.map_or("nothing", String::as_str).to_owned();
        differ.then(|| format!("{name}: {} then, {} now", words(before), words(after)))
    };
    names.into_iter().filter_map(changed).collect()
}

/// Returns the version of the program that wrote a manifest, with its commit.
fn written_by(manifest: &StoredManifest) -> String {
    version_words(&manifest.version, manifest.commit.as_deref())
}

/// Returns the words for the place of the inputs.
fn origin_words(request: &Request) -> String {
    request.origin.folder().map_or_else(|| "the files named then".to_owned(), shown_path)
}

/// Returns the error of a report that cannot be made again, with what is known without that.
fn not_made(report: &Path, stored: &StoredReport, why: &Error) -> Error {
    let differing = as_written(stored).differing;
    let changed = match differing.first() {
        None => "its own files are as written".to_owned(),
        Some(only) if differing.len() == 1 => format!("1 of its own files changed: {}", only.path),
        Some(first) => {
            format!("{} of its own files changed, {} first", differing.len(), first.path)
        }
    };
    Error::NotMadeAgain { report: shown_path(report), why: why.to_string(), changed }
}

/// Compares the files of a report with those that its manifest lists.
fn as_written(stored: &StoredReport) -> FileComparison {
    let of = |paths: &[PathBuf], kind| -> Vec<FileDifference> {
        let differences = paths.iter().map(|path| FileDifference { path: shown_path(path), kind });
        differences.collect()
    };
    let mut differing = of(&stored.changed, DifferenceKind::Bytes);
    differing.extend(of(&stored.missing, DifferenceKind::Gone));
    differing.sort_by(|a, b| a.path.cmp(&b.path));
    FileComparison { files: stored.files.len(), differing }
}

/// SHA-256 of files, by path. A file that stands twice has both.
type Digests = BTreeSet<(String, String)>;

/// Compares files by path and SHA-256.
fn compared(then: &Digests, now: &Digests) -> FileComparison {
    let paths = |digests: &Digests| -> BTreeSet<String> {
        digests.iter().map(|(path, _)| path.clone()).collect()
    };
    let (then_paths, now_paths) = (paths(then), paths(now));
    let differing: BTreeSet<&String> =
        then.symmetric_difference(now).map(|(path, _)| path).collect();
    let kind_of = |path: &String| match (then_paths.contains(path), now_paths.contains(path)) {
        (true, true) => DifferenceKind::Bytes,
        (true, false) => DifferenceKind::Gone,
        (false, _) => DifferenceKind::New,
    };
    let differing = differing.into_iter();
    let differing =
        differing.map(|path| FileDifference { path: path.clone(), kind: kind_of(path) });
    let mut differing: Vec<FileDifference> = differing.collect();
    // Sorting keeps the order of paths: what a chart shows stands in a table.
    differing.sort_by_key(|file| file.path.starts_with("charts/"));
    FileComparison { files: then_paths.len(), differing }
}

/// Gives the digests of files that a manifest lists.
fn digests(files: &[ListedFile]) -> Digests {
    files.iter().map(|file| (file.path.clone(), file.digest.sha256.clone())).collect()
}

/// Gives the digests of a report's files as its manifest lists them, and that of the manifest.
fn file_digests(stored: &StoredReport) -> Digests {
    let mut digests = digests(&stored.files);
    digests.insert((MANIFEST.to_owned(), FileDigest::of_bytes(&stored.manifest).sha256));
    digests
}
