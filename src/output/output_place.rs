//! The place of the output folder: where it is, and whether a report may stand there.

use super::error::{OutputError, cannot};
use super::hidden::prefix;
use super::mode::is_workable;
use super::mounts::is_mounted;
use super::ownership::{Ownership, fault};
use crate::model::{ChangedFiles, shown_path};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Place that the report goes to.
#[derive(Debug)]
pub(super) struct OutputPlace {
    shown: PathBuf,
    parent: PathBuf,
    name: OsString,
    path: PathBuf,
}

impl OutputPlace {
    /// Finds the place that `shown` means, with every link followed and every `..` walked.
    pub(super) fn of(shown: &Path) -> Result<OutputPlace, OutputError> {
        let path = real(shown)?;
        let no_name = || OutputError::NoName(shown.to_owned());
        let name = path.file_name().ok_or_else(no_name)?.to_owned();
        let parent = path.parent().ok_or_else(no_name)?.to_owned();
        Ok(OutputPlace { shown: shown.to_owned(), parent, name, path })
    }

    /// Returns the path as the user wrote it.
    pub(super) fn shown(&self) -> &Path {
        &self.shown
    }

    /// Returns the path with every link followed.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the folder that the place lies in.
    pub(super) fn parent(&self) -> &Path {
        &self.parent
    }

    /// Returns the last name of the path.
    pub(super) fn name(&self) -> &OsStr {
        &self.name
    }

    /// Returns the path of a hidden folder beside the place that belongs to this process.
    pub(super) fn beside(&self, word: &str) -> PathBuf {
        let mut name = prefix(&self.name, word);
        name.push(std::process::id().to_string());
        self.parent.join(name)
    }

    /// Makes sure that the place does not hold the working folder: a shell that stands there would
    /// not see the new report.
    pub(super) fn check_working_folder(&self) -> Result<(), OutputError> {
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        match here.is_ok_and(|here| here.starts_with(&self.path)) {
            true => Err(OutputError::WorkingFolder(self.shown.clone())),
            false => Ok(()),
        }
    }

    /// Makes sure that no input is lost. Inputs that are not there are nobody's loss.
    pub(super) fn check_inputs(&self, inputs: &[PathBuf]) -> Result<(), OutputError> {
        for input in inputs {
            if input.canonicalize().is_ok_and(|real| real.starts_with(&self.path)) {
                return Err(OutputError::HoldsInput {
                    path: self.shown.clone(),
                    input: input.clone(),
                });
            }
        }
        self.check_outside(inputs)
    }

    /// Makes sure that the place lies in no folder that is an input: that is an archive, and
    /// nothing is put into it.
    pub(super) fn check_outside(&self, inputs: &[PathBuf]) -> Result<(), OutputError> {
        for input in inputs {
            if input.canonicalize().is_ok_and(|real| self.path.starts_with(real)) {
                return Err(OutputError::WithinInput {
                    path: self.shown.clone(),
                    input: input.clone(),
                });
            }
        }
        Ok(())
    }

    /// Makes sure that nothing stands there, or an empty folder, or a report of ours that nobody
    /// changed, unless changed files may be replaced, and that it can give way. Returns whose the
    /// files of that report are.
    pub(super) fn is_free(&self, changed_files: ChangedFiles) -> Result<Ownership, OutputError> {
        if !self.path.exists() {
            return Ok(Ownership::default());
        }
        if !self.path.is_dir() {
            return Err(OutputError::NotAFolder(self.shown.clone()));
        }
        if is_mounted(&self.path) {
            return Err(OutputError::Mounted(self.shown.clone()));
        }
        let mut entries = fs::read_dir(&self.path).map_err(|why| cannot(&self.shown, &why))?;
        if !is_workable(&self.path) {
            return Err(OutputError::Closed(self.shown.clone()));
        }
        if entries.next().is_none() {
            return Ok(Ownership::default());
        }
        let owned = Ownership::of(&self.path)
            .map_err(|why| fault(&self.shown, &why, |why| cannot(&self.shown, why)))?;
        let owned = owned.ok_or_else(|| OutputError::Foreign(self.shown.clone()))?;
        if !owned.is_listed {
            return Err(OutputError::Unlisted(self.shown.clone()));
        }
        if let Some(below) = owned.mounted.first() {
            return Err(OutputError::Mounted(self.shown.join(below)));
        }
        if let Some(below) = owned.closed(&self.path) {
            return Err(OutputError::Closed(self.shown.join(below)));
        }
        match owned.changed.first() {
            Some(first) if changed_files == ChangedFiles::StopTheRun => Err(OutputError::Changed {
                path: self.shown.join(first),
                more: owned.changed.len() - 1,
            }),
            _ => Ok(owned),
        }
    }

    /// Makes sure that the folder that the place lies in is one, or can be made.
    pub(super) fn check_parent(&self) -> Result<(), OutputError> {
        match existing(&self.parent).filter(|there| !there.is_dir()) {
            Some(file) => {
                let why = format!("{} is no folder", shown_path(file));
                Err(OutputError::Write { path: self.shown.clone(), why })
            }
            None => Ok(()),
        }
    }
}

/// Follows every link of a path; the part that does not exist yet is taken as it is written.
pub(super) fn real(shown: &Path) -> Result<PathBuf, OutputError> {
    let whole = std::path::absolute(shown).map_err(|why| cannot(shown, &why))?;
    let mut real = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            // What is before it is real already, so its words tell where it leads.
            Component::ParentDir => drop(real.pop()),
            _ => {
                real.push(part);
                if fs::symlink_metadata(&real).is_ok_and(|what| what.is_symlink()) {
                    real = real.canonicalize().map_err(|why| cannot(shown, &why))?;
                }
            }
        }
    }
    // Inputs are compared in the system's own spelling, so this is spelled the same way.
    let there = existing(&real).unwrap_or(&real);
    let rest = real.strip_prefix(there).unwrap_or(Path::new(""));
    let there = there.canonicalize().map_err(|why| cannot(shown, &why))?;
    Ok(if rest.as_os_str().is_empty() { there } else { there.join(rest) })
}

/// Returns the path itself where something is there, else the nearest folder or file above it that
/// exists.
fn existing(path: &Path) -> Option<&Path> {
    path.ancestors().find(|there| there.exists())
}
