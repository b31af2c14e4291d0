//! The value of one row in one column, and its form in JSON.

use crate::clock::{Instant, Span, rfc3339};
use crate::model::{CauseCount, StampLocation};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;

/// Value of a row in a column; a missing value is `Empty`, never a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing is known; `null` in JSON.
    Empty,
    /// Words, never an empty text.
    Text(Cow<'a, str>),
    /// A list of words; may be empty.
    Texts(Vec<Cow<'a, str>>),
    /// Causes with their numbers of probes, the most frequent first; may be empty.
    Causes(&'a [CauseCount]),
    /// A whole number.
    Integer(i64),
    /// A share from 0 to 1.
    Share(f64),
    /// A number that is no whole one.
    Decimal(f64),
    /// A moment.
    Instant(Instant),
    /// Yes or no.
    Boolean(bool),
    /// A time.
    Span(Span),
    /// Times, sorted and apart; may be empty.
    Spans(&'a [Span]),
    /// A place in a file.
    Location(&'a StampLocation),
    /// Rows with columns of their own, as JSON has them; may be empty.
    Rows(serde_json::Value),
}

impl Value<'_> {
    /// Returns the words of a text or a list, as one cell has them; `None` where there are none.
    pub(super) fn cell_text(&self) -> Option<Cow<'_, str>> {
        let text = match self {
            Value::Text(text) => return Some(Cow::Borrowed(text)),
            Value::Texts(texts) => texts.join(";"),
            Value::Causes(causes) => {
                let each: Vec<String> = causes.iter().map(cause_cell).collect();
                each.join(";")
            }
            _ => return None,
        };
        (!text.is_empty()).then_some(Cow::Owned(text))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Empty => serializer.serialize_unit(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Texts(texts) => serializer.collect_seq(texts),
            Value::Causes(causes) => serializer.collect_seq(causes.iter().map(CauseRecord::of)),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Share(number) | Value::Decimal(number) => serializer.serialize_f64(*number),
            Value::Instant(at) => serializer.serialize_str(&rfc3339(*at)),
            Value::Boolean(yes) => serializer.serialize_bool(*yes),
            Value::Span(span) => SpanView(*span).serialize(serializer),
            Value::Spans(spans) => serializer.collect_seq(spans.iter().map(|span| SpanView(*span))),
            Value::Location(place) => {
                LocationView { file: &place.file, line: place.line }.serialize(serializer)
            }
            Value::Rows(rows) => rows.serialize(serializer),
        }
    }
}

/// A cause of failure as JSON.
#[derive(Serialize)]
struct CauseRecord<'a> {
    cause: &'a str,
    probes_min: u64,
    probes_max: u64,
}

/// A place in a file as JSON.
#[derive(Serialize)]
struct LocationView<'a> {
    file: &'a str,
    line: u64,
}

/// Writes a cause for a cell: `503:12`, or `503:10..12` where the count is a range.
fn cause_cell(count: &CauseCount) -> String {
    let CauseCount { cause, least, most } = count;
    if least == most { format!("{cause}:{most}") } else { format!("{cause}:{least}..{most}") }
}

impl CauseRecord<'_> {
    /// Pairs each cause with its count.
    fn of(count: &CauseCount) -> CauseRecord<'_> {
        CauseRecord { cause: &count.cause, probes_min: count.least, probes_max: count.most }
    }
}

/// A time as JSON: `from`, included, and `until`, excluded.
struct SpanView(Span);

impl Serialize for SpanView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(2))?;
        object.serialize_entry("from", &rfc3339(self.0.from()))?;
        object.serialize_entry("until", &rfc3339(self.0.until()))?;
        object.end()
    }
}
