//! Series as lines of JSON, as VictoriaMetrics exports them: values and moments as two lists beside
//! one another.

use crate::files::json::{has_json_lines, json_error_words};
use crate::layouts::json_documents::quoted;
use crate::layouts::json_scalar::Scalar;
use crate::layouts::prometheus::series::{Labels, MetricSample, MetricSeries, MetricValue};
use crate::logs::{Archived, ReadStop};
use serde::Deserialize;

/// Milliseconds of a second.
const MILLISECONDS: f64 = 1_000.0;

/// Object that VictoriaMetrics writes, a line each.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a series with its `metric`, its `values` and its `timestamps`")]
struct SeriesLine {
    metric: Labels,
    values: Vec<MetricValue>,
    /// Milliseconds since 1970, one for each value.
    timestamps: Vec<Scalar>,
}

/// Says whether bytes have a series in each line. One alone is a line, too.
pub(super) fn are_lines(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    has_json_lines(bytes) || serde_json::from_slice::<SeriesLine>(first).is_ok()
}

/// Reads all series.
///
/// # Errors
/// Where a line is none.
pub(super) fn read(archived: &Archived<'_>, bytes: &[u8]) -> Result<Vec<MetricSeries>, ReadStop> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = (1..).zip(text.split(|byte| *byte == b'\n'));
    let filled = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
    filled.map(|(number, line)| of_line(archived, number, line)).collect()
}

fn of_line(archived: &Archived<'_>, number: u64, line: &[u8]) -> Result<MetricSeries, ReadStop> {
    let read: SeriesLine = serde_json::from_slice(line).map_err(|why| {
        let why = format!(
            "{}; each line must be a series with `metric`, `values` and `timestamps`, as \
             `/api/v1/export` of VictoriaMetrics writes it: export it again",
            quoted(&json_error_words(&why))
        );
        archived.broken(Some(number), why)
    })?;
    let SeriesLine { metric, values, timestamps } = read;
    if values.len() != timestamps.len() {
        let why = format!(
            "a series has {} `values` and {} `timestamps`: export it again",
            values.len(),
            timestamps.len()
        );
        return Err(archived.broken(Some(number), why));
    }
    let seconds = |at: Scalar| match at {
        Scalar::Number(at) => Scalar::Number(at / MILLISECONDS),
        other => other,
    };
    let sample = |(at, value)| MetricSample(seconds(at), value);
    let values = timestamps.into_iter().zip(values).map(sample).collect();
    Ok(MetricSeries { metric, values, value: None })
}
