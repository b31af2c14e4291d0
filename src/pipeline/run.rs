//! Dispatch: each [`Config`] goes to the file of its command.

use super::copied_inputs::CopiedInputs;
use super::{
    Error, OutputTarget, Printout, check, convert, explain, fold, init, report, simulate, verify,
};
use crate::cli::Config;
use crate::model::ChangedFiles;

/// Carries out one command.
///
/// # Errors
/// [`Error`] where the command could not be done at all (exit code 2).
pub fn run(config: &Config) -> Result<Printout, Error> {
    let (config, copied) = CopiedInputs::of(config)?;
    copied.named(carry_out(&config))
}

/// Carries out a command all of whose inputs are files.
fn carry_out(config: &Config) -> Result<Printout, Error> {
    let place = |output, changed_files: &ChangedFiles| OutputTarget {
        output,
        changed_files: *changed_files,
    };
    match config {
        Config::Report { request, output, refused_rows, changed_files, format, options } => {
            let place = place(output, changed_files);
            report::report(request, place, *refused_rows, *format, *options)
        }
        Config::Check { request, format, options } => check::check(request, *format, *options),
        Config::Explain { id, request, incident, rows, format, options } => {
            explain::explain(id, (request, incident.as_deref()), *rows, *format, *options)
        }
        Config::Fold { request, output, changed_files, options } => {
            fold::fold(request, place(output, changed_files), *options)
        }
        Config::Convert { request, output, changed_files, options } => {
            convert::convert(request, place(output, changed_files), *options)
        }
        Config::Init { folder, files } => init::init(folder, files),
        Config::Simulate { scenario, output, changed_files, quiet } => {
            let printout = simulate::simulate(scenario, output, *changed_files)?;
            Ok(if *quiet { Printout::default() } else { printout })
        }
        Config::Verify { report, incident, options } => {
            verify::verify(report, incident.as_deref(), *options)
        }
        Config::Text(text) => Ok(Printout { result: text.clone(), ..Printout::default() }),
    }
}
