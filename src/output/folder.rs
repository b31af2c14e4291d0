//! An output folder that is being written.

use super::error::{self, OutputError, cannot};
use super::exchange::{exchange, is_same_at, same_at};
use super::leftovers;
use super::mode::{keep_mode, sync_folder};
use super::new_file::{FileDigest, ListedFile, NewFile};
use super::output_place::OutputPlace;
use super::ownership::Ownership;
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
        place.check_working_folder()?;
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
        let kept = self.keep_all()?;
        self.put(&kept)
    }

    /// Puts the user's files beside the report, and lists them, relative to the folder. Something
    /// may have come there since the run began.
    fn keep_all(&self) -> Result<Vec<PathBuf>, OutputError> {
        let kept = self.place.is_free(self.changed_files)?;
        for path in &kept {
            self.keep(path)?;
        }
        self.keep_modes();
        self.sync_folders();
        Ok(kept)
    }

    /// Puts the report with the user's files, as they were listed, in its place.
    fn put(&self, kept: &[PathBuf]) -> Result<(), OutputError> {
        let (report, place) = (self.report(), self.place.path());
        if place.exists() {
            self.replace(kept)?;
        } else {
            fs::rename(&report, place).map_err(|why| cannot(self.place.shown(), &why))?;
        }
        sync_folder(self.place.parent());
        Ok(())
    }

    /// Makes sure that nobody changed the earlier report, which nobody finds at its place any more,
    /// since `kept` was listed. Only now can nothing come into it.
    fn check_unchanged(&self, old: &Path, kept: &[PathBuf]) -> Result<(), OutputError> {
        let changed = |path: &Path| OutputError::Disturbed(self.place.shown().join(path));
        let Ok(owned) = Ownership::of(old) else { return Err(changed(Path::new(""))) };
        let owned = match owned {
            Some(owned) => owned,
            None if fs::read_dir(old).is_ok_and(|mut there| there.next().is_none()) => {
                return Ok(());
            }
            None => return Err(changed(Path::new(""))),
        };
        let stops = self.changed_files == ChangedFiles::StopTheRun;
        if let Some(first) = owned.changed.first().filter(|_| stops) {
            return Err(changed(first));
        }
        let is_kept = |path: &&PathBuf| {
            kept.binary_search(path).is_ok()
                && is_same_at(&old.join(path), &self.place.path().join(path)).unwrap_or(false)
        };
        match owned.foreign.iter().find(|path| !is_kept(path)) {
            Some(path) => Err(changed(path)),
            None => Ok(()),
        }
    }

    /// Puts the report in the place of the earlier one, which comes back where somebody changed it
    /// at the last moment.
    fn replace(&self, kept: &[PathBuf]) -> Result<(), OutputError> {
        let (report, place) = (self.report(), self.place.path());
        if exchange(&report, place) {
            // The earlier report is in the hidden folder now, and goes with it.
            let Err(why) = self.check_unchanged(&report, kept) else { return Ok(()) };
            if exchange(&report, place) {
                return Err(why);
            }
            // The hidden folder goes with this run, and the earlier report must not.
            let old = self.place.beside("old");
            fs::rename(&report, &old).map_err(|why| cannot(self.place.shown(), &why))?;
            return Err(self.stranded(old, why.to_string()));
        }
        let old = self.place.beside("old");
        fs::rename(place, &old).map_err(|why| cannot(self.place.shown(), &why))?;
        if let Err(why) = fs::rename(&report, place) {
            return Err(match fs::rename(&old, place) {
                Ok(()) => cannot(self.place.shown(), &why),
                Err(_) => self.stranded(old, error::words(&why)),
            });
        }
        if let Err(why) = self.check_unchanged(&old, kept) {
            let back = fs::rename(place, &report).and_then(|()| fs::rename(&old, place));
            return Err(match back {
                Ok(()) => why,
                Err(fault) => self.stranded(old, error::words(&fault)),
            });
        }
        // The new report stands; what is left of the old one is removed by the next run.
        let _ = fs::remove_dir_all(&old);
        Ok(())
    }

    /// Returns the error of an earlier report that is at `old` now and could not be put back.
    fn stranded(&self, old: PathBuf, why: String) -> OutputError {
        OutputError::Stranded { path: self.place.shown().to_owned(), old, why }
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
        let stands = |above: &&Path| fs::symlink_metadata(self.report().join(above));
        // A folder of the user's may have the name of a file of the report.
        let is_file = |above: &&Path| stands(above).is_ok_and(|there| !there.is_dir());
        let folders = || path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        if let Some(above) = folders().find(is_file) {
            return Err(OutputError::InTheWay(self.place.shown().join(above)));
        }
        if stands(&path).is_ok() {
            return Err(OutputError::InTheWay(shown));
        }
        to.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| same_at(&from, &to))
            .map_err(|why| cannot(&shown, &why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::manifest::{MANIFEST, TOOL};

    /// Makes a report of one file in the place.
    fn made(place: &Path, words: &str) -> OutputFolder {
        let folder = OutputFolder::open(place, &[], ChangedFiles::StopTheRun)
            .expect("the place is free or has a report of ours");
        folder.write("report.md", words.as_bytes()).expect("it can be written");
        let outputs = Some(folder.written());
        let manifest = serde_json::json!({"tool": TOOL, "outputs": outputs});
        folder.write(MANIFEST, manifest.to_string().as_bytes()).expect("it can be written");
        folder
    }

    /// A file that comes, is edited or is replaced after the last check stops the run, and the
    /// earlier report stands with it.
    #[test]
    fn what_comes_at_the_last_moment_is_not_lost() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let place = desk.path().join("report");
        made(&place, "old").finish().expect("nothing is in the way");
        let changes: [(&str, &dyn Fn()); 3] = [
            ("late.md", &|| fs::write(place.join("late.md"), "mine").expect("it can be written")),
            ("report.md", &|| {
                fs::write(place.join("report.md"), "edited").expect("it can be written");
            }),
            ("notes.md", &|| {
                // As an editor saves: a new file takes the name.
                fs::write(desk.path().join("n"), "replaced").expect("it can be written");
                fs::rename(desk.path().join("n"), place.join("notes.md")).expect("it is renamed");
            }),
        ];
        for (name, change) in changes {
            fs::write(place.join("notes.md"), "mine").expect("it can be written");
            fs::write(place.join("report.md"), "old").expect("it can be written");
            let _ = fs::remove_file(place.join("late.md"));
            let folder = made(&place, "new");
            let kept = folder.keep_all().expect("nothing is in the way");
            change();
            let before = fs::read(place.join(name)).expect("it is there");
            let why = folder.put(&kept).expect_err("somebody changed it").to_string();
            assert!(why.contains(name), "{why}");
            drop(folder);
            assert_eq!(fs::read(place.join(name)).expect("it is there"), before);
        }
        fs::write(place.join("report.md"), "old").expect("it can be written");
        made(&place, "new").finish().expect("nobody disturbs it");
        assert_eq!(fs::read(place.join("notes.md")).expect("it is there"), b"replaced");
        assert_eq!(fs::read(place.join("report.md")).expect("it is there"), b"new");
    }
}
