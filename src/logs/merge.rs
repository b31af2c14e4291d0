//! Brings the batches of all workers into the files' order: their rows become samples, with the
//! archive's own numbers and places.

use crate::clock::rfc3339;
use crate::logs::error::LogError;
use crate::logs::names::interner::{Interner, MOST_SERIES};
use crate::logs::names::worker_interner::{NewNames, NewSeries};
use crate::logs::outcomes::status_reason::status_reason;
use crate::logs::probe_file::ProbeFile;
use crate::logs::rows::batch::{Batch, UnusedRow};
use crate::logs::rows::coarsest_stamp::{CoarsestOfSource, CoarsestStamp};
use crate::logs::scheduler::{FilePart, FilePosition, FileSum};
use crate::model::{
    CauseId, IdMap, Input, Location, Refusal, Refusals, RefusedPart, Rules, Sample, shown_path,
};

/// Progress of a reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read in this pass, over all files.
    pub rows: u64,
    /// Bytes read in this pass, as stored.
    pub bytes: u64,
}

/// Account of a reading.
#[derive(Debug)]
pub(crate) struct ReadFiles {
    /// Content of each file, in the files' order.
    pub(crate) inputs: Vec<Input>,
    /// Coarsest stamp of each source that was met, by its number.
    pub(crate) coarsest: Vec<CoarsestOfSource>,
}

/// Taker of what a reading hands on. A trait and not a closure: each row goes through it, and it is
/// to become part of the loop over the rows.
pub(crate) trait Receiver<S> {
    /// Takes a row.
    fn row(&mut self, sample: Sample, names: &Interner);
    /// Takes the sum of all rows of a file so far, and the archive's numbers for those in it.
    fn file(&mut self, sum: S, numbers: &IdMap, names: &Interner);
    /// Returns the number of runs that it may hold, where it holds as many; `None` where there is
    /// room. It counts, so that it is not asked after each row.
    fn full_past(&self) -> Option<usize>;
}

/// Rows after which a receiver is asked again whether it is full.
const ASKED_AFTER: u64 = 100_000;

/// The archive's numbers for those of one worker.
#[derive(Debug, Default)]
struct WorkerNumbers {
    /// Keys of the series, by the worker's numbers.
    keys: Vec<NewSeries>,
    /// `None` until a row with the name is taken, since the first row gives the number.
    series: Vec<Option<u32>>,
    /// Words of the causes, by the worker's numbers.
    words: Vec<String>,
    /// Numbers of the causes; `None` until a row with the word is taken.
    causes: Vec<Option<CauseId>>,
}

/// Merger of the parts of an archive, which it takes in order.
pub(crate) struct Merger<'a> {
    /// Files of the archive, in the order in which they are read.
    files: &'a [ProbeFile],
    /// Number of the first file among all inputs, from 0.
    first_input: usize,
    names: &'a mut Interner,
    refusals: &'a mut Refusals,
    workers: Vec<WorkerNumbers>,
    /// Content read of each file; the last is under way.
    inputs: Vec<Input>,
    /// Bytes of the files that are read to their ends.
    before: u64,
    /// Rows of the batches that were taken.
    rows: u64,
    /// Rows that were taken when the receiver was last asked whether it is full.
    asked_at: u64,
    progress: Progress,
    /// Rules by which the status of each row is explained in the log; `None` where it is not.
    explained_by: Option<&'a Rules>,
    /// Coarsest stamp of each source met so far, by its number.
    coarsest: Vec<CoarsestOfSource>,
}

impl<'a> Merger<'a> {
    /// Makes a merger for the first pass, or for a second that meets only names that have numbers
    /// already. `first_input` is the number of the first file among the incident's inputs.
    pub(crate) fn new(
        files: &'a [ProbeFile],
        first_input: usize,
        names: &'a mut Interner,
        refusals: &'a mut Refusals,
    ) -> Merger<'a> {
        let inputs = files.first().map(ProbeFile::account).into_iter().collect();
        let (workers, progress) = Default::default();
        Merger {
            files,
            first_input,
            names,
            refusals,
            workers,
            inputs,
            before: 0,
            rows: 0,
            asked_at: 0,
            progress,
            explained_by: None,
            coarsest: Vec::new(),
        }
    }

    /// Explains every row in the log from now on, by these rules.
    pub(crate) fn explain_by(&mut self, rules: &'a Rules) {
        self.explained_by = Some(rules);
    }

    /// Takes the next part.
    ///
    /// # Errors
    /// Where there are too many series, or the receiver is full.
    pub(crate) fn take<S>(
        &mut self,
        part: FilePart<S>,
        receiver: &mut impl Receiver<S>,
    ) -> Result<(), LogError> {
        match part {
            FilePart::Batch(batch, position) => {
                self.batch(batch, position, receiver)?;
                self.check_room(receiver)
            }
            FilePart::FileSum(batch, position, sum) => {
                let worker = batch.worker;
                if let Some(numbers) = self.workers.get_mut(worker) {
                    *numbers = WorkerNumbers::default();
                }
                self.batch(batch, position, receiver)?;
                self.file_sum(worker, sum, receiver)?;
                self.check_room(receiver)
            }
            FilePart::SoFar { rows, bytes } => {
                self.progress = Progress { rows: self.rows + rows, bytes: self.before + bytes };
                Ok(())
            }
            FilePart::End { sha256, bytes } => {
                if let Some(input) = self.inputs.last_mut() {
                    (input.sha256, input.bytes) = (sha256, bytes);
                }
                self.before += bytes;
                self.progress.bytes = self.before;
                self.inputs.extend(self.files.get(self.inputs.len()).map(ProbeFile::account));
                Ok(())
            }
        }
    }

    /// Makes sure that the receiver has room for more, now and then.
    fn check_room<S>(&mut self, receiver: &impl Receiver<S>) -> Result<(), LogError> {
        if self.rows - self.asked_at < ASKED_AFTER {
            return Ok(());
        }
        self.asked_at = self.rows;
        if let Some(most) = receiver.full_past() {
            let path = shown_path(&self.files[self.file().0].path);
            return Err(LogError::TooManyRuns { path, most });
        }
        Ok(())
    }

    /// Gives the progress of the reading.
    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }

    /// Gives what was read, at the end.
    pub(crate) fn finish(self) -> ReadFiles {
        ReadFiles { inputs: self.inputs, coarsest: self.coarsest }
    }

    /// Notes the coarsest stamp of a batch of the file with this index.
    fn note_coarsest(&mut self, file: usize, stamp: CoarsestStamp) {
        let source = self.files[file].source;
        if self.coarsest.len() <= source {
            self.coarsest.resize(source + 1, CoarsestOfSource::default());
        }
        let of_source = &mut self.coarsest[source];
        if stamp.resolution_us > of_source.stamp.resolution_us {
            *of_source = CoarsestOfSource { stamp, file };
        }
    }

    /// Gives the index of the file that is under way, here and among the incident's inputs.
    fn file(&self) -> (usize, u32) {
        let at = self.inputs.len().saturating_sub(1);
        (at, u32::try_from(self.first_input + at).unwrap_or(u32::MAX))
    }

    /// Makes an error of too many series.
    fn too_many(&self, line: u64) -> LogError {
        LogError::TooManySeries {
            path: shown_path(&self.files[self.file().0].path),
            line,
            most: MOST_SERIES,
        }
    }

    /// Takes the sum of rows of one worker. Their names get numbers here in the order that they
    /// have there, which is that of the rows.
    fn file_sum<S>(
        &mut self,
        worker: usize,
        sum: FileSum<S>,
        receiver: &mut impl Receiver<S>,
    ) -> Result<(), LogError> {
        let mut numbers = IdMap { file: self.file().1, ..IdMap::default() };
        let of_worker = &mut self.workers[worker];
        for (number, line) in (0..).zip(sum.first_lines) {
            let Some(series) = of_worker.series(number, self.names) else {
                return Err(self.too_many(line));
            };
            numbers.series.push(series);
        }
        for number in 0..of_worker.words.len() as u32 {
            numbers.causes.push(of_worker.cause(number, self.names));
        }
        receiver.file(sum.sum, &numbers, self.names);
        Ok(())
    }

    /// Takes the rows of a batch.
    fn batch<S>(
        &mut self,
        batch: Batch,
        position: FilePosition,
        receiver: &mut impl Receiver<S>,
    ) -> Result<(), LogError> {
        let (at, file) = self.file();
        self.note_coarsest(at, batch.coarsest.after(position.lines + 1));
        self.refusals.add_part(&batch.refusals, position.lines + 1);
        let explained_by = self.explained_by;
        if explained_by.is_some() {
            explain_refusals(&batch.refusals, position.lines + 1);
        }
        for UnusedRow { line, why } in batch.unused.iter().flatten() {
            let line = position.lines + 1 + u64::from(*line);
            log::debug!("{}:{line}: {why}", self.files[at].shown);
        }
        let input = &mut self.inputs[at];
        input.rows += batch.read;
        input.refused += batch.refusals.count_of(RefusedPart::Row);
        input.unreadable_outcomes += batch.refusals.count_of(RefusedPart::Outcome);
        input.unreadable_cells += batch.refusals.count_of(RefusedPart::Cell);
        input.outside += batch.outside;
        input.settled_by_order += batch.settled_by_order;
        self.rows += batch.read;
        self.progress = Progress { rows: self.rows, bytes: self.before + position.bytes };
        if self.workers.len() <= batch.worker {
            self.workers.resize_with(batch.worker + 1, WorkerNumbers::default);
        }
        batch.new_names.outside.iter().for_each(|site| self.names.note_outside(site));
        let numbers = &mut self.workers[batch.worker];
        numbers.learn(batch.new_names);
        for row in batch.rows.iter() {
            let line = position.lines + 1 + u64::from(row.line);
            let Some(series) = numbers.series(row.series, self.names) else {
                return Err(self.too_many(line));
            };
            let cause = numbers.cause(row.cause, self.names);
            let sample = row.sample(series, cause, Location { file, line });
            if let Some(rules) = explained_by {
                explain_row(&self.files[at], &sample, self.names, rules);
            }
            receiver.row(sample, self.names);
        }
        Ok(())
    }
}

/// Writes to the log why a row has its status.
fn explain_row(file: &ProbeFile, sample: &Sample, names: &Interner, rules: &Rules) {
    let (Some(key), Some(cause)) =
        (names.keys.get(sample.series as usize), names.causes.get(usize::from(sample.cause.0)))
    else {
        return;
    };
    log::debug!(
        "{}:{}: {} from {} at {}: {}: {}",
        file.shown,
        sample.location.line,
        key.site,
        key.vantage,
        rfc3339(sample.at),
        sample.status.as_str(),
        status_reason(sample, cause, rules)
    );
}

/// Writes to the log why rows of a part, or parts of them, could not be read; the lines of the part
/// count from 0, and `first_line` is the line of the first.
fn explain_refusals(refusals: &Refusals, first_line: u64) {
    for refusal in &refusals.listed {
        let refusal = Refusal { line: first_line + refusal.line, ..refusal.clone() };
        let cost = match refusal.part {
            RefusedPart::Row => "refused",
            RefusedPart::Outcome => "the outcome cannot be read: an unknown probe",
            RefusedPart::Cell => "the cell cannot be read: the row counts without it",
        };
        log::debug!("{refusal}: {cost}");
    }
}

impl WorkerNumbers {
    /// Adds the names that come with a batch.
    fn learn(&mut self, new_names: NewNames) {
        if new_names.causes_anew {
            self.words.clear();
            self.causes.clear();
        }
        self.keys.extend(new_names.series);
        self.words.extend(new_names.causes);
        self.series.resize(self.keys.len(), None);
        self.causes.resize(self.words.len(), None);
    }

    /// Gives the archive's number of a series; `None` where there are too many.
    fn series(&mut self, number: u32, names: &mut Interner) -> Option<u32> {
        let known = self.series.get_mut(number as usize)?;
        if known.is_none() {
            let new = self.keys.get(number as usize)?;
            *known = names.series(&new.key, new.shape);
        }
        *known
    }

    /// Gives the archive's number of a cause. Each has a word, as batches bring their new names.
    fn cause(&mut self, number: u32, names: &mut Interner) -> CauseId {
        let (Some(known), Some(word)) =
            (self.causes.get_mut(number as usize), self.words.get(number as usize))
        else {
            return CauseId(0);
        };
        *known.get_or_insert_with(|| names.cause(word))
    }
}
