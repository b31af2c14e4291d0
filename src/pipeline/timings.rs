//! The table of `--timings`: the time and the peak memory of each stage. No report depends on it.

use crate::cli::RunOptions;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Bytes of the unit in which memory is shown.
const MEGABYTE: f64 = 1_000_000.0;
/// File in which Linux tells the peak memory of a process. Other systems have none.
const STATUS: &str = "/proc/self/status";
/// File through which Linux resets the peak memory of a process. Other systems have none.
const RESET: &str = "/proc/self/clear_refs";

/// Stages so far, in order.
#[derive(Debug)]
pub(super) struct Timings {
    began: Instant,
    /// Stages that have ended, in order of time.
    stages: Vec<Stage>,
    /// Whether `--timings` was given. Without it nothing is measured, and the peak that other
    /// programs read is never reset.
    wanted: bool,
}

/// Stage that has ended.
#[derive(Debug)]
struct Stage {
    name: &'static str,
    took: Duration,
    /// Peak memory in bytes; `None` where the system does not tell.
    peak: Option<u64>,
}

impl Timings {
    /// Begins the first stage.
    pub(super) fn begin(options: RunOptions) -> Timings {
        if options.timings {
            reset_peak();
        }
        Timings { began: Instant::now(), stages: Vec::new(), wanted: options.timings }
    }

    /// Ends the stage of this name and begins the next.
    pub(super) fn end(&mut self, name: &'static str) {
        if !self.wanted {
            return;
        }
        let now = Instant::now();
        self.stages.push(Stage { name, took: now - self.began, peak: peak() });
        self.began = now;
        reset_peak();
    }

    /// Returns table with a line for each stage and one for all; empty without `--timings`.
    pub(super) fn summary(&self) -> String {
        if self.wanted { self.table() } else { String::new() }
    }

    /// Writes the table.
    fn table(&self) -> String {
        let mut text = format!("{:<12} {:>9} {:>12}\n", "stage", "seconds", "peak memory");
        let took = self.stages.iter().map(|stage| stage.took).sum();
        let all = Stage {
            name: "all",
            took,
            peak: self.stages.iter().map(|stage| stage.peak).max().flatten(),
        };
        for stage in self.stages.iter().chain([&all]) {
            let peak = stage.peak.map_or_else(
                || "not known".to_owned(),
                |bytes| format!("{:.1} MB", bytes as f64 / MEGABYTE),
            );
            // Writing to a text cannot fail.
            let _ =
                writeln!(text, "{:<12} {:>9.3} {peak:>12}", stage.name, stage.took.as_secs_f64());
        }
        text
    }
}

/// Returns peak memory of the process in bytes since the last reset; `None` where the system does
/// not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string(STATUS).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Resets the peak memory to what the process holds now. Where the system refuses, a later stage
/// shows at least the peak of an earlier one.
fn reset_peak() {
    let _ = std::fs::write(RESET, "5");
}
