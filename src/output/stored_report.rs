//! A report that was made before, held against its manifest.

use super::error::OutputError;
use super::manifest::MANIFEST;
use super::new_file::ListedFile;
use super::ownership::{Ownership, fault, is_report_or_fault};
use crate::model::system_words;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Report in a folder. Paths are relative to the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReport {
    /// Manifest as it lies there.
    pub manifest: Vec<u8>,
    /// Files that the manifest lists, in its order.
    pub files: Vec<ListedFile>,
    /// Files of the report that somebody changed, sorted.
    pub changed: Vec<PathBuf>,
    /// Files of the report that are not there any more, sorted.
    pub missing: Vec<PathBuf>,
    /// Files that are not of the report, sorted.
    pub foreign: Vec<PathBuf>,
}

impl StoredReport {
    /// Reads the report in a folder and hashes its files.
    ///
    /// # Errors
    /// Where the folder holds no report of this program, or one of an earlier version that does not
    /// list its files, or where a file cannot be read.
    pub fn read(folder: &Path) -> Result<StoredReport, OutputError> {
        let unread = |why: &io::Error| OutputError::Unread {
            path: folder.to_owned(),
            why: system_words(why),
        };
        let owned = Ownership::of(folder).map_err(|why| fault(folder, &why, unread))?;
        let owned = owned.ok_or_else(|| OutputError::NoReport(folder.to_owned()))?;
        if !owned.is_listed {
            return Err(OutputError::Unverifiable(folder.to_owned()));
        }
        Ok(StoredReport {
            manifest: fs::read(folder.join(MANIFEST)).map_err(|why| unread(&why))?,
            files: owned.listed,
            changed: owned.changed,
            missing: owned.missing,
            foreign: owned.foreign,
        })
    }

    /// Reads the manifest alone of the report in a folder; `None` where it holds none.
    ///
    /// # Errors
    /// Where the manifest cannot be read.
    pub(crate) fn manifest_of(folder: &Path) -> Result<Option<Vec<u8>>, OutputError> {
        let unread = |why: &io::Error| OutputError::Unread {
            path: folder.to_owned(),
            why: system_words(why),
        };
        match is_report_or_fault(folder) {
            Ok(false) => Ok(None),
            Ok(true) => fs::read(folder.join(MANIFEST)).map(Some).map_err(|why| unread(&why)),
            Err(why) => Err(fault(folder, &why, unread)),
        }
    }
}
