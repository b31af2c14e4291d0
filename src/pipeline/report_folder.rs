//! Folders of reports in the place of an incident: the manifest says what was asked, and the
//! incident is found by its name.

use super::Error;
use super::copied_inputs::STDIN_SHOWN;
use crate::cli::RunOptions;
use crate::clock::Zone;
use crate::files::{PathKind, paths_shown_as};
use crate::model::{Incident, Input, Origin, Request, StoredRequest, shown_path};
use crate::output::{FileDigest, ListedFile, StoredManifest, StoredReport};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Most folders below one that are searched for an incident.
const MOST_FOLDERS: usize = 10_000;

/// Request of a command that reads, and the report that was named in place of an incident.
pub(super) struct AskedReport {
    /// Request on the incident itself.
    pub(super) request: Request,
    /// Sentence on where the incident was found; empty where no report was named.
    note: String,
    /// Files that the report was made from; empty where no report was named.
    inputs: Vec<ListedFile>,
}

impl AskedReport {
    /// Finds what a request asks for where it names the folder of a report. What it asks besides
    /// narrows the incident in place of what the report was asked for. `incident` is the folder of
    /// the report's incident, which is searched for where it is not given.
    ///
    /// # Errors
    /// Where the manifest cannot be read, or its incident is not found.
    pub(super) fn of(request: &Request, incident: Option<&Path>) -> Result<AskedReport, Error> {
        let as_it_is =
            || AskedReport { request: request.clone(), note: String::new(), inputs: Vec::new() };
        let no_report = |folder: &Path| match incident {
            Some(_) => Err(Error::NoReport(shown_path(folder))),
            None => Ok(as_it_is()),
        };
        let Origin::Folder(folder) = &request.origin else { return no_report(Path::new("")) };
        if folder.join(Incident::FILE).is_file() {
            return no_report(folder);
        }
        let Some(manifest) = StoredReport::manifest_of(folder)? else { return no_report(folder) };
        let manifest = read_manifest(folder, &manifest)?;
        let mut found = request_of(folder, &manifest, incident)?;
        if !request.only_sites.is_empty() {
            found.only_sites.clone_from(&request.only_sites);
        }
        if request.from.is_some() || request.until.is_some() {
            found.from.clone_from(&request.from);
            found.until.clone_from(&request.until);
        }
        // What reads draws no chart, and sums nothing.
        let asked = std::mem::replace(&mut found.chart, request.chart.clone());
        let of_charts: Vec<String> = asked.colours.into_iter().chain(asked.fonts).collect();
        found.summed_by.clone_from(&request.summed_by);
        if request.as_of.is_some() {
            found.as_of.clone_from(&request.as_of);
        }
        let report = shown_path(folder);
        let note = match found.origin.folder() {
            Some(incident) => {
                format!("note: {report} is a report; its incident is {}\n", shown_path(incident))
            }
            None => {
                format!("note: {report} is a report; it was made of files without an incident\n")
            }
        };
        let mut inputs = manifest.inputs;
        inputs.retain(|input| !of_charts.contains(&input.path));
        Ok(AskedReport { request: found, note, inputs })
    }

    /// Says where the incident was found and which of its files changed since; empty where no
    /// report was named, or nothing but the result is to be printed.
    pub(super) fn notes(&self, inputs: &[Input], options: RunOptions) -> String {
        if options.quiet {
            return String::new();
        }
        let changed = self.changed_since(inputs);
        match changed_words(&changed, self.shares_none(inputs)) {
            Some(words) => format!("{}note: {words}\n", self.note),
            None => self.note.clone(),
        }
    }

    /// Says where the incident was found; empty where no report was named, or nothing but the
    /// result is to be printed.
    pub(super) fn found_note(&self, options: RunOptions) -> &str {
        if options.quiet { "" } else { &self.note }
    }

    /// Lists the files that are not as they were when the report was made, sorted; empty where all
    /// are, or no report was named.
    pub(super) fn changed_since(&self, inputs: &[Input]) -> Vec<String> {
        if self.inputs.is_empty() {
            return Vec::new();
        }
        let now: BTreeSet<(&str, &str)> =
            inputs.iter().map(|input| (input.path.as_str(), input.sha256.as_str())).collect();
        let then: BTreeSet<(&str, &str)> =
            self.inputs.iter().map(|input| (input.path.as_str(), &*input.digest.sha256)).collect();
        let changed: BTreeSet<&str> =
            now.symmetric_difference(&then).map(|(path, _)| *path).collect();
        changed.into_iter().map(str::to_owned).collect()
    }

    /// Says whether not one file is as it was when the report was made.
    fn shares_none(&self, inputs: &[Input]) -> bool {
        let is_as_then = |input: &Input| {
            let mut then = self.inputs.iter();
            then.any(|one| one.path == input.path && *one.digest.sha256 == *input.sha256)
        };
        !inputs.iter().any(is_as_then)
    }

    /// Says for the last line of a run what changed since the report was made; `None` where nothing
    /// did.
    pub(super) fn shortfall(&self, changed: &[String], inputs: &[Input]) -> Option<String> {
        let words = changed_words(changed, self.shares_none(inputs))?;
        Some(format!("changed: {words} (exit code 1)"))
    }
}

/// Says which files are not as they were when a report was made; `None` where all are. Where not
/// one is, it may be another incident.
fn changed_words(changed: &[String], shares_none: bool) -> Option<String> {
    let (first, others) = changed.split_first()?;
    if shares_none {
        return Some(
            "not one input is as it was when the report was made, so ids and findings are those of \
             another incident"
                .to_owned(),
        );
    }
    let (files, is, it) = match others.len() {
        0 => (first.clone(), "is", "it was"),
        more => (format!("{first} and {more} more"), "are", "they were"),
    };
    Some(format!(
        "{files} {is} not as {it} when the report was made, so ids and findings may be others than \
         there"
    ))
}

/// Reads the manifest of the report in a folder.
///
/// # Errors
/// Where it is none of this version.
pub(super) fn read_manifest(folder: &Path, bytes: &[u8]) -> Result<StoredManifest, Error> {
    let fault = |why: String| Error::Manifest { report: shown_path(folder), why };
    let manifest: StoredManifest =
        serde_json::from_slice(bytes).map_err(|why| fault(why.to_string()))?;
    if manifest.name.is_empty() {
        return Err(fault("it does not name its incident".to_owned()));
    }
    Ok(manifest)
}

/// Returns the request for which a report was made; `incident` is the folder of its incident, which
/// is searched for where it is not given.
///
/// # Errors
/// Where the manifest does not say it, or the incident is not found.
pub(super) fn request_of(
    report: &Path,
    manifest: &StoredManifest,
    incident: Option<&Path>,
) -> Result<Request, Error> {
    let shown = || shown_path(report);
    let Some(asked) = &manifest.request else {
        return Err(Error::Manifest {
            report: shown(),
            why: "it is of an earlier version, and does not say what was asked for".to_owned(),
        });
    };
    let origin = if asked.incident {
        let folder = match incident {
            Some(folder) => folder.to_owned(),
            None => find_incident(report, manifest)?,
        };
        if asked.runs.is_empty() {
            Origin::Folder(folder)
        } else {
            Origin::Runs { folder, runs: paths(&asked.runs, manifest) }
        }
    } else if incident.is_some() {
        return Err(Error::NoIncidentNeeded(shown()));
    } else {
        let zone = asked.zone.as_deref().map(Zone::named).transpose();
        let zone = zone.map_err(|why| Error::Manifest { report: shown(), why: why.to_string() })?;
        let claims = asked.claims.iter().chain(&asked.further_claims);
        let (probes, claims) = (paths(&asked.probes, manifest), paths(claims, manifest));
        Origin::Files { probes, claims, zone }
    };
    let named = asked.runs.iter().chain(&asked.probes).chain(&asked.claims);
    for name in named.chain(&asked.further_claims) {
        if was_streamed(name, &path_of(name, manifest))? {
            return Err(Error::StreamGone { report: shown(), name: name.clone() });
        }
    }
    // The folder may have another name today, and the report has that of its own.
    let name = origin.folder().map(|_| manifest.name.clone());
    Ok(Request {
        origin,
        name,
        only_sites: asked.sites.clone(),
        from: asked.from.clone(),
        until: asked.until.clone(),
        as_of: asked.as_of.clone(),
        is_draft: asked.draft,
        embargo: asked.embargo.clone(),
        summed_by: asked.summed_by.clone(),
        chart: asked.chart.clone(),
    })
}

/// Returns a request as a manifest keeps it.
pub(super) fn stored_request(request: &Request) -> StoredRequest {
    let shown = |files: &[PathBuf]| files.iter().map(|path| shown_path(path)).collect();
    let mut stored = StoredRequest {
        incident: request.origin.folder().is_some(),
        sites: request.only_sites.clone(),
        from: request.from.clone(),
        until: request.until.clone(),
        as_of: request.as_of.clone(),
        draft: request.is_draft,
        embargo: request.embargo.clone(),
        summed_by: request.summed_by.clone(),
        chart: request.chart.clone(),
        ..StoredRequest::default()
    };
    match &request.origin {
        Origin::Runs { runs, .. } => stored.runs = shown(runs),
        Origin::Files { probes, claims, zone } => {
            stored.probes = shown(probes);
            let mut claims = claims.iter().map(|path| shown_path(path));
            stored.claims = claims.next();
            stored.further_claims = claims.collect();
            stored.zone = zone.map(|zone| zone.name().to_owned());
        }
        // Reports are made of no other.
        Origin::Folder(_)
        | Origin::Part { .. }
        | Origin::Archives { .. }
        | Origin::Proposed { .. } => (),
    }
    stored
}

/// Returns the paths of files that a manifest names as readers see them.
fn paths<'f>(
    files: impl IntoIterator<Item = &'f String>,
    manifest: &StoredManifest,
) -> Vec<PathBuf> {
    files.into_iter().map(|shown| path_of(shown, manifest)).collect()
}

/// Names of what a process has open, which is another thing in the next.
const OPEN_FILES: [&str; 3] = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/"];

/// Says whether an input came through a pipe, which is read once: one stands there, or nothing does
/// under a name of what a process has open.
fn was_streamed(name: &str, path: &Path) -> Result<bool, Error> {
    let is_open_file = || OPEN_FILES.iter().any(|open| name.starts_with(open));
    match PathKind::at(path)? {
        Some(PathKind::Stream) => Ok(true),
        None => Ok(name == STDIN_SHOWN || is_open_file()),
        Some(PathKind::File | PathKind::Folder) => Ok(false),
    }
}

/// Returns the path of a file as readers see it: of several that they see so, that of the file
/// which was read then.
fn path_of(shown: &str, manifest: &StoredManifest) -> PathBuf {
    let mut paths = paths_shown_as(shown);
    let known = manifest.inputs.iter().find(|input| input.path == shown);
    let is_it = |path: &PathBuf| {
        FileDigest::of(path).is_ok_and(|digest| known.is_some_and(|known| known.digest == digest))
    };
    let at = if paths.len() > 1 { paths.iter().position(is_it).unwrap_or(0) } else { 0 };
    paths.swap_remove(at)
}

/// Finds the folder of the incident of a report by its name: the working folder, one in it or a
/// level below; the two folders around the report, or one in them. Of several, the one with the
/// very `incident.toml`.
///
/// # Errors
/// Where there is none, or several that cannot be kept apart.
fn find_incident(report: &Path, manifest: &StoredManifest) -> Result<PathBuf, Error> {
    let real = report.canonicalize().unwrap_or_else(|_| report.to_owned());
    let around = real.ancestors().skip(1).take(2).map(Path::to_owned);
    let mut met = BTreeSet::from([real.clone()]);
    let mut found = Vec::new();
    let name = manifest.name.as_str();
    let here = named(Path::new(""), name).into_iter().chain(below_level(name));
    for place in here.chain(around.flat_map(|root| named(&root, name))) {
        let is_new = place.canonicalize().is_ok_and(|real| met.insert(real));
        if is_new && place.join(Incident::FILE).is_file() {
            found.push(place);
        }
    }
    if found.len() > 1 {
        let known = manifest.inputs.iter().find(|input| input.path == Incident::FILE);
        let is_it = |place: &PathBuf| {
            let digest = FileDigest::of(&place.join(Incident::FILE));
            digest.is_ok_and(|digest| known.is_some_and(|known| known.digest == digest))
        };
        let same: Vec<PathBuf> = found.iter().filter(|place| is_it(place)).cloned().collect();
        if !same.is_empty() {
            found = same;
        }
    }
    let (report, name) = (shown_path(report), manifest.name.clone());
    match found.len() {
        0 => Err(Error::NoIncident { report, name }),
        1 => Ok(found.remove(0)),
        _ => {
            let places: Vec<String> = found.iter().map(|place| shown_path(place)).collect();
            Err(Error::SeveralIncidents { report, places: places.join(", ") })
        }
    }
}

/// Lists the paths of a name for a folder: itself, where it has that name, and one in it.
fn named(root: &Path, name: &str) -> Vec<PathBuf> {
    let here = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let is_named = |path: &Path| path.file_name().is_some_and(|of| shown_path(of.as_ref()) == name);
    let itself = here.canonicalize().is_ok_and(|real| is_named(&real));
    itself.then(|| here.to_owned()).into_iter().chain(shown_as(root, name)).collect()
}

/// Lists the paths in a folder whose names readers see as this one, sorted.
fn shown_as(root: &Path, name: &str) -> Vec<PathBuf> {
    paths_shown_as(&shown_path(&root.join(name)))
}

/// Lists the paths of a name in each folder of the working folder, sorted.
fn below_level(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(".").into_iter().flatten().flatten().take(MOST_FOLDERS);
    // A link to a folder is one, too.
    let is_folder = |entry: &fs::DirEntry| entry.path().is_dir();
    let folders = entries.filter(is_folder).map(|entry| PathBuf::from(entry.file_name()));
    let mut below: Vec<PathBuf> = folders.flat_map(|folder| shown_as(&folder, name)).collect();
    below.sort();
    below
}
