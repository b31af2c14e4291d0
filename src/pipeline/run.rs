//! One run, as it was asked for.

use super::write::{self, Manner};
use super::{Bar, Error, examine, fold};
use crate::cli::Config;
use crate::clock::Span;
use crate::model::{Asked, Report};
use crate::report::{checked, explained};
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
        Config::Report { asked, output, strict, quiet, memory } => {
            write::report(asked, output, Manner { strict: *strict, quiet: *quiet, memory: *memory })
        }
        Config::Check { asked, quiet, memory } => check(asked, *memory, *quiet),
        Config::Explain { id, asked, memory } => explain(id, asked, *memory),
        Config::Fold { asked, output, quiet, memory } => {
            fold::fold(asked, output, Manner { strict: false, quiet: *quiet, memory: *memory })
        }
        Config::Simulate { scenario, output, quiet } => simulated(scenario, output, *quiet),
    }
}

/// Reads and examines, with a bar.
pub(super) fn watched(opened: source::Opened, memory: u64, quiet: bool) -> Result<Report, Error> {
    let bar = if quiet { Bar::hidden() } else { Bar::shown() };
    let report = examine(opened, memory, |step| bar.show(step));
    bar.done();
    report
}

/// What stands before the paths of an incident's files, for one who wants to open them.
pub(super) fn folder_of(asked: &Asked) -> String {
    match asked.origin.folder() {
        Some(folder) if folder != Path::new(".") => format!("{}/", folder.display().to_string().trim_end_matches('/')),
        _ => String::new(),
    }
}

fn check(asked: &Asked, memory: u64, quiet: bool) -> Result<Done, Error> {
    let report = watched(source::open(asked)?, memory, quiet)?;
    let refused = report.refusals.count() > 0;
    Ok(Done { result: checked::checked(&report, &folder_of(asked)), refused, ..Done::default() })
}

fn explain(id: &str, asked: &Asked, memory: u64) -> Result<Done, Error> {
    let report = watched(source::open(asked)?, memory, false)?;
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
    let mut result = explained::explained(&report, named, &quotes);
    for file in absent {
        result.push_str(&format!("{file}: not at hand as it was when the runs were made, so its lines are not shown\n"));
    }
    Ok(Done { result, ..Done::default() })
}

fn simulated(scenario: &Path, output: &Path, quiet: bool) -> Result<Done, Error> {
    let path = scenario.display().to_string();
    let text = std::fs::read_to_string(scenario).map_err(|why| Error::Scenario { path: path.clone(), why })?;
    let written = simulate::run(&simulate::scenario(&text, &path)?, output)?;
    let mut result = String::new();
    for file in written.logs.iter().chain([&written.truth]) {
        let noun = if file.rows == 1 { "row" } else { "rows" };
        result.push_str(&format!("{}: {} {noun}\n", file.path.display(), file.rows));
    }
    let result = if quiet { String::new() } else { result };
    Ok(Done { result, ..Done::default() })
}
