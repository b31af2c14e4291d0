//! Workers: each makes batches of parts of files, in any order.

use crate::files::{LONGEST_LINE, Pool};
use crate::logs::derived_cells::DerivedCells;
use crate::logs::fast_path::{ColumnPlan, FastRows, LineFinder, LineShapes, PlainLines};
use crate::logs::fields::cells::{Cells, Fault};
use crate::logs::fields::csv_fields::Splitter;
use crate::logs::header::ColumnUse;
use crate::logs::layout::ArchivedProbe;
use crate::logs::names::worker_interner::WorkerInterner;
use crate::logs::probe_file::OpenFile;
use crate::logs::rows::batch::{Batch, BatchLine, Filter, PackedRow};
use crate::logs::rows::row_reader::RowReader;
use crate::logs::rows::row_taker::{LineEnd, Ragged, RowTaker, UnevenRow};
use crate::model::{PassedOver, RefusalKind, RefusedPart, RowShape};
use std::sync::Arc;

/// Maker of batches, with names of its own and buffers that are used again.
#[derive(Debug)]
pub(crate) struct Worker<'a> {
    number: usize,
    rows: RowTaker<'a>,
    splitter: Splitter,
    derived: DerivedCells,
    lines: LineFinder,
    pool: Arc<Pool<PackedRow>>,
}

impl<'a> Worker<'a> {
    /// Makes a worker with a number of its own among those of a reading.
    pub(crate) fn new(number: usize, filter: Filter<'a>, pool: Arc<Pool<PackedRow>>) -> Worker<'a> {
        let (reader, names) = (RowReader::new(filter.rules), WorkerInterner::default());
        Worker {
            number,
            rows: RowTaker { filter, reader, names, shape: RowShape::Whole },
            splitter: Splitter::new(b','),
            derived: DerivedCells::default(),
            lines: LineFinder::default(),
            pool,
        }
    }

    /// Takes over the settings of a file, and gives an empty batch for its rows.
    pub(crate) fn begin(&mut self, open_file: &OpenFile<'_>) -> Batch {
        self.rows.reader.set_zone(open_file.settings.zone);
        self.splitter.set_separator(open_file.settings.dialect.separator);
        self.derived.set_doubled_hours(open_file.doubled_hours.clone());
        let unused = self.rows.filter.lists_unused.then(Vec::new);
        Batch { unused, ..Batch::new(self.number, &self.pool) }
    }

    /// Ends a batch: it gets the names that its rows need and the batches before do not have.
    pub(crate) fn end(&mut self, batch: Batch) -> Batch {
        let coarsest = self.rows.reader.take_coarsest();
        let settled_by_order = self.derived.take_settled();
        let new_names = self.rows.names.drain_new();
        Batch { new_names, settled_by_order, coarsest, ..batch }
    }

    /// Notes that the stamp of a line of the batch is no finer than this, in microseconds.
    pub(crate) fn note_resolution(&mut self, line: u64, resolution_us: i64) {
        self.rows.reader.note_resolution(line, resolution_us);
    }

    /// Reads whole lines, each a row.
    ///
    /// A line is plain where it has as many commas as the header, no quotation mark and no carriage
    /// return but at its end: it is cut at its commas. Every other line goes to the CSV reader,
    /// with the same result. `first_line` is the number of the first line in its file, where the
    /// order of rows tells something.
    pub(crate) fn lines(
        &mut self,
        open_file: &OpenFile<'_>,
        text: &[u8],
        first_line: u64,
    ) -> Batch {
        let mut batch = self.begin(open_file);
        if !open_file.settings.dialect.is_plain() {
            return self.dialect_lines(open_file, batch, text, first_line);
        }
        let finder = std::mem::take(&mut self.lines);
        let mut lines = finder.search(text, open_file.header.names.len());
        let filter = &self.rows.filter;
        let is_fast = filter.sites.takes_all() && !filter.lists_unused;
        let plan = ColumnPlan::of(open_file).filter(|_| is_fast);
        let mut shapes = LineShapes::default();
        let mut start = 0;
        while start < text.len() {
            if let Some(plan) = &plan {
                let mut fast = FastRows::new(
                    plan,
                    &mut shapes,
                    lines.text,
                    &mut self.rows.reader,
                    &mut self.rows.names,
                );
                start = take_fast(&mut fast, &self.rows.filter, &lines, start, &mut batch);
            }
            // One line, if any is left, cannot be read fast.
            if start < text.len() {
                let line = next_line(open_file, &mut batch);
                start = self.line(line, &mut lines, start);
            }
        }
        self.lines = lines.into_finder();
        self.end(batch)
    }

    /// Reads the line from `start`; gives the beginning of the next.
    fn line(&mut self, mut line: BatchLine<'_>, lines: &mut PlainLines<'_>, start: usize) -> usize {
        let bytes = lines.bytes;
        let (end, cells) = lines.next(start);
        match cells {
            Some(cells) => {
                line.batch.read += 1;
                self.rows.take(&mut line, &cells);
            }
            None => {
                let until = (end + 1).min(bytes.len());
                self.odd_line(&mut line, LineText::of(&bytes[start..until]));
            }
        }
        end + 1
    }

    /// Reads the lines of a log with a dialect.
    fn dialect_lines(
        &mut self,
        open_file: &OpenFile<'_>,
        mut batch: Batch,
        text: &[u8],
        first_line: u64,
    ) -> Batch {
        for text in text.split_inclusive(|byte| *byte == b'\n') {
            self.derived.set_row(first_line + batch.lines);
            let mut line = next_line(open_file, &mut batch);
            self.odd_line(&mut line, LineText::of(text));
        }
        self.end(batch)
    }

    /// Reads a line that is not plain.
    fn odd_line(&mut self, line: &mut BatchLine<'_>, LineText { text, end }: LineText<'_>) {
        if text.len() > LONGEST_LINE {
            line.batch.read += 1;
            let fault = Fault::new(0, RefusalKind::TooLong(LONGEST_LINE));
            return line.refuse(fault);
        }
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if text.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        line.batch.read += 1;
        match self.splitter.split(text) {
            Err(RefusalKind::NotUtf8) => self.broken_line(line, text),
            Err(kind) => self.cut_line(line, text, Fault::new(0, kind)),
            Ok(fields) if fields.count() == line.open_file.header.names.len() => {
                self.rows.take_fields(line, &mut self.derived, fields);
            }
            Ok(_) if is_rule(text) => {
                line.batch.read -= 1;
                line.pass_over(PassedOver::RuleLine);
            }
            Ok(fields) => {
                let uneven = UnevenRow { fields, end };
                self.rows.take_uneven(line, &mut self.derived, uneven);
            }
        }
    }

    /// Reads a line that cannot be split to its end: what stands before the quotation mark or the
    /// carriage return at fault is read.
    #[cold]
    fn cut_line(&mut self, line: &mut BatchLine<'_>, text: &[u8], fault: Fault) {
        let end = match fault.kind {
            RefusalKind::OpenQuote => memchr::memrchr(b'"', text),
            RefusalKind::InnerReturn => memchr::memchr(b'\r', text),
            _ => None,
        };
        match self.splitter.split(&text[..end.unwrap_or_default()]) {
            Ok(fields) => {
                let ragged = Ragged { fields, trusted: fields.count().saturating_sub(1), fault };
                self.rows.take_ragged(line, &mut self.derived, ragged);
            }
            Err(_) => line.refuse(fault),
        }
    }

    /// Reads a line that is not UTF-8: an error in another encoding does not cost its row, unless
    /// the bytes at fault stand in a cell that is needed.
    #[cold]
    fn broken_line(&mut self, line: &mut BatchLine<'_>, text: &[u8]) {
        let expected = line.open_file.header.names.len();
        let fault = || Fault::new(0, RefusalKind::NotUtf8);
        let text = String::from_utf8_lossy(text);
        let Ok(fields) = self.splitter.split(text.as_bytes()) else { return line.refuse(fault()) };
        if fields.count() != expected {
            return line.refuse(fault());
        }
        let uses = |column: &usize| line.open_file.header.column_use(*column);
        let is_broken = |column: &usize| fields.text(*column).contains(char::REPLACEMENT_CHARACTER);
        let Some(column) = (0..expected).filter(is_broken).min_by_key(uses) else {
            return line.refuse(fault());
        };
        let fault = Fault::new(column, RefusalKind::NotUtf8);
        match uses(&column) {
            ColumnUse::Moment | ColumnUse::Name => {
                self.rows.refuse(line, fault, &fields);
            }
            // Says itself what is wrong with such a code or result.
            ColumnUse::Outcome => {
                self.rows.take_fields(line, &mut self.derived, fields);
            }
            ColumnUse::Other => {
                if self.rows.take_fields(line, &mut self.derived, fields) {
                    line.refuse_part(RefusedPart::Cell, fault);
                }
            }
        }
    }

    /// Reads a row whose cells are found already.
    pub(crate) fn row<'f>(&mut self, line: &mut BatchLine<'_>, cells: &impl Cells<'f>) {
        self.rows.take(line, cells);
    }

    /// Reads a row whose cells are found already, and one of which is not UTF-8 and is empty here.
    pub(crate) fn row_without<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        cells: &impl Cells<'f>,
    ) {
        match line.open_file.header.column_use(fault.column) {
            ColumnUse::Moment | ColumnUse::Name => {
                self.rows.refuse(line, fault, cells);
            }
            ColumnUse::Outcome => self.unreadable_row(line, fault, cells),
            ColumnUse::Other => self.row_with_bad_cell(line, fault, cells),
        }
    }

    /// Reads a row whose cells are found already, beside one that cannot be read and that no
    /// verdict needs.
    pub(crate) fn row_with_bad_cell<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        cells: &impl Cells<'f>,
    ) {
        self.rows.take_with_bad_cell(line, fault, cells);
    }

    /// Takes a row whose cells are found already and whose outcome cannot be read.
    pub(crate) fn unreadable_row<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        cells: &impl Cells<'f>,
    ) {
        self.rows.take_unreadable(line, fault, cells);
    }

    /// Goes on with the row of this number.
    pub(crate) fn set_row(&mut self, number: u64) {
        self.derived.set_row(number);
    }

    /// Reads a row of a layout of others, whose cells are derived where its entry says so.
    /// Returns whether it is a sample.
    pub(crate) fn probe<'f>(
        &'f mut self,
        line: &mut BatchLine<'_>,
        probe: ArchivedProbe<'f>,
    ) -> bool {
        if line.open_file.settings.dialect.is_plain() {
            self.rows.take(line, &probe)
        } else {
            self.rows.take_derived(line, &mut self.derived, probe)
        }
    }

    /// Reads a row of a layout of others, as [`Worker::row`] does, beside a cell that cannot
    /// be read and that no verdict needs.
    pub(crate) fn probe_with_bad_cell<'f>(
        &'f mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        probe: ArchivedProbe<'f>,
    ) {
        if self.probe(line, probe) {
            line.refuse_part(RefusedPart::Cell, fault);
        }
    }

    /// Takes a row of a layout of others whose outcome cannot be read.
    pub(crate) fn unreadable_probe<'f>(
        &'f mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        probe: ArchivedProbe<'f>,
    ) {
        let header = &line.open_file.header;
        if let Err(why) = self.derived.derive(header, line.open_file.settings, &probe) {
            return self.rows.refuse(line, why, &probe);
        }
        self.rows.reader.note_resolution(u64::from(line.number), self.derived.resolution_us());
        let cells = self.derived.in_place(header, probe);
        self.rows.take_unreadable(line, fault, &cells);
    }

    /// Counts a row whose time cannot be read at its site; it is refused besides.
    pub(crate) fn count_unplaced(&self, batch: &mut Batch, site: &str) {
        self.rows.count_unplaced(batch, site, RowShape::Whole);
    }

    /// Refuses a row that names its site and whose time cannot be read.
    pub(crate) fn unplaced_row(&mut self, line: &mut BatchLine<'_>, site: &str, fault: Fault) {
        self.rows.count_unplaced(line.batch, site, RowShape::Whole);
        line.refuse(fault);
    }

    /// Reads a row whose cells are found already, but for those that its dialect needs derived.
    pub(crate) fn row_of_dialect<'f>(
        &'f mut self,
        line: &mut BatchLine<'_>,
        cells: impl Cells<'f>,
    ) {
        self.rows.take_derived(line, &mut self.derived, cells);
    }
}

/// Begins the next line of a batch.
fn next_line<'b>(open_file: &'b OpenFile<'b>, batch: &'b mut Batch) -> BatchLine<'b> {
    let number = batch.lines as u32;
    batch.lines += 1;
    BatchLine::new(open_file, batch, number)
}

/// Line without its line feed.
struct LineText<'t> {
    /// Bytes of the line, without its end.
    text: &'t [u8],
    end: LineEnd,
}

impl<'t> LineText<'t> {
    /// Takes the line feed off a line.
    fn of(line: &'t [u8]) -> LineText<'t> {
        match line.strip_suffix(b"\n") {
            Some(text) => LineText { text, end: LineEnd::Fed },
            None => LineText { text: line, end: LineEnd::Open },
        }
    }
}

/// Says whether a line holds signs alone, as one that is drawn between rows.
fn is_rule(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_punctuation() || byte.is_ascii_whitespace())
}

/// Takes the lines from `start` on that can be read fast; gives the beginning of the first that
/// cannot.
fn take_fast(
    fast: &mut FastRows<'_>,
    filter: &Filter<'_>,
    lines: &PlainLines<'_>,
    mut start: usize,
    batch: &mut Batch,
) -> usize {
    let (mut taken, mut outside) = (0, 0);
    while let Some((line, end)) = lines.short_line(start) {
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
