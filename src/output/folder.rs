//! An output folder that is being written.

use super::error::{OutputError, cannot, cannot_begin};
use super::exchange::exchange;
use super::hidden::REPORT;
use super::kept_files::{KeptFiles, NotMoved};
use super::leftovers;
use super::mode::{is_workable, keep_mode, sync_folder};
use super::mounts::remove_all;
use super::new_file::{FileDigest, ListedFile, NewFile};
use super::output_place::OutputPlace;
use super::ownership::Ownership;
use super::staging::{Readers, Staging};
use super::unfinished::undisturbed;
use crate::model::ChangedFiles;
use crate::model::system_words;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
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
        let staging = Staging::begin(place.parent(), place.name(), Readers::ByDefault);
        let staging = staging.map_err(|why| cannot_begin(place.shown(), &why))?;
        let folder = OutputFolder { place, staging, changed_files, written: Mutex::default() };
        fs::create_dir(folder.report()).map_err(|why| cannot(folder.place.shown(), &why))?;
        Ok(folder)
    }

    /// Gives the path at which the report is made.
    fn report(&self) -> PathBuf {
        self.staging.path().join(REPORT)
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

    /// Puts the user's files beside the report as far as they can stand at two places, and lists
    /// all. Something may have come there since the run began.
    fn keep_all(&self) -> Result<KeptFiles, OutputError> {
        let owned = self.place.is_free(self.changed_files)?;
        let mut kept = KeptFiles::default();
        for path in owned.tops(&self.folders()) {
            self.keep(path, &mut kept)?;
        }
        self.keep_modes();
        self.sync_folders();
        Ok(kept)
    }

    /// Puts the report with the user's files, as they were listed, in its place.
    fn put(&self, kept: &KeptFiles) -> Result<(), OutputError> {
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
    fn check_unchanged(&self, old: &Path, kept: &KeptFiles) -> Result<(), OutputError> {
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
        let edited = owned.changed.first().filter(|_| stops);
        let is_kept = |path: &&PathBuf| kept.holds(path, old, self.place.path());
        let lost = owned.foreign.iter().find(|path| !is_kept(path));
        match owned.mounted.first().or(edited).or(lost) {
            Some(path) => Err(changed(path)),
            None => Ok(()),
        }
    }

    /// Puts the report in the place of the earlier one, which comes back where somebody changed it
    /// at the last moment, or where something of the user's cannot be moved to the new one.
    fn replace(&self, kept: &KeptFiles) -> Result<(), OutputError> {
        let (report, place) = (self.report(), self.place.path());
        // The earlier report goes with the hidden folder, or is removed by the next run.
        let old = if exchange(&report, place) { report } else { self.set_aside(&report)? };
        if let Err(why) = self.check_unchanged(&old, kept) {
            return Err(self.put_back(&old, why));
        }
        match kept.move_from(&old, place) {
            Ok(()) if old.starts_with(self.staging.path()) => Ok(()),
            Ok(()) => {
                let _ = remove_all(&old);
                Ok(())
            }
            Err(NotMoved { path, why, is_undone }) => {
                let fault = cannot(&self.place.shown().join(path), &why);
                Err(if is_undone { self.put_back(&old, fault) } else { self.strand(&old, &fault) })
            }
        }
    }

    /// Puts the report in the place of the earlier one in two steps; gives the path at which that
    /// one is now.
    fn set_aside(&self, report: &Path) -> Result<PathBuf, OutputError> {
        let (old, place) = (self.place.beside("old"), self.place.path());
        fs::rename(place, &old).map_err(|why| cannot(self.place.shown(), &why))?;
        match fs::rename(report, place) {
            Ok(()) => Ok(old),
            Err(why) => Err(match fs::rename(&old, place) {
                Ok(()) => cannot(self.place.shown(), &why),
                Err(_) => self.stranded(old, system_words(&why)),
            }),
        }
    }

    /// Puts the earlier report, which is at `old`, in its place again; gives the error of the run.
    fn put_back(&self, old: &Path, why: OutputError) -> OutputError {
        let (place, refused) = (self.place.path(), self.staging.path().join("refused"));
        let renamed = || fs::rename(place, refused).and_then(|()| fs::rename(old, place));
        if exchange(old, place) || renamed().is_ok() { why } else { self.strand(old, &why) }
    }

    /// Takes the earlier report out of the hidden folder, which goes with this run; gives the error
    /// of the run.
    fn strand(&self, old: &Path, why: &OutputError) -> OutputError {
        let beside = self.place.beside("old");
        if old == beside {
            return self.stranded(beside, why.to_string());
        }
        match fs::rename(old, &beside) {
            Ok(()) => self.stranded(beside, why.to_string()),
            Err(fault) => cannot(self.place.shown(), &fault),
        }
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

    /// Puts a file of the user's beside the new report as well, or notes that it must be moved, as
    /// a whole folder must.
    fn keep(&self, path: PathBuf, kept: &mut KeptFiles) -> Result<(), OutputError> {
        let (from, to) = (self.place.path().join(&path), self.report().join(&path));
        let shown = self.place.shown().join(&path);
        let stands = |above: &Path| fs::symlink_metadata(self.report().join(above));
        // A folder of the user's may have the name of a file of the report.
        let is_file = |above: &&Path| stands(above).is_ok_and(|there| !there.is_dir());
        let folders = || path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        if let Some(above) = folders().find(is_file) {
            return Err(OutputError::InTheWay(self.place.shown().join(above)));
        }
        let is_folder = fs::symlink_metadata(&from).is_ok_and(|there| there.is_dir());
        match stands(&path) {
            // An empty folder of a name that the report has, too.
            Ok(there) if there.is_dir() && is_folder => {
                kept.linked.insert(path);
                return Ok(());
            }
            Ok(_) => return Err(OutputError::InTheWay(shown)),
            Err(_) => (),
        }
        self.make_folders_above(&path).map_err(|why| cannot(&shown, &why))?;
        if is_folder && !is_workable(&from) {
            return Err(OutputError::Closed(shown));
        }
        match if is_folder { None } else { Some(fs::hard_link(&from, &to)) } {
            Some(Ok(())) => drop(kept.linked.insert(path)),
            Some(Err(why)) if why.kind() == io::ErrorKind::CrossesDevices => {
                return Err(OutputError::Mounted(shown));
            }
            // Not every file may have a second name, and not every file system has such.
            _ => kept.moved.push(path),
        }
        Ok(())
    }

    /// Makes the folders in which something of the user's stands, with the modes that they have in
    /// the earlier report.
    fn make_folders_above(&self, path: &Path) -> io::Result<()> {
        let mut missing: Vec<&Path> = path.ancestors().skip(1).collect();
        missing.retain(|above| !self.report().join(above).exists());
        for above in missing.into_iter().rev() {
            fs::create_dir(self.report().join(above))?;
            keep_mode(&self.place.path().join(above), &self.report().join(above));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::manifest::{MANIFEST, Manifest, TOOL};

    /// Makes a report of one file in the place.
    fn made(place: &Path, words: &str) -> OutputFolder {
        let folder = OutputFolder::open(place, &[], ChangedFiles::StopTheRun)
            .expect("the place is free or has a report of ours");
        folder.write("report.md", words.as_bytes()).expect("it can be written");
        let outputs = Some(folder.written());
        let manifest =
            Manifest { tool: TOOL.to_owned(), outputs, inputs: [(); 0], ..Manifest::default() };
        let text = manifest.with_own_sum().expect("it is a text");
        folder.write(MANIFEST, text.as_bytes()).expect("it can be written");
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
