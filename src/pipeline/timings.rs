//! What `--timings` shows: how long each stage took, and its peak memory. On stderr only; no report
//! depends on it.

use crate::cli::RunOptions;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Bytes of a unit in which memory is shown.
const MEGABYTE: f64 = 1_000_000.0;
/// Where the system tells a program's peak memory, and where it is made to forget it. On other
/// systems there is no such file.
const STATUS: &str = "/proc/self/status";
const FORGET: &str = "/proc/self/clear_refs";

/// The stages so far.
#[derive(Debug)]
pub(super) struct Timings {
    began: Instant,
    stages: Vec<Stage>,
    /// Whether they were asked for. Else nothing is measured, and what others measure of the
    /// program's memory stays whole.
    wanted: bool,
}

#[derive(Debug)]
struct Stage {
    name: &'static str,
    took: Duration,
    /// In bytes; `None` where the system does not tell.
    peak: Option<u64>,
}

impl Timings {
    /// Begins the first stage.
    pub(super) fn begin(options: RunOptions) -> Timings {
        if options.timings {
            forget_peak();
        }
        Timings { began: Instant::now(), stages: Vec::new(), wanted: options.timings }
    }

    /// Ends a stage, and begins the next.
    pub(super) fn end(&mut self, name: &'static str) {
        if !self.wanted {
            return;
        }
        let now = Instant::now();
        self.stages.push(Stage { name, took: now - self.began, peak: peak() });
        self.began = now;
        forget_peak();
    }

    /// A line for each stage, and one for all, where that was asked for.
    pub(super) fn told(&self) -> String {
        if self.wanted { self.table() } else { String::new() }
    }

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

/// The most memory that the program has had since it was last forgotten, in bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string(STATUS).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Makes the system count the peak from what the program has now. Where it does not, a later stage
/// shows at least the peak before it.
fn forget_peak() {
    let _ = std::fs::write(FORGET, "5");
}
