//! Stamps that are numbers of days, as workbook programs count them.

use super::duration::DAY;
use super::stamp_error::StampError;
use super::unix_unit::PLAUSIBLE_FROM;
use chrono::{DateTime, NaiveDateTime};

/// Days from 30 December 1899, from which workbook programs count, to 1 January 1970.
const DAYS_TO_1970: i64 = 25_569;
/// First day after the years in which probes are believed to lie: 1 January 2100.
const UNTIL: f64 = 73_051.0;
/// Milliseconds of a day. The decimals of a day tell no more than these.
const DAY_MS: f64 = 86_400_000.0;

/// Stamps that are wall clocks, in days from 30 December 1899: `44839.5` is noon of 5 October 2022.
/// Excel, LibreOffice and Google Sheets count so, and tell a day in place of its midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetDays;

impl SheetDays {
    /// Word in settings.
    pub(crate) const WORD: &str = "excel_days";

    /// Reads a number of days as the wall clock that it means, to the millisecond.
    ///
    /// # Errors
    /// Where the text is no number, or lies before 1990 or after 2099.
    pub(super) fn read(text: &str) -> Result<NaiveDateTime, StampError> {
        let error = || StampError::NotSheetDays(text.to_owned());
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
        let days = text.replacen(',', ".", 1).parse::<f64>().ok().filter(|_| is_number);
        let first = (PLAUSIBLE_FROM.0 / DAY + DAYS_TO_1970) as f64;
        let days = days.filter(|days| (first..UNTIL).contains(days)).ok_or_else(error)?;
        // In these years a millisecond is far more than the finest part of such a number.
        let ms = ((days - DAYS_TO_1970 as f64) * DAY_MS).round() as i64;
        DateTime::from_timestamp_millis(ms).map(|at| at.naive_utc()).ok_or_else(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_days_is_a_wall_clock() {
        for (text, wall) in [
            ("44839.5", "2022-10-05 12:00:00"),
            ("44839,5", "2022-10-05 12:00:00"),
            ("44839.5833333333", "2022-10-05 14:00:00"),
            ("44839.9993055556", "2022-10-05 23:59:00"),
            ("44840", "2022-10-06 00:00:00"),
            ("32874", "1990-01-01 00:00:00"),
            ("73050.9", "2099-12-31 21:36:00"),
        ] {
            assert_eq!(SheetDays::read(text).map(|at| at.to_string()), Ok(wall.to_owned()));
        }
        for other in ["", "32873.9", "73051", "4e4", "-44839", "44839.5 d", "44.839,5", "NaN"] {
            assert!(SheetDays::read(other).is_err(), "{other}");
        }
    }
}
