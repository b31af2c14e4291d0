//! Files of runs as part of an incident: whether they fit it, and how their numbers become its own.

use crate::clock::{Span, rfc3339};
use crate::files::OneOrMany;
use crate::files::ReadError;
use crate::files::sha256_of_file;
use crate::incident::open::OpenIncident;
use crate::layouts as foreign;
use crate::logs::Layout;
use crate::logs::{Interner, MOST_SERIES};
use crate::model::suggest::listed;
use crate::model::{
    Cadence, CauseId, Input, InputRole, ProbeSource, RefusalKind, RowCounts, Run, Segment,
    SeriesKey,
};
use crate::runs::{
    InputMeta, Meta, NameTables, Numbering, Output, RefusalsMeta, Renumbering, RunsError,
    SourceMeta, StatusRules, Window, read_segments,
};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::PathBuf;

/// All runs of an incident.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    pub(crate) files: Vec<RunsFile>,
    /// The files that each series has pieces in, by number.
    of_series: BTreeMap<u32, BTreeSet<usize>>,
}

/// One file of runs.
#[derive(Debug)]
pub(crate) struct RunsFile {
    path: PathBuf,
    pub(crate) meta: Meta,
    input: Input,
    /// Index among the incident's sources, by number in the file less one.
    sources: Vec<usize>,
}

/// What a file of runs stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// All `[[probes]]` entries of the incident.
    All,
    /// One of them.
    One(usize),
    /// Sources of its own: there is no incident.
    Own,
}

impl Runs {
    /// Puts the files in order: that in which they are named means nothing.
    pub(crate) fn sort(&mut self) {
        self.files.sort_by(|a, b| {
            (&a.input.path, &a.input.sha256).cmp(&(&b.input.path, &b.input.sha256))
        });
    }

    /// The probe logs that the runs were made from, by path and hash: the number of each among
    /// these is its number in a report.
    pub(crate) fn archives(&self) -> Vec<&InputMeta> {
        let mut all: Vec<&InputMeta> =
            self.files.iter().flat_map(|file| &file.meta.inputs).collect();
        all.sort_by_key(|input| (&input.path, &input.sha256));
        all
    }

    /// Every file of runs as it lies on the disk.
    pub(crate) fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.files.iter().map(|file| file.path.clone())
    }

    /// The paths of the probe logs, as shown.
    pub(crate) fn archive_paths(&self) -> Vec<String> {
        self.archives().into_iter().map(|input| input.path.clone()).collect()
    }

    /// The probe logs and then the files of runs, as inputs.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        let logs = self.archives().into_iter().map(InputMeta::input);
        logs.chain(self.files.iter().map(|file| file.input.clone())).collect()
    }

    /// That no probe log stands in two files, or is read besides.
    fn differ(&self, read: &[Input]) -> Result<(), RunsError> {
        let mut seen: BTreeMap<&str, &str> =
            read.iter().map(|input| (input.sha256.as_str(), "the probe logs")).collect();
        for file in &self.files {
            if let Some((log, first)) = file
                .meta
                .inputs
                .iter()
                .find_map(|input| Some((input, *seen.get(input.sha256.as_str())?)))
            {
                let (archive, sha256) = (log.path.clone(), log.sha256.clone());
                return Err(RunsError::Twice {
                    archive,
                    sha256,
                    first: first.to_owned(),
                    second: file.input.path.clone(),
                });
            }
            seen.extend(
                file.meta
                    .inputs
                    .iter()
                    .map(|input| (input.sha256.as_str(), file.input.path.as_str())),
            );
        }
        Ok(())
    }
}

impl OpenIncident {
    /// Adds a file of runs to the incident, if it fits.
    pub(crate) fn add_runs(
        &mut self,
        path: PathBuf,
        shown: String,
        entry: Entry,
    ) -> Result<(), RunsError> {
        let name = path.display().to_string();
        let (sha256, bytes) = sha256_of_file(&path)?;
        let opening = |why| ReadError::opening(&name, why);
        let mut file = File::open(&path).map_err(opening)?;
        let Ok(reader) = SerializedFileReader::new(file.try_clone().map_err(opening)?) else {
            return Err(RunsError::NotRuns(name));
        };
        let meta =
            Meta::read(&name, &mut file, reader.metadata().file_metadata().key_value_metadata())?;
        let sources = match entry {
            Entry::All => self.incident_sources(&name, &meta)?,
            Entry::One(source) if meta.sources.len() == 1 => vec![source],
            Entry::One(_) => return Err(RunsError::SeveralSources(name)),
            Entry::Own => meta.sources.iter().map(|source| self.own_source(source)).collect(),
        };
        for (source, number) in meta.sources.iter().zip(&sources) {
            // What was simulated stays so, whatever the incident says.
            self.incident.sources[*number].simulated |= source.simulated;
        }
        let input = Input {
            path: shown,
            role: InputRole::Runs,
            sha256,
            bytes,
            rows: 0,
            refused: 0,
            outside: 0,
        };
        self.runs.files.push(RunsFile { path, meta, input, sources });
        Ok(())
    }

    /// The numbers of the incident's own entries, where the rows were read as they say.
    fn incident_sources(&self, path: &str, meta: &Meta) -> Result<Vec<usize>, RunsError> {
        let many = self.incident.sources.len();
        if meta.sources.len() > many {
            return Err(RunsError::NoSource {
                path: path.to_owned(),
                number: meta.sources.len(),
                many,
            });
        }
        for (at, theirs) in meta.sources.iter().enumerate() {
            let ours = self.source_meta(at);
            let words = |source: &SourceMeta| {
                [
                    format!("zone = {}", source.zone.as_deref().unwrap_or("none")),
                    format!("columns = {:?}", source.columns),
                    format!("vantage = {}", source.vantage),
                    format!("layout = {}", source.layout.as_deref().unwrap_or("csv")),
                    format!("format = {}", source.format.as_deref().unwrap_or("none")),
                ]
            };
            if let Some((what, here)) =
                words(theirs).into_iter().zip(words(&ours)).find(|(a, b)| a != b)
            {
                let number = at + 1;
                let what = format!("{what} of [[probes]] entry {number}");
                return Err(RunsError::Rules { path: path.to_owned(), what, here });
            }
        }
        Ok((0..meta.sources.len()).collect())
    }

    /// The number of a source without an incident: one just like it, or a new one.
    fn own_source(&mut self, source: &SourceMeta) -> usize {
        let filter = source.source();
        if let Some(at) = self.incident.sources.iter().position(|known| *known == filter) {
            return at;
        }
        self.incident.sources.push(filter);
        self.archive.layouts.push(layout(source));
        self.incident.sources.len() - 1
    }

    /// A source as the metadata has it.
    fn source_meta(&self, at: usize) -> SourceMeta {
        let (source, layout): (&ProbeSource, &Layout) =
            (&self.incident.sources[at], &self.archive.layouts[at]);
        SourceMeta {
            name: source.name.clone(),
            on_change_us: if let Cadence::OnChange { interval_us } = source.cadence {
                Some(interval_us)
            } else {
                None
            },
            clock_error_us: source.clock_error_us,
            silence_us: source.silence_us,
            simulated: source.simulated,
            zone: layout.zone.map(|zone| zone.name().to_owned()),
            columns: layout
                .columns
                .iter()
                .map(|(ours, theirs)| (ours.clone(), theirs.all().to_vec()))
                .collect(),
            vantage: layout.vantage.clone(),
            layout: layout
                .foreign
                .map(|foreign| foreign.name.to_owned())
                .or_else(|| layout.dialect.describe(&layout.verdict_words)),
            format: layout.format.clone(),
        }
    }

    /// Whether the runs were made under the rules and in the window of this incident. To be called
    /// when both are known.
    pub(crate) fn fit_runs(&self) -> Result<(), RunsError> {
        let rules = StatusRules::of(&self.incident.rules);
        for file in &self.runs.files {
            let path = file.path.display().to_string();
            if let Some((what, here)) = file.meta.rules.differs(&rules) {
                return Err(RunsError::Rules { path, what, here });
            }
            let (theirs, ours) =
                (file.meta.window.as_ref().and_then(Window::span), self.incident.window);
            let wide = theirs.is_none_or(|theirs| {
                ours.is_some_and(|ours| {
                    theirs.from() <= ours.from() && ours.until() <= theirs.until()
                })
            });
            if !wide {
                return Err(RunsError::Window { path, theirs: words(theirs), ours: words(ours) });
            }
        }
        Ok(())
    }

    /// Reads the runs, if there are any, and hands on each piece with the words of the causes met
    /// so far. To be called after the probe logs are read.
    ///
    /// # Errors
    /// Where a file is damaged, where runs lie outside the window, or where a probe log is read
    /// that runs stand for.
    pub fn read_runs(&mut self, mut take: impl FnMut(Segment, &[String])) -> Result<(), RunsError> {
        if self.runs.files.is_empty() {
            return Ok(());
        }
        self.runs.differ(&self.archive.inputs)?;
        let archives: Vec<InputMeta> = self.runs.archives().into_iter().cloned().collect();
        let first = self.inputs.len() + self.archive.files.len();
        let window = self.incident.window;
        for (at, file) in self.runs.files.iter_mut().enumerate() {
            let path = file.path.display().to_string();
            let location = |input: &InputMeta| {
                archives.iter().position(|other| other == input).unwrap_or_default()
            };
            let files: Vec<u32> = file
                .meta
                .inputs
                .iter()
                .map(|input| u32::try_from(first + location(input)).unwrap_or(u32::MAX))
                .collect();
            let mut names = ArchiveNumbering {
                names: &mut self.archive.names,
                only_sites: &self.archive.only_sites,
            };
            let mut numbers = Renumbering {
                path: &path,
                names: &mut names,
                sources: &file.sources,
                files: &files,
            };
            let of_series = &mut self.runs.of_series;
            let inside = |run: &Run| {
                window.is_none_or(|window| window.contains(run.first) && window.contains(run.last))
            };
            file.input.rows = read_segments(&file.path, &mut numbers, |segment, causes| {
                if !segment.runs.iter().all(inside) {
                    let theirs = words(Span::seen(
                        segment.head.at,
                        segment.tail.as_ref().map_or(segment.head.at, |tail| tail.at),
                    ));
                    return Err(RunsError::Window {
                        path: path.clone(),
                        theirs,
                        ours: words(window),
                    });
                }
                of_series.entry(segment.series).or_default().insert(at);
                take(segment, causes);
                Ok(())
            })?;
        }
        self.carry_refusals(&archives);
        Ok(())
    }

    /// Lists the rows that were refused when the runs were made, in the order of their files.
    fn carry_refusals(&mut self, archives: &[InputMeta]) {
        let refusals = &mut self.archive.refusals;
        for archive in archives {
            for file in &self.runs.files {
                let own = file
                    .meta
                    .refusals
                    .listed
                    .iter()
                    .filter(|refusal| file.meta.inputs.get(refusal.file - 1) == Some(archive));
                own.filter_map(|refusal| refusal.refusal(&archive.path))
                    .for_each(|refusal| refusals.list(refusal));
            }
        }
        for (kind, count) in self.runs.files.iter().flat_map(|file| &file.meta.refusals.by_kind) {
            if let Some(kind) = RefusalKind::known_word(kind) {
                *refusals.by_kind.entry(kind).or_default() += count;
            }
        }
    }

    /// Rows of each source, by its number, as counted in the first reading or when the runs were
    /// made.
    pub fn rows(&self) -> Vec<RowCounts> {
        let mut rows = self.archive.rows();
        rows.resize(self.incident.sources.len(), RowCounts::default());
        for file in &self.runs.files {
            for input in &file.meta.inputs {
                let source =
                    file.sources.get(input.source - 1).and_then(|source| rows.get_mut(*source));
                if let Some(of) = source {
                    of.read += input.rows;
                    of.refused += input.refused;
                    of.outside += input.outside;
                }
            }
        }
        rows
    }

    /// What to say of a series that only its rows could settle, where runs stand for them; `why` is
    /// what cannot be told.
    pub fn unsettled_runs(&self, series: u32, why: &'static str) -> Option<RunsError> {
        let files: Vec<&RunsFile> = self
            .runs
            .of_series
            .get(&series)?
            .iter()
            .filter_map(|at| self.runs.files.get(*at))
            .collect();
        let key = self.archive.keys().get(series as usize)?;
        let folded =
            files.iter().flat_map(|file| &file.meta.inputs).map(|input| input.path.as_str());
        let archives: BTreeSet<&str> =
            folded.chain(self.archive.files.iter().map(|file| file.shown.as_str())).collect();
        Some(RunsError::Unsettled {
            files: listed(files.iter().map(|file| file.input.path.as_str())),
            series: format!("{} from {}", key.site, key.vantage),
            why,
            archives: archives.into_iter().collect::<Vec<_>>().join(" "),
        })
    }

    /// Writes the pieces of this incident as runs; gives their number.
    ///
    /// # Errors
    /// Where there are no probe logs, or where the file cannot be written.
    pub fn write_runs(&self, output: Output, segments: &[Segment]) -> Result<u64, RunsError> {
        if self.archive.files.is_empty() && self.runs.files.is_empty() {
            return Err(RunsError::NoLogs(self.incident.title.clone()));
        }
        let read = self
            .archive
            .files
            .iter()
            .zip(&self.archive.inputs)
            .map(|(file, input)| InputMeta::of(input, file.source));
        let folded = self.runs.archives().into_iter().map(|archive| {
            let file = self.runs.files.iter().find(|file| file.meta.inputs.contains(archive));
            let source = file
                .and_then(|file| file.sources.get(archive.source - 1))
                .map_or(archive.source, |source| source + 1);
            InputMeta { source, ..archive.clone() }
        });
        let inputs: Vec<InputMeta> = read.chain(folded).collect();
        let meta = Meta {
            rules: StatusRules::of(&self.incident.rules),
            window: self.incident.window.map(Window::of),
            sources: (0..self.incident.sources.len()).map(|at| self.source_meta(at)).collect(),
            refusals: RefusalsMeta::of(&self.archive.refusals, &inputs),
            inputs,
        };
        let first_file = u32::try_from(self.inputs.len()).unwrap_or(u32::MAX);
        output.write(
            &meta,
            NameTables { keys: self.archive.keys(), causes: self.archive.causes(), first_file },
            segments,
        )
    }
}

/// Numbers of the probe logs' series and causes, for the runs that are read beside them.
struct ArchiveNumbering<'a> {
    names: &'a mut Interner,
    /// Only these sites are taken; all where empty.
    only_sites: &'a [String],
}

impl Numbering for ArchiveNumbering<'_> {
    fn series(&mut self, path: &str, key: &SeriesKey) -> Result<u32, RunsError> {
        let too_many =
            || ReadError::TooManySeries { path: path.to_owned(), line: 0, most: MOST_SERIES };
        Ok(self.names.series(key).ok_or_else(too_many)?)
    }

    fn cause(&mut self, word: &str) -> CauseId {
        self.names.cause(word)
    }

    fn causes(&self) -> &[String] {
        &self.names.causes
    }

    fn is_wanted(&self, site: &str) -> bool {
        let means = |id: &String| self.names.known.options(site, id);
        self.only_sites.is_empty() || self.only_sites.iter().any(means)
    }
}

/// The layout that a source was read with.
pub(crate) fn layout(source: &SourceMeta) -> Layout {
    let columns = source
        .columns
        .iter()
        .map(|(ours, theirs)| (ours.clone(), OneOrMany::Many(theirs.clone())))
        .collect();
    let zone = source.zone.as_deref().and_then(|name| crate::clock::Zone::named(name).ok());
    let foreign = source.layout.as_deref().and_then(foreign::named);
    Layout {
        zone,
        columns,
        vantage: source.vantage.clone(),
        foreign,
        format: source.format.clone(),
        ..Layout::default()
    }
}

/// A window in words.
fn words(window: Option<Span>) -> String {
    window.map_or_else(
        || "all their time".to_owned(),
        |window| format!("{} to {}", rfc3339(window.from()), rfc3339(window.shown_until())),
    )
}
