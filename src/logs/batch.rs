//! One part of a file becomes a batch: packed rows, and what was refused. Batches are made in any
//! order, and know only their own lines.

use crate::clock::{Instant, Span};
use crate::files::ReadError;
use crate::files::blocks::{Block, LONGEST_LINE};
use crate::files::buffer_pool::{Pool, Pooled};
use crate::logs::archive::{Layout, ProbeFile};
use crate::logs::csv::{Cells, Fault, Reading, Splitter};
use crate::logs::dialect::{Shaped, Worked};
use crate::logs::fast_path::fast_rows::{Forms, Plan, Quick};
use crate::logs::fast_path::line_shape::{Lines, Plain};
use crate::logs::header;
use crate::logs::header::Header;
use crate::logs::interner::{NewNames, WorkerInterner};
use crate::model::known_sites::KnownSites;
use crate::model::{CauseId, Location, Refusal, RefusalKind, Refusals, Rules, Sample, Status};
use std::sync::Arc;

/// What is asked of every row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filter<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) window: Option<Span>,
    /// Only these sites are taken; all where empty.
    pub(crate) only_sites: &'a [String],
    /// Which site a name is.
    pub(crate) known: &'a KnownSites,
}

/// A file whose header is read.
#[derive(Debug)]
pub(crate) struct OpenFile<'a> {
    pub(crate) file: &'a ProbeFile,
    pub(crate) layout: &'a Layout,
    pub(crate) header: Header,
}

impl<'a> OpenFile<'a> {
    /// Reads the header from the first block of a file, and leaves it out of the block's lines;
    /// gives how many lines it took, too.
    pub(crate) fn begin(
        file: &'a ProbeFile,
        layout: &'a Layout,
        block: &mut Block,
    ) -> Result<(OpenFile<'a>, u64), ReadError> {
        let (header, bytes) = header::first_line(&file.path, block.lines(), layout)?;
        block.skip(bytes);
        Ok((OpenFile { file, layout, header }, u64::from(bytes > 0)))
    }
}

/// A row that is taken, with the worker's own numbers for its names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    at: Instant,
    /// Microseconds; -1 where there is none.
    latency_us: i64,
    pub(crate) series: u32,
    pub(crate) cause: u32,
    /// Its line, from 0 at the beginning of the batch.
    pub(crate) line: u32,
    status: Status,
}

impl Row {
    /// A row with the numbers of its series and its cause, what it says, and its line.
    #[inline]
    pub(crate) fn new(
        at: Instant,
        (series, cause): (u32, u32),
        (status, latency_us): (Status, Option<i64>),
        line: u32,
    ) -> Row {
        Row { at, latency_us: latency_us.unwrap_or(-1), series, cause, line, status }
    }

    /// The same as a sample, with other numbers for its series and its cause.
    #[inline(always)]
    pub(crate) fn sample(&self, (series, cause): (u32, CauseId), location: Location) -> Sample {
        Sample {
            series,
            at: self.at,
            status: self.status,
            cause,
            latency_us: (self.latency_us >= 0).then_some(self.latency_us),
            location,
        }
    }
}

/// What one part of a file comes to.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Number of the worker that made it.
    pub(crate) worker: usize,
    pub(crate) rows: Pooled<Row>,
    /// Names that the worker had not told of.
    pub(crate) fresh: NewNames,
    /// Their lines count from 0 at the beginning of the batch.
    pub(crate) refusals: Refusals,
    /// Lines of the part; for Parquet, rows.
    pub(crate) lines: u64,
    /// Rows read, whether taken or not.
    pub(crate) read: u64,
    /// Rows outside what was asked for.
    pub(crate) outside: u64,
}

/// Makes batches, with names of its own and buffers that are used again.
#[derive(Debug)]
pub(crate) struct Worker<'a> {
    number: usize,
    rows: Rows<'a>,
    splitter: Splitter,
    worked: Worked,
    lines: Lines,
    pool: Arc<Pool<Row>>,
}

/// Takes rows.
#[derive(Debug)]
struct Rows<'a> {
    filter: Filter<'a>,
    reading: Reading,
    names: WorkerInterner,
}

impl<'a> Worker<'a> {
    pub(crate) fn new(number: usize, filter: Filter<'a>, pool: Arc<Pool<Row>>) -> Worker<'a> {
        let rows =
            Rows { filter, reading: Reading::new(filter.rules), names: WorkerInterner::default() };
        Worker {
            number,
            rows,
            splitter: Splitter::new(b','),
            worked: Worked::default(),
            lines: Lines::default(),
            pool,
        }
    }

    /// Reads whole lines, each a row.
    ///
    /// A line is plain where it has as many commas as the header, no quotation mark and no carriage
    /// return but at its end: it is cut at its commas. Every other line goes to the CSV reader,
    /// with the same result.
    pub(crate) fn lines(&mut self, open_file: &OpenFile<'_>, text: &[u8]) -> Batch {
        let mut batch = self.begin(open_file);
        if !open_file.layout.shape.is_plain() {
            return self.shaped_lines(open_file, batch, text);
        }
        let mut lines = std::mem::take(&mut self.lines);
        let plain = lines.of(text, open_file.header.names.len());
        let plan = Plan::of(open_file).filter(|_| self.rows.filter.only_sites.is_empty());
        let mut forms = Forms::default();
        let mut start = 0;
        while start < text.len() {
            if let Some(plan) = &plan {
                start =
                    self.rows.take_quick((&lines, &plain), start, (&mut batch, plan, &mut forms));
            }
            // What cannot be read so is one line, if there is any.
            if start < text.len() {
                start = self.line(open_file, &mut batch, (&mut lines, &plain), start);
            }
        }
        self.lines = lines;
        self.told(batch)
    }

    /// Reads a line from its beginning on: where the next one begins.
    fn line(
        &mut self,
        open_file: &OpenFile<'_>,
        batch: &mut Batch,
        (lines, plain): (&mut Lines, &Plain<'_>),
        start: usize,
    ) -> usize {
        let line = batch.lines as u32;
        batch.lines += 1;
        let (end, cells) = lines.next(plain, start);
        match cells {
            Some(cells) => {
                batch.read += 1;
                self.rows.take(open_file, (batch, line), &cells);
            }
            None => self.odd_line(open_file, (batch, line), &plain.bytes[start..end]),
        }
        end + 1
    }

    /// A batch without rows.
    pub(crate) fn begin(&mut self, open_file: &OpenFile<'_>) -> Batch {
        self.rows.reading.in_zone(open_file.layout.zone);
        self.splitter.separate(open_file.layout.shape.separator);
        let mut rows = self.pool.take();
        rows.clear();
        let (fresh, refusals) = Default::default();
        Batch { worker: self.number, rows, fresh, refusals, lines: 0, read: 0, outside: 0 }
    }

    /// The batch, with the names that it needs.
    pub(crate) fn told(&mut self, batch: Batch) -> Batch {
        Batch { fresh: self.rows.names.drain_new(), ..batch }
    }

    /// Reads a line that is not plain.
    fn odd_line(
        &mut self,
        open_file: &OpenFile<'_>,
        (batch, line): (&mut Batch, u32),
        text: &[u8],
    ) {
        if text.len() > LONGEST_LINE {
            batch.read += 1;
            return batch.refuse(open_file, line, (0, RefusalKind::TooLong(LONGEST_LINE)));
        }
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if text.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        batch.read += 1;
        let expected = open_file.header.names.len();
        match self.splitter.split(text) {
            Err(kind) => batch.refuse(open_file, line, (0, kind)),
            Ok(fields) if fields.count() != expected => {
                let kind = RefusalKind::FieldCount { expected, found: fields.count() };
                batch.refuse(open_file, line, (fields.count().min(expected) - 1, kind));
            }
            Ok(fields) if open_file.layout.shape.is_plain() => {
                self.rows.take(open_file, (batch, line), &fields)
            }
            Ok(fields) => {
                let header = &open_file.header;
                match self.worked.work_out(
                    (header, &open_file.layout.shape),
                    open_file.layout.zone,
                    &fields,
                ) {
                    Ok(()) => self.rows.take(
                        open_file,
                        (batch, line),
                        &Shaped { header, fields, worked: &self.worked },
                    ),
                    Err(fault) => batch.refuse(open_file, line, fault),
                }
            }
        }
    }

    /// Reads the lines of a log that differs from ours in more than the names of its columns.
    fn shaped_lines(&mut self, open_file: &OpenFile<'_>, mut batch: Batch, text: &[u8]) -> Batch {
        for text in text.split_inclusive(|byte| *byte == b'\n') {
            let line = batch.lines as u32;
            batch.lines += 1;
            self.odd_line(open_file, (&mut batch, line), text.strip_suffix(b"\n").unwrap_or(text));
        }
        self.told(batch)
    }

    /// Reads a row whose cells are found already.
    pub(crate) fn row<'f>(
        &mut self,
        open_file: &OpenFile<'_>,
        to: (&mut Batch, u32),
        cells: &impl Cells<'f>,
    ) {
        self.rows.take(open_file, to, cells);
    }
}

impl Rows<'_> {
    /// Takes lines from `start` on the quick way, as long as that can be: where the first begins
    /// with which it cannot.
    fn take_quick(
        &mut self,
        (lines, plain): (&Lines, &Plain<'_>),
        mut start: usize,
        (batch, plan, forms): (&mut Batch, &Plan<'_>, &mut Forms),
    ) -> usize {
        let Reading { classes, stamps, .. } = &mut self.reading;
        let mut quick = Quick::new((plan, forms), plain.text, (classes, stamps, &mut self.names));
        let (mut taken, mut outside) = (0, 0);
        while let Some((near, end)) = lines.near(plain, start) {
            let Some(row) = quick.row((start, near), batch.lines as u32 + taken) else { break };
            if self.filter.window.is_none_or(|window| window.contains(row.at)) {
                batch.rows.push(row);
            } else {
                outside += 1;
            }
            taken += 1;
            start = end + 1;
        }
        batch.lines += u64::from(taken);
        batch.read += u64::from(taken);
        batch.outside += outside;
        start
    }

    /// Takes one row: a sample, a refusal, or one that lies outside what was asked for.
    fn take<'f>(
        &mut self,
        open_file: &OpenFile<'_>,
        (batch, line): (&mut Batch, u32),
        cells: &impl Cells<'f>,
    ) {
        let (seen, refused) = match self.reading.row(&open_file.header, cells) {
            Ok(seen) => (seen, false),
            Err(fault) => {
                batch.refuse(open_file, line, fault);
                // In a log of changes it may have been one: the state before it is not known to
                // have lasted.
                let unusable = open_file
                    .layout
                    .on_change
                    .then(|| self.reading.unusable(&open_file.header, cells))
                    .flatten();
                let Some(seen) = unusable else { return };
                (seen, true)
            }
        };
        let site = seen.site.unwrap_or(&self.reading.site);
        let only = self.filter.only_sites;
        let elsewhere =
            !only.is_empty() && !only.iter().any(|filter| self.filter.known.options(site, filter));
        if elsewhere || self.filter.window.is_some_and(|window| !window.contains(seen.at)) {
            batch.outside += u64::from(!refused);
            return;
        }
        let vantage =
            if seen.vantage.is_empty() { &open_file.layout.vantage } else { seen.vantage };
        let named = (
            self.names.series(open_file.file.source, site, vantage),
            self.names.cause(seen.outcome.cause),
        );
        batch.rows.push(Row::new(
            seen.at,
            named,
            (seen.outcome.status, seen.outcome.latency_us),
            line,
        ));
    }
}

impl Batch {
    /// Counts and lists a row set aside.
    pub(crate) fn refuse(&mut self, open_file: &OpenFile<'_>, line: u32, (field, kind): Fault) {
        let of_a_cell = !matches!(
            kind,
            RefusalKind::FieldCount { .. }
                | RefusalKind::TooLong(_)
                | RefusalKind::OpenQuote
                | RefusalKind::InnerReturn
                | RefusalKind::TooManyFields(_)
        );
        let kind = match kind {
            RefusalKind::NotAResult(word) if open_file.layout.foreign.is_none() => {
                RefusalKind::WordNotTold(word)
            }
            kind => kind,
        };
        let name = open_file
            .header
            .names
            .get(field)
            .filter(|_| of_a_cell)
            .map_or("row", String::as_str)
            .to_owned();
        self.refusals.add(Refusal {
            file: open_file.file.shown.clone(),
            line: u64::from(line),
            column: field + 1,
            name,
            kind,
        });
    }
}
