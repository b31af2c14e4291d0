//! Reads a row: its moment, its site and vantage, and what it says of the site.

use crate::clock::{Instant, TimestampReader, Zone, read_stamp};
use crate::logs::fields::cells::{Cells, Fault};
use crate::logs::header::{Header, UpWhenColumn};
use crate::logs::outcomes::classify::{Classified, Classifier, RawOutcome};
use crate::logs::rows::coarsest_stamp::CoarsestStamp;
use crate::model::suggest::short;
use crate::model::{RefusalKind, Rules, name_spelling};

/// Moment, site and vantage of a row, before its names have numbers.
#[derive(Debug)]
pub(crate) struct RowKey<'a> {
    /// Moment of the row.
    pub(crate) at: Instant,
    /// `None` where several columns make the site: it is then in [`RowReader::site`].
    pub(crate) site: Option<&'a str>,
    /// Empty where the row names none.
    pub(crate) vantage: &'a str,
}

/// Reads rows: how their status is decided, how their stamps are read, and buffers that are used
/// again.
#[derive(Debug)]
pub(crate) struct RowReader {
    pub(crate) classifier: Classifier,
    pub(crate) stamps: TimestampReader,
    zone: Option<Zone>,
    /// Coarsest stamp that was read since it was taken last, with its line in the batch.
    coarsest: CoarsestStamp,
    /// Site of the last row whose site several columns make.
    pub(crate) site: String,
}

impl RowReader {
    /// Makes a reader of stamps that have an offset.
    pub(crate) fn new(rules: &Rules) -> RowReader {
        RowReader {
            classifier: Classifier::new(rules),
            stamps: TimestampReader::new(None),
            zone: None,
            coarsest: CoarsestStamp::default(),
            site: String::new(),
        }
    }

    /// Goes on with stamps that are wall clocks of `zone` where they have no offset (M2).
    pub(crate) fn set_zone(&mut self, zone: Option<Zone>) {
        if self.zone != zone {
            (self.zone, self.stamps) = (zone, TimestampReader::new(zone));
        }
    }

    /// Notes that the stamp of a line is no finer than this, in microseconds. Lines count from 0 at
    /// the beginning of the batch.
    pub(crate) fn note_resolution(&mut self, line: u64, resolution_us: i64) {
        self.coarsest.note(CoarsestStamp { resolution_us, line });
    }

    /// Takes the coarsest stamp since the last time.
    pub(crate) fn take_coarsest(&mut self) -> CoarsestStamp {
        std::mem::take(&mut self.coarsest)
    }

    /// Reads the moment of a row, which stands in this line of its batch.
    fn moment<'a>(
        &mut self,
        header: &Header,
        line: u32,
        cells: &impl Cells<'a>,
    ) -> Result<Instant, Fault> {
        if let Some(at) = cells.moment(header.timestamp) {
            return Ok(at);
        }
        let text = cells.text(header.timestamp);
        self.stamp(line, text).map_err(|kind| Fault::new(header.timestamp, kind))
    }

    /// Reads where a row stands: its moment, its site and its vantage. `line` is its line in the
    /// batch.
    ///
    /// # Errors
    /// Where its moment or its site cannot be read.
    pub(crate) fn place<'a>(
        &mut self,
        header: &Header,
        line: u32,
        cells: &impl Cells<'a>,
    ) -> Result<RowKey<'a>, Fault> {
        let at = self.moment(header, line, cells)?;
        let site = self.site(header, cells)?;
        let vantage = header.vantage.map_or("", |column| cells.text(column));
        Ok(RowKey { at, site, vantage })
    }

    /// Reads what a row says of the site.
    pub(crate) fn outcome<'a: 'h, 'h>(
        &self,
        header: &'h Header,
        cells: &impl Cells<'a>,
    ) -> Classified<'h> {
        let optional = |column: Option<usize>| column.map_or("", |column| cells.text(column));
        let raw = RawOutcome {
            code: optional(header.code),
            error: optional(header.error),
            result: optional(header.result),
            latency: optional(header.latency),
            decimals: header.decimals,
        };
        let Some(UpWhenColumn { column, rule }) = &header.up_when else {
            return self.classifier.classify(raw, &header.result_words);
        };
        let cell = cells.written(*column);
        let is_no_time = header.latency == Some(*column) && rule.is_no_answer(cell);
        let latency = if is_no_time { "" } else { raw.latency };
        let measured = rule.measure(cell, &header.result_words, header.decimals);
        self.classifier.classify_measured(measured, RawOutcome { latency, ..raw })
    }

    /// Reads the stamp of a line of the batch as it is written.
    fn stamp(&mut self, line: u32, text: &str) -> Result<Instant, RefusalKind> {
        // The error quotes no more of a long text than a reader needs.
        let read = self.stamps.read(text).or_else(|_| read_stamp(&short(text), self.zone));
        let stamp = read.map_err(RefusalKind::from)?;
        self.note_resolution(u64::from(line), stamp.resolution_us);
        Ok(stamp.at)
    }

    /// Gives the site of a row as written, where it can be read.
    pub(crate) fn site_alone<'a>(
        &mut self,
        header: &Header,
        cells: &impl Cells<'a>,
    ) -> Option<String> {
        let site = self.site(header, cells).ok()?;
        Some(site.map_or_else(|| self.site.clone(), str::to_owned))
    }

    /// Reads the site of a row; `None` where several columns make it, which leave it in
    /// [`RowReader::site`].
    fn site<'a>(
        &mut self,
        header: &Header,
        cells: &impl Cells<'a>,
    ) -> Result<Option<&'a str>, Fault> {
        let part = |column: usize| match cells.text(column) {
            "" => Err(Fault::new(column, RefusalKind::Empty)),
            part if name_spelling::is_unseen(part) => Err(Fault::new(column, RefusalKind::Empty)),
            part => Ok(part),
        };
        if let [only] = header.site[..] {
            return part(only).map(Some);
        }
        self.site.clear();
        self.site.push_str(&header.fixed_site);
        for column in &header.site {
            let part = part(*column)?;
            if !self.site.is_empty() {
                self.site.push(' ');
            }
            self.site.push_str(part);
        }
        Ok(None)
    }
}
