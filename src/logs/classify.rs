//! What a row says of the site (M6).

use crate::model::suggest::short;
use crate::model::{RefusalKind, Rules, Status};
use std::collections::BTreeMap;

/// What an archive's own words for a verdict mean, where its `[[probes]]` entry says it.
pub(crate) type Results = BTreeMap<String, Status>;

/// Microseconds in a millisecond.
const MILLISECOND: f64 = 1000.0;
/// The longest answer time that is kept, in milliseconds: a day.
const LONGEST_MS: f64 = 86_400_000.0;

/// The words for a verdict that settings may give those of an archive.
pub(crate) const RESULTS: [&str; 5] = ["up", "down", "degraded", "challenged", "unknown"];

/// The least status code.
const FIRST_CODE: u16 = 100;
/// The greatest.
const LAST_CODE: u16 = 599;
/// Digits of a status code, as most write it.
const DIGITS: usize = 3;

/// The cells of a row that tell.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RawOutcome<'a> {
    pub(crate) code: &'a str,
    pub(crate) error: &'a str,
    pub(crate) result: &'a str,
    pub(crate) latency: &'a str,
}

/// Which cell is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Code,
    Result,
    Latency,
}

/// Why a probe ended as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause<'a> {
    /// A status code of three digits, from 100 to 599.
    Code(u16),
    /// Anything else, as written.
    Word(&'a str),
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome<'a> {
    pub(crate) status: Status,
    pub(crate) cause: Cause<'a>,
    pub(crate) latency_us: Option<i64>,
}

/// How rows are classed under given rules.
#[derive(Debug)]
pub(crate) struct Classifier {
    /// By status code, from 100.
    codes: Vec<Status>,
    slow_us: Option<i64>,
}

impl Classifier {
    pub(crate) fn new(rules: &Rules) -> Classifier {
        Classifier {
            codes: (FIRST_CODE..=LAST_CODE).map(|code| of_code(code, rules)).collect(),
            slow_us: rules.slow_us,
        }
    }

    /// Classes one row: the archive's own verdict first, then the status code, then the error.
    pub(crate) fn outcome<'a>(
        &self,
        told: RawOutcome<'a>,
        results: &Results,
    ) -> Result<Outcome<'a>, (Field, RefusalKind)> {
        let code = code(told.code)
            .ok_or_else(|| (Field::Code, RefusalKind::NotACode(short(told.code))))?;
        let latency_us = latency(told.latency).map_err(|kind| (Field::Latency, kind))?;
        let cause = match (code, told.error, told.result) {
            (Some(code), _, _) if told.code.len() == DIGITS => Cause::Code(code),
            (Some(_), _, _) => Cause::Word(told.code),
            (None, "", "") => Cause::Word("no answer"),
            (None, "", result) => Cause::Word(result),
            (None, error, _) => Cause::Word(error),
        };
        let status = match result(told.result, results)? {
            Some(status) => status,
            None => match code {
                Some(code) => self.codes[usize::from(code - FIRST_CODE)],
                None if told.error.is_empty() && told.code.is_empty() => {
                    return Err((Field::Code, RefusalKind::NoOutcome));
                }
                None => Status::Down,
            },
        };
        Ok(Outcome { status: self.timed(status, latency_us), cause, latency_us })
    }

    /// The class of a row that has a code and no verdict of its own, however long it took; `None`
    /// for what is no code.
    pub(crate) fn of_code(&self, code: u16) -> Option<Status> {
        self.codes.get(usize::from(code.checked_sub(FIRST_CODE)?)).copied()
    }

    /// Up, but slow, is degraded (M6).
    #[inline]
    pub(crate) fn timed(&self, status: Status, latency_us: Option<i64>) -> Status {
        let slow = self.slow_us.zip(latency_us).is_some_and(|(limit, took)| took > limit);
        if status == Status::Up && slow { Status::Degraded } else { status }
    }
}

/// A status code; `Some(None)` for none (`0`, empty), `None` for what is no code.
fn code(text: &str) -> Option<Option<u16>> {
    if text.is_empty() {
        return Some(None);
    }
    match text.parse::<u16>() {
        Ok(0) => Some(None),
        Ok(code @ FIRST_CODE..=LAST_CODE) => Some(Some(code)),
        _ => None,
    }
}

fn of_code(code: u16, rules: &Rules) -> Status {
    if rules.up_codes.contains(&code) {
        Status::Up
    } else if rules.down_codes.contains(&code) {
        Status::Down
    } else if rules.challenged_codes.contains(&code) {
        Status::Challenged
    } else if code >= 500 {
        Status::Down
    } else {
        Status::Up
    }
}

fn result(text: &str, results: &Results) -> Result<Option<Status>, (Field, RefusalKind)> {
    if text.is_empty() {
        return Ok(None);
    }
    let status = results.get(text).copied().or_else(|| own(text)).or_else(|| others(text));
    status.map(Some).ok_or_else(|| (Field::Result, RefusalKind::NotAResult(short(text))))
}

/// The class that one of our own words for a verdict means.
pub(crate) fn own(word: &str) -> Option<Status> {
    match word {
        "up" => Some(Status::Up),
        "down" => Some(Status::Down),
        "degraded" => Some(Status::Degraded),
        "challenged" => Some(Status::Challenged),
        "unknown" | "pending" => Some(Status::Unusable),
        _ => None,
    }
}

/// The words of others for a verdict, in any case of letters.
fn others(text: &str) -> Option<Status> {
    match text.to_ascii_lowercase().as_str() {
        "up" | "true" | "ok" | "success" | "1" => Some(Status::Up),
        "down" | "false" | "failed" | "failure" | "0" => Some(Status::Down),
        "degraded" => Some(Status::Degraded),
        "challenged" => Some(Status::Challenged),
        "unknown" | "pending" => Some(Status::Unusable),
        _ => None,
    }
}

fn latency(text: &str) -> Result<Option<i64>, RefusalKind> {
    if text.is_empty() {
        return Ok(None);
    }
    let ms = text.parse::<f64>().ok().filter(|ms| (0.0..=LONGEST_MS).contains(ms));
    // Within a day, so that the product fits.
    ms.map(|ms| Some((ms * MILLISECOND).round() as i64))
        .ok_or_else(|| RefusalKind::NotALatency(short(text)))
}

/// A whole number without a sign, of so few digits that it fits.
#[inline]
pub(crate) fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'))
    })
}
