//! Ways in which a CSV log may differ from ours: separator, names of columns, stamps, units. A log
//! with a dialect is read line by line with `csv-core`.

use crate::clock::{Stamp, StampError, StampFormat, Zone, read_stamp};
use crate::files::FileForm;
use crate::logs::doubled_hour::{DoubledHour, RowStamp};
use crate::logs::outcomes::classify::{DecimalMark, ResultWords};
use crate::logs::outcomes::up_when::UpWhen;
use crate::model::suggest::short;

/// Differences of a log from our own layout, besides the names of its columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dialect {
    /// Byte between fields; a comma in our layout.
    pub(crate) separator: u8,
    /// Names of the columns, where no line of the file has them.
    pub(crate) header: Option<Vec<String>>,
    /// Number of the line that names the columns, from 1; the lines above it hold nothing of the
    /// table.
    pub(crate) header_row: usize,
    /// Form of the stamps; `None` for ours.
    pub(crate) time_format: Option<StampFormat>,
    /// Site of all rows of a log that has no column for it; with a name in braces where it is made
    /// of the path of each file.
    pub(crate) site: Option<String>,
    /// Rule by which a number says whether a site was up.
    pub(crate) up_when: Option<UpWhen>,
    /// Way in which fields behind those of the header are taken.
    pub(crate) extra_fields: ExtraFields,
    /// Whether cells must be derived: several columns make a stamp, or a column tells the answer
    /// time in seconds.
    pub(crate) derives_cells: bool,
    /// Form of the file's content.
    pub(crate) form: FileForm,
    /// Meaning of a wall clock that a change of the clocks showed twice.
    pub(crate) doubled_hour: DoubledHour,
}

/// Way in which fields behind those of the header are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExtraFields {
    /// A cell of the row may hold a separator: the row is read as far as that cannot shift its
    /// cells.
    Odd,
    /// Surplus fields stand behind the last column of the header, as the entry says.
    Behind,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect {
            separator: b',',
            header: None,
            header_row: 1,
            time_format: None,
            site: None,
            up_when: None,
            extra_fields: ExtraFields::Odd,
            derives_cells: false,
            form: FileForm::default(),
            doubled_hour: DoubledHour::default(),
        }
    }
}

impl Dialect {
    /// Gives the sign before the decimals of a number: a comma can be one where it separates
    /// nothing.
    pub(crate) fn decimals(&self) -> DecimalMark {
        match self.separator {
            b',' => DecimalMark::Point,
            _ => DecimalMark::PointOrComma,
        }
    }

    /// Counts the lines at the beginning of a file that are no rows: those up to the header.
    pub(crate) fn lines_before_rows(&self) -> usize {
        if self.header.is_some() { 0 } else { self.header_row }
    }

    /// Says whether nothing differs but the names of columns.
    pub(crate) fn is_plain(&self) -> bool {
        *self == Dialect::default()
    }

    /// Reads a stamp as the dialect writes it; one without an offset is a wall clock of `zone`.
    ///
    /// # Errors
    /// Where the text is no stamp of the dialect, or tells no single moment (M2).
    pub(crate) fn read_stamp(&self, text: &str, zone: Option<Zone>) -> Result<Stamp, StampError> {
        let read = |text: &str| match &self.time_format {
            Some(format) => format.read(text, zone),
            None => read_stamp(text, zone),
        };
        // The error quotes no more of a long text than a reader needs.
        read(text).or_else(|_| read(&short(text)))
    }

    /// Reads a stamp as [`Dialect::read_stamp`] does, or finds what a doubled one can mean.
    ///
    /// # Errors
    /// Where the text is no stamp of the dialect, or its wall clock was skipped.
    pub(crate) fn read_row_stamp(
        &self,
        text: &str,
        zone: Option<Zone>,
    ) -> Result<RowStamp, StampError> {
        match self.read_stamp(text, zone) {
            Ok(stamp) => Ok(RowStamp::Once(stamp)),
            Err(why @ StampError::Twice { .. }) => {
                // As if it were UTC: the wall clock itself.
                let wall = self.read_stamp(text, Some(Zone::UTC)).map_err(|_| why.clone())?;
                let showings = zone.and_then(|zone| zone.showings(wall.at)).ok_or(why)?;
                Ok(RowStamp::Twice { showings, resolution_us: wall.resolution_us })
            }
            Err(why) => Err(why),
        }
    }

    /// Says the layout and the differences in words, with the meaning of the archive's own words
    /// for a result, for a file of runs; `None` where nothing differs from our own layout.
    pub(crate) fn describe(
        &self,
        layout: Option<&str>,
        result_words: &ResultWords,
    ) -> Option<String> {
        let words = [
            (self.separator != b',').then(|| format!("separator {:?}", char::from(self.separator))),
            self.header.as_ref().map(|names| format!("header {names:?}")),
            (self.header_row > 1).then(|| format!("header_row {}", self.header_row)),
            self.time_format.as_ref().map(|format| format!("time_format {:?}", format.written())),
            self.site.as_ref().map(|site| format!("site {site:?}")),
            self.up_when.as_ref().map(|rule| format!("up_when {:?}", rule.written())),
            (self.extra_fields == ExtraFields::Behind).then(|| "extra_fields".to_owned()),
            self.form.encoding.map(|encoding| format!("encoding {:?}", encoding.as_str())),
            self.form.sheet.as_ref().map(|sheet| format!("sheet {sheet:?}")),
            self.doubled_hour.key().map(|word| format!("doubled_hour {word:?}")),
            (!result_words.is_empty()).then(|| {
                let meant: Vec<String> = result_words
                    .iter()
                    .map(|(theirs, status)| format!("{theirs:?} = {}", status.as_str()))
                    .collect();
                format!("results {}", meant.join(", "))
            }),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        if words.is_empty() {
            return layout.map(str::to_owned);
        }
        Some(format!("{} with {}", layout.unwrap_or("csv"), words.join(", ")))
    }
}
