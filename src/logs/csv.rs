//! Our own layout: a row a line, in CSV. A line is one row, so a stray quotation mark spoils one
//! row and no more.

use crate::clock::{Instant, TimestampReader, Zone, parse_stamp};
use crate::logs::classify::{Cause, Classifier, Field, Outcome, RawOutcome};
use crate::logs::header::Header;
use crate::model::suggest::short;
use crate::model::{RefusalKind, Rules, Status};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Most fields of a row that are told apart; a row with more is refused all the same.
const MOST_FIELDS: usize = 4096;

/// Splits lines into fields, in buffers that are used again.
#[derive(Debug)]
pub(crate) struct Splitter {
    reader: Reader,
    separator: u8,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Splitter {
    pub(crate) fn new(separator: u8) -> Splitter {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Splitter { reader, separator, text: vec![0; 1 << 10], ends: vec![0; 64] }
    }

    /// Goes on with another separator.
    pub(crate) fn separate(&mut self, separator: u8) {
        if self.separator != separator {
            *self = Splitter::new(separator);
        }
    }

    /// The fields of a line.
    pub(crate) fn split(&mut self, line: &[u8]) -> Result<Fields<'_>, RefusalKind> {
        if !line.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2) {
            return Err(RefusalKind::OpenQuote);
        }
        // The line and not the joined fields: two broken halves could make a letter together.
        std::str::from_utf8(line).map_err(|_| RefusalKind::NotUtf8)?;
        self.reader.reset();
        if self.text.len() < line.len() {
            self.text.resize(line.len(), 0);
        }
        let separators = line.iter().filter(|byte| **byte == self.separator).count();
        if separators >= MOST_FIELDS {
            return Err(RefusalKind::TooManyFields(MOST_FIELDS));
        }
        if self.ends.len() < separators + 1 {
            self.ends.resize(separators + 1, 0);
        }
        let (mut written, mut fields, mut rest) = (0, 0, line);
        loop {
            let (result, read, wrote, ended) =
                self.reader.read_record(rest, &mut self.text[written..], &mut self.ends[fields..]);
            (written, fields) = (written + wrote, fields + ended);
            rest = &rest[read..];
            // The buffers hold the whole line, so only the end of the input can come between.
            if !matches!(result, ReadRecordResult::InputEmpty) {
                break;
            }
        }
        // The reader takes one that stands first for the end of an empty row, and passes it over.
        if !rest.is_empty() || line.starts_with(b"\r") {
            return Err(RefusalKind::InnerReturn);
        }
        let text = std::str::from_utf8(&self.text[..written]).map_err(|_| RefusalKind::NotUtf8)?;
        Ok(Fields { text, ends: &self.ends[..fields] })
    }
}

/// The fields of one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Fields<'a> {
    pub(crate) fn count(&self) -> usize {
        self.ends.len()
    }
}

/// The cells of a row.
pub(crate) trait Cells<'a> {
    /// The text of a cell, without the blanks around it; empty where there is none.
    fn text(&self, at: usize) -> &'a str;

    /// The moment of a cell, where its file says it without a text.
    fn moment(&self, _at: usize) -> Option<Instant> {
        None
    }
}

impl<'a> Cells<'a> for Fields<'a> {
    fn text(&self, at: usize) -> &'a str {
        let start = if at == 0 { Some(0) } else { self.ends.get(at - 1).copied() };
        trimmed(
            start
                .zip(self.ends.get(at))
                .and_then(|(start, end)| self.text.get(start..*end))
                .unwrap_or_default(),
        )
    }
}

/// A cell without the blanks around it. Most have none, which two bytes show.
#[inline]
pub(crate) fn trimmed(cell: &str) -> &str {
    if is_bare(cell.as_bytes()) { cell } else { cell.trim() }
}

/// Whether a cell holds something and has no blanks around it, as far as its first and last byte
/// show.
#[inline]
pub(crate) fn is_bare(cell: &[u8]) -> bool {
    cell.first()
        .zip(cell.last())
        .is_some_and(|(first, last)| first.is_ascii_graphic() && last.is_ascii_graphic())
}

/// What one row says, before its names have numbers.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) at: Instant,
    /// `None` where several columns make it: it is then in [`Reading::site`].
    pub(crate) site: Option<&'a str>,
    pub(crate) vantage: &'a str,
    pub(crate) outcome: Outcome<'a>,
}

/// Why a row is refused: the field, from 0, and the reason.
pub(crate) type Fault = (usize, RefusalKind);

/// What reading the rows of a file needs besides its header, and buffers that are used again.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) classes: Classifier,
    pub(crate) stamps: TimestampReader,
    zone: Option<Zone>,
    /// The last site that is told by several columns.
    pub(crate) site: String,
}

impl Reading {
    pub(crate) fn new(rules: &Rules) -> Reading {
        Reading {
            classes: Classifier::new(rules),
            stamps: TimestampReader::new(None),
            zone: None,
            site: String::new(),
        }
    }

    /// Goes on with stamps that are wall clocks of `zone` where they bear no offset.
    pub(crate) fn in_zone(&mut self, zone: Option<Zone>) {
        if self.zone != zone {
            (self.zone, self.stamps) = (zone, TimestampReader::new(zone));
        }
    }

    /// What a row says that cannot be used: where it stands in time, and nothing of the site;
    /// `None` where not even that can be read.
    pub(crate) fn unusable<'a>(
        &mut self,
        header: &Header,
        cells: &impl Cells<'a>,
    ) -> Option<Seen<'a>> {
        let (at, site) = self.location(header, cells).ok()?;
        let outcome =
            Outcome { status: Status::Unusable, cause: Cause::Word("refused"), latency_us: None };
        Some(Seen { at, site, vantage: header.vantage.map_or("", |at| cells.text(at)), outcome })
    }

    /// The moment and the site of a row, the site as [`Seen`] has it.
    fn location<'a>(
        &mut self,
        header: &Header,
        cells: &impl Cells<'a>,
    ) -> Result<(Instant, Option<&'a str>), Fault> {
        let at = match cells.moment(header.timestamp) {
            Some(at) => at,
            None => {
                self.stamp(cells.text(header.timestamp)).map_err(|kind| (header.timestamp, kind))?
            }
        };
        Ok((at, self.site(header, cells)?))
    }

    /// Reads a row.
    pub(crate) fn row<'a>(
        &mut self,
        header: &Header,
        cells: &impl Cells<'a>,
    ) -> Result<Seen<'a>, Fault> {
        let optional = |at: Option<usize>| at.map_or("", |at| cells.text(at));
        let (at, site) = self.location(header, cells)?;
        let told = RawOutcome {
            code: optional(header.code),
            error: optional(header.error),
            result: optional(header.result),
            latency: optional(header.latency),
        };
        let outcome = self.classes.outcome(told, &header.results).map_err(|(field, kind)| {
            let at = match field {
                Field::Code => header.code.or(header.error).or(header.result),
                Field::Result => header.result,
                Field::Latency => header.latency,
            };
            (at.unwrap_or(header.timestamp), kind)
        })?;
        Ok(Seen { at, site, vantage: optional(header.vantage), outcome })
    }

    fn stamp(&mut self, text: &str) -> Result<Instant, RefusalKind> {
        // The error quotes no more of a long text than a reader needs.
        self.stamps
            .read(text)
            .or_else(|_| parse_stamp(&short(text), self.zone))
            .map_err(RefusalKind::from)
    }

    /// The site of a row, or `None` where it was put together.
    fn site<'a>(
        &mut self,
        header: &Header,
        cells: &impl Cells<'a>,
    ) -> Result<Option<&'a str>, Fault> {
        let part = |field: usize| {
            Some(cells.text(field))
                .filter(|part| !part.is_empty())
                .ok_or((field, RefusalKind::Empty))
        };
        if let [only] = header.site[..] {
            return part(only).map(Some);
        }
        self.site.clear();
        self.site.push_str(&header.fixed_site);
        for field in &header.site {
            let part = part(*field)?;
            if !self.site.is_empty() {
                self.site.push(' ');
            }
            self.site.push_str(part);
        }
        Ok(None)
    }
}
