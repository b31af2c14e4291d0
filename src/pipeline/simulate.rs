//! `simulate`: write the probe logs of a scenario and its truth.

use super::copied_inputs::STDIN_SHOWN;
use super::{Error, Printout};
use crate::model::{ChangedFiles, Request, shown_path};
use crate::report::terminal;
use crate::simulate;
use std::io;
use std::path::Path;

/// Writes the logs of a scenario into a folder, and lists the files written.
///
/// # Errors
/// [`Error`] where the scenario cannot be read, or where a log cannot be written.
pub(super) fn simulate(
    scenario: &Path,
    output: &Path,
    changed_files: ChangedFiles,
) -> Result<Printout, Error> {
    let is_stdin = scenario == Path::new(Request::STDIN);
    let path = if is_stdin { Path::new(STDIN_SHOWN) } else { scenario };
    let text = if is_stdin {
        io::read_to_string(io::stdin().lock())
    } else {
        std::fs::read_to_string(scenario)
    };
    let text = text.map_err(|why| Error::Scenario { path: shown_path(path), why })?;
    let inputs = [scenario.to_owned()];
    let written = simulate::run(&simulate::scenario(&text, path)?, output, &inputs, changed_files)?;
    let files = written.logs.iter().chain([&written.truth]);
    let result =
        terminal::simulate::written_logs(files.map(|file| (file.path.as_path(), file.rows)));
    Ok(Printout { result, ..Printout::default() })
}
