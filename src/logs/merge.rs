//! The files' order: batches that were made by any worker become samples, with the archive's own
//! numbers and places.

use crate::files::ReadError;
use crate::logs::archive::{ProbeFile, Progress, Takes};
use crate::logs::batch::Batch;
use crate::logs::interner::{MOST_SERIES, Names, NewNames};
use crate::logs::scheduler::{Part, So};
use crate::logs::whole_files::Apart;
use crate::model::{CauseId, IdMap, Input, InputRole, Location, Refusals, SeriesKey};

/// The archive's numbers for those of one worker.
#[derive(Debug, Default)]
struct Known {
    keys: Vec<SeriesKey>,
    /// `None` until a row that is taken bears the name, since the first row gives the number.
    series: Vec<Option<u32>>,
    words: Vec<String>,
    causes: Vec<Option<CauseId>>,
}

/// Takes the parts of an archive in order.
pub(crate) struct Order<'a> {
    files: &'a [ProbeFile],
    first_input: usize,
    names: &'a mut Names,
    refusals: &'a mut Refusals,
    /// By worker.
    known: Vec<Known>,
    /// What has been read of each file; the last is under way.
    inputs: Vec<Input>,
    /// Bytes of the files that are read.
    before: u64,
    /// Rows of the batches that were taken.
    rows: u64,
    progress: Progress,
}

impl<'a> Order<'a> {
    /// For the first pass, or for a second that meets only names that are numbered already.
    pub(crate) fn new(
        files: &'a [ProbeFile],
        first_input: usize,
        (names, refusals): (&'a mut Names, &'a mut Refusals),
    ) -> Order<'a> {
        let inputs = files.first().map(begin).into_iter().collect();
        let (known, progress) = Default::default();
        Order { files, first_input, names, refusals, known, inputs, before: 0, rows: 0, progress }
    }

    /// Takes the next part.
    pub(crate) fn take<S>(
        &mut self,
        part: Part<S>,
        take: &mut impl Takes<S>,
    ) -> Result<(), ReadError> {
        match part {
            Part::Batch(batch, so) => self.batch(batch, so, take),
            Part::Apart(batch, so, apart) => {
                let worker = batch.worker;
                if let Some(known) = self.known.get_mut(worker) {
                    *known = Known::default();
                }
                self.batch(batch, so, take)?;
                self.apart(worker, apart, take)
            }
            Part::SoFar { rows, bytes } => {
                self.progress = Progress { rows: self.rows + rows, bytes: self.before + bytes };
                Ok(())
            }
            Part::End(sha256, bytes) => {
                if let Some(input) = self.inputs.last_mut() {
                    (input.sha256, input.bytes) = (sha256, bytes);
                }
                self.before += bytes;
                self.progress.bytes = self.before;
                self.inputs.extend(self.files.get(self.inputs.len()).map(begin));
                Ok(())
            }
        }
    }

    /// How far the reading is.
    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }

    /// What was read of each file, at the end.
    pub(crate) fn inputs(self) -> Vec<Input> {
        self.inputs
    }

    /// Index of the file that is under way, here and among the incident's inputs.
    fn file(&self) -> (usize, u32) {
        let at = self.inputs.len().saturating_sub(1);
        (at, u32::try_from(self.first_input + at).unwrap_or(u32::MAX))
    }

    fn too_many(&self, line: u64) -> ReadError {
        ReadError::TooManySeries {
            path: self.files[self.file().0].path.display().to_string(),
            line,
            most: MOST_SERIES,
        }
    }

    /// Takes what rows of one worker add up to. Their names get numbers here in the order in which
    /// they have them there, that of the rows.
    fn apart<S>(
        &mut self,
        worker: usize,
        apart: Apart<S>,
        take: &mut impl Takes<S>,
    ) -> Result<(), ReadError> {
        let mut numbers = IdMap { file: self.file().1, ..IdMap::default() };
        let known = &mut self.known[worker];
        for (number, line) in (0..).zip(apart.first_lines) {
            let Some(series) = known.series(number, self.names) else {
                return Err(self.too_many(line));
            };
            numbers.series.push(series);
        }
        numbers.causes =
            (0..known.words.len() as u32).map(|number| known.cause(number, self.names)).collect();
        take.file(apart.sum, &numbers, self.names);
        Ok(())
    }

    fn batch<S>(
        &mut self,
        batch: Batch,
        so: So,
        take: &mut impl Takes<S>,
    ) -> Result<(), ReadError> {
        let (at, file) = self.file();
        self.refusals.add_part(&batch.refusals, so.lines + 1);
        let input = &mut self.inputs[at];
        input.rows += batch.read;
        input.refused += batch.refusals.count();
        input.outside += batch.outside;
        self.rows += batch.read;
        self.progress = Progress { rows: self.rows, bytes: self.before + so.bytes };
        if self.known.len() <= batch.worker {
            self.known.resize_with(batch.worker + 1, Known::default);
        }
        let known = &mut self.known[batch.worker];
        known.learn(batch.fresh);
        for row in batch.rows.iter() {
            let line = so.lines + 1 + u64::from(row.line);
            let Some(series) = known.series(row.series, self.names) else {
                return Err(self.too_many(line));
            };
            let cause = known.cause(row.cause, self.names);
            take.row(row.sample((series, cause), Location { file, line }), self.names);
        }
        Ok(())
    }
}

fn begin(file: &ProbeFile) -> Input {
    let (path, sha256) = (file.shown.clone(), String::new());
    Input { path, role: InputRole::Probes, sha256, bytes: 0, rows: 0, refused: 0, outside: 0 }
}

impl Known {
    fn learn(&mut self, fresh: NewNames) {
        if fresh.causes_anew {
            self.words.clear();
            self.causes.clear();
        }
        self.keys.extend(fresh.series);
        self.words.extend(fresh.causes);
        self.series.resize(self.keys.len(), None);
        self.causes.resize(self.words.len(), None);
    }

    fn series(&mut self, number: u32, names: &mut Names) -> Option<u32> {
        let location = self.series.get_mut(number as usize)?;
        if location.is_none() {
            *location = names.series(&self.keys[number as usize]);
        }
        *location
    }

    /// The workers tell of every cause, so that each has a word.
    fn cause(&mut self, number: u32, names: &mut Names) -> CauseId {
        let (Some(location), Some(word)) =
            (self.causes.get_mut(number as usize), self.words.get(number as usize))
        else {
            return CauseId(0);
        };
        *location.get_or_insert_with(|| names.cause(word))
    }
}
