//! Probes with a measured number: an outcome by the rule `up_when` of their entry (M6), or an
//! answer time.

use crate::logs::{ArchivedProbe, DecimalMark, ReadStop, ResultWords, Sink, UpWhen};
use crate::model::{RefusalKind, Status};

/// Cell that says the outcome of a probe by a rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct MeasuredCell<'a> {
    pub(super) rule: &'a UpWhen,
    pub(super) cell: &'a str,
    /// Meaning of the archive's words, besides numbers.
    pub(super) words: &'a ResultWords,
    pub(super) decimals: DecimalMark,
}

impl MeasuredCell<'_> {
    /// Hands on a probe with the outcome that the cell says; `latency_ms` is its answer time, or
    /// why that cannot be read. How long was waited for nothing is no time to an answer.
    ///
    /// # Errors
    /// Where nobody waits for more.
    pub(super) fn emit(
        self,
        sink: &mut dyn Sink,
        number: u64,
        probe: &ArchivedProbe<'_>,
        latency_ms: Result<String, RefusalKind>,
    ) -> Result<(), ReadStop> {
        let measured = match self.rule.measure(self.cell, self.words, self.decimals) {
            Ok(measured) => measured,
            Err(kind) => return sink.unreadable(number, probe, "result", kind),
        };
        let cause = if probe.error.is_empty() { measured.cause } else { probe.error };
        let error = if measured.status == Status::Down { cause } else { "" };
        let probe = ArchivedProbe { result: measured.status.as_str(), error, ..*probe };
        if self.rule.is_no_answer(self.cell) {
            return sink.probe(number, &probe);
        }
        emit_with_latency(sink, number, &probe, latency_ms)
    }
}

/// Hands on a probe with its answer time in milliseconds, or without it where it cannot be read.
///
/// # Errors
/// Where nobody waits for more.
pub(super) fn emit_with_latency(
    sink: &mut dyn Sink,
    number: u64,
    probe: &ArchivedProbe<'_>,
    latency_ms: Result<String, RefusalKind>,
) -> Result<(), ReadStop> {
    match latency_ms {
        Ok(latency_ms) => sink.probe(number, &ArchivedProbe { latency_ms: &latency_ms, ..*probe }),
        Err(kind) => sink.probe_without(number, probe, "latency_ms", kind),
    }
}
