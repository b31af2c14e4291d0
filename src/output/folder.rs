//! An output folder that is being written.

use super::error::{self, OutputError, cannot};
use super::exchange::{exchange, same_at};
use super::hidden::MARKER;
use super::leftovers;
use super::new_file::{FileDigest, NewFile, ReportFile};
use super::target::OutputPlace;
use crate::model::ChangedFiles;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An output folder that is being written. Dropped unfinished, it leaves what was there before.
#[derive(Debug)]
pub struct OutputFolder {
    target: OutputPlace,
    partial: PathBuf,
    changed_files: ChangedFiles,
    written: Mutex<BTreeMap<String, FileDigest>>,
}

impl OutputFolder {
    /// Makes sure that a report can be put at `target`, and begins one beside it. `inputs` are
    /// never written over.
    ///
    /// What a killed run left beside the place is cleared first: its half-written folder goes, the
    /// report it had set aside comes back.
    ///
    /// # Errors
    /// Where something else stands there, where an input would be lost, or where nothing can be
    /// written.
    pub fn open(
        target: &Path,
        inputs: &[PathBuf],
        changed_files: ChangedFiles,
    ) -> Result<OutputFolder, OutputError> {
        let target = OutputPlace::of(target)?;
        target.check_inputs(inputs)?;
        leftovers::restore(&target)?;
        target.is_free(changed_files)?;
        target.make_parent()?;
        leftovers::remove(&target);
        let partial = target.beside("partial");
        // The folder exists from here on, so that a failure below removes what it made.
        fs::create_dir(&partial).map_err(|why| cannot(target.shown(), &why))?;
        let written = Mutex::default();
        let folder = OutputFolder { target, partial, changed_files, written };
        let marker = b"A report under way; if no program is writing it, remove this folder.\n";
        fs::write(folder.partial.join(MARKER), marker)
            .map_err(|why| cannot(folder.target.shown(), &why))?;
        Ok(folder)
    }

    /// Writes a file of the report; `path` is relative to the folder, with `/`.
    ///
    /// # Errors
    /// Where the path does not stay below the folder, or where the file cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.fill(path, |into| {
            // A fault is told when the file is closed.
            let _ = into.write_all(bytes);
            Ok(())
        })
    }

    /// Writes a file of the report as it is made, so that it need not be held; `path` is as for
    /// [`OutputFolder::write`].
    ///
    /// # Errors
    /// As [`OutputFolder::write`]; else what `make` gives.
    pub fn fill<E: From<OutputError>>(
        &self,
        path: &str,
        make: impl FnOnce(&mut NewFile) -> Result<(), E>,
    ) -> Result<(), E> {
        let below = Path::new(path);
        let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
        if path.is_empty() || !below.components().all(is_name) {
            return Err(OutputError::NotBelow(path.to_owned()).into());
        }
        let file = self.partial.join(below);
        let fault = |why| E::from(cannot(&self.target.shown().join(below), &why));
        file.parent().map_or(Ok(()), fs::create_dir_all).map_err(fault)?;
        let mut into = NewFile::at(&file).map_err(fault)?;
        let made = make(&mut into);
        // Where the file cannot be written, whoever makes it only knows that it failed.
        let digest = into.close().map_err(fault)?;
        self.locked().insert(path.to_owned(), digest);
        made
    }

    /// Lists the files written so far, sorted by path.
    pub fn written(&self) -> Vec<ReportFile> {
        let files = self.locked().clone().into_iter();
        files.map(|(path, digest)| ReportFile { path, digest }).collect()
    }

    /// Locks the digests of the files written so far.
    fn locked(&self) -> MutexGuard<'_, BTreeMap<String, FileDigest>> {
        // A file whose maker stopped is not in the list, and the others are whole.
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the report in its place, instead of the one that was there. Files beside the earlier
    /// report, which are the user's, stand beside the new one.
    ///
    /// # Errors
    /// Where it cannot be put there; the earlier report is then where it was.
    pub fn finish(self) -> Result<(), OutputError> {
        // Something may have come there in the meantime.
        for path in self.target.is_free(self.changed_files)? {
            self.keep(&path)?;
        }
        fs::remove_file(self.partial.join(MARKER))
            .map_err(|why| cannot(self.target.shown(), &why))?;
        if !self.target.path().exists() {
            return fs::rename(&self.partial, self.target.path())
                .map_err(|why| cannot(self.target.shown(), &why));
        }
        if exchange(&self.partial, self.target.path()) {
            // The earlier report is in the half-written one's place now, and goes with it.
            return Ok(());
        }
        let old = self.target.beside("old");
        fs::rename(self.target.path(), &old).map_err(|why| cannot(self.target.shown(), &why))?;
        if let Err(why) = fs::rename(&self.partial, self.target.path()) {
            return Err(match fs::rename(&old, self.target.path()) {
                Ok(()) => cannot(self.target.shown(), &why),
                Err(_) => OutputError::Stranded {
                    path: self.target.shown().to_owned(),
                    old,
                    why: error::words(&why),
                },
            });
        }
        // The new report stands; what is left of the old one is removed by the next run.
        let _ = fs::remove_dir_all(&old);
        Ok(())
    }

    /// Puts a file of the user's, or an empty folder, beside the new report as well.
    fn keep(&self, path: &Path) -> Result<(), OutputError> {
        let (from, to) = (self.target.path().join(path), self.partial.join(path));
        let shown = self.target.shown().join(path);
        if fs::symlink_metadata(&to).is_ok() {
            return Err(OutputError::InTheWay(shown));
        }
        to.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| same_at(&from, &to))
            .map_err(|why| cannot(&shown, &why))
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // After `finish` the folder is no longer there, and nothing is removed.
        let _ = fs::remove_dir_all(&self.partial);
    }
}
