//! Choice of the probe logs of an incident that are read: those that were named.

use crate::files::ReadError;
use crate::incident::error::IncidentError;
use crate::logs::ProbeFile;
use crate::model::shown_path;
use crate::runs::RunsError;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Drops all probe logs but these; `incident` is the path of the incident file, for errors.
///
/// # Errors
/// Where one of these is not there, or is no log of the incident.
pub(super) fn keep_logs(
    logs: &mut Vec<ProbeFile>,
    kept: &[PathBuf],
    incident: &str,
) -> Result<(), IncidentError> {
    let real_path = |path: &Path| path.canonicalize().ok();
    let known: BTreeSet<PathBuf> = logs.iter().filter_map(|log| real_path(&log.path)).collect();
    let mut real = BTreeSet::new();
    for path in kept {
        let name = shown_path(path);
        let real_path = path.canonicalize().map_err(|why| ReadError::opening(path, why))?;
        if !known.contains(&real_path) {
            let incident = incident.to_owned();
            return Err(RunsError::NotOfIncident { file: name, incident }.into());
        }
        real.insert(real_path);
    }
    logs.retain(|log| real_path(&log.path).is_some_and(|path| real.contains(&path)));
    Ok(())
}
