//! The incident folder: `incident.toml`, the tables beside it, and the files that it names.

use crate::claims::{ClaimsConfig, ClaimsTable, read_word_rules};
use crate::clock::Zone;
use crate::files::settings::setting;
use crate::files::{
    ContainerMember, PathKind, ReadError, ReadInput, is_container, members, read_whole,
};
use crate::incident::chart_wishes::{ChartWishes, WishPlace};
use crate::incident::error::IncidentError;
use crate::incident::incident_runs::{RunsSources, is_file_of_runs};
use crate::incident::incident_toml::IncidentToml;
use crate::incident::kept_logs::keep_logs;
use crate::incident::near_names::{CLAIMS, MAINTENANCE, SITES, near_name};
use crate::incident::open_incident::OpenIncident;
use crate::incident::pattern_files::{SearchFault, files_matching};
use crate::incident::probes_table::ProbesTable;
use crate::incident::site_of_path::{self, SitesOfFiles};
use crate::incident::sites::SitesTable;
use crate::incident::{maintenance, sites};
use crate::logs::InputKind;
use crate::model::safe_text::safe_text;
use crate::model::{Incident, InputRole, Memory, TomlTable, shown_path};
use std::path::{Path, PathBuf};

/// Key that names the files of claims of an entry.
const CLAIM_FILES: &str = "claims.files";
/// Key of the patterns of probe logs: of an archive that one matches, each member is a log.
const PROBE_FILES: &str = "probes.files";

/// Beginning of the comment by which `init` says why it left files out, and of those that name the
/// files below it.
const LEFT_OUT: &str = "# Left out: ";
const LEFT_OUT_FILE: &str = "#   ";
/// Reasons that an error lists.
const MOST_LEFT_OUT: usize = 3;

/// Probe logs of an incident that are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum LogChoice<'a> {
    /// All logs.
    All,
    /// Nothing: runs stand for the logs.
    None,
    /// Named logs, each of which the incident must name too.
    Only(&'a [PathBuf]),
}

/// Incident file that was read: where it stands, and what it says.
struct IncidentFile<'a> {
    folder: &'a Path,
    /// Path of the file, for errors.
    path: String,
    settings: IncidentToml,
    /// Zone of stamps without an offset in the tables beside it (M2).
    zone: Option<Zone>,
}

/// Opens an incident folder; what is read of it must fit into `memory`.
pub(super) fn from_folder(
    folder: &Path,
    logs: LogChoice<'_>,
    memory: Memory,
) -> Result<OpenIncident, IncidentError> {
    let name = shown_path(folder);
    let file = folder.join(Incident::FILE);
    if PathKind::at(folder)?.is_none() {
        return Err(ReadError::Missing(name).into());
    }
    match PathKind::at(&file)? {
        Some(PathKind::File) => (),
        Some(PathKind::Stream) => return Err(ReadError::pipe(&file).into()),
        Some(PathKind::Folder) | None if folder.is_file() => {
            return Err(IncidentError::FileForFolder(name));
        }
        Some(PathKind::Folder) | None => return Err(IncidentError::NotAnIncident(name)),
    }
    let path = shown_path(&file);
    let ReadInput { content: text, input } =
        read_whole(&file, Incident::FILE, InputRole::Incident)?;
    let text = String::from_utf8(text).map_err(|_| ReadError::TextNotUtf8(path.clone()))?;
    let open = || -> Result<OpenIncident, IncidentError> {
        let settings = IncidentToml::read(&text, &path)?;
        let zone = settings.zone(&path)?;
        let file = IncidentFile { folder, path: path.clone(), settings, zone };
        let mut opened = OpenIncident::new(file.incident()?, memory);
        let place = WishPlace::Table {
            folder: folder.to_owned(),
            path: path.clone(),
            text: text.as_str().into(),
        };
        opened.chart = ChartWishes::read(&file.settings.chart, place)?;
        opened.inputs.push(input);
        file.read_tables(&mut opened)?;
        for (number, table) in (1..).zip(&file.settings.claims) {
            let place = TomlTable { name: "claims", number };
            file.read_claims(table, &mut opened)
                .map_err(|why| why.placed_in(&path, &text, place))?;
        }
        for table in &file.settings.probes {
            file.add_probes(table, logs, &mut opened)?;
        }
        Ok(opened)
    };
    let mut opened = open().map_err(|why| why.placed(&path, &text))?;
    if matches!(logs, LogChoice::All) && opened.is_without_logs_and_claims() {
        return Err(IncidentError::NothingToExamine { left_out: left_out_files(&text), path });
    }
    if let LogChoice::Only(files) = logs {
        keep_logs(&mut opened.logs.files, files, &path)?;
    }
    Ok(opened)
}

/// Lists what the comments of an incident file say that `init` left out, with why, for an error;
/// empty where they say nothing.
fn left_out_files(text: &str) -> String {
    let mut all = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(why) = line.strip_prefix(LEFT_OUT) else { continue };
        let mut files = Vec::new();
        while let Some(file) = lines.next_if(|line| line.starts_with(LEFT_OUT_FILE)) {
            files.push(safe_text(file[LEFT_OUT_FILE.len()..].trim()));
        }
        all.push(format!("\n  {}: {}", files.join(", "), safe_text(why)));
    }
    if all.is_empty() {
        return String::new();
    }
    let more = all.len().saturating_sub(MOST_LEFT_OUT);
    all.truncate(MOST_LEFT_OUT);
    if more > 0 {
        all.push(format!("\n  and {more} more"));
    }
    format!("; its comments say what `init` left out:{}", all.concat())
}

impl IncidentFile<'_> {
    /// Returns the incident without what stands in other files.
    fn incident(&self) -> Result<Incident, ReadError> {
        Ok(Incident {
            title: self.settings.title.clone(),
            notice: self.settings.notice.clone(),
            window: self.settings.window(&self.path)?,
            zone: self.zone.unwrap_or(Zone::UTC),
            rules: self.settings.rules(&self.path)?,
            ..Incident::new(name_of(self.folder))
        })
    }

    /// Reads the tables that stand beside the file, as far as they are there.
    fn read_tables(&self, opened: &mut OpenIncident) -> Result<(), ReadError> {
        if let Some(near) = near_name(self.folder, &self.patterns()) {
            let path = shown_path(&self.folder.join(&near.file));
            return Err(ReadError::Unfit { path, why: near.counsel() });
        }
        let there = |name: &str| -> Result<Option<PathBuf>, ReadError> {
            let path = self.folder.join(name);
            match PathKind::at(&path)? {
                Some(PathKind::Stream) => Err(ReadError::pipe(&path)),
                Some(_) => Ok(Some(path)),
                None => Ok(None),
            }
        };
        if let Some(path) = there(SITES)? {
            let ReadInput { content: SitesTable { sites, columns }, input } =
                sites::read(&path, SITES, opened.memory, &mut opened.refusals)?;
            opened.incident.sites = sites;
            opened.site_columns = columns;
            opened.inputs.push(input);
        }
        if let Some(path) = there(CLAIMS)?
            && !self.is_named_as_claims(&path)?
        {
            opened.read_own_claims(&path, CLAIMS, self.zone)?;
        }
        if let Some(path) = there(MAINTENANCE)? {
            let (name, room) = (MAINTENANCE, opened.room());
            let ReadInput { content: maintenance, input } =
                maintenance::read(&path, name, self.zone, room, &mut opened.refusals)?;
            opened.maintenance = maintenance;
            opened.inputs.push(input);
        }
        Ok(())
    }

    /// Lists the patterns of all entries, as files are looked for by them.
    fn patterns(&self) -> Vec<String> {
        let claims = self.settings.claims.iter().flat_map(|table| table.files.all());
        let probes = self.settings.probes.iter().flat_map(|table| table.files.all());
        claims.chain(probes).map(|pattern| site_of_path::searched(pattern)).collect()
    }

    /// Says whether an entry names a file of claims, and so says itself how it is read.
    fn is_named_as_claims(&self, path: &Path) -> Result<bool, ReadError> {
        // A folder of a point has its files without it.
        let own = path.canonicalize().ok();
        for pattern in self.settings.claims.iter().flat_map(|table| table.files.all()) {
            let files = self.matching(CLAIM_FILES, pattern, InputKind::File)?;
            if files.iter().any(|file| file.canonicalize().ok() == own) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the files of a `[[claims]]` table, and its file of word rules.
    fn read_claims(
        &self,
        table: &ClaimsTable,
        opened: &mut OpenIncident,
    ) -> Result<(), IncidentError> {
        let mut config = ClaimsConfig::read(table, &self.path, self.zone)?;
        if let Some(rules) = &table.rules {
            let file = self.folder.join(rules);
            let ReadInput { content: text, input } = read_whole(&file, rules, InputRole::Incident)?;
            let name = shown_path(&file);
            let text = String::from_utf8(text).map_err(|_| ReadError::TextNotUtf8(name.clone()))?;
            config.set_rules(read_word_rules(&text, &name)?);
            opened.inputs.push(input);
        }
        config.complete(&self.path)?;
        for pattern in table.files.all() {
            let files = self.matching(CLAIM_FILES, pattern, InputKind::File)?;
            if files.is_empty() {
                return Err(self.no_files(pattern));
            }
            for file in files {
                opened.read_claims(&file, &self.shown(&file), &config)?;
            }
        }
        Ok(())
    }

    /// Adds the source of a `[[probes]]` table, and the files that it names.
    fn add_probes(
        &self,
        table: &ProbesTable,
        logs: LogChoice<'_>,
        opened: &mut OpenIncident,
    ) -> Result<(), IncidentError> {
        let source = table.source(&self.path)?;
        let settings = table.read_settings(&self.path)?;
        let kind = settings.layout.map_or(InputKind::File, |layout| layout.reads);
        let template = settings.dialect.site.clone();
        let patterns = table.files.all();
        site_of_path::check(template.as_deref(), patterns)
            .map_err(|(key, why)| setting(&self.path, &format!("probes.{key}"), why))?;
        let mut sites = SitesOfFiles::new(template.as_deref());
        let source = opened.add_source(source, settings);
        if matches!(logs, LogChoice::None) {
            return Ok(());
        }
        for pattern in patterns {
            let files = self.matching(PROBE_FILES, &site_of_path::searched(pattern), kind)?;
            if files.is_empty() && matches!(logs, LogChoice::All) {
                return Err(self.no_files(pattern));
            }
            for file in files {
                let shown = self.shown(&file);
                if is_file_of_runs(&file) {
                    opened.add_runs(file, shown, RunsSources::Entry(source))?;
                } else {
                    let site = sites
                        .of(pattern, &shown)
                        .map_err(|why| setting(&self.path, "probes.site", why))?;
                    opened.add_log(file, shown, source, site)?;
                }
            }
        }
        Ok(())
    }

    /// Finds the files that a pattern of a key matches, sorted, and folders too where a layout
    /// reads them.
    fn matching(
        &self,
        key: &str,
        pattern: &str,
        kind: InputKind,
    ) -> Result<Vec<PathBuf>, ReadError> {
        let fault = |why| match why {
            SearchFault::Pattern(why) => ReadError::Setting {
                path: self.path.clone(),
                key: key.to_owned(),
                why: why.to_string(),
            },
            SearchFault::Read(why) => why,
        };
        let in_archives = members_matching(self.folder, pattern).map_err(fault)?;
        if !in_archives.is_empty() {
            return Ok(in_archives);
        }
        let paths = files_matching(self.folder, pattern, kind).map_err(fault)?;
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            if key == PROBE_FILES && is_container(&path) && path.is_file() {
                files.extend(members(&path)?.iter().map(ContainerMember::path));
            } else {
                files.push(path);
            }
        }
        Ok(files)
    }

    /// Returns a path as shown to readers: from the folder on.
    fn shown(&self, file: &Path) -> String {
        shown_path(file.strip_prefix(self.folder).unwrap_or(file))
    }

    /// Makes the error of a pattern that no file matches.
    fn no_files(&self, pattern: &str) -> IncidentError {
        let (path, pattern) = (self.path.clone(), pattern.to_owned());
        match self.folder.join(&pattern).is_dir() {
            true => IncidentError::FolderForFiles { path, pattern },
            false => IncidentError::NoFiles { path, pattern },
        }
    }
}

/// Finds the members of archives that a pattern matches, such as `logs.zip/*.csv`, sorted; none for
/// patterns that do not lead into an archive.
fn members_matching(folder: &Path, pattern: &str) -> Result<Vec<PathBuf>, SearchFault> {
    let parts: Vec<&str> = pattern.split('/').collect();
    let Some(at) = parts.iter().rposition(|part| is_container(Path::new(part))) else {
        return Ok(Vec::new());
    };
    let (outer, inner) = (parts[..=at].join("/"), parts[at + 1..].join("/"));
    if inner.is_empty() {
        return Ok(Vec::new());
    }
    let inner = glob::Pattern::new(&inner).map_err(SearchFault::Pattern)?;
    let mut paths = Vec::new();
    for archive in files_matching(folder, &outer, InputKind::File)? {
        let members = members(&archive)?;
        let matching = members.into_iter().filter(|member| inner.matches(&member.name));
        paths.extend(matching.map(|member| member.path()));
    }
    paths.sort();
    Ok(paths)
}

/// Returns the name of a folder, for file names.
fn name_of(folder: &Path) -> String {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = real.file_name().map(|name| shown_path(Path::new(name)));
    name.unwrap_or_else(|| "incident".to_owned())
}
