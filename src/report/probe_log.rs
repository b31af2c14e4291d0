//! Probes as a log in our own layout, CSV or Parquet: what `convert` writes. The file is put in
//! place whole, and never over another.

mod parquet_columns;

use crate::clock::rfc3339;
use crate::model::{Sample, SeriesKey, Status};
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet_columns::Columns;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Names of the columns, in order.
const HEADER: [&str; 7] =
    ["timestamp", "site", "vantage", "status_code", "error", "latency_ms", "result"];
/// Microseconds in a millisecond.
const MILLISECOND: i64 = 1000;
/// Digits of a status code.
const CODE_DIGITS: usize = 3;

/// Why a log cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ProbesError {
    /// Something stands there already.
    #[error("{0}: it is there already; name another file with -o, or remove it")]
    Exists(PathBuf),
    /// An ending that says no format.
    #[error(
        "{0}: the ending says how it is written; name a file that ends with .csv, .csv.gz or \
         .parquet"
    )]
    Ending(PathBuf),
    /// It cannot be written.
    #[error("{path}: {why}")]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: io::Error,
    },
}

/// One probe in the words of our columns; what it does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Row<'a> {
    at_us: i64,
    site: &'a str,
    vantage: &'a str,
    code: Option<i32>,
    error: &'a str,
    latency_us: Option<i64>,
    result: &'static str,
}

impl<'a> Row<'a> {
    fn of(sample: &Sample, key: &'a SeriesKey, cause: &'a str) -> Row<'a> {
        let result = sample.status.as_str();
        let result = if sample.status == Status::Unusable { "unknown" } else { result };
        let code = cause.parse().ok().filter(|_| {
            cause.len() == CODE_DIGITS && cause.bytes().all(|byte| byte.is_ascii_digit())
        });
        // The cause of a row that says no more than its result is that word; and what is up has no
        // error.
        let up = matches!(sample.status, Status::Up | Status::Degraded);
        let error = if up || code.is_some() || cause == result { "" } else { cause };
        Row {
            at_us: sample.at.0,
            site: &key.site,
            vantage: &key.vantage,
            code,
            error,
            latency_us: sample.latency_us,
            result,
        }
    }
}

/// How the file is written.
enum Format {
    Csv(Box<csv::Writer<Box<dyn Write>>>),
    Parquet(Box<Columns>),
}

/// A log under way. Dropped unfinished, it leaves nothing behind.
pub struct Probes {
    path: PathBuf,
    file: NamedTempFile,
    format: Format,
}

impl Probes {
    /// Begins a log beside its place.
    ///
    /// # Errors
    /// Where something stands there, where the ending says no format, or where nothing can be
    /// written.
    pub fn open(path: &Path) -> Result<Probes, ProbesError> {
        let cannot = |why| ProbesError::Write { path: path.to_owned(), why };
        if path.symlink_metadata().is_ok() {
            return Err(ProbesError::Exists(path.to_owned()));
        }
        let folder =
            path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.to_string_lossy().to_lowercase();
        if ![".csv", ".csv.gz", ".parquet"].iter().any(|ending| name.ends_with(ending)) {
            return Err(ProbesError::Ending(path.to_owned()));
        }
        std::fs::create_dir_all(folder).map_err(cannot)?;
        let file = NamedTempFile::new_in(folder).map_err(cannot)?;
        let into = file.reopen().map_err(cannot)?;
        let format = if name.ends_with(".parquet") {
            Format::Parquet(Box::new(Columns::begin(into).map_err(cannot)?))
        } else {
            let into: Box<dyn Write> = match name.ends_with(".gz") {
                true => Box::new(GzEncoder::new(BufWriter::new(into), Compression::default())),
                false => Box::new(BufWriter::new(into)),
            };
            let mut writer =
                csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(into);
            writer.write_record(HEADER).map_err(|why| cannot(why.into()))?;
            Format::Csv(Box::new(writer))
        };
        Ok(Probes { path: path.to_owned(), file, format })
    }

    /// Writes one probe.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn push(
        &mut self,
        sample: &Sample,
        key: &SeriesKey,
        cause: &str,
    ) -> Result<(), ProbesError> {
        let row = Row::of(sample, key, cause);
        let done = match &mut self.format {
            Format::Csv(writer) => line(writer, &row),
            Format::Parquet(columns) => columns.push(&row),
        };
        done.map_err(|why| ProbesError::Write { path: self.path.clone(), why })
    }

    /// Puts the log in its place.
    ///
    /// # Errors
    /// Where it cannot be written, or where something stands there by now.
    pub fn finish(self) -> Result<(), ProbesError> {
        let Probes { path, file, format } = self;
        let cannot = |why| ProbesError::Write { path: path.clone(), why };
        match format {
            Format::Csv(writer) => {
                let mut into = writer.into_inner().map_err(|why| cannot(why.into_error()))?;
                into.flush().map_err(cannot)?;
            }
            Format::Parquet(columns) => columns.finish().map_err(cannot)?,
        }
        match file.persist_noclobber(&path) {
            Ok(_) => Ok(()),
            Err(why) if why.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(ProbesError::Exists(path))
            }
            Err(why) => Err(ProbesError::Write { path, why: why.error }),
        }
    }
}

fn line(writer: &mut csv::Writer<Box<dyn Write>>, row: &Row<'_>) -> io::Result<()> {
    let code = row.code.map_or_else(String::new, |code| code.to_string());
    let latency = row.latency_us.map_or_else(String::new, milliseconds);
    let at = rfc3339(crate::clock::Instant(row.at_us));
    writer
        .write_record([at.as_str(), row.site, row.vantage, &code, row.error, &latency, row.result])
        .map_err(io::Error::from)
}

/// Milliseconds with as many decimals as there are.
fn milliseconds(us: i64) -> String {
    let (whole, rest) = (us / MILLISECOND, us % MILLISECOND);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
    }
}
