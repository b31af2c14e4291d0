//! `simulate`: write the probe logs of a scenario and its truth.

use super::copied_inputs::STDIN_SHOWN;
use super::{Error, Printout};
use crate::files::{PathKind, ReadError, read_whole};
use crate::model::{ChangedFiles, InputRole, Request, shown_path};
use crate::report::terminal;
use crate::simulate;
use std::fs::File;
use std::io::{self, Read};
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
    let text = scenario_text(scenario, path)?;
    let inputs = [scenario.to_owned()];
    let written = simulate::run(&simulate::scenario(&text, path)?, output, &inputs, changed_files)?;
    let files = written.logs.iter().chain([&written.truth]);
    let result =
        terminal::simulate::written_logs(files.map(|file| (file.path.as_path(), file.rows)));
    Ok(Printout { result, ..Printout::default() })
}

/// Most bytes of a scenario that comes through a pipe.
const MOST: u64 = 64 << 20;

/// Reads the text of a scenario: a file, stdin, or a pipe, and no device; `shown` is its name.
fn scenario_text(scenario: &Path, shown: &Path) -> Result<String, Error> {
    let path = shown_path(shown);
    let unread = |why: io::Error| ReadError::opening(scenario, why);
    let bytes = if scenario == Path::new(Request::STDIN) {
        streamed(io::stdin().lock(), shown)?
    } else {
        match PathKind::at(scenario)? {
            None => return Err(ReadError::Missing(path).into()),
            Some(PathKind::Folder) => return Err(unread(io::ErrorKind::IsADirectory.into()).into()),
            Some(PathKind::File) => read_whole(scenario, &path, InputRole::Incident)?.content,
            Some(PathKind::Stream) => streamed(File::open(scenario).map_err(unread)?, shown)?,
        }
    };
    Ok(String::from_utf8(bytes).map_err(|_| ReadError::TextNotUtf8(path))?)
}

/// Reads all that a stream gives, as far as a scenario may be long.
fn streamed(stream: impl Read, shown: &Path) -> Result<Vec<u8>, Error> {
    let (path, mut bytes) = (shown_path(shown), Vec::new());
    let read = stream.take(MOST + 1).read_to_end(&mut bytes);
    read.map_err(|why| ReadError::Read { path: path.clone(), why })?;
    match bytes.len() as u64 > MOST {
        true => Err(Error::EndlessStream { path, most: MOST }),
        false => Ok(bytes),
    }
}
