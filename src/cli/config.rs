//! The meaning of a command line: every field is valid, so that no other room checks it again.

use super::args::{
    self, Args, Command, ConvertArgs, FoldArgs, InitArchives, InputArgs, OverwriteArgs, VerifyArgs,
};
use super::manual::{completions, manual_page};
use super::plain_path::{incident_folder, is_incident, plain_path, plain_paths};
use super::size::memory;
use super::usage_error::UsageError;
use crate::clock::Zone;
use crate::model::{ChangedFiles, GuessedTable, Memory, NamedFile, RowsShown, shown_path};
use crate::model::{Origin, Request};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Parent of the default output folder. A report is never written into the folder of its inputs.
const OUTPUT: &str = "output";

/// Options of a run on which no result depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunOptions {
    /// Whether stderr shows errors alone.
    pub quiet: bool,
    /// Whether stderr shows the time and the peak memory of each stage.
    pub timings: bool,
    /// Memory for what grows with the input.
    pub memory: Memory,
}

/// Format of a result on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// Lines for people.
    Text,
    /// JSON for programs.
    Json,
}

/// Effect of refused rows on the writing of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedRows {
    /// A report is written, and lists them.
    AreListed,
    /// Nothing is written.
    StopTheRun,
}

/// One run of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Config {
    /// Reads an incident and writes its report.
    Report {
        /// Input to read.
        request: Request,
        /// The folder to write.
        output: PathBuf,
        /// Effect of refused rows.
        refused_rows: RefusedRows,
        /// Effect of files of an earlier report that somebody changed.
        changed_files: ChangedFiles,
        /// Format of the findings.
        format: OutputFormat,
        /// How quiet it is, whether it times itself, and the memory it may take.
        options: RunOptions,
    },
    /// Reads an incident, writes nothing, and prints what is wrong.
    Check {
        /// Input to read.
        request: Request,
        /// Format of the result.
        format: OutputFormat,
        /// How quiet it is, whether it times itself, and the memory it may take.
        options: RunOptions,
    },
    /// Prints the archive lines behind an id.
    Explain {
        /// Id of an outage, a blip, a verdict, an event, a claim, a site or a vantage; or a figure
        /// of the headline.
        id: String,
        /// Input to read.
        request: Request,
        /// The folder of the incident, where the request names its report; searched for where it
        /// is not given.
        incident: Option<PathBuf>,
        /// Choice of the rows that are printed.
        rows: RowsShown,
        /// Format of the explanation.
        format: OutputFormat,
        /// How quiet it is, whether it times itself, and the memory it may take.
        options: RunOptions,
    },
    /// Writes the runs of probe logs.
    Fold {
        /// Input to read.
        request: Request,
        /// The file to write.
        output: PathBuf,
        /// Effect of a file there that is not as this program left it.
        changed_files: ChangedFiles,
        /// How quiet it is, whether it times itself, and the memory it may take.
        options: RunOptions,
    },
    /// Writes archives of another layout as a log in our own.
    Convert {
        /// Input to read.
        request: Request,
        /// The file to write.
        output: PathBuf,
        /// Effect of a file there that is not as this program left it.
        changed_files: ChangedFiles,
        /// How quiet it is, whether it times itself, and the memory it may take.
        options: RunOptions,
    },
    /// Proposes an `incident.toml` for archives.
    Init {
        /// The folder to write it into.
        folder: PathBuf,
        /// The archives to read, at least one.
        files: Vec<NamedFile>,
    },
    /// Writes probe logs for a known truth.
    Simulate {
        /// The scenario's file.
        scenario: PathBuf,
        /// The folder to write.
        output: PathBuf,
        /// Effect of files there that are not as this program left them.
        changed_files: ChangedFiles,
        /// Whether stdout stays empty.
        quiet: bool,
    },
    /// Holds a report against its inputs and against itself made again.
    Verify {
        /// The folder of the report.
        report: PathBuf,
        /// The folder of its incident; searched for where it is not given.
        incident: Option<PathBuf>,
        /// How quiet it is, whether it times itself, and the memory it may take.
        options: RunOptions,
    },
    /// Prints a text about the command line itself.
    Text(String),
}

impl Config {
    /// Gives the input to read, of the commands that read an incident.
    pub(crate) fn request_mut(&mut self) -> Option<&mut Request> {
        match self {
            Config::Report { request, .. }
            | Config::Check { request, .. }
            | Config::Explain { request, .. }
            | Config::Fold { request, .. }
            | Config::Convert { request, .. } => Some(request),
            Config::Init { .. }
            | Config::Simulate { .. }
            | Config::Verify { .. }
            | Config::Text(_) => None,
        }
    }
}

impl TryFrom<Args> for Config {
    type Error = UsageError;

    fn try_from(args: Args) -> Result<Config, UsageError> {
        Ok(match args.command {
            Command::Report(report) => {
                let report = *report;
                let (mut request, options) = request(report.input)?;
                request.is_draft = report.draft;
                request.embargo = report.embargo;
                request.summed_by = report.summed_by;
                request.chart = report.chart.into();
                let output = report.output.map_or_else(|| default_output(&request.origin), Ok)?;
                let output = folder_to_write(output)?;
                let refused_rows =
                    if report.strict { RefusedRows::StopTheRun } else { RefusedRows::AreListed };
                let changed_files = changed_files(&report.standing);
                let format = output_format(report.json);
                Config::Report { request, output, refused_rows, changed_files, format, options }
            }
            Command::Check(check) => {
                let (request, options) = request(check.input)?;
                let format = output_format(check.json);
                Config::Check { request, format, options }
            }
            Command::Explain(explain) => {
                let (request, options) = request(explain.input)?;
                let rows = if explain.all { RowsShown::All } else { RowsShown::AtEdges };
                let format = output_format(explain.json);
                let incident = explain.incident_of_report.map(incident_folder);
                Config::Explain { id: explain.id, request, incident, rows, format, options }
            }
            Command::Fold(fold) => {
                let options = options(&fold.file.options)?;
                let changed_files = changed_files(&fold.file.standing);
                let output = fold.file.output.clone();
                Config::Fold { request: to_fold(fold)?, output, changed_files, options }
            }
            Command::Convert(convert) => {
                let options = options(&convert.file.options)?;
                let changed_files = changed_files(&convert.file.standing);
                let output = convert.file.output.clone();
                Config::Convert { request: to_convert(convert)?, output, changed_files, options }
            }
            Command::Init(init) => {
                let named = |files: Vec<PathBuf>, stated: Option<GuessedTable>| {
                    let files = plain_paths(files).into_iter();
                    files.map(move |path| NamedFile { path, stated })
                };
                let InitArchives { files, probes, claims } = init.archives;
                let files = named(files, None)
                    .chain(named(probes, Some(GuessedTable::Probes)))
                    .chain(named(claims, Some(GuessedTable::Claims)));
                let folder = folder_to_write(init.folder)?;
                Config::Init { folder: plain_path(folder), files: files.collect() }
            }
            Command::Simulate(simulate) => Config::Simulate {
                scenario: simulate.scenario,
                output: folder_to_write(simulate.output)?,
                changed_files: changed_files(&simulate.standing),
                quiet: simulate.quiet,
            },
            Command::Verify(verify) => to_verify(verify)?,
            Command::Completions(asked) => Config::Text(completions(asked.shell)),
            Command::Man(asked) => Config::Text(manual_page(asked.command.as_deref())?),
        })
    }
}

/// Returns the run of `verify`. An incident stands for the report that lies where `report` puts it.
fn to_verify(verify: VerifyArgs) -> Result<Config, UsageError> {
    let options = options(&verify.options)?;
    let place = incident_folder(verify.report);
    let incident = verify.incident.map(incident_folder);
    if incident.is_none() && is_incident(&place) {
        let report = default_output(&Origin::Folder(place.clone()))?;
        return Ok(Config::Verify { report, incident: Some(place), options });
    }
    Ok(Config::Verify { report: place, incident, options })
}

/// Returns the path of a folder to write.
///
/// # Errors
/// Where it is the word for stdout.
fn folder_to_write(path: PathBuf) -> Result<PathBuf, UsageError> {
    match path == Path::new(Request::STDIN) {
        true => Err(UsageError::StdoutForFolder),
        false => Ok(path),
    }
}

/// Returns the format of a result that `--json` asks for.
fn output_format(json: bool) -> OutputFormat {
    if json { OutputFormat::Json } else { OutputFormat::Text }
}

/// Returns the effect of `--overwrite`.
fn changed_files(standing: &OverwriteArgs) -> ChangedFiles {
    if standing.overwrite { ChangedFiles::AreReplaced } else { ChangedFiles::StopTheRun }
}

/// Reads the options of a run.
fn options(options: &args::RunArgs) -> Result<RunOptions, UsageError> {
    Ok(RunOptions {
        quiet: options.quiet,
        timings: options.timings,
        memory: memory(options.memory.as_deref())?,
    })
}

/// Returns the request and options of the commands that read an incident.
fn request(input: InputArgs) -> Result<(Request, RunOptions), UsageError> {
    let options = options(&input.options)?;
    let by_file = !input.probes.is_empty() || !input.claims.is_empty();
    let origin = match (input.incident, by_file) {
        (Some(_), true) => return Err(UsageError::FolderAndFiles),
        (None, true) if !input.runs.is_empty() => return Err(UsageError::RunsAndFiles),
        (None, true) => {
            let zone = zone_named(input.zone.as_deref())?;
            Origin::Files {
                probes: plain_paths(input.probes),
                claims: plain_paths(input.claims),
                zone,
            }
        }
        (_, false) if input.zone.is_some() => return Err(UsageError::ZoneForFolder),
        (folder, false) => {
            let folder = incident_folder(folder.unwrap_or_else(|| PathBuf::from(".")));
            if input.runs.is_empty() {
                Origin::Folder(folder)
            } else {
                Origin::Runs { folder, runs: plain_paths(input.runs) }
            }
        }
    };
    let request = Request {
        only_sites: input.sites,
        from: input.from,
        until: input.until,
        as_of: input.as_of,
        ..Request::of(origin)
    };
    Ok((request, options))
}

/// Returns the request of `fold`.
fn to_fold(mut fold: FoldArgs) -> Result<Request, UsageError> {
    fold.files = plain_paths(fold.files);
    check_logs(&fold.files)?;
    fold.incident = fold.incident.map(incident_folder);
    let origin = match (fold.incident, fold.files.is_empty()) {
        (None, true) => return Err(UsageError::NothingToFold),
        (Some(_), _) if fold.zone.is_some() => return Err(UsageError::ZoneForFolder),
        (Some(folder), true) => Origin::Folder(folder),
        (Some(folder), false) => Origin::Part { folder, probes: fold.files },
        (None, false) => {
            let zone = zone_named(fold.zone.as_deref())?;
            Origin::Files { probes: fold.files, claims: Vec::new(), zone }
        }
    };
    Ok(Request { from: fold.from, until: fold.until, ..Request::of(origin) })
}

/// Makes sure that no incident stands in the place of a log.
///
/// # Errors
/// Where one does: how its logs are named.
fn check_logs(files: &[PathBuf]) -> Result<(), UsageError> {
    let mut folders = files.iter().map(|file| incident_folder(file.clone()));
    match folders.find(|folder| is_incident(folder)) {
        Some(folder) => Err(UsageError::IncidentAsLog(shown_path(&folder))),
        None => Ok(()),
    }
}

/// Returns the request of `convert`.
fn to_convert(mut convert: ConvertArgs) -> Result<Request, UsageError> {
    convert.files = plain_paths(convert.files);
    check_logs(&convert.files)?;
    convert.incident = convert.incident.map(incident_folder);
    let origin = match (convert.incident, convert.layout) {
        (Some(_), Some(_)) => return Err(UsageError::LayoutAndFolder),
        (None, None) => return Err(UsageError::NothingToConvert),
        (Some(_), None) if convert.zone.is_some() => return Err(UsageError::ZoneForFolder),
        (Some(folder), None) => Origin::Folder(folder),
        (None, Some(first)) => match layout_word(&first, convert.files.is_empty()) {
            None if convert.vantage.is_some() => return Err(UsageError::VantageWithoutLayout),
            None => {
                let zone = zone_named(convert.zone.as_deref())?;
                let first = plain_path(PathBuf::from(first));
                check_logs(std::slice::from_ref(&first))?;
                let probes = [first].into_iter().chain(convert.files).collect();
                Origin::Files { probes, claims: Vec::new(), zone }
            }
            Some(word) if convert.files.is_empty() => {
                return Err(UsageError::NoSuchFile(word.to_owned()));
            }
            Some(layout) => {
                let (layout, zone) = (layout.to_owned(), zone_named(convert.zone.as_deref())?);
                Origin::Archives { layout, files: convert.files, zone, vantage: convert.vantage }
            }
        },
    };
    Ok(Request::of(origin))
}

/// Finds the zone of an option, where it was given.
fn zone_named(name: Option<&str>) -> Result<Option<Zone>, UsageError> {
    Ok(name.map(Zone::named).transpose()?)
}

/// Returns the word of a layout; `None` where it is the name of a file, whatever bytes that has, or
/// stands for stdin: no word of a layout has a point or a separator of folders. `is_alone` says
/// whether nothing stands behind it, so that it can only be a file where one is there.
fn layout_word(word: &OsStr, is_alone: bool) -> Option<&str> {
    let is_file = is_alone && Path::new(word).symlink_metadata().is_ok();
    let is_word =
        |word: &&str| *word != Request::STDIN && !word.contains(['.', '/', '\\']) && !is_file;
    word.to_str().filter(is_word)
}

/// Returns the default output folder: `output/` and the name of the incident folder, or of the
/// first file without its endings.
fn default_output(origin: &Origin) -> Result<PathBuf, UsageError> {
    let path: &Path = match origin {
        Origin::Folder(folder) | Origin::Runs { folder, .. } | Origin::Part { folder, .. } => {
            folder
        }
        Origin::Archives { files, .. } => files.first().map_or(Path::new(""), PathBuf::as_path),
        Origin::Files { probes, claims, .. } | Origin::Proposed { probes, claims, .. } => {
            probes.first().or(claims.first()).map_or(Path::new(""), PathBuf::as_path)
        }
    };
    if path == Path::new(Request::STDIN) {
        return Ok(Path::new(OUTPUT).join("stdin"));
    }
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = whole.file_name().ok_or_else(|| UsageError::NoName(shown_path(path)))?;
    if origin.folder().is_some() {
        return Ok(Path::new(OUTPUT).join(name));
    }
    let is_hidden = name.as_encoded_bytes().starts_with(b".");
    let mut stem = Path::new(name);
    while let Some(shorter) = stem.file_stem().filter(|_| !is_hidden)
        && shorter != stem.as_os_str()
    {
        stem = Path::new(shorter);
    }
    Ok(Path::new(OUTPUT).join(stem))
}
