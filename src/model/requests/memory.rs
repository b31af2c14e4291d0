//! Memory that a run may take, and estimates of what it holds.

use crate::model::{MOST_RUNS, counted, grouped};

/// Memory that a run may take for what grows with its input, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Most for rows that must be sorted. The others go to a file.
    pub sorted: u64,
    /// Most for all else that is held, as estimated.
    pub held: u64,
}

impl Memory {
    /// Memory unless the user says another: room for about forty million rows to be sorted, and for
    /// six hundred thousand outages.
    pub const DEFAULT: Memory = Memory { sorted: 1 << 30, held: 4 << 30 };

    /// Gives both kinds the same number of bytes.
    pub fn of(bytes: u64) -> Memory {
        Memory { sorted: bytes, held: bytes }
    }

    /// Returns the most runs that are held at once.
    pub(crate) fn most_runs(self) -> usize {
        usize::try_from(self.held / RUN_BYTES).unwrap_or(usize::MAX)
    }

    /// Says what to do where results change more often than so many times, which is as often as is
    /// held.
    pub(crate) fn too_many_runs(most: usize) -> String {
        let narrow = "narrow the run with --site, --from and --until";
        let needed = megabytes((most as u64).saturating_mul(RUN_BYTES));
        if most >= MOST_RUNS {
            return format!("no more is held, whatever memory is given: {narrow}");
        }
        format!(
            "these alone take some {} MB, and --memory allows no more: {narrow}, or give more, \
             such as --memory {}MB",
            grouped(needed),
            needed.saturating_mul(2)
        )
    }
}

impl Default for Memory {
    fn default() -> Memory {
        Memory::DEFAULT
    }
}

/// Bytes that a site takes with all its rows in tables and texts, as measured (`docs/data.md`).
const SITE_BYTES: u64 = 4_000;
/// Bytes of a claim, likewise.
const CLAIM_BYTES: u64 = 3_000;
/// Bytes of the name of a site in a claim; the verdict on it is counted by itself.
const TARGET_BYTES: u64 = 150;
/// Bytes for each byte of a file of claims, while it is read.
const TEXT_BYTES: u64 = 3;
/// Bytes of a row of announced work at one of its sites.
const WORK_BYTES: u64 = 600;
/// Bytes of a run, its ends included.
const RUN_BYTES: u64 = 300;
/// Bytes of an outage, a blip or a failure in part, with its verdict where no claim names it.
const FAILURE_BYTES: u64 = 6_500;
/// Bytes of a verdict on a claim about a site.
const VERDICT_BYTES: u64 = 4_200;

/// Bytes for each byte of a long name or text, each time that a row repeats it.
const LONG_TEXT_BYTES: u64 = 4;

/// Counts of what a run holds in memory, each of which grows with the input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldCounts {
    /// Sites of the incident.
    pub sites: usize,
    /// Claims of all files.
    pub claims: usize,
    /// Names of sites in the claims, as written: each as often as it stands.
    pub targets: usize,
    /// Bytes of the file of claims that is being read, unpacked.
    pub text: usize,
    /// Rows of announced work, each counted once for each of its sites.
    pub work: usize,
    /// Verdicts on claims: of each, one for each of its sites.
    pub verdicts: usize,
    /// Runs of all series.
    pub runs: usize,
    /// Outages, blips and failures in part of all sites.
    pub failures: usize,
    /// Bytes of names and texts beyond what is usual, each counted as often as a site, a claim, a
    /// verdict or an outage repeats it.
    pub texts: usize,
}

impl HeldCounts {
    /// Lists the counts with their words, for one and for many, and the bytes of one.
    fn each(self) -> [(usize, [&'static str; 2], u64); 9] {
        [
            (self.sites, ["site", "sites"], SITE_BYTES),
            (self.claims, ["claim", "claims"], CLAIM_BYTES),
            (self.targets, ["name of a site in claims", "names of sites in claims"], TARGET_BYTES),
            (self.text, ["byte of a file of claims", "bytes of a file of claims"], TEXT_BYTES),
            (
                self.work,
                ["pair of announced work and a site", "pairs of announced work and a site"],
                WORK_BYTES,
            ),
            (
                self.verdicts,
                ["verdict of a claim on a site", "verdicts of a claim on a site"],
                VERDICT_BYTES,
            ),
            (self.runs, ["run", "runs"], RUN_BYTES),
            (
                self.failures,
                ["outage, blip or failure in part", "outages, blips and failures in part"],
                FAILURE_BYTES,
            ),
            (
                self.texts,
                ["byte of long names and texts", "bytes of long names and texts, as repeated"],
                LONG_TEXT_BYTES,
            ),
        ]
    }

    /// Estimates the bytes that all of it takes.
    fn bytes(self) -> u64 {
        let bytes =
            |(count, _, of_one): (usize, [&str; 2], u64)| (count as u64).saturating_mul(of_one);
        self.each().map(bytes).into_iter().fold(0, u64::saturating_add)
    }

    /// Takes what the files beside the logs hold alone.
    fn of_files(self) -> HeldCounts {
        HeldCounts { verdicts: 0, runs: 0, failures: 0, texts: 0, ..self }
    }

    /// Says whether all of it fits.
    pub(crate) fn fits(self, memory: Memory) -> bool {
        self.bytes() <= memory.held
    }

    /// Makes sure that all of it fits.
    ///
    /// # Errors
    /// [`OverMemory`] where it does not.
    pub fn check(self, memory: Memory) -> Result<(), OverMemory> {
        if self.fits(memory) {
            return Ok(());
        }
        let held = self.each().into_iter().filter(|(count, ..)| *count > 0);
        let held: Vec<String> =
            held.map(|(count, [one, many], _)| counted(count, one, many)).collect();
        let narrow = if self.of_files().fits(memory) { NARROW } else { LEAVE_OUT };
        let (needed, most) = (self.bytes(), memory.held);
        Err(OverMemory { counted: held.join(", "), needed, most, narrow })
    }
}

/// Way to hold less where the logs or the verdicts do not fit.
const NARROW: &str =
    "narrow the run with --site, --from and --until, name fewer sites in the claims";
/// Way to hold less where the sites, the claims and the announced work alone do not fit: all of
/// them are read, whatever the run is about.
const LEAVE_OUT: &str = "leave out of the files of sites, claims and announced work what the \
    incident is not about";

/// Room for what grows: what is held already, and the memory for all of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct HeldRoom {
    /// Counts of what is held already.
    pub counts: HeldCounts,
    /// Memory for these and for more.
    pub memory: Memory,
}

impl HeldRoom {
    /// Counts a file of claims of so many bytes besides.
    pub(crate) fn with_text(self, text: usize) -> HeldRoom {
        HeldRoom { counts: HeldCounts { text, ..self.counts }, ..self }
    }

    /// Says whether all of it fits.
    pub(crate) fn fits(self) -> bool {
        self.counts.fits(self.memory)
    }

    /// Makes sure that all of it fits.
    ///
    /// # Errors
    /// [`OverMemory`] where it does not.
    pub(crate) fn check(self) -> Result<(), OverMemory> {
        self.counts.check(self.memory)
    }

    /// Makes sure that so many outages, blips and failures in part fit besides, which repeat so
    /// many bytes of long names.
    ///
    /// # Errors
    /// [`OverMemory`] where they do not.
    pub(crate) fn check_failures(&self, failures: usize, long: usize) -> Result<(), OverMemory> {
        let texts = self.counts.texts.saturating_add(long);
        HeldCounts { failures, texts, ..self.counts }.check(self.memory)
    }
}

/// More than fits into the memory that a run may take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words())]
pub struct OverMemory {
    /// Counts of what is held, in words.
    counted: String,
    /// Estimate of what it takes, in bytes.
    needed: u64,
    /// Bytes that it may take.
    most: u64,
    /// Way to hold less, in words.
    narrow: &'static str,
}

impl OverMemory {
    /// Says what is held, and what to do.
    fn words(&self) -> String {
        let (counted, needed) = (&self.counted, megabytes(self.needed));
        format!(
            "{counted} take about {} MB, and --memory allows {} MB: {}, or give --memory \
             {needed}MB or more",
            grouped(needed),
            grouped(self.most / MEGABYTE),
            self.narrow
        )
    }
}

/// Bytes of the unit in which memory is shown.
const MEGABYTE: u64 = 1_000_000;

/// Returns bytes in whole megabytes, rounded up.
fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(MEGABYTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_held_counts_and_the_words_name_it() {
        let held =
            HeldCounts { sites: 1_000, claims: 200, verdicts: 200_000, ..Default::default() };
        assert_eq!(held.check(Memory::of(held.bytes())), Ok(()));
        let why = held.check(Memory::of(held.bytes() - 1)).unwrap_err().to_string();
        let counted = "1,000 sites, 200 claims, 200,000 verdicts of a claim on a site take about ";
        assert!(why.starts_with(counted), "{why}");
        let needed = format!("--memory {}MB or more", held.bytes().div_ceil(MEGABYTE));
        assert!(why.ends_with(&needed), "{why}");
        for one in [
            HeldCounts { sites: 1, ..held },
            HeldCounts { work: 1, ..held },
            HeldCounts { runs: 1, ..held },
            HeldCounts { failures: 1, ..held },
            HeldCounts { claims: 201, ..held },
            HeldCounts { targets: 1, ..held },
            HeldCounts { text: 1, ..held },
            HeldCounts { texts: 1, ..held },
        ] {
            assert_ne!(one.bytes(), held.bytes(), "{one:?}");
        }
    }

    /// The sentence names what is held already, and twice as much as a next try; past the limit of
    /// all memory it names no option that does not help.
    #[test]
    fn too_many_runs_are_said_with_their_memory() {
        let of_64_mb = Memory::of(64_000_000).most_runs();
        let words = Memory::too_many_runs(of_64_mb);
        assert!(
            words.starts_with("these alone take some 64 MB, and --memory allows no more"),
            "{words}"
        );
        assert!(words.ends_with("such as --memory 128MB"), "{words}");
        let words = Memory::too_many_runs(MOST_RUNS);
        assert!(!words.contains("--memory") && words.contains("--site"), "{words}");
    }

    #[test]
    fn numbers_past_all_memory_do_not_overflow() {
        let held = HeldCounts { runs: usize::MAX, failures: usize::MAX, ..Default::default() };
        assert!(held.check(Memory::default()).is_err());
        assert_eq!(Memory::of(u64::MAX).most_runs() as u64, u64::MAX / RUN_BYTES);
    }
}
