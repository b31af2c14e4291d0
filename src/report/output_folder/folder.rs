//! An output folder that is being written.

use super::error::{self, OutputError, cannot};
use super::hidden::MARKER;
use super::leftovers;
use super::new_file::NewFile;
use super::target::OutputPlace;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// An output folder that is being written. Dropped unfinished, it leaves what was there before.
#[derive(Debug)]
pub struct OutputFolder {
    target: OutputPlace,
    partial: PathBuf,
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
    pub fn open(target: &Path, inputs: &[PathBuf]) -> Result<OutputFolder, OutputError> {
        let target = OutputPlace::of(target)?;
        target.check_inputs(inputs)?;
        leftovers::restore(&target)?;
        target.is_free()?;
        target.make_parent()?;
        leftovers::remove(&target);
        let partial = target.beside("partial");
        // The folder exists from here on, so that a failure below removes what it made.
        fs::create_dir(&partial).map_err(|why| cannot(target.shown(), &why))?;
        let folder = OutputFolder { target, partial };
        folder.write(
            MARKER,
            b"A report under way; if no program is writing it, remove this folder.\n",
        )?;
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
        into.close().map_err(fault)?;
        made
    }

    /// Puts the report in its place, instead of the one that was there.
    ///
    /// # Errors
    /// Where it cannot be put there; the earlier report is then where it was.
    pub fn finish(self) -> Result<(), OutputError> {
        // Something may have come there in the meantime.
        self.target.is_free()?;
        fs::remove_file(self.partial.join(MARKER))
            .map_err(|why| cannot(self.target.shown(), &why))?;
        if !self.target.path().exists() {
            return fs::rename(&self.partial, self.target.path())
                .map_err(|why| cannot(self.target.shown(), &why));
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
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // After `finish` the folder is no longer there, and nothing is removed.
        let _ = fs::remove_dir_all(&self.partial);
    }
}
