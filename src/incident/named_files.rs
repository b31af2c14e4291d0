//! Files named one by one, without a folder.

use crate::clock::Zone;
use crate::files::ReadError;
use crate::incident::error::IncidentError;
use crate::incident::incident_runs::{Entry, Runs};
use crate::incident::incident_toml as settings;
use crate::incident::open::{OpenIncident, shown};
use crate::logs::{Archive, Layout};
use crate::model::{Cadence, Incident, ProbeSource, Refusals, Rules};
use crate::runs::is_runs;
use crate::{claims, layouts as foreign};
use std::collections::BTreeSet;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The name of a source, and the vantage of its rows, where nobody gave one.
const PROBES: &str = "probes";

/// Probe logs, or runs in their place, and claims.
pub(crate) fn from_files(
    probes: &[PathBuf],
    claims: Option<&Path>,
    zone: Option<Zone>,
) -> Result<OpenIncident, IncidentError> {
    let mut opened = OpenIncident {
        archive: Archive::default(),
        runs: Runs::default(),
        met: HashSet::new(),
        incident: Incident {
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
        },
        inputs: Vec::new(),
        refusals: Refusals::default(),
        claims: claims::ClaimSet::default(),
        maintenance: Vec::new(),
    };
    if let Some(path) = claims {
        opened.inputs.extend(opened.claims.own(
            path,
            (&shown(path), 0),
            zone,
            &mut opened.refusals,
        )?);
    }
    let (runs, logs): (Vec<&PathBuf>, Vec<&PathBuf>) =
        probes.iter().partition(|path| is_file_of_runs(path));
    if !logs.is_empty() {
        let name = PROBES.to_owned();
        let source = ProbeSource {
            name: name.clone(),
            cadence: Cadence::Poll,
            clock_error_us: 0,
            silence_us: None,
            simulated: false,
        };
        opened.incident.sources.push(source);
        opened.archive.layouts.push(Layout { zone, vantage: name, ..Layout::default() });
    }
    for path in logs {
        opened.add(path.clone(), shown(path), 0)?;
    }
    for path in runs {
        opened.add_runs(path.clone(), shown(path), Entry::Own)?;
    }
    opened.incident.title = opened.title_of_files(claims);
    Ok(opened)
}

/// Archives of one layout; their records are taken as a probe each, whatever their cadence.
pub(crate) fn from_archives(
    layout: &str,
    files: &[PathBuf],
    (zone, vantage): (Option<Zone>, Option<String>),
) -> Result<OpenIncident, IncidentError> {
    let mut opened = from_files(&[], None, zone)?;
    let wrong =
        |why| ReadError::Setting { path: "convert".to_owned(), key: "layout".to_owned(), why };
    let foreign = settings::layout_named(layout).map_err(wrong)?;
    if let Err(why) = foreign::check_format(foreign, None) {
        let how = "its lines can have any form, which `format` says: write it in an \
            incident.toml, and name that folder with --incident";
        return Err(wrong(format!("`{layout}`: {how} ({why})")).into());
    }
    let name = vantage.unwrap_or_else(|| PROBES.to_owned());
    let source = ProbeSource {
        name: name.clone(),
        cadence: Cadence::Poll,
        clock_error_us: 0,
        silence_us: None,
        simulated: false,
    };
    opened.incident.sources.push(source);
    opened.archive.layouts.push(Layout { zone, vantage: name, foreign, ..Layout::default() });
    for path in files {
        opened.add(path.clone(), shown(path), 0)?;
    }
    Ok(opened)
}

/// Whether a file holds runs; only Parquet can.
pub(crate) fn is_file_of_runs(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "parquet") && is_runs(path)
}
