//! Meanings of the outcome of a probe (M6): status codes, errors, words and numbers to a status.

pub(super) mod classify;
pub(super) mod status_line;
pub(super) mod status_reason;
pub(super) mod up_when;

pub(crate) use classify::{
    DecimalMark, RESULT_WORDS, ResultWords, is_no_error, known_result, meaning_in, our_result,
    with_point,
};
pub(crate) use status_line::code_with_words;
pub(crate) use up_when::UpWhen;
