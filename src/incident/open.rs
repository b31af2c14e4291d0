//! The incident folder, or files named one by one: everything but the probes is read at once.

use crate::claims;
use crate::clock::{Span, Zone, rfc3339};
use crate::files::ReadError;
use crate::files::read_whole;
use crate::incident::error::IncidentError;
use crate::incident::incident_runs::{Entry, Runs};
use crate::incident::incident_toml::{Probes, Settings, span};
use crate::incident::named_files::{from_archives, from_files, is_file_of_runs};
use crate::incident::{maintenance, sites};
use crate::logs::InputKind;
use crate::logs::{Archive, ProbeFile};
use crate::model::known_sites::KnownSites;
use crate::model::suggest::hint;
use crate::model::targets::Names;
use crate::model::{
    Incident, Input, InputRole, Maintenance, Origin, Refusal, Refusals, Request, Site, Target,
};
use crate::runs::RunsError;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An incident whose probes are still to be read.
#[derive(Debug)]
pub struct OpenIncident {
    /// Its probe files.
    pub archive: Archive,
    /// What is known before the probes; its claims and maintenance are still empty.
    pub incident: Incident,
    /// Runs in place of probes.
    pub(crate) runs: Runs,
    pub(crate) inputs: Vec<Input>,
    /// The probe files so far; asked, never walked.
    pub(crate) met: HashSet<PathBuf>,
    pub(crate) refusals: Refusals,
    pub(crate) claims: claims::ClaimSet,
    pub(crate) maintenance: Vec<maintenance::RawMaintenance>,
}

/// Which of the probe logs that an incident names are read.
#[derive(Debug, Clone, Copy)]
enum Logs<'a> {
    /// All of them.
    All,
    /// None: runs stand for them.
    None,
    /// These, each of which must be one of them.
    Only(&'a [PathBuf]),
}

/// Reads all but the probes.
///
/// # Errors
/// Where a file is missing, cannot be read, lacks a column, or where `incident.toml` says what
/// cannot be.
pub fn open(request: &Request) -> Result<OpenIncident, IncidentError> {
    let mut opened = match &request.origin {
        Origin::Folder(folder) => from_folder(folder, Logs::All)?,
        Origin::Part { folder, probes } => from_folder(folder, Logs::Only(probes))?,
        Origin::Runs { folder, runs } => {
            let mut opened = from_folder(folder, Logs::None)?;
            for path in runs {
                opened.add_runs(path.clone(), shown(path), Entry::All)?;
            }
            opened
        }
        Origin::Files { probes, claims, zone } => from_files(probes, claims.as_deref(), *zone)?,
        Origin::Archives { layout, files, zone, vantage } => {
            from_archives(layout, files, (*zone, vantage.clone()))?
        }
    };
    let zone = Some(opened.incident.zone);
    opened.incident.window = narrowed(opened.incident.window, request, zone)?;
    let known = KnownSites::of(&opened.incident.sites);
    let id = |name: &String| known.id(name).unwrap_or_else(|_| name.clone());
    opened.incident.only_sites = request.only_sites.iter().map(id).collect();
    opened.archive.window = opened.incident.window;
    opened.archive.only_sites.clone_from(&opened.incident.only_sites);
    opened.archive.names.known = Arc::new(known);
    opened.archive.rules = opened.incident.rules.clone();
    opened.archive.first_input = opened.inputs.len();
    // The order in which files are named means nothing.
    opened.archive.files.sort_by(|a, b| a.shown.cmp(&b.shown));
    opened.runs.sort();
    opened.fit_runs()?;
    Ok(opened)
}

/// The window as the options `--from` and `--until` narrow it.
fn narrowed(
    window: Option<Span>,
    request: &Request,
    zone: Option<Zone>,
) -> Result<Option<Span>, ReadError> {
    let wrong = |why: String| ReadError::Setting {
        path: "--from, --until".to_owned(),
        key: "window".to_owned(),
        why,
    };
    if request.from.is_none() && request.until.is_none() {
        return Ok(window);
    }
    let from = request.from.clone().or_else(|| window.map(|window| rfc3339(window.from())));
    let until = request.until.clone().or_else(|| window.map(|window| rfc3339(window.until())));
    let (Some(from), Some(until)) = (from, until) else {
        return Err(wrong("both are needed where incident.toml has no window".to_owned()));
    };
    let request = span(&from, &until, zone).map_err(|why| wrong(why.to_string()))?;
    let Some(window) = window else { return Ok(Some(request)) };
    let outside = || {
        wrong(format!(
            "nothing of it lies in the incident's window, {} to {}",
            rfc3339(window.from()),
            rfc3339(window.until())
        ))
    };
    request.intersection(window).map(Some).ok_or_else(outside)
}

/// A path as readers see it.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn from_folder(folder: &Path, logs: Logs<'_>) -> Result<OpenIncident, IncidentError> {
    let shown = folder.display().to_string();
    let file = folder.join("incident.toml");
    if !folder.exists() {
        return Err(ReadError::Missing(shown).into());
    }
    if !file.is_file() {
        return Err(ReadError::NotAnIncident(shown).into());
    }
    let path = file.display().to_string();
    let (text, input) = read_whole(&file, "incident.toml", InputRole::Incident)?;
    let text = String::from_utf8(text).map_err(|_| ReadError::NotUtf8(path.clone()))?;
    let mut opened =
        incident(folder, (&path, &text), (input, logs)).map_err(|why| why.placed(&path, &text))?;
    if let Logs::Only(filter) = logs {
        opened.keep(filter, &path)?;
    }
    Ok(opened)
}

/// The incident that the text of its file says.
fn incident(
    folder: &Path,
    (path, text): (&str, &str),
    (input, logs): (Input, Logs<'_>),
) -> Result<OpenIncident, IncidentError> {
    let settings = Settings::read(text, path)?;
    let zone = settings.zone(path)?;
    let mut opened = OpenIncident {
        archive: Archive::default(),
        runs: Runs::default(),
        met: HashSet::new(),
        incident: Incident {
            name: name_of(folder),
            title: settings.title.clone(),
            notice: settings.notice.clone(),
            window: settings.window(path)?,
            zone: zone.unwrap_or(Zone::UTC),
            rules: settings.rules(path)?,
            sites: Vec::new(),
            claims: Vec::new(),
            maintenance: Vec::new(),
            sources: Vec::new(),
            only_sites: Vec::new(),
            matched: BTreeSet::new(),
        },
        inputs: vec![input],
        refusals: Refusals::default(),
        claims: claims::ClaimSet::default(),
        maintenance: Vec::new(),
    };
    opened.tables(folder, zone)?;
    for claims in &settings.claims {
        opened.statements(claims, (folder, path), zone)?;
    }
    for probes in &settings.probes {
        opened.probes(probes, (folder, path), logs)?;
    }
    Ok(opened)
}

/// The name of a folder, for file names.
fn name_of(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole
        .file_name()
        .map_or_else(|| "incident".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The files that a pattern matches, from the folder, sorted.
pub(crate) fn matching(
    folder: &Path,
    pattern: &str,
    (path, key): (&str, &str),
    of_folders: bool,
) -> Result<Vec<PathBuf>, ReadError> {
    let root = glob::Pattern::escape(&folder.display().to_string());
    let below = if Path::new(pattern).is_absolute() {
        pattern.to_owned()
    } else {
        format!("{root}/{pattern}")
    };
    let found = glob::glob(&below).map_err(|why| ReadError::Setting {
        path: path.to_owned(),
        key: key.to_owned(),
        why: why.to_string(),
    })?;
    let mut found: Vec<PathBuf> = found
        .filter_map(Result::ok)
        .filter(|found| found.is_file() || of_folders && found.is_dir())
        .collect();
    found.sort();
    Ok(found)
}

impl OpenIncident {
    /// A title where nobody wrote one: the first probe log, or the claims.
    pub(crate) fn title_of_files(&self, claims: Option<&Path>) -> String {
        let mut logs: Vec<String> = self
            .archive
            .files
            .iter()
            .map(|file| file.shown.clone())
            .chain(self.runs.archive_paths())
            .collect();
        logs.sort();
        let first = logs.first().map(Path::new).or(claims).and_then(Path::file_name);
        let title =
            first.map_or_else(|| "Probes".to_owned(), |name| name.to_string_lossy().into_owned());
        if logs.len() > 1 { format!("{title} and {} more", logs.len() - 1) } else { title }
    }

    /// Keeps only these of the probe logs that the incident names.
    fn keep(&mut self, filter: &[PathBuf], incident: &str) -> Result<(), IncidentError> {
        let real = |path: &Path| {
            path.canonicalize().map_err(|why| ReadError::opening(&path.display().to_string(), why))
        };
        let known: BTreeSet<PathBuf> =
            self.archive.files.iter().filter_map(|file| file.path.canonicalize().ok()).collect();
        let mut kept = BTreeSet::new();
        for path in filter {
            let found = real(path)?;
            if !known.contains(&found) {
                return Err(IncidentError::Runs(RunsError::NotOfIncident {
                    file: path.display().to_string(),
                    incident: incident.to_owned(),
                }));
            }
            kept.insert(found);
        }
        self.archive
            .files
            .retain(|file| file.path.canonicalize().is_ok_and(|known| kept.contains(&known)));
        Ok(())
    }

    fn tables(&mut self, folder: &Path, zone: Option<Zone>) -> Result<(), ReadError> {
        let there = |name: &str| Some(folder.join(name)).filter(|path| path.exists());
        if let Some(path) = there("sites.csv") {
            let (sites, input) = sites::read(&path, "sites.csv", &mut self.refusals)?;
            self.incident.sites = sites;
            self.inputs.push(input);
        }
        if let Some(path) = there("claims.csv") {
            let input = self.claims.own(
                &path,
                ("claims.csv", self.inputs.len()),
                zone,
                &mut self.refusals,
            )?;
            self.inputs.extend(input);
        }
        if let Some(path) = there("maintenance.csv") {
            let (works, input) =
                maintenance::read(&path, "maintenance.csv", zone, &mut self.refusals)?;
            self.maintenance = works;
            self.inputs.push(input);
        }
        Ok(())
    }

    fn probes(
        &mut self,
        probes: &Probes,
        (folder, path): (&Path, &str),
        logs: Logs<'_>,
    ) -> Result<(), IncidentError> {
        let source = self.incident.sources.len();
        self.incident.sources.push(probes.source(path)?);
        let layout = probes.layout(path)?;
        let of_folders = layout.foreign.is_some_and(|foreign| foreign.reads == InputKind::Folder);
        self.archive.layouts.push(layout);
        if matches!(logs, Logs::None) {
            return Ok(());
        }
        for pattern in probes.files.all() {
            let found = matching(folder, pattern, (path, "probes.files"), of_folders)?;
            if found.is_empty() && matches!(logs, Logs::All) {
                let (path, pattern) = (path.to_owned(), pattern.clone());
                return Err(ReadError::NoFiles { path, pattern }.into());
            }
            for file in found {
                let shown = shown(file.strip_prefix(folder).unwrap_or(&file));
                if is_file_of_runs(&file) {
                    self.add_runs(file, shown, Entry::One(source))?;
                } else {
                    self.add(file, shown, source)?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn add(
        &mut self,
        path: PathBuf,
        shown: String,
        source: usize,
    ) -> Result<(), ReadError> {
        let about = std::fs::metadata(&path)
            .map_err(|why| ReadError::opening(&path.display().to_string(), why))?;
        let bytes = if about.is_dir() { 0 } else { about.len() };
        // Two patterns may match one file; the first says what it is.
        if self.met.insert(path.clone()) {
            self.archive.files.push(ProbeFile { path, shown, source, bytes });
        }
        Ok(())
    }

    /// Every input file as it lies on the disk: nothing may be written over them.
    pub fn input_paths(&self, request: &Request) -> Vec<PathBuf> {
        let below = |path: &String| {
            request.origin.folder().map_or_else(|| PathBuf::from(path), |folder| folder.join(path))
        };
        let tables = self.inputs.iter().map(|input| below(&input.path));
        tables
            .chain(self.archive.files.iter().map(|file| file.path.clone()))
            .chain(self.runs.paths())
            .collect()
    }

    /// Rows of the probe logs that were refused.
    pub fn refused(&self) -> u64 {
        self.archive.refusals.count()
    }

    /// The incident with its claims and maintenance, all inputs and all refusals. To be called when
    /// the probes are read: a claim may speak of a site that only the probes know.
    ///
    /// # Errors
    /// Where a site that was asked for is not known.
    pub fn finish(mut self) -> Result<(Incident, Vec<Input>, Refusals), ReadError> {
        let mut sites = std::mem::take(&mut self.incident.sites);
        let known: BTreeSet<String> = sites.iter().map(|site| site.id.clone()).collect();
        let probed: BTreeSet<&str> =
            self.archive.keys().iter().map(|key| key.site.as_str()).collect();
        for id in probed.into_iter().filter(|id| !known.contains(*id)) {
            sites.push(Site { id: id.to_owned(), name: id.to_owned(), ..Site::default() });
        }
        sites.sort_by(|a, b| a.id.cmp(&b.id));
        for name in &self.incident.only_sites {
            if !sites.iter().any(|site| site.id == *name) {
                let hint = hint(name, sites.iter().map(|site| site.id.as_str()));
                return Err(ReadError::UnknownSite { name: name.clone(), hint });
            }
        }
        self.resolve(&sites);
        let only = &self.incident.only_sites;
        if !only.is_empty() {
            let kept = |target: &Target| !matches!(target, Target::Site(id) if !only.contains(id) && sites.iter().any(|site| site.id == *id));
            self.incident.claims.iter_mut().for_each(|claim| claim.targets.retain(kept));
            sites.retain(|site| only.contains(&site.id));
        }
        self.incident.sites = sites;
        let order: Vec<String> = self.inputs.iter().map(|input| input.path.clone()).collect();
        self.refusals.listed.sort_by_key(|refusal| {
            (order.iter().position(|path| *path == refusal.file), refusal.line, refusal.column)
        });
        for refusal in std::mem::take(&mut self.archive.refusals.listed) {
            self.refusals.list(refusal);
        }
        self.refusals.count_all(&self.archive.refusals);
        self.inputs.append(&mut self.archive.inputs);
        self.inputs.append(&mut self.runs.inputs());
        Ok((self.incident, self.inputs, self.refusals))
    }

    fn resolve(&mut self, sites: &[Site]) {
        let names = Names::of(sites);
        let mut refused: Vec<Refusal> = Vec::new();
        let mut matched = self.archive.matched();
        let mut met = |name: &str, target: &Target| match target {
            Target::Site(id) if id != name => drop(matched.insert((name.to_owned(), id.clone()))),
            _ => (),
        };
        for written in std::mem::take(&mut self.claims.written) {
            for name in written.targets() {
                names.find(name).iter().for_each(|target| met(name, target));
            }
            let file = written.at.file.clone();
            let (claim, outside) = written.resolved(&names, &mut refused);
            self.incident.claims.extend(claim);
            if let Some(input) = self.inputs.iter_mut().find(|input| input.path == file) {
                input.outside += outside;
            }
        }
        for written in self.maintenance.drain(..) {
            match names.find(&written.target) {
                Ok(target) => {
                    met(&written.target, &target);
                    self.incident.maintenance.push(Maintenance {
                        sites: names.ids_of(&target),
                        span: written.span,
                        note: written.note,
                    });
                }
                Err(kind) => refused.push(Refusal { kind, ..written.at }),
            }
        }
        self.incident.matched = matched;
        for refusal in refused {
            if let Some(input) = self.inputs.iter_mut().find(|input| input.path == refusal.file) {
                input.refused += 1;
            }
            self.refusals.add(refusal);
        }
    }
}
