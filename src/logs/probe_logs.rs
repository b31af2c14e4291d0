//! The probe archive: its files, read one after the other, each row a sample or a refusal.

use crate::clock::{IntervalSet, Span, rfc3339};
use crate::files::ReadError;
use crate::logs::error::LogError;
use crate::logs::layout::InnerFormat;
use crate::logs::layout::ReadSettings;
use crate::logs::merge::{Merger, Progress, ReadFiles, Receiver};
use crate::logs::names::interner::Interner;
use crate::logs::probe_file::ProbeFile;
use crate::logs::rows::batch::Filter;
use crate::logs::rows::coarsest_stamp::CoarsestOfSource;
use crate::logs::scheduler::{self, Delivery};
use crate::logs::source_lines;
use crate::model::suggest::listed;
use crate::model::{
    IdMap, Input, Location, Refusals, RowCounts, Rules, Sample, SampleSink, SeriesKey, SiteFilter,
    SourceLine, StampLocation, Status, shown_path,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most rows that are held to be shown as they stand in their files.
const MOST_LINES: usize = 500_000;

/// Receiver that adds up all rows.
struct SumReceiver<'s, S>(&'s mut S);

impl<S: SampleSink> Receiver<S> for SumReceiver<'_, S> {
    #[inline(always)]
    fn row(&mut self, sample: Sample, names: &Interner) {
        self.0.push(sample, &names.causes);
    }

    fn file(&mut self, sum: S, numbers: &IdMap, names: &Interner) {
        self.0.follow(sum, numbers, &names.causes);
    }

    fn full_past(&self) -> Option<usize> {
        self.0.is_full().then(|| self.0.most_runs())
    }
}

/// Receiver that adds up all rows one by one, and lets `each` see them before.
struct EachReceiver<'s, E, S> {
    each: E,
    sum: &'s mut S,
}

impl<E: FnMut(&Sample), S: SampleSink> Receiver<S> for EachReceiver<'_, E, S> {
    #[inline(always)]
    fn row(&mut self, sample: Sample, names: &Interner) {
        (self.each)(&sample);
        self.sum.push(sample, &names.causes);
    }

    fn file(&mut self, sum: S, numbers: &IdMap, names: &Interner) {
        self.sum.follow(sum, numbers, &names.causes);
    }

    fn full_past(&self) -> Option<usize> {
        self.sum.is_full().then(|| self.sum.most_runs())
    }
}

/// Way in which the rows of all files are handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// One by one, or added up where the delivery allows it.
    Delivered(Delivery),
    /// One by one, with the reason for each row's status in the log.
    Explained,
}

/// Receiver that hands on each row.
struct RowReceiver<T>(T);

impl<T: FnMut(Sample, &Interner)> Receiver<()> for RowReceiver<T> {
    #[inline(always)]
    fn row(&mut self, sample: Sample, names: &Interner) {
        (self.0)(sample, names);
    }

    fn file(&mut self, (): (), _: &IdMap, _: &Interner) {}

    fn full_past(&self) -> Option<usize> {
        None
    }
}

/// All probe files of an incident.
#[derive(Debug, Default)]
pub struct ProbeLogs {
    /// Files in the order in which they are read; may be empty.
    pub(crate) files: Vec<ProbeFile>,
    /// Ways in which the files of each source are read, by its number.
    pub(crate) settings: Vec<ReadSettings>,
    /// Rules by which a row has its status.
    pub(crate) rules: Rules,
    /// Only rows of this time are taken; all where there is none.
    pub(crate) window: Option<Span>,
    /// Only these sites are taken; all where empty.
    pub(crate) only_sites: SiteFilter,
    /// Names of series and causes met so far, by number.
    pub(crate) names: Interner,
    /// Number of the first file among the incident's inputs.
    pub(crate) first_input: usize,
    /// Account of each file after the first pass; empty before.
    pub(crate) inputs: Vec<Input>,
    /// Rows refused in the first pass.
    pub(crate) refusals: Refusals,
    /// Coarsest stamp of each source in the first pass, by its number. May be shorter than the
    /// sources are many.
    coarsest: Vec<CoarsestOfSource>,
}

impl ProbeLogs {
    /// Gives the size of all files, as stored.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Gives the rows that were refused in the first reading.
    pub fn refusals(&self) -> &Refusals {
        &self.refusals
    }

    /// Counts the rows of each source, by its number, in the first reading. Rows that go back in
    /// time are not counted yet.
    pub fn rows(&self) -> Vec<RowCounts> {
        let mut rows = vec![RowCounts::default(); self.settings.len()];
        for (file, input) in self.files.iter().zip(&self.inputs) {
            rows[file.source].add(input);
        }
        rows
    }

    /// Says whether a layout among them says only when something changed, whatever its source's
    /// cadence.
    pub(crate) fn says_only_changes(&self) -> bool {
        self.settings.iter().any(|settings| settings.layout.is_some_and(|layout| layout.on_change))
    }

    /// Says in words what the files of each source, by its number, hold that matters and is not
    /// read.
    pub(crate) fn not_used(&self) -> Vec<Vec<String>> {
        let mut not_used = vec![Vec::new(); self.settings.len()];
        for file in &self.files {
            let layout = self.settings[file.source].layout;
            let words =
                layout.and_then(|spec| spec.not_used).and_then(|words_of| words_of(&file.path));
            not_used[file.source].extend(words.map(|words| format!("{}: {words}", file.shown)));
        }
        for (source, not_used) in not_used.iter_mut().enumerate() {
            not_used.extend(self.refusals.passed.of_source(source));
        }
        not_used
    }

    /// Lists the resolution of each source's stamps as the first reading found it, by its number,
    /// in microseconds; 0 where all have their second. May be shorter than the sources are many.
    pub(crate) fn resolutions_us(&self) -> impl Iterator<Item = i64> {
        self.coarsest.iter().map(|found| found.stamp.resolution_us)
    }

    /// Gives the place of the first stamp of a source, by its number, that leaves this many
    /// microseconds open; `None` where its coarsest stamp is another.
    pub fn coarsest_stamp(&self, source: usize, resolution_us: i64) -> Option<StampLocation> {
        let coarsest = self.coarsest.get(source)?;
        let file = self.files.get(coarsest.file)?;
        let is_it = resolution_us > 0 && coarsest.stamp.resolution_us == resolution_us;
        is_it.then(|| StampLocation { file: file.shown.clone(), line: coarsest.stamp.line })
    }

    /// Gives the names in the logs that are not their site's id, each with that id.
    pub fn matched(&self) -> BTreeSet<(String, String)> {
        self.names.matched()
    }

    /// Lists the ids of sites that only ragged rows name: no other row has them.
    pub(crate) fn ragged_sites(&self) -> BTreeSet<String> {
        self.names.ragged_sites()
    }

    /// Gives the series met so far, by number.
    pub fn keys(&self) -> &[SeriesKey] {
        &self.names.keys
    }

    /// Gives the words of the causes met so far, by number.
    pub fn causes(&self) -> &[String] {
        &self.names.causes
    }

    /// Reads every file and hands each usable row of the window to `take`, in the files' order,
    /// with the words of the causes so far.
    ///
    /// # Errors
    /// Where a file cannot be read, lacks a column or is empty, or where no row of the archive can
    /// be used.
    pub fn read(
        &mut self,
        mut take: impl FnMut(Sample, &[String]),
        mut progress: impl FnMut(Progress),
    ) -> Result<(), LogError> {
        let mut each = RowReceiver(|sample, names: &Interner| take(sample, &names.causes));
        self.first_pass(Delivery::Rows, &mut each, &mut progress)
    }

    /// Reads every file and adds up each usable row of the window in `sum`. Each file may be added
    /// up apart at first: whether it is depends on the files alone.
    ///
    /// # Errors
    /// As [`ProbeLogs::read`].
    pub fn read_into<S: SampleSink>(
        &mut self,
        sum: &mut S,
        mut progress: impl FnMut(Progress),
    ) -> Result<(), LogError> {
        self.first_pass(Delivery::FileSums, &mut SumReceiver(sum), &mut progress)
    }

    /// Reads every file and adds up each usable row of the window in `sum`, after `each` saw it.
    ///
    /// # Errors
    /// As [`ProbeLogs::read`].
    pub(crate) fn read_each_into<S: SampleSink>(
        &mut self,
        sum: &mut S,
        each: impl FnMut(&Sample),
        mut progress: impl FnMut(Progress),
    ) -> Result<(), LogError> {
        self.first_pass(Delivery::Rows, &mut EachReceiver { each, sum }, &mut progress)
    }

    /// Reads every file as [`ProbeLogs::read`] does, and hands on each row with its series and the
    /// word of its cause. Gives the number of ragged rows that are left out, as no row before them
    /// names their series.
    ///
    /// # Errors
    /// As [`ProbeLogs::read`].
    pub(crate) fn read_named(
        &mut self,
        mut take: impl FnMut(Sample, &SeriesKey, &str),
        mut progress: impl FnMut(Progress),
    ) -> Result<u64, LogError> {
        let mut left_out = 0;
        let named = |sample: Sample, names: &Interner| {
            if names.is_ragged(sample.series) {
                left_out += 1;
                return;
            }
            let cause = names.causes.get(usize::from(sample.cause.0)).map_or("", String::as_str);
            if let Some(key) = names.keys.get(sample.series as usize) {
                take(sample, key, cause);
            }
        };
        self.first_pass(Delivery::Rows, &mut RowReceiver(named), &mut progress)?;
        Ok(left_out)
    }

    /// Reads every file, keeps what was read of each, and checks that it can be used.
    fn first_pass<S: SampleSink>(
        &mut self,
        delivery: Delivery,
        receiver: &mut impl Receiver<S>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<(), LogError> {
        let mut refusals = std::mem::take(&mut self.refusals);
        // Rows that are explained come one by one, in the files' order.
        let pass = if log::log_enabled!(log::Level::Debug) {
            Pass::Explained
        } else {
            Pass::Delivered(delivery)
        };
        let read = self.pass(pass, &mut refusals, receiver, progress);
        self.refusals = refusals;
        self.name_unplaced();
        let ReadFiles { inputs, coarsest } = read?;
        (self.inputs, self.coarsest) = (inputs, coarsest);
        self.names.check_unambiguous()?;
        self.check_no_copies()?;
        for (name, site) in self.matched() {
            log::debug!("`{name}` is the site `{site}`");
        }
        let on_change =
            |source: usize| self.settings.get(source).is_some_and(|settings| settings.on_change);
        self.names.check_one_name_each(on_change)?;
        // A row with several probes can have several outcomes that cannot be read.
        let usable = |input: &Input| {
            let rows = input.rows - input.refused;
            rows.checked_sub(input.unreadable_outcomes).unwrap_or(rows)
        };
        if !self.files.is_empty() && self.inputs.iter().map(usable).sum::<u64>() == 0 {
            return Err(self.no_rows());
        }
        Ok(())
    }

    /// Gives the sites of rows that cannot be placed in time their ids. A name that could be two
    /// sites stays as it is written.
    pub(crate) fn name_unplaced(&mut self) {
        let known = &self.names.known;
        self.refusals.name_unplaced(|name| known.id(name).unwrap_or_else(|_| name.to_owned()));
    }

    /// Checks that no two sources take the outcomes of probes from the same bytes: each row would
    /// count as two probes, and as those of two places (M9).
    fn check_no_copies(&self) -> Result<(), LogError> {
        let mut seen: BTreeMap<&str, Vec<&ProbeFile>> = BTreeMap::new();
        for (file, input) in self.files.iter().zip(&self.inputs) {
            if input.rows == 0 {
                continue;
            }
            let before = seen.entry(&input.sha256).or_default();
            let settings = &self.settings[file.source];
            let is_read_so = |other: &&&ProbeFile| {
                other.source != file.source
                    && self.settings[other.source].takes_same_outcomes(settings)
            };
            match before.iter().find(is_read_so) {
                Some(other) if other.shown == file.shown => {
                    return Err(LogError::ReadTwice(file.shown.clone()));
                }
                Some(other) => {
                    return Err(LogError::Copies {
                        one: other.shown.clone(),
                        other: file.shown.clone(),
                    });
                }
                None => before.push(file),
            }
        }
        Ok(())
    }

    /// Reads every file once more, for the series that the first pass could not settle.
    ///
    /// # Errors
    /// As [`ProbeLogs::read`]; besides, where a file is no longer what it was.
    pub fn read_again(
        &mut self,
        mut take: impl FnMut(Sample, &[String]),
        mut progress: impl FnMut(Progress),
    ) -> Result<(), LogError> {
        let mut each = RowReceiver(|sample, names: &Interner| take(sample, &names.causes));
        let mut refusals = Refusals::default();
        let pass = Pass::Delivered(Delivery::Rows);
        let again = self.pass(pass, &mut refusals, &mut each, &mut progress)?.inputs;
        match self.inputs.iter().zip(&again).position(|(before, now)| before.sha256 != now.sha256) {
            Some(at) => Err(ReadError::Changed(shown_path(&self.files[at].path)).into()),
            None => Ok(()),
        }
    }

    /// Reads every file.
    fn pass<S: SampleSink>(
        &mut self,
        pass: Pass,
        refusals: &mut Refusals,
        receiver: &mut impl Receiver<S>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<ReadFiles, LogError> {
        // The workers ask it while the names are numbered.
        let known = Arc::clone(&self.names.known);
        let filter = Filter {
            rules: &self.rules,
            window: self.window,
            sites: &self.only_sites,
            known: &known,
            lists_unused: pass == Pass::Explained,
        };
        let mut merger = Merger::new(&self.files, self.first_input, &mut self.names, refusals);
        let delivery = match pass {
            Pass::Delivered(delivery) => delivery,
            Pass::Explained => {
                merger.explain_by(&self.rules);
                Delivery::Rows
            }
        };
        scheduler::read(&self.files, &self.settings, filter, delivery, |part| {
            merger.take(part, receiver)?;
            progress(merger.progress());
            Ok(())
        })?;
        Ok(merger.finish())
    }

    /// Reads the rows of sites, each in the times asked of it, in order of site, time and place, as
    /// they stand in their files; counts those beyond as many as are held. A period of a list is
    /// one row, at its start. Only these sites are read from then on.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub(crate) fn source_lines(
        &mut self,
        asked: &BTreeMap<String, IntervalSet>,
    ) -> Result<(Vec<SourceLine>, u64), LogError> {
        self.only_sites = SiteFilter::those(asked.keys().cloned().collect());
        let (mut rows, mut beyond): (Vec<Sample>, u64) = (Vec::new(), 0);
        let keep = |sample: Sample, names: &Interner| {
            let key = names.keys.get(sample.series as usize);
            let times = key.and_then(|key| asked.get(&key.site));
            match times.is_some_and(|times| times.contains(sample.at)) {
                true if rows.len() < MOST_LINES => rows.push(sample),
                is_asked => beyond += u64::from(is_asked),
            }
        };
        self.first_pass(Delivery::Rows, &mut RowReceiver(keep), &mut |_| ())?;
        rows.sort_by_key(|sample| (sample.at, sample.location));
        let is_list = |sample: &Sample| {
            let file = self.files.get(sample.location.file as usize - self.first_input);
            let layout = file.and_then(|file| self.settings[file.source].layout);
            layout.is_some_and(|layout| layout.lists_periods)
        };
        if rows.iter().any(is_list) {
            rows = one_row_each(rows, is_list);
        }
        let mut texts: BTreeMap<Location, String> = BTreeMap::new();
        for (at, file) in self.files.iter().enumerate() {
            let number = u32::try_from(self.first_input + at).unwrap_or(u32::MAX);
            let own_rows = rows.iter().filter(|sample| sample.location.file == number);
            let mut of_file: BTreeMap<Location, String> =
                own_rows.map(|sample| (sample.location, self.in_our_columns(sample))).collect();
            let settings = &self.settings[file.source];
            let is_table = settings.shape.inside == InnerFormat::Csv;
            let by_line =
                settings.layout.map_or(!file.is_parquet(), |spec| spec.by_line && is_table);
            if by_line {
                {
                    let form = &self.settings[file.source].dialect.form;
                    source_lines::read(&mut of_file, &file.path, form, number)?
                };
            }
            texts.append(&mut of_file);
        }
        let shown = |location: Location| {
            self.files.get(location.file as usize - self.first_input).map(|file| file.shown.clone())
        };
        let quote = |sample: &Sample| {
            Some(SourceLine {
                file: shown(sample.location)?,
                line: sample.location.line,
                site: self.keys().get(sample.series as usize)?.site.clone(),
                at: sample.at,
                vantage: self.vantage_of(sample).to_owned(),
                status: sample.status,
                stands: false,
                text: texts.get(&sample.location).cloned().unwrap_or_default(),
            })
        };
        let mut lines: Vec<SourceLine> = rows.iter().filter_map(quote).collect();
        // Sorting keeps the order of time and place within a site.
        lines.sort_by(|a, b| a.site.cmp(&b.site));
        Ok((lines, beyond))
    }

    /// Writes a row of a file without lines in our own columns.
    fn in_our_columns(&self, sample: &Sample) -> String {
        let vantage = self.vantage_of(sample);
        let cause = self.causes().get(usize::from(sample.cause.0)).map_or("", String::as_str);
        format!("{},{vantage},{cause}", rfc3339(sample.at))
    }

    /// Returns the name of the vantage of a row.
    fn vantage_of(&self, sample: &Sample) -> &str {
        self.keys().get(sample.series as usize).map_or("", |key| key.vantage.as_str())
    }

    /// Makes an error of an archive without one usable row.
    fn no_rows(&self) -> LogError {
        let files: Vec<String> = self.files.iter().map(|file| shown_path(&file.path)).collect();
        let refused = match self.refusals.listed.first() {
            Some(first) => {
                format!(": {} cannot be read, the first at {first}", self.refusals.count())
            }
            None => String::new(),
        };
        LogError::NoRows { files: listed(files.iter().map(String::as_str)), refused }
    }
}

/// Keeps one row of each period of a list: that of its own state, and none of those that stand for
/// what was so beside it. Rows are in order of time.
fn one_row_each(rows: Vec<Sample>, is_list: impl Fn(&Sample) -> bool) -> Vec<Sample> {
    // A time up is declared beside periods of down alone; all else is added behind a period.
    let mut own: BTreeMap<Location, Sample> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_list(row)) {
        let kept = own.entry(row.location).or_insert(*row);
        if row.status == Status::Down {
            *kept = *row;
        }
    }
    let is_own = |row: &Sample| own.get(&row.location).is_none_or(|one| one == row);
    rows.into_iter().filter(is_own).collect()
}
