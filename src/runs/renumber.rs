//! How names and places of a file of runs become those of the reading.

use crate::files::ReadError;
use crate::logs::interner::{MOST_SERIES, Names};
use crate::model::{CauseId, Location, SeriesKey};
use crate::runs::decode::Name;

/// The numbers of one file.
#[derive(Debug)]
pub(crate) struct Numbers<'a> {
    /// The file, for errors.
    pub(crate) path: &'a str,
    pub(crate) names: &'a mut Names,
    /// Index among the incident's sources, by the file's number less one.
    pub(crate) sources: &'a [usize],
    /// Number among all inputs, by the file's number less one.
    pub(crate) files: &'a [u32],
    /// Only these sites are taken; all where empty.
    pub(crate) only_sites: &'a [String],
}

impl Numbers<'_> {
    /// The number of a series; `None` where it is not asked for.
    pub(crate) fn series(
        &mut self,
        (source, site, vantage, _): &Name,
    ) -> Result<Option<u32>, ReadError> {
        if !self.only_sites.is_empty()
            && !self.only_sites.iter().any(|filter| self.names.known.options(site, filter))
        {
            return Ok(None);
        }
        let source = usize::try_from(*source)
            .ok()
            .and_then(|number| self.sources.get(number.checked_sub(1)?));
        let source = source.ok_or_else(|| {
            ReadError::Runs(crate::runs::RunsError::broken(
                self.path,
                format!("{site}: `source` is not one of its metadata"),
            ))
        })?;
        let many =
            || ReadError::TooManySeries { path: self.path.to_owned(), line: 0, most: MOST_SERIES };
        let key = SeriesKey { site: site.clone(), vantage: vantage.clone(), source: *source };
        self.names.series(&key).ok_or_else(many).map(Some)
    }

    /// The number of a cause.
    pub(crate) fn cause(&mut self, word: &str) -> CauseId {
        self.names.cause(word)
    }

    /// The place of a line of a file, by the file's number from 1; `None` where there is no such
    /// file.
    pub(crate) fn location(&self, file: i64, line: i64) -> Option<Location> {
        let file = *self.files.get(usize::try_from(file).ok()?.checked_sub(1)?)?;
        u64::try_from(line).ok().map(|line| Location { file, line })
    }
}
