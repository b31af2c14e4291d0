//! `verify`: hold a report against its manifest and its inputs, and make it again.

use super::changed_findings::StoredFindings;
use super::report::report as make_report;
use super::report_folder::{read_manifest, request_of};
use super::{Error, OutputTarget, Printout};
use crate::cli::{OutputFormat, RefusedRows, RunOptions};
use crate::model::words::version_words;
use crate::model::{ChangedFiles, Request, shown_path};
use crate::output::{
    FileDigest, ListedFile, MANIFEST, ScratchFolder, StoredManifest, StoredReport,
};
use crate::report::terminal::verify::{
    DifferenceKind, FileComparison, FileDifference, Verified, Versions, difference, verified,
};
use std::collections::BTreeSet;
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
        findings: StoredFindings::read(report).changed(&StoredFindings::read(&output)),
        beside: stored.foreign.len(),
    };
    Ok(Printout { result: verified(&facts), notes: made.notes, shortfall: difference(&facts) })
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
