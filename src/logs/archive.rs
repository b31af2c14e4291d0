//! The probe archive: its files, read one after the other, each row a sample or a refusal.

use crate::clock::{Span, Zone};
use crate::files::ReadError;
use crate::files::one_or_many::OneOrMany;
use crate::logs::batch::Filter;
use crate::logs::classify::Results;
use crate::logs::dialect::Shape;
use crate::logs::interner::Names;
use crate::logs::merge::Order;
use crate::logs::records::LayoutSpec;
use crate::logs::scheduler as flow;
use crate::model::{IdMap, Input, Refusals, RowCounts, Rules, Sample, SampleSink, SeriesKey};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// How far the reading is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read in this pass, over all files.
    pub rows: u64,
    /// Bytes read in this pass, as stored.
    pub bytes: u64,
}

/// Takes what a reading hands on. A trait and not a closure: each row goes through it, and it is to
/// become part of the loop over the rows.
pub(crate) trait Takes<S> {
    fn row(&mut self, sample: Sample, names: &Names);
    /// All rows of a file that comes next, added up, and what its numbers are here.
    fn file(&mut self, sum: S, numbers: &IdMap, names: &Names);
}

/// Adds everything up in one place.
struct Into<'s, S>(&'s mut S);

impl<S: SampleSink> Takes<S> for Into<'_, S> {
    #[inline(always)]
    fn row(&mut self, sample: Sample, names: &Names) {
        self.0.push(sample, &names.causes);
    }

    fn file(&mut self, sum: S, numbers: &IdMap, names: &Names) {
        self.0.follow(sum, numbers, &names.causes);
    }
}

/// Takes row by row.
struct Each<T>(T);

impl<T: FnMut(Sample, &Names)> Takes<()> for Each<T> {
    #[inline(always)]
    fn row(&mut self, sample: Sample, names: &Names) {
        (self.0)(sample, names);
    }

    fn file(&mut self, (): (), _: &IdMap, _: &Names) {}
}

/// One `[[probes]]` entry, as far as the reading needs it.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) zone: Option<Zone>,
    pub(crate) columns: BTreeMap<String, OneOrMany>,
    pub(crate) vantage: String,
    /// Whether it has a row for each change, and not for each probe (M7).
    pub(crate) on_change: bool,
    /// How a CSV log differs from ours.
    pub(crate) shape: Shape,
    /// What its words for a verdict mean besides our own.
    pub(crate) results: Results,
    /// `None` for our own layout, in CSV or Parquet.
    pub(crate) foreign: Option<&'static LayoutSpec>,
    /// What a line holds, for the layout that asks for it.
    pub(crate) format: Option<String>,
}

/// One file of the archive.
#[derive(Debug)]
pub(crate) struct ProbeFile {
    pub(crate) path: PathBuf,
    /// Its path as shown to readers.
    pub(crate) shown: String,
    /// Index of its source.
    pub(crate) source: usize,
    pub(crate) bytes: u64,
}

impl ProbeFile {
    /// Whether it is our own layout in Parquet, as its ending says.
    pub(crate) fn is_parquet(&self) -> bool {
        self.path.extension().is_some_and(|ending| ending == "parquet")
    }
}

/// All probe files of an incident.
#[derive(Debug, Default)]
pub struct Archive {
    pub(crate) files: Vec<ProbeFile>,
    pub(crate) layouts: Vec<Layout>,
    pub(crate) rules: Rules,
    pub(crate) window: Option<Span>,
    /// Only these sites are taken; all where empty.
    pub(crate) only_sites: Vec<String>,
    pub(crate) names: Names,
    /// Number of the first file among the incident's inputs.
    pub(crate) first_input: usize,
    /// What was read of each file in the first pass.
    pub(crate) inputs: Vec<Input>,
    pub(crate) refusals: Refusals,
}

impl Archive {
    /// Bytes of all files, as stored.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Rows that were set aside in the first reading.
    pub fn refusals(&self) -> &Refusals {
        &self.refusals
    }

    /// Rows of each source, by its number, as counted in the first reading; none yet is counted as
    /// going back.
    pub fn rows(&self) -> Vec<RowCounts> {
        let mut rows = vec![RowCounts::default(); self.layouts.len()];
        for (file, input) in self.files.iter().zip(&self.inputs) {
            let of = &mut rows[file.source];
            of.read += input.rows;
            of.refused += input.refused;
            of.outside += input.outside;
        }
        rows
    }

    /// Whether a layout among them says only when something changed, whatever its source's cadence.
    pub fn says_only_changes(&self) -> bool {
        self.layouts.iter().any(|layout| layout.foreign.is_some_and(|foreign| foreign.on_change))
    }

    /// What the files hold that matters and is not read, in words: of each source, by its number.
    pub fn unread(&self) -> Vec<Vec<String>> {
        let mut unread = vec![Vec::new(); self.layouts.len()];
        for file in &self.files {
            let layout = self.layouts[file.source].foreign;
            let found =
                layout.and_then(|layout| layout.unread).and_then(|words_of| words_of(&file.path));
            unread[file.source].extend(found.map(|words| format!("{}: {words}", file.shown)));
        }
        unread
    }

    /// Names in the logs that are not their site's id, with that id.
    pub fn matched(&self) -> BTreeSet<(String, String)> {
        self.names.matched()
    }

    /// The series met so far, by number.
    pub fn keys(&self) -> &[SeriesKey] {
        &self.names.keys
    }

    /// The words of the causes met so far, by number.
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
    ) -> Result<(), ReadError> {
        self.first_pass(
            false,
            &mut Each(|sample, names: &Names| take(sample, &names.causes)),
            &mut progress,
        )
    }

    /// Reads every file and adds up each usable row of the window in `sum`. Files may be added up
    /// by themselves at first: whether they are, depends on the files alone.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub fn read_into<S: SampleSink>(
        &mut self,
        sum: &mut S,
        mut progress: impl FnMut(Progress),
    ) -> Result<(), ReadError> {
        self.first_pass(true, &mut Into(sum), &mut progress)
    }

    /// The same, and each row comes with its series and the word of its cause.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub fn read_named(
        &mut self,
        mut take: impl FnMut(Sample, &SeriesKey, &str),
        mut progress: impl FnMut(Progress),
    ) -> Result<(), ReadError> {
        let named = |sample: Sample, names: &Names| {
            let cause = names.causes.get(usize::from(sample.cause.0)).map_or("", String::as_str);
            if let Some(key) = names.keys.get(sample.series as usize) {
                take(sample, key, cause);
            }
        };
        self.first_pass(false, &mut Each(named), &mut progress)
    }

    fn first_pass<S: SampleSink>(
        &mut self,
        apart: bool,
        take: &mut impl Takes<S>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<(), ReadError> {
        let mut refusals = std::mem::take(&mut self.refusals);
        let inputs = self.pass(&mut refusals, apart, take, progress);
        self.refusals = refusals;
        self.inputs = inputs?;
        self.names.unambiguous()?;
        self.no_copies()?;
        self.names.one_name_each(|source| {
            self.layouts.get(source).is_some_and(|layout| layout.on_change)
        })?;
        let usable = |input: &Input| input.rows - input.refused;
        if !self.files.is_empty() && self.inputs.iter().map(usable).sum::<u64>() == 0 {
            return Err(self.no_rows());
        }
        Ok(())
    }

    /// An error where two sources read the same bytes: their probes would count as those of two
    /// places (M9).
    fn no_copies(&self) -> Result<(), ReadError> {
        let mut seen: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for (file, input) in self.files.iter().zip(&self.inputs).filter(|(_, input)| input.rows > 0)
        {
            match seen.insert(&input.sha256, (file.source, &file.shown)) {
                Some((source, shown)) if source != file.source => {
                    return Err(ReadError::Copies {
                        one: shown.to_owned(),
                        other: file.shown.clone(),
                    });
                }
                _ => (),
            }
        }
        Ok(())
    }

    /// Reads every file once more, for the series that the first pass could not settle.
    ///
    /// # Errors
    /// As [`Archive::read`]; besides, where a file is no longer what it was.
    pub fn read_again(
        &mut self,
        mut take: impl FnMut(Sample, &[String]),
        mut progress: impl FnMut(Progress),
    ) -> Result<(), ReadError> {
        let mut named = Each(|sample, names: &Names| take(sample, &names.causes));
        let again = self.pass(&mut Refusals::default(), false, &mut named, &mut progress)?;
        match self.inputs.iter().zip(&again).position(|(before, now)| before.sha256 != now.sha256) {
            Some(at) => Err(ReadError::Changed(self.files[at].path.display().to_string())),
            None => Ok(()),
        }
    }

    fn pass<S: SampleSink>(
        &mut self,
        refusals: &mut Refusals,
        apart: bool,
        take: &mut impl Takes<S>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Vec<Input>, ReadError> {
        // The workers ask it while the names are numbered.
        let known = Arc::clone(&self.names.known);
        let filter = Filter {
            rules: &self.rules,
            window: self.window,
            only_sites: &self.only_sites,
            known: &known,
        };
        let mut order = Order::new(&self.files, self.first_input, (&mut self.names, refusals));
        flow::read((&self.files, &self.layouts), filter, apart, |part| {
            order.take(part, take)?;
            progress(order.progress());
            Ok(())
        })?;
        Ok(order.inputs())
    }

    fn no_rows(&self) -> ReadError {
        let files: Vec<String> =
            self.files.iter().map(|file| file.path.display().to_string()).collect();
        let refused = match self.refusals.listed.first() {
            Some(first) => format!(": {} refused, the first at {first}", self.refusals.count()),
            None => String::new(),
        };
        ReadError::NoRows {
            files: crate::model::suggest::listed(files.iter().map(String::as_str)),
            refused,
        }
    }
}
