//! Workers: each makes batches of parts of files, in any order.

use crate::files::{LONGEST_LINE, Pool};
use crate::logs::batch::{Batch, Filter, Row, RowNames};
use crate::logs::cells::{Cells, Fault};
use crate::logs::classify::Outcome;
use crate::logs::csv_fields::Splitter;
use crate::logs::derived_cells::{DerivedCells, WithDerived};
use crate::logs::fast_path::{ColumnPlan, FastRows, LineFinder, LineShapes, PlainBlock};
use crate::logs::probe_file::OpenFile;
use crate::logs::row_reader::RowReader;
use crate::logs::worker_interner::WorkerInterner;
use crate::model::RefusalKind;
use std::sync::Arc;

/// Maker of batches, with names of its own and buffers that are used again.
#[derive(Debug)]
pub(crate) struct Worker<'a> {
    number: usize,
    rows: RowTaker<'a>,
    splitter: Splitter,
    derived: DerivedCells,
    lines: LineFinder,
    pool: Arc<Pool<Row>>,
}

impl<'a> Worker<'a> {
    /// Makes a worker with a number of its own among those of a reading.
    pub(crate) fn new(number: usize, filter: Filter<'a>, pool: Arc<Pool<Row>>) -> Worker<'a> {
        let (reader, names) = (RowReader::new(filter.rules), WorkerInterner::default());
        Worker {
            number,
            rows: RowTaker { filter, reader, names },
            splitter: Splitter::new(b','),
            derived: DerivedCells::default(),
            lines: LineFinder::default(),
            pool,
        }
    }

    /// Begins a batch of a file.
    pub(crate) fn begin(&mut self, open_file: &OpenFile<'_>) -> Batch {
        self.rows.reader.set_zone(open_file.layout.zone);
        self.splitter.set_separator(open_file.layout.dialect.separator);
        Batch::new(self.number, &self.pool)
    }

    /// Ends a batch: it gets the names that its rows need and the batches before do not have.
    pub(crate) fn end(&mut self, batch: Batch) -> Batch {
        Batch { new_names: self.rows.names.drain_new(), ..batch }
    }

    /// Reads whole lines, each a row.
    ///
    /// A line is plain where it has as many commas as the header, no quotation mark and no carriage
    /// return but at its end: it is cut at its commas. Every other line goes to the CSV reader,
    /// with the same result.
    pub(crate) fn lines(&mut self, open_file: &OpenFile<'_>, text: &[u8]) -> Batch {
        let mut batch = self.begin(open_file);
        if !open_file.layout.dialect.is_plain() {
            return self.dialect_lines(open_file, batch, text);
        }
        let mut lines = std::mem::take(&mut self.lines);
        let block = lines.search(text, open_file.header.names.len());
        let takes_all = self.rows.filter.only_sites.is_empty();
        let plan = ColumnPlan::of(open_file).filter(|_| takes_all);
        let mut shapes = LineShapes::default();
        let mut start = 0;
        while start < text.len() {
            if let Some(plan) = &plan {
                let mut fast = FastRows::new(
                    plan,
                    &mut shapes,
                    block.text,
                    &self.rows.reader.classifier,
                    &mut self.rows.reader.stamps,
                    &mut self.rows.names,
                );
                start = take_fast(&mut fast, &self.rows.filter, &lines, &block, start, &mut batch);
            }
            // One line, if any is left, cannot be read fast.
            if start < text.len() {
                start = self.line(open_file, &mut batch, &mut lines, &block, start);
            }
        }
        self.lines = lines;
        self.end(batch)
    }

    /// Reads the line from `start`; gives the beginning of the next.
    fn line(
        &mut self,
        open_file: &OpenFile<'_>,
        batch: &mut Batch,
        lines: &mut LineFinder,
        block: &PlainBlock<'_>,
        start: usize,
    ) -> usize {
        let line = batch.lines as u32;
        batch.lines += 1;
        let (end, cells) = lines.next(block, start);
        match cells {
            Some(cells) => {
                batch.read += 1;
                self.rows.take(open_file, batch, line, &cells);
            }
            None => self.odd_line(open_file, batch, line, &block.bytes[start..end]),
        }
        end + 1
    }

    /// Reads the lines of a log with a dialect.
    fn dialect_lines(&mut self, open_file: &OpenFile<'_>, mut batch: Batch, text: &[u8]) -> Batch {
        for text in text.split_inclusive(|byte| *byte == b'\n') {
            let line = batch.lines as u32;
            batch.lines += 1;
            let text = text.strip_suffix(b"\n").unwrap_or(text);
            self.odd_line(open_file, &mut batch, line, text);
        }
        self.end(batch)
    }

    /// Reads a line that is not plain.
    fn odd_line(&mut self, open_file: &OpenFile<'_>, batch: &mut Batch, line: u32, text: &[u8]) {
        if text.len() > LONGEST_LINE {
            batch.read += 1;
            let fault = Fault::new(0, RefusalKind::TooLong(LONGEST_LINE));
            return batch.refuse(open_file, line, fault);
        }
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if text.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        batch.read += 1;
        let expected = open_file.header.names.len();
        match self.splitter.split(text) {
            Err(kind) => batch.refuse(open_file, line, Fault::new(0, kind)),
            Ok(fields) if fields.count() != expected => {
                let kind = RefusalKind::FieldCount { expected, found: fields.count() };
                let last = fields.count().min(expected) - 1;
                batch.refuse(open_file, line, Fault::new(last, kind));
            }
            Ok(fields) if open_file.layout.dialect.is_plain() => {
                self.rows.take(open_file, batch, line, &fields);
            }
            Ok(fields) => {
                self.rows.take_derived(open_file, batch, line, &mut self.derived, fields);
            }
        }
    }

    /// Reads a row whose cells are found already.
    pub(crate) fn row<'f>(
        &mut self,
        open_file: &OpenFile<'_>,
        batch: &mut Batch,
        line: u32,
        cells: &impl Cells<'f>,
    ) {
        self.rows.take(open_file, batch, line, cells);
    }

    /// Reads a row whose cells are found already, but for those that its dialect needs derived.
    pub(crate) fn row_of_dialect<'f>(
        &'f mut self,
        open_file: &'f OpenFile<'_>,
        batch: &mut Batch,
        line: u32,
        cells: impl Cells<'f>,
    ) {
        self.rows.take_derived(open_file, batch, line, &mut self.derived, cells);
    }
}

/// Takes the lines from `start` on that can be read fast; gives the beginning of the first that
/// cannot.
fn take_fast(
    fast: &mut FastRows<'_>,
    filter: &Filter<'_>,
    lines: &LineFinder,
    block: &PlainBlock<'_>,
    mut start: usize,
    batch: &mut Batch,
) -> usize {
    let (mut taken, mut outside) = (0, 0);
    while let Some((line, end)) = lines.short_line(block, start) {
        let Some(row) = fast.row(start, line, batch.lines as u32 + taken) else { break };
        if filter.takes_moment(row.at) {
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

/// Taker of rows, one by one.
#[derive(Debug)]
struct RowTaker<'a> {
    filter: Filter<'a>,
    reader: RowReader,
    names: WorkerInterner,
}

impl RowTaker<'_> {
    /// Takes a row some of whose cells must be derived.
    fn take_derived<'f>(
        &mut self,
        open_file: &'f OpenFile<'_>,
        batch: &mut Batch,
        line: u32,
        derived: &'f mut DerivedCells,
        cells: impl Cells<'f>,
    ) {
        let header = &open_file.header;
        match derived.derive(header, open_file.layout, &cells) {
            Ok(()) => {
                self.take(open_file, batch, line, &WithDerived { header, cells, derived });
            }
            Err(fault) => batch.refuse(open_file, line, fault),
        }
    }

    /// Takes one row: a sample, a refusal, or a row outside what was asked for.
    fn take<'f>(
        &mut self,
        open_file: &OpenFile<'_>,
        batch: &mut Batch,
        line: u32,
        cells: &impl Cells<'f>,
    ) {
        let header = &open_file.header;
        let (row, is_refused) = match self.reader.row(header, cells) {
            Ok(row) => (row, false),
            Err(fault) => {
                batch.refuse(open_file, line, fault);
                // In a log of changes it may have been one: the state before it is not known to
                // have lasted.
                if !open_file.layout.on_change {
                    return;
                }
                let Some(row) = self.reader.unusable(header, cells) else { return };
                (row, true)
            }
        };
        let site = row.site.unwrap_or(&self.reader.site);
        if !self.filter.takes_site(site) || !self.filter.takes_moment(row.at) {
            batch.outside += u64::from(!is_refused);
            return;
        }
        let vantage = if row.vantage.is_empty() { &open_file.layout.vantage } else { row.vantage };
        let names = RowNames {
            series: self.names.series(open_file.file.source, site, vantage),
            cause: self.names.cause(row.outcome.cause),
        };
        let Outcome { status, latency_us, .. } = row.outcome;
        batch.rows.push(Row::new(line, row.at, names, status, latency_us));
    }
}
