//! One run, as it was asked for.

use super::examine::surveyed;
use super::timings::Timings;
use super::write::{self, Manner};
use super::{Bar, Error, Step, convert, examine, fold, init};
use crate::cli::{Config, OutputFormat, RunOptions};
use crate::clock::Span;
use crate::model::{Report, Request};
use crate::report::terminal::{explain as explanation, sources};
use crate::{incident, simulate};
use std::path::Path;

/// What a run has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// For stdout: the result.
    pub result: String,
    /// For stderr: what to know besides.
    pub notes: String,
    /// Whether rows were refused where none may be (exit code 1).
    pub refused: bool,
}

/// Does what was asked.
///
/// # Errors
/// Where it cannot be done at all (exit code 2).
pub fn run(config: &Config) -> Result<Outcome, Error> {
    match config {
        Config::Report { request, output, strict, options } => {
            write::report(request, output, Manner { strict: *strict, options: *options })
        }
        Config::Check { request, form, options } => check(request, *form, *options),
        Config::Explain { id, request, options } => explain(id, request, *options),
        Config::Fold { request, output, options } => fold::fold(request, output, *options),
        Config::Convert { request, output, options } => convert::convert(request, output, *options),
        Config::Init { folder, files } => init::init(folder, files),
        Config::Simulate { scenario, output, quiet } => simulated(scenario, output, *quiet),
    }
}

/// Reads and examines, with a bar.
pub(super) fn watched(
    opened: incident::OpenIncident,
    options: RunOptions,
    timings: &mut Timings,
) -> Result<Report, Error> {
    let bar = Bar::of(options);
    let report = examine(opened, options.memory, |step| shown(&bar, timings, step));
    bar.done();
    report
}

/// Shows a step on the bar, and takes the time of each stage.
pub(super) fn shown(bar: &Bar, timings: &mut Timings, step: Step) {
    bar.show(step);
    if let Step::Outcome(stage) = step {
        timings.end(stage);
    }
}

/// What stands before the paths of an incident's files, for one who wants to open them.
pub(super) fn folder_of(request: &Request) -> String {
    match request.origin.folder() {
        Some(folder) if folder != Path::new(".") => {
            format!("{}/", folder.display().to_string().trim_end_matches('/'))
        }
        _ => String::new(),
    }
}

/// What was read is like; as JSON where that was asked for.
fn check(request: &Request, form: OutputFormat, options: RunOptions) -> Result<Outcome, Error> {
    let mut timings = Timings::begin(options);
    let opened = incident::open(request)?;
    timings.end("open");
    let bar = Bar::of(options);
    let found = surveyed(opened, options.memory, |step| shown(&bar, &mut timings, step));
    bar.done();
    let (report, survey) = found?;
    let result = match form {
        OutputFormat::Text => sources::checked(&report, &survey, &folder_of(request)),
        OutputFormat::Json => sources::json(&report, &survey),
    };
    Ok(Outcome { result, notes: timings.told(), refused: report.refusals.count() > 0 })
}

fn explain(id: &str, request: &Request, options: RunOptions) -> Result<Outcome, Error> {
    let mut timings = Timings::begin(options);
    let opened = incident::open(request)?;
    timings.end("open");
    let report = watched(opened, options, &mut timings)?;
    let named = explanation::named(&report, id).ok_or_else(|| Error::UnknownId(id.to_owned()))?;
    let (quotes, absent) = match explanation::rests_on(&report, named) {
        None => Default::default(),
        Some(outage) => {
            let from = outage.onset.after.unwrap_or(outage.possible.from());
            let until = outage.recovery.by.unwrap_or(outage.possible.last());
            let span = Span::seen(from, until).unwrap_or(outage.possible);
            incident::open(request)?.quote(&outage.site, span, request.origin.folder())?
        }
    };
    timings.end("quote");
    let mut result = explanation::explained(&report, named, &quotes);
    for file in absent {
        result.push_str(&format!(
            "{file}: not at hand as it was when the runs were made, so its lines are not shown\n"
        ));
    }
    Ok(Outcome { result, notes: timings.told(), refused: false })
}

fn simulated(scenario: &Path, output: &Path, quiet: bool) -> Result<Outcome, Error> {
    let path = scenario.display().to_string();
    let text = std::fs::read_to_string(scenario)
        .map_err(|why| Error::Scenario { path: path.clone(), why })?;
    let written = simulate::run(&simulate::scenario(&text, &path)?, output)?;
    let mut result = String::new();
    for file in written.logs.iter().chain([&written.truth]) {
        let noun = if file.rows == 1 { "row" } else { "rows" };
        result.push_str(&format!("{}: {} {noun}\n", file.path.display(), file.rows));
    }
    let result = if quiet { String::new() } else { result };
    Ok(Outcome { result, ..Outcome::default() })
}
