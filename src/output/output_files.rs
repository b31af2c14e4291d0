//! Files that are put into a folder beside what is there: each whole, and all of them in one go.

use super::error::{OutputError, cannot, cannot_begin};
use super::exchange::{exchange, rename_new};
use super::leftovers;
use super::mode::{keep_mode, sync_folder};
use super::new_file::FileDigest;
use super::output_place::{OutputPlace, real};
use super::staging::{Readers, Staging, make_missing};
use super::unfinished::undisturbed;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Effect of a file that stands where a new one is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingFiles {
    /// Nothing is written.
    StopTheRun,
    /// Nothing is written, unless the file has the very bytes of the new one.
    StopUnlessEqual,
    /// The new file stands in its place.
    AreReplaced,
}

/// Files that are being written for a folder. Dropped unfinished, they leave what was there before.
#[derive(Debug)]
pub(crate) struct OutputFiles {
    /// The folder as the user wrote it.
    shown: PathBuf,
    /// The folder with every link followed; it may not be there yet.
    folder: PathBuf,
    /// Files and folders that are read, and never written over.
    inputs: Vec<PathBuf>,
    staging: Staging,
    standing: StandingFiles,
    /// Paths of the files begun, relative to the folder. Each is made under its number.
    begun: Vec<PathBuf>,
}

/// File that was put in its place, and what is needed to take it back.
#[derive(Debug, Default)]
struct PlacedFile {
    /// Place; `None` where it was not reached.
    at: Option<PathBuf>,
    /// File that stood there, kept until all new ones have their places.
    older: Option<PathBuf>,
    /// Folders that were made for it, outermost first.
    folders: Vec<PathBuf>,
}

impl PlacedFile {
    /// Makes its place as it was before. What cannot be undone stays: the error that leads here
    /// names the file.
    fn take_back(&self) {
        let _ = match (&self.at, &self.older) {
            (Some(at), Some(older)) => fs::rename(older, at),
            (Some(at), None) => fs::remove_file(at),
            (None, _) => Ok(()),
        };
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Occupant of the place of a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occupant {
    Nothing,
    /// A file that gives way.
    Older,
    /// A file with the bytes of the new one.
    Equal,
}

impl OutputFiles {
    /// Begins files for a folder, which need not be there; `name` is that of one of them. `inputs`
    /// are never written over. What killed runs left is cleared first.
    ///
    /// # Errors
    /// Where the folder is something else, or nothing can be written there.
    pub(crate) fn open(
        folder: &Path,
        name: &OsStr,
        inputs: &[PathBuf],
        standing: StandingFiles,
    ) -> Result<OutputFiles, OutputError> {
        let shown = folder;
        let walked = if shown.as_os_str().is_empty() { Path::new(".") } else { shown };
        let folder = real(walked)?;
        let fault = |why| cannot_begin(&shown.join(name), &why);
        if folder.exists() && !folder.is_dir() {
            return Err(OutputError::NotAFolder(shown.to_owned()));
        }
        let beside = OutputPlace::of(walked);
        if let Ok(place) = &beside {
            leftovers::remove_unfinished(place.parent(), place.name());
        }
        leftovers::remove_unfinished(&folder, name);
        let staging = if folder.is_dir() {
            Staging::begin(&folder, name, Readers::ByDefault)
        } else {
            let place = beside?;
            place.check_parent()?;
            Staging::begin(place.parent(), place.name(), Readers::ByDefault)
        };
        Ok(OutputFiles {
            shown: shown.to_owned(),
            folder,
            inputs: inputs.to_vec(),
            staging: staging.map_err(fault)?,
            standing,
            begun: Vec::new(),
        })
    }

    /// Gives the folder with every link followed; it may not be there yet.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a file; `path` is relative to the folder. The file can be read, too.
    ///
    /// # Errors
    /// Where something stands there that does not give way, or the file cannot be made.
    pub(crate) fn begin(&mut self, path: &Path) -> Result<File, OutputError> {
        self.check_kind(path)?;
        if self.standing == StandingFiles::StopTheRun {
            self.in_place(path, self.begun.len())?;
        }
        let made = {
            let _held = undisturbed();
            File::options()
                .read(true)
                .write(true)
                .create_new(true)
                .open(self.made(self.begun.len()))
        };
        let file = made.map_err(|why| cannot(&self.shown.join(path), &why))?;
        self.begun.push(path.to_owned());
        Ok(file)
    }

    /// Puts the files in their places, all or none of them as far as the system lets: a folder that
    /// was not there appears whole.
    ///
    /// # Errors
    /// Where something stands in one of the places that does not give way, or the files cannot be
    /// put there.
    pub(crate) fn finish(self) -> Result<(), OutputError> {
        for (number, path) in self.begun.iter().enumerate() {
            File::open(self.made(number))
                .and_then(|file| file.sync_all())
                .map_err(|why| cannot(&self.shown.join(path), &why))?;
        }
        let _held = undisturbed();
        if self.folder.exists() { self.put_each() } else { self.put_whole() }
    }

    /// Puts the folder in its place, with all files in it.
    fn put_whole(&self) -> Result<(), OutputError> {
        let whole = self.staging.path().join("whole");
        let put = || -> io::Result<()> {
            fs::create_dir(&whole)?;
            for (number, path) in self.begun.iter().enumerate() {
                let to = whole.join(path);
                to.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::rename(self.made(number), &to)?;
                to.parent().into_iter().for_each(sync_folder);
            }
            sync_folder(&whole);
            fs::rename(&whole, &self.folder)
        };
        put().map_err(|why| cannot(&self.shown, &why))?;
        self.folder.parent().into_iter().for_each(sync_folder);
        Ok(())
    }

    /// Puts each file in its place, once it is certain that all can stand there. Where one cannot
    /// be put there after all, those before it are taken back.
    fn put_each(&self) -> Result<(), OutputError> {
        let numbered = self.begun.iter().enumerate();
        let occupants = numbered.map(|(number, path)| self.in_place(path, number));
        let occupants: Vec<Occupant> = occupants.collect::<Result<_, _>>()?;
        let mut placed: Vec<PlacedFile> = Vec::new();
        for (number, (path, occupant)) in self.begun.iter().zip(occupants).enumerate() {
            if occupant == Occupant::Equal {
                continue;
            }
            let mut file = PlacedFile::default();
            let put = self.put(number, path, occupant, &mut file);
            placed.push(file);
            if let Err(why) = put {
                placed.iter().rev().for_each(PlacedFile::take_back);
                return Err(match why.kind() {
                    io::ErrorKind::AlreadyExists if occupant == Occupant::Nothing => {
                        OutputError::Standing(self.shown.join(path))
                    }
                    _ => cannot(&self.shown.join(path), &why),
                });
            }
        }
        Ok(())
    }

    /// Puts the file with this number in its place, and notes each step in `file`.
    fn put(
        &self,
        number: usize,
        path: &Path,
        occupant: Occupant,
        file: &mut PlacedFile,
    ) -> io::Result<()> {
        let (made, mut to) = (self.made(number), self.folder.join(path));
        if let Some(above) = to.parent() {
            file.folders = make_missing(above)?;
        }
        if occupant == Occupant::Older {
            // A link stays one, and what it leads to is replaced.
            to = to.canonicalize()?;
            keep_mode(&to, &made);
            file.older = Some(self.take_place(made, &to)?);
        } else {
            rename_new(&made, &to)?;
        }
        to.parent().into_iter().for_each(sync_folder);
        file.at = Some(to);
        Ok(())
    }

    /// Puts a file in the place of an older one; gives the path at which that one is kept.
    fn take_place(&self, made: PathBuf, to: &Path) -> io::Result<PathBuf> {
        if exchange(&made, to) {
            return Ok(made);
        }
        let older = made.with_extension("older");
        // Where the file system has second names, the place is at no moment empty.
        if fs::hard_link(to, &older).is_err() {
            rename_new(to, &older)?;
        }
        match fs::rename(&made, to) {
            Ok(()) => Ok(older),
            Err(why) => {
                let _ = rename_new(&older, to);
                Err(why)
            }
        }
    }

    /// Tells what stands in the place of the file with this number.
    fn in_place(&self, path: &Path, number: usize) -> Result<Occupant, OutputError> {
        let to = self.folder.join(path);
        if fs::symlink_metadata(&to).is_err() {
            return Ok(Occupant::Nothing);
        }
        self.check_kind(path)?;
        let shown = self.shown.join(path);
        let is_equal = || -> io::Result<bool> {
            let sizes = (fs::metadata(&to)?.len(), fs::metadata(self.made(number))?.len());
            Ok(sizes.0 == sizes.1 && FileDigest::of(&to)? == FileDigest::of(&self.made(number))?)
        };
        match self.standing {
            StandingFiles::AreReplaced => Ok(Occupant::Older),
            StandingFiles::StopUnlessEqual if is_equal().map_err(|why| cannot(&shown, &why))? => {
                Ok(Occupant::Equal)
            }
            StandingFiles::StopTheRun | StandingFiles::StopUnlessEqual => {
                Err(OutputError::Standing(shown))
            }
        }
    }

    /// Makes sure that a file's place is free, or holds a file that is no input.
    fn check_kind(&self, path: &Path) -> Result<(), OutputError> {
        let (to, shown) = (self.folder.join(path), self.shown.join(path));
        if fs::symlink_metadata(&to).is_err() {
            return Ok(());
        }
        if !to.is_file() {
            return Err(OutputError::NotAFile(shown));
        }
        let there = to.canonicalize().map_err(|why| cannot(&shown, &why))?;
        let is_it = |input: &&PathBuf| input.canonicalize().is_ok_and(|input| input == there);
        match self.inputs.iter().find(is_it) {
            Some(input) => Err(OutputError::HoldsInput { path: shown, input: input.clone() }),
            None => Ok(()),
        }
    }

    /// Gives the path under which the file with this number is made.
    fn made(&self, number: usize) -> PathBuf {
        self.staging.path().join(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn files_that_go_together_are_all_there_or_none() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let made = desk.path().join("made");
        fs::create_dir(&made).expect("a folder is made");
        let read = |name: &str| fs::read_to_string(made.join(name)).unwrap_or_default();
        for name in ["old.csv", "file"] {
            fs::write(made.join(name), "mine").expect("a file is written");
        }
        let standing = StandingFiles::AreReplaced;
        let mut files = OutputFiles::open(&made, OsStr::new("old.csv"), &[], standing)
            .expect("the folder can be written");
        for path in ["old.csv", "new/deep/first.csv", "file/none.csv"] {
            let mut file = files.begin(Path::new(path)).expect("its place is free or gives way");
            file.write_all(b"ours").expect("it can be written");
        }
        let why = files.finish().map_err(|why| why.to_string());
        assert!(why.is_err_and(|why| why.contains("made/file/none.csv: cannot be written")));
        assert_eq!((read("old.csv"), read("file")), ("mine".to_owned(), "mine".to_owned()));
        let left = fs::read_dir(&made).into_iter().flatten().flatten();
        assert_eq!(left.count(), 2, "neither the new folder nor the hidden one is left");
    }
}
