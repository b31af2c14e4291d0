//! The status of a site that a row tells (M6).

use crate::clock::MILLISECOND;
use crate::logs::outcomes::status_line::code_with_words;
use crate::model::suggest::short;
use crate::model::{RefusalKind, RefusedPart, Rules, Status, YesNoWords};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Meaning of an archive's own words for a result, where its `[[probes]]` entry says it.
pub(crate) type ResultWords = BTreeMap<String, Status>;

/// Sign at the end of a word of an archive, in place of which anything may stand, or nothing.
const ANYTHING: char = '*';
/// Longest answer time that is taken, in milliseconds: a day.
const LONGEST_MS: f64 = 86_400_000.0;

/// Our words for a result, which `results` of a `[[probes]]` entry may give to those of an archive.
pub(crate) const RESULT_WORDS: [&str; 5] = ["up", "down", "degraded", "challenged", "unknown"];

/// Words in a cell for an error that say that there was none, in small letters.
const NO_ERROR: [&str; 8] = ["-", "none", "null", "nil", "n/a", "nan", "ok", "success"];

/// Least status code.
const FIRST_CODE: u16 = 100;
/// Greatest status code.
const LAST_CODE: u16 = 599;
/// Sign before the decimals of a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    #[default]
    Point,
    /// A point or a comma: no comma separates the cells.
    PointOrComma,
}

/// Cells of a row that tell how the probe went, as written; empty where there is nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RawOutcome<'a> {
    pub(crate) code: &'a str,
    pub(crate) error: &'a str,
    pub(crate) result: &'a str,
    pub(crate) latency: &'a str,
    pub(crate) decimals: DecimalMark,
}

/// Cell that is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutcomeField {
    Code,
    Result,
    Latency,
    Number,
}

/// Cell that cannot be read, and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldFault {
    pub(crate) field: OutcomeField,
    pub(crate) part: RefusedPart,
    pub(crate) kind: RefusalKind,
}

impl FieldFault {
    /// Makes the fault of a cell that decides the outcome.
    fn of_outcome(field: OutcomeField, kind: RefusalKind) -> FieldFault {
        FieldFault { field, part: RefusedPart::Outcome, kind }
    }

    /// Makes the fault of a cell that nothing needs.
    fn of_cell(field: OutcomeField, kind: RefusalKind) -> FieldFault {
        FieldFault { field, part: RefusedPart::Cell, kind }
    }
}

/// Reason for which a probe ended as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause<'a> {
    /// A status code that the rules admit.
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

/// Outcome that a number says by a rule, and the cause of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measured<'r> {
    pub(crate) status: Status,
    /// Cause where the status is down.
    pub(crate) cause: &'r str,
}

/// Cause of a probe whose outcome cannot be read.
pub(crate) const UNREADABLE: Cause<'static> = Cause::Word("unreadable");

/// Outcome of a row, and the cells of it that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Classified<'a> {
    pub(crate) outcome: Outcome<'a>,
    /// The status code or result that cannot be read.
    pub(crate) outcome_fault: Option<FieldFault>,
    /// The answer time that cannot be read.
    pub(crate) latency_fault: Option<FieldFault>,
}

/// Status code of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::logs) enum Code {
    /// No code: nothing, or 0.
    None,
    /// A code that the rules admit.
    Known(u16),
    /// No code that the rules admit.
    Unreadable,
}

/// Classes rows under given rules (M6).
#[derive(Debug)]
pub(crate) struct Classifier {
    /// By status code, from 0; `None` for those that no rule admits.
    codes: Vec<Option<Status>>,
    /// Answer time in microseconds above which a site is slow; `None` where none is too slow.
    slow_us: Option<i64>,
}

impl Classifier {
    /// Makes a classifier by the codes and the limit of some rules.
    pub(crate) fn new(rules: &Rules) -> Classifier {
        let named = [&rules.up_codes, &rules.down_codes, &rules.challenged_codes];
        let last = named.into_iter().flatten().copied().max().unwrap_or_default().max(LAST_CODE);
        let status = |code| of_code(code, rules).map(|(status, _)| status);
        Classifier { codes: (0..=last).map(status).collect(), slow_us: rules.slow_us }
    }

    /// Classes one row: the archive's own result comes first, then the status code, then the error
    /// (M6). Where what decides cannot be read, the result of the probe is unknown.
    pub(crate) fn classify<'a>(&self, raw: RawOutcome<'a>, words: &ResultWords) -> Classified<'a> {
        let error = if is_no_error(raw.error) { "" } else { raw.error };
        let raw = RawOutcome { error, ..raw };
        let (latency_us, latency_fault) = read_latency(raw);
        let code = self.code(raw.code);
        // What an entry says of a number is no guess: 0 is no answer only where it says nothing.
        let is_of_words = match code {
            Code::Unreadable => true,
            Code::None => !raw.code.is_empty(),
            Code::Known(_) => false,
        };
        let word_for_code = meaning_in(words, raw.code).filter(|_| is_of_words);
        let not_a_code = || match raw.code.bytes().any(|byte| byte.is_ascii_digit()) {
            true => RefusalKind::NotACode(short(raw.code)),
            false => RefusalKind::WordForCode(short(raw.code)),
        };
        let decided = match status_of_result(raw.result, words) {
            Err(kind) => Err(FieldFault::of_outcome(OutcomeField::Result, kind)),
            Ok(Some(status)) => Ok(status),
            Ok(None) => match code {
                Code::Known(code) => Ok(self.of_code(code).unwrap_or(Status::Unknown)),
                // A word in place of a code means what `results` says.
                Code::Unreadable => word_for_code
                    .ok_or_else(|| FieldFault::of_outcome(OutcomeField::Code, not_a_code())),
                Code::None if raw.error.is_empty() && raw.code.is_empty() => {
                    let kind = RefusalKind::NoOutcome;
                    let of_nothing = words.get("").copied();
                    of_nothing.ok_or_else(|| FieldFault::of_outcome(OutcomeField::Code, kind))
                }
                Code::None => Ok(word_for_code.unwrap_or(Status::Down)),
            },
        };
        let (status, outcome_fault) = match decided {
            // The archive's own result decided, and the code beside it is not needed.
            Ok(status) if code == Code::Unreadable && word_for_code.is_none() => {
                (status, Some(FieldFault::of_cell(OutcomeField::Code, not_a_code())))
            }
            Ok(status) => (status, None),
            Err(fault) => (Status::Unknown, Some(fault)),
        };
        let is_known = outcome_fault.as_ref().is_none_or(|fault| fault.part == RefusedPart::Cell);
        let outcome = Outcome {
            status: self.timed(status, latency_us),
            cause: if is_known { cause(code, raw) } else { UNREADABLE },
            latency_us,
        };
        Classified { outcome, outcome_fault, latency_fault }
    }

    /// Classes one row by a number in place of its status code and result (M6); `measured` is what
    /// the number says, and `raw` has the error and the answer time.
    pub(crate) fn classify_measured<'a>(
        &self,
        measured: Result<Measured<'a>, RefusalKind>,
        raw: RawOutcome<'a>,
    ) -> Classified<'a> {
        let (latency_us, latency_fault) = read_latency(raw);
        let (status, cause, outcome_fault) = match measured {
            Err(kind) => {
                let fault = FieldFault::of_outcome(OutcomeField::Number, kind);
                (Status::Unknown, UNREADABLE, Some(fault))
            }
            Ok(Measured { status: Status::Down, cause }) => {
                let has_error = !raw.error.is_empty() && !is_no_error(raw.error);
                let cause = if has_error { raw.error } else { cause };
                (Status::Down, Cause::Word(cause), None)
            }
            Ok(Measured { status, .. }) => (status, Cause::Word(status.as_str()), None),
        };
        let outcome = Outcome { status: self.timed(status, latency_us), cause, latency_us };
        Classified { outcome, outcome_fault, latency_fault }
    }

    /// Reads a status code. One with zeros before it, or after a point, is the same code, and so is
    /// one with words behind it.
    fn code(&self, text: &str) -> Code {
        match whole_number(text).or_else(|| code_with_words(text)) {
            None if text.is_empty() => Code::None,
            Some(0) => Code::None,
            Some(code) if self.of_code(code).is_some() => Code::Known(code),
            _ => Code::Unreadable,
        }
    }

    /// Gives the status of a row that has a code and no result, however long the answer took;
    /// `None` for what is no status code.
    pub(crate) fn of_code(&self, code: u16) -> Option<Status> {
        self.codes.get(usize::from(code)).copied().flatten()
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

/// Says whether the cell for an error says that there was none, in any letters (M6).
#[inline]
pub(crate) fn is_no_error(text: &str) -> bool {
    NO_ERROR.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Gives the cause of a probe whose outcome can be read.
fn cause(code: Code, raw: RawOutcome<'_>) -> Cause<'_> {
    match (code, raw.error, raw.result) {
        (Code::Known(code), _, _) => Cause::Code(code),
        (Code::Unreadable, "", "") => Cause::Word(raw.code),
        (_, "", "") => Cause::Word("no answer"),
        (_, "", result) => Cause::Word(result),
        (_, error, _) => Cause::Word(error),
    }
}

/// Reads a whole number, which may have zeros before it and zeros as decimals: `503`, `0503`,
/// `503.0`.
pub(in crate::logs) fn whole_number(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_whole = !decimals.is_empty() && decimals.bytes().all(|digit| digit == b'0');
    let is_digits = whole.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole && is_digits { whole.parse().ok() } else { None }
}

/// Gives the status that a code means under some rules, and why (M6); `None` for a code that no
/// rule admits.
pub(in crate::logs) fn of_code(code: u16, rules: &Rules) -> Option<(Status, &'static str)> {
    if code == 0 {
        None
    } else if rules.up_codes.contains(&code) {
        Some((Status::Up, "is in up_codes"))
    } else if rules.down_codes.contains(&code) {
        Some((Status::Down, "is in down_codes"))
    } else if rules.challenged_codes.contains(&code) {
        Some((Status::Challenged, "is in challenged_codes"))
    } else if !(FIRST_CODE..=LAST_CODE).contains(&code) {
        None
    } else if code >= 500 {
        Some((Status::Down, "is 500 or above"))
    } else {
        Some((Status::Up, "is below 500"))
    }
}

/// Says whether an answer took longer than the limit; both in microseconds. Without either it did
/// not.
#[inline]
pub(in crate::logs) fn is_slow(limit_us: Option<i64>, latency_us: Option<i64>) -> bool {
    limit_us.zip(latency_us).is_some_and(|(limit, took)| took > limit)
}

/// Reads a result, by the archive's own words first; `None` where there is none.
fn status_of_result(text: &str, words: &ResultWords) -> Result<Option<Status>, RefusalKind> {
    if text.is_empty() {
        return Ok(None);
    }
    let status = meaning_in(words, text).or_else(|| known_result(text));
    status.map(Some).ok_or_else(|| RefusalKind::NotAResult(short(text)))
}

/// Gives the status that an archive's own words give to a text: the word itself, else the longest
/// of those that end with `*` whose letters before it the text begins with.
#[inline]
pub(crate) fn meaning_in(words: &ResultWords, text: &str) -> Option<Status> {
    if words.is_empty() {
        return None;
    }
    let begins = |word: &&String| {
        let stem = word.strip_suffix(ANYTHING).filter(|stem| !stem.is_empty());
        stem.is_some_and(|stem| text.starts_with(stem))
    };
    let longest = || words.keys().filter(begins).max_by_key(|word| word.len());
    words.get(text).or_else(|| words.get(longest()?)).copied()
}

/// Gives the status that a word for a result means without `results`: one of ours, or one that
/// many archives use.
pub(crate) fn known_result(text: &str) -> Option<Status> {
    our_result(text).or_else(|| familiar_result(text))
}

/// Gives the status that one of our own words for a result means.
pub(crate) fn our_result(word: &str) -> Option<Status> {
    match word {
        "up" => Some(Status::Up),
        "down" => Some(Status::Down),
        "degraded" => Some(Status::Degraded),
        "challenged" => Some(Status::Challenged),
        "unknown" | "pending" | "maintenance" => Some(Status::Unknown),
        _ => None,
    }
}

/// Gives the status that a word for a result means which many archives use, in any case of
/// letters.
fn familiar_result(text: &str) -> Option<Status> {
    if let Some(is_up) = YesNoWords::AndDigits.read(text) {
        return Some(if is_up { Status::Up } else { Status::Down });
    }
    match text.to_ascii_lowercase().as_str() {
        "up" | "online" | "ok" | "success" => Some(Status::Up),
        "down" | "offline" | "fail" | "failed" | "failure" | "error" | "timeout" => {
            Some(Status::Down)
        }
        "degraded" => Some(Status::Degraded),
        "challenged" => Some(Status::Challenged),
        "unknown" | "pending" | "maintenance" => Some(Status::Unknown),
        _ => None,
    }
}

/// Reads the answer time of a row in microseconds, or why it cannot be read; neither where it has
/// none.
fn read_latency(raw: RawOutcome<'_>) -> (Option<i64>, Option<FieldFault>) {
    match latency(raw.latency, raw.decimals) {
        Ok(latency_us) => (latency_us, None),
        Err(kind) => (None, Some(FieldFault::of_cell(OutcomeField::Latency, kind))),
    }
}

/// Reads an answer time in milliseconds as microseconds; `None` where there is none.
fn latency(text: &str, decimals: DecimalMark) -> Result<Option<i64>, RefusalKind> {
    if text.is_empty() {
        return Ok(None);
    }
    let ms = with_point(text, decimals).parse::<f64>().ok();
    let ms = ms.filter(|ms| (0.0..=LONGEST_MS).contains(ms));
    // Within a day, so that the product fits.
    ms.map(|ms| Some((ms * MILLISECOND as f64).round() as i64))
        .ok_or_else(|| RefusalKind::NotALatency(short(text)))
}

/// Writes a number with a point before its decimals, where a comma may stand for it.
pub(crate) fn with_point(text: &str, decimals: DecimalMark) -> Cow<'_, str> {
    if decimals == DecimalMark::PointOrComma && text.contains(',') && !text.contains('.') {
        Cow::Owned(text.replace(',', "."))
    } else {
        Cow::Borrowed(text)
    }
}

/// Reads a whole number of digits alone. It must have at most eighteen digits, so that it fits.
#[inline]
pub(crate) fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'))
    })
}
