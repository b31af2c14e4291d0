//! Dispatch: each [`Config`] goes to the file of its command.

use super::report::ReportPlace;
use super::{Error, Printout, check, convert, explain, fold, init, report, simulate};
use crate::cli::Config;

/// Carries out one command.
///
/// # Errors
/// [`Error`] where the command could not be done at all (exit code 2).
pub fn run(config: &Config) -> Result<Printout, Error> {
    match config {
        Config::Report { request, output, refused_rows, changed_files, options } => {
            let place = ReportPlace { output, changed_files: *changed_files };
            report::report(request, place, *refused_rows, *options)
        }
        Config::Check { request, format, options } => check::check(request, *format, *options),
        Config::Explain { id, request, options } => explain::explain(id, request, *options),
        Config::Fold { request, output, options } => fold::fold(request, output, *options),
        Config::Convert { request, output, options } => convert::convert(request, output, *options),
        Config::Init { folder, files } => init::init(folder, files),
        Config::Simulate { scenario, output, quiet } => {
            let printout = simulate::simulate(scenario, output)?;
            Ok(if *quiet { Printout::default() } else { printout })
        }
        Config::Text(text) => Ok(Printout { result: text.clone(), ..Printout::default() }),
    }
}
