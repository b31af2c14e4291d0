//! One run, as it was asked for.

use super::examine::surveyed;
use super::timings::Timings;
use super::write::{self, Manner};
use super::{Bar, Error, Step, convert, examine, fold, init};
use crate::cli::{Config, Form, Means};
use crate::clock::Span;
use crate::model::{Asked, Report};
use crate::report::{explained, surveyed as surveys};
use crate::{simulate, source};
use std::path::Path;

/// What a run has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
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
pub fn run(config: &Config) -> Result<Done, Error> {
    match config {
        Config::Report { asked, output, strict, means } => {
            write::report(asked, output, Manner { strict: *strict, means: *means })
        }
        Config::Check { asked, form, means } => check(asked, *form, *means),
        Config::Explain { id, asked, means } => explain(id, asked, *means),
        Config::Fold { asked, output, means } => fold::fold(asked, output, *means),
        Config::Convert { asked, output, means } => convert::convert(asked, output, *means),
        Config::Init { folder, files } => init::init(folder, files),
        Config::Simulate { scenario, output, quiet } => simulated(scenario, output, *quiet),
    }
}

/// Reads and examines, with a bar.
pub(super) fn watched(
    opened: source::Opened,
    means: Means,
    timings: &mut Timings,
) -> Result<Report, Error> {
    let bar = Bar::of(means);
    let report = examine(opened, means.memory, |step| shown(&bar, timings, step));
    bar.done();
    report
}

/// Shows a step on the bar, and takes the time of each stage.
pub(super) fn shown(bar: &Bar, timings: &mut Timings, step: Step) {
    bar.show(step);
    if let Step::Done(stage) = step {
        timings.end(stage);
    }
}

/// What stands before the paths of an incident's files, for one who wants to open them.
pub(super) fn folder_of(asked: &Asked) -> String {
    match asked.origin.folder() {
        Some(folder) if folder != Path::new(".") => {
            format!("{}/", folder.display().to_string().trim_end_matches('/'))
        }
        _ => String::new(),
    }
}

/// What was read is like; as JSON where that was asked for.
fn check(asked: &Asked, form: Form, means: Means) -> Result<Done, Error> {
    let mut timings = Timings::begin(means);
    let opened = source::open(asked)?;
    timings.end("open");
    let bar = Bar::of(means);
    let found = surveyed(opened, means.memory, |step| shown(&bar, &mut timings, step));
    bar.done();
    let (report, survey) = found?;
    let result = match form {
        Form::Text => surveys::checked(&report, &survey, &folder_of(asked)),
        Form::Json => surveys::json(&report, &survey),
    };
    Ok(Done { result, notes: timings.told(), refused: report.refusals.count() > 0 })
}

fn explain(id: &str, asked: &Asked, means: Means) -> Result<Done, Error> {
    let mut timings = Timings::begin(means);
    let opened = source::open(asked)?;
    timings.end("open");
    let report = watched(opened, means, &mut timings)?;
    let named = explained::named(&report, id).ok_or_else(|| Error::UnknownId(id.to_owned()))?;
    let (quotes, absent) = match explained::rests_on(&report, named) {
        None => Default::default(),
        Some(outage) => {
            let from = outage.onset.after.unwrap_or(outage.possible.from());
            let until = outage.recovery.by.unwrap_or(outage.possible.last());
            let span = Span::seen(from, until).unwrap_or(outage.possible);
            source::open(asked)?.quote(&outage.site, span, asked.origin.folder())?
        }
    };
    timings.end("quote");
    let mut result = explained::explained(&report, named, &quotes);
    for file in absent {
        result.push_str(&format!(
            "{file}: not at hand as it was when the runs were made, so its lines are not shown\n"
        ));
    }
    Ok(Done { result, notes: timings.told(), refused: false })
}

fn simulated(scenario: &Path, output: &Path, quiet: bool) -> Result<Done, Error> {
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
    Ok(Done { result, ..Done::default() })
}
