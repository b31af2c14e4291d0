//! Cells that a dialect needs derived: a stamp of several columns or of another form, an answer
//! time in seconds.

use crate::clock::{Instant, Stamp};
use crate::logs::doubled_hour::{DoubledHours, RowStamp};
use crate::logs::fields::cells::{Cells, Fault};
use crate::logs::header::Header;
use crate::logs::layout::ReadSettings;
use crate::logs::outcomes::classify::{DecimalMark, with_point};
use crate::model::RefusalKind;
use crate::model::suggest::short;
use std::sync::Arc;

/// Digits behind the point of a number of milliseconds: microseconds.
const DECIMALS: usize = 3;
/// Longest answer time that is taken, in seconds: a day.
const LONGEST_S: f64 = 86_400.0;

/// Moment and answer time of a row, derived from its cells. Buffers are used again for the next
/// row.
#[derive(Debug, Default)]
pub(crate) struct DerivedCells {
    stamp: String,
    /// Answer time in milliseconds; empty where the row has none, or needs no derived one.
    latency: String,
    /// Moment of the stamp; `None` until a row was derived.
    at: Option<Instant>,
    /// Resolution of the stamp, in microseconds; 0 where it tells its second.
    resolution_us: i64,
    /// Rows at which the doubled hours of the file are shown again; `None` where their order is not
    /// declared to tell it.
    doubled_hours: Option<Arc<DoubledHours>>,
    /// Number of the row in its file, where the order of rows tells something.
    row: u64,
    /// Stamps that the order settled since they were counted last.
    settled: u64,
}

impl DerivedCells {
    /// Derives the moment and the answer time of a row. Returns the fault of an answer time that
    /// cannot be read, which is then empty.
    ///
    /// # Errors
    /// Where the moment cannot be read.
    pub(crate) fn derive<'f>(
        &mut self,
        header: &Header,
        settings: &ReadSettings,
        cells: &impl Cells<'f>,
    ) -> Result<Option<Fault>, Fault> {
        self.at = cells.moment(header.timestamp);
        self.resolution_us = 0;
        if self.at.is_none() {
            let stamp = self.stamp(header, settings, cells)?;
            (self.at, self.resolution_us) = (Some(stamp.at), stamp.resolution_us);
        }
        self.latency.clear();
        if let Some(column) = header.latency.filter(|_| header.in_seconds) {
            let text = cells.text(column);
            let is_no_time = header
                .up_when
                .as_ref()
                .is_some_and(|of| of.column == column && of.rule.is_no_answer(text));
            let text = if is_no_time { "" } else { text };
            match seconds_as_milliseconds(text, header.decimals) {
                Ok(ms) => self.latency.push_str(&ms),
                Err(kind) => return Ok(Some(Fault::new(column, kind))),
            }
        }
        Ok(None)
    }

    /// Puts what was derived of a row in the places of its cells.
    pub(crate) fn in_place<'f, C>(&'f self, header: &Header, cells: C) -> DerivedRow<'f, C> {
        let latency = header.latency.filter(|_| header.in_seconds);
        DerivedRow { timestamp: header.timestamp, latency, cells, derived: self }
    }

    /// Gives the resolution of the row's stamp, in microseconds; 0 where it tells its second.
    pub(crate) fn resolution_us(&self) -> i64 {
        self.resolution_us
    }

    /// Reads the moment of a row, from all cells that make its stamp.
    fn stamp<'f>(
        &mut self,
        header: &Header,
        settings: &ReadSettings,
        cells: &impl Cells<'f>,
    ) -> Result<Stamp, Fault> {
        header.write_stamp(cells, &mut self.stamp);
        let stamp = &self.stamp;
        let fault = |why| Fault::new(header.timestamp, RefusalKind::from(why));
        let Some(hours) = &self.doubled_hours else {
            return settings.dialect.read_stamp(stamp, settings.zone).map_err(fault);
        };
        match settings.dialect.read_row_stamp(stamp, settings.zone).map_err(fault)? {
            RowStamp::Once(stamp) => Ok(stamp),
            RowStamp::Twice { showings, resolution_us } => {
                let at = hours.moment_of(showings, self.row);
                let refused = || settings.dialect.read_stamp(stamp, settings.zone).map_err(fault);
                self.settled += u64::from(at.is_some());
                at.map_or_else(refused, |at| Ok(Stamp { at, resolution_us }))
            }
        }
    }

    /// Goes on with the rows of a file whose order may tell the doubled hours.
    pub(crate) fn set_doubled_hours(&mut self, hours: Option<Arc<DoubledHours>>) {
        self.doubled_hours = hours;
    }

    /// Goes on with the row of this number.
    pub(crate) fn set_row(&mut self, row: u64) {
        self.row = row;
    }

    /// Counts the stamps that the order settled since the last time.
    pub(crate) fn take_settled(&mut self) -> u64 {
        std::mem::take(&mut self.settled)
    }
}

/// Writes an answer time in seconds as milliseconds; an empty text stays one.
///
/// # Errors
/// Where the text is no number of seconds within a day.
pub(crate) fn seconds_as_milliseconds(
    seconds: &str,
    decimals: DecimalMark,
) -> Result<String, RefusalKind> {
    let number = milliseconds(&with_point(seconds, decimals));
    number.ok_or_else(|| RefusalKind::NotSeconds(short(seconds)))
}

/// Writes seconds as milliseconds, digit by digit; `None` for what is no number of seconds within
/// a day. An empty text stays one.
fn milliseconds(seconds: &str) -> Option<String> {
    if seconds.is_empty() {
        return Some(String::new());
    }
    let (whole, decimals) = seconds.split_once('.').unwrap_or((seconds, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    if seconds.parse::<f64>().ok()? > LONGEST_S {
        return None;
    }
    let padded = format!("{decimals:0<3}");
    let (ms, rest) = padded.split_at(DECIMALS);
    let text = format!("{whole}{ms}");
    let text = text.trim_start_matches('0');
    let text = if text.is_empty() { "0" } else { text };
    Some(if rest.is_empty() { text.to_owned() } else { format!("{text}.{rest}") })
}

/// Cells of a row, with those that are derived in their places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DerivedRow<'f, C> {
    /// Column of the moment.
    timestamp: usize,
    /// Column of the answer time, where that is derived.
    latency: Option<usize>,
    cells: C,
    derived: &'f DerivedCells,
}

impl<'f, C: Cells<'f>> Cells<'f> for DerivedRow<'f, C> {
    fn text(&self, column: usize) -> &'f str {
        if self.latency == Some(column) { &self.derived.latency } else { self.cells.text(column) }
    }

    fn written(&self, column: usize) -> &'f str {
        self.cells.written(column)
    }

    fn moment(&self, column: usize) -> Option<Instant> {
        self.derived.at.filter(|_| column == self.timestamp)
    }
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn seconds_are_written_as_milliseconds() {
        let pairs =
            [("1.5", "1500"), ("0.0015", "1.5"), ("0", "0"), ("12", "12000"), ("0.1", "100")];
        for (seconds, expected) in pairs {
            assert_eq!(milliseconds(seconds).as_deref(), Some(expected), "{seconds}");
        }
        assert_eq!(milliseconds("86400").as_deref(), Some("86400000"));
        assert_eq!(milliseconds("").as_deref(), Some(""));
        for odd in ["-1", ".5", "1e3", "1,5", "fast", "NaN", "none", "NULL", "86400.1", "1000000"] {
            assert_eq!(milliseconds(odd), None, "{odd}");
        }
    }
}
