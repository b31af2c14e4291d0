//! The cells of a period, of whatever file, and what they mean.

use crate::clock::{HOUR, Instant, MILLISECOND, MINUTE, SECOND, Stamp, written_length};
use crate::layouts::csv_stream::{end_on_day_of, stamp};
use crate::layouts::export_column::ColumnFault;
use crate::layouts::state_periods::{NoPeriod, Period};
use crate::logs::{Archived, DecimalMark, meaning_in, our_result, with_point};
use crate::model::open_end::is_open_end;
use crate::model::suggest::short;
use crate::model::{RefusalKind, Status};

/// Most letters of an error that stands as the reason of a period.
const MOST_LETTERS: usize = 60;

/// Unit of a length in microseconds; `None` where each cell says its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct LengthUnit(Option<i64>);

/// Our columns for a length, with their units.
pub(super) const LENGTHS: [(&str, LengthUnit); 5] = [
    ("duration", LengthUnit(None)),
    ("duration_ms", LengthUnit(Some(MILLISECOND))),
    ("duration_s", LengthUnit(Some(SECOND))),
    ("duration_min", LengthUnit(Some(MINUTE))),
    ("duration_h", LengthUnit(Some(HOUR))),
];

/// Texts that say which site was in which state from when until when.
#[derive(Debug)]
pub(super) struct PeriodCells<'c> {
    pub(super) site: &'c str,
    /// `None` where no column says the start: it is the end without the length.
    pub(super) start: Option<&'c str>,
    /// Empty where no column says the end.
    pub(super) end: &'c str,
    /// Clock of an end whose day is that of the start; `None` where the end says its own day.
    pub(super) end_clock: Option<&'c str>,
    pub(super) length: Option<LengthCell<'c>>,
    /// Word for the state; `None` where no column says it.
    pub(super) word: Option<&'c str>,
    pub(super) error: &'c str,
}

/// How long a period took, as text, and in what it is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct LengthCell<'c> {
    pub(super) text: &'c str,
    pub(super) unit: LengthUnit,
}

impl PeriodCells<'_> {
    /// Reads the period.
    pub(super) fn period(&self, archived: &Archived<'_>) -> Result<Period, NoPeriod> {
        let unplaced = |kind| NoPeriod::unplaced(self.site, kind);
        let (from, until) = match self.start {
            Some(start) => {
                let from = stamp(archived, start).map_err(unplaced)?;
                (from, self.until(archived, start, from).map_err(unplaced)?)
            }
            None => {
                let (from, until) = self.by_end(archived).map_err(unplaced)?;
                (from, Some(until))
            }
        };
        if until.is_some_and(|until| until.at <= from.at) {
            return Err(unplaced(RefusalKind::EmptySpan));
        }
        let (status, unreadable) = match self.state(archived) {
            Ok(status) => (status, None),
            Err(kind) => (Status::Unknown, Some(ColumnFault::new("result", kind))),
        };
        let error = if status == Status::Down { self.error } else { "" };
        Ok(Period {
            site: self.site.to_owned(),
            result: status.as_str(),
            code: String::new(),
            error: error.chars().take(MOST_LETTERS).collect(),
            from: from.at,
            until: until.map(|until| until.at),
            resolution_us: until.map_or(0, |until| until.resolution_us).max(from.resolution_us),
            unreadable,
        })
    }

    /// Reads the start and the end of a period of which its end and its length are known.
    fn by_end(&self, archived: &Archived<'_>) -> Result<(Stamp, Stamp), RefusalKind> {
        let until = stamp(archived, self.end)?;
        let length = self.length.ok_or(RefusalKind::Empty)?;
        let us = length.unit.read(length.text, archived.settings.dialect.decimals())?;
        let us = us.ok_or(RefusalKind::Empty)?;
        let at = Instant(until.at.0.saturating_sub(us));
        Ok((Stamp { at, resolution_us: until.resolution_us }, until))
    }

    /// Reads the end of a period; `None` where it has none.
    fn until(
        &self,
        archived: &Archived<'_>,
        start: &str,
        from: Stamp,
    ) -> Result<Option<Stamp>, RefusalKind> {
        match self.end_clock {
            Some(clock) if !is_open_end(clock) => {
                return end_on_day_of(archived, start, self.end).map(Some);
            }
            None if !is_open_end(self.end) => return stamp(archived, self.end).map(Some),
            _ => (),
        }
        let Some(length) = self.length else { return Ok(None) };
        let us = length.unit.read(length.text, archived.settings.dialect.decimals())?;
        let at = |us| Instant(from.at.0.saturating_add(us));
        Ok(us.map(|us| Stamp { at: at(us), resolution_us: from.resolution_us }))
    }

    /// Reads the state of a period.
    fn state(&self, archived: &Archived<'_>) -> Result<Status, RefusalKind> {
        let settings = archived.settings;
        let Some(word) = self.word else {
            return Ok(settings.shape.state.unwrap_or(Status::Unknown));
        };
        let known = meaning_in(&settings.result_words, word);
        let known = known.or_else(|| our_result(&word.to_lowercase()));
        known.ok_or_else(|| RefusalKind::WordWithoutMeaning(short(word)))
    }
}

impl LengthUnit {
    /// Reads a length in microseconds; `None` where the cell has none.
    fn read(self, cell: &str, decimals: DecimalMark) -> Result<Option<i64>, RefusalKind> {
        if is_open_end(cell) {
            return Ok(None);
        }
        let length = match self.0 {
            Some(unit) => {
                let number = with_point(cell, decimals).parse::<f64>().ok();
                number.map(|number| (number * unit as f64).round() as i64)
            }
            None => written_length(cell),
        };
        let length = length.filter(|us| *us > 0);
        length.map(Some).ok_or_else(|| RefusalKind::NotOfLayout {
            expected: "a length, such as `5m`, `1h 5m` or `01:30:00`",
            found: short(cell),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HOUR;

    #[test]
    fn lengths_are_read_by_their_unit_or_by_their_words() {
        let read = |unit_us, cell: &str| LengthUnit(unit_us).read(cell, DecimalMark::Point).ok();
        let with_comma =
            |cell: &str| LengthUnit(Some(MINUTE)).read(cell, DecimalMark::PointOrComma).ok();
        assert_eq!(with_comma("1,5"), Some(Some(90 * SECOND)));
        assert_eq!(read(Some(MINUTE), "1,5"), None);
        assert_eq!(read(Some(SECOND), "90"), Some(Some(90 * SECOND)));
        assert_eq!(read(Some(MINUTE), "1.5"), Some(Some(90 * SECOND)));
        assert_eq!(read(None, "5m"), Some(Some(5 * MINUTE)));
        assert_eq!(read(None, "1h 5m"), Some(Some(65 * MINUTE)));
        assert_eq!(read(None, "26:00:01"), Some(Some(26 * HOUR + SECOND)));
        for open in ["", "-", "Ongoing"] {
            assert_eq!(read(None, open), Some(None), "{open}");
        }
        for odd in ["0", "-5", "long", "1:60:00", "1:2", "NaN"] {
            assert_eq!(read(Some(SECOND), odd).or(read(None, odd)), None, "{odd}");
        }
    }
}
