//! Batches: the packed rows of one part of a file, and the rows of it that were refused. A batch
//! knows its own lines alone, so batches can be made in any order.

use crate::clock::{Instant, Span};
use crate::files::{Pool, Pooled};
use crate::logs::fields::cells::Fault;
use crate::logs::names::worker_interner::NewNames;
use crate::logs::probe_file::OpenFile;
use crate::logs::rows::coarsest_stamp::CoarsestStamp;
use crate::model::site_resolver::SiteResolver;
use crate::model::{
    CauseId, Location, PassedKey, PassedOver, Refusal, RefusalKind, Refusals, RefusedPart, Rules,
    Sample, SiteFilter, Status,
};
use std::sync::Arc;

/// Conditions for rows to be taken, and the rules that class them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filter<'a> {
    pub(crate) rules: &'a Rules,
    /// Only rows of this time are taken; all where there is none.
    pub(crate) window: Option<Span>,
    /// Only rows of these sites are taken.
    pub(crate) sites: &'a SiteFilter,
    /// Sites that a name can mean.
    pub(crate) known: &'a SiteResolver,
    /// Whether batches list the rows that are not used, for the log of `-v`.
    pub(crate) lists_unused: bool,
}

impl Filter<'_> {
    /// Says whether rows of a moment are taken.
    #[inline]
    pub(crate) fn takes_moment(&self, at: Instant) -> bool {
        self.window.is_none_or(|window| window.contains(at))
    }

    /// Says whether rows of a site are taken; `name` is as written.
    pub(crate) fn takes_site(&self, name: &str) -> bool {
        self.sites.takes_name(name, self.known)
    }
}

/// Row that is taken, with the worker's own numbers for its names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PackedRow {
    pub(crate) at: Instant,
    /// Answer time in microseconds; -1 where there is none.
    latency_us: i64,
    /// Worker's number of the series.
    pub(crate) series: u32,
    /// Worker's number of the cause.
    pub(crate) cause: u32,
    /// Line, from 0 at the beginning of the batch.
    pub(crate) line: u32,
    status: Status,
}

/// Names of a row as a worker numbers them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowNames {
    /// Number of the series, as the worker counts.
    pub(crate) series: u32,
    /// Number of the cause, as the worker counts.
    pub(crate) cause: u32,
}

impl PackedRow {
    /// Makes a row of a line, which counts from 0 at the beginning of its batch.
    #[inline]
    pub(crate) fn new(
        line: u32,
        at: Instant,
        names: RowNames,
        status: Status,
        latency_us: Option<i64>,
    ) -> PackedRow {
        let latency_us = latency_us.unwrap_or(-1);
        PackedRow { at, latency_us, series: names.series, cause: names.cause, line, status }
    }

    /// Makes a sample of the row, with other numbers for its series and its cause.
    #[inline(always)]
    pub(crate) fn sample(&self, series: u32, cause: CauseId, location: Location) -> Sample {
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

/// Row, or part of one, that makes no probe and is no refusal.
#[derive(Debug)]
pub(crate) struct UnusedRow {
    /// Line, from 0 at the beginning of the batch.
    pub(crate) line: u32,
    /// Reason in words.
    pub(crate) why: String,
}

/// Content of one part of a file.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Number of the worker that made it.
    pub(crate) worker: usize,
    pub(crate) rows: Pooled<PackedRow>,
    /// Names in these rows that the worker's batches before do not have.
    pub(crate) new_names: NewNames,
    /// Rows refused, and parts of rows that cannot be read; their lines count from 0 at the
    /// beginning of the batch, and the sites of rows that cannot be placed are as written.
    pub(crate) refusals: Refusals,
    /// Lines of the part; for Parquet, rows.
    pub(crate) lines: u64,
    /// Rows read, whether taken or not.
    pub(crate) read: u64,
    /// Rows outside what was asked for.
    pub(crate) outside: u64,
    /// Rows that are not used and no refusals; `None` where they are only counted.
    pub(crate) unused: Option<Vec<UnusedRow>>,
    /// Stamps of a doubled hour that the order of rows settled.
    pub(crate) settled_by_order: u64,
    /// Coarsest stamp of the batch; the line counts from 0 at the beginning of the batch.
    pub(crate) coarsest: CoarsestStamp,
}

impl Batch {
    /// Makes a batch without rows, by a worker.
    pub(crate) fn new(worker: usize, pool: &Arc<Pool<PackedRow>>) -> Batch {
        let mut rows = pool.take();
        rows.clear();
        let (new_names, refusals, coarsest) = Default::default();
        Batch {
            worker,
            rows,
            new_names,
            refusals,
            lines: 0,
            read: 0,
            outside: 0,
            unused: None,
            settled_by_order: 0,
            coarsest,
        }
    }
}

/// Line of a file, and the batch that takes its row.
#[derive(Debug)]
pub(crate) struct BatchLine<'b> {
    pub(crate) open_file: &'b OpenFile<'b>,
    pub(crate) batch: &'b mut Batch,
    /// Number of the line, from 0 at the beginning of the batch.
    pub(crate) number: u32,
}

impl<'b> BatchLine<'b> {
    /// Names a line by its number, from 0 at the beginning of the batch.
    pub(crate) fn new(
        open_file: &'b OpenFile<'b>,
        batch: &'b mut Batch,
        number: u32,
    ) -> BatchLine<'b> {
        BatchLine { open_file, batch, number }
    }

    /// Counts and lists its row, which is refused.
    pub(crate) fn refuse(&mut self, fault: Fault) {
        self.refuse_part(RefusedPart::Row, fault);
    }

    /// Lists its row among those that are not used, where they are listed.
    pub(crate) fn list_unused(&mut self, why: impl FnOnce() -> String) {
        if let Some(unused) = &mut self.batch.unused {
            unused.push(UnusedRow { line: self.number, why: why() });
        }
    }

    /// Counts what is passed over without a fault.
    pub(crate) fn pass_over(&mut self, what: PassedOver) {
        self.list_unused(|| format!("passed over: {}", what.words(1)));
        let (source, file) = (self.open_file.file.source, self.open_file.file.shown.clone());
        self.batch.refusals.passed.add(PassedKey { source, file, what }, u64::from(self.number));
    }

    /// Counts and lists a part of its row that cannot be read.
    pub(crate) fn refuse_part(&mut self, part: RefusedPart, fault: Fault) {
        let open_file = self.open_file;
        let Fault { column, kind } = fault;
        let is_of_cell = !matches!(
            kind,
            RefusalKind::FieldCount { .. }
                | RefusalKind::TooLong(_)
                | RefusalKind::OpenQuote
                | RefusalKind::InnerReturn
                | RefusalKind::TooManyFields(_)
        );
        let takes_results =
            open_file.settings.layout.is_none_or(|spec| spec.csv_keys.contains(&"results"));
        let kind = match kind {
            RefusalKind::NotAResult(word) if takes_results => RefusalKind::WordWithoutMeaning(word),
            RefusalKind::NoOutcome if takes_results => RefusalKind::NothingWithoutMeaning,
            kind => kind,
        };
        let name = open_file.header.names.get(column).filter(|_| is_of_cell);
        self.batch.refusals.add(Refusal {
            file: open_file.file.shown.clone(),
            line: u64::from(self.number),
            column: column + 1,
            name: name.map_or("row", String::as_str).to_owned(),
            part,
            kind,
        });
    }
}
