//! Writes segments as rows of a file of runs.

use crate::model::{CauseId, Run, Segment, SeriesKey};
use crate::runs::parquet_columns::{RowWriter, Writer};
use crate::runs::segment_json::SegmentJson;
use parquet::errors::ParquetError;
use serde::Serializer;
use std::io::Write;

/// Bytes that the causes of most runs need.
const CAUSES_BYTES: usize = 32;

/// Names behind the numbers of segments that are to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameTables<'a> {
    /// Series by number.
    pub(crate) keys: &'a [SeriesKey],
    /// Words of causes by number.
    pub(crate) causes: &'a [String],
    /// Number of the first probe log among the inputs.
    pub(crate) first_file: u32,
}

impl NameTables<'_> {
    /// Writes the rows of a segment; none where its series has no name.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub(crate) fn write<W: Write + Send>(
        &self,
        segment: &Segment,
        into: &mut Writer<W>,
    ) -> Result<(), ParquetError> {
        let Some(key) = self.keys.get(segment.series as usize) else { return Ok(()) };
        // Numbers, words and lists of them: nothing that JSON cannot hold.
        let data = SegmentJson::of(segment, self.causes, self.first_file);
        let mut data = Some(serde_json::to_string(&data).unwrap_or_default());
        for run in &segment.runs {
            self.write_run(key, run, data.take().as_deref(), into.row()?);
        }
        Ok(())
    }

    fn write_run(&self, key: &SeriesKey, run: &Run, data: Option<&str>, mut row: RowWriter<'_>) {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let file = |file: u32| i64::from(file.saturating_sub(self.first_file)) + 1;
        row.whole(whole(key.source as u64 + 1));
        row.text(&key.site);
        row.text(&key.vantage);
        // A fold writes each series as one segment.
        row.whole(1);
        row.text(run.status.as_str());
        row.text(run.gap.as_str());
        row.whole(run.first.0);
        row.whole(run.last.0);
        row.whole(whole(run.probes));
        row.maybe_whole(run.intervals.map(|intervals| intervals.shortest_us));
        row.maybe_whole(run.intervals.map(|intervals| intervals.longest_us));
        row.whole(whole(run.conflicts));
        row.text(&self.causes(&run.causes));
        row.whole(run.latency.map_or(0, |latency| whole(latency.probes)));
        row.maybe_whole(run.latency.map(|latency| latency.sum_us));
        row.maybe_whole(run.latency.map(|latency| latency.min_us));
        row.maybe_whole(run.latency.map(|latency| latency.max_us));
        row.whole(file(run.first_row.file));
        row.whole(whole(run.first_row.line));
        row.whole(file(run.last_row.file));
        row.whole(whole(run.last_row.line));
        row.maybe_text(data);
    }

    /// Writes causes with their counts, by word, as JSON.
    fn causes(&self, counts: &[(CauseId, u64)]) -> String {
        let word =
            |cause: CauseId| self.causes.get(usize::from(cause.0)).map_or("", String::as_str);
        let mut words: Vec<(&str, u64)> =
            counts.iter().map(|(cause, count)| (word(*cause), *count)).collect();
        words.sort_unstable();
        let mut json = Vec::with_capacity(CAUSES_BYTES);
        // Words and numbers: nothing that JSON cannot hold.
        let _ = serde_json::Serializer::new(&mut json).collect_map(words);
        String::from_utf8(json).unwrap_or_default()
    }
}
