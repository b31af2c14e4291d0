//! An incident whose probes are still to be read, and what becomes of it when they are.

use crate::claims::{ClaimInput, ClaimSet, ClaimsConfig};
use crate::clock::{IntervalSet, Zone};
use crate::files::{ReadError, WebPage, is_container, member_bytes, member_of, members};
use crate::incident::chart_wishes::ChartWishes;
use crate::incident::error::IncidentError;
use crate::incident::finished_incident::{FinishedIncident, SourceLines};
use crate::incident::incident_runs::{IncidentRuns, LogsAtHand, RunsFile, RunsSources};
use crate::incident::limits::{check_verdicts, check_work, held_before_logs, repeated_texts};
use crate::incident::maintenance::RawMaintenance;
use crate::incident::scope::Scope;
use crate::incident::site_matches::{OutsideCount, SiteMatches};
use crate::incident::site_of_path::vantage_of;
use crate::incident::source_meta::{check_sources, is_same_source, read_settings, source_meta};
use crate::logs::{LogError, ProbeFile, ProbeLogs, ReadSettings};
use crate::model::site_resolver::SiteResolver;
use crate::model::{
    Cadence, HeldCounts, HeldRoom, Incident, Input, InputRole, Memory, ProbeSource, Refusals,
    Request, RowCounts, Segment, Site, SiteFilter, shown_path,
};
use crate::runs::{
    InputMeta, Meta, NameTables, RefusalsMeta, RunsError, RunsOutput, SourceMeta, StatusRules,
    StoredWindow,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Incident whose probes are still to be read.
#[derive(Debug)]
pub struct OpenIncident {
    /// Probe logs, not read yet.
    pub logs: ProbeLogs,
    /// Facts that are known before the probes; claims and maintenance are still empty.
    pub incident: Incident,
    pub(super) chart: ChartWishes,
    /// Names of the columns of `sites.csv`; empty where there is no such file.
    pub(super) site_columns: Vec<String>,
    /// Runs in place of probe logs.
    runs: IncidentRuns,
    /// Files that were read so far.
    pub(super) inputs: Vec<Input>,
    /// Probe logs so far, each with its source; asked, never walked.
    met: HashSet<(PathBuf, usize)>,
    pub(super) refusals: Refusals,
    claims: ClaimSet,
    /// Announced work, its sites as written, in the order in which it was read.
    pub(super) maintenance: Vec<RawMaintenance>,
    /// Memory for all that is held.
    pub(super) memory: Memory,
}

impl OpenIncident {
    /// Begins with what is known without any file.
    pub(super) fn new(incident: Incident, memory: Memory) -> OpenIncident {
        OpenIncident {
            logs: ProbeLogs::default(),
            incident,
            chart: ChartWishes::default(),
            site_columns: Vec::new(),
            runs: IncidentRuns::default(),
            inputs: Vec::new(),
            met: HashSet::new(),
            refusals: Refusals::default(),
            claims: ClaimSet::default(),
            maintenance: Vec::new(),
            memory,
        }
    }

    /// Gives the room for what is read next, with what is held so far.
    pub(super) fn room(&self) -> HeldRoom {
        let (sites, work) = (self.incident.sites.len(), self.maintenance.len());
        let counts = HeldCounts { sites, work, ..self.claims.held() };
        HeldRoom { counts, memory: self.memory }
    }

    /// Says whether nobody has named any log, runs or claims.
    pub(super) fn is_without_logs_and_claims(&self) -> bool {
        let is_claims = |input: &Input| input.role == InputRole::Claims;
        self.incident.sources.is_empty() && !self.inputs.iter().any(is_claims)
    }

    /// Reads a file of claims in our own columns; `shown` is its path for readers.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn read_own_claims(
        &mut self,
        path: &Path,
        shown: &str,
        zone: Option<Zone>,
    ) -> Result<(), ReadError> {
        self.read_claims(path, shown, &ClaimsConfig::own(zone))
    }

    /// Reads a file of claims as its `[[claims]]` entry says; `shown` is its path for readers. Of
    /// an archive, each member is such a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn read_claims(
        &mut self,
        path: &Path,
        shown: &str,
        config: &ClaimsConfig,
    ) -> Result<(), ReadError> {
        if is_container(path) && path.is_file() {
            for member in members(path)? {
                let shown = format!("{shown}/{}", member.name);
                self.read_claims(&member.path(), &shown, config)?;
            }
            return Ok(());
        }
        let room = self.room();
        let file = ClaimInput { path, shown, number: self.inputs.len(), room };
        let input = self.claims.read(file, config, &mut self.refusals)?;
        self.inputs.extend(input);
        Ok(())
    }

    /// Appends a source of probes and how its logs are read; gives its index.
    pub(super) fn add_source(&mut self, source: ProbeSource, settings: ReadSettings) -> usize {
        self.incident.sources.push(source);
        self.logs.settings.push(settings);
        self.incident.sources.len() - 1
    }

    /// Appends a probe log of the source with this index; `shown` is its path for readers, and
    /// `site` the site of rows that name none, where its path tells it. Of an archive, each member
    /// is a log.
    ///
    /// # Errors
    /// Where it is not there, or is an archive that cannot be read.
    pub(super) fn add_log(
        &mut self,
        path: PathBuf,
        shown: String,
        source: usize,
        site: Option<String>,
    ) -> Result<(), ReadError> {
        if is_container(&path) && path.is_file() {
            for member in members(&path)? {
                let shown = format!("{shown}/{}", member.name);
                self.add_log(member.path(), shown, source, site.clone())?;
            }
            return Ok(());
        }
        let bytes = match member_of(&path) {
            Some(member) => member_bytes(&member)?,
            None => {
                let about =
                    std::fs::metadata(&path).map_err(|why| ReadError::opening(&path, why))?;
                if about.is_dir() { 0 } else { about.len() }
            }
        };
        // Two patterns of one entry may match one file.
        if self.met.insert((path.clone(), source)) {
            WebPage::refuse(&path)?;
            let vantage = vantage_of(&self.logs.settings[source].vantage, &shown)
                .map_err(|why| ReadError::Broken { path: shown.clone(), why })?;
            self.logs.files.push(ProbeFile { path, shown, source, site, vantage, bytes });
        }
        Ok(())
    }

    /// Opens a file of runs and takes it in; `shown` is its path for readers.
    ///
    /// # Errors
    /// Where it cannot be read, or its sources are not those that it stands for.
    pub(super) fn add_runs(
        &mut self,
        path: PathBuf,
        shown: String,
        sources: RunsSources,
    ) -> Result<(), RunsError> {
        let mut file = RunsFile::open(path, shown)?;
        let meta = &file.meta;
        file.sources = match sources {
            RunsSources::AllEntries => {
                check_sources(&file.name(), meta, &self.source_metas())?;
                (0..meta.sources.len()).collect()
            }
            RunsSources::Entry(source) if meta.sources.len() == 1 => vec![source],
            RunsSources::Entry(_) => return Err(RunsError::SeveralSources(file.name())),
            RunsSources::Own => meta.sources.iter().map(|source| self.own_source(source)).collect(),
        };
        for (source, number) in file.meta.sources.iter().zip(&file.sources) {
            // What was simulated stays so, whatever the incident says.
            self.incident.sources[*number].simulated |= source.simulated;
            self.incident.sources[*number].resolution.find(source.resolution_us);
        }
        self.runs.add(file);
        Ok(())
    }

    /// Gives the index of a source of runs without an incident: one just like it, or a new one.
    fn own_source(&mut self, meta: &SourceMeta) -> usize {
        let source = meta.source();
        match self.incident.sources.iter().position(|known| is_same_source(known, &source)) {
            Some(at) => at,
            None => self.add_source(source, read_settings(meta)),
        }
    }

    /// Returns the sources as the metadata of a file of runs has them.
    fn source_metas(&self) -> Vec<SourceMeta> {
        let sources = self.incident.sources.iter().zip(&self.logs.settings);
        sources.map(|(source, settings)| source_meta(source, settings)).collect()
    }

    /// Makes a title where nobody wrote one: the name of the first probe log, or of the claims.
    pub(super) fn title_of_files(&self, claims: Option<&Path>) -> String {
        let mut logs: Vec<String> = self.logs.files.iter().map(|file| file.shown.clone()).collect();
        logs.extend(self.runs.log_paths());
        logs.sort();
        let first = logs.first().map(Path::new).or(claims).and_then(Path::file_name);
        let title = first.map_or_else(|| "Probes".to_owned(), |name| shown_path(Path::new(name)));
        if logs.len() > 1 { format!("{title} and {} more", logs.len() - 1) } else { title }
    }

    /// Says whether files of runs are read.
    pub(super) fn has_runs(&self) -> bool {
        !self.runs.is_empty()
    }

    /// Sets the times and the sites that are asked for, all where none is named; puts the files in
    /// order.
    ///
    /// # Errors
    /// Where the runs do not cover the window, or were made under other rules.
    pub(super) fn set_scope(
        &mut self,
        scope: Scope,
        only_sites: &[String],
    ) -> Result<(), RunsError> {
        let sites = SiteResolver::new(&self.incident.sites);
        self.incident.window = scope.window;
        self.incident.window_ends = scope.ends;
        self.incident.only_sites = SiteFilter::new(only_sites, &sites);
        self.logs.window = scope.rows;
        self.logs.names.known = Arc::new(sites);
        self.logs.rules = self.incident.rules.clone();
        self.logs.first_input = self.inputs.len();
        // The order in which files are named means nothing.
        self.logs.files.sort_by(|a, b| (&a.shown, a.source).cmp(&(&b.shown, b.source)));
        self.runs.sort();
        self.runs.check(&self.incident.rules, scope.window)
    }

    /// Reads the probe logs in one of their ways, and takes over how coarse the stamps of each
    /// source were found to be.
    ///
    /// # Errors
    /// That of the reading.
    pub(crate) fn read_logs<T>(
        &mut self,
        read: impl FnOnce(&mut ProbeLogs) -> Result<T, LogError>,
    ) -> Result<T, LogError> {
        let read = read(&mut self.logs)?;
        let resolutions_us = self.logs.resolutions_us();
        for (source, us) in self.incident.sources.iter_mut().zip(resolutions_us) {
            source.resolution.find(us);
        }
        Ok(read)
    }

    /// Reads the runs, if there are any, and hands on each segment with the words of the causes met
    /// so far. To be called after the probe logs are read.
    ///
    /// # Errors
    /// Where a file is damaged, where runs lie outside the window, or where a probe log is read
    /// that runs stand for.
    pub(crate) fn read_runs(
        &mut self,
        take: impl FnMut(Segment, &[String]),
    ) -> Result<(), RunsError> {
        if self.runs.is_empty() {
            return Ok(());
        }
        let first_file = self.inputs.len() + self.logs.files.len();
        self.runs.read(&mut self.logs, &self.incident, first_file, take)
    }

    /// Counts the rows of each source, by its number, as they were in the first reading or when the
    /// runs were made.
    pub fn rows(&self) -> Vec<RowCounts> {
        let mut rows = self.logs.rows();
        rows.resize(self.incident.sources.len(), RowCounts::default());
        self.runs.add_rows(&mut rows);
        rows
    }

    /// Gives the error of a series, by number, that only its rows could settle; `None` where no
    /// runs stand for it. `why` says what stays unknown.
    pub(crate) fn unsettled_runs(&self, series: u32, why: &'static str) -> Option<RunsError> {
        self.runs.unsettled(&self.logs, series, why)
    }

    /// Writes the segments of this incident as a file of runs; gives the number of runs.
    ///
    /// # Errors
    /// Where there are no probe logs, or where the file cannot be written.
    pub(crate) fn write_runs(
        &self,
        output: RunsOutput,
        segments: &[Segment],
    ) -> Result<u64, RunsError> {
        if self.logs.files.is_empty() && self.runs.is_empty() {
            return Err(RunsError::NoLogs(self.incident.title.clone()));
        }
        let read = self.logs.files.iter().zip(&self.logs.inputs);
        let read = read.map(|(file, input)| InputMeta::of(input, file.source));
        let inputs: Vec<InputMeta> = read.chain(self.runs.log_metas()).collect();
        let meta = Meta {
            rules: StatusRules::of(&self.incident.rules),
            window: self.logs.window.map(StoredWindow::of),
            sources: self.source_metas(),
            refusals: RefusalsMeta {
                ragged_sites: self.logs.ragged_sites(),
                ..RefusalsMeta::of(&self.logs.refusals, &inputs)
            },
            inputs,
        };
        let names = NameTables {
            keys: self.logs.keys(),
            causes: self.logs.causes(),
            first_file: u32::try_from(self.inputs.len()).unwrap_or(u32::MAX),
        };
        output.write(&meta, names, segments)
    }

    /// Reads the rows of sites again, each in the times asked of it, in order of site, time and
    /// place, as they stand in their files. `folder` is that of the incident.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub(crate) fn source_lines(
        mut self,
        asked: &BTreeMap<String, IntervalSet>,
        folder: Option<&Path>,
    ) -> Result<SourceLines, IncidentError> {
        let LogsAtHand { files, absent } = self.runs.find_logs(&mut self.logs, folder)?;
        self.logs.files.extend(files);
        let (mut lines, beyond) = self.logs.source_lines(asked)?;
        let is_of_changes = |file: &&ProbeFile| {
            let source = self.incident.sources.get(file.source);
            source.is_some_and(|one| matches!(one.cadence, Cadence::OnChange { .. }))
        };
        let of_changes: BTreeSet<&str> =
            self.logs.files.iter().filter(is_of_changes).map(|file| file.shown.as_str()).collect();
        for line in &mut lines {
            line.stands = of_changes.contains(line.file.as_str());
        }
        Ok(SourceLines { lines, beyond, absent })
    }

    /// Lists every input file as it lies on the disk: nothing may be written over them.
    pub(crate) fn input_paths(&self, request: &Request) -> Vec<PathBuf> {
        let folder = request.origin.folder();
        let below =
            |path: &String| folder.map_or_else(|| PathBuf::from(path), |folder| folder.join(path));
        let tables = self.inputs.iter().map(|input| below(&input.path));
        let on_disk = |path: &PathBuf| {
            member_of(path).map_or_else(|| path.clone(), |member| member.container)
        };
        let logs = self.logs.files.iter().map(|file| on_disk(&file.path));
        // The path of claims that were named one by one need not be UTF-8.
        let claims = request.origin.claims().iter().cloned();
        tables.chain(claims).chain(logs).chain(self.runs.paths()).collect()
    }

    /// Gives the rows of the probe logs that were refused, and the parts of rows that could not be
    /// read.
    pub fn refusals(&self) -> &Refusals {
        &self.logs.refusals
    }

    /// Gives the incident with its claims and maintenance, all inputs and all refusals. To be
    /// called when the probes are read: a claim may speak of a site that only the probes know.
    ///
    /// # Errors
    /// Where a site that was asked for is not known.
    pub fn finish(mut self) -> Result<FinishedIncident, IncidentError> {
        let known = self.incident.sites.len();
        let sites = self.all_sites();
        let resolver = if sites.len() == known {
            Arc::clone(&self.logs.names.known)
        } else {
            Arc::new(SiteResolver::new(&sites))
        };
        let only = &self.incident.only_sites;
        for name in only.ids() {
            if let Err(hint) = resolver.require(name) {
                return Err(IncidentError::UnknownSite { name: name.clone(), hint });
            }
        }
        let ids = sites.iter().map(|site| site.id.as_str());
        if let Some((pattern, near)) = only.unmatched_pattern(ids) {
            return Err(IncidentError::UnmatchedSites { pattern: pattern.to_owned(), near });
        }
        let work = check_work(&self.maintenance, &resolver)?;
        self.match_sites(&resolver);
        let asked = self.incident.only_sites.asked(&sites);
        let asked_names = asked.as_deref().map(SiteResolver::new);
        let claims = &self.incident.claims;
        let verdicts = check_verdicts(claims, &resolver, asked_names.as_ref())?;
        let targets = claims.iter().map(|claim| claim.targets.len()).sum();
        let texts = repeated_texts(&sites, claims, asked_names.as_ref().unwrap_or(&resolver));
        self.incident.chart.sites = self.chart.chosen(asked.as_ref().unwrap_or(&sites))?;
        let claims = self.incident.claims.len();
        let sites_held = HeldCounts { sites: sites.len(), claims, targets, ..Default::default() };
        let counts = HeldCounts { work, verdicts, texts, ..sites_held };
        self.incident.sites = sites;
        self.sort_refusals();
        self.inputs.append(&mut self.logs.inputs);
        self.inputs.append(&mut self.runs.inputs());
        Ok(FinishedIncident {
            incident: self.incident,
            inputs: self.inputs,
            refusals: self.refusals,
            held: counts,
        })
    }

    /// Counts what is held before the probe logs are read, without sites that only these know.
    ///
    /// # Errors
    /// Where there are more verdicts than are made at once, whatever memory is given.
    pub(crate) fn held(&self) -> Result<HeldCounts, IncidentError> {
        let (known, claims) = (&self.logs.names.known, self.claims.all());
        held_before_logs(&self.incident, claims, &self.maintenance, known)
    }

    /// Takes the sites of `sites.csv` and those that only the probe logs name, sorted by id.
    fn all_sites(&mut self) -> Vec<Site> {
        let mut sites = std::mem::take(&mut self.incident.sites);
        let ragged = self.logs.ragged_sites();
        let unplaced = self.logs.refusals.unplaced.keys().cloned();
        // A site that was probed at another time alone is one all the same.
        let outside = self.logs.names.outside.iter().cloned();
        let keys = self.logs.keys().iter().map(|key| key.site.clone());
        let probed: BTreeSet<String> =
            keys.filter(|id| !ragged.contains(id)).chain(unplaced).chain(outside).collect();
        // Those of sites.csv are sorted by id.
        let is_known = |id: &str| sites.binary_search_by(|site| site.id.as_str().cmp(id)).is_ok();
        let is_site = |id: &str| is_known(id) || probed.contains(id);
        self.logs.refusals.place_ragged(is_site);
        self.incident.not_sites = ragged.into_iter().filter(|id| !is_site(id)).collect();
        let new = probed.iter().filter(|id| !is_known(id));
        let new: Vec<Site> =
            new.map(|id| Site { id: id.clone(), name: id.clone(), ..Site::default() }).collect();
        sites.extend(new);
        crate::incident::sites::sort_with_clear_names(&mut sites);
        sites
    }

    /// Resolves the names of sites in claims and maintenance, and counts what is refused and what
    /// is outside.
    fn match_sites(&mut self, resolver: &SiteResolver) {
        let claims = self.claims.take();
        let maintenance = std::mem::take(&mut self.maintenance);
        let matches = SiteMatches::new(claims, maintenance, resolver, self.incident.release.as_of);
        self.incident.release.claims_left_out = matches.later.len();
        self.incident.claims.extend(matches.claims);
        self.incident.maintenance.extend(matches.maintenance);
        self.incident.matched = self.logs.matched();
        let renamed = matches.renamed.into_iter().map(|name| (name.name, name.site));
        self.incident.matched.extend(renamed);
        for OutsideCount { file: path, count: outside } in matches.outside {
            if let Some(input) = self.inputs.iter_mut().find(|input| input.path == path) {
                input.outside += outside;
            }
        }
        for refusal in matches.refused {
            if let Some(input) = self.inputs.iter_mut().find(|input| input.path == refusal.file) {
                input.refused += 1;
            }
            self.refusals.add(refusal);
        }
    }

    /// Sorts the refusals by file, in the order of the inputs, and appends those of the probe logs.
    fn sort_refusals(&mut self) {
        let order: Vec<&str> = self.inputs.iter().map(|input| input.path.as_str()).collect();
        self.refusals.listed.sort_by_key(|refusal| {
            let file = order.iter().position(|path| *path == refusal.file);
            (file, refusal.line, refusal.column)
        });
        for refusal in std::mem::take(&mut self.logs.refusals.listed) {
            self.refusals.list(refusal);
        }
        self.refusals.count_all(&self.logs.refusals);
    }
}
