//! Writing a scenario's logs: every vantage in one pass, its series merged by time, no rows held.

use super::error::{SimulateError, WriteFault};
use super::output::LogOutput;
use super::scenario::{ProbeAnswer, Scenario};
use super::series::{Probe, ProbeSeries};
use super::truth;
use super::written::{Summary, WrittenFile};
use crate::clock::{Decimals, Instant, MINUTE, SECOND, rfc3339, rfc3339_with};
use crate::model::ChangedFiles;
use crate::output::{OutputFiles, StandingFiles};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Name of the file of the truth.
const TRUTH: &str = "truth.csv";
/// The columns of a log, in order.
const HEADER: [&str; 6] = ["timestamp", "site", "vantage", "status_code", "error", "latency_ms"];

/// Writes `probes/<vantage>.csv.gz` for each vantage, and `truth.csv`, all or none of them. A file
/// that stands there stops the run, unless it has the bytes of the new one or may be replaced;
/// `inputs` are never written over.
///
/// # Errors
/// [`SimulateError`] where a file cannot be written; the folder is then as it was.
pub fn run(
    scenario: &Scenario,
    folder: &Path,
    inputs: &[PathBuf],
    changed_files: ChangedFiles,
) -> Result<Summary, SimulateError> {
    let standing = match changed_files {
        ChangedFiles::StopTheRun => StandingFiles::StopUnlessEqual,
        ChangedFiles::AreReplaced => StandingFiles::AreReplaced,
    };
    let mut files = OutputFiles::open(folder, OsStr::new(TRUTH), inputs, standing)?;
    let end = if scenario.compress { "csv.gz" } else { "csv" };
    let mut outputs = Vec::new();
    for vantage in &scenario.vantages {
        let below = Path::new("probes").join(format!("{}.{end}", vantage.name));
        outputs.push(LogOutput::begin(&mut files, folder, &below)?);
    }
    let truth = LogOutput::begin(&mut files, folder, Path::new(TRUTH))?;
    let mut logs = Vec::new();
    for (vantage, output) in outputs.into_iter().enumerate() {
        logs.push(log(scenario, vantage, output)?);
    }
    let truth = truth::write(scenario, truth)?;
    files.finish()?;
    Ok(Summary { logs, truth })
}

/// Writes one vantage's log, by time and then by site.
fn log(
    scenario: &Scenario,
    vantage: usize,
    output: LogOutput,
) -> Result<WrittenFile, SimulateError> {
    let sites = &scenario.vantages[vantage].sites;
    let mut series: Vec<ProbeSeries> =
        sites.iter().map(|site| ProbeSeries::new(scenario, vantage, *site)).collect();
    let decimals = series.iter().map(ProbeSeries::decimals).max().unwrap_or_default();
    let shown = output.shown();
    let out = csv::Writer::from_writer(output);
    let mut rows = LogRows { out, decimals, minute: None, stamp: String::new() };
    let mut rows_written = 0;
    let mut next: Vec<Option<Probe>> = series.iter_mut().map(Iterator::next).collect();
    let mut queue: BinaryHeap<Reverse<(Instant, usize)>> = next
        .iter()
        .enumerate()
        .filter_map(|(index, probe)| Some(Reverse((probe.as_ref()?.at, index))))
        .collect();
    let mut done = rows.out.write_record(HEADER);
    while let (Some(Reverse((_, index))), Ok(())) = (queue.pop(), &done) {
        let Some(probe) = next[index] else { continue };
        done =
            rows.write(probe, &scenario.sites[sites[index]].id, &scenario.vantages[vantage].name);
        rows_written += 1;
        next[index] = series[index].next();
        queue.extend(next[index].map(|probe| Reverse((probe.at, index))));
    }
    let output = rows
        .out
        .into_inner()
        .map_err(|error| WriteFault { path: shown, source: error.into_error() })?;
    done.map_err(|error| output.failed(error.into()))?;
    Ok(WrittenFile { path: output.finish()?, rows: rows_written })
}

/// Writer of a log. Most rows share their minute with the row before, so its text is kept.
struct LogRows {
    out: csv::Writer<LogOutput>,
    /// Decimals of a second of every stamp.
    decimals: Decimals,
    /// Minute of the row before, since 1970; `None` before the first row.
    minute: Option<i64>,
    /// Text of that minute.
    stamp: String,
}

impl LogRows {
    /// Writes one row.
    fn write(&mut self, probe: Probe, site: &str, vantage: &str) -> csv::Result<()> {
        self.set_stamp(probe.at);
        let (status, error) = match probe.answer {
            ProbeAnswer::Status(code) => (code.to_string(), ""),
            ProbeAnswer::Error(word) => (String::new(), word),
        };
        let latency = probe.latency_ms.map(|ms| ms.to_string()).unwrap_or_default();
        self.out.write_record([&self.stamp, site, vantage, &status, error, &latency])
    }

    /// Sets the text of the stamp to a moment.
    fn set_stamp(&mut self, at: Instant) {
        let (minute, second) = (at.0.div_euclid(MINUTE), at.0.rem_euclid(MINUTE));
        if self.decimals > Decimals::None {
            self.stamp = rfc3339_with(at, self.decimals);
            return;
        }
        if self.minute != Some(minute) {
            self.minute = Some(minute);
            self.stamp = rfc3339(Instant(minute * MINUTE));
        }
        self.stamp.truncate("2022-10-05T13:42:".len());
        let _ = write!(self.stamp, "{:02}Z", second / SECOND);
    }
}
