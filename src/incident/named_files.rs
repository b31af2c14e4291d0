//! Files named one by one, without a folder.

use crate::claims::{ClaimsConfig, ClaimsTable};
use crate::clock::Zone;
use crate::files::ReadError;
use crate::files::settings::setting;
use crate::incident::error::IncidentError;
use crate::incident::incident_runs::{RunsSources, is_file_of_runs};
use crate::incident::layout_word::layout_named;
use crate::incident::open_incident::OpenIncident;
use crate::incident::probes_table::ProbesTable;
use crate::incident::site_of_path::SitesOfFiles;
use crate::layouts;
use crate::logs::ReadSettings;
use crate::model::{
    Cadence, GuessedTable, Incident, Memory, ProbeSource, ProposedEntry, shown_path,
};
use serde::de::DeserializeOwned;
use std::path::PathBuf;

/// Name of a source of which no entry gives a name, and vantage of its rows.
const PROBES: &str = "probes";
/// Place of a proposed entry, for errors.
const PROPOSED: &str = "the proposed entry";

/// Opens probe logs, or runs in their place, and claims, which must fit into `memory`.
pub(super) fn from_files(
    probes: &[PathBuf],
    claims: &[PathBuf],
    zone: Option<Zone>,
    memory: Memory,
) -> Result<OpenIncident, IncidentError> {
    let mut opened = OpenIncident::new(incident(zone), memory);
    for path in claims {
        opened.read_own_claims(path, &shown_path(path), zone)?;
    }
    let (runs, logs): (Vec<&PathBuf>, Vec<&PathBuf>) =
        probes.iter().partition(|path| is_file_of_runs(path));
    if !logs.is_empty() {
        let layout = ReadSettings { zone, vantage: PROBES.to_owned(), ..ReadSettings::default() };
        let source = opened.add_source(poll(PROBES.to_owned()), layout);
        for path in logs {
            opened.add_log(path.clone(), shown_path(path), source, None)?;
        }
    }
    for path in runs {
        opened.add_runs(path.clone(), shown_path(path), RunsSources::Own)?;
    }
    opened.incident.title = opened.title_of_files(claims.first().map(PathBuf::as_path));
    Ok(opened)
}

/// Opens files in our own layout, as [`from_files`] does, and others as their proposed entries say.
pub(super) fn from_proposed(
    probes: &[PathBuf],
    claims: &[PathBuf],
    entries: &[ProposedEntry],
    zone: Option<Zone>,
    memory: Memory,
) -> Result<OpenIncident, IncidentError> {
    let mut opened = from_files(probes, claims, zone, memory)?;
    let is_of_probes = |entry: &&ProposedEntry| entry.table == GuessedTable::Probes;
    let is_alone = probes.is_empty() && entries.iter().filter(is_of_probes).count() == 1;
    for entry in entries {
        match entry.table {
            GuessedTable::Probes => add_probes(&mut opened, entry, is_alone)?,
            GuessedTable::Claims => read_claims(&mut opened, entry, zone)?,
        }
    }
    let first = entries.iter().find(|entry| entry.table == GuessedTable::Claims);
    let claims = claims.first().or_else(|| first?.files.first());
    opened.incident.title = opened.title_of_files(claims.map(PathBuf::as_path));
    Ok(opened)
}

/// Adds the logs of a proposed entry; `is_alone` says whether there is no other source, which then
/// needs no name.
fn add_probes(
    opened: &mut OpenIncident,
    entry: &ProposedEntry,
    is_alone: bool,
) -> Result<(), IncidentError> {
    let first = entry.files.first().map_or_else(String::new, |path| shown_path(path));
    let name = if is_alone { PROBES.to_owned() } else { first };
    let text = format!("files = []\nname = {}\n{}", toml::Value::String(name), entry.keys);
    let table: ProbesTable = read_keys(&text)?;
    let source = table.source(PROPOSED)?;
    let settings = table.read_settings(PROPOSED)?;
    let template = settings.dialect.site.clone();
    let mut sites = SitesOfFiles::new(template.as_deref());
    let source = opened.add_source(source, settings);
    for path in &entry.files {
        if is_file_of_runs(path) {
            opened.add_runs(path.clone(), shown_path(path), RunsSources::Entry(source))?;
        } else {
            let pattern = entry.pattern.as_ref().unwrap_or(path);
            let site = sites
                .of(&shown_path(pattern), &shown_path(path))
                .map_err(|why| setting(PROPOSED, "probes.site", why))?;
            opened.add_log(path.clone(), shown_path(path), source, site)?;
        }
    }
    Ok(())
}

/// Reads the claims of a proposed entry.
fn read_claims(
    opened: &mut OpenIncident,
    entry: &ProposedEntry,
    zone: Option<Zone>,
) -> Result<(), IncidentError> {
    let table: ClaimsTable = read_keys(&format!("files = []\n{}", entry.keys))?;
    let config = ClaimsConfig::read(&table, PROPOSED, zone)?;
    config.complete(PROPOSED)?;
    for path in &entry.files {
        opened.read_claims(path, &shown_path(path), &config)?;
    }
    Ok(())
}

/// Reads the keys of a proposed entry.
fn read_keys<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    toml::from_str(text).map_err(|error| ReadError::toml(PROPOSED, text, &error))
}

/// Opens archives of one layout; each row is taken as a probe, whatever the cadence.
pub(super) fn from_archives(
    layout: &str,
    files: &[PathBuf],
    zone: Option<Zone>,
    vantage: Option<String>,
) -> Result<OpenIncident, IncidentError> {
    let wrong =
        |why| ReadError::Setting { path: "convert".to_owned(), key: "layout".to_owned(), why };
    let layout_spec = layout_named(layout).map_err(wrong)?;
    let keys = ReadSettings::default();
    if let Err(fault) = layouts::check_lines(layout_spec, &keys.line_keys()) {
        let how = "its lines can have any form, which `format` says: write it in an \
            incident.toml, and name that folder with --incident";
        return Err(wrong(format!("`{layout}`: {how} ({})", fault.why)).into());
    }
    let vantage = vantage.unwrap_or_else(|| PROBES.to_owned());
    let mut opened = OpenIncident::new(incident(zone), Memory::DEFAULT);
    opened.incident.title = opened.title_of_files(None);
    let settings = ReadSettings {
        zone,
        vantage: vantage.clone(),
        layout: layout_spec,
        ..ReadSettings::default()
    };
    let source = opened.add_source(poll(vantage), settings);
    for path in files {
        opened.add_log(path.clone(), shown_path(path), source, None)?;
    }
    Ok(opened)
}

/// Returns an incident of which nothing is written.
fn incident(zone: Option<Zone>) -> Incident {
    Incident { zone: zone.unwrap_or(Zone::UTC), ..Incident::new("incident") }
}

/// Returns a source that has a row for each probe.
fn poll(name: String) -> ProbeSource {
    ProbeSource::new(name, Cadence::Poll)
}
