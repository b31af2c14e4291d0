//! Small tables: sites, claims and maintenance, each row with its line and its named cells.

use crate::files::ReadError;
use crate::model::suggest::{listed, nearest};
use crate::model::{Input, InputRole, Location, Refusal, RefusalKind};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Such a table is written by hand; one larger than this is a probe log by mistake.
const MOST_BYTES: u64 = 256 << 20;

/// Bytes that are hashed at a time.
const PART: usize = 256 << 10;

/// A table, whole in memory.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) input: Input,
    header: Vec<String>,
    rows: Vec<(u64, csv::ByteRecord)>,
}

/// SHA-256 and size of a file as stored, whatever its length.
pub(crate) fn hashed(path: &Path) -> Result<(String, u64), ReadError> {
    let opening = |why| ReadError::opening(&path.display().to_string(), why);
    let mut hash = Sha256::new();
    let bytes =
        fs::File::open(path).and_then(|mut file| feed(&mut hash, &mut file)).map_err(opening)?;
    Ok((hex(&hash.finalize()), bytes))
}

/// Hashes all that comes; how many bytes it was.
pub(crate) fn feed(hash: &mut Sha256, from: &mut impl Read) -> io::Result<u64> {
    let (mut bytes, mut part) = (0, vec![0; PART]);
    loop {
        match from.read(&mut part) {
            Ok(0) => return Ok(bytes),
            Ok(read) => {
                hash.update(&part[..read]);
                bytes += read as u64;
            }
            Err(why) if why.kind() == ErrorKind::Interrupted => (),
            Err(why) => return Err(why),
        }
    }
}

/// A file read whole, with its hash.
pub(crate) fn whole(
    path: &Path,
    shown: &str,
    role: InputRole,
) -> Result<(Vec<u8>, Input), ReadError> {
    let name = path.display().to_string();
    let bytes = fs::metadata(path).map_err(|why| ReadError::opening(&name, why))?.len();
    if bytes > MOST_BYTES {
        return Err(ReadError::TooLarge { path: name, bytes, most: MOST_BYTES });
    }
    let text = fs::read(path).map_err(|why| ReadError::opening(&name, why))?;
    let input = Input {
        path: shown.to_owned(),
        role,
        sha256: hex(&Sha256::digest(&text)),
        bytes: text.len() as u64,
        rows: 0,
        refused: 0,
        outside: 0,
    };
    Ok((text, input))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Rows {
    /// Reads a table that must have the columns `needed`; `known` are those it may have.
    pub(crate) fn read(
        path: &Path,
        shown: &str,
        role: InputRole,
        (needed, known): (&[&str], &[&str]),
    ) -> Result<Rows, ReadError> {
        let (text, mut input) = whole(path, shown, role)?;
        let name = path.display().to_string();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text);
        let mut rows = Vec::new();
        // Reading from memory cannot fail, and a flexible reader takes any row.
        for record in reader.byte_records().flatten() {
            rows.push((record.position().map_or(0, csv::Position::line), record));
        }
        let columns =
            || known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        if rows.is_empty() {
            return Err(ReadError::Empty { path: name, columns: columns() });
        }
        let (_, header) = rows.remove(0);
        let header: Option<Vec<String>> = header
            .iter()
            .map(|cell| Some(std::str::from_utf8(cell).ok()?.trim().to_owned()))
            .collect();
        let header = header.ok_or_else(|| ReadError::NotUtf8(name.clone()))?;
        for column in needed {
            if !header.iter().any(|found| found == column) {
                let hint = nearest(column, header.iter().map(String::as_str))
                    .map_or_else(String::new, |near| {
                        format!("; did you mean `{near}`? Rename it to `{column}`")
                    });
                let found = listed(header.iter().map(String::as_str));
                return Err(ReadError::MissingColumn {
                    path: name,
                    needed: format!("`{column}`"),
                    found,
                    hint,
                });
            }
        }
        if let Some(twice) = header
            .iter()
            .enumerate()
            .find(|(at, name)| !name.is_empty() && header[..*at].contains(name))
        {
            return Err(ReadError::RepeatedColumn { path: name, column: twice.1.clone() });
        }
        input.rows = rows.len() as u64;
        Ok(Rows { input, header, rows })
    }

    /// The rows, in order; those with the wrong number of fields or no UTF-8 come as refusals.
    pub(crate) fn each(&self) -> impl Iterator<Item = Result<Row<'_>, Box<Refusal>>> {
        self.rows.iter().map(|(line, record)| {
            let refuse = |column, name: &str, kind| {
                Box::new(Refusal {
                    file: self.input.path.clone(),
                    line: *line,
                    column,
                    name: name.to_owned(),
                    kind,
                })
            };
            if record.len() != self.header.len() {
                let kind =
                    RefusalKind::FieldCount { expected: self.header.len(), found: record.len() };
                return Err(refuse(record.len().min(self.header.len()), "row", kind));
            }
            let mut cells = Vec::with_capacity(record.len());
            for (at, cell) in record.iter().enumerate() {
                let text = std::str::from_utf8(cell)
                    .map_err(|_| refuse(at + 1, &self.header[at], RefusalKind::NotUtf8))?;
                cells.push(text.trim());
            }
            Ok(Row { file: &self.input.path, line: *line, header: &self.header, cells })
        })
    }
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    file: &'a str,
    line: u64,
    header: &'a [String],
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of a column; empty where there is no such column.
    pub(crate) fn get(&self, name: &str) -> &'a str {
        self.at(name).and_then(|at| self.cells.get(at)).copied().unwrap_or_default()
    }

    /// The same, `None` where it is empty.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// A refusal at one of its cells.
    pub(crate) fn refuse(&self, name: &str, kind: RefusalKind) -> Box<Refusal> {
        Box::new(Refusal {
            file: self.file.to_owned(),
            line: self.line,
            column: self.at(name).map_or(1, |at| at + 1),
            name: name.to_owned(),
            kind,
        })
    }

    /// Its place, in the file with this number.
    pub(crate) fn location(&self, file: usize) -> Location {
        Location { file: u32::try_from(file).unwrap_or(u32::MAX), line: self.line }
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }
}
