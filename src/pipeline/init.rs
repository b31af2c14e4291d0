//! `init`: propose an `incident.toml` for archives, and say what is to be filled in.

use super::{Error, Printout};
use crate::init;
use crate::model::Maintenance;
use crate::report::output_folder::is_outside;
use crate::report::terminal::incident_toml::{self, MaintenanceFile, WrittenIncident};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the proposed file.
const FILE: &str = "incident.toml";
/// Name of the file of announced work.
const WORKS: &str = "maintenance.csv";

/// Writes an `incident.toml` for archives into `folder`. An existing file is never written over.
///
/// # Errors
/// [`Error`] where an archive cannot be read, or where the file exists or cannot be written.
pub(super) fn init(folder: &Path, files: &[PathBuf]) -> Result<Printout, Error> {
    is_outside(folder, files)?;
    let guesses = init::guess(files)?;
    let path = folder.join(FILE);
    let cannot = |why: io::Error| match why.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(path.display().to_string()),
        _ => Error::Draft { path: path.display().to_string(), why },
    };
    fs::create_dir_all(folder).map_err(cannot)?;
    let root = folder.canonicalize().map_err(cannot)?;
    let named = |file: &PathBuf| -> io::Result<String> {
        let real = file.canonicalize()?;
        Ok(real.strip_prefix(&root).unwrap_or(&real).display().to_string())
    };
    let paths: Vec<Vec<String>> = guesses
        .iter()
        .map(|guess| guess.files.iter().map(named).collect())
        .collect::<io::Result<_>>()
        .map_err(cannot)?;
    let title = root
        .file_name()
        .map_or_else(|| "Incident".to_owned(), |name| name.to_string_lossy().into_owned());
    let text = incident_toml::incident(&title, &guesses, &paths);
    let mut file = File::create_new(&path).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)?;
    let works: Vec<Maintenance> = guesses.iter().flat_map(|guess| &guess.works).cloned().collect();
    let maintenance = write_works(&folder.join(WORKS), &works)?;
    let written = WrittenIncident {
        path: &path.display().to_string(),
        folder: &folder.display().to_string(),
        maintenance,
    };
    Ok(Printout { result: incident_toml::done(written, &guesses), ..Printout::default() })
}

/// Writes announced work into a `maintenance.csv`, unless there is none or the file exists.
fn write_works(path: &Path, works: &[Maintenance]) -> Result<MaintenanceFile, Error> {
    if works.is_empty() {
        return Ok(MaintenanceFile::NotNeeded);
    }
    let text = incident_toml::maintenance(works);
    match File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Ok(MaintenanceFile::Written),
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Ok(MaintenanceFile::Kept),
        Err(why) => Err(Error::Draft { path: path.display().to_string(), why }),
    }
}
