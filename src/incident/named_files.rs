//! Files named one by one, without a folder.

use crate::clock::Zone;
use crate::files::ReadError;
use crate::incident::error::IncidentError;
use crate::incident::incident_runs::{RunsSources, is_file_of_runs};
use crate::incident::incident_toml::layout_named;
use crate::incident::open_incident::OpenIncident;
use crate::layouts;
use crate::logs::ReadSettings;
use crate::model::{Cadence, Incident, ProbeSource, Rules, StampResolution};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The name of a source, and the vantage of its rows, where nobody gave one.
const PROBES: &str = "probes";

/// Opens probe logs, or runs in their place, and claims.
pub(super) fn from_files(
    probes: &[PathBuf],
    claims: Option<&Path>,
    zone: Option<Zone>,
) -> Result<OpenIncident, IncidentError> {
    let mut opened = OpenIncident::new(incident(zone));
    if let Some(path) = claims {
        opened.read_own_claims(path, &shown(path), zone)?;
    }
    let (runs, logs): (Vec<&PathBuf>, Vec<&PathBuf>) =
        probes.iter().partition(|path| is_file_of_runs(path));
    if !logs.is_empty() {
        let layout = ReadSettings { zone, vantage: PROBES.to_owned(), ..ReadSettings::default() };
        let source = opened.add_source(poll(PROBES.to_owned()), layout);
        for path in logs {
            opened.add_log(path.clone(), shown(path), source, None)?;
        }
    }
    for path in runs {
        opened.add_runs(path.clone(), shown(path), RunsSources::Own)?;
    }
    opened.incident.title = opened.title_of_files(claims);
    Ok(opened)
}

/// Opens archives of one layout; each record is taken as a probe, whatever the cadence.
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
    let mut opened = OpenIncident::new(incident(zone));
    opened.incident.title = opened.title_of_files(None);
    let settings = ReadSettings {
        zone,
        vantage: vantage.clone(),
        layout: layout_spec,
        ..ReadSettings::default()
    };
    let source = opened.add_source(poll(vantage), settings);
    for path in files {
        opened.add_log(path.clone(), shown(path), source, None)?;
    }
    Ok(opened)
}

/// Returns an incident of which nothing is written.
fn incident(zone: Option<Zone>) -> Incident {
    Incident {
        name: "incident".to_owned(),
        title: String::new(),
        notice: None,
        window: None,
        zone: zone.unwrap_or(Zone::UTC),
        rules: Rules::default(),
        sites: Vec::new(),
        claims: Vec::new(),
        maintenance: Vec::new(),
        sources: Vec::new(),
        only_sites: Vec::new(),
        matched: BTreeSet::new(),
        not_sites: BTreeSet::new(),
    }
}

/// Returns a source that has a row for each probe.
fn poll(name: String) -> ProbeSource {
    ProbeSource {
        name,
        cadence: Cadence::Poll,
        clock_error_us: 0,
        resolution: StampResolution::default(),
        silence_us: None,
        pace_us: None,
        simulated: false,
    }
}

/// Returns a path as readers see it.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
