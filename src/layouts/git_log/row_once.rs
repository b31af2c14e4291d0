//! Taker of the rows of all versions of a log, which hands each on once.

use crate::layouts::git_log::seen_rows::SeenRows;
use crate::logs::{ArchivedProbe, PartFault, ReadStop, Sink, Timestamp};
use crate::model::{PassedOver, RefusalKind};

/// Taker that hands on what no version before had. Rows are numbered from 1, in the order in
/// which versions first have them.
pub(super) struct RowOnce<'s> {
    sink: &'s mut dyn Sink,
    seen: SeenRows,
    /// Number of the last row that was handed on.
    last: u64,
    /// Number that the last row has in its version; `None` at the beginning of one.
    in_version: Option<u64>,
    /// Text of the line that is read, which tells refusals apart; empty in JSON, which has none.
    line: String,
    /// Whether a row was handed on that is no refusal of a version.
    has_rows: bool,
}

impl<'s> RowOnce<'s> {
    /// Begins without a row.
    pub(super) fn new(sink: &'s mut dyn Sink) -> RowOnce<'s> {
        RowOnce {
            sink,
            seen: SeenRows::new(),
            last: 0,
            in_version: None,
            line: String::new(),
            has_rows: false,
        }
    }

    /// Says whether no version gave a row.
    pub(super) fn is_empty(&self) -> bool {
        !self.has_rows
    }

    /// Forgets the line of the version before.
    pub(super) fn begin_version(&mut self) {
        self.seen.begin_version();
        self.in_version = None;
    }

    /// Begins a line of a version.
    pub(super) fn begin_line(&mut self, text: &str) {
        self.line.clear();
        self.line.push_str(text);
    }

    /// Adds a commit to the hash of what was read.
    pub(super) fn add_commit(&mut self, commit: &str) {
        self.sink.digest(commit.as_bytes());
        self.sink.digest(b"\n");
    }

    /// Refuses a version as a whole.
    pub(super) fn refuse_version(&mut self, kind: RefusalKind) -> Result<(), ReadStop> {
        self.last += 1;
        self.in_version = None;
        self.sink.refuse(self.last, "timestamp", kind)
    }

    /// Gives the number of a row by that in its version: parts of one row share theirs.
    fn number(&mut self, in_version: u64) -> u64 {
        self.has_rows = true;
        if self.in_version.replace(in_version) != Some(in_version) {
            self.last += 1;
        }
        self.last
    }

    /// Says whether a row is new; `fault` is what is wrong with it, or nothing.
    fn is_new(&mut self, probe: &ArchivedProbe<'_>, fault: &str) -> bool {
        let moment = match probe.at {
            Timestamp::Moment(at) => at.0.to_string(),
            Timestamp::Text(text) => text.to_owned(),
        };
        self.seen.is_new(&[
            &moment,
            probe.site,
            probe.vantage,
            probe.status_code,
            probe.error,
            probe.latency_ms,
            probe.result,
            fault,
        ])
    }
}

impl Sink for RowOnce<'_> {
    fn probe(&mut self, number: u64, probe: &ArchivedProbe<'_>) -> Result<(), ReadStop> {
        if !self.is_new(probe, "") {
            return Ok(());
        }
        let number = self.number(number);
        self.sink.probe(number, probe)
    }

    fn faulty(
        &mut self,
        number: u64,
        probe: &ArchivedProbe<'_>,
        fault: PartFault<'_>,
    ) -> Result<(), ReadStop> {
        if !self.is_new(probe, &format!("{}: {}", fault.column, fault.kind)) {
            return Ok(());
        }
        let number = self.number(number);
        self.sink.faulty(number, probe, fault)
    }

    fn unplaced(&mut self, number: u64, site: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        if !self.seen.is_new(&["unplaced", &self.line, site, &kind.to_string()]) {
            return Ok(());
        }
        let number = self.number(number);
        self.sink.unplaced(number, site, kind)
    }

    fn pass_over(&mut self, number: u64, what: PassedOver) -> Result<(), ReadStop> {
        let number = self.number(number);
        self.sink.pass_over(number, what)
    }

    fn refuse(&mut self, number: u64, column: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        if !self.seen.is_new(&["refused", &self.line, column, &kind.to_string()]) {
            return Ok(());
        }
        let number = self.number(number);
        self.sink.refuse(number, column, kind)
    }

    fn resolution(&mut self, _: u64, resolution_us: i64) {
        self.sink.resolution(self.last, resolution_us);
    }

    fn digest(&mut self, bytes: &[u8]) {
        self.sink.digest(bytes);
    }
}
