//! The status of a site that a row tells (M6).

use crate::model::suggest::short;
use crate::model::{RefusalKind, Rules, Status};
use std::collections::BTreeMap;

/// Meaning of an archive's own words for a verdict, where its `[[probes]]` entry says it.
pub(crate) type VerdictWords = BTreeMap<String, Status>;

/// Microseconds in a millisecond.
const MILLISECOND: f64 = 1000.0;
/// Longest answer time that is taken, in milliseconds: a day.
const LONGEST_MS: f64 = 86_400_000.0;

/// Words for a verdict that `results` of a `[[probes]]` entry may give to those of an archive.
pub(crate) const VERDICTS: [&str; 5] = ["up", "down", "degraded", "challenged", "unknown"];

/// Least status code.
const FIRST_CODE: u16 = 100;
/// Greatest status code.
const LAST_CODE: u16 = 599;
/// Digits of a status code as most archives write it.
const DIGITS: usize = 3;

/// Cells of a row that tell how the probe went, as written; empty where there is nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RawOutcome<'a> {
    pub(crate) code: &'a str,
    pub(crate) error: &'a str,
    pub(crate) result: &'a str,
    pub(crate) latency: &'a str,
}

/// Cell that is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Code,
    Result,
    Latency,
}

/// Reason for which a probe ended as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause<'a> {
    /// A status code of three digits, from 100 to 599.
    Code(u16),
    /// Anything else, as written.
    Word(&'a str),
}

/// Status that a row tells, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome<'a> {
    pub(crate) status: Status,
    pub(crate) cause: Cause<'a>,
    /// Answer time in microseconds; `None` where the row has none.
    pub(crate) latency_us: Option<i64>,
}

/// Classes rows under given rules (M6).
#[derive(Debug)]
pub(crate) struct Classifier {
    /// By status code, from 100.
    codes: Vec<Status>,
    /// Answer time in microseconds above which a site is slow; `None` where none is too slow.
    slow_us: Option<i64>,
}

impl Classifier {
    /// Makes a classifier by the codes and the limit of some rules.
    pub(crate) fn new(rules: &Rules) -> Classifier {
        Classifier {
            codes: (FIRST_CODE..=LAST_CODE).map(|code| of_code(code, rules).0).collect(),
            slow_us: rules.slow_us,
        }
    }

    /// Classes one row: the archive's own verdict comes first, then the status code, then the error
    /// (M6).
    ///
    /// # Errors
    /// Where a cell says what cannot be, or none says how the probe went.
    pub(crate) fn classify<'a>(
        &self,
        raw: RawOutcome<'a>,
        words: &VerdictWords,
    ) -> Result<Outcome<'a>, (Field, RefusalKind)> {
        let code =
            code(raw.code).ok_or_else(|| (Field::Code, RefusalKind::NotACode(short(raw.code))))?;
        let latency_us = latency(raw.latency).map_err(|kind| (Field::Latency, kind))?;
        let cause = match (code, raw.error, raw.result) {
            (Some(code), _, _) if raw.code.len() == DIGITS => Cause::Code(code),
            (Some(_), _, _) => Cause::Word(raw.code),
            (None, "", "") => Cause::Word("no answer"),
            (None, "", result) => Cause::Word(result),
            (None, error, _) => Cause::Word(error),
        };
        let status = match verdict(raw.result, words)? {
            Some(status) => status,
            None => match code {
                Some(code) => self.codes[usize::from(code - FIRST_CODE)],
                None if raw.error.is_empty() && raw.code.is_empty() => {
                    return Err((Field::Code, RefusalKind::NoOutcome));
                }
                None => Status::Down,
            },
        };
        Ok(Outcome { status: self.timed(status, latency_us), cause, latency_us })
    }

    /// Gives the status of a row that has a code and no verdict, however long the answer took;
    /// `None` for what is no status code.
    pub(crate) fn of_code(&self, code: u16) -> Option<Status> {
        self.codes.get(usize::from(code.checked_sub(FIRST_CODE)?)).copied()
    }

    /// Gives the status with the answer time in view: up, but slow, is degraded (M6).
    #[inline]
    pub(crate) fn timed(&self, status: Status, latency_us: Option<i64>) -> Status {
        if status == Status::Up && is_slow(self.slow_us, latency_us) {
            Status::Degraded
        } else {
            status
        }
    }
}

/// Reads a status code; `Some(None)` where there is none (`0`, empty), `None` for what is no code.
pub(super) fn code(text: &str) -> Option<Option<u16>> {
    if text.is_empty() {
        return Some(None);
    }
    match text.parse::<u16>() {
        Ok(0) => Some(None),
        Ok(code @ FIRST_CODE..=LAST_CODE) => Some(Some(code)),
        _ => None,
    }
}

/// Gives the status that a code means under some rules, and why (M6).
pub(super) fn of_code(code: u16, rules: &Rules) -> (Status, &'static str) {
    if rules.up_codes.contains(&code) {
        (Status::Up, "is in up_codes")
    } else if rules.down_codes.contains(&code) {
        (Status::Down, "is in down_codes")
    } else if rules.challenged_codes.contains(&code) {
        (Status::Challenged, "is in challenged_codes")
    } else if code >= 500 {
        (Status::Down, "is 500 or above")
    } else {
        (Status::Up, "is below 500")
    }
}

/// Whether an answer took longer than the limit; both in microseconds. Without either it did not.
#[inline]
pub(super) fn is_slow(limit_us: Option<i64>, latency_us: Option<i64>) -> bool {
    limit_us.zip(latency_us).is_some_and(|(limit, took)| took > limit)
}

/// Reads a verdict, by the archive's own words first; `None` where there is none.
fn verdict(text: &str, words: &VerdictWords) -> Result<Option<Status>, (Field, RefusalKind)> {
    if text.is_empty() {
        return Ok(None);
    }
    let theirs = words.get(text).copied();
    let status = theirs.or_else(|| our_verdict(text)).or_else(|| familiar_verdict(text));
    status.map(Some).ok_or_else(|| (Field::Result, RefusalKind::NotAResult(short(text))))
}

/// Gives the status that one of our own words for a verdict means.
pub(crate) fn our_verdict(word: &str) -> Option<Status> {
    match word {
        "up" => Some(Status::Up),
        "down" => Some(Status::Down),
        "degraded" => Some(Status::Degraded),
        "challenged" => Some(Status::Challenged),
        "unknown" | "pending" | "maintenance" => Some(Status::Unknown),
        _ => None,
    }
}

/// Gives the status that a word for a verdict means which many archives use, in any case of
/// letters.
fn familiar_verdict(text: &str) -> Option<Status> {
    match text.to_ascii_lowercase().as_str() {
        "up" | "true" | "ok" | "success" | "1" => Some(Status::Up),
        "down" | "false" | "failed" | "failure" | "0" => Some(Status::Down),
        "degraded" => Some(Status::Degraded),
        "challenged" => Some(Status::Challenged),
        "unknown" | "pending" | "maintenance" => Some(Status::Unknown),
        _ => None,
    }
}

/// Reads an answer time in milliseconds as microseconds; `None` where there is none.
fn latency(text: &str) -> Result<Option<i64>, RefusalKind> {
    if text.is_empty() {
        return Ok(None);
    }
    let ms = text.parse::<f64>().ok().filter(|ms| (0.0..=LONGEST_MS).contains(ms));
    // Within a day, so that the product fits.
    ms.map(|ms| Some((ms * MILLISECOND).round() as i64))
        .ok_or_else(|| RefusalKind::NotALatency(short(text)))
}

/// Reads a whole number of digits alone. It must have at most eighteen digits, so that it fits.
#[inline]
pub(crate) fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'))
    })
}
