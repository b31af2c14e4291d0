//! Results of the first rows of an archive in a layout of its own, read by that layout itself.

use crate::clock::{
    Instant, Stamp, StampError, StampFormat, Zone, parse_stamp, read_stamp, resolution_words,
};
use crate::files::FileForm;
use crate::init::cadence::{SeriesOutcome, SeriesProbe, pace};
use crate::init::columns::table_trial;
use crate::init::lines::line_format::Lines;
use crate::init::series::{question_of_turns, written_so};
use crate::init::stamps;
use crate::logs::{
    Archived, ArchivedProbe, Dialect, FaultyPart, LayoutSpec, PartFault, ReadSettings, ReadStop,
    RowSampler, SampledRows, Sink, Timestamp, UpWhen,
};
use crate::model::address::canonical;
use crate::model::{
    CadenceEvidence, GuessedKey, RefusalKind, RefusedPart, TestedRows, grouped, plural,
};
use std::collections::BTreeSet;
use std::path::Path;

/// Rows that are read, at most, and of which the pace is said.
const MOST_ROWS: usize = 2_000;
/// Lines that are read, at most: a failure may be of another form than those before it.
const MOST_LINES: usize = 200_000;

/// Keeps sites and times of the first rows.
#[derive(Debug)]
struct DryRun {
    sampler: RowSampler,
    /// Form of the stamps; `None` where they are written as in our own layout.
    time_format: Option<StampFormat>,
    /// Probes in the order of the rows, refused ones left out.
    probes: Vec<SeriesProbe>,
    /// Outcomes of these, likewise.
    outcomes: Vec<SeriesOutcome>,
    /// Sites met, as written.
    sites: BTreeSet<String>,
    /// Rows that are read, at most.
    most: usize,
    /// Number of rows that were read, refused ones included.
    rows: usize,
    /// Number of rows that were refused.
    refused: usize,
    /// The first reason for which one was refused.
    why: Option<String>,
    /// Resolution of the coarsest stamp, in microseconds; 0 where all have their second.
    resolution_us: i64,
    /// Number of the last row of a list of periods, behind which its end is added; `None` in
    /// other layouts.
    last_period: Option<u64>,
}

/// Result of reading the first rows of an archive.
#[derive(Debug)]
pub(in crate::init) struct RunResult {
    /// Observations, a sentence each.
    pub(in crate::init) seen: Vec<String>,
    /// Counts of the rows by what they would be; empty where there are none.
    pub(in crate::init) tested: Vec<TestedRows>,
    pub(in crate::init) counts: SampledRows,
    /// Sites of the rows, as written.
    pub(in crate::init) sites: BTreeSet<String>,
    /// Rows of one moment among the first.
    pub(in crate::init) shared: SharedMoments,
    /// Evidence for how the rows are written; `None` where the layout says it.
    pub(in crate::init) cadence: Option<CadenceEvidence>,
    /// Question about places that take turns; mostly none.
    pub(in crate::init) turns: Option<GuessedKey>,
}

/// Rows at the moment of another row of their site and vantage.
#[derive(Debug, Default)]
pub(in crate::init) struct SharedMoments {
    /// Number of the rows that were compared.
    pub(in crate::init) all: usize,
    /// Number of different moments among them.
    pub(in crate::init) moments: usize,
    /// Number of those of a site by its name as written.
    pub(in crate::init) by_name: usize,
    /// Number of those of a site by its address, of which the scheme and `www.` are no part.
    pub(in crate::init) by_address: usize,
}

impl SharedMoments {
    /// Counts them among probes.
    fn of(probes: &[SeriesProbe]) -> SharedMoments {
        let by_name: BTreeSet<(&str, Instant)> =
            probes.iter().map(|probe| (probe.series.as_str(), probe.at)).collect();
        let address = |probe: &SeriesProbe| {
            let (site, vantage) = probe.series.split_once('\n').unwrap_or((&probe.series, ""));
            let site = canonical(site).unwrap_or_else(|| site.to_owned());
            (site, vantage.to_owned(), probe.at)
        };
        let by_address: BTreeSet<(String, String, Instant)> = probes.iter().map(address).collect();
        SharedMoments {
            all: probes.len(),
            moments: probes.iter().map(|probe| probe.at).collect::<BTreeSet<_>>().len(),
            by_name: probes.len() - by_name.len(),
            by_address: probes.len() - by_address.len(),
        }
    }
}

impl DryRun {
    /// Begins without a row.
    fn new(settings: &ReadSettings, most: usize) -> DryRun {
        DryRun {
            sampler: RowSampler::of_archive(settings),
            time_format: settings.dialect.time_format.clone(),
            probes: Vec::new(),
            outcomes: Vec::new(),
            sites: BTreeSet::new(),
            most,
            rows: 0,
            refused: 0,
            why: None,
            resolution_us: 0,
            last_period: settings.layout.filter(|layout| layout.lists_periods).map(|_| 0),
        }
    }

    /// Says whether a row is the end of the period before it, which no row has.
    fn is_added(&mut self, number: u64) -> bool {
        match &mut self.last_period {
            Some(last) if *last == number => true,
            Some(last) => {
                *last = number;
                false
            }
            None => false,
        }
    }

    /// Reads a stamp as the entry says that stamps are written.
    fn read_stamp(&self, text: &str) -> Result<Stamp, StampError> {
        match &self.time_format {
            Some(format) => format.read(text, Some(Zone::UTC)),
            None => read_stamp(text, Some(Zone::UTC)),
        }
    }

    /// Counts a row; stops the reading after enough of them.
    fn count(&mut self) -> Result<(), ReadStop> {
        if self.rows == self.most {
            return Err(ReadStop::ReceiverClosed);
        }
        self.rows += 1;
        Ok(())
    }

    /// Counts a row that cannot be used, and keeps the first reason.
    fn count_refusal(&mut self, why: &RefusalKind) {
        self.refused += 1;
        self.why.get_or_insert_with(|| why.to_string());
    }
}

impl Sink for DryRun {
    fn probe(&mut self, number: u64, row: &ArchivedProbe<'_>) -> Result<(), ReadStop> {
        if self.is_added(number) {
            return Ok(());
        }
        self.count()?;
        // For intervals alone, wall clocks are taken for UTC.
        let at = match row.at {
            Timestamp::Moment(at) => at,
            Timestamp::Text(text) => match self.read_stamp(text.trim()) {
                Ok(stamp) => {
                    self.resolution(number, stamp.resolution_us);
                    stamp.at
                }
                Err(why) => {
                    let why = RefusalKind::from(why);
                    self.sampler.add_faulty(RefusedPart::Row, "timestamp", &why.to_string());
                    self.count_refusal(&why);
                    return Ok(());
                }
            },
        };
        self.sampler.add(&ArchivedProbe { at: Timestamp::Moment(at), ..*row });
        if !self.sites.contains(row.site) {
            self.sites.insert(row.site.to_owned());
        }
        if self.rows <= MOST_ROWS {
            let series = format!("{}\n{}", row.site, row.vantage);
            self.outcomes.push(SeriesOutcome { series: series.clone(), at, outcome: outcome(row) });
            self.probes.push(SeriesProbe { series, at });
        }
        Ok(())
    }

    fn resolution(&mut self, _: u64, resolution_us: i64) {
        self.resolution_us = self.resolution_us.max(resolution_us);
    }

    fn faulty(
        &mut self,
        number: u64,
        row: &ArchivedProbe<'_>,
        fault: PartFault<'_>,
    ) -> Result<(), ReadStop> {
        match fault.part {
            FaultyPart::Outcome => {
                let why = fault.kind.to_string();
                self.is_added(number);
                self.count()?;
                self.sampler.add_faulty(RefusedPart::Outcome, fault.column, &why);
                self.count_refusal(&fault.kind);
                Ok(())
            }
            FaultyPart::Cell => self.probe(number, row),
        }
    }

    fn refuse(&mut self, _: u64, column: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        self.count()?;
        self.sampler.add_faulty(RefusedPart::Row, column, &kind.to_string());
        self.count_refusal(&kind);
        Ok(())
    }
}

/// Gives what a row says of its probe: the first of result, status code and error that it has. What
/// an error says is no matter.
fn outcome(row: &ArchivedProbe<'_>) -> String {
    match (row.result, row.status_code) {
        ("", "") => (if row.error.is_empty() { "" } else { "error" }).to_owned(),
        ("", code) => code.to_owned(),
        (result, _) => result.to_lowercase(),
    }
}

/// Sink that finds whether a stamp is a wall clock without an offset.
#[derive(Debug, Default)]
struct WallClocks {
    rows: usize,
    found: bool,
}

impl WallClocks {
    /// Notes a row, with what is wrong with its stamp; stops the reading at the first wall
    /// clock, and after enough rows.
    fn see(&mut self, stamp: Option<&StampError>) -> Result<(), ReadStop> {
        self.rows += 1;
        self.found |= matches!(stamp, Some(StampError::NoOffset(_)));
        if self.found || self.rows == MOST_ROWS { Err(ReadStop::ReceiverClosed) } else { Ok(()) }
    }
}

impl Sink for WallClocks {
    fn probe(&mut self, _: u64, row: &ArchivedProbe<'_>) -> Result<(), ReadStop> {
        let Timestamp::Text(text) = row.at else { return self.see(None) };
        self.see(parse_stamp(text.trim(), None).err().as_ref())
    }

    fn refuse(&mut self, _: u64, _: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        match kind {
            RefusalKind::Stamp(why) => self.see(Some(&why)),
            _ => self.see(None),
        }
    }
}

/// Says whether a stamp among the first rows has no offset, so that the source must declare a
/// zone.
pub(in crate::init) fn needs_zone(path: &Path, layout: &'static LayoutSpec) -> bool {
    let settings = ReadSettings { layout: Some(layout), ..ReadSettings::default() };
    let mut clocks = WallClocks::default();
    // What stops the reading is reported with what was seen.
    let _ = (layout.read)(&Archived { path, settings: &settings, site: "" }, &mut clocks);
    clocks.found
}

/// Reads the first rows of an archive, and says what was seen of it.
pub(in crate::init) fn run(path: &Path, layout: &'static LayoutSpec) -> RunResult {
    let settings =
        ReadSettings { zone: Some(Zone::UTC), layout: Some(layout), ..ReadSettings::default() };
    run_as(path, layout, &settings, "")
}

/// Reads the first lines of a file by their format, and says what was seen of it.
pub(in crate::init) fn run_lines(
    path: &Path,
    layout: &'static LayoutSpec,
    lines: &Lines,
    form: &FileForm,
) -> RunResult {
    let formats = lines.stamp.iter().flat_map(|stamp| &stamp.formats);
    let settings = ReadSettings {
        zone: Some(Zone::UTC),
        layout: Some(layout),
        formats: vec![lines.format.clone()],
        pass_over: lines.pass_over.clone(),
        dialect: Dialect {
            form: form.clone(),
            time_format: formats.take(1).find_map(|word| stamps::format_of(word)),
            up_when: lines.up_when.as_deref().and_then(|rule| UpWhen::read(rule).ok()),
            ..Dialect::default()
        },
        result_words: lines
            .words
            .iter()
            .filter_map(|word| Some((word.word.clone(), word.meaning?)))
            .collect(),
        ..ReadSettings::default()
    };
    run_rows(path, layout, &settings, "", MOST_LINES)
}

/// Reads the first rows of an archive with these settings, and says what was seen of it; `site`
/// is that of all rows where none has its own.
pub(in crate::init) fn run_as(
    path: &Path,
    layout: &'static LayoutSpec,
    settings: &ReadSettings,
    site: &str,
) -> RunResult {
    run_rows(path, layout, settings, site, MOST_ROWS)
}

/// Reads so many rows of an archive at most.
fn run_rows(
    path: &Path,
    layout: &'static LayoutSpec,
    settings: &ReadSettings,
    site: &str,
    most: usize,
) -> RunResult {
    let mut trial = DryRun::new(settings, most);
    let read = (layout.read)(&Archived { path, settings, site }, &mut trial);
    let mut seen = Vec::new();
    let first = if trial.rows == most { "the first " } else { "" };
    let good = trial.rows - trial.refused;
    let (rows, sites) = (plural(trial.rows, "row"), plural(trial.sites.len(), "site"));
    seen.push(format!("{} of {first}{rows} can be read, of {sites}", grouped(good)));
    if trial.resolution_us > 0 {
        seen.push(format!("stamps tell the time {}", resolution_words(trial.resolution_us)));
    }
    let rows = if layout.on_change { "rows of" } else { "probes at" };
    let shared = SharedMoments::of(&trial.probes);
    let turns = if layout.on_change { None } else { question_of_turns(&trial.probes) };
    let pace = pace(trial.probes, rows);
    let cadence =
        (!layout.on_change).then(|| written_so(pace.clone().unwrap_or_default(), trial.outcomes));
    seen.extend(pace);
    seen.extend(trial.why.map(|why| format!("the first that cannot: {why}")));
    if let Err(ReadStop::Failed(why)) = read {
        seen.push(format!("the reading stops: {why}"));
    }
    let counts = Some(&trial.sampler.counts).filter(|counts| counts.all() > 0);
    let tested = counts.iter().map(|counts| table_trial::rows(counts, 0, 0)).collect();
    let counts = trial.sampler.counts;
    RunResult { seen, tested, counts, sites: trial.sites, shared, cadence, turns }
}
