//! Files of runs as part of an incident: whether they fit it, and how their numbers become its own.

use crate::clock::{Span, rfc3339};
use crate::files::ReadError;
use crate::files::sha256_of_file;
use crate::incident::source_meta::read_settings;
use crate::logs::{Interner, MOST_SERIES};
use crate::logs::{ProbeFile, ProbeLogs};
use crate::model::sha256::HashedBytes;
use crate::model::suggest::listed;
use crate::model::{
    CauseId, Incident, Input, InputRole, Refusals, RowCounts, RowShape, Rules, Segment, SeriesKey,
    shown_path,
};
use crate::runs::{IdSource, RunsIdMap};
use crate::runs::{InputMeta, Meta, StatusRules, StoredWindow};
use crate::runs::{RunsError, is_runs, read_segments};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

/// Files of runs of an incident; empty where probe logs alone are read.
#[derive(Debug, Default)]
pub(super) struct IncidentRuns {
    files: Vec<RunsFile>,
    /// Indices of the files that each series has segments in, by number of the series.
    of_series: BTreeMap<u32, BTreeSet<usize>>,
}

/// Runs that `fold` stored, opened, with what their file says of itself.
#[derive(Debug)]
pub(super) struct RunsFile {
    path: PathBuf,
    pub(super) meta: Meta,
    input: Input,
    /// Index among the incident's sources, by number in the file less one.
    pub(super) sources: Vec<usize>,
}

/// Sources that a file of runs stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunsSources {
    /// All `[[probes]]` entries of the incident.
    AllEntries,
    /// A single `[[probes]]` entry, by index.
    Entry(usize),
    /// Sources of its own: there is no incident.
    Own,
}

/// Probe logs from which runs were made.
#[derive(Debug, Default)]
pub(super) struct LogsAtHand {
    /// Logs that are there as they were; the source is the index of the layout.
    pub(super) files: Vec<ProbeFile>,
    /// Paths, as shown, of logs that are not there or have changed.
    pub(super) absent: Vec<String>,
}

/// Says whether a file holds runs; only Parquet can.
pub(super) fn is_file_of_runs(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet")) && is_runs(path)
}

impl RunsFile {
    /// Opens a file of runs and reads its metadata; `shown` is its path for readers. Its sources
    /// are still to be set.
    ///
    /// # Errors
    /// Where it cannot be read, or holds no runs.
    pub(super) fn open(path: PathBuf, shown: String) -> Result<RunsFile, RunsError> {
        let name = shown_path(&path);
        let HashedBytes { sha256, bytes } = sha256_of_file(&path)?;
        let opening = |why| ReadError::opening(&path, why);
        let mut file = File::open(&path).map_err(opening)?;
        let Ok(reader) = SerializedFileReader::new(file.try_clone().map_err(opening)?) else {
            return Err(RunsError::NotRuns(name));
        };
        let key_values = reader.metadata().file_metadata().key_value_metadata();
        let meta = Meta::read(&name, &mut file, key_values)?;
        let input = Input { sha256, bytes, ..Input::new(shown, InputRole::Runs) };
        Ok(RunsFile { path, meta, input, sources: Vec::new() })
    }

    /// Returns the path for errors.
    pub(super) fn name(&self) -> String {
        shown_path(&self.path)
    }

    /// Checks that the runs of the file were made under these rules and cover this window.
    fn check(&self, rules: &StatusRules, window: Option<Span>) -> Result<(), RunsError> {
        if let Some((what, here)) = self.meta.rules.differs(rules) {
            return Err(RunsError::Rules { path: self.name(), what, here });
        }
        let Some(theirs) = self.meta.window.as_ref().and_then(StoredWindow::span) else {
            return Ok(());
        };
        let covers = |ours: Span| theirs.from() <= ours.from() && ours.until() <= theirs.until();
        if window.is_some_and(covers) {
            return Ok(());
        }
        Err(RunsError::Window {
            path: self.name(),
            theirs: in_words(Some(theirs)),
            ours: in_words(window),
        })
    }
}

impl IncidentRuns {
    /// Says whether there is no file of runs.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Appends a file.
    pub(super) fn add(&mut self, file: RunsFile) {
        self.files.push(file);
    }

    /// Sorts the files by path: the order in which they are named means nothing.
    pub(super) fn sort(&mut self) {
        self.files.sort_by(|a, b| {
            (&a.input.path, &a.input.sha256).cmp(&(&b.input.path, &b.input.sha256))
        });
    }

    /// Lists the probe logs that the runs were made from, by path and hash: the number of each in
    /// this list is its number in a report.
    fn logs(&self) -> Vec<&InputMeta> {
        let mut all: Vec<&InputMeta> =
            self.files.iter().flat_map(|file| &file.meta.inputs).collect();
        all.sort_by_key(|input| (&input.path, &input.sha256));
        all
    }

    /// Lists every file of runs as it lies on the disk.
    pub(super) fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.files.iter().map(|file| file.path.clone())
    }

    /// Lists the paths of the probe logs that the runs were made from, as shown.
    pub(super) fn log_paths(&self) -> Vec<String> {
        self.logs().into_iter().map(|input| input.path.clone()).collect()
    }

    /// Lists the probe logs that the runs were made from, then the files of runs.
    pub(super) fn inputs(&self) -> Vec<Input> {
        let logs = self.logs().into_iter().map(InputMeta::input);
        logs.chain(self.files.iter().map(|file| file.input.clone())).collect()
    }

    /// Lists the probe logs that the runs were made from, with the numbers that their sources have
    /// in the incident, from 1.
    pub(super) fn log_metas(&self) -> Vec<InputMeta> {
        let numbered = |log: &InputMeta| {
            let file = self.files.iter().find(|file| file.meta.inputs.contains(log));
            let source = file.and_then(|file| file.sources.get(log.source - 1));
            InputMeta { source: source.map_or(log.source, |source| source + 1), ..log.clone() }
        };
        self.logs().into_iter().map(numbered).collect()
    }

    /// Checks that the runs were made under the rules of the incident and cover its window.
    ///
    /// # Errors
    /// Where they were not, or do not.
    pub(super) fn check(&self, rules: &Rules, window: Option<Span>) -> Result<(), RunsError> {
        let rules = StatusRules::of(rules);
        self.files.iter().try_for_each(|file| file.check(&rules, window))
    }

    /// Checks that no probe log stands in two files, or was read besides.
    fn check_distinct(&self, read: &[Input]) -> Result<(), RunsError> {
        let mut seen: BTreeMap<&str, &str> =
            read.iter().map(|input| (input.sha256.as_str(), "the probe logs")).collect();
        for file in &self.files {
            let second = file.input.path.as_str();
            for log in &file.meta.inputs {
                if let Some(first) = seen.get(log.sha256.as_str()) {
                    return Err(RunsError::Twice {
                        archive: log.path.clone(),
                        sha256: log.sha256.clone(),
                        first: (*first).to_owned(),
                        second: second.to_owned(),
                    });
                }
            }
            let logs = file.meta.inputs.iter();
            seen.extend(logs.map(|log| (log.sha256.as_str(), second)));
        }
        Ok(())
    }

    /// Reads all runs and hands on each segment with the words of the causes met so far; their
    /// series and causes are numbered with those of `archive`, whose logs were read before.
    /// `first_file` is the number of the first input that is read here.
    ///
    /// # Errors
    /// Where a file is damaged, where runs lie outside the window of `incident`, or where a probe
    /// log was read that runs stand for.
    pub(super) fn read(
        &mut self,
        archive: &mut ProbeLogs,
        incident: &Incident,
        first_file: usize,
        mut take: impl FnMut(Segment, &[String]),
    ) -> Result<(), RunsError> {
        self.check_distinct(&archive.inputs)?;
        let logs: Vec<InputMeta> = self.logs().into_iter().cloned().collect();
        for (at, file) in self.files.iter_mut().enumerate() {
            let path = shown_path(&file.path);
            let number = |input: &InputMeta| {
                let index = logs.iter().position(|log| log == input).unwrap_or_default();
                u32::try_from(first_file + index).unwrap_or(u32::MAX)
            };
            let files: Vec<u32> = file.meta.inputs.iter().map(number).collect();
            let mut names = LogIds {
                names: &mut archive.names,
                ragged_sites: &file.meta.refusals.ragged_sites,
            };
            let mut numbers =
                RunsIdMap { path: &path, names: &mut names, sources: &file.sources, files: &files };
            let of_series = &mut self.of_series;
            file.input.rows = read_segments(&file.path, &mut numbers, |segment, causes| {
                check_inside(&path, &segment, incident.window)?;
                of_series.entry(segment.series).or_default().insert(at);
                take(segment, causes);
                Ok(())
            })?;
        }
        self.carry_refusals(&logs, &mut archive.refusals);
        archive.name_unplaced();
        Ok(())
    }

    /// Adds the rows that were refused when the runs were made, in the order of their logs.
    fn carry_refusals(&self, logs: &[InputMeta], refusals: &mut Refusals) {
        for log in logs {
            for file in &self.files {
                let listed = file.meta.refusals.listed.iter();
                let own = listed
                    .filter(|refusal| file.meta.inputs.get(refusal.file - 1) == Some(log))
                    .filter_map(|refusal| refusal.refusal(&log.path));
                own.for_each(|refusal| refusals.list(refusal));
            }
        }
        for of_file in self.files.iter().map(|file| &file.meta.refusals) {
            for counted in &of_file.counts {
                if let Some(group) = counted.group() {
                    *refusals.counts.entry(group).or_default() += counted.count();
                }
            }
            for (site, rows) in &of_file.unplaced {
                refusals.add_unplaced(site, *rows, RowShape::Whole);
            }
            for (site, rows) in &of_file.unplaced_ragged {
                refusals.add_unplaced(site, *rows, RowShape::Ragged);
            }
        }
    }

    /// Adds the rows that were counted when the runs were made to those of each source, by its
    /// number.
    pub(super) fn add_rows(&self, rows: &mut [RowCounts]) {
        for file in &self.files {
            for input in &file.meta.inputs {
                let source = file.sources.get(input.source - 1);
                if let Some(of) = source.and_then(|source| rows.get_mut(*source)) {
                    of.add(&input.input());
                }
            }
        }
    }

    /// Gives the error of a series that only its rows could settle; `None` where no runs stand for
    /// it. `why` says what stays unknown.
    pub(super) fn unsettled(
        &self,
        archive: &ProbeLogs,
        series: u32,
        why: &'static str,
    ) -> Option<RunsError> {
        let indices = self.of_series.get(&series)?.iter();
        let files: Vec<&RunsFile> = indices.filter_map(|at| self.files.get(*at)).collect();
        let key = archive.keys().get(series as usize)?;
        let folded =
            files.iter().flat_map(|file| &file.meta.inputs).map(|input| input.path.as_str());
        let archives: BTreeSet<&str> =
            folded.chain(archive.files.iter().map(|file| file.shown.as_str())).collect();
        Some(RunsError::Unsettled {
            files: listed(files.iter().map(|file| file.input.path.as_str())),
            series: format!("{} from {}", key.site, key.vantage),
            why,
            archives: archives.into_iter().collect::<Vec<_>>().join(" "),
        })
    }

    /// Finds the probe logs that the runs were made from, and adds the layouts that they were read
    /// with to those of `archive`. `folder` is that of the incident.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub(super) fn find_logs(
        &self,
        archive: &mut ProbeLogs,
        folder: Option<&Path>,
    ) -> Result<LogsAtHand, ReadError> {
        let mut logs = LogsAtHand::default();
        for file in &self.files {
            let first = archive.settings.len();
            archive.settings.extend(file.meta.sources.iter().map(read_settings));
            for log in &file.meta.inputs {
                let below = |folder: &Path| folder.join(&log.path);
                let path = folder.map_or_else(|| PathBuf::from(&log.path), below);
                if path.is_file() && sha256_of_file(&path)?.sha256 == log.sha256 {
                    logs.files.push(ProbeFile {
                        path,
                        shown: log.path.clone(),
                        source: first + log.source - 1,
                        site: None,
                        vantage: None,
                        bytes: log.bytes,
                    });
                } else {
                    logs.absent.push(log.path.clone());
                }
            }
        }
        Ok(logs)
    }
}

/// Checks that the runs of a segment lie inside the window.
fn check_inside(path: &str, segment: &Segment, window: Option<Span>) -> Result<(), RunsError> {
    let Some(window) = window else { return Ok(()) };
    let mut runs = segment.runs.iter();
    if runs.all(|run| window.contains(run.first) && window.contains(run.last)) {
        return Ok(());
    }
    let last = segment.tail.as_ref().map_or(segment.head.at, |tail| tail.at);
    Err(RunsError::Window {
        path: path.to_owned(),
        theirs: in_words(Span::seen(segment.head.at, last)),
        ours: in_words(Some(window)),
    })
}

/// Numbers of the probe logs' series and causes, for the runs that are read beside them.
struct LogIds<'a> {
    names: &'a mut Interner,
    /// Ids of sites that only ragged rows of the file's logs name.
    ragged_sites: &'a BTreeSet<String>,
}

impl IdSource for LogIds<'_> {
    fn series(&mut self, path: &str, key: &SeriesKey) -> Result<u32, RunsError> {
        let too_many = || RunsError::TooManySeries { path: path.to_owned(), most: MOST_SERIES };
        let is_ragged = self.ragged_sites.contains(&key.site);
        let shape = if is_ragged { RowShape::Ragged } else { RowShape::Whole };
        self.names.series(key, shape).ok_or_else(too_many)
    }

    fn cause(&mut self, word: &str) -> CauseId {
        self.names.cause(word)
    }

    fn causes(&self) -> &[String] {
        &self.names.causes
    }
}

/// Returns a window in words.
fn in_words(window: Option<Span>) -> String {
    window.map_or_else(
        || "all their time".to_owned(),
        |window| format!("{} to {}", rfc3339(window.from()), rfc3339(window.shown_until())),
    )
}
