//! How names and places of a file of runs become those of the reading.

use super::pieces::Name;
use crate::model::{CauseId, Place, SeriesKey};
use crate::source::SourceError;
use crate::source::names::{MOST_SERIES, Names};

/// The numbers of one file.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    /// The file, for errors.
    pub(super) path: &'a str,
    pub(super) names: &'a mut Names,
    /// Index among the incident's sources, by the file's number less one.
    pub(super) sources: &'a [usize],
    /// Number among all inputs, by the file's number less one.
    pub(super) files: &'a [u32],
    /// Only these sites are taken; all where empty.
    pub(super) only_sites: &'a [String],
}

impl Numbers<'_> {
    /// The number of a series; `None` where it is not asked for.
    pub(super) fn series(
        &mut self,
        (source, site, vantage, _): &Name,
    ) -> Result<Option<u32>, SourceError> {
        if !self.only_sites.is_empty()
            && !self.only_sites.iter().any(|wanted| self.names.known.means(site, wanted))
        {
            return Ok(None);
        }
        let source = usize::try_from(*source)
            .ok()
            .and_then(|number| self.sources.get(number.checked_sub(1)?));
        let source = source.ok_or_else(|| {
            SourceError::Runs(super::RunsError::broken(
                self.path,
                format!("{site}: `source` is not one of its metadata"),
            ))
        })?;
        let many = || SourceError::TooManySeries {
            path: self.path.to_owned(),
            line: 0,
            most: MOST_SERIES,
        };
        let key = SeriesKey { site: site.clone(), vantage: vantage.clone(), source: *source };
        self.names.series(&key).ok_or_else(many).map(Some)
    }

    /// The number of a cause.
    pub(super) fn cause(&mut self, word: &str) -> CauseId {
        self.names.cause(word)
    }

    /// The place of a line of a file, by the file's number from 1; `None` where there is no such
    /// file.
    pub(super) fn place(&self, file: i64, line: i64) -> Option<Place> {
        let file = *self.files.get(usize::try_from(file).ok()?.checked_sub(1)?)?;
        u64::try_from(line).ok().map(|line| Place { file, line })
    }
}
