//! What a row says of the site (M6).

use super::nearest::short;
use crate::model::{Class, RefusalKind, Rules};

/// Microseconds in a millisecond.
const MILLISECOND: f64 = 1000.0;
/// The longest answer time that is kept, in milliseconds: a day.
const LONGEST_MS: f64 = 86_400_000.0;

/// The cells of a row that tell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told<'a> {
    pub(super) code: &'a str,
    pub(super) error: &'a str,
    pub(super) result: &'a str,
    pub(super) latency: &'a str,
}

/// Which cell is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Code,
    Result,
    Latency,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome<'a> {
    pub(super) class: Class,
    pub(super) cause: &'a str,
    pub(super) latency_us: Option<i64>,
}

/// Classes one row: the archive's own verdict first, then the status code, then the error.
pub(super) fn outcome<'a>(told: Told<'a>, rules: &Rules) -> Result<Outcome<'a>, (Field, RefusalKind)> {
    let code = code(told.code).ok_or_else(|| (Field::Code, RefusalKind::NotACode(short(told.code))))?;
    let latency_us = latency(told.latency).map_err(|kind| (Field::Latency, kind))?;
    let cause = match (code, told.error, told.result) {
        (Some(_), _, _) => told.code,
        (None, "", "") => "no answer",
        (None, "", result) => result,
        (None, error, _) => error,
    };
    let class = match result(told.result)? {
        Some(class) => class,
        None => match code {
            Some(code) => of_code(code, rules),
            None if told.error.is_empty() && told.code.is_empty() => return Err((Field::Code, RefusalKind::NoOutcome)),
            None => Class::Down,
        },
    };
    let slow = rules.slow_us.zip(latency_us).is_some_and(|(limit, took)| took > limit);
    let class = if class == Class::Up && slow { Class::Degraded } else { class };
    Ok(Outcome { class, cause, latency_us })
}

/// A status code; `Some(None)` for none (`0`, empty), `None` for what is no code.
fn code(text: &str) -> Option<Option<u16>> {
    if text.is_empty() {
        return Some(None);
    }
    match text.parse::<u16>() {
        Ok(0) => Some(None),
        Ok(code @ 100..=599) => Some(Some(code)),
        _ => None,
    }
}

fn of_code(code: u16, rules: &Rules) -> Class {
    if rules.up_codes.contains(&code) {
        Class::Up
    } else if rules.down_codes.contains(&code) {
        Class::Down
    } else if rules.challenged_codes.contains(&code) {
        Class::Challenged
    } else if code >= 500 {
        Class::Down
    } else {
        Class::Up
    }
}

fn result(text: &str) -> Result<Option<Class>, (Field, RefusalKind)> {
    Ok(Some(match text {
        "" => return Ok(None),
        "up" => Class::Up,
        "down" => Class::Down,
        "degraded" => Class::Degraded,
        "challenged" => Class::Challenged,
        "unknown" | "pending" => Class::Unusable,
        _ => return Err((Field::Result, RefusalKind::NotAResult(short(text)))),
    }))
}

fn latency(text: &str) -> Result<Option<i64>, RefusalKind> {
    if text.is_empty() {
        return Ok(None);
    }
    let ms = text.parse::<f64>().ok().filter(|ms| (0.0..=LONGEST_MS).contains(ms));
    // Within a day, so that the product fits.
    ms.map(|ms| Some((ms * MILLISECOND).round() as i64)).ok_or_else(|| RefusalKind::NotALatency(short(text)))
}
