//! Rows of a log in our own layout.

use crate::model::{Sample, SeriesKey, Status};
use std::ops::RangeInclusive;

/// Names of the columns, in order.
pub(super) const HEADER: [&str; 7] =
    ["timestamp", "site", "vantage", "status_code", "error", "latency_ms", "result"];
/// Digits of a status code.
const CODE_DIGITS: usize = 3;
/// Status codes that are read without being named in the rules.
const CODES: RangeInclusive<i32> = 100..=599;

/// A probe in the words of our columns; texts that it does not say are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProbeRow<'a> {
    /// Moment, in microseconds since 1970 UTC.
    pub(super) at_us: i64,
    pub(super) site: &'a str,
    pub(super) vantage: &'a str,
    /// Status code, from 100 to 599.
    pub(super) code: Option<i32>,
    pub(super) error: &'a str,
    /// Time to the answer, in microseconds.
    pub(super) latency_us: Option<i64>,
    pub(super) result: &'static str,
}

impl<'a> ProbeRow<'a> {
    /// Returns the row of a sample; `cause` is the text of its cause.
    pub(super) fn of(sample: &Sample, key: &'a SeriesKey, cause: &'a str) -> ProbeRow<'a> {
        let result = sample.status.as_str();
        let is_code = cause.len() == CODE_DIGITS && cause.bytes().all(|byte| byte.is_ascii_digit());
        // Other codes are none where no rule admits them: as an error they stay readable.
        let code = cause.parse().ok().filter(|code| is_code && CODES.contains(code));
        // The cause of a row that says no more than its result is that word; and what is up has no
        // error.
        let up = matches!(sample.status, Status::Up | Status::Degraded);
        let error = if up || code.is_some() || cause == result { "" } else { cause };
        ProbeRow {
            at_us: sample.at.0,
            site: &key.site,
            vantage: &key.vantage,
            code,
            error,
            latency_us: sample.latency_us,
            result,
        }
    }
}
