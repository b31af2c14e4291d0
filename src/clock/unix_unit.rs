//! Stamps that are numbers counted from 1970, in one of four units.

use super::duration::{MILLISECOND, SECOND};
use super::instant::Instant;
use super::stamp_error::StampError;

/// First moment of the years in which probes are believed to lie: 1990-01-01T00:00Z. A number that
/// means an earlier one likely counts in another unit.
pub(super) const PLAUSIBLE_FROM: Instant = Instant(631_152_000 * SECOND);
/// First moment after the years in which probes are believed to lie: 2100-01-01T00:00Z.
const PLAUSIBLE_UNTIL: Instant = Instant(4_102_444_800 * SECOND);
/// Digits of a fraction that are read, down to nanoseconds.
const FRACTION_DIGITS: usize = 9;

/// Most letters of a number that an error quotes.
const QUOTED: usize = 24;

/// Unit in which a stamp that is a number counts from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Ten digits today; `1664928000`.
    Seconds,
    /// Thirteen digits today.
    Milliseconds,
    /// Sixteen digits today.
    Microseconds,
    /// Nineteen digits today.
    Nanoseconds,
}

impl Unit {
    /// Every unit, from the longest to the shortest.
    pub const ALL: [Unit; 4] =
        [Unit::Seconds, Unit::Milliseconds, Unit::Microseconds, Unit::Nanoseconds];

    /// Returns the word of the unit in settings: `unix_s`, `unix_ms`, `unix_us` or `unix_ns`.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Seconds => "unix_s",
            Unit::Milliseconds => "unix_ms",
            Unit::Microseconds => "unix_us",
            Unit::Nanoseconds => "unix_ns",
        }
    }

    /// Returns the plural of the unit, for sentences.
    fn name(self) -> &'static str {
        match self {
            Unit::Seconds => "seconds",
            Unit::Milliseconds => "milliseconds",
            Unit::Microseconds => "microseconds",
            Unit::Nanoseconds => "nanoseconds",
        }
    }

    /// Counts how many make a second.
    fn per_second(self) -> i64 {
        match self {
            Unit::Seconds => 1,
            Unit::Milliseconds => MILLISECOND,
            Unit::Microseconds => SECOND,
            Unit::Nanoseconds => SECOND * 1000,
        }
    }

    /// Reads a number of this unit, which may have decimals. Parts of a microsecond are cut off.
    ///
    /// # Errors
    /// Where the text is not a number, or lies before 1990 or after 2099: then the unit is likely
    /// another one.
    pub fn read(self, text: &str) -> Result<Instant, StampError> {
        self.moment(text).filter(is_plausible).ok_or_else(|| self.error(text))
    }

    /// Returns the moment of a number, whichever year it lies in.
    fn moment(self, text: &str) -> Option<Instant> {
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        if !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let fraction = &fraction[..fraction.len().min(FRACTION_DIGITS)];
        let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let scaled = whole.parse::<i128>().ok()?.checked_mul(scale)?;
        let counted = scaled.checked_add(fraction.parse::<i128>().ok()?)?;
        let per_second = scale * i128::from(self.per_second());
        let us = counted.checked_mul(i128::from(SECOND))? / per_second;
        i64::try_from(us).ok().map(Instant)
    }

    /// Builds the error for a text that this unit cannot read.
    fn error(self, text: &str) -> StampError {
        let hint = self.likely(text).map_or_else(String::new, |unit| {
            format!("; it looks like {}: write {}", unit.name(), unit.as_str())
        });
        StampError::NotUnix { text: text.to_owned(), unit: self.name(), hint }
    }

    /// Finds another unit in which a number lies between 1990 and 2100.
    fn likely(self, text: &str) -> Option<Unit> {
        let fits = |unit: &Unit| unit.moment(text).is_some_and(|at| is_plausible(&at));
        Unit::ALL.into_iter().find(|unit| *unit != self && fits(unit))
    }
}

/// Says whether a text is one ASCII digit or more, and nothing else.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Says whether a moment lies in the years in which probes are believed to lie.
fn is_plausible(at: &Instant) -> bool {
    (PLAUSIBLE_FROM..PLAUSIBLE_UNTIL).contains(at)
}

/// Returns the moment of a number of seconds since 1970, as JSON has them, to the microsecond.
///
/// # Errors
/// Where it lies before 1990 or after 2099: it is then in another unit, or of a clock that was
/// never set.
pub(crate) fn unix_seconds(seconds: f64) -> Result<Instant, StampError> {
    // Within these years each microsecond is a number of its own; what is far outside stops at the
    // ends of the scale.
    let at = Instant((seconds * SECOND as f64).round() as i64);
    if is_plausible(&at) {
        return Ok(at);
    }
    let text: String = seconds.to_string().chars().take(QUOTED).collect();
    // The layout says the unit, so there is none to write.
    let hint = Unit::Seconds
        .likely(&text)
        .map_or_else(String::new, |unit| format!("; it looks like {}", unit.name()));
    Err(StampError::NotUnix { text, unit: Unit::Seconds.name(), hint })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_believed_moment_are_read() {
        let seconds = |text| Unit::Seconds.read(text);
        assert_eq!(seconds("631152000"), Ok(PLAUSIBLE_FROM));
        assert_eq!(seconds("4102444799.999999"), Ok(PLAUSIBLE_UNTIL.plus(-1)));
        for outside in ["631151999.999999", "4102444800", "0"] {
            assert!(matches!(seconds(outside), Err(StampError::NotUnix { .. })), "{outside}");
        }
        assert_eq!(unix_seconds(631_152_000.0), Ok(PLAUSIBLE_FROM));
        assert!(unix_seconds(631_151_999.0).is_err());
        assert!(unix_seconds(4_102_444_800.0).is_err());
    }

    #[test]
    fn one_moment_reads_the_same_in_each_unit() {
        let texts = ["1664977320.25", "1664977320250", "1664977320250000", "1664977320250000000"];
        for (unit, text) in Unit::ALL.into_iter().zip(texts) {
            assert_eq!(unit.read(text), Ok(Instant(1_664_977_320_250_000)), "{}", unit.as_str());
        }
    }

    #[test]
    fn a_number_in_another_unit_names_it() {
        let error = Unit::Seconds.read("1664977320250").expect_err("these are milliseconds");
        assert!(
            error.to_string().ends_with("it looks like milliseconds: write unix_ms"),
            "{error}"
        );
    }

    #[test]
    fn digits_below_a_microsecond_are_cut_off() {
        assert_eq!(Unit::Seconds.moment("1.9999999999999"), Some(Instant(1_999_999)));
        assert_eq!(Unit::Nanoseconds.moment("1999"), Some(Instant(1)));
        for wrong in ["", ".5", "1.", "1.2.3", "-1", "1e3", " 1"] {
            assert_eq!(Unit::Seconds.moment(wrong), None, "{wrong}");
        }
    }
}
