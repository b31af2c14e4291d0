//! The probe archive: its files, read one after the other, each row a sample or a refusal.

use super::SourceError;
use super::csv::{self, Fault, Splitter};
use super::header::{COLUMNS, Header};
use super::names::{MOST_SERIES, Names};
use super::parquet;
use super::settings::Patterns;
use super::stream::{LONGEST_LINE, Line, Lines};
use crate::clock::{Span, Zone};
use crate::model::{Input, InputRole, Place, Refusal, RefusalKind, Refusals, Rules, Sample, SeriesKey};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Rows between two reports of progress.
const REPORT_EVERY: u64 = 1 << 16;

/// How far the reading is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read in this pass, over all files.
    pub rows: u64,
    /// Bytes read in this pass, as stored.
    pub bytes: u64,
}

/// One `[[probes]]` entry, as far as the reading needs it.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) zone: Option<Zone>,
    pub(super) columns: BTreeMap<String, Patterns>,
    pub(super) vantage: String,
}

/// One file of the archive.
#[derive(Debug)]
pub(super) struct ProbeFile {
    pub(super) path: PathBuf,
    /// Its path as shown to readers.
    pub(super) shown: String,
    /// Index of its source.
    pub(super) source: usize,
    pub(super) bytes: u64,
}

/// All probe files of an incident.
#[derive(Debug, Default)]
pub struct Archive {
    pub(super) files: Vec<ProbeFile>,
    pub(super) layouts: Vec<Layout>,
    pub(super) rules: Rules,
    pub(super) window: Option<Span>,
    /// Only these sites are taken; all where empty.
    pub(super) only_sites: Vec<String>,
    pub(super) names: Names,
    /// Number of the first file among the incident's inputs.
    pub(super) first_input: usize,
    /// What was read of each file in the first pass.
    pub(super) inputs: Vec<Input>,
    pub(super) refusals: Refusals,
    progress: Progress,
}

/// One file while it is read.
pub(super) struct Cursor<'a> {
    pub(super) file: &'a ProbeFile,
    pub(super) layout: &'a Layout,
    rules: &'a Rules,
    window: Option<Span>,
    only_sites: &'a [String],
    number: u32,
    names: &'a mut Names,
    refusals: &'a mut Refusals,
    pub(super) input: Input,
    site: String,
}

impl Archive {
    /// Bytes of all files, as stored.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// The series met so far, by number.
    pub fn keys(&self) -> &[SeriesKey] {
        &self.names.keys
    }

    /// The words of the causes met so far, by number.
    pub fn causes(&self) -> &[String] {
        &self.names.causes
    }

    /// Reads every file and hands each usable row of the window to `take`, in the files' order, with the words of the
    /// causes met so far, by number.
    ///
    /// # Errors
    /// Where a file cannot be read, lacks a column or is empty, or where no row of the archive can be used.
    pub fn read(&mut self, mut take: impl FnMut(Sample, &[String]), mut progress: impl FnMut(Progress)) -> Result<(), SourceError> {
        let mut refusals = std::mem::take(&mut self.refusals);
        let inputs = self.pass(&mut refusals, &mut take, &mut progress);
        self.refusals = refusals;
        self.inputs = inputs?;
        let usable = |input: &Input| input.rows - input.refused;
        if !self.files.is_empty() && self.inputs.iter().map(usable).sum::<u64>() == 0 {
            return Err(self.no_rows());
        }
        Ok(())
    }

    /// Reads every file once more, for the series that the first pass could not settle.
    ///
    /// # Errors
    /// As [`Archive::read`]; besides, where a file is no longer what it was.
    pub fn read_again(&mut self, mut take: impl FnMut(Sample, &[String]), mut progress: impl FnMut(Progress)) -> Result<(), SourceError> {
        let again = self.pass(&mut Refusals::default(), &mut take, &mut progress)?;
        match self.inputs.iter().zip(&again).position(|(before, now)| before.sha256 != now.sha256) {
            Some(at) => Err(SourceError::Changed(self.files[at].path.display().to_string())),
            None => Ok(()),
        }
    }

    fn pass(
        &mut self,
        refusals: &mut Refusals,
        take: &mut impl FnMut(Sample, &[String]),
        progress: &mut impl FnMut(Progress),
    ) -> Result<Vec<Input>, SourceError> {
        self.progress = Progress::default();
        let mut inputs = Vec::with_capacity(self.files.len());
        for (at, file) in self.files.iter().enumerate() {
            let cursor = Cursor {
                file,
                layout: &self.layouts[file.source],
                rules: &self.rules,
                window: self.window,
                only_sites: &self.only_sites,
                number: u32::try_from(self.first_input + at).unwrap_or(u32::MAX),
                names: &mut self.names,
                refusals: &mut *refusals,
                input: Input {
                    path: file.shown.clone(),
                    role: InputRole::Probes,
                    sha256: String::new(),
                    bytes: 0,
                    rows: 0,
                    refused: 0,
                    outside: 0,
                },
                site: String::new(),
            };
            let before = self.progress;
            let mut so_far = |rows, bytes| progress(Progress { rows: before.rows + rows, bytes: before.bytes + bytes });
            let is_parquet = file.path.extension().is_some_and(|ending| ending == "parquet");
            let input = if is_parquet { parquet::read(cursor, take, &mut so_far)? } else { text(cursor, take, &mut so_far)? };
            self.progress = Progress { rows: before.rows + input.rows, bytes: before.bytes + input.bytes };
            progress(self.progress);
            inputs.push(input);
        }
        Ok(inputs)
    }

    fn no_rows(&self) -> SourceError {
        let files: Vec<String> = self.files.iter().map(|file| file.path.display().to_string()).collect();
        let refused = match self.refusals.listed.first() {
            Some(first) => format!(": {} refused, the first at {first}", self.refusals.count()),
            None => String::new(),
        };
        SourceError::NoRows { files: super::nearest::listed(files.iter().map(String::as_str)), refused }
    }
}

/// Reads a file of lines.
fn text(
    mut cursor: Cursor<'_>,
    take: &mut impl FnMut(Sample, &[String]),
    progress: &mut impl FnMut(u64, u64),
) -> Result<Input, SourceError> {
    let path = cursor.file.path.display().to_string();
    let mut lines = Lines::open(&cursor.file.path)?;
    let mut splitter = Splitter::new();
    let header = match lines.next()? {
        None => return Err(SourceError::Empty { path, columns: COLUMNS.map(|name| format!("`{name}`")).join(", ") }),
        Some((_, Line::TooLong)) => return Err(SourceError::NotUtf8(path)),
        Some((_, Line::Whole(line))) => {
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
            let fields = splitter.split(line).map_err(|_| SourceError::NotUtf8(path.clone()))?;
            let names = (0..fields.count()).map(|at| fields.get(at).to_owned()).collect();
            Header::find(&path, names, &cursor.layout.columns)?
        }
    };
    loop {
        let (number, line) = match lines.next()? {
            None => break,
            Some((_, Line::Whole(line))) if line.iter().all(u8::is_ascii_whitespace) => continue,
            Some(next) => next,
        };
        cursor.input.rows += 1;
        match line {
            Line::TooLong => cursor.refuse(number, &header, (0, RefusalKind::TooLong(LONGEST_LINE))),
            Line::Whole(line) => match splitter.split(line) {
                Err(kind) => cursor.refuse(number, &header, (0, kind)),
                Ok(fields) if fields.count() != header.names.len() => {
                    let kind = RefusalKind::FieldCount { expected: header.names.len(), found: fields.count() };
                    cursor.refuse(number, &header, (fields.count().min(header.names.len()) - 1, kind));
                }
                Ok(fields) => cursor.row(number, &header, |at| fields.get(at), take)?,
            },
        }
        if cursor.input.rows.is_multiple_of(REPORT_EVERY) {
            progress(cursor.input.rows, lines.bytes());
        }
    }
    let (sha256, bytes) = lines.finish()?;
    Ok(Input { sha256, bytes, ..cursor.input })
}

impl Cursor<'_> {
    /// Takes one row: a sample, a refusal, or one that lies outside what was asked for.
    pub(super) fn row<'f>(
        &mut self,
        line: u64,
        header: &Header,
        get: impl Fn(usize) -> &'f str,
        take: &mut impl FnMut(Sample, &[String]),
    ) -> Result<(), SourceError> {
        let seen = match csv::row(header, &get, (self.layout.zone, self.rules), &mut self.site) {
            Ok(seen) => seen,
            Err(fault) => {
                self.refuse(line, header, fault);
                return Ok(());
            }
        };
        let elsewhere = !self.only_sites.is_empty() && !self.only_sites.contains(&self.site);
        if elsewhere || self.window.is_some_and(|window| !window.holds(seen.at)) {
            self.input.outside += 1;
            return Ok(());
        }
        let vantage = if seen.vantage.is_empty() { &self.layout.vantage } else { seen.vantage };
        let Some(series) = self.names.series(self.file.source, &self.site, vantage) else {
            return Err(SourceError::TooManySeries { path: self.file.path.display().to_string(), line, most: MOST_SERIES });
        };
        let sample = Sample {
            series,
            at: seen.at,
            class: seen.outcome.class,
            cause: self.names.cause(seen.outcome.cause),
            latency_us: seen.outcome.latency_us,
            place: Place { file: self.number, line },
        };
        take(sample, &self.names.causes);
        Ok(())
    }

    /// Counts and lists a row set aside.
    pub(super) fn refuse(&mut self, line: u64, header: &Header, (field, kind): Fault) {
        self.input.refused += 1;
        let name = match kind {
            RefusalKind::FieldCount { .. } | RefusalKind::TooLong(_) | RefusalKind::OpenQuote | RefusalKind::TooManyFields(_) => "row",
            _ => header.names.get(field).map_or("row", String::as_str),
        };
        self.refusals.add(Refusal { file: self.file.shown.clone(), line, column: field + 1, name: name.to_owned(), kind });
    }
}
