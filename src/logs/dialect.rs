//! How a CSV log may differ from ours: separator, names of fields, stamps, units. Such a log is
//! read line by line with `csv-core`.

use crate::clock::{Instant, StampFormat, Zone, parse_stamp};
use crate::logs::classify::Results;
use crate::logs::csv::{Cells, Fault};
use crate::logs::header::Header;
use crate::model::RefusalKind;
use crate::model::suggest::short;

/// Digits behind the point of a number of milliseconds: microseconds.
const DECIMALS: usize = 3;

/// What is not as in our own layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    /// What stands between fields; a comma in ours.
    pub(crate) separator: u8,
    /// Names of the fields where no line of the file says them.
    pub(crate) header: Option<Vec<String>>,
    /// How stamps are written.
    pub(crate) time_format: Option<StampFormat>,
    /// The site of a log that has no column for it.
    pub(crate) site: Option<String>,
    /// Whether several columns make a stamp, or a column tells the answer time in seconds.
    pub(crate) worked_out: bool,
}

impl Default for Shape {
    fn default() -> Shape {
        Shape { separator: b',', header: None, time_format: None, site: None, worked_out: false }
    }
}

impl Shape {
    /// Whether nothing differs but the names of columns.
    pub(crate) fn is_plain(&self) -> bool {
        *self == Shape::default()
    }

    /// In words, with what the archive's own words mean, for a file of runs; `None` where nothing
    /// differs.
    pub(crate) fn words(&self, results: &Results) -> Option<String> {
        let words = [
            (self.separator != b',').then(|| format!("separator {:?}", char::from(self.separator))),
            self.header.as_ref().map(|names| format!("header {names:?}")),
            self.time_format.as_ref().map(|format| format!("time_format {:?}", format.written())),
            self.site.as_ref().map(|site| format!("site {site:?}")),
            (!results.is_empty()).then(|| {
                let meant: Vec<String> = results
                    .iter()
                    .map(|(theirs, status)| format!("{theirs:?} = {}", status.as_str()))
                    .collect();
                format!("results {}", meant.join(", "))
            }),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        (!words.is_empty()).then(|| format!("csv with {}", words.join(", ")))
    }
}

/// What was worked out of a row's cells; used again for the next row.
#[derive(Debug, Default)]
pub(crate) struct Worked {
    stamp: String,
    latency: String,
    at: Option<Instant>,
}

impl Worked {
    /// Works out the moment and the answer time of a row.
    pub(crate) fn work_out<'f>(
        &mut self,
        (header, shape): (&Header, &Shape),
        zone: Option<Zone>,
        fields: &impl Cells<'f>,
    ) -> Result<(), Fault> {
        self.at = fields.moment(header.timestamp);
        if self.at.is_none() {
            self.at = Some(self.stamp((header, shape), zone, fields)?);
        }
        self.latency.clear();
        if let Some(field) = header.latency.filter(|_| header.in_seconds) {
            let text = fields.text(field);
            let ms =
                milliseconds(text).ok_or_else(|| (field, RefusalKind::NotSeconds(short(text))))?;
            self.latency.push_str(&ms);
        }
        Ok(())
    }

    /// The moment of a row, of all fields that make it.
    fn stamp<'f>(
        &mut self,
        (header, shape): (&Header, &Shape),
        zone: Option<Zone>,
        fields: &impl Cells<'f>,
    ) -> Result<Instant, Fault> {
        self.stamp.clear();
        for field in std::iter::once(&header.timestamp).chain(&header.more_timestamp) {
            if !self.stamp.is_empty() {
                self.stamp.push(' ');
            }
            self.stamp.push_str(fields.text(*field));
        }
        let stamp = short(&self.stamp);
        let at = match &shape.time_format {
            Some(format) => format.read(&stamp, zone),
            None => parse_stamp(&stamp, zone),
        };
        at.map_err(|why| (header.timestamp, RefusalKind::from(why)))
    }
}

/// Seconds as milliseconds, digit by digit. Nothing stays nothing, and so does a word for it.
fn milliseconds(seconds: &str) -> Option<String> {
    if seconds.is_empty()
        || ["none", "null", "nan"].contains(&seconds.to_ascii_lowercase().as_str())
    {
        return Some(String::new());
    }
    let (whole, decimals) = seconds.split_once('.').unwrap_or((seconds, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let padded = format!("{decimals:0<3}");
    let (ms, rest) = padded.split_at(DECIMALS);
    let text = format!("{whole}{ms}");
    let text = text.trim_start_matches('0');
    let text = if text.is_empty() { "0" } else { text };
    Some(if rest.is_empty() { text.to_owned() } else { format!("{text}.{rest}") })
}

/// The cells of a row of such a log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shaped<'f, C> {
    pub(crate) header: &'f Header,
    pub(crate) fields: C,
    pub(crate) worked: &'f Worked,
}

impl<'f, C: Cells<'f>> Cells<'f> for Shaped<'f, C> {
    fn text(&self, at: usize) -> &'f str {
        if self.header.in_seconds && self.header.latency == Some(at) {
            &self.worked.latency
        } else {
            self.fields.text(at)
        }
    }

    fn moment(&self, at: usize) -> Option<Instant> {
        self.worked.at.filter(|_| at == self.header.timestamp)
    }
}
