//! Cells that a dialect needs derived: a stamp of several columns or of another form, an answer
//! time in seconds.

use crate::clock::{Instant, parse_stamp};
use crate::logs::cells::{Cells, Fault};
use crate::logs::header::Header;
use crate::logs::layout::Layout;
use crate::model::RefusalKind;
use crate::model::suggest::short;

/// Digits behind the point of a number of milliseconds: microseconds.
const DECIMALS: usize = 3;

/// Moment and answer time of a row, derived from its cells. Buffers are used again for the next
/// row.
#[derive(Debug, Default)]
pub(crate) struct DerivedCells {
    stamp: String,
    /// Answer time in milliseconds; empty where the row has none, or needs no derived one.
    latency: String,
    at: Option<Instant>,
}

impl DerivedCells {
    /// Derives the moment and the answer time of a row.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub(crate) fn derive<'f>(
        &mut self,
        header: &Header,
        layout: &Layout,
        cells: &impl Cells<'f>,
    ) -> Result<(), Fault> {
        self.at = cells.moment(header.timestamp);
        if self.at.is_none() {
            self.at = Some(self.stamp(header, layout, cells)?);
        }
        self.latency.clear();
        if let Some(column) = header.latency.filter(|_| header.in_seconds) {
            let text = cells.text(column);
            let wrong = || Fault::new(column, RefusalKind::NotSeconds(short(text)));
            self.latency.push_str(&milliseconds(text).ok_or_else(wrong)?);
        }
        Ok(())
    }

    /// Reads the moment of a row, from all cells that make its stamp.
    fn stamp<'f>(
        &mut self,
        header: &Header,
        layout: &Layout,
        cells: &impl Cells<'f>,
    ) -> Result<Instant, Fault> {
        self.stamp.clear();
        for column in std::iter::once(&header.timestamp).chain(&header.more_timestamp) {
            if !self.stamp.is_empty() {
                self.stamp.push(' ');
            }
            self.stamp.push_str(cells.text(*column));
        }
        let stamp = short(&self.stamp);
        let at = match &layout.dialect.time_format {
            Some(format) => format.read(&stamp, layout.zone),
            None => parse_stamp(&stamp, layout.zone),
        };
        at.map_err(|why| Fault::new(header.timestamp, RefusalKind::from(why)))
    }
}

/// Writes seconds as milliseconds, digit by digit; `None` for what is no number of seconds. An
/// empty text and a word for nothing become an empty text.
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

/// Cells of a row, with those that are derived in their places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WithDerived<'f, C> {
    pub(crate) header: &'f Header,
    pub(crate) cells: C,
    pub(crate) derived: &'f DerivedCells,
}

impl<'f, C: Cells<'f>> Cells<'f> for WithDerived<'f, C> {
    fn text(&self, column: usize) -> &'f str {
        if self.header.in_seconds && self.header.latency == Some(column) {
            &self.derived.latency
        } else {
            self.cells.text(column)
        }
    }

    fn moment(&self, column: usize) -> Option<Instant> {
        self.derived.at.filter(|_| column == self.header.timestamp)
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
        for nothing in ["", "NaN", "none", "NULL"] {
            assert_eq!(milliseconds(nothing).as_deref(), Some(""), "{nothing}");
        }
        for odd in ["-1", ".5", "1e3", "1,5", "fast"] {
            assert_eq!(milliseconds(odd), None, "{odd}");
        }
    }
}
