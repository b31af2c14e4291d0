//! Time: instants, spans, brackets, sets of spans, zones, reading and writing them.
//!
//! chrono and chrono-tz live in this room alone. An instant is UTC, in microseconds (M1).

mod bracket;
mod duration;
mod format;
mod half_day;
mod instant;
mod interval_set;
mod length;
mod parse;
mod readings;
mod sheet_days;
mod span;
mod stamp;
mod stamp_error;
mod stamp_format;
mod timestamp_reader;
mod unix_unit;
mod written_stamp;
mod zone;
mod zone_hint;

pub use bracket::Bracket;
pub(crate) use duration::MILLISECOND;
pub use duration::{DAY, HOUR, MINUTE, SECOND};
pub(crate) use format::{Decimals, length_up, resolution_words, rfc3339_with, short_utc_up};
pub use format::{LengthWords, length, length_range, rfc3339, short_utc};
pub(crate) use half_day::with_plain_halves;
pub use instant::Instant;
pub use interval_set::IntervalSet;
#[cfg(test)]
pub(crate) use interval_set::tests::set;
pub(crate) use length::written_length;
pub use parse::{Range, parse_length, parse_range};
pub use readings::parse_readings;
pub use sheet_days::SheetDays;
pub use span::Span;
#[cfg(test)]
pub(crate) use span::tests::span;
pub use stamp::{Stamp, parse_stamp, read_stamp};
pub(crate) use stamp::{a_day_later, is_in_years};
pub use stamp_error::StampError;
pub use stamp_format::{StampFormat, StampPattern, UnknownFormat};
pub use timestamp_reader::TimestampReader;
pub use unix_unit::Unit;
pub(crate) use unix_unit::unix_seconds;
pub use zone::{Showings, UnknownZone, Zone};
pub(crate) use zone_hint::is_abbreviation;
