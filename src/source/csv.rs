//! Our own layout: a row a line, in CSV. A line is one row, so a stray quotation mark spoils one row and no more.

use super::header::Header;
use super::nearest::short;
use super::outcome::{Field, Outcome, Told, outcome};
use crate::clock::{Instant, Zone, parse_stamp};
use crate::model::{RefusalKind, Rules};
use csv_core::{ReadRecordResult, Reader};

/// Most fields of a row that are told apart; a row with more is refused all the same.
const MOST_FIELDS: usize = 4096;

/// Splits lines into fields, in buffers that are used again.
#[derive(Debug)]
pub(super) struct Splitter {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Splitter {
    pub(super) fn new() -> Splitter {
        Splitter { reader: Reader::new(), text: vec![0; 1 << 10], ends: vec![0; 64] }
    }

    /// The fields of a line.
    pub(super) fn split(&mut self, line: &[u8]) -> Result<Fields<'_>, RefusalKind> {
        if !line.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2) {
            return Err(RefusalKind::OpenQuote);
        }
        // The line and not the joined fields: two broken halves could make a letter together.
        std::str::from_utf8(line).map_err(|_| RefusalKind::NotUtf8)?;
        self.reader.reset();
        if self.text.len() < line.len() {
            self.text.resize(line.len(), 0);
        }
        let commas = line.iter().filter(|byte| **byte == b',').count();
        if commas >= MOST_FIELDS {
            return Err(RefusalKind::TooManyFields(MOST_FIELDS));
        }
        if self.ends.len() < commas + 1 {
            self.ends.resize(commas + 1, 0);
        }
        let (mut written, mut fields, mut rest) = (0, 0, line);
        loop {
            let (result, read, wrote, ended) = self.reader.read_record(rest, &mut self.text[written..], &mut self.ends[fields..]);
            (written, fields) = (written + wrote, fields + ended);
            rest = &rest[read..];
            // The buffers hold the whole line, so only the end of the input can come between.
            if !matches!(result, ReadRecordResult::InputEmpty) {
                break;
            }
        }
        let text = std::str::from_utf8(&self.text[..written]).map_err(|_| RefusalKind::NotUtf8)?;
        Ok(Fields { text, ends: &self.ends[..fields] })
    }
}

/// The fields of one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Fields<'a> {
    pub(super) fn count(self) -> usize {
        self.ends.len()
    }

    /// A field without the blanks around it; empty where there is none.
    pub(super) fn get(self, at: usize) -> &'a str {
        let start = if at == 0 { Some(0) } else { self.ends.get(at - 1).copied() };
        start.zip(self.ends.get(at)).and_then(|(start, end)| self.text.get(start..*end)).unwrap_or_default().trim()
    }
}

/// What one row says, before its site has a number.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    pub(super) at: Instant,
    pub(super) vantage: &'a str,
    pub(super) outcome: Outcome<'a>,
}

/// Why a row is refused: the field, from 0, and the reason.
pub(super) type Fault = (usize, RefusalKind);

/// Reads a row, given where its fields are; the site is put together in `site`.
pub(super) fn row<'a>(
    header: &Header,
    get: &impl Fn(usize) -> &'a str,
    (zone, rules): (Option<Zone>, &Rules),
    site: &mut String,
) -> Result<Seen<'a>, Fault> {
    let optional = |at: Option<usize>| at.map_or("", get);
    let stamp = get(header.timestamp);
    let at = parse_stamp(stamp, zone).or_else(|_| parse_stamp(&short(stamp), zone)).map_err(|why| (header.timestamp, why.into()))?;
    site.clear();
    for field in &header.site {
        let part = get(*field);
        if part.is_empty() {
            return Err((*field, RefusalKind::Empty));
        }
        if !site.is_empty() {
            site.push(' ');
        }
        site.push_str(part);
    }
    let told = Told {
        code: optional(header.code),
        error: optional(header.error),
        result: optional(header.result),
        latency: optional(header.latency),
    };
    let outcome = outcome(told, rules).map_err(|(field, kind)| {
        let at = match field {
            Field::Code => header.code.or(header.error).or(header.result),
            Field::Result => header.result,
            Field::Latency => header.latency,
        };
        (at.unwrap_or(header.timestamp), kind)
    })?;
    Ok(Seen { at, vantage: optional(header.vantage), outcome })
}
