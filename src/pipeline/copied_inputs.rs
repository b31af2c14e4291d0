//! Inputs that are no files: stdin, and pipes. Each is read once, into a temporary file that is
//! read in its place, as a log is read several times.

use super::{Error, Printout};
use crate::cli::Config;
use crate::files::{PathKind, ReadError};
use crate::model::Request;
use crate::model::{note_copied, shown_path};
use crate::output::ScratchFolder;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Name of stdin for readers.
pub(super) const STDIN_SHOWN: &str = "stdin";
/// Most bytes of an input that is no file.
const MOST: u64 = 16 << 30;
/// Bytes at the beginning by which formats are known that have no lines.
const HEAD: usize = 512;

/// Inputs that were copied; the copies are removed with it.
#[derive(Default)]
pub(super) struct CopiedInputs {
    scratch: Option<ScratchFolder>,
    /// Copies, in the order in which they were made; may be empty.
    inputs: Vec<InputCopy>,
    /// Whether stdin is one of them.
    has_stdin: bool,
}

/// Input that was copied.
struct InputCopy {
    path: PathBuf,
    shown: String,
}

impl CopiedInputs {
    /// Copies the inputs of a run that are no files, and gives the run on the copies.
    ///
    /// # Errors
    /// Where one cannot be read or kept, or where stdin is named twice.
    pub(super) fn of(config: &Config) -> Result<(Config, CopiedInputs), Error> {
        let (mut config, mut copied) = (config.clone(), CopiedInputs::default());
        if let Some(Request { origin, .. }) = config.request_mut() {
            for path in origin.named_files_mut() {
                if let Some(copy) = copied.copy(path)? {
                    *path = copy;
                }
            }
        }
        Ok((config, copied))
    }

    /// Copies an input that is no file; `None` for others, and for those that are not there.
    fn copy(&mut self, path: &Path) -> Result<Option<PathBuf>, Error> {
        if path == Path::new(Request::STDIN) {
            if self.has_stdin {
                return Err(Error::StdinTwice);
            }
            self.has_stdin = true;
            return self.keep(STDIN_SHOWN.to_owned(), io::stdin().lock()).map(Some);
        }
        if PathKind::at(path)? != Some(PathKind::Stream) {
            return Ok(None);
        }
        let shown = shown_path(path);
        let stream = File::open(path).map_err(|why| ReadError::opening(path, why))?;
        self.keep(shown, stream).map(Some)
    }

    /// Keeps all that a stream gives; gives the path of the copy.
    fn keep(&mut self, shown: String, mut stream: impl Read) -> Result<PathBuf, Error> {
        let unread = |why| ReadError::Read { path: shown.clone(), why };
        let unkept = |why| Error::NotKept { path: shown.clone(), why };
        let mut head = Vec::new();
        stream.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(unread)?;
        let scratch = match &mut self.scratch {
            Some(scratch) => scratch,
            none => none.insert(ScratchFolder::begin().map_err(unkept)?),
        };
        let path = scratch.path_of(&format!("{:06}{}", self.inputs.len(), ending(&head)));
        let mut file = scratch.create(&path).map_err(unkept)?;
        let mut rest = io::Cursor::new(head).chain(stream).take(MOST + 1);
        let mut part = vec![0; 256 << 10];
        let mut bytes = 0;
        loop {
            match rest.read(&mut part) {
                Ok(0) => break,
                Ok(read) => {
                    file.write_all(&part[..read]).map_err(unkept)?;
                    bytes += read as u64;
                }
                Err(why) if why.kind() == io::ErrorKind::Interrupted => (),
                Err(why) => return Err(unread(why).into()),
            }
        }
        if bytes > MOST {
            return Err(Error::EndlessStream { path: shown, most: MOST });
        }
        note_copied(path.clone(), shown.clone());
        self.inputs.push(InputCopy { path: path.clone(), shown });
        Ok(path)
    }

    /// Gives what came of a run the names that its inputs have for readers.
    pub(super) fn named(&self, done: Result<Printout, Error>) -> Result<Printout, Error> {
        if self.inputs.is_empty() {
            return done;
        }
        match done {
            Ok(Printout { result, notes, shortfall }) => Ok(Printout {
                result: self.renamed(result),
                notes: self.renamed(notes),
                shortfall: shortfall.map(|sentence| self.renamed(sentence)),
            }),
            Err(why) => Err(Error::OfCopies(self.renamed(why.to_string()))),
        }
    }

    /// Replaces the paths of copies in a text by those that users gave.
    fn renamed(&self, text: String) -> String {
        let renamed = |text: String, input: &InputCopy| {
            text.replace(&*input.path.to_string_lossy(), &input.shown)
        };
        self.inputs.iter().fold(text, renamed)
    }
}

/// Gives the ending by which the format of a copy is known, where only the name tells it.
fn ending(head: &[u8]) -> &'static str {
    let holds = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    match head {
        [b'P', b'A', b'R', b'1', ..] => ".parquet",
        [b'P', b'K', 3, 4, ..] if holds(b"[Content_Types].xml") || holds(b"xl/") => ".xlsx",
        [b'P', b'K', 3, 4, ..] => ".zip",
        _ => "",
    }
}
