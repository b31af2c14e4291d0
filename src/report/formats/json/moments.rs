//! Moments, spans and edges as JSON: RFC 3339 in UTC, what is missing as `null`.

use crate::clock::{Bracket, Instant, IntervalSet, Range, Span, rfc3339};
use crate::model::{Location as Row, Report};
use serde::{Serialize, Serializer};

/// A list of views, each made while it is written.
pub(in crate::report::formats) struct Each<'a, T, F>(
    pub(in crate::report::formats) &'a [T],
    pub(in crate::report::formats) F,
);

impl<'a, T, V: Serialize, F: Fn(&'a T) -> V> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

/// A moment.
pub(super) struct At(Instant);

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&rfc3339(self.0))
    }
}

/// The view of a moment.
pub(super) fn at(moment: Instant) -> At {
    At(moment)
}

/// From `from`, included, until `until`, excluded.
#[derive(Serialize)]
pub(super) struct Between {
    from: At,
    until: At,
}

impl Between {
    /// The view of a span.
    pub(super) fn of(span: Span) -> Between {
        Between { from: at(span.from()), until: at(span.until()) }
    }

    /// The views of a set's spans.
    pub(super) fn all(set: &IntervalSet) -> Vec<Between> {
        set.spans().iter().map(|span| Between::of(*span)).collect()
    }
}

/// An edge: after the one moment, and by the other.
#[derive(Serialize)]
pub(super) struct Boundary {
    after: Option<At>,
    by: Option<At>,
}

impl Boundary {
    /// The view of a bracket.
    pub(super) fn of(bracket: Bracket) -> Boundary {
        Boundary { after: bracket.after.map(at), by: bracket.by.map(at) }
    }
}

/// A time that a claim can mean: `earliest` included, `latest` excluded.
#[derive(Serialize)]
pub(super) struct Meant<'a> {
    earliest: Option<At>,
    latest: Option<At>,
    written: &'a str,
}

impl Meant<'_> {
    /// The view of a range and of the words it was written in; `None` where there are neither.
    pub(super) fn of(range: Option<Range>, written: &str) -> Option<Meant<'_>> {
        let meant = Meant {
            earliest: range.and_then(|range| range.earliest).map(at),
            latest: range.and_then(|range| range.latest).map(at),
            written,
        };
        (range.is_some() || !written.is_empty()).then_some(meant)
    }
}

/// Where a row stands.
#[derive(Serialize)]
pub(super) struct Location<'a> {
    file: &'a str,
    line: u64,
}

impl Location<'_> {
    /// The view of a place; `None` where its file is not among the inputs.
    pub(super) fn of(report: &Report, row: Row) -> Option<Location<'_>> {
        let input = report.inputs.get(usize::try_from(row.file).ok()?)?;
        Some(Location { file: &input.path, line: row.line })
    }
}
