//! Dispatch: each [`Config`] goes to the file of its command.

use super::{Error, check, convert, explain, fold, init, report, simulate};
use crate::cli::Config;

/// Text that a run prints, and whether it ends with exit code 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Text for stdout; may be empty.
    pub result: String,
    /// Text for stderr; may be empty.
    pub notes: String,
    /// Whether rows were refused and none may be (exit code 1).
    pub refused: bool,
}

/// Carries out one command.
///
/// # Errors
/// [`Error`] where the command could not be done at all (exit code 2).
pub fn run(config: &Config) -> Result<Outcome, Error> {
    match config {
        Config::Report { request, output, strict, options } => {
            report::report(request, output, *strict, *options)
        }
        Config::Check { request, format, options } => check::check(request, *format, *options),
        Config::Explain { id, request, options } => explain::explain(id, request, *options),
        Config::Fold { request, output, options } => fold::fold(request, output, *options),
        Config::Convert { request, output, options } => convert::convert(request, output, *options),
        Config::Init { folder, files } => init::init(folder, files),
        Config::Simulate { scenario, output, quiet } => {
            simulate::simulate(scenario, output, *quiet)
        }
    }
}
