//! One part of a file becomes a batch: packed rows, and what was refused. Batches are made in any
//! order, and know only their own lines.

use super::SourceError;
use super::archive::{Layout, ProbeFile};
use super::blocks::{Block, LONGEST_LINE};
use super::csv::{Cells, Fault, Reading, Splitter};
use super::header::{self, Header};
use super::known_sites::KnownSites;
use super::line::{Lines, Plain};
use super::names::{Fresh, Local};
use super::pool::{Pool, Pooled};
use super::quick::{Forms, Plan, Quick};
use super::shape::{Shaped, Worked};
use crate::clock::{Instant, Span};
use crate::model::{CauseId, Class, Place, Refusal, RefusalKind, Refusals, Rules, Sample};
use std::sync::Arc;

/// What is asked of every row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) rules: &'a Rules,
    pub(super) window: Option<Span>,
    /// Only these sites are taken; all where empty.
    pub(super) only_sites: &'a [String],
    /// Which site a name is.
    pub(super) known: &'a KnownSites,
}

/// A file whose header is read.
#[derive(Debug)]
pub(super) struct Headed<'a> {
    pub(super) file: &'a ProbeFile,
    pub(super) layout: &'a Layout,
    pub(super) header: Header,
}

impl<'a> Headed<'a> {
    /// Reads the header from the first block of a file, and leaves it out of the block's lines;
    /// gives how many lines it took, too.
    pub(super) fn begin(
        file: &'a ProbeFile,
        layout: &'a Layout,
        block: &mut Block,
    ) -> Result<(Headed<'a>, u64), SourceError> {
        let (header, bytes) = header::first_line(&file.path, block.lines(), layout)?;
        block.skip(bytes);
        Ok((Headed { file, layout, header }, u64::from(bytes > 0)))
    }
}

/// A row that is taken, with the worker's own numbers for its names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    at: Instant,
    /// Microseconds; -1 where there is none.
    latency_us: i64,
    pub(super) series: u32,
    pub(super) cause: u32,
    /// Its line, from 0 at the beginning of the batch.
    pub(super) line: u32,
    class: Class,
}

impl Row {
    /// A row with the numbers of its series and its cause, what it says, and its line.
    #[inline]
    pub(super) fn new(
        at: Instant,
        (series, cause): (u32, u32),
        (class, latency_us): (Class, Option<i64>),
        line: u32,
    ) -> Row {
        Row { at, latency_us: latency_us.unwrap_or(-1), series, cause, line, class }
    }

    /// The same as a sample, with other numbers for its series and its cause.
    #[inline(always)]
    pub(super) fn sample(&self, (series, cause): (u32, CauseId), place: Place) -> Sample {
        Sample {
            series,
            at: self.at,
            class: self.class,
            cause,
            latency_us: (self.latency_us >= 0).then_some(self.latency_us),
            place,
        }
    }
}

/// What one part of a file comes to.
#[derive(Debug)]
pub(super) struct Batch {
    /// Number of the worker that made it.
    pub(super) worker: usize,
    pub(super) rows: Pooled<Row>,
    /// Names that the worker had not told of.
    pub(super) fresh: Fresh,
    /// Their lines count from 0 at the beginning of the batch.
    pub(super) refusals: Refusals,
    /// Lines of the part; for Parquet, rows.
    pub(super) lines: u64,
    /// Rows read, whether taken or not.
    pub(super) read: u64,
    /// Rows outside what was asked for.
    pub(super) outside: u64,
}

/// Makes batches, with names of its own and buffers that are used again.
#[derive(Debug)]
pub(super) struct Worker<'a> {
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
    wanted: Wanted<'a>,
    reading: Reading,
    names: Local,
}

impl<'a> Worker<'a> {
    pub(super) fn new(number: usize, wanted: Wanted<'a>, pool: Arc<Pool<Row>>) -> Worker<'a> {
        let rows = Rows { wanted, reading: Reading::new(wanted.rules), names: Local::default() };
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
    pub(super) fn lines(&mut self, headed: &Headed<'_>, text: &[u8]) -> Batch {
        let mut batch = self.begin(headed);
        if !headed.layout.shape.is_plain() {
            return self.shaped_lines(headed, batch, text);
        }
        let mut lines = std::mem::take(&mut self.lines);
        let plain = lines.of(text, headed.header.names.len());
        let plan = Plan::of(headed).filter(|_| self.rows.wanted.only_sites.is_empty());
        let mut forms = Forms::default();
        let mut start = 0;
        while start < text.len() {
            if let Some(plan) = &plan {
                start =
                    self.rows.take_quick((&lines, &plain), start, (&mut batch, plan, &mut forms));
            }
            // What cannot be read so is one line, if there is any.
            if start < text.len() {
                start = self.line(headed, &mut batch, (&mut lines, &plain), start);
            }
        }
        self.lines = lines;
        self.told(batch)
    }

    /// Reads a line from its beginning on: where the next one begins.
    fn line(
        &mut self,
        headed: &Headed<'_>,
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
                self.rows.take(headed, (batch, line), &cells);
            }
            None => self.odd_line(headed, (batch, line), &plain.bytes[start..end]),
        }
        end + 1
    }

    /// A batch without rows.
    pub(super) fn begin(&mut self, headed: &Headed<'_>) -> Batch {
        self.rows.reading.in_zone(headed.layout.zone);
        self.splitter.separate(headed.layout.shape.separator);
        let mut rows = self.pool.take();
        rows.clear();
        let (fresh, refusals) = Default::default();
        Batch { worker: self.number, rows, fresh, refusals, lines: 0, read: 0, outside: 0 }
    }

    /// The batch, with the names that it needs.
    pub(super) fn told(&mut self, batch: Batch) -> Batch {
        Batch { fresh: self.rows.names.tell(), ..batch }
    }

    /// Reads a line that is not plain.
    fn odd_line(&mut self, headed: &Headed<'_>, (batch, line): (&mut Batch, u32), text: &[u8]) {
        if text.len() > LONGEST_LINE {
            batch.read += 1;
            return batch.refuse(headed, line, (0, RefusalKind::TooLong(LONGEST_LINE)));
        }
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if text.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        batch.read += 1;
        let expected = headed.header.names.len();
        match self.splitter.split(text) {
            Err(kind) => batch.refuse(headed, line, (0, kind)),
            Ok(fields) if fields.count() != expected => {
                let kind = RefusalKind::FieldCount { expected, found: fields.count() };
                batch.refuse(headed, line, (fields.count().min(expected) - 1, kind));
            }
            Ok(fields) if headed.layout.shape.is_plain() => {
                self.rows.take(headed, (batch, line), &fields)
            }
            Ok(fields) => {
                let header = &headed.header;
                match self.worked.work_out(
                    (header, &headed.layout.shape),
                    headed.layout.zone,
                    &fields,
                ) {
                    Ok(()) => self.rows.take(
                        headed,
                        (batch, line),
                        &Shaped { header, fields, worked: &self.worked },
                    ),
                    Err(fault) => batch.refuse(headed, line, fault),
                }
            }
        }
    }

    /// Reads the lines of a log that differs from ours in more than the names of its columns.
    fn shaped_lines(&mut self, headed: &Headed<'_>, mut batch: Batch, text: &[u8]) -> Batch {
        for text in text.split_inclusive(|byte| *byte == b'\n') {
            let line = batch.lines as u32;
            batch.lines += 1;
            self.odd_line(headed, (&mut batch, line), text.strip_suffix(b"\n").unwrap_or(text));
        }
        self.told(batch)
    }

    /// Reads a row whose cells are found already.
    pub(super) fn row<'f>(
        &mut self,
        headed: &Headed<'_>,
        to: (&mut Batch, u32),
        cells: &impl Cells<'f>,
    ) {
        self.rows.take(headed, to, cells);
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
            if self.wanted.window.is_none_or(|window| window.holds(row.at)) {
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
        headed: &Headed<'_>,
        (batch, line): (&mut Batch, u32),
        cells: &impl Cells<'f>,
    ) {
        let (seen, refused) = match self.reading.row(&headed.header, cells) {
            Ok(seen) => (seen, false),
            Err(fault) => {
                batch.refuse(headed, line, fault);
                // In a log of changes it may have been one: the state before it is not known to
                // have lasted.
                let unusable = headed
                    .layout
                    .on_change
                    .then(|| self.reading.unusable(&headed.header, cells))
                    .flatten();
                let Some(seen) = unusable else { return };
                (seen, true)
            }
        };
        let site = seen.site.unwrap_or(&self.reading.site);
        let only = self.wanted.only_sites;
        let elsewhere =
            !only.is_empty() && !only.iter().any(|wanted| self.wanted.known.means(site, wanted));
        if elsewhere || self.wanted.window.is_some_and(|window| !window.holds(seen.at)) {
            batch.outside += u64::from(!refused);
            return;
        }
        let vantage = if seen.vantage.is_empty() { &headed.layout.vantage } else { seen.vantage };
        let named = (
            self.names.series(headed.file.source, site, vantage),
            self.names.cause(seen.outcome.cause),
        );
        batch.rows.push(Row::new(
            seen.at,
            named,
            (seen.outcome.class, seen.outcome.latency_us),
            line,
        ));
    }
}

impl Batch {
    /// Counts and lists a row set aside.
    pub(super) fn refuse(&mut self, headed: &Headed<'_>, line: u32, (field, kind): Fault) {
        let of_a_cell = !matches!(
            kind,
            RefusalKind::FieldCount { .. }
                | RefusalKind::TooLong(_)
                | RefusalKind::OpenQuote
                | RefusalKind::InnerReturn
                | RefusalKind::TooManyFields(_)
        );
        let kind = match kind {
            RefusalKind::NotAResult(word) if headed.layout.foreign.is_none() => {
                RefusalKind::WordNotTold(word)
            }
            kind => kind,
        };
        let name = headed
            .header
            .names
            .get(field)
            .filter(|_| of_a_cell)
            .map_or("row", String::as_str)
            .to_owned();
        self.refusals.add(Refusal {
            file: headed.file.shown.clone(),
            line: u64::from(line),
            column: field + 1,
            name,
            kind,
        });
    }
}
