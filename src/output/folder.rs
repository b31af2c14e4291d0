//! An output folder that is being written.

use super::error::{self, OutputError, cannot};
use super::exchange::{exchange, same_at};
use super::leftovers;
use super::mode::{keep_mode, sync_folder};
use super::new_file::{FileDigest, ListedFile, NewFile};
use super::output_place::OutputPlace;
use super::staging::{Readers, Staging};
use super::unfinished::undisturbed;
use crate::model::ChangedFiles;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An output folder that is being written. Dropped unfinished, it leaves what was there before.
#[derive(Debug)]
pub struct OutputFolder {
    place: OutputPlace,
    staging: Staging,
    changed_files: ChangedFiles,
    /// Digests of the files written, by their paths below the folder.
    written: Mutex<BTreeMap<String, FileDigest>>,
}

impl OutputFolder {
    /// Makes sure that a report can be put at `path`, and begins one beside it. `inputs` are
    /// never written over.
    ///
    /// What a killed run left beside the place is cleared first: its half-written folder goes, the
    /// report it had set aside comes back.
    ///
    /// # Errors
    /// Where something else stands there, where an input would be lost, or where nothing can be
    /// written.
    pub fn open(
        path: &Path,
        inputs: &[PathBuf],
        changed_files: ChangedFiles,
    ) -> Result<OutputFolder, OutputError> {
        let place = OutputPlace::of(path)?;
        place.check_inputs(inputs)?;
        leftovers::restore(&place)?;
        place.is_free(changed_files)?;
        place.check_parent()?;
        leftovers::remove(&place);
        let fault = |why| cannot(place.shown(), &why);
        let staging = Staging::begin(place.parent(), place.name(), Readers::ByDefault);
        let staging = staging.map_err(fault)?;
        let folder = OutputFolder { place, staging, changed_files, written: Mutex::default() };
        fs::create_dir(folder.report()).map_err(|why| cannot(folder.place.shown(), &why))?;
        Ok(folder)
    }

    /// Gives the path at which the report is made.
    fn report(&self) -> PathBuf {
        self.staging.path().join("report")
    }

    /// Writes a file of the report; `path` is relative to the folder, with `/`.
    ///
    /// # Errors
    /// Where the path does not stay below the folder, or where the file cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.fill(path, |into| {
            // A fault is reported when the file is closed.
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
        let fault = |why| E::from(cannot(&self.place.shown().join(below), &why));
        let mut into = NewFile::at(&self.report().join(below)).map_err(fault)?;
        let made = make(&mut into);
        // Where the file cannot be written, whoever makes it only knows that it failed.
        let digest = into.close().map_err(fault)?;
        self.locked().insert(path.to_owned(), digest);
        made
    }

    /// Lists the files written so far, sorted by path.
    pub fn written(&self) -> Vec<ListedFile> {
        let files = self.locked().clone().into_iter();
        files.map(|(path, digest)| ListedFile { path, digest }).collect()
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
        let _held = undisturbed();
        // Something may have come there in the meantime.
        for path in self.place.is_free(self.changed_files)? {
            self.keep(&path)?;
        }
        let (report, place) = (self.report(), self.place.path());
        self.keep_modes();
        self.sync_folders();
        if place.exists() {
            self.replace()?;
        } else {
            fs::rename(&report, place).map_err(|why| cannot(self.place.shown(), &why))?;
        }
        sync_folder(self.place.parent());
        Ok(())
    }

    /// Puts the report in the place of the earlier one.
    fn replace(&self) -> Result<(), OutputError> {
        let (report, place) = (self.report(), self.place.path());
        if exchange(&report, place) {
            // The earlier report is in the hidden folder now, and goes with it.
            return Ok(());
        }
        let old = self.place.beside("old");
        fs::rename(place, &old).map_err(|why| cannot(self.place.shown(), &why))?;
        if let Err(why) = fs::rename(&report, place) {
            return Err(match fs::rename(&old, place) {
                Ok(()) => cannot(self.place.shown(), &why),
                Err(_) => OutputError::Stranded {
                    path: self.place.shown().to_owned(),
                    old,
                    why: error::words(&why),
                },
            });
        }
        // The new report stands; what is left of the old one is removed by the next run.
        let _ = fs::remove_dir_all(&old);
        Ok(())
    }

    /// Lists the report's folder and those below it in which it has files, deepest last.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let written = self.locked();
        let above = written.keys().flat_map(|path| Path::new(path).ancestors().skip(1));
        above.map(Path::to_owned).collect()
    }

    /// Gives the report the modes of the earlier one: who could not read that cannot read this.
    fn keep_modes(&self) {
        let files: Vec<PathBuf> = self.locked().keys().map(PathBuf::from).collect();
        for path in files.into_iter().chain(self.folders()) {
            keep_mode(&self.place.path().join(&path), &self.report().join(&path));
        }
    }

    /// Has the names of the report's files written to the disk.
    fn sync_folders(&self) {
        for path in self.folders() {
            sync_folder(&self.report().join(path));
        }
    }

    /// Puts a file of the user's, or an empty folder, beside the new report as well.
    fn keep(&self, path: &Path) -> Result<(), OutputError> {
        let (from, to) = (self.place.path().join(path), self.report().join(path));
        let shown = self.place.shown().join(path);
        if fs::symlink_metadata(&to).is_ok() {
            return Err(OutputError::InTheWay(shown));
        }
        to.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| same_at(&from, &to))
            .map_err(|why| cannot(&shown, &why))
    }
}
