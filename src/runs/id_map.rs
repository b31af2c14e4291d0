//! Numbers of names and places in a file of runs, and what they are in the reading.

use crate::model::{CauseId, Location, SeriesKey};
use crate::runs::RunsError;

/// Name of a segment in a file of runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SegmentName {
    /// Number of the source, from 1.
    pub(crate) source: i64,
    pub(crate) site: String,
    pub(crate) vantage: String,
    /// Number of the segment among those of its series, from 1.
    pub(crate) number: i64,
}

/// Giver of the numbers that the names of series and causes have in a reading. Whoever reads files
/// of runs has such numbers already, of the probe logs that are read beside them.
pub(crate) trait IdSource {
    /// Gives the number of a series.
    ///
    /// # Errors
    /// Where there are too many series; `path` is the file that names this one.
    fn series(&mut self, path: &str, key: &SeriesKey) -> Result<u32, RunsError>;

    /// Gives the number of a cause.
    fn cause(&mut self, word: &str) -> CauseId;

    /// Returns the words of the causes met so far, by number.
    fn causes(&self) -> &[String];
}

/// Numbers of one file, and what they are in the reading.
pub(crate) struct RunsIdMap<'a> {
    /// The file, for errors.
    pub(crate) path: &'a str,
    pub(crate) names: &'a mut dyn IdSource,
    /// Index among the incident's sources, by the file's number less one.
    pub(crate) sources: &'a [usize],
    /// Number among all inputs, by the file's number less one.
    pub(crate) files: &'a [u32],
}

impl RunsIdMap<'_> {
    /// Gives the number of a series.
    ///
    /// # Errors
    /// Where the file has no such source, or there are too many series.
    pub(crate) fn series(&mut self, name: &SegmentName) -> Result<u32, RunsError> {
        let SegmentName { source, site, vantage, .. } = name;
        let Some(source) = from_one(self.sources, *source) else {
            let why = format!("{site}: `source` is not one of its metadata");
            return Err(RunsError::broken(self.path, why));
        };
        let key = SeriesKey { site: site.clone(), vantage: vantage.clone(), source };
        self.names.series(self.path, &key)
    }

    /// Gives the number of a cause.
    pub(crate) fn cause(&mut self, word: &str) -> CauseId {
        self.names.cause(word)
    }

    /// Gives the place of a line of a file, by the file's number from 1; `None` where there is no
    /// such file.
    pub(crate) fn location(&self, file: i64, line: i64) -> Option<Location> {
        let file = from_one(self.files, file)?;
        let line = u64::try_from(line).ok()?;
        Some(Location { file, line })
    }
}

/// Gives the item with a number that counts from 1.
fn from_one<T: Copy>(items: &[T], number: i64) -> Option<T> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    items.get(index).copied()
}
